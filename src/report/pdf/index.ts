export { readCoverage } from './glyph.ts'
export { pdfInput } from './input.ts'
export { type Attachment, type PdfParts, renderTypst } from './render.ts'
export { createPdfRenderer, type PdfInput, type PdfRenderer } from './typst.ts'
