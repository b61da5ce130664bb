import { createPdfRenderer, type PdfInput } from '../report/index.ts'
import { fontFiles, readFonts, serveWorker } from './node.ts'

// fonts are read while the first document is still being bound
const renderer = readFonts(fontFiles()).then(createPdfRenderer)

serveWorker(async (input: PdfInput) => (await renderer).render(input))
