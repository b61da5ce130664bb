import type { Mark } from '../tree.ts'
import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTimes,
  symbolTriangle,
  symbolWye,
} from './d3.ts'
import { hatch } from './hatch.ts'
import type { Pen } from './pen.ts'
import { type Attributes, element, escapeMarkup, shortPath } from './svg.ts'

/** What stands for a series in the legend: a line with its marker, the marker alone, or a filled box. */
export type Sign = 'line' | 'point' | 'box'

const shapes: readonly SymbolType[] = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolWye,
  symbolStar,
  symbolTimes,
]

const paths = new Map<string, string>()

/** The path of the marker of a series around the origin; `size` is about its width. */
export function markerPath(series: number, size: number): string {
  const key = `${series % shapes.length} ${size}`
  const known = paths.get(key)
  if (known !== undefined) return known
  const path = drawMarker(shapes[series % shapes.length]!, size)
  paths.set(key, path)
  return path
}

function drawMarker(shape: SymbolType, size: number): string {
  // an open cross has no area, so d3 draws it larger than the filled ones
  const area = size * size * (shape === symbolTimes ? 0.55 : 0.8)
  return shortPath(symbol(shape, area)() ?? '')
}

/**
 * An element that stands for one fact: class `mark`, the fact's key and address, and its words as title.
 *
 * Where the pen knows the place of the evidence, the mark is a link to it, and the words are the link's name.
 */
export function markElement(pen: Pen, name: string, mark: Mark, attributes: Attributes): string {
  const all = { class: 'mark', 'data-fact': mark.binding, 'data-address': mark.address, ...attributes }
  const href = pen.hrefOf(mark.binding)
  if (href === undefined) return element(name, all, element('title', {}, escapeMarkup(titleOf(mark))))
  return element('a', { class: 'n', href, 'aria-label': titleOf(mark) }, element(name, all))
}

function titleOf(mark: Mark): string {
  return mark.title === '' ? mark.label : mark.title
}

/** The marker of `mark` at a place. */
export function marker(pen: Pen, mark: Mark, series: number, x: number, y: number, size: number): string {
  const open = shapes[series % shapes.length] === symbolTimes
  return markElement(pen, 'path', mark, {
    d: markerPath(series, size),
    transform: `translate(${place(x)} ${place(y)})`,
    fill: open ? 'none' : pen.color(series),
    stroke: open ? pen.color(series) : pen.paper,
    'stroke-width': open ? 1.6 : 0.6,
  })
}

function place(value: number): string {
  return String(Math.round(value * 100) / 100 || 0)
}

/** A bar of uncertainty from `low` to `high` with caps. */
export function spreadBar(pen: Pen, x: number, low: number, high: number, cap: number): string {
  const d = `M${place(x)} ${place(low)}V${place(high)}M${place(x - cap)} ${place(low)}H${place(x + cap)}M${place(x - cap)} ${place(high)}H${place(x + cap)}`
  return element('path', { class: 'spread', d, fill: 'none', stroke: pen.ink, 'stroke-width': 1 })
}

/** The sign of a series in the legend, with its left end at `x` and its middle at `y`. */
export function swatch(
  pen: Pen,
  sign: Sign,
  series: number,
  fine: boolean,
  x: number,
  y: number,
  width: number,
): string {
  if (sign === 'box') {
    const side = pen.size * 0.95
    const box = { x, y: y - side / 2, width, height: side }
    const rect = element('rect', { ...box, fill: pen.color(series), stroke: pen.color(series), 'stroke-width': 0.8 })
    return rect + hatch(pen, series, box)
  }
  const open = shapes[series % shapes.length] === symbolTimes
  const point = element('path', {
    d: markerPath(series, pen.size * 0.6),
    transform: `translate(${place(x + width / 2)} ${place(y)})`,
    fill: open ? 'none' : pen.color(series),
    stroke: open ? pen.color(series) : pen.paper,
    'stroke-width': open ? 1.6 : 0.6,
  })
  if (sign === 'point') return point
  const stroke = element('path', {
    d: `M${place(x)} ${place(y)}H${place(x + width)}`,
    stroke: pen.color(series),
    'stroke-width': pen.size / 6,
    'stroke-dasharray': pen.dash(series, fine),
  })
  return stroke + point
}
