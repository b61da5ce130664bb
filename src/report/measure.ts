import type { Diagnostic } from '../base/index.ts'
import { factAddress, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { isFamily } from './label.ts'

// what ties the name of a measure to the number behind it: MMLU [88.6], MMLU 得分为 [88.6], MMLU score of [88.6]
const tied =
  /^\s*(?:的|上的|项|基准|测试|得分|成绩|分数|一项|(?:[（(][^（()）]{1,20}[）)]))*\s*(?:上|中)?\s*(?:为|是|达到?|有|得|取得|录得|得到|约|仅|[:：=])*\s*$|^\s*(?:['’]s\s)?(?:\([^()]{1,20}\)\s)?(?:score|result|rating|accuracy|figure)?s?\s?(?:is|was|are|were|of|at|stands at|comes to|reaches|reached|[:=])?\s*$/i

/**
 * Tells of numbers right behind the name of another measure than their facts have.
 *
 * Only a name that stands directly before its number is held against it, and only where the fact's own measure is named
 * nowhere in the sentence: 其 HumanEval 得分为 [88.6%] with a fact of MMLU.
 */
export function checkMeasures(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  if (numbers.length === 0) return []
  const names = measureNamesOf(binder)
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    if (inside.length === 0) return []
    const sentence = foldName(text.slice(from, to))
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const own = binder.registry.measure(fact.measure)
      if (own === undefined) return []
      const before = foldName(text.slice(inside[i - 1]?.end ?? from, number.start))
      const said = lastIn(before, names)
      if (said === null || isFamily(said.id, own.id) || !tied.test(before.slice(said.end))) return []
      const other = binder.registry.measure(said.id)!
      const isOwnNamed = names.some((n) => n.id === own.id && sentence.includes(n.name))
      if (isOwnNamed || other.unit !== own.unit) return []
      return [
        report(
          'report/measure',
          {
            en: `the words give the number to ${said.id}, it is bound to \`${factAddress(fact)}\``,
            zh: `文字说的是 ${said.id}，数字却绑定到 \`${factAddress(fact)}\``,
          },
          { at: number.at, hint: { en: 'mend the words or the address', zh: '请改正文字或地址' } },
        ),
      ]
    })
  })
}

// words of any measure
const plain = new Set([
  '得分',
  '成绩',
  '分数',
  '数值',
  '比例',
  'score',
  'scores',
  'result',
  'rating',
  'accuracy',
  'figure',
  'value',
  'rate',
])

/** A name of a measure, folded. */
export interface MeasureName {
  readonly name: string
  readonly id: string
}

const known = new WeakMap<Binder['registry'], readonly MeasureName[]>()

/** Names of measures, folded, the longest first; words of any measure are no names. */
export function measureNamesOf({ registry }: Binder): readonly MeasureName[] {
  const before = known.get(registry)
  if (before !== undefined) return before
  const all = registry.measures.flatMap((m) => [m.zh, m.en, ...m.aliases].map((n) => ({ name: foldName(n), id: m.id })))
  const counts = new Map<string, Set<string>>()
  for (const { name, id } of all) counts.set(name, (counts.get(name) ?? new Set()).add(id))
  const names = all
    // a word that several measures go by says of none of them
    .filter(
      ({ name }) => counts.get(name)!.size === 1 && !plain.has(name) && name.length > (/[a-z]/.test(name) ? 2 : 1),
    )
    .sort((a, b) => b.name.length - a.name.length)
  known.set(registry, names)
  return names
}

function lastIn(text: string, names: readonly MeasureName[]): { readonly id: string; readonly end: number } | null {
  let best: { id: string; end: number } | null = null
  for (const { name, id } of names) {
    const at = text.lastIndexOf(name)
    if (at === -1 || !isWord(text, at, at + name.length)) continue
    // names come the longest first, and one inside another ends no later
    if (best === null || at + name.length > best.end) best = { id, end: at + name.length }
  }
  return best
}

function isWord(text: string, start: number, end: number): boolean {
  const letter = /[a-z0-9]/
  return !(
    (letter.test(text[start] ?? '') && letter.test(text[start - 1] ?? '')) ||
    (letter.test(text[end - 1] ?? '') && letter.test(text[end] ?? ''))
  )
}
