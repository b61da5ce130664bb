import type { Axis, Chart, Series } from '../tree.ts'
import { drawBase, drawFoot, drawNames, drawSide, type Frame, tickRoom } from './axis.ts'
import { type BarLabels, drawBars, layoutBarLabels } from './bar.ts'
import { truncate, widthOf } from './letters.ts'
import { drawLines } from './line.ts'
import { layoutNames, type Names } from './names.ts'
import { label, type Pen } from './pen.ts'
import type { Plane } from './plane.ts'
import { bandPosition, dayPosition, linearPosition, logPosition, type Position, slotPosition } from './scale.ts'
import { drawPoints } from './scatter.ts'
import { inScale } from './tick.ts'

/** A chart with two straight axes inside `area`. */
export function drawCartesian(pen: Pen, chart: Chart, area: Frame): string {
  const barred = isBarred(chart)
  const frame = { ...area, top: area.top + (chart.y.title === '' ? 0 : pen.size * 1.5) + pen.size * 0.6 }
  const foot = chart.x.title === '' ? 0 : pen.size * 1.5
  const rough = sidePosition(pen, chart, { ...frame, bottom: area.bottom - foot - pen.size * 3 }, 0)
  const right = area.right - pen.size * (chart.x.scale === 'band' ? 0.4 : 1.6)
  const side = area.left + tickRoom(pen, rough.ticks) + pen.size * 0.8
  const names = chart.x.scale === 'band' ? nameLayout(pen, chart, side, right, area) : null
  const left = names === null ? side : Math.max(side, area.left + names.reach)
  const x = footPosition(chart, left, right, pen)
  const below = names?.height ?? pen.size * (x.ticks.some((t) => t.under !== undefined) ? 3.2 : 2)
  const bottom = Math.max(area.bottom - foot - below, frame.top + pen.size)
  const inner: Frame = { left, right, top: frame.top, bottom }
  const labels: BarLabels = barred
    ? layoutBarLabels(pen, labelled(chart, rough, pen), x.step)
    : { way: 'none', room: pen.size }
  const y = sidePosition(pen, chart, inner, labels.room)
  const plane: Plane = { pen, frame: inner, x, y, series: labelled(chart, y, pen) }
  return [
    drawSide(pen, y, inner),
    titles(pen, chart, area, inner),
    names === null ? drawFoot(pen, x, inner) : drawNames(names, x, inner),
    barred ? drawBars(plane, labels) : '',
    drawBase(pen, y, inner),
    barred ? '' : chart.kind === 'scatter' ? drawPoints(plane) : drawLines(plane, chart.x),
  ].join('')
}

// a mark says its number in the scale of the axis beside it; on a logarithmic one every number has its own
function labelled(chart: Chart, y: Position, pen: Pen): readonly Series[] {
  const ticks = y.ticks.map((t) => t.value)
  const log = chart.y.scale === 'log' && !isBarred(chart)
  return chart.series.map((series) => ({
    ...series,
    marks: series.marks.map((m) => ({ ...m, label: inScale(m.label, m.y, log ? [m.y] : ticks, pen.lang) })),
  }))
}

/** Whether the chart is drawn as bars; a radar of fewer than three axes is, too. */
export function isBarred(chart: Chart): boolean {
  return chart.kind === 'bar' || chart.kind === 'grouped-bar' || chart.kind === 'radar'
}

function nameLayout(pen: Pen, chart: Chart, left: number, right: number, area: Frame): Names {
  const { ticks } = bandPosition(chart.x, abscissas(chart.series), left, right)
  const longest = Math.min((area.bottom - area.top) * 0.38, pen.size * 14)
  return layoutNames(
    pen,
    ticks.map((t) => t.label),
    (right - left) / ticks.length,
    longest,
  )
}

function footPosition(chart: Chart, left: number, right: number, pen: Pen): Position {
  const values = abscissas(chart.series)
  const days = Math.max(2, Math.floor((right - left) / (pen.size * 5.2)))
  const numbers = Math.max(2, Math.floor((right - left) / (pen.size * 7)))
  if (chart.x.scale === 'band') return bandPosition(chart.x, values, left, right)
  if (isBarred(chart)) return slotPosition(chart.x, values, left, right, days, pen.lang)
  if (chart.x.scale === 'day')
    return dayPosition(values, left, right, days, Math.floor((right - left) / (pen.size * 2.4)))
  if (chart.x.scale === 'log') return logPosition(chart.x, values, left, right, pen.lang)
  return linearPosition(chart.x, values, left, right, numbers, pen.lang, true)
}

// a bar says its number by its length from zero, which a logarithmic axis does not have
function sidePosition(pen: Pen, chart: Chart, frame: Frame, headroom: number): Position {
  const values = ordinates(chart.series)
  const barred = isBarred(chart)
  const negative = barred && values.some((v) => v < 0)
  const bottom = frame.bottom - (negative ? Math.min(headroom, (frame.bottom - frame.top) * 0.2) : 0)
  const top = Math.min(frame.top + Math.min(headroom, (frame.bottom - frame.top) * 0.3), bottom - 1)
  const count = Math.max(2, Math.min(7, Math.round((bottom - top) / (pen.size * 3.6))))
  const axis: Axis = barred ? { ...chart.y, zero: true } : chart.y
  if (axis.scale === 'log' && !barred) return logPosition(axis, values, bottom, top, pen.lang)
  return linearPosition(axis, values, bottom, top, count, pen.lang)
}

function abscissas(series: readonly Series[]): readonly number[] {
  return series.flatMap((s) => s.marks.map((m) => m.x))
}

/** All numbers that the vertical axis must hold, with the ends of the bars of uncertainty. */
export function ordinates(series: readonly Series[]): readonly number[] {
  return series.flatMap((s) => s.marks.flatMap((m) => (m.spread > 0 ? [m.y, m.y - m.spread, m.y + m.spread] : [m.y])))
}

function titles(pen: Pen, chart: Chart, area: Frame, frame: Frame): string {
  const room = area.right - area.left
  const words = (text: string) => truncate(text, pen.size, room)
  const above =
    chart.y.title === ''
      ? ''
      : label(pen, words(chart.y.title), area.left, area.top + pen.size * 1.1, { color: pen.muted })
  if (chart.x.title === '') return above
  const below = words(chart.x.title)
  const middle = Math.min((frame.left + frame.right) / 2, area.right - widthOf(below, pen.size) / 2)
  return above + label(pen, below, middle, area.bottom - pen.size * 0.3, { anchor: 'middle', color: pen.muted })
}
