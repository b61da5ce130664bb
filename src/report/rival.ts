import type { Diagnostic, Span } from '../base/index.ts'
import {
  compareFacts,
  type Fact,
  factAddress,
  factInterval,
  foldName,
  formatValue,
  type Relation,
  spokesman,
} from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { findComparisons } from './lexicon.ts'
import { relationOf } from './merit.ts'
import { nameIn } from './owner.ts'
import type { Plain } from './plain.ts'

const between =
  /^[^。；;]{0,3}介于([^，。；]{1,30}?)[与和]([^，。；]{1,30}?)之间|^[^.;]{0,4}\bbetween\s((?:[^,;.]|\.(?=\d)){1,30}?)\sand\s((?:[^,;.]|\.(?=\d)){1,30})/i
const link =
  /^(?:\s(?:on|in|for)\s[\w .+/()-]{2,30}?|的[^，。；,;\d]{0,8})?[\s，,（(]*(?:仍|也|且|并|已|则|均|明显|大幅|略|稍|远|显著|which\s|that\s|and\s|still\s|well\s|slightly\s|just\s|far\s|is\s|was\s|it\s)*$/i

/**
 * Tells of a number that the words behind it hold against somebody whose own facts deny it.
 *
 * `84.0%，低于 Llama 3.1 8B`: nothing is bound to the word, yet the store knows what 8B has. Only what every fact of the rival
 * in the same measure denies is told; conditions may differ, and then some fact may bear it out.
 */
export function checkRivals(
  plain: Plain,
  numbers: readonly Placed[],
  place: (start: number, end: number) => Span,
  binder: Binder,
): readonly Diagnostic[] {
  const { text } = plain
  return numbers.flatMap((number): readonly Diagnostic[] => {
    const { fact } = number.derived.fact!
    const kind = binder.registry.entity(fact.subject)?.kind ?? ''
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    if (kind === '' || sentence === undefined) return []
    const next = plain.regions.find((r) => r.kind === 'number' && r.start >= number.end)?.start ?? sentence[1]
    const after = text.slice(number.end, Math.min(next, sentence[1]))
    const open = next >= sentence[1] || /[，,；;]/.test(text.slice(number.end, next))
    const middle = between.exec(after)
    if (middle !== null)
      return betweenFindings(middle, fact, kind, place(number.end, number.end + middle[0].length), binder)
    const front = beforeNumber(text.slice(sentence[0], number.start), fact, kind, binder)
    if (front !== null) return front.length === 0 ? [] : [denied(front[0]!.word, fact, front[0]!.rival, number.at)]
    const word = findComparisons(after, binder.lexicon)[0]
    // a decline printed without its sign is held against others by its size
    if (
      fact.value.kind === 'number' &&
      fact.value.text.startsWith('-') &&
      !/^\s*[-−–负]/.test(text.slice(number.start, number.end))
    )
      return []
    if (word === undefined || !open || word.denied || !link.test(after.slice(0, word.start))) return []
    const rest = after.slice(word.end)
    const clause = /^(?:[^，。；,;.!?！？]|[.](?=\d)){0,40}/.exec(rest)![0]
    // another number in the clause is what is compared
    if (next < sentence[1] && number.end + word.end + clause.length >= next) return []
    const rival = leading(clause, kind, binder)
    if (rival === null) return []
    if (rival === fact.subject) return [itself(word.word, fact, number.at)]
    const found = factsOf(rival, fact, binder)
    const holds = found.map((f) =>
      compareFacts(relationOf(word, fact.measure, binder), factInterval(fact)!, factInterval(f)!),
    )
    if (found.length === 0 || holds.some((h) => h !== 'no')) return []
    return [denied(word.word, fact, found[0]!, place(number.end + word.start, number.end + word.end))]
  })
}

function betweenFindings(
  match: RegExpExecArray,
  fact: Fact,
  kind: string,
  at: Span,
  binder: Binder,
): readonly Diagnostic[] {
  const ends = [match[1] ?? match[3]!, match[2] ?? match[4]!].map((t) => nameIn(t, kind, binder))
  if (ends.some((e) => e === null || e === 'several')) return []
  if (ends.includes(fact.subject)) return [itself(binder.lang === 'zh' ? '介于' : 'between', fact, at)]
  const [a, b] = ends.map((e) => factsOf(e!, fact, binder))
  if (a!.length === 0 || b!.length === 0) return []
  const lies = (relation: Relation, list: readonly Fact[]) =>
    list.every((f) => compareFacts(relation, factInterval(fact)!, factInterval(f)!) === 'yes')
  const word = binder.lang === 'zh' ? '介于' : 'between'
  // above both in every reading, or below both
  const outside = (['above', 'below'] as const).some((r) => lies(r, a!) && lies(r, b!))
  return outside ? [denied(word, fact, a![0]!, at)] : []
}

// 临海少于东河，为 [64 个]: who is held against stands right behind the word; `null` where the words are built another way
function beforeNumber(
  lead: string,
  fact: Fact,
  kind: string,
  binder: Binder,
): readonly { readonly word: string; readonly rival: Fact }[] | null {
  const words = findComparisons(lead, binder.lexicon)
  const [word] = words
  if (words.length !== 1 || word!.denied || nameIn(lead.slice(0, word!.start), kind, binder) !== fact.subject)
    return null
  const rest = lead.slice(word!.end)
  const named = nameIn(rest, kind, binder)
  const tie = /^[^，。；,;\d]{1,40}[，,]\s?(?:仅|只|约|录得|达到?|为|是|有|with|at|only|about|having|\s)*$/i
  if (named === null || named === 'several' || named === fact.subject || !tie.test(rest)) return null
  const found = factsOf(named, fact, binder)
  const relation = relationOf(word!, fact.measure, binder)
  if (found.length === 0 || found.some((f) => compareFacts(relation, factInterval(fact)!, factInterval(f)!) !== 'no'))
    return []
  return [{ word: word!.word, rival: found[0]! }]
}

// the name that the clause begins with
function leading(clause: string, kind: string, binder: Binder): string | null {
  const start = /^\s*(?:于|了|过|同期的?|同类的?|the\s|of\s|than\s|to\s|with\s)*/i.exec(clause)![0].length
  const folded = foldName(clause.slice(start))
  const named = nameIn(clause, kind, binder)
  const first = binder.subjectNames.find((n) => n.kind === kind && folded.startsWith(n.name))
  return first !== undefined && first.id === named ? named : null
}

/** What a subject has in the measure, unit and time of `like`; a fact without a period is of any time. */
export function factsOf(subject: string, like: Fact, binder: Binder): readonly Fact[] {
  const query = { subject, measure: like.measure, where: new Map<string, readonly string[]>(), text: '' }
  return binder.store
    .find(query, binder.day)
    .map((g) => spokesman(g.current))
    .filter((f) => f.value.kind === 'number' && f.unit === like.unit && (f.period === like.period || f.period === ''))
}

function itself(word: string, fact: Fact, at: Span): Diagnostic {
  const address = factAddress(fact)
  return report(
    'report/subject',
    {
      en: `"${word}" holds \`${address}\` against ${fact.subject} itself`,
      zh: `“${word}”把 \`${address}\` 与 ${fact.subject} 自身相比`,
    },
    { at, hint: { en: 'bind the number of the other', zh: '请绑定另一方的数字' } },
  )
}

/** The finding that a comparison word is denied by two facts. */
export function denied(word: string, left: Fact, right: Fact, at: Span): Diagnostic {
  const [a, b] = [left, right].map((f) => `\`${factAddress(f)}\` ${formatValue(f)}`)
  return report(
    'report/comparison',
    { en: `"${word}" is denied by the facts: ${a} against ${b}`, zh: `“${word}”与事实相反：${a} 对 ${b}` },
    { at, hint: { en: 'choose a word that the facts bear out', zh: '请改用与事实相符的词' } },
  )
}
