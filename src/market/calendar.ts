import { addDays, type Day, dayNumber, firstDay, isDay, lastDay, type Period } from '../base/index.ts'

/** The sessions of an exchange, as far as they are announced. */
export interface Calendar {
  readonly id: string
  readonly zh: string
  readonly en: string
  /** sessions before this day are not recorded */
  readonly first: Day
  /** sessions after this day are not announced */
  readonly announcedUntil: Day
  /** weekdays on which it opens, 1 for Monday */
  readonly weekdays: ReadonlySet<number>
  /** closed weekdays, as days since 1970 */
  readonly closed: ReadonlySet<number>
}

/** What a day is on an exchange; `unknown` outside of what is recorded and announced. */
export type DayKind = 'session' | 'closed' | 'unknown'

type Row = Readonly<Record<string, string>>

/**
 * The calendars that the rows of `exchanges.csv` and `closures.csv` make, by id.
 *
 * A row with a day that does not exist is left out. `open` is a span of weekdays such as `1-5`.
 */
export function createCalendars(exchanges: readonly Row[], closures: readonly Row[]): ReadonlyMap<string, Calendar> {
  const closed = new Map<string, Set<number>>()
  for (const { exchange = '', from = '', to = '' } of closures) {
    if (!isDay(from) || !isDay(to)) continue
    const days = closed.get(exchange) ?? new Set<number>()
    for (let day = dayNumber(from); day <= dayNumber(to); day += 1) days.add(day)
    closed.set(exchange, days)
  }
  return new Map(
    exchanges
      .filter((r) => r.id && isDay(r.first ?? '') && isDay(r['announced-until'] ?? ''))
      .map((r) => [
        r.id!,
        Object.freeze({
          id: r.id!,
          zh: r.zh || r.id!,
          en: r.en || r.id!,
          first: r.first!,
          announcedUntil: r['announced-until']!,
          weekdays: new Set(weekdaysOf(r.open ?? '1-5')),
          closed: closed.get(r.id!) ?? new Set<number>(),
        }),
      ]),
  )
}

function weekdaysOf(text: string): readonly number[] {
  const [from, to] = text.split('-').map(Number)
  return Array.from({ length: (to ?? from!) - from! + 1 }, (_, i) => from! + i)
}

/** The weekday of `day`: 1 for Monday to 7 for Sunday. */
export function weekday(day: Day): number {
  // 1970-01-01 was a Thursday
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1
}

/**
 * Whether the exchange traded on `day`.
 *
 * @example dayKind({ id: '', zh: '', en: '', first: '2024-01-01', announcedUntil: '2024-12-31', weekdays: new Set([1]), closed: new Set() }, '2025-01-06') // 'unknown'
 */
export function dayKind(calendar: Calendar, day: Day): DayKind {
  if (day < calendar.first || day > calendar.announcedUntil) return 'unknown'
  return calendar.weekdays.has(weekday(day)) && !calendar.closed.has(dayNumber(day)) ? 'session' : 'closed'
}

/** The sessions in a period, and whether all of its days are known. */
export function sessionsIn(
  calendar: Calendar,
  period: Period,
): { readonly days: readonly Day[]; readonly known: boolean } {
  const days: Day[] = []
  let known = true
  for (let day = firstDay(period); day <= lastDay(period); day = addDays(day, 1)) {
    const kind = dayKind(calendar, day)
    if (kind === 'session') days.push(day)
    if (kind === 'unknown') known = false
  }
  return { days, known }
}

/** Weekdays in a period on which the exchange is closed for a holiday. */
export function holidaysIn(calendar: Calendar, period: Period): readonly Day[] {
  const days: Day[] = []
  for (let day = firstDay(period); day <= lastDay(period); day = addDays(day, 1))
    if (calendar.weekdays.has(weekday(day)) && calendar.closed.has(dayNumber(day))) days.push(day)
  return days
}

const farthest = 40

/** The last session on or before `day`; `null` where the calendar does not tell. */
export function lastSession(calendar: Calendar, day: Day): Day | null {
  return seek(calendar, day, -1)
}

/** The first session on or after `day`; `null` where the calendar does not tell. */
export function nextSession(calendar: Calendar, day: Day): Day | null {
  return seek(calendar, day, 1)
}

function seek(calendar: Calendar, day: Day, step: 1 | -1): Day | null {
  for (let i = 0, at = day; i < farthest; i += 1, at = addDays(at, step)) {
    const kind = dayKind(calendar, at)
    if (kind === 'unknown') return null
    if (kind === 'session') return at
  }
  return null
}
