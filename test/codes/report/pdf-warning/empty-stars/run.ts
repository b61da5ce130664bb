import { createPdfMaker, fontFiles, readFonts } from '../../../../../src/project/index.ts'

/** A doubt of the typesetter reaches the author. */
export async function run(): Promise<string> {
  const maker = await createPdfMaker(await readFonts(fontFiles()))
  const source = '#set document(date: datetime(year: 2024, month: 7, day: 28))\n#set text(font: "Noto Sans SC")\n** text'
  const result = await maker.render({ source, files: new Map(), date: '2024-07-28' }, 0)
  return result.diagnostics.map((d) => `${d.code} ${d.message.en}\n`).join('')
}
