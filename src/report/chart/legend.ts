import type { Series } from '../tree.ts'
import { truncate, widthOf } from './letters.ts'
import { type Sign, swatch } from './mark.ts'
import { label, type Pen } from './pen.ts'
import { element } from './svg.ts'

/** The names of the series above the plot. */
export interface Legend {
  readonly height: number
  readonly svg: string
}

/**
 * The legend of `series` in rows of at most `width`.
 *
 * A name gets at most half a row, of up to three names a whole one; a single series without a name of its own needs no legend.
 */
export function layoutLegend(pen: Pen, series: readonly Series[], width: number, sign: Sign): Legend {
  if (series.every((s) => s.name === '') || series.length === 0) return { height: 0, svg: '' }
  const row = pen.size * 1.6
  const box = pen.size * (sign === 'line' ? 3.4 : 1.3)
  const gap = pen.size * 1.4
  const most = (series.length <= 3 ? width : width / 2) - box - gap
  let x = 0
  let y = row / 2
  const items: string[] = []
  series.forEach((one, i) => {
    const name = truncate(one.name, pen.size, Math.max(most, pen.size * 3))
    const room = box + pen.size * 0.45 + widthOf(name, pen.size)
    if (x > 0 && x + room > width) {
      x = 0
      y += row
    }
    items.push(
      swatch(pen, sign, i, one.dashed, x, y, box),
      label(pen, name, x + box + pen.size * 0.45, y + pen.size * 0.36),
    )
    x += room + gap
  })
  return { height: y + row / 2 + pen.size * 0.4, svg: element('g', { class: 'legend' }, ...items) }
}
