import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'

const changing = /同比|环比|增速|增幅|变动|growth|change|yoy|误差|margin/i

/**
 * Tells of the one row of a table of percentages that does not make a hundred where all the others do: answers to one question each.
 */
export function checkHundreds(grid: Grid, desk: AuditDesk): void {
  const { rows, columns } = grid
  if (rows.length < 4 || rows.length > 60 || columns.length < 2 || columns.length > 10) return
  const shares = columns.flatMap((c, k) =>
    !changing.test(c.text) && rows.every((_, j) => isShare(grid.cells[j]![k]!)) ? [k] : [],
  )
  if (shares.length < 2) return
  const sums = rows.map((_, j) => sumOf(shares.map((k) => grid.cells[j]![k]!)))
  const off = sums.flatMap((s, j) => (s.isWhole ? [] : [j]))
  if (off.length !== 1) return
  const j = off[0]!
  const cells = shares.map((k) => grid.cells[j]![k]!)
  const { sum } = sums[j]!
  if (sum < 60 || sum > 150 || cells.some((c) => desk.isTold(c.start, c.end))) return
  const first = cells[0]!
  const last = cells.at(-1)!
  const shown = String(Math.round(sum * 100) / 100)
  desk.tell(
    'audit/sum',
    desk.place(first.start, last.end, { table: grid.number, row: grid.rowAt[j]! }),
    {
      en: `the percentages of \`${rows[j]!.text}\` add up to ${shown} %, those of every other row to 100 %`,
      zh: `\`${rows[j]!.text}\` 一行的百分比之和为 ${shown}%，其余各行均为 100%`,
    },
    { confidence: 0.88, printed: `${shown}%`, expected: '100%' },
  )
}

function isShare(cell: GridCell): boolean {
  return (
    cell.kind === 'number' &&
    cell.unitText === '%' &&
    cell.number >= 0 &&
    cell.number < 100 &&
    cell.amount?.bound === 'exact'
  )
}

function sumOf(cells: readonly GridCell[]): { readonly sum: number; readonly isWhole: boolean } {
  const sum = cells.reduce((s, c) => s + c.number, 0)
  const slack = cells.reduce((s, c) => s + 0.5 * 10 ** -c.decimals, 1e-9)
  return { sum, isWhole: Math.abs(sum - 100) <= slack }
}
