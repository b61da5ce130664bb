import {
  addDays,
  type Day,
  type Diagnostic,
  dayCount,
  dayNumber,
  firstDay,
  largest,
  lastDay,
  type Period,
} from '../base/index.ts'
import { type Fact, factAddress } from '../facts/index.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import type { Made } from './made.ts'

/** What a change is held against: the same time a year before, or the period before. */
export type Basis = 'year' | 'step'

const bases: readonly (readonly [Basis, RegExp, RegExp])[] = [
  [
    'year',
    /同比|[较比](?:之)?(?:上|去|前一)年(?:同期|同季|同月|同周)?|与(?:上|去)年同期(?:相比)?|(?:上|去)年同期的|year[- ](?:on|over)[- ]year|\by\/?o\/?y\b|(?:from|than|against|versus|over|on|compared (?:with|to)) (?:the same (?:period|quarter|month|week) (?:of )?last year|(?:a|the) year (?:ago|earlier|before))/gi,
    /^\s?(?:percentage points?|points?|percent|pp)?,?\s?(?:higher|lower|more|less|up|down)?\s?(?:year[- ](?:on|over)[- ]year|y\/?o\/?y\b|(?:from|than|compared (?:with|to)) (?:the same (?:period|quarter|month|week) (?:of )?last year|(?:a|the) year (?:ago|earlier|before)))/i,
  ],
  [
    'step',
    /环比|[较比](?:之)?(?:上|前)一?(?:个)?(?:季度?|月|周|期)(?!末)|(?:quarter|month|week)[- ](?:on|over)[- ](?:quarter|month|week)|\b(?:q\/?o\/?q|m\/?o\/?m|w\/?o\/?w)\b|(?:from|than|against|versus|over|on|compared (?:with|to)) (?:the )?(?:previous|prior|preceding|last) (?:quarter|month|week)/gi,
    /^\s?(?:percentage points?|points?|percent|pp)?,?\s?(?:higher|lower|more|less|up|down)?\s?(?:(?:quarter|month|week)[- ](?:on|over)[- ](?:quarter|month|week)|(?:q\/?o\/?q|m\/?o\/?m|w\/?o\/?w)\b|(?:from|than|compared (?:with|to)) (?:the )?(?:previous|prior|preceding|last) (?:quarter|month|week))/i,
  ],
]

interface Said {
  readonly basis: Basis
  readonly words: string
}

/**
 * Tells of changes whose words hold them against another time than their facts: 同比 over the quarter before.
 *
 * The word stands before its number, behind the number before it, or right behind its number. Years, of which the one before is both, are
 * left alone.
 */
export function checkBases(text: string, made: readonly Made[], numbers: readonly Placed[]): readonly Diagnostic[] {
  const ends = [...made, ...numbers].map((n) => n.end)
  // 环比、同比分别增长 [8.2%] 和 [18.5%]: words in a row belong to numbers in a row
  let row: readonly Said[] = []
  return made.flatMap((number): readonly Diagnostic[] => {
    if (number.shape.kind !== 'change') return []
    const { after, before } = number.shape
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    if (sentence === undefined || dayCount(after.period) > longest) return []
    const floor = Math.max(sentence[0], largest(ends.filter((e) => e <= number.start)))
    const lead = text.slice(floor, number.start)
    // up [25%] from a year earlier and [20%]: what stands right behind a number is its own
    const own = floor > sentence[0] ? withoutBehind(lead) : lead
    row = joiner.test(lead) && row.length > 1 ? row.slice(1) : rowIn(own)
    const said = row[0] ?? behindIn(text.slice(number.end, sentence[1]))
    if (said === null || isBasis(said.basis, after.period, before.period)) return []
    return [finding(said, after, before, number)]
  })
}

const joiner = /^\s*(?:[、,，]|和|与|及|以及|,?\s?and)\s*$/i

// half a year is longer than what a change of a step is told of
const longest = 200

// all where they differ, otherwise the last
function rowIn(lead: string): readonly Said[] {
  const found = bases
    .flatMap(([basis, words]) => [...lead.matchAll(words)].map((m) => ({ basis, words: m[0], at: m.index })))
    .toSorted((a, b) => a.at - b.at)
  return new Set(found.map((f) => f.basis)).size > 1 && /分别|respectively/i.test(lead) ? found : found.slice(-1)
}

function behindIn(after: string): Said | null {
  for (const [basis, , behind] of bases) {
    const words = behind.exec(after)?.[0].trim()
    if (words !== undefined) return { basis, words }
  }
  return null
}

function withoutBehind(lead: string): string {
  return bases.reduce((text, [, , behind]) => text.replace(behind, ''), lead)
}

/** Whether one of two periods is what the other is held against on that basis. */
export function isBasis(basis: Basis, a: Period, b: Period): boolean {
  const [later, earlier] = firstDay(a) > firstDay(b) ? [a, b] : [b, a]
  const apart = dayNumber(firstDay(later)) - dayNumber(firstDay(earlier))
  switch (basis) {
    case 'year':
      // weeks of two years begin up to six days apart
      return apart >= 353 && apart <= 378
    case 'step':
      if (lastDay(later) === firstDay(later)) return apart <= 95
      return addDays(lastDay(earlier), 1) === firstDay(later) || Math.abs(apart - dayCount(later)) <= 4
  }
}

function finding({ words, basis }: Said, after: Fact, before: Fact, { at }: Placed): Diagnostic {
  const [now, then] = [after, before].map((f) => f.period.replace('/', ' – '))
  const meant = basis === 'year' ? { en: 'a year before', zh: '上年同期' } : { en: 'the period before', zh: '上一期' }
  return report(
    'report/period',
    {
      en: `"${words}" holds \`${factAddress({ ...after, period: '' })}\` against ${meant.en}, its facts are of ${now} and ${then}`,
      zh: `“${words}”指与${meant.zh}相比，而 \`${factAddress({ ...after, period: '' })}\` 所用两期为 ${now} 与 ${then}`,
    },
    {
      at,
      hint: {
        en: 'take the fact of the period that the words name, or mend the word',
        zh: '请改用文字所指那一期的事实，或改正该词',
      },
    },
  )
}

// 去年同期为 [35.1%], against [35.1%] a year earlier
const yearAgo =
  /(?:(?:上|去)年同期|一年前|a year (?:ago|earlier|before)|the same (?:period|quarter|month) (?:of )?last year)[^，。；,;\d]{0,14}$|(?:^|[.;]\s)(?:a year (?:ago|earlier|before)|in the same (?:period|quarter|month) (?:of )?last year),?\s[^.;\d]{0,50}$/i
const anyYearAgo = /(?:上|去)年|a year (?:ago|earlier|before)|last year/i
const yearAgoBehind = /^\s?(?:a year (?:ago|earlier|before)|in the same (?:period|quarter|month) (?:of )?last year)\b/i

/**
 * Tells of a number that words give to a year before, and that is not of the year before the number in front of it, or before the report of
 * `day` where it is the first.
 */
export function checkYearsAgo(text: string, numbers: readonly Placed[], day: Day): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to && n.derived.fact?.fact.period)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const floor = inside[i - 1]?.end ?? from
      const said =
        yearAgo.exec(
          i > 0 ? text.slice(floor, number.start).replace(yearAgoBehind, '') : text.slice(floor, number.start),
        ) ?? yearAgoBehind.exec(text.slice(number.end, inside[i + 1]?.start ?? to))
      const { fact } = number.derived.fact!
      if (said === null || dayCount(fact.period) > longest) return []
      const before = inside
        .slice(0, i)
        .filter((n) => n.derived.fact!.fact.measure === fact.measure && !anyYearAgo.test(text.slice(from, n.start)))
        .map((n) => n.derived.fact!.fact)
      const other = before.at(-1)
      if (other === undefined)
        return i === 0 && !ofChange.test(said[0]) && isOfNow(fact, day) ? [ofNow(said[0].trim(), fact, number)] : []
      if (before.some((f) => isBasis('year', f.period, fact.period) && firstDay(fact.period) < firstDay(f.period)))
        return []
      return [finding({ basis: 'year', words: said[0].trim() }, other, fact, number)]
    })
  })
}

// up by a fifth from a year earlier to [51.7]
const ofChange = /\b(?:to|from|than|by)\b|[至到增升降]/i

// a quarter is reported months later, the one of a year before never so soon
function isOfNow({ period }: Fact, day: Day): boolean {
  return lastDay(period) > addDays(day, -200)
}

function ofNow(words: string, fact: Fact, { at }: Placed): Diagnostic {
  return report(
    'report/period',
    {
      en: `"${words}" speaks of a year before, \`${factAddress(fact)}\` is of ${fact.period.replace('/', ' – ')}`,
      zh: `“${words}”说的是一年前，而 \`${factAddress(fact)}\` 的期间为 ${fact.period.replace('/', ' – ')}`,
    },
    { at, hint: { en: 'take the fact of a year before, or mend the words', zh: '请改用一年前的事实，或改正文字' } },
  )
}
