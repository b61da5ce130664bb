import type { Chart, Series } from '../tree.ts'
import type { Frame } from './axis.ts'
import { ordinates } from './cartesian.ts'
import { truncate, wrap } from './letters.ts'
import { marker } from './mark.ts'
import { label, type Pen } from './pen.ts'
import { linearPosition, type Position } from './scale.ts'
import { element, formatLength } from './svg.ts'

interface Web {
  readonly pen: Pen
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly count: number
  readonly scale: Position
}

/** A chart with one spoke for each name, all on one scale that starts at zero unless the author fixed its lower end. */
export function drawRadar(pen: Pen, chart: Chart, area: Frame): string {
  const count = chart.x.names.length
  const width = area.right - area.left
  const room = Math.min(width * 0.24, pen.size * 9)
  const radius = Math.max(Math.min(width / 2 - room, (area.bottom - area.top) / 2 - pen.size * 2.8), pen.size)
  const axis = chart.y.low === undefined ? { ...chart.y, zero: true } : chart.y
  const scale = linearPosition(axis, ordinates(chart.series), 0, radius, 4, pen.lang)
  const web: Web = { pen, x: (area.left + area.right) / 2, y: (area.top + area.bottom) / 2, radius, count, scale }
  return [
    rings(web),
    spokes(web, chart.x.names, width / 2 - radius - pen.size),
    ...chart.series.map((s, i) => outline(web, s, i, chart.series.length)),
    ...chart.series.map((s, i) => corners(web, s, i)),
    numbers(web),
  ].join('')
}

function angle(web: Web, at: number): number {
  return (at / web.count) * 2 * Math.PI - Math.PI / 2
}

function point(web: Web, at: number, distance: number): readonly [number, number] {
  return [web.x + Math.cos(angle(web, at)) * distance, web.y + Math.sin(angle(web, at)) * distance]
}

function path(points: readonly (readonly [number, number])[], closed: boolean): string {
  if (points.length === 0) return ''
  return `M${points.map(([x, y]) => `${formatLength(x)} ${formatLength(y)}`).join('L')}${closed ? 'Z' : ''}`
}

function rings(web: Web): string {
  const places = Array.from({ length: web.count }, (_, i) => i)
  const levels = [...web.scale.ticks.map((t) => web.scale.at(t.value)!), web.radius]
  return levels
    .filter((r) => r > 0)
    .map((r) =>
      element('path', {
        d: path(
          places.map((i) => point(web, i, r)),
          true,
        ),
        fill: 'none',
        stroke: web.pen.grid,
        'stroke-width': 0.8,
      }),
    )
    .join('')
}

function numbers(web: Web): string {
  const { pen } = web
  return web.scale.ticks
    .filter((t) => web.scale.at(t.value)! > 0 && web.scale.at(t.value)! < web.radius * 0.96)
    .map((t) =>
      label(pen, t.label, web.x - pen.size * 0.3, web.y - web.scale.at(t.value)! + pen.size * 0.3, {
        anchor: 'end',
        color: pen.muted,
        size: pen.size * 0.85,
      }),
    )
    .join('')
}

function spokes(web: Web, names: readonly string[], room: number): string {
  const { pen } = web
  const every = Math.max(1, Math.ceil((names.length * pen.size * 1.3) / (2 * Math.PI * (web.radius + pen.size))))
  return names
    .map((name, i) => {
      const [x, y] = point(web, i, web.radius)
      const spoke = element('path', {
        d: path(
          [
            [web.x, web.y],
            [x, y],
          ],
          false,
        ),
        stroke: pen.grid,
        'stroke-width': 0.8,
      })
      return i % every === 0 ? spoke + nameAt(web, name, i, room) : spoke
    })
    .join('')
}

function nameAt(web: Web, name: string, at: number, room: number): string {
  const { pen } = web
  const [x, y] = point(web, at, web.radius + pen.size * 0.9)
  const cos = Math.cos(angle(web, at))
  const sin = Math.sin(angle(web, at))
  const anchor = Math.abs(cos) < 0.12 ? 'middle' : cos > 0 ? 'start' : 'end'
  const lines = wrap(name, pen.size, Math.max(room, pen.size * 3), 2) ?? [
    truncate(name, pen.size, Math.max(room, pen.size * 3)),
  ]
  const rise =
    sin < -0.6
      ? (lines.length - 1) * pen.size * 1.2
      : sin > 0.6
        ? -pen.size * 0.5
        : ((lines.length - 1) * pen.size * 1.2) / 2
  return lines
    .map((words, row) => label(pen, words, x, y - rise + row * pen.size * 1.2 + pen.size * 0.35, { anchor }))
    .join('')
}

function outline(web: Web, series: Series, index: number, count: number): string {
  const { pen } = web
  const placed = corner(web, series)
  const whole = placed.length === web.count
  // more than two fills would hide each other
  const filled = whole && count <= 2
  return element('path', {
    class: 'line',
    d: whole
      ? path(
          placed.map((p) => p.at),
          true,
        )
      : pieces(placed, web.count),
    fill: filled ? pen.color(index) : 'none',
    'fill-opacity': filled ? 0.08 : undefined,
    stroke: pen.color(index),
    'stroke-width': pen.size / 6.5,
    'stroke-linejoin': 'round',
    'stroke-dasharray': pen.dash(index, series.dashed),
  })
}

interface Corner {
  readonly place: number
  readonly at: readonly [number, number]
  readonly mark: Series['marks'][number]
}

function corner(web: Web, series: Series): readonly Corner[] {
  return [...series.marks]
    .filter((m) => Number.isInteger(m.x) && m.x >= 0 && m.x < web.count && Number.isFinite(m.y))
    .sort((a, b) => a.x - b.x)
    .map((mark) => ({ mark, place: mark.x, at: point(web, mark.x, web.scale.at(mark.y) ?? 0) }))
}

// where a spoke has no value the outline is open on both sides of it
function pieces(corners: readonly Corner[], count: number): string {
  return corners
    .map((c, i) => [c, corners[(i + 1) % corners.length]!] as const)
    .filter(([a, b]) => (a.place + 1) % count === b.place)
    .map(([a, b]) => path([a.at, b.at], false))
    .join('')
}

function corners(web: Web, series: Series, index: number): string {
  return corner(web, series)
    .map((c) => marker(web.pen, c.mark, index, c.at[0], c.at[1], web.pen.size * 0.6))
    .join('')
}
