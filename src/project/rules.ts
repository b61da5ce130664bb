import { AssayError, type Day, type Diagnostic, type Effects, nearest } from '../base/index.ts'
import { type Profile, type PublishRule, profiles, rulesFor } from '../report/index.ts'
import { report } from './codes.ts'
import type { Places } from './load.ts'
import { loadRules } from './publishing.ts'

/** The rules of publishing that a name asks for. */
export interface RuleList {
  readonly rules: readonly PublishRule[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The rules that bind a profile on `day`, one rule by its id, or all of them.
 *
 * @throws AssayError project/bad-usage when `name` is neither a profile nor a rule
 */
export async function rules(effects: Effects, places: Places, name: string, day: Day): Promise<RuleList> {
  const loaded = await loadRules(effects, places)
  const { value, diagnostics } = loaded
  if (name === '') return { rules: value, diagnostics }
  if (profiles.includes(name as Profile)) return { rules: rulesFor(value, name, day), diagnostics }
  const one = value.filter((r) => r.id.toLowerCase() === name.toLowerCase())
  if (one.length > 0) return { rules: one, diagnostics }
  const near = nearest(name, [...profiles, ...value.map((r) => r.id)])[0]
  throw new AssayError([
    report(
      'project/bad-usage',
      { en: `\`${name}\` is no profile and no rule`, zh: `\`${name}\` 不是发布者类型，也不是规则编号` },
      near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } },
    ),
  ])
}
