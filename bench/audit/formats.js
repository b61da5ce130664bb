// A document tree as the bytes of a file that a stranger would send.

import { Workbook } from '@cj-tech-master/excelts'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { zipSync } from 'fflate'
import { laidOut } from './later.js'

const utf8 = (text) => new TextEncoder().encode(text)
const escapeText = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c])

function text(document) {
  const lines = document.blocks.map((b) => (b.kind === 'table' ? b.rows.map((r) => r.join('\t')).join('\n') : b.text))
  return utf8(`${lines.join('\n\n')}\n`)
}

function html(document) {
  const body = document.blocks.map((b) => {
    if (b.kind === 'heading') return `<h2>${escapeText(b.text)}</h2>`
    if (b.kind === 'paragraph') return `<p>${escapeText(b.text)}</p>`
    const [head, ...rows] = b.rows
    const line = (r, tag) => `<tr>${r.map((c) => `<${tag}>${escapeText(c)}</${tag}>`).join('')}</tr>`
    return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((r) => line(r, 'td')).join('')}</tbody></table>`
  })
  return utf8(`<!doctype html><meta charset="utf-8"><title>x</title><body>${body.join('\n')}</body>`)
}

async function xlsx(document) {
  const book = new Workbook()
  const sheet = book.addWorksheet('Report')
  for (const b of document.blocks) {
    if (b.kind !== 'table') sheet.addRow([b.text])
    else for (const r of b.rows) sheet.addRow(r.map((c) => (/^\d+(?:\.\d+)?$/.test(c) ? Number(c) : c)))
    sheet.addRow([])
  }
  for (const row of sheet._rows ?? [])
    row?.eachCell?.((cell) => typeof cell.value === 'number' && Object.assign(cell, { numFmt: '0.0' }))
  return new Uint8Array(await book.xlsx.writeBuffer())
}

let compiler
function compile(source) {
  compiler ??= NodeCompiler.create({
    fontArgs: [{ fontPaths: ['node_modules/@expo-google-fonts/noto-sans-sc/400Regular'] }],
  })
  return new Uint8Array(compiler.pdf({ mainFileContent: source }))
}

function pdf(document) {
  const quote = (t) => JSON.stringify(t)
  const body = document.blocks.map((b) => {
    if (b.kind === 'break') return '#pagebreak(weak: true)\n'
    if (b.kind === 'heading') return `#text(13pt, weight: "bold", ${quote(b.text)})\n`
    if (b.kind === 'paragraph') return `#text(${quote(b.text)})\n`
    const wide = b.rows[0].length
    return `#table(columns: ${wide}, stroke: none, inset: 4pt, align: (x, y) => if x == 0 { left } else { center }, ${b.rows
      .flat()
      .map((c) => `[#text(8pt, ${quote(c)})]`)
      .join(', ')})\n`
  })
  const source = `#set page(width: 297mm, height: 420mm, margin: 20mm)\n#set text(font: "Noto Sans SC", size: 10pt)\n${body.join('\n')}`
  return compile(source)
}

/** Writers by the ending of the file. */
export const formats = { txt: text, html, xlsx, pdf }

const width = (t) => [...t].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 0)

// columns by blanks, as a terminal or a mail shows them
function aligned(document) {
  const parts = document.blocks.map((b) => {
    if (b.kind !== 'table') return b.text
    const rows = laidOut(b, document.lang)
    const wide = rows[0].map((_, c) => Math.max(...rows.map((r) => width(r[c] ?? ''))))
    return rows
      .map((r) =>
        r
          .map((t, c) => (t || '-') + ' '.repeat(wide[c] - width(t || '-') + 3))
          .join('')
          .trimEnd(),
      )
      .join('\n')
  })
  return utf8(`${parts.join('\n\n')}\n`)
}

function markdown(document) {
  const parts = document.blocks.map((b) => {
    if (b.kind === 'heading') return `## ${b.text}`
    if (b.kind !== 'table') return b.text
    const [head, ...rows] = laidOut(b, document.lang)
    const line = (r) => `| ${r.join(' | ')} |`
    return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
  })
  return utf8(`${parts.join('\n\n')}\n`)
}

// a page as a desk's own system writes it: bare cells, a label in bold, one cell of a group over its rows
function webPage(document) {
  const body = document.blocks.map((b) => {
    if (b.kind === 'heading') return `<p><strong>${escapeText(b.text)}</strong></p>`
    if (b.kind === 'paragraph') return `<div><span>${escapeText(b.text)}</span></div>`
    const rows = laidOut(b, document.lang)
    const out = rows.map((r, i) => {
      const cells = r.map((c, k) => {
        if (b.layout === 'category' && k === 0 && i > 0) {
          if (c === '') return rows.slice(1, i).some((x) => x[0] !== '') ? '' : '<td></td>'
          let span = 1
          while (rows[i + span] !== undefined && rows[i + span][0] === '') span += 1
          return `<td rowspan="${span}">${escapeText(c)}</td>`
        }
        return `<td>${k === 0 ? `<b>${escapeText(c)}</b>` : escapeText(c)}</td>`
      })
      return `<tr>${cells.join('')}</tr>`
    })
    return `<table border=1>${out.join('\n')}</table>`
  })
  return utf8(`<html><head><script>var x = 88.6</script></head><body>${body.join('\n')}</body></html>`)
}

async function workbook(document) {
  const book = new Workbook()
  const notes = book.addWorksheet('Text')
  for (const b of document.blocks) if (b.kind !== 'table') notes.addRow([b.text])
  for (const [n, b] of document.blocks.filter((x) => x.kind === 'table').entries()) {
    const sheet = book.addWorksheet(`T${n + 1}`)
    sheet.addRow(['', b.layout ?? ''])
    sheet.addRow([])
    for (const r of laidOut(b, document.lang))
      sheet.addRow(r.map((c) => (/^\d+(?:\.\d+)?$/.test(c) ? Number(c) : c === '' ? null : c)))
  }
  return new Uint8Array(await book.xlsx.writeBuffer())
}

function ruled(document) {
  const quote = (t) => JSON.stringify(t)
  const body = document.blocks.map((b) => {
    if (b.kind === 'break') return '#pagebreak(weak: true)\n'
    if (b.kind === 'heading') return `#text(12pt, weight: "bold", ${quote(b.text)})\n`
    if (b.kind === 'paragraph') return `#text(${quote(b.text)})\n`
    const rows = laidOut(b, document.lang)
    return `#table(columns: ${rows[0].length}, stroke: 0.5pt, inset: 3pt, ${rows
      .flat()
      .map((c) => `[#text(7.5pt, ${quote(c)})]`)
      .join(', ')})\n`
  })
  return compile(
    `#set page(width: 297mm, height: 420mm, margin: 20mm)\n#set text(font: "Noto Sans SC", size: 10pt)\n${body.join('\n')}`,
  )
}

/** Writers of the third and fourth set. */
export const laterFormats = { txt: aligned, md: markdown, html: webPage, xlsx: workbook, pdf: ruled }

/** A document of a word processor: paragraphs and tables. */
export function docx(document) {
  const run = (t) => `<w:p><w:r><w:t xml:space="preserve">${escapeText(t)}</w:t></w:r></w:p>`
  const body = document.blocks.map((b) => {
    if (b.kind === 'heading')
      return `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>${escapeText(b.text)}</w:t></w:r></w:p>`
    if (b.kind !== 'table') return run(b.text)
    const rows = b.rows.map((r) => `<w:tr>${r.map((c) => `<w:tc>${run(c)}</w:tc>`).join('')}</w:tr>`)
    return `<w:tbl>${rows.join('')}</w:tbl>`
  })
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return zipSync({
    '[Content_Types].xml': utf8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    ),
    'word/document.xml': utf8(
      `<?xml version="1.0"?><w:document ${space}><w:body>${body.join('')}</w:body></w:document>`,
    ),
  })
}

/** A report of two columns on A4, as brokers print them. */
export function twoColumns(document) {
  const quote = (t) => JSON.stringify(t)
  const body = document.blocks.map((b) => {
    if (b.kind === 'heading') return `#text(12pt, weight: "bold", ${quote(b.text)})\n`
    if (b.kind !== 'table') return `#text(${quote(b.text)})\n`
    return `#place(auto, scope: "parent", float: true, table(columns: ${b.rows[0].length}, stroke: (x, y) => (top: if y < 2 { 0.5pt }, bottom: 0.5pt), inset: 3pt, ${b.rows
      .flat()
      .map((c) => `[#text(6.5pt, ${quote(c)})]`)
      .join(', ')}))\n`
  })
  return compile(
    `#set page(paper: "a4", margin: 18mm, columns: 2, header: [#text(7pt)[Research]], footer: [#text(7pt)[Please read the disclosures at the end.]])\n#set text(font: "Noto Sans SC", size: 8.5pt)\n#set par(justify: true)\n${body.join('\n')}`,
  )
}
