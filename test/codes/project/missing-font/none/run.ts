import { AssayError } from '../../../../../src/base/index.ts'
import { readFonts } from '../../../../../src/project/index.ts'

/** What a build says where the fonts were left out. */
export async function run(): Promise<string> {
  try {
    await readFonts(null)
    return 'no finding'
  } catch (error) {
    if (!AssayError.is(error)) throw error
    return error.diagnostics.map((d) => `${d.code} ${d.message.en}\n`).join('')
  }
}
