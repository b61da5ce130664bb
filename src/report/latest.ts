import { type Diagnostic, firstDay, lastDay } from '../base/index.ts'
import { type Fact, factAddress } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

const bare =
  /(?:第?[一二三四1-4]季度|[上下]半年|\bQ[1-4]\b|\b(?:first|second|third|fourth) quarter\b|\b(?:first|second) half\b)/i
const dated =
  /(?:19|20)\d\d|[去上前今同]\s?年|同期|同比|此前|历史|当[年时]|last year|year[- ]|earlier|previous|prior|before|ago|then|history|\bFY/i

/**
 * Tells of a quarter or half year that words name without its year, over a fact of an earlier year than the last one known.
 *
 * A sentence that speaks of other years, or holds another number of the series, is left alone.
 */
export function checkLatest(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const sentence = text.slice(from, to)
    const word = bare.exec(sentence)
    if (word === null || dated.test(sentence)) return []
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      if (fact.period === '' || number.start < from + word.index) return []
      if (inside.some((n) => n !== number && series(n.derived.fact!.fact) === series(fact))) return []
      const later = newest(fact, binder)
      return later === null ? [] : [finding(word[0], fact, later, number)]
    })
  })
}

function series(fact: Fact): string {
  return factAddress({ ...fact, period: '' })
}

// the same days of a later year that is over
function newest(fact: Fact, { store, day }: Binder): Fact | null {
  const query = { subject: fact.subject, measure: fact.measure, where: new Map<string, readonly string[]>(), text: '' }
  const [from, to] = [firstDay(fact.period).slice(4), lastDay(fact.period).slice(4)]
  const found = store
    .find(query, day)
    .flatMap((g) => g.current)
    .filter(
      (f) =>
        f.period > fact.period &&
        lastDay(f.period) <= day &&
        firstDay(f.period).slice(4) === from &&
        lastDay(f.period).slice(4) === to &&
        series(f) === series(fact),
    )
  return found[0] ?? null
}

function finding(words: string, fact: Fact, later: Fact, { at }: Placed): Diagnostic {
  const [own, other] = [fact, later].map((f) => f.period.replace('/', ' – '))
  return report(
    'report/period',
    {
      en: `"${words}" without a year is the last one, \`${series(fact)}\` is of ${own}, and there is one of ${other}`,
      zh: `未写年份的“${words}”指最近一期，\`${series(fact)}\` 的期间为 ${own}，另有 ${other} 的事实`,
    },
    { at, hint: { en: 'name the year, or take the later fact', zh: '请写明年份，或改用较新的事实' } },
  )
}
