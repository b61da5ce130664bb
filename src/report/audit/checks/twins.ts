import type { AuditCode } from '../codes.ts'
import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import type { Item } from '../table/item.ts'

/** Tells of two benchmarks, or two models, whose scores in a table are the same to the last digit. */
export function checkTwins(grid: Grid, desk: AuditDesk): void {
  const { rows, columns, cells } = grid
  if (grid.down === null || rows.length > 200 || columns.length > 24) return
  checkLines(rows, cells, 'audit/row-duplicate', grid, desk)
  checkLines(
    columns,
    columns.map((_, k) => cells.map((row) => row[k]!)),
    'audit/column-duplicate',
    grid,
    desk,
  )
}

const fewest = 4
const price = /[$¥€￥元]|价|费|price|cost/i

function checkLines(
  items: readonly Item[],
  lines: readonly (readonly GridCell[])[],
  code: AuditCode,
  grid: Grid,
  desk: AuditDesk,
): void {
  const first = firstsOf(lines)
  const pairs = first.flatMap((f, n): readonly (readonly [number, number])[] => (f === n ? [] : [[f, n]]))
  const [pair] = pairs
  // a table that repeats more than once means to
  if (pair === undefined || pairs.length > 1) return
  const [a, b] = [items[pair[0]]!, items[pair[1]]!]
  if (!isOther(a, b)) return
  const own = lines[pair[1]]!.filter((c) => c.kind === 'number')
  if ([...own, ...lines[pair[0]]!, b].some((c) => desk.isTold(c.start, c.end))) return
  const isRow = code === 'audit/row-duplicate'
  // two models may well cost the same
  if (isRow && grid.columns.filter((c) => price.test(c.text)).length * 2 > grid.columns.length) return
  const row = grid.cells.findIndex((r) => r.includes(own[0]!))
  const place = isRow
    ? { table: grid.number, row: grid.rowAt[row]! }
    : { table: grid.number, cell: grid.columnAt[pair[1]]! }
  if (desk.findings.some((f) => /row-|column-/.test(f.code) && f.at.table === grid.number)) return
  desk.tell(
    code,
    desk.place(Math.min(b.start, own[0]!.start), isRow ? own.at(-1)!.end : b.end, place),
    {
      en: `\`${b.text}\` has the same ${own.length} scores as \`${a.text}\`, to the last digit`,
      zh: `\`${b.text}\` 与 \`${a.text}\` 的 ${own.length} 个得分完全相同`,
    },
    { confidence: 0.85, printed: `${a.text} | ${b.text}` },
  )
}

// of each line the first one that is the same, most often itself
function firstsOf(lines: readonly (readonly GridCell[])[]): readonly number[] {
  const marks = lines.map(markOf)
  return lines.map((line, n) => {
    if (marks[n] === null) return n
    for (let i = 0; i < n; i += 1) if (marks[i] === marks[n] && isSame(lines[i]!, line)) return i
    return n
  })
}

// four scores with decimals, three of them different, are nobody else's by chance; lines of different marks differ
function markOf(line: readonly GridCell[]): number | null {
  let mark = 0
  let count = 0
  let fine = 0
  for (let k = 0; k < line.length; k += 1) {
    const { kind, number, decimals } = line[k]!
    if (kind !== 'number') continue
    mark += number * (k + 1)
    count += 1
    if (decimals > 0) fine += 1
  }
  return count < fewest || fine < fewest || !holdsThree(line) ? null : mark
}

function holdsThree(line: readonly GridCell[]): boolean {
  const seen: number[] = []
  for (let k = 0; k < line.length && seen.length < 3; k += 1) {
    const { kind, number } = line[k]!
    if (kind === 'number' && !seen.includes(number)) seen.push(number)
  }
  return seen.length === 3
}

function isSame(one: readonly GridCell[], other: readonly GridCell[]): boolean {
  return one.every((a, k) => {
    const b = other[k]!
    if (a.kind === 'number' || b.kind === 'number') return a.kind === b.kind && a.number === b.number
    return (a.kind === 'text' ? a.text : '') === (b.kind === 'text' ? b.text : '')
  })
}

// both are known, and as different things
function isOther(a: Item, b: Item): boolean {
  const measures = a.measure !== null && b.measure !== null && a.measure !== b.measure
  const entities = a.entity !== null && b.entity !== null && a.entity !== b.entity
  const related = entities && (a.entity.startsWith(b.entity!) || b.entity!.startsWith(a.entity!))
  return measures || (entities && !related)
}
