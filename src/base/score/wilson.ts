/** A share between two ends, both from 0 to 1. */
export interface ShareInterval {
  readonly low: number
  readonly high: number
}

/** The quantile of the standard normal distribution that leaves 2.5 % above it. */
export const z95 = 1.959963984540054

/**
 * The Wilson score interval of `right` out of `items`; `right` may be a fraction when only the share is known.
 *
 * It stays within 0 and 1 and is not empty at 0 and at `items`, where the normal interval is.
 *
 * @throws RangeError when `items` is not positive or `right` is not within 0 and `items`
 * @source E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927)
 * @example Math.round(wilson(20, 21).low * 1000) // 773
 */
export function wilson(right: number, items: number, z: number = z95): ShareInterval {
  if (!(items > 0) || !(right >= 0) || right > items) throw new RangeError(`no share: ${right} of ${items}`)
  const share = right / items
  const square = (z * z) / items
  const centre = (share + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / items + square / (4 * items))
  return Object.freeze({ low: Math.max(0, centre - half), high: Math.min(1, centre + half) })
}

/**
 * The interval of the difference of two independent shares, `right` of `items` each.
 *
 * @source R. G. Newcombe, Interval estimation for the difference between independent proportions, method 10 (1998)
 * @example newcombe({ right: 84, items: 100 }, { right: 83, items: 100 }).low < 0 // true
 */
export function newcombe(
  a: { readonly right: number; readonly items: number },
  b: { readonly right: number; readonly items: number },
  z: number = z95,
): ShareInterval {
  const p = a.right / a.items
  const q = b.right / b.items
  const left = wilson(a.right, a.items, z)
  const other = wilson(b.right, b.items, z)
  const down = Math.sqrt((p - left.low) ** 2 + (other.high - q) ** 2)
  const up = Math.sqrt((left.high - p) ** 2 + (q - other.low) ** 2)
  return Object.freeze({ low: p - q - down, high: p - q + up })
}

/**
 * Whether a lead of one share over the other on `items` items each is more than noise: zero lies outside the interval
 * of the difference. The two are taken as independent; on shared items the real interval is usually narrower.
 *
 * @example isLead(0.952, 0.905, 21) // false
 */
export function isLead(share: number, other: number, items: number, z: number = z95): boolean {
  const { low, high } = newcombe({ right: share * items, items }, { right: other * items, items }, z)
  return low > 0 || high < 0
}
