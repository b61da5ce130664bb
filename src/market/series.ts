import { addDays, type Day, type Decimal, type Diagnostic, dayNumber, type Found, type Span } from '../base/index.ts'
import { type Calendar, dayKind } from './calendar.ts'
import { report } from './codes.ts'
import { type Observation, seriesKey } from './observation.ts'

/** The days of one subject and measure under one scope, in order. */
export interface Series {
  readonly subject: string
  readonly measure: string
  readonly scope: Readonly<Record<string, string>>
  readonly unit: string
  readonly points: readonly Point[]
}

/** One day of a series. */
export interface Point {
  readonly day: Day
  readonly value: Decimal
  readonly at: Span
}

/** The series of `observations`, in the order in which they are first seen; the days of each in order. */
export function seriesOf(observations: readonly Observation[]): readonly Series[] {
  const byKey = new Map<string, Observation[]>()
  for (const o of observations) {
    const key = seriesKey(o)
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [o])
    else list.push(o)
  }
  return [...byKey.values()].map((list) => {
    const { subject, measure, scope, unit } = list[0]!
    const points = list
      .map(({ day, value, at }) => ({ day, value, at }))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    return Object.freeze({ subject, measure, scope, unit, points })
  })
}

/** The days that a series lacks between its first and last, by every day or by the sessions of a calendar. */
export function missingDays(series: Series, calendar: Calendar | null): readonly Day[] {
  const { points } = series
  if (points.length < 2) return []
  const has = new Set(points.map((p) => p.day))
  const missing: Day[] = []
  for (let day = addDays(points[0]!.day, 1); day < points.at(-1)!.day; day = addDays(day, 1)) {
    if (has.has(day)) continue
    if (calendar === null || dayKind(calendar, day) === 'session') missing.push(day)
  }
  return missing
}

/** Days that series lack, each run of them told once. */
export function checkDays(all: readonly Series[], calendar: Calendar | null): readonly Diagnostic[] {
  // the columns of one export lack the same days
  const told = new Set<string>()
  return all.flatMap((series) =>
    runsOf(missingDays(series, calendar), calendar).flatMap(([from, to, count]): readonly Diagnostic[] => {
      const key = `${series.subject} ${JSON.stringify(series.scope)} ${from} ${to}`
      if (told.has(key)) return []
      told.add(key)
      const after = series.points.find((p) => p.day > to)
      return [missingFinding(`${series.subject}/${series.measure}`, from, to, count, after?.at)]
    }),
  )
}

/** That a series lacks `count` days from `from` to `to`; `at` is the first one after them. */
export function missingFinding(name: string, from: Day, to: Day, count: number, at: Span | undefined): Diagnostic {
  const span = from === to ? from : `${from}/${to}`
  return report(
    'market/missing-day',
    {
      en: `\`${name}\` lacks ${count === 1 ? span : `${count} days, ${span}`}`,
      zh: `\`${name}\` 缺少 ${count === 1 ? span : `${count} 天（${span}）`}`,
    },
    at === undefined ? {} : { at },
  )
}

/** The observations on sessions and on days that the calendar does not tell of; those on closed days are told of, once a day. */
export function sessionsOnly(
  observations: readonly Observation[],
  calendar: Calendar | null,
): Found<readonly Observation[]> {
  if (calendar === null) return { value: observations, diagnostics: [] }
  const isClosed = (o: Observation) => dayKind(calendar, o.day) === 'closed'
  const closed = new Map(observations.filter(isClosed).map((o) => [`${o.subject} ${o.day}`, o]))
  if (closed.size === 0) return { value: observations, diagnostics: [] }
  const diagnostics = [...closed.values()].map((o) =>
    report(
      'market/no-session',
      {
        en: `${calendar.en} was closed on ${o.day}, for which \`${o.subject}\` has a row`,
        zh: `${o.day} ${calendar.zh}休市，而 \`${o.subject}\` 有该日的行`,
      },
      { at: o.at },
    ),
  )
  return { value: observations.filter((o) => !isClosed(o)), diagnostics }
}

function runsOf(days: readonly Day[], calendar: Calendar | null): readonly (readonly [Day, Day, number])[] {
  const runs: [Day, Day, number][] = []
  // between two sessions lie no other sessions, whatever the calendar says of the days between
  const follows = (a: Day, b: Day) => {
    for (let day = addDays(a, 1); day < b; day = addDays(day, 1))
      if (calendar === null || dayKind(calendar, day) === 'session') return false
    return true
  }
  for (const day of days) {
    const last = runs.at(-1)
    if (last !== undefined && dayNumber(day) - dayNumber(last[1]) < 20 && follows(last[1], day)) {
      last[1] = day
      last[2] += 1
    } else runs.push([day, day, 1])
  }
  return runs
}

/** A change of scope between series of one subject and measure, where one ends and the other begins. */
export interface Break {
  readonly subject: string
  readonly measure: string
  readonly before: Series
  readonly after: Series
  /** the keys of the scope that differ */
  readonly keys: readonly string[]
}

/**
 * The breaks among `all`: series of one subject and measure that follow each other in time with another scope.
 *
 * Series that run side by side, such as two regions, are no break.
 */
export function breaksIn(all: readonly Series[]): readonly Break[] {
  const groups = new Map<string, Series[]>()
  for (const s of all) {
    const key = `${s.subject}/${s.measure}`
    groups.set(key, [...(groups.get(key) ?? []), s])
  }
  return [...groups.values()].flatMap((list) => {
    const inOrder = list
      .filter((s) => s.points.length > 0)
      .sort((a, b) => (a.points[0]!.day < b.points[0]!.day ? -1 : 1))
    return inOrder.slice(1).flatMap((after, i): readonly Break[] => {
      const before = inOrder[i]!
      if (before.points.at(-1)!.day >= after.points[0]!.day) return []
      const keys = [...new Set([...Object.keys(before.scope), ...Object.keys(after.scope)])]
        .filter((k) => before.scope[k] !== after.scope[k])
        .sort()
      return [{ subject: after.subject, measure: after.measure, before, after, keys }]
    })
  })
}

/** The breaks among series as findings. */
export function checkBreaks(all: readonly Series[]): readonly Diagnostic[] {
  return breaksIn(all).map(({ subject, measure, before, after }) => {
    const first = after.points[0]!
    const related = [{ message: { en: 'the days before', zh: '此前的数据' }, at: before.points.at(-1)!.at }]
    return { ...breakFinding(`${subject}/${measure}`, before.scope, after.scope, first.day, first.at), related }
  })
}

/** That the scope of a series changes on `day`, at `at`. */
export function breakFinding(
  name: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  day: Day,
  at: Span,
): Diagnostic {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((k) => before[k] !== after[k])
    .sort()
  const shown = keys.map((k) => `${k} ${before[k] ?? '–'} → ${after[k] ?? '–'}`).join(', ')
  return report(
    'market/break',
    { en: `scope of \`${name}\` changes on ${day}: ${shown}`, zh: `\`${name}\` 的口径自 ${day} 起变化：${shown}` },
    { at },
  )
}
