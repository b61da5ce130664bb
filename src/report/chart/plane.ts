import type { Mark, Series } from '../tree.ts'
import type { Frame } from './axis.ts'
import { widthOf } from './letters.ts'
import { label, type Pen } from './pen.ts'
import { createPlacer } from './place.ts'
import type { Position } from './scale.ts'

/** Two axes, the rectangle between them, and what is drawn in it. */
export interface Plane {
  readonly pen: Pen
  readonly frame: Frame
  readonly x: Position
  readonly y: Position
  readonly series: readonly Series[]
}

/** A mark with its place in the picture. */
export interface Spot {
  readonly mark: Mark
  readonly series: number
  readonly x: number
  readonly y: number
}

/** The marks of one series that have a place; `null` stands where one has none. */
export function spotsOf(plane: Plane, series: Series, index: number): readonly (Spot | null)[] {
  return series.marks.map((mark) => {
    const x = plane.x.at(mark.x)
    const y = plane.y.at(mark.y)
    return x === null || y === null ? null : { mark, series: index, x, y }
  })
}

/** The values printed beside `spots`, above or below, each only where nothing is in its way. */
export function labelSpots(plane: Plane, spots: readonly Spot[]): string {
  const { pen, frame } = plane
  const size = pen.size * 0.92
  const placer = createPlacer({ ...frame, top: frame.top - pen.size })
  const reach = (spot: Spot) => Math.abs(spot.y - (plane.y.at(spot.mark.y + spot.mark.spread) ?? spot.y))
  for (const spot of spots) placer.reserve(spot.x, spot.y, pen.size * 0.6, Math.max(pen.size * 0.6, reach(spot) * 2))
  return spots
    .map((spot) => {
      if (spot.mark.label === '') return ''
      const width = widthOf(spot.mark.label, size) + size * 0.4
      const away = size * 1.15 + reach(spot)
      // at either end of a line the number moves inwards, where it has room
      const x = Math.min(Math.max(spot.x, frame.left + width / 2), frame.right - width / 2)
      const shift = [-away, away].find((dy) => placer.take(x, spot.y + dy, width, size * 1.05))
      if (shift === undefined) return ''
      return label(pen, spot.mark.label, x, spot.y + shift + size * 0.36, { anchor: 'middle', size })
    })
    .join('')
}
