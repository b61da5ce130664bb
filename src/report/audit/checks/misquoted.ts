import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { isBase, isStep } from '../prose/basis.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { labelsIn, nearTables } from './near.ts'

const reach = 2500
const changes =
  /\b(?:more|less|fewer|higher|lower|points?|pp|ahead|behind|above|below|gap|lead|margin|difference|average|mean|together|combined|total|sum|of all)\b|差|高出|领先|合计|共|平均|均值|总|百分点|倍/i

/**
 * Tells of a number in a sentence that names one row of a table close by, where two digits of what the table has there are
 * exchanged and the table has that number nowhere: Delcor shipped 94.8 thousand units over a row with 98.4.
 */
export function checkMisquoted({ desk, grids, numbered }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 2 && g.rows.length <= 60 && g.columns.length <= 20)
  if (open.length === 0) return
  const moved = new Set(desk.findings.filter((f) => /^audit\/(?:row|column)-/.test(f.code)).map((f) => f.at.table))
  const near = nearTables(open, reach)
  const asked: Asked[] = []
  for (const s of numbered) {
    if (s.text.length > 400 || s.mentions.length > 6) continue
    const close = near(s.start)
    for (const n of close) asked[n] ??= askedOf(open[n]!)
    if (close.length > 0)
      check(
        s,
        close.map((n) => asked[n]!),
        moved,
        desk,
      )
  }
}

// what is asked of a table again and again
interface Asked {
  readonly grid: Grid
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly numbers: ReadonlySet<number>
}

function askedOf(grid: Grid): Asked {
  const numbers = new Set<number>()
  for (const row of grid.cells) for (const c of row) if (c.kind === 'number') numbers.add(c.number)
  return { grid, rows: grid.rows.map((r) => r.text), columns: grid.columns.map((c) => c.text), numbers }
}

// the cells of the one row or column that a sentence names, or the one where both meet
function cellsNamed(text: string, { grid, rows, columns }: Asked): readonly GridCell[] {
  const [row, secondRow] = labelsIn(text, rows, 3)
  const [column, secondColumn] = labelsIn(text, columns, 3)
  const isRow = row !== undefined && secondRow === undefined
  const isColumn = column !== undefined && secondColumn === undefined
  if (isRow) return isColumn ? [grid.cells[row]![column]!] : grid.cells[row]!
  return isColumn ? grid.cells.map((r) => r[column]!) : []
}

function check(s: Sentence, tables: readonly Asked[], moved: ReadonlySet<number | undefined>, desk: AuditDesk): void {
  const open = s.mentions.filter((m) => isOpen(s, m, desk))
  if (open.length === 0) return
  const text = s.text.toLowerCase()
  const named: (readonly GridCell[])[] = []
  for (const m of open) {
    const printed = shown(m)
    if (tables.some((t) => t.numbers.has(Number(printed)))) continue
    const hits = tables.flatMap((t, n) => {
      named[n] ??= cellsNamed(text, t)
      return named[n].flatMap((c) =>
        c.kind === 'number' && isSlip(m, printed, c) && (!isStep(s, m) || isRate(c)) ? [{ g: t.grid, c }] : [],
      )
    })
    const [hit] = hits
    if (hit === undefined || new Set(hits.map((h) => h.c.text)).size !== 1) continue
    // the slip is the cell's, where that is told of already, and of rows that moved nobody knows what stood there
    if (desk.isTold(hit.c.start, hit.c.end) || moved.has(hit.g.number)) continue
    const at = s.text.slice(m.start - s.start, m.end - s.start)
    desk.tell(
      'audit/inconsistent',
      desk.place(m.start, m.end),
      {
        en: `\`${at}\` disagrees with \`${hit.c.text}\` in table ${hit.g.number}, where two digits stand the other way round`,
        zh: `\`${at}\` 与表 ${hit.g.number} 的 \`${hit.c.text}\` 不符，两位数字互换`,
      },
      { confidence: 0.8, printed: at, expected: hit.c.text },
    )
  }
}

// up 12.1%: what is said of a change stands in a cell of one
function isRate({ text }: GridCell): boolean {
  return /^[+\-−]|[%％]/.test(text.trim())
}

function shown(m: Mention): string {
  const scale = toNumber(m.scale)
  return (toNumber(m.value) / scale).toFixed(Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(scale))))
}

function isOpen(s: Sentence, m: Mention, desk: AuditDesk): boolean {
  if (m.form !== 'digits' || m.high !== undefined || m.bound !== 'exact' || m.value.lte(0) || isQuoted(s, m))
    return false
  if (shown(m).replace(/\D/g, '').length < 3 || desk.isTold(m.start, m.end)) return false
  if (m.unitText === '' && m.scaleText === '' && m.value.gte(1900) && m.value.lte(2100)) return false
  if (isBase(s, m) || /[=×*]/.test(s.text)) return false
  const around = textBetween(s, m.start - 30, m.start) + textBetween(s, m.numberEnd, m.numberEnd + 24)
  return !changes.test(around)
}

function isSlip(m: Mention, printed: string, c: GridCell): boolean {
  if (
    isPercent(m.unitText) !== (isPercent(c.unitText) || /[%％]/.test(c.text)) &&
    !(isPercent(m.unitText) && c.unitText === '')
  )
    return false
  // whole numbers of three figures meet by chance
  if ((c.decimals ?? 0) <= 0) return false
  const right = c.number.toFixed(Math.max(0, c.decimals ?? 0))
  return slipOf(printed, right) === 'exchange' && printed.length === right.length
}
