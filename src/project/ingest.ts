import { AssayError, type Diagnostic, type Effects, type OpenFile, type Span, wholeFile } from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import {
  daySql,
  type FeedProfile,
  type FeedRow,
  type FeedUse,
  faultSql,
  report as marketFinding,
  type Observation,
  parseMoment,
  readFeed,
  sqlName,
  sqlText,
  valueSql,
} from '../market/index.ts'
import type { Engine } from './duckdb.ts'
import { csvTable } from './feeds.ts'

/** A delimited export that is too large for a text. */
export interface Export {
  /** path of the UTF-8 text */
  readonly path: string
  readonly use: FeedUse
  readonly profile: FeedProfile
  readonly registry: Registry
}

/** What the engine made of an export: the rows to be stored as SQL, and what was found on the way. */
export interface Ingested {
  readonly sql: string
  readonly diagnostics: readonly Diagnostic[]
}

/** How many findings of one code are told of one by one. */
export const mostTold = 20
// so many rows of an export that the engine cannot read are read one by one
const mostOdd = 100_000
const headBytes = 1 << 16
const pieceBytes = 1 << 24

/**
 * Reads an export with the engine, column by column; what it cannot read goes through the reader of small exports, with the
 * places of that one.
 *
 * @throws AssayError market/no-head when the head is not in the first lines
 */
export async function ingest(engine: Engine, effects: Effects, input: Export): Promise<Ingested> {
  const { profile, use } = input
  const file = await effects.open(input.path)
  if (file === null) throw new Error(`${input.path} is gone`)
  try {
    const head = await headOf(file, input)
    const measures = measuresOf(profile, head.names)
    await stage(engine, input, head)
    const diagnostics: Diagnostic[] = []
    const odd = await oddRows(engine)
    const codes = await resolveCodes(engine, input, measures)
    const doubles = await seriesFindings(engine, input, head, measures, diagnostics)
    const seen = await rowsAt(file, input, head, { odd: odd.keys, codes: codes.unknown, doubles: doubles.keys })
    const oddly = readFeed({ file: use.file, rows: [head.row, ...seen.odd] }, profile, use, input.registry)
    const told = readFeed({ file: use.file, rows: [head.row, ...seen.told] }, profile, use, input.registry)
    diagnostics.push(...oddly.diagnostics, ...told.diagnostics, ...odd.more(use.file))
    diagnostics.push(...(await addRows(engine, oddly.value, use)))
    const added = oddly.value.length === 0 ? '' : ' UNION ALL FROM added'
    return { sql: `${storedSql(input, head.names, doubles.any)}${added}`, diagnostics: shortened(diagnostics) }
  } finally {
    await file.close()
  }
}

interface Head {
  readonly names: readonly string[]
  readonly row: FeedRow
  /** lines up to and with the head */
  readonly lines: number
}

async function headOf(file: OpenFile, { use, profile, registry }: Export): Promise<Head> {
  const start = new TextDecoder().decode(await file.read(0, Math.min(file.size, headBytes)))
  const table = csvTable(use.file, start)
  const row = table.rows.find((r) => profile.head.every((n) => r.cells.some((c) => c.trim() === n)))
  if (row === undefined) throw new AssayError(readFeed(table, profile, use, registry).diagnostics)
  const taken = new Set<string>()
  const names = row.cells.map((cell, i) => {
    const name = cell.trim()
    const own = name === '' || taken.has(name) ? `column ${i + 1}` : name
    taken.add(own)
    return own
  })
  return { names, row, lines: row.at().line }
}

// each cell is read once: the row itself is kept only where the engine cannot read it
async function stage(engine: Engine, { path, profile, use }: Export, { names, lines }: Head): Promise<void> {
  const types = names.map((n) => `${sqlText(n)}: 'VARCHAR'`).join(', ')
  const csv = `read_csv(${sqlText(path)}, skip=${lines}, header=false, auto_detect=false, delim=',', quote='"', escape='"', columns={${types}}, null_padding=true, strict_mode=false, nullstr='')`
  const measures = measuresOf(profile, names)
  const values = measures.map((m, i) => `${valueSql(m, profile)} AS assay_v${i}`)
  const code = profile.code === '' ? sqlText(use.subject) : sqlName(profile.code)
  const kept = measures.map((_, i) => `assay_v${i}`)
  const fault = faultSql(profile, measures, 'assay_day', kept)
  // nothing is put between them where a cell is missing, as nothing stands there
  const cells = names.map((n) => sqlName(n)).join(`, ${sqlText(joint)}, `)
  const varies = hasScopes(profile, names)
  await engine.run(
    `CREATE TEMP TABLE staged AS SELECT assay_code AS code${varies ? ', assay_scope AS scope' : ''}, assay_day AS day, ${kept.map((v, i) => `${v} AS v${i}`).join(', ')}, CASE WHEN ${fault} THEN concat(${cells}) END AS raw FROM (SELECT *, ${[`${code} AS assay_code`, `${scopeSql(profile, use, names)} AS assay_scope`, `${daySql({ ...profile.day, zone: use.zone ?? profile.day.zone })} AS assay_day`, ...values].join(', ')} FROM ${csv})`,
  )
}

function measuresOf(profile: FeedProfile, names: readonly string[]) {
  return profile.measures.filter((m) => m.columns.every((c) => names.includes(c)))
}

function hasScopes(profile: FeedProfile, names: readonly string[]): boolean {
  return Object.values(profile.scopeColumns).some((c) => names.includes(c))
}

function scopeSql(profile: FeedProfile, use: FeedUse, names: readonly string[]): string {
  const fixed = Object.entries({ ...profile.scope, ...use.scope })
  const varying = Object.entries(profile.scopeColumns).filter(([, c]) => names.includes(c))
  const pairs = [
    ...fixed.map(([k, v]) => [k, sqlText(`${k}=${v}`)] as const),
    ...varying.map(([k, c]) => [k, `${sqlText(`${k}=`)} || coalesce(${sqlName(c)}, '')`] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1))
  return pairs.length === 0 ? "''" : pairs.map(([, sql]) => sql).join(" || ';' || ")
}

const joint = '\u0001'

// rows that the engine could not read, by what their cells say
async function oddRows(engine: Engine) {
  const rows = await engine.rows(`SELECT raw AS cells FROM staged WHERE raw IS NOT NULL LIMIT ${mostOdd + 1}`)
  const keys = new Set(rows.slice(0, mostOdd).map((r) => r.cells ?? ''))
  const more = (file: string): readonly Diagnostic[] =>
    rows.length <= mostOdd ? [] : [moreFinding('market/bad-cell', file, null)]
  return { keys, more }
}

// what stands in rows that were read: days in order and once have the same print as their span
const good = 'raw IS NULL AND day IS NOT NULL'

// a row whose numbers are all missing says nothing of its day
function saidSql(measures: readonly unknown[]): string {
  return `(${measures.map((_, i) => `v${i} IS NOT NULL`).join(' OR ')})`
}

async function resolveCodes(engine: Engine, { profile, use, registry }: Export, measures: readonly unknown[]) {
  await engine.run(
    `CREATE TEMP TABLE codes AS SELECT code, count(*) FILTER (said) AS n, min(day) FILTER (said) AS first, max(day) FILTER (said) AS last, sum(hash(day)) FILTER (said) AS print FROM (SELECT code, day, ${saidSql(measures)} AS said FROM staged WHERE ${good}) GROUP BY code`,
  )
  const unknown = new Set<string>()
  const pairs: string[] = []
  for (const { code = null } of await engine.rows('SELECT code FROM codes')) {
    if (code === null) continue
    const written = code.trim()
    const named = profile.code === '' ? use.subject : (use.codes[written] ?? written)
    const subject = registry.entity(named)?.id ?? (profile.code === '' ? named : undefined)
    if (subject === undefined || subject === '') unknown.add(code)
    else pairs.push(`(${sqlText(code)}, ${sqlText(subject)})`)
  }
  await engine.run('CREATE TEMP TABLE pairs (code VARCHAR, subject VARCHAR)')
  for (let i = 0; i < pairs.length; i += 5000)
    await engine.run(`INSERT INTO pairs VALUES ${pairs.slice(i, i + 5000).join(', ')}`)
  // a column of few texts is written faster as what it is
  await engine.run(
    "CREATE TYPE subjects AS ENUM (SELECT DISTINCT subject FROM pairs UNION ALL SELECT '' WHERE NOT EXISTS (FROM pairs))",
  )
  await engine.run('CREATE TEMP TABLE named AS SELECT code, CAST(subject AS subjects) AS subject FROM pairs')
  return { unknown }
}

/** Days that stand twice, by code and day, and whether there are any. */
interface Doubles {
  readonly keys: ReadonlySet<string>
  readonly any: boolean
}

// a series whose days have another print than each day of its span once is counted day by day
async function seriesFindings(
  engine: Engine,
  { use, profile }: Export,
  head: Head,
  measures: readonly unknown[],
  diagnostics: Diagnostic[],
): Promise<Doubles> {
  const scope = hasScopes(profile, head.names) ? 'scope' : "'' AS scope"
  await engine.run(
    `CREATE TEMP TABLE odd AS WITH spans AS (SELECT code, (SELECT sum(hash(CAST(d AS DATE))) FROM range(first, last + INTERVAL 1 DAY, INTERVAL 1 DAY) t(d)) AS whole FROM codes) SELECT DISTINCT subject FROM codes JOIN spans USING (code) JOIN named USING (code) WHERE print <> whole OR n <> last - first + 1 OR subject IN (SELECT subject FROM named GROUP BY subject HAVING count(*) > 1)`,
  )
  await engine.run(
    `CREATE TEMP TABLE series AS SELECT subject, scope, sum(n) AS rows, count(*) AS days, min(day) AS first, max(day) AS last FROM (SELECT subject, ${scope}, day, count(*) AS n FROM staged JOIN named USING (code) JOIN odd USING (subject) WHERE ${good} AND ${saidSql(measures)} GROUP BY ALL) GROUP BY ALL`,
  )
  await engine.run(
    `CREATE TEMP TABLE doubles AS SELECT subject, ${scope}, day, ${measures.map((_, i) => `min(v${i}) AS low${i}, max(v${i}) AS high${i}`).join(', ')} FROM staged JOIN named USING (code) WHERE ${good} AND ${saidSql(measures)} AND subject IN (SELECT subject FROM series WHERE rows > days) GROUP BY ALL HAVING count(*) > 1`,
  )
  if (profile.days === 'all') {
    const lacking = await engine.rows(
      'SELECT subject, CAST(first AS VARCHAR) AS first, CAST(last AS VARCHAR) AS last, CAST(last - first + 1 - days AS VARCHAR) AS lacks FROM series WHERE last - first + 1 > days ORDER BY subject, scope',
    )
    for (const row of lacking) diagnostics.push(lackFinding(use.file, row))
  }
  const twice = await engine.rows(
    `SELECT named.code AS code, CAST(day AS VARCHAR) AS day FROM (FROM doubles ORDER BY subject, day LIMIT ${mostTold}) JOIN named USING (subject)`,
  )
  const [count] = await engine.rows('SELECT count(*) AS n FROM doubles')
  const all = Number(count?.n ?? 0)
  if (all > mostTold) diagnostics.push(moreFinding('market/duplicate-row', use.file, all - mostTold))
  return { keys: new Set(twice.map((r) => `${r.code}${joint}${r.day}`)), any: all > 0 }
}

function lackFinding(file: string, row: Readonly<Record<string, string | null>>): Diagnostic {
  const { subject, first, last, lacks } = row
  return marketFinding(
    'market/missing-day',
    {
      en: `\`${subject}\` lacks ${lacks} of the days from ${first} to ${last}`,
      zh: `\`${subject}\` 在 ${first} 至 ${last} 之间缺少 ${lacks} 天`,
    },
    { at: wholeFile(file) },
  )
}

function moreFinding(
  code: 'market/bad-cell' | 'market/duplicate-row' | 'market/missing-day',
  file: string,
  count: number | null,
) {
  return marketFinding(
    code,
    count === null
      ? { en: `more than ${mostOdd} rows cannot be read`, zh: `超过 ${mostOdd} 行无法读取` }
      : { en: `and ${count} more like these`, zh: `另有 ${count} 处同类情况` },
    { at: wholeFile(file) },
  )
}

interface Wanted {
  readonly odd: ReadonlySet<string>
  readonly codes: ReadonlySet<string>
  readonly doubles: ReadonlySet<string>
}

// the file is read again only where there is something to tell of it
async function rowsAt(file: OpenFile, input: Export, head: Head, wanted: Wanted) {
  const [odd, told]: [FeedRow[], FeedRow[]] = [[], []]
  if (wanted.odd.size + wanted.codes.size + wanted.doubles.size === 0) return { odd, told }
  const { profile } = input
  const codeAt = head.names.indexOf(profile.code)
  const dayAt = head.names.indexOf(profile.day.column)
  const left = new Set(wanted.codes)
  const wholeHead = head.names.length
  for await (const row of feedRows(file, input.use.file)) {
    if (row.at().line <= head.lines) continue
    const cells = Array.from({ length: wholeHead }, (_, i) => row.cells[i] ?? '')
    if (wanted.odd.has(cells.join(joint))) {
      odd.push(row)
      continue
    }
    const code = codeAt === -1 ? input.use.subject : cells[codeAt]!
    if (left.delete(code)) told.push(row)
    else if (wanted.doubles.size > 0) {
      const day = parseMoment(cells[dayAt]!.trim(), profile.day.forms, input.use.zone ?? profile.day.zone)
      if (day !== null && wanted.doubles.has(`${code}${joint}${day}`)) told.push(row)
    }
  }
  return { odd, told }
}

// pieces end at line ends outside of quotes; places go on over them
async function* feedRows(file: OpenFile, shown: string): AsyncGenerator<FeedRow> {
  const decoder = new TextDecoder()
  let rest = ''
  let line = 0
  for (let at = 0; at < file.size; at += pieceBytes) {
    const bytes = await file.read(at, Math.min(pieceBytes, file.size - at))
    const text = rest + decoder.decode(bytes, { stream: at + pieceBytes < file.size })
    const end = at + pieceBytes < file.size ? lastRowEnd(text) : text.length
    const piece = text.slice(0, end)
    rest = text.slice(end)
    const base = line
    for (const row of csvTable(shown, piece).rows) yield { cells: row.cells, at: (c) => moved(row.at(c), base) }
    line += piece.split('\n').length - 1
  }
}

function moved(span: Span, lines: number): Span {
  return { ...span, line: span.line + lines }
}

function lastRowEnd(text: string): number {
  let [end, open] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at)
    if (c === 34) open = !open
    else if (c === 10 && !open) end = at + 1
  }
  return end
}

// what the engine's decimals cannot hold is told, not rounded away
async function addRows(
  engine: Engine,
  observations: readonly Observation[],
  use: FeedUse,
): Promise<readonly Diagnostic[]> {
  const fit = observations.filter((o) => o.value.abs().lt('1e14'))
  await engine.run(
    'CREATE TEMP TABLE added (subject VARCHAR, measure VARCHAR, scope VARCHAR, day DATE, value DECIMAL(18, 4), unit VARCHAR, source VARCHAR, known DATE)',
  )
  for (let i = 0; i < fit.length; i += 2000)
    await engine.run(
      `INSERT INTO added VALUES ${fit
        .slice(i, i + 2000)
        .map((o) => rowSql(o, use))
        .join(', ')}`,
    )
  return observations
    .filter((o) => !fit.includes(o))
    .slice(0, mostTold)
    .map((o) =>
      marketFinding(
        'market/bad-cell',
        {
          en: `${o.value.toFixed()} has more digits than the store holds`,
          zh: `${o.value.toFixed()} 超出可存储的位数`,
        },
        { at: o.at },
      ),
    )
}

function scopeText(o: Observation): string {
  return Object.entries(o.scope)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${k}=${v}`)
    .join(';')
}

function rowSql(o: Observation, use: FeedUse): string {
  return `(${sqlText(o.subject)}, ${sqlText(o.measure)}, ${sqlText(scopeText(o))}, DATE ${sqlText(o.day)}, ${o.value.toFixed()}, ${sqlText(o.unit)}, ${sqlText(use.source)}, DATE ${sqlText(use.known)})`
}

/** The head of a text of observations. */
export const observationHead = 'subject,measure,scope,day,value,unit\n'

/** An observation as a line of delimited text. */
export function observationLine(o: Observation): string {
  const cells = [o.subject, o.measure, scopeText(o), o.day, o.value.toFixed(), o.unit]
  return `${cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')}\n`
}

function storedSql({ profile, use }: Export, names: readonly string[], doubled: boolean): string {
  const one = (text: string) => `CAST(${sqlText(text)} AS ENUM(${sqlText(text)}))`
  const tail = `${one(use.source)} AS source, DATE ${sqlText(use.known)} AS known`
  const varying = hasScopes(profile, names)
  const scope = varying ? 'scope' : one(fixedScope(profile, use))
  const single = doubled
    ? ` AND NOT EXISTS (FROM doubles d WHERE d.subject = named.subject AND ${varying ? 'd.scope = staged.scope' : 'true'} AND d.day = staged.day)`
    : ''
  const read = measuresOf(profile, names).flatMap((m, i) => {
    const head = `SELECT subject, ${one(m.measure)} AS measure, ${scope} AS scope, day`
    const once = `${head}, v${i} AS value, ${one(m.unit)} AS unit, ${tail} FROM staged JOIN named USING (code) WHERE ${good} AND v${i} IS NOT NULL${single}`
    const alike = `${head}, low${i} AS value, ${one(m.unit)} AS unit, ${tail} FROM doubles WHERE low${i} = high${i}`
    return doubled ? [once, alike] : [once]
  })
  return read.join(' UNION ALL ')
}

function fixedScope(profile: FeedProfile, use: FeedUse): string {
  return Object.entries({ ...profile.scope, ...use.scope })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${k}=${v}`)
    .join(';')
}

// of many findings of one code the first ones are told, and how many there are
function shortened(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const counts = new Map<string, number>()
  const kept = diagnostics.filter((d) => {
    const count = (counts.get(d.code) ?? 0) + 1
    counts.set(d.code, count)
    return count <= mostTold
  })
  const rest = [...counts].filter(([, n]) => n > mostTold)
  return [
    ...kept,
    ...rest.map(([code, n]): Diagnostic => {
      const like = diagnostics.find((d) => d.code === code)!
      const words = { en: `and ${n - mostTold} more like these`, zh: `另有 ${n - mostTold} 处同类情况` }
      return { code, severity: like.severity, message: words, at: wholeFile(like.at?.file ?? '') }
    }),
  ]
}
