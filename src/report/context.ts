import {
  type Decimal,
  type Diagnostic,
  decimal,
  formatAmount,
  type Mention,
  powerOfTen,
  type Span,
} from '../base/index.ts'
import { type Entity, type Fact, factAddress, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { namesIn, placesOf, subjectsOf } from './named.ts'
import { isRelative, withoutBenchmark } from './relative.ts'

const shots = /(?<![\d.])(\d{1,2})\s?-?\s?shots?\b/gi

/** The numbers of shots that `text` names, such as `5` of 5-shot. */
export function shotsIn(text: string): readonly string[] {
  return [...text.matchAll(shots)].map((m) => m[1]!)
}

const totalWords = /(合计|总计|共计|加总|in total|totall?ing|adding up to|together)/i
const shareWords = /(份额|占比|分别占|比重|shares?\b)/i

/**
 * Tells of parts and a total in one sentence that do not add up.
 *
 * The total is the number after a word such as 合计; its parts are the numbers of the same unit before it, or behind it where
 * the sentence begins with the word.
 */
export function checkSentenceSums(
  text: string,
  mentions: readonly Mention[],
  place: (start: number, end: number) => Span,
): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const word = totalWords.exec(text.slice(from, to))
    if (word === null) return []
    const at = from + word.index
    const [behind, inside] = [at + word[0].length, mentions.filter((m) => m.start >= from && m.end <= to)]
    const total = inside.find((m) => m.start >= at)
    if (total === undefined) return []
    const lists = shareWords.test(text.slice(from, to))
      ? shareParts(text, from, at, inside, total)
      : listedParts(text, at, behind, inside, total)
    if (lists.length === 0 || lists.some((parts) => addsUp(parts, total))) return []
    const [en, zh] = (['en', 'zh'] as const).map((lang) =>
      [sumOf(lists[0]!), total.value].map((value) =>
        formatAmount({ value, bound: 'exact' }, { lang, scale: 'auto', unitText: '' }),
      ),
    )
    const words = {
      en: `the parts add up to ${en![0]}, the total says ${en![1]}`,
      zh: `各部分之和为 ${zh![0]}，合计为 ${zh![1]}`,
    }
    return [report('report/sum', words, { at: place(total.numberStart, total.numberEnd) })]
  })
}

type Parts = readonly Mention[]

// shares of one whole: every number of the sentence is one of them
function shareParts(text: string, from: number, at: number, inside: Parts, total: Mention): readonly Parts[] {
  const alike = inside.filter((m) => m.bound === 'exact' && m !== total && m.unitText === total.unitText)
  // 合计：100%，其中甲 40%、乙 60%: where the total comes first, its parts follow
  const leads = /^\s*\S{2,10}\s?[:：为是]?\s?$/.test(text.slice(from, total.start))
  const parts = leads ? alike.filter((m) => m.start >= total.end) : alike.filter((m) => m.end <= at)
  return total.bound !== 'exact' || parts.length < 2 ? [] : [parts]
}

// amounts in a row, the total right behind the last of them: what stands before the row may be something else
function listedParts(text: string, at: number, behind: number, inside: Parts, total: Mention): readonly Parts[] {
  const plainly = (m: Mention) => m.bound === 'exact' || m.bound === 'about'
  const before = inside.filter((m) => m.end <= at)
  const last = before.at(-1)
  if (last === undefined || !plainly(total) || total.unitText === '') return []
  const joined = /^\S{0,3}[，,、；;（(\s]*(?:两者|二者|三者|and\s)?$/.test(text.slice(last.end, at))
  if (!joined || !/^[^，。,;；\d]{0,4}$/.test(text.slice(behind, total.start))) return []
  const other = before.findLastIndex((m) => m.unitText !== total.unitText || !plainly(m))
  const row = before.slice(other + 1)
  const colon = row.findLastIndex((m, i) => i > 0 && /[：:]/.test(text.slice(row[i - 1]!.end, m.start)))
  const own = row.slice(Math.max(0, colon))
  return own.length < 2 ? [] : own.slice(0, -1).map((_, i) => own.slice(i))
}

function sumOf(parts: Parts): Decimal {
  return parts.reduce((s, m) => s.plus(m.value), decimal('0'))
}

function addsUp(parts: Parts, total: Mention): boolean {
  const slack = [...parts, total].reduce((s, m) => s.plus(halfDigit(m)), decimal('0'))
  return sumOf(parts).minus(total.value).abs().lte(slack)
}

function halfDigit(m: Mention): Decimal {
  return m.decimals === undefined ? decimal('0') : powerOfTen(-m.decimals).times('0.5')
}

/** Tells of bound numbers whose sentence names other shots, or another subject, than their facts have. */
export function checkContext(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const [from, to] of sentencesOf(text)) {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    if (inside.length === 0) continue
    const sentence = text.slice(from, to)
    found.push(...otherShots(sentence, inside), ...otherSubject(text.slice(0, to), sentence, inside, binder))
  }
  return found
}

function otherShots(sentence: string, numbers: readonly Placed[]): readonly Diagnostic[] {
  const named = new Set(shotsIn(sentence))
  if (named.size === 0) return []
  const wrong = numbers.filter(
    (n) => n.derived.fact!.fact.scope.shots !== undefined && !named.has(n.derived.fact!.fact.scope.shots!),
  )
  return wrong.map((n) => conditionFinding(n.derived.fact!.fact, [...named], n.at))
}

/** The finding that a fact has other shots than the words beside it. */
export function conditionFinding(fact: Fact, named: readonly string[], at: Span): Diagnostic {
  const told = named.map((s) => `${s}-shot`).join(', ')
  return report(
    'report/condition',
    {
      en: `the words say ${told}, \`${factAddress(fact)}\` is ${fact.scope.shots}-shot`,
      zh: `文字写的是 ${told}，而 \`${factAddress(fact)}\` 是 ${fact.scope.shots}-shot`,
    },
    { at },
  )
}

const size = /\d\s?b(?![a-z])/i

// only where nothing is open: one subject of the fact's kind is named in the sentence, the fact's own nowhere before it
function otherSubject(
  before: string,
  sentence: string,
  numbers: readonly Placed[],
  binder: Binder,
): readonly Diagnostic[] {
  // numbers of one under one name: with more of either, or a size that stands for a name, the words may mean another
  if (
    new Set(numbers.map((n) => n.derived.fact!.fact.subject)).size !== 1 ||
    (size.test(sentence) && size.test(withoutNames(sentence, binder)))
  )
    return []
  return numbers.flatMap((n) => {
    const { fact } = n.derived.fact!
    const own = binder.registry.entity(fact.subject)
    if (own === undefined || own.kind === '') return []
    const spoken = isRelative(fact.measure) ? withoutBenchmark(sentence) : sentence
    const named = subjectsIn(spoken, own.kind, binder)
    if (named.length === 0) {
      const other = otherKind(before, spoken, fact, own, binder)
      return other === null ? [] : [strangeFinding(other, fact, own, n.at)]
    }
    if (
      named.length !== 1 ||
      named[0] === own.id ||
      related(named[0]!, own.id, binder) ||
      (numbers.length > 1 && !leads(spoken, named[0]!, binder)) ||
      subjectsIn(before, own.kind, binder).includes(own.id)
    )
      return []
    return [strangeFinding(named[0]!, fact, own, n.at)]
  })
}

// 国产加速卡市场出货 [18.6 万张] of one maker: whoever begins the sentence has that measure as well, and nobody else is named
function otherKind(before: string, sentence: string, fact: Fact, own: Entity, binder: Binder): string | null {
  const [first, ...more] = new Set(placesOf(foldName(sentence), binder.subjectNames).map((p) => p.id))
  if (first === undefined || more.length > 0 || related(first, own.id, binder)) return null
  if (!leads(sentence, first, binder) || subjectsIn(before, own.kind, binder).length > 0) return null
  const query = { subject: first, measure: fact.measure, where: new Map<string, readonly string[]>(), text: '' }
  return binder.store.find(query, binder.day).some((g) => g.current[0]?.period === fact.period) ? first : null
}

// 截至 2024 年 6 月末，江南省
const timed =
  /^\s*(?:截至|截止|到|在|自)?[\d\s年月日末底初上下半前第一二三四季度全]+[，,]?\s*$|^\s*(?:by|at|as of|in|on|during)\s[a-z0-9\s]{2,32}[,，]?\s(?:the\s)?$/i

// 与 A 对比时，胜 [24.9%]、负 [24.2%]: of several numbers only who stands first in a sentence is the owner
function leads(sentence: string, id: string, binder: Binder): boolean {
  const [first] = placesOf(foldName(sentence), binder.subjectNames)
  if (first?.id !== id) return false
  const front = foldName(sentence).slice(0, first.start)
  return /^\s*(?:(?:其中|而|但|同时|此外|meanwhile|the)[，,]?\s*)?$/i.test(front) || timed.test(front)
}

/** The finding that a sentence gives a number to `named`, while its fact is of another subject. */
export function strangeFinding(named: string, fact: Fact, own: Entity, at: Span): Diagnostic {
  return report(
    'report/subject',
    {
      en: `the sentence speaks of ${named}, the number is bound to \`${factAddress(fact)}\``,
      zh: `句子说的是 ${named}，数字却绑定到 \`${factAddress(fact)}\``,
    },
    {
      at,
      hint: {
        en: `bind the number of ${named}, or name ${own.en} in the sentence`,
        zh: `请绑定 ${named} 的数字，或在句中写明 ${own.zh}`,
      },
    },
  )
}

/** Whether two ids name the same family: a series and its members are spoken of by one name. */
export function related(a: string, b: string, binder: Binder): boolean {
  const parent = (id: string) => binder.registry.entity(id)?.parent ?? ''
  // gpt-4o is no member of gpt-4
  const isMember = (id: string, of: string) => id === of || /^[-/]/.test(id.startsWith(of) ? id.slice(of.length) : '')
  return isMember(a, b) || isMember(b, a) || parent(a) === b || parent(b) === a
}

function withoutNames(sentence: string, binder: Binder): string {
  const folded = foldName(sentence)
  return namesIn(folded, binder.subjectNames).reduce((text, { name }) => text.replaceAll(name, ' '), folded)
}

function subjectsIn(text: string, kind: string, binder: Binder): readonly string[] {
  let folded = foldName(text)
  const found: string[] = []
  for (const { name, id } of namesIn(folded, subjectsOf(binder, kind))) {
    if (!folded.includes(name)) continue
    if (!found.includes(id)) found.push(id)
    // a longer name is not read again as the shorter one inside it
    folded = folded.replaceAll(name, '\u0001')
  }
  return found
}
