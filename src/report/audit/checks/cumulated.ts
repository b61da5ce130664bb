import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import { type Lines, linesOf } from './guesses.ts'

const running = /累计|累計|cumulative|running total|year[- ]to[- ]date|\bytd\b/i
const rate = /[%％]|率|增速|同比|growth|share|占/i
const remainder = /毛利(?!率)|差额|净额|结余|顺差|盈余|\b(?:gross profit|surplus|balance|difference|net)\b/i

/**
 * Tells of a running total that its own line does not lead to, 163.6 and 47.5 more are 211.1, and of remainders that stand in another
 * order than those of their lines.
 */
export function checkCumulated(grid: Grid, desk: AuditDesk): void {
  if (grid.rows.length > 60 || grid.columns.length > 24) return
  for (const isTurned of [false, true]) {
    const lines = linesOf(grid, isTurned)
    if (lines.labels.length < 3) continue
    for (let k = 0; k < lines.heads.length; k += 1) {
      const head = lines.heads[k]!
      if (running.test(head) && !rate.test(head)) checkRunning(lines, k, grid, desk)
      else if (remainder.test(head) && !rate.test(head)) checkOrder(lines, k, grid, desk)
    }
  }
}

const exactOf = (cell: GridCell) => cell.exact

// the one that is off, where all before it and all behind it follow
function checkRunning(lines: Lines, k: number, grid: Grid, desk: AuditDesk): void {
  const count = lines.labels.length
  for (let a = 0; a < lines.heads.length; a += 1) {
    if (a === k || rate.test(lines.heads[a]!)) continue
    const own = lines.labels.map((_, i) => exactOf(lines.cell(k, i)))
    const steps = lines.labels.map((_, i) => exactOf(lines.cell(a, i)))
    const misses: number[] = []
    let hits = 0
    for (let i = 1; i < count; i += 1) {
      const [x, y, s] = [own[i - 1], own[i], steps[i]]
      if (x == null || y == null || s == null) continue
      if (Math.abs(x.value + s.value - y.value) <= (x.half + y.half + s.half) * 1.1) hits += 1
      else misses.push(i)
    }
    const [i, next] = misses
    if (i === undefined || hits < 1) continue
    const right = own[i - 1]!.value + steps[i]!.value
    const isMended =
      next === undefined
        ? i === count - 1 && hits >= 2
        : misses.length === 2 &&
          next === i + 1 &&
          Math.abs(right + steps[next]!.value - own[next]!.value) <= own[next]!.half * 4
    if (!isMended) continue
    const cell = lines.cell(k, i)
    if (desk.isTold(cell.start, cell.end)) return
    const [row, column] = lines.place(k, i)
    const expected = right.toFixed(Math.max(0, cell.decimals))
    desk.tell(
      'audit/sum',
      desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[row]!, cell: grid.columnAt[column]! }),
      {
        en: `\`${cell.text}\` is not what ${lines.heads[a]} leads to: \`${lines.cell(k, i - 1).text}\` and \`${lines.cell(a, i).text}\` make ${expected}`,
        zh: `\`${cell.text}\` 与 ${lines.heads[a]} 的累加不符：\`${lines.cell(k, i - 1).text}\` 加 \`${lines.cell(a, i).text}\` 应为 ${expected}`,
      },
      { confidence: 0.88, printed: cell.text, expected },
    )
    return
  }
}

// what is left of one line after another, but each in the place of its neighbour
function checkOrder(lines: Lines, k: number, grid: Grid, desk: AuditDesk): void {
  const own = lines.labels.map((_, i) => exactOf(lines.cell(k, i)))
  if (own.some((x) => x === null)) return
  for (let a = Math.max(0, k - 4); a < k; a += 1)
    for (let b = a + 1; b < k; b += 1) {
      const made = lines.labels.map((_, i) => {
        const [x, y] = [exactOf(lines.cell(a, i)), exactOf(lines.cell(b, i))]
        return x === null || y === null ? null : { value: x.value - y.value, slack: x.half + y.half }
      })
      if (made.some((m) => m === null)) continue
      const fits = (i: number, j: number) => Math.abs(made[i]!.value - own[j]!.value) <= made[i]!.slack + own[j]!.half
      const off = made.flatMap((_, i) => (fits(i, i) ? [] : [i]))
      // all of them are there, each exactly once
      const at = off.map((i) => off.filter((j) => fits(i, j)))
      if (off.length < 2 || at.some((x) => x.length !== 1) || new Set(at.map((x) => x[0])).size !== off.length) continue
      const cells = off.map((i) => lines.cell(k, i))
      if (cells.some((c) => desk.isTold(c.start, c.end))) return
      const [row, column] = lines.place(k, off[0]!)
      const expected = at.map((x) => lines.cell(k, x[0]!).text).join(' | ')
      desk.tell(
        'audit/sum',
        desk.place(cells[0]!.start, cells[0]!.end, {
          table: grid.number,
          row: grid.rowAt[row]!,
          cell: grid.columnAt[column]!,
        }),
        {
          en: `the values of ${lines.heads[k]} stand in another order: ${lines.heads[a]} − ${lines.heads[b]} makes ${expected}`,
          zh: `${lines.heads[k]} 的数值错位：${lines.heads[a]} − ${lines.heads[b]} 依次应为 ${expected}`,
        },
        { confidence: 0.9, printed: cells.map((c) => c.text).join(' | '), expected },
      )
      return
    }
}
