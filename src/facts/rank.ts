import { aboutShare, type Decimal, decimal, type Interval, interval, isPoint } from '../base/index.ts'
import type { Relation } from './expression.ts'

/**
 * Whether `relation` holds between two intervals.
 *
 * `above` and `below` hold when no number of one reaches past a number of the other; rounding intervals that only touch
 * count as apart. `near` holds when the middles are within five percent of the larger.
 */
export function compareFacts(relation: Relation, a: Interval, b: Interval): 'yes' | 'no' | 'unknown' {
  switch (relation) {
    case 'above':
      return isAbove(a, b) ? 'yes' : isAbove(b, a) || samePoint(a, b) ? 'no' : 'unknown'
    case 'below':
      return compareFacts('above', b, a)
    case 'near':
      return near(a, b)
  }
}

function isAbove(a: Interval, b: Interval): boolean {
  if (a.low === null || b.high === null) return false
  const order = a.low.cmp(b.high)
  return order > 0 || (order === 0 && !samePoint(a, b))
}

function samePoint(a: Interval, b: Interval): boolean {
  return isPoint(a) && isPoint(b) && a.low!.eq(b.low!)
}

function near(a: Interval, b: Interval): 'yes' | 'no' | 'unknown' {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return 'unknown'
  const left = a.low.plus(a.high).div(2)
  const right = b.low.plus(b.high).div(2)
  const larger = left.abs().gt(right.abs()) ? left.abs() : right.abs()
  return left.minus(right).abs().lte(larger.times(aboutShare)) ? 'yes' : 'no'
}

/** A number with its interval. */
interface Ranked {
  readonly value: Decimal
  readonly interval: Interval
}

/**
 * The place of `own` among `others`, 1 for the best; the interval says which places the intervals leave possible.
 *
 * Equal values share a place.
 */
export function rankOf(own: Interval, value: Decimal, others: readonly Ranked[], lowerIsBetter: boolean): Ranked {
  const better = (a: Interval, b: Interval) => (lowerIsBetter ? isAbove(b, a) : isAbove(a, b))
  const ahead = others.filter((o) => (lowerIsBetter ? o.value.lt(value) : o.value.gt(value))).length
  const surely = others.filter((o) => better(o.interval, own)).length
  const maybe = others.filter((o) => !better(own, o.interval) && !o.value.eq(value)).length
  return {
    value: decimal(ahead + 1),
    interval: interval(decimal(Math.min(surely, ahead) + 1), decimal(Math.max(maybe, ahead) + 1)),
  }
}
