import {
  AssayError,
  type CsvCell,
  type Diagnostic,
  type Effects,
  type OpenFile,
  scanCsv,
  wholeFile,
} from '../../base/index.ts'
import { report } from '../../policy/index.ts'
import { openParquet } from '../../sources/index.ts'

/** A table that is read row by row. */
export interface Rows {
  readonly heads: readonly string[]
  /**
   * calls `visit` with the cells of each row below the head, in order, with `null` for one that cannot be read; `told`
   * hears of the share that was read
   */
  readonly each: (
    visit: (cells: ArrayLike<unknown> | null) => void,
    told: (share: number) => void,
  ) => Promise<readonly Diagnostic[]>
}

/**
 * The rows of a CSV or Parquet file, of which a few megabytes are held at a time.
 *
 * @throws AssayError policy/unread-input when there is no such file, or it is neither
 */
export async function openRows(
  effects: Effects,
  path: string,
  shown: string,
): Promise<Rows & { close: () => Promise<void> }> {
  const file = await effects.open(path)
  if (file === null) throw unread(shown, 'is not there', '不存在')
  try {
    const rows = await (isParquet(await file.read(0, 4)) ? parquetRows(file, shown) : csvRows(file, shown))
    return { ...rows, close: file.close }
  } catch (error) {
    await file.close()
    throw error
  }
}

function unread(file: string, en: string, zh: string): AssayError {
  return new AssayError([
    report('policy/unread-input', { en: `\`${file}\` ${en}`, zh: `\`${file}\` ${zh}` }, { at: wholeFile(file) }),
  ])
}

/** Whether a file begins as Parquet does. */
export function isParquet(bytes: Uint8Array): boolean {
  return bytes[0] === 80 && bytes[1] === 65 && bytes[2] === 82 && bytes[3] === 49
}

async function parquetRows(file: OpenFile, shown: string): Promise<Rows> {
  const parquet = await openParquet(file).catch((error: Error) => {
    throw unread(shown, `is no Parquet that can be read: ${error.message}`, '不是可读的 Parquet')
  })
  const width = parquet.columns.length
  return {
    heads: parquet.columns,
    each: async (visit, told) => {
      let done = 0
      const cells: unknown[] = new Array(width)
      await parquet.groups((columns, count) => {
        for (let row = 0; row < count; row += 1) {
          for (let i = 0; i < width; i += 1) cells[i] = columns[i]![row]
          visit(cells)
        }
        done += count
        told(done / parquet.rows)
      })
      return []
    },
  }
}

const pieceSize = 4 * 1024 * 1024

async function csvRows(file: OpenFile, shown: string): Promise<Rows> {
  const pieces = pieceReader(file, shown)
  const first = await pieces()
  const lead = first.text.slice(0, first.text.indexOf('\n') + 1)
  const separator = lead.includes('\t') ? '\t' : ','
  let heads: readonly string[] = []
  scanCsv(
    first.text,
    (cells) => {
      heads = cells.map((c) => c.text.trim())
      return false
    },
    () => {},
    separator,
  )
  if (heads.length === 0) throw unread(shown, 'has no head row', '没有表头')
  if (/^\s*(?:\{|\[[\s{\]])/.test(first.text.slice(0, 1000).replace('\ufeff', '')))
    throw unread(
      shown,
      'is JSON, where CSV or Parquet is expected; `assay policy calc` reads it',
      '是 JSON，应为 CSV 或 Parquet；可用 `assay policy calc` 读取',
    )
  if (heads.some(isGarbled)) throw unread(shown, 'is not UTF-8', '不是 UTF-8 编码')
  return { heads, each: (visit, told) => eachCsv(pieces, first, { shown, heads, separator }, visit, told) }
}

interface Piece {
  readonly text: string
  readonly share: number
  readonly last: boolean
}

async function eachCsv(
  pieces: () => Promise<Piece>,
  first: Piece,
  table: { readonly shown: string; readonly heads: readonly string[]; readonly separator: string },
  visit: (cells: ArrayLike<unknown> | null) => void,
  told: (share: number) => void,
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = []
  const texts: string[] = []
  let head = true
  let row = 1
  let garbled = false
  const take = (cells: readonly CsvCell[]): undefined => {
    if (head) {
      head = false
      return
    }
    row += 1
    if (cells.length !== table.heads.length) {
      if (diagnostics.length < 100) diagnostics.push(wrongRow(table.shown, row, cells.length, table.heads.length))
      visit(null)
      return
    }
    for (let i = 0; i < cells.length; i += 1) texts[i] = cells[i]!.text
    if (garbled && texts.some(isGarbled)) {
      if (diagnostics.length < 100) diagnostics.push(garbledRow(table.shown, row))
      visit(null)
      return
    }
    visit(texts)
  }
  for (let piece = first; ; piece = await pieces()) {
    garbled = isGarbled(piece.text)
    scanCsv(piece.text, take, () => {}, table.separator)
    told(piece.share)
    if (piece.last) return diagnostics
  }
}

function wrongRow(file: string, line: number, found: number, wanted: number): Diagnostic {
  const words = {
    en: `row ${line} has ${found} cells, expected ${wanted}; it is left out`,
    zh: `第 ${line} 行有 ${found} 个单元格，应为 ${wanted} 个；该行未计算`,
  }
  return report('policy/bad-input', words, { at: { file, start: 0, end: 0, line, column: 1 } })
}

/** Whether a text holds the sign that stands for bytes which are no UTF-8. */
export function isGarbled(text: string): boolean {
  return text.includes('\ufffd')
}

/** The finding about a row in another encoding. */
export function garbledRow(file: string, line: number): Diagnostic {
  const words = { en: `row ${line} is not UTF-8; it is left out`, zh: `第 ${line} 行不是 UTF-8 编码；该行未计算` }
  const hint = { en: 'save the whole file as UTF-8', zh: '请把整个文件另存为 UTF-8' }
  return report('policy/bad-input', words, { at: { file, start: 0, end: 0, line, column: 1 }, hint })
}

// a piece ends with the last line end that is not inside quotes
function pieceReader(file: OpenFile, shown: string): () => Promise<Piece> {
  const decoder = new TextDecoder('utf-8')
  let at = 0
  let rest = ''
  return async () => {
    for (;;) {
      const bytes = await file.read(at, pieceSize)
      at += bytes.length
      const last = at >= file.size || bytes.length === 0
      const text = rest + decoder.decode(bytes, { stream: !last })
      const cut = last ? text.length : lineEnd(text)
      if (cut === 0 && !last) {
        if (text.length > 8 * pieceSize) throw unread(shown, 'has a line of more than 32 MB', '有超过 32 MB 的一行')
        rest = text
        continue
      }
      rest = text.slice(cut)
      return { text: text.slice(0, cut), share: file.size === 0 ? 1 : at / file.size, last }
    }
  }
}

function lineEnd(text: string): number {
  for (let end = text.lastIndexOf('\n'); end !== -1; end = text.lastIndexOf('\n', end - 1)) {
    if (!text.includes('"') || quotesBefore(text, end) % 2 === 0) return end + 1
    if (end === 0) return 0
  }
  return 0
}

function quotesBefore(text: string, end: number): number {
  let count = 0
  for (let at = text.indexOf('"'); at !== -1 && at < end; at = text.indexOf('"', at + 1)) count += 1
  return count
}
