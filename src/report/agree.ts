import {
  type Amount,
  aboutShare,
  amountInterval,
  contains,
  conversion,
  type Decimal,
  decimal,
  exponentOfTen,
  type Interval,
  interval,
  type Mention,
  point,
  powerOfTen,
  round,
  type Units,
} from '../base/index.ts'

/** What a literal is held against. */
export interface Truth {
  readonly value: Decimal
  readonly high?: Decimal
  readonly interval: Interval
  readonly bound: Amount['bound']
  readonly decimals?: number
  readonly unit: string
  readonly derived: boolean
  /** computed from exact facts: its interval is that of their last digits alone */
  readonly firm?: boolean
  /** a score out of a hundred, or a difference of such: also said in points, 88.6 分 */
  readonly score?: boolean
}

/** A literal in the unit of its fact. */
interface Reading extends Amount {
  /** a size such as 数百, which holds the number somewhere in it */
  readonly size: boolean
  /** how much larger than as written the number stands, such as 100 for a third in percent */
  readonly factor: Decimal
}

/** What a literal is, seen from its fact. */
export type Verdict =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'unit'; readonly printed: string; readonly missing: boolean }
  | { readonly kind: 'scale'; readonly power: number }
  | { readonly kind: 'qualifier' }
  | { readonly kind: 'precision' }
  | { readonly kind: 'value' }

const agrees: Verdict = { kind: 'agrees' }

// what a bare number would leave open: which money, and percent or percentage points
const money: ReadonlySet<string> = new Set(['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP'])
const unitsToPrint: ReadonlySet<string> = new Set(['percentage-point', ...money])

/**
 * Whether `mention` is a true rendering of `truth`.
 *
 * Its unit must convert into the fact's, its number must be the fact's at its own precision, and whatever the fact
 * allows must be allowed by its words. In a table (`bare`) the head carries the unit.
 */
export function agree(mention: Mention, truth: Truth, units: Units, bare = false): Verdict {
  const found = readingsOf(mention, truth, units, bare)
  if (!Array.isArray(found)) return found
  // 最高 88.6 may name the highest of several as well as set a limit
  const either = mention.qualifiers.some((q) => q === '最高' || q === '最低')
  const readings = either ? [...found, ...found.map((a) => ({ ...a, bound: 'exact' as const }))] : found
  let worst: Verdict | null = null
  for (const amount of readings) {
    const verdict = judge(amount, truth)
    if (verdict.kind === 'agrees') return verdict
    if (worst === null || weight(verdict) < weight(worst)) worst = verdict
  }
  return worst ?? agrees
}

function weight(verdict: Verdict): number {
  return ['agrees', 'qualifier', 'precision', 'scale', 'value', 'unit'].indexOf(verdict.kind)
}

function readingsOf(mention: Mention, truth: Truth, units: Units, bare: boolean): Reading[] | Verdict {
  const named = units.named(mention.unitText)
  if (mention.unitText === '' || named.length === 0) {
    // of a price for a million tokens, that of the money
    if (!bare && unitsToPrint.has(truth.unit.split('/')[0]!)) return { kind: 'unit', printed: '', missing: true }
    return bareReadings(mention, truth, units)
  }
  const into = (list: typeof named) =>
    list
      .map((u) =>
        truth.score === true && u.dimension === 'score' ? decimal('1') : conversion(units, u.id, truth.unit),
      )
      .filter((f) => f !== null)
  // a fact in dollars whose measure says for how many they are
  const over = mention.unitText.split('/')[0]!
  const factors =
    [into(named), into(over === mention.unitText ? [] : units.named(over))].find((f) => f.length > 0) ?? []
  if (factors.length === 0) return { kind: 'unit', printed: mention.unitText, missing: false }
  return factors.flatMap((f) => [scaled(mention, f), ...binary(mention, f, truth, units)])
}

function bareReadings(mention: Mention, truth: Truth, units: Units): Reading[] {
  const one = decimal('1')
  const readings = [scaled(mention, one), ...binary(mention, one, truth, units)]
  if (mention.form === 'fraction') {
    const factor = conversion(units, '1', truth.unit)
    if (factor !== null) readings.push(scaled(mention, factor))
  }
  return readings
}

// 128K tokens or bytes may be 131,072 as well as 128,000: the word keeps both readings
function binary(mention: Mention, factor: Decimal, truth: Truth, units: Units): Reading[] {
  const dimension = units.get(truth.unit)?.dimension
  const power = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[mention.scaleText.toLowerCase()]
  if (power === undefined || (dimension !== 'token' && dimension !== 'information')) return []
  const ratio = decimal(power).div(mention.scale)
  const { decimals: _, ...rest } = scaled(mention, factor.times(ratio))
  return [rest]
}

function scaled(mention: Mention, factor: Decimal): Reading {
  const shift = powerShift(factor)
  const decimals = mention.decimals === undefined || shift === null ? undefined : mention.decimals - shift
  return {
    value: mention.value.times(factor),
    bound: mention.bound,
    size: mention.form === 'vague',
    factor,
    ...(mention.high === undefined ? {} : { high: mention.high.times(factor) }),
    ...(mention.below === undefined ? {} : { below: mention.below.times(factor) }),
    ...(decimals === undefined ? {} : { decimals }),
  }
}

function powerShift(factor: Decimal): number | null {
  const power = exponentOfTen(factor)
  return power === null || Math.abs(power) > 12 ? null : power
}

function judge(literal: Reading, truth: Truth): Verdict {
  if (literal.size && contains(amountInterval(literal), truth.interval)) return agrees
  const numberFits = sameNumber(literal, truth)
  switch (literal.bound) {
    case 'exact':
    case 'average':
    case 'range':
      return numberFits ? plainBound(literal, truth) : misfit(literal, truth)
    case 'about':
    case 'nearly':
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return boundFits(literal, truth) ? agrees : numberFits ? { kind: 'qualifier' } : misfit(literal, truth)
  }
}

// without a qualifier the words claim the number itself, so a bounded fact needs its bound
function plainBound(literal: Reading, truth: Truth): Verdict {
  if (truth.bound === literal.bound) return finer(literal, truth) ? { kind: 'precision' } : agrees
  // 平均 before a mean that the report itself computes says what it is
  if (truth.bound === 'exact' && literal.bound !== 'range')
    return literal.bound === 'average' && !truth.derived ? { kind: 'qualifier' } : agrees
  return { kind: 'qualifier' }
}

function finer(literal: Amount, truth: Truth): boolean {
  if (truth.derived || truth.decimals === undefined || literal.decimals === undefined) return false
  // cents are printed in pairs: $2.80 of 2.8
  const isMoney = literal.decimals === 2 && money.has(truth.unit.split('/')[0]!)
  if (isMoney && truth.decimals === 1 && round(literal.value, 1).eq(literal.value)) return false
  return significant(literal) > truth.decimals && literal.bound !== 'range'
}

// zeros before the point may be there for their place only: 4050 亿 does not claim its last digit
function significant(literal: Amount): number {
  if (literal.decimals! > 0) return literal.decimals!
  let places = 0
  while (places > -30 && !literal.value.eq(0) && round(literal.value, places - 1).eq(literal.value)) places -= 1
  return Math.min(places, literal.decimals!)
}

function sameNumber(literal: Reading, truth: Truth): boolean {
  if (literal.bound === 'range' || truth.high !== undefined) {
    const high = truth.high ?? truth.value
    return (
      literal.high !== undefined &&
      atPrecision(literal.value, truth.value, literal) &&
      atPrecision(literal.high, high, literal)
    )
  }
  return atPrecision(literal.value, truth.value, literal)
}

function atPrecision(printed: Decimal, value: Decimal, literal: Reading): boolean {
  if (printed.eq(value)) return true
  if (literal.decimals === undefined) return nearFraction(printed.div(literal.factor), value.div(literal.factor))
  // 0 million is no rendering of 131,072
  if (printed.eq(0) && literal.decimals < 0) return false
  return (
    round(value, literal.decimals, 'half-up').eq(printed) || round(value, literal.decimals, 'half-even').eq(printed)
  )
}

// a fraction such as 1/3 has no last digit; it stands for what rounds to it in two digits
function nearFraction(printed: Decimal, value: Decimal): boolean {
  let places = 2
  for (let least = decimal('0.1'); printed.abs().lt(least) && places < 12; least = least.div(10)) places += 1
  return round(printed, places).eq(round(value, places))
}

function boundFits(literal: Reading, truth: Truth): boolean {
  if (literal.bound === 'about') {
    // what is computed from rough numbers is as wide as what is said of exact ones
    if (truth.bound === 'about' && !truth.derived)
      return sameNumber(literal, truth) || contains(amountInterval(literal), truth.interval)
    if (truth.bound === 'about') return sameNumber(literal, truth) || contains(widened(literal), point(truth.value))
    return truth.bound === 'exact' && (sameNumber(literal, truth) || contains(widened(literal), point(truth.value)))
  }
  const claimed = amountInterval(literal)
  // about 148 is nearly 150 and more than 140, but no more and no less than 148
  if (truth.bound === 'about' && !truth.derived && !literal.value.eq(truth.value))
    return contains(claimed, point(truth.value)) && notTrivial(literal, truth)
  // a cap of 2000 is also no more than 3000, but to say so is to state another cap
  if (truth.bound !== 'exact' && !truth.derived) {
    // 2000 余元 says of a fact of more than 2000 what is known of it
    const { below: _, ...open } = literal
    return sameNumber(literal, truth) && contains(amountInterval(open), truth.interval)
  }
  if (truth.bound === 'exact' && !truth.derived)
    return contains(claimed, point(truth.value)) && notTrivial(literal, truth)
  const told = truth.firm === true ? point(truth.value) : truth.interval
  return contains(claimed, told) && notTrivial(literal, truth)
}

function widened(literal: Amount): Interval {
  const slack = literal.value.abs().times(aboutShare)
  return interval(literal.value.minus(slack), literal.value.plus(slack))
}

// more than 10 is true of a million, but says nothing of it: a bound must be of the fact's own size, and one that is
// printed to three digits is the fact's neighbour: up to 406 billion is no rendering of 405 billion
function notTrivial(literal: Amount, truth: Truth): boolean {
  if (literal.value.eq(0) || truth.value.eq(0)) return true
  if (literal.decimals !== undefined) {
    const unit = powerOfTen(-significant(literal))
    if (literal.value.abs().gte(unit.times(100))) return truth.value.minus(literal.value).abs().lt(unit)
  }
  const ratio = truth.value.div(literal.value)
  return ratio.gte('0.5') && ratio.lte('2')
}

function misfit(literal: Reading, truth: Truth): Verdict {
  const power = slip(literal, truth)
  return power === null ? { kind: 'value' } : { kind: 'scale', power }
}

function slip(literal: Reading, truth: Truth): number | null {
  if (literal.value.eq(0) || truth.value.eq(0)) return null
  // 128M for 128K, both of them powers of two
  const ratio = literal.value.div(truth.value)
  for (const step of [1, 2, 3]) {
    if (ratio.eq(1024 ** step)) return 3 * step
    if (ratio.times(1024 ** step).eq(1)) return -3 * step
  }
  for (let power = -12; power <= 12; power += 1) {
    if (power === 0) continue
    const shifted = { ...literal, value: literal.value.times(powerOfTen(power)) }
    const decimals = literal.decimals === undefined ? undefined : literal.decimals - power
    if (atPrecision(shifted.value, truth.value, decimals === undefined ? shifted : { ...shifted, decimals }))
      return -power
  }
  return null
}
