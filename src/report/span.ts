import { type Day, type Diagnostic, dayCount, firstDay, largest, lastDay, wordNumber } from '../base/index.ts'
import { type Fact, factAddress } from '../facts/index.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import type { Made } from './made.ts'
import { type NamedPeriod, namedPeriods } from './period.ts'

const longest = 120
const leastNamed = 85

/**
 * Tells of amounts whose words name another stretch of time than they are of: 上半年 over a quarter, 全年 over two quarters.
 *
 * Of what is not added up over time, such as a share or a price, any part of the stretch will do.
 */
export function checkSpans(text: string, made: readonly Made[], numbers: readonly Placed[]): readonly Diagnostic[] {
  const ends = [...made, ...numbers].map((n) => n.end)
  const said = (number: Placed, first: Day, last: Day, facts: readonly Fact[]): readonly Diagnostic[] => {
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    const floor = Math.max(sentence?.[0] ?? 0, largest(ends.filter((e) => e <= number.start)))
    const lead = text.slice(floor, number.start)
    const named = namedPeriods(lead).at(-1)
    // a quarter that has none of the days is told of with every other period
    if (named === undefined || (facts.length === 1 && spanDays(named) <= longest)) return []
    if (!isTied(lead.slice(named.end)) || isOf(named, first, last)) return []
    return [finding(lead.slice(named.start, named.end), first, last, facts, number)]
  }
  return [
    ...numbers.flatMap((n) => {
      const { fact } = n.derived.fact!
      const days = fact.period === '' ? 0 : dayCount(fact.period)
      // of a week or a day within a half year much may be told
      if (days < leastNamed || days > longest || !isFlow(fact)) return []
      return said(n, firstDay(fact.period), lastDay(fact.period), [fact])
    }),
    ...made.flatMap((n) => {
      if (n.shape.kind !== 'span') return []
      const { parts } = n.shape
      const firsts = parts.map((p) => firstDay(p.period)).sort()
      const lasts = parts.map((p) => lastDay(p.period)).sort()
      return said(n, firsts[0]!, lasts.at(-1)!, parts)
    }),
  ]
}

// of periods or of measures
const counted =
  /([两二三四五六七八九十]|\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s?(?:轮|次|期|项|类|部分|者|个?季度|个?月|年|周|天|rounds|times|quarters|months|years|weeks|days)/gi

/** Where the words of a sum over periods or measures count them as they are: 两轮合计 of two. */
export function spanCounts(text: string, made: readonly Made[]): readonly (readonly [number, number])[] {
  return made.flatMap(({ shape, start }) => {
    if (shape.kind !== 'span' && shape.kind !== 'sum') return []
    const from = sentencesOf(text).find(([a, b]) => start >= a && start < b)?.[0] ?? 0
    return [...text.slice(from, start).matchAll(counted)]
      .filter((m) => (wordNumber(m[1]!) ?? Number(m[1])) === shape.parts.length)
      .map((m) => [from + m.index, from + m.index + m[0].length] as const)
  })
}

// what is earned or sold in a time, not what stands at one
function isFlow({ unit, measure }: Fact): boolean {
  return unit !== 'percent' && unit !== '1' && !/price|rank|rate|share|margin|users?$|^mau|^dau/.test(measure)
}

// 上半年收入 [461 亿元]: nothing but what is counted stands between
function isTied(between: string): boolean {
  return between.length <= 16 && !/[，。；、,;较比由从与对和]|\b(?:and|from|than|to|against|versus)\b/i.test(between)
}

function isOf(named: NamedPeriod, first: Day, last: Day): boolean {
  const long = spanDays(named) >= leastNamed
  return !long || (named.from === first.slice(5) && named.to === last.slice(5))
}

function spanDays({ from, to }: NamedPeriod): number {
  return dayCount(`2024-${from}/2024-${to}`)
}

function finding(words: string, first: Day, last: Day, facts: readonly Fact[], { at }: Placed): Diagnostic {
  const list = facts.map((f) => `\`${factAddress(f)}\``)
  return report(
    'report/period',
    {
      en: `the words say "${words.trim()}", the number is of ${first} – ${last}: ${list.join(', ')}`,
      zh: `文字写的是“${words.trim()}”，数字的期间却为 ${first} – ${last}：${list.join('、')}`,
    },
    { at, hint: { en: 'take the facts of that time, or mend the words', zh: '请改用该期间的事实，或改正文字' } },
  )
}
