import { append, type Diagnostic, type Effects, hasErrors, type Span } from '../../base/index.ts'
import type { Fact } from '../../facts/index.ts'
import { policyFacts, testPolicy } from '../../policy/index.ts'
import type { Places } from '../load.ts'
import { listPolicies, tryPolicy } from './load.ts'

/** Facts of policies with their places, and rows of names for the registry. */
export interface LoadedPolicyFacts {
  readonly facts: readonly Fact[]
  readonly place: (fact: Fact) => Span | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly measures: readonly Readonly<Record<string, string>>[]
  readonly entities: readonly Readonly<Record<string, string>>[]
}

/** What a desk without policies has of them. */
export const noPolicies: LoadedPolicyFacts = {
  facts: [],
  place: () => undefined,
  diagnostics: [],
  measures: [],
  entities: [],
}

/**
 * The facts of the policies in the desk's `policies/`, or of those that ship with the package.
 *
 * A policy that cannot be used gives its findings and no facts.
 */
export async function loadPolicyFacts(
  effects: Effects,
  places: Places,
  whose: 'desk' | 'shipped',
): Promise<LoadedPolicyFacts> {
  const folder = whose === 'desk' ? `${places.desk}/policies` : `${places.data}/policies`
  if (!(await effects.list(folder)).some((f) => f.endsWith('.md'))) return noPolicies
  const files = (await listPolicies(effects, places)).filter((f) => f.path.startsWith(`${folder}/`))
  const facts: Fact[] = []
  const found: ((fact: Fact) => Span | undefined)[] = []
  const diagnostics: Diagnostic[] = []
  const measures: Readonly<Record<string, string>>[] = []
  const entities: Readonly<Record<string, string>>[] = []
  for (const file of files) {
    // what ships with the package was checked when it was built
    const looked = (name: string) => whose === 'shipped' || !name.startsWith('assay:')
    const loaded = await tryPolicy(effects, places, file.id, looked)
    append(
      diagnostics,
      loaded.diagnostics.filter((d) => d.at?.file === file.shown || whose === 'shipped'),
    )
    if (hasErrors(loaded.diagnostics)) continue
    const { policy } = loaded
    const tested = whose === 'desk' ? testPolicy(policy, effects.now().slice(0, 10)) : undefined
    append(diagnostics, tested?.diagnostics ?? [])
    const made = policyFacts(policy, tested)
    append(facts, made.facts)
    found.push(made.place)
    entities.push({ id: policy.id, kind: 'policy', zh: policy.names.zh, en: policy.names.en })
    for (const { id, names, unit } of made.measures)
      measures.push({ id, zh: names.zh, en: names.en, unit: unit === 'date' ? '' : unit })
  }
  const place = (fact: Fact): Span | undefined => {
    for (const at of found) {
      const span = at(fact)
      if (span !== undefined) return span
    }
    return undefined
  }
  return { facts, place, diagnostics, measures, entities }
}
