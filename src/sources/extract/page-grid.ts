import { append, largest, smallest } from '../../base/index.ts'
import { isNumeric } from './cell.ts'
import type { Fragment } from './layout.ts'
import { linesOf, type Segment } from './line.ts'
import type { Rule } from './page-rules.ts'
import type { TableRow } from './page-table.ts'

/** A table drawn with rules, where it stands, and the stretches of text that it holds. */
export interface RuledTable {
  readonly rows: readonly TableRow[]
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly held: ReadonlySet<Fragment>
}

// lines this near to each other are one, or meet
const near = 2.5
// no table of a page has more columns or rows
const most = 400

/** The tables that rules draw around `fragments`; a frame or a chart, whose fields are mostly empty, is none. */
export function ruledTables(rules: readonly Rule[], fragments: readonly Fragment[]): readonly RuledTable[] {
  const level = joinRules(rules.filter((r) => r.way === 'level'))
  const upright = joinRules(rules.filter((r) => r.way === 'upright'))
  if (level.length === 0 || upright.length === 0) return []
  return groupsOf(level, upright)
    .map((g) => tableOf(g.level, g.upright, fragments))
    .filter((t) => t !== null)
}

// pieces of one line, each drawn for its own cell
function joinRules(rules: readonly Rule[]): readonly Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at || a.from - b.from)
  const lanes: Rule[][] = []
  for (const rule of sorted) {
    const lane = lanes.at(-1)
    if (lane !== undefined && rule.at - lane[0]!.at <= 1.5) lane.push(rule)
    else lanes.push([rule])
  }
  return lanes.flatMap(joinLane)
}

function joinLane(lane: readonly Rule[]): readonly Rule[] {
  const joined: Rule[] = []
  const at = lane.reduce((sum, r) => sum + r.at, 0) / lane.length
  for (const piece of [...lane].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last !== undefined && piece.from <= last.to + near)
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, piece.to) }
    else joined.push({ ...piece, at })
  }
  return joined
}

interface Group {
  readonly level: readonly Rule[]
  readonly upright: readonly Rule[]
}

// lines that meet, directly or by others, are of one table
function groupsOf(level: readonly Rule[], upright: readonly Rule[]): readonly Group[] {
  const all = [...level, ...upright]
  if (all.length > 4000) return []
  const root = all.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) {
      root[at] = root[root[at]!]!
      at = root[at]!
    }
    return at
  }
  for (const [i, h] of level.entries())
    for (const [j, v] of upright.entries())
      if (v.at >= h.from - near && v.at <= h.to + near && h.at >= v.from - near && h.at <= v.to + near)
        root[find(i)] = find(level.length + j)
  const groups = new Map<number, { level: Rule[]; upright: Rule[] }>()
  for (const [i, rule] of all.entries()) {
    const key = find(i)
    const group = groups.get(key) ?? { level: [], upright: [] }
    groups.set(key, group)
    group[rule.way].push(rule)
  }
  return [...groups.values()].filter((g) => g.level.length > 0 && g.upright.length > 0)
}

function edgesOf(rules: readonly Rule[], across: readonly Rule[]): readonly number[] {
  // an outer border that is not drawn lies where the lines across end
  const ends = across.flatMap((r) => [r.from, r.to])
  const all = [...rules.map((r) => r.at), smallest(ends), largest(ends)].sort((a, b) => a - b)
  return all.filter((x, i) => i === 0 || x - all[i - 1]! > near)
}

function tableOf(level: readonly Rule[], upright: readonly Rule[], fragments: readonly Fragment[]): RuledTable | null {
  const [xs, ys] = [edgesOf(upright, level), edgesOf(level, upright)]
  const [columns, bands] = [xs.length - 1, ys.length - 1]
  if (columns < 2 || bands < 1 || columns > most || bands > most) return null
  const [left, right, top, bottom] = [xs[0]!, xs.at(-1)!, ys[0]!, ys.at(-1)!]
  const field: Fragment[][][] = Array.from({ length: bands }, () => Array.from({ length: columns }, () => []))
  const held = new Set<Fragment>()
  for (const f of fragments) {
    const [x, y] = [f.x + Math.min(f.width / 2, f.size), f.y - f.size * 0.35]
    if (x < left || x > right || y < top || y > bottom) continue
    field[placeOf(ys, y)]![placeOf(xs, x)]!.push(f)
    held.add(f)
  }
  const full = field.flat().filter((c) => c.length > 0).length
  if (full < 4 || full < columns * bands * 0.3) return null
  const rows = rowsOf(field, { xs, ys, level, upright })
  return rows.length < 2 ? null : { rows, left, right, top, bottom, held }
}

function placeOf(edges: readonly number[], at: number): number {
  let n = 0
  while (n < edges.length - 2 && at >= edges[n + 1]!) n += 1
  return n
}

interface Drawn {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly level: readonly Rule[]
  readonly upright: readonly Rule[]
}

function covers(rules: readonly Rule[], at: number, middle: number): boolean {
  return rules.some((r) => Math.abs(r.at - at) <= near && r.from <= middle && r.to >= middle)
}

function rowsOf(field: readonly (readonly Fragment[][])[], { xs, ys, level, upright }: Drawn): readonly TableRow[] {
  const rows: TableRow[] = []
  const columns = xs.length - 1
  for (const [b, band] of field.entries()) {
    const middle = (ys[b]! + ys[b + 1]!) / 2
    // a field that no line parts from its left neighbour goes on with it
    const cells: Fragment[][] = []
    for (let c = 0; c < columns; c += 1) {
      const parted = c === 0 || covers(upright, xs[c]!, middle)
      if (parted) cells[c] = [...band[c]!]
      else {
        const first = cells.findLastIndex((x, i) => i < c && x !== undefined)
        append(cells[first]!, band[c]!)
      }
    }
    // what spans its whole row stands there once, what spans some columns in each of them
    const isWhole = cells.filter((c) => c !== undefined).length === 1
    const placed: (readonly Segment[])[] = Array.from({ length: columns }, (_, c) =>
      segmentsOf(cells[c] ?? (isWhole ? [] : (cells.findLast((x, i) => i < c && x !== undefined) ?? []))),
    )
    const split = splitBand(placed)
    if (split !== null) {
      append(rows, split)
      continue
    }
    // what no line parts from above hangs down from there
    for (let c = 0; c < columns; c += 1)
      if (b > 0 && placed[c]!.length === 0 && !covers(level, ys[b]!, (xs[c]! + xs[c + 1]!) / 2))
        placed[c] = rows.at(-1)![c]!
    rows.push(placed)
  }
  return rows.filter((r) => r.some((c) => c.length > 0))
}

function segmentsOf(fragments: readonly Fragment[]): readonly Segment[] {
  return linesOf(fragments).flatMap((l) => l.segments)
}

// rows that only upright lines part: as many lines of text as there are numbers in a column
function splitBand(cells: readonly (readonly Segment[])[]): readonly TableRow[] | null {
  const heights = cells.map((c) => c.map((s) => s.y))
  const numeric = cells.filter((c) => c.length >= 2 && c.every((s) => isNumeric(s.text)))
  const longest = numeric.reduce((best, c) => (c.length > best.length ? c : best), [] as readonly Segment[])
  if (longest.length < 2) return null
  const ys = longest.map((s) => s.y)
  const rows = ys.map((y, n) => {
    const [from, to] = [
      n === 0 ? Number.NEGATIVE_INFINITY : (ys[n - 1]! + y) / 2,
      n === ys.length - 1 ? Number.POSITIVE_INFINITY : (y + ys[n + 1]!) / 2,
    ]
    return cells.map((c, k) => c.filter((_, i) => heights[k]![i]! > from && heights[k]![i]! <= to))
  })
  return rows
}
