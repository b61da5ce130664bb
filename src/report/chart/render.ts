import type { Chart } from '../tree.ts'
import { drawCartesian } from './cartesian.ts'
import { layoutLegend } from './legend.ts'
import { widthOf } from './letters.ts'
import type { Sign } from './mark.ts'
import { type ChartOptions, createPen, fontFamilies, label, type Pen } from './pen.ts'
import { drawRadar } from './radar.ts'
import { element, escapeMarkup } from './svg.ts'

/**
 * `chart` as one standalone `<svg>`.
 *
 * Pure and deterministic: the same chart and options give the same text, and the given id is the only prefix of element
 * ids. Every mark has class `mark`, the key and address of its fact in `data-fact` and `data-address`, and a title; with
 * `hrefOf` it is a link to its evidence. A radar of fewer than three axes is drawn as bars; bars always start at zero, also when the author asked for a
 * logarithmic axis. Marks without a finite number are left out, and a line breaks there.
 */
export function renderChart(chart: Chart, options: ChartOptions): string {
  const { hrefOf, ...plain } = options
  const links = hrefOf === undefined ? null : chart.series.map((s) => s.marks.map((m) => hrefOf(m.binding) ?? null))
  const key = JSON.stringify([chart, plain, links])
  const before = drawn.get(key)
  if (before !== undefined) return before
  const svg = drawChart(chart, options)
  if (drawn.size >= mostDrawn) drawn.clear()
  drawn.set(key, svg)
  return svg
}

// while a report is written most of its charts stay as they are
const drawn = new Map<string, string>()
const mostDrawn = 200

function drawChart(chart: Chart, options: ChartOptions): string {
  const pen = createPen(options)
  const web = chart.kind === 'radar' && chart.x.names.length >= 3
  const edge = pen.size * 0.4
  const legend = layoutLegend(pen, chart.series, options.width - 2 * edge, signOf(chart, web))
  const area = { left: edge, right: options.width - edge, top: edge + legend.height, bottom: options.height - edge }
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart',
      id: options.id,
      // a picture may hold nothing to be focused
      role: options.hrefOf === undefined ? 'img' : 'group',
      width: options.width,
      height: options.height,
      viewBox: `0 0 ${options.width} ${options.height}`,
      'font-family': fontFamilies[options.theme],
      'font-size': pen.size,
      'aria-labelledby': `${options.id}-title ${options.id}-desc`,
    },
    element('title', { id: `${options.id}-title` }, escapeMarkup(chart.alt)),
    element('desc', { id: `${options.id}-desc` }, escapeMarkup(describeSeries(chart, options))),
    element('g', { transform: `translate(${edge} ${edge})` }, legend.svg),
    isEmpty(chart) ? nothing(pen, options) : web ? drawRadar(pen, chart, area) : drawCartesian(pen, chart, area),
    options.synthetic ? watermark(pen, options) : '',
  )
}

function signOf(chart: Chart, web: boolean): Sign {
  if (chart.kind === 'scatter') return 'point'
  return chart.kind === 'line' || web ? 'line' : 'box'
}

function isEmpty(chart: Chart): boolean {
  return !chart.series.some((s) => s.marks.some((m) => Number.isFinite(m.x) && Number.isFinite(m.y)))
}

function nothing(pen: Pen, options: ChartOptions): string {
  const words = options.lang === 'zh' ? '无数据' : 'no data'
  return label(pen, words, options.width / 2, options.height / 2, { anchor: 'middle', color: pen.muted })
}

function describeSeries(chart: Chart, options: ChartOptions): string {
  const names = chart.series.map((s) => s.name).filter((n) => n !== '')
  const made = options.synthetic ? `${watermarkWords[options.lang]}${options.lang === 'zh' ? '。' : '. '}` : ''
  const axes = [chart.x.title, chart.y.title].filter((t) => t !== '')
  return made + [...axes, ...names].join(options.lang === 'zh' ? '；' : '; ')
}

/** The words across everything that shows made-up data. */
export const watermarkWords = Object.freeze({ zh: '合成数据，非真实统计', en: 'SYNTHETIC DATA' })

function watermark(pen: Pen, options: ChartOptions): string {
  const words = watermarkWords[options.lang]
  const size = Math.min((options.width * 0.72) / widthOf(words, 1), options.height * 0.2)
  const [x, y] = [options.width / 2, options.height / 2]
  const turn = -Math.min(24, (Math.atan2(options.height, options.width) * 180) / Math.PI)
  const letters = label(pen, words, x, y + size * 0.35, {
    anchor: 'middle',
    size,
    turn: Math.round(turn * 10) / 10,
    color: pen.muted,
    bold: true,
  })
  // the edge in the colour of the paper keeps the words readable on filled bars
  const edge = { stroke: pen.paper, 'stroke-width': size / 16, 'paint-order': 'stroke' }
  return element(
    'g',
    { class: 'synthetic', opacity: 0.25, 'pointer-events': 'none', 'aria-hidden': 'true', ...edge },
    letters,
  )
}
