import { AssayError, type Diagnostic, type Effects, type OpenFile, type Span, wholeFile } from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import {
  type Calendar,
  checkUnits,
  type FeedProfile,
  type FeedUse,
  marketFacts,
  sessionsOnly,
  sqlText,
} from '../market/index.ts'
import { decodeText, encodings, report as sourceFinding } from '../sources/index.ts'
import { report } from './codes.ts'
import { isInside } from './config.ts'
import { type Engine, openEngine } from './duckdb.ts'
import { exportFormat, loadCalendars, openUse, readExport } from './feeds.ts'
import { holdable, type Ingested, ingest, observationHead, observationLine } from './ingest.ts'
import { commitRows, type LakeAccess, lakeTable, loadLake, openLake } from './lake.ts'
import { loadDesk, type Places } from './load.ts'
import { writeRecords } from './records.ts'
import { checkConflicts, checkRestated, type Wanted } from './restated.ts'

/** What was stored of one export. */
export interface Stored {
  /** path from the desk */
  readonly file: string
  readonly rows: number
  /** snapshot of the lake that has them */
  readonly snapshot?: number
  readonly diagnostics: readonly Diagnostic[]
}

/** How an export is stored. */
export interface StoreOptions {
  /** texts of more bytes are read by the engine */
  readonly small?: number
  /** the lake of several machines in place of a file below `market/` */
  readonly lake?: UsedLake
}

/** A file of the desk that describes a lake, and what opens it. */
export interface UsedLake extends LakeAccess {
  readonly file: string
}

/** Where stored days lie. */
export const folder = 'market'
/** Where the engine works. */
export const scratch = '.assay/duckdb'
// what is smaller, and every workbook, is read as for a report: with all its checks and the place of each cell
const smallText = 4 << 20
const smallJson = 64 << 20

/**
 * Stores the days of an export as Parquet below `market/`, for tables that are too large for a text.
 *
 * `use` is the path of a `NAME.feed.yaml`. What cannot be read is told with file, row and column as for a report; the other
 * rows are stored. A later retrieval is another file: what was known when is kept. Values have four digits after the point.
 */
export async function storeFeed(
  effects: Effects,
  places: Places,
  use: string,
  { small, lake }: StoreOptions = {},
): Promise<Stored> {
  const loaded = await loadDesk(effects, places, { namesOnly: true })
  const { registry } = loaded.value
  const bytes = isInside(use) ? await effects.read(`${places.desk}/${use}`) : null
  if (bytes === null)
    throw new AssayError([
      report('project/bad-usage', { en: `\`${use}\` is not on the desk`, zh: `工作台中没有 \`${use}\`` }),
    ])
  const calendars = await loadCalendars(effects, places)
  const known = { profiles: new Map(), calendars, registry }
  const opened = await openUse(effects, { ...places, facts: '' }, use, decodeText(use, bytes).value ?? '', known)
  if (opened.value === null) throw new AssayError(opened.diagnostics)
  const { use: setting, profile } = opened.value
  checkInside(setting.file)
  await makeScratch(effects, places.desk)
  const engine = await openEngine(`${places.desk}/${scratch}`)
  try {
    const job: Job = { engine, effects, places, use: setting, profile, registry, calendars, shown: use }
    const size = await sizeOf(effects, `${places.desk}/${setting.file}`, setting.file)
    const read = await rowsOf(job, size, small)
    return await (lake === undefined ? write(job, read) : writeLake(job, lake, read))
  } finally {
    engine.close()
  }
}

/** Makes the folder to which the engine spills, whose parent it does not make; a desk that cannot be written has none. */
export async function makeScratch(effects: Effects, desk: string): Promise<void> {
  await effects.write([{ path: `${desk}/${scratch}/.keep`, bytes: new Uint8Array() }]).catch(() => undefined)
}

interface Job {
  readonly engine: Engine
  readonly effects: Effects
  readonly places: Places
  readonly use: FeedUse
  readonly profile: FeedProfile
  readonly registry: Registry
  readonly calendars: ReadonlyMap<string, Calendar>
  /** the file of the use, as it is shown */
  readonly shown: string
}

function checkInside(file: string): void {
  if (isInside(file)) return
  throw new AssayError([
    report('project/bad-usage', { en: `\`${file}\` leaves the desk`, zh: `\`${file}\` 超出工作台目录` }),
  ])
}

async function sizeOf(effects: Effects, path: string, file: string): Promise<number> {
  const opened = await effects.open(path)
  if (opened === null)
    throw new AssayError([
      report('project/bad-usage', { en: `\`${file}\` is not on the desk`, zh: `工作台中没有 \`${file}\`` }),
    ])
  await opened.close()
  return opened.size
}

async function rowsOf(job: Job, size: number, small: number | undefined): Promise<Ingested> {
  const { use, profile } = job
  const format = exportFormat(use, profile)
  const isJson = format === 'json'
  if (format === 'xlsx' || size <= (small ?? (isJson ? smallJson : smallText))) return readSmall(job)
  const calendar = job.calendars.get(use.calendar) ?? null
  const path = await asUtf8(job)
  if (!isJson) return ingest(job.engine, job.effects, { ...job, path, calendar })
  const read = await fromJson(job, path)
  const found = await ingest(job.engine, job.effects, { ...job, path: read.path, calendar })
  // a line of the text that was made of it is a record
  const at = (span: Span | undefined) => {
    const place = read.places[(span?.line ?? 0) - 2]
    return place === undefined ? wholeFile(use.file) : { ...wholeFile(use.file), ...place }
  }
  return {
    ...found,
    locate: async (wanted) => (await found.locate(wanted)).map(at),
    diagnostics: [...read.diagnostics, ...found.diagnostics.map((d) => ({ ...d, at: at(d.at) }))],
  }
}

// of two processes that store at once each has its own
function scratchOf({ places, shown, use }: Job): string {
  return `${places.desk}/${scratch}/${nameOf(shown)}-${use.known}.csv`
}

// the reader of reports, whose findings know every cell
async function readSmall(job: Job): Promise<Ingested> {
  const { use, profile } = job
  const read = await readExport(job.effects, { ...job.places, facts: '' }, job.shown, use, profile, job.registry)
  if (read.value === null) throw new AssayError(read.diagnostics)
  const { calendars } = job
  // the days are told of; facts are made for a report alone
  const checked = marketFacts(
    [{ ...read.value, use: { ...use, keep: [], weeks: null, relative: [], returns: null } }],
    calendars,
  )
  const calendar = profile.days === 'sessions' ? (calendars.get(use.calendar) ?? null) : null
  const open = sessionsOnly(read.value.observations, calendar).value
  const held = holdable(checkUnits(open, profile).value)
  const lines = held.value.map(observationLine)
  const path = scratchOf(job)
  await job.effects.write([{ path, bytes: new TextEncoder().encode(`${observationHead}${lines.join('')}`) }])
  const tail = `${sqlText(use.source)} AS source, DATE ${sqlText(use.known)} AS known`
  const sql = `SELECT subject, measure, scope, day, value, unit, ${tail} FROM read_csv(${sqlText(path)}, header=true, auto_detect=false, delim=',', quote='"', escape='"', nullstr='\u0001', columns={subject: 'VARCHAR', measure: 'VARCHAR', scope: 'VARCHAR', day: 'DATE', value: 'DECIMAL(18, 4)', unit: 'VARCHAR'})`
  const locate = async (wanted: readonly Wanted[]) =>
    wanted.map((w) => held.value.find((o) => o.subject === w.subject && o.measure === w.measure && o.day === w.day)?.at)
  return { sql, locate, diagnostics: [...read.diagnostics, ...checked.diagnostics, ...held.diagnostics] }
}

// the engine reads UTF-8 alone
async function asUtf8(job: Job): Promise<string> {
  const { use } = job
  const source = `${job.places.desk}/${use.file}`
  const opened = (await job.effects.open(source))!
  try {
    const start = await opened.read(0, Math.min(opened.size, 1 << 16))
    const encoding = use.encoding.toLowerCase() || markedEncoding(start) || 'utf-8'
    if (encoding === 'utf-8') {
      const fault = await firstFault(job.effects, opened)
      if (fault !== null) throw new AssayError(decodeText(use.file, fault).diagnostics)
      return source
    }
    if (!encodings.includes(encoding)) throw new AssayError(decodeText(use.file, start, encoding).diagnostics)
    return await transcode(job, opened, encoding)
  } finally {
    await opened.close()
  }
}

// pieces that fit the processor's memory are twice as fast as large ones
const piece = 1 << 20

function markedEncoding(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : ''
}

// the piece that is no UTF-8, or `null`
async function firstFault(effects: Effects, file: OpenFile): Promise<Uint8Array | null> {
  for (let at = 0; at < file.size; ) {
    const bytes = await file.read(at, Math.min(piece, file.size - at))
    const cut = at + bytes.length < file.size ? bytes.subarray(0, lastCharacter(bytes)) : bytes
    if (cut.length === 0 || !effects.isUtf8(cut)) return bytes
    at += cut.length
  }
  return null
}

// where a character begins that the end of a piece may cut
function lastCharacter(bytes: Uint8Array): number {
  let at = bytes.length - 1
  while (at > bytes.length - 4 && (bytes[at]! & 0xc0) === 0x80) at -= 1
  return at
}

async function transcode(job: Job, file: OpenFile, encoding: string): Promise<string> {
  const path = scratchOf(job)
  const decoder = new TextDecoder(encoding, { fatal: true })
  const written = await job.effects.create(path)
  try {
    for (let at = 0; at < file.size; at += piece) {
      const bytes = await file.read(at, Math.min(piece, file.size - at))
      await written.write(new TextEncoder().encode(decoder.decode(bytes, { stream: at + piece < file.size })))
    }
  } catch (error) {
    if (error instanceof TypeError)
      throw new AssayError([
        sourceFinding(
          'sources/not-utf8',
          {
            en: `\`${job.use.file}\` is not ${encoding.toUpperCase()}`,
            zh: `\`${job.use.file}\` 不是 ${encoding.toUpperCase()} 编码`,
          },
          { at: wholeFile(job.use.file) },
        ),
      ])
    throw error
  } finally {
    await written.close()
  }
  return path
}

async function fromJson(job: Job, source: string) {
  const { profile, use } = job
  const path = scratchOf(job).replace(/csv$/, 'rows.csv')
  const wanted = [
    ...profile.head,
    profile.code,
    profile.day.column,
    ...Object.values(profile.scopeColumns),
    ...profile.measures.flatMap((m) => [...m.columns, ...m.parts, ...(m.over ?? [])]),
  ]
  const opened = (await job.effects.open(source))!
  const written = await job.effects.create(path)
  try {
    const { places, damage } = await writeRecords(
      opened,
      [...new Set(wanted)].filter((n) => n !== ''),
      (text) => written.write(new TextEncoder().encode(text)),
    )
    const why = { en: 'the JSON ends here in the middle of a record or list', zh: 'JSON 在此处中断，记录或列表不完整' }
    const at = { ...wholeFile(use.file), ...damage }
    return { path, places, diagnostics: damage === null ? [] : [sourceFinding('sources/unreadable', why, { at })] }
  } finally {
    await written.close()
    await opened.close()
  }
}

function nameOf(shown: string): string {
  return shown
    .split('/')
    .at(-1)!
    .replace(/\.feed\.yaml$/, '')
}

async function writeLake(job: Job, used: UsedLake, read: Ingested): Promise<Stored> {
  const { engine, effects, places, use, shown } = job
  const lake = await loadLake(effects, places.desk, used.file)
  await openLake(engine, lake, places.desk, used, true)
  const feed = nameOf(shown)
  const { rows, snapshot } = await commitRows(engine, lake, feed, use.known, read.sql)
  const compared = { engine, use, now: 'retrieved', locate: read.locate }
  const told = [
    ...(await checkRestated(compared, lakeTable)),
    ...(await checkConflicts(compared, `(FROM ${lakeTable} WHERE feed <> ${sqlText(feed)})`, 'feed')),
  ]
  return { file: used.file, rows, snapshot, diagnostics: [...read.diagnostics, ...told] }
}

async function write(job: Job, read: Ingested): Promise<Stored> {
  const { engine, effects, places, use } = job
  const file = `${folder}/${nameOf(job.shown)}-${use.known}.parquet`
  const stored = (await effects.list(`${places.desk}/${folder}`)).filter(
    (f) => f.endsWith('.parquet') && `${folder}/${f}` !== file,
  )
  // the folder is made by the first write
  await effects.write([{ path: `${places.desk}/${folder}/.keep`, bytes: new Uint8Array() }])
  const target = sqlText(`${places.desk}/${file}`)
  const [copied] = await engine.rows(`COPY (${read.sql}) TO ${target} (FORMAT parquet)`)
  const compared = { engine, use, now: `read_parquet(${target})`, locate: read.locate }
  const tableOf = (names: readonly string[]) =>
    `read_parquet([${names.map((f) => sqlText(`${places.desk}/${folder}/${f}`)).join(', ')}], filename=true)`
  // the day of the retrieval is the end of the name
  const [before, beside] = [
    stored.filter((f) => f.slice(-18, -8) < use.known),
    stored.filter((f) => f.slice(-18, -8) === use.known),
  ]
  const name = `parse_filename(filename)`
  const told = [
    ...(before.length === 0 ? [] : await checkRestated(compared, tableOf(before))),
    ...(beside.length === 0 ? [] : await checkConflicts(compared, tableOf(beside), name)),
  ]
  return { file, rows: Number(copied?.Count ?? 0), diagnostics: [...read.diagnostics, ...told] }
}
