import { largest } from '../../base/index.ts'
import { truncate, widthOf, wrap } from './letters.ts'
import { label, type Pen } from './pen.ts'
import type { Position } from './scale.ts'
import { element } from './svg.ts'

/** The names below the plot and the room that they take. */
export interface Names {
  readonly height: number
  /** how far the first name reaches left of its place */
  readonly reach: number
  readonly draw: (position: Position, y: number) => string
}

const turn = 38
const slope = { sin: Math.sin((turn * Math.PI) / 180), cos: Math.cos((turn * Math.PI) / 180) }

/**
 * How the names of a band axis are written when neighbours are `step` apart.
 *
 * In up to three lines when each fits into its step; else slanted and cut to `longest`; and where even slanted lines
 * would touch, only every second, third … one.
 */
export function layoutNames(pen: Pen, names: readonly string[], step: number, longest: number): Names {
  const wrapped = names.map((n) => wrap(n, pen.size, step * 0.94, 3))
  if (wrapped.every((w) => w !== null)) return level(pen, wrapped as readonly (readonly string[])[])
  return slanted(pen, names, step, longest)
}

function level(pen: Pen, wrapped: readonly (readonly string[])[]): Names {
  const line = pen.size * 1.25
  const rows = Math.max(1, largest(wrapped.map((w) => w.length)))
  const draw = (position: Position, y: number) => {
    const found: string[] = []
    position.ticks.forEach((tick, i) => {
      const x = position.at(tick.value)!
      for (const [row, words] of (wrapped[i] ?? []).entries()) {
        if (words !== '') found.push(label(pen, words, x, y + pen.size * 1.35 + row * line, { anchor: 'middle' }))
      }
    })
    return element('g', { class: 'names' }, ...found)
  }
  return { height: rows * line + pen.size * 0.55, reach: 0, draw }
}

function slanted(pen: Pen, names: readonly string[], step: number, longest: number): Names {
  const every = Math.max(1, Math.ceil((pen.size * 1.5) / step))
  const cut = names.map((n, i) => (i % every === 0 ? truncate(n, pen.size, longest) : ''))
  const widths = cut.map((n) => widthOf(n, pen.size))
  const height = Math.max(0, largest(widths)) * slope.sin + pen.size * 1.5
  const reach = Math.max(0, largest(widths.map((w, i) => w * slope.cos - (i + 0.5) * step)))
  const draw = (position: Position, y: number) => {
    const found: string[] = []
    position.ticks.forEach((tick, i) => {
      const words = cut[i] ?? ''
      if (words === '') return
      found.push(
        label(pen, words, position.at(tick.value)! + pen.size * 0.3, y + pen.size, { anchor: 'end', turn: -turn }),
      )
    })
    return element('g', { class: 'names' }, ...found)
  }
  return { height, reach, draw }
}
