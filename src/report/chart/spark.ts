import { largest, smallest } from '../../base/index.ts'
import { inks } from './palette.ts'
import { element, formatLength } from './svg.ts'

/** How a small line is drawn. */
export interface SparkOptions {
  readonly width: number
  readonly height: number
  /** colours of the page, or those of paper */
  readonly theme: 'css' | 'print'
  /** what it says in words */
  readonly alt: string
}

/**
 * A line without axes through `values`, the last one marked, as SVG; a value that is missing is a gap.
 *
 * The height of the picture is that between the lowest and the highest value: a line tells the way, not the size.
 */
export function renderSpark(values: readonly (number | null)[], { width, height, theme, alt }: SparkOptions): string {
  const color = theme === 'css' ? 'var(--accent)' : inks.light.accent
  const known = values.filter((v) => v !== null)
  const [low, high] = [smallest(known), largest(known)]
  const edge = 3
  const x = (i: number) => edge + (i * (width - 2 * edge)) / Math.max(1, values.length - 1)
  const y = (v: number) =>
    high === low ? height / 2 : height - edge - ((v - low) * (height - 2 * edge)) / (high - low)
  const spots = values.map((v, i) => (v === null ? null : { x: x(i), y: y(v) }))
  const d = spots
    .flatMap((s, i) => (s === null ? [] : [`${spots[i - 1] ? 'L' : 'M'}${formatLength(s.x)} ${formatLength(s.y)}`]))
    .join('')
  const dots = spots.flatMap((s, i) => {
    const last = i === spots.length - 1
    return s === null ? [] : [element('circle', { cx: s.x, cy: s.y, r: last ? 2.2 : 1, fill: color })]
  })
  const path = element('path', { d, fill: 'none', stroke: color, 'stroke-width': 1.3, 'stroke-linejoin': 'round' })
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` }
  return element('svg', { ...frame, class: 'spark', role: 'img', 'aria-label': alt }, path, ...dots)
}
