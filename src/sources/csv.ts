import {
  type CsvCell,
  type CsvFault,
  type Diagnostic,
  longestCell,
  type Span,
  scanCsv,
  spanner,
  wholeFile,
} from '../base/index.ts'
import { report } from './codes.ts'

/** One row of a table by the heads of its columns. */
export type TextRow = Readonly<Record<string, string>>

/** A row with what is needed to speak of it. */
export interface PlacedRow {
  readonly row: TextRow
  /** number of the line among the rows of the file, the head counted; from 1 */
  readonly number: number
  /** place of a cell, or of the whole row without a column */
  readonly at: (column?: string) => Span
  /** whether a quote of the row is left open or goes on behind it: its cells may not be what was meant */
  readonly broken: boolean
  /** offset of the row in the text */
  readonly start: number
  /** the same as offsets into the text */
  readonly offsets: (column?: string) => { readonly start: number; readonly end: number }
}

/** How a table is laid out. */
export interface TableLayout {
  /** which row is the head, from 1 */
  readonly header?: number
  readonly separator?: string
  /** called once with the head and the place of each of its cells, before any row */
  readonly visitHead?: (columns: readonly string[], at: (column: string) => Span) => void
}

/**
 * Calls `visit` with each row below the head of the delimited `text`; findings come back.
 *
 * A row with another number of cells than the head, or one of boundless length, is reported and left out. A row is a fresh
 * object and may be kept; `at` is valid during the call only.
 */
export function readRows(
  file: string,
  text: string,
  layout: TableLayout,
  visit: (row: PlacedRow, columns: readonly string[]) => void,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const span = spanner(file, text)
  const head = (layout.header ?? 1) - 1
  let columns: readonly string[] = []
  let fault = -1
  scanCsv(
    text,
    (cells, index) => {
      if (index < head) return
      if (index === head) {
        columns = headOf(cells, span, diagnostics)
        layout.visitHead?.(columns, (column) => span(cells[Math.max(0, columns.indexOf(column))]!))
        return
      }
      if (cells.length !== columns.length) {
        // a broken quote has been told of, and is why
        if (fault < cells[0]!.start) diagnostics.push(wrongLength(cells, columns.length, span))
        return
      }
      // only a row as long as that can hold such a cell
      const isLong = cells.at(-1)!.end - cells[0]!.start > longestCell
      const long = isLong ? cells.find((c) => c.text.length > longestCell) : undefined
      if (long !== undefined) diagnostics.push(tooLong(long, span))
      else visit(placed(cells, columns, index + 1, span, fault >= cells[0]!.start), columns)
    },
    (found) => {
      fault = found.start
      diagnostics.push(broken(found, span))
    },
    layout.separator,
  )
  if (columns.length === 0) {
    diagnostics.push(
      report(
        'sources/missing-column',
        { en: `\`${file}\` has no head row`, zh: `\`${file}\` 没有表头` },
        { at: wholeFile(file) },
      ),
    )
  }
  return diagnostics
}

type SpanOf = (cell: { start: number; end: number }) => Span

function headOf(cells: readonly CsvCell[], span: SpanOf, diagnostics: Diagnostic[]): readonly string[] {
  const names: string[] = []
  for (const cell of cells) {
    const name = cell.text.trim()
    if (cell.text.length > longestCell) diagnostics.push(tooLong(cell, span))
    if (name !== '' && names.includes(name)) {
      diagnostics.push(
        report(
          'sources/broken-row',
          { en: `column \`${name}\` stands twice in the head`, zh: `表头中 \`${name}\` 出现两次` },
          { at: span(cell) },
        ),
      )
    }
    names.push(name)
  }
  return names
}

function placed(
  cells: readonly CsvCell[],
  columns: readonly string[],
  number: number,
  span: SpanOf,
  broken: boolean,
): PlacedRow {
  const row: Record<string, string> = {}
  for (let i = 0; i < columns.length; i += 1) row[columns[i]!] = cells[i]!.text
  const offsets = (column?: string) => {
    const index = column === undefined ? -1 : columns.indexOf(column)
    // a place of its own: the cells are used again for the next row
    const [first, last] = index === -1 ? [cells[0]!, cells.at(-1)!] : [cells[index]!, cells[index]!]
    return { start: first.start, end: last.end }
  }
  return { row, number, at: (column) => span(offsets(column)), broken, start: cells[0]!.start, offsets }
}

function wrongLength(cells: readonly CsvCell[], expected: number, span: SpanOf): Diagnostic {
  const at = span({ start: cells[0]!.start, end: cells.at(-1)!.end })
  return report(
    'sources/broken-row',
    {
      en: `row has ${cells.length} cells, the head has ${expected}`,
      zh: `该行有 ${cells.length} 个单元格，表头有 ${expected} 个`,
    },
    { at },
  )
}

function broken(fault: CsvFault, span: SpanOf): Diagnostic {
  const en = fault.kind === 'open-quote' ? 'a quote is not closed' : 'text follows a closing quote'
  const zh = fault.kind === 'open-quote' ? '引号未闭合' : '闭合引号之后还有文字'
  return report('sources/broken-row', { en, zh }, { at: span(fault) })
}

function tooLong(cell: CsvCell, span: SpanOf): Diagnostic {
  return report(
    'sources/too-long',
    { en: `a cell has ${cell.text.length} characters`, zh: `单元格有 ${cell.text.length} 个字符` },
    { at: span(cell) },
  )
}
