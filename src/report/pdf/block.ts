import type { Lang } from '../../base/index.ts'
import { closingTitle } from '../closing.ts'
import { plainOf } from '../plain.ts'
import type { Block, FigureBlock, Inline, TableBlock } from '../tree.ts'
import type { Anchors } from './anchor.ts'
import { renderInlines } from './inline.ts'
import { call, join, quote, verbatim } from './literal.ts'
import { renderTable } from './table.ts'
import { pdfWords } from './words.ts'

// a table with more rows may go over to the next page
const longestWhole = 16

/** What the rendering of a block needs to know of its document. */
export interface Setting {
  readonly lang: Lang
  /** word before the numbers of figures: 图表, Figure */
  readonly label: string
  readonly anchors: Anchors
  /** path of the picture of a figure */
  readonly picture: (figure: FigureBlock) => string | null
  /** whether facts behind these bindings are synthetic */
  readonly synthetic: (bindings: readonly string[]) => boolean
}

/** The Typst content of `blocks`, one after the other. */
export function renderBlocks(blocks: readonly Block[], setting: Setting): string {
  return blocks.map((b) => renderBlock(b, setting)).join('\n')
}

function renderBlock(block: Block, setting: Setting): string {
  const { anchors } = setting
  switch (block.kind) {
    case 'heading':
      return renderHeading(block, anchors)
    case 'paragraph':
      return call('para', renderInlines(block.children, anchors))
    case 'list': {
      const items = block.items.map((item) => content(item, setting))
      return block.ordered ? call('numbers', String(Math.max(0, block.start)), ...items) : call('bullets', ...items)
    }
    case 'quote':
      return call('citation', `para => ${content(block.children, setting)}`)
    case 'code':
      return call('listing', verbatim(block.text))
    case 'rule':
      return 'divider()'
    case 'panel':
      return block.ai ? call('ai-passage', content(block.children, setting)) : renderPanel(block, setting)
    case 'table':
      return renderTableBlock(block, setting)
    case 'figure':
      return renderFigure(block, setting)
  }
}

// the statements at the end each say what they are
function renderPanel(block: Extract<Block, { kind: 'panel' }>, setting: Setting): string {
  const title = closingTitle(block.role, setting.lang)
  const words = content(block.children, setting)
  return title === undefined || block.children[0]?.kind === 'heading'
    ? words
    : `{ ${call('box-title', quote(title))}\n${words} }`
}

function content(blocks: readonly Block[], setting: Setting): string {
  return `{ []\n${renderBlocks(blocks, setting)} }`
}

// bookmarks and the contents repeat a heading, so its numbers are printed without their links
function renderHeading(block: Extract<Block, { kind: 'heading' }>, anchors: Anchors): string {
  const label = anchors.place(block)
  if (label !== null) for (const key of bindingsIn(block.children)) anchors.show(key, label)
  const words = [block.number, plainOf(block.children).text].filter((t) => t !== '').join('  ')
  return call('head', String(Math.min(block.level, 4)), quote(words), label === null ? 'none' : quote(label))
}

function bindingsIn(inlines: readonly Inline[]): readonly string[] {
  return inlines.flatMap((i) =>
    i.kind === 'number' ? (i.binding ?? []) : 'children' in i ? bindingsIn(i.children) : [],
  )
}

/** The words over a figure or table, also in the list of figures: 图表 3：… */
export function captionOf(block: FigureBlock | TableBlock, label: string, lang: Lang): string {
  return `${label} ${block.number}${pdfWords(lang).colon}${plainOf(block.caption).text}`
}

function renderTableBlock(block: TableBlock, setting: Setting): string {
  const { anchors } = setting
  const label = anchors.place(block)
  // a small line prints no number, so that its table is where its facts are shown
  const lines = block.rows.flatMap((r) => r.cells.flatMap((c) => (c.trail ?? []).map((p) => p.binding)))
  const body = renderTable(block, anchors)
  if (label !== null) for (const key of lines) if (key !== '') anchors.show(key, label)
  if (block.number === 0) return call('bare', body)
  const keys = block.rows.flatMap((r) => r.cells.flatMap((c) => [c.binding ?? [], ...bindingsIn(c.children)].flat()))
  return exhibit(block, body, setting.synthetic(keys), block.rows.length > longestWhole, setting)
}

function renderFigure(block: FigureBlock, setting: Setting): string {
  const { anchors } = setting
  const label = anchors.place(block)
  const keys = block.chart.series.flatMap((s) => s.marks.map((m) => m.binding))
  if (label !== null) for (const key of keys) anchors.show(key, label)
  const path = setting.picture(block)
  const alt = block.chart.alt || captionOf(block, setting.label, setting.lang)
  const body = path === null ? call('para', quote(alt)) : call('picture', quote(path), quote(alt))
  return exhibit(block, body, block.synthetic || setting.synthetic(keys), false, setting, chartLink(keys, setting))
}

function chartLink(keys: readonly string[], setting: Setting): string {
  const evidence = keys.map((k) => setting.anchors.evidence(k)).find((e) => e !== null)
  return evidence === undefined || evidence === null ? 'none' : quote(evidence)
}

function exhibit(
  block: FigureBlock | TableBlock,
  body: string,
  synthetic: boolean,
  breakable: boolean,
  setting: Setting,
  entry = 'none',
): string {
  const { anchors } = setting
  const label = anchors.place(block)
  const number = quote(`${setting.label} ${block.number}${pdfWords(setting.lang).colon}`)
  const lines = [...block.notes, block.source].filter((l) => l.length > 0)
  return call(
    'exhibit',
    `caption: ${join([number, renderInlines(block.caption, anchors, 'cell')])}`,
    `synthetic: ${synthetic}`,
    `breakable: ${breakable}`,
    `after: (${lines.map((l) => `${renderInlines(l, anchors, 'cell')},`).join(' ')})`,
    `entry: ${entry}`,
    `name: ${label === null ? 'none' : quote(label)}`,
    body,
  )
}
