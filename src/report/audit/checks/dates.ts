import { addDays, isDay, largest } from '../../../base/index.ts'
import type { Read } from './input.ts'

const weekdays: Readonly<Record<string, number>> = {
  日: 0,
  天: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  sun: 0,
  mon: 1,
  tue: 2,
  wed: 3,
  thu: 4,
  fri: 5,
  sat: 6,
}
/** The beginnings of the English names of the months. */
export const months: readonly string[] = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
]

/** Tells of days that no calendar has, and of days of the week that are others. */
export function checkDates(read: Read): void {
  const { desk, text, start } = read
  if (/[周期拜][一二三四五六日天]/.test(text)) checkDays(read)
  for (const m of text.matchAll(
    /(?<!\d)(20\d{2}|19\d{2})\s?[年/.-]\s?(\d{1,2})\s?[月/.-]\s?(\d{1,2})(?!\d)\s?日?(?:\s?[（(，,]?\s?(?:周|星期|礼拜)([一二三四五六日天])(?!\s?[至到~～—–-]))?/g,
  )) {
    if (
      /[\d.]$/.test(text.slice(Math.max(0, m.index - 1), m.index)) ||
      /^\.\d/.test(text.slice(m.index + m[0].length, m.index + m[0].length + 2))
    )
      continue
    check(m[0], start + m.index, m[1]!, m[2]!, m[3]!, m[4], desk)
  }
  for (const { from, words } of aroundMonths(text)) {
    for (const m of words.matchAll(monthFirst))
      check(m[0], start + from + m.index, m[4]!, monthOf(m[2]!), m[3]!, weekdayOf(m[1] ?? m[5]), desk)
    for (const m of words.matchAll(dayFirst))
      check(m[0], start + from + m.index, m[4]!, monthOf(m[3]!), m[2]!, weekdayOf(m[1] ?? m[5]), desk)
  }
  checkBare(read)
  if (/[共计]\s?\d{1,3}\s?(?:个(?:自然|工作)?日|[天日])/.test(text)) checkLengths(read)
  checkWeeks(read)
  if (text.includes('day')) checkNamed(read)
}

const stretch =
  /(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?日?\s?[-–—~～至到]+\s?(?:(\d{1,2})\s?月\s?)?(\d{1,2})\s?日\s?[)）]?\s?[，,]?\s?(?:一?共|共计|合计|总计|为期)\s?(\d{1,3})\s?(?:个(自然|工作|交易)?日|[天日])/g

// 7 月 15 日—7 月 19 日，共 7 天
function checkLengths({ desk, text, start }: Read): void {
  for (const m of text.matchAll(stretch)) {
    const [from, to] = [
      [m[1]!, m[2]!],
      [m[3] ?? m[1]!, m[4]!],
    ].map(([month, day]) => Date.UTC(2023, Number(month) - 1, Number(day)) / 86_400_000) as [number, number]
    const days = to - from + 1
    const said = Number(m[5])
    // the first day may not count, a leap day may, and days of work are fewer
    if (days < 2 || (m[6] !== undefined && m[6] !== '自然') || [days, days - 1, days + 1].includes(said)) continue
    const at = start + m.index + m[0].lastIndexOf(m[5]!)
    if (desk.isTold(at, at + m[5]!.length)) continue
    desk.tell(
      'audit/period',
      desk.place(at, at + m[5]!.length),
      {
        en: `\`${m[5]}\` days disagree with the two dates, which are ${days} days with both ends`,
        zh: `\`${m[5]}\` 天与起止日期不符，首尾相计为 ${days} 天`,
      },
      { confidence: 0.85, printed: m[5]!, expected: String(days) },
    )
  }
}

// Wednesday, August 28, 2024
const monthFirst =
  /\b(?:(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s\(?)?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(20\d{2}|19\d{2})\b(?:,?\s?[(（]?(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b(?!\s?(?:to|through|until|[–—-])\s?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)))?/g
// Saturday 28 August 2024
const dayFirst =
  /\b(?:(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s\(?)?(?:the\s)?(\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?\s(20\d{2}|19\d{2})\b(?:,?\s?[(（]?(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b(?!\s?(?:to|through|until|[–—-])\s?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)))?/g
const bareDay =
  /(?<=\b(?:on|by|until|through|ended|of|since|from|before|after|ending)\s)(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s(\d{1,2})(?:st|nd|rd|th)?(?=[,.;)\s])(?!\s(?:percent|million|billion|%))/g
const monthName = /Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec/g
// a day with its year and day of the week reaches no further from its month
const nearMonth = 60

// the stretches of a text in which months are named: a day may begin with any figure, and most texts have more of them
function aroundMonths(text: string): readonly { readonly from: number; readonly words: string }[] {
  const ends: [number, number][] = []
  for (const { index } of text.matchAll(monthName)) {
    const last = ends.at(-1)
    if (last !== undefined && index - nearMonth <= last[1]) last[1] = index + nearMonth
    else ends.push([Math.max(0, index - nearMonth), index + nearMonth])
  }
  return ends.map(([from, to]) => ({ from, words: text.slice(from, to) }))
}

const longest: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

// 截至 9 月 31 日, as of June 31: no year has that day
function checkBare({ desk, text, start }: Read): void {
  const found = [
    ...Array.from(text.matchAll(/(?<![\d.年])(\d{1,2})\s?月\s?(\d{1,2})\s?日/g), (m) => ({
      printed: m[0],
      at: start + m.index,
      month: Number(m[1]),
      day: Number(m[2]),
    })),
    ...aroundMonths(text).flatMap(({ from, words }) =>
      Array.from(words.matchAll(bareDay), (m) => ({
        printed: m[0],
        at: start + from + m.index,
        month: Number(monthOf(m[1]!)),
        day: Number(m[2]),
      })),
    ),
  ]
  for (const { printed, at, month, day } of found) {
    const most = longest[month - 1]
    if (most === undefined || day <= most || day > 39 || desk.isTold(at, at + printed.length)) continue
    desk.tell(
      'audit/date',
      desk.place(at, at + printed.length),
      { en: `\`${printed}\` is no day of the calendar`, zh: `\`${printed}\` 不是日历上的日期` },
      { confidence: 0.93, printed },
    )
  }
}

// 本周一（8 月 12 日）, 8 月 12 日（周一）: wrong where it is wrong in every year that the document speaks of
function checkDays({ desk, text, start }: Read): void {
  const years = [...new Set(Array.from(text.matchAll(/(?<!\d)(20[0-4]\d)(?=\s?[年.\-/]|\d{4}(?!\d))/g), (m) => m[1]!))]
  // 2025 年收入 6.2 亿，今年…，去年全年的 1.5 倍: this year may be one that nobody names
  if (/去年|上年/.test(text) && years.length > 0) years.push(String(largest(years.map(Number)) + 1))
  if (years.length === 0 || years.length > 6) return
  const before = /(?<!\d)(?:周|星期|礼拜)([一二三四五六日天])\s?[（(，,]\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日/g
  const behind =
    /(?<!年\s?|\d)(\d{1,2})\s?月\s?(\d{1,2})\s?日\s?[（(，,]?\s?(?:周|星期|礼拜)([一二三四五六日天])(?!\s?[至到~～—–-])/g
  const found = [
    ...Array.from(text.matchAll(before), (m) => ({ m, week: m[1]!, month: m[2]!, day: m[3]! })),
    ...Array.from(text.matchAll(behind), (m) => ({ m, week: m[3]!, month: m[1]!, day: m[2]! })),
  ].map(({ m, week, month, day }) => {
    const real = weekdaysIn(years, month, day)
    return { m, real, isFit: real.includes(weekdays[week]!) }
  })
  if (!isOfYears(years, desk) && !found.some((f) => f.isFit)) return
  for (const { m, real, isFit } of found) {
    if (real.length === 0 || isFit) continue
    const names = real.map((r) => '日一二三四五六'[r]).join('、')
    const printed = m[0].trim()
    desk.tell(
      'audit/date',
      desk.place(start + m.index, start + m.index + m[0].length),
      {
        en: `\`${printed}\` was another day of the week in ${years.join(', ')}`,
        zh: `\`${printed}\` 在 ${years.join('、')} 年实为星期${names}`,
      },
      { confidence: years.length === 1 ? 0.93 : 0.8, printed, expected: names },
    )
  }
}

const days =
  '(\\d{1,2})\\s?[.月]\\s?(\\d{1,2})\\s?日?\\s?[-–—~～至]\\s?(?:(\\d{1,2})\\s?[.月]\\s?)?(\\d{1,2})(?![.\\d%])\\s?日?'
const ownWeek = new RegExp(`[本上]周\\s?[（(]\\s?(?:20\\d{2}[.年])?${days}`, 'g')
const weeksOf = new RegExp(`${days}\\s?(?:的|这)?\\s?([一两三四])周(?:内|里|时间|以?来)`, 'g')
const counts: Readonly<Record<string, number>> = { 一: 1, 两: 2, 三: 3, 四: 4 }

// 本周（9.1-9.15）, 9 月 17 日-30 日的三周内: more or fewer days than the weeks have
function checkWeeks({ desk, text, start }: Read): void {
  if (!text.includes('周')) return
  for (const pattern of [ownWeek, weeksOf])
    for (const m of text.matchAll(pattern)) {
      const [from, to] = [m[1]!, m[3] ?? m[1]!].map(Number) as [number, number]
      const [first, last] = [Number(m[2]), Number(m[4])]
      const size = longest[from - 1]
      if (size === undefined || longest[to - 1] === undefined || first > size || last > 31) continue
      const count = (to === from ? 0 : to === (from % 12) + 1 ? size : 99) + last - first + 1
      const weeks = counts[m[5] ?? '一']!
      // a week may be of five trading days, and February of 28
      const isOff = count < 1 || count > weeks * 7 + 1 || (m[5] !== undefined && count < weeks * 7 - 3)
      if (!isOff || count > 60 || desk.isTold(start + m.index, start + m.index + m[0].length)) continue
      desk.tell(
        'audit/date',
        desk.place(start + m.index, start + m.index + m[0].length),
        {
          en: `\`${m[0]}\` has ${count} days, not ${weeks === 1 ? 'a week' : `${weeks} weeks`}`,
          zh: `\`${m[0]}\` 共 ${count} 天，与${m[5] ?? '一'}周不符`,
        },
        { confidence: 0.85, printed: m[0] },
      )
    }
}

// on which day of the week it was in each of the years that have it
function weekdaysIn(years: readonly string[], month: string, day: string): readonly number[] {
  return years
    .map((y) => `${y}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    .filter(isDay)
    .map((d) => new Date(`${d}T00:00:00Z`).getUTCDay())
}

// the years that a text speaks of are others than its own, unless it begins with a date of theirs
function isOfYears(years: readonly string[], { input }: Read['desk']): boolean {
  // the report is of March 18, 2025
  const said =
    /(?:\b(?:report|newsletter|issue|edition|note|memo|minutes|published|updated|posted|dated)\b|发布日期|报告日期|截至)[^.。\n]{0,24}(20[0-4]\d)/gi
  if ([...input.extract.text.slice(0, 20_000).matchAll(said)].some((m) => years.includes(m[1]!))) return true
  const lines = input.extract.text.slice(0, 800).split('\n')
  // a title, a dateline, a heading: no sentence that speaks of another day
  const head = lines
    .flatMap((line) => (line.length < 70 || line.startsWith('#') ? [line] : [line.slice(0, 40)]))
    .join('\n')
  return years.some((y) =>
    new RegExp(
      `(?:${months.join('|')})[a-z]*\\.?\\s(?:\\d{1,2}(?:st|nd|rd|th)?,?\\s)?${y}|${y}\\s?[年./-]\\s?\\d{1,2}(?:\\s?月|[./-]\\d)|(?:Q[1-4]|H[12]|Week|W)\\s?\\d{0,2}[,\\s]\\s?${y}|${y}\\s?年?第?\\s?(?:\\d{1,2}|[一二三四])\\s?(?:周|季度|期)`,
      'i',
    ).test(head),
  )
}

// Sunday, January 26: wrong where it is wrong in every year that the document names
function checkNamed({ desk, text, start }: Read): void {
  const years = [...new Set(Array.from(text.matchAll(/(?<![\d.,$])(20[0-4]\d)(?![\d.,]\d|\d|[a-z%])/g), (m) => m[1]!))]
  if (years.length === 0 || years.length > 3) return
  const all = named.flatMap(([pattern, week, month, day]) =>
    Array.from(text.matchAll(pattern), (m) => ({ m, week: m[week]!, month: m[month]!, day: m[day]! })),
  )
  const found = all.flatMap(({ m, week, month, day }) => {
    const real = weekdaysIn(years, monthOf(month), day)
    if (real.length < years.length) return []
    const said = weekdays[weekdayOf(week)!]!
    // December 2025: …; Monday 5 January (results)
    const turn = /^(?:Jan|Feb)/.test(month) ? 1 : month.startsWith('Dec') ? -1 : 0
    const turned = turn === 0 ? [] : years.map((y) => String(Number(y) + turn))
    return [{ m, real, isFit: [...real, ...weekdaysIn(turned, monthOf(month), day)].includes(said) }]
  })
  if (!isOfYears(years, desk) && !found.some((f) => f.isFit)) return
  for (const { m, real, isFit } of found) {
    if (isFit || desk.isTold(start + m.index, start + m.index + m[0].length)) continue
    desk.tell(
      'audit/date',
      desk.place(start + m.index, start + m.index + m[0].length),
      {
        en: `\`${m[0]}\` was another day of the week in ${years.join(', ')}`,
        zh: `\`${m[0]}\` 在 ${years.join('、')} 年为星期${real.map((r) => '日一二三四五六'[r]).join('、')}`,
      },
      { confidence: years.length === 1 ? 0.9 : 0.78, printed: m[0] },
    )
  }
}

const dayName = '(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)'
const someMonth = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?'
const noYear = '(?![a-z\\d]|,?\\s(?:of\\s)?(?:19|20)\\d\\d)'
/** By pattern, the groups of the day of the week, the month and the day. */
const named: readonly (readonly [RegExp, number, number, number])[] = [
  [new RegExp(`\\b${dayName},?\\s${someMonth}\\s(\\d{1,2})(?:st|nd|rd|th)?${noYear}`, 'g'), 1, 2, 3],
  [
    new RegExp(`\\b${dayName},?\\s(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${someMonth}${noYear}`, 'g'),
    1,
    3,
    2,
  ],
]

function monthOf(name: string): string {
  return String(months.indexOf(name.toLowerCase().slice(0, 3)) + 1)
}

function weekdayOf(name: string | undefined): string | undefined {
  return name?.slice(0, 3).toLowerCase()
}

function check(
  printed: string,
  start: number,
  y: string,
  m: string,
  d: string,
  weekday: string | undefined,
  desk: Read['desk'],
): void {
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const at = desk.place(start, start + printed.length)
  if (Number(m) > 12 || Number(m) === 0 || Number(d) > 31 || Number(d) === 0) return
  if (!isDay(day)) {
    desk.tell(
      'audit/date',
      at,
      { en: `\`${printed.trim()}\` is no day of the calendar`, zh: `\`${printed.trim()}\` 不是日历上的日期` },
      { confidence: 0.95, printed: printed.trim() },
    )
    return
  }
  if (weekday === undefined) return
  const real = new Date(`${addDays(day, 0)}T00:00:00Z`).getUTCDay()
  if (weekdays[weekday] === real) return
  const names = {
    en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    zh: '日一二三四五六',
  }
  desk.tell(
    'audit/date',
    at,
    { en: `\`${printed.trim()}\` was a ${names.en[real]}`, zh: `\`${printed.trim()}\` 实为星期${names.zh[real]}` },
    { confidence: 0.95, printed: printed.trim(), expected: names.en[real]! },
  )
}
