import { conversion, toNumber, type Units } from '../../../base/index.ts'
import type { Known } from '../claim.ts'
import type { Held, Knowledge } from '../known.ts'
import type { Grid, GridCell } from './grid.ts'
import type { Item } from './item.ts'

/** A grid with what is known of each pair of labels. */
export interface Covered {
  readonly grid: Grid
  /** what is known where the label of row `i` meets that of column `k` */
  readonly known: (i: number, k: number) => readonly Known[]
}

/** The knowledge under the labels of `grid`. */
export function cover(grid: Grid, knowledge: Knowledge): Covered {
  const cache: (readonly Known[] | undefined)[] = Array(grid.rows.length * grid.columns.length)
  const known = (i: number, k: number): readonly Known[] => {
    const key = i * grid.columns.length + k
    let found = cache[key]
    if (found === undefined) {
      const pair = pairOf(grid, i, k)
      found = pair === null ? [] : firm(knowledge.of(pair.subject, pair.measure))
      cache[key] = found
    }
    return found
  }
  return { grid, known }
}

// a height read off a chart bears nothing out where the number itself was printed
function firm(known: readonly Known[]): readonly Known[] {
  // most of what is known was printed
  if (known.every((k) => k.fact.evidence.kind !== 'read-off-chart')) return known
  const printed = known.filter((k) => k.fact.evidence.kind !== 'read-off-chart')
  return printed.length > 0 ? known.filter((k) => printed.includes(k) || isRead(k)) : known
}

// what was read off a chart bears out a number as rough as itself
function isRead({ fact, decimals }: Known): boolean {
  return fact.evidence.kind === 'read-off-chart' && decimals <= 0
}

/** Subject and measure of the cell where row `i` meets column `k`. */
export function pairOf(
  grid: Grid,
  i: number,
  k: number,
): { readonly subject: string; readonly measure: string } | null {
  const { subject, measure } = namedAt(grid, i, k)
  return measure === null || subject === null ? null : { subject, measure }
}

/** The same, each as far as its line is known by a name. */
export function namedAt(
  { rows, columns, down }: Grid,
  i: number,
  k: number,
): { readonly subject: string | null; readonly measure: string | null } {
  const row = rows[i]!
  const column = columns[k]!
  const [m, e]: readonly [Item, Item] = down === 'entity' ? [column, row] : [row, column]
  return { subject: e.entity, measure: m.measure }
}

/** Whether a cell prints a known number, as far as both are precise. */
export function agrees(cell: GridCell, known: Known, units?: Units): boolean {
  if (cell.kind !== 'number') return false
  // most are far off, which needs no second look
  if (units === undefined && areFar(cell.number, known.number)) return false
  if (known.fact.evidence.kind === 'read-off-chart' && cell.decimals > Math.max(0, known.decimals)) return false
  if (agreesWith(cell.number, cell.decimals, known.number, known.decimals)) return true
  // 128K tokens are 131072 as well as 128000
  if (known.fact.unit === 'token' && /[kKmM]\b/.test(cell.digits)) {
    const factor = /[kK]\b/.test(cell.digits) ? 1.024 : 1.048576
    if (Math.abs(cell.number * factor - known.number) < 1) return true
  }
  if (known.fact.unit === 'token' && known.decimals === -3 && Math.abs(cell.number - known.number * 1.024) < 1)
    return true
  // 15T+ where the source has more than 15 trillion
  if (known.fact.bound !== 'exact' && known.number === cell.number) return true
  const factor = units === undefined ? null : factorOf(cell, known, units)
  return (
    factor !== null &&
    agreesWith(cell.number * factor, cell.decimals - Math.round(Math.log10(factor)), known.number, known.decimals)
  )
}

// no number is printed so coarsely that it may be one half as large again
function areFar(a: number, b: number): boolean {
  const apart = Math.abs(a - b)
  return apart > 1 && apart > 0.6 * Math.max(Math.abs(a), Math.abs(b))
}

function factorOf(cell: GridCell, known: Known, units: Units): number | null {
  for (const unit of units.named(cell.unitText)) {
    const factor = conversion(units, unit.id, known.fact.unit)
    if (factor !== null && !factor.eq(1)) return toNumber(factor)
  }
  return null
}

/** Whether two printed numbers may be one: they are no further apart than half the last digit of the coarser. */
export function agreesWith(a: number, aDecimals: number, b: number, bDecimals: number): boolean {
  const coarse = Math.min(aDecimals, bDecimals)
  const slack = aDecimals === bDecimals ? 1e-9 : 0.5 * 10 ** -coarse * (1 + 1e-9)
  return Math.abs(a - b) <= Math.max(slack, Math.abs(b) * 1e-12)
}

/** Of how many numbers what stands under each key is the number, where `near` gives what each may be. */
export function hitsBy<N extends { readonly cell: GridCell }>(
  numbers: readonly N[],
  near: (number: N, n: number) => readonly Held[],
  key: 'subject' | 'measure',
): ReadonlyMap<string, number> {
  const hits = new Map<string, number>()
  // by which number each was counted last
  const counted = new Map<string, number>()
  for (let n = 0; n < numbers.length; n += 1)
    for (const held of near(numbers[n]!, n)) {
      const name = held[key]
      if (counted.get(name) === n || !agrees(numbers[n]!.cell, held.known)) continue
      counted.set(name, n)
      hits.set(name, (hits.get(name) ?? 0) + 1)
    }
  return hits
}

/** How well the values of one line fit the label of another. */
export interface Fit {
  readonly hits: number
  readonly covered: number
}

/** No fit at all. */
export const noFit: Fit = Object.freeze({ hits: 0, covered: 0 })

// three of four fit the label of another line, or none is told to
function isLost(hits: number, covered: number, i: number, j: number, count: number): boolean {
  return i !== j && (covered - hits) * 4 > count
}

/** The fit of the values in row `j` to the label of row `i`; that to another row may be given up as no fit. */
export function rowFit({ grid, known }: Covered, i: number, j: number): Fit {
  let hits = 0
  let covered = 0
  for (let k = 0; k < grid.columns.length; k += 1) {
    const cell = grid.cells[j]![k]!
    if (cell.kind !== 'number') continue
    const list = known(i, k)
    if (list.length === 0) continue
    covered += 1
    if (list.some((n) => agrees(cell, n))) hits += 1
    if (isLost(hits, covered, i, j, grid.columns.length)) return noFit
  }
  return { hits, covered }
}

/** The same of the values in column `k` and the label of column `c`, where row `j` has the label `label[j]`. */
export function columnFit({ grid, known }: Covered, c: number, k: number, label: readonly number[]): Fit {
  let hits = 0
  let covered = 0
  for (let j = 0; j < grid.rows.length; j += 1) {
    const cell = grid.cells[j]![k]!
    if (cell.kind !== 'number' || label[j] === -1) continue
    const list = known(label[j]!, c)
    if (list.length === 0) continue
    covered += 1
    if (list.some((n) => agrees(cell, n))) hits += 1
    if (isLost(hits, covered, c, k, grid.rows.length)) return noFit
  }
  return { hits, covered }
}
