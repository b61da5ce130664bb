import {
  append,
  type Day,
  type Decimal,
  type Diagnostic,
  decimal,
  type Effects,
  lastDay,
  type Span,
  smallest,
  toNumber,
  wholeFile,
} from '../base/index.ts'
import {
  type Closes,
  checkRatings,
  type HitRate,
  hitRates,
  report as marketFinding,
  type Open,
  type Outcome,
  outcomeOf,
  parseScheme,
  proportions,
  type RatingEvent,
  type RatingScheme,
  readRatings,
  returnBetween,
  type Spell,
  spellsOf,
} from '../market/index.ts'
import { decodeText, readRows } from '../sources/index.ts'
import { loadCalendars } from './feeds.ts'
import { type Desk, loadDesk, type Places } from './load.ts'

/** The ratings of a desk, and what became of them. */
export interface Ratings {
  readonly desk: Desk
  readonly schemes: readonly RatingScheme[]
  readonly events: readonly RatingEvent[]
  /** events after the day that is looked at, which were not known on it */
  readonly later: number
  readonly spells: readonly Spell[]
  /** by horizon in months: a scheme that says two has both */
  readonly horizons: readonly HorizonResult[]
  /** spells that hold on the day, by direction */
  readonly shares: ReturnType<typeof proportions>
  readonly diagnostics: readonly Diagnostic[]
}

/** Hit rates of one horizon, with the spells that cannot be judged. */
export interface HorizonResult {
  readonly months: number
  readonly rates: readonly HitRate[]
  readonly outcomes: readonly Outcome[]
  readonly open: Readonly<Record<Open, number>>
  /** share of all followed subjects that beat the benchmark by the buy band over the same spans */
  readonly baseRate: number | null
}

/** How ratings are judged. */
export interface RatingOptions {
  readonly day: Day
  readonly draws: number
  readonly seed: number
}

const marketCalendars: Readonly<Record<string, string>> = { cn: 'xshg', hk: 'xhkg', us: 'xnys' }

/**
 * The ratings of the desk at `places`: schemes in `ratings/*.yaml`, events in `ratings/*.csv`, closes from its facts.
 *
 * Events in a row that say the same are one spell; open spells are counted apart and enter no rate.
 */
export async function ratings(effects: Effects, places: Places, options: RatingOptions): Promise<Ratings> {
  const loaded = await loadDesk(effects, places)
  const desk = loaded.value
  const diagnostics: Diagnostic[] = [...loaded.diagnostics]
  const { schemes, faults, broken } = await loadSchemes(effects, places)
  append(diagnostics, faults)
  const logged = checkRatings(
    await loadEvents(effects, places, { schemes, broken }, diagnostics),
    schemes,
    effects.now().slice(0, 10),
  )
  append(diagnostics, logged.diagnostics)
  const events = logged.value.filter((e) => e.published <= options.day)
  const spells = spellsOf(events)
  const calendars = await loadCalendars(effects, places)
  const closes = closesOf(desk)
  const input = { schemes, calendars, markets: marketCalendars, closes, day: options.day }
  const months = [...new Set(spells.flatMap((s) => schemes.get(s.scheme)?.horizon ?? []))].sort((a, b) => a - b)
  const horizons = months.map((m): HorizonResult => {
    const relevant = spells.filter((s) => schemes.get(s.scheme)?.horizon.includes(m))
    const results = relevant.map((s) => outcomeOf(s, m, input))
    const outcomes = results.filter((r): r is Outcome => typeof r !== 'string')
    const open = { 'not-matured': 0, 'no-benchmark': 0, 'no-close': 0, 'no-calendar': 0 }
    for (const r of results) if (typeof r === 'string') open[r] += 1
    return {
      months: m,
      rates: hitRates(outcomes, options.draws, options.seed),
      outcomes,
      open,
      baseRate: blindRate(outcomes, schemes, closes),
    }
  })
  return {
    desk,
    schemes: [...schemes.values()],
    events,
    later: logged.value.length - events.length,
    spells,
    horizons,
    shares: proportions(spells, schemes, options.day),
    diagnostics,
  }
}

/** The rating schemes of a desk. */
export interface Schemes {
  readonly schemes: ReadonlyMap<string, RatingScheme>
  /** files of schemes that could not be taken, by the id that they write */
  readonly broken: ReadonlyMap<string, string>
}

/** The rating schemes of a desk by id, with what is wrong with them. */
export async function loadSchemes(
  effects: Effects,
  places: Places,
): Promise<Schemes & { readonly faults: readonly Diagnostic[] }> {
  const broken = new Map<string, string>()
  const schemes = new Map<string, RatingScheme>()
  const faults: Diagnostic[] = []
  for (const name of await effects.list(`${places.desk}/ratings`)) {
    if (!name.endsWith('.yaml')) continue
    const bytes = await effects.read(`${places.desk}/ratings/${name}`)
    const text = decodeText(`ratings/${name}`, bytes ?? new Uint8Array())
    const scheme = parseScheme(`ratings/${name}`, text.value ?? '')
    faults.push(...text.diagnostics, ...scheme.diagnostics)
    if (scheme.value === null) {
      const written = /^id:\s*["']?([^\s"'#]+)/m.exec(text.value ?? '')?.[1]
      if (written !== undefined) broken.set(written, `ratings/${name}`)
      continue
    }
    const { id, at } = scheme.value
    const known = schemes.get(id)
    if (known === undefined) schemes.set(id, scheme.value)
    else faults.push(twice(id, known.at ?? wholeFile('ratings'), at ?? wholeFile(`ratings/${name}`)))
  }
  return { schemes, broken, faults }
}

function twice(id: string, before: Span, at: Span): Diagnostic {
  return marketFinding(
    'market/bad-scheme',
    { en: `\`${id}\` is the id of two schemes`, zh: `\`${id}\` 是两个体系的编号` },
    { at, related: [{ message: { en: 'said here before', zh: '此前的体系' }, at: before }] },
  )
}

async function loadEvents(
  effects: Effects,
  places: Places,
  { schemes, broken }: Schemes,
  diagnostics: Diagnostic[],
): Promise<readonly RatingEvent[]> {
  const told = new Set<string>()
  const events: RatingEvent[] = []
  for (const name of await effects.list(`${places.desk}/ratings`)) {
    if (!name.endsWith('.csv')) continue
    const bytes = await effects.read(`${places.desk}/ratings/${name}`)
    const text = decodeText(`ratings/${name}`, bytes ?? new Uint8Array())
    append(diagnostics, text.diagnostics)
    diagnostics.push(
      ...readRows(`ratings/${name}`, text.value ?? '', {}, (placed) => {
        const id = (placed.row.scheme ?? '').trim()
        const file = schemes.has(id) ? undefined : broken.get(id)
        if (file !== undefined) {
          // every event of it would say the same
          if (!told.has(id)) diagnostics.push(unreadScheme(id, file, placed.at('scheme')))
          told.add(id)
          return
        }
        // the place of a row is valid while it is being read
        const found = readRatings([placed], schemes)
        append(diagnostics, found.diagnostics)
        append(events, found.value)
      }),
    )
  }
  return events
}

function unreadScheme(id: string, file: string, at: Span): Diagnostic {
  const words = {
    en: `\`scheme\` is \`${id}\`, whose file cannot be used: its events are left out`,
    zh: `\`scheme\` 为 \`${id}\`，其文件无法采用：该体系的评级未计入`,
  }
  const hint = { en: `mend \`${file}\` first`, zh: `请先修正 \`${file}\`` }
  return marketFinding('market/outside-scheme', words, { at, hint })
}

function closesOf(desk: Desk): Closes {
  const closes = new Map<string, Map<Day, Decimal>>()
  for (const fact of desk.store.facts) {
    if (fact.measure !== 'index.close' || fact.value.kind !== 'number') continue
    const days = closes.get(fact.subject) ?? new Map<Day, Decimal>()
    days.set(lastDay(fact.period), decimal(fact.value.text))
    closes.set(fact.subject, days)
  }
  return closes
}

// what a blind buy of any subject on the desk would have hit over the spans of the outcomes
function blindRate(
  outcomes: readonly Outcome[],
  schemes: ReadonlyMap<string, RatingScheme>,
  closes: Closes,
): number | null {
  let [above, seen] = [0, 0]
  // many spells share a span, and a desk has many subjects
  const spans = new Map<string, { readonly above: number; readonly seen: number }>()
  for (const { spell, entry, exit } of outcomes) {
    const scheme = schemes.get(spell.scheme)
    const benchmark = scheme?.benchmarks[spell.market] ?? ''
    const low = lowestBuy(scheme)
    if (low === null) continue
    const key = `${spell.scheme} ${benchmark} ${entry} ${exit}`
    const span = spans.get(key) ?? blindSpan(closes, benchmark, low, entry, exit)
    spans.set(key, span)
    above += span.above
    seen += span.seen
  }
  return seen === 0 ? null : above / seen
}

// a scheme may have two bands that say to buy
function lowestBuy(scheme: RatingScheme | undefined): number | null {
  const lows = (scheme?.bands ?? []).flatMap((b) => (b.direction === 'buy' && b.low !== null ? [toNumber(b.low)] : []))
  return lows.length === 0 ? null : smallest(lows)
}

function blindSpan(closes: Closes, benchmark: string, low: number, entry: Day, exit: Day) {
  let [above, seen] = [0, 0]
  const other = returnBetween(closes.get(benchmark), entry, exit)
  if (other === null) return { above, seen }
  for (const [subject, days] of closes) {
    const own = subject === benchmark ? null : returnBetween(days, entry, exit)
    if (own === null) continue
    seen += 1
    if (own - other > low) above += 1
  }
  return { above, seen }
}
