import { type Decimal, type Interval, interval, isPoint } from '../base/index.ts'
import type { Book } from './quota.ts'
import { domainOf, type Given, type Outcome, runRule } from './run.ts'
import type { Claim, Rule } from './tree.ts'
import { hull, type Val } from './val.ts'
import type { Setting } from './version.ts'

const mostCompletions = 128

/** The hull over all completions of what is unknown and has few values, which is narrower than intervals alone. */
export function narrowed(
  setting: Setting,
  rule: Rule,
  claim: Claim,
  given: Given,
  book: Book,
  outcome: Outcome,
  limit = mostCompletions,
): Interval {
  const value = outcome.value!
  if (isPoint(value) || outcome.missing.length === 0) return value
  const completions = completionsOf(setting, claim, given, outcome.missing, limit)
  if (completions.length === 1) return value
  const found = completions.flatMap((c) => runRule(setting, rule, claim, c, book).value ?? [])
  return found.length === 0 ? value : found.reduce(hull)
}

/** `given` with every way to fill in those of `missing` that have few values, up to `limit` of them. */
export function completionsOf(
  setting: Setting,
  claim: Claim,
  given: Given,
  missing: readonly string[],
  limit: number,
): readonly Given[] {
  let completions: Map<string, Val>[] = [new Map(given)]
  for (const name of missing) {
    const input = claim.inputs.find((i) => i.name === name)
    const values = input === undefined ? null : fewValues(domainOf(input, setting))
    if (values === null || completions.length * values.length > limit) continue
    completions = completions.flatMap((c) => values.map((v) => new Map(c).set(name, v)))
  }
  return completions
}

/** The values of a set that has few; `null` for one that has many. */
export function fewValues(value: Val): readonly Val[] | null {
  if (value.kind === 'choice') return value.set.map((w) => ({ kind: 'choice', set: [w] }))
  if (value.kind === 'truth')
    return [
      { kind: 'truth', yes: true, no: false },
      { kind: 'truth', yes: false, no: true },
    ]
  if (value.kind !== 'number') return null
  const { low, high } = value.range
  if (low === null || high === null || high.minus(low).gt(20) || !low.eq(low.round(0, 0))) return null
  const values: Val[] = []
  for (let at: Decimal = low; at.lte(high); at = at.plus(1)) values.push({ kind: 'number', range: interval(at, at) })
  return values
}

/** The value alone, for trying out answers; narrowed over few completions only. */
export function valueFor(setting: Setting, rule: Rule, claim: Claim, given: Given, book: Book): Interval | null {
  const outcome = runRule(setting, rule, claim, given, book)
  return outcome.value === null ? null : narrowed(setting, rule, claim, given, book, outcome, 12)
}
