// Lanczos' coefficients for g = 7, n = 9
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/**
 * The logarithm of the gamma function for `x` above 0.
 *
 * @source Lanczos (1964), coefficients by Godfrey
 * @example Math.round(Math.exp(logGamma(5))) // 24
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const t = x + 6.5
  const sum = lanczos.reduce((s, c, i) => (i === 0 ? c : s + c / (x - 1 + i)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * The regularized incomplete beta function: the probability that a Beta(a, b) lies at or below `x`.
 *
 * @source Abramowitz and Stegun 26.5.8, evaluated as a continued fraction by Lentz's method
 * @example Number(incompleteBeta(2, 3, 0.5).toFixed(4)) // 0.6875
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b
}

function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < tiny ? tiny : d)
  let value = d
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonzero(1 + even * d, tiny)
    c = nonzero(1 + even / c, tiny)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonzero(1 + odd * d, tiny)
    c = nonzero(1 + odd / c, tiny)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return value
}

function nonzero(x: number, tiny: number): number {
  return Math.abs(x) < tiny ? tiny : x
}

/** The place where a growing function of 0 to 1 reaches `wanted`, to the last bit. */
export function invert(grow: (x: number) => number, wanted: number, low = 0, high = 1): number {
  let [from, to] = [low, high]
  for (let i = 0; i < 200 && to - from > 0; i += 1) {
    const middle = (from + to) / 2
    if (middle === from || middle === to) break
    if (grow(middle) < wanted) from = middle
    else to = middle
  }
  return (from + to) / 2
}
