import { type Day, type Diagnostic, firstDay, isDay, lastDay, type Period, type Span } from '../base/index.ts'
import { report } from './codes.ts'
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
      if (told === wanted) return []
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

/** Tells of words such as 本周（7 月 12 日至 18 日）whose days are not those that the report says it is about. */
export function checkWeeks(
  text: string,
  period: Period,
  place: (start: number, end: number) => Span,
): readonly Diagnostic[] {
  if (period === '') return []
  const [first, last] = [firstDay(period), lastDay(period)]
  return [...text.matchAll(ownWeek)].flatMap((match): readonly Diagnostic[] => {
    const named = namedPeriods(match[1]!)
    const [from, to] = [named[0]?.from, named.at(-1)?.to]
    if (from === undefined || to === undefined || named.length > 2 || from === to) return []
    if (from === first.slice(5) && to === last.slice(5)) return []
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
}
