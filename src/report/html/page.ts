import { type Html, html, trusted } from '../../base/index.ts'
import { renderChart, renderSpark } from '../chart/index.ts'
import { closingInOrder, closingTitle } from '../closing.ts'
import { evidenceEntries } from '../evidence.ts'
import { safeHref } from '../inline.ts'
import { plainOf } from '../plain.ts'
import { aiJson } from '../publish/ai.ts'
import { trailWords } from '../trail.ts'
import type { Block, Cell, Document, FigureBlock, Inline, TableBlock } from '../tree.ts'
import { exhibitsOf } from '../walk.ts'
import { evidenceTable, popovers, waivedTable } from './evidence.ts'
import { correction, firmOf, logo, themeStyle } from './house.ts'
import { script } from './script.ts'
import { style } from './style.ts'
import { wordsOf } from './words.ts'

/** What rendering a page carries along. */
export interface Page {
  readonly document: Document
  /** the entry of the evidence table for each binding */
  readonly entryOf: ReadonlyMap<string, string>
  /** whether the text stands in a column that only small charts fit in */
  readonly narrow: boolean
}

/**
 * The document as one self-contained HTML file: no request leaves it, and it reads without JavaScript.
 *
 * Every bound number links to its entry in the table of evidence; with JavaScript the entry opens beside it.
 */
export function renderHtml(document: Document): string {
  const entries = evidenceEntries(document.bindings.values())
  const entryOf = new Map(entries.flatMap((e) => e.keys.map((k) => [k, e.id] as const)))
  const page: Page = { document, entryOf, narrow: false }
  const { front } = document
  const words = wordsOf(front.lang)
  const text = html`<!doctype html>
<html lang="${front.lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="generator" content="assay">
<title>${front.title}</title>
${front.ai === null ? null : html`<meta name="AIGC" content="${aiJson(front.ai)}">\n`}<style>${trusted(style)}${trusted(themeStyle(document.theme))}</style>
</head>
<body>
<a class="skip" href="#text">${words.skip}</a>
${header(document, page)}
<div class="frame">
<nav class="contents" aria-label="${words.contents}">${contents(document)}</nav>
<main id="text" lang="${front.lang === 'zh' ? 'zh-CN' : 'en'}">
${closingInOrder(document.blocks).map((b) => block(b, page))}
</main>
<aside class="side" aria-label="${front.publisher || words.related}">${side(document, page)}</aside>
</div>
<section class="evidence" aria-labelledby="evidence"><h2 id="evidence">${words.evidence}</h2>
<p>${words.evidenceNote}</p>
${evidenceTable(entries, document)}
${waivedTable(document)}
</section>
<footer><p>${firmOf(document)}${firmOf(document) === '' ? '' : ' · '}${front.date}</p></footer>
${popovers(entries, document)}
<script>${trusted(script)}</script>
</body>
</html>
`
  return text.text
}

function header(document: Document, page: Page): Html {
  const { front } = document
  const words = wordsOf(front.lang)
  return html`<header class="cover">${logo(document.theme)}<p class="kicker"><span>${inlines(document.headline.kicker, page)}</span><span>${front.type}</span><time datetime="${front.date}">${front.date}</time></p>
<h1>${inlines(document.headline.title, page)}</h1>
${front.subtitle === '' ? null : html`<p class="subtitle">${inlines(document.headline.subtitle, page)}</p>`}
${document.synthetic ? html`<p class="banner" role="note">${words.syntheticReport}</p>` : null}
${front.ai === null ? null : html`<p class="banner" role="note">${front.ai.notice}</p>`}
${correction(front)}</header>`
}

function contents(document: Document): Html {
  const words = wordsOf(document.front.lang)
  const headings = document.blocks.filter((b) => b.kind === 'heading' && b.level <= 2)
  const exhibits = exhibitsOf(document.blocks)
  return html`<h2>${words.contents}</h2><ol>${headings.map((h) =>
    h.kind === 'heading'
      ? html`<li class="level${h.level}"><a href="#${h.id}">${h.number} ${plainOf(h.children).text}</a></li>`
      : null,
  )}</ol>
${exhibits.length === 0 ? null : html`<details><summary>${words.exhibits}</summary><ol>${exhibits.map((e) => html`<li><a href="#${anchor(e)}">${document.front.label} ${e.number} ${plainOf(e.caption).text}</a></li>`)}</ol></details>`}`
}

function anchor(exhibit: FigureBlock | TableBlock): string {
  return exhibit.id || `exhibit-${exhibit.number}`
}

function side(document: Document, page: Page): Html {
  const { front } = document
  const words = wordsOf(front.lang)
  const panels = document.blocks.filter((b) => b.kind === 'panel' && b.role === 'side')
  return html`${front.rating === null ? null : html`<section class="rating"><h2>${words.rating}</h2><p><strong>${front.rating.label}</strong> ${front.rating.change}</p></section>`}
${panels.map((p) => (p.kind === 'panel' ? html`<section>${p.children.map((b) => block(b, { ...page, narrow: true }))}</section>` : null))}
${front.authors.length === 0 ? null : html`<section><h2>${words.team}</h2>${front.authors.map((a) => html`<p>${a.name}<br>${a.id}<br>${a.contact}</p>`)}</section>`}
${front.related.length === 0 ? null : html`<section><h2>${words.related}</h2><ul>${front.related.map((r) => html`<li>${r.title} <time datetime="${r.date}">${r.date}</time></li>`)}</ul></section>`}`
}

function block(b: Block, page: Page): Html | null {
  switch (b.kind) {
    case 'heading':
      return headingOf(b, page)
    case 'paragraph':
      return html`<p>${inlines(b.children, page)}</p>\n`
    case 'list': {
      const items = b.items.map(
        (item) => html`<li>${tight(item) ? inlines(tight(item)!, page) : item.map((i) => block(i, page))}</li>`,
      )
      return b.ordered ? html`<ol start="${b.start}">${items}</ol>\n` : html`<ul>${items}</ul>\n`
    }
    case 'quote':
      return html`<blockquote>${b.children.map((c) => block(c, page))}</blockquote>\n`
    case 'code':
      return html`<pre tabindex="0"><code>${b.text}</code></pre>\n`
    case 'rule':
      return html`<hr>\n`
    case 'panel':
      return b.role === 'side'
        ? null
        : html`<section class="panel ${/^[\w-]+$/.test(b.role) ? b.role : 'plain'}"${b.ai ? html` data-ai="yes"` : null}>${b.ai ? html`<p class="ai"><small>${wordsOf(page.document.front.lang).ai}</small></p>` : null}${panelTitle(b, page)}${b.children.map((c) => block(c, page))}</section>\n`
    case 'table':
      return table(b, page)
    case 'figure':
      return figure(b, page)
  }
}

function panelTitle(b: Extract<Block, { kind: 'panel' }>, page: Page): Html | null {
  const { lang } = page.document.front
  const title = b.role === 'points' ? wordsOf(lang).points : closingTitle(b.role, lang)
  return title === undefined || b.children[0]?.kind === 'heading' ? null : html`<h3>${title}</h3>\n`
}

function tight(item: readonly Block[]): readonly Inline[] | null {
  const only = item.length === 1 ? item[0] : undefined
  return only?.kind === 'paragraph' ? only.children : null
}

// the page's own title is the only h1, so that a report's first level becomes h2
function headingOf(b: Extract<Block, { kind: 'heading' }>, page: Page): Html {
  const level = Math.min(6, b.level + 1)
  const number = b.number === '' ? null : html`<span class="number">${b.number}</span> `
  return html`<h${level} id="${b.id}">${number}${inlines(b.children, page)}</h${level}>\n`
}

function exhibitFrame(e: FigureBlock | TableBlock, page: Page, body: Html): Html {
  const { label } = page.document.front
  return html`<figure id="${anchor(e)}" class="${e.kind}">
<figcaption><span class="label">${label} ${e.number}</span>${page.document.front.lang === 'zh' ? '：' : ': '}${heads(e.caption, page)}</figcaption>
${body}
${e.notes.map((n) => html`<p class="note">${inlines(n, page)}</p>`)}
<p class="source">${inlines(e.source, page)}</p>
</figure>
`
}

function table(b: TableBlock, page: Page): Html {
  const grid = html`<div class="scroll" tabindex="0" role="group" aria-label="${plainOf(b.caption).text || page.document.front.label}"><table>
<thead><tr>${b.columns.map((c, i) => html`<th scope="col" class="${i === 0 ? 'left' : c.align}">${heads(c.children, page)}</th>`)}</tr></thead>
<tbody>${b.rows.map((row) =>
    row.kind === 'group'
      ? html`<tr class="group"><th scope="rowgroup" colspan="${b.columns.length}"><span>${row.cells[0] ? inlines(row.cells[0].children, page) : null}</span></th></tr>`
      : html`<tr>${row.cells.map((c, i) => cell(c, i, b, page))}</tr>`,
  )}</tbody></table></div>`
  return b.number === 0 ? grid : exhibitFrame(b, page, grid)
}

function cell(c: Cell, index: number, b: TableBlock, page: Page): Html {
  const note = c.note === '' ? null : html` <small>(${c.note})</small>`
  if (index === 0) return html`<th scope="row">${heads(c.children, page)}${note}</th>`
  if (c.trail !== undefined) return trail(c, page)
  return html`<td class="${b.columns[index]?.align ?? 'left'}">${inlines(c.children, page)}${note}</td>`
}

// the line leads to the evidence of its last number; the numbers stand in its name
function trail(c: Cell, page: Page): Html {
  const points = c.trail ?? []
  const svg = renderSpark(
    points.map((p) => p.value),
    { width: 72, height: 22, theme: 'css', alt: trailWords(c) },
  )
  const last = points.findLast((p) => p.binding !== '')
  return last === undefined
    ? html`<td>${trusted(svg)}</td>`
    : html`<td><a class="n" href="${hrefOf(last.binding, page) ?? '#evidence'}" title="${trailWords(c)}">${trusted(svg)}</a></td>`
}

function figure(b: FigureBlock, page: Page): Html {
  const { front } = page.document
  const words = wordsOf(front.lang)
  const marks = b.chart.series.flatMap((s) => s.marks.map((m) => ({ s, m })))
  const rows = marks.map(
    ({ s, m }) =>
      html`<tr><th scope="row">${s.name}</th><td>${m.title}</td><td class="right">${numberLink(m.label, m.binding, page)}</td></tr>`,
  )
  const body = html`${page.narrow ? null : picture(b, page, 'wide')}${picture(b, page, 'narrow')}
<details><summary>${words.data}</summary><div class="scroll" tabindex="0" role="group" aria-label="${front.label} ${b.number} ${words.data}"><table><thead><tr><th scope="col">${words.series}</th><th scope="col">${words.point}</th><th scope="col" class="right">${words.value}</th></tr></thead><tbody>${rows}</tbody></table></div></details>`
  return exhibitFrame(b, page, body)
}

const sizes = { wide: { width: 720, height: 360 }, narrow: { width: 320, height: 270 } } as const

// letters of a chart that shrinks with the screen become too small to read, so that a small screen has its own
function picture(b: FigureBlock, page: Page, size: keyof typeof sizes): Html {
  const svg = renderChart(b.chart, {
    ...sizes[size],
    lang: page.document.front.lang,
    synthetic: b.synthetic,
    theme: 'css',
    id: size === 'wide' ? `chart-${b.number}` : `chart-${b.number}-narrow`,
    hrefOf: (binding) => hrefOf(binding, page),
  })
  return html`<div class="chart ${size}">${trusted(svg)}</div>`
}

function hrefOf(binding: string, page: Page): string | undefined {
  const entry = page.entryOf.get(binding)
  return entry === undefined ? undefined : `#${entry}`
}

// `0-shot` and `GPT-4` stay whole in the narrow heads of a table and in captions
function heads(list: readonly Inline[], page: Page): Html {
  return html`${list.map((i) =>
    i.kind === 'text'
      ? html`${i.text.split(/([\w.]+(?:-[\w.]+)+)/).map((part, at) => (at % 2 === 1 && part.length <= shortest ? html`<span class="unbroken">${part}</span>` : part))}`
      : inline(i, page),
  )}`
}

function inlines(list: readonly Inline[], page: Page): Html {
  return html`${list.map((i) => inline(i, page))}`
}

function inline(i: Inline, page: Page): Html {
  switch (i.kind) {
    case 'text':
      return html`${i.text}`
    case 'strong':
      return html`<strong>${inlines(i.children, page)}</strong>`
    case 'emphasis':
      return html`<em>${inlines(i.children, page)}</em>`
    case 'strike':
      return html`<del>${inlines(i.children, page)}</del>`
    case 'code':
      return html`<code>${i.text}</code>`
    case 'break':
      return html`<br>`
    case 'link':
      return safeHref(i.href) === ''
        ? inlines(i.children, page)
        : html`<a href="${i.href}" rel="noopener noreferrer">${inlines(i.children, page)}</a>`
    case 'ref':
      return html`<a class="ref" href="#${i.target}">${i.label ?? i.target}</a>`
    case 'number':
      return i.binding === undefined ? html`${i.text}` : numberLink(i.text, i.binding, page)
  }
}

// a short number is read at one glance, so that no line breaks inside it
const shortest = 14

function numberLink(text: string, binding: string, page: Page): Html {
  const synthetic = page.document.bindings.get(binding)?.facts.some((f) => f.evidence.kind === 'synthetic') ?? false
  const names = `n${synthetic ? ' synthetic' : ''}${text.length > shortest ? ' long' : ''}`
  return html`<a class="${names}" href="${hrefOf(binding, page) ?? '#evidence'}">${text}</a>`
}
