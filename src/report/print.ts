import { type Amount, conversion, type Decimal, decimal, formatAmount, type Lang, type Units } from '../base/index.ts'
import type { Derived } from '../facts/index.ts'

/** Units that are printed even where nobody asks: without them a number says something else. */
const always = new Set(['percent', 'percentage-point', 'CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP'])

/** How a number is to be printed, from the title of its link. */
export type PrintOptions = Readonly<Record<string, string>>

/**
 * What a derived number prints in `lang`.
 *
 * Digits as the fact has them, or `places`; 万 and 亿 (million and billion) where four or more zeros would stand,
 * or `scale`; the unit where leaving it out would change the meaning, or `unit`.
 */
export function printNumber(derived: Derived, units: Units, lang: Lang, options: PrintOptions, bare = false): string {
  const amount = amountOf(derived, units, options)
  if (amount === null) return ''
  const unit = options.as ?? derived.unit
  return formatAmount(amount, {
    lang,
    scale: options.scale ?? (bare ? 'none' : 'auto'),
    unitText: unitText(unit, units, lang, options, bare),
    ...(options.places === undefined ? {} : { places: Number(options.places) }),
    ...(options.group === undefined ? {} : { grouping: options.group === 'yes' }),
    ...(options.qualifier === undefined ? {} : { qualifier: options.qualifier }),
  })
}

function unitText(unit: string, units: Units, lang: Lang, options: PrintOptions, bare: boolean): string {
  if (options.unit === 'none' || unit === '1') return ''
  if (options.unit !== undefined && options.unit !== 'yes') return options.unit
  if (options.unit === undefined && (bare || !always.has(unit.split('/')[0]!))) return ''
  return units.get(unit)?.[lang] ?? unit
}

function amountOf(derived: Derived, units: Units, options: PrintOptions): Amount | null {
  if (derived.value === null) return null
  const factor = options.as === undefined ? decimal('1') : (conversion(units, derived.unit, options.as) ?? decimal('1'))
  const value = derived.value.times(factor)
  const fact = derived.fact?.fact
  const high = fact?.value.kind === 'number' ? fact.value.high : undefined
  const decimals = options.places === undefined ? decimalsOf(derived, value) : undefined
  return {
    value,
    bound: fact?.bound ?? 'exact',
    ...(high === undefined ? {} : { high: decimal(high).times(factor) }),
    ...(decimals === undefined ? {} : { decimals }),
  }
}

// a computed number has no digits of its own: one for percent, two for ratios, none for counts
function decimalsOf(derived: Derived, value: Decimal): number | undefined {
  const fact = derived.fact?.fact
  if (fact !== undefined) return fact.decimals
  if (value.eq(value.round(0, 0))) return 0
  return derived.unit === 'percent' || derived.unit === 'percentage-point' ? 1 : 2
}
