import { smallest } from '../../base/index.ts'
import type { Line, Segment } from './line.ts'
import { type Band, bandAt, bandsOf, hasValue, type Spans, spansOf } from './page-bands.ts'
import { firstValues, place, type TableRow, valueRows } from './page-rows.ts'
import { overlap, untightened } from './page-tight.ts'
import { cutAtValues, isPlainValue, isValue } from './page-value.ts'

export type { TableRow } from './page-rows.ts'

/** Whether a line has cells. */
export function isTableLine({ segments }: Line): boolean {
  return segments.length >= 2 || isTight(segments[0])
}

// a label and numbers so close to each other that they read as one line
function isTight(segment: Segment | undefined): boolean {
  const { pieces = [] } = segment ?? {}
  return pieces.length >= 4 && pieces.filter((p) => isValue(p.text)).length >= 3
}

// lines of one cell are no further apart than this many type sizes
const widestLead = 1.75
// rows further apart than this many type sizes do not belong together
const widestGap = 5.5
// so many lines above one tell of the columns
const mostBefore = 60

/** A table of a page, and which of its lines it takes. */
export interface PageTable {
  readonly rows: readonly TableRow[]
  readonly first: number
  /** the line behind it */
  readonly next: number
}

/** The tables among the lines of a column, from top to bottom. */
export function tablesOf(all: readonly Line[]): readonly PageTable[] {
  const lines = untightened(all)
  const tables: PageTable[] = []
  let done = 0
  for (let n = 0; n < lines.length; n += 1) {
    const table = lines[n]!.table === undefined && isTableLine(lines[n]!) ? tableFrom(lines, n, done) : null
    if (table === null) continue
    tables.push(table)
    done = table.next
    n = table.next - 1
  }
  return tables
}

// the table whose first line with cells is `from`; its head may begin above, behind `done`
function tableFrom(all: readonly Line[], from: number, done: number): PageTable | null {
  let next = from
  let last = from
  let blocks = 0
  let spans: Spans | null = null
  const isAcross = (line: Line) => {
    spans ??= spansOf(all.slice(Math.max(from, last - mostBefore), last + 1).map(cutAtValues))
    return line.segments.some(spans)
  }
  const isInside = (n: number) => {
    const line = all[n]!
    return line.segments.length === 1 && isNear(all[n - 1]!, line) && !isAcross(line)
  }
  for (; next < all.length; next += 1) {
    const own = all[next]!
    if (own.table !== undefined) break
    if (next > from && own.y - all[next - 1]!.y > own.size * widestGap) break
    if (isTableLine(own)) {
      if (next > from && isNextHead(all, from, next)) break
      last = next
      blocks = 0
      spans = null
      continue
    }
    if (own.size > all[from]!.size * 1.15 || caption.test(own.segments[0]?.text ?? '')) break
    if (isStartOfRow(own, all[next + 1])) continue
    if (!isNear(all[next - 1]!, own)) blocks += 1
    if (blocks > 2 || isLong(own, all[from]!) || isAcross(own)) break
  }
  const wide = all.slice(from, last + 1).filter(isTableLine)
  if (wide.length < 2) return null
  const body = all.slice(from, last + 1).map(cutAtValues)
  const values = firstValues(body)
  const bands = bandsOf(body, values)
  if (bands.length < 2) return null
  const numeric = wide.filter((l) => hasValue(cutAtValues(l))).length
  if (numeric < Math.max(1, wide.length * 0.3) && !isAligned(wide, bands)) return null
  const first = headFrom(all, from, done, bands)
  const end = restTo(all, from + Math.min(values, body.length - 1), last, isInside)
  const own = all.slice(first, end).map(cutAtValues)
  return { rows: rowsOf(own), first, next: end }
}

function rowsOf(lines: readonly Line[]): readonly TableRow[] {
  const first = firstValues(lines)
  const bands = bandsOf(lines, first)
  const placed = place(lines, bands)
  return first === lines.length ? placed.map((l) => l.cells) : valueRows(placed, bands, first)
}

// the last row goes on where words follow it closer than rows follow each other
function restTo(lines: readonly Line[], from: number, last: number, isInside: (n: number) => boolean): number {
  const rows = lines.slice(from, last + 1).filter(isTableLine)
  const gaps = rows.slice(1).map((l, n) => l.y - rows[n]!.y)
  const least = smallest(gaps.filter((g) => g > lines[from]!.size * overlap))
  let end = last + 1
  while (end < lines.length && lines[end]!.table === undefined) {
    if (lines[end]!.y - lines[end - 1]!.y > least * 0.95 || !isInside(end)) break
    end += 1
  }
  return end
}

// a head begins above the first line with cells where a line over one of its columns alone, or over a group of them, does
function headFrom(lines: readonly Line[], from: number, done: number, bands: readonly Band[]): number {
  let first = from
  for (let n = from - 1; n >= done; n -= 1) {
    const [line, below] = [lines[n]!, lines[n + 1]!]
    if (line.table !== undefined || line.size > below.size * 1.15) break
    const gap = below.y - line.y
    const isNear = gap <= line.size * widestLead
    if (isHeadOf(line, below, bands) || (isNear && isOverColumn(line, bands, gap < line.size * overlap))) first = n
    else break
  }
  return first
}

const caption = /^(?:图表?|表|Figure|Table|Exhibit|Chart|注|Notes?|来源|Sources?)\s?[\d:：]/i

function isOverColumn({ segments }: Line, bands: readonly Band[], isBeside: boolean): boolean {
  if (segments.some((s) => s.text.length > 40 || caption.test(s.text) || /[。.；;，,：:]$/.test(s.text))) return false
  return segments.every((s) => {
    const at = bandAt(bands, s)
    if (at === 0 && !isBeside) return false
    return (
      s.left > (bands[0]!.right < s.left ? bands[0]!.right : bands[0]!.left - 1) &&
      s.right < bands.at(-1)!.right + s.size * 2
    )
  })
}

// heads so close to each other that they read as one line, each over its own column
function isHeadOf(line: Line, below: Line, bands: readonly Band[]): boolean {
  const pieces = line.segments.length === 1 ? (line.segments[0]!.pieces ?? []) : []
  if (pieces.length < 2 || pieces.length < bands.length - 2 || below.y - line.y > line.size * 3) return false
  const places = pieces.map((p) => bandAt(bands, p))
  const overlaps = pieces.every(
    (p, n) => p.left < bands[places[n]!]!.right + p.size * 4 && p.right > bands[places[n]!]!.left - p.size * 4,
  )
  return overlaps && places.every((c, n) => n === 0 || c > places[n - 1]!)
}

// the first line of a cell whose row has its numbers in the middle
function isStartOfRow(line: Line, next: Line | undefined): boolean {
  return next !== undefined && isTableLine(next) && next.y - line.y < line.size * overlap
}

// words under numbers, further from them than rows are from each other, head another table
function isNextHead(lines: readonly Line[], from: number, n: number): boolean {
  const [line, above] = [lines[n]!, lines[n - 1]!]
  const gap = line.y - above.y
  if (gap < line.size * 2 || !hasValue(cutAtValues(above)) || line.segments.some((s) => isValue(s.text))) return false
  const rows = lines
    .slice(Math.max(from, n - mostBefore), n)
    .map(cutAtValues)
    .filter(
      (l) =>
        l.segments.length > 1 && !isValue(l.segments[0]!.text) && l.segments.slice(1).some((s) => isPlainValue(s.text)),
    )
  const pitch = smallest(
    rows
      .slice(1)
      .map((l, k) => l.y - rows[k]!.y)
      .filter((g) => g > line.size * overlap),
  )
  return gap > pitch * 1.25 && gap < Number.POSITIVE_INFINITY
}

function isNear(above: Line, line: Line): boolean {
  return line.y - above.y <= line.size * widestLead
}

// a line of prose between tables is longer than a group heading
function isLong(line: Line, first: Line): boolean {
  const text = line.segments[0]?.text ?? ''
  return line.right - line.left > (first.right - first.left) * 0.7 && text.length > 24
}

// words in columns: nearly every cell starts where its column does
function isAligned(lines: readonly Line[], bands: readonly Band[]): boolean {
  if (lines.length < 3) return false
  const segments = lines.flatMap((l) => l.segments)
  const even = segments.filter((s) => bands.some((b) => Math.abs(b.left - s.left) < s.size * 0.5)).length
  return even >= segments.length * 0.8
}
