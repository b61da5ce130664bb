import {
  add,
  type Day,
  type Diagnostic,
  type Interval,
  interval,
  isPoint,
  type Span,
  type Words,
} from '../base/index.ts'
import { type Answer, nothing } from './answer.ts'
import { report } from './codes.ts'
import type { Expr } from './expression.ts'
import { drawn, Pools } from './pool.ts'
import { Book } from './quota.ts'
import { type Entry, readRecord } from './record.ts'
import { isStoredPlace, type Path } from './role.ts'
import { type Flag, saidUnknown } from './run.ts'
import { formula } from './text.ts'
import { money, type Shown, shownEnds, type TraceStep, traceOf } from './trace.ts'
import type { Assumption, Policy } from './tree.ts'
import type { Type } from './type.ts'
import { maybe } from './val.ts'
import { answerAt } from './where.ts'

/** A record as it was read, and the way to the places of its fields. */
export interface RawRecord {
  readonly raw: Readonly<Record<string, unknown>>
  readonly at: (path: Path) => Span | undefined
}

/** A question as JSON. */
export interface AskedInput {
  readonly input: string
  /** where the answer belongs in the record */
  readonly path: string
  readonly ask: Words
}

/** What a policy gives, as JSON has it: exactly one of `value`, `interval` and `unknown`. */
export interface Amount {
  readonly value?: string
  readonly interval?: { readonly low: string | null; readonly high: string | null }
  readonly unknown?: true
}

/** The result of one record. */
export interface Result extends Amount {
  readonly id: string
  readonly policy: string
  readonly claim: string
  readonly currency: string
  readonly questions: readonly AskedInput[]
  readonly trace: readonly TraceStep[]
  readonly assumptions: readonly { readonly name: string; readonly en: string; readonly zh: string }[]
  readonly readings: readonly (Amount & { readonly assumption: string; readonly reading: string })[]
  readonly flags: readonly ({ readonly flag: string; readonly possible?: Shown } & Words)[]
  readonly shares: Readonly<Record<string, Shown>>
  /** one for each claim of a record that has several */
  readonly parts: readonly Part[]
}

/** One claim of a household. */
export type Part = Omit<Result, 'id' | 'policy' | 'currency' | 'parts'> & { readonly path: string }

/** Results with what was found on the way. */
export interface Calculated {
  readonly results: readonly Result[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A run over records: quotas and pools are shared between them. */
export interface Calculation {
  readonly policy: Policy
  readonly knownOn: Day
  readonly book: Book
  readonly pools: Pools
}

/** A calculation in which nothing was claimed yet. */
export function startCalculation(policy: Policy, knownOn: Day): Calculation {
  return { policy, knownOn, book: new Book(), pools: new Pools() }
}

/** What `policy` as known on `knownOn` gives for `records`, in their order; records of one consumer share its quotas. */
export function calculate(policy: Policy, knownOn: Day, records: readonly RawRecord[]): Calculated {
  const calculation = startCalculation(policy, knownOn)
  const diagnostics: Diagnostic[] = []
  const ids = new Map<string, number>()
  const results = records.map((record, index) => {
    const found = calculateOne(calculation, record, index)
    const { id } = found.value
    const before = ids.get(id)
    if (before === undefined) ids.set(id, index)
    // a name that many records bear is told of once
    else if (before >= 0) {
      diagnostics.push(sameId(id, record, before))
      ids.set(id, -1)
    }
    // a place that many records name is told of once
    for (const d of found.diagnostics)
      if (
        d.code !== 'policy/unknown-place' ||
        !diagnostics.some((e) => e.code === d.code && e.message.en === d.message.en)
      )
        diagnostics.push(d)
    return found.value
  })
  return { results, diagnostics }
}

/** What one record gives; unless `full`, without questions and other readings, and with all assumptions leant on. */
export function calculateOne(
  calculation: Calculation,
  record: RawRecord,
  index: number,
  full = true,
): { readonly value: Result; readonly diagnostics: readonly Diagnostic[] } {
  const { policy } = calculation
  const read = readRecord(policy, record.raw, index, record.at)
  const consumer = read.named ? read.consumer : `#${index}`
  const parts = read.entries.map((entry) => partOf(calculation, entry, entry.consumer || consumer, full))
  const head = { id: read.id, policy: policy.id, currency: policy.currency }
  const only = parts.length === 1 ? parts[0]! : null
  if (only !== null) {
    const { path: _, total: __, ...result } = only
    return { value: { ...head, ...result, parts: [] }, diagnostics: read.diagnostics }
  }
  return { value: { ...head, ...together(parts, read.household) }, diagnostics: read.diagnostics }
}

type Totalled = Part & { readonly total: Interval | null }

function partOf(calculation: Calculation, entry: Entry, consumer: string, full: boolean): Totalled {
  const { policy, knownOn, book, pools } = calculation
  const path = entry.path.join('.')
  const given = new Map(entry.given).set('consumer', { kind: 'choice', set: [consumer] })
  if (entry.bad.length > 0) {
    // what was claimed so may have drawn on a quota
    for (const name of entry.bad) given.delete(name)
    for (const name of entry.bad) given.set(saidUnknown(name), maybe)
    answerAt(policy, knownOn, entry.place, entry.claim, given, book, { full: false })
    return badPart(entry, path)
  }
  const setting = { policy, knownOn, place: entry.place }
  const found = answerAt(policy, knownOn, entry.place, entry.claim, given, book, { full })
  const answer = { ...found, flags: [...found.flags, ...notStored(policy, entry), ...notUnderstood(entry)] }
  const pool = policy.definitions.get(answer.pool)
  const event = pool === undefined ? undefined : given.get(pool.event)
  const after = pool === undefined || answer.value === null ? null : drawn(setting, pool, answer.value, event, pools)
  return shownPart(
    policy,
    after === null ? answer : { ...answer, value: after.value, flags: [...answer.flags, ...after.flags] },
    path,
  )
}

function shownPart(policy: Policy, answer: Answer, path: string): Totalled {
  const type: Type = { kind: 'number', unit: policy.currency, modality: 'exact' }
  const rule = policy.rules.find((r) => r.name === answer.rule)
  const text = (expr: Expr) => formula(expr)
  const at = (input: string) => (path === '' ? input : `${path}.${input}`)
  const trace = rule === undefined ? [] : traceOf(policy, rule, answer.used, text)
  const flags = [...answer.flags, ...unverified(trace), ...withoutWords(trace)]
  return {
    ...amountOf(answer.value),
    path,
    claim: answer.claim,
    questions: answer.questions.map((q) => ({ input: q.input, path: at(q.input), ask: q.ask })),
    trace,
    assumptions: answer.assumptions.map(shownAssumption),
    readings: answer.readings.map((r) => ({ assumption: r.assumption, reading: r.reading, ...amountOf(r.value) })),
    flags: flags.map((f) => ({
      flag: f.flag,
      ...f.words,
      ...(f.possible ? { possible: bare(f.possible, type) } : {}),
    })),
    shares: Object.fromEntries([...answer.shares].map(([name, range]) => [name, bare(range, type)])),
    total: answer.value,
  }
}

// results are told apart by their ids
function sameId(id: string, record: RawRecord, before: number): Diagnostic {
  const words = {
    en: `record ${before + 1} has the id \`${id}\` too: their results cannot be told apart by it`,
    zh: `第 ${before + 1} 条记录的编号也是 \`${id}\`：结果无法据此区分`,
  }
  const field = Object.keys(record.raw).find((key) => String(record.raw[key]) === id)
  const at = record.at(field === undefined ? [] : [field])
  return report('policy/duplicate-id', words, {
    ...(at === undefined ? {} : { at }),
    hint: {
      en: 'give each record an id of its own; a `consumer` says whose claims they are',
      zh: '给每条记录各自的编号；用 `consumer` 说明申请人',
    },
  })
}

function notStored(policy: Policy, { place }: Entry): readonly Flag[] {
  if (isStoredPlace(policy, place)) return []
  const words = {
    en: `nothing is stored for ${place}: national rules alone are applied`,
    zh: `没有 ${place} 的规定：只适用全国规定`,
  }
  return [{ flag: 'place-not-stored', words }]
}

// what was not understood may be what the answer hangs on
function notUnderstood(entry: Entry): readonly Flag[] {
  if (entry.strange.length === 0) return []
  const list = entry.strange.map((name) => `\`${name}\``)
  return [{ flag: 'unknown-field', words: { en: `passed over: ${list.join(', ')}`, zh: `未采用：${list.join('、')}` } }]
}

function unverified(trace: readonly TraceStep[]): readonly Flag[] {
  const cites = [...new Set(trace.filter((t) => !t.verified && t.act !== '').map(citeOf))]
  if (cites.length === 0) return []
  const list = cites.join(', ')
  return [
    { flag: 'unverified', words: { en: `not verified against the original: ${list}`, zh: `未与原文核对：${list}` } },
  ]
}

// a step is checked against the words of its clause, which a reader has to find elsewhere where none are stored
function withoutWords(trace: readonly TraceStep[]): readonly Flag[] {
  const cites = [...new Set(trace.filter((t) => t.quote === '' && t.act !== '').map(citeOf))]
  if (cites.length === 0) return []
  const list = cites.join(', ')
  const words = { en: `no words are stored to quote: ${list}`, zh: `未存可引的原文：${list}` }
  return [{ flag: 'no-quotation', words }]
}

function citeOf(step: TraceStep): string {
  return `${step.act} ${step.clause}`
}

function bare(range: Interval, type: Type): Shown {
  return isPoint(range) ? money(range.low!) : shownEnds(range, type)
}

function shownAssumption(assumption: Assumption): { readonly name: string; readonly en: string; readonly zh: string } {
  return { name: assumption.name, ...assumption.say }
}

/** An interval as JSON has it. */
export function amountOf(value: Interval | null): Amount {
  if (value === null) return { unknown: true }
  if (isPoint(value)) return { value: money(value.low!) }
  return {
    interval: {
      low: value.low === null ? null : money(value.low),
      high: value.high === null ? null : money(value.high),
    },
  }
}

function badPart(entry: Entry, path: string): Totalled {
  const names = entry.bad.map((n) => `\`${n}\``)
  const flag = {
    flag: 'bad-input',
    en: `not computed: ${names.join(', ')} cannot be as given`,
    zh: `未计算：${names.join('、')} 的取值不可能成立`,
  }
  const questions = entry.bad.map((name) => {
    const input = entry.claim.inputs.find((i) => i.name === name)
    return { input: name, path: path === '' ? name : `${path}.${name}`, ask: input?.ask ?? { en: name, zh: name } }
  })
  const empty = { trace: [], assumptions: [], readings: [], shares: {} }
  return { unknown: true, path, claim: entry.claim.name, questions, flags: [flag], total: null, ...empty }
}

function together(parts: readonly Totalled[], household: boolean): Omit<Result, 'id' | 'policy' | 'currency'> {
  const whole = parts.every((p) => p.total !== null) && (parts.length > 0 || household)
  const total = whole ? parts.reduce((sum, p) => add(sum, p.total!), nothing) : null
  const assumptions = [...new Map(parts.flatMap((p) => p.assumptions).map((a) => [a.name, a])).values()]
  return {
    ...amountOf(total === null ? null : interval(total.low, total.high)),
    claim: [...new Set(parts.map((p) => p.claim))].join('+'),
    questions: parts.flatMap((p) => p.questions),
    trace: parts.flatMap((p) => p.trace),
    assumptions,
    readings: parts.flatMap((p) => p.readings),
    flags: parts.flatMap((p) => p.flags),
    shares: {},
    parts: parts.map(({ total: _, ...part }) => part),
  }
}
