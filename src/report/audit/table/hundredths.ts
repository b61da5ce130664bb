import type { Registry } from '../../../facts/index.ts'
import type { Knowledge } from '../known.ts'
import { agrees, cover } from './agree.ts'
import type { Grid, GridCell } from './grid.ts'
import type { Item } from './item.ts'

/** `grid` with the scores that stand as parts of one, 0.886 for 88.6 %, in hundredths: lines of which more is known so. */
export function inHundredths(grid: Grid, knowledge: Knowledge, registry: Registry): Grid {
  if (grid.down === null || !grid.cells.some((row) => row.some(isPart))) return grid
  const across = grid.down === 'entity'
  const lines = across ? grid.columns : grid.rows
  const { known } = cover(grid, knowledge)
  const isScored = ({ measure }: Item) =>
    measure !== null && ['percent', 'f1-points'].includes(registry.measure(measure)?.unit ?? '')
  const ownOf = (n: number) =>
    (across ? grid.cells.map((_, j) => [j, n] as const) : grid.cells[n]!.map((_, k) => [n, k] as const)).filter(
      ([j, k]) => grid.cells[j]![k]!.kind === 'number',
    )
  const scored = [...lines.keys()].filter((n) => isScored(lines[n]!) && ownOf(n).length > 0)
  const parts = scored.filter((n) => ownOf(n).every(([j, k]) => isPart(grid.cells[j]![k]!)))
  const hits = (n: number, of: (cell: GridCell) => GridCell) =>
    ownOf(n).filter(([j, k]) => known(j, k).some((x) => agrees(of(grid.cells[j]![k]!), x))).length
  // scores that are none above 1 in the whole table are parts of one, whichever line they stand in
  const isWhole =
    parts.length === scored.length &&
    parts.reduce((t, n) => t + ownOf(n).length, 0) >= 4 &&
    parts.every((n) => hits(n, (c) => c) === 0)
  const meant = isWhole ? parts : parts.filter((n) => hits(n, hundredfold) > hits(n, (c) => c))
  if (meant.length === 0) return grid
  const cells = grid.cells.map((row) => [...row])
  for (const n of meant) for (const [j, k] of ownOf(n)) cells[j]![k] = hundredfold(cells[j]![k]!)
  return { ...grid, cells }
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
