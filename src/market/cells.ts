import { type Decimal, type Diagnostic, decimal, isDecimal, plain, round, type Words } from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import { report } from './codes.ts'
import type { FeedRow } from './feed.ts'
import type { FeedColumn, FeedProfile } from './profile.ts'

/** What is known while the cells of a row are read. */
export interface CellReading {
  readonly profile: FeedProfile
  readonly registry: Registry
  /** the head */
  readonly names: readonly string[]
  readonly diagnostics: Diagnostic[]
  /** how many cells of a column are no change of the levels beside them */
  readonly unlike: Map<string, number>
}

/**
 * The number that a row has for `column`, in the column's unit; `null` where it is missing, unreadable or impossible.
 *
 * A part of a sum that is missing is no zero: the sum is missing with it. What a cell says and cannot be used is told of at
 * the cell.
 */
export function readMeasure(row: FeedRow, column: FeedColumn, reading: CellReading): Decimal | null {
  const { names, profile } = reading
  const { columns } = column
  const indices: number[] = []
  const cells: string[] = []
  let absent = 0
  for (let i = 0; i < columns.length; i += 1) {
    const index = names.indexOf(columns[i]!)
    const cell = row.cells[index]?.trim() ?? ''
    indices.push(index)
    cells.push(cell)
    if (!profile.missing.has(cell)) continue
    absent += 1
    if (cell !== '') tellMissing(row, index, cell, reading)
  }
  if (absent === columns.length) return null
  let sum: Decimal | null = decimal(0)
  for (let i = 0; i < columns.length; i += 1) {
    const cell = cells[i]!
    const isMissing = profile.missing.has(cell)
    if (isMissing) tellPart(row, column, i, cells, reading)
    const value: Decimal | null = isMissing ? null : readCell(row, indices[i]!, cell, column, reading)
    sum = sum === null || value === null ? null : sum.plus(value)
  }
  if (sum === null || !isSumOfParts(row, sum, column, reading)) return null
  const value = sum.times(decimal(column.times))
  return isChangeOfLevels(row, value, column, reading) ? value : null
}

function tellMissing(row: FeedRow, index: number, cell: string, reading: CellReading): void {
  tell(reading, row, index, { en: `is \`${cell}\`: it has no value`, zh: `为 \`${cell}\`，没有数值` }, 'no-value')
}

// a column that is not there is told of with the head
function tellPart(row: FeedRow, column: FeedColumn, i: number, cells: readonly string[], reading: CellReading): void {
  const index = reading.names.indexOf(column.columns[i]!)
  if (index === -1 || cells[i] !== '') return
  const sum = column.columns.map((c) => `\`${c}\``)
  tell(reading, row, index, {
    en: `is empty: the sum of ${sum.join(' + ')} is not known`,
    zh: `为空，${sum.join('、')} 之和无从得知`,
  })
}

function readCell(
  row: FeedRow,
  index: number,
  written: string,
  column: FeedColumn,
  reading: CellReading,
): Decimal | null {
  const value = readNumber(written)
  const fault = value === null ? noNumber(written) : impossible(value, column, reading.registry)
  if (fault !== null) tell(reading, row, index, fault)
  return fault === null ? value : null
}

function noNumber(written: string): Words {
  const shown = written.slice(0, 40)
  return { en: `is \`${shown}\`, which is no number`, zh: `为 \`${shown}\`，不是数字` }
}

// nobody downloads half an app, and an index never stands at nothing
function impossible(value: Decimal, column: FeedColumn, registry: Registry): Words | null {
  const counts = column.unit === 'download' || column.unit === 'share'
  const low = registry.measure(column.measure)?.low ?? (counts ? decimal(0) : null)
  const own = value.times(decimal(column.times))
  const shown = plain(value)
  if (column.unit === 'index-point' && !own.gt(0))
    return { en: `is ${shown}, a level above 0 expected`, zh: `为 ${shown}，点位应大于 0` }
  if (low !== null && own.lt(low))
    return { en: `is ${shown}, at least ${plain(low)} expected`, zh: `为 ${shown}，应不小于 ${plain(low)}` }
  const counted = column.whole ? value : column.unit === 'download' ? own : null
  if (counted !== null && !counted.eq(counted.round(0, 0)))
    return { en: `is ${shown}, a whole number expected`, zh: `为 ${shown}，应为整数` }
  return null
}

// a total that stands beside its parts must be their sum, where each of them is told
function isSumOfParts(row: FeedRow, sum: Decimal, column: FeedColumn, reading: CellReading): boolean {
  if (column.parts.length === 0) return true
  let parts = decimal(0)
  for (const name of column.parts) {
    const value = readNumber(row.cells[reading.names.indexOf(name)]?.trim() ?? '')
    if (value === null) return true
    parts = parts.plus(value)
  }
  if (parts.eq(sum)) return true
  const list = column.parts.map((p) => `\`${p}\``)
  tell(reading, row, reading.names.indexOf(column.columns[0]!), {
    en: `is ${plain(sum)}, the sum of ${list.join(' + ')} is ${plain(parts)}`,
    zh: `为 ${plain(sum)}，${list.join('、')} 之和为 ${plain(parts)}`,
  })
  return false
}

// levels and changes are printed with two digits and more
const tolerance = '0.05'
// a column that is another one is told of by its first cells
const mostUnlike = 3

// a change in percent that stands beside the two levels must be theirs
function isChangeOfLevels(row: FeedRow, value: Decimal, column: FeedColumn, reading: CellReading): boolean {
  if (column.over === null) return true
  const cell = (name: string) => readNumber(row.cells[reading.names.indexOf(name)]?.trim() ?? '')
  const [after, before] = [cell(column.over[0]), cell(column.over[1])]
  if (after === null || before === null || !before.gt(0)) return true
  // the same without a quotient of forty digits: most changes are right
  if (after.times(100).minus(value.plus(100).times(before)).abs().lte(before.times(tolerance))) return true
  const change = after.div(before).minus(1).times(100)
  const name = column.columns[0]!
  const count = (reading.unlike.get(name) ?? 0) + 1
  reading.unlike.set(name, count)
  if (count > mostUnlike) return false
  const [shown, own] = [plain(value), plain(round(change, 2, 'half-even'))]
  const hundredth = change.minus(value.times(100)).abs().lte(tolerance)
  tell(reading, row, reading.names.indexOf(name), {
    en: `is ${shown}, \`${column.over[0]}\` over \`${column.over[1]}\` ${own} %${hundredth ? ': it is no percentage but a share' : ''}`,
    zh: `为 ${shown}，按 \`${column.over[0]}\` 与 \`${column.over[1]}\` 为 ${own}%${hundredth ? '：此为比值而非百分数' : ''}`,
  })
  return false
}

/** What is to be said of the cells that are no change of the levels beside them, beyond the first that were told of. */
export function tellUnlike(head: FeedRow, reading: CellReading): readonly Diagnostic[] {
  return [...reading.unlike]
    .filter(([, count]) => count > mostUnlike)
    .map(([name, count]) =>
      report(
        'market/bad-cell',
        {
          en: `\`${name}\` differs so from the levels in ${count} rows: none of these is read`,
          zh: `\`${name}\` 共有 ${count} 行与点位不符，均不读取`,
        },
        { at: head.at(reading.names.indexOf(name)) },
      ),
    )
}

function tell(
  reading: CellReading,
  row: FeedRow,
  index: number,
  words: Words,
  code: 'bad-cell' | 'no-value' = 'bad-cell',
) {
  const name = reading.names[index] ?? ''
  const named = { en: `\`${name}\` ${words.en}`, zh: `\`${name}\` ${words.zh}` }
  reading.diagnostics.push(report(`market/${code}`, named, { at: row.at(index) }))
}

/**
 * The number that the cell of an export writes: thousands separators are passed over, `1.5e3` is read, `1.2万` is not.
 *
 * @example readNumber('1,234.5')?.toFixed() // '1234.5'
 * @example readNumber('12 %') // null
 */
export function readNumber(text: string): Decimal | null {
  const plainText = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  return isDecimal(plainText) ? decimal(plainText) : null
}
