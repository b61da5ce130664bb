import { createPdfRenderer, type PdfInput } from '../report/index.ts'
import { fontFiles, readFonts, serveThread } from './node.ts'

/** Answers, in a thread of its own, what a PDF maker is asked. */
export function servePdf(): void {
  // fonts are read while the first document is still being bound
  const renderer = readFonts(fontFiles()).then(createPdfRenderer)
  serveThread(async (input: PdfInput) => (await renderer).render(input))
}
