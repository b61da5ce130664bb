/** A stretch of text of a page: its place from the lower left corner, its size and words, and whether it is bold. */
export type Placed = readonly [x: number, y: number, size: number, text: string, bold?: boolean]

/** The bytes of a PDF whose pages hold these texts; a page without any holds a filled box, as a picture would be. */
export function makePdf(pages: readonly (readonly Placed[])[], extra: readonly string[] = []): Uint8Array {
  const objects: string[] = []
  const add = (body: string) => objects.push(body)
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Kids [${pages.map((_, i) => `${4 + i * 2} 0 R`).join(' ')}] /Count ${pages.length} >>`)
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  for (const [i, page] of pages.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >> >> /Contents ${5 + i * 2} 0 R >>`,
    )
    const content =
      page.length === 0
        ? 'q 0.5 g 50 50 400 400 re f 60 60 20 20 re f 90 60 20 20 re f Q'
        : page
            .map(
              ([x, y, size, text, bold]) =>
                `BT /F${bold === true ? 2 : 1} ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`,
            )
            .join('\n')
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  }
  for (const body of extra) add(body)
  let text = '%PDF-1.4\n'
  const offsets = objects.map((body, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Uint8Array.from(text, (c) => c.charCodeAt(0))
}
