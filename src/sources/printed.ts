import {
  conversion,
  decimal,
  isDecimal,
  isUnit,
  parseAmount,
  parseScaledUnit,
  plain,
  powerOfTen,
} from '../base/index.ts'
import { type FactRow, printedDecimals, type Registry, readValue } from '../facts/index.ts'

/** The unit of a fact and the power of ten that its printed name holds: 亿元 is CNY and 8. */
interface Meant {
  readonly unit: string
  readonly exponent: number
}

// a table has few units and many rows
const known = new WeakMap<Registry, Map<string, Meant>>()

/**
 * `row` with its unit by its id and its value in that unit, whatever way both are printed in a table.
 *
 * 亿元, 万次 and `$ million` scale the value, with its digits; `%` and 元 are the units that they name. A name of several
 * units is the one that the measure has. A unit that no table knows stays as it is.
 */
export function inUnit(row: FactRow, registry: Registry): FactRow {
  const written = row.unit ?? ''
  if (isPlain(written, registry)) return row
  const { unit, exponent } = meant(written, row.measure ?? '', registry)
  if (exponent === 0) return unit === written ? row : { ...row, unit }
  return { ...row, unit, ...shifted(row, 'value', exponent), ...shifted(row, 'high', exponent) }
}

// a table of a million rows has one or two units
let last: { readonly registry: Registry; readonly units: Set<string> } | undefined

function isPlain(written: string, registry: Registry): boolean {
  if (last?.registry !== registry) last = { registry, units: new Set(['', 'text', 'date']) }
  if (last.units.has(written)) return true
  if (!isUnit(registry.units, written)) return false
  last.units.add(written)
  return true
}

function meant(written: string, measure: string, registry: Registry): Meant {
  const units = known.get(registry) ?? new Map<string, Meant>()
  known.set(registry, units)
  const key = `${measure}\n${written}`
  const found = units.get(key) ?? lookUp(written, measure, registry)
  units.set(key, found)
  return found
}

function lookUp(written: string, measure: string, registry: Registry): Meant {
  const own = registry.measure(measure)?.unit ?? ''
  const pick = (name: string): string | undefined => {
    const named = registry.units.named(name)
    const like = named.find((u) => u.id === own) ?? named.find((u) => conversion(registry.units, u.id, own) !== null)
    return (named.length === 1 ? named[0] : like)?.id
  }
  const plainly = pick(written)
  if (plainly !== undefined) return { unit: plainly, exponent: 0 }
  const scaled = parseScaledUnit(written.trim(), registry.units)
  const unit = scaled === null ? undefined : scaled.unitText === '' ? own || '1' : pick(scaled.unitText)
  return scaled === null || unit === undefined ? { unit: written, exponent: 0 } : { unit, exponent: scaled.exponent }
}

function shifted(row: FactRow, field: 'value' | 'high', exponent: number): FactRow {
  const read = readValue(row[field] ?? '', '')
  if (read === null || read.value.kind !== 'number') return {}
  const value = plain(decimal(read.value.text).times(powerOfTen(exponent)))
  const digits = row.decimals ? row.decimals : String(printedDecimals(read.value.text))
  const decimals = /^-?\d{1,3}$/.test(digits) ? String(Number(digits) - exponent) : digits
  return field === 'high' ? { high: value } : { value, decimals }
}

/**
 * `row` with a value such as 超过 9 亿元 read as a number, its bound and its unit, where the table has no column for them.
 *
 * `null` where the value is no amount as a whole, or its unit is another than the row's.
 */
export function asPrinted(row: FactRow, registry: Registry): FactRow | null {
  const text = (row.value ?? '').trim()
  const amount = parseAmount(text, registry.units)
  if (amount === null || amount.start !== 0 || amount.end !== text.length || amount.form === 'vague') return null
  if (row.bound && row.bound !== 'exact' && row.bound !== amount.bound) return null
  const own = registry.units.named(row.unit ?? '').map((u) => u.id)
  if (amount.unitText !== '' && !registry.units.named(amount.unitText).some((u) => own.includes(u.id))) return null
  if (!isDecimal(plain(amount.value))) return null
  return {
    ...row,
    value: plain(amount.value),
    bound: amount.bound,
    ...(amount.high === undefined ? {} : { high: plain(amount.high) }),
    ...(row.decimals || amount.decimals === undefined ? {} : { decimals: String(amount.decimals) }),
    quote: row.quote || text,
  }
}
