import { wilson } from '../../base/index.ts'
import { normalQuantile, studentQuantile } from './quantile.ts'

/** A share or a mean with how sure it is. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  /** standard error of the value */
  readonly error: number
  /** samples that it rests on */
  readonly n: number
  /** name of the interval: `wilson`, `t`, `clustered t`, `macro t`, `none` */
  readonly method: string
  readonly confidence: number
}

/** Sums of what is averaged, kept without the single values. */
export interface Moments {
  readonly n: number
  readonly sum: number
  readonly squares: number
}

const usual = 0.95

/**
 * A share of successes with its Wilson score interval.
 *
 * @example (({ low, high }) => [low.toFixed(4), high.toFixed(4)])(share(8, 10)) // ['0.4902', '0.9433']
 */
export function share(right: number, n: number, confidence = usual): Estimate {
  if (n === 0) return nothing(confidence)
  const value = right / n
  const { low, high } = wilson(right, n, normalQuantile((1 + confidence) / 2))
  return { value, low, high, error: Math.sqrt((value * (1 - value)) / n), n, method: 'wilson', confidence }
}

/**
 * A mean with its t interval.
 *
 * @source Student (1908)
 * @example tInterval({ n: 3, sum: 6, squares: 14 }).low.toFixed(3) // '-0.484'
 */
export function tInterval({ n, sum, squares }: Moments, confidence = usual): Estimate {
  if (n === 0) return nothing(confidence)
  const value = sum / n
  if (n === 1) return { value, low: Number.NaN, high: Number.NaN, error: Number.NaN, n, method: 'none', confidence }
  const variance = Math.max(0, (squares - (sum * sum) / n) / (n - 1))
  const error = Math.sqrt(variance / n)
  const half = studentQuantile((1 + confidence) / 2, n - 1) * error
  return { value, low: value - half, high: value + half, error, n, method: 't', confidence }
}

/** Sums of one cluster of samples that stand and fall together. */
export interface ClusterSum {
  readonly n: number
  readonly sum: number
}

/**
 * A mean over clustered samples, its error from the clusters' sums of residuals, with G/(G−1) for the few clusters.
 *
 * @source Miller (2024), Adding Error Bars to Evals, section 2.2; Liang and Zeger (1986)
 */
export function clustered(clusters: readonly ClusterSum[], confidence = usual): Estimate {
  const n = clusters.reduce((s, c) => s + c.n, 0)
  if (n === 0) return nothing(confidence)
  const value = clusters.reduce((s, c) => s + c.sum, 0) / n
  const count = clusters.length
  if (count < 2) return { value, low: Number.NaN, high: Number.NaN, error: Number.NaN, n, method: 'none', confidence }
  const spread = clusters.reduce((s, c) => s + (c.sum - c.n * value) ** 2, 0)
  const error = Math.sqrt((spread * count) / (count - 1)) / n
  const half = studentQuantile((1 + confidence) / 2, count - 1) * error
  return { value, low: value - half, high: value + half, error, n, method: 'clustered t', confidence }
}

/** The plain mean of the groups' means: each group weighs the same, the error from within the groups. */
export function macro(groups: readonly Moments[], confidence = usual): Estimate {
  const filled = groups.filter((g) => g.n > 0)
  const n = filled.reduce((s, g) => s + g.n, 0)
  if (n === 0) return nothing(confidence)
  const parts = filled.map((g) => tInterval(g))
  const value = parts.reduce((s, p) => s + p.value, 0) / parts.length
  const known = parts.filter((p) => !Number.isNaN(p.error))
  if (known.length < parts.length)
    return { value, low: Number.NaN, high: Number.NaN, error: Number.NaN, n, method: 'none', confidence }
  const error = Math.sqrt(known.reduce((s, p) => s + p.error ** 2, 0)) / parts.length
  const half = studentQuantile((1 + confidence) / 2, Math.max(1, n - parts.length)) * error
  return { value, low: value - half, high: value + half, error, n, method: 'macro t', confidence }
}

function nothing(confidence: number): Estimate {
  return { value: Number.NaN, low: Number.NaN, high: Number.NaN, error: Number.NaN, n: 0, method: 'none', confidence }
}

/**
 * How many digits after the point of a percentage the error supports: the error has at most two digits there.
 *
 * @example supportedPlaces(0.013) // 1
 * @example supportedPlaces(0.0009) // 3
 */
export function supportedPlaces(error: number): number {
  const percent = error * 100
  if (!(percent > 0)) return 1
  return Math.max(0, Math.min(4, 1 - Math.floor(Math.log10(percent))))
}
