import { type Diagnostic, decimal, formatAmount, parseAmount, type Span } from '../base/index.ts'
import { type Derived, factAddress, factInterval, formatValue, isDiagnostic, type Resolved } from '../facts/index.ts'
import { agree } from './agree.ts'
import { addBinding, type Binder } from './binder.ts'
import { report } from './codes.ts'
import { conditionFinding, shotsIn } from './context.ts'
import {
  type Answer,
  answer,
  type Conditions,
  conditionsOf,
  type Item,
  itemOf,
  readSpec,
  type Spec,
  scalar,
  tell,
} from './exhibit.ts'
import { checkCaption, checkUse, type HeadUnit, type HeadUse, headFor, headUnit, noteUse, underHead } from './head.ts'
import { printDerived } from './number.ts'
import { validOptions } from './options.ts'
import { plainOf } from './plain.ts'
import { bindProse } from './prose.ts'
import type { RawExhibit } from './raw.ts'
import { trailCell, trailOf } from './trail.ts'
import type { Cell, Column, Inline, NumberInline, Row } from './tree.ts'
import { truthOf } from './truth.ts'
import { bindTable, type TableBody } from './written.ts'

const keys: readonly string[] = ['columns', 'rows', 'where', 'relax', 'places', 'scale', 'head', 'transpose']

/** The body of a `:::table`: generated from its query, written by hand, or written and checked cell by cell. */
export function tableBody(exhibit: RawExhibit, whole: string, binder: Binder): TableBody {
  const spec = readSpec(exhibit, keys, whole, binder)
  const caption = headUnit(plainOf(exhibit.caption).text, binder.registry.units)
  if (spec !== null) checkCaption(exhibit, spec.value, binder)
  const written = exhibit.table === null ? null : bindTable(exhibit.table, binder, spec === null, caption)
  if (spec === null) {
    if (written === null) tell(binder, 'a table needs a query block or rows', '表格需要查询块或表格行', exhibit.at)
    return written ?? { columns: [], rows: [] }
  }
  const grid = gridOf(spec, caption, binder)
  if (written !== null) {
    return checkWritten(written, grid, spec, binder, exhibit.table!.at)
  }
  const made = generate(grid, spec, binder)
  checkUse(exhibit, grid.heads, binder)
  return made
}

/** What a query block lays out: a place for every cell. */
interface Grid {
  readonly columns: readonly Item[]
  readonly rows: readonly (Item | { readonly group: string })[]
  readonly where: Conditions
  readonly relax: readonly string[]
  /** the unit that the caption gives */
  readonly caption: HeadUnit | null
  /** what the caption's unit was used for */
  readonly heads: HeadUse
  /** whether rows are measures and columns subjects */
  readonly measuresDown: boolean
}

function gridOf(spec: Spec, caption: HeadUnit | null, binder: Binder): Grid {
  const { value } = spec
  const items = (key: string): readonly (Item | { group: string })[] => {
    const list = value[key]
    if (!Array.isArray(list)) {
      tell(binder, `\`${key}\` is no list`, `\`${key}\` 不是列表`, spec.at([key]))
      return []
    }
    return list.flatMap((entry, i): readonly (Item | { group: string })[] => {
      const group = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>).group : undefined
      if (group !== undefined) return [{ group: scalar(group) }]
      const item = itemOf(entry, spec, [key, i], binder)
      return item === null ? [] : [item]
    })
  }
  const columns = items('columns').filter((c): c is Item => 'name' in c)
  const rows = items('rows')
  const first = columns[0]
  const measuresDown =
    first === undefined ||
    binder.registry.measure(first.name) === undefined ||
    binder.registry.entity(first.name) !== undefined
  const relax = Array.isArray(value.relax) ? value.relax.map(scalar) : []
  return {
    columns,
    rows,
    where: conditionsOf(value.where),
    relax,
    caption,
    heads: { used: false, other: '' },
    measuresDown,
  }
}

function ask(grid: Grid, row: Item, column: Item) {
  const subject = grid.measuresDown ? column : row
  const measure = grid.measuresDown ? row : column
  return {
    subject: subject.name,
    measure: measure.name,
    where: new Map([...grid.where, ...subject.where, ...measure.where]),
    relax: grid.relax,
  }
}

function generate(grid: Grid, spec: Spec, binder: Binder): TableBody {
  const { value } = spec
  const head: Column = { children: textInline(scalar(value.head), spec), align: 'left' }
  const columns = [
    head,
    ...grid.columns.map(
      (c): Column => ({
        children: textInline(labelOf(c, !grid.measuresDown, binder), spec),
        align: !grid.measuresDown && [parentColumn, noteColumn].includes(c.name) ? 'left' : 'right',
      }),
    ),
  ]
  const rows = grid.rows.map((row, i): Row => {
    if ('group' in row) return { kind: 'group', cells: [{ children: textInline(row.group, spec), note: '' }] }
    const label: Cell = { children: textInline(labelOf(row, grid.measuresDown, binder), spec), note: '' }
    return {
      kind: 'row',
      cells: [label, ...grid.columns.map((column) => generateCell(grid, row, column, spec, i, binder))],
    }
  })
  return value.transpose === true || value.transpose === 'yes' ? transpose({ columns, rows }) : { columns, rows }
}

function labelOf(item: Item, isMeasure: boolean, binder: Binder): string {
  if (item.label !== '') return item.label
  if (!isMeasure) return binder.naming.entity(binder.registry.entity(item.name)?.id ?? item.name)
  const conditions = [...item.where]
    .flatMap(([k, v]) => v.map((x) => binder.naming.scope(k, x)))
    .filter((t) => t !== '')
  const name = binder.naming.measure(binder.registry.measure(item.name)?.id ?? item.name)
  if (conditions.length === 0) return name
  return binder.lang === 'zh' ? `${name}（${conditions.join('，')}）` : `${name} (${conditions.join(', ')})`
}

function textInline(text: string, spec: Spec): readonly Inline[] {
  return text === '' ? [] : [{ kind: 'text', text, at: spec.at([]) }]
}

// who stands behind a subject, such as the company of an app, is a name and no fact; a note is the author's own
const parentColumn = 'parent'
const noteColumn = 'note'

function generateCell(grid: Grid, row: Item, column: Item, spec: Spec, index: number, binder: Binder): Cell {
  const at = spec.at(['rows', index])
  if (!grid.measuresDown && column.name === parentColumn) {
    const parent = binder.registry.entity(row.name)?.parent ?? ''
    return { children: textInline(parent === '' ? '–' : binder.naming.entity(parent), spec), note: '' }
  }
  if (!grid.measuresDown && column.name === noteColumn) return noteCell(grid, row, column, spec, index, binder)
  const asked = ask(grid, row, column)
  const print = (found: Answer): string => {
    const derived = derivedOf(found)
    const options = validOptions(printOptions(spec, row, column), derived, at, binder)
    const head = headFor(grid.caption, derived.unit, binder.registry.units)
    const text = printDerived(derived, options, true, binder, options.scale === undefined ? head : null)
    noteUse(grid.heads, head, grid.caption, derived.unit, options.unit === 'none', binder.registry.units, text)
    return text
  }
  const periods = trailOf(column.options.trail)
  if (periods > 0) return trailCell(asked, periods, (f) => numberOf(f, print(f), at, binder), binder, at)
  const { empty } = column.options
  const found = answer({ ...asked, mayFail: empty !== undefined }, binder, at)
  if (isDiagnostic(found)) {
    if (empty !== undefined && found.code === 'report/empty-cell') return plainCell(scalar(empty), spec)
    binder.diagnostics.push(found)
    return plainCell('?', spec)
  }
  const text = print(found)
  const note = [noteOf(found, binder), ...keysOf(column.options.show).map((k) => shownKey(found, k, binder))]
    .filter((t) => t !== '')
    .join(binder.lang === 'zh' ? '，' : ', ')
  const said = shotsIn(row.label)
  const { shots } = found.fact.scope
  if (said.length > 0 && shots !== undefined && !said.includes(shots) && !shotsIn(note).includes(shots)) {
    // one wrong label is one finding, however many cells stand behind it
    const told = `condition ${at.start} ${shots}`
    if (!binder.told.has(told)) binder.diagnostics.push(conditionFinding(found.fact, said, at))
    binder.told.add(told)
  }
  return { ...boundCell(found, text, at, binder), note }
}

function plainCell(text: string, spec: Spec): Cell {
  return { children: textInline(text, spec), note: '' }
}

// numbers in a note are claims like those of any other words; `of` is a measure that says in words what to beware of
function noteCell(grid: Grid, row: Item, column: Item, spec: Spec, index: number, binder: Binder): Cell {
  const written = textInline(scalar(row.options.note), { ...spec, at: () => spec.at(['rows', index, 'note']) })
  const children = bindProse(written, binder, { bare: true, strict: 'label' })
  const asked = ask(grid, row, { ...column, name: scalar(column.options.of) })
  const at = spec.at(['rows', index])
  const where = new Map([...asked.where, ['lang', [binder.lang]]])
  const found = column.options.of === undefined ? null : answer({ ...asked, where, mayFail: true }, binder, at)
  if (found === null || isDiagnostic(found)) return { children, note: '' }
  const comma = children.length === 0 ? [] : textInline(binder.lang === 'zh' ? '；' : '; ', spec)
  return { children: [...children, ...comma, numberOf(found, formatValue(found.fact), at, binder)], note: '' }
}

function keysOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(scalar)
}

function shownKey(found: Answer, key: string, binder: Binder): string {
  const value = found.fact.scope[key]
  if (value === undefined) return ''
  const shown = /^\d+$/.test(value)
    ? formatAmount({ value: decimal(value), bound: 'exact' }, { lang: binder.lang, scale: 'auto', unitText: '' })
    : value
  return binder.naming.scope(key, shown)
}

function boundCell(found: Answer, text: string, at: Span, binder: Binder): Cell {
  const number = numberOf(found, text, at, binder)
  return { children: [number], note: '', binding: number.binding! }
}

function numberOf(found: Answer, text: string, at: Span, binder: Binder): NumberInline {
  const derived = derivedOf(found)
  const address = cellAddress(found)
  const binding = addBinding(binder, derived.facts, {
    address,
    text,
    value: derived.value === null ? '' : derived.value.toFixed(),
    unit: derived.unit,
    ...(found.fact.decimals === undefined ? {} : { decimals: found.fact.decimals }),
    interval: derived.interval,
    derived: false,
    at,
  })
  return { kind: 'number', text, address, scheme: 'fact', options: {}, at, textAt: at, binding }
}

function printOptions(spec: Spec, row: Item, column: Item): Readonly<Record<string, string>> {
  const options: Record<string, string> = {}
  for (const key of ['places', 'scale', 'unit', 'as', 'group']) {
    const chosen = column.options[key] ?? row.options[key] ?? spec.value[key]
    if (chosen !== undefined) options[key] = scalar(chosen)
  }
  return options
}

function cellAddress(found: Answer): string {
  const address = factAddress(found.fact)
  const source = found.fact.evidence.source
  return source === '' ? address : `${address}${address.includes('?') ? '&' : '?'}source=${source}`
}

/** The answer to a cell as something that can be printed and bound. */
export function derivedOf(found: Answer): Derived {
  const resolved: Resolved = { fact: found.fact, group: found.group, duplicates: 'single' }
  const { value, unit } = found.fact
  return {
    kind: 'derived',
    value: value.kind === 'number' ? decimal(value.text) : null,
    interval: factInterval(found.fact),
    unit,
    facts: [resolved],
    fact: resolved,
    relation: null,
  }
}

function noteOf(found: Answer, binder: Binder): string {
  if (found.fact.value.kind === 'not-reported') return ''
  return found.differs
    .map((key) => binder.naming.scope(key, found.fact.scope[key] ?? ''))
    .filter((t) => t !== '')
    .join(binder.lang === 'zh' ? '，' : ', ')
}

function transpose(body: TableBody): TableBody {
  const rows = body.rows.filter((r) => r.kind === 'row')
  const columns = [body.columns[0]!, ...rows.map((r): Column => ({ children: r.cells[0]!.children, align: 'right' }))]
  const turned = body.columns.slice(1).map(
    (column, i): Row => ({
      kind: 'row',
      cells: [{ children: column.children, note: '' }, ...rows.map((r) => r.cells[i + 1]!)],
    }),
  )
  return { columns, rows: turned }
}

// plain cells of a written table are bound by the heads of their rows and columns
function checkWritten(table: TableBody, grid: Grid, spec: Spec, binder: Binder, at: Span): TableBody {
  const items = grid.rows.filter((r): r is Item => 'name' in r)
  const isValueRow = (row: Row) => row.cells.slice(1).some((c) => plainOf(c.children).text.trim() !== '')
  const count = table.rows.filter(isValueRow).length
  if (count !== items.length || table.columns.length !== grid.columns.length + 1) {
    tell(
      binder,
      `the table has ${count} rows and ${table.columns.length - 1} columns of values, the query ${items.length} and ${grid.columns.length}`,
      `表格有 ${count} 行 ${table.columns.length - 1} 列数值，查询为 ${items.length} 行 ${grid.columns.length} 列`,
      at,
    )
    return table
  }
  const left = [...items]
  const rows = table.rows.map((row): Row => {
    if (!isValueRow(row)) return { kind: 'group', cells: row.cells.slice(0, 1) }
    const item = left.shift()!
    return {
      ...row,
      cells: row.cells.map((cell, i) =>
        i === 0 ? cell : checkCellAt(cell, grid, item, grid.columns[i - 1], spec, binder),
      ),
    }
  })
  return { columns: table.columns, rows }
}

function checkCellAt(cell: Cell, grid: Grid, row: Item, column: Item | undefined, spec: Spec, binder: Binder): Cell {
  if (column === undefined || cell.children.some((c) => c.kind === 'number')) return cell
  const found = answer(ask(grid, row, column), binder, spec.at(['rows']))
  if (isDiagnostic(found)) {
    binder.diagnostics.push(found)
    return cell
  }
  const options = validOptions(printOptions(spec, row, column), derivedOf(found), spec.at([]), binder)
  checkCell(cell, found, options, headFor(grid.caption, found.fact.unit, binder.registry.units), binder)
  return {
    ...boundCell(found, plainOf(cell.children).text.trim(), cell.children[0]?.at ?? spec.at([]), binder),
    note: cell.note,
  }
}

function checkCell(
  cell: Cell,
  found: Answer,
  options: Readonly<Record<string, string>>,
  head: HeadUnit | null,
  binder: Binder,
): void {
  const text = plainOf(cell.children).text.trim()
  const at = cell.children[0]?.at
  const derived = derivedOf(found)
  const expected = printDerived(derived, options, true, binder, head)
  if (cellAgrees(text, derived, expected, head, binder)) return
  const finding: Diagnostic = report(
    'report/cell-mismatch',
    {
      en: `cell "${text}" is ${expected} in \`${cellAddress(found)}\``,
      zh: `单元格“${text}”在 \`${cellAddress(found)}\` 中为 ${expected}`,
    },
    at === undefined ? {} : { at, fix: { span: at, text: expected } },
  )
  binder.diagnostics.push(finding)
}

function cellAgrees(text: string, derived: Derived, expected: string, head: HeadUnit | null, binder: Binder): boolean {
  if (derived.value === null) return text === expected || (expected === '–' && /^[-–—－]+$/.test(text))
  const mention = parseAmount(text)
  if (mention === null) return false
  return (
    agree(underHead(mention, head), truthOf(derived, binder.registry), binder.registry.units, true).kind === 'agrees'
  )
}
