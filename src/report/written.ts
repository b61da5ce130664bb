import type { Binder } from './binder.ts'
import { type HeadUnit, headUnit } from './head.ts'
import { checkCellMeasures } from './label.ts'
import { checkCellOwners } from './owner.ts'
import { plainOf } from './plain.ts'
import { bindProse, type ProseOptions } from './prose.ts'
import type { RawTable } from './raw.ts'
import { checkCellScopes } from './scoped.ts'
import type { Cell, Column, Row } from './tree.ts'

/** Columns and rows of a table, bound. */
export interface TableBody {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

/** A hand-written table with the links in its cells bound; `strict` tells of the numbers that are not. */
export function bindTable(table: RawTable, binder: Binder, strict = true, caption: HeadUnit | null = null): TableBody {
  const columns = table.columns.map((c) => ({
    ...c,
    children: bindProse(c.children, binder, { bare: true, strict: strict && 'label' }),
  }))
  const heads = columns.map((c) => headUnit(plainOf(c.children).text, binder.registry.units) ?? caption)
  const rows = table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, i) =>
      bindCell(cell, strict && (i > 0 || 'label'), binder, i === 0 ? null : (heads[i] ?? caption)),
    ),
  }))
  for (const row of rows) {
    const [label, ...cells] = row.cells
    const owned = cells.flatMap(({ binding }, i) =>
      binding === undefined ? [] : [{ binding, head: plainOf(columns[i + 1]?.children ?? []).text }],
    )
    if (label === undefined) continue
    const said = plainOf(label.children).text
    binder.diagnostics.push(
      ...checkCellOwners(said, owned, binder),
      ...checkCellMeasures(said, owned, binder),
      ...checkCellScopes(said, owned, binder),
    )
  }
  return { columns, rows }
}

function bindCell(cell: Cell, strict: ProseOptions['strict'], binder: Binder, head: HeadUnit | null): Cell {
  const children = bindProse(cell.children, binder, { bare: true, strict, head })
  const only = children.length === 1 ? children[0] : undefined
  return only?.kind === 'number' && only.binding !== undefined
    ? { ...cell, children, binding: only.binding }
    : { ...cell, children }
}
