import { addDays, append, type Diagnostic, wholeFile } from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import {
  breakFinding,
  type Calendar,
  checkMoves,
  checkUnits,
  dayKind,
  type FeedRow,
  longestWeekend,
  report as marketFinding,
  missingFinding,
  readFeed,
  sessionsIn,
  sessionsOnly,
  smallestMove,
  sqlText,
} from '../market/index.ts'
import type { Engine } from './duckdb.ts'
import { hasScopes, joint, listSql, measuresOf, neededOf, type OddRow, type Staging } from './stage.ts'

/** How many findings of one code are told of one by one. */
export const mostTold = 20
// so many rows of days that stand twice are read again
const mostDouble = 100_000

/** Rows that something is to be said of, and what that is once they stand there as they are in the file. */
export interface Sifted {
  readonly rows: readonly OddRow[]
  readonly tell: (seen: (rows: readonly OddRow[]) => readonly FeedRow[]) => readonly Diagnostic[]
}

/** What of the staged rows is not to be stored. */
export interface Left {
  /** measures whose units do not fit */
  readonly measures: ReadonlySet<string>
  /** whether the table `doubles` has days that stand twice */
  readonly doubles: boolean
  /** whether the table `closed` has days without a session */
  readonly closed: boolean
}

/** What is known of the rows beyond their staging. */
export interface Sieve {
  readonly engine: Engine
  readonly staging: Staging
  readonly registry: Registry
  /** of the sessions that the export must have */
  readonly calendar: Calendar | null
  /** the row of the names */
  readonly head: FeedRow
}

/** Reads what no row says by itself: days that stand twice, that lack, that are no sessions, and units that do not fit. */
export async function sift(
  sieve: Sieve,
  hasAdded: boolean,
): Promise<{ readonly found: readonly Sifted[]; readonly left: Left }> {
  await sieve.engine.run(`CREATE TEMP VIEW known AS ${knownSql(sieve.staging, hasAdded)}`)
  const closed = await closedDays(sieve)
  const doubles = await doubleDays(sieve, hasAdded)
  const gaps = await lackingDays(sieve, closed !== null, hasAdded, doubles !== null)
  const units = await wrongUnits(sieve, closed !== null)
  return {
    found: [await noValues(sieve), closed, doubles, gaps, await scopeBreaks(sieve), ...units.found].filter(
      (f) => f !== null,
    ),
    left: { measures: units.measures, doubles: doubles !== null, closed: closed !== null },
  }
}

/** Whether a row says something: one whose numbers are all missing says nothing of its day. */
export function saidSql({ profile, names }: Staging): string {
  const said = measuresOf(profile, names).map((_, i) => `v${i} IS NOT NULL`)
  return said.length === 0 ? 'false' : `(${said.join(' OR ')})`
}

/** That there are more findings of a kind; `count` of them, or nobody knows how many. */
export function moreFinding(code: Parameters<typeof marketFinding>[0], file: string, count: number | string) {
  return marketFinding(
    code,
    typeof count === 'string'
      ? { en: `more than ${count} rows cannot be read`, zh: `超过 ${count} 行无法读取` }
      : { en: `and ${count} more like these`, zh: `另有 ${count} 处同类情况` },
    { at: wholeFile(file) },
  )
}

// the rows that the engine reads, and those that it does not but another reader
function knownSql(staging: Staging, hasAdded: boolean): string {
  const measures = measuresOf(staging.profile, staging.names)
  const values = measures.map((_, i) => `v${i}`)
  const read = `SELECT ${['place', 'code', 'subject', scopeOf(staging), 'day', ...values].join(', ')} FROM rows JOIN named USING (code)`
  if (!hasAdded) return read
  const scope = hasScopes(staging.profile, staging.names) ? 'scope' : "''"
  const picked = measures.map((m) => `max(value) FILTER (measure = ${sqlText(m.measure)})`)
  return `${read} UNION ALL SELECT ${['place', 'NULL', 'subject', scope, 'day', ...picked].join(', ')} FROM added GROUP BY place, subject, ${scope === 'scope' ? 'scope, ' : ''}day`
}

const scopeOf = ({ profile, names }: Staging) => (hasScopes(profile, names) ? 'scope' : "'' AS scope")

// the rows of the file that a query names, as the reader of small exports reads them
async function rowsFor({ engine, staging }: Sieve, sql: string): Promise<readonly (readonly [OddRow, Cells])[]> {
  const { code } = staging.profile
  const rows = await engine.rows(sql)
  return rows.map(
    (r) => [{ index: Number(r.place), cells: code === '' || r.code == null ? {} : { [code]: r.code } }, r] as const,
  )
}

type Cells = Readonly<Record<string, string | null>>

function readAgain({ staging, registry, head }: Sieve, rows: readonly FeedRow[]) {
  const { profile, use } = staging
  return readFeed({ file: use.file, rows: [head, ...rows], delimited: true }, profile, use, registry)
}

// cells that say that they have no value are no fault of their row: the first are told of with their places
async function noValues(sieve: Sieve): Promise<Sifted | null> {
  const { staging } = sieve
  const { profile, names, use } = staging
  const needed = neededOf(staging)
  const words = [...profile.missing].filter((m) => m !== '').map((m) => sqlText(m))
  const columns = [...new Set(measuresOf(profile, names).flatMap((m) => m.columns))]
  if (words.length === 0 || columns.length === 0) return null
  const cells = columns.map((c) => `(trim(cells[${needed.indexOf(c) + 2}]) IN (${words.join(', ')}))::INTEGER`)
  const told = await rowsFor(
    sieve,
    `WITH split AS (SELECT place, code, string_split(raw, ${sqlText(joint)}) AS cells FROM settled WHERE NOT fault AND day IS NOT NULL), counted AS (SELECT place, code, ${cells.join(' + ')} AS n FROM split) SELECT CAST(place AS VARCHAR) AS place, code, CAST(sum(n) OVER () AS VARCHAR) AS n FROM counted WHERE n > 0 ORDER BY counted.place LIMIT ${mostTold}`,
  )
  if (told.length === 0) return null
  const rows = told.map(([row]) => row)
  return {
    rows,
    tell: (seen) => {
      const all = readAgain(sieve, seen(rows)).diagnostics.filter((d) => d.code === 'market/no-value')
      const first = all.slice(0, mostTold)
      const more = Number(told[0]![1].n) - first.length
      return [...first, ...(more > 0 ? [moreFinding('market/no-value', use.file, more)] : [])]
    },
  }
}

async function closedDays(sieve: Sieve): Promise<Sifted | null> {
  const { engine, staging, calendar } = sieve
  if (calendar === null || staging.profile.days !== 'sessions') return null
  const days = await engine.rows('SELECT DISTINCT CAST(day AS VARCHAR) AS day FROM known')
  const closed = days.map((r) => r.day!).filter((d) => dayKind(calendar, d) === 'closed')
  if (closed.length === 0) return null
  await engine.run(`CREATE TEMP TABLE closed AS SELECT CAST(day AS DATE) AS day FROM (${listSql({ day: closed })})`)
  const told = await rowsFor(
    sieve,
    `SELECT CAST(min(place) AS VARCHAR) AS place, arg_min(code, place) AS code, CAST(count(*) OVER () AS VARCHAR) AS n FROM known JOIN closed USING (day) WHERE ${saidSql(staging)} GROUP BY subject, day ORDER BY min(place) LIMIT ${mostTold}`,
  )
  const all = Number(told[0]?.[1].n ?? 0)
  return {
    rows: told.map(([row]) => row),
    tell: (seen) => [
      ...told.flatMap(([row]) => sessionsOnly(readAgain(sieve, seen([row])).value, calendar).diagnostics),
      ...(all > mostTold ? [moreFinding('market/no-session', staging.use.file, all - mostTold)] : []),
    ],
  }
}

// a series whose days have another print than each day of its span once is counted day by day
async function doubleDays(sieve: Sieve, hasAdded: boolean): Promise<Sifted | null> {
  const { engine, staging } = sieve
  const { use, profile, names } = staging
  const said = saidSql(staging)
  await engine.run(
    `CREATE TEMP TABLE odd AS WITH spans AS (SELECT *, (SELECT sum(hash(CAST(d AS DATE))) FROM range(first, last + INTERVAL 1 DAY, INTERVAL 1 DAY) t(d)) AS whole FROM codes) SELECT DISTINCT subject FROM spans JOIN named USING (code) WHERE print <> whole OR n <> last - first + 1 OR subject IN (SELECT subject FROM named GROUP BY subject HAVING count(*) > 1)${hasAdded ? ' UNION SELECT DISTINCT subject FROM added' : ''}`,
  )
  const number = await numberOfDays(sieve, hasAdded)
  await engine.run(`CREATE TEMP TABLE series AS ${spanSql(number, 'known JOIN odd USING (subject)', said)}`)
  const extremes = measuresOf(profile, names).map((_, i) => `min(v${i}) AS low${i}, max(v${i}) AS high${i}`)
  await engine.run(
    `CREATE TEMP TABLE doubles AS SELECT ${['subject', 'scope', 'day', ...extremes].join(', ')} FROM known WHERE ${said} AND subject IN (SELECT subject FROM series WHERE rows > days) GROUP BY subject, scope, day HAVING count(*) > 1`,
  )
  const [count] = await engine.rows('SELECT count(*) AS n FROM doubles')
  const all = Number(count?.n ?? 0)
  if (all === 0) return null
  const first = `(FROM doubles ORDER BY subject, scope, day LIMIT ${mostTold})`
  const told = await rowsFor(
    sieve,
    `SELECT CAST(place AS VARCHAR) AS place, code FROM known JOIN ${first} d USING (subject, scope, day) WHERE ${said} ORDER BY known.place LIMIT ${mostDouble}`,
  )
  const rows = told.map(([row]) => row)
  return {
    rows,
    tell: (seen) => [
      ...readAgain(sieve, seen(rows)).diagnostics,
      ...(all > mostTold ? [moreFinding('market/duplicate-row', use.file, all - mostTold)] : []),
    ],
  }
}

async function lackingDays(
  sieve: Sieve,
  hasClosed: boolean,
  hasAdded: boolean,
  hasDoubles: boolean,
): Promise<Sifted | null> {
  const { engine, staging, calendar } = sieve
  const { profile, names, use } = staging
  const sessions = profile.days === 'sessions'
  if (sessions && calendar === null) return null
  let lastSession = 0
  if (sessions) {
    const [span] = await engine.rows(
      'SELECT CAST(min(day) AS VARCHAR) AS first, CAST(max(day) AS VARCHAR) AS last FROM known',
    )
    const days = span?.first == null ? [] : sessionsIn(calendar!, `${span.first}/${span.last}`).days
    lastSession = days.length
    await engine.run(
      `CREATE TEMP TABLE sessions AS SELECT CAST(day AS DATE) AS day, CAST(n AS INTEGER) AS n FROM (${listSql({ day: days, n: days.map((_, i) => String(i)) })})`,
    )
  }
  const measures = measuresOf(profile, names)
  const gaps: Gap[] = []
  let all = 0
  for (const i of await lackingMeasures(sieve)) {
    const { measure, columns } = measures[i.index]!
    // of two rows that differ neither is stored
    const torn = `(FROM doubles WHERE low${i.index} <> high${i.index})`
    const closed = `${hasClosed ? ' ANTI JOIN closed USING (day)' : ''}${hasDoubles ? ` ANTI JOIN ${torn} torn USING (subject, scope, day)` : ''}`
    const [number, join] = sessions
      ? ['sessions.n', ' JOIN sessions USING (day)']
      : ["(day - DATE '1970-01-01')", i.partly ? '' : ' JOIN odd USING (subject)']
    const where = i.partly ? `v${i.index} IS NOT NULL` : saidSql(staging)
    // series are counted first: the days of a million of them are only looked at where some lack
    const spans =
      sessions || i.partly || hasDoubles
        ? spanSql(
            sessions ? { sql: number, low: 0, high: lastSession } : await numberOfDays(sieve, hasAdded),
            `known${join}${closed}`,
            where,
          )
        : 'FROM series'
    const lack = `CREATE OR REPLACE TEMP TABLE lacking AS SELECT subject, scope, count(*) OVER () AS n FROM (${spans}) WHERE last - first + 1 > days ORDER BY subject, scope LIMIT ${mostTold}`
    await engine.run(lack)
    const days = `SELECT subject, scope, day, ${number} AS n, min(place) AS place, arg_min(code, place) AS code FROM known JOIN lacking USING (subject, scope)${join}${closed} WHERE ${where} GROUP BY subject, scope, day, ${number}`
    const told = await rowsFor(
      sieve,
      `WITH days AS (${days}), gaps AS (SELECT *, lag(day) OVER w AS before, n - lag(n) OVER w - 1 AS lacks FROM days WINDOW w AS (PARTITION BY subject, scope ORDER BY day)) SELECT subject, scope, CAST(before AS VARCHAR) AS before, CAST(day AS VARCHAR) AS day, CAST(lacks AS VARCHAR) AS lacks, CAST(place AS VARCHAR) AS place, code, CAST(count(*) OVER () + greatest((SELECT max(n) FROM lacking) - ${mostTold}, 0) AS VARCHAR) AS n FROM gaps WHERE lacks > 0 ORDER BY subject, scope, day LIMIT ${mostTold}`,
    )
    const isNew = ([, r]: (typeof told)[number]) =>
      !gaps.some(
        (g) => g.r.subject === r.subject && g.r.scope === r.scope && g.r.day === r.day && g.r.before === r.before,
      )
    const fresh = told.filter(isNew).map(([row, r]) => ({ row, r, measure, column: names.indexOf(columns[0]!) }))
    all += Number(told[0]?.[1].n ?? 0) - (told.length - fresh.length)
    append(gaps, fresh)
  }
  return {
    rows: gaps.map((g) => g.row),
    tell: (seen) => [
      ...gaps.slice(0, mostTold).map(({ row, r, measure, column }) => {
        const [from, to] = [addDays(r.before!, 1), addDays(r.day!, -1)]
        const lacking = sessions ? sessionsIn(calendar!, `${from}/${to}`).days : [from, to]
        const at = seen([row])[0]?.at(column) ?? wholeFile(use.file)
        return missingFinding(`${r.subject}/${measure}`, lacking[0]!, lacking.at(-1)!, Number(r.lacks), at)
      }),
      ...(all > mostTold ? [moreFinding('market/missing-day', use.file, all - mostTold)] : []),
    ],
  }
}

interface Gap {
  readonly row: OddRow
  readonly r: Cells
  readonly measure: string
  readonly column: number
}

/** The number of a day as SQL, and between which numbers all of them lie. */
interface DayNumber {
  readonly sql: string
  readonly low: number
  readonly high: number
}

async function numberOfDays({ engine }: Sieve, hasAdded: boolean): Promise<DayNumber> {
  const number = (day: string) => `(${day} - DATE '1970-01-01')`
  const more = hasAdded ? ' UNION ALL SELECT day, day FROM added' : ''
  const [span] = await engine.rows(
    `SELECT CAST(min(${number('first')}) AS VARCHAR) AS low, CAST(max(${number('last')}) AS VARCHAR) AS high FROM (SELECT first, last FROM codes${more})`,
  )
  return { sql: number('day'), low: Number(span?.low ?? 0), high: Number(span?.high ?? 0) }
}

// so many days are a kilobyte for each series
const mostBits = 8000

// a bit for each day tells how many there are without a group for each of them
function spanSql({ sql, low, high }: DayNumber, from: string, where: string): string {
  const days =
    high - low > mostBits
      ? `count(DISTINCT ${sql})`
      : `bit_count(bitstring_agg(CAST(${sql} AS INTEGER), ${low}, ${Math.max(high, low + 1)}))`
  return `SELECT subject, scope, count(*) AS rows, ${days} AS days, min(${sql}) AS first, max(${sql}) AS last FROM ${from} WHERE ${where} GROUP BY subject, scope`
}

// where each row has all numbers the first of them tells of the days of all
async function lackingMeasures({ engine, staging }: Sieve) {
  const measures = measuresOf(staging.profile, staging.names)
  if (measures.length === 0) return []
  const nulls = measures.map((_, i) => `CAST(count(*) FILTER (v${i} IS NULL) AS VARCHAR) AS v${i}`)
  const [counts] =
    measures.length === 1 ? [{}] : await engine.rows(`SELECT ${nulls.join(', ')} FROM known WHERE ${saidSql(staging)}`)
  const isPartly = (i: number) => Number((counts as Cells)[`v${i}`] ?? 0) > 0
  return measures
    .map((_, index) => ({ index, partly: isPartly(index) }))
    .filter(({ index, partly }) => partly || measures.findIndex((_, i) => !isPartly(i)) === index)
}

// a series whose conditions change in time is a break, never a trend
async function scopeBreaks(sieve: Sieve): Promise<Sifted | null> {
  const { staging } = sieve
  const { profile, names, use } = staging
  const [measure] = measuresOf(profile, names)
  if (measure === undefined || !hasScopes(profile, names)) return null
  const told = await rowsFor(
    sieve,
    `WITH spans AS (SELECT subject, scope, min(day) AS first, max(day) AS last, arg_min(place, day) AS place, arg_min(code, day) AS code FROM known WHERE ${saidSql(staging)} GROUP BY subject, scope), pairs AS (SELECT *, lag(scope) OVER w AS before, lag(last) OVER w AS until FROM spans WINDOW w AS (PARTITION BY subject ORDER BY first, scope)) SELECT subject, scope, before, CAST(first AS VARCHAR) AS day, CAST(place AS VARCHAR) AS place, code, CAST(count(*) OVER () AS VARCHAR) AS n FROM pairs WHERE until < first ORDER BY subject, first LIMIT ${mostTold}`,
  )
  if (told.length === 0) return null
  const scopeOfText = (text: string) =>
    Object.fromEntries(text.split(';').map((pair) => pair.split(/=(.*)/s).slice(0, 2)))
  const column = names.indexOf(measure.columns[0]!)
  const more = Number(told[0]![1].n) - told.length
  return {
    rows: told.map(([row]) => row),
    tell: (seen) => [
      ...told.map(([row, r]) =>
        breakFinding(
          `${r.subject}/${measure.measure}`,
          scopeOfText(r.before ?? ''),
          scopeOfText(r.scope ?? ''),
          r.day!,
          seen([row])[0]?.at(column) ?? wholeFile(use.file),
        ),
      ),
      ...(more > 0 ? [moreFinding('market/break', use.file, more)] : []),
    ],
  }
}

async function wrongUnits(sieve: Sieve, hasClosed: boolean) {
  const { staging } = sieve
  const { profile, names } = staging
  const measures = measuresOf(profile, names)
  const at = (name: string) => measures.findIndex((m) => m.measure === name)
  const closed = hasClosed ? ' ANTI JOIN closed USING (day)' : ''
  const [volume, turnover, close, change] = ['trading.volume', 'trading.turnover', 'index.close', 'index.change'].map(
    at,
  ) as [number, number, number, number]
  const found: Sifted[] = []
  const left = new Set<string>()
  if (profile.sharePrice !== null && volume >= 0 && turnover >= 0) {
    const prices = `SELECT place, code, v${turnover} / v${volume} AS price FROM known${closed} WHERE v${volume} > 0 AND v${turnover} IS NOT NULL`
    const [median] = await rowsFor(
      sieve,
      `WITH prices AS (${prices}), middle AS (SELECT quantile_disc(price, 0.5) AS price FROM prices) SELECT CAST(place AS VARCHAR) AS place, code, CAST(price AS VARCHAR) AS price FROM prices JOIN middle USING (price) ORDER BY prices.place LIMIT 1`,
    )
    const [low, high] = profile.sharePrice.map(Number) as [number, number]
    const price = Number(median?.[1].price ?? low)
    if (median !== undefined && (price < low || price > high)) {
      for (const m of measures) if (m.measure.startsWith('trading.')) left.add(m.measure)
      const rows = [median[0]]
      found.push({ rows, tell: (seen) => checkUnits(readAgain(sieve, seen(rows)).value, profile).diagnostics })
    }
  }
  if (close >= 0 && change >= 0) {
    const moves = `SELECT place, code, v${change} AS printed, (v${close} / nullif(lag(v${close}) OVER w, 0) - 1) * 100 AS move, day - lag(day) OVER w AS apart FROM known${closed} WHERE v${close} IS NOT NULL WINDOW w AS (PARTITION BY subject ORDER BY day)`
    const [first] = await rowsFor(
      sieve,
      `WITH moves AS (SELECT *, abs(printed - move) <= 0.1 AS fits, abs(printed * 100 - move) <= 0.1 AS hundredth FROM (${moves}) WHERE printed IS NOT NULL AND apart <= ${longestWeekend} AND abs(move) >= ${smallestMove}) SELECT CAST(count(*) AS VARCHAR) AS seen, CAST(count(*) FILTER (fits) AS VARCHAR) AS fits, CAST(count(*) FILTER (hundredth AND NOT fits) AS VARCHAR) AS hundred, CAST(min(place) FILTER (NOT fits) AS VARCHAR) AS place, arg_min(code, place) FILTER (NOT fits) AS code FROM moves`,
    )
    const [row, r] = first!
    const counts = { seen: Number(r.seen), right: Number(r.fits), hundred: Number(r.hundred) }
    if (checkMoves(counts, wholeFile('')).length > 0) {
      left.add('index.change')
      const column = names.indexOf(measures[change]!.columns[0]!)
      const place = (seen: (rows: readonly OddRow[]) => readonly FeedRow[]) =>
        seen([row])[0]?.at(column) ?? wholeFile(staging.use.file)
      found.push({ rows: [row], tell: (seen) => checkMoves(counts, place(seen)) })
    }
  }
  return { found, measures: left }
}
