import {
  type Day,
  type Decimal,
  decimal,
  isDecimal,
  type Lang,
  type Units,
  unitFromRow,
  unitTable,
} from '../base/index.ts'

/** A thing that facts are about. */
export interface Entity {
  readonly id: string
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly aliases: readonly string[]
  readonly parent: string
}

/** What is measured. */
export interface Measure {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly aliases: readonly string[]
  readonly unit: string
  readonly better: 'higher' | 'lower' | ''
  readonly low: Decimal | null
  readonly high: Decimal | null
}

/** How a condition is printed; value `*` stands for any, `{}` in the words for it. */
export interface ScopeName {
  readonly key: string
  readonly value: string
  readonly zh: string
  readonly en: string
}

/** Where facts come from. */
export interface Source {
  readonly id: string
  readonly publisher: string
  readonly title: string
  readonly url: string
  readonly published: Day
  readonly retrieved: Day
  readonly class: string
  readonly sha256: string
  readonly file: string
  readonly note: string
}

/** Every name that facts may use, with its aliases and its words for a reader. */
export interface Registry {
  readonly units: Units
  readonly entity: (name: string) => Entity | undefined
  readonly measure: (name: string) => Measure | undefined
  readonly source: (id: string) => Source | undefined
  readonly entities: readonly Entity[]
  readonly measures: readonly Measure[]
  readonly sources: readonly Source[]
  readonly scopeWords: (key: string, value: string, lang: Lang) => string
}

/** Rows of the tables that make a registry; later rows replace earlier ones of the same id. */
export interface RegistryRows {
  readonly entities: readonly Row[]
  readonly measures: readonly Row[]
  readonly scopes: readonly Row[]
  readonly units: readonly Row[]
  readonly sources: readonly Row[]
}

type Row = Readonly<Record<string, string>>

/** The registry that `rows` make; a row without an id is left out (the reader of the table has said so). */
export function createRegistry(rows: RegistryRows): Registry {
  const units = unitTable(rows.units.map(unitFromRow).filter((u) => typeof u !== 'string'))
  const entities = byId(rows.entities.map(entityFromRow))
  const measures = byId(rows.measures.map((row) => measureFromRow(row, units)))
  const sources = byId(rows.sources.map(sourceFromRow))
  const entityNames = aliasIndex(entities)
  const measureNames = aliasIndex(measures)
  const sourceById = new Map(sources.map((s) => [s.id, s]))
  const scopes = scopeIndex(rows.scopes)
  return Object.freeze({
    units,
    entities,
    measures,
    sources,
    entity: (name: string) => entityNames.get(name) ?? entityNames.get(folded(name)),
    measure: (name: string) => measureNames.get(name) ?? measureNames.get(folded(name)),
    source: (id: string) => sourceById.get(id),
    scopeWords: (key: string, value: string, lang: Lang) => scopeWords(scopes, key, value, lang),
  })
}

/** A registry with nothing in it but the plain number. */
export const emptyRegistry: Registry = createRegistry({
  entities: [],
  measures: [],
  scopes: [],
  units: [{ id: '1', dimension: 'ratio', factor: '1' }],
  sources: [],
})

/**
 * A name as it is compared: without case, width and the difference of blanks, hyphens and underscores.
 *
 * @example foldName('GPT－4o') // 'gpt 4o'
 */
export function foldName(name: string): string {
  return name.length > longestKept ? fold(name) : folded(name)
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_‐‑‒–—-]+/g, ' ')
    .trim()
}

// the same few names are asked for again and again
const foldedNames = new Map<string, string>()
const mostFolded = 5_000
const longestKept = 200

function folded(name: string): string {
  let found = foldedNames.get(name)
  if (found === undefined) {
    found = fold(name)
    if (foldedNames.size < mostFolded) foldedNames.set(name, found)
  }
  return found
}

function byId<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return Object.freeze([...new Map(items.filter((i) => i.id !== '').map((i) => [i.id, i])).values()])
}

function aliasIndex<
  T extends { readonly id: string; readonly zh: string; readonly en: string; readonly aliases: readonly string[] },
>(items: readonly T[]): ReadonlyMap<string, T> {
  const index = new Map<string, T>()
  for (const item of items) {
    for (const alias of [item.en, item.zh, ...item.aliases]) {
      const folded = alias === '' ? '' : fold(alias)
      if (alias !== '' && !index.has(folded)) index.set(folded, item)
    }
  }
  // an id is never taken by somebody's alias
  for (const item of items) index.set(fold(item.id), item)
  for (const item of items) index.set(item.id, item)
  return index
}

function list(text: string | undefined): readonly string[] {
  return Object.freeze(
    (text ?? '')
      .split(';')
      .map((a) => a.trim())
      .filter((a) => a !== ''),
  )
}

function entityFromRow(row: Row): Entity {
  return Object.freeze({
    id: row.id ?? '',
    kind: row.kind ?? '',
    zh: row.zh || row.en || row.id || '',
    en: row.en || row.id || '',
    aliases: list(row.aliases),
    parent: row.parent ?? '',
  })
}

function measureFromRow(row: Row, units: Units): Measure {
  return Object.freeze({
    id: row.id ?? '',
    zh: row.zh || row.en || row.id || '',
    en: row.en || row.id || '',
    aliases: list(row.aliases),
    unit: ownUnit(row.unit ?? '', units),
    better: row.better === 'higher' || row.better === 'lower' ? row.better : '',
    low: row.low && isDecimal(row.low) ? decimal(row.low) : null,
    high: row.high && isDecimal(row.high) ? decimal(row.high) : null,
  })
}

// a table may say W where the table of units says watt
function ownUnit(written: string, units: Units): string {
  if (written === '' || units.get(written) !== undefined) return written
  const named = units.named(written)
  return named.length === 1 ? named[0]!.id : written
}

function sourceFromRow(row: Row): Source {
  return Object.freeze({
    id: row.id ?? '',
    publisher: row.publisher ?? '',
    title: row.title || row.id || '',
    url: row.url ?? '',
    published: row.published ?? '',
    retrieved: row.retrieved ?? '',
    class: row.class ?? '',
    sha256: row.sha256 ?? '',
    file: row.file ?? '',
    note: row.note ?? '',
  })
}

type ScopeIndex = ReadonlyMap<string, ScopeName>

function scopeIndex(rows: readonly Row[]): ScopeIndex {
  return new Map(
    rows.map((r) => [
      `${r.key}=${r.value}`,
      { key: r.key ?? '', value: r.value ?? '', zh: r.zh ?? '', en: r.en ?? '' },
    ]),
  )
}

function scopeWords(index: ScopeIndex, key: string, value: string, lang: Lang): string {
  const exact = index.get(`${key}=${value}`)
  if (exact) return exact[lang]
  const any = index.get(`${key}=*`)
  return any ? any[lang].replaceAll('{}', value) : `${key}=${value}`
}
