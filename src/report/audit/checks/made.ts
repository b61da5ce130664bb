import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'

const mostLines = 16
const mostRows = 200
// how improbable it must be that the other rows follow by chance, as a power of ten
const firm = 8

/**
 * Tells of the one cell of a column that is not the product or the quotient of two others of its row, as all others of the
 * column are to the last digit, whatever the column is called: load × PUE = power, units × price = revenue.
 */
export function checkMade(grid: Grid, desk: AuditDesk): void {
  const { rows, columns } = grid
  if (rows.length < 5 || rows.length > mostRows || columns.length < 3 || columns.length > mostLines) return
  const lines = columns.map((_, k) => grid.cells.map((row) => positive(row[k]!)))
  const open = lines.flatMap((line, k) => (isVaried(line) ? [k] : []))
  if (open.length < 3) return
  // what is made of others mostly stands to their right
  for (const k of open.toReversed()) {
    const fit = fitOf(lines, open, k)
    if (fit !== null) tell(grid, k, fit, desk)
  }
}

/** A number with what is reckoned of it for each pair. */
interface Factor {
  readonly value: number
  readonly log: number
  /** how far off rounding may have taken it, as a part of it */
  readonly slack: number
}

function positive({ exact }: GridCell): Factor | null {
  if (exact === null || exact.value <= exact.half) return null
  return { value: exact.value, log: Math.log10(exact.value), slack: exact.half / exact.value }
}

// a constant makes nothing, and few numbers make anything
function isVaried(line: readonly (Factor | null)[]): boolean {
  const values = line.flatMap((x) => (x === null ? [] : [x.value]))
  return values.length >= 5 && new Set(values).size >= 3
}

interface Fit {
  readonly a: number
  readonly b: number
  readonly isProduct: boolean
  readonly miss: number
  readonly hits: number
  readonly right: number
}

type Line = readonly (Factor | null)[]

function fitOf(lines: readonly Line[], open: readonly number[], k: number): Fit | null {
  let best: Fit | null = null
  for (const a of open)
    for (const b of open) {
      if (a === k || b === k || a === b) continue
      for (const isProduct of a < b ? [true, false] : [false]) {
        const fit = fitPair(lines[k]!, lines[a]!, lines[b]!, isProduct)
        // what two others make without a miss is what the column is made of
        if (fit === 'whole') return null
        if (fit !== null && (best === null || fit.hits > best.hits)) best = { a, b, isProduct, ...fit }
      }
    }
  return best
}

function fitPair(
  own: Line,
  one: Line,
  other: Line,
  isProduct: boolean,
): Omit<Fit, 'a' | 'b' | 'isProduct'> | 'whole' | null {
  // by the power of ten between the units, such as yuan and 10,000 yuan: which rows follow, and how surely
  const powers: { readonly power: number; hits: number; weight: number }[] = []
  let count = 0
  const missing: number[] = []
  for (let j = 0; j < own.length; j += 1) {
    const z = own[j]
    const x = one[j]
    const y = other[j]
    if (z == null || x == null || y == null) continue
    const slack = x.slack + y.slack + z.slack
    // 1T of 32B and 3.2%: one figure follows from anything
    if (slack >= 0.05) continue
    count += 1
    const ratio = isProduct ? z.log - x.log - y.log : z.log + y.log - x.log
    const power = Math.round(ratio)
    if (Math.abs(10 ** (ratio - power) - 1) <= slack * 1.02) {
      let known = powers.find((p) => p.power === power)
      if (known === undefined) {
        known = { power, hits: 0, weight: 0 }
        powers.push(known)
      }
      known.hits += 1
      known.weight -= Math.log10(2 * slack)
    } else missing.push(j)
    if (missing.length > 1) return null
  }
  const [best] = powers.sort((p, q) => q.hits - p.hits)
  if (best === undefined || best.hits < 4 || best.weight < firm) return null
  const { power, hits } = best
  if (hits === count) return 'whole'
  if (hits < count - 1) return null
  // the one that is a power of ten off is none of the missing
  const miss = missing[0] ?? own.findIndex((z, j) => isOff(z, one[j], other[j], isProduct, power))
  const [x, y] = [one[miss]!, other[miss]!]
  return { miss, hits, right: (isProduct ? x.value * y.value : x.value / y.value) * 10 ** power }
}

function isOff(
  z: Factor | null,
  x: Factor | null | undefined,
  y: Factor | null | undefined,
  isProduct: boolean,
  power: number,
): boolean {
  if (z == null || x == null || y == null) return false
  if (x.slack + y.slack + z.slack >= 0.05) return false
  const made = isProduct ? x.value * y.value : x.value / y.value
  return Math.round(Math.log10(z.value / made)) !== power
}

function tell(grid: Grid, k: number, { a, b, isProduct, miss, hits, right }: Fit, desk: AuditDesk): void {
  const cell = grid.cells[miss]![k]!
  if (grid.cells[miss]!.some((c) => desk.isTold(c.start, c.end))) return
  const [p, q] = [grid.columns[a]!.text, grid.columns[b]!.text]
  const from = `${p} ${isProduct ? '×' : '/'} ${q}`
  const expected = right.toFixed(Math.max(0, Math.min(6, cell.decimals)))
  desk.tell(
    'audit/ratio',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[miss]!, cell: grid.columnAt[k]! }),
    {
      en: `\`${cell.text}\` does not follow from ${from}, as ${hits} others of its line do: that makes ${expected}`,
      zh: `\`${cell.text}\` 与 ${from} 不符（同列其余 ${hits} 项相符），据此应为 ${expected}`,
    },
    { confidence: 0.85, printed: cell.text, expected, isNear: true },
  )
}
