import { type Fact, factAddress } from './fact.ts'
import { formatValue } from './name.ts'

/** One difference between the facts of two issues. */
export type Change =
  | { readonly kind: 'new'; readonly after: Fact }
  | { readonly kind: 'gone'; readonly before: Fact }
  /** the same identity with another value: the source said something else since */
  | { readonly kind: 'revised'; readonly before: Fact; readonly after: Fact }
  /** the next period of the same thing */
  | { readonly kind: 'changed'; readonly before: Fact; readonly after: Fact }
  /** the same thing under other conditions: not comparable as it stands */
  | { readonly kind: 'scope-changed'; readonly before: Fact; readonly after: Fact; readonly keys: readonly string[] }

/** The order in which kinds are told. */
export const changeKinds: readonly Change['kind'][] = ['revised', 'scope-changed', 'changed', 'new', 'gone']

/** What differs between the facts that two issues use, by identity. */
export function diffFacts(before: readonly Fact[], after: readonly Fact[]): readonly Change[] {
  const changes: Change[] = []
  const left = new Map(before.map((f) => [identity(f), f]))
  const right = new Map(after.map((f) => [identity(f), f]))
  const gone = [...left].filter(([key]) => !right.has(key)).map(([, f]) => f)
  const added = [...right].filter(([key]) => !left.has(key)).map(([, f]) => f)
  for (const [key, fact] of right) {
    const old = left.get(key)
    if (old !== undefined && told(old) !== told(fact)) changes.push({ kind: 'revised', before: old, after: fact })
  }
  const taken = new Set<Fact>()
  for (const fact of added) {
    const match = gone.find(
      (g) => !taken.has(g) && g.subject === fact.subject && g.measure === fact.measure && pairs(g, fact),
    )
    if (match === undefined) {
      changes.push({ kind: 'new', after: fact })
      continue
    }
    taken.add(match)
    const keys = differingKeys(match, fact)
    changes.push(
      keys.length > 0
        ? { kind: 'scope-changed', before: match, after: fact, keys }
        : { kind: 'changed', before: match, after: fact },
    )
  }
  for (const fact of gone) if (!taken.has(fact)) changes.push({ kind: 'gone', before: fact })
  return changes.sort((a, b) => changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind))
}

function identity(fact: Fact): string {
  return `${factAddress(fact)}[${fact.unit}]`
}

function told(fact: Fact): string {
  return `${formatValue(fact)} ${fact.decimals ?? ''}`
}

// a fact that went and one that came belong together when only the period, or only conditions, differ
function pairs(a: Fact, b: Fact): boolean {
  return a.unit === b.unit && (differingKeys(a, b).length === 0 || a.period === b.period || a.period !== '')
}

function differingKeys(a: Fact, b: Fact): readonly string[] {
  const keys = new Set([...Object.keys(a.scope), ...Object.keys(b.scope)])
  return [...keys].filter((k) => a.scope[k] !== b.scope[k]).sort()
}
