import { AssayError } from '../../base/index.ts'
import { report } from '../codes.ts'
import type { Model } from './model.ts'

/** A model of a GGUF file, run in this process. */
export async function openGguf(file: string): Promise<Model> {
  throw new AssayError([
    report('lab/missing-capability', { en: `\`${file}\` cannot be run`, zh: `无法运行 \`${file}\`` }),
  ])
}
