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
  const seen = new Map<string, number>()
  const pairs: (readonly [number, number])[] = []
  for (const [n, line] of lines.entries()) {
    const key = keyOf(line)
    if (key === null) continue
    const first = seen.get(key)
    if (first === undefined) seen.set(key, n)
    else pairs.push([first, n])
  }
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

// four scores with decimals, three of them different, are nobody else's by chance
function keyOf(line: readonly GridCell[]): string | null {
  const numbers = line.filter((c) => c.kind === 'number')
  if (numbers.length < fewest || numbers.filter((c) => c.decimals > 0).length < fewest) return null
  if (new Set(numbers.map((c) => c.number)).size < 3) return null
  return line.map((c) => (c.kind === 'number' ? c.number : c.kind === 'text' ? c.text : '')).join('|')
}

// both are known, and as different things
function isOther(a: Item, b: Item): boolean {
  const measures = a.measure !== null && b.measure !== null && a.measure !== b.measure
  const entities = a.entity !== null && b.entity !== null && a.entity !== b.entity
  const related = entities && (a.entity.startsWith(b.entity!) || b.entity!.startsWith(a.entity!))
  return measures || (entities && !related)
}
