import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import type { Grid, GridCell } from '../table/grid.ts'

/** How one line of a table is made of others. */
interface Relation {
  readonly text: () => string
  /** the lines, each with its sign, and over how many they are taken */
  readonly lines: readonly number[]
  readonly signs: readonly number[]
  readonly over: number
}

/** What a cell should be, and how far rounding may take it. */
interface Made {
  readonly value: number
  readonly slack: number
}

/** A table seen by its rows, or by its columns. */
interface Lines {
  readonly heads: readonly string[]
  readonly count: number
  /** of each item whether it is a level, and may follow from others */
  readonly follows: readonly boolean[]
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
    count: columns.length,
    follows: columns.map((c) => !rate.test(c.text)),
    cell: (line, item) => cells[line]![item]!,
    place: (line, item) => [line, item],
  }
  const across: Lines = {
    heads: columns.map((c) => c.text),
    count: rows.length,
    follows: rows.map((r) => !rate.test(r.text)),
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

// what the cell of one item should be; a mean needs all of its parts
function madeOf(lines: Lines, { lines: own, signs, over }: Relation, item: number): Made | null {
  let value = 0
  let slack = 0
  let full = 0
  for (let n = 0; n < own.length; n += 1) {
    const { kind, exact: x } = lines.cell(own[n]!, item)
    // nothing was spent where nothing is printed
    if ((kind === 'dash' || kind === 'empty') && over === 1) continue
    if (x === null) return null
    value += signs[n]! * x.value
    slack += x.half
    if (x.value !== 0) full += 1
  }
  return full < 2 ? null : { value: value / over, slack: slack / over }
}

function partsOf(lines: Lines, { lines: own }: Relation, item: number): readonly GridCell[] {
  return own.map((l) => lines.cell(l, item))
}

function linesFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n)
}

// the sum of the lines right above, or the first of them less the others
function blocks(lines: Lines, k: number): readonly Relation[] {
  const found: Relation[] = []
  for (let first = k - 2; first >= Math.max(0, k - mostParts); first -= 1) {
    const own = linesFrom(first, k - 1)
    const heads = () => own.map((l) => lines.heads[l]!)
    found.push({
      text: () => (own.length > 3 ? `the sum of ${lines.heads[first]} to ${lines.heads[k - 1]}` : heads().join(' + ')),
      lines: own,
      signs: own.map(() => 1),
      over: 1,
    })
    if (own.length <= 4)
      found.push({
        text: () => heads().join(' − '),
        lines: own,
        signs: own.map((_, n) => (n === 0 ? 1 : -1)),
        over: 1,
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

const bothCount: readonly number[] = [1, 1]
const lessTheOther: readonly number[] = [1, -1]

function pairs(lines: Lines, k: number): readonly Relation[] {
  const found: Relation[] = []
  const last = Math.min(lines.heads.length - 1, k + reach)
  for (let a = Math.max(0, k - reach); a <= last; a += 1)
    for (let b = Math.max(0, k - reach); b <= last; b += 1) {
      if (a === b || a === k || b === k) continue
      const own = [a, b]
      const textWith = (sign: string) => () => `${lines.heads[a]} ${sign} ${lines.heads[b]}`
      if (a < b) found.push({ text: textWith('+'), lines: own, signs: bothCount, over: 1 })
      // a line above is no remainder of those below it
      if (a < k && b < k) found.push({ text: textWith('−'), lines: own, signs: lessTheOther, over: 1 })
    }
  return found
}

// the mean of the columns beside it, to its left or to its right
function means(lines: Lines, k: number): readonly Relation[] {
  const found: Relation[] = []
  const add = (first: number, last: number) => {
    const own = linesFrom(first, last)
    found.push({
      text: () => `the mean of ${lines.heads[first]} to ${lines.heads[last]}`,
      lines: own,
      signs: own.map(() => 1),
      over: own.length,
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

// `null` as soon as too many items do not follow
function fitOf(lines: Lines, k: number, relation: Relation, desk: AuditDesk): Fit | null {
  let hits = 0
  let weight = 0
  const misses: number[] = []
  const seen = new Set<string>()
  for (let item = 0; item < lines.count; item += 1) {
    const cell = lines.cell(k, item)
    const own = cell.exact
    if (own === null || !lines.follows[item] || isChange(cell)) continue
    const made = madeOf(lines, relation, item)
    if (made === null) continue
    const slack = made.slack + own.half
    // 64 is 1 + 64 as it is 64: a part that is lost in the rounding bears witness to nothing
    if (relation.lines.some((l) => isLost(lines.cell(l, item), slack))) continue
    const apart = Math.abs(own.value - made.value)
    // the mean of unrounded numbers may end otherwise, and bears witness to nothing
    if (relation.over > 1 && apart > slack + 1e-9 && apart <= slack + 2 * own.half + 1e-9) continue
    if (apart <= slack + 1e-9) {
      hits += 1
      // the same numbers again are no new witness, nor is what one figure makes
      const { key, size } = witnessOf(lines, relation, item, own.value)
      if (seen.has(key) || (cell.decimals <= 0 && size < 10)) continue
      seen.add(key)
      weight += Math.max(0, Math.log10(size / slack))
      continue
    }
    // what is wrong in itself bears witness to nothing
    if (desk.isTold(cell.start, cell.end) || partsOf(lines, relation, item).some((c) => desk.isTold(c.start, c.end)))
      continue
    misses.push(item)
    if (misses.length > Math.max(1, ((hits + lines.count - item - 1) * 2) / 3)) return null
  }
  return { relation, hits, weight, misses }
}

// the numbers that bear witness, and how large they are: where one of two makes nearly all of it, the other alone does
function witnessOf(lines: Lines, { lines: own, over }: Relation, item: number, value: number) {
  const parts = own.map((l) => Math.abs(lines.cell(l, item).exact?.value ?? 0))
  const least = Math.min(...parts)
  if (own.length === 2 && over === 1 && least > 0 && least < Math.abs(value) / 10)
    return { key: `${least}`, size: least }
  return { key: `${value} ${parts.join(' ')}`, size: Math.abs(value) }
}

// +22% is a change, and no part of a sum
function isChange({ text }: GridCell): boolean {
  const first = text.charCodeAt(0)
  return (first === 43 || first === 45 || first === 0x2212) && /^[+−-].*[%％]$/.test(text)
}

function isLost({ exact }: GridCell, slack: number): boolean {
  return exact !== null && exact.value !== 0 && Math.abs(exact.value) <= slack
}

function checkLines(lines: Lines, of: (k: number) => readonly Relation[], grid: Grid, desk: AuditDesk): void {
  if (lines.count < 3) return
  for (let k = 0; k < lines.heads.length; k += 1) {
    const enough = mean.test(lines.heads[k]!) || gap.test(lines.heads[k]!) ? named : firm
    const fits = of(k)
      .map((r) => fitOf(lines, k, r, desk))
      .filter((f): f is Fit => f !== null && f.hits >= 2 && f.weight >= enough)
    // a relation that holds everywhere says of what the line is made
    if (fits.some((f) => f.misses.length === 0)) continue
    const best = fits.filter((f) => isFew(f, lines, k)).sort((a, b) => b.weight - a.weight)[0]
    for (const item of best?.misses ?? []) tell(lines, k, item, best!, grid, desk)
  }
}

// two of five, where a slip of the hand explains each
function isFew({ relation, misses, hits }: Fit, lines: Lines, k: number): boolean {
  if (misses.length <= Math.max(1, hits / 5)) return true
  return misses.length <= (hits * 2) / 3 && misses.every((m) => slipIn(lines, k, m, relation) !== null)
}

interface Slip {
  readonly cell: GridCell
  readonly right: string
}

// which of the numbers was mistyped, where one slip of the hand explains it
function slipIn(lines: Lines, k: number, item: number, relation: Relation): Slip | null {
  const own = lines.cell(k, item)
  const made = madeOf(lines, relation, item)!
  const mended = (cell: GridCell, value: number): Slip | null => {
    const right = value.toFixed(Math.max(0, cell.decimals))
    const slip = slipOf(cell.digits.replace(/,/g, ''), right)
    return slip === 'digit' || slip === 'exchange' ? { cell, right } : null
  }
  const off = own.number - made.value
  return (
    mended(own, made.value) ??
    partsOf(lines, relation, item)
      .map((p, n) => (p.kind === 'number' ? mended(p, p.number + (off / relation.signs[n]!) * relation.over) : null))
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
  const made = madeOf(lines, relation, item)!
  const parts = partsOf(lines, relation, item)
  if ([own, ...parts].some((c) => desk.isTold(c.start, c.end))) return
  // 85.0% and 82.4% in a line of rates beside lines of counts
  const isRate = (c: GridCell) => /[%％]/.test(c.unitText)
  const [at, along] = lines.place(k, item)
  const labels = `${grid.rows[at]?.text ?? ''} ${grid.columns[along]?.text ?? ''}`
  if (isRate(own) && parts.every(isRate) && !/占|份额|比重|构成|share|proportion|% of all/i.test(labels)) return
  // what is for each has no sum
  const of = relation.text()
  if (!/\bmean\b/.test(of) && /单位|单价|均价|每|人均|户均|利用小时|\bper\b|\baverage\b/i.test(labels)) return
  const slip = slipIn(lines, k, item, relation)
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
      en: `\`${cell.text}\` does not fit: ${whole}${as} is ${of} in ${hits} other cells of its line, and would be here with ${right}`,
      zh: `\`${cell.text}\` 不符：同列其余 ${hits} 项中「${whole}」${as}均等于 ${of}，此处应为 ${right}`,
    },
    { confidence: slip === null ? 0.85 : 0.92, printed: cell.text, expected: right },
  )
}

function placeOf(lines: Lines, cell: GridCell, item: number): readonly [number, number] | null {
  const line = lines.heads.findIndex((_, l) => lines.cell(l, item) === cell)
  return line === -1 ? null : lines.place(line, item)
}
