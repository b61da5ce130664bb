/** How long the answers of a run are. */
export interface LengthSummary {
  readonly characters: Spread
  readonly words: Spread
  /** as the named tokenizer or else the endpoint counted them; absent where neither did */
  readonly tokens: Spread | null
  /** whose tokens they are */
  readonly tokenizer: string
  /** share of answers that were cut off */
  readonly truncated: number
}

/** Mean, median and ninetieth percentile of so many numbers. */
export interface Spread {
  readonly n: number
  readonly mean: number
  readonly median: number
  readonly p90: number
}

/** Lengths as they come. */
export interface Lengths {
  readonly add: (text: string, tokens: number | undefined, cut: boolean) => void
  readonly summary: () => LengthSummary
}

/** Lengths of nothing yet; `tokenizer` names the one that counts, empty for the endpoint. */
export function createLengths(tokenizer = ''): Lengths {
  const [characters, words, tokens] = [new Numbers(), new Numbers(), new Numbers()]
  let [all, cut] = [0, 0]
  return {
    add: (text, counted, wasCut) => {
      all += 1
      if (wasCut) cut += 1
      characters.push(codePoints(text))
      words.push(countWords(text))
      if (counted !== undefined) tokens.push(counted)
    },
    summary: () => ({
      characters: characters.spread(),
      words: words.spread(),
      tokens: tokens.count === all && all > 0 ? tokens.spread() : null,
      tokenizer: tokens.count === all && all > 0 ? tokenizer || 'as counted by the endpoint' : '',
      truncated: all === 0 ? Number.NaN : cut / all,
    }),
  }
}

// how often each length came: what is kept grows with the lengths that there are, not with the answers
class Numbers {
  #counts = new Uint32Array(1024)
  readonly #large = new Map<number, number>()
  #sum = 0
  count = 0

  push(value: number): void {
    this.count += 1
    this.#sum += value
    if (value >= largest) {
      this.#large.set(value, (this.#large.get(value) ?? 0) + 1)
      return
    }
    if (value >= this.#counts.length) {
      const more = new Uint32Array(2 ** Math.ceil(Math.log2(value + 1)))
      more.set(this.#counts)
      this.#counts = more
    }
    this.#counts[value]! += 1
  }

  spread(): Spread {
    return { n: this.count, mean: this.#sum / this.count, median: this.#at(0.5), p90: this.#at(0.9) }
  }

  // linear between the two nearest ranks, as most tables mean it
  #at(share: number): number {
    if (this.count === 0) return Number.NaN
    const place = share * (this.count - 1)
    const low = Math.floor(place)
    const [first, next] = this.#ranked(low, Math.min(this.count - 1, low + 1))
    return first + (next - first) * (place - low)
  }

  // the values of two ranks
  #ranked(low: number, high: number): readonly [number, number] {
    const rest = [...this.#large].sort(([a], [b]) => a - b)
    let [seen, first, at] = [0, Number.NaN, 0]
    for (let i = 0; i < this.#counts.length + rest.length; i += 1) {
      const small = i < this.#counts.length
      at = small ? i : rest[i - this.#counts.length]![0]
      seen += small ? this.#counts[i]! : rest[i - this.#counts.length]![1]
      if (Number.isNaN(first) && seen > low) first = at
      if (seen > high) break
    }
    return [first, at]
  }
}

// from here on lengths are kept one by one
const largest = 1 << 16

/** How many characters a text has, each code point one. */
export function codePoints(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    if (c < 0xdc00 || c > 0xdfff) count += 1
  }
  return count
}

/**
 * How many words a text has: runs without white space, and each Chinese, Japanese or Korean character one.
 *
 * @example countWords('two words 三个字') // 5
 */
export function countWords(text: string): number {
  let [count, inside] = [0, false]
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    if (c === 32 || (c >= 9 && c <= 13) || c === 0xa0 || c === 0x3000) inside = false
    else if ((c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af)) {
      count += 1
      inside = false
    } else if (!inside) {
      count += 1
      inside = true
    }
  }
  return count
}
