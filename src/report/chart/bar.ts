import { largest } from '../../base/index.ts'
import type { Series } from '../tree.ts'
import { scaleBand } from './d3.ts'
import { hatch } from './hatch.ts'
import { widthOf } from './letters.ts'
import { markElement, spreadBar } from './mark.ts'
import { label, type Pen } from './pen.ts'
import { type Plane, type Spot, spotsOf } from './plane.ts'

/** How the values of bars are written. */
export interface BarLabels {
  readonly way: 'level' | 'upright' | 'none'
  /** room that they take beyond the end of a bar */
  readonly room: number
}

/** Whether the values fit over bars of the given step: level, else upright, else not at all. */
export function layoutBarLabels(pen: Pen, series: readonly Series[], step: number): BarLabels {
  const size = pen.size * 0.92
  const slot = bars(series.length, step, pen)
  const widest = Math.max(0, largest(series.flatMap((s) => s.marks.map((m) => widthOf(m.label, size)))))
  if (widest === 0) return { way: 'none', room: 0 }
  const free = series.length === 1 ? step * 0.96 : slot.width
  if (widest <= free) return { way: 'level', room: size * 1.5 }
  if (slot.width >= size * 0.95 && widest < size * 7) return { way: 'upright', room: widest + size * 0.6 }
  return { way: 'none', room: 0 }
}

/** Bars side by side from the line of zero, with their values where they fit. */
export function drawBars(plane: Plane, labels: BarLabels): string {
  const slot = bars(plane.series.length, plane.x.step, plane.pen)
  return plane.series
    .flatMap((s, i) => spotsOf(plane, s, i))
    .filter((s) => s !== null)
    .map((spot) => bar(plane, spot, spot.x - plane.x.step / 2 + slot.at(spot.series), slot.width, labels))
    .join('')
}

function bar(plane: Plane, spot: Spot, left: number, width: number, labels: BarLabels): string {
  const { pen } = plane
  const base = plane.y.zero ?? plane.frame.bottom
  // a bar of zero stays visible as a line
  const box = { x: left, y: Math.min(base, spot.y), width, height: Math.max(Math.abs(base - spot.y), 0.6) }
  const color = pen.color(spot.series)
  const rect =
    markElement(pen, 'rect', spot.mark, { ...box, fill: color, stroke: color, 'stroke-width': 0.6 }) +
    hatch(pen, spot.series, box)
  const ends = spreadEnds(plane, spot)
  const middle = left + width / 2
  const whisker =
    spot.mark.spread > 0 ? spreadBar(pen, middle, ends.low, ends.high, Math.min(width * 0.25, pen.size * 0.35)) : ''
  const up = spot.mark.y >= 0
  return (
    rect +
    whisker +
    value(pen, spot.mark.label, middle, up ? Math.min(spot.y, ends.high) : Math.max(spot.y, ends.low), up, labels)
  )
}

function spreadEnds(plane: Plane, spot: Spot): { readonly low: number; readonly high: number } {
  const { y, spread } = spot.mark
  return { low: plane.y.at(y - spread) ?? spot.y, high: plane.y.at(y + spread) ?? spot.y }
}

function value(pen: Pen, words: string, x: number, end: number, up: boolean, labels: BarLabels): string {
  const size = pen.size * 0.92
  if (labels.way === 'none' || words === '') return ''
  if (labels.way === 'level')
    return label(pen, words, x, up ? end - size * 0.4 : end + size * 1.1, { anchor: 'middle', size })
  return label(pen, words, x + size * 0.35, up ? end - size * 0.35 : end + size * 0.35, {
    anchor: up ? 'start' : 'end',
    size,
    turn: -90,
  })
}

interface Slots {
  readonly width: number
  readonly at: (series: number) => number
}

function bars(count: number, step: number, pen: Pen): Slots {
  const widest = pen.size * (count === 1 ? 4.5 : 3.2) * Math.max(count, 1)
  const inner = Math.min(step * 0.8, widest)
  const left = (step - inner) / 2
  const scale = scaleBand<number>()
    .domain(Array.from({ length: Math.max(count, 1) }, (_, i) => i))
    .range([left, left + inner])
    .paddingInner(0.08)
  return { width: Math.max(scale.bandwidth(), 0.5), at: (i) => scale(i) ?? left }
}
