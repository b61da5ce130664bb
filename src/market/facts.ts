import {
  addDays,
  append,
  type Day,
  type Decimal,
  type Diagnostic,
  type Found,
  firstDay,
  lastDay,
  type Period,
  plain,
  round,
} from '../base/index.ts'
import { defineFact, type EvidenceKind, type Fact, type FactDraft, factAddress } from '../facts/index.ts'
import { type Against, resolveRelative } from './against.ts'
import type { Calendar } from './calendar.ts'
import type { Observation } from './observation.ts'
import { checkUnits } from './plausible.ts'
import type { FeedProfile } from './profile.ts'
import { weekReturns } from './returns.ts'
import { restated, withoutConflicts } from './revision.ts'
import { checkBreaks, checkDays, type Series, seriesOf, sessionsOnly } from './series.ts'
import type { FeedUse, RelativeUse } from './setting.ts'
import { weeksIn } from './week.ts'
import { trailWeeks, type WeekRow, weekRows } from './weekly.ts'

/** A feed of a desk with what was read of it. */
export interface UsedFeed {
  readonly use: FeedUse
  readonly profile: FeedProfile
  readonly observations: readonly Observation[]
}

/**
 * The facts that the feeds of a desk make, with what is found in them.
 *
 * Pure. Daily numbers that are kept, the weeks of each feed and the relative performance of subjects become facts; a feed that is
 * synthetic makes synthetic facts only. What a later retrieval says otherwise is a newer vintage of the same fact.
 */
export function marketFacts(
  exports: readonly UsedFeed[],
  calendars: ReadonlyMap<string, Calendar>,
): Found<readonly Fact[]> {
  const diagnostics: Diagnostic[] = []
  const facts: Fact[] = []
  const feeds = exports.map((feed) => {
    const calendar = feed.profile.days === 'sessions' ? (calendars.get(feed.use.calendar) ?? null) : null
    const found = sessionsOnly(feed.observations, calendar)
    const units = checkUnits(found.value, feed.profile)
    append(append(diagnostics, found.diagnostics), units.diagnostics)
    return { ...feed, observations: units.value }
  })
  const agreed = withoutConflicts(feeds)
  append(diagnostics, agreed.diagnostics)
  const all = agreed.value.map((feed) => ({ feed, series: seriesOf(feed.observations) }))
  for (const { feed, series } of all) {
    const calendar = calendars.get(feed.use.calendar) ?? null
    append(diagnostics, checkDays(series, feed.profile.days === 'sessions' ? calendar : null))
    append(append(facts, dailyFacts(feed)), weekFacts(feed, series, calendars))
  }
  append(diagnostics, restated(agreed.value))
  append(diagnostics, checkBreaks(latest(all.flatMap((a) => a.series))))
  append(facts, returnFacts(all, calendars))
  const placed = all.flatMap(({ feed, series }) => {
    const calendar = calendars.get(feed.use.calendar) ?? null
    return series.map((s) => ({ series: s, calendar }))
  })
  for (const { feed } of all)
    for (const use of feed.use.relative) {
      const found = resolveRelative(use, placed, calendars, feed.use.calendar)
      append(diagnostics, found.diagnostics)
      if (found.value !== null) append(facts, relativeFacts(use, feed, found.value))
    }
  return { value: facts, diagnostics }
}

function draftOf(
  feed: UsedFeed,
  o: Pick<Observation, 'subject' | 'scope'>,
  kind: EvidenceKind,
  rest: Pick<FactDraft, 'measure' | 'period' | 'unit' | 'value'> & {
    decimals?: number
    formula?: string
    locator?: string
  },
): Fact {
  const { decimals, formula, locator, ...own } = rest
  const synthetic = feed.use.evidence === 'synthetic'
  return defineFact({
    subject: o.subject,
    scope: sorted(o.scope),
    bound: 'exact',
    known: feed.use.known,
    note: '',
    ...own,
    ...(decimals === undefined ? {} : { decimals }),
    evidence: {
      kind: synthetic ? 'synthetic' : kind,
      source: feed.use.source,
      locator: locator ?? '',
      quote: '',
      ...(formula === undefined ? {} : { formula }),
    },
  })
}

function sorted(scope: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const keys = Object.keys(scope)
  if (keys.every((key, i) => i === 0 || keys[i - 1]! < key)) return scope
  return Object.fromEntries(keys.sort().map((key) => [key, scope[key]!]))
}

function dailyFacts(feed: UsedFeed): readonly Fact[] {
  const { keep, period } = feed.use
  return feed.observations
    .filter((o) => keep.includes(o.measure) && inPeriod(o.day, period))
    .map((o) =>
      draftOf(feed, o, feed.use.evidence, {
        measure: o.measure,
        period: o.day,
        unit: o.unit,
        value: { kind: 'number', text: plain(o.value) },
        locator: `${feed.use.file}:${o.at.line}`,
      }),
    )
}

function inPeriod(day: Day, period: Period): boolean {
  return period === '' || (day >= firstDay(period) && day <= lastDay(period))
}

function weekFacts(
  feed: UsedFeed,
  seriesOfFeed: readonly Series[],
  calendars: ReadonlyMap<string, Calendar>,
): readonly Fact[] {
  const { weeks } = feed.use
  if (weeks === null) return []
  const series = seriesOfFeed.filter((s) => s.measure === weeks.measure)
  const days = series.flatMap((s) => s.points.map((p) => p.day)).sort()
  if (days.length === 0) return []
  const options = {
    thresholds: weeks.thresholds,
    calendar: calendars.get(weeks.holidays) ?? null,
    days: feed.profile.days,
  }
  const all = weeksIn(`${days[0]}/${days.at(-1)}`, weeks.start)
  const kept = all.filter((week) => inPeriod(firstDay(week), feed.use.period))
  // of the weeks before the first one the sums alone are kept: the small line of a table needs them
  const first = all.indexOf(kept[0] ?? '')
  const earlier = all.slice(Math.max(0, first - trailWeeks + 1), Math.max(0, first))
  const rowsOf = (week: Period) => weekRows(series, week, options)
  return [
    ...earlier.flatMap((week) => rowsOf(week).flatMap((row) => sumFacts(feed, row, weeks.measure))),
    ...kept.flatMap((week) => rowsOf(week).flatMap((row) => rowFacts(feed, row, weeks.measure))),
  ]
}

function sumFacts(feed: UsedFeed, row: WeekRow, measure: string): readonly Fact[] {
  const name = measure.replace(/\.daily$/, '.weekly')
  return rowFacts(feed, row, measure).filter((f) => f.measure === name)
}

function rowFacts(feed: UsedFeed, row: WeekRow, measure: string): readonly Fact[] {
  const base = measure.replace(/\.daily$/, '')
  const make = (
    name: string,
    unit: string,
    value: Decimal | null,
    decimals: number | undefined,
    formula: string,
  ): readonly Fact[] =>
    value === null
      ? []
      : [
          draftOf(feed, row, 'computed', {
            measure: name,
            period: row.week,
            unit,
            value: {
              kind: 'number',
              text: plain(decimals === undefined ? value : round(value, decimals, 'half-even')),
            },
            ...(decimals === undefined ? {} : { decimals }),
            formula,
          }),
        ]
  const date = (name: string, day: Day, formula: string, scope = row.scope): Fact =>
    draftOf(feed, { subject: row.subject, scope }, 'computed', {
      measure: name,
      period: row.week,
      unit: 'date',
      value: { kind: 'text', text: day },
      formula,
    })
  const daily = factAddress({ subject: row.subject, measure, scope: sorted(row.scope), period: '' })
  const over = `${daily} over ${row.week}`
  const rank = row.rank === null ? null : row.sum!.times(0).plus(row.rank)
  return [
    ...make(`${base}.weekly`, row.unit, row.sum, undefined, `sum of ${over}`),
    ...make(`${base}.weekly.mean`, row.unit, row.mean, 0, `mean of ${over}`),
    ...make(`${base}.weekly.change`, 'percent', row.change, 2, `percent of the sum of ${over} against the week before`),
    ...make(
      `${base}.weekly.difference`,
      row.unit,
      row.difference,
      undefined,
      `sum of ${over} less that of the week before`,
    ),
    ...make(`${base}.daily.peak`, row.unit, row.missing.length > 0 ? null : row.peak, undefined, `max of ${over}`),
    ...make(`${base}.weekly.rank`, '1', rank, undefined, `rank of the sum of ${over}`),
    ...make(
      `${base}.weekly.streak`,
      'week',
      row.sum === null ? null : row.sum.times(0).plus(row.streak),
      undefined,
      `weeks in a row up to ${row.week}`,
    ),
    ...(row.note === null ? [] : (['zh', 'en'] as const)).map((lang) =>
      draftOf(feed, { subject: row.subject, scope: { ...row.scope, lang } }, 'computed', {
        measure: `${base}.weekly.note`,
        period: row.week,
        unit: '1',
        value: { kind: 'text', text: row.note![lang] },
        formula: `whether ${over} is whole and like the week before`,
      }),
    ),
    ...(row.missing.length > 0 ? [] : [date(`${base}.peak-day`, row.peakDay, `day of the max of ${over}`)]),
    ...row.crossings.map((c) =>
      date(`${base}.first-above`, c.day, `first day of ${daily} above ${plain(c.threshold)}`, {
        ...row.scope,
        threshold: plain(c.threshold),
      }),
    ),
  ]
}

// the industries of one report come in one feed or in several: the place is among all of them, and the benchmark has none
function returnFacts(
  all: readonly { readonly feed: UsedFeed; readonly series: readonly Series[] }[],
  calendars: ReadonlyMap<string, Calendar>,
): readonly Fact[] {
  const wanted = all.filter(({ feed }) => feed.use.returns !== null)
  const owner = new Map(wanted.flatMap(({ feed, series }) => series.map((s) => [s, feed] as const)))
  const closes = latest([...owner.keys()].filter((s) => s.measure === 'index.close'))
  const first = wanted[0]?.feed
  const days = closes.flatMap((s) => [s.points[0]!.day, s.points.at(-1)!.day]).sort()
  if (first === undefined || days.length === 0) return []
  const calendar = calendars.get(first.use.calendar) ?? null
  // a calendar knows which close is the last of a week that is not over by days
  const end = calendar === null ? days.at(-1)! : addDays(days.at(-1)!, 6)
  const relative = all.flatMap(({ feed }) => feed.use.relative)
  const benchmarks = new Set(relative.map((r) => r.benchmark))
  for (const r of relative) benchmarks.delete(r.subject)
  const [others, ranked] = [true, false].map((is) => closes.filter((s) => benchmarks.has(s.subject) === is))
  return weeksIn(`${days[0]}/${end}`, first.use.returns!).flatMap((week) =>
    [...weekReturns(ranked!, week, calendar), ...weekReturns(others!, week, calendar)].flatMap(
      (row): readonly Fact[] => {
        const feed = owner.get(row.series)!
        const { use } = feed
        if (!inPeriod(firstDay(week), use.period)) return []
        const span = `${row.series.subject} from ${row.from} to ${row.to}`
        const number = (text: string) => ({ kind: 'number' as const, text })
        return [
          draftOf(feed, row.series, 'computed', {
            measure: 'index.weekly.return',
            period: week,
            unit: 'percent',
            value: number(plain(round(row.value, 2, 'half-even'))),
            decimals: 2,
            formula: `close of ${span}, less one`,
          }),
          ...(ranked!.includes(row.series)
            ? [
                draftOf(feed, row.series, 'computed', {
                  measure: 'index.weekly.rank',
                  period: week,
                  unit: '1',
                  value: number(String(row.rank)),
                  formula: `rank of the week return among ${ranked!.length} series`,
                }),
              ]
            : []),
        ]
      },
    ),
  )
}

function relativeFacts(use: RelativeUse, feed: UsedFeed, relative: Against): readonly Fact[] {
  const { of: subject, benchmark } = relative
  const span = `${relative.base}/${relative.end}`
  const percent = (value: Decimal) => ({ kind: 'number' as const, text: plain(round(value, 2, 'half-even')) })
  const line = (of: Series, pick: 'subject' | 'benchmark') =>
    relative.days.map((d) =>
      draftOf(feed, of, 'computed', {
        measure: 'index.return',
        period: d.day,
        unit: 'percent',
        value: percent(d[pick]),
        decimals: 2,
        formula: `close over that of ${relative.base}, less one`,
      }),
    )
  return [
    ...line(subject, 'subject'),
    ...line(benchmark, 'benchmark'),
    draftOf(feed, { subject: use.subject, scope: { ...subject.scope, benchmark: use.benchmark } }, 'computed', {
      measure: use.form === 'difference' ? 'index.relative' : 'index.relative.ratio',
      period: span,
      unit: use.form === 'difference' ? 'percentage-point' : 'percent',
      value: percent(relative.relative),
      decimals: 2,
      formula: `${use.form} of the returns of ${use.subject} and ${use.benchmark} over ${span}`,
    }),
  ]
}

// of one series that was retrieved twice the later one tells where its scope breaks
function latest(all: readonly Series[]): readonly Series[] {
  return [...new Map(all.map((s) => [`${s.subject} ${s.measure} ${JSON.stringify(sorted(s.scope))}`, s])).values()]
}
