// A document tree as the bytes of a file that a stranger would send.

import { Workbook } from '@cj-tech-master/excelts'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

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
function pdf(document) {
  compiler ??= NodeCompiler.create({
    fontArgs: [{ fontPaths: ['node_modules/@expo-google-fonts/noto-sans-sc/400Regular'] }],
  })
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
  return new Uint8Array(compiler.pdf({ mainFileContent: source }))
}

/** Writers by the ending of the file. */
export const formats = { txt: text, html, xlsx, pdf }
