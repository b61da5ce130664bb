import type { ExtractCell, ExtractTable } from '../../../base/index.ts'
import type { Names } from '../names.ts'
import { missing } from './content.ts'
import type { Grid, GridCell } from './grid.ts'
import { type Item, itemOf, labelOf, scoreHead } from './item.ts'

/** A table with a row for each score, as the square that it makes: models down, benchmarks across. */
export interface Tidy {
  readonly grid: Grid
  /** which column of numbers of the table it holds */
  readonly column: number
}

const mostLabels = 4
const leastRows = 2

/** `table` read as one score a row, Model | Benchmark | Score; `null` where it is none or names a pair twice. */
export function tidyOf(table: ExtractTable, grid: Grid, names: Names): Tidy | null {
  const body = table.rows.filter((_, n) => grid.rowAt.includes(n + 1))
  if (body.length < leastRows || body.length !== grid.cells.length) return null
  const entities = columnOf(body, 'entity', -1, names)
  const measures = columnOf(body, 'measure', entities, names)
  const column = valuesOf(grid)
  if (entities === -1 || measures === -1 || column === -1) return null
  const down = distinct(body, entities, names)
  const across = distinct(body, measures, names)
  if (down.items.length < 2 && across.items.length < 2) return null
  const cells: GridCell[][] = down.items.map(() => across.items.map(() => missing))
  for (let n = 0; n < body.length; n += 1) {
    const [i, k] = [down.at[n]!, across.at[n]!]
    if (cells[i]![k] !== missing) return null
    cells[i]![k] = { ...grid.cells[n]![column]!, line: grid.rowAt[n]! }
  }
  const columnAt = across.items.map(() => grid.columnAt[column]!)
  const rowAt = down.items.map((_, i) => grid.rowAt[down.at.indexOf(i)]!)
  const { number, caption } = grid
  return {
    grid: { number, caption, rows: down.items, columns: across.items, cells, rowAt, columnAt, down: 'entity', table },
    column,
  }
}

type Rows = readonly (readonly ExtractCell[])[]

// the column whose labels name the most of a kind, and at least half of them do
function columnOf(body: Rows, kind: 'entity' | 'measure', taken: number, names: Names): number {
  let best = -1
  let most = body.length / 2
  for (let c = 0; c < mostLabels; c += 1) {
    if (c === taken) continue
    let last = ''
    const named = body.filter((r) => {
      // the name of a group of rows stands in the first of them alone
      const text = r[c]?.text.trim() ?? ''
      if (text !== '') last = text
      return labelOf(last, names)[kind] !== null
    }).length
    if (named >= most && named > 1) [best, most] = [c, named + 0.5]
  }
  return best
}

// the one column of scores: by its head, or since there is no other
function valuesOf({ columns, cells }: Grid): number {
  const full = columns.flatMap((_, c) =>
    cells.filter((r) => r[c]!.kind === 'number').length * 2 > cells.length ? [c] : [],
  )
  const headed = full.filter((c) => scoreHead.test(columns[c]!.text))
  return headed.length === 1 ? headed[0]! : full.length === 1 ? full[0]! : -1
}

function distinct(
  body: Rows,
  column: number,
  names: Names,
): { readonly items: readonly Item[]; readonly at: readonly number[] } {
  const places = new Map<string, number>()
  const items: Item[] = []
  let last = ''
  const at = body.map((row) => {
    const cell = row[column]
    // the name of a group of rows stands in the first of them alone
    const text = cell === undefined || cell.text.trim() === '' ? last : cell.text
    last = text
    const known = places.get(text)
    if (known !== undefined) return known
    places.set(text, items.length)
    items.push(itemOf(text, cell?.start ?? 0, cell?.end ?? 0, names))
    return items.length - 1
  })
  return { items, at }
}
