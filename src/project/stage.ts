import { AssayError, wholeFile } from '../base/index.ts'
import {
  type DayForm,
  daySql,
  type FeedColumn,
  type FeedProfile,
  type FeedUse,
  faultSql,
  firstMarketDay,
  impossibleSql,
  lateSql,
  parseMoment,
  plainDaySql,
  plainValueSql,
  sqlName,
  sqlText,
  valueSql,
} from '../market/index.ts'
import { report as sourceFinding } from '../sources/index.ts'
import type { Engine } from './duckdb.ts'

/** What is known of an export before its rows are read. */
export interface Staging {
  /** path of the UTF-8 text */
  readonly path: string
  readonly use: FeedUse
  readonly profile: FeedProfile
  /** names of the columns, in order */
  readonly names: readonly string[]
  /** lines up to and with the head */
  readonly lines: number
  /** cells of the day's column in the first rows */
  readonly sample: readonly string[]
  /** a comma or a tab */
  readonly separator: string
}

/** A row that the engine could not read: its place among the rows, and the cells of the columns that matter. */
export interface OddRow {
  readonly index: number
  /** by name of the column */
  readonly cells: Readonly<Record<string, string>>
  /** whether it has more or fewer cells than the head */
  readonly ragged?: boolean
}

/** What stands between cells: no text has it. */
export const joint = '\u0001'
// column for what a row has more than the head
const surplus = 'assay surplus'

/** The measures of a feed that an export has the columns for. */
export function measuresOf(profile: FeedProfile, names: readonly string[]): readonly FeedColumn[] {
  return profile.measures.filter((m) => m.columns.every((c) => names.includes(c)))
}

/** Whether conditions stand in columns of the export. */
export function hasScopes(profile: FeedProfile, names: readonly string[]): boolean {
  return Object.values(profile.scopeColumns).some((c) => names.includes(c))
}

/**
 * Makes the view `rows` (`place`, `code`, `scope` where it varies, `day`, `v0`, `v1`, …) and the table `settled` of the rows that are
 * written otherwise than most.
 *
 * Each cell is read once, in the one way in which most cells of its column are written; what that way does not read is kept as it
 * stands and read again in all ways.
 */
export async function stageRows(engine: Engine, staging: Staging): Promise<void> {
  await engine.run(`CREATE TEMP TABLE staged AS ${stagedSql(staging, true)}`).catch((error: unknown) => {
    // the engine reads such a text with one thread only
    if (!String(error).includes('quoted new lines')) throw unreadable(error, staging)
    return engine.run(`CREATE TEMP TABLE staged AS ${stagedSql(staging, false)}`).catch((second: unknown) => {
      throw unreadable(second, staging)
    })
  })
  await engine.run(`CREATE TEMP TABLE settled AS ${settledSql(staging)}`)
  const columns = columnsOf(staging).join(', ')
  await engine.run(
    `CREATE TEMP VIEW rows AS SELECT rowid AS place, ${columns} FROM staged WHERE raw IS NULL UNION ALL SELECT place, ${columns} FROM settled WHERE NOT fault AND day IS NOT NULL`,
  )
}

// a quote that never ends makes a line of all that follows
function unreadable(error: unknown, { use, lines }: Staging): unknown {
  const line = Number(/CSV Error on Line: (\d+)/.exec(String(error))?.[1])
  if (!(line > lines)) return error
  const long = String(error).includes('Maximum line size')
  return new AssayError([
    sourceFinding(
      'sources/unreadable',
      {
        en: long ? 'a line of more than 2,000,000 bytes begins here' : 'the rows end here for the engine',
        zh: long ? '自此处开始的一行超过 2,000,000 字节' : '引擎读到此处为止',
      },
      {
        at: { ...wholeFile(use.file), line },
        hint: { en: 'look for a quote that is opened and not closed', zh: '请查看是否有未闭合的引号' },
      },
    ),
  ])
}

function columnsOf({ profile, names }: Staging): readonly string[] {
  const values = measuresOf(profile, names).map((_, i) => `v${i}`)
  return ['code', ...(hasScopes(profile, names) ? ['scope'] : []), 'day', ...values]
}

function stagedSql(staging: Staging, parallel: boolean): string {
  const { path, profile, names, lines } = staging
  const types = [...names, surplus].map((n) => `${sqlText(n)}: 'VARCHAR'`).join(', ')
  const csv = `read_csv(${sqlText(path)}, skip=${lines}, header=false, auto_detect=false, delim=${sqlText(staging.separator)}, quote='"', escape='"', columns={${types}}, null_padding=true, strict_mode=false, nullstr=${sqlText(joint)}, parallel=${parallel})`
  const measures = measuresOf(profile, names)
  const values = measures.map((m, i) => `${plainValueSql(m)} AS assay_v${i}`)
  const plain = ['assay_day', ...measures.map((_, i) => `assay_v${i}`)].map((c) => `${c} IS NULL`).join(' OR ')
  const ragged = raggedSql(names)
  const late = lateSql('assay_day', staging.use.known)
  const odd = `${plain} OR assay_day < DATE ${sqlText(firstMarketDay)} OR ${late} OR ${ragged} OR ${impossibleSql(measures, names)}`
  const cells = neededOf(staging)
    .map((n) => sqlName(n))
    .join(`, ${sqlText(joint)}, `)
  const read = columnsOf(staging).map((c) => `assay_${c} AS ${c}`)
  const day = plainDaySql(dayOf(staging), formOf(staging))
  return `SELECT ${read.join(', ')}, CASE WHEN ${odd} THEN concat(CASE WHEN ${ragged} THEN '1' ELSE '' END, ${sqlText(joint)}, ${cells}) END AS raw FROM (SELECT *, ${[...sharedSql(staging), `${day} AS assay_day`, ...values].join(', ')} FROM ${csv})`
}

// of a row that is cut short the cells that lack are null, those that are empty are not
function raggedSql(names: readonly string[]): string {
  const last = names.findLastIndex((n, i) => n !== `column ${i + 1}`)
  const unnamed = names.slice(last + 1).map((n) => `coalesce(trim(${sqlName(n)}), '') <> ''`)
  return `(${[`${sqlName(names[last]!)} IS NULL`, `${sqlName(surplus)} IS NOT NULL`, ...unnamed].join(' OR ')})`
}

function settledSql(staging: Staging): string {
  const { profile, names } = staging
  const measures = measuresOf(profile, names)
  const kept = measures.map((_, i) => `assay_v${i}`)
  const cells = neededOf(staging).map((n, i) => `nullif(cells[${i + 2}], '') AS ${sqlName(n)}`)
  const values = measures.map((m, i) => `${valueSql(m, profile)} AS assay_v${i}`)
  const read = columnsOf(staging).map((c) => `assay_${c} AS ${c}`)
  const split = `SELECT rowid AS assay_place, raw AS assay_raw, string_split(raw, ${sqlText(joint)}) AS cells FROM staged WHERE raw IS NOT NULL`
  const named = `SELECT assay_place, assay_raw, cells[1] AS assay_ragged, ${cells.join(', ')} FROM (${split})`
  const parsed = `SELECT *, ${[...sharedSql(staging), `${daySql(dayOf(staging))} AS assay_day`, ...values].join(', ')} FROM (${named})`
  return `SELECT assay_place AS place, assay_raw AS raw, ${read.join(', ')}, (assay_ragged = '1' OR ${faultSql(profile, measures, 'assay_day', kept, names, staging.use.known)}) AS fault FROM (${parsed})`
}

/** The columns of which something is made. */
export function neededOf({ profile, names }: Staging): readonly string[] {
  const measures = measuresOf(profile, names).flatMap((m) => [...m.columns, ...m.parts, ...(m.over ?? [])])
  const all = [profile.code, profile.day.column, ...Object.values(profile.scopeColumns), ...measures]
  return [...new Set(all)].filter((n) => names.includes(n))
}

function sharedSql({ profile, use, names }: Staging): readonly string[] {
  const code = profile.code === '' ? sqlText(use.subject) : `coalesce(${sqlName(profile.code)}, '')`
  return [
    `${code} AS assay_code`,
    ...(hasScopes(profile, names) ? [`${scopeSql(profile, use, names)} AS assay_scope`] : []),
  ]
}

// a cell that is empty says nothing of its condition
function scopeSql(profile: FeedProfile, use: FeedUse, names: readonly string[]): string {
  const fixed: Readonly<Record<string, string>> = { ...profile.scope, ...use.scope }
  const columns: Readonly<Record<string, string>> = profile.scopeColumns
  const keys = [...new Set([...Object.keys(fixed), ...Object.keys(columns)])].sort()
  const pairs = keys.flatMap((key) => {
    const column = columns[key]
    const said = fixed[key] === undefined ? [] : [sqlText(fixed[key])]
    const cells =
      column === undefined || !names.includes(column) ? said : [`nullif(trim(${sqlName(column)}), '')`, ...said]
    return cells.length === 0 ? [] : [`${sqlText(`${key}=`)} || coalesce(${cells.join(', ')})`]
  })
  return `concat_ws(';', ${pairs.join(', ')})`
}

function dayOf({ profile, use }: Staging): FeedProfile['day'] {
  return { ...profile.day, zone: use.zone ?? profile.day.zone }
}

function formOf(staging: Staging): DayForm {
  const { forms, zone } = dayOf(staging)
  const counts = new Map<DayForm, number>()
  for (const cell of staging.sample) {
    const form = forms.find((f) => parseMoment(cell, [f], zone) !== null)
    if (form !== undefined) counts.set(form, (counts.get(form) ?? 0) + 1)
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? forms[0]!
}

/** The rows that the engine could not read, the first `most` of them. */
export async function oddRows(engine: Engine, staging: Staging, most: number): Promise<readonly OddRow[]> {
  const rows = await engine.rows(
    `SELECT CAST(place AS VARCHAR) AS index, raw FROM settled WHERE fault ORDER BY place LIMIT ${most}`,
  )
  const needed = neededOf(staging)
  return rows.map((r) => {
    const [ragged, ...cells] = (r.raw ?? '').split(joint)
    return {
      ragged: ragged === '1',
      index: Number(r.index),
      cells: Object.fromEntries(needed.map((n, i) => [n, cells[i] ?? ''])),
    }
  })
}

/** The rows of the view `rows` whose places are the column `place` of `sql`, to be told of. */
export async function toldRows(engine: Engine, { profile }: Staging, sql: string): Promise<readonly OddRow[]> {
  const rows = await engine.rows(
    `SELECT CAST(place AS VARCHAR) AS index, code FROM rows WHERE place IN (SELECT place FROM (${sql})) ORDER BY place`,
  )
  return rows.map((r) => ({
    index: Number(r.index),
    cells: profile.code === '' ? {} : { [profile.code]: r.code ?? '' },
  }))
}

/** A table of texts, each list a column. */
export function listSql(columns: Readonly<Record<string, readonly string[]>>): string {
  const lists = Object.entries(columns).map(([name, texts]) =>
    texts.length === 0
      ? `unnest([]::VARCHAR[]) AS ${name}`
      : `unnest(string_split(${sqlText(texts.join(joint))}, ${sqlText(joint)})) AS ${name}`,
  )
  return `SELECT ${lists.join(', ')}`
}
