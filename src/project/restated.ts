import { type Day, type Diagnostic, type Span, wholeFile } from '../base/index.ts'
import { type FeedUse, report as marketFinding, sqlText } from '../market/index.ts'
import type { Engine } from './duckdb.ts'
import { mostTold } from './sift.ts'

/** One number of an export, by what it is. */
export interface Wanted {
  readonly subject: string
  readonly measure: string
  readonly day: Day
}

/** Where numbers stand in the export that was just read; `undefined` where that is not known. */
export type Locate = (wanted: readonly Wanted[]) => Promise<readonly (Span | undefined)[]>

/** What was stored and what is compared with it: tables of the engine, and where the numbers of the first stand. */
export interface Compared {
  readonly engine: Engine
  readonly use: FeedUse
  readonly now: string
  readonly locate: Locate
}

/** What an earlier retrieval of the source, in the table `before`, said otherwise; each series is told of once. */
export async function checkRestated(compared: Compared, before: string): Promise<readonly Diagnostic[]> {
  const { use } = compared
  const where = `FROM ${before} WHERE source = ${sqlText(use.source)} AND known < DATE ${sqlText(use.known)}`
  const [{ n } = {}] = await compared.engine.rows(`SELECT count(DISTINCT known) AS n ${where}`)
  const latest = n === '1' ? 'value, known' : 'arg_max(value, known) AS value, max(known) AS known'
  const old = `SELECT subject, measure, scope, day, ${latest} ${where}${n === '1' ? '' : ' GROUP BY ALL'}`
  return tellChanged(compared, old, (r, more) =>
    marketFinding('market/restated', {
      en: `${r.first} of \`${r.subject}/${r.measure}\` was ${r.was} on ${r.said} and is ${r.now} on ${use.known}${more === 0 ? '' : `, and ${more} more up to ${r.last}`}`,
      zh: `\`${r.subject}/${r.measure}\` 的 ${r.first} 在 ${r.said} 为 ${r.was}，在 ${use.known} 为 ${r.now}${more === 0 ? '' : `，至 ${r.last} 另有 ${more} 天`}`,
    }),
  )
}

/** What another feed that is known on the same day, in the table `beside`, says otherwise; `nameOf` is a column or text of it. */
export async function checkConflicts(compared: Compared, beside: string, name: string): Promise<readonly Diagnostic[]> {
  const { use } = compared
  const others = `SELECT subject, measure, scope, day, value, ${name} AS known FROM ${beside} WHERE known = DATE ${sqlText(use.known)}`
  return tellChanged(compared, others, (r, more) =>
    marketFinding(
      'market/duplicate-row',
      {
        en: `${r.first} of \`${r.subject}/${r.measure}\` is ${r.now} here and ${r.was} in \`${r.said}\`, known on the same day${more === 0 ? '' : `, and so are ${more} more up to ${r.last}`}`,
        zh: `\`${r.subject}/${r.measure}\` 的 ${r.first} 在此为 ${r.now}，在同日取得的 \`${r.said}\` 中为 ${r.was}${more === 0 ? '' : `，至 ${r.last} 另有 ${more} 天`}`,
      },
      {
        hint: {
          en: 'give the later retrieval its own day in `known`, or the two feeds scopes of their own',
          zh: '请为较晚的一份写明其 `known`，或为两份数据写明不同的 `scope`',
        },
      },
    ),
  )
}

type Change = Readonly<Record<'subject' | 'measure' | 'first' | 'last' | 'was' | 'now' | 'said', string>>

async function tellChanged(
  { engine, now, use, locate }: Compared,
  old: string,
  say: (row: Change, more: number) => Diagnostic,
): Promise<readonly Diagnostic[]> {
  // most stores have other conditions: a join of many million days says nothing then
  const [alike] = await engine.rows(
    `SELECT 1 AS n FROM (SELECT DISTINCT scope FROM ${now}) SEMI JOIN (SELECT DISTINCT scope FROM (${old})) USING (scope) LIMIT 1`,
  )
  if (alike === undefined) return []
  const text = (sql: string, as: string) => `CAST(${sql} AS VARCHAR) AS ${as}`
  const told = [
    text('min(day)', 'first'),
    text('max(day)', 'last'),
    text('count(*)', 'days'),
    text('arg_min(was, day)', 'was'),
    text('arg_min(value, day)', 'now'),
    text('arg_min(said, day)', 'said'),
  ]
  const rows = await engine.rows(
    `WITH old AS (${old}), changed AS (SELECT n.*, o.value AS was, o.known AS said FROM ${now} n JOIN old o USING (subject, measure, scope, day) WHERE n.value <> o.value) SELECT subject, measure, ${told.join(', ')} FROM changed GROUP BY subject, measure, scope ORDER BY subject, measure LIMIT ${mostTold}`,
  )
  const wanted = rows.map((r) => ({ subject: r.subject!, measure: r.measure!, day: r.first! }))
  const places = wanted.length === 0 ? [] : await locate(wanted)
  return rows.map((r, i) => {
    const change = { ...r, was: shortened(r.was!), now: shortened(r.now!) } as Change
    return { ...say(change, Number(r.days) - 1), at: places[i] ?? wholeFile(use.file) }
  })
}

// a decimal of the engine prints all its places
function shortened(text: string): string {
  return text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
}
