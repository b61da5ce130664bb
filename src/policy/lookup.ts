/** What is known of a cell, by what stands in it: found once for each text, remembered for thousands of them. */
export interface Lookup<T> {
  readonly of: (cell: unknown) => T
  /** the same for a text in UTF-8, which is not made into one when it was seen before */
  readonly ofBytes: (bytes: Uint8Array, from: number, to: number) => T
}

const most = 8192

/** A lookup that asks `find` for what it has not seen. */
export function lookup<T>(find: (cell: unknown) => T): Lookup<T> {
  const known = new Map<unknown, T>()
  const of = (cell: unknown): T => {
    const found = known.get(cell)
    if (found !== undefined) return found
    const value = find(cell)
    if (known.size < most) known.set(cell, value)
    return value
  }
  const bytesKnown = new ByteMap<T>()
  const unseen = {}
  const singles: unknown[] = new Array(256).fill(unseen)
  const ofBytes = (bytes: Uint8Array, from: number, to: number): T => {
    // a grade is one digit
    if (to - from === 1) {
      const single = bytes[from]!
      if (singles[single] === unseen) singles[single] = find(decoder.decode(bytes.subarray(from, to)))
      return singles[single] as T
    }
    const hash = hashOf(bytes, from, to)
    const slot = bytesKnown.slotOf(hash, bytes, from, to)
    if (slot < 0) {
      const value = find(decoder.decode(bytes.subarray(from, to)))
      if (bytesKnown.size < most && to - from <= longestKey) bytesKnown.set(~slot, hash, bytes, from, to, value)
      return value
    }
    return bytesKnown.values[slot] as T
  }
  return { of, ofBytes }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const longestKey = 64

// words differ at their ends; what the hash cannot tell apart, the comparison does
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from
  let hash = Math.imul(length, 40503)
  const middle = from + (length >> 1)
  for (let i = Math.max(from, to - 4); i < to; i += 1) hash = Math.imul(hash ^ bytes[i]!, 16777619)
  hash = Math.imul(hash ^ bytes[from]!, 16777619)
  hash = Math.imul(hash ^ bytes[middle]!, 16777619)
  return hash ^ (hash >>> 15)
}

/** An open table whose keys are bytes; it is never more than half full. */
class ByteMap<T> {
  size = 0
  /** kept as they are: an array of numbers alone would make a new number at each look */
  readonly values: unknown[] = [null]
  private readonly hashes = new Int32Array(2 * most)
  private readonly starts = new Int32Array(2 * most).fill(-1)
  private readonly lengths = new Int32Array(2 * most)
  private keys = new Uint8Array(4096)
  private used = 0

  /** the slot of a key, or the complement of the free one where it would stand */
  slotOf(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const mask = 2 * most - 1
    const length = to - from
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const start = this.starts[slot]!
      if (start === -1) return ~slot
      if (this.hashes[slot] !== hash || this.lengths[slot] !== length) continue
      let i = 0
      while (i < length && this.keys[start + i] === bytes[from + i]) i += 1
      if (i === length) return slot
    }
  }

  set(slot: number, hash: number, bytes: Uint8Array, from: number, to: number, value: T): void {
    const length = to - from
    if (this.used + length > this.keys.length) {
      const wider = new Uint8Array(2 * this.keys.length)
      wider.set(this.keys)
      this.keys = wider
    }
    this.keys.set(bytes.subarray(from, to), this.used)
    this.hashes[slot] = hash
    this.starts[slot] = this.used
    this.lengths[slot] = length
    this.values[slot] = value
    this.used += length
    this.size += 1
  }
}
