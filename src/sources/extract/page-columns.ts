import { append, largest, smallest } from '../../base/index.ts'
import type { PageText } from './layout.ts'
import type { Line, Segment } from './line.ts'
import { tablesOf } from './page-table.ts'
import { isValue } from './page-value.ts'

// a line of prose takes this much of the width of its page, even in a column
const longest = 0.22

/** The lines of a page, column by column: a page of two columns gives the left before the right. */
export function columnsOf(lines: readonly Line[], page: PageText): readonly (readonly Line[])[] {
  const gutter = gutterOf(lines, page)
  if (gutter === null) return [lines]
  const columns: Line[][] = []
  let [left, right]: [Line[], Line[]] = [[], []]
  const flush = () => {
    if (left.length > 0) columns.push(left)
    if (right.length > 0) columns.push(right)
    left = []
    right = []
  }
  const tables = tablesAcross(lines, page, gutter)
  for (const [n, line] of lines.entries()) {
    const table = tables.find((t) => n >= t.first && n < t.next)
    if (table !== undefined) {
      if (n > table.first) continue
      flush()
      columns.push(lines.slice(table.first, table.next))
      continue
    }
    const crossing = line.segments.some((s) => s.left < gutter - 2 && s.right > gutter + 2)
    if (crossing) {
      flush()
      columns.push([line])
      continue
    }
    const [a, b] = [
      line.segments.filter((s) => s.right <= gutter + 2),
      line.segments.filter((s) => s.left >= gutter - 2),
    ]
    if (a.length > 0) left.push(part(line, a))
    if (b.length > 0) right.push(part(line, b))
  }
  flush()
  return merged(columns)
}

interface Stretch {
  readonly first: number
  readonly next: number
}

// a table over the whole page has no prose beside it, numbers on both sides, and no labels where the right column begins
function tablesAcross(lines: readonly Line[], { width }: PageText, gutter: number): readonly Stretch[] {
  const isLong = (s: Segment) => s.right - s.left > width * longest
  const edge = mostCommon(
    lines.flatMap((l) => l.segments.filter((s) => s.left > gutter && isLong(s)).map((s) => s.left)),
  )
  const found: Stretch[] = []
  for (let from = 0; from < lines.length; from += 1) {
    let next = from
    while (next < lines.length && !(lines[next]!.segments.length <= 2 && lines[next]!.segments.some(isLong))) next += 1
    for (const t of tablesOf(lines.slice(from, next))) {
      const own = lines.slice(from + t.first, from + t.next)
      const right = own.flatMap((l) => l.segments.filter((s) => s.left > gutter))
      const labels = right.filter((s) => !isValue(s.text) && Math.abs(s.left - edge) < 2).length
      const values = own.filter((l) => l.segments.some((s) => s.left > gutter && isValue(s.text)))
      const beside = values.filter((l) =>
        isCells(
          l.segments.filter((s) => s.right < gutter),
          isLong,
        ),
      )
      if (beside.length >= Math.max(2, values.length * 0.7) && labels < values.length * 0.5)
        found.push({ first: from + t.first, next: from + t.next })
    }
    from = next
  }
  return found
}

function isCells(segments: readonly Segment[], isLong: (s: Segment) => boolean): boolean {
  return segments.length > 1 || (segments.length === 1 && !isLong(segments[0]!))
}

function mostCommon(places: readonly number[]): number {
  const count = new Map<number, number>()
  for (const x of places) count.set(Math.round(x), (count.get(Math.round(x)) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1])[0]?.[0] ?? Number.NEGATIVE_INFINITY
}

// lines that cross the gutter one after the other are one column
function merged(columns: readonly (readonly Line[])[]): readonly (readonly Line[])[] {
  const result: Line[][] = []
  let wide = false
  for (const column of columns) {
    const isWide = column.length === 1
    if (isWide && wide && result.length > 0) append(result.at(-1)!, column)
    else result.push([...column])
    wide = isWide
  }
  return result
}

function part(line: Line, segments: readonly Segment[]): Line {
  return {
    ...line,
    segments,
    left: smallest(segments.map((s) => s.left)),
    right: largest(segments.map((s) => s.right)),
  }
}

// a band in the middle that hardly a line crosses, with long lines on both of its sides
function gutterOf(lines: readonly Line[], { width }: PageText): number | null {
  if (lines.length < 12) return null
  let best: { readonly x: number; readonly crossing: number } | null = null
  for (let x = width * 0.35; x <= width * 0.65; x += 3) {
    const crossing = lines.filter((l) => l.segments.some((s) => s.left < x && s.right > x)).length
    if (best === null || crossing < best.crossing) best = { x, crossing }
  }
  if (best === null || best.crossing > lines.length * 0.3) return null
  const { x } = best
  const sides = [(s: Segment) => s.right <= x, (s: Segment) => s.left >= x]
  const isProse = sides.map((side) => {
    const long = lines.filter((l) => l.segments.some((s) => side(s) && s.right - s.left > width * longest)).length
    return long >= 6 && long >= lines.length * 0.25
  })
  if (isProse.every((is) => is)) return x
  const prose = isProse.indexOf(true)
  return prose !== -1 && isTableBeside(lines, sides[prose]!, sides[1 - prose]!) ? x : null
}

// a table in the other column: its rows do not lie on the lines of the prose, as those of a table with long labels do
function isTableBeside(
  lines: readonly Line[],
  isProse: (s: Segment) => boolean,
  isOther: (s: Segment) => boolean,
): boolean {
  let [rows, level] = [0, 0]
  for (const { segments } of lines) {
    const own = segments.filter(isOther)
    if (own.length < 2 || isValue(own[0]!.text) || !own.some((s) => isValue(s.text))) continue
    rows += 1
    if (segments.some((s) => isProse(s) && Math.abs(s.y - own[0]!.y) < 0.3)) level += 1
  }
  return rows >= 3 && level < rows * 0.5
}
