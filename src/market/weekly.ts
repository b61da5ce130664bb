import {
  addDays,
  type Day,
  type Decimal,
  dayCount,
  decimal,
  firstDay,
  lastDay,
  type Period,
  type Words,
} from '../base/index.ts'
import { type Calendar, sessionsIn } from './calendar.ts'
import type { Series } from './series.ts'
import { incomparable, weekBefore } from './week.ts'

/** What one week of a daily series comes to. */
export interface WeekRow {
  readonly subject: string
  readonly scope: Readonly<Record<string, string>>
  readonly week: Period
  readonly unit: string
  /** how many of its days the series has */
  readonly days: number
  /** days that are missing; with any there is no sum, mean or change */
  readonly missing: readonly Day[]
  readonly sum: Decimal | null
  /** sum over the days of the week */
  readonly mean: Decimal | null
  /** against the week before, in percent and in the unit */
  readonly change: Decimal | null
  readonly difference: Decimal | null
  readonly peak: Decimal
  readonly peakDay: Day
  readonly last: Decimal
  readonly lastDay: Day
  /** the first day above each threshold that was not passed in the weeks before */
  readonly crossings: readonly { readonly threshold: Decimal; readonly day: Day }[]
  /** weeks in a row that rose (above 0) or fell (below 0), this one counted */
  readonly streak: number
  /** sums of this week and up to three before it, the oldest first; `null` for an incomplete one */
  readonly trail: readonly (Decimal | null)[]
  /** place among the rows of its block by sum, 1 for the largest; equal sums share a place */
  readonly rank: number | null
  /** why the change is not to be read as one */
  readonly note: Words | null
}

/** How weeks are made. */
export interface WeekOptions {
  /** thresholds by subject whose first crossing is told */
  readonly thresholds: Readonly<Record<string, readonly string[]>>
  /** calendar whose holidays make weeks incomparable; `null` for none */
  readonly calendar: Calendar | null
  /** whether a day of the series is a session of the calendar, or any day */
  readonly days: 'all' | 'sessions'
}

/**
 * A row for each series that has days in `week`, the largest sum first.
 *
 * Pure. Sums are of daily numbers that may be added, such as first downloads; a week that lacks a day has no sum. A change is
 * against the seven days before, and is still given across a holiday, with the reason why the two are not alike.
 */
export function weekRows(all: readonly Series[], week: Period, options: WeekOptions): readonly WeekRow[] {
  const rows = all.flatMap((series) => {
    const row = rowOf(series, week, options)
    return row === null ? [] : [row]
  })
  const ranked = rows.filter((r) => r.sum !== null).sort((a, b) => b.sum!.cmp(a.sum!))
  const rankOf = (row: WeekRow) => (row.sum === null ? null : 1 + ranked.findIndex((r) => r.sum!.eq(row.sum!)))
  return rows
    .map((row) => Object.freeze({ ...row, rank: rankOf(row) }))
    .sort((a, b) => (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER))
}

function rowOf(series: Series, week: Period, options: WeekOptions): WeekRow | null {
  const [from, to] = [firstDay(week), lastDay(week)]
  const points = within(series.points, from, to)
  if (points.length === 0) return null
  const wanted = daysOf(week, options)
  const has = new Set(points.map((p) => p.day))
  const missing = wanted.filter((d) => !has.has(d))
  const sums = trailOf(series, week, options)
  const [before, sum] = [sums.at(-2) ?? null, sums.at(-1) ?? null]
  const peak = points.reduce((a, b) => (b.value.gt(a.value) ? b : a))
  const last = points.at(-1)!
  const compared = sum !== null && before !== null && !before.eq(0)
  return {
    subject: series.subject,
    scope: series.scope,
    week,
    unit: series.unit,
    days: points.length,
    missing,
    sum,
    mean: sum === null ? null : sum.div(wanted.length),
    change: compared ? sum.minus(before).div(before).times(100) : null,
    difference: sum !== null && before !== null ? sum.minus(before) : null,
    peak: peak.value,
    peakDay: peak.day,
    last: last.value,
    lastDay: last.day,
    crossings: crossingsOf(series, week, options.thresholds[series.subject] ?? [], options),
    streak: streakOf(series, week, options),
    trail: sums,
    rank: null,
    note: noteOf(week, missing, before, options),
  }
}

// those of the days from one to another, which stand in the order of their days
function within(points: Series['points'], from: Day, to: Day): Series['points'] {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.day < from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < points.length && points[end]!.day <= to) end += 1
  return points.slice(low, end)
}

function daysOf(week: Period, options: WeekOptions): readonly Day[] {
  if (options.days === 'sessions' && options.calendar !== null) return sessionsIn(options.calendar, week).days
  return Array.from({ length: dayCount(week) }, (_, i) => addDays(firstDay(week), i))
}

function sumOf(series: Series, week: Period, options: WeekOptions): Decimal | null {
  const { values, sums } = keptOf(series, options)
  let sum = sums.get(week)
  if (sum === undefined) {
    sum = sumOver(daysOf(week, options), values)
    sums.set(week, sum)
  }
  return sum
}

function sumOver(days: readonly Day[], values: ReadonlyMap<Day, Decimal>): Decimal | null {
  let sum = decimal(0)
  for (const day of days) {
    const value = values.get(day)
    if (value === undefined) return null
    sum = sum.plus(value)
  }
  return days.length === 0 ? null : sum
}

interface KeptSums {
  readonly values: ReadonlyMap<Day, Decimal>
  readonly sums: Map<Period, Decimal | null>
}

// each week is summed for its own row, for the weeks behind it and for every run that it is part of
const kept = new WeakMap<Series, WeakMap<WeekOptions, KeptSums>>()

function keptOf(series: Series, options: WeekOptions): KeptSums {
  const known = kept.get(series) ?? new WeakMap<WeekOptions, KeptSums>()
  kept.set(series, known)
  const found = known.get(options) ?? {
    values: new Map(series.points.map((p) => [p.day, p.value])),
    sums: new Map<Period, Decimal | null>(),
  }
  known.set(options, found)
  return found
}

/** How many weeks the small line of a table has. */
export const trailWeeks = 4

function trailOf(series: Series, week: Period, options: WeekOptions): readonly (Decimal | null)[] {
  const sums: (Decimal | null)[] = []
  for (let i = 0, at = week; i < trailWeeks; i += 1, at = weekBefore(at)) sums.unshift(sumOf(series, at, options))
  return sums
}

function streakOf(series: Series, week: Period, options: WeekOptions): number {
  let streak = 0
  for (let at = week; ; at = weekBefore(at)) {
    const [before, after] = [sumOf(series, weekBefore(at), options), sumOf(series, at, options)]
    if (before === null || after === null) return streak
    const way = after.cmp(before)
    if (way === 0 || (streak !== 0 && Math.sign(streak) !== way)) return streak
    streak += way
  }
}

function follows(before: Day, after: Day, options: WeekOptions): boolean {
  return daysOf(`${addDays(before, 1)}/${after}`, options).filter((d) => d !== after).length === 0
}

function crossingsOf(
  series: Series,
  week: Period,
  thresholds: readonly string[],
  options: WeekOptions,
): readonly { readonly threshold: Decimal; readonly day: Day }[] {
  return thresholds.flatMap((text) => {
    const threshold = decimal(text)
    const index = series.points.findIndex((p) => p.value.gt(threshold))
    const [before, first] = [series.points[index - 1], series.points[index]]
    // a series that begins above, or whose day before is missing, may have been above before
    return first !== undefined &&
      before !== undefined &&
      follows(before.day, first.day, options) &&
      first.day >= firstDay(week) &&
      first.day <= lastDay(week)
      ? [{ threshold, day: first.day }]
      : []
  })
}

function noteOf(week: Period, missing: readonly Day[], before: Decimal | null, options: WeekOptions): Words | null {
  if (missing.length > 0) return { en: `${missing.join(', ')} missing`, zh: `缺 ${missing.join('、')}` }
  if (before === null) return { en: 'the week before is incomplete', zh: '前一周数据不全' }
  return options.calendar === null ? null : incomparable(options.calendar, weekBefore(week), week)
}
