import type { Mention } from '../number.ts'

// 九成以上，37.5% says nothing of the second
function standsBehind(text: string, { end, qualifiers }: Mention): boolean {
  return qualifiers.some((q) => text.slice(0, end).endsWith(q))
}

const listGap = /^\s?(?:、|，|,|和|及|与|以及|and)\s?$/

/** The numbers of `text`, each with the qualifier that the list passes on to it. */
export function passOn(text: string, mentions: readonly Mention[]): readonly Mention[] {
  const done: Mention[] = []
  for (const mention of mentions) {
    const last = done.at(-1)
    const inherits =
      last !== undefined &&
      mention.qualifiers.length === 0 &&
      last.qualifiers.length > 0 &&
      !standsBehind(text, last) &&
      listGap.test(text.slice(last.end, mention.start)) &&
      last.unitText === mention.unitText &&
      mention.high === undefined &&
      last.bound !== 'range'
    done.push(inherits ? { ...mention, bound: last!.bound, qualifiers: last!.qualifiers } : mention)
  }
  return done
}

// a list stands within a clause of its word, and nobody lists more than this respectively
const reach = 120
const longestList = 100
const inTurn = /分别|\brespectively\b/i

/** The numbers of `text`, those of a list under 分别 or "respectively" with their place in it. */
export function respectively(text: string, mentions: readonly Mention[]): readonly Mention[] {
  if (mentions.length === 0 || !inTurn.test(text)) return mentions
  const index = new Map<Mention, number>()
  let from = 0
  for (const word of text.matchAll(new RegExp(inTurn, 'gi'))) {
    const forward = word[0] === '分别'
    let edge = forward ? word.index + word[0].length : word.index
    while (from < mentions.length && mentions[from]!.start < edge) from += 1
    const run: Mention[] = []
    for (let i = forward ? from : from - 1; run.length < longestList; i += forward ? 1 : -1) {
      const mention = mentions[i]
      if (mention === undefined) break
      const gap = forward ? [edge, mention.start] : [mention.end, edge]
      if (gap[1]! - gap[0]! > reach) break
      const between = text.slice(gap[0], gap[1])
      if (/[。；！？;!?\n]/.test(between) || (run.length > 0 && !listGap.test(between))) break
      run.push(mention)
      edge = forward ? mention.end : mention.start
    }
    const ordered = forward ? run : run.toReversed()
    for (let n = 0; n < ordered.length; n += 1) {
      const mention = ordered[n]!
      index.set(mention, n)
    }
  }
  return index.size === 0 ? mentions : mentions.map((m) => (index.has(m) ? { ...m, respectively: index.get(m)! } : m))
}
