import { smallest } from '../../base/index.ts'
import type { Line } from './line.ts'
import { cutAtValues, isPlainValue } from './page-value.ts'

/** Lines nearer to each other than this many type sizes overlap. */
export const overlap = 0.85
// rows stand this many type sizes apart where nothing is said
const usual = 1.2
// so many times must numbers stand right under numbers
const fewest = 2

/**
 * `lines` with a smaller type size where row after row stands closer than their type is high, as fonts with large boxes do.
 *
 * Lines of one row may overlap too, but have their numbers in different columns.
 */
export function untightened(lines: readonly Line[]): readonly Line[] {
  let sized: Line[] | null = null
  for (let from = 0; from < lines.length; ) {
    let to = from + 1
    while (to < lines.length && isTight(lines[to - 1]!, lines[to]!)) to += 1
    const size = to - from > fewest ? sizeOf(lines.slice(from, to)) : null
    if (size !== null) {
      sized ??= [...lines]
      for (let n = from; n < to; n += 1) sized[n] = { ...lines[n]!, size: Math.min(size, lines[n]!.size) }
    }
    from = to
  }
  return sized ?? lines
}

function isTight(above: Line, line: Line): boolean {
  return above.table === undefined && line.table === undefined && line.y - above.y < line.size * overlap
}

// half of the lines have numbers right under those of the one above
function sizeOf(run: readonly Line[]): number | null {
  const cut = run.map((l) => cutAtValues(l).segments.filter((s) => isPlainValue(s.text) && /\d/.test(s.text)))
  const gaps: number[] = []
  for (let n = 1; n < run.length; n += 1) {
    const under = cut[n]!.filter((s) => cut[n - 1]!.some((o) => o.left < s.right && o.right > s.left)).length
    if (under > 0 && under * 2 >= cut[n]!.length) gaps.push(run[n]!.y - run[n - 1]!.y)
  }
  if (gaps.length < fewest || gaps.length * 2 < run.length - 1) return null
  return smallest(gaps) / usual
}
