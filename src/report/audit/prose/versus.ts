import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import { isTold, objectsAt, objectsOf } from './objects.ts'
import type { Sentence } from './sentence.ts'

const between = /^\s?(?:vs\.?|versus|to|against|compared (?:with|to)|对比?|比|:|：)\s?$/i

/**
 * Whom the `n`-th number belongs to where it is one of a pair: A beats B (85.9% versus 84.8%).
 *
 * `undefined` where it is in no pair; `null` where the pair is of nobody known.
 */
export function ownerInPair(sentence: Sentence, n: number, desk: AuditDesk): string | null | undefined {
  const place = placeInPair(sentence, n)
  if (place === -1) return undefined
  const first = sentence.mentions[n - place]!
  const entities = sentence.names.filter((x) => x.kind === 'entity' && isTold(x.id, desk))
  const objects = objectsOf(sentence)
  for (const word of sentence.words.filter((w) => w.end <= first.start).toReversed()) {
    const right = objectsAt(
      sentence,
      word,
      [...entities, ...sentence.strangers].sort((a, b) => a.start - b.start),
    )[0]
    if (right === undefined || right.start > first.start) continue
    const left = entities.filter((x) => x.end <= word.start && !objects.has(x)).at(-1)
    return place === 0 ? (left?.id ?? null) : isName(right) ? right.id : null
  }
  return null
}

function isName(found: object): found is FoundName {
  return 'id' in found
}

// 0 for the first of a pair, 1 for the second, -1 for neither
function placeInPair({ mentions, text, start, names }: Sentence, n: number): number {
  const joins = (i: number) => {
    const a = mentions[i]
    const b = mentions[i + 1]
    if (a === undefined || b === undefined || a.form !== b.form) return false
    if (names.some((x) => x.kind === 'entity' && x.start >= a.end && x.end <= b.start)) return false
    // A 85.9% versus 84.8% for B has names of its own
    if (names.some((x) => x.kind === 'entity' && x.start >= b.end && x.start - b.end < 8)) return false
    return between.test(text.slice(a.end - start, b.start - start))
  }
  if (joins(n)) return 0
  return n > 0 && joins(n - 1) ? 1 : -1
}
