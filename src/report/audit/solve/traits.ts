import type { Quantity } from './quantity.ts'

/** What of a quantity tells soonest that nothing is made of it. */
export interface Traits {
  readonly quantity: Quantity
  readonly place: number
  readonly code: number
  readonly isCount: boolean
  /** a share, a multiple, a growth */
  readonly isScalar: boolean
  /** of a cap nothing follows */
  readonly isBound: boolean
  /** what is saved is a difference */
  readonly isSaved: boolean
  readonly isHours: boolean
  /** a rate, or hours */
  readonly isRate: boolean
}

/** The traits of the quantity at `place` of its list. */
export function traitsOf(quantity: Quantity, place: number): Traits {
  const { kind, key, code, mention, isSaved } = quantity
  return {
    quantity,
    place,
    code,
    isCount: kind === 'count',
    isScalar: kind !== 'count' && kind !== 'amount',
    isBound:
      mention !== null &&
      (mention.bound === 'at-most' || mention.bound === 'at-least' || mention.bound === 'less-than'),
    isSaved,
    isHours: key === 'h1',
    isRate: key === 'h1' || isCompound(quantity),
  }
}

/** Whether the first may be a factor of the second: a number and its second writing are none of each other. */
export function mayMake({ quantity: q, place }: Traits, { quantity: result, place: own }: Traits): boolean {
  return place !== own && q.kind !== 'points' && !(q.start < result.end && result.start < q.end)
}

/** Whether factors whose codes together miss that of a quantity by `off` may make it; hours may be missing, or too many by one. */
export function isOpen(off: number): boolean {
  return off === 0 || off === 1 || off === -1
}

/** Whether a number may be another one again: in another unit, as its mean, over another time. */
export function mayRestate({ quantity: a }: Traits, { quantity: result }: Traits): boolean {
  if (a.period === 'day' || (a.period !== null && result.period !== null && a.period !== result.period)) return true
  return (
    a.kind === 'amount' && a.key !== '' && a.at <= result.at && a.sentence === result.sentence && a.unit !== result.unit
  )
}

/** Whether `tieOf` may tie two factors to a result, and there may be a way to reckon it. */
export function mayTie(result: Traits, a: Traits, b: Traits): boolean {
  if (a.isScalar || b.isScalar) {
    if (a.isScalar && b.isScalar) return false
    return a.isScalar ? mayScale(result, b, a) : mayScale(result, a, b)
  }
  if (!mayReckon(result, a, b)) return false
  if (result.isCount) return a.isHours || b.isHours ? mayLast(a.isHours ? b : a) : mayCount(result, a, b)
  if (a.isCount && b.isCount) return false
  if (a.isCount || b.isCount) return (a.isCount ? b : a).quantity.each !== null
  return a.isRate || b.isRate
}

// a number a day, times days
function mayLast({ isCount, quantity }: Traits): boolean {
  return isCount && quantity.period !== null && quantity.noun !== ''
}

// things of one thing, times those things
function mayCount({ quantity }: Traits, a: Traits, b: Traits): boolean {
  return quantity.noun !== '' && a.isCount && b.isCount && (a.quantity.each !== null || b.quantity.each !== null)
}

// hours of a rate, a power through a year, or what has no more than one period
function mayReckon(result: Traits, a: Traits, b: Traits): boolean {
  const p = a.quantity.period
  const q = b.quantity.period
  switch (a.code + b.code - result.code) {
    case 1:
      return (a.isHours && q !== null) || (b.isHours && p !== null)
    case -1:
      return p === null && q === null && result.quantity.period !== null
    default:
      return p === null || q === null || p === q
  }
}

// a share, a growth or a multiple stands near what it makes
function mayScale(result: Traits, whole: Traits, scalar: Traits): boolean {
  const q = whole.quantity
  const own = result.quantity
  if (q.key === 'W1' && own.key === 'W1 h1') return true
  // most stand further away, whatever they are
  if (Math.abs(scalar.place - result.place) > 2) return false
  if (q.key !== own.key || q.noun !== own.noun || !mayReckon(result, whole, scalar)) return false
  const w = whole.place
  const r = result.place
  const s = scalar.place
  switch (scalar.quantity.kind) {
    case 'growth':
    case 'fall':
      return (r + 1 === w && w + 1 === s) || (r + 1 === s && s + 1 === w) || (s + 1 === r && w < s && s - w <= 2)
    case 'times':
      return Math.abs(s - r) <= 2
    default:
      return Math.abs(s - r) === 1 || (s > w && s > r && s - Math.min(w, r) === 2)
  }
}

/** Whether `tieOf` may tie three factors to a result. */
export function mayTieThree(a: Traits, b: Traits, c: Traits): boolean {
  const scalars = Number(a.isScalar) + Number(b.isScalar) + Number(c.isScalar)
  const counts = Number(a.isCount) + Number(b.isCount) + Number(c.isCount)
  return scalars <= 1 && counts <= 2
}

/** Whether a quantity is per something. */
export function isCompound({ dimension }: Quantity): boolean {
  for (const id in dimension) if (dimension[id]! < 0) return true
  return false
}
