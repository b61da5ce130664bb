import { truncate, widthOf } from '../chart/letters.ts'
import { wordsOf } from '../html/words.ts'
import { plainOf } from '../plain.ts'
import type { Block, Document, FigureBlock } from '../tree.ts'
import { exhibitsOf } from '../walk.ts'
import { type Anchors, createAnchors } from './anchor.ts'
import { captionOf, renderBlocks, type Setting } from './block.ts'
import { keepDestinations } from './destination.ts'
import { renderEvidence } from './evidence.ts'
import { readCoverage } from './glyph.ts'
import { renderInlines } from './inline.ts'
import { call, list, quote } from './literal.ts'
import { type Parts, partsOf } from './parts.ts'
import { sheet } from './sheet.ts'
import { style } from './style.ts'
import { longDay, pdfWords } from './words.ts'

/** What a PDF needs beside the document. */
export interface PdfParts {
  /** the path of the picture of each figure, by the figure's number */
  readonly pictures: ReadonlyMap<number, string>
  /** files to be attached, with what they are */
  readonly attachments: readonly Attachment[]
}

/** A file inside the PDF. */
export interface Attachment {
  readonly path: string
  readonly mime: string
  readonly description: string
}

/**
 * `document` as a Typst source.
 *
 * Pure. The source is a fixed template followed by calls of its functions; all words of the author stand in string
 * literals, so that nothing in a report can run. Every bound number links to its row in the appendix, and each row back
 * to the pages that show it. Numbers of headings and figures are those of the document; nothing is counted again.
 */
export function renderTypst(document: Document, parts: PdfParts): string {
  const anchors = createAnchors(document)
  const setting = settingOf(document, parts, anchors)
  const split = partsOf(document.blocks)
  const cover = renderCover(document, split, setting)
  const body = renderBlocks(split.body, setting)
  const closing = renderBlocks(split.closing, setting)
  const source = [
    metaOf(document, split),
    style,
    sheet,
    ...parts.attachments.map(renderAttachment),
    `#{\n${cover}\n}`,
    `#{\n${renderContents(document, split, anchors)}\n}`,
    `#{\n${body}\n}`,
    split.closing.length === 0 ? '' : `#closing({\n${closing}\n})`,
    `#{\n${renderEvidence(document, anchors)}\n}`,
    keepDestinations(anchors),
    '',
  ].join('\n')
  return document.front.lang === 'en' ? straight(source) : source
}

// the quotation marks of a Chinese font are as wide as a letter; here they stand in string literals only
function straight(source: string): string {
  return source.replace(/[‘’]/g, "'").replace(/[“”]/g, '\\"')
}

function settingOf(document: Document, parts: PdfParts, anchors: Anchors): Setting {
  const { lang, label } = document.front
  const synthetic = (bindings: readonly string[]) =>
    bindings.some((key) => document.bindings.get(key)?.facts.some((f) => f.evidence.kind === 'synthetic'))
  const picture = (figure: FigureBlock) => parts.pictures.get(figure.number) ?? null
  return { lang, label, anchors, synthetic, picture }
}

function metaOf(document: Document, parts: Parts): string {
  const { front } = document
  const words = wordsOf(front.lang)
  const more = pdfWords(front.lang)
  const [year, month, day] = front.date.split('-').map(Number)
  const running = [front.type, front.title].filter((t) => t !== '').join(' · ')
  const fields: Readonly<Record<string, string>> = {
    lang: quote(front.lang),
    region: quote(front.lang === 'zh' ? 'cn' : 'gb'),
    title: quote(front.title),
    'two-lines': String(breaksAtComma(front.title)),
    subtitle: quote(front.subtitle),
    kicker: quote(front.kicker),
    type: quote(front.type),
    day: quote(longDay(front.date, front.lang)),
    date: `datetime(year: ${year}, month: ${month}, day: ${day})`,
    accent: quote(document.theme?.accent ?? '#1f4e79'),
    fonts: list([...paperFamilies(document), 'Noto Sans SC'].map(quote)),
    logo: quote(logoFile(document) ?? ''),
    notice: quote(front.ai?.notice ?? ''),
    'ai-passage': quote(words.ai),
    correction: quote(correctionLine(front, words)),
    changes: list((front.corrects?.changes ?? []).map(quote)),
    publisher: quote(document.theme?.firm || front.publisher),
    authors: list(front.authors.map((a) => quote(a.name))),
    keywords: list([front.kicker, front.type].filter((t) => t !== '').map(quote)),
    running: quote(
      truncate(running, 8, 450 - widthOf(front.publisher + (document.synthetic ? words.synthetic : ''), 8)),
    ),
    pointer: quote(parts.closing.length > 0 ? more.pointer : more.pointerPlain),
    synthetic: quote(words.synthetic),
    mark: quote(document.synthetic ? words.synthetic : ''),
    team: quote(words.team),
    related: quote(words.related),
    points: quote(parts.cover.some((b) => b.kind === 'panel' && b.role === 'points') ? words.points : ''),
    evidence: quote(words.evidence),
    'evidence-note': quote(words.evidenceNote),
    'chart-data': quote(more.chartData),
    legend: quote(more.legend),
    pages: quote(more.pages),
  }
  return `#let meta = (\n${Object.entries(fields)
    .map(([k, v]) => `  ${k}: ${v},\n`)
    .join('')})`
}

// the room of a title on the cover, in letters of Chinese
const titleRoom = 15.2

// a title that is too long for a line breaks at its comma rather than before its last letter
function breaksAtComma(title: string): boolean {
  const parts = title.split('，')
  return parts.length === 2 && widthOf(title, 1) > titleRoom && parts.every((p) => widthOf(p, 1) < titleRoom - 1)
}

// a family of the theme comes first, and the plain one prints what it lacks
function paperFamilies(document: Document): readonly string[] {
  return [...new Set((document.theme?.paper ?? []).map((f) => readCoverage(f).family))].filter((n) => n !== '')
}

/** The name of the logo among the files of a PDF, or `null` without one. */
export function logoFile(document: Document): string | null {
  const logo = document.theme?.logo ?? null
  return logo === null ? null : `logo.${logo.type}`
}

function correctionLine(front: Document['front'], words: ReturnType<typeof wordsOf>): string {
  const { corrects } = front
  if (corrects === null) return ''
  return `${words.correction}: ${words.version} ${front.version} · ${corrects.report} ${words.version} ${corrects.version}`
}

function renderAttachment(file: Attachment): string {
  return `#pdf.attach(${quote(file.path)}, relationship: "data", mime-type: ${quote(file.mime)}, description: ${quote(file.description)})`
}

function renderCover(document: Document, parts: Parts, setting: Setting): string {
  const { front } = document
  const { rating } = front
  const team = front.authors.map((a) => list([a.name, a.id, a.contact].filter((t) => t !== '').map(quote)))
  const related = front.related.map((r) => list([quote(r.title), quote(r.date)]))
  return call(
    'cover',
    `headline: ${renderInlines(document.headline.title, setting.anchors)}`,
    `subline: ${renderInlines(document.headline.subtitle, setting.anchors)}`,
    `rating: ${rating === null ? 'none' : list([quote(rating.label), quote(rating.change)])}`,
    `team: ${list(team)}`,
    `related: ${list(related)}`,
    `side: ${parts.side.length === 0 ? 'none' : `para => {\n${renderBlocks(parts.side, setting)}\n}`}`,
    `para => {\n${renderBlocks(parts.cover, setting)}\n}`,
  )
}

const mostTogether = 32

function renderContents(document: Document, parts: Parts, anchors: Anchors): string {
  const { lang, label } = document.front
  const words = wordsOf(lang)
  const headings = parts.body.filter((b): b is Heading => b.kind === 'heading' && b.level <= 2)
  const titles = headings.map((b) => contentsLine(b.level, anchors.place(b), headingWords(b)))
  const exhibits = exhibitsOf([...parts.side, ...parts.cover, ...parts.body, ...parts.closing]).toSorted(
    (a, b) => a.number - b.number,
  )
  const pictures = exhibits.map((b) => contentsLine(1, anchors.place(b), captionOf(b, label, lang), false))
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [[call('contents-title', quote(title)), ...lines].join('\n')]
  const lists = [...section(words.contents, titles), ...section(words.exhibits, pictures)]
  // both on one page where they fit, below the cover or on the next one
  const whole = titles.length + pictures.length <= mostTogether ? [lists.join('\n')] : lists
  return [...whole.map((l) => call('contents', `{\n${l}\n}`)), 'pagebreak(weak: true)'].join('\n')
}

type Heading = Extract<Block, { kind: 'heading' }>

function headingWords(block: Heading): string {
  return [block.number, plainOf(block.children).text].filter((t) => t !== '').join('  ')
}

function contentsLine(level: number, label: string | null, words: string, bold = true): string {
  if (label === null) return ''
  return call(bold ? 'contents-line' : 'exhibit-line', ...(bold ? [String(level)] : []), quote(label), quote(words))
}
