import { addDays, type Day, type Decimal, decimal, type Period } from '../base/index.ts'
import { type Calendar, lastSession } from './calendar.ts'
import type { Series } from './series.ts'
import { weekOf } from './week.ts'

/** A subject and its benchmark since one base day. */
export interface Relative {
  readonly base: Day
  readonly end: Day
  /** the days that both have, base first, with their returns since the base in percent */
  readonly days: readonly { readonly day: Day; readonly subject: Decimal; readonly benchmark: Decimal }[]
  readonly subjectReturn: Decimal
  readonly benchmarkReturn: Decimal
  /** in percentage points as a difference, in percent as a ratio */
  readonly relative: Decimal
}

/** How a return is set against another: their difference, or the quotient of the wealths. */
export type RelativeForm = 'difference' | 'ratio'

/**
 * The base and end of a chart over `years` before `day`: the last sessions on or before both; `null` where not announced.
 *
 * The end is before `day`, since what is published on a day rests on the close before it.
 *
 * @source A-share convention: one year back from the day of the report, last close before publication
 */
export function chartPeriod(calendar: Calendar, day: Day, years = 1): Period | null {
  const [year, ...rest] = day.split('-')
  const back = `${Number(year) - years}-${rest.join('-')}`.replace(/-02-29$/, '-02-28')
  const base = lastSession(calendar, back)
  const end = lastSession(calendar, addDays(day, -1))
  return base === null || end === null ? null : `${base}/${end}`
}

/**
 * The two series rebased to the last day on or before the first of `period` that both have; `null` without one, or without a later day.
 *
 * Pure. Days that only one of them has are left out, and no day is filled forward; the end is the last day of `period` that both
 * have. With `sample` the last session of each calendar week is kept beside the first and last day.
 *
 * @source industry +30 %, benchmark +24 %: difference 6 points, ratio 1.30 / 1.24 - 1 = 4.84 %
 */
export function relativeTo(
  subject: Series,
  benchmark: Series,
  period: Period,
  form: RelativeForm = 'difference',
  sample: 'day' | 'week' = 'day',
): Relative | null {
  const [from, to] = period.split('/') as [Day, Day]
  const other = new Map(benchmark.points.map((p) => [p.day, p.value]))
  const common = subject.points.filter((p) => p.day <= to && other.has(p.day))
  const shared = common.slice(common.findLastIndex((p) => p.day <= from))
  const [first, last] = [shared[0], shared.at(-1)]
  if (first === undefined || last === undefined || first.day > from || shared.length < 2) return null
  const base = other.get(first.day)!
  if (first.value.lte(0) || base.lte(0)) return null
  const days = sampled(shared, sample).map((p) => ({
    day: p.day,
    subject: returnOf(first.value, p.value),
    benchmark: returnOf(base, other.get(p.day)!),
  }))
  const { subject: a, benchmark: b } = days.at(-1)!
  return Object.freeze({
    base: first.day,
    end: last.day,
    days,
    subjectReturn: a,
    benchmarkReturn: b,
    relative: form === 'difference' ? a.minus(b) : ratioOf(a, b),
  })
}

// the last session of each week, with the first and last day of all
function sampled<T extends { readonly day: Day }>(days: readonly T[], sample: 'day' | 'week'): readonly T[] {
  if (sample === 'day') return days
  return days.filter((d, i) => i === 0 || i === days.length - 1 || weekOf(d.day, 1) !== weekOf(days[i + 1]!.day, 1))
}

function returnOf(base: Decimal, value: Decimal): Decimal {
  return value.div(base).minus(1).times(100)
}

/**
 * One return over another, in percent.
 *
 * @example ratioOf(decimal(30), decimal(24)).toFixed(2) // '4.84'
 */
export function ratioOf(subject: Decimal, benchmark: Decimal): Decimal {
  return decimal(100).plus(subject).div(decimal(100).plus(benchmark)).minus(1).times(100)
}
