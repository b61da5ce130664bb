import { type Day, type Diagnostic, type Effects, hasErrors } from '../../base/index.ts'
import { type Tested, testPolicy } from '../../policy/index.ts'
import type { Places } from '../load.ts'
import { listPolicies, tryPolicy } from './load.ts'

/** A policy with the outcome of its checks and examples. */
export interface PolicyTested {
  readonly id: string
  readonly file: string
  readonly tested: Tested | null
  readonly diagnostics: readonly Diagnostic[]
}

/** Checks each policy named (all that can be found when none is) and runs its examples. */
export async function testPolicies(
  effects: Effects,
  places: Places,
  names: readonly string[],
  knownOn?: Day,
): Promise<readonly PolicyTested[]> {
  const today = knownOn ?? effects.now().slice(0, 10)
  const wanted = names.length > 0 ? names : (await listPolicies(effects, places)).map((f) => f.id)
  const found: PolicyTested[] = []
  for (const name of new Set(wanted)) {
    const { policy, diagnostics } = await tryPolicy(effects, places, name)
    const tested = hasErrors(diagnostics) ? null : testPolicy(policy, today)
    found.push({
      id: policy.id,
      file: policy.file,
      tested,
      diagnostics: [...diagnostics, ...(tested?.diagnostics ?? [])],
    })
  }
  return found
}
