import { contains, type Day, decimal, isPoint, order } from '../base/index.ts'
import { type Fact, factInterval } from './fact.ts'

/** How facts of one identity lie to each other. */
export type Duplicates = 'single' | 'complete' | 'consistent' | 'inconsistent'

/**
 * Whether `facts`, all of one identity, say the same.
 *
 * `complete`: same value, precision and bound; `consistent`: their intervals have a number in common, and those with
 * the same precision have the same value; `inconsistent`: a contradiction. A dash agrees with everything.
 *
 * @source XBRL Open Information Model, Working Group Note on duplicate facts, 2025-01-14
 */
export function classify(facts: readonly Fact[]): Duplicates {
  const told = facts.filter((f) => f.value.kind === 'number' || f.value.kind === 'text')
  if (told.length < 2) return 'single'
  let worst: Duplicates = 'complete'
  for (let i = 0; i < told.length; i += 1) {
    for (let j = i + 1; j < told.length; j += 1) {
      const pair = classifyPair(told[i]!, told[j]!)
      if (pair === 'inconsistent') return 'inconsistent'
      if (pair === 'consistent') worst = 'consistent'
    }
  }
  return worst
}

function classifyPair(a: Fact, b: Fact): Duplicates {
  if (a.value.kind === 'text' && b.value.kind === 'text')
    return a.value.text === b.value.text ? 'complete' : 'inconsistent'
  if (a.value.kind === 'text' || b.value.kind === 'text') return 'inconsistent'
  if (a.value.kind !== 'number' || b.value.kind !== 'number') return 'single'
  const same = a.value.text === b.value.text || decimal(a.value.text).eq(decimal(b.value.text))
  if (same && a.decimals === b.decimals && a.bound === b.bound) return 'complete'
  if (!same && a.decimals === b.decimals && a.bound === 'exact' && b.bound === 'exact') return 'inconsistent'
  return shareNumber(a, b) ? 'consistent' : 'inconsistent'
}

// two rounding intervals that only touch at their ends have no common number: 88.6 and 88.7 differ
function shareNumber(a: Fact, b: Fact): boolean {
  const left = factInterval(a)!
  const right = factInterval(b)!
  if (order(left, right) === 'below' || order(left, right) === 'above') return false
  if (isPoint(left) || isPoint(right)) return contains(left, right) || contains(right, left)
  const touch =
    (left.high !== null && right.low !== null && left.high.eq(right.low)) ||
    (right.high !== null && left.low !== null && right.high.eq(left.low))
  return !touch
}

/** Facts of one identity that are current on a day, with what older vintages said. */
export interface Group {
  readonly key: string
  readonly current: readonly Fact[]
  readonly older: readonly Fact[]
}

/**
 * `facts` of one identity as they stand on `day`: of each source the latest that was known by then.
 *
 * A fact that became known after `day` is not there at all.
 */
export function asKnown(key: string, facts: readonly Fact[], day: Day | null): Group {
  if (facts.length === 1) {
    const only = facts[0]!
    return day === null || only.known <= day ? { key, current: facts, older: [] } : { key, current: [], older: [] }
  }
  const latest = new Map<string, Day>()
  const seen = day === null ? facts : facts.filter((f) => f.known <= day)
  for (const fact of seen) {
    const before = latest.get(fact.evidence.source)
    if (before === undefined || fact.known > before) latest.set(fact.evidence.source, fact.known)
  }
  const isCurrent = (f: Fact) => f.known === latest.get(f.evidence.source)
  const older = seen.filter((f) => !isCurrent(f)).sort((a, b) => (a.known < b.known ? 1 : -1))
  return { key, current: seen.filter(isCurrent), older }
}

const weight: Readonly<Record<Fact['evidence']['kind'], number>> = {
  published: 0,
  measured: 1,
  computed: 2,
  transcribed: 3,
  'vendor-copy': 4,
  'read-off-chart': 5,
  synthetic: 6,
}

/** The fact of a group that speaks for it: the firmest evidence, then the finest precision, then the latest, then by id. */
export function spokesman(facts: readonly Fact[]): Fact {
  return [...facts].sort(
    (a, b) =>
      weight[a.evidence.kind] - weight[b.evidence.kind] ||
      (b.decimals ?? Number.POSITIVE_INFINITY) - (a.decimals ?? Number.POSITIVE_INFINITY) ||
      (a.known < b.known ? 1 : a.known > b.known ? -1 : 0) ||
      (a.id < b.id ? -1 : 1),
  )[0]!
}
