import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'

const ranks = /^\s*(?:rank(?:ing)?|#|no\.?|position|排名|名次|位次|序号)\s*$/i
// a number this many ranks away from its place was not moved by a tie
const far = 3
const fewest = 6
// what a ranking is by
const ranked =
  /rating|score|elo|points|total|downloads|users|revenue|sales|shipments|得分|评分|分数|积分|下载|月活|用户|营收|收入|销量|出货|交付|总分/i

/** Tells of a rank of a table that breaks the count, and of the one number that stands far from where its rank puts it. */
export function checkStandings(grid: Grid, desk: AuditDesk): void {
  if (grid.rows.length < fewest || grid.rows.length > 200) return
  const numbers = ranksOf(grid)
  if (numbers === null) return
  const off = numbers.flatMap((r, j) => (r.value === j + 1 ? [] : [j]))
  if (off.length === 1) tellRank(grid, numbers[off[0]!]!, off[0]!, desk)
  if (off.length > 0) return
  const lines = grid.columns.flatMap((_, k) => {
    const line = grid.cells.slice(0, numbers.length).map((row) => row[k]!)
    return line.every(isPlain) && new Set(line.map((c) => c.number)).size > line.length / 2 ? [{ k, line }] : []
  })
  const own = lines.filter(({ line }) => line.every((c, j) => c.number !== j + 1))
  // some column gives the ranks
  if (own.some(({ line }) => isSorted(line))) return
  const broken = own.flatMap(({ k, line }) => {
    const at = misplacedIn(line)
    return at === null ? [] : [{ k, at }]
  })
  if (broken.length === 0) checkNeighbours(grid, own, desk)
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

interface Line {
  readonly k: number
  readonly line: readonly GridCell[]
}

// two neighbours in each other's place: every column that is in order but for two rows has the same two
function checkNeighbours(grid: Grid, lines: readonly Line[], desk: AuditDesk): void {
  const swapped = lines.flatMap(({ k, line }) => {
    const at = swappedIn(line)
    return at === null ? [] : [{ k, at, line }]
  })
  const [first] = swapped
  if (first === undefined || swapped.some((s) => s.at !== first.at)) return
  const { k, at, line } = first
  const levels = lines.filter((l) => l.line.every((c) => c.unitText !== '%'))
  if (levels[0]?.k !== k || !ranked.test(grid.columns[k]!.text)) return
  const [cell, next] = [line[at]!, line[at + 1]!]
  // rounds that are not printed may part what is nearly equal: another column bears out the exchange, or the gap does
  const steps = line.flatMap((c, j) => (j > 0 ? [line[j - 1]!.number - c.number] : [])).toSorted((x, y) => x - y)
  if (swapped.length < 2 && next.number - cell.number < steps[steps.length >> 1]! / 2) return
  if (grid.cells.slice(at, at + 2).some((row) => row.some((c) => desk.isTold(c.start, c.end)))) return
  const row = { table: grid.number, row: grid.rowAt[at]!, cell: grid.columnAt[k]! }
  desk.tell(
    'audit/inconsistent',
    desk.place(cell.start, cell.end, row),
    {
      en: `\`${cell.text}\` at rank ${at + 1} and \`${next.text}\` at rank ${at + 2} stand the wrong way round: all others of ${grid.columns[k]!.text} are in the order of their ranks`,
      zh: `第 ${at + 1} 名的 \`${cell.text}\` 与第 ${at + 2} 名的 \`${next.text}\` 次序颠倒，而 ${grid.columns[k]!.text} 其余各项均按排名排列`,
    },
    { confidence: 0.84, printed: cell.text },
  )
}

// the first of the two neighbours whose exchange puts a line in order
function swappedIn(line: readonly GridCell[]): number | null {
  const values = line.map((c) => c.number)
  const turns = values.flatMap((v, j) => (j > 0 && v > values[j - 1]! ? [j] : []))
  const falls = turns.length === 1
  const at = falls ? turns[0]! - 1 : -1
  if (at < 0) return null
  const mended = values.with(at, values[at + 1]!).with(at + 1, values[at]!)
  return mended.every((v, j) => j === 0 || v <= mended[j - 1]!) ? at : null
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
  const all = grid.rowAt.map((r) => grid.table.rows[r - 1]?.[c])
  // totals stand below, without a rank
  const last = all.findLastIndex((x) => /^\d{1,3}$/.test(x?.text.trim() ?? ''))
  const cells = all.slice(0, last + 1)
  if (cells.length < fewest || cells.some((x) => x === undefined || !/^\d{1,3}$/.test(x.text.trim()))) return null
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
