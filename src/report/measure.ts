import type { Diagnostic, Span } from '../base/index.ts'
import { type Fact, factAddress, foldName, type Measure } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { isFamily, isKin } from './label.ts'
import { type FoldedName, isWord, namesIn, placesOf } from './named.ts'

/** What ties the name of a measure to the number behind it: MMLU [88.6], MMLU 得分为 [88.6], MMLU score of [88.6]. */
export const tied =
  /^\s*(?:的|上的|项|基准|测试|得分|成绩|分数|一项|(?:[（(][^（()）]{1,20}[）)]))*\s*(?:上|中)?\s*(?:同比|环比|大幅|小幅|略|增长|增加|上升|提升|下降|下滑|减少|收窄|扩大|了)*\s*(?:为|是|达到?|有|得|取得|录得|得到|约|仅|[:：=])*\s*(?:每\s?[百千万亿]{0,2}\s?[a-z\u4e00-\u9fff]{1,8}\s?)?$|^\s*(?:['’]s\s)?(?:\([^()]{1,20}\)\s)?(?:score|result|rating|accuracy|figure)?s?\s?(?:(?:grew|rose|fell|increased|decreased|declined|dropped|climbed|(?:was|is|were) (?:up|down)|up|down)(?: by)?|is|was|are|were|of|at|stands at|comes to|came to|amounts to|amounted to|totals|totalled|totaled|hit|reaches|reached|[:=])?\s*$/i

const listed = /^\s*(?:、|\/|和|与|及|以及|,?\s?and)\s*$/i
const inRow = /^\s*(?:、|,|，|\/|和|与|及|以及|,?\s?and)\s*$/i
// [88.6] on MMLU
// and [1.3 million] daily downloads
const behind = /^\s(?:on\s|in\s|(?=[a-z]))/i
const letters = /[A-Z]{2}|[A-Za-z]\d|[a-z][A-Z]/

/**
 * Tells of numbers whose words give them to another measure than their facts have.
 *
 * A name directly before its number (其 HumanEval 得分为) or behind it (on MMLU) is held against it alone; where the sentence
 * names benchmarks, a number of one that the paragraph has not named up to there is told of as well.
 */
export function checkMeasures(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  if (numbers.length === 0) return []
  const names = measureNamesOf(binder)
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    if (inside.length === 0) return []
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const own = binder.registry.measure(fact.measure)
      if (own === undefined) return []
      const [floor, next] = [inside[i - 1]?.end ?? from, inside[i + 1]]
      // names in a row and numbers in a row are held against each other elsewhere
      const rowed = next !== undefined && inRow.test(text.slice(number.end, next.start))
      const said = rowed ? null : directly(foldName(text.slice(floor, number.start)), names)
      const after = rowed ? null : following(text.slice(number.end, next?.start ?? to), names)
      const spoken = namedIn(foldName(text.slice(number.start, number.end)), names)
      const printed = spoken.length === 1 ? spoken[0]! : null
      const strange = [said, after, printed].find((id) => id !== null && isOther(id, own, binder))
      if (strange) return [measureFinding(strange, fact, number.at)]
      const named = namedIn(foldName(text.slice(from, to)), names).filter((id) => isOther(id, own, binder, true))
      const isNamed = namedIn(foldName(text.slice(0, to)), names).some((id) => !isOther(id, own, binder))
      if (named.length === 0 && !isNamed && i > 0) return unsaid(inside[0]!, number, own, text.slice(0, to), binder)
      return named.length > 0 && !isNamed && letters.test(own.en)
        ? [measureFinding(named.join(', '), fact, number.at)]
        : []
    })
  })
}

// no benchmark is named at all, and the numbers of one sentence are of two
function unsaid(first: Placed, number: Placed, own: Measure, text: string, binder: Binder): readonly Diagnostic[] {
  const other = first.derived.fact!.fact.measure
  const proper = [own.en, binder.registry.measure(other)?.en ?? ''].every((name) => letters.test(name))
  if (!proper || !isOther(other, own, binder, true)) return []
  return namedIn(foldName(text), measureNamesOf(binder)).length > 0
    ? []
    : [measureFinding(other, number.derived.fact!.fact, number.at)]
}

function isOther(id: string, own: Measure, binder: Binder, proper = false): boolean {
  const other = binder.registry.measure(id)!
  // a name somewhere in the sentence may be that of the whole family: DPO
  const isSame = proper ? isFamily(id, own.id) : isKin(id, own.id, binder.registry) && !isOtherStep(id, own.id)
  return !isSame && other.unit === own.unit && (!proper || letters.test(other.en))
}

const step = /(?:^|\.)(daily|weekly|monthly|quarterly|yearly)$/

// 日下载量 is none of a week
function isOtherStep(a: string, b: string): boolean {
  const [one, other] = [step.exec(a)?.[1], step.exec(b)?.[1]]
  return one !== undefined && other !== undefined && one !== other
}

/** The finding that the words give a number to `named`, while its fact is of another measure. */
export function measureFinding(named: string, fact: Fact, at: Span): Diagnostic {
  return report(
    'report/measure',
    {
      en: `the words give the number to ${named}, it is bound to \`${factAddress(fact)}\``,
      zh: `文字说的是 ${named}，数字却绑定到 \`${factAddress(fact)}\``,
    },
    { at, hint: { en: 'mend the words or the address', zh: '请改正文字或地址' } },
  )
}

// the name that stands directly before the number, and in no row of names
function directly(before: string, names: readonly FoldedName[]): string | null {
  const found = placesOf(before, names, isWord)
  const last = found.at(-1)
  if (last === undefined || !tied.test(before.slice(last.end))) return null
  const previous = found.at(-2)
  return previous !== undefined && listed.test(before.slice(previous.end, last.start)) ? null : last.id
}

function following(after: string, names: readonly FoldedName[]): string | null {
  const word = behind.exec(after)
  if (word === null) return null
  const rest = foldName(after.slice(word[0].length))
  const [first, second] = placesOf(rest, names, isWord)
  if (first === undefined || first.start > 0) return null
  return second !== undefined && listed.test(rest.slice(first.end, second.start)) ? null : first.id
}

function namedIn(folded: string, names: readonly FoldedName[]): readonly string[] {
  return [...new Set(placesOf(folded, names, isWord).map((n) => n.id))]
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

const known = new WeakMap<Binder['registry'], readonly FoldedName[]>()

/** Names of measures, folded, the longest first; words of any measure are no names. */
export function measureNamesOf({ registry }: Binder): readonly FoldedName[] {
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

/** The folded `text` without the names of measures. */
export function withoutMeasures(text: string, binder: Binder): string {
  return namesIn(text, measureNamesOf(binder)).reduce((t, { name }) => t.replaceAll(name, ' '), text)
}
