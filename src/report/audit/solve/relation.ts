import { combine, type Dimension, dimensionText, hours, type Period, periodFactors } from './dimension.ts'
import type { Quantity } from './quantity.ts'
import { isMean, isRestated, type Tie, tieOf } from './tie.ts'
import { isOpen, mayMake, mayRestate, mayTie, mayTieThree, type Traits, traitsOf } from './traits.ts'

/** A product that quantities of a paragraph ought to make: `result` is `factors` multiplied, in each of `ways`. */
export interface Relation {
  readonly result: Quantity
  readonly factors: readonly Quantity[]
  /** what the factors make, in base units; several where a month or a year has several lengths */
  readonly ways: readonly number[]
  /** how firmly words and dimensions tie the numbers together: 0 not at all, 3 beyond doubt */
  readonly tie: Tie
  /** half of the last digits of all of them, as a part of the whole */
  readonly slack: number
}

// of what stands further apart than this many numbers nothing is reckoned
const reach = 16

/** All products that make one of `list` from `from` on, whose dimensions agree and whose words tie them together. */
export function relationsOf(list: readonly Quantity[], from: number): readonly Relation[] {
  const found: Relation[] = []
  const traits = list.map(traitsOf)
  for (let p = from; p < list.length; p += 1) {
    const result = traits[p]!
    if (result.isScalar || result.isBound || list[p]!.kind === 'points') continue
    let near = 0
    const open: Traits[] = []
    // codes alone tell of most pairs that nothing is made of them
    const codes: number[] = []
    const last = Math.min(list.length, p + reach + 1)
    for (let n = Math.max(0, p - reach); n < last; n += 1) {
      const t = traits[n]!
      if (!mayMake(t, result)) continue
      near += 1
      if (t.isBound) continue
      open.push(t)
      codes.push(t.code)
    }
    const hasThree = near <= 12 && result.quantity.key !== ''
    for (let i = 0; i < open.length; i += 1) {
      const a = open[i]!
      const own = codes[i]! - result.code
      if (own === 0 && mayRestate(a, result)) take(found, result, [a], list)
      if (result.isSaved) continue
      for (let j = i + 1; j < open.length; j += 1) {
        const off = own + codes[j]!
        if (isOpen(off) && mayTie(result, a, open[j]!)) take(found, result, [a, open[j]!], list)
        if (!hasThree) continue
        for (let k = j + 1; k < codes.length; k += 1) {
          // most of the work on a paragraph of many numbers, so `isOpen` stands here as it is
          const miss = off + codes[k]!
          if (miss > 1 || miss < -1) continue
          if (mayTieThree(a, open[j]!, open[k]!)) take(found, result, [a, open[j]!, open[k]!], list)
        }
      }
    }
  }
  const own = list.slice(from)
  return [...found, ...billsOf(list, own), ...trainingsOf(list, own)]
}

// six operations for each parameter and token of a training
function trainingsOf(list: readonly Quantity[], own: readonly Quantity[]): readonly Relation[] {
  const sizes = list.filter((q) => q.key === 'par1')
  const tokens = list.filter((q) => q.key === 'tok1' && q.value > 1e9)
  const results = own.filter((q) => q.key === 'op1' && q.period === null && q.value > 1e18)
  return results.flatMap((result) =>
    sizes.flatMap((n) =>
      tokens.map(
        (d): Relation => ({
          result,
          factors: [n, d],
          ways: [6 * n.value * d.value],
          tie: 3,
          slack: 0.01 + result.slack,
        }),
      ),
    ),
  )
}

// so many tokens in and out, at a price for each
function billsOf(list: readonly Quantity[], own: readonly Quantity[]): readonly Relation[] {
  const prices = list.filter((q) => q.dimension.tok === -1 && q.label !== '')
  const tokens = list.filter((q) => q.key === 'tok1' && q.label !== '')
  if (prices.length < 2 || tokens.length < 2) return []
  const pairs = (own: readonly Quantity[]) =>
    own.flatMap((a, i) =>
      own
        .slice(i + 1)
        .filter((b) => a.label === 'in' && b.label === 'out')
        .map((b) => [a, b] as const),
    )
  const found: Relation[] = []
  for (const [p, q] of pairs(prices))
    for (const [s, t] of pairs(tokens))
      for (const result of own) {
        if (result.key === '' || `${result.key} tok-1` !== p.key || p.key !== q.key || result.at < t.at) continue
        const ways = [p.value * s.value + q.value * t.value]
        found.push({ result, factors: [p, s, q, t], ways, tie: 3, slack: 0.01 + result.slack })
      }
  return found
}

function take(found: Relation[], of: Traits, from: readonly Traits[], list: readonly Quantity[]): void {
  const result = of.quantity
  const tie = tieOf(of, from, list)
  if (tie < 2) return
  const factors = from.map((t) => t.quantity)
  const ways = waysOf(result, factors)
  if (ways === null) return
  const slack = [result, ...factors].reduce((s, q) => s + q.slack, 0)
  // 128K tokens may be 128,000
  const isBinary = [result, ...factors].some((q) => q.isBinary)
  found.push({ result, factors, ways: isBinary ? ways.flatMap((w) => [w, w / 1.024]) : ways, tie, slack })
}

function waysOf(result: Quantity, factors: readonly Quantity[]): readonly number[] | null {
  const [first] = factors
  const product = factors.reduce((v, q) => v * factorOf(q), 1)
  const all = factors.reduce<Dimension>((d, q) => combine(d, q.dimension, 1), {})
  const key = dimensionText(combine(all, result.dimension, -1))
  const periods = [...new Set(factors.map((q) => q.period).filter((p) => p !== null))]
  if (factors.length === 1) {
    if (key === '' && isRestated(first!, result)) return [product]
    if (key === '' && isMean(first!, result))
      return [7, 5, 30, 31, 28, 29, 90, 91, 92, 365, 366].map((f) => f * product)
    if (key !== '' || first!.period === null || result.period === null || first!.period === result.period) return null
    return periodFactors(first!.period, result.period).map((f) => f * product)
  }
  // 31 days of a number a day, hours of a rate per hour
  if (key === 'h1') return consumed(result, factors, product)
  // a power through a year
  if (key === 'h-1' && periods.length === 0 && result.period !== null && factors.some((q) => q.dimension.W === 1))
    return hours[result.period].map((h) => h * product)
  if (key !== '' || periods.length > 1) return null
  const [own] = periods
  if (own === undefined || result.period === null) return [product]
  return periodFactors(own, result.period).map((f) => f * product)
}

// growth by 5 % multiplies by 1.05
function factorOf({ kind, value }: Quantity): number {
  return kind === 'growth' ? 1 + value : kind === 'fall' ? 1 - value : value
}

function consumed(result: Quantity, factors: readonly Quantity[], product: number): readonly number[] | null {
  const pairs = factors.flatMap((time) =>
    factors
      .filter((rate) => rate !== time && time.key === 'h1' && rate.period !== null)
      .map((rate) => ({ time, rate })),
  )
  const fit = pairs.filter(
    ({ time, rate }) =>
      (time.period === null || result.period === null || time.period === result.period) &&
      (time.period !== rate.period || time.period === null) &&
      !(result.period === rate.period && (rate.period === 'hour' || rate.period === 'day')) &&
      factors.every((q) => q === time || q === rate || q.period === null),
  )
  if (fit.length !== 1) return null
  const { time, rate } = fit[0]!
  const [usual] = hours[rate.period as Period]
  // 30 days of a month's price are that price
  if (Math.abs(time.value / usual! - 1) < 0.06) return null
  return hours[rate.period as Period].map((h) => product / h)
}
