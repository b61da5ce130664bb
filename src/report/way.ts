import { type Diagnostic, firstDay, type Interval, interval } from '../base/index.ts'
import { type Derived, type Fact, factAddress, factInterval } from '../facts/index.ts'
import type { Truth } from './agree.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { type FoundWord, findWays, type Lexicon, type Way } from './lexicon.ts'
import { isRank } from './ordinal.ts'
import type { Place } from './truth.ts'

// how far from its number a word may stand that tells its way: 下降了约 3.2%, a 3.2% decline
const reach = 12
// and how far with nothing but the words of an amount between: declined by approximately 3.2%
const farReach = 44
const amountWords =
  /^\s(?:(?:by|of|a|an|just|only|some|about|around|approximately|roughly|nearly|almost|over|under|at|least|most|more|less|than|estimated|further|another|additional|as|much)\s)+$/i
// 降至 3.2% and fell to 3.2% name where it went, not how far
const level = /至|到|为|\b(?:to|at)\b/i
const ending = /[\d，。；、！？\n]|[,.;!?](?=\s|$)/

// numbers that share one verb: fell by 9.1% and the benchmark by 15.5%, fell by 9.1% and 15.5%, 分别下降 9.1% 和 15.5%
const shared =
  /\d[\d.,]*\s?(?:%|percentage points?|percent|points?|个?百分点)?(?:(?:,?\s(?:and|while|but)\s|,\s)((?:[^\d\s,.;!?]+\s){1,6}by\s)?(?:(?:about|around|approximately|roughly|nearly|almost|over|some|only|just)\s)?|\s?(?:和|与|及|以及|、)\s?[约近]?\s?)$/i

/** The word beside a number that tells its way, or `null`; numbers in a row may share the word of the first. */
export function wayBeside({ plain, region }: Place, lexicon: Lexicon): FoundWord<Way> | null {
  const before = plain.text.slice(Math.max(0, region.start - farReach), region.start)
  const word = findWays(before, lexicon).at(-1)
  if (word !== undefined && isNear(before, word)) {
    const between = before.slice(word.end)
    if (level.test(word.word) || level.test(between)) return null
    if (!ending.test(between)) return word
    return sharedWay(plain.text.slice(0, region.start), lexicon)
  }
  const early = sharedWay(plain.text.slice(0, region.start), lexicon)
  if (early !== null) return early
  const after = plain.text.slice(region.end, region.end + reach)
  const next = findWays(after, lexicon)[0]
  return next !== undefined && /^(?:\s|的|个百分点|percentage points?|points?)*$/i.test(after.slice(0, next.start))
    ? next
    : null
}

function sharedWay(text: string, lexicon: Lexicon): FoundWord<Way> | null {
  const match = shared.exec(text.slice(-160))
  if (match === null || findWays(match[1] ?? '', lexicon).length > 0) return null
  const first = text.slice(0, text.length - match[0].length)
  const before = first.slice(-farReach)
  const word = findWays(before, lexicon).at(-1)
  if (word === undefined || !isNear(before, word)) return sharedWay(first, lexicon)
  const between = before.slice(word.end)
  if (level.test(word.word) || level.test(between)) return null
  return ending.test(between) ? sharedWay(first, lexicon) : word
}

function isNear(before: string, { start, end }: FoundWord<Way>): boolean {
  return start >= before.length - reach || amountWords.test(before.slice(end))
}

/** `truth` with its sign taken by the words: 下降 19.6% is a true rendering of -19.6 %. */
export function saidWithoutSign(truth: Truth): Truth {
  return {
    ...truth,
    value: truth.value.neg(),
    interval: mirrored(truth.interval),
    bound: opposite[truth.bound] ?? truth.bound,
    ...(truth.high === undefined ? {} : { value: truth.high.neg(), high: truth.value.neg() }),
  }
}

const opposite: Partial<Readonly<Record<Truth['bound'], Truth['bound']>>> = {
  'at-least': 'at-most',
  'at-most': 'at-least',
  'more-than': 'less-than',
  'less-than': 'more-than',
}

function mirrored({ low, high, lowOpen, highOpen }: Interval): Interval {
  return interval(high?.neg() ?? null, low?.neg() ?? null, highOpen, lowOpen)
}

/** Whether a measure says by how much something went up or, below 0, down. */
export function isChange(measure: string): boolean {
  return /\.(?:change|difference|return)(?:\.|$)/.test(measure)
}

// of the words that also compare two things, those that beside a change say which way it went
const plainFall = new Set(['down', '跌', '降', 'decline', 'drop', 'decrease', '降幅', '跌幅'])

/** Tells of a fact that is a rise beside a word that says a fall: 环比下降 3% of +3 %. */
export function againstRise(word: FoundWord<Way>, derived: Derived, at: Placed['at']): Diagnostic | null {
  const fact = derived.fact?.fact
  const falls = word.relation === 'falling' || plainFall.has(word.word)
  if (!falls || word.denied || !fact || !isChange(fact.measure) || !derived.value?.gt(0)) return null
  const address = factAddress(fact)
  return report(
    'report/trend',
    {
      en: `"${word.word}" does not fit \`${address}\`, which is a rise: ${derived.value.toFixed()}`,
      zh: `“${word.word}”与 \`${address}\` 不符，后者为上升：${derived.value.toFixed()}`,
    },
    { at },
  )
}

/** Whether a change between two days went up while the word says down: the finding, or `null`. */
export function againstChange(
  word: FoundWord<Way>,
  derived: Derived,
  before: string,
  at: Placed['at'],
): Diagnostic | null {
  const [left, right] = derived.facts.map((f) => f.fact)
  if (derived.fact !== null || derived.facts.length !== 2) return null
  if (!left || !right || series(left) !== series(right) || left.period === '' || right.period === '') return null
  if (isMinus(left) && isMinus(right) && lost.test(before)) return againstLoss(word, left, right, at)
  if (word.relation !== 'falling' || isMinus(left)) return null
  if (firstDay(left.period) <= firstDay(right.period) || !derived.value?.gt(0)) return null
  // -percent(a, b) is what a fall amounts to
  if (wayOf(right, left) === 'falling') return null
  return misfit(word.word, right, left, at)
}

// 净亏损扩大 [58.6%]: a loss that became less is larger as a number
function againstLoss(word: FoundWord<Way>, left: Fact, right: Fact, at: Placed['at']): Diagnostic | null {
  const [earlier, later] = firstDay(left.period) < firstDay(right.period) ? [left, right] : [right, left]
  const went = wayOf(earlier, later)
  if (word.relation === 'down' || went === null || went === 'steady' || word.denied) return null
  return word.relation === went ? misfit(word.word, earlier, later, at) : null
}

/** Tells of sentences that name two days of one series and say another way than it went. */
export function checkWays(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to && n.derived.fact?.fact.period)
    if (inside.length !== 2) return []
    const words = spokenOf(text, from, to, inside[0]!)
    const said = wayIn(words, binder.lexicon)
    if (said === null) return []
    const [a, b] = inside.toSorted((m, n) => (dayOf(m) < dayOf(n) ? -1 : 1)) as [Placed, Placed]
    const [earlier, later] = [a.derived.fact!.fact, b.derived.fact!.fact]
    if (series(earlier) !== series(later) || earlier.period === later.period) return []
    // 营收增长，亏损为 8 亿和 3 亿: the word has to be said of the loss itself
    const went = spokenWay(earlier, later, words.slice(0, said.start), binder)
    return went === null || went === said.relation ? [] : [misfit(said.word, earlier, later, b.at)]
  })
}

/**
 * Which way words say that a number went: a rank rises as it falls, a loss narrows as it grows. `null` where the facts leave it
 * open, and where the words speak of neither a rank nor a loss.
 */
export function spokenWay(before: Fact, after: Fact, words: string, { registry }: Binder): Way | null {
  const went = wayOf(before, after)
  const rank = isRank(before.measure, before.unit, registry)
  if (!rank && !isMinus(before) && !isMinus(after)) return went
  const turned = rank ? ranked.test(words) : isMinus(before) && isMinus(after) && lost.test(words)
  return turned ? went && ({ rising: 'falling', falling: 'rising', steady: 'steady', down: 'down' }[went] as Way) : null
}

const ranked = /(?:名次|排名|位次|\brank(?:s|ed|ing)?\b)[^，。；,;]*$/i
const lost = /(?:亏损|\bloss(?:es)?\b)[^，。；,;]*$/i

function isMinus({ value }: Fact): boolean {
  return value.kind === 'number' && value.text.startsWith('-')
}

// 尽管竞品下滑，A 升至 [1]: what a clause in front tells of somebody else
function spokenOf(text: string, from: number, to: number, first: Placed): string {
  const clause = Math.max(
    from,
    ...[...text.slice(from, first.start).matchAll(/，|,\s/g)].map((m) => from + m.index + 1),
  )
  return aside.test(text.slice(from, clause)) ? text.slice(clause, to) : text.slice(from, to)
}

const aside =
  /^\s*(?:尽管|虽然?|受|由于|因|随着|在.{1,30}(?:带动|影响|背景|情况|推动)下|despite|although|though|while|as|amid|because|since|after|with)(?![a-z])/i

// 由 [88.6] 降至 [84.0], from [88.6] fell to [84.0], from [88.6] down to [84.0]
const fell =
  /^\D{0,12}?(?:降低?至|下降至|降到|回落至|回落到|跌至|跌到|减少?至|减少到|缩短至|下调至|fell\sto|down\sto|dropped\sto|decreased\sto|declined\sto)\s*约?$/i
const rose =
  /^\D{0,12}?(?:升至|上升至|升到|增至|增加至|增加到|增长至|增长到|提高至|提高到|提升至|提升到|扩大至|上调至|涨至|涨到|rose\sto|up\sto|grew\sto|increased\sto)\s*约?$/i

/** Tells of two numbers of one measure that a word such as 降至 or 升至 joins the other way round than they went. */
export function checkSteppedTo(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.slice(1).flatMap((after, i): readonly Diagnostic[] => {
      const before = inside[i]!
      const between = text.slice(before.end, after.start)
      const way = fell.test(between) ? 'falling' : rose.test(between) ? 'rising' : null
      const [a, b] = [before.derived, after.derived]
      // of one series the slope itself is known, and told of elsewhere
      if (way === null || a.unit !== b.unit || a.fact!.fact.measure !== b.fact!.fact.measure) return []
      if (series(a.fact!.fact) === series(b.fact!.fact)) return []
      const went = spokenWay(a.fact!.fact, b.fact!.fact, text.slice(from, after.start), binder)
      return went === null || went === way ? [] : [misfit(between.trim(), a.fact!.fact, b.fact!.fact, after.at)]
    })
  })
}

function dayOf(number: Placed): string {
  return firstDay(number.derived.fact!.fact.period)
}

function series(fact: Fact): string {
  return factAddress({ ...fact, period: '' })
}

/** The one way that a sentence tells, or `null`: one that says both tells a story that no single slope can deny. */
export function wayIn(sentence: string, lexicon: Lexicon): FoundWord<Way> | null {
  const words = findWays(sentence, lexicon).filter((w) => w.relation !== 'down')
  return new Set(words.map((w) => w.relation)).size === 1 ? words[0]! : null
}

/** Which way a number went from one fact to the other; `null` while their intervals overlap. */
export function wayOf(before: Fact, after: Fact): Way | null {
  const [from, to] = [factInterval(before), factInterval(after)]
  if (before.value.kind !== 'number' || after.value.kind !== 'number' || from === null || to === null) return null
  if (before.value.text === after.value.text) return 'steady'
  if (from.high && to.low?.gt(from.high)) return 'rising'
  if (from.low && to.high?.lt(from.low)) return 'falling'
  return null
}

/** The finding that a word says another way than the facts went. */
export function misfit(word: string, before: Fact, after: Fact, at: Placed['at']): Diagnostic {
  const [from, to] = [before, after].map((f) => (f.value.kind === 'number' ? f.value.text : ''))
  const address = factAddress(after)
  return report(
    'report/trend',
    {
      en: `"${word}" does not fit \`${address}\`, which went from ${from} to ${to}`,
      zh: `“${word}”与 \`${address}\` 不符：由 ${from} 变为 ${to}`,
    },
    { at },
  )
}
