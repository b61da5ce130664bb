import { smallest } from '../../base/index.ts'
import type { Segment } from './line.ts'
import type { Band } from './page-bands.ts'
import type { PlacedLine, TableRow } from './page-rows.ts'

/** The rows of a head: one of all its lines, below one of groups where its first line names several columns at once. */
export function headRows(lines: readonly PlacedLine[], bands: readonly Band[], lead: number): readonly TableRow[] {
  if (lines.length === 0) return []
  const groups = lines.length < 2 ? null : groupsOf(lines, bands, lead)
  if (groups === null) return [merged(lines, bands.length)]
  return [groups.row, merged(lines.slice(groups.lines), bands.length, groups.kept)]
}

function merged(lines: readonly PlacedLine[], width: number, kept: TableRow = []): TableRow {
  return Array.from({ length: width }, (_, c) => [...(kept[c] ?? []), ...lines.flatMap((l) => l.cells[c]!)])
}

/** The first and the last of the columns under a name. */
type Span = readonly [from: number, to: number]

interface Groups {
  readonly row: TableRow
  /** how many lines the groups take */
  readonly lines: number
  /** what stands in these lines and is of no group */
  readonly kept: TableRow
}

function groupsOf(lines: readonly PlacedLine[], bands: readonly Band[], lead: number): Groups | null {
  // a head of two rows high may begin beside the first line
  const at = lines.findIndex((l) => l.cells.some((c, b) => b > 0 && c.length > 0))
  if (at === -1 || at === lines.length - 1) return null
  const top = lines[at]!
  const names = top.cells.slice(1).flat()
  const below = lines.slice(at + 1)
  const leaves = bands.map((_, b) => below.some((l) => l.cells[b]!.length > 0))
  const spans = spread(names, bands, leaves)
  if (spans === null || !spans.some(([from, to]) => to > from)) return null
  if (!isApart(lines, at, spans, bands, lead)) return null
  const row: Segment[][] = bands.map(() => [])
  for (const [n, [from, to]] of spans.entries()) for (let b = from; b <= to; b += 1) row[b]!.push(names[n]!)
  return {
    row,
    lines: at + 1,
    kept: merged(
      lines.slice(0, at + 1).map((l) => ({ ...l, cells: [l.cells[0]!] })),
      1,
    ),
  }
}

// the line of groups is further from the heads below than the lines of one cell are from each other
function isApart(
  lines: readonly PlacedLine[],
  at: number,
  spans: readonly Span[],
  bands: readonly Band[],
  lead: number,
): boolean {
  const top = lines[at]!
  const names = top.cells.slice(1).flat()
  const gap = smallest(
    spans.map(([from, to]) => {
      const next = lines.slice(at + 1).find((l) => l.cells.some((c, b) => b >= from && b <= to && c.length > 0))
      return next === undefined ? Number.POSITIVE_INFINITY : next.y - top.y
    }),
  )
  if (gap > lead * 1.08) return true
  return spans.every(([from, to], n) => from === to || reachesOver(names[n]!, bands.slice(from, to + 1)))
}

// words over several columns at once are of none of them
function reachesOver(s: Segment, bands: readonly Band[]): boolean {
  return bands.filter((b) => Math.min(b.right, s.right) - Math.max(b.left, s.left) > s.size * 0.5).length > 1
}

/** How far the lines of one cell are from each other: the least distance in any column, if lines of cells stand closer than rows do. */
export function leadOf(lines: readonly PlacedLine[], least: number): number {
  const size = lines[0]!.size
  let lead = size * 1.6
  for (const [b] of lines[0]!.cells.entries()) {
    let before = Number.NEGATIVE_INFINITY
    for (const line of lines) {
      if (line.cells[b]!.length === 0) continue
      const { y } = line.cells[b]![0]!
      if (y - before < least && y - before > size * 0.9) lead = Math.min(lead, y - before)
      before = y
    }
  }
  return lead
}

/** The columns under each of `names`, which lie in the middle over them or begin where they do; `null` where none fit. */
function spread(names: readonly Segment[], bands: readonly Band[], leaves: readonly boolean[]): readonly Span[] | null {
  const count = bands.length
  if (names.length === 0 || names.length >= count - 1 || count > 60) return null
  const pitch = (bands.at(-1)!.right - bands[1]!.left) / (count - 1)
  const error = (s: Segment, from: number, to: number) => {
    const [left, right] = [bands[from]!.left, bands[to]!.right]
    if (to === from && (s.left < left - pitch * 0.5 || s.right > right + pitch * 0.5)) return Number.POSITIVE_INFINITY
    const centre = Math.abs((s.left + s.right) / 2 - (left + right) / 2)
    return Math.min(centre, Math.abs(s.left - left) + pitch * 0.1) / pitch
  }
  // best[b]: the least error with the columns before b given away
  let best: { cost: number; spans: readonly Span[] }[] = Array.from({ length: count + 1 }, (_, b) => ({
    cost: uncovered(leaves, 1, b),
    spans: [],
  }))
  for (const s of names) {
    const next = Array.from({ length: count + 1 }, () => ({
      cost: Number.POSITIVE_INFINITY,
      spans: [] as readonly Span[],
    }))
    for (let to = 1; to < count; to += 1)
      for (let from = 1; from <= to; from += 1) {
        const before = best[from]!
        const cost = before.cost + error(s, from, to)
        if (cost < next[to + 1]!.cost) next[to + 1] = { cost, spans: [...before.spans, [from, to]] }
      }
    for (let b = 2; b <= count; b += 1) {
      const before = next[b - 1]!
      const cost = before.cost + (leaves[b - 1] ? 0.3 : 0.1)
      if (cost < next[b]!.cost) next[b] = { cost, spans: before.spans }
    }
    best = next
  }
  const found = best[count]!
  return found.cost < 0.3 * names.length + 0.35 ? found.spans : null
}

function uncovered(leaves: readonly boolean[], from: number, to: number): number {
  let cost = 0
  for (let b = from; b < to; b += 1) cost += leaves[b] ? 0.3 : 0.1
  return cost
}
