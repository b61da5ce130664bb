import { describe, expect, test } from 'vitest'
import { decimal } from '../../src/base/index.ts'
import {
  breaksIn,
  missingDays,
  ratioOf,
  relativeTo,
  resolveRelative,
  seriesOf,
  weekReturns,
  weekRows,
} from '../../src/market/index.ts'
import { calendars, series, shanghai } from './desk.ts'

const options = { thresholds: {}, calendar: null, days: 'all' as const }
const week = '2024-07-19/2024-07-25'
const two = (before: readonly (number | null)[], after: readonly (number | null)[]) =>
  series('chatgpt', '2024-07-12', [...before, ...after])
const seven = (value: number) => Array.from({ length: 7 }, () => value)

describe('a week', () => {
  test('has sum, mean, change, peak with its first day, last day and rank', () => {
    const rows = weekRows(
      [two(seven(100), [100, 120, 120, 110, 100, 90, 60]), series('kimi', '2024-07-12', [...seven(50), ...seven(200)])],
      week,
      options,
    )
    expect(rows.map((r) => [r.subject, r.rank])).toEqual([
      ['kimi', 1],
      ['chatgpt', 2],
    ])
    const row = rows[1]!
    expect([row.sum, row.mean, row.change, row.difference, row.peak, row.last].map((v) => v?.toFixed())).toEqual([
      '700',
      '100',
      '0',
      '0',
      '120',
      '60',
    ])
    expect([row.peakDay, row.lastDay, row.streak]).toEqual(['2024-07-20', '2024-07-25', 0])
    expect(rows[0]!.change?.toFixed()).toBe('300')
    expect(rows[0]!.streak).toBe(1)
  })
  test('that lacks a day has no sum, mean, change or rank, and says which day', () => {
    const [row] = weekRows([two(seven(100), [100, null, 100, 100, 100, 100, 100])], week, options)
    expect([row!.sum, row!.mean, row!.change, row!.rank]).toEqual([null, null, null, null])
    expect(row!.missing).toEqual(['2024-07-20'])
    expect(row!.note?.en).toBe('2024-07-20 missing')
  })
  test('after an incomplete one has no change', () => {
    const [row] = weekRows([two([1, null, 1, 1, 1, 1, 1], seven(2))], week, options)
    expect(row!.sum?.toFixed()).toBe('14')
    expect(row!.change).toBeNull()
    expect(row!.note?.zh).toBe('前一周数据不全')
  })
  test('tells the first crossing of a threshold only where it is the first', () => {
    const thresholds = { chatgpt: ['120', '150'] }
    const cross = (s: ReturnType<typeof two>) =>
      weekRows([s], week, { ...options, thresholds })[0]!.crossings.map((c) => c.day)
    expect(cross(two(seven(100), [100, 121, 130, 151, 1, 1, 1]))).toEqual(['2024-07-20', '2024-07-22'])
    expect(cross(two([130, ...seven(100).slice(1)], [100, 121, 130, 151, 1, 1, 1]))).toEqual(['2024-07-22'])
    expect(cross(two(seven(100), [120, 1, 1, 1, 1, 1, 1]))).toEqual([])
  })
  test('counts weeks in a row', () => {
    const s = series('a', '2024-06-28', [...seven(4), ...seven(3), ...seven(2), ...seven(1)])
    expect(weekRows([s], week, options)[0]!.streak).toBe(-3)
    expect(weekRows([s], week, options)[0]!.trail.map((v) => v?.toFixed())).toEqual(['28', '21', '14', '7'])
  })
  test('across a holiday is not compared in silence', () => {
    const s = series('a', '2024-02-02', [...seven(1), ...seven(2)])
    expect(weekRows([s], '2024-02-09/2024-02-15', { ...options, calendar: shanghai })[0]!.note?.en).toContain(
      'no session',
    )
  })
})

test('days that are missing are those between the first and the last', () => {
  expect(missingDays(series('a', '2024-07-19', [1, null, null, 1]), null)).toEqual(['2024-07-20', '2024-07-21'])
  expect(missingDays(series('a', '2024-07-19', [1, null, null, 1]), shanghai)).toEqual([])
})

test('a change of scope is a break, two regions side by side are none', () => {
  const observe = (day: string, stores: string, value: number) => ({
    subject: 'a',
    measure: 'downloads.daily',
    scope: { stores },
    day,
    value: decimal(value),
    unit: 'download',
    at: { file: '', start: 0, end: 0, line: 1, column: 1 },
  })
  // 60.246 million on iOS alone, 260 million with Google Play: no growth of 332 %
  const broken = breaksIn(
    seriesOf([
      observe('2024-10-31', 'app-store', 60_246_000),
      observe('2025-03-31', 'app-store+google-play', 260_000_000),
    ]),
  )
  expect(broken.map((b) => b.keys)).toEqual([['stores']])
  expect(
    breaksIn(seriesOf([observe('2024-10-01', 'a', 1), observe('2024-10-03', 'a', 1), observe('2024-10-02', 'b', 1)])),
  ).toEqual([])
})

describe('the return of a week', () => {
  const level = (subject: string, values: readonly (number | null)[]) =>
    series(subject, '2024-07-19', values, 'index.close')
  // Friday 19 July, then Monday 22 to Friday 26
  const weekend = [null, null] as const
  const computers = level('computers', [100, ...weekend, 101, 102, 103, 104, 105])
  const banks = level('banks', [200, ...weekend, 202, 204, 206, 208, 196])
  const rows = (...all: ReturnType<typeof level>[]) =>
    weekReturns(all, '2024-07-22/2024-07-28', shanghai).map((r) => [r.series.subject, r.value.toFixed(2), r.rank])

  test('is between two last closes, and has a place among all', () => {
    expect(rows(banks, computers)).toEqual([
      ['computers', '5.00', 1],
      ['banks', '-2.00', 2],
    ])
    expect(rows(computers, level('same', [50, ...weekend, 50, 50, 50, 50, 52.5])).map((r) => r[2])).toEqual([1, 1])
  })
  test('is none where the last close is missing, or the one before', () => {
    expect(rows(level('late', [100, ...weekend, 101, 102, 103, 104, null]))).toEqual([])
    expect(rows(level('new', [null, ...weekend, 101, 102, 103, 104, 105]))).toEqual([])
  })
  test('is none in a week without sessions', () => {
    const spring = series('a', '2024-02-08', [100, null, null, null, null, null, null], 'index.close')
    expect(weekReturns([spring], '2024-02-12/2024-02-18', shanghai)).toEqual([])
  })
})

describe('relative performance that a feed declares', () => {
  const use = {
    subject: 'ind',
    benchmark: 'bench',
    day: '2024-07-28',
    years: 1,
    form: 'difference',
    sample: 'day',
  } as const
  // closes on the session before the base, on it and after it, and on the last three
  const days = ['2023-07-27', '2023-07-28', '2023-07-31', '2024-07-24', '2024-07-25', '2024-07-26']
  const closes = (subject: string, kept: (day: string, index: number) => boolean) => ({
    series: {
      ...series(subject, '2024-07-22', [], 'index.close'),
      points: days
        .map((day, i) => ({
          day,
          value: decimal(100 + 10 * i),
          at: { file: '', start: 0, end: 0, line: 1, column: 1 },
        }))
        .filter(({ day }, i) => kept(day, i)),
    },
    calendar: shanghai,
  })
  const made = (kept: (day: string, index: number) => boolean, more = {}) =>
    resolveRelative({ ...use, ...more }, [closes('ind', () => true), closes('bench', kept)], calendars, 'xshg')
  test.each([
    ['every day', () => true, '2023-07-28/2024-07-26', []],
    ['no base day', (d: string) => d !== '2023-07-28', '2023-07-27/2024-07-26', []],
    ['no last day', (d: string) => d !== '2024-07-26', '2023-07-28/2024-07-25', ['market/early-end']],
    ['nothing before the base', (d: string) => d > '2023-07-28', null, ['market/no-relative']],
    ['no last week', (_: string, i: number) => i < 3, null, ['market/no-relative']],
    ['nothing', () => false, null, ['market/no-relative']],
  ])('of a benchmark with %s', (_, kept, span, codes) => {
    const { value, diagnostics } = made(kept)
    expect(value === null ? null : `${value.base}/${value.end}`).toBe(span)
    expect(diagnostics.map((d) => d.code)).toEqual(codes)
  })
  test('is told of when its day, calendar or benchmark is not known', () => {
    const told = (more: object) => made(() => true, more).diagnostics.map((d) => d.message.en)
    expect(told({ day: '2027-01-10' })[0]).toContain('2026-12-31')
    expect(told({ benchmark: 'bnech' })).toEqual(['no feed has closes of `bnech`'])
    const { diagnostics } = resolveRelative(use, [], calendars, 'xsgh')
    expect(diagnostics[0]?.message.en).toBe('`xsgh` is no calendar')
  })
})

describe('relative performance', () => {
  const industry = series('industry', '2024-07-22', [100, 110, null, 130], 'index.close')
  const index = series('index', '2024-07-22', [200, 210, 220, 248], 'index.close')
  test('is a difference unless a ratio is declared', () => {
    const period = '2024-07-22/2024-07-25'
    expect(relativeTo(industry, index, period)?.relative.toFixed(4)).toBe('6.0000')
    expect(relativeTo(industry, index, period, 'ratio')?.relative.toFixed(2)).toBe('4.84')
    expect(ratioOf(decimal(30), decimal(24)).toFixed(2)).toBe('4.84')
  })
  test('uses the days that both have, and fills none', () => {
    expect(relativeTo(industry, index, '2024-07-22/2024-07-25')?.days.map((d) => d.day)).toEqual([
      '2024-07-22',
      '2024-07-23',
      '2024-07-25',
    ])
    expect(relativeTo(industry, index, '2024-07-24/2024-07-24')).toBeNull()
  })
  test('begins on the last day on or before the base that both have, never after it', () => {
    const gap = series('index', '2024-07-22', [200, null, 220, 248], 'index.close')
    const since = relativeTo(industry, gap, '2024-07-24/2024-07-25')
    expect([since?.base, since?.end, since?.relative.toFixed(4)]).toEqual(['2024-07-22', '2024-07-25', '6.0000'])
    expect(relativeTo(industry, gap, '2024-07-21/2024-07-25')).toBeNull()
  })
})
