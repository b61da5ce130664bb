import { addDays, type Day, firstDay, lastDay, type Period, type Words } from '../base/index.ts'
import { type Calendar, holidaysIn, sessionsIn, weekday } from './calendar.ts'

const names: Readonly<Record<string, number>> = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
  周一: 1,
  周二: 2,
  周三: 3,
  周四: 4,
  周五: 5,
  周六: 6,
  周日: 7,
}

/** The names that a weekday may have. */
export const weekdayNames: readonly string[] = Object.keys(names)

/**
 * The weekday that `text` names, 1 for Monday; `null` when it names none.
 *
 * @example parseWeekday('Friday') // 5
 * @example parseWeekday('周五') // 5
 */
export function parseWeekday(text: string): number | null {
  return names[text.trim().toLowerCase().replace(/^星期/, '周')] ?? null
}

/**
 * The house week that holds `day`, when weeks begin on `start`.
 *
 * @example weekOf('2024-07-22', 5) // '2024-07-19/2024-07-25'
 */
export function weekOf(day: Day, start: number): Period {
  const back = (weekday(day) - start + 7) % 7
  const first = addDays(day, -back)
  return `${first}/${addDays(first, 6)}`
}

/** The week before `week`. */
export function weekBefore(week: Period): Period {
  return `${addDays(firstDay(week), -7)}/${addDays(lastDay(week), -7)}`
}

/** The whole house weeks in a period, in order. */
export function weeksIn(period: Period, start: number): readonly Period[] {
  const weeks: Period[] = []
  let week = weekOf(firstDay(period), start)
  if (firstDay(week) < firstDay(period)) week = shifted(week, 7)
  for (; lastDay(week) <= lastDay(period); week = shifted(week, 7)) weeks.push(week)
  return weeks
}

function shifted(week: Period, days: number): Period {
  return `${addDays(firstDay(week), days)}/${addDays(lastDay(week), days)}`
}

/**
 * Why two weeks may not be compared on an exchange's calendar; `null` when they may.
 *
 * Weeks with another number of sessions, none at all, or a holiday in one of them are not alike.
 */
export function incomparable(calendar: Calendar, before: Period, after: Period): Words | null {
  const [a, b] = [sessionsIn(calendar, before), sessionsIn(calendar, after)]
  if (!a.known || !b.known)
    return {
      en: `the calendar of ${calendar.en} is announced until ${calendar.announcedUntil}`,
      zh: `${calendar.zh}日历只公布至 ${calendar.announcedUntil}`,
    }
  const holidays = [...holidaysIn(calendar, before), ...holidaysIn(calendar, after)]
  if (a.days.length === 0 || b.days.length === 0) {
    const week = a.days.length === 0 ? before : after
    return { en: `${week} has no session`, zh: `${week} 没有交易日` }
  }
  if (a.days.length !== b.days.length)
    return {
      en: `${a.days.length} sessions before, ${b.days.length} after (${holidays.join(', ')} closed)`,
      zh: `前一周 ${a.days.length} 个交易日，本周 ${b.days.length} 个（${holidays.join('、')} 休市）`,
    }
  return holidays.length === 0 ? null : { en: `${holidays.join(', ')} closed`, zh: `${holidays.join('、')} 休市` }
}
