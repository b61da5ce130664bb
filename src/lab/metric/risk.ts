/** How often answers are wrong among those that a model is sure enough of. */
export interface RiskCoverage {
  /** samples in all, answered or not */
  readonly n: number
  /** of them those that were answered with a confidence */
  readonly stated: number
  /** area under the curve: mean risk over all numbers of answers that may be given, surest first */
  readonly aurc: number
  /** from the surest answers to all of them, at most 20; `risk` is the share that is wrong */
  readonly points: readonly RiskPoint[]
}

/** One point of the curve: what is answered with at least this confidence. */
export interface RiskPoint {
  readonly confidence: number
  readonly coverage: number
  readonly risk: number
}

/** Takes confidences and values as they come, eight bytes for each. */
export class Confidences {
  #confidence = new Float32Array(256)
  #value = new Float32Array(256)
  #count = 0

  add(confidence: number, value: number): void {
    if (this.#count === this.#confidence.length) {
      this.#confidence = wider(this.#confidence)
      this.#value = wider(this.#value)
    }
    this.#confidence[this.#count] = confidence
    this.#value[this.#count] = value
    this.#count += 1
  }

  /** the curve over `n` samples, `null` when no confidence was stated */
  curve(n: number): RiskCoverage | null {
    if (this.#count === 0) return null
    return riskCoverage(this.#confidence.subarray(0, this.#count), this.#value.subarray(0, this.#count), n)
  }
}

function wider(from: Float32Array): Float32Array<ArrayBuffer> {
  const to = new Float32Array(2 * from.length)
  to.set(from)
  return to
}

/**
 * The risk-coverage curve of answers with a confidence each; `values` are 1 for right and 0 for wrong.
 *
 * Answers of one confidence are taken in any order: their share of the area is the mean over all orders.
 *
 * @source El-Yaniv and Wiener (2010), On the Foundations of Noise-free Selective Classification; Geifman et al. (2019), AURC
 * @example riskCoverage([0.9, 0.5], [1, 0], 4).aurc // 0.25
 */
export function riskCoverage(confidences: ArrayLike<number>, values: ArrayLike<number>, n: number): RiskCoverage {
  const order = Uint32Array.from({ length: confidences.length }, (_, i) => i).sort(
    (a, b) => confidences[b]! - confidences[a]!,
  )
  const all: RiskPoint[] = []
  let [given, wrong, area] = [0, 0, 0]
  for (let at = 0; at < order.length; ) {
    const confidence = confidences[order[at]!]!
    let [count, missed] = [0, 0]
    for (; at < order.length && confidences[order[at]!]! === confidence; at += 1) {
      count += 1
      missed += 1 - values[order[at]!]!
    }
    for (let i = 1; i <= count; i += 1) area += (wrong + (missed * i) / count) / (given + i)
    given += count
    wrong += missed
    all.push({ confidence, coverage: given / n, risk: wrong / given })
  }
  return { n, stated: given, aurc: area / given, points: thinned(all, 20) }
}

// the last point, which stands for all answers, is always there
function thinned(points: readonly RiskPoint[], most: number): readonly RiskPoint[] {
  if (points.length <= most) return points
  return Array.from({ length: most }, (_, i) => points[Math.ceil(((i + 1) * points.length) / most) - 1]!)
}

/**
 * The confidence that a text states in its last line about it, from 0 to 1; `null` when it states none.
 *
 * @example statedConfidence('Paris\nConfidence: 85%') // 0.85
 */
export function statedConfidence(text: string): number | null {
  const found = [
    ...text.matchAll(/(?:confidence|certainty|置信度|把握)\W{0,4}?[:：=\s]\s*\*{0,2}(\d+(?:\.\d+)?)\s*(%|％)?/giu),
  ].at(-1)
  if (found === undefined) return null
  const [, digits, percent] = found
  const value = Number(digits)
  // a whole number above 1 can only be a percentage
  const share = percent !== undefined || value > 1 ? value / 100 : value
  return share <= 1 ? share : null
}
