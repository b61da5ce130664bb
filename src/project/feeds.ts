import {
  type Diagnostic,
  type Effects,
  type Extract,
  type Found,
  lineStarts,
  nearest,
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
  const profiles = new Map<string, FeedProfile>()
  const calendars = await loadCalendars(effects, places)
  const diagnostics: Diagnostic[] = []
  const feeds: UsedFeed[] = []
  for (const name of names) {
    const shown = `${places.facts}/${name}`
    const bytes = await effects.read(`${places.desk}/${shown}`)
    const text = new TextDecoder().decode(bytes ?? new Uint8Array())
    const use = parseFeedUse(shown, text)
    diagnostics.push(...use.diagnostics)
    if (use.value === null) continue
    if (!profiles.has(use.value.feed)) {
      const loaded = await loadProfile(effects, places, use.value.feed)
      diagnostics.push(...loaded.diagnostics)
      for (const [key, profile] of loaded.value) profiles.set(key, profile)
    }
    const profile = profiles.get(use.value.feed)
    const named = profile === undefined ? [] : checkNames(shown, text, use.value, profile, calendars)
    diagnostics.push(...named)
    if (named.length > 0) continue
    const found = await readUse(effects, places, shown, use.value, profiles, registry)
    diagnostics.push(...found.diagnostics)
    if (found.value !== null) feeds.push(found.value)
  }
  const made = marketFacts(feeds, calendars)
  return { value: made.value, diagnostics: [...diagnostics, ...made.diagnostics] }
}

// a profile lies in a file of its name; only for one that does not are all of them read
async function loadProfile(
  effects: Effects,
  places: FeedPlaces,
  feed: string,
): Promise<Found<ReadonlyMap<string, FeedProfile>>> {
  const name = `${feed.split('@')[0]!.replaceAll('/', '.')}.yaml`
  for (const [folder, shown] of foldersOf(places)) {
    const bytes = isInside(name) ? await effects.read(`${folder}/${name}`) : null
    if (bytes === null) continue
    const { value, diagnostics } = parseProfile(`${shown}/${name}`, new TextDecoder().decode(bytes))
    if (value !== null && `${value.id}@${value.version}` === feed)
      return { value: new Map([[feed, value]]), diagnostics }
  }
  return loadProfiles(effects, places)
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
): Promise<Found<ReadonlyMap<string, FeedProfile>>> {
  const profiles = new Map<string, FeedProfile>()
  const diagnostics: Diagnostic[] = []
  for (const [folder, shown] of foldersOf(places).toReversed()) {
    for (const name of await effects.list(folder)) {
      if (!name.endsWith('.yaml')) continue
      const bytes = await effects.read(`${folder}/${name}`)
      const profile = parseProfile(`${shown}/${name}`, new TextDecoder().decode(bytes ?? new Uint8Array()))
      diagnostics.push(...profile.diagnostics)
      if (profile.value !== null) profiles.set(`${profile.value.id}@${profile.value.version}`, profile.value)
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

async function readUse(
  effects: Effects,
  places: FeedPlaces,
  shown: string,
  use: FeedUse,
  profiles: ReadonlyMap<string, FeedProfile>,
  registry: Registry,
): Promise<Found<UsedFeed | null>> {
  const profile = profiles.get(use.feed)
  if (profile === undefined) {
    const near =
      nearest(use.feed, [...profiles.keys()])[0] ?? [...profiles.keys()].find((k) => k.startsWith(`${use.feed}@`))
    const finding = marketFinding(
      'market/unknown-feed',
      { en: `\`${use.feed}\` is no feed`, zh: `没有数据接口 \`${use.feed}\`` },
      { at: wholeFile(shown), ...(near ? { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } } : {}) },
    )
    return { value: null, diagnostics: [finding] }
  }
  return readExport(effects, places, shown, use, profile, registry)
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
  if (profile.format !== 'csv' || /\.(?:xlsx|json)$/i.test(use.file))
    return extracted(await readForeign(use.file, bytes), profile)
  const text = decodeText(use.file, bytes, use.encoding === '' ? undefined : use.encoding)
  const table = text.value === null ? null : csvTable(use.file, text.value, separatorOf(text.value, profile))
  return { value: table, diagnostics: text.diagnostics }
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
