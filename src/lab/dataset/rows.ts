import { type Chunks, type CsvCell, readLines, scanCsv } from '../../base/index.ts'
import type { Row } from '../task/task.ts'

/** The ways in which a dataset is written. */
export type RowFormat = 'jsonl' | 'json' | 'csv' | 'tsv' | 'parquet'

/**
 * The format that a file's name tells, `null` when it tells none.
 *
 * @example formatOf('HumanEval.jsonl.gz') // 'jsonl'
 */
export function formatOf(name: string): RowFormat | null {
  const bare = name.toLowerCase().replace(/\.gz$/, '')
  const ending = /\.(jsonl|ndjson|json|csv|tsv|parquet)$/.exec(bare)?.[1]
  return ending === undefined ? null : ending === 'ndjson' ? 'jsonl' : (ending as RowFormat)
}

/** A row, or the line that is none. */
export type ReadRow = { readonly row: Row } | { readonly bad: string; readonly line: number }

/** The rows of a file as they come; only a JSON file, which is one value, is held whole. */
export async function* readRows(
  chunks: Chunks,
  format: Exclude<RowFormat, 'parquet'>,
  header?: readonly string[],
): AsyncGenerator<ReadRow> {
  if (format === 'jsonl') yield* jsonLines(chunks)
  else if (format === 'json') yield* jsonWhole(chunks)
  else yield* delimited(chunks, format === 'tsv' ? '\t' : ',', header)
}

async function* jsonLines(chunks: Chunks): AsyncGenerator<ReadRow> {
  let line = 0
  for await (const group of readLines(chunks)) {
    for (const { text } of group) {
      line += 1
      if (text.trim() === '') continue
      yield readJson(line === 1 ? text.replace(/^\ufeff/, '') : text, line)
    }
  }
}

// NaN and Infinity, which Python writes into its JSON; inside a text they stand as they are
function parsePython(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const bare = /"(?:[^"\\]|\\.)*"|(?:NaN|-?Infinity)(?=\s*[,}\]])/g
    if (!/NaN|Infinity/.test(text)) throw error
    return JSON.parse(text.replace(bare, (m) => (m.startsWith('"') ? m : 'null')))
  }
}

function readJson(text: string, line: number): ReadRow {
  try {
    const value = parsePython(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { row: value as Row }
      : { bad: 'no object', line }
  } catch (error) {
    return { bad: (error as Error).message, line }
  }
}

async function textOf(chunks: Chunks): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true })
  return (text + decoder.decode()).replace(/^\ufeff/, '')
}

async function* jsonWhole(chunks: Chunks): AsyncGenerator<ReadRow> {
  const text = await textOf(chunks)
  let value: unknown
  try {
    value = parsePython(text)
  } catch {
    // lines of JSON under the name of one JSON, as some datasets have it
    yield* jsonLines(once(text))
    return
  }
  const rows = Array.isArray(value) ? value : rowsInside(value)
  for (const [i, row] of rows.entries())
    yield typeof row === 'object' && row !== null ? { row: row as Row } : { bad: 'no object', line: i + 1 }
}

async function* once(text: string): Chunks {
  yield new TextEncoder().encode(text)
}

// one list under a key is the dataset; otherwise the object is its only row
function rowsInside(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || 'id' in value || 'idx' in value) return [value]
  // the details of results are numbered within them
  if ('details' in value || 'convos' in value || ('eval' in value && 'samples' in value) || hasPrograms(value))
    return [value]
  const named = Object.entries(value)
  // rows, or answers alone, under their ids
  if (named.length > 0 && named.every(([key, v]) => /\d/.test(key) && (typeof v === 'string' || isObject(v))))
    return named.map(([id, v]) => (isObject(v) ? { id, ...v } : { id, prediction: v }))
  const lists = Object.values(value).filter((v) => Array.isArray(v) && v.every((r) => typeof r === 'object'))
  return lists.length === 1 && Object.keys(value).length <= 3 ? (lists[0] as unknown[]) : [value]
}

// the results of one problem in MultiPL-E
function hasPrograms(value: object): boolean {
  const { results } = value as { readonly results?: unknown }
  return Array.isArray(results) && results.some((r) => isObject(r) && 'program' in r)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function* delimited(chunks: Chunks, separator: string, fixed?: readonly string[]): AsyncGenerator<ReadRow> {
  const decoder = new TextDecoder()
  let rest = ''
  let names: readonly string[] | undefined
  const take = (text: string): ReadRow[] => {
    const rows: ReadRow[] = []
    const each = (cells: readonly CsvCell[]): undefined => {
      const texts = cells.map((c) => c.text)
      const first = names === undefined
      // a first row that does not begin with the first name is a row already
      names ??= fixed === undefined || texts.some((t) => t.toLowerCase() === fixed[0]) ? texts : fixed
      if (!first || names === fixed) rows.push({ row: Object.fromEntries(names.map((n, i) => [n, texts[i] ?? ''])) })
    }
    // a tab-separated dataset has no quoting
    if (separator === '\t') for (const raw of text.split('\n')) tabbed(raw, each)
    else scanCsv(text, each, () => {}, separator)
    return rows
  }
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    const cut = separator === '\t' ? rest.lastIndexOf('\n') + 1 : lastWholeRow(rest)
    if (cut === 0) continue
    yield* take(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  yield* take(rest + decoder.decode())
}

function tabbed(raw: string, each: (cells: readonly CsvCell[]) => undefined): void {
  const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw
  if (text !== '') each(text.split('\t').map((t) => ({ text: t, start: 0, end: 0 })))
}

// the end of the last line at which no quote is open
function lastWholeRow(text: string): number {
  let [open, cut] = [false, 0]
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    if (c === 34) open = !open
    else if (c === 10 && !open) cut = i + 1
  }
  return cut
}
