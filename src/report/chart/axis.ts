import { largest } from '../../base/index.ts'
import { widthOf } from './letters.ts'
import type { Names } from './names.ts'
import { label, type Pen } from './pen.ts'
import type { Position } from './scale.ts'
import { element } from './svg.ts'
import type { Tick } from './tick.ts'

/** The rectangle in which marks are drawn. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The room that the widest tick label takes. */
export function tickRoom(pen: Pen, ticks: readonly Tick[]): number {
  return Math.max(0, largest(ticks.map((t) => widthOf(t.label, pen.size))))
}

/** Lines across the plot with their numbers at its left side. */
export function drawSide(pen: Pen, position: Position, frame: Frame): string {
  const parts = position.ticks.map((tick) => {
    const y = position.at(tick.value)!
    const line = element('path', {
      d: `M${short(frame.left)} ${short(y)}H${short(frame.right)}`,
      stroke: pen.grid,
      'stroke-width': 0.7,
    })
    return (
      line +
      label(pen, tick.label, frame.left - pen.size * 0.5, y + pen.size * 0.35, { anchor: 'end', color: pen.muted })
    )
  })
  return element('g', { class: 'axis' }, ...parts)
}

/** The numbers or days below the plot; of two that would touch the later one is left out. */
export function drawFoot(pen: Pen, position: Position, frame: Frame): string {
  let free = Number.NEGATIVE_INFINITY
  const parts: string[] = []
  for (const tick of position.ticks) {
    const x = position.at(tick.value)
    if (x === null || x < frame.left - 0.5 || x > frame.right + 0.5) continue
    const half = Math.max(widthOf(tick.label, pen.size), widthOf(tick.under ?? '', pen.size)) / 2
    const stroke = element('path', {
      d: `M${short(x)} ${short(frame.bottom)}v${short(pen.size * 0.35)}`,
      stroke: pen.muted,
      'stroke-width': 0.8,
    })
    if (x - half < free) {
      parts.push(stroke)
      continue
    }
    free = x + half + pen.size * 0.6
    parts.push(stroke, xLabel(pen, tick.label, x, frame, 1.4))
    if (tick.under !== undefined) parts.push(xLabel(pen, tick.under, x, frame, 2.6))
  }
  return element('g', { class: 'axis' }, ...parts)
}

/** The names of a band axis. */
export function drawNames(names: Names, position: Position, frame: Frame): string {
  return names.draw(position, frame.bottom)
}

/** The line on which the marks stand: at zero when the axis has it, else at the foot. */
export function drawBase(pen: Pen, position: Position, frame: Frame): string {
  const y = position.zero ?? frame.bottom
  return element('path', {
    d: `M${short(frame.left)} ${short(y)}H${short(frame.right)}`,
    stroke: pen.muted,
    'stroke-width': 1,
  })
}

function short(value: number): number {
  return Math.round(value * 100) / 100 || 0
}

// a label that would leave the picture on the right ends where it does
function xLabel(pen: Pen, words: string, x: number, frame: Frame, line: number): string {
  const most = frame.right + pen.size * 0.6
  const at = frame.bottom + pen.size * line
  return x + widthOf(words, pen.size) / 2 > most
    ? label(pen, words, most, at, { anchor: 'end', color: pen.muted })
    : label(pen, words, x, at, { anchor: 'middle', color: pen.muted })
}
