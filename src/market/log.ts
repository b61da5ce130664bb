import type { Day, Diagnostic, Found, Span, Words } from '../base/index.ts'
import { report } from './codes.ts'
import { type RatingEvent, ratingKey } from './rating.ts'
import type { RatingScheme } from './scheme.ts'

/**
 * The events of a log that can stand together, in the order of their days, with what contradicts.
 *
 * Pure. Of several rows of one issuer, subject, market and day the first is kept; one after `today` is left out. A change that does
 * not fit the rating before it is told of, and the rating itself is kept: a log may begin in the middle, so the first row of a
 * subject may say anything. Ratings under two schemes are not compared.
 */
export function checkRatings(
  events: readonly RatingEvent[],
  schemes: ReadonlyMap<string, RatingScheme>,
  today: Day,
): Found<readonly RatingEvent[]> {
  const diagnostics: Diagnostic[] = []
  const tell = (words: Words, at: Span | undefined, before: RatingEvent | null) =>
    diagnostics.push(
      report('market/rating-log', words, {
        ...(at === undefined ? {} : { at }),
        ...(before?.at === undefined
          ? {}
          : { related: [{ message: { en: 'the rating before', zh: '此前的评级' }, at: before.at }] }),
      }),
    )
  const last = new Map<string, RatingEvent>()
  const ordered = events.toSorted((a, b) => (a.published < b.published ? -1 : a.published > b.published ? 1 : 0))
  const value = ordered.filter((e) => {
    const at = e.places?.published ?? e.at
    if (e.published > today) {
      tell(
        {
          en: `\`published\` is ${e.published}, which is still to come`,
          zh: `\`published\` 为 ${e.published}，尚未到来`,
        },
        at,
        null,
      )
      return false
    }
    const key = ratingKey(e)
    const before = last.get(key) ?? null
    if (before?.published === e.published) {
      tell(sameDay(before, e), at, before)
      return false
    }
    last.set(key, e)
    const misfit = before === null ? null : misfitOf(before, e, schemes)
    if (misfit !== null) tell(misfit, e.places?.change ?? e.at, before)
    return true
  })
  const placeOf = (d: Diagnostic) => `${d.at?.file} ${String(d.at?.line).padStart(9)}`
  return { value, diagnostics: diagnostics.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)) }
}

function sameDay(before: RatingEvent, e: RatingEvent): Words {
  const [subject, market] = [e.subject, e.market]
  if (before.label === e.label && before.scheme === e.scheme && before.change === e.change)
    return {
      en: `the row of \`${subject}\` in \`${market}\` on ${e.published} stands twice`,
      zh: `\`${subject}\`（\`${market}\`）${e.published} 的行出现两次`,
    }
  return {
    en: `\`${subject}\` in \`${market}\` has two ratings on ${e.published}, \`${before.label}\` and \`${e.label}\``,
    zh: `\`${subject}\`（\`${market}\`）在 ${e.published} 有两次评级，\`${before.label}\` 与 \`${e.label}\``,
  }
}

// how a change is written in the words of a log
const names: Readonly<Record<string, Words>> = {
  initiated: { en: 'initiated', zh: '首次' },
  maintained: { en: 'maintained', zh: '维持' },
  raised: { en: 'raised', zh: '上调' },
  lowered: { en: 'lowered', zh: '下调' },
}

function misfitOf(before: RatingEvent, e: RatingEvent, schemes: ReadonlyMap<string, RatingScheme>): Words | null {
  const name = names[e.change]
  if (name === undefined) return null
  const [was, is] = [`\`${before.label}\``, `\`${e.label}\``]
  if (e.change === 'initiated')
    return {
      en: `\`change\` is \`${name.en}\`, and \`${e.subject}\` in \`${e.market}\` is ${was} since ${before.published}`,
      zh: `\`change\` 为 \`${name.zh}\`，而 \`${e.subject}\`（\`${e.market}\`）自 ${before.published} 起已为 ${was}`,
    }
  if (before.scheme !== e.scheme) return null
  const bands = schemes.get(e.scheme)?.bands ?? []
  const [from, to] = [before.label, e.label].map((label) => bands.find((b) => b.label === label)?.low)
  if (from === undefined || to === undefined) return null
  // a band without a lower bound is the lowest
  const way = from === null || to === null ? Number(from === null) - Number(to === null) : Math.sign(to.cmp(from))
  const wanted = e.change === 'raised' ? 1 : e.change === 'lowered' ? -1 : 0
  if (way === wanted && (wanted !== 0 || before.label === e.label)) return null
  return {
    en: `\`change\` is \`${name.en}\`, and the rating goes from ${was} to ${is}`,
    zh: `\`change\` 为 \`${name.zh}\`，而评级由 ${was} 变为 ${is}`,
  }
}
