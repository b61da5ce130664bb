/** Numbers that look random and are the same on every machine for one seed. */
export interface Random {
  /** at least 0, less than 1 */
  readonly next: () => number
  /** a whole number of at least 0 and less than `below` */
  readonly below: (below: number) => number
  readonly pick: <T>(from: readonly T[]) => T
}

/**
 * The random numbers of a seed, which may be a text such as `run 3/item 7`.
 *
 * @source sfc32 by Chris Doty-Humphrey (PractRand), seeded by FNV-1a
 * @example random('a').below(10) === random('a').below(10) // true
 */
export function random(seed: string | number): Random {
  let h = 0x811c9dc5
  for (const c of String(seed)) h = Math.imul(h ^ c.codePointAt(0)!, 0x01000193)
  let a = 0x9e3779b9
  let b = h >>> 0
  let c = Math.imul(h, 0x85ebca6b) >>> 0
  let d = 1
  const next32 = (): number => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return t >>> 0
  }
  for (let warm = 0; warm < 15; warm += 1) next32()
  const next = (): number => next32() / 4294967296
  const below = (limit: number): number => Math.floor(next() * limit)
  return { next, below, pick: (from) => from[below(from.length)]! }
}

/**
 * `items` in another order, each order equally likely.
 *
 * @source Fisher and Yates, as given by Durstenfeld (1964)
 * @example [...shuffled([3, 1, 2], random(1))].sort() // [1, 2, 3]
 */
export function shuffled<T>(items: readonly T[], chance: Random): readonly T[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = chance.below(i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
