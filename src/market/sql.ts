import { addDays, firstDay, lastDay, type Period } from '../base/index.ts'
import { type DayForm, firstMarketDay } from './moment.ts'
import type { FeedColumn, FeedProfile } from './profile.ts'
import { weekBefore } from './week.ts'

/** A text inside SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A name inside SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

// the same forms as `parseMoment`, in the language of the engine
const days: Readonly<Record<DayForm, (c: string, zone: number) => string>> = {
  iso: (c) =>
    `CASE WHEN regexp_full_match(${c}, '\\d{4}-\\d{2}-\\d{2}(?:[T ]00:00(?::00(?:\\.0+)?)?(?:Z|\\+00:?00)?)?') THEN TRY_CAST(left(${c}, 10) AS DATE) END`,
  compact: (c) => `CASE WHEN regexp_full_match(${c}, '\\d{8}') THEN TRY_STRPTIME(${c}, '%Y%m%d')::DATE END`,
  slash: (c) =>
    `CASE WHEN regexp_full_match(${c}, '\\d{4}[/.]\\d{1,2}[/.]\\d{1,2}') THEN TRY_STRPTIME(replace(${c}, '.', '/'), '%Y/%m/%d')::DATE END`,
  chinese: (c) =>
    `TRY_STRPTIME(regexp_replace(${c}, '^(\\d{4})\\s?年\\s?(\\d{1,2})\\s?月\\s?(\\d{1,2})\\s?日$', '\\1/\\2/\\3'), '%Y/%m/%d')::DATE`,
  'excel-serial': (c) =>
    `CASE WHEN regexp_full_match(${c}, '[2-7]\\d{4}(?:\\.0+)?') THEN DATE '1899-12-30' + TRY_CAST(TRY_CAST(${c} AS DOUBLE) AS INTEGER) END`,
  'epoch-ms': (c, zone) =>
    `CASE WHEN regexp_full_match(${c}, '\\d{12,13}') AND (TRY_CAST(${c} AS BIGINT) + ${zone * 3_600_000}) % 86400000 = 0 THEN (epoch_ms(TRY_CAST(${c} AS BIGINT)) + INTERVAL ${zone} HOUR)::DATE END`,
  'epoch-s': (c, zone) =>
    `CASE WHEN regexp_full_match(${c}, '\\d{9,10}') AND (TRY_CAST(${c} AS BIGINT) + ${zone * 3600}) % 86400 = 0 THEN (to_timestamp(TRY_CAST(${c} AS BIGINT)) AT TIME ZONE 'UTC' + INTERVAL ${zone} HOUR)::DATE END`,
}

/** The day of a row as SQL, in whatever form the feed allows; null where the cell is none. */
export function daySql({ column, forms, zone }: FeedProfile['day']): string {
  return `coalesce(${forms.map((f) => days[f](`trim(${sqlName(column)})`, zone)).join(', ')})`
}

/**
 * The day of a row that is written as most rows of its column are: null also where another form would read it.
 *
 * A pattern for each of many million cells would be most of the work, so that the two most frequent forms have none.
 */
export function plainDaySql({ column, zone }: FeedProfile['day'], form: DayForm): string {
  const cell = sqlName(column)
  // of ten letters the engine takes `2024/07/19` for a day as well
  if (form === 'iso') return `CASE WHEN strlen(${cell}) = 10 THEN TRY_CAST(${cell} AS DATE) END`
  if (form === 'compact')
    return `CASE WHEN length(${cell}) = 8 AND TRY_CAST(${cell} AS INTEGER) > 10000000 THEN TRY_STRPTIME(${cell}, '%Y%m%d')::DATE END`
  return days[form](cell, zone)
}

/** The number of a column as SQL: null where it is missing or unreadable, or the engine cannot hold it. */
export function valueSql(column: FeedColumn, profile: FeedProfile): string {
  // with one part of it a sum is missing
  const sum = column.columns.map((name) => numberSql(name, profile)).join(' + ')
  return timesSql(sum, column)
}

/** The number of a column whose cells are digits and a point: null also where another way would read it. */
export function plainValueSql(column: FeedColumn): string {
  return timesSql(column.columns.map((name) => plainSql(sqlName(name))).join(' + '), column)
}

/**
 * Whether a number may be none that there is: below nothing, half of a whole, or not the sum of the parts beside it.
 *
 * Such rows go to the reader of small exports, which knows for sure. `cell` is the number of a column, `names` are those there.
 */
export function impossibleSql(
  measures: readonly FeedColumn[],
  names: readonly string[],
  cell: (name: string) => string = (name) => plainSql(sqlName(name)),
): string {
  const tests = measures.flatMap(({ columns, parts, unit, whole, times, over }) => {
    const cells = columns.map(cell)
    const least = unit === 'index-point' ? '<=' : '<'
    const signed = counted.has(unit) ? cells.map((c) => `${c} ${least} 0`) : []
    const scaled = times === '1' || whole ? '' : ` * CAST(${times} AS DECIMAL(12, 2))`
    const broken = whole || unit === 'download' ? cells.map((c) => `(${c}${scaled}) % 1 <> 0`) : []
    const beside = parts.length > 0 && parts.every((p) => names.includes(p)) ? [parts.map(cell).join(' + ')] : []
    const unlike =
      over?.every((o) => names.includes(o)) === true
        ? [`abs((${cell(over[0])} / nullif(${cell(over[1])}, 0) - 1) * 100 - ${cells[0]}) > 0.0499`]
        : []
    return [...unlike, ...signed, ...broken, ...beside.map((sum) => `${cells.join(' + ')} <> ${sum}`)]
  })
  return `coalesce(${tests.length === 0 ? 'false' : tests.join(' OR ')}, false)`
}

const counted: ReadonlySet<string> = new Set(['download', 'share', 'CNY', 'USD', 'index-point'])

function timesSql(sql: string, { times, columns }: FeedColumn): string {
  if (times === '1' && columns.length === 1) return `(${sql})`
  const scaled = times === '1' ? sql : `(${sql}) * CAST(${times} AS DECIMAL(12, 2))`
  return `TRY_CAST(${scaled} AS DECIMAL(18, 4))`
}

/**
 * Whether a row cannot be read as SQL reads it: its day is in no form, or a cell is neither missing nor a number.
 *
 * `day` and `values` are the columns in which the day and the numbers stand once they were read. A row of empty cells is none.
 */
export function faultSql(
  profile: FeedProfile,
  measures: readonly FeedColumn[],
  day: string,
  values: readonly string[],
  names: readonly string[],
  known: string,
): string {
  const columns = [...new Set(measures.flatMap((m) => m.columns))]
  const missing = (name: string) => missingSql(`trim(${sqlName(name)})`, profile)
  const bad = columns.map((name) => `(${numberSql(name, profile)} IS NULL AND NOT ${missing(name)})`)
  // what has more digits than the engine holds is read by another reader
  const lost = measures.map((m, i) => `(${values[i]} IS NULL AND NOT (${m.columns.map(missing).join(' AND ')}))`)
  const blank = [profile.day.column, profile.code, ...columns]
    .filter((n) => n !== '')
    .map((n) => `coalesce(trim(${sqlName(n)}), '') = ''`)
    .join(' AND ')
  const early = `${day} < DATE ${sqlText(firstMarketDay)}`
  const odd = impossibleSql(measures, names, (name) => numberSql(name, profile))
  return `((${[`${day} IS NULL`, early, lateSql(day, known), ...bad, ...lost, odd].join(' OR ')}) AND NOT (${blank}))`
}

/** Whether a day is later than the retrieval. */
export function lateSql(day: string, known: string): string {
  return `coalesce(${day} > DATE ${sqlText(known)}, false)`
}

// a decimal of eighteen digits is a whole number to the engine, a wider one takes a hundred times as long
function numberSql(name: string, profile: FeedProfile): string {
  const cell = `trim(${sqlName(name)})`
  const grouped = `CASE WHEN contains(${cell}, ',') AND regexp_full_match(${cell}, '[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?') THEN TRY_CAST(replace(${cell}, ',', '') AS DECIMAL(18, 4)) END`
  return `CASE WHEN NOT ${missingSql(cell, profile)} THEN coalesce(${plainSql(cell)}, ${grouped}) END`
}

function plainSql(cell: string): string {
  return `TRY_CAST(${cell} AS DECIMAL(18, 4))`
}

/** Whether a cell says that its value is missing. */
export function missingSql(cell: string, profile: FeedProfile): string {
  return `(${cell} IS NULL OR ${cell} IN (${[...profile.missing].map(sqlText).join(', ')}))`
}

/** What a week table asks of the stored days. */
export interface WeekQuery {
  readonly files: readonly string[]
  /** a table in place of the files */
  readonly table?: string
  readonly measure: string
  readonly week: Period
  /** facts as known on this day */
  readonly known: string
  readonly top: number
}

/**
 * The week's largest sums with their change, peak and last day, as SQL over the stored days.
 *
 * Of a day that was retrieved several times the latest known counts. A week that lacks a day has no sum and no peak.
 */
export function weekSql({ files, table, measure, week, known, top }: WeekQuery): string {
  const before = weekBefore(week)
  const from = firstDay(before)
  const [first, last] = [firstDay(week), lastDay(week)]
  const inWeek = `day BETWEEN DATE ${sqlText(first)} AND DATE ${sqlText(last)}`
  const inBefore = `day BETWEEN DATE ${sqlText(from)} AND DATE ${sqlText(addDays(first, -1))}`
  return `WITH stored AS (
  SELECT subject, scope, day, value, known FROM ${table ?? `read_parquet([${files.map(sqlText).join(', ')}])`}
  WHERE measure = ${sqlText(measure)} AND day BETWEEN DATE ${sqlText(from)} AND DATE ${sqlText(last)} AND known <= DATE ${sqlText(known)}
), days AS (
  SELECT subject, scope, day, arg_max(value, known) AS value FROM stored GROUP BY ALL
), weeks AS (
  SELECT subject, scope,
    CASE WHEN count(*) FILTER (${inWeek}) = 7 THEN sum(value) FILTER (${inWeek}) END AS sum,
    CASE WHEN count(*) FILTER (${inBefore}) = 7 THEN sum(value) FILTER (${inBefore}) END AS before,
    CASE WHEN count(*) FILTER (${inWeek}) = 7 THEN max(value) FILTER (${inWeek}) END AS peak,
    arg_max(value, day) FILTER (${inWeek}) AS last,
    CASE WHEN count(*) FILTER (${inWeek}) = 7 THEN min_by(day, -value) FILTER (${inWeek}) END AS peak_day
  FROM days GROUP BY ALL
)
SELECT subject, scope, ${plain('sum')} AS sum, ${plain('sum - before')} AS difference,
  CASE WHEN before > 0 THEN CAST(round((CAST(sum AS DOUBLE) / CAST(before AS DOUBLE) - 1) * 100, 2) AS VARCHAR) END AS change,
  ${plain('peak')} AS peak, CAST(peak_day AS VARCHAR) AS peak_day, ${plain('last')} AS last
FROM weeks WHERE last IS NOT NULL ORDER BY weeks.sum DESC NULLS LAST, subject LIMIT ${Math.max(1, Math.floor(top))}`
}

// a decimal of the engine prints all its places
function plain(sql: string): string {
  return `regexp_replace(regexp_replace(CAST(${sql} AS VARCHAR), '(\\.\\d*?)0+$', '\\1'), '\\.$', '')`
}
