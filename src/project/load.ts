import { AssayError, append, type Diagnostic, type Effects, type Found, type Span, wholeFile } from '../base/index.ts'
import {
  checkFacts,
  computeFacts,
  createRegistry,
  createStore,
  type Fact,
  type Registry,
  type RegistryRows,
  type Store,
} from '../facts/index.ts'
import { createLexicon, type Lexicon, type Publishing, type Theme } from '../report/index.ts'
import {
  checkNameTable,
  decodeText,
  type NameTable,
  nameTables,
  parseMapping,
  readFactTable,
  readMappedTable,
  readRows,
  report as sourceFinding,
  type TextRow,
} from '../sources/index.ts'
import { report as projectFinding } from './codes.ts'
import { type Config, configFile, isInside, parseConfig, withoutBack } from './config.ts'
import { loadFeeds } from './feeds.ts'
import { type KeptFacts, placeKept, placeOf } from './kept.ts'
import { type LoadedPolicyFacts, loadPolicyFacts, noPolicies } from './policy/facts.ts'
import { loadPublishing } from './publishing.ts'
import { compileShipped, type PlacedFacts, partsOf, policyFolder, readShipped } from './shipped.ts'
import { loadTheme } from './theme.ts'

/** Where a desk and what ships with the package lie. */
export interface Places {
  readonly desk: string
  /** folder of the shipped tables and facts */
  readonly data: string
  /** the shipped facts as `compileShipped` wrote them, where they were */
  readonly compiled?: string
  /** profile of the publisher in place of that of the settings */
  readonly profile?: string
}

/** A desk that was read: its settings, names and facts. */
export interface Desk {
  readonly places: Places
  readonly config: Config
  readonly registry: Registry
  readonly lexicon: Lexicon
  readonly store: Store
  /** who publishes, and the rules that bind him */
  readonly publishing: Publishing
  readonly theme: Theme | null
  /** the first place of a table that could not be read: what is missing may stand there */
  readonly damage: Span | null
}

interface Loading {
  readonly effects: Effects
  readonly places: Places
  readonly diagnostics: Diagnostic[]
  readonly options: LoadOptions
  /** the desk's own tables of names, as text */
  readonly tables: Map<NameTable, string>
}

/** How a desk is read. */
export interface LoadOptions {
  /** whether facts and feeds are left unread, where names alone are wanted */
  readonly namesOnly?: boolean
  /** a folder without a configuration is a desk with the shipped facts alone; default: it is refused */
  readonly bare?: boolean
  /** a folder of the shipped data that is read like a desk, before the desk's own tables */
  readonly also?: string
  /** whether facts and names are not proved, where nobody looks at what would be told of them */
  readonly unproved?: boolean
  /** the facts as they were found before, when nothing that they come from has changed */
  readonly kept?: KeptFacts
  /** is handed what `kept` may be another time */
  readonly keep?: (kept: KeptFacts) => void
}

/**
 * The desk at `places.desk` with everything it says.
 *
 * @throws AssayError project/missing-desk when the folder has no configuration
 */
export async function loadDesk(effects: Effects, places: Places, options: LoadOptions = {}): Promise<Found<Desk>> {
  const loading: Loading = { effects, places, diagnostics: [], options, tables: new Map() }
  const read = await loadConfig(loading)
  const { profile } = places
  const config = profile === undefined ? read : { ...read, publisher: { ...read.publisher, profile } }
  const { kept } = options
  const policies =
    kept === undefined
      ? await loadPolicyFacts(effects, places, 'desk')
      : { ...noPolicies, entities: kept.entities, measures: kept.measures }
  append(loading.diagnostics, policies.diagnostics)
  const { registry, lexicon } = await loadNames(loading, config, policies)
  const theme = await loadTheme(effects, places.desk)
  append(loading.diagnostics, theme.diagnostics)
  const publishing = await loadPublishing(effects, places, config.publisher, registry)
  append(loading.diagnostics, publishing.diagnostics)
  const { facts, at } = kept === undefined ? await provedFacts(loading, config, registry, policies) : keptFacts(kept)
  const store = createStore(facts, registry, at)
  append(loading.diagnostics, store.diagnostics)
  const diagnostics = kept === undefined ? loading.diagnostics : kept.diagnostics
  const { entities, measures } = policies
  options.keep?.({ entities, measures, facts, places: facts.map((f) => placeKept(at(f))), diagnostics })
  return {
    value: Object.freeze({
      places,
      config,
      registry,
      lexicon,
      store: store.value,
      publishing: publishing.value,
      theme: theme.value,
      damage: damageOf(diagnostics),
    }),
    diagnostics,
  }
}

interface Placed {
  readonly facts: readonly Fact[]
  readonly at: Placing
}

async function provedFacts(
  loading: Loading,
  config: Config,
  registry: Registry,
  policies: LoadedPolicyFacts,
): Promise<Placed> {
  const { facts, places: found } = await loadFacts(loading, config, registry, policies)
  const at: Placing = (fact, field) => firstOf(found, fact, field)
  if (loading.options.unproved !== true) {
    for (const [name, text] of loading.tables) append(loading.diagnostics, checkNameTable(name, text, registry))
    append(loading.diagnostics, checkFacts(facts, registry, at))
  }
  const computed = computeFacts(facts, registry, at)
  append(loading.diagnostics, computed.diagnostics)
  return { facts: computed.value, at }
}

function keptFacts(kept: KeptFacts): Placed {
  return { facts: kept.facts, at: placeOf(kept) }
}

function damageOf(diagnostics: readonly Diagnostic[]): Span | null {
  return diagnostics.find((d) => d.code.startsWith('sources/') && d.severity === 'error')?.at ?? null
}

async function loadConfig(loading: Loading): Promise<Config> {
  const path = `${loading.places.desk}/${configFile}`
  const bytes = await loading.effects.read(path)
  if (bytes === null && loading.options.bare === true) return parseConfig(configFile, '').value
  if (bytes === null) {
    const hint = {
      en: 'run `assay init`, or name the folder with `--desk`',
      zh: '请运行 `assay init`，或用 `--desk` 指明目录',
    }
    throw new AssayError([
      projectFinding(
        'project/missing-desk',
        {
          en: `\`${loading.places.desk}\` has no \`${configFile}\``,
          zh: `\`${loading.places.desk}\` 中没有 \`${configFile}\``,
        },
        { hint },
      ),
    ])
  }
  const text = decodeText(configFile, bytes)
  append(loading.diagnostics, text.diagnostics)
  const found = parseConfig(configFile, text.value ?? '')
  append(loading.diagnostics, found.diagnostics)
  return found.value
}

// a desk's own rows come after the shipped ones and replace those of the same id
async function loadNames(
  loading: Loading,
  config: Config,
  policies?: LoadedPolicyFacts,
): Promise<{ registry: Registry; lexicon: Lexicon }> {
  const { desk, data } = loading.places
  const rows = async (name: string, own: string = `data/${name}`): Promise<readonly TextRow[]> => [
    ...(await tableRows(
      loading,
      `${data}/${name}`,
      shownData(name),
      config.shipped || ['units.csv', 'comparisons.csv', 'slopes.csv', 'terms.csv'].includes(name),
    )),
    ...(await alsoRows(loading, name)),
    ...(await tableRows(loading, `${desk}/${own}`, own, true)),
  ]
  const tables: RegistryRows = {
    // what a policy calls its own gives way to a row of a table
    entities: [...(policies?.entities ?? []), ...(await rows('entities.csv'))],
    measures: [...(policies?.measures ?? []), ...(await rows('measures.csv'))],
    scopes: await rows('scopes.csv'),
    units: await rows('units.csv'),
    sources: [
      ...(await rows('sources.csv')),
      ...(await tableRows(loading, `${desk}/sources/register.csv`, 'sources/register.csv', true)),
    ],
  }
  return {
    registry: createRegistry(tables),
    lexicon: createLexicon([
      ...(await rows('comparisons.csv')),
      ...(await rows('slopes.csv')),
      ...(await rows('terms.csv')),
    ]),
  }
}

async function alsoRows(loading: Loading, name: string): Promise<readonly TextRow[]> {
  const { also } = loading.options
  if (also === undefined) return []
  return tableRows(loading, `${loading.places.data}/${also}/${name}`, shownData(`${also}/${name}`), true)
}

function shownData(name: string): string {
  return `assay:data/${name}`
}

async function tableRows(loading: Loading, path: string, shown: string, wanted: boolean): Promise<readonly TextRow[]> {
  if (!wanted) return []
  const text = await readText(loading, path, shown)
  if (text === null) return []
  if (isNameTable(shown)) loading.tables.set(shown, text)
  const rows: TextRow[] = []
  append(
    loading.diagnostics,
    readRows(shown, text, {}, (placed) => rows.push(placed.row)),
  )
  return rows
}

// what is shown with `assay:` before it is the project's
function isNameTable(shown: string): shown is NameTable {
  return Object.hasOwn(nameTables, shown)
}

async function readText(loading: Loading, path: string, shown: string, encoding?: string): Promise<string | null> {
  const bytes = await loading.effects.read(path)
  if (bytes === null) return null
  const decoded = decodeText(shown, bytes, encoding)
  append(loading.diagnostics, decoded.diagnostics)
  return decoded.value
}

type Placing = (fact: Fact, field?: string) => Span | undefined

interface Gathered {
  readonly facts: Fact[]
  /** each file's own way to find where a fact is written */
  readonly places: Placing[]
}

async function loadFacts(
  loading: Loading,
  config: Config,
  registry: Registry,
  policies: LoadedPolicyFacts,
): Promise<Gathered> {
  const gathered: Gathered = { facts: [], places: [] }
  if (loading.options.namesOnly === true) return gathered
  const { desk, data } = loading.places
  const { also } = loading.options
  if (config.shipped) {
    for (const { folders, path } of partsOf(loading.places.compiled, also)) {
      const shipped = await readShipped(loading.effects, data, folders, path, registry)
      if (shipped === null) await loadShipped(loading, folders, registry, gathered)
      else keep(gathered, shipped)
    }
  }
  await loadFolder(loading, `${desk}/${config.facts}`, config.facts, registry, gathered)
  keep(gathered, policies)
  const feeds = await loadFeeds(loading.effects, { desk, data, facts: config.facts }, registry)
  append(loading.diagnostics, feeds.diagnostics)
  for (const fact of feeds.value) gathered.facts.push(fact)
  return gathered
}

function keep(gathered: Gathered, { facts, place }: PlacedFacts): void {
  for (const fact of facts) gathered.facts.push(fact)
  gathered.places.push(place)
}

async function loadShipped(
  loading: Loading,
  folders: readonly string[],
  registry: Registry,
  gathered: Gathered,
): Promise<void> {
  for (const folder of folders)
    if (folder !== policyFolder)
      await loadFolder(loading, `${loading.places.data}/${folder}`, shownData(folder), registry, gathered)
  if (!folders.includes(policyFolder)) return
  const policies = await loadPolicyFacts(loading.effects, loading.places, 'shipped')
  append(loading.diagnostics, policies.diagnostics)
  keep(gathered, policies)
}

/** The shipped facts, or those of the folder `also`, as a text for `places.compiled` or the file beside it. */
export async function compileData(effects: Effects, data: string, also?: string): Promise<string> {
  const options = also === undefined ? {} : { also }
  const loading: Loading = { effects, places: { desk: data, data }, diagnostics: [], options, tables: new Map() }
  const { registry } = await loadNames(loading, parseConfig(configFile, 'name: shipped\n').value)
  const { folders } = partsOf(undefined, also).at(-1)!
  return compileShipped(effects, data, folders, registry, async (noting) => {
    const gathered: Gathered = { facts: [], places: [] }
    await loadShipped(loading, folders, noting, gathered)
    return {
      facts: gathered.facts,
      place: (fact) => firstOf(gathered.places, fact),
      diagnostics: loading.diagnostics,
    }
  })
}

async function loadFolder(
  loading: Loading,
  folder: string,
  shown: string,
  registry: Registry,
  gathered: Gathered,
): Promise<void> {
  const files = await loading.effects.list(folder)
  const mappings = files.filter((f) => f.endsWith('.map.yaml'))
  const mapped = new Set<string>()
  for (const name of mappings) {
    mapped.add(await loadMapped(loading, folder, shown, name, registry, gathered))
    // where the mapping names another table, or none that can be read, the one beside it is still no table of facts
    mapped.add(`${name.slice(0, -'.map.yaml'.length)}.csv`)
  }
  for (const name of files) {
    if (!name.endsWith('.csv') || mapped.has(name)) continue
    const file = `${shown}/${name}`
    const text = await readText(loading, `${folder}/${name}`, file)
    if (text !== null) take(loading, gathered, readFactTable(file, text, registry))
    // a link whose end lies outside, or nowhere
    else if ((await loading.effects.read(`${folder}/${name}`)) === null)
      loading.diagnostics.push(fileFinding('sources/outside-desk', wholeFile(file), file))
  }
}

function take(loading: Loading, gathered: Gathered, found: ReturnType<typeof readFactTable>): void {
  append(loading.diagnostics, found.diagnostics)
  keep(gathered, found.value)
}

function firstOf(places: readonly Placing[], fact: Fact, field?: string): Span | undefined {
  for (const place of places) {
    const at = place(fact, field)
    if (at !== undefined) return at
  }
  return undefined
}

async function loadMapped(
  loading: Loading,
  folder: string,
  shown: string,
  name: string,
  registry: Registry,
  gathered: Gathered,
): Promise<string> {
  const text = await readText(loading, `${folder}/${name}`, `${shown}/${name}`)
  const mapping = parseMapping(`${shown}/${name}`, text ?? '')
  append(loading.diagnostics, mapping.diagnostics)
  const stem = name.slice(0, -'.map.yaml'.length)
  const below = stem.includes('/') ? stem.slice(0, stem.lastIndexOf('/') + 1) : ''
  if (mapping.value === null) return `${stem}.csv`
  const table = mapping.value.table === '' ? `${stem}.csv` : `${below}${mapping.value.table}`
  if (!isInside(`${shown.replace('assay:', '')}/${table}`)) {
    loading.diagnostics.push(fileFinding('sources/outside-desk', mapping.value.at, table))
    return table
  }
  const file = withoutBack(`${shown}/${table}`)
  const rows = await readText(loading, `${folder}/${table}`, file, mapping.value.encoding)
  if (rows !== null) take(loading, gathered, readMappedTable(file, rows, mapping.value, registry))
  else if ((await loading.effects.read(`${folder}/${table}`)) === null)
    loading.diagnostics.push(fileFinding('sources/missing-file', mapping.value.at, table))
  return table
}

function fileFinding(code: 'sources/outside-desk' | 'sources/missing-file', at: Span, table: string): Diagnostic {
  const words =
    code === 'sources/outside-desk'
      ? { en: `\`${table}\` leaves the desk`, zh: `\`${table}\` 超出工作台目录` }
      : { en: `\`${table}\` is not there`, zh: `\`${table}\` 不存在` }
  return sourceFinding(code, words, { at })
}
