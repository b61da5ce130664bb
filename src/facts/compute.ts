import { type Diagnostic, type Found, isPoint, plain, type Span } from '../base/index.ts'
import { isDiagnostic, parseAddress } from './address.ts'
import { report } from './codes.ts'
import { derive } from './derive.ts'
import { type Expression, isExpression, parseExpression } from './expression.ts'
import { defineFact, type Fact, factAddress } from './fact.ts'
import type { Registry } from './registry.ts'
import { createStore, type Store } from './store.ts'

/**
 * `facts` in which every fact with a formula has its value.
 *
 * A formula is an address or an expression, read as known on the day of its fact. Facts that need each other in a
 * circle keep no value and are reported once.
 */
export function computeFacts(
  facts: readonly Fact[],
  registry: Registry,
  place: (fact: Fact) => Span | undefined,
): Found<readonly Fact[]> {
  if (!facts.some(needsValue)) return { value: facts, diagnostics: [] }
  const order = sortByNeed(facts.filter(needsValue), registry, place)
  const diagnostics: Diagnostic[] = [...order.diagnostics]
  const done: Fact[] = facts.filter((f) => !needsValue(f))
  let store = createStore(done, registry).value
  let fresh: Fact[] = []
  for (const fact of order.value) {
    // the index is made anew only when a formula may read what was computed since
    if (fresh.some((f) => reads(fact.evidence.formula!, f, registry))) {
      store = createStore(done, registry).value
      fresh = []
    }
    const computed = computeOne(fact, store, place)
    if (isDiagnostic(computed)) {
      diagnostics.push(computed)
      continue
    }
    done.push(computed)
    fresh.push(computed)
  }
  return { value: done, diagnostics }
}

function needsValue(fact: Fact): boolean {
  return fact.evidence.formula !== undefined && fact.evidence.formula !== '' && fact.value.kind === 'wanted'
}

function reads(formula: string, fact: Fact, registry: Registry): boolean {
  return addressesOf(formula).some((address) => names(address, fact, registry))
}

function names(address: string, fact: Fact, registry: Registry): boolean {
  const query = parseAddress(address)
  if (isDiagnostic(query)) return false
  const subject = registry.entity(query.subject)?.id ?? query.subject
  const measure = registry.measure(query.measure)?.id ?? query.measure
  return (subject === '*' || fact.subject === subject) && (measure === '*' || fact.measure === measure)
}

function computeOne(fact: Fact, store: Store, place: (fact: Fact) => Span | undefined): Fact | Diagnostic {
  const at = place(fact)
  const result = derive(store, fact.evidence.formula!, { day: fact.known, ...(at ? { at } : {}) })
  if (isDiagnostic(result)) return result
  if (result.value === null || result.interval === null) {
    return report(
      'facts/no-number',
      { en: `formula of \`${factAddress(fact)}\` gives no number`, zh: `\`${factAddress(fact)}\` 的公式没有得出数字` },
      at ? { at } : {},
    )
  }
  const { low, high } = result.interval
  const spread = !isPoint(result.interval) && low !== null && high !== null
  const evidence = { ...fact.evidence, inputs: result.facts.map((f) => f.fact.id) }
  const bound = spread
    ? ('range' as const)
    : low === null
      ? ('at-most' as const)
      : high === null
        ? ('at-least' as const)
        : ('exact' as const)
  const value = spread
    ? { kind: 'number' as const, text: plain(low), high: plain(high) }
    : { kind: 'number' as const, text: plain(low ?? high ?? result.value) }
  const { decimals: _, ...rest } = fact
  return defineFact({ ...rest, value, bound, unit: fact.unit === '' ? result.unit : fact.unit, evidence })
}

function sortByNeed(
  facts: readonly Fact[],
  registry: Registry,
  place: (fact: Fact) => Span | undefined,
): Found<readonly Fact[]> {
  const named = (address: string): readonly Fact[] => facts.filter((f) => names(address, f, registry))
  const state = new Map<Fact, 'open' | 'done' | 'circle'>()
  const order: Fact[] = []
  const diagnostics: Diagnostic[] = []
  const visit = (fact: Fact, path: readonly Fact[]): boolean => {
    const known = state.get(fact)
    if (known === 'done') return true
    if (known === 'circle') return false
    if (known === 'open') {
      diagnostics.push(circle([...path.slice(path.indexOf(fact)), fact], place))
      return false
    }
    state.set(fact, 'open')
    const whole = addressesOf(fact.evidence.formula!)
      .flatMap(named)
      .map((needed) => visit(needed, [...path, fact]))
      .every(Boolean)
    state.set(fact, whole ? 'done' : 'circle')
    if (whole) order.push(fact)
    return whole
  }
  for (const fact of facts) visit(fact, [])
  return { value: order, diagnostics }
}

function circle(path: readonly Fact[], place: (fact: Fact) => Span | undefined): Diagnostic {
  const at = place(path[0]!)
  const shown = path.map((f) => `\`${factAddress(f)}\``).join(' → ')
  return report(
    'facts/cyclic-derivation',
    { en: `facts need each other in a circle: ${shown}`, zh: `事实相互循环引用：${shown}` },
    at ? { at } : {},
  )
}

function addressesOf(formula: string): readonly string[] {
  if (!isExpression(formula)) return [formula]
  const tree = parseExpression(formula)
  return isDiagnostic(tree) ? [] : collect(tree)
}

function collect(tree: Expression): readonly string[] {
  switch (tree.kind) {
    case 'fact':
      return [tree.address]
    case 'number':
      return []
    case 'aggregate':
      return [tree.query]
    case 'rank':
      return [tree.address, tree.query]
    case 'binary':
    case 'difference':
    case 'relation':
      return [...collect(tree.left), ...collect(tree.right)]
  }
}
