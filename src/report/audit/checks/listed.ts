import { slipOf } from '../digits.ts'
import type { Grid } from '../table/grid.ts'
import type { Read } from './input.ts'
import { type Listed, listsIn } from './order.ts'

// a list speaks of tables within this many characters of it
const reach = 6000

/**
 * Tells of one number of a list in the text that a table of the same names has otherwise, where the others agree: Americas
 * (5.4 percent), China (2.7 percent), Japan (2.5 percent).
 */
export function checkListed({ desk, text, start, grids, blocks }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 3 && g.rows.length <= 200 && g.columns.length <= 24)
  if (open.length === 0 || !/[（(]\s?[-−]?\d/.test(text)) return
  for (const { kind, start: from, end } of blocks) {
    if (kind === 'table' || kind === 'furniture') continue
    const words = text.slice(from - start, end - start)
    if (!/[（(]\s?[-−]?\d/.test(words)) continue
    const near = open.filter((g) => g.table.start < end + reach && g.table.end > from - reach)
    if (near.length === 0) continue
    for (const list of listsIn(words, 4)) for (const grid of near) if (checkIn(list, grid, from, desk)) break
    checkNamed(words, from, near, desk)
  }
}

const clean = (text: string) =>
  text
    .toLowerCase()
    .replace(/\*\*|`|^\s*(?:the|in|on|basis)\s/g, '')
    .replace(/^.*\b(?:in|the)\s(?=[^ ]+(?: [^ ]+){0,3}$)/, '')
    .trim()

function checkIn(list: readonly Listed[], grid: Grid, from: number, desk: Read['desk']): boolean {
  const rows = grid.rows.map((r) =>
    r.text
      .toLowerCase()
      .replace(/\*\*|`/g, '')
      .trim(),
  )
  const pairs = list.flatMap((x) => {
    const row = rows.indexOf(clean(x.name))
    return row === -1 ? [] : [{ x, row }]
  })
  if (pairs.length < 4) return false
  for (let k = 0; k < grid.columns.length; k += 1) {
    const cells = pairs.map(({ x, row }) => ({ x, cell: grid.cells[row]![k]! }))
    if (cells.some(({ cell }) => cell.kind !== 'number')) continue
    const off = cells.filter(({ x, cell }) => Math.abs(x.value) !== Math.abs(cell.number))
    if (off.length !== 1 || cells.length - 1 < 3) continue
    const { x, cell } = off[0]!
    // the text may round
    if (Math.abs(Math.abs(x.value) - Math.abs(cell.number)) <= 0.51 * 10 ** -(x.digits.split('.')[1]?.length ?? 0))
      return true
    tell(x, from, cell.text, grid, k, desk)
    return true
  }
  return false
}

function tell(x: Listed, from: number, printed: string, grid: Grid, k: number, desk: Read['desk']): void {
  if (desk.isTold(from + x.start, from + x.end)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(from + x.start, from + x.end),
    {
      en: `\`${x.digits}\` of ${x.name} disagrees with \`${printed}\` in column ${grid.columns[k]!.text} of table ${grid.number}, as which the others of its list are`,
      zh: `${x.name} 的 \`${x.digits}\` 与表 ${grid.number} ${grid.columns[k]!.text} 一列的 \`${printed}\` 不一致，同列其余各项均相符`,
    },
    { confidence: 0.83, printed: x.digits, expected: printed },
  )
}

const named =
  /([A-Z][\w.+-]*(?:\s[A-Z\d][\w.+-]*)?)\s?[（(](\d[\d,]*(?:\.\d+)?)\s?([A-Za-z]{1,6}(?:\/s)?|[亿万]?[元次台辆人])[)）]/g
const measured = /^~?(\d[\d,]*(?:\.\d+)?)\s?([A-Za-z]{1,6}(?:\/s)?|[亿万]?[元次台辆人])(?![A-Za-z/])/

// A100 (80 GB), H200 (141 GB) and MI300X (129 GB), where the table gives 192 GB for the last
function checkNamed(words: string, from: number, grids: readonly Grid[], desk: Read['desk']): void {
  const all = [...words.matchAll(named)]
  if (all.length < 3) return
  for (const grid of grids) {
    // the name may stand before the column that labels the rows
    const labels = grid.rows.map((r, n) => ` ${grid.table.rows[grid.rowAt[n]! - 1]?.[0]?.text ?? ''} | ${r.text} `)
    for (let k = 0; k < grid.columns.length; k += 1) {
      const held = all.flatMap((m) => {
        const rows = labels.flatMap((r, n) => (r.includes(` ${m[1]} `) ? [n] : []))
        const cell = rows.length === 1 ? measured.exec(grid.cells[rows[0]!]![k]!.text) : null
        return cell !== null && cell[2] === m[3] ? [{ m, cell }] : []
      })
      const off = held.filter(({ m, cell }) => m[2]!.replace(/,/g, '') !== cell[1]!.replace(/,/g, ''))
      if (off.length !== 1 || held.length < 3) continue
      const { m, cell } = off[0]!
      // a model comes in several sizes: what is a slip of the hand away is none of them
      const slip = slipOf(m[2]!, cell[1]!)
      if (held.length < 6 && slip !== 'exchange' && slip !== 'power') continue
      const at = m.index! + m[0].indexOf(m[2]!, m[1]!.length)
      const listed = { name: m[1]!, digits: m[2]!, value: Number(m[2]), unit: m[3]!, start: at, end: at + m[2]!.length }
      tell(listed, from, cell[0], grid, k, desk)
      return
    }
  }
}
