import type { Found } from '../base/index.ts'
import { createPdfRenderer, type Document, type PdfInput, pdfInput } from '../report/index.ts'
import { type Asked, hasThreads, startThread } from './node.ts'

/** Makes PDFs and keeps its typesetters warm between builds; documents of one slot go to the same one. */
export interface PdfMaker {
  readonly render: (input: PdfInput, slot: number) => Promise<Found<Uint8Array>>
  /** starts what will render the documents of a slot, where that takes time */
  readonly prepare?: (slot: number) => void
}

/** A typesetter in this thread with the given fonts and no others. */
export async function createPdfMaker(fonts: readonly Uint8Array[]): Promise<PdfMaker> {
  const renderer = await createPdfRenderer(fonts)
  return { render: async (input) => renderer.render(input) }
}

const threads = 2

/**
 * Typesetters in threads of their own, so that the editions of a report are set side by side.
 *
 * `null` where there is no built file to start threads from.
 */
export function createPdfMakers(): PdfMaker | null {
  if (!hasThreads()) return null
  const workers: Asked<PdfInput, Found<Uint8Array>>[] = []
  const workerOf = (slot: number) => {
    workers[slot % threads] ??= startThread<PdfInput, Found<Uint8Array>>('pdf')
    return workers[slot % threads]!
  }
  return { render: (input, slot) => workerOf(slot).ask(input), prepare: workerOf }
}

/** The document as a PDF with `attached` inside it; `null` when it could not be typeset. */
export async function renderPdf(
  document: Document,
  attached: ReadonlyMap<string, Uint8Array>,
  maker: PdfMaker,
  slot: number,
): Promise<Found<Uint8Array | null>> {
  const result = await maker.render(pdfInput(document, attached), slot)
  return result.value.length === 0 ? { value: null, diagnostics: result.diagnostics } : result
}
