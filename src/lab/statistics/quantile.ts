import { incompleteBeta, invert } from './beta.ts'

/**
 * The probability that a Student's t of `df` degrees of freedom lies at or below `t`.
 *
 * @source Abramowitz and Stegun 26.7.1
 * @example Number(studentBelow(2.228, 10).toFixed(3)) // 0.975
 */
export function studentBelow(t: number, df: number): number {
  const tail = incompleteBeta(df / 2, 0.5, df / (df + t * t)) / 2
  return t >= 0 ? 1 - tail : tail
}

/**
 * The value below which a Student's t of `df` degrees of freedom lies with probability `p`.
 *
 * @example Number(studentQuantile(0.975, 10).toFixed(4)) // 2.2281
 */
export function studentQuantile(p: number, df: number): number {
  if (!Number.isFinite(df) || df > 1e7) return normalQuantile(p)
  if (p === 0.5) return 0
  const upper = Math.max(p, 1 - p)
  let high = 2
  while (studentBelow(high, df) < upper && high < 1e12) high *= 2
  const t = invert((x) => studentBelow(x, df), upper, 0, high)
  return p > 0.5 ? t : -t
}

/**
 * The probability that a standard normal lies at or below `z`.
 *
 * @source the series and the continued fraction of Abramowitz and Stegun 26.2.10 and 26.2.14
 * @example Number(normalBelow(1.96).toFixed(4)) // 0.975
 */
export function normalBelow(z: number): number {
  const x = Math.abs(z)
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  let upper: number
  if (x < 3) {
    let [term, sum] = [x, x]
    for (let k = 1; k < 200 && term > 1e-18 * sum; k += 1) {
      term *= (x * x) / (2 * k + 1)
      sum += term
    }
    upper = 0.5 - density * sum
  } else {
    let part = x
    for (let k = 80; k > 0; k -= 1) part = x + k / part
    upper = density / part
  }
  return z >= 0 ? 1 - upper : upper
}

/**
 * The value below which a standard normal lies with probability `p`.
 *
 * @example Number(normalQuantile(0.975).toFixed(6)) // 1.959964
 */
export function normalQuantile(p: number): number {
  return invert(normalBelow, p, -40, 40)
}
