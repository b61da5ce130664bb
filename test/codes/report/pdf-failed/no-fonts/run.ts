import { createPdfRenderer } from '../../../../../src/report/index.ts'

/** Without its fonts the typesetter refuses rather than take those of the machine. */
export async function run(): Promise<string> {
  const renderer = await createPdfRenderer([])
  const result = renderer.render({ source: 'text', files: new Map(), date: '2024-07-28' })
  return result.diagnostics.map((d) => `${d.code} ${d.message.en}\n`).join('')
}
