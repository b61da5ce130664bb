import { AssayError, type Day, type Diagnostic, type Effects, nearest } from '../../base/index.ts'
import { calculateOne, type Policy, type Result, report, startCalculation } from '../../policy/index.ts'
import type { Places } from '../load.ts'
import { loadPolicy } from './load.ts'

/** A conversation about one claim: what is known so far, and what that gives. */
export interface Asking {
  readonly policy: Policy
  readonly claim: string
  readonly knownOn: Day
  /** the result and findings for the answers given */
  readonly answer: (raw: Readonly<Record<string, unknown>>) => {
    readonly result: Result
    readonly diagnostics: readonly Diagnostic[]
  }
}

/** A conversation about `claim` under a policy; the claims that there are when none is named. */
export async function askPolicy(
  effects: Effects,
  places: Places,
  policy: string,
  claim: string,
  knownOn?: Day,
): Promise<Asking> {
  const loaded = await loadPolicy(effects, places, policy)
  const known = knownOn ?? loaded.act?.public ?? effects.now().slice(0, 10)
  const claims = [...loaded.policy.claims.values()]
  const folded = claim.toLowerCase()
  const found = claims.find((c) => c.name === claim || c.aliases.some((a) => a.toLowerCase() === folded))
  if (found === undefined) {
    const near = nearest(
      claim,
      claims.map((c) => c.name),
    )[0]
    const list = claims.map((c) => `\`${c.name}\` (${c.names.en})`).join(', ')
    const hint =
      near === undefined
        ? { en: `name one of ${list}`, zh: `请写明 ${claims.map((c) => `\`${c.name}\`（${c.names.zh}）`).join('、')}` }
        : { en: `use \`${near}\``, zh: `可用 \`${near}\`` }
    const words =
      claim === ''
        ? { en: 'say what is claimed', zh: '请写明申请的是什么' }
        : { en: `there is no claim \`${claim}\``, zh: `没有申请 \`${claim}\`` }
    throw new AssayError([report('policy/no-claim', words, { hint })])
  }
  return {
    policy: loaded.policy,
    claim: found.name,
    knownOn: known,
    answer: (raw) => {
      const one = calculateOne(
        startCalculation(loaded.policy, known),
        { raw: { ...raw, claim: found.name }, at: () => undefined },
        0,
      )
      return { result: one.value, diagnostics: one.diagnostics }
    },
  }
}
