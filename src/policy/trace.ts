import { type Decimal, decimal, type Interval, isPoint, round, type Words } from '../base/index.ts'
import type { Expr } from './expression.ts'
import type { Used } from './run.ts'
import type { Policy, Rule } from './tree.ts'
import { claimTypes, definedType, type Type, typeOf } from './type.ts'
import type { Val } from './val.ts'
import { dayOf, isVerified } from './version.ts'

/** A value as JSON: a text, or both ends of what it may be. */
export type Shown = string | { readonly low: string | null; readonly high: string | null } | readonly string[] | null

/** A step of an answer as JSON. */
export interface TraceStep {
  /** the rule or the definition that was used */
  readonly rule: string
  /** name of the step in its rule; absent for a definition */
  readonly step?: string
  readonly value: Shown
  readonly unit?: string
  readonly act: string
  readonly clause: string
  /** official number of the act, and its name */
  readonly number?: string
  readonly title?: Words
  readonly quote: string
  /** what has to be known of the quotation, such as that a report is quoted: `中文 / English` */
  readonly note?: string
  readonly verified: boolean
  readonly formula?: string
  readonly say?: Words
  /** day since which what is read here is known */
  readonly known?: string
}

/** The types of a rule's steps and inputs by name. */
export function ruleTypes(policy: Policy, rule: Rule): ReadonlyMap<string, Type> {
  const types = claimTypes(policy.claims.get(rule.claim), policy)
  for (const step of rule.steps) {
    if (step.kind === 'refuse') continue
    const type = typeOf(step.expr, { policy, local: (n) => types.get(n), mismatch: () => {} })
    types.set(
      step.kind === 'let' || step.kind === 'also' ? step.name : step.kind === 'give' ? 'pay' : `only ${step.at.start}`,
      type,
    )
  }
  return types
}

/** What an answer rests on, step by step, each with act, clause and quotation. */
export function traceOf(
  policy: Policy,
  rule: Rule,
  used: readonly Used[],
  text: (expr: Expr) => string,
): readonly TraceStep[] {
  const types = ruleTypes(policy, rule)
  return used.map((u) => stepOf(policy, rule, u, types, text))
}

function stepOf(
  policy: Policy,
  rule: Rule,
  used: Used,
  types: ReadonlyMap<string, Type>,
  text: (expr: Expr) => string,
): TraceStep {
  const cite = used.cite
  const act = cite === null ? undefined : policy.acts.get(cite.act)
  const clause = cite === null ? undefined : policy.clauses.get(`${cite.act} ${cite.clause}`)
  const type = typeFor(used, types, policy)
  const verified = isVerified(policy, cite, used.version)
  // what a condition says is why it fails
  const holds = used.kind === 'condition' && used.value.kind === 'truth' && !used.value.no
  const said = !holds && (used.say.en !== '' || used.say.zh !== '')
  return {
    rule: used.definition === null && used.kind !== 'refusal' ? rule.name : used.name,
    ...(used.definition === null ? { step: used.name } : {}),
    value: shown(used.value, type),
    ...(type?.kind === 'number' && type.unit !== '1' ? { unit: type.unit } : {}),
    act: cite?.act ?? '',
    clause: cite?.clause ?? '',
    ...(act === undefined ? {} : { number: act.number, title: act.names }),
    quote: clause?.quotes.map((q) => q.text).join(' … ') ?? '',
    ...(clause === undefined || clause.note === '' ? {} : { note: clause.note }),
    verified,
    ...(used.expr === null ? {} : { formula: text(used.expr) }),
    ...(said ? { say: used.say } : {}),
    ...(used.version === null ? {} : { known: used.version.known }),
  }
}

function typeFor(used: Used, types: ReadonlyMap<string, Type>, policy: Policy): Type | undefined {
  if (used.definition !== null)
    return used.value.kind === 'truth'
      ? { kind: 'truth' }
      : used.definition.kind === 'list'
        ? undefined
        : definedType(used.definition)
  if (used.kind === 'condition') return { kind: 'truth' }
  const definition = policy.definitions.get(used.name)
  if (used.kind === 'refusal' && definition !== undefined) return definedType(definition)
  return types.get(used.name)
}

/** A value as a reader is shown it: money to the minor unit, shares in percent, days as days. */
export function shown(value: Val, type: Type | undefined): Shown {
  if (value.kind === 'none') return null
  if (value.kind === 'truth') return value.yes && value.no ? ['yes', 'no'] : value.yes ? 'yes' : 'no'
  if (value.kind === 'choice') return value.set.length === 1 ? value.set[0]! : value.set
  if (isPoint(value.range)) return shownNumber(value.range.low!, type)
  return shownEnds(value.range, type)
}

/** Both ends of an interval as texts. */
export function shownEnds(
  range: Interval,
  type: Type | undefined,
): { readonly low: string | null; readonly high: string | null } {
  return {
    low: range.low === null ? null : shownNumber(range.low, type),
    high: range.high === null ? null : shownNumber(range.high, type),
  }
}

function shownNumber(value: Decimal, type: Type | undefined): string {
  if (type?.kind === 'date') return dayOf(value.toNumber())
  if (type?.kind !== 'number') return value.toFixed()
  if (isMoney(type.unit)) return money(value)
  if (/^percent/.test(type.unit)) return value.times(100).toFixed()
  return value.toFixed()
}

/** Whether a unit is a currency. */
export function isMoney(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit)
}

/** An amount of money with two places, or with all that it has before it is rounded. */
export function money(value: Decimal): string {
  const two = round(value, 2, 'down')
  return two.eq(value) ? value.toFixed(2) : round(value, 8).toFixed()
}

/** Zero, for totals. */
export const nil: Decimal = decimal('0')
