import { largest, smallest } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import type { Exact, Grid, GridCell } from '../table/grid.ts'

const mostLines = 12
// how improbable it must be that the others are so many times the other column by chance, as a power of ten
const firm = 2.7
// words above a table state what it is reckoned from within this many characters
const before = 700

/**
 * Tells of the cell that is not as many times the one beside it as all others of its column are, where a constant that
 * the heads, the caption or the words above state makes the one of the other: Correct of 400, n = 446, cost per 30 days.
 */
export function checkScaled(grid: Grid, desk: AuditDesk): void {
  const { rows, columns } = grid
  if (rows.length < 3 || rows.length > 60 || columns.length < 2 || columns.length > mostLines) return
  const numbers = grid.cells.map((row) => row.map(numberOf))
  const numeric = columns.flatMap((_, k) => (numbers.filter((r) => r[k] != null).length >= 3 ? [k] : []))
  if (numeric.length < 2) return
  let words: string | null = null
  for (const k of numeric)
    for (const a of numeric) {
      if (a === k) continue
      const fit = fitOf(grid, numbers, k, a)
      if (fit === null) continue
      words ??= wordsOf(grid, desk)
      // the same table under other words may be another thing
      desk.looksAround = true
      const made = statedAs(fit.constant, fit.slack, grid, k, a, fit.hits < 3 ? '' : words)
      if (made === null) continue
      for (const j of fit.misses) tell(grid, j, k, a, { ...fit, made }, desk)
    }
}

interface Fit {
  readonly constant: number
  /** how far off the constant may be, as a part of it */
  readonly slack: number
  readonly hits: number
  readonly misses: readonly number[]
}

function numberOf({ exact }: GridCell): Exact | null {
  return exact !== null && exact.value > 0 ? exact : null
}

interface Ratio {
  readonly j: number
  readonly low: number
  readonly high: number
}

function ratiosOf(numbers: readonly (readonly (Exact | null)[])[], k: number, a: number): readonly Ratio[] {
  const ratios: Ratio[] = []
  for (let j = 0; j < numbers.length; j += 1) {
    const own = numbers[j]![k]
    const other = numbers[j]![a]
    if (own == null || other == null || other.value <= other.half || own.value <= own.half) continue
    const low = (own.value - own.half) / (other.value + other.half)
    ratios.push({ j, low, high: (own.value + own.half) / (other.value - other.half) })
  }
  return ratios
}

function holds({ low, high }: Ratio, constant: number): boolean {
  return low <= constant + 1e-12 && constant <= high
}

// the constant that most rows share to the last digit
function fitOf(grid: Grid, numbers: readonly (readonly (Exact | null)[])[], k: number, a: number): Fit | null {
  const ratios = ratiosOf(numbers, k, a)
  if (ratios.length < 3) return null
  let at = 0
  let most = 0
  for (let n = 0; n < ratios.length; n += 1) {
    let shared = 0
    for (let m = 0; m < ratios.length; m += 1) if (holds(ratios[m]!, ratios[n]!.low)) shared += 1
    if (shared <= most) continue
    most = shared
    at = ratios[n]!.low
  }
  if (most < 2 || ratios.length - most > Math.max(1, most / 2.2)) return null
  const best = ratios.filter((r) => holds(r, at))
  const misses = ratios.filter((r) => !best.includes(r))
  // of three the third is told of where its head says of what it is made
  if (misses.length === 0) return null
  const low = largest(best.map((r) => r.low))
  const high = smallest(best.map((r) => r.high))
  const constant = (low + high) / 2
  // equal rows say no more than one of them
  const distinct = new Map(best.map((r) => [grid.cells[r.j]![a]!.number, r]))
  if (distinct.size < 2) return null
  const weights = [...distinct.values()].map((r) => Math.log10(constant / (r.high - r.low)))
  if (weights.reduce((s, w) => s + Math.max(0, w), 0) < firm) return null
  return { constant, slack: (high - low) / 2 / constant, hits: distinct.size, misses: misses.map((r) => r.j) }
}

function wordsOf({ table, caption }: Grid, { input }: AuditDesk): string {
  const { text } = input.extract
  const front = text.slice(Math.max(0, table.start - before), table.start)
  return `${caption}\n${front}`
}

const numberWords: Readonly<Record<string, number>> = { 双: 2, 两: 2, 四: 4, 八: 8, 十: 10, 半: 2 }
const whole = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.,])\d+(?:\.\d+)?/g

function numbersIn(text: string): readonly number[] {
  const digits = [...text.matchAll(whole)].map((m) => Number(m[0].replace(/,/g, '')))
  const spelt = [...text.matchAll(/[双两四八十半](?=[卡张台块路机个])/g)].map((m) => numberWords[m[0]]!)
  return [...digits, ...spelt]
}

const shareHead = /[%％]|占比|比重|份额|率|share|accuracy|rate|percent|proportion/i
const bytes: Readonly<Record<string, number>> = { fp32: 4, bf16: 2, fp16: 2, fp8: 1, int8: 1, int4: 0.5, fp4: 0.5 }

// how the words say what makes the one of the other, `null` where they do not
function statedAs(constant: number, slack: number, grid: Grid, k: number, a: number, words: string): string | null {
  const own = grid.columns[k]!.text
  const other = grid.columns[a]!.text
  const near = (value: number) => value > 0 && Math.abs(constant / value - 1) <= slack + 1e-9
  const isShare = shareHead.test(own) || grid.cells.some((r) => r[k]!.unitText === '%')
  if (isShare && !(shareHead.test(other) || grid.cells.some((r) => r[a]!.unitText === '%'))) {
    const labels = grid.table.rows[0]?.map((c) => c.text).join(' ') ?? ''
    const whole = numbersIn(`${labels} ${words}`).find((n) => n >= 20 && near(100 / n))
    if (whole !== undefined) return `${other} / ${whole}`
  }
  // what changes unit, or is of another time, is stated in its own head, and the other has it not: cost per 30 days
  const said = numbersIn(own).filter((n) => !numbersIn(other).includes(n) && n > 1 && !isYear(n))
  const times = (isShare ? undefined : said.find(near)) ?? widthOf(own, other).find(near)
  return times === undefined ? null : `${other} × ${times}`
}

function isYear(n: number): boolean {
  return Number.isInteger(n) && n >= 1990 && n <= 2040
}

// the cache in FP8 is half of that in BF16
function widthOf(own: string, other: string): readonly number[] {
  const of = (text: string) => bytes[/\b(?:fp32|bf16|fp16|fp8|int8|int4|fp4)\b/i.exec(text)?.[0].toLowerCase() ?? '']
  const p = of(own)
  const q = of(other)
  const bare = (text: string) => text.toLowerCase().replace(/\b(?:fp32|bf16|fp16|fp8|int8|int4|fp4)\b/, '')
  return p !== undefined && q !== undefined && bare(own) === bare(other) ? [p / q] : []
}

function tell(
  grid: Grid,
  j: number,
  k: number,
  a: number,
  fit: Fit & { readonly made: string },
  desk: AuditDesk,
): void {
  const { constant, hits, made } = fit
  const own = grid.cells[j]![k]!
  const other = grid.cells[j]![a]!
  if (desk.isTold(own.start, own.end) || desk.isTold(other.start, other.end)) return
  const expected = (other.number * constant).toFixed(own.decimals)
  const back = (own.number / constant).toFixed(other.decimals)
  // a rounding of a rounding is no fault
  const off = Math.abs(own.number / (other.number * constant) - 1)
  if (off < 0.004 || Math.abs(own.number - Number(expected)) < 1.6 * 10 ** -own.decimals) return
  const digits = (cell: GridCell) => cell.digits.replace(/,/g, '')
  const isOwn = !isSlip(digits(other), back) || isSlip(digits(own), expected)
  // few rows need a slip of the hand, or a number not far from the right one
  if (off > 4 && !isSlip(digits(own), expected) && !isSlip(digits(other), back)) return
  const [cell, right, column] = isOwn ? [own, expected, k] : [other, back, a]
  const head = grid.columns[k]!.text
  const [mate, mateRight] = isOwn ? [other, back] : [own, expected]
  desk.tell(
    'audit/ratio',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[column]! }),
    {
      en: `\`${cell.text}\` does not fit: ${head} is ${made} in ${hits} other rows, and would be here with ${right}, or with ${mateRight} for \`${mate.text}\``,
      zh: `\`${cell.text}\` 不符：其余 ${hits} 行的「${head}」均为 ${made}，此处应为 ${right}，或将 \`${mate.text}\` 改为 ${mateRight}`,
    },
    { confidence: hits >= 3 ? 0.88 : 0.8, printed: cell.text, expected: right },
  )
}

function isSlip(printed: string, right: string): boolean {
  const slip = slipOf(printed, right)
  return slip === 'exchange' || slip === 'power'
}
