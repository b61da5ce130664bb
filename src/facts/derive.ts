import {
  add,
  combineUnits,
  conversion,
  type Day,
  type Decimal,
  type Diagnostic,
  decimal,
  divide,
  type Interval,
  interval,
  isPoint,
  multiply,
  point,
  type Span,
  subtract,
} from '../base/index.ts'
import { isDiagnostic, parseAddress } from './address.ts'
import { report } from './codes.ts'
import { spokesman } from './conflict.ts'
import { type Expression, isExpression, parseExpression, type Relation } from './expression.ts'
import { type Fact, factAddress, factInterval } from './fact.ts'
import { compareFacts, rankOf } from './rank.ts'
import type { Registry } from './registry.ts'
import type { Resolved, Store } from './store.ts'

/** What an address or expression comes to on a day. */
export interface Derived {
  readonly kind: 'derived'
  /** the value as the facts state it; `null` for a text, a dash or a comparison */
  readonly value: Decimal | null
  readonly interval: Interval | null
  readonly unit: string
  /** what it was made from, in order, without repeats */
  readonly facts: readonly Resolved[]
  /** set when the expression is one plain fact */
  readonly fact: Resolved | null
  readonly relation: Compared | null
}

/** A comparison with its outcome; `unknown` when the intervals overlap. */
export interface Compared {
  readonly relation: Relation
  readonly holds: 'yes' | 'no' | 'unknown'
  readonly left: Derived
  readonly right: Derived
}

/** What a derivation may be told. */
export interface DeriveOptions {
  readonly day: Day | null
  /** scope keys in which the inputs may differ */
  readonly despite?: readonly string[]
  readonly at?: Span
}

/**
 * What `text`, an address or an expression over addresses, comes to.
 *
 * Arithmetic is exact, and runs over values and intervals side by side.
 *
 * @throws nothing; what keeps it from a value comes as a finding
 */
export function derive(store: Store, text: string, options: DeriveOptions): Derived | Diagnostic {
  if (!isExpression(text)) return plainFact(store, text, options)
  const tree = parseExpression(text, options.at)
  if (isDiagnostic(tree)) return tree
  const result = evaluate(tree, { store, options, text })
  if (isDiagnostic(result)) return result
  return mixedScopes(result, options, text) ?? (isGap(tree, result) ? { ...result, unit: 'percentage-point' } : result)
}

// what is left when one percentage is taken from another counts in percentage points
function isGap(tree: Expression, { unit, facts }: Derived): boolean {
  return (
    tree.kind === 'binary' &&
    tree.operator === '-' &&
    unit === 'percent' &&
    facts.length > 1 &&
    !leadsWithNumber(tree) &&
    facts.every((f) => f.fact.unit === 'percent')
  )
}

// what is left of 100% is a share, not a gap
function leadsWithNumber(tree: Expression): boolean {
  return tree.kind === 'number' || (tree.kind === 'binary' && leadsWithNumber(tree.left))
}

interface Context {
  readonly store: Store
  readonly options: DeriveOptions
  readonly text: string
}

function placed(context: Context): { at?: Span } {
  return context.options.at ? { at: context.options.at } : {}
}

function plainFact(store: Store, address: string, options: DeriveOptions): Derived | Diagnostic {
  const found = store.resolve(address, options.day, options.at)
  if (isDiagnostic(found)) return found
  return fromFact(found, store.registry)
}

// up to 2000 yuan is not less than nothing: a side without an end takes that of the measure
function clipped(found: Resolved, registry: Registry): Interval | null {
  const own = factInterval(found.fact)
  const measure = registry.measure(found.fact.measure)
  if (own === null || measure === undefined || measure.unit !== found.fact.unit) return own
  const low = own.low ?? measure.low
  const high = own.high ?? measure.high
  return interval(low, high, own.low === null ? false : own.lowOpen, own.high === null ? false : own.highOpen)
}

function fromFact(found: Resolved, registry: Registry): Derived {
  const { value, unit } = found.fact
  return {
    kind: 'derived',
    value: value.kind === 'number' ? decimal(value.text) : null,
    interval: clipped(found, registry),
    unit,
    facts: [found],
    fact: found,
    relation: null,
  }
}

function evaluate(tree: Expression, context: Context): Derived | Diagnostic {
  switch (tree.kind) {
    case 'fact':
      return plainFact(context.store, tree.address, context.options)
    case 'number':
      return made(decimal(tree.text), point(decimal(tree.text)), tree.unit, [])
    case 'binary':
      return pair(tree.left, tree.right, context, (a, b) => binary(tree.operator, a, b, context))
    case 'difference':
      return pair(tree.left, tree.right, context, (a, b) => difference(tree.unit, a, b, context))
    case 'relation':
      return pair(tree.left, tree.right, context, (a, b) => relate(tree.relation, a, b, context))
    case 'aggregate':
      return aggregate(tree, context)
    case 'rank':
      return rank(tree, context)
  }
}

function pair(
  left: Expression,
  right: Expression,
  context: Context,
  join: (a: Numeric, b: Numeric) => Derived | Diagnostic,
): Derived | Diagnostic {
  const a = numeric(evaluate(left, context), context)
  if (isDiagnostic(a)) return a
  const b = numeric(evaluate(right, context), context)
  if (isDiagnostic(b)) return b
  return join(a, b)
}

type Numeric = Derived & { readonly value: Decimal; readonly interval: Interval }

function numeric(result: Derived | Diagnostic, context: Context): Numeric | Diagnostic {
  if (isDiagnostic(result)) return result
  if (result.value !== null && result.interval !== null) return result as Numeric
  const what = result.fact ? factAddress(result.fact.fact) : context.text
  return report(
    'facts/no-number',
    { en: `\`${what}\` has no number to reckon with`, zh: `\`${what}\` 没有可供计算的数字` },
    placed(context),
  )
}

function made(value: Decimal, interval: Interval, unit: string, facts: readonly Resolved[]): Derived {
  const unique = [...new Map(facts.map((f) => [f.fact.id, f])).values()]
  return { kind: 'derived', value, interval, unit, facts: unique, fact: null, relation: null }
}

function binary(operator: '+' | '-' | '*' | '/', a: Numeric, b: Numeric, context: Context): Derived | Diagnostic {
  const facts = [...a.facts, ...b.facts]
  if (operator === '*')
    return made(a.value.times(b.value), multiply(a.interval, b.interval), combineUnits(a.unit, b.unit, 1), facts)
  if (operator === '/') return quotient(a, b, context)
  const same = alike(a, b, context)
  if (isDiagnostic(same)) return same
  return operator === '+'
    ? made(a.value.plus(same.value), add(a.interval, same.interval), a.unit, facts)
    : made(a.value.minus(same.value), subtract(a.interval, same.interval), a.unit, facts)
}

function quotient(a: Numeric, b: Numeric, context: Context): Derived | Diagnostic {
  // of one dimension the quotient is a plain ratio, so both are brought to one unit first
  const factor = conversion(context.store.registry.units, b.unit, a.unit)
  const under = factor === null ? b : scaled(b, factor, a.unit)
  const interval = divide(a.interval, under.interval)
  if (interval === null || under.value.eq(0)) {
    return report(
      'facts/divide-by-zero',
      { en: `\`${context.text}\` divides by what may be zero`, zh: `\`${context.text}\` 的除数可能为零` },
      placed(context),
    )
  }
  return made(a.value.div(under.value), interval, combineUnits(a.unit, under.unit, -1), [...a.facts, ...b.facts])
}

function scaled(a: Numeric, factor: Decimal, unit: string): Numeric {
  return { ...a, value: a.value.times(factor), interval: multiply(a.interval, point(factor)), unit }
}

function alike(a: Numeric, b: Numeric, context: Context): Numeric | Diagnostic {
  const factor = conversion(context.store.registry.units, b.unit, a.unit)
  if (factor !== null) return scaled(b, factor, a.unit)
  return report(
    'facts/unit-mismatch',
    {
      en: `\`${context.text}\` joins \`${a.unit}\` and \`${b.unit}\``,
      zh: `\`${context.text}\` 把 \`${a.unit}\` 与 \`${b.unit}\` 放在一起`,
    },
    placed(context),
  )
}

function difference(
  unit: 'percent' | 'percentage-point' | 'ratio',
  a: Numeric,
  b: Numeric,
  context: Context,
): Derived | Diagnostic {
  if (unit === 'percentage-point') {
    const left = inPercent(a, context)
    if (isDiagnostic(left)) return left
    const right = inPercent(b, context)
    if (isDiagnostic(right)) return right
    return made(left.value.minus(right.value), subtract(left.interval, right.interval), unit, [...a.facts, ...b.facts])
  }
  const same = alike(a, b, context)
  if (isDiagnostic(same)) return same
  const ratio = quotient(a, same, context)
  if (isDiagnostic(ratio) || unit === 'ratio') return isDiagnostic(ratio) ? ratio : { ...ratio, unit: '1' }
  const hundred = point(decimal('100'))
  const more = subtract(multiply(ratio.interval!, hundred), hundred)
  return made(ratio.value!.times('100').minus('100'), more, 'percent', ratio.facts)
}

function inPercent(a: Numeric, context: Context): Numeric | Diagnostic {
  const factor = a.unit === 'percent' ? decimal('1') : null
  if (factor !== null) return a
  return report(
    'facts/unit-mismatch',
    {
      en: `a difference in percentage points needs percent, not \`${a.unit}\``,
      zh: `百分点之差需要百分比，而不是 \`${a.unit}\``,
    },
    placed(context),
  )
}

function relate(relation: Relation, a: Numeric, b: Numeric, context: Context): Derived | Diagnostic {
  const same = alike(a, b, context)
  if (isDiagnostic(same)) return same
  const holds = compareFacts(relation, a.interval, same.interval)
  const facts = [...new Map([...a.facts, ...b.facts].map((f) => [f.fact.id, f])).values()]
  return {
    kind: 'derived',
    value: null,
    interval: null,
    unit: '1',
    facts,
    fact: null,
    relation: { relation, holds, left: a, right: b },
  }
}

function matched(query: string, context: Context): readonly Resolved[] | Diagnostic {
  const parsed = parseAddress(query, context.options.at)
  if (isDiagnostic(parsed)) return parsed
  const groups = context.store.find(parsed, context.options.day)
  return groups.map((group) => ({ fact: spokesman(group.current), group, duplicates: 'single' as const }))
}

function aggregate(tree: Extract<Expression, { kind: 'aggregate' }>, context: Context): Derived | Diagnostic {
  const found = matched(tree.query, context)
  if (isDiagnostic(found)) return found
  const count = decimal(found.length)
  if (tree.over === 'count') return made(count, point(count), '1', found)
  const numbers = found
    .filter((f) => f.fact.value.kind === 'number')
    .map((f) => fromFact(f, context.store.registry) as Numeric)
  if (numbers.length === 0) {
    return report(
      'facts/unknown-address',
      { en: `\`${tree.query}\` finds no numbers`, zh: `\`${tree.query}\` 没有找到数字` },
      placed(context),
    )
  }
  let total: Numeric = numbers[0]!
  const alikes: Numeric[] = [total]
  for (const next of numbers.slice(1)) {
    const same = alike(total, next, context)
    if (isDiagnostic(same)) return same
    alikes.push(same)
  }
  const unit = total.unit
  if (tree.over === 'max' || tree.over === 'min') {
    const sign = tree.over === 'max' ? 1 : -1
    const best = alikes.reduce((a, b) => (b.value.cmp(a.value) * sign > 0 ? b : a))
    return { ...made(best.value, best.interval, unit, found) }
  }
  for (const next of alikes.slice(1)) {
    total = made(total.value.plus(next.value), add(total.interval, next.interval), unit, []) as Numeric
  }
  if (tree.over === 'sum') return made(total.value, total.interval, unit, found)
  return made(total.value.div(count), divide(total.interval, point(decimal(alikes.length)))!, unit, found)
}

function rank(tree: Extract<Expression, { kind: 'rank' }>, context: Context): Derived | Diagnostic {
  const own = numeric(plainFact(context.store, tree.address, context.options), context)
  if (isDiagnostic(own)) return own
  const found = matched(tree.query, context)
  if (isDiagnostic(found)) return found
  const measure = context.store.registry.measure(own.fact!.fact.measure)
  const others = found.filter((f) => f.fact.value.kind === 'number' && f.fact.id !== own.fact!.fact.id)
  const place = rankOf(
    own.interval,
    own.value,
    others.map((f) => fromFact(f, context.store.registry) as Numeric),
    measure?.better === 'lower',
  )
  return made(place.value, place.interval, '1', [own.fact!, ...others])
}

function mixedScopes(result: Derived, options: DeriveOptions, text: string): Diagnostic | null {
  const facts: Fact[] = result.facts.map((r) => r.fact)
  const despite = new Set(options.despite ?? [])
  for (const group of byMeasure(facts)) {
    const keys = new Set(group.flatMap((f) => Object.keys(f.scope)))
    for (const key of keys) {
      if (despite.has(key) || despite.has('*')) continue
      const values = [...new Set(group.map((f) => f.scope[key] ?? ''))]
      if (values.length < 2) continue
      const told = values.map((v) => v || '(none)').join(' | ')
      return report(
        'facts/scope-mixed',
        { en: `\`${text}\` mixes ${key}=${told}`, zh: `\`${text}\` 混用了 ${key}=${told}` },
        {
          ...(options.at ? { at: options.at } : {}),
          hint: {
            en: `choose facts of one ${key}, or write \`"despite=${key}"\` behind the address: \`[…](<fact:…> "despite=${key}")\``,
            zh: `请选用同一 ${key} 的事实，或在地址之后写 \`"despite=${key}"\`：\`[…](<fact:…> "despite=${key}")\``,
          },
        },
      )
    }
  }
  return null
}

// conditions are compared between facts of one measure: a parameter count has no shots
function byMeasure(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) groups.set(fact.measure, [...(groups.get(fact.measure) ?? []), fact])
  return [...groups.values()]
}

/** Whether the interval of `derived` is one number. */
export function isExact(derived: Derived): boolean {
  return derived.interval !== null && isPoint(derived.interval)
}
