import type { Amount } from '../../../base/index.ts'
import type { Scope } from '../../../facts/index.ts'
import type { Known, Reason } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import { judge } from '../verdict.ts'
import { isApart, isFirms, isOfSeveral } from './apart.ts'
import { isApartBy, ownerInStep, unitFurtherOn } from './beside.ts'
import { ownerInColumns } from './columns.ts'
import { type Earlier, parallelOf } from './inherit.ts'
import { headOf, isOfAnother, listOf, namesBeside, namesInTurn } from './list.ts'
import { type Chosen, measureOf } from './measure.ts'
import { isTold, objectsOf } from './objects.ts'
import { inYear, isPolicy, onlyPolicy } from './policy.ts'
import { ruleOf } from './rule.ts'
import { conditionsOf, statesConditions } from './scoped.ts'
import { clausesOf, type Sentence } from './sentence.ts'
import { ownerInPair } from './versus.ts'

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
  /** whether its words make it a parameter of a policy, and nothing beside one */
  readonly isRule?: boolean
}

// more numbers than this without commas between them are a table that lost its lines
const crowded = 8

/** The link of `mention`, the `n`-th number of `sentence`; `year` is the year that the text is about, where it says one. */
export function linkMention(
  sentence: Sentence,
  n: number,
  year: string,
  earlier: readonly Earlier[],
  desk: AuditDesk,
): Link {
  const mention = sentence.mentions[n]!
  // 分别耗费 146 万和 700 万 GPU 小时: the last number of a list has the unit of all, or that of a sum before a colon
  const isListed = mention.respectively !== undefined
  const last = isListed ? listOf(sentence, n).at(-1)! : (headOf(sentence, n) ?? mention)
  let units = unitIds((mention.unitText === '' ? last.unitText : mention.unitText) || unitFurtherOn(sentence, n), desk)
  if (!isListed && sentence.mentions.length > crowded && clausesOf(sentence).length < sentence.mentions.length / 2) {
    const { value, bound } = mention
    return openLink(null, null, noScope, { value, bound }, units, 'not-parsed')
  }
  const amount = amountOf(sentence, n)
  const scope = statesConditions(sentence) ? conditionsOf(sentence, n) : noScope
  if (mention.form === 'fraction' || units.includes('multiple'))
    return openLink(null, null, scope, amount, units, 'no-measure')
  const rule = ruleOf(sentence, n, units, year, desk)
  if (rule !== null)
    return { ...rule, scope, amount: { ...amount, bound: rule.bound }, units, sure: 0.95, why: '', isRule: true }
  // wins MMLU by a hair (88.6 against 88.5): of somebody else
  const after = sentence.text.slice(mention.end - sentence.start, mention.end - sentence.start + 50)
  if (
    isApartBy(sentence, mention.numberStart, mention.end, mention.unitText) ||
    inPoints.test(after) ||
    rival.test(sentence.text.slice(0, mention.numberStart - sentence.start))
  )
    return openLink(null, null, scope, amount, units, 'no-subject')
  let measure = measureOf(sentence, n, units, desk)
  if (measure === null && last !== mention) measure = measureOf(sentence, sentence.mentions.indexOf(last), units, desk)
  if (measure === null) {
    const parallel = parallelOf(sentence, n, earlier)
    if (parallel !== null) {
      measure = { id: parallel.measure!, sure: 0.9 }
      if (units.length === 0) units = parallel.units
    }
  }
  // Qwen3-235B-A22B 的 128K is a length
  if (measure !== null && /^params/.test(measure.id) && /^[kK]$/.test(mention.scaleText)) measure = null
  if (measure === null) return sizeAlone(sentence, n, desk, openLink(null, null, scope, amount, units, 'no-measure'))
  const subject = subjectOf(sentence, n, measure.id, year, desk)
  if (subject === null) return openLink(null, measure.id, scope, amount, units, 'no-subject')
  const known = inYear(subject.known, year)
  if (known.length === 0) return openLink(subject.id, measure.id, scope, amount, units, 'no-fact')
  return {
    subject: subject.id,
    measure: measure.id,
    scope,
    amount,
    units,
    known,
    sure: measure.sure * subject.sure,
    why: '',
  }
}

// 16.1 and 16.0 points below it, five billion fewer: how far apart
const inPoints =
  /^\s(?:fewer|less)\b|^\s?(?:and|,|和|、)\s?\d[\d.]*\s?(?:percentage\s)?(?:points?|个百分点|分)\s?(?:above|below|ahead|behind|higher|lower|more|less)/i
const rival = /[（(]\s?\d[\d.,]*%?\s(?:against|versus|vs\.?|compared with)\s(?:the\s)?$/i

const nothingKnown: readonly Known[] = Object.freeze([])

function openLink(
  subject: string | null,
  measure: string | null,
  scope: Scope,
  amount: Amount,
  units: readonly string[],
  why: Reason,
): Link {
  return { subject, measure, scope, amount, units, known: nothingKnown, sure: 0, why }
}

const unitLists = new WeakMap<object, Map<string, readonly string[]>>()
const mostUnits = 5_000

// the ids of the units that a printed one may be
function unitIds(printed: string, { input }: AuditDesk): readonly string[] {
  const { units } = input.registry
  let lists = unitLists.get(units)
  if (lists === undefined) {
    lists = new Map()
    unitLists.set(units, lists)
  }
  let ids = lists.get(printed)
  if (ids === undefined) {
    ids = units.named(printed).map((u) => u.id)
    if (lists.size < mostUnits) lists.set(printed, ids)
  }
  return ids
}

const nearName = /^\s?(?:则|分别|各)?(?:[为是有达约仅]|is|has|with|at)?\s?(?:约|about)?\s?$/i
const halves: readonly string[] = ['match', 'consistent', 'scale-slip']

// Llama 3.1 70B 为 700 亿: a number without a unit right behind a model is its size where its digits are
function sizeAlone(sentence: Sentence, n: number, desk: AuditDesk, open: Link): Link {
  const mention = sentence.mentions[n]!
  if (
    mention.form !== 'digits' ||
    open.units.length > 0 ||
    !/^(?:亿|千亿|万亿|万|billion|million|trillion|B)$/i.test(mention.scaleText)
  )
    return open
  const name = sentence.names.filter((x) => x.kind === 'entity' && x.end <= mention.numberStart).at(-1)
  const between =
    name === undefined ? '' : sentence.text.slice(name.end - sentence.start, mention.numberStart - sentence.start)
  if (name === undefined || !nearName.test(between) || desk.input.registry.entity(name.id)?.kind !== 'model')
    return open
  const known = desk.knowledge.of(name.id, 'params')
  const stated = { amount: open.amount, units: [], scope: {}, digits: '', scale: mention.scaleText, isVague: false }
  if (!halves.includes(judge(stated, known, desk.input.registry.units).verdict)) return open
  return { ...open, subject: name.id, measure: 'params', known, sure: 0.9, why: '' }
}

const noScope: Scope = Object.freeze({})

// 高于 B 的 88.7%: the word compares two numbers, it bounds none
function amountOf(sentence: Sentence, n: number): Amount {
  const mention = sentence.mentions[n]!
  const { value, high, below, decimals, bound } = mention
  const compares =
    sentence.words.length > 0 && sentence.words.some((w) => w.start >= mention.start && w.end <= mention.numberStart)
  const isNamed = () =>
    isRivals(sentence, n) ||
    sentence.names.some((x) => x.kind === 'entity' && x.start >= mention.start && x.end <= mention.numberStart)
  return {
    value,
    bound: compares && isNamed() ? 'exact' : bound,
    ...(high === undefined ? {} : { high }),
    ...(below === undefined ? {} : { below }),
    ...(decimals === undefined ? {} : { decimals }),
  }
}

// above the 88.7% of B, and A is above 88.7% for B; but scores above 90% for B bound B's own
function isRivals(sentence: Sentence, n: number): boolean {
  const { names, mentions, text, start } = sentence
  const mention = mentions[n]!
  const owner = ownerBehind(sentence, n)
  if (owner === null) return false
  if (/\bthe\s*$/i.test(text.slice(mention.start - start, mention.numberStart - start))) return true
  return names.some((x) => x.kind === 'entity' && x.end <= mention.start && x.id !== owner)
}

interface Subject extends Chosen {
  readonly known: readonly Known[]
}

// what another policy of the same year has is said of that one, though the sentence names the first
function subjectOf(sentence: Sentence, n: number, measure: string, year: string, desk: AuditDesk): Subject | null {
  const named = namedOf(sentence, n, measure, year, desk)
  if (named === null || !isPolicy(named.id, desk) || inYear(named.known, year).length > 0) return named
  const only = onlyPolicy(measure, year, desk)
  return only === null ? named : withKnown(only, measure, 0.9, desk)
}

function namedOf(sentence: Sentence, n: number, measure: string, year: string, desk: AuditDesk): Subject | null {
  const mention = sentence.mentions[n]!
  if (mention.respectively !== undefined) {
    const list = listOf(sentence, n)
    const names = namesBeside(sentence, list, 'entity')
    const id = names.length === list.length ? names[mention.respectively]?.id : undefined
    if (id !== undefined) return withKnown(id, measure, 1, desk)
    if (names.length > 1) return null
    // Aurora-34B and Qwen2.5 score 62.9 and 60.9: one of the two is nobody that is known
    const turn = namesInTurn(sentence, list)
    if (turn !== null) {
      const own = turn[mention.respectively]!
      return own === 'stranger' ? null : withKnown(own, measure, 0.95, desk)
    }
  }
  const stepped = ownerInStep(sentence, mention.numberStart)
  if (stepped !== undefined) return withKnown(stepped, measure, 0.95, desk)
  const column = ownerInColumns(sentence, n, desk)
  if (column !== null) return column === 'stranger' ? null : withKnown(column, measure, 0.9, desk)
  const listed = ownerInList(sentence, n)
  if (listed !== null) return withKnown(listed, measure, 0.95, desk)
  const paired = ownerInPair(sentence, n, desk)
  if (paired !== undefined) return paired === null ? null : withKnown(paired, measure, 0.95, desk)
  if (nameBehind(sentence, n) === null && isOfAnother(sentence, n)) return null
  const owner = ownerBehind(sentence, n) ?? ownerOfMeasure(sentence, n, measure) ?? nearestBefore(sentence, n, desk)
  if (owner === 'stranger') return null
  if (owner !== null) return withKnown(owner, measure, 1, desk)
  // it reaches 77.1 and B comes second: the subject was named before
  const later = isOfPronoun(sentence, mention.start) ? null : nextIn(sentence, n, desk)
  if (later === 'several') return null
  if (later !== null) return withKnown(later, measure, 0.9, desk)
  const only = onlyPolicy(measure, year, desk)
  if (only !== null) return withKnown(only, measure, 0.95, desk)
  const carried = sentence.carried.filter((id) => isTold(id, desk))
  if (carried.length === 1) {
    // what the heading names holds for its whole section
    const isHeaded = entitiesIn(sentence.heading, desk).includes(carried[0]!)
    return withKnown(
      carried[0]!,
      measure,
      (!sentence.isFirst ? 0.9 : isHeaded ? 0.85 : 0.78) * trustOf(measure, desk),
      desk,
    )
  }
  const ids = entitiesIn(sentence.heading, desk).filter((id) => isTold(id, desk))
  if (ids.length === 1 && sentence.strangers.length === 0)
    return withKnown(ids[0]!, measure, 0.85 * trustOf(measure, desk), desk)
  return null
}

const pronoun =
  /(?:^|[\s,])(?:it|this model|the model)\s(?:has|had|[a-z]+s|scored|reached|got|achieved)\s(?:[a-z]+\s){0,2}$|(?:该模型|它)[^，。；;、]{0,10}$/i

function isOfPronoun({ text, start }: Sentence, at: number): boolean {
  return pronoun.test(text.slice(Math.max(0, at - start - 50), at - start))
}

const headings = new WeakMap<AuditDesk, { text: string; ids: readonly string[] }>()

const others = /^\s?[/&、]\s?[A-Za-z]?\d/

/** The ids of the entities that a heading names, each once; an empty one stands for those that it names by their numbers alone. */
export function entitiesIn(heading: string, desk: AuditDesk): readonly string[] {
  const kept = headings.get(desk)
  if (kept?.text === heading) return kept.ids
  const found = desk.input.words.find(heading).filter((x) => x.kind === 'entity')
  const named = [...new Set(found.map((x) => x.id))]
  // DeepSeek-V2/V2.5/V3 names three
  const ids = found.some((x) => others.test(heading.slice(x.end))) ? [...named, ''] : named
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

const tied =
  /^\s?(?:\b(?:are |is |stand |come |score |scored |reach |reached |get )?(?:at|with|of)\b|score|scored|reach|reached|got|get|[为是]|得分?为?|取得|达到?|录得|拿到|的?(?:成绩|得分|分数)为?)\s?$/i
const bound = /^\s?(?:、|和|与|and|及)\s?$/

// Llama 3.1 70B and Llama 3.1 405B at 79.3% and 85.2%: as many numbers as names
function ownerInList(sentence: Sentence, n: number): string | null {
  const { mentions, names, text, start } = sentence
  const entities = names.filter((x) => x.kind === 'entity')
  if (entities.length < 2) return null
  const isNext = (a: number) => {
    const x = mentions[a]
    const y = mentions[a + 1]
    return (
      x !== undefined &&
      y !== undefined &&
      x.unitText === y.unitText &&
      bound.test(text.slice(x.end - start, y.start - start))
    )
  }
  let [from, to] = [n, n]
  while (isNext(from - 1)) from -= 1
  while (isNext(to)) to += 1
  const count = to - from + 1
  if (count < 2) return null
  const before = entities.filter((x) => x.end <= mentions[from]!.start)
  const run = before.slice(-count)
  const last = run.at(-1)
  if (run.length !== count || last === undefined || before.length > count) {
    const extra = before.at(-count - 1)
    if (
      last === undefined ||
      run.length !== count ||
      (extra !== undefined && bound.test(text.slice(extra.end - start, run[0]!.start - start)))
    )
      return null
  }
  const joinedUp = run.slice(1).every((x, i) => bound.test(text.slice(run[i]!.end - start, x.start - start)))
  return joinedUp && tied.test(text.slice(last.end - start, mentions[from]!.start - start)) ? run[n - from]!.id : null
}

// 88.6% for Llama 3.1 405B, 88.6%（Llama 3.1 405B）
/** Whom a number right before a name belongs to. */
export function ownerBehind(sentence: Sentence, n: number): string | null {
  return nameBehind(sentence, n)?.id ?? null
}

const behind = /^\s?(?:of|for|by|from|[（(])\s?$/
// 700 亿参数规模的 Llama 3.1 70B, the 70-billion-parameter Llama 3.1 70B
const sized = /^\s?个?(?:参数|规模|大小|量级|级别|体量|以上|左右)*的\s?$|^[\s-]parameter\s$/

function nameBehind({ names, mentions, text, start }: Sentence, n: number): FoundName | null {
  const mention = mentions[n]!
  const next = names.find((x) => x.kind === 'entity' && x.start >= mention.end)
  if (next === undefined) return null
  const between = text.slice(mention.end - start, next.start - start)
  return between.length < 24 && (behind.test(between) || sized.test(between)) ? next : null
}

// With 123 billion parameters, Mistral Large 2 …: the one subject that the sentence names, behind the number
function nextIn(sentence: Sentence, n: number, desk: AuditDesk): string | 'several' | null {
  const mention = sentence.mentions[n]!
  const objects = objectsOf(sentence)
  const owners = sentence.mentions.flatMap((_, i) => (i === n ? [] : (nameBehind(sentence, i) ?? [])))
  const told = (x: FoundName) => x.kind === 'entity' && isTold(x.id, desk) && x.refers !== true && !owners.includes(x)
  const ids = new Set(
    sentence.names.filter((x) => told(x) && x.start >= mention.end && !objects.has(x)).map((x) => x.id),
  )
  const strange = sentence.strangers.some((s) => s.start >= mention.end && !objects.has(s))
  if (ids.size === 0)
    return strange && /[A-Za-z]{3}/.test(sentence.text) && !/[\u4e00-\u9fff]/.test(sentence.text) ? 'several' : null
  const [id] = ids
  const next = sentence.names.find((x) => x.id === id && told(x) && x.start >= mention.end)
  // the variant with 70 billion parameters always loses out to it, or cannot match it
  const before =
    next === undefined ? '' : sentence.text.slice(mention.end - sentence.start, next.start - sentence.start)
  return id === undefined ||
    ids.size > 1 ||
    /[a-z]\s(?:to|than|against|behind|over|match|beat|rival|replace)\s(?:the\s)?$/.test(before)
    ? 'several'
    : id
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
  const clause = clausesOf(sentence).find((c) => c.start <= mention.numberStart && mention.numberStart <= c.end)
  const objects = objectsOf(sentence)
  const before = sentence.names.filter((x) => x.kind === 'entity' && isTold(x.id, desk) && x.end <= mention.numberStart)
  // compared to A, the new one has 671B
  const isLeft = (x: FoundName) =>
    objects.has(x) && /^[,，]/.test(sentence.text.slice(x.end - sentence.start).trimStart())
  const isOwn = (x: FoundName) => clause !== undefined && x.start >= clause.start && !isLeft(x)
  const subjects = before.filter((x) => isOwn(x) || !objects.has(x))
  const own = subjects.filter((x) => isOwn(x) || !isApart(sentence, x))
  const last = own.at(-1)
  // unlike A, the one that is spoken of is somebody else
  if (last === undefined && subjects.length > 0) return 'stranger'
  if (isFirms(sentence, mention.numberStart, last, desk) || isOfSeveral(sentence, mention.numberStart))
    return 'stranger'
  const stranger = sentence.strangers.filter((s) => s.end <= mention.numberStart && !objects.has(s)).at(-1)
  if (stranger !== undefined && (last === undefined || stranger.start > last.start)) return 'stranger'
  return last?.id ?? null
}
