import { largest, smallest } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'

const fewest = 3
const pair = /^(\d[\d,]*)\s?[（(]\s?(\d{1,3}(?:\.\d+)?)\s?[%％]\s?[)）]$/

interface Paired {
  readonly line: number
  readonly count: number
  readonly percent: number
  /** the wholes that the two may be of */
  readonly low: number
  readonly high: number
  readonly cell: GridCell
  readonly place: readonly [row: number, column: number]
}

/**
 * Tells of the one count of a column or row whose percentage beside it is of another whole than all others are: 151（62.9%）,
 * 128（53.3%） and 112（42.5%）.
 */
export function checkPaired(grid: Grid, desk: AuditDesk): void {
  if (grid.rows.length > 200 || grid.columns.length > 24) return
  for (let k = 0; k < grid.columns.length; k += 1)
    checkLine(
      grid.cells.flatMap((row, j) => pairedOf(row[k]!, j, [j, k])),
      grid,
      desk,
    )
  for (let j = 0; j < grid.rows.length; j += 1)
    checkLine(
      grid.cells[j]!.flatMap((cell, k) => pairedOf(cell, k, [j, k])),
      grid,
      desk,
    )
}

function pairedOf(cell: GridCell, line: number, place: readonly [number, number]): readonly Paired[] {
  const m = cell.text.length < 24 ? pair.exec(cell.text.trim()) : null
  if (m === null) return []
  const count = Number(m[1]!.replace(/,/g, ''))
  const percent = Number(m[2])
  const half = 0.5 * 10 ** -(m[2]!.split('.')[1]?.length ?? 0)
  if (count === 0 || percent <= half || percent > 100) return []
  return [
    {
      line,
      count,
      percent,
      low: (100 * count) / (percent + half),
      high: (100 * count) / (percent - half),
      cell,
      place,
    },
  ]
}

function checkLine(all: readonly Paired[], grid: Grid, desk: AuditDesk): void {
  if (all.length < fewest) return
  const meet = (a: Paired, b: Paired) => a.low <= b.high && b.low <= a.high
  const off = all.filter((p) => all.every((o) => o === p || !meet(o, p)))
  const rest = all.filter((p) => !off.includes(p))
  const [one, ...more] = off
  if (one === undefined || more.length > 0 || rest.length < fewest - 1) return
  const low = largest(rest.map((p) => p.low))
  const high = smallest(rest.map((p) => p.high))
  // two that meet by chance are no witnesses
  if (low > high || (rest.length < 3 && high - low > low * 0.02)) return
  if (all.some((p) => desk.isTold(p.cell.start, p.cell.end))) return
  const whole = (low + high) / 2
  const right = ((100 * one.count) / whole).toFixed(1)
  const [j, k] = one.place
  // 251（78.4%） of the 320 that its own row has
  const isOwn = (c: GridCell) => c !== one.cell && c.kind === 'number' && c.number >= one.low && c.number <= one.high
  if (grid.cells[j]!.some(isOwn) || grid.cells.some((row) => isOwn(row[k]!))) return
  desk.tell(
    'audit/ratio',
    desk.place(one.cell.start, one.cell.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[k]! }),
    {
      en: `\`${one.cell.text}\` is of another whole than the ${rest.length} others of its line, which are of about ${Math.round(whole)}: that makes ${right}%`,
      zh: `\`${one.cell.text}\` 所对应的整体与同列其余 ${rest.length} 项（约 ${Math.round(whole)}）不同，据此应为 ${right}%`,
    },
    { confidence: rest.length > 2 ? 0.87 : 0.8, printed: one.cell.text, expected: `${right}%` },
  )
}
