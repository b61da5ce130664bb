import {
  append,
  type Diagnostic,
  type Effects,
  type Extract,
  type Found,
  lineStarts,
  nearest,
  readSpec,
  type Span,
  scanCsv,
  spanner,
  spanOf,
  wholeFile,
} from '../base/index.ts'
import type { Fact, Registry } from '../facts/index.ts'
import {
  type Calendar,
  checkNames,
  checkProfile,
  createCalendars,
  type FeedProfile,
  type FeedTable,
  type FeedUse,
  marketFacts,
  report as marketFinding,
  parseFeedUse,
  parseProfile,
  readFeed,
  type UsedFeed,
} from '../market/index.ts'
import { decodeText, readForeign, readRows, report as sourceFinding, type TextRow } from '../sources/index.ts'
import { isInside } from './config.ts'

/** Where the feeds of a desk are looked for. */
export interface FeedPlaces {
  readonly desk: string
  /** folder of the shipped tables */
  readonly data: string
  /** folder of the desk's facts, where `NAME.feed.yaml` stand */
  readonly facts: string
}

/** The facts that the feeds of a desk make; nothing is read where there is no feed. */
export async function loadFeeds(
  effects: Effects,
  places: FeedPlaces,
  registry: Registry,
): Promise<Found<readonly Fact[]>> {
  const names = (await effects.list(`${places.desk}/${places.facts}`)).filter((f) => f.endsWith('.feed.yaml'))
  if (names.length === 0) return { value: [], diagnostics: [] }
  const calendars = await loadCalendars(effects, places)
  const known: Known = { profiles: new Map(), calendars, registry }
  const diagnostics: Diagnostic[] = []
  const feeds: UsedFeed[] = []
  for (const name of names) {
    const shown = `${places.facts}/${name}`
    const bytes = await effects.read(`${places.desk}/${shown}`)
    const opened = await openUse(effects, places, shown, new TextDecoder().decode(bytes ?? new Uint8Array()), known)
    append(diagnostics, opened.diagnostics)
    if (opened.value === null) continue
    const found = await readExport(effects, places, shown, opened.value.use, opened.value.profile, registry)
    append(diagnostics, found.diagnostics)
    if (found.value !== null) feeds.push(found.value)
  }
  const made = marketFacts(feeds, calendars)
  return { value: made.value, diagnostics: [...diagnostics, ...made.diagnostics] }
}

/** What a use of a feed is held against. */
export interface Known {
  /** profiles read so far, each of which was told of once */
  readonly profiles: Map<string, FeedProfile>
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly registry: Registry
}

/** A use of a feed and the profile that it names; `null` with findings where a name in it is not known. */
export async function openUse(
  effects: Effects,
  places: FeedPlaces,
  shown: string,
  text: string,
  known: Known,
): Promise<Found<{ readonly use: FeedUse; readonly profile: FeedProfile } | null>> {
  const { value: use, diagnostics } = parseFeedUse(shown, text)
  if (use === null) return { value: null, diagnostics }
  const told: Diagnostic[] = [...diagnostics]
  if (!known.profiles.has(use.feed)) {
    const loaded = await loadProfile(effects, places, use.feed, known.registry)
    append(told, loaded.diagnostics)
    for (const [key, profile] of loaded.value) known.profiles.set(key, profile)
  }
  const profile = known.profiles.get(use.feed)
  if (profile === undefined)
    return { value: null, diagnostics: told.length > 0 ? told : [unknownFeed(shown, text, use.feed, known.profiles)] }
  const named = checkNames(shown, text, use, profile, known.calendars, known.registry)
  return { value: named.length > 0 ? null : { use, profile }, diagnostics: [...told, ...named] }
}

function unknownFeed(
  shown: string,
  text: string,
  feed: string,
  profiles: ReadonlyMap<string, FeedProfile>,
): Diagnostic {
  const near = nearest(feed, [...profiles.keys()])[0] ?? [...profiles.keys()].find((k) => k.startsWith(`${feed}@`))
  return marketFinding(
    'market/unknown-feed',
    { en: `\`${feed}\` is no feed`, zh: `没有数据接口 \`${feed}\`` },
    {
      at: readSpec(shown, text).place(['feed']),
      ...(near ? { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } } : {}),
    },
  )
}

// a profile lies in a file of its name; only for one that does not are all of them read
async function loadProfile(
  effects: Effects,
  places: FeedPlaces,
  feed: string,
  registry: Registry,
): Promise<Found<ReadonlyMap<string, FeedProfile>>> {
  const name = `${feed.split('@')[0]!.replaceAll('/', '.')}.yaml`
  for (const [folder, shown] of foldersOf(places)) {
    const bytes = isInside(name) ? await effects.read(`${folder}/${name}`) : null
    if (bytes === null) continue
    const text = new TextDecoder().decode(bytes)
    const { value, diagnostics } = parseProfile(`${shown}/${name}`, text)
    if (value === null) return { value: new Map(), diagnostics }
    if (`${value.id}@${value.version}` !== feed) continue
    const named = checkProfile(`${shown}/${name}`, text, value, registry)
    return { value: named.length > 0 ? new Map() : new Map([[feed, value]]), diagnostics: [...diagnostics, ...named] }
  }
  return loadProfiles(effects, places, registry)
}

// a desk's own profile takes the place of a shipped one
function foldersOf(places: FeedPlaces): readonly (readonly [string, string])[] {
  return [
    [`${places.desk}/feeds`, 'feeds'],
    [`${places.data}/feeds`, 'assay:data/feeds'],
  ]
}

/** The feed profiles that ship with the package and those of the desk, by name and version. */
export async function loadProfiles(
  effects: Effects,
  places: FeedPlaces,
  registry: Registry | null = null,
): Promise<Found<ReadonlyMap<string, FeedProfile>>> {
  const profiles = new Map<string, FeedProfile>()
  const diagnostics: Diagnostic[] = []
  for (const [folder, shown] of foldersOf(places).toReversed()) {
    for (const name of await effects.list(folder)) {
      if (!name.endsWith('.yaml')) continue
      const bytes = await effects.read(`${folder}/${name}`)
      const text = new TextDecoder().decode(bytes ?? new Uint8Array())
      const profile = parseProfile(`${shown}/${name}`, text)
      const isOwn = shown === 'feeds' && profile.value !== null && registry !== null
      const named = isOwn ? checkProfile(`${shown}/${name}`, text, profile.value, registry) : []
      append(append(diagnostics, profile.diagnostics), named)
      if (profile.value !== null && named.length === 0)
        profiles.set(`${profile.value.id}@${profile.value.version}`, profile.value)
    }
  }
  return { value: profiles, diagnostics }
}

/** The calendars of exchanges that ship with the package, with those of the desk in their place. */
export async function loadCalendars(
  effects: Effects,
  places: Pick<FeedPlaces, 'desk' | 'data'>,
): Promise<ReadonlyMap<string, Calendar>> {
  const rows = async (name: string) => [
    ...(await tableOf(effects, `${places.data}/calendars/${name}`)),
    ...(await tableOf(effects, `${places.desk}/calendars/${name}`)),
  ]
  return createCalendars(await rows('exchanges.csv'), await rows('closures.csv'))
}

async function tableOf(effects: Effects, path: string): Promise<readonly TextRow[]> {
  const bytes = await effects.read(path)
  const rows: TextRow[] = []
  if (bytes !== null) readRows(path, new TextDecoder().decode(bytes), {}, (placed) => rows.push(placed.row))
  return rows
}

/** The observations of an export that is small enough to be held; `null` when it is no table. */
export async function readExport(
  effects: Effects,
  places: FeedPlaces,
  shown: string,
  use: FeedUse,
  profile: FeedProfile,
  registry: Registry,
): Promise<Found<UsedFeed | null>> {
  const table = await readTable(effects, places, shown, use, profile)
  if (table.value === null) return { value: null, diagnostics: table.diagnostics }
  const read = readFeed(table.value, profile, use, registry)
  return {
    value: { use, profile, observations: read.value },
    diagnostics: [...table.diagnostics, ...read.diagnostics],
  }
}

async function readTable(
  effects: Effects,
  places: FeedPlaces,
  shown: string,
  use: FeedUse,
  profile: FeedProfile,
): Promise<Found<FeedTable | null>> {
  const none = (code: 'sources/outside-desk' | 'sources/missing-file', en: string, zh: string) => ({
    value: null,
    diagnostics: [sourceFinding(code, { en, zh }, { at: wholeFile(shown) })],
  })
  if (!isInside(use.file))
    return none('sources/outside-desk', `\`${use.file}\` leaves the desk`, `\`${use.file}\` 超出工作台目录`)
  const bytes = await effects.read(`${places.desk}/${use.file}`)
  if (bytes === null) return none('sources/missing-file', `\`${use.file}\` is not there`, `\`${use.file}\` 不存在`)
  if (exportFormat(use, profile) !== 'csv')
    return extracted(await readForeign(use.file, bytes, { held: true }), profile)
  const text = decodeText(use.file, bytes, use.encoding === '' ? undefined : use.encoding)
  const table = text.value === null ? null : csvTable(use.file, text.value, separatorOf(text.value, profile))
  return { value: table, diagnostics: text.diagnostics }
}

/** What an export is by the end of its name, else by its profile. */
export function exportFormat(use: FeedUse, profile: FeedProfile): FeedProfile['format'] {
  const end = /\.(\w+)$/.exec(use.file)?.[1]?.toLowerCase() ?? ''
  if (end === 'json' || end === 'xlsx') return end
  return ['csv', 'tsv', 'txt'].includes(end) ? 'csv' : profile.format
}

/** The tab where the head of the export is found between tabs, else the comma. */
export function separatorOf(text: string, profile: FeedProfile): string {
  const lines = text.slice(0, 1 << 16).split(/\r?\n/)
  const isHead = (line: string) => {
    const cells = line.split('\t').map((c) => c.replace(/^\ufeff|^"|"$/g, '').trim())
    return profile.head.every((name) => cells.includes(name))
  }
  return lines.some(isHead) ? '\t' : ','
}

/** A delimited text as a table of cells with their places. */
export function csvTable(file: string, text: string, separator = ','): FeedTable {
  const span = spanner(file, text)
  const rows: FeedTable['rows'][number][] = []
  scanCsv(
    text,
    (cells) => {
      const texts = cells.map((c) => c.text)
      const offsets = cells.map((c) => ({ start: c.start, end: c.end }))
      const whole = { start: offsets[0]!.start, end: offsets.at(-1)!.end }
      rows.push({ cells: texts, at: (column) => span(column === undefined ? whole : (offsets[column] ?? whole)) })
      return undefined
    },
    () => {},
    separator,
  )
  return { file, rows, delimited: true }
}

// the tables of one sheet are one export that empty rows cut; of several sheets or lists the longest is taken
function extracted(document: Extract, profile: FeedProfile): Found<FeedTable | null> {
  const starts = lineStarts(document.text)
  const tables = document.blocks.filter((b) => b.kind === 'table')
  const sheets = new Map<string, (typeof tables)[number][]>()
  for (const t of tables) {
    const key = document.format === 'xlsx' ? t.title : String(t.start)
    sheets.set(key, [...(sheets.get(key) ?? []), t])
  }
  const rowsOf = (list: readonly (typeof tables)[number][]) => list.flatMap((t) => t.rows)
  const hasHead = (list: readonly (typeof tables)[number][]) =>
    rowsOf(list).some((r) => profile.head.every((name) => r.some((c) => c.text.trim() === name)))
  const longest = [...sheets.values()].toSorted(
    (a, b) => Number(hasHead(b)) - Number(hasHead(a)) || rowsOf(b).length - rowsOf(a).length,
  )[0]
  const place = (start: number, end: number, ref: string): Span => {
    const span = spanOf(document.file, starts, start, end)
    return { ...span, ...sheetPlace(ref) }
  }
  const damage = ({ start, cell }: Extract['unread'][number]): Span =>
    cell !== undefined
      ? { ...wholeFile(document.file), ...sheetPlace(cell.ref) }
      : start !== undefined
        ? place(start, start, '')
        : wholeFile(document.file)
  // a hidden sheet or a picture is no row; one that was cut off is many
  const diagnostics = document.unread
    .filter(({ why, start, cell }) =>
      cell === undefined ? start !== undefined || why.en.includes('too large') : cell.sheet === longest?.[0]?.title,
    )
    .map((u) => sourceFinding('sources/unreadable', u.why, { at: damage(u) }))
  const rows = rowsOf(longest ?? []).map((row) => ({
    cells: row.map((c) => c.text),
    at: (column?: number) => {
      const cell = column === undefined ? undefined : row[column]
      return cell === undefined
        ? place(row[0]?.start ?? 0, row.at(-1)?.end ?? 0, row[0]?.ref ?? '')
        : place(cell.start, cell.end, cell.ref)
    },
  }))
  return { value: { file: document.file, rows }, diagnostics }
}

// row and column as the program of a sheet counts them
function sheetPlace(ref: string): Partial<Span> {
  const match = /^([A-Z]+)(\d+)$/.exec(ref)
  if (match === null) return {}
  const column = [...match[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return { line: Number(match[2]), column }
}
