import { AssayError, type Diagnostic, type Effects, isDay } from '../base/index.ts'
import type { Fact } from '../facts/index.ts'
import type { Calendar, FeedProfile } from '../market/index.ts'
import { report } from './codes.ts'
import { loadCalendars, loadProfiles } from './feeds.ts'
import { type Desk, loadDesk, type Places } from './load.ts'

/** The feed profiles that a desk may use, in order, and the calendars of exchanges. */
export interface MarketData {
  readonly profiles: readonly FeedProfile[]
  readonly calendars: readonly Calendar[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Every profile and calendar that ships with the package or lies on the desk. */
export async function marketData(effects: Effects, places: Places): Promise<MarketData> {
  const profiles = await loadProfiles(effects, { ...places, facts: '' })
  const calendars = await loadCalendars(effects, places)
  return {
    profiles: [...profiles.value.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    calendars: [...calendars.values()],
    diagnostics: profiles.diagnostics,
  }
}

/** One subject in one week, and the block of a table that its rank is among. */
export interface WeekBlockRow {
  readonly week: string
  readonly subject: string
  /** what is counted, `downloads`, and under which conditions */
  readonly measure: string
  readonly scope: Readonly<Record<string, string>>
  readonly facts: readonly Fact[]
}

/** The rows of the weeks that the feeds of a desk make: one set of facts for each subject, scope and week. */
export interface WeekTable {
  readonly desk: Desk
  readonly rows: readonly WeekBlockRow[]
  /** every week of which the desk has data, the first first */
  readonly weeks: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The weeks of the desk at `places`, the latest first, block by block; `week` keeps one that holds the day named.
 *
 * @throws AssayError project/bad-usage when `week` is no day
 */
export async function weekTable(effects: Effects, places: Places, week = ''): Promise<WeekTable> {
  if (week !== '' && !isDay(week))
    throw new AssayError([report('project/bad-usage', { en: `\`${week}\` is no day`, zh: `\`${week}\` 不是日期` })])
  const loaded = await loadDesk(effects, places)
  const rows = new Map<string, WeekBlockRow & { readonly block: string; readonly facts: Fact[] }>()
  const { store } = loaded.value
  const weeks = new Set<string>()
  for (const fact of store.facts) {
    if (!/\.weekly(?:\.|$)|\.daily\.peak$|\.peak-day$/.test(fact.measure) || !fact.period.includes('/')) continue
    if (fact.evidence.formula === undefined) continue
    const [from, to] = fact.period.split('/') as [string, string]
    weeks.add(fact.period)
    if (week !== '' && (week < from || week > to)) continue
    // of two vintages the later one stands
    if (!store.siblings(fact, null).current.includes(fact)) continue
    // what is to beware of stands there in both languages
    const { lang: _, ...scope } = fact.scope
    const measure = fact.measure.replace(/\.(?:weekly(?:\..*)?|daily\.peak|peak-day)$/, '')
    const block = `${measure} ${JSON.stringify(Object.entries(scope).sort())}`
    const key = `${fact.period} ${block} ${fact.subject}`
    const row = rows.get(key) ?? { week: fact.period, subject: fact.subject, measure, scope, block, facts: [] }
    row.facts.push(fact)
    rows.set(key, row)
  }
  const sum = (r: { facts: readonly Fact[] }) => {
    const value = r.facts.find((f) => /\.weekly(?:\.return)?$/.test(f.measure))?.value
    return value?.kind === 'number' ? Number(value.text) : 0
  }
  // blocks stand in the order in which the feeds make them
  const blocks = [...new Set([...rows.values()].map((r) => r.block))]
  const all = [...rows.values()]
    .sort((a, b) =>
      a.week !== b.week
        ? a.week < b.week
          ? 1
          : -1
        : blocks.indexOf(a.block) - blocks.indexOf(b.block) || sum(b) - sum(a),
    )
    .map(({ block: _, ...row }) => row)
  return { desk: loaded.value, rows: all, weeks: [...weeks].sort(), diagnostics: loaded.diagnostics }
}

export { parseWeekday } from '../market/index.ts'
