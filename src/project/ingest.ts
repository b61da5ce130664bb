import {
  AssayError,
  append,
  type Diagnostic,
  type Effects,
  type Found,
  type OpenFile,
  type Span,
  wholeFile,
} from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import {
  type Calendar,
  type FeedProfile,
  type FeedRow,
  type FeedUse,
  report as marketFinding,
  type Observation,
  readFeed,
  resolveHead,
  sqlText,
} from '../market/index.ts'
import type { Engine } from './duckdb.ts'
import { csvTable, separatorOf } from './feeds.ts'
import { type Mark, type PlacedRow, rowsAt } from './place.ts'
import type { Locate, Wanted } from './restated.ts'
import { type Left, moreFinding, mostTold, type Sieve, saidSql, sift } from './sift.ts'
import { hasScopes, listSql, measuresOf, type OddRow, oddRows, type Staging, stageRows, toldRows } from './stage.ts'

/** A delimited export that is too large for a text. */
export interface Export {
  /** path of the UTF-8 text */
  readonly path: string
  readonly use: FeedUse
  readonly profile: FeedProfile
  readonly registry: Registry
  /** of the sessions that the export must have */
  readonly calendar: Calendar | null
}

/** What the engine made of an export: the rows to be stored as SQL, and what was found on the way. */
export interface Ingested {
  readonly sql: string
  readonly locate: Locate
  readonly diagnostics: readonly Diagnostic[]
}

// so many rows of an export that the engine cannot read are read one by one
const mostOdd = 100_000
const headBytes = 1 << 16

/**
 * Reads an export with the engine, column by column; what it cannot read goes through the reader of small exports, with the
 * places of that one.
 *
 * @throws AssayError market/no-head when the head is not in the first lines
 */
export async function ingest(engine: Engine, effects: Effects, input: Export): Promise<Ingested> {
  const { use } = input
  const file = await effects.open(input.path)
  if (file === null) throw new Error(`${input.path} is gone`)
  try {
    const head = await headOf(file, input)
    const resolved = resolveHead(head.row, input.profile, head.rows)
    const profile = resolved.value
    const staging: Staging = { ...input, ...head, profile }
    await stageRows(engine, staging)
    const diagnostics: Diagnostic[] = []
    const odd = await oddRows(engine, staging, mostOdd + 1)
    const codes = await resolveCodes(engine, staging, input.registry)
    const readAll = (rows: readonly FeedRow[]) =>
      readFeed({ file: use.file, rows: [head.row, ...rows], delimited: true }, profile, use, input.registry)
    const marks: Mark[] = []
    const oddSeen = (await placed(file, input, head, odd.slice(0, mostOdd), marks))(odd)
    const oddly = readAll(oddSeen)
    const held = holdable(oddly.value)
    await addRows(engine, held.value, use, oddSeen)
    const hasAdded = held.value.length > 0
    const sieve = { engine, staging, registry: input.registry, calendar: input.calendar, head: head.row }
    const { found, left } = await sift(sieve, hasAdded)
    const wanted = [...codes.told, ...found.flatMap((f) => f.rows)].filter((r) => r.index >= 0)
    const others = await placed(file, input, head, wanted, marks)
    // a row that was placed before has the index of its place among the odd ones, below 0
    const seen = (rows: readonly OddRow[]) => [
      ...rows.filter((r) => r.index < 0).flatMap((r) => oddSeen[-1 - r.index] ?? []),
      ...others(rows.filter((r) => r.index >= 0)),
    ]
    const told = found.flatMap((f) => f.tell(seen))
    append(diagnostics, once(resolved.diagnostics, oddly.diagnostics, readAll(seen(codes.told)).diagnostics, told))
    if (odd.length > mostOdd) diagnostics.push(moreFinding('market/bad-cell', use.file, String(mostOdd)))
    if (codes.more > 0) diagnostics.push(moreFinding('market/unknown-code', use.file, codes.more))
    append(diagnostics, held.diagnostics)
    const locate = (asked: readonly Wanted[]) => locateRows(asked, sieve, effects, input, head, oddSeen)
    return { sql: storedSql(staging, left, hasAdded), locate, diagnostics: shortened(diagnostics) }
  } finally {
    await file.close()
  }
}

async function locateRows(
  asked: readonly Wanted[],
  { engine, staging }: Sieve,
  effects: Effects,
  input: Export,
  head: Head,
  oddSeen: readonly FeedRow[],
): Promise<readonly (Span | undefined)[]> {
  const measures = measuresOf(staging.profile, staging.names)
  const list = listSql({ subject: asked.map((w) => w.subject), day: asked.map((w) => w.day) })
  const rows = await engine.rows(
    `SELECT subject, CAST(day AS VARCHAR) AS day, CAST(min(place) AS VARCHAR) AS place FROM known JOIN (SELECT DISTINCT subject, CAST(day AS DATE) AS day FROM (${list})) USING (subject, day) GROUP BY ALL`,
  )
  const file = await effects.open(input.path)
  if (file === null) return []
  try {
    const odd = rows.map((r) => ({ index: Number(r.place), cells: {} }))
    const seen = await placed(
      file,
      input,
      head,
      odd.filter((r) => r.index >= 0),
    )
    return asked.map(({ subject, measure, day }) => {
      const at = rows.findIndex((r) => r.subject === subject && r.day === day)
      const own = odd[at]
      const row = own === undefined ? undefined : own.index < 0 ? oddSeen[-1 - own.index] : seen([own])[0]
      const column = measures.find((m) => m.measure === measure)?.columns[0] ?? ''
      return row?.at(head.names.indexOf(column))
    })
  } finally {
    await file.close()
  }
}

interface Head {
  readonly names: readonly string[]
  readonly row: FeedRow
  /** lines up to and with the head */
  readonly lines: number
  readonly sample: readonly string[]
  /** the first rows below it */
  readonly rows: readonly FeedRow[]
  readonly separator: string
}

async function headOf(file: OpenFile, { use, profile, registry }: Export): Promise<Head> {
  const start = new TextDecoder().decode(await file.read(0, Math.min(file.size, headBytes)))
  const separator = separatorOf(start, profile)
  const table = csvTable(use.file, start, separator)
  const row = table.rows.find((r) => profile.head.every((n) => r.cells.some((c) => c.trim() === n)))
  if (row === undefined) throw new AssayError(readFeed(table, profile, use, registry).diagnostics)
  const { diagnostics } = readFeed({ file: use.file, rows: [row] }, profile, use, registry)
  if (diagnostics.some((d) => d.code === 'market/no-head' && d.related !== undefined)) throw new AssayError(diagnostics)
  const taken = new Set<string>()
  const names = row.cells.map((cell, i) => {
    const name = cell.trim()
    const own = name === '' || taken.has(name) ? `column ${i + 1}` : name
    taken.add(own)
    return own
  })
  const day = names.indexOf(profile.day.column)
  const rows = table.rows.slice(table.rows.indexOf(row) + 1, -1)
  return { names, row, rows, sample: rows.map((r) => r.cells[day] ?? ''), lines: row.at().line, separator }
}

// days in order and once have the same print as their span
async function resolveCodes(engine: Engine, staging: Staging, registry: Registry) {
  const { profile, use, names } = staging
  const key = hasScopes(profile, names) ? 'code, scope' : 'code'
  await engine.run(
    `CREATE TEMP TABLE codes AS SELECT ${key}, count(*) FILTER (said) AS n, min(day) FILTER (said) AS first, max(day) FILTER (said) AS last, sum(hash(day)) FILTER (said) AS print FROM (SELECT ${key}, day, ${saidSql(staging)} AS said FROM rows) GROUP BY ALL`,
  )
  const unknown: string[] = []
  const known: (readonly [string, string])[] = []
  for (const { code } of await engine.rows('SELECT DISTINCT code FROM codes')) {
    const written = code!.trim()
    const named = profile.code === '' ? use.subject : (use.codes[written] ?? written)
    const subject = registry.entity(named)?.id ?? (profile.code === '' ? named : undefined)
    if (subject === undefined || subject === '') unknown.push(code!)
    else known.push([code!, subject])
  }
  await engine.run(
    `CREATE TEMP TABLE pairs AS ${listSql({ code: known.map(([c]) => c), subject: known.map(([, s]) => s) })}`,
  )
  // a column of few texts is written faster as what it is
  await engine.run(
    "CREATE TYPE subjects AS ENUM (SELECT DISTINCT subject FROM pairs UNION ALL SELECT '' WHERE NOT EXISTS (FROM pairs))",
  )
  await engine.run('CREATE TEMP TABLE named AS SELECT code, CAST(subject AS subjects) AS subject FROM pairs')
  if (unknown.length === 0) return { told: [], more: 0 }
  await engine.run(`CREATE TEMP TABLE unknown AS ${listSql({ code: unknown })}`)
  const told = await toldRows(
    engine,
    staging,
    `SELECT min(place) AS place FROM rows JOIN unknown USING (code) GROUP BY code ORDER BY 1 LIMIT ${mostTold}`,
  )
  return { told, more: unknown.length - told.length }
}

// the rows as they stand in the file, which is read again only where there is something to tell of it
async function placed(
  file: OpenFile,
  { use, profile }: Export,
  head: Head,
  rows: readonly OddRow[],
  marks: Mark[] = [],
) {
  const wanted = [...new Set(rows.map((r) => r.index))].sort((a, b) => a - b)
  const found = wanted.length === 0 ? new Map<number, PlacedRow>() : await rowsAt(file, head, wanted, undefined, marks)
  return (odd: readonly OddRow[]): readonly FeedRow[] =>
    odd
      .toSorted((a, b) => a.index - b.index)
      .flatMap((row) => {
        const at = found.get(row.index)
        const read = at === undefined ? [] : csvTable(use.file, at.text, head.separator).rows
        return at !== undefined && isSame(read[0], row, head, profile)
          ? read.map((r) => ({ cells: r.cells, at: (c) => moved(r.at(c), at) }))
          : whole(row)
            ? [withoutPlace(row, head, use.file)]
            : []
      })
}

// what stands elsewhere than it was sought has no place rather than a wrong one; of a row without cells nothing is told then
function isSame(found: FeedRow | undefined, { cells }: OddRow, { names }: Head, profile: FeedProfile): boolean {
  const same = (name: string) =>
    !(name in cells) || (found?.cells[names.indexOf(name)] ?? '').trim() === cells[name]!.trim()
  return found !== undefined && [profile.code, profile.day.column].every(same)
}

function whole({ cells }: OddRow): boolean {
  return Object.keys(cells).length > 1
}

function withoutPlace({ cells, ragged }: OddRow, { names }: Head, file: string): FeedRow {
  const texts = names.map((n) => cells[n] ?? '')
  return { cells: ragged === true ? [...texts, ''] : texts, at: () => wholeFile(file) }
}

function moved(span: Span, { line, start }: PlacedRow): Span {
  return { ...span, line: span.line + line - 1, start: span.start + start, end: span.end + start }
}

// an unknown code and the head are told of once
function once(...lists: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const told = new Set<string>()
  return lists.flat().filter((d) => {
    const key = d.code === 'market/unknown-code' ? d.message.en : `${d.message.en} ${d.at?.line} ${d.at?.column}`
    const isNew = !told.has(key)
    told.add(key)
    return isNew
  })
}

/** The observations that the engine's decimals hold; the others are told of, not rounded away. */
export function holdable(observations: readonly Observation[]): Found<readonly Observation[]> {
  const value = observations.filter((o) => o.value.abs().lt('1e14'))
  const diagnostics = observations
    .filter((o) => !o.value.abs().lt('1e14'))
    .slice(0, mostTold)
    .map((o) =>
      marketFinding(
        'market/bad-cell',
        {
          en: `${short(o.value)} has more digits than the store holds`,
          zh: `${short(o.value)} 超出可存储的位数`,
        },
        { at: o.at },
      ),
    )
  return { value, diagnostics }
}

function short(value: Observation['value']): string {
  return value.abs().lt('1e40') ? value.toFixed() : value.toString()
}

async function addRows(engine: Engine, observations: readonly Observation[], use: FeedUse, rows: readonly FeedRow[]) {
  const starts = rows.map((r) => r.at().start)
  let row = 0
  // both are in the order of the file
  const placeOf = (o: Observation) => {
    while ((starts[row + 1] ?? Number.POSITIVE_INFINITY) <= o.at.start) row += 1
    return -1 - row
  }
  await engine.run(
    'CREATE TEMP TABLE added (subject VARCHAR, measure VARCHAR, scope VARCHAR, day DATE, value DECIMAL(18, 4), unit VARCHAR, source VARCHAR, known DATE, place BIGINT)',
  )
  for (let i = 0; i < observations.length; i += 2000)
    await engine.run(
      `INSERT INTO added VALUES ${observations
        .slice(i, i + 2000)
        .map((o) => rowSql(o, use, placeOf(o)))
        .join(', ')}`,
    )
}

function scopeText(o: Observation): string {
  return Object.entries(o.scope)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${k}=${v}`)
    .join(';')
}

function rowSql(o: Observation, use: FeedUse, place: number): string {
  return `(${sqlText(o.subject)}, ${sqlText(o.measure)}, ${sqlText(scopeText(o))}, DATE ${sqlText(o.day)}, ${o.value.toFixed()}, ${sqlText(o.unit)}, ${sqlText(use.source)}, DATE ${sqlText(use.known)}, ${place})`
}

/** The head of a text of observations. */
export const observationHead = 'subject,measure,scope,day,value,unit\n'

/** An observation as a line of delimited text. */
export function observationLine(o: Observation): string {
  const cells = [o.subject, o.measure, scopeText(o), o.day, o.value.toFixed(), o.unit]
  return `${cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')}\n`
}

function storedSql({ profile, use, names }: Staging, left: Left, hasAdded: boolean): string {
  const one = (text: string) => `CAST(${sqlText(text)} AS ENUM(${sqlText(text)}))`
  const tail = `${one(use.source)} AS source, DATE ${sqlText(use.known)} AS known`
  const varying = hasScopes(profile, names)
  const scope = varying ? 'scope' : one(fixedScope(profile, use))
  const single = left.doubles ? ` ANTI JOIN doubles USING (subject, day${varying ? ', scope' : ''})` : ''
  const open = left.closed ? ' ANTI JOIN closed USING (day)' : ''
  const read = measuresOf(profile, names).flatMap((m, i) => {
    if (left.measures.has(m.measure)) return []
    const head = `SELECT subject, ${one(m.measure)} AS measure, ${scope} AS scope, day`
    const once = `${head}, v${i} AS value, ${one(m.unit)} AS unit, ${tail} FROM rows JOIN named USING (code)${single}${open} WHERE v${i} IS NOT NULL`
    const alike = `${head}, low${i} AS value, ${one(m.unit)} AS unit, ${tail} FROM doubles${open} WHERE low${i} = high${i}`
    return left.doubles ? [once, alike] : [once]
  })
  const kept = [...left.measures].map((m) => ` AND measure <> ${sqlText(m)}`).join('')
  const others = `SELECT * EXCLUDE (place) FROM added${single}${open} WHERE true${kept}`
  return [...read, ...(hasAdded ? [others] : [])].join(' UNION ALL ')
}

function fixedScope(profile: FeedProfile, use: FeedUse): string {
  return Object.entries({ ...profile.scope, ...use.scope })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${k}=${v}`)
    .join(';')
}

// of many findings of one code the first ones are told, and how many more there are
function shortened(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const counts = new Map<string, number>()
  const rest = new Map<string, { readonly like: Diagnostic; count: number }>()
  const kept = diagnostics.filter((d) => {
    const more = Number(/^and (\d+) more like these$/.exec(d.message.en)?.[1] ?? 0)
    const count = (counts.get(d.code) ?? 0) + (more > 0 ? 0 : 1)
    counts.set(d.code, count)
    if (more === 0 && count <= mostTold) return true
    const known = rest.get(d.code) ?? { like: d, count: 0 }
    rest.set(d.code, { ...known, count: known.count + Math.max(1, more) })
    return false
  })
  return [
    ...kept,
    ...[...rest].map(([code, { like, count }]): Diagnostic => {
      const words = { en: `and ${count} more like these`, zh: `另有 ${count} 处同类情况` }
      return { code, severity: like.severity, message: words, at: wholeFile(like.at?.file ?? '') }
    }),
  ]
}
