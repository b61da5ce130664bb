import type { Diagnostic } from '../base/index.ts'
import type { Measure } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { findTerms, type Lexicon, termsOf } from './lexicon.ts'
import { measureFinding, tied } from './measure.ts'

// 占收入的, 每万元收入, 与利润相比: the word is what something is held against
const aside =
  /(?:占|每|除以|相当于|对|与|比|较|相较)[^，。；、]{0,4}$|\b(?:of|per|to|than|as|for every)\s(?:\w+\s){0,2}$/i
const ratio = /率$|份额$|留存$|margin|rate|share|retention|utili[sz]ation|occupancy|penetration/i
// 完成 [54 亿美元] 融资
const stop = /^(?:[，。；、：！？]|$|后|之后|，)/

/**
 * Tells of numbers that the word before them, or right behind them, gives to another kind of measure than their fact has, though
 * no table knows it: 净利润为 [98.4 亿元] of a fact whose measure is called 营业收入.
 *
 * The words are data (`terms.csv`); a measure is held against them only where its own names hold one.
 */
export function checkTerms(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const measure = binder.registry.measure(fact.measure)
      if (measure === undefined) return []
      const floor = inside[i - 1]?.end ?? from
      const before = text.slice(floor, number.start)
      const said = wordBefore(before, binder.lexicon) ?? wordBehind(text.slice(number.end, to), binder.lexicon)
      if (said === null || (fact.unit === 'percent') !== ratio.test(said)) return []
      const own = kindsOf(measure, binder.lexicon)
      const named = termsOf(said, binder.lexicon)
      if (own.size === 0 || named.some((k) => own.has(k))) return []
      // 营业收入及净利润 [98.4 亿元]: its own name stands in the clause too
      const clause = text.slice(from, number.start)
      return namesOf(measure).some((n) => n !== '' && clause.toLowerCase().includes(n.toLowerCase()))
        ? []
        : [measureFinding(said, fact, number.at)]
    })
  })
}

function wordBefore(before: string, lexicon: Lexicon): string | null {
  const last = findTerms(before, lexicon).at(-1)
  if (last === undefined || aside.test(before.slice(0, last.start))) return null
  return tied.test(before.slice(last.end)) ? last.word : null
}

function wordBehind(after: string, lexicon: Lexicon): string | null {
  const english = /^\s(?=[a-z])/i.exec(after)
  if (english !== null) {
    const [word] = findTerms(after.slice(1), lexicon)
    return word !== undefined && word.start === 0 ? word.word : null
  }
  const lead = /^\s?(?:的\s?)?(?=[\u4e00-\u9fff])/.exec(after)
  if (lead === null) return null
  const rest = after.slice(lead[0].length)
  const [first] = findTerms(rest, lexicon)
  return first !== undefined && first.start === 0 && stop.test(rest.slice(first.end)) ? first.word : null
}

const kinds = new WeakMap<Measure, ReadonlySet<string>>()

function kindsOf(measure: Measure, lexicon: Lexicon): ReadonlySet<string> {
  const known = kinds.get(measure)
  if (known !== undefined) return known
  const found = new Set(
    namesOf(measure).flatMap((name) => findTerms(name, lexicon).flatMap((t) => termsOf(t.word, lexicon))),
  )
  kinds.set(measure, found)
  return found
}

function namesOf(measure: Measure): readonly string[] {
  return [measure.zh, measure.en, ...measure.aliases]
}
