import type { Found } from '../base/index.ts'
import { createPdfRenderer, type Document, type PdfRenderer, pdfInput } from '../report/index.ts'

/** Makes PDFs; keeps the typesetter warm between builds. */
export type PdfMaker = PdfRenderer

/** A typesetter with the given fonts and no others. */
export async function createPdfMaker(fonts: readonly Uint8Array[]): Promise<PdfMaker> {
  return createPdfRenderer(fonts)
}

/** The document as a PDF with `attached` inside it; `null` when it could not be typeset. */
export function renderPdf(
  document: Document,
  attached: ReadonlyMap<string, Uint8Array>,
  maker: PdfMaker,
): Found<Uint8Array | null> {
  const result = maker.render(pdfInput(document, attached))
  return result.value.length === 0 ? { value: null, diagnostics: result.diagnostics } : result
}
