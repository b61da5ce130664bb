import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import type { Grid, GridCell } from '../table/grid.ts'

/** How one line of a table is made of others. */
interface Relation {
  readonly text: string
  /** what the cell of one item should be, how far rounding may take it, and of what it is made */
  readonly at: (item: number) => Made | null
}

interface Made {
  readonly value: number
  readonly slack: number
  readonly parts: readonly GridCell[]
  /** the sign with which each part counts, over how many */
  readonly signs: readonly number[]
}

/** A table seen by its rows, or by its columns. */
interface Lines {
  readonly heads: readonly string[]
  readonly labels: readonly string[]
  readonly count: number
  readonly cell: (line: number, item: number) => GridCell
  readonly place: (line: number, item: number) => readonly [row: number, column: number]
}

// changes, shares and prices are not made as the levels beside them are
const rate =
  /率|增速|同比|环比|[增降跌涨]幅|变[动化]|占比|份额|均价|单价|每股|\bP\/?E\b|\bEPS\b|growth|\brate|change|margin %|share|yield|ratio|\bper\b|yoy|y\/y|%/i
const whole = /合计|总计|累计|全年|\btotal\b|\bsum\b/i
const gap = /\b(?:points?|pp|diff(?:erence)?|change|gap|delta)\b|Δ|百分点|变[动化]|差值|差距|提升/i
const mean = /平均|均值|\baverage\b|\bmean\b|\bavg\b/i
// a longer block of parts is no matter of one look
const mostParts = 12
const reach = 6
// how improbable it must be that the other items follow by chance, as a power of ten
const firm = 7
// a line whose head says that it is made of others needs less
const named = 4.5

/**
 * Tells of the one cell that does not follow from the lines beside it as all others of its line do, exactly: total
 * expenses of one year among three, the mean of one model among ten.
 */
export function checkRelations(grid: Grid, desk: AuditDesk): void {
  const { rows, columns, cells } = grid
  if (rows.length > 80 || columns.length > 24) return
  const down: Lines = {
    heads: rows.map((r) => r.text),
    labels: columns.map((c) => c.text),
    count: columns.length,
    cell: (line, item) => cells[line]![item]!,
    place: (line, item) => [line, item],
  }
  const across: Lines = {
    heads: columns.map((c) => c.text),
    labels: rows.map((r) => r.text),
    count: rows.length,
    cell: (line, item) => cells[item]![line]!,
    place: (line, item) => [item, line],
  }
  const scored = isScored(grid, desk)
  if (!scored) checkLines(down, (k) => [...blocks(down, k), ...pairs(down, k)], grid, desk)
  checkLines(down, (k) => (mean.test(down.heads[k]!) ? means(down, k) : []), grid, desk)
  checkLines(
    across,
    (k) =>
      scored
        ? [...means(across, k), ...gaps(across, k)]
        : [...means(across, k), ...pairs(across, k), ...sums(across, k)],
    grid,
    desk,
  )
}

// scores of models are measured, not reckoned; their mean is reckoned
function isScored(grid: Grid, { input }: AuditDesk): boolean {
  const items = [...grid.rows, ...grid.columns]
  return items.filter((i) => (input.registry.measure(i.measure ?? '')?.better ?? '') !== '').length >= 2
}

function madeOf(parts: readonly GridCell[], signs: readonly number[], over = 1): Made | null {
  let value = 0
  let slack = 0
  let full = 0
  for (const [n, part] of parts.entries()) {
    // nothing was spent where nothing is printed
    if (part.kind === 'dash' || part.kind === 'empty') continue
    const x = part.exact
    if (x === null) return null
    value += signs[n]! * x.value
    slack += x.half
    if (x.value !== 0) full += 1
  }
  return full < 2 ? null : { value: value / over, slack: slack / over, parts, signs: signs.map((s) => s / over) }
}

// the sum of the lines right above, or the first of them less the others
function blocks(lines: Lines, k: number): readonly Relation[] {
  const found: Relation[] = []
  for (let first = k - 2; first >= Math.max(0, k - mostParts); first -= 1) {
    const own = Array.from({ length: k - first }, (_, n) => first + n)
    const parts = (item: number) => own.map((l) => lines.cell(l, item))
    const heads = own.map((l) => lines.heads[l]!)
    found.push({
      text: own.length > 3 ? `the sum of ${heads[0]} to ${heads.at(-1)}` : heads.join(' + '),
      at: (item) =>
        madeOf(
          parts(item),
          own.map(() => 1),
        ),
    })
    if (own.length <= 4)
      found.push({
        text: heads.join(' − '),
        at: (item) =>
          madeOf(
            parts(item),
            own.map((_, n) => (n === 0 ? 1 : -1)),
          ),
      })
  }
  return found
}

// scores are measured, their differences are reckoned
function gaps(lines: Lines, k: number): readonly Relation[] {
  return gap.test(lines.heads[k]!) ? pairs(lines, k) : []
}

// a total behind its parts: July, August, September, Q3 total
function sums(lines: Lines, k: number): readonly Relation[] {
  return whole.test(lines.heads[k]!) ? blocks(lines, k) : []
}

function pairs(lines: Lines, k: number): readonly Relation[] {
  const found: Relation[] = []
  const last = Math.min(lines.heads.length - 1, k + reach)
  for (let a = Math.max(0, k - reach); a <= last; a += 1)
    for (let b = Math.max(0, k - reach); b <= last; b += 1) {
      if (a === b || a === k || b === k) continue
      const parts = (item: number) => [lines.cell(a, item), lines.cell(b, item)]
      if (a < b)
        found.push({ text: `${lines.heads[a]} + ${lines.heads[b]}`, at: (item) => madeOf(parts(item), [1, 1]) })
      // a line above is no remainder of those below it
      if (a < k && b < k)
        found.push({ text: `${lines.heads[a]} − ${lines.heads[b]}`, at: (item) => madeOf(parts(item), [1, -1]) })
    }
  return found
}

// the mean of the columns beside it, to its left or to its right
function means(lines: Lines, k: number): readonly Relation[] {
  const found: Relation[] = []
  const add = (first: number, last: number) => {
    const own = Array.from({ length: last - first + 1 }, (_, n) => first + n)
    found.push({
      text: `the mean of ${lines.heads[first]} to ${lines.heads[last]}`,
      at: (item) => {
        const parts = own.map((l) => lines.cell(l, item))
        return parts.every((p) => p.exact !== null)
          ? madeOf(
              parts,
              own.map(() => 1),
              own.length,
            )
          : null
      },
    })
  }
  for (let first = k - 2; first >= Math.max(0, k - mostParts); first -= 1) add(first, k - 1)
  for (let last = k + 2; last <= Math.min(lines.heads.length - 1, k + mostParts); last += 1) add(k + 1, last)
  return found
}

interface Fit {
  readonly relation: Relation
  readonly hits: number
  readonly weight: number
  readonly misses: readonly number[]
}

function fitOf(lines: Lines, k: number, relation: Relation, desk: AuditDesk): Fit {
  let hits = 0
  let weight = 0
  const misses: number[] = []
  for (let item = 0; item < lines.count; item += 1) {
    const cell = lines.cell(k, item)
    // +22% is a change, and no part of a sum
    const own = rate.test(lines.labels[item]!) || /^[+−-].*[%％]$/.test(cell.text) ? null : cell.exact
    const made = own === null ? null : relation.at(item)
    if (own === null || made === null) continue
    const slack = made.slack + own.half
    // 64 is 1 + 64 as it is 64: a part that is lost in the rounding bears witness to nothing
    if (made.parts.some((p) => p.exact !== null && p.exact.value !== 0 && Math.abs(p.exact.value) <= slack)) continue
    // what is wrong in itself bears witness to nothing
    const isTold = (c: GridCell) => desk.isTold(c.start, c.end)
    // the mean of unrounded numbers may end otherwise, and bears witness to nothing
    const isMean = made.signs.length > 1 && made.signs[0] === 1 / made.signs.length
    const apart = Math.abs(own.value - made.value)
    if (isMean && apart > slack + 1e-9 && apart <= slack + 2 * own.half + 1e-9) continue
    if (apart <= slack + 1e-9) {
      hits += 1
      weight += Math.max(0, Math.log10(Math.abs(own.value) / slack))
    } else if (![lines.cell(k, item), ...made.parts].some(isTold)) misses.push(item)
  }
  return { relation, hits, weight, misses }
}

function checkLines(lines: Lines, of: (k: number) => readonly Relation[], grid: Grid, desk: AuditDesk): void {
  if (lines.count < 3) return
  for (let k = 0; k < lines.heads.length; k += 1) {
    const enough = mean.test(lines.heads[k]!) || gap.test(lines.heads[k]!) ? named : firm
    const fits = of(k)
      .map((r) => fitOf(lines, k, r, desk))
      .filter((f) => f.hits >= 2 && f.weight >= enough)
    // a relation that holds everywhere says of what the line is made
    if (fits.some((f) => f.misses.length === 0)) continue
    const best = fits.filter((f) => isFew(f, lines, k)).sort((a, b) => b.weight - a.weight)[0]
    for (const item of best?.misses ?? []) tell(lines, k, item, best!, grid, desk)
  }
}

// two of five, where a slip of the hand explains each
function isFew({ relation, misses, hits }: Fit, lines: Lines, k: number): boolean {
  if (misses.length <= Math.max(1, hits / 5)) return true
  return misses.length <= (hits * 2) / 3 && misses.every((m) => slipIn(lines.cell(k, m), relation.at(m)!) !== null)
}

interface Slip {
  readonly cell: GridCell
  readonly right: string
}

// which of the numbers was mistyped, where one slip of the hand explains it
function slipIn(own: GridCell, made: Made): Slip | null {
  const mended = (cell: GridCell, value: number): Slip | null => {
    const right = value.toFixed(Math.max(0, cell.decimals))
    const slip = slipOf(cell.digits.replace(/,/g, ''), right)
    return slip === 'digit' || slip === 'exchange' ? { cell, right } : null
  }
  const off = own.number - made.value
  return (
    mended(own, made.value) ??
    made.parts
      .map((p, n) => (p.kind === 'number' ? mended(p, p.number + off / made.signs[n]!) : null))
      .find((s) => s !== null) ??
    null
  )
}

// what is missing stands in the same column: another item of that year alone
function isExplained(lines: Lines, item: number, off: number, slack: number): boolean {
  return lines.heads.some((_, l) => {
    const x = lines.cell(l, item).exact
    return x !== null && Math.abs(Math.abs(x.value) - Math.abs(off)) <= slack
  })
}

function tell(lines: Lines, k: number, item: number, { relation, hits }: Fit, grid: Grid, desk: AuditDesk): void {
  const own = lines.cell(k, item)
  const made = relation.at(item)!
  if ([own, ...made.parts].some((c) => desk.isTold(c.start, c.end))) return
  // 85.0% and 82.4% in a line of rates beside lines of counts
  const isRate = (c: GridCell) => /[%％]/.test(c.unitText)
  const [at, along] = lines.place(k, item)
  const labels = `${grid.rows[at]?.text ?? ''} ${grid.columns[along]?.text ?? ''}`
  if (isRate(own) && made.parts.every(isRate) && !/占|份额|比重|构成|share|proportion|% of all/i.test(labels)) return
  // what is for each has no sum
  if (!/\bmean\b/.test(relation.text) && /单位|单价|均价|每|人均|户均|利用小时|\bper\b|\baverage\b/i.test(labels))
    return
  const slip = slipIn(own, made)
  // few witnesses need a slip besides
  if (slip === null && hits < 4) return
  const off = own.number - made.value
  // what is of another order or sign is of another kind
  if (slip === null && Math.abs(off) > Math.abs(made.value) * 0.5) return
  if (slip === null && isExplained(lines, item, off, made.slack + 0.5 * 10 ** -own.decimals)) return
  const { cell, right } = slip ?? { cell: own, right: made.value.toFixed(Math.max(0, Math.min(4, own.decimals))) }
  const [row, column] = placeOf(lines, cell, item) ?? lines.place(k, item)
  const whole = lines.heads[k]!
  const as = cell === own ? '' : ` (\`${own.text}\`)`
  desk.tell(
    'audit/sum',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[row]!, cell: grid.columnAt[column]! }),
    {
      en: `\`${cell.text}\` does not fit: ${whole}${as} is ${relation.text} in ${hits} other cells of its line, and would be here with ${right}`,
      zh: `\`${cell.text}\` 不符：同列其余 ${hits} 项中「${whole}」${as}均等于 ${relation.text}，此处应为 ${right}`,
    },
    { confidence: slip === null ? 0.85 : 0.92, printed: cell.text, expected: right },
  )
}

function placeOf(lines: Lines, cell: GridCell, item: number): readonly [number, number] | null {
  const line = lines.heads.findIndex((_, l) => lines.cell(l, item) === cell)
  return line === -1 ? null : lines.place(line, item)
}
