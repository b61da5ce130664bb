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
    if (Math.abs(folded.length - wanted.length) > limit && !folded.includes(wanted)) continue
    const distance = folded.includes(wanted) && wanted.length > 2 ? 0.5 : editDistance(wanted, folded, limit)
    if (distance <= limit) scored.push({ name: candidate, distance })
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return scored.slice(0, count).map((s) => s.name)
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().slice(0, 100)
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
