import { type Decimal, type Diagnostic, decimal, isDecimal, plain, type Words } from '../base/index.ts'
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
}

/**
 * The number that a row has for `column`, in the column's unit; `null` where it is missing, unreadable or impossible.
 *
 * A part of a sum that is missing is no zero: the sum is missing with it. What a cell says and cannot be used is told of at
 * the cell.
 */
export function readMeasure(row: FeedRow, column: FeedColumn, reading: CellReading): Decimal | null {
  const { names, profile } = reading
  const indices = column.columns.map((name) => names.indexOf(name))
  const cells = indices.map((i) => row.cells[i]?.trim() ?? '')
  const missing = cells.map((cell) => profile.missing.has(cell))
  for (const [i, cell] of cells.entries())
    if (missing[i] && cell !== '')
      tell(
        reading,
        row,
        indices[i]!,
        { en: `is \`${cell}\`: it has no value`, zh: `为 \`${cell}\`，没有数值` },
        'no-value',
      )
  if (missing.every((m) => m)) return null
  let sum: Decimal | null = decimal(0)
  for (const [i, cell] of cells.entries()) {
    if (missing[i]) tellPart(row, column, i, cells, reading)
    const value = missing[i] ? null : readCell(row, indices[i]!, cell, column, reading)
    sum = sum === null || value === null ? null : sum.plus(value)
  }
  return sum === null || !isSumOfParts(row, sum, column, reading) ? null : sum.times(decimal(column.times))
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
