import { describe, expect, test } from 'vitest'
import { decimal, impliedItems, isLead, isReachable, newcombe, reach, wilson } from '../../src/base/index.ts'

describe('wilson', () => {
  test.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [146, 164, 0.8331, 0.9296],
    [20, 21, 0.7733, 0.9915],
    [263, 550, 0.4368, 0.52],
  ])('%d of %d', (right, items, low, high) => {
    expect(wilson(right, items).low).toBeCloseTo(low, 3)
    expect(wilson(right, items).high).toBeCloseTo(high, 3)
  })
  test('no share', () => {
    expect(() => wilson(1, 0)).toThrow(RangeError)
    expect(() => wilson(3, 2)).toThrow(RangeError)
  })
})

test('the example of the difference in its paper', () => {
  const { low, high } = newcombe({ right: 56, items: 70 }, { right: 48, items: 80 })
  expect(low).toBeCloseTo(0.0524, 3)
  expect(high).toBeCloseTo(0.3339, 3)
})

test('a point on 14042 items is a lead, one item in 21 is none', () => {
  expect(isLead(0.86, 0.84, 14042)).toBe(true)
  expect(isLead(0.884, 0.883, 14042)).toBe(false)
  expect(isLead(20 / 21, 19 / 21, 21)).toBe(false)
})

describe('reach', () => {
  test.each([
    ['89.0', 1, 164, [146]],
    ['92.1', 1, 164, [151]],
    ['92.0', 1, 164, [151]],
    ['88.6', 1, 21, []],
    ['95.2', 1, 21, [20]],
    ['100', 0, 21, [21]],
    ['0', 0, 5, [0]],
    ['101', 0, 5, []],
  ])('%s at %d places of %d', (percent, places, items, right) => {
    expect(reach(decimal(percent), places, items)).toEqual(right)
  })
  test('every share of every small set is reached by its own printing', () => {
    for (let items = 1; items <= 60; items += 1)
      for (let right = 0; right <= items; right += 1) {
        const printed = decimal(((right * 100) / items).toFixed(6)).round(1, 1)
        expect(isReachable(printed, 1, items)).toBe(true)
      }
  })
  test('every printed score is reached where there are more items than scores', () => {
    for (const items of [1001, 1319, 14_042])
      for (let tenth = -3; tenth <= 1003; tenth += 17) {
        const printed = decimal(tenth).div(10)
        expect(isReachable(printed, 1, items)).toBe(reach(printed, 1, items).length > 0)
      }
    expect(isReachable(decimal('88.65'), 1, 14_042)).toBe(false)
  })
  test('the plain arithmetic of the machine says the same as the exact one', () => {
    for (let n = 0; n < 4000; n += 1) {
      const items = 1 + ((n * 7919) % 1500)
      const places = n % 4
      const printed = decimal((n * 104_729) % (100 * 10 ** places + 2)).div(10 ** places)
      expect(isReachable(printed, places, items)).toBe(reach(printed, places, items).length > 0)
    }
  })
  test('what several scores imply', () => {
    expect(impliedItems([decimal('95.2'), decimal('90.5'), decimal('81.0')], 1, 60)).toEqual([21, 42])
  })
})
