import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  behindFigure,
  camel,
  counted,
  dotted,
  four,
  lettered,
  sieveOf,
  versioned,
} from '../../src/base/grammar/hint.ts'

// what each of the kinds stands for
const kinds: Readonly<Record<string, RegExp>> = {
  [camel]: /[a-z][A-Z]/,
  [four]: /\d{4}/,
  [dotted]: /\d\.\d+\.\d/,
  [lettered]: /[A-Za-z][-–.]?\d/,
  [versioned]: /(?<![A-Za-z0-9])[A-Z][A-Za-z+]+\s\d/,
  [counted]: /\d\s[A-Z]/,
}
const lists = [
  ['年', '月'],
  ['://', 'www.'],
  ...Object.keys(kinds).map((kind) => [kind]),
  [four, '-k'],
  [],
  ['quarter past'],
  ['第', lettered],
  behindFigure('b', 'st'),
]
// more patterns than one word of bits has
const all = Array.from({ length: 4 }, () => lists).flat()
const sieve = sieveOf(all)
const texts = fc.string({ unit: fc.constantFrom(...'年月第:/w.K-kB0123quarter pastA+–　，'), maxLength: 30 })

const holds = (text: string, hint: string) => kinds[hint]?.test(text) ?? text.toLowerCase().includes(hint)

test('the sieve lets every pattern pass that may find something', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const open = sieve.pass(text)
      for (const [n, hints] of all.entries())
        if (hints.length === 0 || hints.some((h) => holds(text, h)))
          expect([text, hints, (open[n >> 5]! & (1 << (n & 31))) !== 0]).toEqual([text, hints, true])
    }),
    { numRuns: 2000 },
  )
})

test('it lets no other pass', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const open = sieve.pass(text)
      for (const [n, hints] of all.entries()) {
        // a word of one letter is let pass with those of several
        if (hints.includes(versioned) || hints.length === 0 || hints.some((h) => holds(text, h))) continue
        expect([text, hints, (open[n >> 5]! & (1 << (n & 31))) !== 0]).toEqual([text, hints, false])
      }
    }),
  )
})
