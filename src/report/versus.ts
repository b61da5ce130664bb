import type { Diagnostic } from '../base/index.ts'
import { compareFacts, type Fact, factInterval } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { nameIn } from './owner.ts'
import { denied, factsOf } from './rival.ts'

// 天龙的成本比猎户便宜，为 [4.2 美元]
const zh =
  /(?:比|较)([^，。；,;\d比较]{1,24}?)(?:更|还要?|略|稍|明显|大幅|显著)*(便宜|贵|低|高|少|多|短|长|小|大|快|慢)(?:一些|得多|不少|许多)?[，,]\s?(?:每[^，。\d]{1,10}|[^，。；\d]{0,6}?)?(?:为|是|仅为?|只有?|约|达到?|有)?\s*$/
// Draco is cheaper than Orion, at [$4.20]; Linhai has fewer models than Donghe, [64]
const en =
  /\b(cheaper|lower|higher|fewer|more expensive|more|less|shorter|longer|smaller|larger|faster|slower)\b[^,;.\d]{0,40}?\bthan\s([^,;.\d]{1,30}),?\s(?:(?:at|with|having|costing|needing|only|just|about|some)\s)*$/i
const low = /便宜|低|少|短|小|cheaper|lower|fewer|less|shorter|smaller/i
const high = /贵|高|多|长|大|higher|more|longer|larger/i
const quick = /快|faster/i

/**
 * Tells of a number that words before it hold against somebody whose own facts deny it: 比猎户便宜，为 [4.2 美元].
 *
 * Only what every fact of the other in the same measure and time denies is told.
 */
export function checkVersus(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const kind = binder.registry.entity(fact.subject)?.kind ?? ''
      const lead = text.slice(inside[i - 1]?.end ?? from, number.start)
      const match = zh.exec(lead) ?? en.exec(lead)
      if (match === null || kind === '') return []
      const isZh = /[\u4e00-\u9fff]/.test(match[0])
      const [word, other] = isZh ? [match[2]!, match[1]!] : [match[1]!, match[2]!]
      const owner = nameIn(lead.slice(0, match.index), kind, binder)
      const rival = nameIn(other, kind, binder)
      if (rival === null || rival === 'several' || rival === fact.subject) return []
      if (owner !== null && owner !== fact.subject) return []
      const relation = relationOf(word, fact, binder)
      const found = relation === null ? [] : factsOf(rival, fact, binder)
      if (
        found.length === 0 ||
        found.some((f) => compareFacts(relation!, factInterval(fact)!, factInterval(f)!) !== 'no')
      )
        return []
      return [denied(word, fact, found[0]!, number.at)]
    })
  })
}

// 快 and `faster` are said of shorter times, and of higher speeds
function relationOf(word: string, fact: Fact, { registry }: Binder): 'above' | 'below' | null {
  if (low.test(word)) return 'below'
  if (high.test(word)) return 'above'
  const better = registry.measure(fact.measure)?.better ?? ''
  if (better === '') return null
  return quick.test(word) === (better === 'lower') ? 'below' : 'above'
}
