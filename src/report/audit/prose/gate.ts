import { literalsOf, type Sieve, sieveOf } from '../../../base/index.ts'
import type { Sentence } from './sentence.ts'

const patterns: RegExp[] = []
let sieve: Sieve | null = null

/**
 * Whether the text of a sentence holds what `pattern` matches.
 *
 * Many checks ask every sentence for a word of theirs, and most hold none: one look at a sentence tells of most of these
 * patterns that they cannot match. Gates are made when their file is read, not later.
 */
export function gate(pattern: RegExp): (sentence: Sentence) => boolean {
  const n = patterns.push(pattern) - 1
  sieve = null
  return (sentence) => {
    let bits = sentence.noted.gates
    if (bits === undefined) {
      sieve ??= sieveOf(patterns.map(literalsOf))
      bits = sieve.pass(sentence.text).slice()
      sentence.noted.gates = bits
    }
    return (bits[n >> 5]! & (1 << (n & 31))) !== 0 && pattern.test(sentence.text)
  }
}
