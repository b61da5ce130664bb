import { type Decimal, decimal, findMentions, plain, powerOfTen, round } from '../../base/index.ts'
import type { Binding } from '../tree.ts'
import type { SheetCell } from './workbook.ts'

/** A binding as a live number in the format of its digits; as printed when it is no number. */
export function liveCell(binding: Binding | undefined, printed: string): SheetCell {
  if (binding === undefined || !isNumber(binding)) return printed
  return { number: binding.value, format: numberFormat(binding.decimals ?? placesOf(binding.value)) }
}

/** How many digits stand after the point: a format that leaves them open shows the point behind a whole number. */
export function placesOf(digits: string): number {
  return digits.split('.')[1]?.length ?? 0
}

/**
 * The number format for so many digits after the point.
 *
 * @example numberFormat(1) // '#,##0.0'
 */
export function numberFormat(decimals: number): string {
  return decimals > 0 ? `#,##0.${'0'.repeat(Math.min(decimals, 12))}` : '#,##0'
}

function isNumber(binding: Binding): boolean {
  return binding.value !== '' && Number.isFinite(Number(binding.value))
}

/** The digits of a literal and the words around them, which the format of its cell shows. */
interface Literal {
  readonly before: string
  readonly sign: string
  /** the number that the digits write, without their sign */
  readonly shown: Decimal
  readonly places: number
  readonly grouped: boolean
  readonly after: string
}

const longestFormat = 255

/**
 * The one binding of a cell as a live number whose format prints the cell's text.
 *
 * The number is that of the fact where a format can scale it, such as 405000000000 shown as `405B`; 万 and 亿 are no
 * scales of a spreadsheet, so `4050 亿` is 4050 with its words. A number in words keeps the words for its format.
 */
export function shownCell(binding: Binding, printed: string): SheetCell {
  if (!isNumber(binding)) return printed
  const literal = literalOf(binding, printed)
  if (literal === 'several') return printed
  const cell = literal === null ? { number: binding.value, format: quoted(printed) } : numberAs(literal, binding)
  return cell.format === '' || cell.format.length > longestFormat ? printed : cell
}

function literalOf(binding: Binding, printed: string): Literal | 'several' | null {
  const at = printed.indexOf(binding.text)
  // most cells are digits alone, which need no reader
  if (at !== -1 && plainDigits.test(binding.text)) return literalAt(printed, at, [binding.text, '', binding.text])
  const masked = findMentions(binding.text)
  const found = masked.length > 0 ? masked : findMentions(binding.text, { mask: false })
  if (at === -1 || found.length > 1 || found[0]?.form === 'range') return 'several'
  const [mention] = found
  if (mention === undefined || mention.form !== 'digits') return null
  const match = /^([+\-−]?)(\d[\d,]*(?:\.\d+)?)/.exec(binding.text.slice(mention.numberStart))
  return match === null ? null : literalAt(printed, at + mention.numberStart, match)
}

const plainDigits = /^\d+(?:\.\d+)?$/

function literalAt(printed: string, start: number, [whole, sign, written]: readonly string[]): Literal {
  const digits = written!.replaceAll(',', '')
  return {
    before: printed.slice(0, start),
    sign: sign!,
    shown: decimal(digits),
    places: placesOf(digits),
    grouped: written!.includes(','),
    after: printed.slice(start + whole!.length),
  }
}

function numberAs(literal: Literal, binding: Binding): Exclude<SheetCell, string> {
  const { shown, places, sign } = literal
  const value = decimal(binding.value)
  const thousands = [0, 1, 2, 3, 4].find((power) =>
    round(value.abs().div(powerOfTen(3 * power)), places, 'half-up').eq(shown),
  )
  const digits = (literal.grouped ? '#,##0' : '0') + (places > 0 ? `.${'0'.repeat(places)}` : '')
  const format = (mark: string) =>
    `${quoted(literal.before + mark)}${digits}${','.repeat(thousands ?? 0)}${quoted(literal.after)}`
  const own = thousands !== undefined && !shown.eq(0)
  const negative = own ? value.lt(0) : sign === '-' || sign === '−'
  return {
    number: own ? binding.value : `${negative ? '-' : ''}${plain(shown)}`,
    // a spreadsheet puts its minus before all words, so that of the text is written by a format of its own
    format: negative ? `${format(sign === '+' ? '' : sign)};${format(sign)}` : format(sign),
  }
}

// quotes end a quoted stretch of a format, and are escaped outside of it
function quoted(words: string): string {
  return words
    .split('"')
    .map((part) => (part === '' ? '' : `"${part}"`))
    .join('\\"')
}

/** A format that shows `note` behind the number, which stays a number. */
export function withNote(format: string, note: string): string {
  const words = quoted(` (${note})`)
  return format
    .split(';')
    .map((section) => section + words)
    .join(';')
}
