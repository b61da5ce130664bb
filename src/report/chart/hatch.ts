import type { Pen } from './pen.ts'
import { element, formatLength } from './svg.ts'

/** A rectangle in the picture. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Stroke = (box: Box, gap: number) => string

const strokes: readonly (readonly Stroke[])[] = [
  [],
  [rising],
  [level],
  [falling],
  [upright],
  [level, upright],
  [rising, falling],
  [dotted],
]

/**
 * The lines in the colour of the paper that tell the bars of one series from another without colour.
 *
 * The first series has none. They are drawn line by line: tiled patterns leave seams in print.
 */
export function hatch(pen: Pen, series: number, box: Box): string {
  const gap = pen.size * 0.6
  if (box.width < gap * 0.6 || box.height < gap * 0.4) return ''
  const d = strokes[series % strokes.length]!.map((stroke) => stroke(box, gap)).join('')
  if (d === '') return ''
  return element('path', { class: 'hatch', d, fill: 'none', stroke: pen.paper, 'stroke-width': pen.size / 11 })
}

function level(box: Box, gap: number): string {
  return steps(gap, box.height)
    .map((y) => segment(box.x, bottom(box) - y, box.x + box.width, bottom(box) - y))
    .join('')
}

function upright(box: Box, gap: number): string {
  return steps(gap, box.width)
    .map((x) => segment(box.x + x, box.y, box.x + x, bottom(box)))
    .join('')
}

// `at` is where the line meets the foot of the bar, or would meet it right of the bar
function rising(box: Box, gap: number): string {
  return steps(gap * 1.3, box.width + box.height)
    .map((at) => {
      const [low, high] = [Math.max(0, at - box.width), Math.min(at, box.height)]
      return segment(box.x + at - low, bottom(box) - low, box.x + at - high, bottom(box) - high)
    })
    .join('')
}

function falling(box: Box, gap: number): string {
  return steps(gap * 1.3, box.width + box.height)
    .map((at) => {
      const [low, high] = [Math.max(0, at - box.width), Math.min(at, box.height)]
      const right = box.x + box.width
      return segment(right - at + low, bottom(box) - low, right - at + high, bottom(box) - high)
    })
    .join('')
}

function dotted(box: Box, gap: number): string {
  const across = steps(gap, box.width)
  return steps(gap, box.height)
    .flatMap((y, row) =>
      across
        .filter((_, i) => (i + row) % 2 === 0)
        .map((x) => segment(box.x + x - 1, bottom(box) - y, box.x + x + 1, bottom(box) - y)),
    )
    .join('')
}

function bottom(box: Box): number {
  return box.y + box.height
}

function steps(gap: number, length: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil(length / gap) - 1) }, (_, i) => (i + 1) * gap)
}

function segment(x1: number, y1: number, x2: number, y2: number): string {
  return `M${formatLength(x1)} ${formatLength(y1)}L${formatLength(x2)} ${formatLength(y2)}`
}
