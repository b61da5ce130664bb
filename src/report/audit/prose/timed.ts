import type { Mention } from '../../../base/index.ts'
import type { Sentence } from './sentence.ts'

/** The stretch of time that a number is of, as the words beside it say. */
export interface Span {
  /** `null` where none is said */
  readonly year: number | null
  /** a part of a year, a week or a part of it */
  readonly part: 'half' | 'quarter' | 'month' | ''
  readonly n: number
  /** the one before that of now, or that of now */
  readonly now: boolean | null
}

/** A number with what its own words say of it. */
export interface Timed {
  readonly mention: Mention
  readonly span: Span | null
  /** what is measured, and of whom, without the time and the words that only lead to the number */
  readonly label: string
}

const digit: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 上: 1, 下: 2 }
const ordinal: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 }
const monthNames = 'january february march april may june july august september october november december'.split(' ')

const year = /(?<![\d.])(?:FY\s?)?((?:19|20)\d{2})(?![\d.])\s?(?:财年|年度?(?!均)|E\b)?/i
const quarter =
  /第?([一二三四1-4])\s?季度?|(?<![A-Za-z])Q([1-4])(?!\d)|(?<![\d.])([1-4])Q(?![A-Za-z])|\b(first|second|third|fourth)[-\s](?:fiscal\s)?quarter\b|\bin the (first|second|third|fourth)(?=\s*(?:$|[,.;]))/i
const half =
  /([上下])半年|(?<![A-Za-z])H([12])(?!\d)|(?<![\d.])([12])H(?![A-Za-z\d])|\b(first|second)\shalf\b(?:\sof the (?:fiscal )?year)?/i
const month =
  /(?<![\d.])(\d{1,2})\s?月份?(?!\s?\d{1,2}\s?日)|\b(January|February|March|April|May|June|July|August|September|October|November|December)\b(?:[-\s]quarter\b)?/
const before =
  /上一?[个]?(?:周|月|季度?|年|期)|去年(?:同期)?|上年(?:同期)?|前一?[个]?(?:周|月|季度?|年|值)|同期|此前|\b(?:last|previous|prior|preceding)\s(?:week|month|quarter|year|period)\b|\bthe (?:week|month|quarter|year) before\b|\b(?:a|one) (?:week|month|quarter|year) (?:ago|earlier|before)\b/i
const current =
  /本(?:周|月|季度?|年|期)|今年|当(?:周|月|季|年|期)|\b(?:this|the current) (?:week|month|quarter|year)\b/i

/** The time that `text` names last, with the text without it. */
export function spanIn(text: string): { readonly span: Span | null; readonly rest: string } {
  let rest = text
  const cut = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest)
    if (found !== null) rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`
    return found
  }
  const y = cut(year)
  const q = cut(quarter)
  const h = q === null ? cut(half) : null
  const m = q === null && h === null ? cut(month) : null
  const past = cut(before)
  const now = past === null ? cut(current) : null
  if (y === null && q === null && h === null && m === null && past === null && now === null)
    return { span: null, rest: text }
  const own = (found: RegExpExecArray): number => {
    const word = found
      .slice(1)
      .find((g) => g !== undefined)!
      .toLowerCase()
    return digit[word] ?? ordinal[word] ?? (monthNames.includes(word) ? monthNames.indexOf(word) + 1 : Number(word))
  }
  const part = q !== null ? 'quarter' : h !== null ? 'half' : m !== null ? 'month' : ''
  const found = q ?? h ?? m
  return {
    span: {
      year: y === null ? null : Number(y[1]),
      part,
      n: found === null ? 0 : own(found),
      now: past !== null ? false : now !== null ? true : null,
    },
    rest,
  }
}

/** Which of two times is the earlier: -1 the first, 1 the second, 0 where the words do not say. */
export function orderOf(a: Span | null, b: Span | null): -1 | 0 | 1 {
  if (a === null || b === null) {
    if (a?.now === false) return -1
    return b?.now === false ? 1 : 0
  }
  const years = a.year !== null && b.year !== null ? a.year - b.year : 0
  if (years !== 0) return a.part === b.part && a.n === b.n ? sign(years) : 0
  if (a.part !== '' && a.part === b.part && a.n !== b.n) return sign(a.n - b.n)
  if (a.now === b.now) return 0
  // 本周 and 上周, 二季度 and 上季度
  return a.now === false ? -1 : b.now === false ? 1 : 0
}

function sign(x: number): -1 | 1 {
  return x < 0 ? -1 : 1
}

/** Whether one of two times is the other a year before. */
export function isYearApart(a: Span | null, b: Span | null, text: string): boolean {
  if (a?.year != null && b?.year != null) return Math.abs(a.year - b.year) === 1 && a.part === b.part && a.n === b.n
  return (
    (a?.now === false || b?.now === false) && /同期|去年|上年|前一年|last year|year (?:ago|earlier|before)/i.test(text)
  )
}

const parting = /[，,；;：:（(。]/
const leading =
  /(?:\b(?:was|were|is|are|of|at|to|by|in|for|on|and|with|against|versus|vs\.?|compare[sd]|from|the|reached|totall?ed|hit|stood|came|about|some|nearly|over|a|an|had|recorded|posted|reported|generated|delivered|booked|its|their|that)\b|['’]s\b|US\$|HK\$|RMB|CNY|USD|[$¥￥€£])/gi
const leadingZh = /录得|实现|完成|达到|分别|累计|共计|约为|[为是达约则的在有共仅至到了而和与及其]|\s/g
const joining = /[,;，；（(]|\s(?:against|versus|vs\.?|compare[sd] (?:with|to)|from|and|while|whereas|but|up|down)\s/i

/** The `n`-th number of a sentence with the time and the thing it is of, by the words right before and behind it. */
export function timedAt(sentence: Sentence, n: number): Timed {
  const { text, start, mentions } = sentence
  const mention = mentions[n]!
  const last = mentions[n - 1]
  const next = mentions[n + 1]
  let front = text.slice(last === undefined ? 0 : last.end - start, mention.numberStart - start)
  if (last !== undefined) {
    // in the second quarter against
    const cut = joining.exec(front)
    if (cut !== null && cut.index > 0) front = front.slice(cut.index + 1)
  }
  const pieces = front.split(parting)
  // 二季度，营收为: the time may stand in a piece of its own
  let own = pieces.at(-1)!
  if (pieces.length > 1 && own.replace(leadingZh, '').replace(leading, '').trim() === '') own = pieces.at(-2)! + own
  const rear = text.slice(mention.end - start, next === undefined ? text.length : next.numberStart - start)
  const cut = joining.exec(rear)
  const behind = /[\u4e00-\u9fff]/.test(rear.slice(0, 2))
    ? ''
    : rear.slice(0, cut?.index ?? 60).replace(/[.。].*$/s, '')
  const before = spanIn(own)
  const after = before.span === null ? spanIn(behind) : { span: null }
  return { mention, span: before.span ?? after.span, label: labelOf(before.rest) }
}

function labelOf(text: string): string {
  return text.replace(leading, ' ').replace(leadingZh, '').toLowerCase()
}

/** Whether two numbers are of one thing at two times: 二季度营收 51.3 亿元，一季度 42.1 亿元. */
export function isOneThing(a: Timed, b: Timed): boolean {
  if (a.label === b.label || b.label === '') return true
  return a.label.length >= 2 && b.label.length >= 2 && (a.label.endsWith(b.label) || b.label.endsWith(a.label))
}

/** Whether two numbers are said of two things that are called alike but for their beginning: 丁公司营收 and 戊公司营收. */
export function isOther({ label: a }: Timed, { label: b }: Timed): boolean {
  let same = 0
  while (same < a.length && same < b.length && a.at(-1 - same) === b.at(-1 - same)) same += 1
  const [one, other] = [a, b].map((x) => x.slice(0, x.length - same).trim()) as [string, string]
  if (same < 2 || one === '' || other === '') return false
  // 该公司 and 公司 are one, and so are those of which the one is a part of the other
  return !one.includes(other) && !other.includes(one) && one.length <= 12 && other.length <= 12
}
