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
    const at = estimateOf(grid, k, spans)
    if (at === null) continue
    const line = grid.cells.map((row) => row[at]!)
    const out = spans.flatMap((s, j) => (s !== null && !isIn(line[j]!.number, s) ? [j] : []))
    if (out.length === 0) checkMiddle(grid, [at, k], spans, desk)
    if (out.length !== 1) continue
    const [j] = out as [number]
    const cell = line[j]!
    const span = grid.cells[j]![k]!
    if (desk.isTold(cell.start, cell.end) || desk.isTold(span.start, span.end)) continue
    const name = grid.columns[at]!.text
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

// the column of the estimate stands left of the interval, or before its half width
function estimateOf(grid: Grid, k: number, spans: readonly (readonly [number, number] | null)[]): number | null {
  for (const at of [k - 1, k - 2]) {
    if (at < 0) return null
    const line = grid.cells.map((row) => row[at]!)
    if (line.some((c, j) => spans[j] !== null && (c.kind !== 'number' || c.amount?.bound !== 'exact'))) continue
    if (/[±]/.test(line[0]!.text)) continue
    const out = spans.filter((s, j) => s !== null && !isIn(line[j]!.number, s)).length
    if (out <= 1 || at === k - 1) return at
  }
  return null
}

// 61.0 in [59.1, 64.9], where all others stand in the middle of theirs to the last digit
function checkMiddle(
  grid: Grid,
  [at, k]: readonly [number, number],
  spans: readonly (readonly [number, number] | null)[],
  desk: AuditDesk,
): void {
  const off = spans.flatMap((span, j) => {
    const { exact } = grid.cells[j]![at]!
    if (span === null || exact === null) return []
    const places = grid.cells[j]![k]!.text.match(/\.\d+/)?.[0].length ?? 1
    const slack = 10 ** (1 - places) + 2 * exact.half
    // near the ends of a scale no interval is even, and one that ends at its estimate is of another kind
    const isAtEnd = span[0] === exact.value || span[1] === exact.value
    if (isAtEnd || (span[0] >= -1 && span[1] <= 101 && (exact.value > 85 || exact.value < 15))) return []
    return [{ j, off: span[0] + span[1] - 2 * exact.value, slack, size: span[1] - span[0] }]
  })
  const [one, next] = off.toSorted((a, b) => Math.abs(b.off) - Math.abs(a.off))
  if (one === undefined || next === undefined || off.length < 4) return
  // bounds that move by steps as wide as the interval are in the middle anyway; those of a share lean a little
  if (off.some((o) => o.size < 4 * o.slack || (o !== one && Math.abs(o.off) > Math.max(o.slack, 0.08 * o.size)))) return
  if (Math.abs(one.off) < 3 * Math.max(one.slack, Math.abs(next.off))) return
  const span = grid.cells[one.j]![k]!
  const cell = grid.cells[one.j]![at]!
  if (desk.isTold(cell.start, cell.end) || desk.isTold(span.start, span.end)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(span.start, span.end, { table: grid.number, row: grid.rowAt[one.j]!, cell: grid.columnAt[k]! }),
    {
      en: `\`${cell.text}\` is not in the middle of \`${span.text}\`, as all ${off.length - 1} others are in theirs`,
      zh: `\`${cell.text}\` 不在区间 \`${span.text}\` 的中点，其余 ${off.length - 1} 行均在中点`,
    },
    { confidence: 0.85, printed: span.text },
  )
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
