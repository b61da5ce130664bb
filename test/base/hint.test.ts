import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capital, featuresOf, four, hintOf, latin, mayHold, sieveOf } from '../../src/base/grammar/hint.ts'

const lists = [
  ['年', '月'],
  ['://', 'www.'],
  [latin],
  [capital],
  [four, '-k'],
  [],
  ['quarter past'],
  ['第', latin],
].map((all) => all.map(hintOf))
// more patterns than one word of bits has
const all = Array.from({ length: 6 }, () => lists).flat()
const sieve = sieveOf(all)
const texts = fc.string({ unit: fc.constantFrom(...'年月第:/w.K-k0123quarter pastA，'), maxLength: 30 })

test('the sieve lets every pattern pass that may find something', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const features = featuresOf(text)
      const open = sieve.pass(features)
      for (const [n, hints] of all.entries()) {
        const isOpen = (open[n >> 5]! & (1 << (n & 31))) !== 0
        if (hints.length === 0 || mayHold(features, hints)) expect(isOpen).toBe(true)
      }
    }),
  )
})

test('a text without the first letters of hints passes those without any alone', () => {
  const open = sieve.pass(featuresOf('，。'))
  expect(all.map((_, n) => (open[n >> 5]! & (1 << (n & 31))) !== 0)).toEqual(all.map((hints) => hints.length === 0))
})
