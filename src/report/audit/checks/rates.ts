import type { Mention } from '../../../base/index.ts'
import { clausesOf, type Sentence } from '../prose/sentence.ts'

/** What a rate is per: a stretch of time in hours, or a number of tokens. */
export interface Base {
  readonly kind: 'time' | 'token'
  readonly name: string
  /** in hours or tokens; a month has several lengths */
  readonly size: readonly number[]
}

const bases: readonly (readonly [Base, RegExp, RegExp])[] = [
  // base, in front of a number, behind it
  [
    { kind: 'token', name: 'million tokens', size: [1e6] },
    /(?:每|per\s)(?:百万|1M\s|million\s)(?:个\s?|输[入出]\s?|input\s|output\s)?(?:tokens?|词元)[^，。,;；\d]{0,6}$/i,
    /^\s?(?:(?:\/|每|per\s|a\s)\s?(?:百万|1?M|million)\s?(?:个\s?|输[入出]\s?|input\s|output\s)?(?:tokens?|词元)|per million(?!\s[a-z]))/i,
  ],
  [
    { kind: 'token', name: 'thousand tokens', size: [1e3] },
    /(?:每|per\s)(?:千|1K\s|thousand\s|1,?000\s)(?:个\s?|输[入出]\s?|input\s|output\s)?(?:tokens?|词元)[^，。,;；\d]{0,6}$/i,
    /^\s?(?:(?:\/|每|per\s|a\s)\s?(?:千|1?K|thousand|1,?000)\s?(?:个\s?|输[入出]\s?|input\s|output\s)?(?:tokens?|词元)|per thousand(?!\s[a-z]))/i,
  ],
  [
    { kind: 'time', name: 'hour', size: [1] },
    /(?:每小时|hourly|per hour)[^，。,;；\d]{0,6}$/i,
    /^\s?(?:\/\s?(?:小时|h(?:ou)?r?\b)|每小时|per hour|an hour|hourly)/i,
  ],
  [
    { kind: 'time', name: 'day', size: [24] },
    /(?:每[日天]|日均|per day|daily)[^，。,;；\d]{0,6}$/i,
    /^\s?(?:\/\s?[日天]|\/\s?day|每[日天]|per day|a day|daily|each day)/i,
  ],
  [
    { kind: 'time', name: 'week', size: [168] },
    /(?:每周|周均|per week|weekly|全周|整周|本周[^，。]{0,6})[^，。,;；\d]{0,6}$/i,
    /^\s?(?:\/\s?周|\/\s?week|每周|per week|a week|weekly|(?:times\s)?(?:in|for|during) the week)/i,
  ],
  [
    { kind: 'time', name: 'month', size: [720, 730, 730.5, 744, 696] },
    /(?:每个?月|月均|per month|monthly|包月|月付|月租|全月)[^，。,;；\d]{0,6}$/i,
    /^\s?(?:\/\s?月|\/\s?mo(?:nth)?\b|每月|per month|a month|monthly)/i,
  ],
  [
    { kind: 'time', name: 'year', size: [8760, 8640, 8784, 8766, 8736] },
    /(?:每年|年均|per year|annual(?:ly)?|annualised|annualized|年付|年租|年卡|年费|包年|全年|一年)[^，。,;；\d]{0,6}$/i,
    /^\s?(?:\/\s?年|\/\s?y(?:ea)?r\b|每年|per year|a year|annually|per annum|一年)/i,
  ],
]

/** What the number is per, in the words right before or behind it. */
export function baseOf(sentence: Sentence, m: Mention): Base | null {
  const { text, start } = sentence
  // 元/千 tokens is one unit
  const own = /[/每].*$/.exec(m.unitText)?.[0]
  if (own !== undefined) return bases.find(([, , after]) => after.test(own))?.[0] ?? null
  const clause = clausesOf(sentence).find((c) => c.start <= m.numberStart && m.numberStart <= c.end)
  const front = text.slice(
    Math.max((clause?.start ?? start) - start, m.numberStart - start - 24),
    m.numberStart - start,
  )
  const behind = text.slice(m.end - start, m.end - start + 36)
  const near = text.slice(m.numberEnd - start, m.end - start + 36)
  const found = bases.filter(([, , after]) => after.test(behind) || after.test(near))
  if (found.length > 0) return found[0]![0]
  const before = bases.filter(([, ahead]) => ahead.test(front))
  return before.length === 1 ? before[0]![0] : null
}

/** The unit of a number without what it is per. */
export function bareUnit({ unitText }: Mention): string {
  return unitText.replace(/\s?[/每].*$/, '')
}

/** By how much a rate grows from one base to the other, one factor for each length of a month or a year. */
export function factorsOf(from: Base, to: Base): readonly number[] {
  if (from.kind !== to.kind) return []
  // twelve months and seven days have one answer each
  const pair = `${from.name} ${to.name}`
  const exact = {
    'month year': [12],
    'year month': [1 / 12],
    'day week': [7],
    'week day': [1 / 7],
    'week year': [52, 365 / 7],
    'year week': [1 / 52, 7 / 365],
    'day month': [30, 30.4, 30.42, 31, 28, 29, 22],
    'day year': [365, 360, 366, 250],
    'year day': [1 / 365, 1 / 360, 1 / 366, 1 / 250],
    'month day': [1 / 30, 1 / 30.4, 1 / 31, 1 / 28, 1 / 29],
  }[pair]
  return exact ?? from.size.flatMap((a) => to.size.map((b) => b / a))
}

/** Half of the last printed digit of a number. */
export const ulp = (m: Mention) => 0.5 * 10 ** -(m.decimals ?? 15)
