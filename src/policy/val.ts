import { type Decimal, decimal, type Interval, interval, order, point } from '../base/index.ts'

/** What an expression may come to, given what is known: sets of numbers, of truth values, of words. */
export type Val =
  | { readonly kind: 'number'; readonly range: Interval }
  | { readonly kind: 'truth'; readonly yes: boolean; readonly no: boolean }
  | { readonly kind: 'choice'; readonly set: readonly string[] }
  /** nothing is in force that would say */
  | { readonly kind: 'none' }

/** Truth values. */
export const yes: Val = Object.freeze({ kind: 'truth', yes: true, no: false })
export const no: Val = Object.freeze({ kind: 'truth', yes: false, no: true })
export const maybe: Val = Object.freeze({ kind: 'truth', yes: true, no: true })
export const none: Val = Object.freeze({ kind: 'none' })

/** A number that is known. */
export function number(value: Decimal | number | string): Val {
  return { kind: 'number', range: point(typeof value === 'object' ? value : decimal(value)) }
}

/** A truth value from what is possible. */
export function truth(canYes: boolean, canNo: boolean): Val {
  return canYes ? (canNo ? maybe : yes) : no
}

/** All that either may come to. */
export function either(a: Val, b: Val): Val {
  if (a.kind === 'none') return b
  if (b.kind === 'none') return a
  if (a.kind === 'number' && b.kind === 'number') return { kind: 'number', range: hull(a.range, b.range) }
  if (a.kind === 'truth' && b.kind === 'truth') return truth(a.yes || b.yes, a.no || b.no)
  if (a.kind === 'choice' && b.kind === 'choice') return { kind: 'choice', set: [...new Set([...a.set, ...b.set])] }
  return none
}

/** The smallest interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  const low = a.low === null || b.low === null ? null : a.low.lt(b.low) ? a.low : b.low
  const high = a.high === null || b.high === null ? null : a.high.gt(b.high) ? a.high : b.high
  return interval(low, high)
}

/** The least (sign -1) or the most (sign 1) of two numbers. */
export function extreme(a: Interval, b: Interval, sign: 1 | -1): Interval {
  const pick = (x: Decimal | null, y: Decimal | null, open: 1 | -1): Decimal | null => {
    if (x === null || y === null) return open === sign ? null : (x ?? y)
    return x.cmp(y) * sign > 0 ? x : y
  }
  return interval(pick(a.low, b.low, -1), pick(a.high, b.high, 1))
}

/** Whether a comparison holds. */
export function compare(op: '=' | '!=' | '<' | '<=' | '>' | '>=', a: Val, b: Val): Val {
  if (a.kind === 'none' || b.kind === 'none') return none
  if (a.kind === 'number' && b.kind === 'number') return compareRanges(op, a.range, b.range)
  if (op !== '=' && op !== '!=') return none
  const same = sameness(a, b)
  return op === '=' || same.kind !== 'truth' ? same : truth(same.no, same.yes)
}

function sameness(a: Val, b: Val): Val {
  if (a.kind === 'truth' && b.kind === 'truth')
    return truth((a.yes && b.yes) || (a.no && b.no), (a.yes && b.no) || (a.no && b.yes))
  if (a.kind !== 'choice' || b.kind !== 'choice') return none
  const common = a.set.some((x) => b.set.includes(x))
  return truth(common, !(a.set.length === 1 && b.set.length === 1 && common))
}

function compareRanges(op: '=' | '!=' | '<' | '<=' | '>' | '>=', a: Interval, b: Interval): Val {
  const lie = order(a, b)
  if (op === '=' || op === '!=') {
    const result = lie === 'equal' ? yes : lie === 'overlap' ? maybe : no
    return op === '=' || result === maybe ? result : result === yes ? no : yes
  }
  const upward = op === '<' || op === '<='
  const [low, high] = upward ? [a, b] : [b, a]
  const orEqual = op === '<=' || op === '>='
  const never = high.high !== null && low.low !== null && (orEqual ? low.low.gt(high.high) : low.low.gte(high.high))
  const always = low.high !== null && high.low !== null && (orEqual ? low.high.lte(high.low) : low.high.lt(high.low))
  return truth(!never, !always)
}
