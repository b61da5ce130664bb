import { random } from '../../base/index.ts'

/** A difference with its interval and its two-sided probability under no difference. */
export interface Resampled {
  readonly low: number
  readonly high: number
  readonly p: number
}

/**
 * The percentile interval of a mean of paired differences, and the probability of so large a mean by flipping signs.
 *
 * Samples of one cluster are drawn, and flipped, together. The same differences and seed give the same answer.
 *
 * @source Efron and Tibshirani (1993), chapters 13 and 15; Koehn (2004)
 */
export function pairedBootstrap(
  differences: readonly number[],
  clusters: readonly string[] | null,
  draws = 10_000,
  seed = 'bootstrap',
): Resampled {
  const { sums, sizes } = grouped(differences, clusters)
  const chance = random(seed)
  const units = sums.length
  const total = differences.length
  const mean = sums.reduce((s, x) => s + x, 0) / total
  const means = new Float64Array(draws)
  let extreme = 0
  for (let d = 0; d < draws; d += 1) {
    let [sum, size, flipped] = [0, 0, 0]
    for (let i = 0; i < units; i += 1) {
      const at = chance.below(units)
      sum += sums[at]!
      size += sizes[at]!
      flipped += chance.next() < 0.5 ? sums[i]! : -sums[i]!
    }
    means[d] = size === 0 ? 0 : sum / size
    if (Math.abs(flipped / total) >= Math.abs(mean) - 1e-12) extreme += 1
  }
  means.sort()
  const at = (share: number) => means[Math.min(draws - 1, Math.max(0, Math.round(share * (draws - 1))))]!
  return { low: at(0.025), high: at(0.975), p: Math.min(1, (extreme + 1) / (draws + 1)) }
}

function grouped(differences: readonly number[], clusters: readonly string[] | null) {
  if (clusters === null) return { sums: differences, sizes: differences.map(() => 1) }
  const map = new Map<string, { sum: number; size: number }>()
  for (const [i, x] of differences.entries()) {
    const known = map.get(clusters[i]!) ?? { sum: 0, size: 0 }
    known.sum += x
    known.size += 1
    map.set(clusters[i]!, known)
  }
  return { sums: [...map.values()].map((g) => g.sum), sizes: [...map.values()].map((g) => g.size) }
}
