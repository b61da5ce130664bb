import type { ExtractCell, ExtractTable, Units } from '../../../base/index.ts'
import { conditionsIn, conditionWord } from '../conditions.ts'
import type { Names } from '../names.ts'
import { cellOf, type GridCell, isDash } from './content.ts'
import { groupedItems, isSecondHead, isSize, ofSize, sizeColumn, sizedItem, sizeRow } from './groups.ts'
import { type Item, inFamily, itemOf, labelOf, underCaption, underModel } from './item.ts'
import { partPairs } from './pairs.ts'

export { type Exact, type GridCell, isDash } from './content.ts'

/** A table as labels and data cells; `rowAt` and `columnAt` lead back to the places in the document, from 1. */
export interface Grid {
  readonly number: number
  readonly caption: string
  readonly rows: readonly Item[]
  readonly columns: readonly Item[]
  readonly cells: readonly (readonly GridCell[])[]
  readonly rowAt: readonly number[]
  readonly columnAt: readonly number[]
  /** which way the table lies: measures down or entities down; `null` where neither is known */
  readonly down: 'measure' | 'entity' | null
  readonly table: ExtractTable
}

/** Of wider tables only this many columns are looked at; the numbers of the others are counted. */
export const mostColumns = 200

/** `table` as a grid, or `null` when it has no numbers under a head. */
export function gridOf(table: ExtractTable, number: number, caption: string, names: Names, units: Units): Grid | null {
  const { rows, from } = partPairs(table.rows.map((r) => (r.length > mostColumns ? r.slice(0, mostColumns) : r)))
  const width = typicalWidth(rows)
  if (width < 2) return null
  const settings = settingsOf(rows, width)
  const lastWords = settings === -1 ? lastWordsOf(rows, width) : settings - 1
  const labelColumn = settings === -1 ? namingColumn(rows, lastWords, names) : lastWords
  const front = Math.max(lastWords, settings)
  const head = headOf(rows, front)
  const isDouble = head !== -1 && isSecondHead(rows[head]!, rows[head + 1], front, looksNumeric)
  const grouped = isDouble ? groupedItems(rows[head]!, rows[head + 1]!, front, names) : []
  const headCells = head === -1 ? [] : fitHead(rows[head]!, width, front, names)
  const sizesAcross = sizeRow(rows, labelColumn)
  const columns: Item[] = []
  const columnAt: number[] = []
  for (let c = front + 1; c < width; c += 1) {
    const cell = headCells[c]
    const item = grouped[c] ?? itemOf(cell?.text ?? '', cell?.start ?? 0, cell?.end ?? 0, names)
    const sized = sizedItem(inFamily(item, caption, names), caption, names)
    columns.push(ofSize(sized, sizesAcross[c], '', names))
    columnAt.push((from[c] ?? c) + 1)
  }
  const items: Item[] = []
  const rowAt: number[] = []
  const cells: GridCell[][] = []
  const sizes = sizeColumn(rows, labelColumn)
  let above = ''
  for (let r = head + (isDouble ? 2 : 1); r < rows.length; r += 1) {
    const row = rows[r]!
    // 合计,六款: the word for a total stands in front, whichever column names the others
    const isTotal = labelColumn > 0 && totals.test(row[0]?.text ?? '')
    const label = isTotal ? row[0] : row[Math.min(labelColumn, row.length - 1)]
    if (label === undefined) continue
    const item = inFamily(itemOf(label.text, label.start, label.end, names), caption, names)
    const sized = sizes === -1 ? item : ofSize(item, row[sizes]?.text, above, names)
    if (label.text.trim() !== '') above = label.text
    items.push(withSetting(sized, row[settings], rows[0]![settings]))
    rowAt.push(r + 1)
    cells.push(columns.map((_, i) => cellOf(row[front + 1 + i], row.at(-1)!, units)))
  }
  if (!cells.some((row) => row.some((c) => c.kind === 'number'))) return null
  const isOf = (list: readonly Item[]) => list.some((i) => i.entity !== null)
  const isMeasured = (list: readonly Item[]) => list.some((i) => i.measure !== null)
  const down = isOf(columns) ? underCaption(items, caption, names) : items
  const across = isOf(items)
    ? underCaption(columns, caption, names)
    : isMeasured(items)
      ? underModel(columns, caption, names)
      : columns
  return { number, caption, rows: down, columns: across, cells, rowAt, columnAt, down: lie(down, across), table }
}

const totals = /^\s*(?:合计|总计|小计|平均|均值|total|sum|average|mean)\s*$/i

function typicalWidth(rows: readonly (readonly ExtractCell[])[]): number {
  const count = new Map<number, number>()
  for (const row of rows) if (row.length > 1) count.set(row.length, (count.get(row.length) ?? 0) + 1)
  let best = 0
  for (const [width, times] of count)
    if (best === 0 || times > count.get(best)! || (times === count.get(best)! && width > best)) best = width
  return best
}

// what the column of labels is called
const labelHead =
  /^\W*(?:models?|benchmarks?|tasks?|datasets?|evals?|metrics?|tests?|模型|基准|任务|数据集|指标|测试|评测)/i

// of the columns of words the one that names most: Benchmark | Domain, Model | Prompt, Category | Benchmark, Maker | Model
function namingColumn(rows: readonly (readonly ExtractCell[])[], last: number, names: Names): number {
  const body = last === 0 ? [] : rows.slice(1, 60)
  const naming = (c: number) => {
    const named = body.flatMap((r) => {
      const { entity, measure } = labelOf(r[c]?.text ?? '', names)
      return entity === null && measure === null ? [] : [`${entity} ${measure}`]
    })
    return new Set(named).size + (labelHead.test(rows[0]?.[c]?.text ?? '') ? 0.5 : 0)
  }
  let best = last
  let most = naming(last)
  for (let c = last - 1; c >= 0; c -= 1) {
    const own = naming(c)
    if (own > most) [best, most] = [c, own]
  }
  return best
}

// the last column of words before the numbers begin
function lastWordsOf(rows: readonly (readonly ExtractCell[])[], width: number): number {
  const body = rows
    .slice(1)
    .filter((r) => r.length >= 2)
    .slice(0, 60)
  for (let c = 0; c < Math.min(3, width - 1); c += 1) {
    const next = body.map((r) => r[c + 1]?.text ?? '').filter((t) => t !== '')
    if (next.length > 0 && next.filter(looksNumeric).length * 2 >= next.length) return c
  }
  return 0
}

const setting = new RegExp(`^(?:${conditionWord}|macro|EM|acc|[,，、/;；+\\s()（）-])+$`, 'i')

const shots = /^\s*(?:#|no\.? of|number of)?\s*shots?\s*$|^样本数$/i

// a column that says nothing but conditions: 0-shot, CoT, or 5 under # Shots
function settingsOf(rows: readonly (readonly ExtractCell[])[], width: number): number {
  const body = rows.slice(1).filter((r) => r.length >= 2)
  for (let c = 1; c < Math.min(4, width - 1); c += 1) {
    const own = body.map((r) => r[c]?.text.trim() ?? '').filter((t) => t !== '' && !isDash(t))
    const fitting = own.filter((t) => setting.test(t) && Object.keys(conditionsIn(t)).length > 0)
    if (own.length >= 2 && fitting.length >= own.length * 0.7) return c
    if (own.length >= 2 && isShots(rows[0]![c]) && own.every((t) => /^\d{1,2}$/.test(t))) return c
  }
  return -1
}

function isShots(head: ExtractCell | undefined): boolean {
  return head !== undefined && shots.test(head.text)
}

function withSetting(item: Item, cell: ExtractCell | undefined, head: ExtractCell | undefined): Item {
  if (cell === undefined || cell.text.trim() === '') return item
  const stated = isShots(head) && /^\d{1,2}$/.test(cell.text.trim()) ? `${cell.text.trim()}-shot` : cell.text
  return { ...item, scope: { ...item.scope, ...conditionsIn(stated) }, setting: cell }
}

function looksNumeric(text: string): boolean {
  return /^[~≈<>≤≥约近超]?\s?[+\-−]?[$¥￥€]?[\dOl]/.test(text.trim()) || isDash(text)
}

// 2023, 2023年, 1H24, 2024Q3 and 2025E head columns of figures
function isPeriod(text: string): boolean {
  return /^(?:(?:19|20)\d{2}(?:\s?[-./年]\s?\d{1,2}月?|年)?[AE]?|(?:19|20)?\d{2}[HQ][1-4]|[1-4][HQ]\d{2,4}|\d{1,2}\s?月|W\d{1,2}|\d{1,2}[./]\d{1,2}(?:\s?[-–—~～至]\s?\d{1,2}[./]\d{1,2})?|\d{1,2}月\d{1,2}日?(?:\s?[-–—~～至]\s?(?:\d{1,2}月)?\d{1,2}日?)?)$/i.test(
    text.trim(),
  )
}

// 11.2 and 6.4, 占 47.1% and 占 26.9%
function isLike(text: string, next: string): boolean {
  const wordsOf = (t: string) => /^[^\d]*(?=\d)/.exec(t.trim())?.[0]
  return /\d[.,%％]/.test(text) && wordsOf(text) !== undefined && wordsOf(text) === wordsOf(next)
}

function headOf(rows: readonly (readonly ExtractCell[])[], labelColumn: number): number {
  for (let r = 0; r < Math.min(rows.length, 4); r += 1) {
    const data = rows[r]!.slice(labelColumn + 1).filter((c) => c.text.trim() !== '')
    if (data.length === 0) {
      // a head whose columns were lost stands alone in its row
      if (r === 0 && rows[0]!.length === 1 && rows[0]![0]!.text.length > 20) return 0
      continue
    }
    const label = rows[r]![labelColumn]?.text.trim() ?? ''
    const mayBeSizes = label === '' || labelHead.test(label)
    const numeric = data.filter(
      (c) =>
        looksNumeric(c.text) &&
        !isPeriod(c.text) &&
        !/[A-Za-z\u4e00-\u9fff]{2}/.test(c.text) &&
        !(mayBeSizes && isSize(c.text)),
    ).length
    // a row of 11.2 | 占 47.1% over others of the kind is no head
    const next = rows[r + 1]
    const isLikeNext =
      r === 0 && next !== undefined && data.every((c, k) => isLike(c.text, next[labelColumn + 1 + k]?.text ?? ''))
    if (numeric * 2 < data.length && !isLikeNext) return r
    return r - 1
  }
  return -1
}

// a head that has fewer cells than the body lost its first ones; one cell alone is cut at its names
function fitHead(
  row: readonly ExtractCell[],
  width: number,
  labelColumn: number,
  names: Names,
): readonly (ExtractCell | undefined)[] {
  if (row.length === 1 && width > 2) return cutHead(row[0]!, width, labelColumn, names)
  if (row.length >= width) return row
  const lost = width - row.length
  return lost === 1 && looksLikeName(row[0]!.text, names) ? [undefined, ...row] : row
}

function looksLikeName(text: string, names: Names): boolean {
  return names.find(text).some((n) => n.kind === 'entity')
}

function cutHead(
  cell: ExtractCell,
  width: number,
  labelColumn: number,
  names: Names,
): readonly (ExtractCell | undefined)[] {
  const found = names.find(cell.text)
  const wanted = width - labelColumn - 1
  const kind = found.filter((n) => n.kind === 'entity').length >= wanted - 1 ? 'entity' : 'measure'
  const own = found.filter((n) => n.kind === kind)
  if (own.length !== wanted) return []
  const cells: (ExtractCell | undefined)[] = Array.from({ length: labelColumn + 1 }, () => undefined)
  for (let i = 0; i < own.length; i += 1) {
    const name = own[i]!
    const end = own[i + 1]?.start ?? cell.text.length
    const text = cell.text.slice(name.start, end).trim()
    cells.push({ text, start: cell.start + name.start, end: cell.start + name.start + text.length, ref: '' })
  }
  return cells
}

function lie(rows: readonly Item[], columns: readonly Item[]): 'measure' | 'entity' | null {
  const count = (items: readonly Item[], key: 'entity' | 'measure') => items.filter((i) => i[key] !== null).length
  const measuresDown = count(rows, 'measure') + count(columns, 'entity')
  const entitiesDown = count(rows, 'entity') + count(columns, 'measure')
  if (measuresDown === 0 && entitiesDown === 0) return null
  return measuresDown >= entitiesDown ? 'measure' : 'entity'
}
