import { addDays, type Day, dayNumber, type Interval } from '../base/index.ts'
import type { Cite, Definition, Limit, Policy, Version } from './tree.ts'

/** From where and as of when a policy is asked. */
export interface Setting {
  readonly policy: Policy
  /** the day as of whose knowledge is answered */
  readonly knownOn: Day
  /** the claimant's place as a path such as `cn/hubei/wuhan`; empty when it is not known */
  readonly place: string
}

/** Whether what is ruled for `jurisdiction` holds at `place`. */
export function appliesAt(jurisdiction: string, place: string, home: string): boolean {
  if (jurisdiction === '' || jurisdiction === home) return true
  return place === jurisdiction || place.startsWith(`${jurisdiction}/`)
}

/** Whether a clause, its act, and the version that cites it were all verified. */
export function isVerified(policy: Policy, cite: Cite | null, version: Version | null = null): boolean {
  const clause = policy.clauses.get(`${cite?.act} ${cite?.clause}`)
  const act = policy.acts.get(cite?.act ?? '')
  return (act?.verified ?? false) && (clause?.verified ?? false) && version?.verified !== false
}

/** A limit as a day: that of its assumption where it names one. */
export function limitDay(policy: Policy, limit: Limit, touch?: (assumption: string) => void): Day | null {
  if (limit === null || typeof limit === 'string') return limit
  touch?.(limit.assumption)
  const take = policy.assumptions.get(limit.assumption)?.take
  return take?.kind === 'date' ? take.day : null
}

/**
 * The version of `definition` that holds for an event on `day`; without a day the latest that is known.
 *
 * A narrower jurisdiction goes before a wider one, then what became known later before what was known earlier.
 */
export function versionOn(
  setting: Setting,
  definition: Definition,
  day: Day | null,
  touch?: (assumption: string) => void,
): Version | null {
  const { policy, knownOn, place } = setting
  let best: Version | null = null
  for (const version of definition.versions) {
    if (version.known > knownOn || !appliesAt(version.jurisdiction, place, policy.jurisdiction)) continue
    if (day !== null && !covers(policy, version, day, touch)) continue
    if (day !== null && replacedOn(setting, definition, version, day)) continue
    if (best === null || precedes(version, best)) best = version
  }
  return best
}

// a version that replaces ends those before it from its own first day on, also where it ends sooner itself
function replacedOn({ policy, knownOn }: Setting, definition: Definition, version: Version, day: Day): boolean {
  const index = definition.versions.indexOf(version)
  return definition.versions.some((other, i) => {
    if (other.amendment !== 'replaces' || i <= index || other.known > knownOn) return false
    if (other.known < version.known || other.jurisdiction !== version.jurisdiction) return false
    const [from, own] = [limitDay(policy, other.from), limitDay(policy, version.from)]
    return (from === null || from <= day) && (own === null || from === null || own <= from)
  })
}

function covers(policy: Policy, version: Version, day: Day, touch?: (assumption: string) => void): boolean {
  const from = limitDay(policy, version.from, touch)
  const to = limitDay(policy, version.to, touch)
  return (from === null || from <= day) && (to === null || day <= to)
}

function precedes(version: Version, best: Version): boolean {
  const depth = (v: Version) => (v.jurisdiction === '' ? 0 : v.jurisdiction.split('/').length)
  if (depth(version) !== depth(best)) return depth(version) > depth(best)
  return version.known >= best.known
}

/** The versions that may hold when the event lies somewhere in `days`, and whether there may be none. */
export function versionsWithin(
  setting: Setting,
  definition: Definition,
  days: Interval,
  touch?: (assumption: string) => void,
): { readonly versions: readonly Version[]; readonly gap: boolean } {
  const found = new Set<Version>()
  let gap = false
  for (const day of edges(setting.policy, definition, days)) {
    const version = versionOn(setting, definition, day, touch)
    if (version === null) gap = true
    else found.add(version)
  }
  return { versions: [...found], gap }
}

// between two neighbouring edges always the same version holds
function edges(policy: Policy, definition: Definition, days: Interval): readonly Day[] {
  const low = days.low === null ? '0001-01-01' : dayOf(days.low.toNumber())
  const high = days.high === null ? '9999-12-31' : dayOf(days.high.toNumber())
  const all = new Set([low, high])
  for (const version of definition.versions) {
    const from = limitDay(policy, version.from)
    const to = limitDay(policy, version.to)
    if (from !== null) all.add(from)
    if (to !== null && to < '9999-12-31') all.add(addDays(to, 1))
  }
  return [...all].filter((d) => d >= low && d <= high)
}

/** The calendar day `number` days after 1970-01-01. */
export function dayOf(number: number): Day {
  return addDays('1970-01-01', number)
}

/** A day as a number that can be compared and subtracted. */
export function numberOf(day: Day): number {
  return dayNumber(day)
}
