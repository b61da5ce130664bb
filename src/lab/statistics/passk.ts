/**
 * The unbiased estimate that at least one of `k` answers is right, of `n` of which `right` were.
 *
 * `NaN` where fewer answers than `k` were drawn.
 *
 * @source Chen et al. (2021), 1 − C(n−c, k) / C(n, k)
 * @example passAtK(10, 3, 1).toFixed(2) // '0.30'
 * @example passAtK(10, 3, 5).toFixed(4) // '0.9167'
 */
export function passAtK(n: number, right: number, k: number): number {
  if (k > n || k < 1) return Number.NaN
  if (n - right < k) return 1
  let none = 1
  for (let i = n - right + 1; i <= n; i += 1) none *= 1 - k / i
  return 1 - none
}

/**
 * The unbiased estimate that all of `k` answers are right, of `n` of which `right` were.
 *
 * @source Yao et al. (2024), τ-bench: C(c, k) / C(n, k)
 * @example passHatK(8, 4, 2).toFixed(4) // '0.2143'
 */
export function passHatK(n: number, right: number, k: number): number {
  if (k > n || k < 1) return Number.NaN
  let all = 1
  for (let i = 0; i < k; i += 1) all *= Math.max(0, right - i) / (n - i)
  return all
}
