import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPairs, pairOf } from '../../src/report/audit/checks/pairs.ts'

const words = fc.string({ unit: fc.constantFrom(...'abc 数据中心gpu，'), maxLength: 24 })

test('what a text holds begins with one of its pairs', () => {
  const pairs = createPairs()
  fc.assert(
    fc.property(
      words,
      words,
      fc.string({ unit: fc.constantFrom(...'数gb中'), minLength: 2, maxLength: 5 }),
      (a, b, label) => {
        pairs.note(a + label + b)
        expect(pairs.mayHold(pairOf(label))).toBe(true)
      },
    ),
  )
})

test('the pairs of the text before are forgotten', () => {
  const pairs = createPairs()
  pairs.note('收入合计')
  expect(pairs.mayHold(pairOf('合计'))).toBe(true)
  pairs.note('利润')
  expect(pairs.mayHold(pairOf('合计'))).toBe(false)
  pairs.note('')
  expect(pairs.mayHold(pairOf('利润'))).toBe(false)
})
