import type { Line, Segment } from './line.ts'
import { isNumeric } from './text.ts'

/** A row of a table: the segments of each of its columns. */
export type TableRow = readonly (readonly Segment[])[]

/** Whether a line has cells. */
export function isTableLine({ segments }: Line): boolean {
  return segments.length >= 2
}

// lines nearer to each other than this many type sizes overlap, and are not of one cell
const overlap = 0.85
// rows further apart than this many type sizes do not belong together
const widestGap = 4

/** The table that starts at `from`, and the line behind it; `null` where the lines are no table. */
export function tableFrom(
  lines: readonly Line[],
  from: number,
): { readonly rows: readonly TableRow[]; readonly first: number; readonly next: number } | null {
  let next = from
  let last = from
  for (; next < lines.length; next += 1) {
    const line = lines[next]!
    if (line.table !== undefined) break
    if (next > from && line.y - lines[next - 1]!.y > line.size * widestGap) break
    if (isTableLine(line)) last = next
    else if (line.size > lines[from]!.size * 1.15) break
    else if (isRestOfCell(line, lines[next - 1]!, lines[last]!) || isStartOfRow(line, lines[next + 1])) continue
    else if (next - last > 2 || isLong(line, lines[from]!)) break
  }
  last = withRest(lines, from, last)
  const own = lines.slice(from, last + 1)
  const wide = own.filter(isTableLine)
  const numeric = wide.filter((l) => l.segments.slice(1).some((s) => isNumeric(s.text))).length
  if (wide.length < 2) return null
  const bands = bandsOf(wide)
  if (bands.length < 2 || (numeric < Math.max(1, wide.length * 0.3) && !isAligned(wide, bands))) return null
  const head = lines[from - 1]
  const isHead = head !== undefined && own[0] !== undefined && isHeadOf(head, own[0], bands)
  return { rows: rowsOf(isHead ? [head, ...own] : own, bands), first: isHead ? from - 1 : from, next: last + 1 }
}

// the last row goes on where words follow it closer than rows follow each other
function withRest(lines: readonly Line[], from: number, last: number): number {
  const { least } = pitchOf(lines.slice(from, last + 1))
  let end = last
  for (let n = last + 1; n < lines.length; n += 1) {
    const line = lines[n]!
    if (line.table !== undefined || line.y - lines[n - 1]!.y > least * 0.95) break
    if (!isRestOfCell(line, lines[n - 1]!, lines[last]!)) break
    end = n
  }
  return end
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

// words under or over one cell of a row, as close to each other as the lines of one cell are
function isRestOfCell(line: Line, above: Line, { segments }: Line): boolean {
  if (line.segments.length !== 1 || line.y - above.y > line.size * 1.35) return false
  const n = segments.findLastIndex((s) => s.left < line.left + line.size)
  if (n === -1) return false
  const next = segments[n + 1]
  return next === undefined ? line.left > segments[0]!.right : line.right < next.left
}

// the first line of a cell whose row has its numbers in the middle
function isStartOfRow(line: Line, next: Line | undefined): boolean {
  return next !== undefined && isTableLine(next) && next.y - line.y < line.size * overlap
}

// a line of prose between tables is longer than a group heading
function isLong(line: Line, first: Line): boolean {
  const text = line.segments[0]?.text ?? ''
  return text.length > 40 || (line.right - line.left > (first.right - first.left) * 0.7 && text.length > 24)
}

// words in columns: nearly every cell starts where its column does
function isAligned(lines: readonly Line[], bands: readonly Band[]): boolean {
  if (lines.length < 3) return false
  const segments = lines.flatMap((l) => l.segments)
  const even = segments.filter((s) => bands.some((b) => Math.abs(b.left - s.left) < s.size * 0.5)).length
  return even >= segments.length * 0.8
}

interface Band {
  readonly left: number
  readonly right: number
}

// columns are what the lines with the most cells agree on
function bandsOf(lines: readonly Line[]): readonly Band[] {
  const count = new Map<number, number>()
  for (const l of lines) count.set(l.segments.length, (count.get(l.segments.length) ?? 0) + 1)
  const enough = [...count].filter(([, times]) => times >= Math.max(2, lines.length * 0.2)).map(([n]) => n)
  const most = Math.max(...(enough.length > 0 ? enough : [...count.keys()]))
  const full = lines.filter((l) => l.segments.length === most)
  const bands: { left: number; right: number }[] = full[0]!.segments.map((s) => ({ left: s.left, right: s.right }))
  for (const line of full)
    for (const [c, s] of line.segments.entries()) {
      const band = bands[c]!
      const [before, after] = [bands[c - 1], bands[c + 1]]
      if ((before === undefined || s.left > before.right) && (after === undefined || s.right < after.left)) {
        band.left = Math.min(band.left, s.left)
        band.right = Math.max(band.right, s.right)
      }
    }
  return withFront(bands, lines)
}

// names of groups, which a few lines alone have in front of their labels
function withFront(bands: readonly Band[], lines: readonly Line[]): readonly Band[] {
  const front = lines.flatMap((l) => l.segments.filter((s) => s.right < bands[0]!.left - s.size * 0.4))
  const left = Math.min(...front.map((s) => s.left))
  if (front.length < 2 || front.some((s) => s.left - left > s.size)) return bands
  return [{ left, right: Math.max(...front.map((s) => s.right)) }, ...bands]
}

function bandAt(bands: readonly Band[], s: Segment): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY]
  for (const [c, band] of bands.entries()) {
    const overlap = Math.min(band.right, s.right) - Math.max(band.left, s.left)
    if (overlap > most) {
      best = c
      most = overlap
    }
  }
  return best
}

// heads stand closer to each other than the numbers below: a piece of its own column is a cell of its own
function splitAt(bands: readonly Band[], segment: Segment): readonly Segment[] {
  const { pieces = [] } = segment
  if (pieces.length < 2) return [segment]
  const places = pieces.map((p) => bandAt(bands, p))
  const own = new Set(places)
  if (own.size < 2) return [segment]
  const cells: Segment[] = []
  for (const [n, piece] of pieces.entries()) {
    const last = cells.at(-1)
    if (last !== undefined && places[n] === places[n - 1])
      cells[cells.length - 1] = { ...last, text: `${last.text} ${piece.text.trim()}`, right: piece.right }
    else cells.push({ ...piece, text: piece.text.trim() })
  }
  return cells
}

function rowsOf(lines: readonly Line[], bands: readonly Band[]): readonly TableRow[] {
  const rows: Segment[][][] = []
  const { usual, least } = pitchOf(lines)
  let before: Line | null = null
  for (const [n, line] of lines.entries()) {
    const cells: Segment[][] = bands.map(() => [])
    for (const s of line.segments) for (const own of splitAt(bands, s)) cells[bandAt(bands, own)]!.push(own)
    const above = rows.at(-1)
    const gap = before === null ? 0 : line.y - before.y
    // words close below a row go on with its cells, and a row with the words close above it
    const goesOn =
      above !== undefined &&
      (hasNumber(cells)
        ? !hasNumber(above) && isOver(above, cells, rows.length === 1, gap < line.size * overlap, gap < least * 0.95)
        : gap < least * 0.95 || (gap < usual * 0.78 && !isBefore(line, lines[n + 1], gap)))
    if (goesOn) for (const [c, segments] of cells.entries()) above[c]!.push(...segments)
    else rows.push(cells)
    before = line
  }
  return rows
}

// lines of one cell do not overlap: words so close above a row are of its own
function isBefore(line: Line, next: Line | undefined, gap: number): boolean {
  const below = next === undefined ? Number.POSITIVE_INFINITY : next.y - line.y
  return below < line.size * overlap && below * 1.3 < gap
}

function hasNumber(cells: TableRow): boolean {
  return cells.some((c) => c.some((s) => isNumeric(s.text)))
}

// a label of several lines, its numbers in the middle of them, or heads that end in a size: Llama 3 over 70B
function isOver(above: TableRow, cells: TableRow, isHead: boolean, overlaps: boolean, isClose: boolean): boolean {
  const isFree = cells.every((c, n) => above[n]!.length === 0 || !c.some((s) => isNumeric(s.text)))
  if (isFree) return overlaps || isClose
  return isHead && isClose && cells.every((c, n) => c.length === 0 || above[n]!.length > 0)
}

interface Pitch {
  /** in the middle of all rows */
  readonly usual: number
  /** of rows of a single line */
  readonly least: number
}

function pitchOf(lines: readonly Line[]): Pitch {
  const numeric = lines.filter((l) => l.segments.some((s) => isNumeric(s.text)))
  const gaps = numeric
    .slice(1)
    .map((l, i) => l.y - numeric[i]!.y)
    .sort((a, b) => a - b)
  return {
    usual: gaps[Math.floor(gaps.length / 2)] ?? 0,
    least: gaps.length < 3 ? underHead(lines) : gaps[Math.floor(gaps.length / 10)]!,
  }
}

// where rows are too few to tell, how far the first one is from its head
function underHead(lines: readonly Line[]): number {
  const first = lines.findIndex((l) => l.segments.some((s) => isNumeric(s.text)))
  return first < 1 ? 0 : lines[first]!.y - lines[first - 1]!.y
}
