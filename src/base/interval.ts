import { type Decimal, decimal } from './decimal.ts'

/** A set of numbers between two ends; `null` is unbounded, an open end is not part of the set. */
export interface Interval {
  readonly low: Decimal | null
  readonly high: Decimal | null
  readonly lowOpen: boolean
  readonly highOpen: boolean
}

/** How two intervals lie to each other. */
export type Order = 'below' | 'above' | 'equal' | 'overlap'

/** The interval from `low` to `high`; closed unless told. */
export function interval(low: Decimal | null, high: Decimal | null, lowOpen = false, highOpen = false): Interval {
  return { low, high, lowOpen: low === null || lowOpen, highOpen: high === null || highOpen }
}

/** The interval that holds `value` alone. */
export function point(value: Decimal): Interval {
  return interval(value, value)
}

/**
 * Whether every number of `inner` lies in `outer`.
 *
 * @example contains(interval(decimal('0'), null), point(decimal('3'))) // true
 * @example contains(interval(decimal('3'), null, true), point(decimal('3'))) // false
 */
export function contains(outer: Interval, inner: Interval): boolean {
  return lowWithin(outer, inner) && highWithin(outer, inner)
}

function lowWithin(outer: Interval, inner: Interval): boolean {
  if (outer.low === null) return true
  if (inner.low === null) return false
  const order = inner.low.cmp(outer.low)
  return order > 0 || (order === 0 && (!outer.lowOpen || inner.lowOpen))
}

function highWithin(outer: Interval, inner: Interval): boolean {
  if (outer.high === null) return true
  if (inner.high === null) return false
  const order = inner.high.cmp(outer.high)
  return order < 0 || (order === 0 && (!outer.highOpen || inner.highOpen))
}

/** Whether some number lies in both. */
export function overlaps(a: Interval, b: Interval): boolean {
  return !endsBefore(a, b) && !endsBefore(b, a)
}

function endsBefore(a: Interval, b: Interval): boolean {
  if (a.high === null || b.low === null) return false
  const order = a.high.cmp(b.low)
  return order < 0 || (order === 0 && (a.highOpen || b.lowOpen))
}

/**
 * How `a` lies to `b`: wholly below, wholly above, the same single number, or overlapping.
 *
 * @example order(point(decimal('84')), point(decimal('83.6'))) // 'above'
 */
export function order(a: Interval, b: Interval): Order {
  if (isPoint(a) && isPoint(b) && a.low!.eq(b.low!)) return 'equal'
  if (endsBefore(a, b)) return 'below'
  if (endsBefore(b, a)) return 'above'
  return 'overlap'
}

/** Whether the interval holds exactly one number. */
export function isPoint(a: Interval): boolean {
  return a.low !== null && a.high !== null && a.low.eq(a.high)
}

/** The interval of all sums. */
export function add(a: Interval, b: Interval): Interval {
  return interval(
    a.low && b.low && a.low.plus(b.low),
    a.high && b.high && a.high.plus(b.high),
    a.lowOpen || b.lowOpen,
    a.highOpen || b.highOpen,
  )
}

/** The interval with every sign turned. */
export function negate(a: Interval): Interval {
  return interval(a.high === null ? null : a.high.neg(), a.low === null ? null : a.low.neg(), a.highOpen, a.lowOpen)
}

/** The interval of all differences. */
export function subtract(a: Interval, b: Interval): Interval {
  return add(a, negate(b))
}

/** The interval of all products; unbounded on a side where an operand has no end. */
export function multiply(a: Interval, b: Interval): Interval {
  const ends = corners(a, b)
  if (ends === null) return unboundedProduct(a, b)
  return hull(ends)
}

interface End {
  readonly value: Decimal
  readonly open: boolean
}

function corners(a: Interval, b: Interval): End[] | null {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return null
  const left: End[] = [end(a.low, a.lowOpen), end(a.high, a.highOpen)]
  const right: End[] = [end(b.low, b.lowOpen), end(b.high, b.highOpen)]
  return left.flatMap((x) => right.map((y) => end(x.value.times(y.value), cornerOpen(x, y))))
}

// a closed zero makes the product zero whatever the other end is
function cornerOpen(x: End, y: End): boolean {
  if (x.value.eq(0) && !x.open) return false
  if (y.value.eq(0) && !y.open) return false
  return x.open || y.open
}

function end(value: Decimal, open: boolean): End {
  return { value, open }
}

function hull(ends: readonly End[]): Interval {
  let low = ends[0]!
  let high = ends[0]!
  for (const e of ends) {
    if (e.value.lt(low.value) || (e.value.eq(low.value) && !e.open)) low = e
    if (e.value.gt(high.value) || (e.value.eq(high.value) && !e.open)) high = e
  }
  return interval(low.value, high.value, low.open, high.open)
}

function unboundedProduct(a: Interval, b: Interval): Interval {
  const zero = decimal('0')
  if (isPoint(a) && a.low!.eq(0)) return point(zero)
  if (isPoint(b) && b.low!.eq(0)) return point(zero)
  const positive = (x: Interval): boolean => x.low?.gte(0) === true
  if (positive(a) && positive(b)) {
    const high = a.high && b.high && a.high.times(b.high)
    return interval(a.low!.times(b.low!), high, a.lowOpen || b.lowOpen, a.highOpen || b.highOpen)
  }
  if (positive(negate(a)) && positive(b)) return negate(unboundedProduct(negate(a), b))
  if (positive(a) && positive(negate(b))) return negate(unboundedProduct(a, negate(b)))
  return interval(null, null)
}

/** The interval of all quotients, or `null` when the divisor may be zero. */
export function divide(a: Interval, b: Interval): Interval | null {
  const inverse = invert(b)
  return inverse && multiply(a, inverse)
}

function invert(b: Interval): Interval | null {
  const one = decimal('1')
  const zero = decimal('0')
  if (contains(b, point(zero))) return null
  if (b.low?.gte(0)) {
    return interval(
      b.high === null ? zero : one.div(b.high),
      b.low.eq(0) ? null : one.div(b.low),
      b.high === null || b.highOpen,
      b.lowOpen,
    )
  }
  const turned = invert(negate(b))
  return turned && negate(turned)
}
