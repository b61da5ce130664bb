import { amountInterval, contains, type Interval, type Mention, plain } from '../../../base/index.ts'
import { compareFacts, type Fact, factInterval } from '../../../facts/index.ts'
import type { FoundWord } from '../../lexicon.ts'
import type { Claim, Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import { printedText } from '../known.ts'
import type { FoundName } from '../names.ts'
import { cellFor } from '../own.ts'
import type { Linked } from './audit.ts'
import { isDistance, isOfOwnBase } from './basis.ts'
import { factPoint, isBorneOut, isOfStranger } from './borne.ts'
import { entitiesIn, ownerBehind } from './link.ts'
import { allows } from './measure.ts'
import { type Two, tellNoise } from './noise.ts'
import { isShareOf, objectsAt, objectsOf } from './objects.ts'
import { clausesOf, type Sentence } from './sentence.ts'

type Answer = 'yes' | 'no' | 'unknown'

const opposite: Readonly<Record<Answer, Answer>> = { yes: 'no', no: 'yes', unknown: 'unknown' }

/** Audits the comparisons of a sentence: between two of its numbers, between two subjects under a measure, and ratios. */
export function auditComparisons(sentence: Sentence, links: readonly Linked[], desk: AuditDesk): void {
  if (sentence.words.length === 0) return
  const used = new Set<FoundWord>()
  compareNumbers(sentence, links, used, desk)
  for (const word of sentence.words) if (!used.has(word)) compareNames(sentence, word, links, desk)
}

// A scores 88.6, higher than the 88.7 of B: the two numbers decide the word
function compareNumbers(sentence: Sentence, links: readonly Linked[], used: Set<FoundWord>, desk: AuditDesk): void {
  const firsts = new Map<Linked, Linked>()
  for (let n = 0; n < links.length; n += 1) {
    const right = links[n + 1]
    if (right === undefined) continue
    const left = firstOf(links[n]!, right, firsts, sentence)
    const a = sentence.mentions[left.index]!
    const b = sentence.mentions[right.index]!
    if (a.form !== b.form || a.unitText !== b.unitText || /^[项科]$/.test(a.unitText) || !alike(left, right)) continue
    const from = sentence.mentions[links[n]!.index]!.end
    const words = sentence.words.filter((w) => w.start >= from && w.end <= b.numberStart)
    if (words.length === 1) firsts.set(right, left)
    const word = words[0]
    const between = sentence.text.slice(from - sentence.start, b.numberStart - sentence.start)
    if (words.length !== 1 || word === undefined || between.length > 60 || changes.test(between)) continue
    if (isOfOwnBase(sentence, a, word)) continue
    // 3.1 (matches earlier editions), 6.0: the word stays within its parentheses; 接近 A，在 60 个基准中: and within its clause
    const behind = sentence.text.slice(word.end - sentence.start, b.numberStart - sentence.start)
    if (
      (/^[^（(]*[）)]/.test(behind) && /[（(]/.test(between)) ||
      newClause.test(behind) ||
      isShareOf(sentence, word, b)
    )
      continue
    // the number behind the word belongs to a name behind it, or it is a bound of the first
    if (
      !sentence.names.some((x) => x.kind === 'entity' && x.start >= word.end && x.end <= b.numberStart) &&
      !sentence.strangers.some((x) => x.start >= word.end && x.end <= b.numberStart) &&
      !ownerWord.test(between) &&
      !isOfAnother(sentence, left.index, word, b) &&
      ownerBehind(sentence, right.index) === null
    )
      continue
    if (!saysWhich(sentence, word, left, a, desk)) continue
    used.add(word)
    const found = compareFacts(
      word.relation,
      amountInterval({ ...left.link.amount, bound: 'exact' }),
      amountInterval({ ...right.link.amount, bound: 'exact' }),
    )
    const lower = isLowerBetter(left.link.measure, desk) && !size.test(word.word)
    const holds = turn(found, word.denied !== lower && word.relation !== 'near' ? true : word.denied)
    const text = sentence.text.slice(a.start - sentence.start, b.end - sentence.start)
    // the deepest cut is ahead of others: -8.0% and -7.6%
    if (a.value.lt(0) && b.value.lt(0) && !size.test(word.word)) continue
    if (holds === 'no') tellFlip(sentence, word, text, `${plain(a.value)} against ${plain(b.value)}`, [], 0.93, desk)
    take(
      sentence,
      word,
      left.link.subject,
      left.link.measure,
      holds === 'no' ? 'flip' : holds === 'yes' ? 'match' : 'unchecked',
      desk,
    )
  }
}

// 93.1, above the 89.2 of B and close to the 94.2 of C: what goes on without a name is still said of the first
function firstOf(left: Linked, right: Linked, firsts: ReadonlyMap<Linked, Linked>, sentence: Sentence): Linked {
  const first = firsts.get(left)
  if (first === undefined) return left
  const { end } = sentence.mentions[left.index]!
  const word = sentence.words.find((w) => w.start >= end && w.end <= sentence.mentions[right.index]!.numberStart)
  const between = sentence.text.slice(end - sentence.start, (word?.start ?? end) - sentence.start)
  return word !== undefined && goesOn.test(between) ? first : left
}

const goesOn = /^[^，,;；]{0,3}[，,]?\s?(?:并|且|又|也|还|但|而|同时|and|but|yet|while|still|\s)*$/i

const size = /[高低多少]|higher|lower|more|less|above|below/i

// 优于 and ahead of speak of merit: of scores that is the higher number, of times, prices and errors nobody knows
function saysWhich({ text }: Sentence, word: FoundWord, { link }: Linked, m: Mention, desk: AuditDesk): boolean {
  if (size.test(word.word) || word.relation === 'near') return true
  if (link.measure !== null && (desk.input.registry.measure(link.measure)?.better ?? '') !== '') return true
  return (
    (m.unitText === '' || isPercent(m.unitText) || /^分|points?$/.test(m.unitText)) &&
    !desk.input.cues.has('lower', text)
  )
}

// 增速低于丙助手的 11.0%, less than the $8.6 billion of B: the number behind is somebody's, and one alone stands before
function isOfAnother({ text, start, mentions }: Sentence, n: number, word: FoundWord, b: Mention): boolean {
  const own = mentions[n]!
  // 412 more than the 3,048 of a year ago is how far the two are apart
  if (
    /^(?:more|less|fewer|higher|lower|above|below)/i.test(word.word) &&
    text.slice(own.end - start, word.start - start).trim() === ''
  )
    return false
  if (mentions.some((m) => m !== own && m.end <= word.start && m.unitText === own.unitText)) return false
  const behind = text.slice(word.end - start, b.numberStart - start)
  const after = text.slice(b.end - start, b.end - start + 8)
  return (
    /^[^，。,;；:：的（()）]{2,14}(?:的\s?|[（(])$/.test(behind) ||
    (/^\sthe\s(?:US\$|[$¥])?$/.test(behind) && /^\sof\s[a-zA-Z]/.test(after))
  )
}

const newClause = /[，,；;]\s?(?:在|从|其中|并|且|有|已|将|对)/
const changes = /百分点|pp\b|points?\s(?:higher|lower)|高出|低出|[多少快慢]\s?了|提[高升]|增长|下降/
// above last month, while that of cars came to 19.5 %: another clause has another owner
const ownerWord =
  /(?:去年|上年|上[期周月季]|同期|前值|对手|前者|后者|竞品|last|previous|prior|year-ago)(?!.*[，,；;](?!\s?(?:when|which|那时|当时|后者|前者)))/is

function alike(a: Linked, b: Linked): boolean {
  if (a.link.measure !== null && b.link.measure !== null && a.link.measure !== b.link.measure) return false
  return a.link.amount.bound !== 'range' && b.link.amount.bound !== 'range'
}

function isLowerBetter(measure: string | null, { input }: AuditDesk): boolean {
  return measure !== null && input.registry.measure(measure)?.better === 'lower'
}

function turn(found: Answer, denied: boolean): Answer {
  return denied ? opposite[found] : found
}

function take(
  sentence: Sentence,
  word: FoundWord,
  subject: string | null,
  measure: string | null,
  verdict: Claim['verdict'],
  desk: AuditDesk,
): void {
  const why = verdict === 'unlinked' ? 'no-number' : verdict === 'unchecked' ? 'no-fact' : ''
  desk.claims.push({
    kind: 'claim',
    text: sentence.text.slice(word.start - sentence.start, word.end - sentence.start),
    at: desk.place(word.start, word.end),
    subject,
    measure,
    scope: {},
    period: '',
    amount: null,
    unit: '',
    verdict,
    why,
  })
}

function tellFlip(
  sentence: Sentence,
  word: FoundWord,
  printed: string,
  told: string,
  facts: readonly Fact[],
  confidence: number,
  desk: AuditDesk,
): void {
  const said = sentence.text.slice(word.start - sentence.start, word.end - sentence.start)
  if (facts.length === 0 && isDistance(sentence, word.start - sentence.start, said)) return
  const source = facts[0] === undefined ? 'the numbers of the sentence' : facts[0].evidence.source
  const sourceZh = facts[0] === undefined ? '句中数值' : facts[0].evidence.source
  desk.tell(
    'audit/flip',
    desk.place(word.start, word.end),
    {
      en: `"${said}" disagrees with ${source}: ${told}`,
      zh: `“${said}”与${sourceZh}不符：${told.replace(' against ', ' 对 ')}`,
    },
    { confidence, printed, facts },
  )
}

interface Sides {
  readonly left: string
  readonly right: readonly FoundName[]
}

// who is compared with whom: the nearest name before the word and those right behind it
function sidesOf(sentence: Sentence, word: FoundWord, desk: AuditDesk): Sides | null {
  const objects = objectsOf(sentence)
  const isTold = (x: FoundName) => x.kind === 'entity' && desk.input.registry.entity(x.id)?.kind === 'model'
  const entities = sentence.names.filter((x) => x.kind === 'entity')
  const own: readonly object[] = objectsAt(sentence, word, entities)
  const near = entities.filter((x) => isTold(x) && own.includes(x))
  if (near.length === 0) return null
  const before = sentence.names.filter((x) => isTold(x) && x.end <= word.start && !objects.has(x))
  const stranger = sentence.strangers.filter((s) => s.end <= word.start && !objects.has(s)).at(-1)
  // 即高于前者、低于后者: what is held against both is named before them
  const pair = near.some((x) => x.refers === true && /[前后]者|former|latter/i.test(x.alias))
    ? [...new Set(before.filter((x) => x.refers !== true).map((x) => x.id))].slice(-2)
    : []
  const last = before.filter((x) => !pair.includes(x.id) && !(pair.length > 0 && x.refers === true)).at(-1)
  if (pair.length > 0 && last === undefined) return null
  if (stranger !== undefined && (last === undefined || stranger.start > last.start)) return null
  if (
    /[被]|\bby\s*$/.test(
      sentence.text.slice(Math.max(0, word.start - sentence.start - 14), word.start - sentence.start),
    )
  )
    return null
  const told = last?.id ?? soleCarried(sentence, desk)
  return told === null ? null : { left: told, right: near }
}

/** The one model that the text above speaks of. */
export function soleCarried({ carried, heading }: Sentence, desk: AuditDesk): string | null {
  const models = carried.filter((id) => desk.input.registry.entity(id)?.kind === 'model')
  if (models.length === 1) return models[0]!
  const above = entitiesIn(heading, desk)
  return above.length === 1 && desk.input.registry.entity(above[0]!)?.kind === 'model' ? above[0]! : null
}

function compareNames(sentence: Sentence, word: FoundWord, links: readonly Linked[], desk: AuditDesk): void {
  // a word that bounds a number is checked with it
  if (sentence.mentions.some((m) => word.start >= m.start && word.end <= m.numberStart)) return
  const sides = sidesOf(sentence, word, desk)
  if (sides === null) {
    if (sentence.names.some((x) => x.kind === 'entity')) take(sentence, word, null, null, 'unlinked', desk)
    return
  }
  const stated = links
    .filter(
      (l) =>
        l.link.subject === sides.left &&
        isRanked(l.link.measure, desk) &&
        sentence.mentions[l.index]!.end <= word.start,
    )
    .at(-1)
  const isBare = !sentence.names.some((x) => x.kind === 'measure')
  const measure = stated?.link.measure ?? benchmarkIn(sentence, word, desk) ?? (isBare ? sentence.topic : null)
  // a score of its own that the model from above does not have is another's
  if (measure === null || (stated === undefined && isOfStranger(sentence, word, sides.left, measure, desk))) {
    take(sentence, word, sides.left, null, 'unlinked', desk)
    return
  }
  let worst: Claim['verdict'] = 'unchecked'
  for (const right of sides.right) {
    const found = decide(sentence, word, sides.left, right, measure, stated, links, desk)
    if (found === 'flip' || (found === 'match' && worst === 'unchecked')) worst = found
  }
  take(sentence, word, sides.left, measure, worst, desk)
}

function isRanked(measure: string | null, { input }: AuditDesk): boolean {
  return measure !== null && (input.registry.measure(measure)?.better ?? '') !== ''
}

function benchmarkIn(sentence: Sentence, word: FoundWord, desk: AuditDesk): string | null {
  const names = sentence.names.filter(
    (x) => x.kind === 'measure' && allows(sentence, x) && desk.input.registry.measure(x.id)?.better !== '',
  )
  const own = names.filter((x) =>
    ['percent', 'f1-points', 'score'].includes(desk.input.registry.measure(x.id)?.unit ?? ''),
  )
  const clause = clausesOf(sentence).find((c) => c.start <= word.start && word.end <= c.end)
  const near = own.filter((x) => clause !== undefined && x.start >= clause.start && x.end <= clause.end)
  const pick = new Set((near.length > 0 ? near : own.filter((x) => x.end <= word.start)).map((x) => x.id))
  return pick.size === 1 ? [...pick][0]! : null
}

interface Pair extends Two {
  readonly answer: Answer
}

// facts whose conditions do not differ where both state them
function pairsOf(lefts: readonly Known[], rights: readonly Known[], word: FoundWord): readonly Pair[] {
  return lefts.flatMap((left) =>
    rights.flatMap((right): readonly Pair[] => {
      const a = left.fact.scope
      const b = right.fact.scope
      const apart = ['variant', 'version', 'shots', 'cot'].some(
        (k) => a[k] !== undefined && b[k] !== undefined && a[k] !== b[k],
      )
      const [x, y] = [factInterval(left.fact), factInterval(right.fact)]
      if (apart || x === null || y === null) return []
      return [{ answer: turn(compareFacts(word.relation, x, y), word.denied), left, right }]
    }),
  )
}

function decide(
  sentence: Sentence,
  word: FoundWord,
  leftId: string,
  right: FoundName,
  measure: string,
  stated: Linked | undefined,
  links: readonly Linked[],
  desk: AuditDesk,
): Claim['verdict'] {
  const current = (id: string) => desk.knowledge.of(id, measure).filter((k) => !k.older)
  const all = current(leftId)
  const lefts =
    stated === undefined
      ? all
      : all.filter((k) => contains(amountInterval({ ...stated.link.amount, bound: 'exact' }), factPoint(k)))
  // a number of its own that nobody has is of a version that nobody has
  if (stated !== undefined && lefts.length === 0 && all.length > 0) return 'unchecked'
  const pairs = pairsOf(lefts.length > 0 ? lefts : all, current(right.id), word)
  const yes = pairs.filter((p) => p.answer === 'yes')
  const no = pairs.filter((p) => p.answer === 'no')
  const told = (p: Pair) =>
    `${printedText(p.left)} (${scopeText(p.left)}) against ${printedText(p.right)} (${scopeText(p.right)})`
  const printed = sentence.text.slice(word.start - sentence.start, right.end - sentence.start)
  if (no.length > 0 && yes.length === 0) {
    if (isBorneOut(sentence, word, right)) return 'unchecked'
    tellFlip(
      sentence,
      word,
      printed,
      told(no[0]!),
      no.slice(0, 3).flatMap((p) => [p.left.fact, p.right.fact]),
      0.85,
      desk,
    )
    return 'flip'
  }
  // what the sentence itself prints for the other side is what it means
  const isPrinted = links.some((l) => l.link.subject === right.id && l.link.measure === measure)
  const own = isPrinted ? null : ownNumber(right.id, measure, desk)
  const value = lefts[0] ?? all[0]
  if (own !== null && value !== undefined && word.relation !== 'near') {
    const holds = turn(compareFacts(word.relation, factInterval(value.fact)!, own.interval), word.denied)
    if (holds === 'no') {
      tellUndecided(word, printed, value, yes[0]?.right ?? null, own, sentence, desk)
      return 'flip'
    }
  }
  // which of the pairs is meant nobody says
  if (word.relation !== 'near') tellNoise(word, yes, sentence, measure, printed, desk)
  return yes.length > 0 ? 'match' : 'unchecked'
}

function scopeText({ fact }: Known): string {
  const parts = [
    fact.scope.variant,
    fact.scope.shots === undefined ? undefined : `${fact.scope.shots}-shot`,
    fact.scope.cot === undefined ? undefined : fact.scope.cot === 'yes' ? 'CoT' : 'no CoT',
    fact.scope.version,
  ]
  return parts.filter((p) => p !== undefined).join(', ') || fact.evidence.source
}

// what the document itself prints for the other side
function ownNumber(
  id: string,
  measure: string,
  desk: AuditDesk,
): { readonly text: string; readonly interval: Interval; readonly line: number } | null {
  const own = cellFor(id, measure, desk)
  return own === null ? null : { text: own.text, interval: amountInterval(own.amount), line: own.at.line }
}

function tellUndecided(
  word: FoundWord,
  printed: string,
  left: Known,
  right: Known | null,
  own: { readonly text: string; readonly line: number },
  sentence: Sentence,
  desk: AuditDesk,
): void {
  const said = sentence.text.slice(word.start - sentence.start, word.end - sentence.start)
  const but = right === null ? '' : `; it holds only against ${printedText(right)} (${scopeText(right)})`
  const butZh = right === null ? '' : `；仅对 ${printedText(right)}（${scopeText(right)}）成立`
  desk.tell(
    'audit/undecided',
    desk.place(word.start, word.end),
    {
      en: `"${said}" disagrees with the document's own \`${own.text}\` on line ${own.line}: ${printedText(left)} (${scopeText(left)})${but}`,
      zh: `“${said}”与文档第 ${own.line} 行的 \`${own.text}\` 不符：${printedText(left)}（${scopeText(left)}）${butZh}`,
    },
    { confidence: 0.85, printed, facts: [left.fact, ...(right === null ? [] : [right.fact])] },
  )
}
