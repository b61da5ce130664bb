import type { Protocol } from '../protocol/protocol.ts'
import { passAtK, passHatK } from '../statistics/passk.ts'

/** What the answers to one sample came to. */
export interface Drawn {
  readonly values: number[]
  readonly group: string
  readonly cluster: string
  /** answers in all, those that are left out too */
  count: number
  /** what unresolved answers were given, and what they would add if they were right */
  credit: number
  open: number
}

/** The answers of samples that are asked several times, sample by sample. */
export class Epochs {
  readonly #drawn = new Map<number, Drawn>()
  readonly #reducer: Protocol['reducer']

  constructor(reducer: Protocol['reducer']) {
    this.#reducer = reducer
  }

  get size(): number {
    return this.#drawn.size
  }

  /** the answers to sample `n`, none yet where it is new */
  of(n: number, group: string, cluster: string): Drawn {
    const known = this.#drawn.get(n)
    if (known !== undefined) return known
    const drawn = { values: [], group, cluster, count: 0, credit: 0, open: 0 }
    this.#drawn.set(n, drawn)
    return drawn
  }

  all(): Iterable<Drawn> {
    return this.#drawn.values()
  }

  /** how many samples would be right with everything unresolved wrong, and right; `expected` answers were to come, 0 for those that came */
  bounds(expected: number): { readonly low: number; readonly high: number } {
    let [low, high] = [0, 0]
    for (const { values, count, credit, open } of this.#drawn.values()) {
      const all = Math.max(expected, count)
      const value = reduced(values, this.#reducer) * (values.length / all) || 0
      low += Math.max(0, value - credit / all)
      high += Math.min(1, value + (open + all - count) / all)
    }
    return { low, high }
  }

  /**
   * Unbiased pass@k for 1, 10, 100 and as many as each sample was drawn, with pass^k for the latter, a value for each sample; none where
   * an answer may be partly right.
   */
  passes(): readonly (readonly [name: string, values: readonly (readonly [value: number, group: string])[]])[] {
    const all = [...this.#drawn.values()]
    const least = all.reduce((few, d) => Math.min(few, d.values.length), Number.POSITIVE_INFINITY)
    const whole = all.every((d) => d.values.every((v) => v === 0 || v === 1))
    if (!Number.isFinite(least) || least < 1 || !whole) return []
    const of = (rule: typeof passAtK, k: number) =>
      all.map((d) => [rule(d.values.length, d.values.filter((v) => v === 1).length, k), d.group] as const)
    const ks = [...new Set([1, 10, 100, least])].filter((k) => k <= least).sort((a, b) => a - b)
    return [
      ...ks.map((k) => [`pass@${k}`, of(passAtK, k)] as const),
      ...(least > 1 ? [[`pass^${least}`, of(passHatK, least)] as const] : []),
    ]
  }
}

/**
 * The value of a sample that was asked several times.
 *
 * @example reduced([1, 0, 1, 1], 'mode') // 1
 * @example reduced([1, 0, 0, 0], 'pass@2') // 0.5
 */
export function reduced(values: readonly number[], reducer: Protocol['reducer']): number {
  const right = values.filter((v) => v >= 1).length
  if (reducer.startsWith('pass@')) return passAtK(values.length, right, Number(reducer.slice(5)))
  if (reducer.startsWith('pass^')) return passHatK(values.length, right, Number(reducer.slice(5)))
  if (reducer === 'mode') return right * 2 > values.length ? 1 : right * 2 === values.length ? 0.5 : 0
  return values.reduce((s, v) => s + v, 0) / values.length
}
