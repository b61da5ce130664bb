import { months } from './dates.ts'
import type { Read } from './input.ts'

const chinese = '日一二三四五六'
const english = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const week = '(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?'
const month = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?'
const year = '(?:,?\\s(20\\d{2})\\b)?'
const date = '(?:(20\\d{2})\\s?[年.-]\\s?)?(?<![\\d.])(\\d{1,2})\\s?月\\s?(\\d{1,2})\\s?日'

/** By pattern, the groups of year, month, day and day of the week. */
const patterns: readonly (readonly [RegExp, readonly [number, number, number, number]])[] = [
  [
    new RegExp(
      `${date}\\s?(?:\\d{1,2}\\s?[:：时]\\s?\\d{2}\\s?分?)?\\s?[（(，,]?\\s?(?:周|星期|礼拜)([一二三四五六日天])(?!\\s?[至到~～—–-])`,
      'g',
    ),
    [1, 2, 3, 4],
  ],
  [new RegExp(`(?:周|星期|礼拜)([一二三四五六日天])\\s?[（(，,]\\s?${date}`, 'g'), [2, 3, 4, 1]],
  [new RegExp(`\\b${week},?\\s${month}\\s(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)${year}`, 'g'), [4, 2, 3, 1]],
  [
    new RegExp(`\\b${week},?\\s(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${month}(?![a-z])${year}`, 'g'),
    [4, 3, 2, 1],
  ],
]

interface Dated {
  readonly at: number
  readonly text: string
  /** none where only day and month are said */
  readonly year: number | null
  readonly month: number
  readonly day: number
  readonly week: number
}

/**
 * Tells of the one day of the week that is another, where all others of the text agree on the year that they are of: Thursday 1 May,
 * Wednesday 7 May and Thursday 30 April.
 */
export function checkWeekdays({ desk, text, start }: Read): void {
  if (!/[周期拜][一二三四五六日天]|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return
  const all = patterns.flatMap(([pattern, groups]) =>
    Array.from(text.matchAll(pattern), (m) => datedOf(m, groups, start)),
  )
  const found = all.filter((d) => d !== null)
  if (found.length < 3 || found.length > 200) return
  const years = new Set(Array.from(text.matchAll(/(?<![\d.,$])(20[0-4]\d)(?![\d%])/g), (m) => Number(m[1])))
  const fits = [...years]
    // what has a year of its own speaks for that year alone
    .map((y) => ({ y, off: found.filter((d) => !isRight(d, y)), of: found.filter((d) => (d.year ?? y) === y) }))
    .filter((f) => f.off.length === 1 && f.of.length >= 3)
  const [fit, ...more] = fits
  if (fit === undefined || more.length > 0) return
  const [off] = fit.off as [Dated]
  // what is said of the turn of a year is of two of them
  const isTurn = off.month < 3 || off.month === 12
  // a date of another year that the text gives in full
  if (found.some((d) => d.year !== null && isRight(off, d.year))) return
  if (off.year !== null || (isTurn && [fit.y - 1, fit.y + 1].some((y) => isRight(off, y)))) return
  if (desk.isTold(off.at, off.at + off.text.length)) return
  const real = weekdayOf(fit.y, off.month, off.day)
  if (real === null) return
  desk.tell(
    'audit/date',
    desk.place(off.at, off.at + off.text.length),
    {
      en: `\`${off.text}\` was a ${english[real]!.replace(/^./, (c) => c.toUpperCase())} in ${fit.y}, the year of which the ${fit.of.length - 1} other days of the week are`,
      zh: `\`${off.text}\` 在 ${fit.y} 年为星期${chinese[real]}，而文中其余 ${fit.of.length - 1} 处星期均与该年相符`,
    },
    {
      confidence: 0.88,
      printed: off.text,
      expected: /[\u4e00-\u9fff]/.test(off.text)
        ? `星期${chinese[real]}`
        : english[real]!.replace(/^./, (c) => c.toUpperCase()),
    },
  )
}

function datedOf(
  m: RegExpMatchArray,
  [y, mo, d, w]: readonly [number, number, number, number],
  start: number,
): Dated | null {
  const name = m[w]!
  const day = Number(m[d])
  const own = m[mo]!
  const monthNumber = /\d/.test(own) ? Number(own) : months.indexOf(own.toLowerCase().slice(0, 3)) + 1
  if (monthNumber < 1 || monthNumber > 12 || day < 1 || day > 31) return null
  return {
    at: start + m.index!,
    text: m[0].trim(),
    year: m[y] === undefined ? null : Number(m[y]),
    month: monthNumber,
    day,
    week:
      name === '天'
        ? 0
        : chinese.includes(name)
          ? chinese.indexOf(name)
          : english.indexOf(name.slice(0, 3).toLowerCase()),
  }
}

function isRight(d: Dated, y: number): boolean {
  return weekdayOf(d.year ?? y, d.month, d.day) === d.week
}

function weekdayOf(y: number, m: number, d: number): number | null {
  const date = new Date(Date.UTC(y, m - 1, d))
  return date.getUTCMonth() === m - 1 ? date.getUTCDay() : null
}
