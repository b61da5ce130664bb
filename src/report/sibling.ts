import type { Diagnostic } from '../base/index.ts'
import { type Fact, foldName, type Measure, type Registry } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { measureFinding } from './measure.ts'

/**
 * Tells of a number whose clause holds what tells another measure of its subject from its own, and not what tells its own: 折旧占 [46%] of
 * 电力成本占比, beside which the desk has 折旧成本占比.
 */
export function checkSiblings(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const own = binder.registry.measure(fact.measure)
      if (own === undefined) return []
      if (likeNames(own, binder.registry).length === 0) return []
      const clause = foldName(text.slice(inside[i - 1]?.end ?? from, number.start).replace(/^.*[，；;]|^.*,\s/s, ''))
      const behind = foldName(/^[^，。；,;.\d]{0,24}/.exec(text.slice(number.end, inside[i + 1]?.start ?? to))![0])
      const before = foldName(text.slice(0, number.start))
      for (const { other, apart } of likeNames(own, binder.registry)) {
        if (!apart.some(([, theirs]) => holds(clause, theirs))) continue
        if (apart.some(([mine]) => holds(before, mine) || holds(behind, mine))) continue
        if (own.aliases.some((a) => holds(before, foldName(a)) || holds(behind, foldName(a)))) continue
        if (isBeside(fact, other, binder)) return [measureFinding(other.id, fact, number.at)]
      }
      return []
    })
  })
}

// whether the desk has that measure of the same subject and time
function isBeside(fact: Fact, other: Measure, { store, day }: Binder): boolean {
  const query = { subject: fact.subject, measure: other.id, where: new Map<string, readonly string[]>(), text: '' }
  return store
    .find(query, day)
    .flatMap((g) => g.current)
    .some((f) => f.unit === fact.unit && f.period === fact.period)
}

interface Like {
  readonly other: Measure
  readonly apart: readonly (readonly [mine: string, theirs: string])[]
}

const likes = new WeakMap<Measure, readonly Like[]>()

function likeNames(own: Measure, registry: Registry): readonly Like[] {
  const known = likes.get(own)
  if (known !== undefined) return known
  const found = registry.measures.flatMap((other): readonly Like[] => {
    if (other === own || other.unit !== own.unit) return []
    const apart = [parts(own.zh, other.zh), parts(own.en, other.en)].filter((p) => p !== null)
    return apart.length > 0 ? [{ other, apart }] : []
  })
  likes.set(own, found)
  return found
}

// what is left of two names when what they begin and end with alike is taken away
function parts(a: string, b: string): readonly [string, string] | null {
  const one = folded(a)
  const two = folded(b)
  const shorter = Math.min(one.length, two.length)
  let start = 0
  while (start < shorter && one.charCodeAt(start) === two.charCodeAt(start)) start += 1
  let end = 0
  while (end < shorter - start && one.charCodeAt(one.length - 1 - end) === two.charCodeAt(two.length - 1 - end))
    end += 1
  if (start + end === 0) return null
  const mine = one.slice(start, one.length - end).trim()
  const theirs = two.slice(start, two.length - end).trim()
  return one.length - mine.length >= 2 && isWord(mine) && isWord(theirs) ? [mine, theirs] : null
}

const names = new Map<string, string>()

// the names of a registry are held against each other many times
function folded(name: string): string {
  const known = names.get(name) ?? foldName(name)
  if (names.size < 10_000) names.set(name, known)
  return known
}

function isWord(text: string): boolean {
  return /^[\u4e00-\u9fff]{2,6}$/.test(text) || /^[a-z]{4,}$/.test(text)
}

function holds(text: string, word: string): boolean {
  const at = text.indexOf(word)
  if (at === -1 || !/[a-z]/.test(word)) return at !== -1
  return !/[a-z]/.test(text[at - 1] ?? '') && !/[a-z]/.test(text[at + word.length] ?? '')
}
