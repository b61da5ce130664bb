import { smallest } from './extreme.ts'

/**
 * The `count` names of `known` that are most like `name`, best first; only those that share enough to be a slip.
 *
 * @example nearest('mmlu-por', ['mmlu-pro', 'gsm8k']) // ['mmlu-pro']
 */
export function nearest(name: string, known: Iterable<string>, count = 3): readonly string[] {
  const wanted = fold(name)
  const limit = Math.min(wanted.length - 1, Math.max(2, Math.ceil(wanted.length * 0.4)))
  const scored: { readonly name: string; readonly distance: number }[] = []
  for (const candidate of known) {
    const folded = fold(candidate)
    const isWithin = folded.includes(wanted)
    if (!isWithin && (Math.abs(folded.length - wanted.length) > limit || unlike(wanted, folded) > limit)) continue
    const distance = isWithin && wanted.length > 2 ? 0.5 : editDistance(wanted, folded, limit)
    if (distance <= limit) scored.push({ name: candidate, distance })
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return scored.slice(0, count).map((s) => s.name)
}

// a desk with many unknown names holds each of them against the same known ones
const foldedNames = new Map<string, string>()
const mostFolded = 50_000

function fold(text: string): string {
  let folded = foldedNames.get(text)
  if (folded === undefined) {
    folded = text.normalize('NFKC').toLowerCase().slice(0, 100)
    if (foldedNames.size >= mostFolded) foldedNames.clear()
    foldedNames.set(text, folded)
  }
  return folded
}

const counts = new Int16Array(256)

/** How many letters the one has that the other lacks, whichever has more of them: no two texts are nearer to each other. */
function unlike(a: string, b: string): number {
  counts.fill(0)
  for (let i = 0; i < a.length; i += 1) counts[a.charCodeAt(i) & 255]! += 1
  for (let i = 0; i < b.length; i += 1) counts[b.charCodeAt(i) & 255]! -= 1
  let more = 0
  let less = 0
  for (let n = 0; n < counts.length; n += 1) {
    if (counts[n]! > 0) more += counts[n]!
    else less -= counts[n]!
  }
  return Math.max(more, less)
}

/** The number of inserted, deleted, replaced or exchanged neighbouring characters from `a` to `b`, at most `limit` + 1. */
export function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1)
      current.push(best)
    }
    if (smallest(current) > limit) return limit + 1
    before = previous
    previous = current
  }
  return previous[b.length]!
}
