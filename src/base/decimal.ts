import { type Decimal, Exact, made } from './exact.ts'

export type { Decimal }

/** How `round` treats a tie: `half-up` away from zero, `half-even` to the even digit, `down` toward zero. */
export type Rounding = 'half-up' | 'half-even' | 'down'

const modes: Record<Rounding, 0 | 1 | 2> = { down: 0, 'half-up': 1, 'half-even': 2 }

const pattern = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/

/**
 * The exact decimal written in `text`.
 *
 * Accepts an optional sign, digits, one point and an exponent of at most four digits; not `Infinity`, not `NaN`.
 *
 * @throws RangeError when `text` is not a decimal
 * @example decimal('1.50').toFixed() // '1.5'
 */
export function decimal(text: string | number | bigint): Decimal {
  const written = String(text)
  const plainly = readPlain(written)
  if (plainly !== null) return plainly
  if (!pattern.test(written)) throw new RangeError(`not a decimal: ${written.slice(0, 40)}`)
  return new Exact(written.startsWith('+') ? written.slice(1) : written)
}

// most numbers are a few figures and a point
function readPlain(text: string): Decimal | null {
  const { length } = text
  if (length === 0 || length > 24) return null
  const digits: number[] = []
  let point = -1
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === 46 && point === -1 && i > 0) point = i
    else if (code > 47 && code < 58) digits.push(code - 48)
    else return null
  }
  let first = 0
  while (first < digits.length && digits[first] === 0) first += 1
  if (first === digits.length) return made(1, 0, [0])
  while (digits[digits.length - 1] === 0) digits.pop()
  return made(1, (point === -1 ? length : point) - 1 - first, first === 0 ? digits : digits.slice(first))
}

/**
 * How many figures of `value` say something.
 *
 * @example figures(decimal('64900000000')) // 3
 * @example figures(decimal('0')) // 0
 */
export function figures({ c }: Decimal): number {
  return c[0] === 0 ? 0 : c.length
}

/**
 * The double nearest to `value`, as `Number` gives it, without the way over a text where the digits are few.
 *
 * @example toNumber(decimal('-12.345')) // -12.345
 * @example toNumber(decimal('4.05e11')) // 405000000000
 */
export function toNumber(value: Decimal): number {
  const { c: digits, e: exponent, s: sign } = value
  const behind = digits.length - 1 - exponent
  // a whole number and a power of ten that are both exact have a quotient that is rounded once
  if (digits.length > 15 || behind < -22 || behind > 22) return Number(value)
  let whole = 0
  for (let i = 0; i < digits.length; i += 1) whole = whole * 10 + digits[i]!
  return behind < 0 ? sign * whole * powers[-behind]! : (sign * whole) / powers[behind]!
}

const powers: readonly number[] = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/**
 * Whether `text` is a decimal that `decimal` accepts.
 *
 * @example isDecimal('3.8e25') // true
 * @example isDecimal('1,000') // false
 */
export function isDecimal(text: string): boolean {
  return pattern.test(text)
}

/**
 * `value` with `places` digits after the point; negative places round to tens, hundreds and so on.
 *
 * @example round(decimal('405000000000'), -8).toFixed() // '405000000000'
 * @example round(decimal('0.125'), 2, 'half-even').toFixed() // '0.12'
 */
export function round(value: Decimal, places: number, rounding: Rounding = 'half-up'): Decimal {
  const mode = modes[rounding]
  if (places >= 0) return value.round(places, mode)
  const scale = powerOfTen(-places)
  return value.div(scale).round(0, mode).times(scale)
}

/**
 * Ten to the power of `exponent`, exactly.
 *
 * @example powerOfTen(-2).toFixed() // '0.01'
 */
export function powerOfTen(exponent: number): Decimal {
  let power = tens.get(exponent)
  if (power === undefined) {
    power = made(1, exponent, [1])
    tens.set(exponent, power)
  }
  return power
}

const tens = new Map<number, Decimal>()

/**
 * The exponent of `value` where it is a power of ten, otherwise `null`.
 *
 * @example exponentOfTen(decimal('0.01')) // -2
 * @example exponentOfTen(decimal('20')) // null
 */
export function exponentOfTen({ s, e, c }: Decimal): number | null {
  return s === 1 && c.length === 1 && c[0] === 1 ? e : null
}

/**
 * `value` in plain digits, without an exponent and without trailing zeros.
 *
 * @example plain(decimal('3.80e3')) // '3800'
 */
export function plain({ s: sign, e: exponent, c: figures }: Decimal): string {
  let digits = ''
  for (const figure of figures) digits += figure
  if (exponent < 0) digits = `0.${'0'.repeat(-exponent - 1)}${digits}`
  else if (figures.length <= exponent + 1) digits += '0'.repeat(exponent + 1 - figures.length)
  else digits = `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`
  return sign < 0 && figures[0] !== 0 ? `-${digits}` : digits
}
