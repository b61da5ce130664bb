import { AssayError, type Diagnostic, type Effects, type Span, spanner } from '../../base/index.ts'
import { jsonPlace, type Path, type RawRecord, report } from '../../policy/index.ts'
import { encodings, markedEncoding, readRows, tryDecode } from '../../sources/index.ts'
import { garbledRow, isGarbled, notDecoded } from './encoding.ts'
import { isParquet } from './stream.ts'

/** A file of claims by its path, or its bytes with a name. */
export type ClaimsFile = {
  readonly path: string
  readonly shown: string
  readonly bytes?: Uint8Array
  readonly encoding?: string
}

/** Records of a file with what was found while reading it. */
export interface ReadClaims {
  readonly records: readonly RawRecord[]
  readonly diagnostics: readonly Diagnostic[]
  /** columns of a table; empty for JSON */
  readonly columns: readonly string[]
}

/**
 * The records of a JSON or CSV file.
 *
 * JSON is a record, a list of them, `{claims: [...]}` or one record a line.
 *
 * @throws AssayError policy/unread-input when there is no such file or it is neither
 */
export async function readClaims(effects: Effects, file: ClaimsFile): Promise<ReadClaims> {
  const bytes = file.bytes ?? (await effects.read(file.path))
  if (bytes === null) throw unread(file.shown, 'is not there', '不存在')
  if (isParquet(bytes))
    throw unread(file.shown, 'is Parquet; `assay policy run` reads it', '是 Parquet；可用 `assay policy run` 读取')
  const encoding = file.encoding ?? markedEncoding(bytes)
  const refuse = (): AssayError => new AssayError([notDecoded(file.shown, bytes, encoding)])
  if (!encodings.includes(encoding)) throw refuse()
  const whole = tryDecode(bytes, encoding)
  const isTable = /\.(csv|tsv|txt)$/i.test(file.shown)
  // of a table in mixed encodings the rows that can be read are read
  if (whole === null && !isTable) throw refuse()
  const body = (whole ?? new TextDecoder(encoding).decode(bytes)).replace(/^\ufeff/, '')
  if (isGarbled(body.slice(0, body.indexOf('\n') + 1))) throw refuse()
  if (body.trim() === '') throw unread(file.shown, 'is empty', '是空的')
  if (isTable || !/^\s*[[{]/.test(body)) return fromCsv(file.shown, body, { bytes, encoding })
  return fromJson(file.shown, body)
}

function unread(file: string, en: string, zh: string, at?: Span): AssayError {
  return new AssayError([
    report('policy/unread-input', { en: `\`${file}\` ${en}`, zh: `\`${file}\` ${zh}` }, at ? { at } : {}),
  ])
}

function fromCsv(
  file: string,
  text: string,
  raw: { readonly bytes: Uint8Array; readonly encoding: string },
): ReadClaims {
  const records: RawRecord[] = []
  const garbled: Diagnostic[] = []
  let columns: readonly string[] = []
  const separator = text.slice(0, text.indexOf('\n') + 1).includes('\t') ? '\t' : ','
  const span = spanner(file, text)
  const diagnostics = readRows(file, text, { separator }, (placed, heads) => {
    columns = heads
    const { row } = placed
    // what is broken has been told of; a cell that is too long is not there
    if (placed.broken || Object.keys(row).length < heads.length) return
    if (Object.values(row).some(isGarbled)) {
      const { line } = placed.at()
      garbled.push(garbledRow(file, line, lineOf(raw.bytes, line), raw.encoding))
      return
    }
    const places = new Map(heads.map((h) => [h, placed.offsets(h)]))
    const whole = placed.offsets()
    records.push({ raw: row, at: (path) => span(places.get(String(path[0])) ?? places.get(path.join('.')) ?? whole) })
  })
  return { records, diagnostics: [...diagnostics, ...garbled], columns }
}

// lines of bytes are those of the text, as far as the encodings go in which rows may be garbled
function lineOf(bytes: Uint8Array, line: number): Uint8Array {
  let start = 0
  for (let n = 1; n < line; n += 1) start = bytes.indexOf(10, start) + 1
  const end = bytes.indexOf(10, start)
  return bytes.subarray(start, end === -1 ? bytes.length : end)
}

function fromJson(file: string, text: string): ReadClaims {
  const span = spanner(file, text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const lines = fromLines(file, text)
    if (lines !== null) return lines
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0)
    throw unread(file, `is no JSON: ${(error as Error).message}`, '不是 JSON', span({ start: at, end: at + 1 }))
  }
  const { list, prefix } = listOf(value)
  const records = list.flatMap((item, i): readonly RawRecord[] => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return []
    const own: Path = prefix === null ? [] : [...prefix, i]
    return [{ raw: item as RawRecord['raw'], at: (path) => span(jsonPlace(text, [...own, ...path])) }]
  })
  const diagnostics = list.flatMap((item, i): readonly Diagnostic[] => {
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) return []
    const at = span(jsonPlace(text, prefix === null ? [] : [...prefix, i]))
    const words = { en: `record ${i + 1} is no object`, zh: `第 ${i + 1} 条记录不是对象` }
    return [report('policy/bad-input', words, { at })]
  })
  return { records, diagnostics, columns: [] }
}

function listOf(value: unknown): { readonly list: readonly unknown[]; readonly prefix: Path | null } {
  if (Array.isArray(value)) return { list: value, prefix: [] }
  const keys = ['claims', 'records', 'households', 'rows', 'data', 'cases', 'inputs']
  for (const key of keys) {
    const inner = (value as Readonly<Record<string, unknown>>)[key]
    const others = Object.entries(value as object).filter(([k]) => k !== key)
    // `claims` beside an id or a consumer is what a household holds
    if (
      Array.isArray(inner) &&
      others.every(([k]) => ['note', 'policy', 'known-on', 'knownOn', 'known_on', 'description'].includes(k))
    )
      return { list: inner, prefix: [key] }
  }
  return { list: [value], prefix: null }
}

function fromLines(file: string, text: string): ReadClaims | null {
  const lines = text.split('\n')
  const records: RawRecord[] = []
  const span = spanner(file, text)
  let start = 0
  for (const line of lines) {
    const from = start
    start += line.length + 1
    if (line.trim() === '') continue
    try {
      const raw = JSON.parse(line) as RawRecord['raw']
      const at = (path: Path) => {
        const { start: s, end: e } = jsonPlace(line, path)
        return span({ start: from + s, end: from + e })
      }
      records.push({ raw, at })
    } catch {
      return null
    }
  }
  return records.length > 1 ? { records, diagnostics: [], columns: [] } : null
}
