import { type Day, toNumber, type Words } from '../base/index.ts'
import { type RatingEvent, ratingChange } from './rating.ts'
import type { RatingScheme } from './scheme.ts'

/** A rating as a report prints it on its cover. */
export interface CoverRating {
  readonly label: string
  readonly change: string
  readonly scheme: string
  /** what is rated; empty where the log follows one subject alone */
  readonly subject: string
}

/**
 * What on a cover of `day` does not fit the log of ratings; `null` when all fits, or the log has nothing under the scheme.
 *
 * The label is that of the latest event up to the day; the change is that from the event before. Where the log follows several
 * subjects and the cover names none, it fits when it fits one of them.
 */
export function coverFault(
  rating: CoverRating,
  day: Day,
  scheme: RatingScheme,
  events: readonly RatingEvent[],
): Words | null {
  const change = ratingChange(rating.change)
  if (change === null)
    return {
      en: `\`change\` is \`${rating.change}\`, one of initiated, maintained, raised, lowered expected`,
      zh: `\`change\` 为 \`${rating.change}\`，应为首次、维持、上调、下调之一`,
    }
  const label = scheme.bands.find((b) => b.label === rating.label || b.en === rating.label)?.label
  // a label outside the scheme has its own finding
  if (label === undefined) return null
  const logs = new Map<string, RatingEvent[]>()
  for (const e of events) {
    if (rating.subject !== '' && e.subject !== rating.subject) continue
    const key = `${e.issuer} ${e.subject}`
    logs.set(key, [...(logs.get(key) ?? []), e])
  }
  const own = [...logs.values()].filter((log) => log.some((e) => e.scheme === scheme.id))
  if (own.length === 0)
    return rating.subject === '' || events.length === 0
      ? null
      : { en: `the log has no rating of \`${rating.subject}\``, zh: `评级记录中没有 \`${rating.subject}\` 的评级` }
  const faults = own.map((log) => faultIn(log, { ...rating, label }, change, day, scheme))
  return faults.includes(null) ? null : faults[0]!
}

function faultIn(
  log: readonly RatingEvent[],
  { label, change: written }: CoverRating,
  change: RatingEvent['change'],
  day: Day,
  scheme: RatingScheme,
): Words | null {
  const past = log.filter((e) => e.published <= day).sort((a, b) => (a.published < b.published ? -1 : 1))
  const latest = past.at(-1)
  if (latest === undefined)
    return change === 'initiated' || change === ''
      ? null
      : {
          en: `\`change\` is \`${written}\`, and the log has no rating before`,
          zh: `\`change\` 为 \`${written}\`，而评级记录中此前没有评级`,
        }
  if (latest.scheme === scheme.id && latest.label !== label)
    return {
      en: `the cover says \`${label}\`, the log ${latest.label} since ${latest.published}`,
      zh: `封面评级为 \`${label}\`，评级记录自 ${latest.published} 起为 ${latest.label}`,
    }
  const isToday = latest.published === day
  if (isToday && latest.change !== '' && change !== '' && latest.change !== change)
    return {
      en: `\`change\` is \`${written}\`, the log of ${day} says ${latest.change}`,
      zh: `\`change\` 为 \`${written}\`，评级记录 ${day} 为 ${latest.change}`,
    }
  const before = isToday ? past.at(-2) : latest
  const fitting = changesFrom(before, label, scheme)
  return change === '' || fitting.includes(change)
    ? null
    : {
        en: `\`change\` is \`${written}\`, and the rating before is ${before?.label ?? 'none'}`,
        zh: `\`change\` 为 \`${written}\`，而此前评级为${before?.label ?? '无'}`,
      }
}

function changesFrom(
  before: RatingEvent | undefined,
  label: string,
  scheme: RatingScheme,
): readonly RatingEvent['change'][] {
  if (before === undefined) return ['initiated']
  // labels of two schemes have no order
  if (before.scheme !== scheme.id) return ['initiated', 'maintained', 'raised', 'lowered']
  if (before.label === label) return ['maintained']
  const rank = (of: string) => {
    const low = scheme.bands.find((b) => b.label === of)?.low ?? null
    return low === null ? Number.NEGATIVE_INFINITY : toNumber(low)
  }
  return [rank(label) > rank(before.label) ? 'raised' : 'lowered']
}
