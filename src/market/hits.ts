import { addDays, type Day, type Decimal, decimal, toNumber } from '../base/index.ts'
import { type Calendar, lastSession, nextSession } from './calendar.ts'
import type { Spell } from './rating.ts'
import { inBand, type RatingScheme } from './scheme.ts'

/** What became of a spell after a horizon. */
export interface Outcome {
  readonly spell: Spell
  readonly months: number
  /** the close of the first session after publication, and of the last on or before the horizon's end */
  readonly entry: Day
  readonly exit: Day
  /** return of the subject less that of the benchmark, in percentage points */
  readonly excess: Decimal
  readonly bandHit: boolean
  /** above the hold band for a buy, below for a sell, within for a hold */
  readonly directionHit: boolean
}

/** Closes by subject and day. */
export type Closes = ReadonlyMap<string, ReadonlyMap<Day, Decimal>>

/** Why a spell has no outcome. */
export type Open = 'not-matured' | 'no-benchmark' | 'no-close' | 'no-calendar'

/** What is needed to follow a spell. */
export interface HitInput {
  readonly schemes: ReadonlyMap<string, RatingScheme>
  readonly calendars: ReadonlyMap<string, Calendar>
  /** calendar of each market */
  readonly markets: Readonly<Record<string, string>>
  readonly closes: Closes
  /** the last day that may be looked at */
  readonly day: Day
}

/**
 * What became of `spell` after `months`, or why that cannot be said.
 *
 * @source entry: close of the first session after publication; exit: last session on or before entry plus the horizon
 */
export function outcomeOf(spell: Spell, months: number, input: HitInput): Outcome | Open {
  const scheme = input.schemes.get(spell.scheme)
  const benchmark = scheme?.benchmarks[spell.market]
  const calendar = input.calendars.get(input.markets[spell.market] ?? '')
  if (scheme === undefined || benchmark === undefined) return 'no-benchmark'
  if (calendar === undefined) return 'no-calendar'
  const dates = datesOf(calendar, spell.from, months)
  if (dates.end === null || dates.end > input.day) return 'not-matured'
  const { entry, exit } = dates
  if (exit === null) return 'no-calendar'
  const subject = returnBetween(input.closes.get(spell.subject), entry, exit)
  const other = returnBetween(input.closes.get(benchmark), entry, exit)
  if (subject === null || other === null) return 'no-close'
  // eight places are more than closes of four have to say
  const excess = decimal((subject - other).toFixed(8))
  const band = scheme.bands.find((b) => b.label === spell.label || b.en === spell.label)
  if (band === undefined) return 'no-benchmark'
  const actual = scheme.bands.find((b) => inBand(b, excess))
  return {
    spell,
    months,
    entry,
    exit,
    excess,
    bandHit: inBand(band, excess),
    directionHit: actual?.direction === band.direction,
  }
}

interface Dates {
  readonly entry: Day
  /** the horizon's end; `null` where the calendar does not tell of a session to enter on */
  readonly end: Day | null
  readonly exit: Day | null
}

// a hundred thousand spells begin on a few thousand days
const known = new WeakMap<Calendar, Map<string, Dates>>()

function datesOf(calendar: Calendar, from: Day, months: number): Dates {
  const own = known.get(calendar) ?? new Map<string, Dates>()
  known.set(calendar, own)
  const key = `${from}+${months}`
  const found = own.get(key) ?? findDates(calendar, from, months)
  own.set(key, found)
  return found
}

function findDates(calendar: Calendar, from: Day, months: number): Dates {
  const entry = nextSession(calendar, addDays(from, 1))
  if (entry === null) return { entry: '', end: null, exit: null }
  const end = addMonths(entry, months)
  return { entry, end, exit: lastSession(calendar, end) }
}

/**
 * The day `months` later; the last of the month where it has no such day.
 *
 * @example addMonths('2024-08-31', 6) // '2025-02-28'
 */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const index = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(index / 12), index % 12]
  const last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate()
  return `${String(y).padStart(4, '0')}-${String(m + 1).padStart(2, '0')}-${String(Math.min(date, last)).padStart(2, '0')}`
}

/** The return from the close of one day to that of another in percent; `null` where one is missing. */
export function returnBetween(closes: ReadonlyMap<Day, Decimal> | undefined, entry: Day, exit: Day): number | null {
  const [a, b] = [closes?.get(entry), closes?.get(exit)]
  if (a === undefined || b === undefined || a.s <= 0 || a.c[0] === 0) return null
  return (toNumber(b) / toNumber(a) - 1) * 100
}

/** How often ratings came true, with how sure that is. */
export interface HitRate {
  /** a label means what its own scheme says; empty over all */
  readonly scheme: string
  readonly label: string
  readonly n: number
  readonly bandHits: number
  readonly directionHits: number
  /** shares with the interval of 95 % of the bootstrap draws, by spell; `null` without a spell */
  readonly band: Rate | null
  readonly direction: Rate | null
  readonly mean: number
  readonly median: number
}

/** A share and the bounds of nineteen draws in twenty. */
export interface Rate {
  readonly share: number
  readonly low: number
  readonly high: number
}

/**
 * Hit rates by scheme and label, and over all (both empty), bootstrapped over spells.
 *
 * The draws come from `seed`, so that the same log gives the same interval.
 *
 * @source percentile bootstrap over spells: overlapping weekly events of one spell are one draw
 */
export function hitRates(outcomes: readonly Outcome[], draws = 10_000, seed = 1): readonly HitRate[] {
  const groups = new Map<string, Outcome[]>()
  for (const o of outcomes) {
    const key = `${o.spell.scheme}\n${o.spell.label}`
    const list = groups.get(key)
    if (list === undefined) groups.set(key, [o])
    else list.push(o)
  }
  return [outcomes, ...groups.values()].map((list, i) => {
    const { scheme, label } = i === 0 ? { scheme: '', label: '' } : list[0]!.spell
    const excess = Float64Array.from(list, (o) => toNumber(o.excess)).sort()
    const bandHits = list.filter((o) => o.bandHit).length
    const directionHits = list.filter((o) => o.directionHit).length
    return Object.freeze({
      scheme,
      label,
      n: list.length,
      bandHits,
      directionHits,
      band: rateOf(bandHits, list.length, draws, seed),
      direction: rateOf(directionHits, list.length, draws, seed + 1),
      mean: excess.length === 0 ? 0 : excess.reduce((a, b) => a + b, 0) / excess.length,
      median: medianOf(excess),
    })
  })
}

function medianOf(sorted: Float64Array): number {
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length === 0) return 0
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

// resampling n hits and misses with replacement is a binomial draw, which needs no pass over the spells
function rateOf(hits: number, n: number, draws: number, seed: number): Rate | null {
  if (n === 0) return null
  const share = hits / n
  const random = generator(seed)
  const shares = Float64Array.from({ length: draws }, () => binomial(n, share, random) / n).sort()
  return {
    share,
    low: shares[Math.floor(draws * 0.025)]!,
    high: shares[Math.min(draws - 1, Math.ceil(draws * 0.975) - 1)]!,
  }
}

function binomial(n: number, p: number, random: () => number): number {
  if (p <= 0 || p >= 1) return p <= 0 ? 0 : n
  if (n <= 1000) {
    let hits = 0
    for (let i = 0; i < n; i += 1) if (random() < p) hits += 1
    return hits
  }
  // beyond a thousand spells the normal law is right to the third digit of a percent
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.min(n, Math.max(0, Math.round(n * p + normal * Math.sqrt(n * p * (1 - p)))))
}

// mulberry32: small, and the same on every machine
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
