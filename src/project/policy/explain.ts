import { AssayError, type Day, type Diagnostic, type Effects, nearest } from '../../base/index.ts'
import { type Description, describedNames, describePolicy, report } from '../../policy/index.ts'
import type { Places } from '../load.ts'
import { loadPolicy } from './load.ts'

/** A policy laid out, or the part of it that a name stands for. */
export async function explainPolicy(
  effects: Effects,
  places: Places,
  policy: string,
  name: string,
  knownOn?: Day,
): Promise<{ readonly description: Description; readonly diagnostics: readonly Diagnostic[] }> {
  const loaded = await loadPolicy(effects, places, policy)
  const known = knownOn ?? loaded.act?.public ?? effects.now().slice(0, 10)
  const names = describedNames(loaded.policy)
  if (name !== '' && !names.some((n) => n === name || n.startsWith(`${name}.`))) {
    const near = nearest(name, names)[0]
    const hint = near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
    throw new AssayError([
      report('policy/unknown-name', { en: `\`${name}\` is not defined`, zh: `\`${name}\` 未定义` }, hint),
    ])
  }
  return { description: describePolicy(loaded.policy, known, name), diagnostics: loaded.diagnostics }
}
