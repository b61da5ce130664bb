import { largest, smallest } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'

// so many others say how a column is printed
const fewest = 5
// numbers of one kind, which lie close together
const narrow = 4
const total = /总|合计|全部|\b(?:total|all|sum|world(?:wide)?)\b/i

/** Tells of the one number of a column whose point was moved: other decimals than all others have, and another order. */
export function checkPoint(grid: Grid, desk: AuditDesk): void {
  if (grid.rows.length > 200) return
  for (let k = 0; k < grid.columns.length; k += 1) checkColumn(grid, k, desk)
}

function checkColumn(grid: Grid, k: number, desk: AuditDesk): void {
  const column = grid.cells.map((row) => row[k]!).filter(isPlain)
  if (column.length <= fewest) return
  const decimals = usual(column.map((c) => c.decimals))
  const odd = column.filter((c) => c.decimals !== decimals)
  const cell = odd[0]
  if (odd.length !== 1 || cell === undefined || desk.isTold(cell.start, cell.end)) return
  const others = column.filter((c) => c !== cell)
  if (decimals < 0 || cell.decimals < 0 || others.some((c) => c.unitText !== cell.unitText || c.number <= 0)) return
  const [low, high] = [smallest(others.map((c) => c.number)), largest(others.map((c) => c.number))]
  const right = cell.number * 10 ** (cell.decimals - decimals)
  // in its own place it stands far outside, and moved back between the others
  if (high > low * narrow || (cell.number > low / 2 && cell.number < high * 2)) return
  if (right < low || right > high) return
  if (isMachine(grid, k)) return
  const row = grid.cells.findIndex((r) => r[k] === cell)
  // AlignBench among percentages: its whole row is printed as it is
  const across = grid.cells[row]!.filter((c) => c !== cell && isPlain(c))
  if (across.length > 1 && across.every((c) => c.decimals === cell.decimals && c.number < low)) return
  // a whole of a hundred has no decimals to print
  if (cell.number === 100 || total.test(grid.rows[row]!.text)) return
  const expected = right.toFixed(decimals)
  desk.tell(
    'audit/scale-slip',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[row]!, cell: grid.columnAt[k]! }),
    {
      en: `\`${cell.text}\` stands among ${others.length} numbers from ${low} to ${high} with ${decimals} decimals each: its point seems to have moved from \`${expected}\``,
      zh: `\`${cell.text}\` 与同列其余 ${others.length} 个数值（${low} 至 ${high}，均为 ${decimals} 位小数）不合，小数点疑由 \`${expected}\` 移位`,
    },
    { confidence: 0.85, printed: cell.text, expected },
  )
}

// 93.406, 92.9444, 77.0516: as many figures as the machine prints, wherever the point stands
function isMachine(grid: Grid, k: number): boolean {
  return grid.columns.some((_, c) => {
    const own = c === k ? [] : grid.cells.map((row) => row[c]!).filter(isPlain)
    if (own.length < 2) return false
    const figures = usual(own.map((x) => figuresIn(x)))
    const even = own.filter((x) => figuresIn(x) === figures)
    return even.length >= own.length * 0.7 && figures >= 5 && new Set(own.map((x) => x.decimals)).size > 1
  })
}

function figuresIn({ digits }: GridCell): number {
  return digits.replace(/\D/g, '').replace(/^0+/, '').length
}

function isPlain({ kind, amount }: GridCell): boolean {
  return kind === 'number' && amount?.bound === 'exact' && amount.high === undefined
}

function usual(values: readonly number[]): number {
  const count = new Map<number, number>()
  for (const v of values) count.set(v, (count.get(v) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1])[0]![0]
}
