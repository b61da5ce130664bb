import type { Diagnostic, Span } from '../base/index.ts'
import { largest } from '../base/index.ts'
import { type Fact, factAddress, formatValue } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related } from './context.ts'
import { eitherOf, nameIn, pointsBack } from './owner.ts'

/** A bound difference of two facts, as `pp(a, b)`, `percent(a, b)` or `a - b`, and where it stands. */
export interface Difference extends Placed {
  readonly address: string
}

/** Whether an address asks for the difference of two facts, whose sign tells which of them is above. */
export function isDifference(address: string): boolean {
  return /^(?:pp|percent)\(/.test(address) || (/\s-\s/.test(address) && !address.startsWith('-'))
}

const up =
  '高出|高于|高|多出|多|贵|慢|快|(?<![增成])长|(?<!比)重|more expensive than|dearer than|longer than|slower than|faster than|领先于?|跑赢|超出|higher than|more than|above|over|ahead of|leads|beats|exceeds'
const down =
  '低于|低|少|便宜|短|轻|cheaper than|shorter than|lighter than|落后于?|跑输|lower than|less than|fewer than|below|under|behind|short of|trails|lags'
const much = '(?:了|约|近|达|超过?|逾|仅|整整|足足|\\s)*'
// 比 X 低 [2.8], 领先 X [2.8], leads X by [2.8]
const zhThan = new RegExp(`(?:比|较)([^，。；,;比较]{1,30}?)(?:要|还|则)?(${up}|${down})${much}$`)
const zhLead = new RegExp(`(领先于?|落后于?|跑赢|跑输|高于|低于|高出)([^，。；,;]{1,30}?)${much}$`)
const enBy =
  /\b(leads|led|beats?|exceeds|exceeded|outperforms|outperformed|trails|trailed|lags|lagged|underperforms|underperformed)\s(?:behind\s)?((?:[^,;.]|\.(?=\d)){1,40}?)\sby\s(?:about\s|nearly\s|some\s|only\s|over\s)?$/i
// [2.8] points lower than X
const enThan = new RegExp(
  `^\\s?(?:percentage points?|points?|percent|pp)?\\s?(${up}|${down}|(?:more|fewer|less)(?=(?:\\s\\w+){1,2}\\sthan))\\s((?:[^,;.]|\\.(?=\\d)){1,40})`,
  'i',
)
const isDown = new RegExp(`^(?:${down}|fewer|less)$`, 'i')

interface Said {
  readonly word: string
  readonly falling: boolean
  /** the words for whom the other is held against */
  readonly base: string
}

/**
 * Tells of differences whose words say the other way round, or hold a subject against another than their facts do.
 *
 * `比 X 低 [2.8 个百分点](<fact:pp(a, b)>)`: X is `a` or `b`, and the sign of the difference says whether it may be 低. Where the
 * words for X name nobody, such as 上一代, the number before in the sentence tells who is spoken of.
 */
export function checkGaps(
  text: string,
  differences: readonly Difference[],
  numbers: readonly Placed[],
  binder: Binder,
): readonly Diagnostic[] {
  return differences.flatMap((gap): readonly Diagnostic[] => {
    const [left, right] = gap.derived.facts.map((f) => f.fact)
    const own = left === undefined ? undefined : binder.registry.entity(left.subject)
    if (!left || !right || !own || gap.derived.facts.length !== 2 || left.subject === right.subject) return []
    const value = gap.derived.value
    const sentence = sentencesOf(text).find(([a, b]) => gap.start >= a && gap.start < b)
    if (value === null || value.eq(0) || sentence === undefined) return []
    const before = text.slice(sentence[0], gap.start)
    const said = saidOf(before, text.slice(gap.end, sentence[1]))
    if (said === null) return []
    const named = pointsBack(said.base)
      ? eitherOf(before.split(/前者|后者|\b(?:former|latter)\b/i)[0]!, said.base, own.kind, binder)
      : nameIn(said.base, own.kind, binder)
    if (named === null && pointsBack(said.base)) return []
    const is = (id: string, fact: Fact) => id === fact.subject || related(id, fact.subject, binder)
    if (named === 'several') return []
    if (named !== null && !is(named, left) && !is(named, right)) return [strange(said, named, left, right, gap.at)]
    const base =
      named === null ? otherThan(topicOf(sentence[0], gap, numbers), left, right) : is(named, left) ? left : right
    // a family of which both are members says nothing of which
    if (base === null || (named !== null && is(named, left) && is(named, right))) return []
    const above = base === right ? value.gt(0) : value.lt(0)
    // the faster of two has the shorter time, and the higher rate
    const better = binder.registry.measure(left.measure)?.better
    const isTime = better === 'lower'
    const falling = /^(?:快|fast)/i.test(said.word) ? isTime : /^(?:慢|slow)/i.test(said.word) ? !isTime : said.falling
    if (/^(?:快|慢|fast|slow)/i.test(said.word) && better === undefined) return []
    return above === falling ? [denied(said, left, right, gap.at)] : []
  })
}

const route =
  /从([^，。；,;到]{1,20}?)到([^，。；,;]{1,20}?)[，,]|\bfrom\s((?:[^,;.]|\.(?=\d)){1,30}?)\sto\s((?:[^,;.]|\.(?=\d)){1,30}?)(?=[,;]|\s(?:is|was|the|it)\b|$)/i

/** Tells of differences that words put between two others: 从猎户到天琴，提高了 [7.3 个百分点] of 天龙 and 天琴. */
export function checkRoutes(
  text: string,
  differences: readonly Difference[],
  numbers: readonly Placed[],
  binder: Binder,
): readonly Diagnostic[] {
  return differences.flatMap((gap): readonly Diagnostic[] => {
    const [left, right] = gap.derived.facts.map((f) => f.fact)
    const kind = left === undefined ? '' : (binder.registry.entity(left.subject)?.kind ?? '')
    const sentence = sentencesOf(text).find(([a, b]) => gap.start >= a && gap.start < b)
    if (!left || !right || kind === '' || left.subject === right.subject || sentence === undefined) return []
    const floor = Math.max(sentence[0], largest(numbers.map((n) => n.end).filter((e) => e <= gap.start)))
    const match = route.exec(text.slice(floor, gap.start))
    if (match === null) return []
    const ends = [match[1] ?? match[3]!, match[2] ?? match[4]!].map((t) => nameIn(t, kind, binder))
    const is = (id: string | null, fact: Fact) =>
      id !== null && (id === fact.subject || related(id, fact.subject, binder))
    const other = ends.find((e) => e !== null && e !== 'several' && !is(e, left) && !is(e, right))
    if (ends.some((e) => e === null || e === 'several') || !other) return []
    return [strange({ word: match[0].trim(), falling: false, base: other }, other, left, right, gap.at)]
  })
}

function saidOf(before: string, after: string): Said | null {
  const than = zhThan.exec(before)
  if (than !== null) return { base: than[1]!, word: than[2]!, falling: isDown.test(than[2]!) }
  const lead = zhLead.exec(before) ?? enBy.exec(before)
  if (lead !== null)
    return { base: lead[2]!, word: lead[1]!, falling: /^(?:落后|低|跑输|trail|lag|under)/i.test(lead[1]!) }
  const behind = enThan.exec(after)
  return behind === null ? null : { base: behind[2]!, word: behind[1]!, falling: isDown.test(behind[1]!) }
}

// where both stand before, the words for whom it is held against say nothing of which
function topicOf(from: number, gap: Difference, numbers: readonly Placed[]): Fact | null {
  const before = numbers.filter((n) => n.start >= from && n.end <= gap.start).map((n) => n.derived.fact!.fact)
  const sides = gap.derived.facts.map((f) => f.fact.id)
  return sides.every((id) => before.some((f) => f.id === id)) ? null : (before.at(-1) ?? null)
}

function otherThan(topic: Fact | null, left: Fact, right: Fact): Fact | null {
  if (topic === null) return null
  return topic.id === left.id ? right : topic.id === right.id ? left : null
}

function denied({ word }: Said, left: Fact, right: Fact, at: Span): Diagnostic {
  const [a, b] = [left, right].map((f) => `${factAddress({ ...f, scope: {} })} ${formatValue(f)}`)
  return report(
    'report/comparison',
    { en: `"${word}" is denied by the facts: ${a} against ${b}`, zh: `“${word}”与事实相反：${a} 对 ${b}` },
    { at, hint: { en: 'turn the word or the address around', zh: '请改换该词，或调换地址的两项' } },
  )
}

function strange({ word }: Said, named: string, left: Fact, right: Fact, at: Span): Diagnostic {
  const [a, b] = [left, right].map((f) => `\`${factAddress(f)}\``)
  return report(
    'report/subject',
    {
      en: `"${word}" is said of ${named}, the number is the difference of ${a} and ${b}`,
      zh: `“${word}”说的是 ${named}，数字却是 ${a} 与 ${b} 之差`,
    },
    { at, hint: { en: `take the fact of ${named}, or mend the name`, zh: `请改用 ${named} 的事实，或改正名称` } },
  )
}
