/** A calendar day as `YYYY-MM-DD`; compares as text. */
export type Day = string

/** A closed span of days as `a/b`, one day as `a`, or the empty text for what has no period. */
export type Period = string

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * Whether `text` names a day that exists in the Gregorian calendar.
 *
 * @example isDay('2024-02-29') // true
 * @example isDay('2023-02-29') // false
 */
export function isDay(text: string): boolean {
  const match = dayPattern.exec(text)
  if (!match) return false
  const year = Number(match[1])
  const month = Number(match[2])
  const day = Number(match[3])
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * Whether `text` is a period: empty, a day, or two days in order joined by `/`.
 *
 * @example isPeriod('2024-07-19/2024-07-25') // true
 * @example isPeriod('2024-07-25/2024-07-19') // false
 */
export function isPeriod(text: string): boolean {
  if (text === '') return true
  const [first, last, ...rest] = text.split('/')
  if (rest.length > 0 || !isDay(first!)) return false
  return last === undefined || (isDay(last) && first! <= last)
}

const shortPattern = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?$/

/**
 * `text` as a closed period where it is a year, a half, a quarter or a month of the calendar; otherwise `text` itself.
 *
 * @example closedPeriod('2024-02') // '2024-02-01/2024-02-29'
 * @example closedPeriod('2024-Q3') // '2024-07-01/2024-09-30'
 * @example closedPeriod('2024-07-25') // '2024-07-25'
 */
export function closedPeriod(text: string): Period {
  const match = text.length > 7 ? null : shortPattern.exec(text)
  if (match === null) return text
  const [, year, month, quarter, half] = match
  const [first, count] =
    month !== undefined
      ? [Number(month), 1]
      : quarter !== undefined
        ? [Number(quarter) * 3 - 2, 3]
        : half !== undefined
          ? [Number(half) * 6 - 5, 6]
          : [1, 12]
  if (first < 1 || first > 12) return text
  const last = first + count - 1
  const two = (n: number) => String(n).padStart(2, '0')
  return `${year}-${two(first)}-01/${year}-${two(last)}-${daysIn(Number(year), last)}`
}

/** The first day of a period that is not empty. */
export function firstDay(period: Period): Day {
  return period.split('/')[0]!
}

/** The last day of a period that is not empty. */
export function lastDay(period: Period): Day {
  return period.split('/').at(-1)!
}

/**
 * The number of days from the first to the last, both counted.
 *
 * @example dayCount('2024-07-19/2024-07-25') // 7
 */
export function dayCount(period: Period): number {
  return dayNumber(lastDay(period)) - dayNumber(firstDay(period)) + 1
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}

/**
 * The day `count` days after `day`; before it when negative.
 *
 * @example addDays('2024-02-28', 2) // '2024-03-01'
 */
export function addDays(day: Day, count: number): Day {
  return new Date((dayNumber(day) + count) * 86_400_000).toISOString().slice(0, 10)
}
