import {
  addDays,
  closedPeriod,
  type Day,
  type Diagnostic,
  firstDay,
  isDay,
  largest,
  lastDay,
  type Span,
  smallest,
} from '../base/index.ts'
import { type Fact, factAddress } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

/** A stretch of days that words name; `year` is `null` where they leave it out. */
export interface NamedPeriod {
  readonly start: number
  readonly end: number
  readonly year: number | null
  /** month and day, `MM-DD`; an end before the beginning lies in the next year */
  readonly from: string
  readonly to: string
  /** days to either side that the words may mean too: of a week one day is named */
  readonly around: number
}

type Made = Omit<NamedPeriod, 'start' | 'end'> | null
type Reader = readonly [RegExp, (groups: readonly (string | undefined)[]) => Made]

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const month =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?'
const dash = '\\s?(?:[-–—~～至到]|to|and)\\s?'
const zhDay = '(\\d{1,2})\\s?月\\s?(\\d{1,2})\\s?[日号]'
const zhWeek = '(\\s?(?:(?:的|所在)?(?:当|那|这|一)周))?'

const readers: readonly Reader[] = [
  [
    new RegExp(
      `(?:(\\d{4})\\s?年\\s?)?(\\d{1,2})\\s?月\\s?(\\d{1,2})\\s?日?${dash}(?:(\\d{1,2})\\s?月\\s?)?(\\d{1,2})\\s?[日号]`,
      'g',
    ),
    ([year, m, d, m2, d2]) => days(year, m, d, m2 ?? m, d2),
  ],
  [new RegExp(`(?:(\\d{4})\\s?年\\s?)?${zhDay}${zhWeek}`, 'g'), ([year, m, d, week]) => days(year, m, d, m, d, week)],
  [/(?:(\d{4})\s?年\s?)?(?<![\d.个])(1[0-2]|0?[1-9])\s?月(?:份)?(?!\s?\d|内|来)/g, ([year, m]) => monthly(year, m, m)],
  [/(?:(\d{4})\s?年\s?)?前\s?([两二三23])\s?个?季度/g, ([year, n]) => monthly(year, '1', /[三3]/.test(n!) ? '9' : '6')],
  [/(?:(\d{4})\s?年\s?)?全年/g, ([year]) => monthly(year, '1', '12')],
  [/(?:(\d{4})\s?年\s?)?第?([一二三四1-4])季度/g, ([year, q]) => quarter(year, q)],
  [
    /(?:(\d{4})\s?年\s?)?(上|下)半年/g,
    ([year, h]) => (h === '上' ? monthly(year, '1', '6') : monthly(year, '7', '12')),
  ],
  [
    /(?<!\d)(\d{4})\s?年(?:全年|度)?(?!\s?(?:\d|第|[一二三四]季|上半|下半|[初末底中]|以|期|间|版|起))/g,
    ([year]) => monthly(year, '1', '12'),
  ],
  [
    new RegExp(
      `([Ww]eek\\s(?:of|ending|ended|to|from|beginning)\\s)?\\b(\\d{1,2})(?:${dash}(\\d{1,2}))?\\s${month}(?:,?\\s(\\d{4}))?\\b`,
      'g',
    ),
    ([week, d, d2, m, year]) => days(year, m, d, m, d2 ?? d, week),
  ],
  [
    new RegExp(
      `([Ww]eek\\s(?:of|ending|ended|to|from|beginning)\\s)?\\b${month}\\s(\\d{1,2})(?:st|nd|rd|th)?(?:${dash}(\\d{1,2}))?(?:,?\\s(\\d{4}))?\\b(?!\\s?%)`,
      'g',
    ),
    ([week, m, d, d2, year]) => days(year, m, d, m, d2 ?? d, week),
  ],
  [new RegExp(`\\b${month}\\s(\\d{4})\\b`, 'g'), ([m, year]) => monthly(year, m, m)],
  [new RegExp(`\\b(?:[Ii]n|[Dd]uring|[Ff]or|of)\\s${month}(?![\\w]|\\s\\d)`, 'g'), ([m]) => monthly(undefined, m, m)],
  [/\bQ([1-4])(?:\s?(?:of\s)?(\d{4}))?\b/g, ([q, year]) => quarter(year, q)],
  [/\b(\d{4})\s?Q([1-4])\b/g, ([year, q]) => quarter(year, q)],
  [/\b(first|second|third|fourth)\squarter(?:\sof\s(\d{4}))?/gi, ([q, year]) => quarter(year, q)],
  [/\bfirst\s(?:nine\smonths|three\squarters)(?:\sof\s(\d{4}))?/gi, ([year]) => monthly(year, '1', '9')],
  [/\b(first|second)\shalf(?:\sof\s(\d{4}))?/gi, ([h, year]) => half(year, h)],
  [/\b(?:[Ii]n|[Dd]uring|[Ff]or|of)\s((?:19|20)\d{2})\b(?!-)/g, ([year]) => monthly(year, '1', '12')],
]

const dayAlone = new RegExp(`(?<![\\d.月第]\\s?)(\\d{1,2})(?:\\s?日?${dash}(\\d{1,2}))?\\s?日(?![均活内线游常K])`, 'g')

function half(year: string | undefined, which: string | undefined): Made {
  return which?.toLowerCase() === 'first' ? monthly(year, '1', '6') : monthly(year, '7', '12')
}

function monthNumber(text: string | undefined): number {
  return /^\d/.test(text ?? '') ? Number(text) : months.indexOf((text ?? '').slice(0, 3).toLowerCase()) + 1
}

function days(year?: string, m?: string, d?: string, m2?: string, d2?: string, week?: string): Made {
  const [from, to] = [`${two(monthNumber(m))}-${two(Number(d))}`, `${two(monthNumber(m2))}-${two(Number(d2))}`]
  // a leap year knows every day there is
  if (!isDay(`2024-${from}`) || !isDay(`2024-${to}`)) return null
  return { year: year === undefined ? null : Number(year), from, to, around: week === undefined ? 0 : 6 }
}

function monthly(year: string | undefined, m: string | undefined, last: string | undefined): Made {
  const [first, end] = [monthNumber(m), monthNumber(last)]
  if (first < 1 || end > 12) return null
  const length = lastDay(closedPeriod(`2024-${two(end)}`)).slice(-2)
  return {
    year: year === undefined ? null : Number(year),
    from: `${two(first)}-01`,
    to: `${two(end)}-${length}`,
    around: 0,
  }
}

function quarter(year: string | undefined, which: string | undefined): Made {
  const words = ['一1first', '二2second', '三3third', '四4fourth']
  const q = words.findIndex((w) => w.includes((which ?? '?').toLowerCase()))
  return q === -1 ? null : monthly(year, String(3 * q + 1), String(3 * q + 3))
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

// a day that something is measured from, up to or compared with, and the day of a publication, say nothing of the period
const before =
  /(?:截至|截止|自|从|较|比|于|与|同|到|至|自从|相比|by|as of|as at|until|till|since|from|than|versus|vs\.?|against|after|before|with|(?:said|told|spoke|reported|filed|commented|wrote)(?:\s\w+){0,2}|published|released|announced|launched|dated)\s*(?:the\s|end\s|of\s|in\s|on\s|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)*$/i
const behind =
  /^\s?(?:发布|公布|出台|印发|上线|推出|宣布|起|以来|前|之前|后|之后|版|的?报告|release|announce|edition|report)/i
const relative =
  /(?:近|过去|此前|连续)[两二三四五六七八九十\d]+\s?个?(?:周|月|季|年|日|天)|[两二三四五六七八九十]\s?个?(?:周|月|季度?|年|日|天)[^，。；]{0,12}(?:依次|分别)|(?:past|last|previous)\s(?:two|three|four|five|six|\d+)\s(?:days|weeks|months|quarters|years)|去年|上年|同期|上月|上季|上周|前一|此前|上期|last\s(?:year|month|week|quarter)|半年前|[一两二三四五六七八九十]\s?个?(?:年|月|季度|周)前|(?:half )?an? (?:year|month|quarter|week) (?:ago|earlier|before)|previous|prior|same period|earlier/i

const last = '(?:上周|上月|上期|上季度?|last week|(?:the )?(?:previous|prior) week|the week before)'
const lastDated = new RegExp(`${last}\\s?[（(][^（()）]{3,40}[）)]`, 'gi')
const lastOpen = new RegExp(`${last}\\s?[（(]\\s*$`, 'i')

// 由 [8 亿元] 收窄至, to [3,409] from [3,539]: where a number came from is of an earlier period
const source = /(?:^|[^自])[由从](?:[^，。；,;\d]{0,8}的)?\s?$|\b(?:from|versus|against|after)\s$/i
// a day named by its place in the week, or by the one before
const otherDay =
  /(?:周|星期|礼拜)[一二三四五六日天](?!\s?[）)])|第\s?\d{1,2}\s?周|[次翌]日(?!\S{0,2}(?:留存|活跃|回访))|当天|当日|\bon\s(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!,?\s\d)|\bthe\s(?:next|following)\sday\b/i

/**
 * The periods that `text` names outright, in order: `2024 年 6 月`, `Q2 2024`, `the week of 26 July`.
 *
 * Of two readings of the same letters the longer stays. Days of publication and of comparison are left out.
 *
 * @example namedPeriods('In Q2 2024')[0]?.from // '04-01'
 * @example namedPeriods('较 2024 年 6 月').length // 0
 */
export function namedPeriods(text: string): readonly NamedPeriod[] {
  const isOwn = ({ start, end, around }: NamedPeriod) =>
    (around > 0 || !before.test(text.slice(Math.max(0, start - 32), start).replace(lastOpen, ''))) &&
    !behind.test(text.slice(end, end + 12))
  return periodsIn(text).filter(isOwn)
}

// and those that something is measured from or up to
function periodsIn(text: string): readonly NamedPeriod[] {
  // a clause is asked for more than once
  if (text !== read.text) read = { text, periods: readPeriods(text) }
  return read.periods
}

let read: { readonly text: string; readonly periods: readonly NamedPeriod[] } = { text: '', periods: [] }

function readPeriods(text: string): readonly NamedPeriod[] {
  const found: NamedPeriod[] = []
  for (const [pattern, read] of readers) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (found.some((f) => f.start < end && start < f.end)) continue
      const made = read(match.slice(1))
      if (made !== null) found.push({ start, end, ...made })
    }
  }
  found.sort((a, b) => a.start - b.start)
  return [...found, ...daysAlone(text, found)].sort((a, b) => a.start - b.start)
}

// 7 月 18 日为 3，25 日为 1: a day alone is of the month named before it
function daysAlone(text: string, named: readonly NamedPeriod[]): readonly NamedPeriod[] {
  return [...text.matchAll(dayAlone)].flatMap((match): readonly NamedPeriod[] => {
    const [start, end] = [match.index, match.index + match[0].length]
    const month = named.findLast((p) => p.end <= start)
    if (month === undefined || named.some((p) => p.start < end && start < p.end)) return []
    const m = month.to.slice(0, 2)
    const made = days(month.year === null ? undefined : String(month.year), m, match[1], m, match[2] ?? match[1])
    return made === null ? [] : [{ start, end, ...made }]
  })
}

/**
 * Tells of bound numbers whose clause names days that their facts' period has none of.
 *
 * Only what is clear is told of: a fact with a period, and words of which none meets it. A clause without such words is
 * read with its sentence; one that speaks of an earlier period in passing is left alone.
 */
export function checkPeriods(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  const dated = numbers.filter((n) => n.derived.fact!.fact.period !== '')
  if (dated.length === 0) return []
  return sentencesOf(text).flatMap(([from, to]) => {
    const sentence = text.slice(from, to)
    const inside = dated.filter((n) => n.start >= from && n.end <= to)
    // 上周（7 月 12 日至 18 日）: days that are written out speak for their own clause
    const plain = sentence.replaceAll(lastDated, '')
    if (inside.length === 0 || relative.test(plain)) return []
    const isPassing = plain !== sentence
    const named = namedPeriods(sentence)
    return inside.flatMap((number, i) => {
      const clause = clauseOf(sentence, number.start - from)
      const lead = sentence.slice(Math.max(clause[0], (inside[i - 1]?.end ?? from) - from), number.start - from)
      const isOther = otherDay.test(sentence.slice(clause[0], number.start - from)) || source.test(lead)
      // 较一季度的 [426]: the words right before a number are its own, whatever they compare
      const tied = periodsIn(lead).at(-1)
      if (tied && /^\s*(?:的|为|是|['’]s)\s*$/.test(lead.slice(tied.end)) && !meets(tied, number.derived.fact!.fact))
        return [otherPeriod(number.derived.fact!.fact, lead.slice(tied.start, tied.end), tied, number.at, binder)]
      // 由 7 月 19 日的 [3539] 跌至 7 月 26 日的 [3409]
      if (isOther || periodsIn(lead).some((p) => meets(p, number.derived.fact!.fact))) return []
      const own = named.filter((p) => p.start >= clause[0] && p.end <= clause[1])
      // a loss of [3] compares with one of [8] in the first quarter: the words stand behind another number
      const later = inside.find((n) => n.start > number.start && n.end - from <= clause[1])
      if (later && own.some((p) => p.start >= later.end - from && meets(p, later.derived.fact!.fact))) return []
      const meant = own.length > 0 || isPassing ? own : named
      const { fact } = number.derived.fact!
      if (meant.length === 0 || meant.some((p) => meets(p, fact))) return []
      const [first] = meant
      return [otherPeriod(fact, sentence.slice(first!.start, first!.end), first!, number.at, binder)]
    })
  })
}

/**
 * Tells of a caption whose days most of the facts below it have none of; `null` where it names none, or they agree.
 *
 * Facts of other periods beside them are usual: what happened before, and when something was first reached.
 */
export function captionPeriod(text: string, facts: readonly Fact[], at: Span, binder: Binder): Diagnostic | null {
  const dated = facts.filter((f) => f.period !== '' && f.value.kind === 'number')
  const named = dated.length === 0 || relative.test(text) ? [] : namedPeriods(text)
  const [first] = named
  if (first === undefined) return null
  const other = dated.filter((f) => !named.some((p) => meets(p, f)))
  if (other.length * 2 <= dated.length) return null
  return otherPeriod(other[0]!, text.slice(first.start, first.end), first, at, binder)
}

function clauseOf(sentence: string, at: number): readonly [number, number] {
  const cuts = [...sentence.matchAll(/[，；;]|,(?!\s?\d)|\s(?:and|while|versus|but)\s/g)].map((m) => m.index)
  return [
    Math.max(0, largest(cuts.filter((c) => c < at))),
    Math.min(sentence.length, smallest(cuts.filter((c) => c >= at))),
  ]
}

function meets(named: NamedPeriod, fact: Fact): boolean {
  const [first, last] = [firstDay(fact.period), lastDay(fact.period)]
  const years = named.year === null ? yearsOf(first, last) : [named.year]
  return years.some((year) => {
    const end = `${named.to < named.from ? year + 1 : year}-${named.to}`
    const from = addDays(real(`${year}-${named.from}`), -named.around)
    return from <= last && first <= addDays(real(end), named.around)
  })
}

function yearsOf(first: Day, last: Day): readonly number[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))]
  return Array.from({ length: to - from + 2 }, (_, i) => from - 1 + i)
}

// 29 February of another year
function real(day: Day): Day {
  return isDay(day) ? day : `${day.slice(0, 8)}28`
}

function otherPeriod(fact: Fact, words: string, named: NamedPeriod, at: Span, binder: Binder): Diagnostic {
  const alike = binder.store.facts.find(
    (f) =>
      factAddress({ ...f, period: '' }) === factAddress({ ...fact, period: '' }) && f.period !== '' && meets(named, f),
  )
  const span = fact.period.replace('/', ' – ')
  return report(
    'report/period',
    {
      en: `the words say "${words.trim()}", \`${factAddress(fact)}\` is of ${span}`,
      zh: `文字写的是“${words.trim()}”，而 \`${factAddress(fact)}\` 的期间为 ${span}`,
    },
    {
      at,
      ...(alike === undefined
        ? {}
        : { hint: { en: `use \`${factAddress(alike)}\``, zh: `可用 \`${factAddress(alike)}\`` } }),
    },
  )
}
