import { expect, test } from 'vitest'
import { weekRows } from '../../src/market/index.ts'
import { series } from './desk.ts'

const week = '2024-07-19/2024-07-25'
const options = { thresholds: { kimi: ['100'] }, calendar: null, days: 'all' as const }
const days = (values: readonly (number | null)[]) =>
  weekRows([series('kimi', '2024-07-19', values)], week, options)[0]!.crossings.map((c) => c.day)

test('a first crossing needs the day before below the threshold', () => {
  expect(days([90, 95, 110, 120])).toEqual(['2024-07-21'])
  expect(days([110, 120, 130])).toEqual([])
  expect(days([90, null, 110, 120])).toEqual([])
})
