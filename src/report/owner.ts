import type { Diagnostic } from '../base/index.ts'
import { type Fact, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related, strangeFinding } from './context.ts'
import type { LabelledCell } from './label.ts'
import { findComparisons } from './lexicon.ts'
import { withoutMeasures } from './measure.ts'
import { namesIn, placesOf, subjectsOf } from './named.ts'
import { isRelative, withoutBenchmark } from './relative.ts'

// what ties a name to the number behind it: 贝塔 [88.5], Beta ([88.5]), 贝塔的得分 [88.5], Beta's score of [88.5]
const owned = /^\s*(?:\(?\s*$|(?:的|['’]s\b)[^,;:(]*$)/
// Beta scores [88.5] beside a comparison: nothing that turns to somebody else stands between
const told = /^[^,;:()]{0,24}$/
// Alpha [88.6] 与 Gamma 的 [88.5] 相当: the second of two that a word behind compares
const joining = /^\s*(?:与|和|跟|同|and|with)\s*$/
// A 胜过 B（[88.6] 对 [88.3]）: a pair in parentheses belongs to both names in their order
const paired = /^\s*(?:对|比|vs\.?|versus|to|against|[:：/–—-])\s*$/i
const turning = /\b(?:with|than|by|on|from|unlike|versus|vs|and)\b|[比较与和以同跟]/

/**
 * Tells of numbers beside a comparison word that the words give to another than their facts have.
 *
 * Behind the word the one name that owns the number must be its subject; before it, the subject must be named somewhere in
 * the sentence.
 */
export function checkOwners(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const words = findComparisons(text.slice(from, to), binder.lexicon)
    if (words.length === 0) return []
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const own = binder.registry.entity(fact.subject)
      if (own === undefined || own.kind === '') return []
      const floor = inside[i - 1]?.end ?? from
      const next = inside[i + 1]
      if (next !== undefined && paired.test(text.slice(number.end, next.start))) return []
      if (isAside(text, [from, to], number, numbers)) return []
      const word = words.findLast((w) => from + w.start >= floor && from + w.end <= number.start)
      const after = word === undefined ? null : ownerIn(text.slice(from + word.end, number.start), own.kind, binder)
      if (after !== null && owned.test(after.rest))
        return isOf(after.id, own.id, binder) ? [] : [strangeFinding(after.id, fact, own, number.at)]
      if (word !== undefined && /[^\s(（]/.test(text.slice(from + word.end, number.start))) return []
      const before = text.slice(floor, word === undefined ? number.start : from + word.start)
      const first = ownerIn(before, own.kind, binder)
      if (first !== null && floor > from && joining.test(first.front) && owned.test(first.rest))
        return isOf(first.id, own.id, binder) ? [] : [strangeFinding(first.id, fact, own, number.at)]
      if (first === null || !told.test(first.rest) || turning.test(first.front + first.rest)) return []
      return isNamed(text.slice(from, to), own.id, own.kind, binder) || isOf(first.id, own.id, binder)
        ? []
        : [strangeFinding(first.id, fact, own, number.at)]
    })
  })
}

/**
 * Tells of cells whose facts are of another subject than the one that heads their row or column.
 *
 * Only where the head names one subject of the fact's kind, and the other head of the cell none.
 */
export function checkCellOwners(label: string, cells: readonly LabelledCell[], binder: Binder): readonly Diagnostic[] {
  return cells.flatMap(({ binding, head }) => {
    const bound = binder.bindings.get(binding)
    const fact = bound?.derived === false ? bound.facts[0] : undefined
    const own = fact && binder.registry.entity(fact.subject)
    if (!bound || !fact || !own || own.kind === '') return []
    const named = [label, head].flatMap((text) => {
      const owner = ownerIn(text, own.kind, binder)
      return owner === null ? [] : [owner.id]
    })
    return named.length === 1 && !isOf(named[0]!, own.id, binder)
      ? [strangeFinding(named[0]!, fact, own, bound.at)]
      : []
  })
}

function isOf(named: string, subject: string, binder: Binder): boolean {
  return named === subject || related(named, subject, binder)
}

function isNamed(text: string, subject: string, kind: string, binder: Binder): boolean {
  return namesIn(foldName(text), subjectsOf(binder, kind)).some((n) => isOf(n.id, subject, binder))
}

// NAME（[88.6]）, NAME 的得分为 [88.6], NAME scores [88.6]
const direct =
  /^\s*(?:[（(]\s*|(?:的|['’]s\b)?\s*(?:得分|成绩|分数|scores?|result)?\s*(?:以|凭借?|为|是|达到?|有|得|取得|录得|[:：]|is|was|has|had|of|at|gets|got|reaches|reached)?\s*)$/i
const listed = /^\s*(?:、|\/|和|与|及|以及|,?\s?and)\s*$/i
// 甲跑输沪深 300 指数 [6.3]: the number is that of 甲
function spoken(words: string, { measure }: Fact): string {
  return isRelative(measure) ? withoutBenchmark(words) : words
}

const inRow = /^\s*(?:、|,|，|\/|和|与|及|以及|,?\s?and)\s*$/i
// [88.5] for Beta; what somebody has from another is his own
const behind = /^\s?(?:for|by)\s/i

/**
 * Tells of numbers right behind the name of another subject than their facts have: `Claude（[88.6%]）` with a fact of Llama.
 *
 * Numbers in a row belong to names in a row, which are held against each other elsewhere.
 */
export function checkDirectOwners(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const own = binder.registry.entity(fact.subject)
      const next = inside[i + 1]
      if (own === undefined || own.kind === '') return []
      const floor = inside[i - 1]?.end ?? from
      const gap = next === undefined ? '' : text.slice(number.end, next.start)
      if (
        next !== undefined &&
        (inRow.test(gap) || (paired.test(gap) && /[（(]\s*$/.test(text.slice(from, number.start))))
      )
        return []
      const either = whichOf(text.slice(from, number.start), own.kind, binder)
      if (either !== null) return isOf(either, own.id, binder) ? [] : [strangeFinding(either, fact, own, number.at)]
      if (isAside(text, [from, to], number, numbers)) return []
      // OpenAI paid [1 billion] for Beta
      const isSaid = isNamed(text.slice(floor, number.start), own.id, own.kind, binder)
      const named =
        (isSaid ? null : namedBehind(text.slice(number.end, next?.start ?? to), own.kind, binder)) ??
        namedBefore(foldName(spoken(text.slice(floor, number.start), fact)), own.kind, binder, isSaid) ??
        namedOutside(spoken(text.slice(from, number.start), fact), own.kind, binder)
      return named === null || isOf(named, own.id, binder) ? [] : [strangeFinding(named, fact, own, number.at)]
    })
  })
}

const which = /前者|后者|\b(?:former|latter)\b/i

// A 高于 B，后者为 [88.3]: where two are named, the former is the first of them
function whichOf(before: string, kind: string, binder: Binder): string | null {
  const last = [...before.matchAll(new RegExp(which, 'gi'))].at(-1)
  if (last === undefined) return null
  if (!direct.test(withoutMeasures(foldName(before.slice(last.index + last[0].length)), binder))) return null
  return eitherOf(before.slice(0, last.index), last[0], kind, binder)
}

/** Whether words for somebody point back at one of two: 前者, 后者, the former, the latter. */
export function pointsBack(words: string): boolean {
  return which.test(words)
}

/** The subject that 前者 or 后者 means behind `front`, where two of a kind are named; `null` when it is not plain who. */
export function eitherOf(front: string, word: string, kind: string, binder: Binder): string | null {
  const latter = lastOf(foldName(front), kind, binder)?.id ?? null
  if (latter === null) return null
  const names = binder.subjectNames.filter((n) => n.id === latter)
  const others = names.reduce((text, { name }) => text.replaceAll(name, '\u0001'), foldName(front))
  const former = nameIn(others, kind, binder)
  return former === null || former === 'several' ? null : /前者|former/i.test(word) ? former : latter
}

// A 高于 B（[88.6]，后者 [88.3]）: parentheses that hold one measure of several subjects belong to more than the name before them
function isAside(
  text: string,
  [from, to]: readonly [number, number],
  number: Placed,
  numbers: readonly Placed[],
): boolean {
  const open = from + Math.max(...['（', '('].map((c) => text.slice(from, number.start).lastIndexOf(c)))
  if (open < from || /[)）]/.test(text.slice(open, number.start))) return false
  const close = /[)）]/.exec(text.slice(number.end, to))
  const end = close === null ? to : number.end + close.index
  if (which.test(text.slice(open, end))) return true
  const facts = numbers.filter((n) => n.start >= open && n.end <= end).map((n) => n.derived.fact!.fact)
  return new Set(facts.map((f) => f.subject)).size > 1 && new Set(facts.map((f) => f.measure)).size === 1
}

function namedBehind(text: string, kind: string, binder: Binder): string | null {
  const word = behind.exec(text)
  if (word === null) return null
  const rest = foldName(text.slice(word[0].length))
  return binder.subjectNames.find((n) => n.kind === kind && rest.startsWith(n.name))?.id ?? null
}

// A 较 B 有 [45%] 的提升: what is measured from B is of A
const measured = /(?:较|比|相对于?|相比于?|对|向|与|跟|同|\b(?:over|than|versus|vs\.?|to|against))\s*$/i

function namedBefore(before: string, kind: string, binder: Binder, isSaid: boolean): string | null {
  const last = lastOf(before, kind, binder)
  if (last === null || listed.test(last.front)) return null
  const rest = before.slice(last.end)
  if (isSaid && measured.test(last.front) && !/^\s*(?:的|['’]s|[（(])/.test(rest)) return null
  return direct.test(withoutMeasures(before.slice(last.end), binder)) ? last.id : null
}

// NAME（MMLU [88.7]，GSM8K [96.1]）: all that stands in the parentheses
function namedOutside(before: string, kind: string, binder: Binder): string | null {
  const open = Math.max(before.lastIndexOf('（'), before.lastIndexOf('('))
  if (open === -1 || /[)）]/.test(before.slice(open))) return null
  if (nameIn(before.slice(open), kind, binder) !== null) return null
  const last = lastOf(foldName(before.slice(0, open)), kind, binder)
  const folded = foldName(before.slice(0, open))
  return last !== null && last.end === folded.length && !listed.test(last.front) ? last.id : null
}

interface Last {
  readonly id: string
  readonly end: number
  /** what stands between it and the name before it, where there is one */
  readonly front: string
}

function lastOf(folded: string, kind: string, binder: Binder): Last | null {
  const found = placesOf(folded, subjectsOf(binder, kind))
  const [before, last] = [found.at(-2), found.at(-1)]
  if (last === undefined) return null
  return { id: last.id, end: last.end, front: before === undefined ? '\u0001' : folded.slice(before.end, last.start) }
}

/** The one subject of the kind that `text` names, `null` where it names none. */
export function nameIn(text: string, kind: string, binder: Binder): string | 'several' | null {
  const found = new Set(placesOf(foldName(text), subjectsOf(binder, kind)).map((n) => n.id))
  return found.size > 1 ? 'several' : ([...found][0] ?? null)
}

interface Owner {
  readonly id: string
  readonly front: string
  readonly rest: string
}

// the only name of the kind in `text`, with the words around it
function ownerIn(text: string, kind: string, binder: Binder): Owner | null {
  let folded = foldName(text)
  let found: { id: string; name: string; at: number } | null = null
  for (const { name, id } of namesIn(folded, subjectsOf(binder, kind))) {
    if (!folded.includes(name)) continue
    if (found !== null && found.id !== id) return null
    found ??= { id, name, at: folded.indexOf(name) }
    // a longer name is not read again as the shorter one inside it
    folded = folded.replaceAll(name, '\u0001'.repeat(name.length))
  }
  if (found === null) return null
  return { id: found.id, front: folded.slice(0, found.at), rest: folded.slice(found.at + found.name.length) }
}
