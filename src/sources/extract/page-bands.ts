import { append, largest } from '../../base/index.ts'
import type { Line, Segment } from './line.ts'
import { isValue } from './page-value.ts'

/** A column of a table by how far its cells reach. */
export interface Band {
  readonly left: number
  readonly right: number
}

/** Whether a stretch reaches over a gap between the columns of other lines, and over words on both of its sides. */
export type Spans = (s: Band) => boolean

/** What tells the stretches over several columns of `lines` from those of one. */
export function spansOf(lines: readonly Line[]): Spans {
  const gaps = lines
    .flatMap(({ segments }) => segments.slice(1).map((s, n) => ({ left: segments[n]!.right, right: s.left })))
    .sort((a, b) => a.left - b.left)
  // one wide blank within a label is no gap between columns
  const times = lines.filter((l) => l.segments.length > 1).length < 3 ? 1 : 2
  const ends: number[] = new Array(gaps.length)
  let [least, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let n = gaps.length - 1; n >= 0; n -= 1) {
    const { right } = gaps[n]!
    if (right < least) [least, second] = [right, least]
    else if (right < second) second = right
    ends[n] = times === 1 ? least : second
  }
  return ({ left, right }) => {
    let [from, to] = [0, gaps.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (gaps[middle]!.left < left + 1.5) from = middle + 1
      else to = middle
    }
    return (ends[from] ?? Number.POSITIVE_INFINITY) <= right - 1.5
  }
}

// no table of a report has more
const mostColumns = 400

interface OpenBand {
  left: number
  right: number
  /** how far right of its numbers the middle of its head lies */
  lead: number
  head: boolean
  body: boolean
}

/** The columns of `lines`, of which the first `heads` stand over them: what no line but a spanning one reaches across lies between two. */
export function bandsOf(lines: readonly Line[], heads: number): readonly Band[] {
  const spans = spansOf(lines)
  const bands: OpenBand[] = []
  const body = lines.slice(heads).flatMap((l) => l.segments.flatMap((s) => ownOf(s, spans)))
  for (const s of body.sort((a, b) => a.left - b.left)) {
    const last = bands.at(-1)
    if (last !== undefined && s.left < last.right - 0.5) last.right = Math.max(last.right, s.right)
    else bands.push({ left: s.left, right: s.right, lead: 0, head: false, body: true })
  }
  if (bands.length > mostColumns) return bands
  const columns = bands.map(({ left, right }) => ({ left, right }))
  for (const s of leaves(lines.slice(0, heads)).flatMap((l) => l.segments.flatMap((own) => ownOf(own, spans))))
    addHead(bands, columns, s)
  bands.sort((a, b) => a.left - b.left)
  // labels need no head
  if (bands[0]?.body) bands[0].head = true
  return paired(bands)
}

// names of groups are fewer than the heads below them
function leaves(heads: readonly Line[]): readonly Line[] {
  const most = largest(heads.map((l) => l.segments.length))
  return heads.filter((l) => l.segments.length * 2 > most)
}

// a head over two columns of numbers is of neither
function addHead(bands: OpenBand[], columns: readonly Band[], s: Segment): void {
  if (columns.filter((c) => s.left < c.right - 0.5 && s.right > c.left + 0.5).length > 1) return
  const over = bands.filter((c) => s.left < c.right - 0.5 && s.right > c.left + 0.5)
  if (over.length === 0) bands.push({ left: s.left, right: s.right, lead: 0, head: true, body: false })
  if (over.length !== 1) return
  const band = over[0]!
  band.lead = s.left + s.right - band.left - band.right
  band.left = Math.min(band.left, s.left)
  band.right = Math.max(band.right, s.right)
  band.head = true
}

function ownOf(s: Segment, spans: Spans): readonly Segment[] {
  if (!spans(s)) return [s]
  return (s.pieces ?? []).length > 1 ? s.pieces!.filter((p) => !spans(p)) : []
}

// heads at one side of their columns and numbers at the other: as many of both in a row are pairs
function paired(bands: readonly OpenBand[]): readonly Band[] {
  const done: Band[] = []
  let open: OpenBand[] = []
  const isBefore = bands.slice(1).reduce((sum, b) => sum + b.lead, 0) <= 0
  const flush = () => {
    const [heads, bodies] = [open.filter((b) => b.head), open.filter((b) => b.body)]
    if (heads.length === bodies.length)
      for (let n = 0; n < open.length; n += 2)
        done.push({ left: open[n]!.left, right: Math.max(open[n]!.right, open[n + 1]!.right) })
    else append(done, besides(open, isBefore))
    open = []
  }
  for (const band of bands) {
    const last = open.at(-1)
    if (band.head && band.body) {
      flush()
      done.push(band)
    } else if (last !== undefined && last.head === band.head && open.length % 2 === 1) {
      flush()
      open.push(band)
    } else open.push(band)
  }
  flush()
  return done
}

// where columns without a head or without numbers are among them, a head is of the numbers on that side of it as in the other columns
function besides(bands: readonly OpenBand[], isBefore: boolean): readonly Band[] {
  const done: Band[] = []
  for (let n = 0; n < bands.length; n += 1) {
    const [band, next] = [bands[n]!, bands[n + 1]]
    const isPair = next !== undefined && band.head === isBefore && next.head !== isBefore
    done.push(isPair ? { left: band.left, right: Math.max(band.right, next.right) } : band)
    if (isPair) n += 1
  }
  return done
}

/** The column that a stretch belongs to: the one that it shares most with, or the nearest. */
export function bandAt(bands: readonly Band[], s: Band): number {
  let [from, to] = [0, bands.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (bands[middle]!.right < s.left) from = middle + 1
    else to = middle
  }
  let [best, most] = [0, Number.NEGATIVE_INFINITY]
  for (let c = Math.max(0, from - 1); c < bands.length; c += 1) {
    const { left, right } = bands[c]!
    const overlap = Math.min(right, s.right) - Math.max(left, s.left)
    if (overlap > most) {
      best = c
      most = overlap
    }
    if (left > s.right) break
  }
  return best
}

/** `segment` cut where its pieces stand in columns of their own. */
export function splitAt(bands: readonly Band[], segment: Segment): readonly Segment[] {
  const { pieces = [] } = segment
  if (pieces.length < 2) return [segment]
  const places = pieces.map((p) => bandAt(bands, p))
  if (new Set(places).size < 2) return [segment]
  const cells: Segment[] = []
  for (const [n, piece] of pieces.entries()) {
    const last = cells.at(-1)
    if (last !== undefined && places[n] === places[n - 1])
      cells[cells.length - 1] = { ...last, text: `${last.text} ${piece.text.trim()}`, right: piece.right }
    else cells.push({ ...piece, text: piece.text.trim() })
  }
  return cells
}

/** Whether a line has numbers under a head, beside a label. */
export function hasValue({ segments }: Line): boolean {
  return segments.slice(1).some((s) => isValue(s.text)) || (segments.length > 0 && isValue(segments[0]!.text))
}
