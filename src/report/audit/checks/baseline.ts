import { largest, smallest } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'

/**
 * Tells of a cell that breaks what its column is to another: a change against the row that is the base of all, a part of one
 * whole that another column shows in amounts, or the one prefix that puts it a thousand times off.
 */
export function checkBaseline(grid: Grid, desk: AuditDesk): void {
  if (grid.rows.length < 3 || grid.rows.length > 200 || grid.columns.length < 2 || grid.columns.length > 24) return
  for (let k = 0; k < grid.columns.length; k += 1) {
    const cells = grid.cells.map((r) => r[k]!)
    checkPrefix(grid, k, desk)
    const isSigned = cells.some((c) => /^\W{0,4}[+−-]\d/.test(c.text) && /[%％]/.test(c.text))
    if (isSigned) checkAgainst(grid, k, desk)
    else if (grid.rows.length >= 6 && /[%％]|\bshare\b|占比/.test(grid.columns[k]!.text)) checkPortions(grid, k, desk)
  }
}

const sized = /^~?(\d[\d,]*(?:\.\d+)?)\s?([KMGT])(B\/s|B|W|Hz|FLOPS|bps)(?![A-Za-z/])/
const prefixes = 'KMGT'

// 4.8 GB/s among 2.0 TB/s, 3.35 TB/s and 8.0 TB/s: another prefix, and no other reason to be so far from all of them
function checkPrefix(grid: Grid, k: number, desk: AuditDesk): void {
  const all = grid.cells.flatMap((row, r) => {
    const m = sized.exec(row[k]!.text)
    if (m === null) return []
    const number = Number(m[1]!.replace(/,/g, ''))
    return number > 0
      ? [{ r, number, prefix: m[2]!, unit: m[3]!, value: number * 1000 ** prefixes.indexOf(m[2]!) }]
      : []
  })
  if (all.length < 4 || all.some((x) => x.unit !== all[0]!.unit)) return
  for (const own of all) {
    const rest = all.filter((x) => x !== own)
    const usual = rest.filter((x) => x.prefix !== own.prefix)
    if (usual.length < 3 || usual.some((x) => x.prefix !== usual[0]!.prefix) || usual.length < rest.length - 1) continue
    const [low, high] = [smallest(rest.map((x) => x.value)), largest(rest.map((x) => x.value))]
    const meant = own.number * 1000 ** prefixes.indexOf(usual[0]!.prefix)
    if (meant < low || meant > high || (own.value > low / 50 && own.value < high * 50)) continue
    const cell = grid.cells[own.r]![k]!
    if (desk.isTold(cell.start, cell.end)) continue
    const expected = `${usual[0]!.prefix}${own.unit}`
    desk.tell(
      'audit/scale-slip',
      desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[own.r]!, cell: grid.columnAt[k]! }),
      {
        en: `\`${cell.text}\` is far from all others of its column, and among them in ${expected}`,
        zh: `\`${cell.text}\` 与同列各项相差悬殊，以 ${expected} 计则在其间`,
      },
      { confidence: 0.84, printed: cell.text, expected },
    )
  }
}

const isNumber = (c: GridCell) => c.kind === 'number' && c.amount !== null && c.amount.high === undefined
const half = (c: GridCell) => 0.5 * 10 ** -c.decimals

// +10% against the row of the baseline, 12.6, where the column beside it has 13.9
function checkAgainst(grid: Grid, k: number, desk: AuditDesk): void {
  const bases = grid.rows.flatMap((_, r) => (isNumber(grid.cells[r]![k]!) ? [] : [r]))
  const [base] = bases
  if (bases.length !== 1 || base === undefined) return
  for (let c = 0; c < grid.columns.length; c += 1) {
    const own = grid.cells[base]![c]!
    if (c === k || !isNumber(own) || own.number <= 0) continue
    const rows = grid.rows.flatMap((_, r) =>
      r !== base && isNumber(grid.cells[r]![c]!) && grid.cells[r]![c]!.unitText !== '%' ? [r] : [],
    )
    const off = rows.filter((r) => !follows(grid.cells[r]![k]!, grid.cells[r]![c]!, own))
    if (rows.length - off.length < 2 || off.length !== 1) continue
    const cell = grid.cells[off[0]!]![k]!
    const right = ((grid.cells[off[0]!]![c]!.number / own.number - 1) * 100).toFixed(Math.max(0, cell.decimals))
    tell(grid, off[0]!, k, right, `${grid.columns[c]!.text} / ${grid.rows[base]!.text}`, rows.length - 1, desk)
    return
  }
}

function follows(change: GridCell, now: GridCell, base: GridCell): boolean {
  const right = (now.number / base.number - 1) * 100
  const slack = (now.number / base.number) * (half(now) / now.number + half(base) / base.number) * 100
  return Math.abs(change.number - right) <= slack + half(change) * 1.2 + 1e-9
}

// 12.87% of what 2,269 MB are of, 13.77% for 2,429 MB: one whole for all rows
function checkPortions(grid: Grid, k: number, desk: AuditDesk): void {
  for (let c = 0; c < grid.columns.length; c += 1) {
    if (c === k) continue
    const rows = grid.rows.flatMap((_, r) => {
      const [share, amount] = [grid.cells[r]![k]!, grid.cells[r]![c]!]
      return isNumber(share) && isNumber(amount) && share.number > 0 && amount.number > 0 ? [{ r, share, amount }] : []
    })
    if (rows.length < 6 || rows.length < grid.rows.length) continue
    const bounds = rows.map(({ share, amount }) => ({
      low: (amount.number - half(amount)) / (share.number + half(share)),
      high: (amount.number + half(amount)) / Math.max(1e-9, share.number - half(share)),
    }))
    // what is told to two figures fits anything
    if (bounds.some(({ low, high }) => high / low > 1.02)) continue
    const off = rows.filter((_, i) => {
      const rest = bounds.filter((_b, n) => n !== i)
      const low = largest(rest.map((b) => b.low))
      const high = smallest(rest.map((b) => b.high))
      return low <= high * 1.0005 && (bounds[i]!.low > low * 1.03 || bounds[i]!.high < high / 1.03)
    })
    const [only] = off
    if (only === undefined || off.length !== 1) continue
    const other = rows.find((x) => x !== only)!
    const right = ((only.amount.number / other.amount.number) * other.share.number).toFixed(
      Math.max(0, only.share.decimals),
    )
    tell(grid, only.r, k, right, grid.columns[c]!.text, rows.length - 1, desk)
    return
  }
}

function tell(grid: Grid, row: number, k: number, expected: string, of: string, hits: number, desk: AuditDesk): void {
  const cell = grid.cells[row]![k]!
  if (desk.isTold(cell.start, cell.end)) return
  desk.tell(
    'audit/ratio',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[row]!, cell: grid.columnAt[k]! }),
    {
      en: `\`${cell.text}\` does not follow from ${of}, as ${hits} others of its column do: that makes ${expected}`,
      zh: `\`${cell.text}\` 不符合同列其余 ${hits} 项与 ${of} 的关系，据此应为 ${expected}`,
    },
    { confidence: 0.84, printed: cell.text, expected },
  )
}
