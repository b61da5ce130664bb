/** A calendar day as `YYYY-MM-DD`; compares as text. */
export type Day = string

/** A closed span of days as `a/b`, one day as `a`, or the empty text for what has no period. */
export type Period = string

/**
 * Whether `text` names a day that exists in the Gregorian calendar.
 *
 * @example isDay('2024-02-29') // true
 * @example isDay('2023-02-29') // false
 */
export function isDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  const year = figures(text, 0, 4)
  const month = figures(text, 5, 7)
  const day = figures(text, 8, 10)
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

// what they come to, or -1 where anything else stands between
function figures(text: string, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i += 1) {
    const figure = text.charCodeAt(i) - 48
    if (figure < 0 || figure > 9) return -1
    value = value * 10 + figure
  }
  return value
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
  const bar = period.indexOf('/')
  return bar === -1 ? period : period.slice(0, bar)
}

/** The last day of a period that is not empty. */
export function lastDay(period: Period): Day {
  return period.slice(period.lastIndexOf('/') + 1)
}

/**
 * The number of days from the first to the last, both counted.
 *
 * @example dayCount('2024-07-19/2024-07-25') // 7
 */
export function dayCount(period: Period): number {
  return dayNumber(lastDay(period)) - dayNumber(firstDay(period)) + 1
}

// a report asks for a few hundred days again and again
const numbers = new Map<Day, number>()
const days = new Map<number, Day>()
const mostDays = 20_000

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  let number = numbers.get(day)
  if (number === undefined) {
    number = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
    if (numbers.size < mostDays) numbers.set(day, number)
  }
  return number
}

/**
 * The day `count` days after `day`; before it when negative.
 *
 * @example addDays('2024-02-28', 2) // '2024-03-01'
 */
export function addDays(day: Day, count: number): Day {
  const number = dayNumber(day) + count
  let found = days.get(number)
  if (found === undefined) {
    found = new Date(number * 86_400_000).toISOString().slice(0, 10)
    if (days.size < mostDays) days.set(number, found)
  }
  return found
}
