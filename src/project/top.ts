import { AssayError, type Day, type Effects, isDay, nearest, type Period } from '../base/index.ts'
import { sqlText, type WeekQuery, weekOf, weekSql } from '../market/index.ts'
import { report } from './codes.ts'
import { type Engine, openEngine } from './duckdb.ts'
import { lakeTable, loadLake, openLake } from './lake.ts'
import type { Places } from './load.ts'
import { folder, makeScratch, scratch, type UsedLake } from './warehouse.ts'

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
  readonly lake?: UsedLake
  /** the lake as it was; as it is when absent */
  readonly snapshot?: number
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
  const { lake: used } = options
  const files = (await effects.list(`${places.desk}/${folder}`)).filter((f) => f.endsWith('.parquet'))
  const empty = used === undefined && files.length === 0
  if (empty || !isDay(options.day) || !isDay(options.known))
    throw new AssayError([
      report(
        'project/bad-usage',
        empty
          ? { en: 'nothing is stored below `market/`', zh: '`market/` 中没有入库数据' }
          : {
              en: `\`${isDay(options.day) ? options.known : options.day}\` is no day`,
              zh: `\`${isDay(options.day) ? options.known : options.day}\` 不是日期`,
            },
        !empty
          ? {}
          : {
              hint: {
                en: 'store a feed with `assay market store facts/NAME.feed.yaml`',
                zh: '请先执行 `assay market store facts/NAME.feed.yaml`',
              },
            },
      ),
    ])
  const week = weekOf(options.day, options.start)
  await makeScratch(effects, places.desk)
  const engine = await openEngine(`${places.desk}/${scratch}`)
  try {
    if (used !== undefined) {
      await openLake(engine, await loadLake(effects, places.desk, used.file), places.desk, used, false)
      const at = options.snapshot === undefined ? '' : ` AT (VERSION => ${options.snapshot})`
      const table = `${lakeTable}${at}`
      return { week, rows: await askWeek(engine, { ...options, week, files: [], table }, table) }
    }
    const paths = files.map((f) => `${places.desk}/${folder}/${f}`)
    const stored = `read_parquet([${paths.map(sqlText).join(', ')}])`
    return { week, rows: await askWeek(engine, { ...options, week, files: paths }, stored) }
  } finally {
    engine.close()
  }
}

// a week without rows may be one of a measure that nothing has
async function askWeek(engine: Engine, query: WeekQuery, stored: string): Promise<readonly StoredWeekRow[]> {
  const rows = (await engine.rows(weekSql(query))) as readonly StoredWeekRow[]
  if (rows.length > 0) return rows
  const measures = (await engine.rows(`SELECT DISTINCT measure FROM ${stored} ORDER BY 1`)).map((r) => r.measure!)
  if (measures.includes(query.measure)) return rows
  const [near] = nearest(query.measure, measures)
  throw new AssayError([
    report(
      'project/bad-usage',
      {
        en: `nothing is stored of \`${query.measure}\``,
        zh: `没有 \`${query.measure}\` 的入库数据`,
      },
      {
        hint:
          near === undefined
            ? { en: `name one of ${measures.join(', ')}`, zh: `可用 ${measures.join('、')}` }
            : { en: `use \`${near}\``, zh: `可用 \`${near}\`` },
      },
    ),
  ])
}
