/**
 * The `count` names of `known` that are most like `name`, best first; only those that share enough to be a slip.
 *
 * @example nearest('mmlu-por', ['mmlu-pro', 'gsm8k']) // ['mmlu-pro']
 */
export function nearest(name: string, known: Iterable<string>, count = 3): readonly string[] {
  const wanted = fold(name)
  const limit = Math.min(wanted.length - 1, Math.max(2, Math.ceil(wanted.length * 0.4)))
  // the best so far, in order: what is further off than the last of them is looked at no closer
  const best: { readonly name: string; readonly distance: number }[] = []
  let most = limit
  for (const candidate of known) {
    const folded = fold(candidate)
    const isWithin = folded.includes(wanted)
    if (!isWithin && (Math.abs(folded.length - wanted.length) > most || unlike(wanted, folded) > most)) continue
    const distance = isWithin && wanted.length > 2 ? 0.5 : editDistance(wanted, folded, most)
    if (distance > most) continue
    const at = best.findIndex((s) => distance < s.distance || (distance === s.distance && candidate < s.name))
    best.splice(at === -1 ? best.length : at, 0, { name: candidate, distance })
    if (best.length > count) best.pop()
    if (best.length === count) most = Math.ceil(best[count - 1]!.distance)
  }
  return best.map((s) => s.name)
}

// a desk with many unknown names holds each of them against the same known ones; what is longer than a name is not kept
const foldedNames = new Map<string, string>()
const mostFolded = 50_000
const longestName = 200

function fold(text: string): string {
  let folded = foldedNames.get(text)
  if (folded === undefined) {
    folded = text.normalize('NFKC').toLowerCase().slice(0, 100)
    if (foldedNames.size >= mostFolded) foldedNames.clear()
    if (text.length <= longestName) foldedNames.set(text, folded)
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
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  const far = limit + 1
  let before = Array<number>(b.length + 1).fill(far)
  let previous = Array.from({ length: b.length + 1 }, (_, j) => (j <= limit ? j : far))
  let current = Array<number>(b.length + 1).fill(far)
  for (let i = 1; i <= a.length; i += 1) {
    // further from the diagonal than the limit everything is too far
    const from = Math.max(1, i - limit)
    const to = Math.min(b.length, i + limit)
    current[from - 1] = from === 1 && i <= limit ? i : far
    let least = current[from - 1]!
    for (let j = from; j <= to; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1)
      current[j] = best
      if (best < least) least = best
    }
    if (to < b.length) current[to + 1] = far
    if (least > limit) return far
    const free = before
    before = previous
    previous = current
    current = free
  }
  return Math.min(previous[b.length]!, far)
}
