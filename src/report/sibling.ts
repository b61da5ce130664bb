import type { Diagnostic } from '../base/index.ts'
import { type Fact, foldName, type Measure } from '../facts/index.ts'
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
      const clause = foldName(text.slice(inside[i - 1]?.end ?? from, number.start).replace(/^.*[，；;]|^.*,\s/s, ''))
      const behind = foldName(/^[^，。；,;.\d]{0,24}/.exec(text.slice(number.end, inside[i + 1]?.start ?? to))![0])
      const before = foldName(text.slice(0, number.start))
      for (const other of siblings(fact, own, binder)) {
        const apart = [parts(own.zh, other.zh), parts(own.en, other.en)].filter((p) => p !== null)
        const said = apart.find(([, theirs]) => holds(clause, theirs))
        if (said === undefined || apart.some(([mine]) => holds(before, mine) || holds(behind, mine))) continue
        if (own.aliases.some((a) => holds(before, foldName(a)) || holds(behind, foldName(a)))) continue
        return [measureFinding(other.id, fact, number.at)]
      }
      return []
    })
  })
}

function siblings(fact: Fact, own: Measure, { store, registry, day }: Binder): readonly Measure[] {
  const query = { subject: fact.subject, measure: '*', where: new Map<string, readonly string[]>(), text: '' }
  const ids = new Set(
    store
      .find(query, day)
      .flatMap((g) => g.current)
      .filter((f) => f.measure !== fact.measure && f.unit === fact.unit && f.period === fact.period)
      .map((f) => f.measure),
  )
  return [...ids].flatMap((id) => registry.measure(id) ?? []).filter((m) => m.unit === own.unit)
}

// what is left of two names when what they begin and end with alike is taken away
function parts(a: string, b: string): readonly [string, string] | null {
  const [one, two] = [foldName(a), foldName(b)]
  let start = 0
  while (start < Math.min(one.length, two.length) && one[start] === two[start]) start += 1
  let end = 0
  while (end < Math.min(one.length, two.length) - start && one.at(-1 - end) === two.at(-1 - end)) end += 1
  const [mine, theirs] = [one, two].map((t) => t.slice(start, t.length - end).trim()) as [string, string]
  const alike = one.length - mine.length
  return alike >= 2 && isWord(mine) && isWord(theirs) ? [mine, theirs] : null
}

function isWord(text: string): boolean {
  return /^[\u4e00-\u9fff]{2,6}$/.test(text) || /^[a-z]{4,}$/.test(text)
}

function holds(text: string, word: string): boolean {
  const at = text.indexOf(word)
  if (at === -1 || !/[a-z]/.test(word)) return at !== -1
  return !/[a-z]/.test(text[at - 1] ?? '') && !/[a-z]/.test(text[at + word.length] ?? '')
}
