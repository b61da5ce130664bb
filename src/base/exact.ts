import Big from 'big.js'

/** An exact decimal; never a float. */
export type Decimal = Big

/** Division keeps this many decimal places; beyond it a quotient is rounded half to even. */
export const divisionPlaces = 40

/** The constructor of exact decimals: big.js, with the operations that reports ask for most made short. */
export const Exact = Big()
Exact.DP = divisionPlaces
Exact.RM = 2
Exact.NE = -1e6
Exact.PE = 1e6

// big.js copies its second number before each operation, works digit by digit, and so divides by powers of ten too
const general = Exact.prototype
const quick: Big = Object.create(general)
Exact.prototype = quick

// as the constructor leaves one, without the way through a text or a copy
function Made(this: Big, sign: number, exponent: number, digits: number[]): void {
  this.s = sign
  this.e = exponent
  this.c = digits
  ;(this as unknown as { constructor: unknown }).constructor = Exact
}
Made.prototype = quick

/** The decimal of the given sign, exponent of its first digit, and digits, which neither begin nor end with a zero unless it is zero. */
export const made = (sign: number, exponent: number, digits: number[]): Big =>
  new (Made as unknown as new (s: number, e: number, c: number[]) => Big)(sign, exponent, digits)

quick.cmp = function (other) {
  return compare(this, given(other))
}
quick.eq = function (other) {
  return compare(this, given(other)) === 0
}
quick.gt = function (other) {
  return compare(this, given(other)) > 0
}
quick.gte = function (other) {
  return compare(this, given(other)) >= 0
}
quick.lt = function (other) {
  return compare(this, given(other)) < 0
}
quick.lte = function (other) {
  return compare(this, given(other)) <= 0
}
quick.plus = function (other) {
  const y = given(other)
  return sumOf(this, y, y.s) ?? general.plus.call(this, y)
}
quick.add = quick.plus
quick.minus = function (other) {
  const y = given(other)
  return sumOf(this, y, -y.s) ?? general.minus.call(this, y)
}
quick.sub = quick.minus
quick.times = function (other) {
  const y = given(other)
  const a = this.c
  const b = y.c
  if (a[0] === 0 || b[0] === 0) return general.times.call(this, y)
  if (isPower(y)) return made(this.s, this.e + y.e, a.slice())
  if (a.length + b.length > 15) return general.times.call(this, y)
  return fromWhole(this.s === y.s ? 1 : -1, wholeOf(a) * wholeOf(b), this.e - a.length + y.e - b.length + 2)
}
quick.mul = quick.times
quick.div = function (other) {
  const y = given(other)
  const a = this.c
  const b = y.c
  // a remainder and a root divide to other places
  if (a[0] === 0 || b[0] === 0 || Exact.DP !== divisionPlaces) return general.div.call(this, y)
  if (isPower(y) && a.length - 1 - this.e + y.e <= divisionPlaces) return made(this.s, this.e - y.e, a.slice())
  return quotientOf(this, y)
}
quick.abs = function () {
  return made(1, this.e, this.c.slice())
}
quick.neg = function () {
  return made(-this.s, this.e, this.c.slice())
}

// numbers are compared with a few plain ones again and again
const constants = new Map<number, Big>()
const mostConstants = 500

function given(value: unknown): Big {
  if (value instanceof Exact) return value
  if (typeof value !== 'number') return new Exact(value as string)
  let constant = constants.get(value)
  if (constant === undefined) {
    constant = new Exact(value)
    if (constants.size < mostConstants) constants.set(value, constant)
  }
  return constant
}

function isPower({ s, c }: Big): boolean {
  return c.length === 1 && c[0] === 1 && s === 1
}

function compare(a: Big, b: Big): -1 | 0 | 1 {
  const x = a.c
  const y = b.c
  if (x[0] === 0 || y[0] === 0) return signOf(x[0] === 0 ? (y[0] === 0 ? 0 : -b.s) : a.s)
  if (a.s !== b.s) return signOf(a.s)
  if (a.e !== b.e) return signOf(a.e > b.e ? a.s : -a.s)
  const shared = Math.min(x.length, y.length)
  for (let i = 0; i < shared; i += 1) if (x[i] !== y[i]) return signOf(x[i]! > y[i]! ? a.s : -a.s)
  return x.length === y.length ? 0 : signOf(x.length > y.length ? a.s : -a.s)
}

function signOf(value: number): -1 | 0 | 1 {
  return value > 0 ? 1 : value < 0 ? -1 : 0
}

const powers: readonly number[] = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

// `null` where the digits of both, one below the other, are more than a double holds
function sumOf(a: Big, b: Big, sign: number): Big | null {
  if (a.c[0] === 0 || b.c[0] === 0) return null
  const x = a.e - a.c.length
  const y = b.e - b.c.length
  const last = Math.min(x, y)
  if (Math.max(a.e, b.e) - last > 15) return null
  const sum = a.s * wholeOf(a.c) * powers[x - last]! + sign * wholeOf(b.c) * powers[y - last]!
  return sum < 0 ? fromWhole(-1, -sum, last + 1) : fromWhole(1, sum, last + 1)
}

function wholeOf(digits: readonly number[]): number {
  let whole = 0
  for (let i = 0; i < digits.length; i += 1) whole = whole * 10 + digits[i]!
  return whole
}

// `whole`, of fewer than sixteen digits, times ten to the power of `last`
function fromWhole(sign: number, whole: number, last: number): Big {
  if (whole === 0) return made(1, 0, [0])
  let rest = whole
  let exponent = last
  while (rest % 10 === 0) {
    rest /= 10
    exponent += 1
  }
  const digits: number[] = []
  // a list of small whole numbers, and not of doubles: what reads millions of digits meets one kind
  for (; rest > 0; rest = Math.floor(rest / 10)) digits.push((rest % 10) | 0)
  return made(sign, exponent + digits.length - 1, digits.reverse())
}

function quotientOf(a: Big, b: Big): Big {
  // both as whole numbers, so that the quotient is a whole number of the last place that is kept
  const shift = a.e - a.c.length - (b.e - b.c.length) + divisionPlaces
  const above = BigInt(a.c.join('')) * (shift > 0 ? 10n ** BigInt(shift) : 1n)
  const below = BigInt(b.c.join('')) * (shift < 0 ? 10n ** BigInt(-shift) : 1n)
  let quotient = above / below
  const twice = (above - quotient * below) * 2n
  if (twice > below || (twice === below && quotient % 2n === 1n)) quotient += 1n
  const sign = a.s === b.s ? 1 : -1
  if (quotient === 0n) return made(sign, 0, [0])
  const written = quotient.toString()
  let length = written.length
  while (written.charCodeAt(length - 1) === 48) length -= 1
  const digits: number[] = []
  for (let i = 0; i < length; i += 1) digits.push(written.charCodeAt(i) - 48)
  return made(sign, written.length - 1 - divisionPlaces, digits)
}
