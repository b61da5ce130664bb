import {
  type Amount,
  amountInterval,
  contains,
  conversion,
  type Decimal,
  decimal,
  exponentOfTen,
  overlaps,
  point,
  powerOfTen,
  toNumber,
  type Units,
} from '../../base/index.ts'
import { factInterval, type Scope } from '../../facts/index.ts'
import type { Known, Verdict } from './claim.ts'
import { differing } from './conditions.ts'
import { slipOf } from './digits.ts'

/** What the known numbers make of a stated one. */
export interface Judgement {
  readonly verdict: Verdict
  /** the known number that the verdict rests on */
  readonly known: Known | null
  /** the factor by which a slipped number is off, such as 10 or 0.0001 */
  readonly factor?: Decimal
}

/** A stated number in one of its possible units. */
export interface Stated {
  readonly amount: Amount
  /** ids of the units that the printed one may be; empty where none is printed */
  readonly units: readonly string[]
  readonly scope: Scope
  /** the digits as printed */
  readonly digits: string
  /** the scale word; K and M of tokens and bytes may count by 1024 */
  readonly scale: string
  /** a size alone, such as 数百: it may fit, but nothing disagrees with it */
  readonly isVague: boolean
}

const order: readonly Verdict[] = [
  'match',
  'consistent',
  'weak',
  'stale',
  'unit-slip',
  'other-conditions',
  'scale-slip',
  'mismatch',
]

/** The best verdict that any of `list` allows on `stated`; current facts under the stated conditions come first. */
export function judge(stated: Stated, list: readonly Known[], units: Units): Judgement {
  let best: Judgement = { verdict: 'unchecked', known: null }
  let slip: Judgement | null = null
  const rank = (v: Verdict) => (order.indexOf(v) === -1 ? order.length : order.indexOf(v))
  const hasPrinted = list.some((k) => k.fact.evidence.kind !== 'read-off-chart')
  for (const known of list) {
    // a height read off a chart bears out no number that is finer than itself
    const isRough =
      known.fact.evidence.kind === 'read-off-chart' && (stated.amount.decimals ?? 0) > Math.max(0, known.decimals)
    if (hasPrinted && isRough) continue
    const found = judgeOne(stated, known, units)
    // more than 1.5 billion is true of 15 trillion by any source; one of them shows what was meant
    if (found?.verdict === 'scale-slip') slip = found
    if (found !== null && rank(found.verdict) < rank(best.verdict)) best = found
    else if (found?.verdict === 'mismatch' && best.verdict === 'mismatch' && isCloser(stated, known, best.known!))
      best = found
  }
  return slip !== null && best.verdict === 'weak' ? slip : best
}

/** Whether any of `list` may bear out `stated`: what none of them fits has no verdict that agrees. */
export function mayAgree(stated: Stated, list: readonly Known[], units: Units): boolean {
  return list.some((known) => {
    const inUnit = convert(stated, known, units)
    return inUnit !== null && fitsIn(stated, inUnit, known) !== null
  })
}

function fitsIn(stated: Stated, inUnit: Amount, known: Known): Verdict | null {
  return fit(inUnit, known) ?? binaryFit(stated, inUnit, known) ?? countedFit(inUnit, known)
}

// a slip of the hand away, then at the least distance
function isCloser({ amount, digits }: Stated, a: Known, b: Known): boolean {
  const isSlip = slipOf(digits, a.text) !== 'other'
  if (isSlip !== (slipOf(digits, b.text) !== 'other')) return isSlip
  const said = toNumber(amount.value)
  const apart = Math.abs(said - a.number) - Math.abs(said - b.number)
  // two that are nearly as far are told apart exactly
  if (Math.abs(apart) > 1e-9 * (Math.abs(said) + Math.abs(a.number) + Math.abs(b.number))) return apart < 0
  return amount.value.minus(a.value).abs().lt(amount.value.minus(b.value).abs())
}

function judgeOne(stated: Stated, known: Known, units: Units): Judgement | null {
  const inUnit = convert(stated, known, units)
  if (inUnit === null) return unitSlip(stated, known, units)
  const fits = fitsIn(stated, inUnit, known)
  if (fits !== null) {
    // more than 15 billion is true of 15 trillion, and was surely not meant
    // and 160 thousand is true of more than 16 thousand
    const isOpen = known.fact.bound === 'more-than' || known.fact.bound === 'at-least'
    const power = fits === 'weak' || (fits === 'consistent' && isOpen) ? slipFactor(inUnit, known) : null
    if (power !== null && (fits === 'consistent' || power.gte(10)))
      return { verdict: 'scale-slip', known, factor: power }
    if (differing(stated.scope, known.fact.scope).length > 0) return { verdict: 'other-conditions', known }
    return { verdict: known.older ? 'stale' : fits, known }
  }
  if (stated.isVague) return null
  const factor = slipFactor(inUnit, known)
  if (factor !== null) return { verdict: 'scale-slip', known, factor }
  return known.older || differing(stated.scope, known.fact.scope).length > 0 ? null : { verdict: 'mismatch', known }
}

/** `stated` in the unit of `known`, or `null` when its unit is another kind. */
function convert({ amount, units: printed }: Stated, { fact }: Known, units: Units): Amount | null {
  if (printed.length === 0) return amount
  const factors = printed.map((unit) => conversion(units, unit, fact.unit)).filter((f) => f !== null)
  const factor = factors[0]
  if (factor === undefined) return isPlain(printed, fact.unit) ? amount : null
  if (factor.eq(1)) return amount
  const shift = exponentOfTen(factor)
  return {
    ...amount,
    value: amount.value.times(factor),
    ...(amount.high === undefined ? {} : { high: amount.high.times(factor) }),
    ...(amount.below === undefined ? {} : { below: amount.below.times(factor) }),
    ...(amount.decimals === undefined
      ? {}
      : { decimals: amount.decimals - (shift ?? Math.floor(Math.log10(toNumber(factor)))) }),
  }
}

// 88.6 分 and 88.6 points are read as per cent of a benchmark, 个 counts anything
function isPlain(printed: readonly string[], unit: string): boolean {
  if (unit === 'percent' || unit === 'f1-points' || unit === 'score')
    return printed.some((u) => ['percent', 'score', 'index-point', 'f1-points'].includes(u))
  return printed.includes('1')
}

const binary: Readonly<Record<string, string>> = { K: '1.024', k: '1.024', M: '1.048576', m: '1.048576' }

// 128K tokens are 131072 as well as 128000, whoever wrote the K, and 16K GPUs are 16384
function binaryFit({ scale }: Stated, amount: Amount, known: Known): Verdict | null {
  if (!['token', 'byte', 'gpu'].includes(known.fact.unit)) return null
  const { decimals: _, ...exact } = amount
  const factor = binary[scale]
  if (factor !== undefined) return fit({ ...exact, value: amount.value.times(factor) }, known)
  const rounded = scale === '' ? binary[known.decimals === -3 ? 'K' : known.decimals === -6 ? 'M' : ''] : undefined
  return rounded === undefined ? null : fit({ ...exact, value: amount.value.div(rounded) }, known)
}

const roundest = 0.03

// 70.6B is what the 70B of a name come to when they are counted; 4150 亿 is as round as 4050 亿
function countedFit({ value, bound, high, decimals = 15 }: Amount, { fact, number }: Known): Verdict | null {
  if (fact.unit !== 'parameter' || bound !== 'exact' || high !== undefined || fact.bound !== 'exact') return null
  const round = 10 ** -(fact.decimals ?? 15)
  const isFiner = decimals < 15 && decimals > (fact.decimals ?? 15) && toNumber(value) % round !== 0
  // 1,000B of the 1.04 trillion that a second source has
  const isRound = /^[1-9]0*$/.test(value.toFixed()) && decimals < 0
  const most = isRound ? roundest + 0.02 : roundest
  return (isFiner || isRound) && Math.abs(toNumber(value) - number) <= number * most ? 'consistent' : null
}

function fit(amount: Amount, { fact, value, number }: Known): Verdict | null {
  if (isFar(amount, fact, number)) return null
  const said = amountInterval(amount)
  const is = factInterval(fact)
  if (is === null) return null
  if (amount.bound === 'exact' || amount.bound === 'average' || amount.bound === 'range') {
    if (contains(said, point(value))) return 'match'
    // a rough fact bears out a plain number within it
    return overlaps(said, is) && fact.bound !== 'exact'
      ? 'consistent'
      : coarser(amount, fact.decimals, value)
        ? 'match'
        : null
  }
  if (amount.bound === 'about' || amount.bound === 'nearly') return overlaps(said, is) ? 'match' : null
  if (fact.bound === 'at-most' && (amount.bound === 'at-most' || amount.bound === 'less-than'))
    return amount.value.eq(value) ? 'match' : null
  // 2350 多亿 of what a round 235 billion is known as
  if (amount.below !== undefined && amount.value.eq(value)) return 'match'
  if (!contains(said, is) && !(contains(said, point(value)) && !amount.value.eq(value)))
    return amount.value.eq(value) && sameSide(amount.bound, fact.bound) ? 'match' : null
  return isWeak(amount, value) ? 'weak' : 'match'
}

// a plain number far from a plain one, in the plain arithmetic of the machine: most are
function isFar({ value, high, bound, decimals = 15 }: Amount, fact: Known['fact'], known: number): boolean {
  if (bound !== 'exact' || high !== undefined || fact.bound !== 'exact') return false
  const said = toNumber(value)
  const coarse = Math.min(decimals, fact.decimals ?? 15)
  return Math.abs(said - known) > 10 ** -coarse + (Math.abs(said) + Math.abs(known)) * 1e-9
}

function sameSide(a: string, b: string): boolean {
  const up = ['more-than', 'at-least']
  const down = ['less-than', 'at-most']
  return (up.includes(a) && up.includes(b)) || (down.includes(a) && down.includes(b))
}

// 84 stands for 84.0 and 83.6 for 83.55 that was cut or rounded to even
function coarser({ value, decimals = 15 }: Amount, known: number | undefined, fact: Decimal): boolean {
  const coarse = Math.min(decimals, known ?? 15)
  return coarse < 15 && fact.minus(value).abs().times(2).lte(powerOfTen(-coarse))
}

function isWeak(amount: Amount, value: Decimal): boolean {
  if (amount.bound !== 'more-than' && amount.bound !== 'at-least') return false
  return amount.value.gt(0) && value.div(amount.value).gte('1.5')
}

const slips = [1, 2, 3, 4, 5, 6, 8].flatMap((n) => [decimal(`1e${n}`), decimal(`1e-${n}`)])

const slipNumbers = slips.map(Number)
const slipExponents = slips.map((factor) => exponentOfTen(factor) ?? 0)

// whether a number that slipped may come down on what is known, in the plain arithmetic of the machine: most do not
function isNear(moved: number, { bound, high, decimals = 15 }: Amount, known: Known, n: number): boolean {
  if (bound === 'range' || high !== undefined) return true
  const slack = (Math.abs(moved) + Math.abs(known.number)) * 1e-9
  if (known.fact.bound !== 'exact') return Math.abs(moved - known.number) <= Math.abs(known.number) * 0.05 + slack
  const coarse = Math.min(decimals - slipExponents[n]!, known.fact.decimals ?? 15)
  return Math.abs(moved - known.number) <= 0.5 * 10 ** -coarse + slack
}

// most numbers are no power of ten from another, as far as both are precise
function mayBePowerOff(
  number: number,
  { bound, high, decimals = 15 }: Amount,
  { fact, number: known }: Known,
): boolean {
  if (bound === 'range' || high !== undefined) return true
  const last = (places: number, of: number) => (0.5 * 10 ** -places) / Math.abs(of)
  const slack = fact.bound === 'exact' ? Math.max(last(decimals, number), last(fact.decimals ?? 15, known)) : 0.05
  if (slack > 0.3) return true
  const power = Math.log10(Math.abs(known / number))
  return Math.abs(power - Math.round(power)) <= 2 * slack + 1e-6
}

function slipFactor(amount: Amount, known: Known): Decimal | null {
  if (amount.value.eq(0) || known.value.eq(0)) return null
  const number = toNumber(amount.value)
  if (!mayBePowerOff(number, amount, known)) return null
  for (let n = 0; n < slips.length; n += 1)
    if (isNear(number * slipNumbers[n]!, amount, known, n) && fitsSlipped(amount, slips[n]!, known)) return slips[n]!
  return null
}

function fitsSlipped(amount: Amount, factor: Decimal, known: Known): boolean {
  const moved = {
    ...amount,
    value: amount.value.times(factor),
    ...(amount.high === undefined ? {} : { high: amount.high.times(factor) }),
    ...(amount.below === undefined ? {} : { below: amount.below.times(factor) }),
  }
  // a bound is held against the number itself: more than 15 billion was meant to be 15 trillion
  const { decimals: _, ...exact } = { ...moved, bound: moved.bound === 'range' ? moved.bound : ('exact' as const) }
  const scaled: Amount =
    amount.decimals === undefined ? exact : { ...exact, decimals: amount.decimals - (exponentOfTen(factor) ?? 0) }
  // an open fact holds anything far above it: a slip comes down near the number itself
  if (known.fact.bound !== 'exact' && scaled.value.div(known.value).minus(1).abs().gt('0.05')) return false
  const found = fit(scaled, known)
  return found === 'match' || found === 'consistent'
}

const kin: readonly (readonly string[])[] = [
  ['percent', 'percentage-point'],
  ['GB', 'GiB'],
  ['TB', 'TiB'],
  ['MB', 'MiB'],
  ['CNY', 'USD'],
  ['CNY', 'HKD'],
]

function unitSlip({ amount, units: printed }: Stated, known: Known, _units: Units): Judgement | null {
  const pair = kin.find((k) => k.includes(known.fact.unit) && printed.some((u) => k.includes(u)))
  if (pair === undefined) return null
  return fit(amount, known) === null ? null : { verdict: 'unit-slip', known }
}
