import { type Day, type Diagnostic, firstDay, isDay, lastDay, type Period, type Span } from '../base/index.ts'
import { report } from './codes.ts'
import type { Placed } from './comparison.ts'
import { namedPeriods } from './period.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const zhWeekdays = '日一二三四五六'
const monthName =
  '(?<name>January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?)'
const enWeek = '(?:(?<week>Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday),?\\s)?'
const enYear = '(?:,?\\s(?<year>(?:19|20)\\d{2})\\b)?'

const forms: readonly RegExp[] = [
  // 2024 年 7 月 23 日（周二）, 7月23日 星期二
  /(?:(?<year>\d{4})\s?年\s?)?(?<![\d.])(?<month>\d{1,2})\s?月\s?(?<day>\d{1,2})\s?[日号](?:\s?[（(]?(?:周|星期|礼拜)(?<week>[一二三四五六日天])(?![一二三四五六日天至到、和及]))?/g,
  /(?<![\d-])(?<year>(?:19|20)\d{2})-(?<month>\d{2})-(?<day>\d{2})(?![\d-])/g,
  new RegExp(`\\b${enWeek}${monthName}\\s(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d.%-]|,\\d)${enYear}`, 'g'),
  new RegExp(`\\b${enWeek}(?<!\\d\\s|[\\d.])(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s${monthName}${enYear}`, 'g'),
]

/** Tells of days in `text` that no calendar has, and of days of the week that are others; `today` tells an unwritten year. */
export function checkDates(
  text: string,
  today: Day,
  place: (start: number, end: number) => Span,
): readonly Diagnostic[] {
  return forms.flatMap((form) =>
    [...text.matchAll(form)].flatMap((match): readonly Diagnostic[] => {
      const { year, month, name, day, week } = match.groups!
      const number = name === undefined ? Number(month) : months.indexOf(name.slice(0, 3).toLowerCase()) + 1
      if (lunar.test(text.slice(0, match.index)) || isCount(text, match, name, day)) return []
      const date = dayOf(year, number, Number(day), today)
      const at = place(match.index, match.index + match[0].length)
      const said = match[0].trim()
      if (date === null)
        return [report('report/date', { en: `"${said}" is no day`, zh: `“${said}”不是一个日期` }, { at })]
      if (week === undefined) return []
      const wanted = new Date(`${date}T00:00:00Z`).getUTCDay()
      const told = zhWeekdays.includes(week)
        ? zhWeekdays.indexOf(week)
        : week === '天'
          ? 0
          : weekdays.indexOf(week.toLowerCase())
      if (told === wanted || (year === undefined && isOfAnotherYear(text, match.index, date, told))) return []
      const [en, zh] = [weekdays[wanted]!, `星期${zhWeekdays[wanted]}`]
      return [
        report(
          'report/date',
          { en: `"${said}": ${date} was a ${en[0]!.toUpperCase()}${en.slice(1)}`, zh: `“${said}”：${date} 是${zh}` },
          { at },
        ),
      ]
    }),
  )
}

// 农历 2 月 30 日
const lunar = /(?:农历|阴历|夏历|旧历)\s?(?:\d{4}\s?年\s?)?$/

// In March 45 companies filed
function isCount(text: string, match: RegExpMatchArray, name: string | undefined, day: string | undefined): boolean {
  const { year, week } = match.groups!
  if (name === undefined || year !== undefined || week !== undefined || !match[0].endsWith(day!)) return false
  if (!/\b(?:in|by|during|for|since|of)\s$/i.test(text.slice(0, match.index))) return false
  return /^(?:\s[a-z$€£]|\s?[%-])/.test(text.slice(match.index! + match[0].length))
}

const earlier =
  /去年|上年|前年|次年|明年|\b(?:last|previous|next|prior|following)\syear\b|\ba year (?:ago|earlier|later)\b/i

// 去年 7 月 23 日（周日）, 2023 年 3 月……7 月 23 日（周日）: a day without a year may be of one that the text speaks of
function isOfAnotherYear(text: string, at: number, date: Day, told: number): boolean {
  const near = Number(date.slice(0, 4))
  const named = [...text.slice(0, at).matchAll(/(?<!\d)(?:19|20)\d{2}(?!\d)/g)].map((m) => Number(m[0]))
  const years = earlier.test(text) ? [...named, near - 2, near - 1, near + 1] : named
  return years.some((y) => new Date(`${y}${date.slice(4)}T00:00:00Z`).getUTCDay() === told)
}

// without a year, the day that lies nearest to today
function dayOf(year: string | undefined, month: number, day: number, today: Day): Day | null {
  const two = (n: number) => String(n).padStart(2, '0')
  const written = (y: number) => `${y}-${two(month)}-${two(day)}`
  if (year !== undefined) return isDay(written(Number(year))) ? written(Number(year)) : null
  const now = Number(today.slice(0, 4))
  const distance = (d: Day) => Math.abs(Date.parse(d) - Date.parse(today))
  // 29 February is a day of some years
  const near = [now - 1, now, now + 1, now - 2, now + 2, now - 3].map(written).filter(isDay)
  return near.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

const ownWeek = /(?:本周|本期|本报告期|this week|the week under review)\s*[（(]([^（()）]{3,40})[）)]/gi

const lastWeek =
  /(?:上周|上期|last week|(?:the )?(?:previous|prior) week|the week before)\s*[（(]([^（()）]{3,40})[）)]/gi

/** Tells of words such as 本周（7 月 12 日至 18 日）whose days are not those that the report says it is about. */
export function checkWeeks(
  text: string,
  numbers: readonly Placed[],
  period: Period,
  place: (start: number, end: number) => Span,
): readonly Diagnostic[] {
  if (period === '') return []
  const [first, last] = [firstDay(period), lastDay(period)]
  const earlier = [...text.matchAll(lastWeek)].flatMap((match): readonly Diagnostic[] => {
    const named = namedPeriods(match[1]!)
    if (named.length !== 1 || named[0]!.from !== first.slice(5) || named[0]!.to !== last.slice(5)) return []
    const start = match.index + match[0].indexOf(match[1]!)
    const words = {
      en: `"${match[0].trim()}" is the very period of the report, ${first} to ${last}`,
      zh: `“${match[0].trim()}”正是本报告的期间 ${first} 至 ${last}`,
    }
    return [report('report/period', words, { at: place(start, start + match[1]!.length) })]
  })
  const own = [...text.matchAll(ownWeek)].flatMap((match): readonly Diagnostic[] => {
    const named = namedPeriods(match[1]!)
    const [from, to] = [named[0]?.from, named.at(-1)?.to]
    if (from === undefined || to === undefined || named.length > 2 || from === to) return []
    if (from === first.slice(5) && to === last.slice(5)) return []
    // the week of a market beside that of the house: its numbers are of the days that the words name
    const periods = numbers.filter((n) => n.start >= match.index).map((n) => n.derived.fact!.fact.period)
    if (periods.some((p) => p !== '' && firstDay(p).slice(5) === from && lastDay(p).slice(5) === to)) return []
    const start = match.index + match[0].indexOf(match[1]!)
    return [
      report(
        'report/period',
        {
          en: `"${match[0].trim()}" is not the period of the report, ${first} to ${last}`,
          zh: `“${match[0].trim()}”不是本报告的期间 ${first} 至 ${last}`,
        },
        { at: place(start, start + match[1]!.length) },
      ),
    ]
  })
  return [...earlier, ...own]
}
