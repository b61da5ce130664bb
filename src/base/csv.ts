import { lineStarts, type Span, spanOf } from './span.ts'

/** One cell of a delimited text, with the offsets of what is written for it (quotes included). */
export interface CsvCell {
  text: string
  start: number
  end: number
}

/** What keeps a delimited text from being read as its author meant it. */
export interface CsvFault {
  readonly kind: 'open-quote' | 'text-after-quote'
  readonly start: number
  readonly end: number
}

/** How many characters a cell may have; a longer one is a fault of the file, not a cell. */
export const longestCell = 1_000_000

/**
 * Calls `row` with the cells of each row of `text`, in order; a row of one empty cell is passed over.
 *
 * The separator is `,` unless told. Quotes as RFC 4180: a cell that starts with `"` ends at the next single `"`, and
 * `""` inside is one. The array handed to `row` and its cells are used again for the next row: keep texts and offsets,
 * not cells. `row` returns `false` to stop.
 *
 * @source RFC 4180, section 2
 */
export function scanCsv(
  text: string,
  row: (cells: readonly CsvCell[], index: number) => boolean | undefined,
  fault: (fault: CsvFault) => void,
  separator = ',',
): void {
  const sep = separator.charCodeAt(0)
  // a million rows of new cells would be most of the work
  const pool: CsvCell[] = []
  const cells: CsvCell[] = []
  const length = text.length
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let index = 0
  while (at < length) {
    cells.length = 0
    let more = true
    while (more) {
      const cell = reuse(pool, cells.length)
      if (text.charCodeAt(at) === 34) readQuoted(cell, text, at, sep, fault)
      else readBare(cell, text, at, sep)
      cells.push(cell)
      at = cell.end
      more = text.charCodeAt(at) === sep
      if (more) at += 1
    }
    if (text.charCodeAt(at) === 13) at += 1
    if (text.charCodeAt(at) === 10) at += 1
    if (cells.length === 1 && cells[0]!.text === '') continue
    if (row(cells, index) === false) return
    index += 1
  }
}

function reuse(pool: CsvCell[], index: number): CsvCell {
  const known = pool[index]
  if (known !== undefined) return known
  const fresh: CsvCell = { text: '', start: 0, end: 0 }
  pool.push(fresh)
  return fresh
}

function readBare(cell: CsvCell, text: string, start: number, sep: number): void {
  let at = start
  for (; at < text.length; at += 1) {
    const c = text.charCodeAt(at)
    if (c === sep || c === 10 || c === 13) break
  }
  cell.text = text.slice(start, at)
  cell.start = start
  cell.end = at
}

function readQuoted(cell: CsvCell, text: string, start: number, sep: number, fault: (fault: CsvFault) => void): void {
  let value = ''
  let from = start + 1
  for (;;) {
    const close = text.indexOf('"', from)
    if (close === -1) {
      // the rest of the file is not swallowed: the cell ends with its line, so that the rows below are still read
      readBare(cell, text, start, sep)
      fault({ kind: 'open-quote', start: cell.start, end: cell.end })
      return
    }
    value += text.slice(from, close)
    from = close + 2
    if (text.charCodeAt(close + 1) === 34) {
      value += '"'
      continue
    }
    readBare(cell, text, close + 1, sep)
    if (cell.text !== '') fault({ kind: 'text-after-quote', start, end: cell.end })
    cell.text = value + cell.text
    cell.start = start
    return
  }
}

/**
 * `rows` as a delimited text with `\n` line ends; a cell is quoted when it must be.
 *
 * @example formatCsv([['a', 'b,c'], ['1', '']]) // 'a,"b,c"\n1,\n'
 */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(formatCell).join(',')}\n`).join('')
}

function formatCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The function that turns offsets of `text` into spans of `file`; the lines are found when first asked for. */
export function spanner(file: string, text: string): (cell: { start: number; end: number }) => Span {
  let starts: readonly number[] | undefined
  return (cell) => {
    starts ??= lineStarts(text)
    return spanOf(file, starts, cell.start, cell.end)
  }
}
