import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import { excessOf, totalsOf } from './sums.ts'

/** Two cells of a table, each by its row and column. */
export interface Pair {
  readonly first: readonly [row: number, column: number]
  readonly second: readonly [row: number, column: number]
}

/**
 * Tells of two cells of a line that are exchanged: of two totals one is too large by what the other lacks, and only the
 * exchange of these two mends both.
 */
export function checkExchangedCells(grid: Grid, desk: AuditDesk): void {
  if (grid.rows.length > 400 || grid.columns.length > 24) return
  for (const { at, isRow, parts } of totalsOf(grid)) {
    if (parts.length < 2) continue
    const heads = isRow ? grid.columns : grid.rows
    const place = (part: number, n: number) => (isRow ? ([part, n] as const) : ([n, part] as const))
    const cellOf = (part: number, n: number) => {
      const [j, k] = place(part, n)
      return grid.cells[j]![k]!
    }
    const off = heads.flatMap((head, n) => {
      const made = excessOf(
        parts.map((p) => cellOf(p, n)),
        cellOf(at, n),
        head.text,
      )
      return made === null || Math.abs(made.excess) <= made.slack + 1e-9 ? [] : [{ n, ...made }]
    })
    // a table of which most totals are off is not understood
    if (off.length < 2 || off.length > Math.max(2, heads.length / 2)) continue
    for (const [i, one] of off.entries())
      for (const other of off.slice(i + 1)) {
        const slack = one.slack + other.slack
        if (Math.abs(one.excess + other.excess) > slack || Math.abs(one.excess) <= 2 * slack) continue
        const fits = parts.filter((p) => {
          const [a, b] = [cellOf(p, one.n), cellOf(p, other.n)]
          if (a.exact === null || b.exact === null || a.unitText !== b.unitText) return false
          return Math.abs(a.exact.value - b.exact.value - one.excess) <= slack
        })
        const [part] = fits
        if (part === undefined || fits.length > 1) continue
        const why = isRow
          ? {
              en: `only so do the totals \`${cellOf(at, one.n).text}\` and \`${cellOf(at, other.n).text}\` hold`,
              zh: `互换后合计 \`${cellOf(at, one.n).text}\` 与 \`${cellOf(at, other.n).text}\` 方能成立`,
            }
          : {
              en: `only so do the totals of both rows hold, \`${cellOf(at, one.n).text}\` and \`${cellOf(at, other.n).text}\``,
              zh: `互换后两行合计 \`${cellOf(at, one.n).text}\` 与 \`${cellOf(at, other.n).text}\` 方能成立`,
            }
        tellExchanged(grid, { first: place(part, one.n), second: place(part, other.n) }, why, 0.93, desk)
      }
  }
}

/** Tells that two cells are exchanged, and how it is known. */
export function tellExchanged(
  grid: Grid,
  { first, second }: Pair,
  why: { readonly en: string; readonly zh: string },
  confidence: number,
  desk: AuditDesk,
): void {
  const [a, b] = [first, second].map(([j, k]) => grid.cells[j]![k]!) as [GridCell, GridCell]
  if ([a, b].some((c) => desk.isTold(c.start, c.end))) return
  const [left, right] = [first, second].map(([j, k]) =>
    [grid.rows[j]!.text, grid.columns[k]!.text].filter((t) => t !== '').join(' / '),
  ) as [string, string]
  const placeOf = (cell: GridCell, [j, k]: readonly [number, number]) =>
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[k]! })
  desk.tell(
    'audit/cell-swap',
    placeOf(a, first),
    {
      en: `\`${a.text}\` for ${left} and \`${b.text}\` for ${right} are exchanged: ${why.en}`,
      zh: `${left} 的 \`${a.text}\` 与 ${right} 的 \`${b.text}\` 互换：${why.zh}`,
    },
    {
      confidence,
      printed: `${a.text} | ${b.text}`,
      expected: `${b.text} | ${a.text}`,
      repair: {
        message: { en: 'exchange the two cells', zh: '请互换这两格' },
        edits: [
          { start: a.start, end: a.end, text: b.text },
          { start: b.start, end: b.end, text: a.text },
        ],
      },
    },
  )
}
