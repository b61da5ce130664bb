import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayCount, parseYaml } from '../../src/base/index.ts'
import {
  chartPeriod,
  dayKind,
  incomparable,
  lastSession,
  nextSession,
  parseMoment,
  parseWeekday,
  sessionsIn,
  weekBefore,
  weekday,
  weekOf,
  weeksIn,
} from '../../src/market/index.ts'
import { calendars, shanghai } from './desk.ts'

const moments = parseYaml(readFileSync(join(import.meta.dirname, 'moments.yaml'), 'utf8')).value as {
  text: string
  forms: never[]
  zone?: number
  day: string | null
}[]

test.each(moments)('$text as $forms is $day', ({ text, forms, zone, day }) => {
  expect(parseMoment(text, forms, zone)).toBe(day)
})

describe('sessions of the Shanghai exchange', () => {
  // counted in the calendar of another vendor: 242 to 244 a year, weeks without sessions, weeks of one
  test.each([
    ['2024-01-01/2024-12-31', 242],
    ['2024-02-12/2024-02-18', 0],
    ['2026-02-16/2026-02-22', 0],
    ['2024-09-30/2024-10-06', 1],
    ['2025-01-27/2025-02-02', 1],
    ['2024-07-19/2024-07-25', 5],
  ])('%s has %i', (period, count) => {
    expect(sessionsIn(shanghai, period).days.length).toBe(count)
  })
  test('what is not announced is unknown, not closed', () => {
    expect(dayKind(shanghai, '2027-01-04')).toBe('unknown')
    expect(sessionsIn(shanghai, '2026-12-28/2027-01-03').known).toBe(false)
    expect(nextSession(shanghai, '2027-01-02')).toBeNull()
  })
  test('the base and end of a chart over a year', () => {
    expect(chartPeriod(shanghai, '2024-07-28')).toBe('2023-07-28/2024-07-26')
    expect(lastSession(shanghai, '2024-10-07')).toBe('2024-09-30')
    expect(chartPeriod(shanghai, '2024-02-29')).toBe('2023-02-28/2024-02-28')
  })
  test('three exchanges ship', () => {
    expect([...calendars.keys()]).toEqual(['xshg', 'xhkg', 'xnys'])
    expect(dayKind(calendars.get('xnys')!, '2024-07-04')).toBe('closed')
    expect(dayKind(calendars.get('xhkg')!, '2024-07-01')).toBe('closed')
  })
})

describe('house weeks', () => {
  test('run from Friday to Thursday', () => {
    expect(weekOf('2024-07-19', 5)).toBe('2024-07-19/2024-07-25')
    expect(weekOf('2024-07-25', 5)).toBe('2024-07-19/2024-07-25')
    expect(weekOf('2024-07-26', 5)).toBe('2024-07-26/2024-08-01')
    expect(parseWeekday('星期五')).toBe(5)
    expect(parseWeekday('Freitag')).toBeNull()
  })
  test('only whole ones are made of a period', () => {
    expect(weeksIn('2024-07-18/2024-07-26', 5)).toEqual(['2024-07-19/2024-07-25'])
  })
  test('every day is in one week, and the weeks of a period follow each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 1, max: 7 }), (offset, start) => {
        const day = addDays('1950-01-01', offset)
        const week = weekOf(day, start)
        expect(dayCount(week)).toBe(7)
        expect(weekday(week.split('/')[0]!)).toBe(start)
        expect(week.split('/')[0]! <= day && day <= week.split('/')[1]!).toBe(true)
        expect(addDays(weekBefore(week).split('/')[1]!, 1)).toBe(week.split('/')[0])
      }),
    )
  })
  test('are not alike across a holiday', () => {
    expect(incomparable(shanghai, '2024-07-12/2024-07-18', '2024-07-19/2024-07-25')).toBeNull()
    expect(incomparable(shanghai, '2024-02-02/2024-02-08', '2024-02-09/2024-02-15')?.en).toContain('no session')
    expect(incomparable(shanghai, '2024-04-26/2024-05-02', '2024-05-03/2024-05-09')?.en).toContain('closed')
    expect(incomparable(shanghai, '2026-12-18/2026-12-24', '2026-12-25/2026-12-31')).toBeNull()
    expect(incomparable(shanghai, '2026-12-25/2026-12-31', '2027-01-01/2027-01-07')?.en).toContain('announced until')
  })
})
