import { AssayError, type Words } from '../base/index.ts'
import { report } from '../project/index.ts'

/** What is thrown at a command line that cannot be carried out, with the nearest that can. */
export function wrongUse(words: Words, near?: string): AssayError {
  const hint = near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
  return new AssayError([report('project/bad-usage', words, hint)])
}
