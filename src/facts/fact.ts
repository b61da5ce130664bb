import type { Bound, Day, Interval, Period } from '../base/index.ts'
import { amountInterval, closedPeriod, decimal } from '../base/index.ts'

/** Named conditions that are part of a fact's identity, keys sorted. */
export type Scope = Readonly<Record<string, string>>

/** What a fact says: a number, a text, that nothing was reported (a dash), or that somebody must still find it. */
export type Value =
  | { readonly kind: 'number'; readonly text: string; readonly high?: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'not-reported' }
  | { readonly kind: 'wanted' }

/** How a fact came to be known. */
export type EvidenceKind =
  | 'published'
  | 'vendor-copy'
  | 'transcribed'
  | 'read-off-chart'
  | 'measured'
  | 'computed'
  | 'synthetic'

/** All kinds of evidence. */
export const evidenceKinds: readonly EvidenceKind[] = [
  'published',
  'vendor-copy',
  'transcribed',
  'read-off-chart',
  'measured',
  'computed',
  'synthetic',
]

/** What stands behind a fact. */
export interface Evidence {
  readonly kind: EvidenceKind
  /** id of a source in the register; empty for a computed fact */
  readonly source: string
  /** page, table cell, line or span in that source, as its publisher would say it */
  readonly locator: string
  /** the words of the source, kept short */
  readonly quote: string
  /** where the fact was computed: the formula over addresses */
  readonly formula?: string
  /** ids of the facts that a computed one was made from */
  readonly inputs?: readonly string[]
}

/** One typed, sourced statement. Identity is subject, measure, scope, period and unit; the rest describes it. */
export interface Fact {
  readonly kind: 'fact'
  readonly id: string
  readonly subject: string
  readonly measure: string
  readonly scope: Scope
  readonly period: Period
  readonly unit: string
  readonly value: Value
  readonly decimals?: number
  readonly bound: Bound
  readonly evidence: Evidence
  /** the day on which it became known */
  readonly known: Day
  readonly note: string
}

/** A fact before it has an id. */
export type FactDraft = Omit<Fact, 'kind' | 'id'> & { readonly id?: string }

/**
 * `draft` as a frozen fact; without an id it gets one made from identity, source, locator and day known.
 *
 * A month, quarter, half or year becomes the closed period that it is. Two drafts with the same identity from one place on one day get the same id: that is a duplicate id, and the store
 * says so.
 */
export function defineFact(draft: FactDraft): Fact {
  const { source, locator } = draft.evidence
  const period = closedPeriod(draft.period)
  const dated = period === draft.period ? draft : { ...draft, period }
  const id = draft.id ?? idOf(dated, source, locator)
  return Object.freeze({ kind: 'fact', ...dated, id })
}

// joined, not added up: V8 keeps every part of a text that was added up, and a million facts have a million of them
function idOf(draft: FactDraft, source: string, locator: string): string {
  const parts = [factKey(draft), '#', source, '@', draft.known]
  if (locator !== '') parts.push(':', locator)
  return parts.join('')
}

/** The identity of a fact as one text: subject/measure?scope@period in unit. */
export function factKey(fact: Omit<FactDraft, 'evidence'>): string {
  return `${factAddress(fact)}[${fact.unit}]`
}

/**
 * The address that names the fact by its whole identity.
 *
 * @example factAddress({ subject: 'a', measure: 'm', scope: { shots: '0' }, period: '' }) // 'a/m?shots=0'
 */
export function factAddress(fact: Pick<Fact, 'subject' | 'measure' | 'scope' | 'period'>): string {
  let address = `${fact.subject}/${fact.measure}`
  let mark = '?'
  for (const key in fact.scope) {
    address += `${mark}${key}=${escapeValue(fact.scope[key]!)}`
    mark = '&'
  }
  return fact.period ? `${address}${mark}period=${fact.period}` : address
}

/** `text` with the characters that mean something in an address written as `%xx`. */
export function escapeValue(text: string): string {
  if (!/[%&=?@#,;|()<>\s[\]]/.test(text)) return text
  return text.replace(/[%&=?@#,;|()<>\s[\]]/g, (c) =>
    encodeURIComponent(c).replace(/[()]/g, (p) => (p === '(' ? '%28' : '%29')),
  )
}

/** All numbers that the fact may stand for, or `null` when it is no number. */
export function factInterval(fact: Pick<Fact, 'value' | 'decimals' | 'bound'>): Interval | null {
  if (fact.value.kind !== 'number') return null
  return amountInterval({
    value: decimal(fact.value.text),
    bound: fact.bound,
    ...(fact.value.high === undefined ? {} : { high: decimal(fact.value.high) }),
    ...(fact.decimals === undefined ? {} : { decimals: fact.decimals }),
  })
}

const noScope: Scope = Object.freeze({})

/** `scope` frozen with its keys in order; empty values are left out. */
export function sortScope(scope: Readonly<Record<string, string>>): Scope {
  if (Object.keys(scope).length === 0) return noScope
  const keys = Object.keys(scope)
    .filter((k) => scope[k] !== '')
    .sort()
  return Object.freeze(Object.fromEntries(keys.map((k) => [k, scope[k]!])))
}
