import { addDays, type Day, isDay } from '../base/index.ts'

/** A way in which feeds write days. */
export type DayForm = 'iso' | 'compact' | 'slash' | 'excel-serial' | 'epoch-ms' | 'epoch-s' | 'chinese'

/** All of them. */
export const dayForms: readonly DayForm[] = [
  'iso',
  'compact',
  'slash',
  'excel-serial',
  'epoch-ms',
  'epoch-s',
  'chinese',
]

/** Before it no feed has a day: a year of two digits is none of the first century. */
export const firstMarketDay: Day = '1900-01-01'

/**
 * The day that `text` writes in one of `forms`; `null` when it writes none.
 *
 * An ISO moment at midnight UTC, as APIs print a day, is that day. Serials are those of the 1900 system of spreadsheets.
 * Epoch moments are taken in `zone` hours east of UTC, since a vendor's midnight is its own; a moment that is no midnight there
 * names no day; neither does one before 1900.
 *
 * @example parseMoment('20240719', ['compact']) // '2024-07-19'
 * @example parseMoment('2024-07-19T00:00:00Z', ['iso']) // '2024-07-19'
 * @example parseMoment('45492', ['excel-serial']) // '2024-07-19'
 * @example parseMoment('1721318400000', ['epoch-ms'], 8) // '2024-07-19'
 */
export function parseMoment(text: string, forms: readonly DayForm[], zone = 0): Day | null {
  const written = text.trim()
  for (const form of forms) {
    const day = readers[form](written, zone)
    if (day !== null && isDay(day) && day >= firstMarketDay) return day
  }
  return null
}

const readers: Readonly<Record<DayForm, (text: string, zone: number) => Day | null>> = {
  iso: (text) => /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?)?$/.exec(text)?.[1] ?? null,
  compact: (text) => joined(/^(\d{4})(\d{2})(\d{2})$/.exec(text)),
  slash: (text) => joined(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text)),
  chinese: (text) => joined(/^(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日$/.exec(text)),
  // 20000 is 1954, 80000 is 2119: what lies outside is no day of a market
  'excel-serial': (text) =>
    /^[2-7]\d{4}(?:\.0+)?$/.test(text) ? addDays('1899-12-30', Math.floor(Number(text))) : null,
  'epoch-ms': (text, zone) => (/^\d{12,13}$/.test(text) ? epoch(Number(text), zone) : null),
  'epoch-s': (text, zone) => (/^\d{9,10}$/.test(text) ? epoch(Number(text) * 1000, zone) : null),
}

function joined(match: RegExpExecArray | null): Day | null {
  return match === null ? null : `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`
}

function epoch(milliseconds: number, zone: number): Day | null {
  const here = milliseconds + zone * 3_600_000
  return here % 86_400_000 === 0 ? new Date(here).toISOString().slice(0, 10) : null
}
