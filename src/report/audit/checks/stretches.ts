import { months } from './dates.ts'

/** A day, a time of a day or both; what is not said is `null`. */
export interface Point {
  readonly start: number
  readonly end: number
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  /** since midnight */
  readonly minutes: number | null
  /** whether it says which half of the day */
  readonly isHalf: boolean
}

/** From one point to another, with offsets into its line. */
export interface Stretch {
  readonly start: number
  readonly end: number
  readonly from: Point
  readonly to: Point
  /** what stands between the two, where that is more than words for "to" */
  readonly gap: string | null
}

const name =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?'
const nth = '(?:st|nd|rd|th)?'
const year = '((?:19|20)\\d{2})(?!\\d)'
const half = '(?:\\s?([AaPp]\\.?[Mm])\\b\\.?)?'
const clock = `(?:[，,T]?\\s?(?:at\\s)?(\\d{1,2})[:：](\\d{2})(?:[:：](\\d{2}))?(?![\\d:：])${half})?`
const dash = '(?:[-–—―−~～]{1,2}|至|到|直至|to|through|until|till)'
const zh = `(?<![\\d.])(?:${year}\\s?年\\s?)?(\\d{1,2})\\s?月`

/** By pattern, the groups of year, month, day, hour, minute, second and half of the day; 0 for none. */
const points: readonly (readonly [RegExp, readonly number[]])[] = [
  [new RegExp(`${zh}\\s?(\\d{1,2})\\s?[日号]${clock}`, 'g'), [1, 2, 3, 4, 5, 6, 7]],
  [
    new RegExp(`(?<![\\d./-])${year}([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d|[-/.]\\d)${clock}`, 'g'),
    [1, 3, 4, 5, 6, 7, 8],
  ],
  [
    new RegExp(`(?<![\\d.,:/])(\\d{1,2})${nth}\\s(?:of\\s)?${name}(?:,?\\s${year})?${clock}`, 'g'),
    [3, 2, 1, 4, 5, 6, 7],
  ],
  [
    new RegExp(`\\b${name}\\s(\\d{1,2})${nth}(?![\\d:：%]|[.,]\\d)(?:,?\\s${year})?${clock}`, 'g'),
    [3, 1, 2, 4, 5, 6, 7],
  ],
  [
    new RegExp(`(?<![\\d.:：/])(\\d{1,2})[:：时点](\\d{2})(?:[:：](\\d{2}))?(?![\\d:：%]|\\.\\d)分?${half}`, 'g'),
    [0, 0, 0, 1, 2, 3, 4],
  ],
  [new RegExp(`${zh}份?(?!\\s?\\d)`, 'g'), [1, 2, 0, 0, 0, 0, 0]],
  [new RegExp(`(?<!\\d${nth}\\s)\\b${name}(?:\\s${year}|(?!\\s?\\d))`, 'g'), [2, 1, 0, 0, 0, 0, 0]],
]
/** Days of one month: the groups of year, month, first and last day. */
const compact: readonly (readonly [RegExp, readonly [number, number, number, number]])[] = [
  [new RegExp(`${zh}\\s?(\\d{1,2})\\s?[日号]?\\s?${dash}\\s?(\\d{1,2})\\s?[日号]`, 'g'), [1, 2, 3, 4]],
  [
    new RegExp(
      `(?<![\\d.,:/])(\\d{1,2})${nth}\\s?${dash}\\s?(\\d{1,2})${nth}\\s(?:of\\s)?${name}(?:,?\\s${year})?`,
      'g',
    ),
    [4, 3, 1, 2],
  ],
  [
    new RegExp(
      `\\b${name}\\s(\\d{1,2})${nth}\\s?${dash}\\s?(\\d{1,2})${nth}(?![\\d:：%]|[.,]\\d|\\s?${name.replace('(', '(?:')})(?:,?\\s${year})?`,
      'g',
    ),
    [4, 1, 2, 3],
  ],
]

/** A day of the week that may stand beside a day. */
export const week =
  '(?:\\s?[（(,，]?\\s?(?:(?:周|星期)[一二三四五六日天]|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\\b,?\\s?)[）)]?)?'
/** Words before the last day. */
export const ending = `(?:${dash}|,?\\s?(?:and\\s)?(?:ending|ends|ended|expiring|expires|expired)(?:\\son)?)\\s?${week}(?:the\\s)?$`
const link = new RegExp(`^${week}\\s?起?\\s?${ending}`, 'i')
const and = /^\sand\s(?:the\s)?$/
const between = /\bbetween\s(?:the\s)?$/i
// two points that stand further apart are no stretch
const farthest = 60

/** The stretches of days or hours that a line names. */
export function stretchesOf(line: string): readonly Stretch[] {
  const all = points
    .flatMap(([pattern, groups]) => Array.from(line.matchAll(pattern), (m) => pointOf(m, m.index, groups)))
    .filter((p) => p !== null)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const found: Stretch[] = []
  let last: Point | null = null
  for (const point of all) {
    // 15 March of 15 March 2026
    if (last !== null && point.start < last.end) continue
    if (last !== null && point.start - last.end <= farthest) {
      const gap = line.slice(last.end, point.start)
      const isPlain =
        link.test(gap) || (and.test(gap) && between.test(line.slice(Math.max(0, last.start - 12), last.start)))
      found.push({ start: last.start, end: point.end, from: last, to: point, gap: isPlain ? null : gap })
    }
    last = point
  }
  for (const [pattern, [y, month, first, final]] of compact)
    for (const m of line.matchAll(pattern)) {
      const [from, to] = [first, final].map((day) => pointOf(m, m.index, [y, month, day, 0, 0, 0, 0]))
      if (from && to) found.push({ start: from.start, end: to.end, from, to, gap: null })
    }
  return found
}

function pointOf(m: readonly (string | undefined)[], at: number, groups: readonly number[]): Point | null {
  const [y, mo, d, h, min, s, side] = groups.map((g) => (g === 0 ? undefined : m[g]))
  const month = mo === undefined ? null : /\d/.test(mo) ? Number(mo) : months.indexOf(mo.toLowerCase().slice(0, 3)) + 1
  const day = d === undefined ? null : Number(d)
  if ((month !== null && (month < 1 || month > 12)) || (day !== null && (day < 1 || day > 31))) return null
  if (Number(h ?? 0) > 24 || Number(min ?? 0) > 59) return null
  const noon = side === undefined ? 0 : (/p/i.test(side) ? 720 : 0) - (Number(h) === 12 ? 720 : 0)
  return {
    start: at,
    end: at + m[0]!.length,
    year: y === undefined ? null : Number(y),
    month,
    day,
    minutes: h === undefined ? null : Number(h) * 60 + Number(min) + Number(s ?? 0) / 60 + noon,
    isHalf: side !== undefined,
  }
}

/** How long a stretch is; what it does not say is `null`. */
export interface Measured {
  /** from the first day to the last, without one of them */
  readonly days: number | null
  /** whether a leap day may lie within that nobody can know of */
  readonly isOpen: boolean
  /** whole months, where it has so many within a day; where only months are named with the last of them and without */
  readonly months: readonly number[]
  /** months with what is left over */
  readonly about: number | null
  /** what its times may mean */
  readonly minutes: readonly number[]
}

/** The length of a stretch; `null` where it has none, or ends before it begins. */
export function measured({ from, to }: Stretch): Measured | null {
  const none = { days: null, isOpen: false, months: [], about: null, minutes: [] }
  if ((from.month === null) !== (to.month === null) && (from.month === null || to.minutes === null)) return null
  if (from.month === null || (to.month === null && from.day !== null)) {
    if (from.minutes === null || to.minutes === null) return null
    const apart = to.minutes - from.minutes
    const isTwelve = from.isHalf !== to.isHalf || (!from.isHalf && Math.max(from.minutes, to.minutes) < 780)
    const spans = [(apart + 1440) % 1440, ...(isTwelve ? [(apart + 1440) % 720] : [])]
    // 13:54 may be of a film
    return { ...none, minutes: [...spans, apart / 60].filter((x) => x > 0) }
  }
  if (to.month === null || (from.day === null) !== (to.day === null)) return null
  const isOpen = from.year === null && to.year === null
  const isTurned = from.month > to.month || (from.month === to.month && (from.day ?? 0) > (to.day ?? 0))
  const last = to.year ?? (from.year ?? 2023) + (isTurned ? 1 : 0)
  const first = from.year ?? (to.year === null ? 2023 : last - (isTurned ? 1 : 0))
  if (from.day === null || to.day === null) {
    const apart = (last - first) * 12 + to.month - from.month
    return apart < 1 ? null : { ...none, months: [apart, apart + 1], about: apart + 0.5 }
  }
  const [a, b] = [dayAt(first, from.month, from.day), dayAt(last, to.month, to.day)]
  const days = b - a
  // no leap day may come between
  const isSure = !isOpen || (days < 28 && (from.month !== 2 || to.month === 2))
  const hasTimes = from.minutes !== null && to.minutes !== null && isSure
  const minutes = hasTimes ? [days * 1440 + to.minutes - from.minutes] : []
  if (days < 0 || (days === 0 && !(minutes[0]! > 0))) return null
  const whole = Math.round((days + 1) / 30.44)
  const ends = [first, from.month - 1 + whole] as const
  // 31 January to 28 February is a month
  const same = dayAt(ends[0] + Math.floor(ends[1] / 12), (ends[1] % 12) + 1, 1) - 1
  const size = dayAt(ends[0] + Math.floor((ends[1] + 1) / 12), ((ends[1] + 1) % 12) + 1, 1) - 1 - same
  const off = b - (same + Math.min(from.day, size))
  return { days, isOpen, months: off >= -2 && off <= 1 ? [whole] : [], about: (days + 1) / 30.44, minutes }
}

function dayAt(y: number, month: number, day: number): number {
  return Date.UTC(y, month - 1, day) / 86_400_000
}
