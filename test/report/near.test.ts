import { expect, test } from 'vitest'
import { nearTables } from '../../src/report/audit/checks/near.ts'
import type { Grid } from '../../src/report/audit/table/grid.ts'

const gridsAt = (starts: readonly number[]) => starts.map((start) => ({ table: { start } }) as Grid)

test('the tables near a place are those that a look at each of them finds, in order or not', () => {
  const inOrder = Array.from({ length: 60 }, (_, n) => Math.floor(n * n * 1.7))
  const mixed = inOrder.map((_, n) => inOrder[(n * 37) % inOrder.length]!)
  for (const starts of [inOrder, mixed, [0, 0, 0, 900], []]) {
    const nearOf = nearTables(gridsAt(starts), 400)
    for (let at = -500; at < 7000; at += 13)
      expect(nearOf(at)).toEqual([...starts.keys()].filter((n) => Math.abs(starts[n]! - at) < 400))
  }
})
