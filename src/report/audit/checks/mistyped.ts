import { largest, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import type { Grid, GridCell } from '../table/grid.ts'

const total = /^\s*(?:total\b|合计|总计|小计|[\p{Script=Han}]{1,8}(?:合计|总计|总额)\s*$)/iu
const apart = /^\s*(?:其中|of which|including|less\b|average|平均|net\b(?!.*(?:revenue|sales|收入)))/i

/**
 * Tells of a number of a column that keeps the total below from coming out, where one slip of the hand explains it: two
 * digits exchanged, one digit wrong.
 */
export function checkMistyped(grid: Grid, desk: AuditDesk): void {
  if (grid.down !== null || grid.rows.length > 80 || grid.columns.length > 12) return
  for (let j = 2; j < grid.rows.length; j += 1)
    if (total.test(grid.rows[j]!.text)) for (let k = 0; k < grid.columns.length; k += 1) checkTotal(grid, j, k, desk)
}

function checkTotal(grid: Grid, j: number, k: number, desk: AuditDesk): void {
  const own = grid.cells[j]![k]!
  const parts = partsOf(grid, j, k)
  if (parts === null || parts.length < 2 || !isPlain(own) || own.unitText === '%') return
  if (parts.some((p) => !isPlain(p) || p.unitText !== own.unitText || p.number < 0)) return
  const unit = 10 ** -Math.max(own.decimals, largest(parts.map((p) => p.decimals)))
  // small totals come out by chance
  if (own.number < unit * 1000) return
  // what lies among its parts is their mean
  if (parts.length > 2 && isAmong(own.number, parts)) return
  const sum = parts.reduce((s, p) => s + p.number, 0)
  const off = own.number - sum
  if (Math.abs(off) <= unit * (parts.length + 1) * 0.5 + 1e-9) return
  const all = [own, ...parts]
  if (all.some((c) => desk.isTold(c.start, c.end))) return
  const mends = all.flatMap((cell, n) => {
    const right = (n === 0 ? sum : cell.number + off).toFixed(Math.max(0, cell.decimals))
    const slip = slipOf(plainOf(cell), right)
    return slip === 'exchange' || (slip === 'digit' && Math.abs(off) > unit * 9.5) ? [{ cell, right, slip, n }] : []
  })
  // digits are exchanged more often than mistyped
  const kind = mends.some((m) => m.slip === 'exchange') ? 'exchange' : 'digit'
  const likely = mends.filter((m) => m.slip === kind)
  const first = likely[0]
  if (first === undefined) return
  // where several parts explain it, the total is what does not come out
  const best =
    likely.length === 1 ? first : { ...first, cell: own, right: sum.toFixed(Math.max(0, own.decimals)), n: 0 }
  const { cell, right, n } = best
  const row = n === 0 ? j : grid.cells.findIndex((r) => r[k] === cell)
  const label = grid.rows[j]!.text
  const shown = likeCell(cell, Number(right))
  desk.tell(
    'audit/sum',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[row]!, cell: grid.columnAt[k]! }),
    n === 0
      ? {
          en: `\`${cell.text}\` disagrees with its ${parts.length} parts, which add up to ${shown}`,
          zh: `\`${cell.text}\` 与 ${parts.length} 个分项之和 ${shown} 不符`,
        }
      : {
          en: `the ${parts.length} parts of ${label} do not add up to \`${own.text}\`, and would with ${shown} instead of \`${cell.text}\``,
          zh: `${label} 的 ${parts.length} 个分项之和不等于 \`${own.text}\`，若 \`${cell.text}\` 为 ${shown} 则相符`,
        },
    { confidence: best.slip === 'exchange' ? 0.9 : 0.85, printed: cell.text, expected: shown },
  )
}

function isAmong(value: number, parts: readonly GridCell[]): boolean {
  return parts.some((p) => p.number >= value) && parts.some((p) => p.number <= value)
}

function isPlain({ kind, amount }: GridCell): boolean {
  return kind === 'number' && amount !== null && amount.bound === 'exact' && amount.high === undefined
}

function plainOf({ amount, decimals }: GridCell): string {
  return toNumber(amount!.value).toFixed(Math.max(0, decimals))
}

// the rows between two totals; a row without numbers heads a group
function partsOf(grid: Grid, j: number, k: number): readonly GridCell[] | null {
  const parts: GridCell[] = []
  for (let i = j - 1; i >= 0 && !total.test(grid.rows[i]!.text); i -= 1) {
    const cell = grid.cells[i]![k]!
    if (apart.test(grid.rows[i]!.text)) return null
    if (cell.kind === 'number') parts.unshift(cell)
    else if (cell.kind === 'text') return null
  }
  return parts
}

// in millions where the cell is: 22.090 for $20.290M
function likeCell({ digits, number, decimals }: GridCell, right: number): string {
  const figures = /[\d,]+(?:\.(\d+))?/.exec(digits)
  const own = Number(figures?.[0].replace(/,/g, ''))
  const isScaled = own > 0 && Math.abs(number / own - 1) > 0.01
  return isScaled ? (right * (own / number)).toFixed(figures?.[1]?.length ?? 0) : right.toFixed(Math.max(0, decimals))
}
