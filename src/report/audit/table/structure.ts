import type { Cues } from '../cues.ts'
import type { Alignment, Displaced } from './align.ts'
import type { Grid, GridCell } from './grid.ts'

type Move = readonly [number, number]
type Order = readonly [string, string]

/** A harder or stricter edition: whoever takes both scores no higher in the second. */
const orders: readonly Order[] = [
  ['mmlu', 'mmlu-pro'],
  ['humaneval', 'humaneval-plus'],
]

interface Lines {
  readonly grid: Grid
  readonly isHead: readonly boolean[]
  readonly isFull: readonly boolean[]
  readonly isEmpty: readonly boolean[]
}

/**
 * `known` with the lines that the form of the table alone shows as misplaced: a heading word that carries values, rows
 * that repeat each other, a harder edition that everybody scores higher in. Lines that facts speak for stay as they are.
 */
export function alignByForm(grid: Grid, known: Alignment, cues: Cues): Alignment {
  if (known.displaced.length > 0 || known.own.some((f) => f.covered > 1 && f.hits >= f.covered * 0.6)) return known
  const lines = linesOf(grid, cues)
  const groups = shiftsUnderHeads(lines)
  const found = groups.length > 0 ? groups : byOrder(lines)
  if (found.length === 0) return known
  const label = [...known.label]
  for (const { moves } of found) for (const [from, to] of moves) label[from] = to
  return { ...known, label, displaced: found }
}

function linesOf(grid: Grid, cues: Cues): Lines {
  const numbers = grid.cells.map((row) => row.filter((c) => c.kind === 'number').length)
  return {
    grid,
    // words that head a group of benchmarks and have no score of their own
    isHead: grid.rows.map((r) => cues.is('heading', r.text.trim())),
    isFull: numbers.map((n, j) => n >= 2 && n * 2 >= grid.cells[j]!.length),
    isEmpty: grid.cells.map((row) => row.every((c) => c.kind === 'empty')),
  }
}

// the blocks from one heading word to the next, `end` the place of the next
function blocksOf({ isHead }: Lines): readonly { readonly head: number; readonly end: number }[] {
  const heads = isHead.flatMap((is, j) => (is ? [j] : []))
  return heads.map((head, n) => ({ head, end: heads[n + 1] ?? isHead.length }))
}

function shiftsUnderHeads(lines: Lines): readonly Displaced[] {
  const { isHead, isFull, isEmpty, grid } = lines
  const blocks = blocksOf(lines)
  const free = blocks.filter((b) => isEmpty[b.head]).length
  const up: Move[] = []
  const down: Move[] = []
  let count = 0
  for (const { head, end } of blocks) {
    if (isFull[head]) {
      const last = endOf(lines, head, end)
      if (last === -1) continue
      count += 1
      for (let j = head; j < last; j += 1) up.push([j, j + 1])
      continue
    }
    // values that slid down leave the first row of a group and fill the next heading word
    const first = head + 1
    if (!isEmpty[head] || end >= isHead.length || !isFull[end] || end - first < 2) continue
    if (!isEmpty[first] && !isSame(grid, first, first + 1)) continue
    if (!all(first + 1, end, (j) => isFull[j]!) || (isFull[end + 1] && endOf(lines, end, nextHead(lines, end)) !== -1))
      continue
    count += 1
    for (let j = first + 1; j <= end; j += 1) down.push([j, j - 1])
  }
  // scores of whole groups stand beside all heading words, a slip beside one
  if (count === 0 || (free < 2 && count < blocks.length)) return []
  return [up, down].filter((m) => m.length > 0).map((moves) => ({ kind: 'shift', moves, sure: 0.92 }))
}

function nextHead({ isHead }: Lines, head: number): number {
  const next = isHead.indexOf(true, head + 1)
  return next === -1 ? isHead.length : next
}

// where values that slid up under a heading word end: a row that repeats the one before, or has none
function endOf({ grid, isFull, isEmpty }: Lines, head: number, end: number): number {
  for (let j = head + 1; j < end; j += 1) {
    if (isEmpty[j]) return j - head >= 2 ? j : -1
    if (!isFull[j]) return -1
    if (isSame(grid, j - 1, j)) return j
  }
  return -1
}

function all(from: number, to: number, holds: (j: number) => boolean): boolean {
  for (let j = from; j < to; j += 1) if (!holds(j)) return false
  return true
}

/** Whether two rows print the same numbers, three or more of them, with decimals and not all alike. */
function isSame({ cells }: Grid, a: number, b: number): boolean {
  const left = cells[a]
  const right = cells[b]
  if (left === undefined || right === undefined) return false
  // most rows differ in their first number
  for (let k = 0; k < left.length; k += 1) if (!equal(left[k]!, right[k]!)) return false
  const numbers = left.filter((c) => c.kind === 'number')
  if (numbers.length < 3 || numbers.filter((c) => c.decimals > 0).length < 2) return false
  if (new Set(numbers.map((c) => c.number)).size < 2) return false
  // 500 items, 0.20, 4.4 and 3.5 for either of two: few figures may well be alike
  return numbers.reduce((t, c) => t + c.text.replace(/\D|^0+|0+$/g, '').length, 0) >= 7
}

function equal(a: GridCell, b: GridCell): boolean {
  return a.kind === 'number' ? b.kind === 'number' && a.number === b.number : b.kind !== 'number'
}

// without heading words: scores that nobody can have beside each other, and a row twice behind them
function byOrder(lines: Lines): readonly Displaced[] {
  const { grid, isFull } = lines
  if (grid.down !== 'measure') return []
  const twice = grid.rows.findIndex((row, j) => j > 0 && isNamed(grid, j) && isSame(grid, j - 1, j) && row.text !== '')
  const broken = orders.map((o) => brokenAt(grid, o)).find((b) => b !== null)
  if (broken === undefined || broken === null)
    return twice === -1 ? [] : [{ kind: 'duplicate', moves: [[twice, twice - 1]], sure: 0.85 }]
  const [easy, hard] = broken
  if (twice > Math.max(easy, hard) && easy < hard && all(easy, twice + 1, (j) => isFull[j]!))
    return [
      { kind: 'shift', moves: Array.from({ length: twice - easy }, (_, n) => [easy + n, easy + n + 1]), sure: 0.85 },
    ]
  return Math.abs(easy - hard) !== 1
    ? []
    : [
        {
          kind: 'swap',
          moves: [
            [easy, hard],
            [hard, easy],
          ],
          sure: 0.82,
        },
      ]
}

function isNamed({ rows }: Grid, j: number): boolean {
  const a = rows[j - 1]!
  const b = rows[j]!
  return (a.measure !== null || b.measure !== null) && a.text !== b.text && a.measure !== b.measure
}

function brokenAt(grid: Grid, [easier, harder]: Order): readonly [number, number] | null {
  const at = (id: string) => grid.rows.flatMap((r, j) => (r.measure === id ? [j] : []))
  const easy = at(easier)
  const hard = at(harder)
  if (easy.length !== 1 || hard.length !== 1) return null
  const pairs = grid.columns.flatMap((_, k) => {
    const a = grid.cells[easy[0]!]![k]!
    const b = grid.cells[hard[0]!]![k]!
    return a.kind === 'number' && b.kind === 'number' ? [b.number - a.number] : []
  })
  return pairs.length >= 3 && pairs.every((d) => d > 2) ? [easy[0]!, hard[0]!] : null
}
