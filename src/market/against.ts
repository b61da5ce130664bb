import { addDays, type Day, type Diagnostic, type Found, nearest, type Period, type Words } from '../base/index.ts'
import { type Calendar, dayKind, sessionsIn } from './calendar.ts'
import { report } from './codes.ts'
import { chartPeriod, type Relative, relativeTo } from './relative.ts'
import type { Series } from './series.ts'
import type { RelativeUse } from './setting.ts'

/** A series with the calendar of its exchange; `null` for none. */
export interface Placed {
  readonly series: Series
  readonly calendar: Calendar | null
}

/** A subject set against its benchmark, with the two series. */
export interface Against extends Relative {
  readonly of: Series
  readonly benchmark: Series
}

// a long holiday of one of two exchanges closes it for that many sessions of the other
const reach = 5

/**
 * The relative performance that `use` declares, from the closes among `all`; `null` with a finding when it cannot be made.
 *
 * Base and end are those of the calendar, or the last day before them that both series have, at most five sessions back; a series
 * that reaches less far makes nothing, since its number would be that of another span.
 */
export function resolveRelative(
  use: RelativeUse,
  all: readonly Placed[],
  calendars: ReadonlyMap<string, Calendar>,
  id: string,
): Found<Against | null> {
  const none = (words: Words, near?: string): Found<null> => ({
    value: null,
    diagnostics: [
      report('market/no-relative', words, {
        ...(use.at === undefined ? {} : { at: use.at }),
        ...(near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }),
      }),
    ],
  })
  const calendar = calendars.get(id)
  if (calendar === undefined)
    return none({ en: `\`${id}\` is no calendar`, zh: `没有日历 \`${id}\`` }, nearest(id, calendars.keys())[0])
  const period = chartPeriod(calendar, use.day, use.years)
  if (period === null)
    return none({
      en: `the calendar of ${calendar.en} knows ${calendar.first} to ${calendar.announcedUntil}, not ${use.years} years up to ${use.day}`,
      zh: `${calendar.zh}日历只覆盖 ${calendar.first} 至 ${calendar.announcedUntil}，不含 ${use.day} 及其前 ${use.years} 年`,
    })
  const closes = all.filter((p) => p.series.measure === 'index.close')
  const [own, other] = [use.subject, use.benchmark].map((s) => closes.findLast((p) => p.series.subject === s))
  if (own === undefined || other === undefined) {
    const name = own === undefined ? use.subject : use.benchmark
    const known = new Set(closes.map((p) => p.series.subject))
    return none(
      { en: `no feed has closes of \`${name}\``, zh: `没有 \`${name}\` 的收盘价` },
      nearest(
        name,
        [...known].filter((s) => s !== use.subject && s !== use.benchmark),
      )[0],
    )
  }
  const short = shortOf([own, other], period, calendar)
  if (short !== null) return none(short)
  const relative = relativeTo(own.series, other.series, period, use.form, use.sample)
  if (relative === null)
    return none({
      en: `\`${use.subject}\` and \`${use.benchmark}\` share too few days, or a base that is not above zero, in ${period}`,
      zh: `\`${use.subject}\` 与 \`${use.benchmark}\` 在 ${period} 的共同日期不足，或基期不大于零`,
    })
  return {
    value: Object.freeze({ ...relative, of: own.series, benchmark: other.series }),
    diagnostics: checkEnd(use, [own, other], relative.end, period, calendar),
  }
}

// which of two series does not reach base or end
function shortOf(pair: readonly Placed[], period: Period, calendar: Calendar): Words | null {
  const [from, to] = period.split('/') as [Day, Day]
  const days = pair.map(({ series }) => series.points.map((p) => p.day))
  const second = new Set(days[1])
  const lists = [
    ...pair.map(({ series }, i) => ({ name: `\`${series.subject}\``, days: days[i]! })),
    {
      name: pair.map(({ series }) => `\`${series.subject}\``).join(' + '),
      days: days[0]!.filter((day) => second.has(day)),
    },
  ]
  for (const [day, en, zh] of [
    [from, 'base', '基准日'],
    [to, 'end', '截止日'],
  ] as const)
    for (const list of lists) {
      const last = list.days.findLast((d) => d <= day)
      if (last !== undefined && backTo(calendar, last, day) <= reach) continue
      const [first, end] = [list.days[0] ?? '–', list.days.at(-1) ?? '–']
      return {
        en: `the ${en} is ${day}, and ${list.name} has ${last === undefined ? `no close before ${first}` : `${last} as its last close up to then`} (${first} to ${end})`,
        zh: `${zh}为 ${day}，而 ${list.name} ${last === undefined ? `在 ${first} 之前没有收盘价` : `截至该日最后的收盘价在 ${last}`}（${first} 至 ${end}）`,
      }
    }
  return null
}

function backTo(calendar: Calendar, from: Day, to: Day): number {
  return from === to ? 0 : sessionsIn(calendar, `${addDays(from, 1)}/${to}`).days.length
}

// between its days a series that lacks one is told of anyway; at its end nothing else shows
function checkEnd(
  use: RelativeUse,
  pair: readonly Placed[],
  end: Day,
  period: Period,
  calendar: Calendar,
): readonly Diagnostic[] {
  const to = period.split('/')[1]!
  if (end === to) return []
  const missing = sessionsIn(calendar, `${addDays(end, 1)}/${to}`).days
  return pair.flatMap(({ series, calendar: own }): readonly Diagnostic[] => {
    const has = new Set(series.points.map((p) => p.day))
    const lacks = missing.filter((day) => !has.has(day) && (own === null || dayKind(own, day) !== 'closed'))
    if (lacks.length === 0) return []
    return [
      report(
        'market/early-end',
        {
          en: `\`${series.subject}\` lacks ${lacks.join(', ')}: relative performance up to ${to} ends on ${end}`,
          zh: `\`${series.subject}\` 缺少 ${lacks.join('、')}：截至 ${to} 的相对表现止于 ${end}`,
        },
        use.at === undefined ? {} : { at: use.at },
      ),
    ]
  })
}
