import type { Grid } from '../table/grid.ts'

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
