import { kept, keptOf, mostWords } from '../kept.ts'
import type { Grid } from '../table/grid.ts'
import { holds } from './inconsistent.ts'

/** Of which of `grids` a place within `reach` characters of their beginning may speak, by their places in the list. */
export function nearTables(grids: readonly Grid[], reach: number): (at: number) => readonly number[] {
  const starts = grids.map((g) => g.table.start)
  const isInOrder = starts.every((start, n) => n === 0 || starts[n - 1]! <= start)
  return (at) => {
    const near: number[] = []
    for (let n = isInOrder ? firstAbove(starts, at - reach) : 0; n < starts.length; n += 1) {
      if (Math.abs(starts[n]! - at) < reach) near.push(n)
      else if (isInOrder) break
    }
    return near
  }
}

function firstAbove(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! > at) high = middle
    else low = middle + 1
  }
  return low
}

/** A label without what stands in parentheses and the marks of bold letters, in small letters. */
export const bareLabel = keptOf(
  (text) =>
    text
      .replace(/[（(][^（()）]*[)）]/g, '')
      .replace(/\*\*/g, '')
      .trim()
      .toLowerCase(),
  mostWords,
)

const isFigure = kept(/^[\d.%]+$/, mostWords)

/** Which of `labels` a text in small letters names, but those that stand within a longer one of them; of fewer letters than `least` none. */
export function labelsIn(text: string, labels: readonly string[], least = 2): readonly number[] {
  const hits = labels.flatMap((l, n) => {
    const name = bareLabel(l)
    return name.length >= least && !isFigure(name) && holds(text, name) ? [{ n, name }] : []
  })
  return hits
    .filter((h) => !hits.some((o) => o.n !== h.n && o.name.length > h.name.length && o.name.includes(h.name)))
    .map((h) => h.n)
}
