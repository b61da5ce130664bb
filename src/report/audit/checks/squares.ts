import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import type { Linked } from '../prose/audit.ts'
import { cover } from '../table/agree.ts'
import { alignColumns, alignRows, type Displaced } from '../table/align.ts'
import { type CellState, statesOf, tellSwaps } from '../table/cells.ts'
import { cellOf, missing } from '../table/content.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import type { Item } from '../table/item.ts'
import type { Read } from './input.ts'

// scores of one list stand no further apart
const reach = 500
const leastCells = 6
const leastSure = 0.7

/**
 * Tells of scores in lists and sentences that stand beside other models or benchmarks than their own: the numbers of a
 * passage make a square of models and benchmarks, whose lines are held against what is known as those of a table are.
 */
export function checkSquares({ desk, links }: Read): void {
  if (links.length < leastCells) return
  let run: Linked[] = []
  for (const l of links) {
    if (l.link.subject === null || l.link.measure === null || l.link.sure < leastSure || l.link.isRule === true)
      continue
    const last = run.at(-1)
    if (last !== undefined && placeOf(l).start - placeOf(last).end > reach) {
      check(run, desk)
      run = []
    }
    run.push(l)
  }
  check(run, desk)
}

function placeOf({ sentence, index }: Linked) {
  return sentence.mentions[index]!
}

function check(run: readonly Linked[], desk: AuditDesk): void {
  if (run.length < leastCells || run.length > 2_000) return
  const grid = squareOf(run, desk)
  if (grid === null) return
  const covered = cover(grid, desk.knowledge)
  const rows = alignRows(covered)
  for (const group of rows.displaced) tell(grid, group, 'row', desk)
  if (rows.displaced.length > 0) return
  const columns = alignColumns(covered, rows.label)
  for (const group of columns.displaced) tell(grid, group, 'column', desk)
  if (columns.displaced.length > 0) return
  const states = statesOf(covered, rows.label, columns.label)
  const open = states.map((row) => row.filter((s) => !desk.isTold(s.cell.start, s.cell.end)))
  const told = new Set<CellState>()
  for (const row of open) tellSwaps(row, grid, told, desk)
  for (const [k] of grid.columns.entries())
    tellSwaps(
      open.flatMap((row) => row.filter((s) => s.column === k)),
      grid,
      told,
      desk,
    )
}

// models down, benchmarks across; none where a pair is said twice and differently
function squareOf(run: readonly Linked[], desk: AuditDesk): Grid | null {
  const { registry } = desk.input
  const subjects = [...new Set(run.map((l) => l.link.subject!))]
  const measures = [...new Set(run.map((l) => l.link.measure!))]
  if (subjects.length < 2 || measures.length < 2) return null
  const cells: GridCell[][] = subjects.map(() => measures.map(() => missing))
  let count = 0
  for (const l of run) {
    const { numberStart, numberEnd } = placeOf(l)
    const text = l.sentence.text.slice(numberStart - l.sentence.start, numberEnd - l.sentence.start)
    const [i, k] = [subjects.indexOf(l.link.subject!), measures.indexOf(l.link.measure!)]
    const at = { text, start: numberStart, end: numberEnd, ref: '' }
    const cell = cellOf(at, at, registry.units)
    const before = cells[i]![k]!
    if (before !== missing && before.number !== cell.number) return null
    cells[i]![k] = cell
    count += 1
  }
  if (count < leastCells || count < subjects.length * measures.length * 0.6) return null
  const item = (text: string, entity: string | null, measure: string | null): Item => ({
    text,
    start: 0,
    end: 0,
    entity,
    measure,
    scope: {},
  })
  return {
    number: 0,
    caption: '',
    rows: subjects.map((id) => item(registry.entity(id)?.en ?? id, id, null)),
    columns: measures.map((id) => item(registry.measure(id)?.en ?? id, null, id)),
    cells,
    rowAt: subjects.map((_, n) => n + 1),
    columnAt: measures.map((_, n) => n + 1),
    down: 'entity',
    table: { kind: 'table', start: 0, end: 0, title: '', rows: [] },
  }
}

function tell(grid: Grid, { moves, kind }: Displaced, axis: 'row' | 'column', desk: AuditDesk): void {
  const items = axis === 'row' ? grid.rows : grid.columns
  const lineOf = (n: number) =>
    (axis === 'row' ? grid.cells[n]! : grid.cells.map((row) => row[n]!)).filter((c) => c.end > 0)
  const all = moves.flatMap(([from]) => lineOf(from)).sort((a, b) => a.start - b.start)
  if (kind === 'duplicate' || all.length < 3 || all.some((c) => desk.isTold(c.start, c.end))) return
  const names = moves.map(([from, to]) => [items[from]!.text, items[to]!.text] as const)
  const en = names.map(([a, b]) => `${a} has those of ${b}`).join(', ')
  const zh = names.map(([a, b]) => `${a} 处为 ${b} 的数值`).join('，')
  const first = all[0]!
  const facts = moves.flatMap(([from, to]) => knownOf(grid, axis, from, to, desk)).slice(0, 8)
  desk.tell(
    'audit/value-swap',
    desk.place(first.start, first.end),
    {
      en: `the scores here stand beside other names than their own: ${en}`,
      zh: `此处的得分与名称错位：${zh}`,
    },
    {
      confidence: 0.9,
      printed: names.map(([a]) => a).join(' | '),
      expected: names.map(([a, b]) => `${a} → ${b}`).join('; '),
      facts: facts.map((k) => k.fact),
    },
  )
}

function knownOf(grid: Grid, axis: 'row' | 'column', from: number, to: number, desk: AuditDesk): readonly Known[] {
  const others = axis === 'row' ? grid.columns.length : grid.rows.length
  return Array.from({ length: others }, (_, k) => {
    const cell = axis === 'row' ? grid.cells[from]![k]! : grid.cells[k]![from]!
    const [subject, measure] =
      axis === 'row'
        ? [grid.rows[to]!.entity, grid.columns[k]!.measure]
        : [grid.rows[k]!.entity, grid.columns[to]!.measure]
    return cell.end === 0 || subject === null || measure === null
      ? undefined
      : desk.knowledge.of(subject, measure).find((x) => Math.abs(x.number - cell.number) < 0.051)
  }).filter((x) => x !== undefined)
}
