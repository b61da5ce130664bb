import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimal } from '../../src/base/index.ts'
import {
  addMonths,
  bandFaults,
  hitRates,
  inBand,
  outcomeOf,
  parseScheme,
  proportions,
  type RatingEvent,
  readRatings,
  spellsOf,
} from '../../src/market/index.ts'
import { calendars } from './desk.ts'

const text = (bands: string, more = '') =>
  `id: house\nfrom: 2024-01-01\nsubject: stock\nhorizon: 6\nbenchmarks: { cn: csi-300 }\n${more}bands:\n${bands}`
const band = (label: string, range: string, direction = 'hold') =>
  `  - { label: ${label}, range: "${range}", direction: ${direction} }\n`
const faults = (bands: string) => bandFaults(parseScheme('s.yaml', text(bands)).value!.bands).map((f) => f.en)

test('a log is read as houses write it: days, blanks, the name of a band in English', () => {
  const scheme = parseScheme('s.yaml', text('  - { label: 买入, en: Buy, range: "> 5", direction: buy }\n')).value!
  const row = { issuer: 'i', subject: 's', market: 'cn', scheme: 'house' }
  const at = () => ({ file: 'r.csv', start: 0, end: 0, line: 2, column: 1 })
  const rows = [
    { ...row, label: ' Buy ', change: '维持', published: '2024/1/5' },
    { ...row, label: '买入', change: '', published: '20240105' },
    { ...row, label: '买入', change: '', published: '5/1/2024' },
  ]
  const { value, diagnostics } = readRatings(
    rows.map((r) => ({ row: r, at })),
    new Map([['house', scheme]]),
  )
  expect(value.map((e) => `${e.published} ${e.label}`)).toEqual(['2024-01-05 买入', '2024-01-05 买入'])
  expect(diagnostics.map((d) => d.message.en)).toEqual(['`published` is `5/1/2024`, which is no day'])
})

test.each([
  ['6', []],
  ['6 个月', []],
  ['12 months', []],
  ['6-12个月', ['two horizons, 6 and 12 months']],
  ['half a year', ['`horizon` is `half a year`, months expected']],
])('a horizon written as %j', (written, expected) => {
  const found = parseScheme(
    's.yaml',
    text(band('a', '> 5') + band('b', '<= 5')).replace('horizon: 6', `horizon: ${written}`),
  )
  expect(found.diagnostics.map((d) => d.message.en)).toEqual(expected)
})

describe('the bands of a scheme', () => {
  test('divide the line once', () => {
    expect(faults(band('a', '> 5', 'buy') + band('b', '[-5, 5]') + band('c', '< -5', 'sell'))).toEqual([])
    expect(faults(band('a', '5 以上', 'buy') + band('b', '-5 .. 5') + band('c', '不足 -5', 'sell'))).toEqual([])
  })
  test.each([
    [
      'a bound that nobody has',
      band('a', '> 5', 'buy') + band('b', '(-5, 5)') + band('c', '< -5'),
      ['-5 is neither `c` nor `b`', '5 is neither `b` nor `a`'],
    ],
    ['a bound that two have', band('a', '>= 5') + band('b', '< 5') + band('c', '[5, 5]'), ['`a` and `c` overlap']],
    ['a gap', band('a', '> 10') + band('b', '<= 5'), ['no band between 5 and 10']],
    ['open ends', band('a', '[0, 5)'), ['no band between -∞ and 0', 'no band between 5 and ∞']],
    ['an overlap', band('a', '> 3') + band('b', '<= 5'), ['`b` and `a` overlap']],
    ['a label twice', band('a', '> 5') + band('a', '<= 5'), ['`a` stands twice']],
  ])('%s', (_, bands, expected) => {
    expect(faults(bands)).toEqual(expected)
  })
  test('sound bands hold every number once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: -60, max: 60 }),
        (cuts, value) => {
          const sorted = [...new Set(cuts)].sort((a, b) => a - b)
          const ranges = [
            `< ${sorted[0]}`,
            ...sorted.slice(1).map((c, i) => `[${sorted[i]}, ${c})`),
            `>= ${sorted.at(-1)}`,
          ]
          const scheme = parseScheme('s.yaml', text(ranges.map((r, i) => band(`b${i}`, r)).join(''))).value!
          expect(bandFaults(scheme.bands)).toEqual([])
          expect(scheme.bands.filter((b) => inBand(b, decimal(value))).length).toBe(1)
        },
      ),
    )
  })
  test('strong at one house is not strong at another', () => {
    const five = parseScheme('a.yaml', text(band('强于大市', '> 5', 'buy') + band('其他', '<= 5'))).value!
    const ten = parseScheme('b.yaml', text(band('强于大市', '> 10', 'buy') + band('其他', '<= 10'))).value!
    expect([five, ten].map((s) => inBand(s.bands[0]!, decimal(6)))).toEqual([true, false])
  })
})

const event = (published: string, label: string): RatingEvent => ({
  issuer: 'x',
  subject: 'demo',
  market: 'cn',
  scheme: 'house',
  label,
  change: '',
  published,
})

describe('spells', () => {
  test('fifty weeklies that maintain a rating are one spell', () => {
    const weekly = Array.from({ length: 50 }, (_, i) =>
      event(new Date(Date.UTC(2024, 0, 7 + 7 * i)).toISOString().slice(0, 10), '买入'),
    )
    const spells = spellsOf([...weekly, event('2025-01-05', '中性')].toReversed())
    expect(spells.map((s) => [s.label, s.from, s.until, s.events])).toEqual([
      ['买入', '2024-01-07', '2025-01-05', 50],
      ['中性', '2025-01-05', '', 1],
    ])
  })
  test('shares are of those that hold on the day', () => {
    const scheme = parseScheme('s.yaml', text(band('买入', '> 5', 'buy') + band('中性', '<= 5'))).value!
    const spells = spellsOf([event('2024-01-07', '买入'), event('2024-03-01', '中性')])
    const schemes = new Map([['house', scheme]])
    expect(proportions(spells, schemes, '2024-02-01')).toEqual({ buy: 1, hold: 0, sell: 0, total: 1 })
    expect(proportions(spells, schemes, '2024-03-01')).toEqual({ buy: 0, hold: 1, sell: 0, total: 1 })
  })
})

describe('what became of a rating', () => {
  const scheme = parseScheme(
    's.yaml',
    text(band('买入', '> 5', 'buy') + band('中性', '[-5, 5]') + band('卖出', '< -5', 'sell')),
  ).value!
  const closes = new Map([
    [
      'demo',
      new Map([
        ['2024-01-08', decimal(100)],
        ['2024-07-08', decimal(112)],
      ]),
    ],
    [
      'csi-300',
      new Map([
        ['2024-01-08', decimal(1000)],
        ['2024-07-08', decimal(1050)],
      ]),
    ],
  ])
  const input = { schemes: new Map([['house', scheme]]), calendars, markets: { cn: 'xshg' }, closes, day: '2024-12-31' }
  const spell = spellsOf([event('2024-01-05', '买入')])[0]!
  test('runs from the session after it to the last one of the horizon', () => {
    const outcome = outcomeOf(spell, 6, input)
    expect(outcome).toMatchObject({ entry: '2024-01-08', exit: '2024-07-08', bandHit: true, directionHit: true })
    expect(typeof outcome === 'string' ? '' : outcome.excess.toFixed(4)).toBe('7.0000')
  })
  test('is open before its horizon, and unknown without closes', () => {
    expect(outcomeOf(spell, 6, { ...input, day: '2024-07-01' })).toBe('not-matured')
    expect(outcomeOf(spell, 6, { ...input, closes: new Map() })).toBe('no-close')
    expect(outcomeOf({ ...spell, market: 'us' }, 6, input)).toBe('no-benchmark')
  })
  test('hit rates have bounds that the same seed gives again', () => {
    const outcome = outcomeOf(spell, 6, input)
    if (typeof outcome === 'string') throw new Error(outcome)
    const outcomes = Array.from({ length: 40 }, (_, i) => ({ ...outcome, bandHit: i % 4 !== 0 }))
    const [all, own] = hitRates(outcomes, 2000, 7)
    expect([all!.n, all!.bandHits, own!.label]).toEqual([40, 30, '买入'])
    expect(all!.band!.share).toBe(0.75)
    // the binomial interval of 30 in 40 is 0.60 to 0.87
    expect(all!.band!.low).toBeGreaterThan(0.57)
    expect(all!.band!.low).toBeLessThan(0.66)
    expect(all!.band!.high).toBeGreaterThan(0.84)
    expect(all!.band!.high).toBeLessThan(0.91)
    expect(hitRates(outcomes, 2000, 7)).toEqual(hitRates(outcomes, 2000, 7))
    expect(hitRates([], 100)[0]).toMatchObject({ n: 0, band: null })
  })
  test('a label is counted by the scheme that defines it', () => {
    const spell = (scheme: string) => ({ issuer: 'i', subject: 's', market: 'cn', scheme, label: '强于大市' })
    const rest = { months: 6, entry: '2024-01-02', exit: '2024-07-02', excess: decimal('7.5') }
    const outcomes = ['five', 'ten'].map((scheme) => ({
      ...rest,
      spell: { ...spell(scheme), from: '2024-01-01', until: '' as const, events: 1 },
      bandHit: scheme === 'five',
      directionHit: scheme === 'five',
    }))
    expect(hitRates(outcomes, 100).map((r) => [r.scheme, r.label, r.n, r.bandHits])).toEqual([
      ['', '', 2, 1],
      ['five', '强于大市', 1, 1],
      ['ten', '强于大市', 1, 0],
    ])
  })
  test('months end where months end', () => {
    expect([addMonths('2024-08-31', 6), addMonths('2023-12-31', 2), addMonths('2024-01-15', 12)]).toEqual([
      '2025-02-28',
      '2024-02-29',
      '2025-01-15',
    ])
  })
})
