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

/** The rows of the weeks that the feeds of a desk make: one set of facts for each subject, scope and week. */
export interface WeekTable {
  readonly desk: Desk
  readonly rows: readonly { readonly week: string; readonly subject: string; readonly facts: readonly Fact[] }[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The weeks of the desk at `places`, the latest first; `week` keeps one that holds the day named.
 *
 * @throws AssayError project/bad-usage when `week` is no day
 */
export async function weekTable(effects: Effects, places: Places, week = ''): Promise<WeekTable> {
  if (week !== '' && !isDay(week))
    throw new AssayError([report('project/bad-usage', { en: `\`${week}\` is no day`, zh: `\`${week}\` 不是日期` })])
  const loaded = await loadDesk(effects, places)
  const rows = new Map<string, { week: string; subject: string; facts: Fact[] }>()
  const { store } = loaded.value
  for (const fact of store.facts) {
    if (!/\.weekly(?:\.|$)|\.daily\.peak$|\.peak-day$/.test(fact.measure) || !fact.period.includes('/')) continue
    if (fact.evidence.formula === undefined) continue
    const [from, to] = fact.period.split('/') as [string, string]
    if (week !== '' && (week < from || week > to)) continue
    // of two vintages the later one stands
    if (!store.siblings(fact, null).current.includes(fact)) continue
    // what is to beware of stands there in both languages
    const { lang: _, ...conditions } = fact.scope
    const scope = JSON.stringify(conditions)
    const key = `${fact.period} ${scope} ${fact.subject}`
    const row = rows.get(key) ?? { week: fact.period, subject: fact.subject, facts: [] }
    row.facts.push(fact)
    rows.set(key, row)
  }
  const sum = (r: { facts: readonly Fact[] }) => {
    const value = r.facts.find((f) => f.measure.endsWith('.weekly'))?.value
    return value?.kind === 'number' ? Number(value.text) : 0
  }
  const all = [...rows.values()].sort((a, b) => (a.week === b.week ? sum(b) - sum(a) : a.week < b.week ? 1 : -1))
  return { desk: loaded.value, rows: all, diagnostics: loaded.diagnostics }
}

export { parseWeekday } from '../market/index.ts'
