/**
 * Probabilities of several tests, each adjusted so that the chance of any false one stays what it was.
 *
 * @source Holm (1979)
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(probabilities: readonly number[]): readonly number[] {
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[a]! - probabilities[b]!)
  const adjusted = new Array<number>(probabilities.length).fill(1)
  let most = 0
  for (const [rank, i] of order.entries()) {
    most = Math.max(most, Math.min(1, probabilities[i]! * (probabilities.length - rank)))
    adjusted[i] = most
  }
  return adjusted
}
