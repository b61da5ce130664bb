import { type Amount, conversion, type Mention } from '../../../base/index.ts'
import type { Scope } from '../../../facts/index.ts'
import type { Known, Reason } from '../claim.ts'
import { conditionsIn, mayHoldConditions } from '../conditions.ts'
import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import type { Sentence } from './sentence.ts'

/** What a number of a sentence is said to be. */
export interface Link {
  readonly subject: string | null
  readonly measure: string | null
  readonly scope: Scope
  readonly amount: Amount
  readonly units: readonly string[]
  /** everything known of the subject, or of the members of a family, under the measure */
  readonly known: readonly Known[]
  /** from 0 to 1: how plainly the sentence says it */
  readonly sure: number
  readonly why: Reason | ''
}

// more numbers than this without commas between them are a table that lost its lines
const crowded = 8
// a word further from its number than this says nothing of it
const reach = 80

/** The link of `mention`, the `n`-th number of `sentence`; `year` is the year that the text is about, where it says one. */
export function linkMention(sentence: Sentence, n: number, year: string, desk: AuditDesk): Link {
  const mention = sentence.mentions[n]!
  const units = desk.input.registry.units.named(mention.unitText).map((u) => u.id)
  if (sentence.mentions.length > crowded && sentence.clauses.length < sentence.mentions.length / 2) {
    const { value, bound } = mention
    const nothing = { subject: null, measure: null, scope: {}, known: [], sure: 0 } as const
    return { ...nothing, amount: { value, bound }, units, why: 'not-parsed' }
  }
  const amount = amountOf(sentence, n)
  const scope = statesConditions(sentence) ? conditionsIn(aroundOf(sentence, n)) : noScope
  const base = { subject: null, measure: null, scope, amount, units, known: [], sure: 0 }
  if (mention.form === 'fraction' || units.includes('multiple')) return { ...base, why: 'no-measure' }
  const measure = measureOf(sentence, n, units, desk)
  if (measure === null) return { ...base, why: 'no-measure' }
  const subject = subjectOf(sentence, n, measure.id, year, desk)
  if (subject === null) return { ...base, measure: measure.id, why: 'no-subject' }
  const known = inYear(subject.known, year)
  if (known.length === 0) return { ...base, subject: subject.id, measure: measure.id, why: 'no-fact' }
  return { ...base, subject: subject.id, measure: measure.id, known, sure: measure.sure * subject.sure, why: '' }
}

const noScope: Scope = Object.freeze({})
const stating = new WeakMap<Sentence, boolean>()

function statesConditions(sentence: Sentence): boolean {
  let states = stating.get(sentence)
  if (states === undefined) {
    states = mayHoldConditions(sentence.text)
    stating.set(sentence, states)
  }
  return states
}

// 高于 B 的 88.7%: the word compares two numbers, it bounds none
function amountOf(sentence: Sentence, n: number): Amount {
  const mention = sentence.mentions[n]!
  const { value, high, decimals, bound } = mention
  const compares = sentence.words.some((w) => w.start >= mention.start && w.end <= mention.numberStart)
  const named =
    ownerBehind(sentence, n) !== null ||
    sentence.names.some((x) => x.kind === 'entity' && x.start >= mention.start && x.end <= mention.numberStart)
  return {
    value,
    bound: compares && named ? 'exact' : bound,
    ...(high === undefined ? {} : { high }),
    ...(decimals === undefined ? {} : { decimals }),
  }
}

// the words from the number before to the number behind, where conditions of this one stand
function aroundOf(sentence: Sentence, n: number): string {
  const { mentions, start, end } = sentence
  // MBPP EvalPlus (base) is a name, its base no condition
  let { text } = sentence
  for (const x of sentence.names)
    text = text.slice(0, x.start - start) + ' '.repeat(x.end - x.start) + text.slice(x.end - start)
  const from = mentions[n - 1]?.end ?? start
  const to = mentions[n + 1]?.start ?? end
  return text.slice(from - start, to - start)
}

interface Chosen {
  readonly id: string
  readonly sure: number
}

function measureOf(sentence: Sentence, n: number, units: readonly string[], desk: AuditDesk): Chosen | null {
  const mention = sentence.mentions[n]!
  const after = sentence.text.slice(mention.end - sentence.start, mention.end - sentence.start + 24)
  const all = sentence.names.filter(
    (x) =>
      x.kind === 'measure' &&
      allows(sentence, x) &&
      fits(x.id, units, mention, after, mention.numberStart - x.end, desk),
  )
  if (units.includes('parameter')) return { id: 'params', sure: 1 }
  const listed = listedMeasure(sentence, n, all)
  if (listed !== null) return { id: listed, sure: 0.95 }
  let best: Chosen | null = null
  let least = reach
  for (const name of all) {
    const distance = distanceOf(sentence, name, n)
    if (distance >= least) continue
    least = distance
    best = { id: name.id, sure: distance < 40 ? 1 : 0.85 }
  }
  return best
}

/** Whether the sentence holds what a word needs beside it. */
export function allows({ text }: Sentence, { needs }: FoundName): boolean {
  if (needs === undefined) return true
  const folded = text.toLowerCase()
  return needs.split('&').every((group) => group.split('|').some((word) => folded.includes(word.toLowerCase())))
}

const kin: readonly (readonly string[])[] = [
  ['percent', 'percentage-point'],
  ['GB', 'GiB'],
  ['CNY', 'USD'],
]
const scored: readonly string[] = ['percent', 'f1-points', 'score']

function fits(
  measure: string,
  units: readonly string[],
  mention: Mention,
  after: string,
  gap: number,
  { input }: AuditDesk,
): boolean {
  const own = input.registry.measure(measure)?.unit ?? ''
  if (own === '') return false
  if (units.length === 0) {
    // 88.6 alone is a score only right behind its benchmark
    if (scored.includes(own))
      return mention.form === 'digits' && mention.scaleText === '' && (mention.decimals ?? 0) > 0 && gap <= 12
    if (own === 'gpu') return /^\s?[个块张颗片枚]?\s?(?:\w+\s?的?\s?){0,2}GPU/i.test(after)
    return (
      ['params', 'context-length'].includes(measure) &&
      (mention.scaleText !== '' || Number(mention.value.toFixed()) >= 1000)
    )
  }
  if (units.some((u) => conversion(input.registry.units, u, own) !== null && (u !== '1' || own === '1'))) return true
  if (scored.includes(own)) return units.some((u) => u === 'score' || u === 'index-point')
  return kin.some((pair) => pair.includes(own) && units.some((u) => pair.includes(u)))
}

// the nearest word before the number counts; behind it only right at hand
function distanceOf(sentence: Sentence, name: FoundName, n: number): number {
  const { clauses, mentions } = sentence
  const mention = mentions[n]!
  const behind = name.start >= mention.end
  const inside = name.start >= mention.start && name.end <= mention.end
  const gap = inside ? 0 : behind ? name.start - mention.end + 8 : mention.start - name.end
  const between = mentions.filter(
    (m) =>
      m !== mention &&
      (behind ? m.start >= mention.end && m.end <= name.start : m.start >= name.end && m.end <= mention.start),
  )
  const cuts = clauses.filter((c) =>
    behind ? c.start > mention.end && c.start <= name.start : c.start > name.end && c.start <= mention.start,
  ).length
  if (behind && (gap > 32 || cuts > 0)) return reach
  const before = mentions[n - 1]
  // 15% for grade 2 and 20% for grade 1: the word behind a number is taken
  const taken = !behind && before !== undefined && before.end <= name.start && isTied(sentence, before, name) ? 30 : 0
  return gap + cuts * 12 + between.length * 10 + taken + (behind && !isAtHand(sentence, name, mention) ? 40 : 0)
}

function isTied({ text, start }: Sentence, mention: Mention, name: FoundName): boolean {
  return /^\s?(?:on|in|for|of)\s(?:the\s)?$/i.test(text.slice(mention.end - start, name.start - start))
}

// 84% on MMLU, 1230 亿参数; in "20% and grade 2 15%" the word belongs to the next number
function isAtHand({ text, start, mentions }: Sentence, name: FoundName, mention: Mention): boolean {
  const between = text.slice(mention.end - start, name.start - start)
  const next = mentions.find((m) => m.start >= name.end)
  const taken =
    next !== undefined &&
    next.start - name.end < 16 &&
    /^[^，。,;；]*$/.test(text.slice(name.end - start, next.start - start))
  return !taken && /^\s?(?:的|个|on|in|at|for|of|[（(])?\s?(?:the\s)?$/i.test(between)
}

const joint = /^\s?(?:、|和|与|及|以及|或|and|or|,|，|,\sand)?\s?$/

// 分别: the n-th number belongs to the n-th of as many different measures before it
function listedMeasure(sentence: Sentence, n: number, all: readonly FoundName[]): string | null {
  const mention = sentence.mentions[n]!
  if (mention.respectively === undefined) return null
  const list = listOf(sentence, n)
  const before = all.filter((x) => x.end <= list[0]!.start)
  const last = before.slice(-list.length)
  if (last.length < list.length || new Set(last.map((x) => x.id)).size !== list.length) return null
  return last[mention.respectively]?.id ?? null
}

/** The numbers of the list that the `n`-th number is in. */
export function listOf({ mentions, text, start }: Sentence, n: number): readonly Mention[] {
  let [from, to] = [n, n]
  const near = (a: Mention, b: Mention) =>
    a.respectively !== undefined &&
    b.respectively !== undefined &&
    joint.test(text.slice(a.end - start, b.start - start))
  while (from > 0 && near(mentions[from - 1]!, mentions[from]!)) from -= 1
  while (to + 1 < mentions.length && near(mentions[to]!, mentions[to + 1]!)) to += 1
  return mentions.slice(from, to + 1)
}

/** The names of one kind right before a list, joined by 、 or and. */
export function namesBefore(sentence: Sentence, list: readonly Mention[]): readonly FoundName[] {
  const entities = sentence.names.filter((x) => x.kind === 'entity' && x.end <= list[0]!.start)
  const run: FoundName[] = []
  for (let i = entities.length - 1; i >= 0; i -= 1) {
    const next = run[0]
    if (
      next !== undefined &&
      !joint.test(sentence.text.slice(entities[i]!.end - sentence.start, next.start - sentence.start))
    )
      break
    run.unshift(entities[i]!)
  }
  return run
}

interface Subject extends Chosen {
  readonly known: readonly Known[]
}

function subjectOf(sentence: Sentence, n: number, measure: string, year: string, desk: AuditDesk): Subject | null {
  const mention = sentence.mentions[n]!
  if (mention.respectively !== undefined) {
    const list = listOf(sentence, n)
    const names = namesBefore(sentence, list)
    const id = names.length === list.length ? names[mention.respectively]?.id : undefined
    if (id !== undefined) return withKnown(id, measure, 1, desk)
    if (names.length > 1) return null
  }
  const owner = ownerBehind(sentence, n) ?? ownerOfMeasure(sentence, n, measure) ?? nearestBefore(sentence, n, desk)
  if (owner === 'stranger') return null
  if (owner !== null) return withKnown(owner, measure, 1, desk)
  const later = nextIn(sentence, n, desk)
  if (later === 'several') return null
  if (later !== null) return withKnown(later, measure, 0.9, desk)
  const only = onlySubject(measure, year, desk)
  if (only !== null) return withKnown(only, measure, 0.95, desk)
  const carried = sentence.carried.filter((id) => isTold(id, desk))
  if (carried.length === 1)
    return withKnown(carried[0]!, measure, (sentence.isFirst ? 0.78 : 0.9) * trustOf(measure, desk), desk)
  const ids = entitiesIn(sentence.heading, desk).filter((id) => isTold(id, desk))
  if (ids.length === 1 && sentence.strangers.length === 0)
    return withKnown(ids[0]!, measure, 0.85 * trustOf(measure, desk), desk)
  return null
}

const headings = new WeakMap<AuditDesk, { text: string; ids: readonly string[] }>()

/** The ids of the entities that a heading names, each once. */
export function entitiesIn(heading: string, desk: AuditDesk): readonly string[] {
  const kept = headings.get(desk)
  if (kept?.text === heading) return kept.ids
  const found = desk.input.words.find(heading).filter((x) => x.kind === 'entity')
  const ids = [...new Set(found.map((x) => x.id))]
  headings.set(desk, { text: heading, ids })
  return ids
}

// two languages, four rounds, eight GPUs: what anything may have is not said of a subject that stands elsewhere
const common: readonly string[] = ['language', 'programming-language', 'layer', 'round', 'item', 'gpu', 'interruption']

function trustOf(measure: string, { input }: AuditDesk): number {
  return common.includes(input.registry.measure(measure)?.unit ?? '') ? 0.75 : 1
}

function withKnown(id: string, measure: string, sure: number, desk: AuditDesk): Subject {
  const own = desk.knowledge.of(id, measure)
  if (own.length > 0) return { id, known: own, sure }
  const members = desk.knowledge.subjects(measure).filter((s) => s.startsWith(`${id}-`))
  return { id, known: members.flatMap((m) => desk.knowledge.of(m, measure)), sure: sure * 0.8 }
}

// a firm is not what is measured: Meta trained it on 15 trillion tokens
function isTold(id: string, { input }: AuditDesk): boolean {
  const kind = input.registry.entity(id)?.kind ?? ''
  return kind !== 'company' && kind !== 'government' && kind !== 'index'
}

// 88.6% for Llama 3.1 405B, 88.6%（Llama 3.1 405B）
/** Whom a number right before a name belongs to. */
export function ownerBehind({ names, mentions, text, start }: Sentence, n: number): string | null {
  const mention = mentions[n]!
  const next = names.find((x) => x.kind === 'entity' && x.start >= mention.end)
  if (next === undefined) return null
  return /^\s?(?:of|for|by|from|[（(])\s?$/.test(text.slice(mention.end - start, next.start - start)) ? next.id : null
}

// With 123 billion parameters, Mistral Large 2 …: the one subject that the sentence names, behind the number
function nextIn(sentence: Sentence, n: number, desk: AuditDesk): string | 'several' | null {
  const mention = sentence.mentions[n]!
  const objects = objectsOf(sentence)
  const told = (x: FoundName) => x.kind === 'entity' && isTold(x.id, desk)
  const ids = new Set(
    sentence.names.filter((x) => told(x) && x.start >= mention.end && !objects.has(x)).map((x) => x.id),
  )
  const strange = sentence.strangers.some((s) => s.start >= mention.end && !objects.has(s))
  if (ids.size === 0)
    return strange && /[A-Za-z]{3}/.test(sentence.text) && !/[\u4e00-\u9fff]/.test(sentence.text) ? 'several' : null
  return ids.size === 1 ? [...ids][0]! : 'several'
}

// 88.5% Llama 3.1 405B BFCL: a number before the name and its measure
function ownerOfMeasure({ names, mentions }: Sentence, n: number, measure: string): string | null {
  const mention = mentions[n]!
  const own = names.filter((x) => x.kind === 'measure' && x.id === measure)
  if (own.some((x) => x.end <= mention.start)) return null
  const behind = own.find((x) => x.start >= mention.end)
  const next = mentions[n + 1]?.start ?? Number.POSITIVE_INFINITY
  if (behind === undefined || behind.start > next) return null
  return names.find((x) => x.kind === 'entity' && x.start >= mention.end && x.end <= behind.start)?.id ?? null
}

function nearestBefore(sentence: Sentence, n: number, desk: AuditDesk): string | 'stranger' | null {
  const mention = sentence.mentions[n]!
  const clause = sentence.clauses.find((c) => c.start <= mention.numberStart && mention.numberStart <= c.end)
  const objects = objectsOf(sentence)
  const before = sentence.names.filter((x) => x.kind === 'entity' && isTold(x.id, desk) && x.end <= mention.numberStart)
  const own = before.filter((x) => !objects.has(x) || (clause !== undefined && x.start >= clause.start))
  const last = own.at(-1)
  const stranger = sentence.strangers.filter((s) => s.end <= mention.numberStart && !objects.has(s)).at(-1)
  if (stranger !== undefined && (last === undefined || stranger.start > last.start)) return 'stranger'
  return last?.id ?? null
}

const joined = /^\s?(?:、|和|与|及|以及|或|and|or|,|，|&)?\s?(?:the\s)?$/

/** The names that a comparison word has for its objects: in "A is close to B and C, scoring 84" the score is that of A. */
export function objectsOf(sentence: Sentence): ReadonlySet<object> {
  if (sentence.words.length === 0) return noObjects
  let found = objectSets.get(sentence)
  if (found === undefined) {
    found = readObjects(sentence)
    objectSets.set(sentence, found)
  }
  return found
}

const noObjects: ReadonlySet<object> = new Set()
const objectSets = new WeakMap<Sentence, ReadonlySet<object>>()

function readObjects({ words, names, strangers, text, start }: Sentence): ReadonlySet<object> {
  const objects = new Set<object>()
  const all = [...names.filter((x) => x.kind === 'entity'), ...strangers].sort((a, b) => a.start - b.start)
  for (const word of words) {
    let edge = word.end
    for (const name of all) {
      if (name.start < edge) continue
      if (!joined.test(text.slice(edge - start, name.start - start))) break
      objects.add(name)
      edge = name.end
    }
  }
  return objects
}

// a measure of policy has one subject a year
function onlySubject(measure: string, year: string, desk: AuditDesk): string | null {
  const subjects = desk.knowledge.subjects(measure).filter((s) => desk.input.registry.entity(s)?.kind === 'policy')
  if (subjects.length === 0) return null
  const fitting = subjects.filter((s) => inYear(desk.knowledge.of(s, measure), year).length > 0)
  return fitting.length === 1 ? fitting[0]! : null
}

// a policy is of the year in its name where its facts have no period
function inYear(known: readonly Known[], year: string): readonly Known[] {
  return known.filter(({ fact }) => {
    if (fact.period === '') {
      const own = /-(20\d{2})$/.exec(fact.subject)?.[1]
      return own === undefined || own === year
    }
    return year !== '' && fact.period.slice(0, 4) <= year && fact.period.slice(-10, -6) >= year
  })
}
