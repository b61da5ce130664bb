import { largest, smallest } from '../../base/index.ts'
import { renderSpark } from '../chart/index.ts'
import { widthOf } from '../chart/letters.ts'
import { plainOf } from '../plain.ts'
import { trailWords } from '../trail.ts'
import type { Cell, Row, TableBlock } from '../tree.ts'
import type { Anchors } from './anchor.ts'
import { boundNumber, renderInlines } from './inline.ts'
import { call, join, list, quote } from './literal.ts'

/**
 * The rows and rules of a table, without caption and source.
 *
 * A table with more columns than can be read on the page is cut into several below each other, each with the first column.
 */
export function renderTable(table: TableBlock, anchors: Anchors): string {
  const count = Math.max(
    1,
    table.columns.length,
    largest(table.rows.map((r) => (r.kind === 'group' ? 1 : r.cells.length))),
  )
  const widths = widthsOf(table, count)
  const parts = partsOf(widths)
  const size = sizeOf(largest(parts.map((p) => p.length)))
  return join(
    parts.flatMap((part, i) => [i === 0 ? '' : 'v(5pt)', renderPart(table, part, { widths, size, count }, anchors)]),
  )
}

function renderPart(
  table: TableBlock,
  part: readonly number[],
  { widths, size, count }: { readonly widths: readonly number[]; readonly size: number; readonly count: number },
  anchors: Anchors,
): string {
  const only = <T>(items: readonly T[]) => part.map((i) => items[i]!)
  const head = table.columns.some((c) => c.children.length > 0)
    ? list(
        only(
          padded(
            table.columns.map((c) => renderInlines(c.children, anchors, 'cell')),
            count,
          ),
        ),
      )
    : 'none'
  return call(
    'three-line',
    `size: ${size}pt`,
    `widths: ${list(only(widths).map((w) => `${w}fr`))}`,
    `aligns: ${list(part.map((i) => table.columns[i]?.align ?? 'left'))}`,
    `head: ${head}`,
    `rows: ${list(table.rows.map((r) => renderRow(r, anchors, part)))}`,
  )
}

const mostColumns = 11
// letters of 7.5 points in the width of a page, less the blanks between columns
const mostLetters = 58
const columnsOfPart = 8

// the columns of each part: about as much text in each
function partsOf(widths: readonly number[]): readonly (readonly number[])[] {
  const rest = widths.map((_, i) => i).slice(1)
  const total = widths.reduce((sum, w) => sum + w, 0)
  if (widths.length <= 9 || (widths.length <= mostColumns && total <= mostLetters)) return [widths.map((_, i) => i)]
  const number = Math.max(2, Math.ceil(rest.length / columnsOfPart))
  const share = (total - widths[0]!) / number
  const parts: number[][] = Array.from({ length: number }, () => [0])
  let before = 0
  for (const i of rest) {
    const middle = before + widths[i]! / 2
    parts[Math.min(number - 1, Math.floor(middle / share))]!.push(i)
    before += widths[i]!
  }
  return parts.filter((p) => p.length > 1)
}

// letters shrink where seven or more columns share the page
function sizeOf(columns: number): number {
  if (columns <= 6) return 9
  return columns <= 9 ? 8 : 7.5
}

function padded(cells: readonly string[], count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => cells[i] ?? '[]')
}

function renderRow(row: Row, anchors: Anchors, part: readonly number[]): string {
  if (row.kind === 'group') {
    const words = join(row.cells.map((c) => renderCell(c, anchors)))
    return call('group-row', String(part.length), words)
  }
  return list(
    part.map((i) => {
      const cell = row.cells[i]
      return cell === undefined ? '[]' : renderCell(cell, anchors)
    }),
  )
}

// 34 by 10 points: as high as a line of the table
function renderTrail(cell: Cell, anchors: Anchors): string {
  const points = cell.trail ?? []
  const alt = trailWords(cell)
  const svg = renderSpark(
    points.map((p) => p.value),
    { width: 68, height: 20, theme: 'print', alt },
  )
  const picture = call('spark', quote(svg), quote(alt))
  const last = points.findLast((p) => p.binding !== '')
  return last === undefined ? picture : boundNumber(picture, last.binding, anchors, 'cell')
}

function renderCell(cell: Cell, anchors: Anchors): string {
  if (cell.trail !== undefined) return renderTrail(cell, anchors)
  const bound = cell.children.some((c) => c.kind === 'number' && c.binding !== undefined)
  const words = renderInlines(cell.children, anchors, 'cell')
  const content = cell.binding !== undefined && !bound ? boundNumber(words, cell.binding, anchors, 'cell') : words
  return cell.note === '' ? content : join([content, call('cell-note', quote(cell.note))])
}

/**
 * Shares of the page width, from the widest text of each column: at least 3.5, at most 16 letters of Chinese.
 *
 * Number columns of about the same width get exactly the same.
 */
function widthsOf(table: TableBlock, count: number): readonly number[] {
  const wanted = Array.from({ length: count }, (_, i) => columnWidth(table, i))
  const isNumber = (i: number) => i > 0 && table.columns[i]?.align === 'right'
  const numbers = wanted.filter((_, i) => isNumber(i))
  const widest = Math.max(0, largest(numbers))
  const even = numbers.length > 1 && widest <= 1.9 * smallest(numbers)
  return wanted.map((w, i) => (even && isNumber(i) ? widest : w))
}

function columnWidth(table: TableBlock, index: number): number {
  // a head may wrap, a number should not
  const head = textWidth(table.columns[index]?.children ?? []) * 0.62
  const cells = table.rows.filter((r) => r.kind === 'row').map((r) => cellWidth(r.cells[index]))
  const widest = Math.max(head, largest(cells)) + 0.8
  return Math.round(Math.min(Math.max(widest, 3.5), 16) * 10) / 10
}

function cellWidth(cell: Cell | undefined): number {
  if (cell === undefined) return 0
  if (cell.trail !== undefined) return 4.5
  return textWidth(cell.children) + (cell.note === '' ? 0 : widthOf(cell.note, 0.8) + 1)
}

function textWidth(inlines: Cell['children']): number {
  return widthOf(plainOf(inlines).text, 1)
}
