import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'

const ranks = /^\s*(?:rank(?:ing)?|#|no\.?|position|排名|名次|位次|序号)\s*$/i
// a number this many ranks away from its place was not moved by a tie
const far = 3

/** Tells of a rank of a table that breaks the count, and of the one number that stands far from where its rank puts it. */
export function checkStandings(grid: Grid, desk: AuditDesk): void {
  if (grid.rows.length < 6 || grid.rows.length > 200) return
  const numbers = ranksOf(grid)
  if (numbers === null) return
  const off = numbers.flatMap((r, j) => (r.value === j + 1 ? [] : [j]))
  if (off.length === 1) tellRank(grid, numbers[off[0]!]!, off[0]!, desk)
  if (off.length > 0) return
  const lines = grid.columns.flatMap((_, k) => {
    const line = grid.cells.map((row) => row[k]!)
    return line.every(isPlain) && new Set(line.map((c) => c.number)).size > line.length / 2 ? [{ k, line }] : []
  })
  const own = lines.filter(({ line }) => line.every((c, j) => c.number !== j + 1))
  // some column gives the ranks
  if (own.some(({ line }) => isSorted(line))) return
  const broken = own.flatMap(({ k, line }) => {
    const at = misplacedIn(line)
    return at === null ? [] : [{ k, at }]
  })
  if (broken.length !== 1) return
  const { k, at } = broken[0]!
  const cell = grid.cells[at]![k]!
  if (desk.isTold(cell.start, cell.end)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[at]!, cell: grid.columnAt[k]! }),
    {
      en: `\`${cell.text}\` stands at rank ${at + 1}, between ${neighbours(grid, at, k)}, while all others of ${grid.columns[k]!.text} are in the order of their ranks`,
      zh: `\`${cell.text}\` 位列第 ${at + 1}，前后为 ${neighbours(grid, at, k)}，而 ${grid.columns[k]!.text} 其余各项均按排名排列`,
    },
    { confidence: 0.88, printed: cell.text },
  )
}

interface Rank {
  readonly value: number
  readonly text: string
  readonly start: number
  readonly end: number
}

// ranks stand in front: as the labels themselves, in a column before them, or in one of the columns
function ranksOf(grid: Grid): readonly Rank[] | null {
  const head = grid.table.rows[grid.rowAt[0]! - 2]
  const c = head?.findIndex((h) => ranks.test(h.text)) ?? -1
  if (c === -1) return null
  const cells = grid.rowAt.map((r) => grid.table.rows[r - 1]?.[c])
  if (cells.some((x) => x === undefined || !/^\d{1,3}$/.test(x.text.trim()))) return null
  return cells.map((x) => ({ value: Number(x!.text), text: x!.text, start: x!.start, end: x!.end }))
}

function tellRank(grid: Grid, rank: Rank, at: number, desk: AuditDesk): void {
  // tied ranks repeat the one above
  if (rank.value === at || desk.isTold(rank.start, rank.end)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(rank.start, rank.end, { table: grid.number, row: grid.rowAt[at]! }),
    {
      en: `rank \`${rank.text}\` stands where ${at + 1} belongs`,
      zh: `排名 \`${rank.text}\` 处应为 ${at + 1}`,
    },
    { confidence: 0.9, printed: rank.text, expected: String(at + 1) },
  )
}

function isPlain({ kind, amount }: GridCell): boolean {
  return kind === 'number' && amount?.bound === 'exact' && amount.high === undefined
}

function isSorted(line: readonly GridCell[]): boolean {
  const rises = line.every((c, j) => j === 0 || c.number >= line[j - 1]!.number)
  return rises || line.every((c, j) => j === 0 || c.number <= line[j - 1]!.number)
}

// the one cell without which the others are in order, and which belongs far away
function misplacedIn(line: readonly GridCell[]): number | null {
  const found = line.flatMap((cell, at) => {
    const others = line.filter((_, j) => j !== at)
    if (!isSorted(others)) return []
    const falls = others[0]!.number > others.at(-1)!.number
    const place = others.filter((o) => (falls ? o.number > cell.number : o.number < cell.number)).length
    return Math.abs(place - at) >= far ? [at] : []
  })
  return found.length === 1 ? found[0]! : null
}

function neighbours(grid: Grid, at: number, k: number): string {
  return [at - 1, at + 1].flatMap((j) => (grid.cells[j] === undefined ? [] : [grid.cells[j]![k]!.text])).join(' / ')
}
