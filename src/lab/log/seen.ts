/** A set of small whole numbers in one bit each. */
export class Seen {
  #bits = new Uint32Array(1024)
  /** how many are in it */
  size = 0

  has(n: number): boolean {
    return ((this.#bits[n >>> 5] ?? 0) & (1 << (n & 31))) !== 0
  }

  /** Takes `n` in and says whether it is new. */
  add(n: number): boolean {
    const word = n >>> 5
    if (word >= this.#bits.length) {
      const more = new Uint32Array(Math.max(word + 1, this.#bits.length * 2))
      more.set(this.#bits)
      this.#bits = more
    }
    if (this.has(n)) return false
    this.#bits[word]! |= 1 << (n & 31)
    this.size += 1
    return true
  }
}

/** A set of texts in eight bytes each: by fingerprint, so that a million ids are a few megabytes. */
export class Fingerprints {
  #slots = new Float64Array(4096)
  #count = 0

  /** Takes `text` in and says whether it is new. */
  add(text: string): boolean {
    if (this.#count * 2 >= this.#slots.length) this.#grow()
    return this.#insert(fingerprint(text))
  }

  #insert(print: number): boolean {
    const mask = this.#slots.length - 1
    for (let at = print & mask; ; at = (at + 1) & mask) {
      const found = this.#slots[at]!
      if (found === print) return false
      if (found !== 0) continue
      this.#slots[at] = print
      this.#count += 1
      return true
    }
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Float64Array(old.length * 2)
    this.#count = 0
    for (const print of old) if (print !== 0) this.#insert(print)
  }
}

// 53 bits of two differently mixed hashes: among a million ids two fall together once in twenty thousand runs
function fingerprint(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    a = Math.imul(a ^ c, 2654435761)
    b = Math.imul(b ^ c, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0) || 1
}
