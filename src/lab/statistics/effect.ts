import { normalQuantile } from './quantile.ts'

/**
 * The smallest difference of two accuracies that a run of `n` samples finds with probability `power`, as a share.
 *
 * For two runs on the same samples `disagreement` is the share of samples on which they differ; without it the
 * samples are taken to be different ones, and `p` is the accuracy expected.
 *
 * @source Miller (2024), Adding Error Bars to Evals, section 5
 * @example (minimumEffect(1000, { p: 0.8 }) * 100).toFixed(1) // '5.0'
 */
export function minimumEffect(
  n: number,
  of: { readonly p: number } | { readonly disagreement: number },
  power = 0.8,
  level = 0.05,
): number {
  const z = normalQuantile(1 - level / 2) + normalQuantile(power)
  const variance = 'disagreement' in of ? of.disagreement : 2 * of.p * (1 - of.p)
  return z * Math.sqrt(variance / n)
}
