import type { Diagnostic } from '../base/index.ts'
import type { Fact } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import type { Made } from './made.ts'
import { misfit, wayOf } from './way.ts'

const less = /^\s(?:[a-z-]+\s){0,3}?(?:fewer|less|lower|smaller)\b/i
const more = /^\s(?:[a-z-]+\s){0,3}?(?:more|higher|larger|greater)\b/i

/** Tells of `[45] fewer than a year ago` where it is more, and the other way round. */
export function checkFewer(text: string, made: readonly Made[]): readonly Diagnostic[] {
  return made.flatMap((number): readonly Diagnostic[] => {
    if (number.shape.kind !== 'change') return []
    const [before, after] = [number.shape.before, number.shape.after].sort((a, b) =>
      a.period < b.period ? -1 : 1,
    ) as [Fact, Fact]
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    const behind = text.slice(number.end, sentence?.[1] ?? number.end)
    const went = wayOf(before, after)
    const word = less.exec(behind) ?? more.exec(behind)
    if (word === null || went === null || went === 'steady' || !/\bthan\b/i.test(behind)) return []
    const said = less.test(behind) ? 'falling' : 'rising'
    return said === went ? [] : [misfit(word[0].trim(), before, after, number.at)]
  })
}

// a lower latency is a better one
const better = /(?:改善|优化|好转)(?:至|到|为)\s?$|\bimproved\sto\s$/i
const worse = /(?:恶化|变差)(?:至|到|为)\s?$|\b(?:worsened|deteriorated)\sto\s$/i

/** Tells of `improved to` and `worsened to` against which way of its measure is the better. */
export function checkMerits(text: string, numbers: readonly Placed[], { registry }: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const direction = registry.measure(fact.measure)?.better ?? ''
      const lead = text.slice(from, number.start)
      const word = better.exec(lead) ?? worse.exec(lead)
      const other = inside.find(
        (n) =>
          n !== number &&
          n.derived.fact!.fact.subject === fact.subject &&
          n.derived.fact!.fact.measure === fact.measure &&
          n.derived.fact!.fact.period < fact.period,
      )
      if (word === null || direction === '' || other === undefined) return []
      const went = wayOf(other.derived.fact!.fact, fact)
      if (went !== 'rising' && went !== 'falling') return []
      const isBetter = (went === 'rising') === (direction === 'higher')
      return isBetter === better.test(lead) ? [] : [misfit(word[0].trim(), other.derived.fact!.fact, fact, number.at)]
    })
  })
}
