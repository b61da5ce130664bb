import { type Decimal, decimal, powerOfTen } from '../../decimal.ts'
import { type Core, fractionCore, sticky, vagueCore, wordCore } from '../reading.ts'
import { digits, places } from './words.ts'

/** A Chinese numeral in a text. */
export interface Numeral {
  readonly text: string
  readonly end: number
  readonly value: Decimal
  /** upper end of an approximate one: 七八百 */
  readonly high?: Decimal | undefined
  readonly decimals: number
  /** 万, 亿 or 万亿 at its end; the empty text for none */
  readonly tail: string
}

const one = '[一二两三四五六七八九]'
const any = '[零〇一二两三四五六七八九十百千万亿]'
const runPattern = new RegExp(
  `(?:[一二两三四五六七八九十]${any}{0,19}|零(?=点))(?:点[零〇一二三四五六七八九]{1,8}(?![零〇一二两三四五六七八九十百千])[万亿]{0,2})?(?!${any})`,
  'y',
)
const pairPattern = new RegExp(`${one}{2}`, 'g')
const fractionPattern =
  /([零〇一二两三四五六七八九十百千万\d]{1,12})\s?分之\s?([零〇一二两三四五六七八九十百千\d.点]{1,12})/y

// a text holds the same few numerals again and again
const parsed = new Map<string, ReturnType<typeof parseNumeral>>()
const mostParsed = 10_000

/** The numeral that starts at `at`, or `null`. */
export function numeralAt(text: string, at: number): Numeral | null {
  const match = sticky(runPattern, text, at)
  if (match === null) return null
  let numeral = parsed.get(match[0])
  if (numeral === undefined) {
    numeral = parseNumeral(match[0])
    if (parsed.size < mostParsed) parsed.set(match[0], numeral)
  }
  if (numeral === null) return null
  const { value, high, decimals, tail } = numeral
  return { value, high, decimals, tail, text: match[0], end: at + match[0].length }
}

/** The value of a Chinese numeral such as 三百二十, 三点五亿 or the approximate 七八百, or `null` when it is none. */
export function parseNumeral(text: string): Omit<Numeral, 'text' | 'end'> | null {
  const point = text.indexOf('点')
  const tail = /[万亿]+$/.exec(text)?.[0] ?? ''
  if (point !== -1) return parsePoint(text, point, tail)
  const value = whole(text)
  const exponent = tail === '' ? colloquial(text) : exponentOf(tail)
  if (value !== null) return { value, decimals: 0 - exponent, tail }
  const approximate = pairOf(text)
  return approximate && { ...approximate, decimals: 0 - exponentOf(tail), tail }
}

function parsePoint(text: string, point: number, tail: string): Omit<Numeral, 'text' | 'end'> | null {
  const front = text.slice(0, point)
  const before = front === '零' ? decimal('0') : whole(front)
  const behind = [...text.slice(point + 1, text.length - tail.length)].map((c) => digits[c])
  if (before === null || behind.length === 0 || behind.includes(undefined)) return null
  const value = before.plus(decimal(`0.${behind.join('')}`)).times(powerOfTen(exponentOf(tail)))
  return { value, decimals: behind.length - exponentOf(tail), tail }
}

function exponentOf(tail: string): number {
  let exponent = 0
  for (const c of tail) exponent += c === '万' ? 4 : 8
  return exponent
}

// 三万五 is 35,000: the last digit takes the place below
function colloquial(text: string): number {
  const last = digits[text.at(-1) ?? '']
  const above = text.at(-2) ?? ''
  if (last === undefined || last === 0) return 0
  return above === '亿' ? 7 : above === '万' ? 3 : above === '千' ? 2 : above === '百' ? 1 : 0
}

// 七八百 and 十五六: one of two neighbouring digits
function pairOf(text: string): { readonly value: Decimal; readonly high: Decimal } | null {
  const pairs = [...text.matchAll(pairPattern)]
  if (pairs.length !== 1) return null
  const at = pairs[0]!.index
  const low = digits[text[at]!]!
  const high = digits[text[at + 1]!]!
  if (low < 2 || (high !== low + 1 && !(low === 3 && high === 5))) return null
  const value = whole(text.slice(0, at + 1) + text.slice(at + 2))
  const top = whole(text.slice(0, at) + text.slice(at + 1))
  return value === null || top === null ? null : { value, high: top }
}

interface Section {
  sum: number
  digit: number | null
  /** the place of the last multiplier; the next one must be lower */
  place: number
}

const empty = (): Section => ({ sum: 0, digit: null, place: 10_000 })

/** The value of a numeral without a point, or `null`. */
export function whole(text: string): Decimal | null {
  if (text === '') return null
  let hundredMillions = 0n
  let myriads = 0n
  let section = empty()
  for (const [i, c] of [...text].entries()) {
    const digit = digits[c]
    const place = places[c]
    if (digit !== undefined) {
      if (section.digit !== null && section.digit !== 0) return null
      section.digit = digit
    } else if (place !== undefined) {
      if (place >= section.place || (section.digit === null && section.sum > 0)) return null
      section = { sum: section.sum + (section.digit || 1) * place, digit: null, place }
    } else if (c === '万' || c === '亿') {
      const below = BigInt(section.sum + (section.digit ?? 0)) + (c === '亿' ? myriads : 0n)
      const count = below === 0n && i === 0 ? 1n : below
      if (count === 0n || (c === '万' ? myriads : hundredMillions) !== 0n) return null
      if (c === '亿') hundredMillions = count * 100_000_000n
      myriads = c === '亿' ? 0n : count * 10_000n
      section = empty()
    } else return null
  }
  const last = section.digit ?? 0
  const rest = BigInt(section.sum + (colloquial(text) === 0 ? last : last * 10 ** colloquial(text)))
  return decimal(hundredMillions + myriads + rest)
}

// asked of one text at each of its numbers, and looked for once
let asked = { text: '', holds: false }

function holdsParts(text: string): boolean {
  if (text !== asked.text) asked = { text, holds: text.includes('分之') }
  return asked.holds
}

/** 三分之一, 百分之八十四 and 3 分之 1 at `at`, or `null`. */
export function readFraction(text: string, at: number): Core | null {
  const match = holdsParts(text) ? sticky(fractionPattern, text, at) : null
  if (match === null) return null
  const over = numberOf(match[2]!)
  const under = /^\d+$/.test(match[1]!) ? decimal(match[1]!) : whole(match[1]!)
  if (under === null || over === null || under.eq(0)) return null
  const end = at + match[0].length
  const unit = match[1] === '百' ? '%' : match[1] === '千' ? '‰' : ''
  if (unit === '') return over.high === undefined ? fractionCore(at, end, over.value.div(under)) : null
  const found = { text: unit, end }
  if (over.high !== undefined) return vagueCore(at, end, found, over.value, over.high)
  return { ...wordCore(at, end, found, over.value), decimals: over.decimals }
}

function numberOf(text: string): Pick<Numeral, 'value' | 'high' | 'decimals'> | null {
  if (!/\d/.test(text)) return parseNumeral(text)
  if (!/^\d+(?:\.\d+)?$/.test(text)) return null
  return { value: decimal(text), decimals: text.includes('.') ? text.length - text.indexOf('.') - 1 : 0 }
}
