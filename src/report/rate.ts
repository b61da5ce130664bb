import type { Span } from '../base/index.ts'
import { compareFacts, type Relation } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { opposite, sentencesOf, tellRelation } from './comparison.ts'
import { findComparisons } from './lexicon.ts'
import type { Made } from './made.ts'
import type { Plain } from './plain.ts'

/** Checks a comparison word between two changes of a sentence: 环比增速 [8.2%]，低于同比增速 [18.5%]. */
export function checkRates(
  plain: Plain,
  made: readonly Made[],
  place: (start: number, end: number) => Span,
  binder: Binder,
): void {
  const changes = made.filter((m) => m.shape.kind === 'change' && m.derived.value !== null)
  if (changes.length < 2) return
  const isBound = (a: number, b: number) => plain.regions.some((r) => r.kind === 'number' && r.start < b && a < r.end)
  const words = findComparisons(plain.text, binder.lexicon).filter((w) => !isBound(w.start, w.end))
  for (const [from, to] of sentencesOf(plain.text)) {
    const inside = changes.filter((n) => n.start >= from && n.end <= to)
    for (const [i, left] of inside.entries()) {
      const right = inside[i + 1]
      if (right === undefined || left.derived.unit !== right.derived.unit) continue
      const numbers = plain.regions.filter((r) => r.kind === 'number' && r.start >= left.end && r.end <= right.start)
      const between = words.filter((w) => w.start >= left.end && w.end <= right.start)
      // what is compared with must follow the word without a stop
      if (numbers.length > 0 || between.length !== 1 || !reaches(plain.text, between[0]!.end, right.start)) continue
      // falls of 2% and 3% are amounts of two declines
      if (left.derived.value!.lt(0) || right.derived.value!.lt(0)) continue
      const [word] = between
      const found = compareFacts(word!.relation as Relation, left.derived.interval!, right.derived.interval!)
      const holds = word!.denied ? opposite[found] : found
      const compared = { relation: word!.relation, holds, left: left.derived, right: right.derived }
      tellRelation(compared, word!.word, place(word!.start, word!.end), binder)
    }
  }
}

function reaches(text: string, from: number, to: number): boolean {
  return !/[，。；,;]/.test(text.slice(from, to)) && to - from <= 30
}
