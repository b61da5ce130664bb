import { type Decimal, decimal, powerOfTen } from './decimal.ts'
import { type Interval, interval } from './interval.ts'

/**
 * How a printed number bounds the true one.
 *
 * `exact` the number itself, at its printed precision; `about` within five percent; `nearly` from nine tenths up to,
 * not including; `at-least` and `at-most` include the number; `more-than` and `less-than` do not; `average` is the mean
 * of a population, never one member's value; `range` lies between the number and `high`, both included.
 */
export type Bound =
  | 'exact'
  | 'about'
  | 'nearly'
  | 'at-least'
  | 'more-than'
  | 'at-most'
  | 'less-than'
  | 'average'
  | 'range'

/** All bounds, in the order in which they are listed to a reader. */
export const bounds: readonly Bound[] = [
  'exact',
  'about',
  'nearly',
  'at-least',
  'more-than',
  'at-most',
  'less-than',
  'average',
  'range',
]

/** `约` and "about" allow this share of the number to either side. */
export const aboutShare = decimal('0.05')

/** `近` and "nearly" reach down to this share of the number. */
export const nearlyShare = decimal('0.9')

/** A number as it stands: a decimal with its precision and bound, before anybody says of what. */
export interface Amount {
  readonly value: Decimal
  /** upper end, only with bound `range` */
  readonly high?: Decimal | undefined
  /** the next round number, which 80 多 stays below; only with bound `more-than` */
  readonly below?: Decimal | undefined
  /** digits after the point that are printed, negative left of it (4050 亿: -8); absent means exact */
  readonly decimals?: number | undefined
  readonly bound: Bound
}

const none = decimal('0')
const halves = new Map<number, Decimal>()

// half of the last printed place
function halfOf(decimals: number): Decimal {
  let half = halves.get(decimals)
  if (half === undefined) {
    half = powerOfTen(-decimals).times('0.5')
    if (halves.size < 1000) halves.set(decimals, half)
  }
  return half
}

/**
 * All numbers that `amount` may stand for.
 *
 * A printed precision widens `exact`, `average` and `range` by half its last digit. The other bounds are taken at the
 * number as printed. Negative amounts keep their direction: less than -5 is further from zero.
 *
 * @source XBRL Open Information Model, duplicates: a value with decimals d stands for value ± 0.5 × 10^-d
 * @example amountInterval({ value: decimal('84'), decimals: 0, bound: 'exact' }).low?.toFixed() // '83.5'
 * @example amountInterval({ value: decimal('80'), below: decimal('90'), bound: 'more-than' }).high?.toFixed() // '90'
 */
export function amountInterval(amount: Amount): Interval {
  const { value } = amount
  const half = amount.decimals === undefined ? none : halfOf(amount.decimals)
  const top = amount.high ?? value
  switch (amount.bound) {
    case 'exact':
    case 'average':
    case 'range':
      return interval(value.minus(half), top.plus(half))
    case 'about': {
      const slack = value.abs().times(aboutShare)
      const wide = slack.gt(half) ? slack : half
      return interval(value.minus(wide), value.plus(wide))
    }
    case 'nearly':
      return value.gte(0)
        ? interval(value.times(nearlyShare), value, false, true)
        : interval(value, value.times(nearlyShare), true, false)
    case 'at-least':
      return interval(value, null)
    case 'more-than': {
      const { below } = amount
      return below?.gt(value) ? interval(value, below, true, true) : interval(value, null, true)
    }
    case 'at-most':
      return interval(null, value)
    case 'less-than':
      return interval(null, value, false, true)
  }
}
