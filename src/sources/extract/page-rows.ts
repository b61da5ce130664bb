import { append, smallest } from '../../base/index.ts'
import type { Line, Segment } from './line.ts'
import { type Band, bandAt, splitAt } from './page-bands.ts'
import { headRows, leadOf } from './page-head.ts'
import { overlap } from './page-tight.ts'
import { isPlainValue, isValue } from './page-value.ts'
import { raise } from './raised.ts'

/** A row of a table: the segments of each of its columns. */
export type TableRow = readonly (readonly Segment[])[]

/** A line with each of its stretches under its column. */
export interface PlacedLine {
  readonly y: number
  readonly size: number
  readonly cells: TableRow
}

// what varies between distances that are meant to be the same
const nearly = 0.9

/** The lines of a table, each stretch of them in the column that it shares most with. */
export function place(lines: readonly Line[], bands: readonly Band[]): readonly PlacedLine[] {
  return lines.map((line) => {
    const cells: Segment[][] = bands.map(() => [])
    for (const s of line.segments) for (const own of splitAt(bands, s)) cells[bandAt(bands, own)]!.push(own)
    return { y: line.y, size: line.size, cells }
  })
}

/** The place among `lines` of the first that carries values; `lines.length` where none does. */
export function firstValues(lines: readonly Line[]): number {
  const full = lines.map((l) => isFull(l, isPlainValue))
  const pitch = pitchOf(lines.filter((_, n) => full[n]))
  const found = full.findIndex((is, n) => is && !endsHead(lines, n, pitch))
  if (found !== -1) return found
  const any = lines.findIndex((l) => l.segments.slice(1).some((s) => isPlainValue(s.text)))
  if (any !== -1) return any
  const last = lines.findIndex((l) => l.segments.slice(1).some((s) => isValue(s.text)))
  return last === -1 ? lines.length : last
}

function isFull({ segments }: Line, is: (text: string) => boolean): boolean {
  const values = segments.filter((s) => is(s.text)).length
  if (segments.length === 1) return values === 1 && /\d/.test(segments[0]!.text)
  return values > 0 && values * 2 >= segments.length - 1
}

function pitchOf(lines: readonly Line[]): number {
  const gaps = lines.slice(1).map((l, n) => l.y - lines[n]!.y)
  return smallest(gaps.filter((g) => g > lines[0]!.size * overlap))
}

// 3.1 under Llama and over 70B: closer to the words above than rows are to each other
function endsHead(lines: readonly Line[], n: number, pitch: number): boolean {
  const line = lines[n]!
  for (let above = n - 1; above >= 0; above -= 1) {
    if (line.y - lines[above]!.y > line.size * 2.2) return false
    const gaps = line.segments.flatMap((s) => (isPlainValue(s.text) ? gapOver(s, lines[above]!) : []))
    if (gaps.length > 0) return smallest(gaps) < Math.min(pitch * nearly, line.size * 1.65)
  }
  return false
}

function gapOver(s: Segment, above: Line): readonly number[] {
  return above.segments.filter((o) => !isValue(o.text) && o.left < s.right && o.right > s.left).map((o) => s.y - o.y)
}

/** The rows of a table with numbers: its head first, then what belongs to each line of numbers, above and below it. */
export function valueRows(lines: readonly PlacedLine[], bands: readonly Band[], first: number): readonly TableRow[] {
  const anchors = anchorsOf(lines, first)
  const head = lastHead(lines, anchors[0]!.from)
  const cuts: { readonly at: number; readonly gap: number }[] = []
  for (const [n, { from }] of anchors.entries()) {
    const before = n === 0 ? head : anchors[n - 1]!.to
    if (before !== null) cuts.push(cutBetween(lines, before, from, n > 0))
  }
  const least = smallest(cuts.map((c) => c.gap)) * nearly
  const starts = head === null ? [0, ...cuts.map((c) => c.at)] : cuts.map((c) => c.at)
  const top = starts[0]!
  const rows: TableRow[] = [...headRows(lines.slice(0, top), bands, leadOf(lines, least))]
  for (const [n, start] of starts.entries()) {
    const end = starts[n + 1] ?? lines.length
    const anchor = anchors[n]!
    append(rows, withSections(lines.slice(start, end), anchor.from - start, anchor.to - start, least))
  }
  return rows
}

interface Anchor {
  readonly from: number
  readonly to: number
}

// a line of numbers, or several that overlap where cells of one row have different heights
function anchorsOf(lines: readonly PlacedLine[], first: number): readonly Anchor[] {
  const anchors: { from: number; to: number }[] = []
  for (let n = first; n < lines.length; n += 1) {
    const line = lines[n]!
    const last = anchors.at(-1)
    const above = lines[n - 1]
    if (!line.cells.some((c, b) => b > 0 && c.some((s) => isValue(s.text) && !goesOnFrom(above?.cells[b])))) continue
    if (last !== undefined && line.y - lines[last.to]!.y < line.size * overlap) last.to = n
    else anchors.push({ from: n, to: n })
  }
  return anchors.length > 0 ? anchors : [{ from: first, to: first }]
}

// 86.4 ± over 0.3
function goesOnFrom(above: readonly Segment[] | undefined): boolean {
  return /(?:±|[（(])\s*$/.test(above?.at(-1)?.text ?? '')
}

// the last line over the first numbers that is surely of the head: it has words over other columns than the labels
function lastHead(lines: readonly PlacedLine[], first: number): number | null {
  for (let n = first - 1; n >= 0; n -= 1)
    if (
      lines[n]!.cells.some((c, b) => b > 0 && c.length > 0) &&
      lines[first]!.y - lines[n]!.y >= lines[n]!.size * overlap
    )
      return n
  return null
}

/** Where the row of line `to` begins: at the widest gap that the columns leave between both; of equals the lower one if `isLow`. */
function cutBetween(
  lines: readonly PlacedLine[],
  from: number,
  to: number,
  isLow: boolean,
): { readonly at: number; readonly gap: number } {
  let best = { at: to, gap: Number.NEGATIVE_INFINITY }
  for (let at = from + 1; at <= to; at += 1) {
    let gap = Number.POSITIVE_INFINITY
    for (const [b] of lines[at]!.cells.entries()) {
      const above = lastIn(lines, b, at - 1)
      const below = nextIn(lines, b, at)
      if (above !== null && below !== null) gap = Math.min(gap, below - above)
    }
    if (gap === Number.POSITIVE_INFINITY) gap = lines[at]!.y - lines[at - 1]!.y
    if (gap > best.gap / nearly || (isLow && gap >= best.gap * nearly)) best = { at, gap }
  }
  return best
}

// a cell may begin above the numbers of its row, and end below them: so far is it looked for
const farthest = 12

function lastIn(lines: readonly PlacedLine[], band: number, from: number): number | null {
  for (let n = from; n >= Math.max(0, from - farthest); n -= 1)
    if (lines[n]!.cells[band]!.length > 0) return lines[n]!.cells[band]![0]!.y
  return null
}

function nextIn(lines: readonly PlacedLine[], band: number, from: number): number | null {
  for (let n = from; n < Math.min(lines.length, from + farthest); n += 1)
    if (lines[n]!.cells[band]!.length > 0) return lines[n]!.cells[band]![0]!.y
  return null
}

// words as far from the rest of a row as rows are from each other head a section, or are of another line of words
function withSections(lines: readonly PlacedLine[], from: number, to: number, least: number): readonly TableRow[] {
  let [start, end] = [0, lines.length]
  for (let n = from - 1; n >= start; n -= 1)
    if (distance(lines[n]!, lines.slice(n + 1, end), lines[from]!) >= least) start = n + 1
  for (let n = to + 1; n < end; n += 1) if (distance(lines[n]!, lines.slice(start, n), lines[to]!) >= least) end = n
  return [...alone(lines.slice(0, start), least), merge(lines.slice(start, end)), ...alone(lines.slice(end), least)]
}

// how far a line is from the nearest one with words in the same column, else from the line of numbers
function distance(line: PlacedLine, others: readonly PlacedLine[], anchor: PlacedLine): number {
  const shared = others.filter((o) => o.cells.some((c, b) => c.length > 0 && line.cells[b]!.length > 0))
  return smallest((shared.length > 0 ? shared : [anchor]).map((o) => Math.abs(o.y - line.y)))
}

function alone(lines: readonly PlacedLine[], least: number): readonly TableRow[] {
  const rows: PlacedLine[][] = []
  for (const line of lines) {
    const last = rows.at(-1)
    if (last !== undefined && line.y - last.at(-1)!.y < least) last.push(line)
    else rows.push([line])
  }
  return rows.map(merge)
}

/** One row of what stands in each column of `lines`, from top to bottom. */
export function merge(lines: readonly PlacedLine[]): TableRow {
  const width = lines[0]?.cells.length ?? 0
  return Array.from({ length: width }, (_, c) => {
    const cell = lines.flatMap((l) => l.cells[c]!)
    return lines.length === 1 ? cell : withMarks(cell)
  })
}

// the raised mark of a number stands in the line above where that is nearer
function withMarks(cell: readonly Segment[]): readonly Segment[] {
  const [mark, value] = cell
  if (mark === undefined || value === undefined || cell.length !== 2) return cell
  const isMark = mark.size < value.size * 0.9 && mark.text.length <= 2 && value.y - mark.y < value.size * 0.6
  if (!isMark || mark.left < value.right - 1 || mark.left > value.right + value.size * 0.3) return cell
  return [{ ...value, text: value.text + raise(mark.text), right: mark.right }]
}
