import type { AuditDesk } from '../desk.ts'
import type { Grid } from '../table/grid.ts'

const head = /\bCI\b|interval|区间/i
const pair =
  /^[[(（【]?\s*([-−+]?\d[\d,]*(?:\.\d+)?)\s*[%％]?\s*(?:[,，;；]|to|至|到|[-–—~～])\s*([-−+]?\d[\d,]*(?:\.\d+)?)\s*[%％]?\s*[\])）】]?$/

/** Tells of the one estimate of a table that lies outside of its own interval, where all others lie inside of theirs. */
export function checkEnclosed(grid: Grid, desk: AuditDesk): void {
  if (grid.rows.length < 4 || grid.rows.length > 200) return
  for (let k = 1; k < grid.columns.length; k += 1) {
    if (!head.test(grid.columns[k]!.text)) continue
    const spans = grid.cells.map((row) => spanOf(row[k]!.text))
    if (spans.filter((s) => s !== null).length < 4) continue
    // the column left of the interval is that of the estimate
    const line = grid.cells.map((row) => row[k - 1]!)
    if (line.some((c, j) => spans[j] !== null && (c.kind !== 'number' || c.amount?.bound !== 'exact'))) continue
    const out = spans.flatMap((s, j) => (s !== null && !isIn(line[j]!.number, s) ? [j] : []))
    if (out.length !== 1) continue
    const [j] = out as [number]
    const cell = line[j]!
    const span = grid.cells[j]![k]!
    if (desk.isTold(cell.start, cell.end) || desk.isTold(span.start, span.end)) continue
    const name = grid.columns[k - 1]!.text
    desk.tell(
      'audit/inconsistent',
      desk.place(span.start, span.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[k]! }),
      {
        en: `\`${span.text}\` does not hold its own estimate: ${name} is \`${cell.text}\` there, and all others lie in theirs`,
        zh: `区间 \`${span.text}\` 不含本行的 ${name} \`${cell.text}\`，其余各行均在区间之内`,
      },
      { confidence: 0.92, printed: span.text },
    )
  }
}

function spanOf(text: string): readonly [number, number] | null {
  const m = pair.exec(text.trim())
  if (m === null) return null
  const [low, high] = [m[1]!, m[2]!].map((t) => Number(t.replace(/,/g, '').replace('−', '-'))) as [number, number]
  return low < high ? [low, high] : null
}

function isIn(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low - 1e-9 && value <= high + 1e-9
}
