import { addDays, type Day, type Decimal, firstDay, type Period } from '../base/index.ts'
import { type Calendar, lastSession, sessionsIn } from './calendar.ts'
import type { Series } from './series.ts'

/** What a level did in one week. */
export interface WeekReturn {
  readonly series: Series
  readonly week: Period
  /** the closes that it is between */
  readonly from: Day
  readonly to: Day
  /** in percent */
  readonly value: Decimal
  /** place among the series of its kind, 1 for the largest; equal returns share a place */
  readonly rank: number
}

/**
 * The return of each series over `week`, the largest first: from the last close before it to the last one in it.
 *
 * Pure. With a calendar both must be the closes of its last sessions: a week without sessions, and one whose last close is missing,
 * has no return, and nothing is carried forward.
 */
export function weekReturns(all: readonly Series[], week: Period, calendar: Calendar | null): readonly WeekReturn[] {
  const rows = all.flatMap((series) => {
    const before = series.points.findLast((p) => p.day < firstDay(week))
    const last = series.points.findLast((p) => inWeek(p.day, week))
    if (before === undefined || last === undefined || before.value.eq(0)) return []
    if (calendar !== null) {
      const sessions = sessionsIn(calendar, week)
      if (!sessions.known || sessions.days.at(-1) !== last.day) return []
      if (lastSession(calendar, addDays(firstDay(week), -1)) !== before.day) return []
    }
    const value = last.value.minus(before.value).div(before.value).times(100)
    return [{ series, week, from: before.day, to: last.day, value }]
  })
  const ranked = rows.toSorted((a, b) => b.value.cmp(a.value))
  return ranked.map((row) => Object.freeze({ ...row, rank: 1 + ranked.findIndex((r) => r.value.eq(row.value)) }))
}

function inWeek(day: Day, week: Period): boolean {
  return day >= firstDay(week) && day <= addDays(firstDay(week), 6)
}
