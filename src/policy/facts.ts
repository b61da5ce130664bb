import { type Bound, type Day, decimal, type Interval, isPoint, round, type Span, type Words } from '../base/index.ts'
import {
  defineFact,
  type Evidence,
  type Fact,
  isDiagnostic,
  parseAddress,
  sortScope,
  type Value,
} from '../facts/index.ts'
import { type Scope as Evaluating, evaluate } from './evaluate.ts'
import { type Tested, type Tried, testPolicy } from './examples.ts'
import { formula } from './text.ts'
import type { Act, Cite, Content, Definition, Derivation, Modality, Policy, Version } from './tree.ts'
import type { Val } from './val.ts'
import { dayOf, isVerified, limitDay, type Setting } from './version.ts'

/** Facts of a policy with the place where each is written, and words for the measures that they use. */
export interface PolicyFacts {
  readonly facts: readonly Fact[]
  readonly place: (fact: Fact) => Span | undefined
  readonly measures: readonly { readonly id: string; readonly names: Words; readonly unit: string }[]
}

interface Making {
  readonly policy: Policy
  readonly facts: Fact[]
  readonly places: Map<Fact, Span>
  readonly measures: Map<string, { readonly id: string; readonly names: Words; readonly unit: string }>
}

const bounds: Readonly<Record<Modality, Bound>> = {
  exact: 'exact',
  'up-to': 'at-most',
  about: 'about',
  average: 'average',
  range: 'range',
}

/**
 * What `policy` states and what follows from it, as facts with the policy as their subject.
 *
 * An act is two published dates with the scope `act`. A definition is a published fact for each of its versions, known since its act; a derivation is a computed one, known
 * anew whenever an act changes it; an example that its table publishes is a computed one under that name, with the
 * scope `case`; `tested` has their results where they were tried before. Only what the file of the policy itself writes is taken, not what it extends.
 */
export function policyFacts(policy: Policy, tested?: Tested): PolicyFacts {
  const making: Making = { policy, facts: [], places: new Map(), measures: new Map() }
  const own = (at: Span) => at.file === policy.file
  for (const act of policy.acts.values()) if (own(act.at)) fromAct(making, act)
  for (const definition of policy.definitions.values()) if (own(definition.at)) fromDefinition(making, definition)
  for (const derivation of policy.derivations.values()) if (own(derivation.at)) fromDerivation(making, derivation)
  if (policy.examples.some((e) => e.publish !== '')) fromExamples(making, tested)
  const { facts, places, measures } = making
  return { facts, place: (fact) => places.get(fact), measures: [...measures.values()] }
}

function fromAct(making: Making, act: Act): void {
  const { id, names, number, source, jurisdiction, verified, at } = act
  const place = jurisdiction !== '' && jurisdiction !== making.policy.jurisdiction ? { place: jurisdiction } : {}
  for (const [measure, day, zh, en] of [
    ['act.dated', act.dated, '落款日期', 'dated'],
    ['act.public', act.public, '公布日期', 'made public'],
  ] as const) {
    push(making, {
      subject: making.policy.id,
      measure,
      scope: { act: id, ...place },
      period: '',
      names: { zh, en },
      unit: 'date',
      found: { kind: 'choice', set: [day] },
      bound: 'exact',
      evidence: { kind: 'published', source, locator: number || names.zh, quote: '' },
      known: act.public,
      note: verified ? '' : 'unverified',
      at,
    })
  }
}

function fromDefinition(making: Making, definition: Definition): void {
  const acts = new Set(definition.versions.map((v) => v.cite?.act))
  for (const version of definition.versions) {
    const scope: Record<string, string> = {}
    if (definition.per !== '') scope.per = definition.per.replace(/\s+/g, '-')
    if (acts.size > 1 && version.cite !== null) scope.act = version.cite.act
    if (version.jurisdiction !== '' && version.jurisdiction !== making.policy.jurisdiction)
      scope.place = version.jurisdiction
    fromContent(making, definition, version, scope, version.content)
  }
}

function fromContent(
  making: Making,
  definition: Definition,
  version: Version,
  scope: Readonly<Record<string, string>>,
  content: Content,
): void {
  const { policy } = making
  const setting: Setting = { policy, knownOn: version.known, place: version.jurisdiction }
  const value = (expr: Parameters<typeof evaluate>[0]) => evaluate(expr, fixed(setting))
  const add = (extra: Readonly<Record<string, string>>, found: Val, suffix = '') =>
    fact(making, definition, version, { ...scope, ...extra }, found, suffix)
  switch (content.kind) {
    case 'scalar':
      add({}, value(content.expr))
      return
    case 'between': {
      const [low, high] = [value(content.low), value(content.high)]
      if (low.kind !== 'number' || high.kind !== 'number') return
      add({}, { kind: 'number', range: { ...low.range, high: high.range.high } })
      return
    }
    case 'cases':
      for (const row of content.cases)
        for (const key of row.keys ?? ['other']) add({ [definition.words || 'of']: key }, value(row.expr))
      return
    case 'members':
      add({}, { kind: 'number', range: point(content.members.length) })
      return
    case 'period':
      for (const [suffix, limit] of [
        ['.from', content.from],
        ['.to', content.to],
      ] as const) {
        const day = limitDay(policy, limit)
        if (day !== null) add({}, { kind: 'choice', set: [day] }, suffix)
      }
      return
  }
}

function point(value: number): Interval {
  return { low: decimal(value), high: decimal(value), lowOpen: false, highOpen: false }
}

function fixed(setting: Setting): Evaluating {
  const ignore = () => {}
  return { setting, local: () => undefined, quota: () => ({ kind: 'none' }), used: ignore, assumed: ignore }
}

function fact(
  making: Making,
  definition: Definition,
  version: Version,
  scope: Readonly<Record<string, string>>,
  found: Val,
  suffix: string,
): void {
  const { policy } = making
  const isDate = definition.unit === 'date' || suffix !== ''
  const unit = isDate ? 'date' : definition.kind === 'list' ? 'category' : definition.unit
  const from = limitDay(policy, version.from)
  const to = limitDay(policy, version.to)
  const named = addressOf(definition.fact, policy.id, `${definition.name}${suffix}`)
  const verified = isVerified(policy, version.cite, version)
  push(making, {
    ...named,
    scope: { ...scope, ...named.scope },
    period: from !== null && to !== null ? `${from}/${to}` : '',
    names: definition.names,
    unit,
    found,
    bound: isDate ? 'exact' : bounds[definition.modality],
    evidence: evidenceOf(making, version.cite, 'published'),
    known: version.known,
    note: verified ? definition.note : `unverified${definition.note === '' ? '' : `; ${definition.note}`}`,
    at: version.at,
  })
}

function addressOf(address: string, subject: string, measure: string) {
  const query = address === '' ? null : parseAddress(address)
  if (query === null || isDiagnostic(query)) return { subject, measure, scope: {} }
  const scope = Object.fromEntries([...query.where].map(([k, v]) => [k, v[0] ?? '']))
  return { subject: query.subject, measure: query.measure, scope }
}

function evidenceOf(making: Making, cite: Cite | null, kind: Evidence['kind'], how?: string): Evidence {
  const act = making.policy.acts.get(cite?.act ?? '')
  const clause = making.policy.clauses.get(`${cite?.act} ${cite?.clause}`)
  return {
    kind,
    source: act?.source ?? '',
    locator: cite === null ? '' : `${act?.number ?? cite.act} ${cite.clause}`.trim(),
    quote: clause?.quotes.map((q) => q.text).join(' … ') ?? '',
    ...(how === undefined ? {} : { formula: how }),
  }
}

interface Draft {
  readonly subject: string
  readonly measure: string
  readonly scope: Readonly<Record<string, string>>
  readonly period: string
  readonly names: Words
  readonly unit: string
  readonly found: Val
  readonly bound: Bound
  readonly evidence: Evidence
  readonly known: Day
  readonly note: string
  readonly at: Span
}

function push(making: Making, draft: Draft): void {
  const { found, unit, scope, names, at, ...rest } = draft
  const value = amountFact(found, unit)
  if (value === null) return
  const points = unit.startsWith('percentage-point/')
  const own = points ? { ...scope, per: unit.slice('percentage-point/'.length) } : { ...scope }
  const named = points ? 'percentage-point' : unit
  const bound = value.kind === 'number' && value.high !== undefined ? 'range' : draft.bound
  const made = defineFact({ ...rest, scope: sortScope(own), unit: named, value, bound })
  making.facts.push(made)
  making.places.set(made, at)
  if (!making.measures.has(draft.measure)) making.measures.set(draft.measure, { id: draft.measure, names, unit: named })
}

function amountFact(found: Val, unit: string): Value | null {
  if (found.kind === 'choice') return found.set.length === 1 ? { kind: 'text', text: found.set[0]! } : null
  if (found.kind !== 'number') return null
  const { low, high } = found.range
  if (low === null || high === null) return null
  if (unit === 'date') return { kind: 'text', text: dayOf(low.toNumber()) }
  const factor = unit.startsWith('percent') ? 100 : 1
  // forty places say no more than ten, and money has a smallest unit
  const text = (x: typeof low) => round(x.times(factor), /^[A-Z]{3}$/.test(unit) ? 2 : 10).toFixed()
  return isPoint(found.range)
    ? { kind: 'number', text: text(low) }
    : { kind: 'number', text: text(low), high: text(high) }
}

// an act that changes what follows makes a later vintage of the same fact
function fromDerivation(making: Making, derivation: Derivation): void {
  const { policy } = making
  const days = [...new Set([...policy.acts.values()].map((a) => a.public))].sort()
  let before = ''
  for (const known of days) {
    const found = evaluate(derivation.expr, fixed({ policy, knownOn: known, place: '' }))
    const text = JSON.stringify(amountFact(found, derivation.unit))
    if (found.kind === 'none' || text === before) continue
    before = text
    push(making, {
      subject: policy.id,
      measure: derivation.name,
      scope: derivation.per === '' ? {} : { per: derivation.per.replace(/\s+/g, '-') },
      period: '',
      names: derivation.names,
      unit: derivation.unit,
      found,
      bound: bounds[derivation.modality],
      evidence: evidenceOf(making, derivation.cite, 'computed', formula(derivation.expr)),
      known,
      note: '',
      at: derivation.at,
    })
  }
}

// a result of its own for each case, and one for all cases that name the same total
function fromExamples(making: Making, tested?: Tested): void {
  const { policy } = making
  const published = policy.examples.filter((e) => e.publish !== '')
  const today = [...published.map((e) => e.knownOn)].sort().at(-1) ?? ''
  const all = tested ?? testPolicy({ ...policy, examples: published, expectations: [] }, today)
  const tried = all.tried.filter((t) => t.example.publish !== '')
  const totals = new Map<string, Tried[]>()
  for (const one of tried) {
    pushCase(making, one.example.cells.case ?? '', [one])
    const total = one.example.cells.total ?? ''
    if (total !== '') totals.set(total, [...(totals.get(total) ?? []), one])
  }
  for (const [name, list] of totals) pushCase(making, name, list)
}

function pushCase(making: Making, name: string, list: readonly Tried[]): void {
  const { policy } = making
  const ends = list.map(
    ({ result }) => [result.value ?? result.interval?.low, result.value ?? result.interval?.high] as const,
  )
  if (ends.some(([low, high]) => typeof low !== 'string' || typeof high !== 'string')) return
  const sum = (side: 0 | 1) => ends.reduce((total, end) => total.plus(end[side] as string), decimal(0))
  const { example, result } = list[0]!
  const used = result.trace.at(-1)
  const cite = used === undefined || used.act === '' ? null : { act: used.act, clause: used.clause, at: example.at }
  const how =
    list.length === 1 ? (used?.formula ?? used?.rule ?? '') : list.map((t) => t.example.cells.case).join(' + ')
  const assumed = new Map(list.flatMap((t) => t.result.assumptions).map((a) => [a.name, a.en]))
  push(making, {
    subject: policy.id,
    measure: example.publish,
    scope: { case: name },
    period: '',
    names: { zh: '算例所得', en: 'worked case' },
    unit: policy.currency,
    found: { kind: 'number', range: { low: sum(0), high: sum(1), lowOpen: false, highOpen: false } },
    bound: 'exact',
    evidence: evidenceOf(making, cite, 'computed', how),
    known: example.cells['known-on'] || example.knownOn,
    note: [...assumed].map(([n, say]) => `${n}: ${say}`).join('; '),
    at: example.at,
  })
}
