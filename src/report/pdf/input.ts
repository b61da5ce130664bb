import { renderChart } from '../chart/index.ts'
import type { Document, FigureBlock } from '../tree.ts'
import { exhibitsOf } from '../walk.ts'
import { partsOf } from './parts.ts'
import { type Attachment, logoFile, renderTypst } from './render.ts'
import type { PdfInput } from './typst.ts'

/**
 * Everything a renderer needs for `document`: its source, the pictures of its charts, and the files to be attached.
 *
 * `attachments` are bytes by file name, such as `facts.json`.
 */
export function pdfInput(document: Document, attachments: ReadonlyMap<string, Uint8Array>): PdfInput {
  const figures = exhibitsOf(document.blocks).filter((b): b is FigureBlock => b.kind === 'figure')
  const pictures = new Map(figures.map((f) => [f.number, `figure-${f.number}.svg`]))
  const files = new Map<string, Uint8Array>()
  const beside = new Set(exhibitsOf(partsOf(document.blocks).side))
  for (const figure of figures)
    files.set(`figure-${figure.number}.svg`, new TextEncoder().encode(drawFigure(figure, document, beside.has(figure))))
  for (const [name, bytes] of attachments) files.set(name, bytes)
  const logo = logoFile(document)
  if (logo !== null && document.theme?.logo) files.set(logo, document.theme.logo.bytes)
  const source = renderTypst(document, { pictures, attachments: [...attachments.keys()].map(attachmentOf) })
  return { source, files, date: document.front.date, fonts: document.theme?.paper ?? [] }
}

// 480 units are the width of the text, so letters of 8 units are printed at 8 points; beside the text of the cover there
// is room for less than a third of it
function drawFigure(figure: FigureBlock, document: Document, beside: boolean): string {
  const { chart } = figure
  const tall = chart.kind === 'radar' ? 290 : 200 + 12 * Math.max(0, Math.ceil(chart.series.length / 5) - 1)
  return renderChart(chart, {
    lang: document.front.lang,
    ...(beside ? { width: 176, height: 190 } : { width: 480, height: tall }),
    synthetic: figure.synthetic,
    theme: 'print',
    id: `figure-${figure.number}`,
  })
}

function attachmentOf(name: string): Attachment {
  const mime = name.endsWith('.json')
    ? 'application/json'
    : name.endsWith('.csv')
      ? 'text/csv'
      : 'application/octet-stream'
  return { path: name, mime, description: name }
}
