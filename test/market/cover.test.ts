import { expect, test } from 'vitest'
import { coverFault, parseScheme, type RatingEvent } from '../../src/market/index.ts'

const scheme = parseScheme(
  's.yaml',
  `id: house
from: 2024-01-01
subject: industry
horizon: 6
benchmarks: { cn: csi-300 }
bands:
  - { label: 强于大市, en: Outperform, range: "> 5", direction: buy }
  - { label: 跟随大市, en: In line, range: "[-5, 5]", direction: hold }
  - { label: 弱于大市, en: Underperform, range: "< -5", direction: sell }
`,
).value!
const event = (subject: string, published: string, label: string, change: RatingEvent['change'] = ''): RatingEvent => ({
  issuer: 'house',
  subject,
  market: 'cn',
  scheme: 'house',
  label,
  change,
  published,
})
const log = [
  event('a', '2024-01-05', '跟随大市', 'initiated'),
  event('a', '2024-03-01', '强于大市', 'raised'),
  event('b', '2024-01-05', '弱于大市', 'initiated'),
  event('a', '2024-06-01', '跟随大市', 'lowered'),
]
const fits = (label: string, change: string, day: string, subject = 'a', events = log) =>
  coverFault({ label, change, scheme: 'house', subject }, day, scheme, events) === null

test.each([
  ['强于大市', '上调', '2024-03-01', true],
  ['Outperform', 'raised', '2024-03-01', true],
  ['强于大市', '维持', '2024-03-01', false],
  ['强于大市', '维持', '2024-03-02', true],
  ['强于大市', '上调', '2024-03-02', false],
  ['强于大市', '', '2024-03-02', true],
  ['跟随大市', '维持', '2024-03-02', false],
  ['强于大市', '维持', '2024-06-01', false],
  ['跟随大市', '下调', '2024-06-01', true],
  ['跟随大市', '上调', '2024-06-01', false],
  ['跟随大市', '首次', '2024-01-05', true],
  ['跟随大市', '维持', '2024-01-05', false],
  ['跟随大市', '首次', '2024-01-01', true],
  ['跟随大市', '维持', '2024-01-01', false],
  ['跟随大市', '涨', '2024-06-01', false],
] as const)('a cover of %s, %s, on %s fits the log: %s', (label, change, day, expected) => {
  expect(fits(label, change, day)).toBe(expected)
})

test('a cover that names no subject fits when it fits one of the log', () => {
  expect(fits('弱于大市', '维持', '2024-07-01', '')).toBe(true)
  expect(fits('强于大市', '维持', '2024-07-01', '')).toBe(false)
  expect(fits('弱于大市', '维持', '2024-07-01', 'a')).toBe(false)
})

test('without a log, or outside it, only the word for the change is read', () => {
  expect(fits('强于大市', '维持', '2024-07-01', '', [])).toBe(true)
  expect(fits('强于大市', '涨', '2024-07-01', '', [])).toBe(false)
  expect(fits('买入', '维持', '2024-07-01')).toBe(true)
  expect(fits('强于大市', '维持', '2024-07-01', 'c')).toBe(false)
})
