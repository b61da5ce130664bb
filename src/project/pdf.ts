import type { Found } from '../base/index.ts'
import { createPdfRenderer, type Document, type PdfInput, pdfInput } from '../report/index.ts'
import { startWorker } from './node.ts'

/** Makes PDFs and keeps its typesetters warm between builds; documents of one slot go to the same one. */
export interface PdfMaker {
  readonly render: (input: PdfInput, slot: number) => Promise<Found<Uint8Array>>
}

/** A typesetter in this thread with the given fonts and no others. */
export async function createPdfMaker(fonts: readonly Uint8Array[]): Promise<PdfMaker> {
  const renderer = await createPdfRenderer(fonts)
  return { render: async (input) => renderer.render(input) }
}

/**
 * Typesetters in threads of their own, so that the editions of a report are set side by side.
 *
 * Each starts with its first document. `null` where threads have no file to start from: in the sources, unbuilt.
 */
export function createPdfMakers(): PdfMaker | null {
  const first = startWorker<PdfInput, Found<Uint8Array>>('pdf-worker.js')
  if (first === null) return null
  const workers = [first, startWorker<PdfInput, Found<Uint8Array>>('pdf-worker.js')!]
  return { render: (input, slot) => workers[slot % workers.length]!.ask(input) }
}

/** The document as a PDF with `attached` inside it; `null` when it could not be typeset. */
export async function renderPdf(
  document: Document,
  attached: ReadonlyMap<string, Uint8Array>,
  maker: PdfMaker,
): Promise<Found<Uint8Array | null>> {
  const result = await maker.render(pdfInput(document, attached), document.front.lang === 'zh' ? 0 : 1)
  return result.value.length === 0 ? { value: null, diagnostics: result.diagnostics } : result
}
