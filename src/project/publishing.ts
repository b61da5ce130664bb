import type { Diagnostic, Effects, Found } from '../base/index.ts'
import { append } from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import {
  coverFault,
  parseScheme,
  proportions,
  type RatingEvent,
  type RatingScheme,
  readRatings,
  spellsOf,
} from '../market/index.ts'
import {
  createWordLists,
  firmRules,
  type Publisher,
  type Publishing,
  type PublishRule,
  parsePack,
  publishChecks,
  type RatingLog,
  type WordLists,
} from '../report/index.ts'
import { decodeText, readRows, type TextRow } from '../sources/index.ts'

/** Where rules and schemes are looked for. */
export interface RulePlaces {
  readonly desk: string
  /** folder of the shipped tables */
  readonly data: string
  /** the shipped facts as one file, where they were compiled; the shipped rules lie beside it */
  readonly compiled?: string
}

// lists that let something pass: a desk cannot add to them
const excusing: readonly string[] = ['goods', 'rating-other', 'rating-common']

/** What binds the publisher of a desk; for one without a profile only the words that need one are read. */
export async function loadPublishing(
  effects: Effects,
  places: RulePlaces,
  publisher: Publisher,
  registry: Registry,
): Promise<Found<Publishing>> {
  const none: Publishing = {
    publisher,
    rules: [],
    words: await wordsOf(effects, places),
    sourceClass: (id) => registry.source(id)?.class ?? '',
    archived: (id) => (registry.source(id)?.sha256 ?? '') !== '' && (registry.source(id)?.file ?? '') !== '',
    schemeFaults: () => null,
    ratingFault: () => null,
    log: null,
  }
  if (publisher.profile === '') return { value: none, diagnostics: [] }
  const rules = await loadRules(effects, places)
  const schemes = await schemesOf(effects, places)
  const events = await eventsOf(effects, places, schemes)
  const value: Publishing = {
    ...none,
    rules: rules.value,
    log: events.length === 0 ? null : logOf(events, schemes, registry),
    schemeFaults: (id) => schemes.get(id)?.faults ?? null,
    ratingFault: (rating, date) => {
      const scheme = schemes.get(rating.scheme)?.scheme
      return scheme === undefined ? null : coverFault(rating, date, scheme, events)
    },
  }
  return { value, diagnostics: rules.diagnostics }
}

function logOf(events: readonly RatingEvent[], known: ReadonlyMap<string, KnownScheme>, registry: Registry): RatingLog {
  const schemes = new Map([...known].map(([id, { scheme }]) => [id, scheme]))
  const spells = spellsOf(events)
  const alone = new Set(events.map((e) => e.subject)).size === 1
  return {
    shares: (day) => proportions(spells, schemes, day),
    events: events.map((e) => {
      const band = schemes.get(e.scheme)?.bands.find((b) => b.label === e.label)
      const entity = registry.entity(e.subject)
      const names = entity === undefined ? [e.subject] : [entity.id, entity.zh, entity.en, ...entity.aliases]
      const labels = [e.label, band?.en ?? ''].filter((l) => l !== '')
      return { subject: e.subject, names, labels, change: e.change, day: e.published, alone }
    }),
  }
}

/** The rules that ship with the package and those of the desk, which replace shipped ones of the same id. */
export async function loadRules(effects: Effects, places: RulePlaces): Promise<Found<readonly PublishRule[]>> {
  const rules = new Map<string, PublishRule>()
  const diagnostics: Diagnostic[] = []
  const compiled = await readCompiled(effects, places)
  for (const [folder, shown] of [
    [`${places.data}/rules`, 'assay:data/rules'],
    [`${places.desk}/rules`, 'rules'],
  ] as const)
    for (const name of await effects.list(folder)) {
      if (!name.endsWith('.yaml')) continue
      const bytes = await effects.read(`${folder}/${name}`)
      const known = folder.startsWith(places.data) ? compiled.get(name) : undefined
      if (known !== undefined && bytes !== null && effects.sha256(bytes) === known.sha256) {
        for (const rule of known.rules) rules.set(rule.id, rule)
        continue
      }
      const pack = parsePack(
        `${shown}/${name}`,
        new TextDecoder().decode(bytes ?? new Uint8Array()),
        Object.keys(publishChecks),
        folder.startsWith(places.data) ? [] : firmRules,
      )
      append(diagnostics, pack.diagnostics)
      for (const rule of pack.value) rules.set(rule.id, rule)
    }
  return { value: [...rules.values()], diagnostics }
}

interface CompiledPack {
  readonly sha256: string
  readonly rules: readonly PublishRule[]
}

async function readCompiled(effects: Effects, places: RulePlaces): Promise<ReadonlyMap<string, CompiledPack>> {
  const bytes = places.compiled === undefined ? null : await effects.read(rulesBeside(places.compiled))
  if (bytes === null) return new Map()
  try {
    return new Map(Object.entries(JSON.parse(new TextDecoder().decode(bytes)) as Record<string, CompiledPack>))
  } catch {
    return new Map()
  }
}

/** Where the compiled rules lie that belong to the compiled facts at `compiled`. */
export function rulesBeside(compiled: string): string {
  return compiled.replace(/[^/\\]+$/, 'rules.json')
}

/** The shipped packs of rules as a text for the file `rulesBeside`, by file with its hash; made when the package is built. */
export async function compileRules(effects: Effects, data: string): Promise<string> {
  const packs: Record<string, CompiledPack> = {}
  for (const name of await effects.list(`${data}/rules`)) {
    if (!name.endsWith('.yaml')) continue
    const bytes = (await effects.read(`${data}/rules/${name}`)) ?? new Uint8Array()
    const pack = parsePack(name, new TextDecoder().decode(bytes), Object.keys(publishChecks))
    if (pack.diagnostics.length === 0) packs[name] = { sha256: effects.sha256(bytes), rules: pack.value }
  }
  return JSON.stringify(packs)
}

async function wordsOf(effects: Effects, places: RulePlaces): Promise<WordLists> {
  const words: TextRow[] = []
  for (const [folder, name] of [
    [places.data, 'advice.csv'],
    [places.data, 'words.csv'],
    [places.desk, 'words.csv'],
  ] as const) {
    const file = `${folder}/rules/${name}`
    const bytes = await effects.read(file)
    const own = folder === places.desk
    if (bytes !== null)
      readRows(file, new TextDecoder().decode(bytes), {}, ({ row }) => {
        if (!own || !excusing.includes(row.list ?? '')) words.push(row)
      })
  }
  return createWordLists(words)
}

interface KnownScheme {
  readonly scheme: RatingScheme
  readonly faults: readonly string[]
}

async function schemesOf(effects: Effects, places: RulePlaces): Promise<ReadonlyMap<string, KnownScheme>> {
  const known = new Map<string, KnownScheme>()
  for (const name of await effects.list(`${places.desk}/ratings`)) {
    if (!name.endsWith('.yaml')) continue
    const bytes = await effects.read(`${places.desk}/ratings/${name}`)
    const scheme = parseScheme(`ratings/${name}`, new TextDecoder().decode(bytes ?? new Uint8Array()))
    if (scheme.value !== null)
      known.set(scheme.value.id, { scheme: scheme.value, faults: scheme.diagnostics.map((d) => d.message.en) })
  }
  return known
}

// what is wrong with a row of the log is told by `ratings`
async function eventsOf(
  effects: Effects,
  places: RulePlaces,
  known: ReadonlyMap<string, KnownScheme>,
): Promise<readonly RatingEvent[]> {
  const schemes = new Map([...known].map(([id, { scheme }]) => [id, scheme]))
  const events: RatingEvent[] = []
  for (const name of known.size === 0 ? [] : await effects.list(`${places.desk}/ratings`)) {
    if (!name.endsWith('.csv')) continue
    const text = decodeText(
      `ratings/${name}`,
      (await effects.read(`${places.desk}/ratings/${name}`)) ?? new Uint8Array(),
    )
    readRows(`ratings/${name}`, text.value ?? '', {}, (placed) => append(events, readRatings([placed], schemes).value))
  }
  return events
}
