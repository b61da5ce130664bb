import type { Registry } from '../../../facts/index.ts'
import type { Knowledge } from '../known.ts'
import { agrees, cover } from './agree.ts'
import type { Grid, GridCell } from './grid.ts'

/** `grid` with the scores that stand as parts of one, 0.886 for 88.6 %, in hundredths: lines of which more is known so. */
export function inHundredths(grid: Grid, knowledge: Knowledge, registry: Registry): Grid {
  if (grid.down === null || !grid.cells.some((row) => row.some(isPart))) return grid
  const across = grid.down === 'entity'
  const lines = across ? grid.columns : grid.rows
  const { known } = cover(grid, knowledge)
  const cells = grid.cells.map((row) => [...row])
  let isAny = false
  for (let n = 0; n < lines.length; n += 1) {
    const { measure } = lines[n]!
    if (measure === null || !['percent', 'f1-points'].includes(registry.measure(measure)?.unit ?? '')) continue
    const places = across ? cells.map((_, j) => [j, n] as const) : cells[n]!.map((_, k) => [n, k] as const)
    const own = places.filter(([j, k]) => cells[j]![k]!.kind === 'number')
    if (own.length === 0 || !own.every(([j, k]) => isPart(cells[j]![k]!))) continue
    const hits = (of: (cell: GridCell) => GridCell) =>
      own.filter(([j, k]) => known(j, k).some((x) => agrees(of(cells[j]![k]!), x))).length
    if (hits(hundredfold) <= hits((c) => c)) continue
    isAny = true
    for (const [j, k] of own) cells[j]![k] = hundredfold(cells[j]![k]!)
  }
  return isAny ? { ...grid, cells } : grid
}

function isPart({ kind, number, decimals, unitText }: GridCell): boolean {
  return kind === 'number' && number >= 0 && number <= 1 && decimals >= 2 && unitText === ''
}

function hundredfold(cell: GridCell): GridCell {
  const amount = cell.amount === null ? null : { ...cell.amount, value: cell.amount.value.times(100) }
  const decimals = cell.decimals - 2
  return {
    ...cell,
    amount: amount === null ? null : { ...amount, decimals },
    number: Number((cell.number * 100).toFixed(Math.max(0, decimals))),
    decimals,
    isPart: true,
  }
}
