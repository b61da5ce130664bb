import {
  boundWords,
  conversion,
  type Decimal,
  decimal,
  formatAmount,
  type Mention,
  parseAmount,
  plain,
  round,
} from '../base/index.ts'
import type { Derived } from '../facts/index.ts'
import { agree, type Truth } from './agree.ts'
import type { Binder } from './binder.ts'
import { inHead } from './head.ts'
import { printNumber } from './print.ts'
import type { NumberInline } from './tree.ts'
import { boundOf, type Place, truthOf } from './truth.ts'

/**
 * The literal that is true of its fact, in the form of the one that is not, or `null` where none can be made of it.
 *
 * What stands outside the link cannot be put right, so only the text between the brackets is written anew; a text that
 * says more than a number is left to its author.
 */
export function correction(
  mention: Mention,
  number: NumberInline,
  derived: Derived,
  place: Place,
  binder: Binder,
): string | null {
  const { units } = binder.registry
  if (place.head && place.head.exponent > 0 && derived.value !== null && mention.unitText === '')
    return plain(inHead(derived.value, derived.fact?.fact.decimals, place.head))
  const inside = parseAmount(number.text, units)
  if (inside !== null && mention.form === 'fraction') return otherWord(inside, number, derived, place, binder)
  if (inside === null) return null
  const fact = derived.fact?.fact
  const worded = mention.start < place.region.start && mention.qualifiers.length > 0
  const kept = conversion(units, derived.unit, units.named(inside.unitText)[0]?.id ?? derived.unit)
  const text =
    kept === null
      ? printNumber(
          derived,
          units,
          binder.lang,
          {
            ...likeOptions(inside, derived.value!),
            ...number.options,
            unit: 'yes',
            ...(worded ? { qualifier: '' } : {}),
          },
          place.bare,
        )
      : inside.unitText === '' && inside.scaleText === '' && !place.bare && mention.unitText === '' && !worded
        ? printNumber(derived, units, binder.lang, number.options, place.bare)
        : likeLiteral(inside, derived, kept, worded ? 'exact' : (fact?.bound ?? boundOf(derived)), binder)
  const again = parseAmount(text, units)
  if (again === null) return null
  // another unit and another number: the address may be wrong as well
  if (kept === null && !again.value.eq(inside.value)) return null
  const read = {
    ...again,
    unitText: again.unitText || mention.unitText,
    ...(worded ? { bound: mention.bound, qualifiers: mention.qualifiers } : {}),
  }
  return agree(read, truthOf(derived, binder.registry), units, place.bare).kind === 'agrees' ? text : null
}

const bounds = ['less-than', 'more-than', 'about'] as const

// a fraction stays the author's; the word before it is put right where another one makes it true
function otherWord(
  { qualifiers }: Mention,
  { text }: NumberInline,
  derived: Derived,
  place: Place,
  { registry, lang }: Binder,
): string | null {
  const [word] = qualifiers
  if (qualifiers.length !== 1 || !text.startsWith(word!)) return null
  const truth = truthOf(derived, registry)
  for (const bound of bounds) {
    const other = text.replace(word!, boundWords[lang][bound])
    const read = parseAmount(other, registry.units)
    if (read !== null && agree(read, truth, registry.units, place.bare).kind === 'agrees') return other
  }
  return null
}

// a number without a scale of its own is printed in the widest that says it, whatever zeros its fact ends with
function likeLiteral(
  literal: Mention,
  { fact, value: own }: Derived,
  factor: Decimal,
  bound: Truth['bound'],
  { lang, registry: { units } }: Binder,
): string {
  const value = own!.times(factor)
  const decimals = fact?.fact.decimals
  const binary = powerOfTwo(literal, value)
  if (binary !== null) return `${binary}${unitLike(literal.unitText, value, units)}`
  const form = scaleLike(literal, value, decimals !== undefined)
  const kept = decimals === undefined || form.scale === 'auto' ? {} : { decimals }
  const high = fact?.fact.value.kind === 'number' ? fact.fact.value.high : undefined
  const range = high === undefined ? {} : { high: decimal(high).times(factor) }
  return formatAmount(
    { value, ...range, bound, ...kept },
    { lang, ...form, unitText: unitLike(literal.unitText, value, units) },
  )
}

// 131,072 is 128K where the author writes such letters
function powerOfTwo({ scaleText }: Mention, value: Decimal): string | null {
  if (!/^[KMG]$/i.test(scaleText)) return null
  for (const [letter, of] of [
    ['G', 1024 ** 3],
    ['M', 1024 ** 2],
    ['K', 1024],
  ] as const) {
    const scaled = value.div(of)
    if (scaled.gte(1) && scaled.eq(round(scaled, 0))) return `${plain(scaled)}${letter}`
  }
  return null
}

// two items, but 1 item
function unitLike(unitText: string, value: Decimal, units: Binder['registry']['units']): string {
  if (!/^[a-z]/i.test(unitText) || /[a-z]s$/i.test(unitText) !== value.eq(1)) return unitText
  const other = value.eq(1) ? unitText.slice(0, -1) : `${unitText}s`
  return units.named(other)[0]?.id === units.named(unitText)[0]?.id ? other : unitText
}

// the form of the literal as the title of a link says it
function likeOptions(literal: Mention, value: Decimal): Readonly<Record<string, string>> {
  if (literal.scaleText === '') return {}
  const { scale, places } = scaleLike(literal, value, true)
  return places === undefined ? {} : { scale, places: String(places) }
}

// in the scale of the literal with no more digits than it had, where that can say the number; `own` when the fact has a
// number of digits of its own
function scaleLike(
  literal: Mention,
  value: Decimal,
  own: boolean,
): { readonly scale: string; readonly places?: number } {
  const places = (of: Decimal) => plain(of).split('.')[1]?.length ?? 0
  if (literal.scaleText === '')
    return { scale: 'none', ...(own ? {} : { places: Math.min(places(value), placesOf(literal)) }) }
  const scaled = value.div(literal.scale)
  if (scaled.abs().gte(100_000) || scaled.abs().lt('0.01')) return { scale: 'auto' }
  const [needed, written] = [places(scaled), placesOf(literal)]
  if (needed > Math.max(written, 2) && round(scaled, written).eq(0)) return { scale: 'auto' }
  return { scale: literal.scaleText, places: needed <= Math.max(written, 2) ? needed : written }
}

function placesOf(mention: Mention): number {
  let scale = mention.scale
  let zeros = 0
  for (; scale.gte(10); zeros += 1) scale = scale.div(10)
  return Math.max(0, mention.decimals! + zeros)
}
