import { type Decimal, decimal, isDecimal } from './decimal.ts'

/** A unit that a fact may have. */
export interface Unit {
  readonly id: string
  /** units of one dimension convert into each other */
  readonly dimension: string
  /** how many of the dimension's base unit make one of this */
  readonly factor: Decimal
  readonly zh: string
  readonly en: string
  /** ways in which it is printed, longest first */
  readonly aliases: readonly string[]
}

/** A table of units with its aliases. */
export interface Units {
  readonly get: (id: string) => Unit | undefined
  readonly ids: () => readonly string[]
  /** units that may be printed as `alias`; `a/b` is one unit over another, as is an id so written */
  readonly named: (alias: string) => readonly Unit[]
  /** length of the longest alias that starts at `at`, 0 when none */
  readonly match: (text: string, at: number) => number
}

/** A product of units with exponents, such as CNY per token, as `CNY/token`. */
type Powers = Readonly<Record<string, number>>

const letter = /[a-z0-9]/i
const mostNamed = 5_000

/** A table made of `list`; a later unit of the same id replaces an earlier one. */
export function unitTable(list: readonly Unit[]): Units {
  const byId = new Map(list.map((u) => [u.id, u]))
  const byAlias = new Map<string, Unit[]>()
  for (const unit of byId.values()) {
    for (const alias of new Set([unit.id, unit.zh, unit.en, ...unit.aliases].filter((a) => a !== ''))) {
      const folded = alias.toLowerCase()
      byAlias.set(folded, [...(byAlias.get(folded) ?? []), unit])
    }
  }
  const byFirst = new Map<string, string[]>()
  for (const alias of byAlias.keys()) byFirst.set(alias[0]!, [...(byFirst.get(alias[0]!) ?? []), alias])
  for (const aliases of byFirst.values()) aliases.sort((a, b) => b.length - a.length)
  const get = (id: string): Unit | undefined => byId.get(id) ?? compound(id, (part) => byId.get(part) ?? [])[0]
  const read = (alias: string): readonly Unit[] =>
    byAlias.get(alias.toLowerCase().trim()) ?? compound(alias, (part) => named(part))
  // a document prints few units, many times each
  const known = new Map<string, readonly Unit[]>()
  const named = (alias: string): readonly Unit[] => {
    let units = known.get(alias)
    if (units === undefined) {
      units = read(alias)
      if (known.size < mostNamed) known.set(alias, units)
    }
    return units
  }
  return Object.freeze({
    get,
    ids: () => [...byId.keys()],
    named,
    match: (text: string, at: number) => longest(byFirst, text, at),
  })
}

// one unit over another: USD/million-token, printed 美元/百万 token
function compound(text: string, part: (text: string) => Unit | readonly Unit[]): readonly Unit[] {
  const [over, under, ...more] = text.split('/')
  if (under === undefined || more.length > 0) return []
  const above = [part(over!)].flat()
  const below = [part(under)].flat()
  return above.flatMap((a) =>
    below.map((b) =>
      Object.freeze({
        id: `${a.id}/${b.id}`,
        dimension: `${a.dimension}/${b.dimension}`,
        factor: a.factor.div(b.factor),
        zh: `${a.zh}/${b.zh}`,
        en: `${a.en} per ${b.en}`,
        aliases: Object.freeze([]),
      }),
    ),
  )
}

function longest(byFirst: ReadonlyMap<string, readonly string[]>, text: string, at: number): number {
  const first = text[at]?.toLowerCase()
  if (first === undefined) return 0
  const aliases = byFirst.get(first)
  if (aliases === undefined) return 0
  // the longest come first
  const near = text.slice(at, at + aliases[0]!.length)
  const small = near.toLowerCase()
  for (const alias of aliases) {
    if (alias === '1') continue
    const end = at + alias.length
    if (!near.startsWith(alias) && !small.startsWith(alias)) continue
    // `token` must not match the start of `tokenizer`
    if (letter.test(alias.at(-1)!) && letter.test(text[end] ?? '')) continue
    return alias.length
  }
  return 0
}

/** A unit made from a row of `units.csv`, or the name of the column that is wrong. */
export function unitFromRow(row: Readonly<Record<string, string>>): Unit | 'id' | 'factor' {
  if (!row.id) return 'id'
  if (!isDecimal(row.factor || '1') || decimal(row.factor || '1').lte(0)) return 'factor'
  return Object.freeze({
    id: row.id,
    dimension: row.dimension || row.id,
    factor: decimal(row.factor || '1'),
    zh: row.zh ?? '',
    en: row.en ?? '',
    aliases: Object.freeze(
      (row.aliases ?? '')
        .split(';')
        .map((a) => a.trim())
        .filter((a) => a !== ''),
    ),
  })
}

function powers(text: string): Powers {
  const result: Record<string, number> = {}
  const [over, ...under] = text.split('/')
  for (const id of over!.split('*')) if (id !== '1') result[id] = (result[id] ?? 0) + 1
  for (const part of under) for (const id of part.split('*')) if (id !== '1') result[id] = (result[id] ?? 0) - 1
  return result
}

function powersText(all: Powers): string {
  const ids = Object.keys(all)
    .filter((id) => all[id] !== 0)
    .sort()
  const repeat = (id: string) => Array.from({ length: Math.abs(all[id]!) }, () => id)
  const over = ids.filter((id) => all[id]! > 0).flatMap(repeat)
  const under = ids.filter((id) => all[id]! < 0).flatMap(repeat)
  const head = over.length === 0 ? '1' : over.join('*')
  return under.length === 0 ? head : `${head}/${under.join('*')}`
}

/**
 * The unit of a product or, with `sign` -1, of a quotient.
 *
 * @example combineUnits('CNY', 'token', -1) // 'CNY/token'
 * @example combineUnits('CNY/token', 'token', 1) // 'CNY'
 */
export function combineUnits(a: string, b: string, sign: 1 | -1): string {
  const result: Record<string, number> = { ...powers(a) }
  const other = powers(b)
  for (const id in other) result[id] = (result[id] ?? 0) + sign * other[id]!
  return powersText(result)
}

const one = decimal('1')

/**
 * The factor by which a number in `from` is multiplied to be one in `to`, or `null` when they do not convert.
 *
 * Percent is no percentage point, one currency no other, tokens no characters: each has its own dimension.
 */
export function conversion(units: Units, from: string, to: string): Decimal | null {
  if (from === to) return one
  let known = conversions.get(units)
  if (known === undefined) {
    known = new Map()
    conversions.set(units, known)
  }
  const key = `${from} ${to}`
  let factor = known.get(key)
  if (factor === undefined) {
    factor = convert(units, from, to)
    if (known.size < mostConversions) known.set(key, factor)
  }
  return factor
}

// a long document asks for the same few again and again
const conversions = new WeakMap<Units, Map<string, Decimal | null>>()
const mostConversions = 10_000

function convert(units: Units, from: string, to: string): Decimal | null {
  const a = basis(units, from)
  const b = basis(units, to)
  if (a === null || b === null || a.dimension !== b.dimension) return null
  return a.factor.div(b.factor)
}

function basis(units: Units, text: string): { readonly dimension: string; readonly factor: Decimal } | null {
  let factor = decimal('1')
  const dimensions: Record<string, number> = {}
  const all = powers(text)
  for (const id in all) {
    const unit = units.get(id)
    if (unit === undefined) return null
    for (let n = Math.abs(all[id]!); n > 0; n -= 1)
      factor = all[id]! > 0 ? factor.times(unit.factor) : factor.div(unit.factor)
    // the plain number and everything measured by it, such as percent, leave no trace in a product
    if (unit.dimension !== 'ratio') dimensions[unit.dimension] = (dimensions[unit.dimension] ?? 0) + all[id]!
  }
  return { dimension: powersText(dimensions), factor }
}

/** Whether every unit named in `text` is in the table. */
export function isUnit(units: Units, text: string): boolean {
  if (units.get(text) !== undefined) return true
  return text.split(/[*/]/).every((id) => id === '1' || units.get(id) !== undefined)
}
