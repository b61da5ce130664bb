import { AssayError, nearest, type Words } from '../../base/index.ts'
import { report } from '../codes.ts'
import type { LoadPackage } from './gguf.ts'
import { createMock, type MockScript, mockScripts } from './mock.ts'
import type { Capability, Model } from './model.ts'

/** How a model is named on a command line. */
export interface ModelSpec {
  /** `mock:NAME`, `openai:NAME` or `gguf:FILE` */
  readonly name: string
  readonly url: string
  readonly key: string | null
  /** what a script file holds, where the name is one */
  readonly script: MockScript | null
  readonly api: 'chat' | 'completions'
  readonly connections: number
  /** whether the endpoint takes words put into the model's mouth */
  readonly prefill: boolean
  /** brings a package that is not installed with this one */
  readonly load?: LoadPackage
}

/**
 * The model that a name stands for.
 *
 * @throws AssayError lab/unknown-task for a kind that is not known
 */
export async function openModel(spec: ModelSpec): Promise<Model> {
  const colon = spec.name.indexOf(':')
  const [kind, name] = colon === -1 ? ['openai', spec.name] : [spec.name.slice(0, colon), spec.name.slice(colon + 1)]
  if (kind === 'mock') {
    const script = spec.script ?? (Object.hasOwn(mockScripts, name) ? mockScripts[name]! : null)
    if (script !== null) return createMock(script)
    throw wrong(
      { en: `there is no scripted model \`${name}\``, zh: `没有脚本模型 \`${name}\`` },
      nearest(name, Object.keys(mockScripts))[0] ?? Object.keys(mockScripts).join('`, `'),
    )
  }
  if (kind === 'openai') return (await import('./openai.ts')).createOpenAi({ ...spec, name })
  if (kind === 'gguf') return (await import('./gguf.ts')).openGguf(name, spec.load ?? ((p) => import(p)))
  throw wrong({ en: `there is no kind of model \`${kind}\``, zh: `没有模型种类 \`${kind}\`` }, 'openai:NAME')
}

function wrong(words: Words, use: string): AssayError {
  return new AssayError([report('lab/unknown-task', words, { hint: { en: `use \`${use}\``, zh: `可用 \`${use}\`` } })])
}

/** What a task needs and a model lacks. */
export function lacking(model: Model, needs: readonly Capability[]): readonly Capability[] {
  return needs.filter((n) => !model.capabilities[n])
}
