import { spread } from './line.ts'
import { marker } from './mark.ts'
import { labelSpots, type Plane, spotsOf } from './plane.ts'

/** The points of a chart; with few of them each has its value beside it where there is room. */
export function drawPoints(plane: Plane): string {
  const spots = plane.series.flatMap((s, i) => spotsOf(plane, s, i)).filter((s) => s !== null)
  const size = plane.pen.size * (spots.length > 200 ? 0.5 : 0.8)
  const points = spots.map(
    (s) => (s.mark.spread > 0 ? spread(plane, s) : '') + marker(plane.pen, s.mark, s.series, s.x, s.y, size),
  )
  return points.join('') + (spots.length <= 24 ? labelSpots(plane, spots) : '')
}
