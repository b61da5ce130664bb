import { renderChart } from '../chart/index.ts'
import { element, escapeMarkup } from '../chart/svg.ts'
import { plainOf } from '../plain.ts'
import type { Block, Document, FigureBlock } from '../tree.ts'
import { exhibitsOf } from '../walk.ts'

/** A figure as a picture of its own: with its caption, source and whatever must be seen with it. */
export interface Picture {
  readonly number: number
  readonly svg: string
}

const width = 720
const height = 380
const edge = 16

/**
 * The figures of a document as SVG that stand alone, in order.
 *
 * A picture leaves its page: caption, notes and source are drawn into it, and the notice of what AI has made where the figure
 * stands in such a passage, in letters of a twentieth of its shortest side.
 */
export function figurePictures(document: Document): readonly Picture[] {
  const made = new Set(document.blocks.flatMap((b) => (b.kind === 'panel' && b.ai ? exhibitsOf([b]) : [])))
  return exhibitsOf(document.blocks)
    .filter((b): b is FigureBlock => b.kind === 'figure')
    .map((figure) => ({ number: figure.number, svg: draw(figure, document, made.has(figure as Block & FigureBlock)) }))
}

function draw(figure: FigureBlock, document: Document, made: boolean): string {
  const { front } = document
  const colon = front.lang === 'zh' ? '：' : ': '
  const chart = renderChart(figure.chart, {
    width: width - 2 * edge,
    height,
    lang: front.lang,
    synthetic: figure.synthetic,
    theme: 'print',
    id: `figure-${figure.number}`,
  })
  const below = [...figure.notes, figure.source].map((n) => plainOf(n).text).filter((t) => t !== '')
  const notice = made && front.ai !== null ? front.ai.notice : ''
  const head = 44
  const plainLines = below.length * 20
  const size = Math.ceil((head + height + plainLines + 2 * edge) / 19)
  const total = head + height + plainLines + edge + (notice === '' ? 0 : size * 1.6)
  const line = (text: string, y: number, more: Readonly<Record<string, string | number>>) =>
    element('text', { x: edge, y, 'font-size': 13, fill: '#595959', ...more }, escapeMarkup(text))
  const caption = `${front.label} ${figure.number}${colon}${plainOf(figure.caption).text}`
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: total,
      viewBox: `0 0 ${width} ${total}`,
      'font-family': 'Noto Sans SC',
    },
    element('rect', { width, height: total, fill: '#ffffff' }),
    line(caption, 30, { 'font-size': 16, 'font-weight': 700, fill: document.theme?.accent ?? '#1f4e79' }),
    element('g', { transform: `translate(${edge} ${head})` }, chart),
    ...below.map((text, i) => line(text, head + height + 18 + i * 20, {})),
    notice === '' ? '' : line(notice, total - size * 0.5, { 'font-size': size, fill: '#8a4600' }),
  )
}
