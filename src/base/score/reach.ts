import { type Decimal, decimal, powerOfTen, type Rounding, round, toNumber } from '../decimal.ts'

const roundings: readonly Rounding[] = ['half-up', 'half-even', 'down']

/**
 * The numbers of right answers among `items` that print as `percent` with `places` decimals; empty when none does.
 *
 * Half up, half to even and cutting off all count as printing it, so that an empty answer holds for every printer.
 *
 * @example reach(decimal('89.0'), 1, 164) // [146]
 * @example reach(decimal('88.6'), 1, 21) // []
 */
export function reach(percent: Decimal, places: number, items: number): readonly number[] {
  if (!Number.isInteger(items) || items <= 0 || percent.lt(0) || percent.gt(100)) return []
  const unit = powerOfTen(-places)
  const first = Math.max(0, Math.floor(Number(percent.minus(unit).times(items).div(100).toFixed())))
  const last = Math.min(items, Math.ceil(Number(percent.plus(unit).times(items).div(100).toFixed())))
  const found: number[] = []
  for (let right = first; right <= last; right += 1) {
    const share = decimal(right).times(100).div(items)
    if (roundings.some((r) => round(share, places, r).eq(percent))) found.push(right)
  }
  return found
}

/** Whether some number of right answers among `items` prints as `percent`. */
export function isReachable(percent: Decimal, places: number, items: number): boolean {
  const plainly = isPlainlyReachable(toNumber(percent), 10 ** -places, items)
  if (plainly !== null) return plainly
  // with more items than there are printed numbers up to 100 each of them is reached
  const isFine = items > 100 * 10 ** places && percent.gte(0) && percent.lte(100)
  return (isFine && round(percent, places).eq(percent)) || reach(percent, places, items).length > 0
}

// in the plain arithmetic of the machine, which leaves open only what stands right at an edge of a rounding
function isPlainlyReachable(percent: number, unit: number, items: number): boolean | null {
  if (!Number.isInteger(items) || items <= 0 || items > 1e6 || !(percent >= 0 && percent <= 100)) return null
  const slack = 1e-9
  // what has more decimals than that was printed by nobody
  const printed = percent / unit
  if (unit < 1e-6 || Math.abs(printed - Math.round(printed)) > 1e-7) return null
  let isOpen = false
  const last = Math.min(items, Math.ceil(((percent + unit) * items) / 100) + 1)
  for (let right = Math.max(0, Math.floor(((percent - unit) * items) / 100) - 1); right <= last; right += 1) {
    const above = (right * 100) / items - percent
    if (above > -0.5 * unit + slack && above < unit - slack) return true
    if (above > -0.5 * unit - slack && above < unit + slack) isOpen = true
  }
  return isOpen ? null : false
}

/**
 * The numbers of items up to `most` with which every one of `percents` can be printed, ascending, at most `count` of them.
 *
 * Few scores imply little: with one decimal every number from 1000 on reaches every score.
 *
 * @example impliedItems([decimal('95.2'), decimal('90.5'), decimal('81.0')], 1, 30) // [21]
 */
export function impliedItems(
  percents: readonly Decimal[],
  places: number,
  most: number,
  count: number = 10,
): readonly number[] {
  const found: number[] = []
  for (let items = 1; items <= most && found.length < count; items += 1)
    if (percents.every((p) => isReachable(p, places, items))) found.push(items)
  return found
}

/**
 * The number of items at which a share of `percent` has the printed normal half width `half`, both in percent, rounded.
 *
 * @example itemsOfHalfWidth(88.5, 1.5) // 1738
 */
export function itemsOfHalfWidth(percent: number, half: number, z: number = 1.959963984540054): number {
  return Math.round((z * z * percent * (100 - percent)) / (half * half))
}
