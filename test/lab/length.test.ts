import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLengths } from '../../src/lab/metric/length.ts'

// the plain way: sort, then between the two nearest ranks
const plain = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
  return low + (high - low) * (place - Math.floor(place))
}

test('mean, median and ninetieth percentile are those of all lengths, short and very long', () => {
  const length = fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 65_530, max: 65_540 }),
    fc.integer({ min: 0, max: 3_000_000 }),
  )
  fc.assert(
    fc.property(fc.array(length, { minLength: 1, maxLength: 60 }), (values) => {
      const lengths = createLengths()
      for (const v of values) lengths.add('', v, false)
      const { tokens } = lengths.summary()
      expect(tokens!.median).toBeCloseTo(plain(values, 0.5), 6)
      expect(tokens!.p90).toBeCloseTo(plain(values, 0.9), 6)
      expect(tokens!.mean).toBeCloseTo(values.reduce((s, v) => s + v, 0) / values.length, 6)
    }),
    { numRuns: 300 },
  )
})

test('of nothing there is no length', () => {
  expect(createLengths().summary().characters).toEqual({ n: 0, mean: Number.NaN, median: Number.NaN, p90: Number.NaN })
})
