import {
  AssayError,
  type Day,
  type Diagnostic,
  type Effects,
  isDay,
  type Period,
  type Span,
  wholeFile,
} from '../base/index.ts'
import {
  daySql,
  type FeedProfile,
  type FeedUse,
  report as marketFinding,
  missingSql,
  parseFeedUse,
  sqlText,
  valueSql,
  weekOf,
  weekSql,
} from '../market/index.ts'
import { decodeText } from '../sources/index.ts'
import { report } from './codes.ts'
import { isInside } from './config.ts'
import { type Engine, openEngine } from './duckdb.ts'
import { csvTable, loadProfiles } from './feeds.ts'
import { type Desk, loadDesk, type Places } from './load.ts'

/** What was stored of one export. */
export interface Stored {
  /** path from the desk */
  readonly file: string
  readonly rows: number
  readonly diagnostics: readonly Diagnostic[]
}

const folder = 'market'
const mostTold = 20

/**
 * Stores the days of an export as Parquet below `market/`, for tables that are too large for a text.
 *
 * `use` is the path of a `NAME.feed.yaml`. Cells that cannot be read are told of with their lines, codes that name no subject once
 * each; the other rows are stored. A later retrieval is another file: what was known when is kept.
 */
export async function storeFeed(effects: Effects, places: Places, use: string): Promise<Stored> {
  const loaded = await loadDesk(effects, places, { namesOnly: true })
  const read = await readUse(effects, places, use)
  const profiles = await loadProfiles(effects, { ...places, facts: '' })
  const profile = profiles.value.get(read.feed)
  if (profile === undefined || profile.format === 'xlsx')
    throw new AssayError([
      marketFinding(
        'market/unknown-feed',
        { en: `\`${read.feed}\` cannot be stored`, zh: `\`${read.feed}\` 无法入库` },
        { at: wholeFile(use) },
      ),
    ])
  const engine = await openEngine(`${places.desk}/.assay/duckdb`)
  try {
    return await store(engine, effects, places, loaded.value, read, profile, use)
  } finally {
    engine.close()
  }
}

async function readUse(effects: Effects, places: Places, use: string): Promise<FeedUse> {
  const bytes = isInside(use) ? await effects.read(`${places.desk}/${use}`) : null
  if (bytes === null)
    throw new AssayError([
      report('project/bad-usage', { en: `\`${use}\` is not on the desk`, zh: `工作台中没有 \`${use}\`` }),
    ])
  const found = parseFeedUse(use, decodeText(use, bytes).value ?? '')
  if (found.value === null || !isInside(found.value.file)) throw new AssayError(found.diagnostics)
  return found.value
}

async function store(
  engine: Engine,
  effects: Effects,
  places: Places,
  desk: Desk,
  use: FeedUse,
  profile: FeedProfile,
  shown: string,
): Promise<Stored> {
  const source = `${places.desk}/${use.file}`
  const head = await headOf(effects, source, use.file, profile)
  const table =
    profile.format === 'json' && use.file.endsWith('.json')
      ? `read_json(${sqlText(source)}, format='array', records=true)`
      : `read_csv(${sqlText(source)}, skip=${head}, header=true, all_varchar=true, null_padding=true, strict_mode=false, nullstr='')`
  await engine.run(`CREATE VIEW raw AS SELECT * FROM ${table}`)
  const columns = (await engine.rows('DESCRIBE raw')).map((r) => r.column_name ?? '')
  const missing = profile.head.filter((name) => !columns.includes(name))
  if (missing.length > 0)
    throw new AssayError([
      marketFinding(
        'market/no-head',
        {
          en: `\`${profile.id}\` has ${missing.map((m) => `\`${m}\``).join(', ')}, the table does not`,
          zh: `\`${profile.id}\` 应有 ${missing.map((m) => `\`${m}\``).join('、')}，表格中没有`,
        },
        { at: wholeFile(use.file) },
      ),
    ])
  await engine.run(
    `CREATE VIEW texts AS SELECT ${columns
      .map((c) => `CAST("${c.replaceAll('"', '""')}" AS VARCHAR) AS "${c.replaceAll('"', '""')}"`)
      .join(', ')} FROM raw`,
  )
  const diagnostics: Diagnostic[] = []
  const codes = await codesOf(engine, desk, use, profile, diagnostics)
  await tellUnread(engine, use, profile, head, columns, diagnostics)
  const name = shown
    .split('/')
    .at(-1)!
    .replace(/\.feed\.yaml$/, '')
  const file = `${folder}/${name}-${use.known}.parquet`
  // the folder is made by the first write
  await effects.write([{ path: `${places.desk}/${folder}/.keep`, bytes: new Uint8Array() }])
  await engine.run(
    `COPY (${storedSql(use, profile, codes, columns)}) TO ${sqlText(`${places.desk}/${file}`)} (FORMAT parquet)`,
  )
  const [count] = await engine.rows(`SELECT count(*) AS n FROM read_parquet(${sqlText(`${places.desk}/${file}`)})`)
  return { file, rows: Number(count?.n ?? 0), diagnostics }
}

// lines above the head are passed over: it is looked for in the first of them alone
async function headOf(effects: Effects, path: string, file: string, profile: FeedProfile): Promise<number> {
  const opened = await effects.open(path)
  if (opened === null)
    throw new AssayError([
      report('project/bad-usage', { en: `\`${file}\` is not on the desk`, zh: `工作台中没有 \`${file}\`` }),
    ])
  const size = Math.min(opened.size, 65_536)
  const start = new TextDecoder().decode(await opened.read(0, size))
  await opened.close()
  const { rows } = csvTable(file, start)
  const at = rows.findIndex((r) => profile.head.every((n) => r.cells.some((c) => c.trim() === n)))
  return at === -1 ? 0 : rows[at]!.at().line - 1
}

async function codesOf(
  engine: Engine,
  desk: Desk,
  use: FeedUse,
  profile: FeedProfile,
  diagnostics: Diagnostic[],
): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>()
  if (profile.code === '') return codes
  const found = await engine.rows(
    `SELECT DISTINCT "${profile.code}" AS code FROM texts WHERE regexp_matches(coalesce("${profile.day.column}", ''), '\\d')`,
  )
  for (const { code = null } of found) {
    if (code === null) continue
    const subject = desk.registry.entity(use.codes[code] ?? code)?.id ?? use.codes[code]
    if (subject !== undefined) codes.set(code, subject)
    else if (diagnostics.length < mostTold)
      diagnostics.push(
        marketFinding(
          'market/unknown-code',
          { en: `\`${code}\` names no subject`, zh: `\`${code}\` 没有对应的主体` },
          { at: wholeFile(use.file) },
        ),
      )
  }
  return codes
}

async function tellUnread(
  engine: Engine,
  use: FeedUse,
  profile: FeedProfile,
  head: number,
  columns: readonly string[],
  diagnostics: Diagnostic[],
): Promise<void> {
  const footer = profile.footers.map((f) => `starts_with(trim("${columns[0]}"), ${sqlText(f)})`).join(' OR ') || 'false'
  const day = `"${profile.day.column}"`
  const faults = [
    {
      column: profile.day.column,
      cell: day,
      is: `${daySql(profile.day)} IS NULL AND NOT (${footer}) AND regexp_matches(coalesce(${day}, ''), '\\d')`,
    },
    ...profile.measures.flatMap((m) =>
      m.columns
        .filter((c) => columns.includes(c))
        .map((column) => {
          const cell = `trim("${column}")`
          const is = `NOT ${missingSql(cell, profile)} AND TRY_CAST(replace(${cell}, ',', '') AS DOUBLE) IS NULL AND ${daySql(profile.day)} IS NOT NULL`
          return { column, cell, is }
        }),
    ),
  ]
  // the lines of a file are counted only where there is something to tell of them
  const counted = faults.map(({ is }, i) => `count(*) FILTER (${is}) AS n${i}`).join(', ')
  const [counts] = await engine.rows(`SELECT ${counted} FROM texts`)
  for (const [i, { column, cell, is }] of faults.entries()) {
    if (Number(counts?.[`n${i}`] ?? 0) === 0) continue
    const sql = `SELECT line, cell FROM (SELECT row_number() OVER () AS line, ${cell} AS cell, ${is} AS bad FROM texts) WHERE bad LIMIT ${mostTold}`
    for (const { line = null, cell: written = null } of await engine.rows(sql)) {
      const at: Span = { ...wholeFile(use.file), line: head + 1 + Number(line ?? 0) }
      diagnostics.push(badCell(column, written, at))
    }
  }
}

function badCell(column: string, cell: string | null, at: Span): Diagnostic {
  const written = (cell ?? '').slice(0, 40)
  return marketFinding(
    'market/bad-cell',
    { en: `\`${column}\` is \`${written}\`, which cannot be read`, zh: `\`${column}\` 为 \`${written}\`，无法读取` },
    { at },
  )
}

function storedSql(
  use: FeedUse,
  profile: FeedProfile,
  codes: ReadonlyMap<string, string>,
  columns: readonly string[],
): string {
  const subject = profile.code === '' ? sqlText(use.subject) : 'named.assay_subject'
  const pairsOfCodes = [...codes].map(([c, s]) => `(${sqlText(c)}, ${sqlText(s)})`).join(', ') || "('', '')"
  const named =
    profile.code === ''
      ? ''
      : ` JOIN (VALUES ${pairsOfCodes}) AS named(assay_code, assay_subject) ON named.assay_code = "${profile.code}"`
  const fixed = Object.entries({ ...profile.scope, ...use.scope })
  const varying = Object.entries(profile.scopeColumns).filter(([, c]) => columns.includes(c))
  const pairs = [
    ...fixed.map(([k, v]) => [k, sqlText(`${k}=${v}`)] as const),
    ...varying.map(([k, c]) => [k, `${sqlText(`${k}=`)} || coalesce("${c}", '')`] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1))
  const scope = pairs.length === 0 ? "''" : pairs.map(([, sql]) => sql).join(" || ';' || ")
  return profile.measures
    .filter((m) => m.columns.every((c) => columns.includes(c)))
    .map(
      (m) =>
        `SELECT * FROM (SELECT ${subject} AS subject, ${sqlText(m.measure)} AS measure, ${scope} AS scope, ${daySql(profile.day)} AS day, ${valueSql(m, profile)} AS value, ${sqlText(m.unit)} AS unit, ${sqlText(use.source)} AS source, DATE ${sqlText(use.known)} AS known FROM texts${named}) WHERE subject IS NOT NULL AND subject <> '' AND day IS NOT NULL AND value IS NOT NULL`,
    )
    .join(' UNION ALL ')
}

/** One row of a week table over the stored days. */
export type StoredWeekRow = Readonly<
  Record<'subject' | 'scope' | 'sum' | 'difference' | 'change' | 'peak' | 'peak_day' | 'last', string | null>
>

/** What is asked of the stored days. */
export interface TopOptions {
  readonly day: Day
  /** weekday on which the house week begins, 1 for Monday */
  readonly start: number
  readonly measure: string
  readonly top: number
  readonly known: Day
}

/**
 * The largest sums of the house week that holds a day, over all that is stored below `market/`.
 *
 * @throws AssayError project/bad-usage when nothing is stored, or the day is none
 */
export async function topWeek(
  effects: Effects,
  places: Places,
  options: TopOptions,
): Promise<{ readonly week: Period; readonly rows: readonly StoredWeekRow[] }> {
  const files = (await effects.list(`${places.desk}/${folder}`)).filter((f) => f.endsWith('.parquet'))
  if (files.length === 0 || !isDay(options.day) || !isDay(options.known))
    throw new AssayError([
      report(
        'project/bad-usage',
        files.length === 0
          ? { en: 'nothing is stored below `market/`', zh: '`market/` 中没有入库数据' }
          : {
              en: `\`${options.day}\` or \`${options.known}\` is no day`,
              zh: `\`${options.day}\` 或 \`${options.known}\` 不是日期`,
            },
        {
          hint: {
            en: 'store a feed with `assay market store facts/NAME.feed.yaml`',
            zh: '请先执行 `assay market store facts/NAME.feed.yaml`',
          },
        },
      ),
    ])
  const week = weekOf(options.day, options.start)
  const engine = await openEngine(`${places.desk}/.assay/duckdb`)
  try {
    const sql = weekSql({ ...options, week, files: files.map((f) => `${places.desk}/${folder}/${f}`) })
    return { week, rows: (await engine.rows(sql)) as readonly StoredWeekRow[] }
  } finally {
    engine.close()
  }
}
