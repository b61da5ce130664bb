import { largest } from '../../base/index.ts'
import type { Axis, Series } from '../tree.ts'
import { line, median } from './d3.ts'
import { markElement, marker, spreadBar } from './mark.ts'
import { labelSpots, type Plane, type Spot, spotsOf } from './plane.ts'
import { element, shortPath } from './svg.ts'

/** The lines of a chart with their markers; where a series has no value the line breaks. */
export function drawLines(plane: Plane, axis: Axis): string {
  const all = plane.series.map((s, i) => spotsOf(plane, s, i))
  const starts = gapFinder(axis, plane.series)
  const strokes = plane.series.map((s, i) => strokeOf(plane, s, i, runs(all[i]!, starts(s))))
  const spots = all.flat().filter((s) => s !== null)
  const few = spots.length <= 36 && Math.max(0, largest(all.map((a) => a.length))) <= 16
  return [...strokes, ...all.map((a) => points(plane, a)), few ? labelSpots(plane, spots) : ''].join('')
}

function strokeOf(plane: Plane, series: Series, index: number, pieces: readonly (readonly Spot[])[]): string {
  const { pen } = plane
  const draw = line<Spot>(
    (s) => s.x,
    (s) => s.y,
  )
  const d = pieces.filter((p) => p.length > 1).map((p) => shortPath(draw(p) ?? ''))
  if (d.length === 0) return ''
  return element('path', {
    class: 'line',
    d: d.join(''),
    fill: 'none',
    stroke: pen.color(index),
    'stroke-width': pen.size / 6.5,
    'stroke-linejoin': 'round',
    'stroke-dasharray': pen.dash(index, series.dashed),
  })
}

// full markers at a readable distance; the marks between them are dots on the line that still carry their fact
function points(plane: Plane, spots: readonly (Spot | null)[]): string {
  const { pen } = plane
  let free = Number.NEGATIVE_INFINITY
  return spots
    .map((spot) => {
      if (spot === null) return ''
      const { mark, series, x, y } = spot
      const bar = mark.spread > 0 ? spread(plane, spot) : ''
      if (x < free)
        return bar + markElement(pen, 'circle', mark, { cx: x, cy: y, r: pen.size / 9, fill: pen.color(series) })
      free = x + pen.size * 1.8
      return bar + marker(pen, mark, series, x, y, pen.size * 0.6)
    })
    .join('')
}

/** The bar of uncertainty of a spot. */
export function spread(plane: Plane, spot: Spot): string {
  const low = plane.y.at(spot.mark.y - spot.mark.spread) ?? plane.frame.bottom
  const high = plane.y.at(spot.mark.y + spot.mark.spread)
  return high === null ? '' : spreadBar(plane.pen, spot.x, low, high, plane.pen.size * 0.3)
}

function runs(spots: readonly (Spot | null)[], startsAnew: (at: number) => boolean): readonly (readonly Spot[])[] {
  const found: Spot[][] = [[]]
  spots.forEach((spot, i) => {
    if (spot === null || startsAnew(i)) found.push([])
    if (spot !== null) found.at(-1)!.push(spot)
  })
  return found
}

/**
 * Says where a line starts anew: on a band axis after a place without a mark; on a day axis where the series leaves out
 * a day that another one has and the step is longer than its own usual one (a weekly line beside a daily one is whole).
 */
function gapFinder(axis: Axis, series: readonly Series[]): (one: Series) => (at: number) => boolean {
  if (axis.scale === 'band') return (one) => (i) => i > 0 && one.marks[i]!.x - one.marks[i - 1]!.x > 1
  if (axis.scale !== 'day') return () => () => false
  const days = [...new Set(series.flatMap((s) => s.marks.map((m) => m.x)))].sort((a, b) => a - b)
  return (one) => {
    const usual = median(one.marks.slice(1).map((m, i) => m.x - one.marks[i]!.x)) ?? 1
    return (i) => {
      if (i === 0) return false
      const [before, now] = [one.marks[i - 1]!.x, one.marks[i]!.x]
      return now - before > usual * 1.5 && days.some((d) => d > before && d < now)
    }
  }
}
