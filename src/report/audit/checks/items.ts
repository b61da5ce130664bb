import type { Grid, GridCell } from '../table/grid.ts'
import { holds } from './inconsistent.ts'
import { bareLabel } from './near.ts'

const total =
  /^\W*(?:合计|总计|小计|全部|整体|平均|均值|其他|其它|其余|行业|total|sum|all|average|mean|overall|others?|rest|median|industry|market|n\b)/i

/** A table by its items, with the words that they are named by. */
export interface Items {
  readonly grid: Grid
  readonly names: readonly { readonly n: number; readonly text: string }[]
  readonly labels: readonly string[]
  readonly heads: readonly string[]
  readonly cell: (item: number, line: number) => GridCell
}

/** Whether a label is of a total, a mean or the rest, which is no item. */
export function isTotal(label: string): boolean {
  return total.test(label)
}

/** A table by its rows, and by its columns, as far as these are what a sentence may speak of. */
export function itemsOf(grid: Grid): readonly Items[] {
  const [rows, columns] = [grid.rows.map((r) => r.text), grid.columns.map((c) => c.text)]
  const byRow: Items = { grid, names: namesOf(rows), labels: rows, heads: columns, cell: (i, l) => grid.cells[i]![l]! }
  const byColumn: Items = {
    grid,
    names: namesOf(columns),
    labels: columns,
    heads: rows,
    cell: (i, l) => grid.cells[l]![i]!,
  }
  // benchmarks are crowned by nothing
  return grid.down === 'measure' ? [byColumn] : grid.down === 'entity' ? [byRow] : [byRow, byColumn]
}

/** What items go by: their whole labels, or a first word that no other has, H200 of H200 SXM. */
export function namesOf(labels: readonly string[]): Items['names'] {
  const bare = labels.map(bareLabel)
  const first = bare.map((b) => /^[^\s（(]+/.exec(b)?.[0] ?? '')
  return labels.flatMap((label, n) => {
    if (total.test(label)) return []
    const own = bare[n]!
    const short = first[n]!
    const names = (own.length >= 2 && /\p{L}/u.test(own)) || /^[甲乙丙丁戊己]$/.test(own) ? [{ n, text: own }] : []
    const isOwn = bare.every((b, m) => m === n || !holds(b, short))
    if (short !== own && short.length >= 3 && /[A-Z\d\u4e00-\u9fff]/.test(label) && isOwn && /\p{L}/u.test(short))
      names.push({ n, text: short })
    return names
  })
}

/** Where an item is named. */
export interface Named {
  readonly n: number
  readonly at: number
  readonly end: number
}

/** The items that a text in small letters names, each place by its longest name. */
export function namedIn(text: string, names: Items['names']): readonly Named[] {
  const found: Named[] = []
  for (const { n, text: name } of names) {
    if (!holds(text, name)) continue
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length))
      found.push({ n, at, end: at + name.length })
  }
  return found
    .filter((f) => !found.some((o) => o !== f && o.at <= f.at && o.end >= f.end && o.end - o.at > f.end - f.at))
    .sort((a, b) => a.at - b.at)
}

/** Whether one of several tables has a number beside an item of that name. */
export function isBorneOut(tables: readonly Items[], name: string, value: number): boolean {
  const text = name.toLowerCase()
  return tables.some((items) =>
    namedIn(text, items.names).some(({ n }) => items.heads.some((_, l) => Math.abs(items.cell(n, l).number) === value)),
  )
}
