import { logGamma } from './beta.ts'

/**
 * The exact two-sided probability of so uneven a split of discordant pairs, if both were equally good.
 *
 * `onlyA` samples were right in the first alone, `onlyB` in the second alone.
 *
 * @source McNemar (1947), by the binomial distribution: twice the smaller tail, at most 1
 * @example mcnemar(10, 2).toFixed(4) // '0.0386'
 * @example mcnemar(3, 3) // 1
 */
export function mcnemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB
  if (n === 0) return 1
  const few = Math.min(onlyA, onlyB)
  let tail = 0
  for (let k = 0; k <= few; k += 1)
    tail += Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * Math.LN2)
  return Math.min(1, 2 * tail)
}
