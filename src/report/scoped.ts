import type { Diagnostic, Span } from '../base/index.ts'
import { type Fact, factAddress, foldName, type Registry } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import type { LabelledCell } from './label.ts'
import { measureNamesOf } from './measure.ts'
import { type FoldedName, holdsName, type NamePlace, placesOf } from './named.ts'
import { isWord, maskedBy, scopeNames, scopePlaces } from './scope-name.ts'

// in a row of numbers: A 与 B 分别为 [a] 和 [b]
const joined = /^\s*(?:、|,|，|\/|和|与|及|以及|,?\s?and)\s*$/i
const inOrder = /分别|依次|respectively/i
// what takes a name away from the number behind it: 较 FP16, 除广东外, than in the east
const turning =
  /(?:[较比于与和跟同从由除非据因受对]|相对|超过|高出|低于|除了|不?含|不?包括|包含|计入|剔除|而非|支持|兼容|\b(?:supports?|supporting|than|over|from|with|by|on|as|versus|vs\.?|excluding|including|except|unlike|against|without|not|to|and))\s*(?:the\s)?$/i
const turned =
  /倍|相比|之外|以外|以上|一样|持平|以及|\b(?:times|twice|as|half|than|which|whose|that)\b|(?:[和与及、]|\band)\s*$/i
// 在企业端，…为 [45]; at FP8, … of [640]: a sentence that begins with it speaks of nothing else
const leading = /^[\s“"（(]*(?:(?:在|按|以|从|就|而|其中|若)|(?:in|at|with|under|for|using|on)\s(?:the\s)?)?\s*$/i
const led =
  /^\s?(?:精度|格式|模式|场景|口径|方面|业务|板块|部分|市场|渠道|地区|区域|平台|条件|版本?|而言|来说|来看|[端侧下上中里内时]|\s?(?:precision|mode|terms|segment|business|market|region|area|part|side|version|platforms?))*[，,：:]/i

// 除南部外, except in the south
const leftOut =
  /(?:除了?|不含|不包括|剔除|受|因|由|\b(?:except|excluding|unlike|besides|beside|by|from)(?:\s(?:in|for))?)\s?(?:the\s)?$/i

const bracket = /^\s*[（(]([^（）()]{1,24})[）)]/
const preposed = /^\s(?:[a-z]+\s){0,2}(?:in|at|for|with|under|on|from)\s(?:the\s)?/i

/**
 * Tells of numbers whose words name another value of a key of their scope than their facts have: FP8 精度下为 [320] of FP16.
 *
 * A value counts where the desk has a fact of the measure with it; the words must lie in the clause of the number, right behind
 * it in brackets, or lead its sentence, and name no value of its own.
 */
export function checkScopes(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  if (numbers.length === 0) return []
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    if (inside.length === 0) return []
    const ordered = inRows(text, from, inside, binder)
    const folded = foldName(text.slice(from, to))
    const spoken = new Map<readonly FoldedName[], boolean>()
    const isSpoken = (names: readonly FoldedName[]) => {
      const known = spoken.get(names) ?? holdsName(folded, names)
      spoken.set(names, known)
      return known
    }
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      if (ordered.has(number)) return ordered.get(number)!
      const { fact } = number.derived.fact!
      const floor = inside[i - 1]?.end ?? from
      const ceiling = inside[i + 1]?.start ?? to
      for (const [key, names] of scopeNames(fact, binder)) {
        if (!isSpoken(names)) continue
        const lead = text.slice(floor, number.start)
        // 企业端为 [45]，消费端为 [30]: behind a comma it is of the next
        const tail = /^[^，。；,;]*/.exec(text.slice(number.end, ceiling))![0]
        const before = inside[i - 1]?.derived.fact?.fact.scope[key]
        const other =
          saidIn(lead, tail, names, [fact.scope[key] ?? '', before], binder) ??
          ledBy(text, [from, to], inside, number, names, key, binder)
        if (other !== null) return [scopeFinding(fact, key, other, number.at, binder.registry)]
      }
      return []
    })
  })
}

/**
 * Tells of numbers that are reckoned from facts of other values of a scope than the words before them name, while one of their
 * own is named nowhere: 东部用户比南部多 [4 million] of east less west.
 */
export function checkReckonedScopes(
  text: string,
  reckoned: readonly Placed[],
  all: readonly Placed[],
  binder: Binder,
): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) =>
    reckoned
      .filter((n) => n.start >= from && n.end <= to)
      .flatMap((number): readonly Diagnostic[] => {
        const floor = Math.max(from, ...all.filter((n) => n.end <= number.start).map((n) => n.end))
        const lead = text.slice(floor, number.start)
        const facts = number.derived.facts.map((f) => f.fact)
        for (const [key, names] of scopeNames(facts[0]!, binder)) {
          const folded = masked(lead, names, binder)
          const said = placesOf(folded, names, isWord).filter((p) => !leftOut.test(folded.slice(0, p.start)))
          const strange = said.find((p) => facts.every((f) => f.scope[key] !== p.id))
          const unsaid = facts.find((f) => f.scope[key] !== undefined && said.every((p) => p.id !== f.scope[key]))
          if (strange !== undefined && unsaid !== undefined)
            return [scopeFinding(unsaid, key, strange.id, number.at, binder.registry)]
        }
        return []
      }),
  )
}

/** Tells of cells whose facts have another value of a scope than the one that the heads of their row and column name. */
export function checkCellScopes(label: string, cells: readonly LabelledCell[], binder: Binder): readonly Diagnostic[] {
  return cells.flatMap(({ binding, head }): readonly Diagnostic[] => {
    const bound = binder.bindings.get(binding)
    const fact = bound?.derived === false ? bound.facts[0] : undefined
    if (bound === undefined || fact === undefined) return []
    for (const [key, names] of scopeNames(fact, binder)) {
      const said = [label, head].flatMap((text) => placed(text, names, binder))
      if (said.length === 1 && said[0]!.id !== fact.scope[key])
        return [scopeFinding(fact, key, said[0]!.id, bound.at, binder.registry)]
    }
    return []
  })
}

function scopeFinding(fact: Fact, key: string, other: string, at: Span, registry: Registry): Diagnostic {
  const named = (value: string, lang: 'zh' | 'en') =>
    (value === '' ? '' : registry.scopeWords(key, value, lang)) || `${key}=${value}`
  return report(
    'report/condition',
    {
      en: `the words say ${named(other, 'en')}, \`${factAddress(fact)}\` is ${named(fact.scope[key] ?? '', 'en')}`,
      zh: `文字写的是${named(other, 'zh')}，而 \`${factAddress(fact)}\` 是${named(fact.scope[key] ?? '', 'zh')}`,
    },
    { at, hint: { en: 'mend the words or the address', zh: '请改正文字或地址' } },
  )
}

// the one other value that the words of a number give it; `before` is that of the number in front of it
function saidIn(
  lead: string,
  tail: string,
  names: readonly FoldedName[],
  [own, before]: readonly [own: string, before: string | undefined],
  binder: Binder,
): string | null {
  const behind = [...placed(bracket.exec(tail)?.[1] ?? '', names, binder), ...postponed(tail, names, binder)]
  if (behind.some((p) => p.id === own)) return null
  if (behind.length === 1) return behind[0]!.id
  const folded = masked(lead, names, binder)
  const found = placesOf(folded, names, isWord)
  if (found.length !== 1 || found[0]!.id === own) return null
  if (placed(tail, names, binder).some((p) => p.id === own)) return null
  // [148] allocated centrally and [150]: words right behind a number are its own
  if (found[0]!.id === before && !/[，,；;：:。]/.test(folded.slice(0, found[0]!.start))) return null
  return isTied(folded, found[0]!) ? found[0]!.id : null
}

// reaches [640] in FP8, has [12 million] users in the east
function postponed(tail: string, names: readonly FoldedName[], binder: Binder): readonly NamePlace[] {
  const words = preposed.exec(tail)
  return words === null ? [] : placed(tail.slice(words[0].length), names, binder).filter((p) => p.start === 0)
}

function isTied(folded: string, { start, end }: NamePlace): boolean {
  const [before, after] = [folded.slice(0, start), folded.slice(end)]
  const isApart = turning.test(before) && !leading.test(before)
  return !/[，,；;：:。]/.test(after) && !turned.test(after) && !isApart
}

// a sentence that begins with one value and names no other is of that one
function ledBy(
  text: string,
  [from, to]: readonly [number, number],
  inside: readonly Placed[],
  number: Placed,
  names: readonly FoldedName[],
  key: string,
  binder: Binder,
): string | null {
  const own = number.derived.fact!.fact.scope[key] ?? ''
  const first = inside[0]!
  const head = masked(text.slice(from, first.start), names, binder)
  const [lead, ...more] = placesOf(head, names, isWord)
  if (lead === undefined || more.length > 0 || lead.id === own) return null
  if (
    !leading.test(head.slice(0, lead.start)) ||
    !led.test(head.slice(lead.end)) ||
    turned.test(head.slice(lead.end, lead.end + 8))
  )
    return null
  return placed(text.slice(first.start, to), names, binder).length > 0 ? null : lead.id
}

// FP16 与 FP8 分别为 [a] 和 [b]: names and numbers of one length go together in their order
function inRows(
  text: string,
  from: number,
  inside: readonly Placed[],
  binder: Binder,
): ReadonlyMap<Placed, readonly Diagnostic[]> {
  const found = new Map<Placed, readonly Diagnostic[]>()
  for (let i = 0; i < inside.length; ) {
    let end = i + 1
    while (end < inside.length && joined.test(text.slice(inside[end - 1]!.end, inside[end]!.start))) end += 1
    const row = inside.slice(i, end)
    const before = text.slice(inside[i - 1]?.end ?? from, row[0]!.start)
    i = end
    if (row.length < 2 || !(inOrder.test(before) || inOrder.test(text.slice(row.at(-1)!.end, row.at(-1)!.end + 16))))
      continue
    const { fact } = row[0]!.derived.fact!
    for (const [key, names] of scopeNames(fact, binder)) {
      const said = placed(before, names, binder)
      if (said.length !== row.length || new Set(said.map((p) => p.id)).size !== row.length) continue
      row.forEach((number, k) => {
        const own = number.derived.fact!.fact
        const isOwn = own.scope[key] === undefined || own.scope[key] === said[k]!.id
        found.set(number, isOwn ? [] : [scopeFinding(own, key, said[k]!.id, number.at, binder.registry)])
      })
    }
  }
  return found
}

function placed(text: string, names: readonly FoldedName[], binder: Binder): readonly NamePlace[] {
  return scopePlaces(text, names, othersOf(binder))
}

function masked(text: string, names: readonly FoldedName[], binder: Binder): string {
  return maskedBy(text, names, othersOf(binder))
}

const others = new WeakMap<Binder['subjectNames'], readonly FoldedName[]>()

// names of subjects and measures keep their words to themselves
function othersOf(binder: Binder): readonly FoldedName[] {
  const known = others.get(binder.subjectNames)
  if (known !== undefined) return known
  const all = [...binder.subjectNames, ...measureNamesOf(binder)]
  others.set(binder.subjectNames, all)
  return all
}
