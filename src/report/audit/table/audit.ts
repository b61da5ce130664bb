import type { ExtractTable } from '../../../base/index.ts'
import { type Scope, sortScope } from '../../../facts/index.ts'
import { checkScores } from '../checks/scores.ts'
import type { Claim } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { type Covered, cover, namedAt, pairOf } from './agree.ts'
import { type Alignment, alignColumns, alignRows } from './align.ts'
import { type CellState, statesOf, tellCells } from './cells.ts'
import type { GridCell } from './content.ts'
import { type Grid, gridOf, mostColumns } from './grid.ts'
import { inHundredths } from './hundredths.ts'
import { underModel } from './item.ts'
import { tellConditions, tellNames } from './labels.ts'
import { tellMeasures } from './misnamed.ts'
import { tellMoved } from './moved.ts'
import { isOfPages } from './pages.ts'
import { tellRules } from './rules.ts'
import { alignByForm } from './structure.ts'
import { tidyOf } from './tidy.ts'

/** Audits one table: whole lines first, then labels, then single cells; returns its grid. */
export function auditTable(table: ExtractTable, number: number, caption: string, desk: AuditDesk): Grid | null {
  if (isOfPages(table, desk.input.extract.text)) return null
  const { names, registry } = desk.input
  const read = gridOf(table, number, caption, names, registry.units)
  const again = read === null ? -1 : besideOf(table)
  if (read !== null && again !== -1) return auditBeside(read, table, again, number, caption, desk)
  const grid = read === null ? null : ofTitle(read, desk)
  countBeyond(table, desk)
  tellRules(table, number, caption, desk)
  if (grid === null) return null
  tellMisread(grid, desk)
  const scored = inHundredths(grid, desk.knowledge, registry)
  const covered = cover(scored, desk.knowledge)
  const rows = alignByForm(grid, alignRows(covered), desk.input.cues)
  const tidy = mayBeTidy(grid) ? tidyOf(table, grid, names) : null
  if (tidy !== null) {
    const square = inHundredths(tidy.grid, desk.knowledge, registry)
    const own = cover(square, desk.knowledge)
    auditGrid(square, own, alignRows(own), desk)
    takeClaims(without(grid, tidy.column), [], new Set(), null, desk)
    return grid
  }
  if (grid.down === null) {
    tellMoved('row', covered, rows, desk)
    takeClaims(grid, [], new Set(), null, desk)
    return grid
  }
  auditGrid(scored, covered, rows, desk)
  return grid
}

// Benchmark | A | B | Benchmark | A | B: where the head begins anew
function besideOf({ rows }: ExtractTable): number {
  const [head] = rows
  const first = head?.[0]?.text.trim() ?? ''
  if (head === undefined || first === '' || /\d/.test(first) || head.length < 4) return -1
  const again = head.findIndex((c, n) => n > 1 && c.text.trim() === first)
  return again !== -1 && again < head.length - 1 && head.filter((c) => c.text.trim() === first).length === 2
    ? again
    : -1
}

function auditBeside(
  whole: Grid,
  table: ExtractTable,
  again: number,
  number: number,
  caption: string,
  desk: AuditDesk,
): Grid {
  const { names, registry } = desk.input
  for (const [from, to] of [
    [0, again],
    [again, undefined],
  ] as const) {
    const part = { ...table, rows: table.rows.map((r) => r.slice(from, to)) }
    const grid = gridOf(part, number, caption, names, registry.units)
    if (grid === null) continue
    const placed = { ...grid, columnAt: grid.columnAt.map((c) => c + from) }
    const covered = cover(placed, desk.knowledge)
    if (placed.down === null) takeClaims(placed, [], new Set(), null, desk)
    else auditGrid(placed, covered, alignRows(covered), desk)
  }
  countBeyond(table, desk)
  return whole
}

// a model card: Benchmark | Score under a title that names the model
function ofTitle(grid: Grid, { input: { extract, names } }: AuditDesk): Grid {
  const [title] = extract.blocks
  if (grid.down !== 'measure' || title?.kind !== 'heading' || grid.columns.some((c) => c.entity !== null)) return grid
  const columns = underModel(grid.columns, extract.text.slice(title.start, title.end), names)
  return columns === grid.columns ? grid : { ...grid, columns }
}

// no line across says what the lines down are measured by, or of
function mayBeTidy({ rows, columns, down }: Grid): boolean {
  if (rows.length > mostTidy) return false
  if (down === null) return true
  const [label, head] = down === 'entity' ? (['entity', 'measure'] as const) : (['measure', 'entity'] as const)
  return rows.some((r) => r[label] !== null) && columns.every((c) => c[head] === null)
}

const mostTidy = 2_000

function without(grid: Grid, column: number): Grid {
  const left = <T>(list: readonly T[]) => list.filter((_, c) => c !== column)
  return {
    ...grid,
    columns: left(grid.columns),
    columnAt: left(grid.columnAt),
    cells: grid.cells.map(left),
    down: null,
  }
}

function auditGrid(grid: Grid, covered: Covered, rows: Alignment, desk: AuditDesk): void {
  const columns = alignColumns(covered, rows.label)
  tellMoved('row', covered, rows, desk)
  tellMoved('column', covered, columns, desk)
  const axis = grid.down === 'measure' ? 'column' : 'row'
  const meant = tellNames(covered, axis, axis === 'column' ? rows.label : columns.label, desk)
  const named = meant.size === 0 ? covered : cover(rename(grid, axis, meant), desk.knowledge)
  const states = statesOf(named, rows.label, columns.label)
  const wrong = tellCells(states, grid, { rows: emptied(rows), columns: emptied(columns) }, desk)
  const lines = axis === 'column' ? ('row' as const) : ('column' as const)
  const moved = new Set((lines === 'row' ? rows : columns).displaced.flatMap((d) => d.moves.flat()))
  tellMeasures(covered, lines, lines === 'row' ? columns.label : rows.label, moved, desk)
  const taken = tellConditions(states, grid, rows.label, columns.label, desk)
  checkScores(grid, states, wrong, desk)
  takeClaims(grid, states, wrong, { rows: rows.label, columns: columns.label, taken }, desk)
}

// the columns of a table too wide to look at are counted, so that nobody takes silence for consent
function countBeyond(table: ExtractTable, desk: AuditDesk): void {
  for (const row of table.rows)
    for (let c = mostColumns; c < row.length; c += 1) if (/^\s?[-+]?\d/.test(row[c]!.text)) desk.counted += 1
}

function emptied({ displaced }: Alignment): ReadonlySet<number> {
  return new Set(displaced.flatMap(({ kind, moves }) => (kind === 'duplicate' ? [] : moves.map(([, to]) => to))))
}

// a letter for a digit is a slip of whoever read the picture, not of whoever wrote the table
function tellMisread(grid: Grid, desk: AuditDesk): void {
  for (let j = 0; j < grid.cells.length; j += 1) {
    const row = grid.cells[j]!
    for (let k = 0; k < row.length; k += 1) {
      const cell = row[k]!
      if (!cell.recognised || cell.amount === null) continue
      // 0o644 is an octal number
      if (/^[+-]?0o/i.test(cell.text)) continue
      const right = cell.amount.value.toFixed(Math.max(0, cell.decimals))
      desk.tell(
        'audit/recognition',
        desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[k]! }),
        {
          en: `\`${cell.text}\` was read as \`${right}\`: a letter stands where a digit belongs`,
          zh: `\`${cell.text}\` 按 \`${right}\` 读取：数字位置出现了字母`,
        },
        {
          confidence: 0.9,
          printed: cell.text,
          expected: right,
          repair: {
            message: { en: `write \`${right}\``, zh: `请写 \`${right}\`` },
            edits: [{ start: cell.start, end: cell.end, text: right }],
          },
          origin: 'extraction',
        },
      )
    }
  }
}

function rename(grid: Grid, axis: 'row' | 'column', meant: ReadonlyMap<number, string>): Grid {
  const items = (axis === 'column' ? grid.columns : grid.rows).map((item, n) => {
    const entity = meant.get(n)
    return entity === undefined ? item : { ...item, entity }
  })
  return axis === 'column' ? { ...grid, columns: items } : { ...grid, rows: items }
}

interface Labels {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  /** cells whose score was taken under other conditions */
  readonly taken: ReadonlySet<CellState>
}

function takeClaims(
  grid: Grid,
  states: readonly (readonly CellState[])[],
  wrong: ReadonlySet<CellState>,
  labels: Labels | null,
  desk: AuditDesk,
): void {
  for (let j = 0; j < grid.cells.length; j += 1) {
    const row = grid.cells[j]!
    for (let k = 0; k < row.length; k += 1) {
      const cell = row[k]!
      const line = cell.line ?? grid.rowAt[j]!
      const place = () => desk.place(cell.start, cell.end, { table: grid.number, row: line, cell: grid.columnAt[k]! })
      if (holdsSeveral(cell)) desk.claims.push({ ...unread, text: cell.text, at: place() })
      if (cell.kind !== 'number' || cell.amount === null) continue
      const [i, c] = labels === null ? [j, k] : [labels.rows[j]!, labels.columns[k]!]
      const { subject, measure } = namedAt(grid, j, k)
      const state = states[j]?.[k]
      const scope = scopeOf(grid.columns[k]!.scope, grid.rows[j]!.scope, cell.note)
      const moved = i !== j || c !== k
      const found = verdictOf(state, wrong, subject, measure)
      const verdict: Pick<Claim, 'verdict' | 'why'> =
        moved && state?.hit === true
          ? { verdict: 'mismatch', why: '' }
          : state !== undefined && labels?.taken.has(state) === true
            ? { verdict: 'other-conditions', why: '' }
            : found
      const at = place()
      const unit = unitOf(cell.unitText, measure, desk)
      const { amount, text } = cell
      desk.claims.push({
        kind: 'claim',
        text,
        at,
        subject,
        measure,
        scope,
        period: '',
        amount,
        unit,
        verdict: verdict.verdict,
        why: verdict.why,
      })
      const real = pairOf(grid, i, c)
      if (real !== null && (moved || verdict.verdict !== 'mismatch'))
        desk.own.push({
          key: `${real.subject}\n${real.measure}`,
          subject: real.subject,
          measure: real.measure,
          scope,
          amount,
          unit,
          text,
          at,
          verdict: moved ? 'match' : verdict.verdict,
          sure: 1,
        })
    }
  }
}

const noScope: Scope = Object.freeze({})

const unread: Omit<Claim, 'text' | 'at'> = Object.freeze({
  kind: 'claim',
  subject: null,
  measure: null,
  scope: noScope,
  period: '',
  amount: null,
  unit: '',
  verdict: 'unlinked',
  why: 'not-parsed',
})

// 86.1 / 58.1 under one name: of which it cannot be said what is which
function holdsSeveral({ kind, text }: GridCell): boolean {
  return kind === 'text' && text.length < 60 && /[.%]/.test(text) && several.test(text)
}

const several = /^\s*[~≈]?\d[\d.,]*\s?%?(?:\s*(?:[/／|;；]|vs\.?)\s*[~≈]?\d[\d.,]*\s?%?){1,4}\s*$/i

function scopeOf(...parts: readonly Scope[]): Scope {
  const stated = parts.filter(holdsAny)
  if (stated.length === 0) return noScope
  const [only] = stated
  if (stated.length > 1) return sortScope(Object.assign({}, ...stated))
  // labels are kept, and so are their scopes
  const known = sorted.get(only!)
  if (known !== undefined) return known
  const scope = sortScope(only!)
  sorted.set(only!, scope)
  return scope
}

const sorted = new WeakMap<Scope, Scope>()

function holdsAny(scope: Scope): boolean {
  for (const _ in scope) return true
  return false
}

function verdictOf(
  state: CellState | undefined,
  wrong: ReadonlySet<CellState>,
  subject: string | null,
  measure: string | null,
): Pick<Claim, 'verdict' | 'why'> {
  const isLinked = subject !== null && measure !== null
  if (state === undefined || (!isLinked && state.known.length === 0))
    return { verdict: 'unlinked', why: measure === null ? 'no-measure' : 'no-subject' }
  if (state.known.length === 0) return { verdict: 'unchecked', why: 'no-fact' }
  if (wrong.has(state)) return { verdict: 'mismatch', why: '' }
  if (state.hit) return { verdict: state.known.some((k) => !k.older) ? 'match' : 'stale', why: '' }
  return { verdict: 'unchecked', why: 'other-measurement' }
}

function unitOf(text: string, measure: string | null, { input }: AuditDesk): string {
  const named = input.registry.units.named(text)
  const own = measure === null ? '' : (input.registry.measure(measure)?.unit ?? '')
  return named.find((u) => u.id === own)?.id ?? named[0]?.id ?? own
}
