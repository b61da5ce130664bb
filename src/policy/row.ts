import { type ByteCells, cellText } from '../base/index.ts'
import type { Lookup } from './lookup.ts'

/** One row of a table of claims, whatever file it comes from. */
export interface Row {
  /** whether nothing stands in a cell */
  readonly isBlank: (column: number) => boolean
  /** what is known of what stands in a cell */
  readonly look: <T>(column: number, lookup: Lookup<T>) => T
  /** what stands in a cell: a text, or what the file has */
  readonly cell: (column: number) => unknown
  readonly isSame: (column: number, other: Row) => boolean
  /** where a cell starts, or the row itself without one; both from 1 */
  readonly place: (column?: number) => { readonly line: number; readonly column: number }
  /** the row, to be kept while others are read */
  readonly keep: () => Row
}

/** A row of values; `number` is that of the row in its table. */
export function valueRow(cells: ArrayLike<unknown>, number: number): Row {
  return new ValueRow(cells, number)
}

class ValueRow implements Row {
  private readonly cells: ArrayLike<unknown>
  private readonly number: number

  constructor(cells: ArrayLike<unknown>, number: number) {
    this.cells = cells
    this.number = number
  }

  isBlank(column: number): boolean {
    const cell = this.cells[column]
    return cell === undefined || cell === null || cell === ''
  }

  look<T>(column: number, lookup: Lookup<T>): T {
    return lookup.of(this.cells[column])
  }

  cell(column: number): unknown {
    return this.cells[column]
  }

  isSame(column: number, other: Row): boolean {
    return this.cells[column] === other.cell(column)
  }

  place(column?: number): { line: number; column: number } {
    return { line: this.number, column: (column ?? 0) + 1 }
  }

  keep(): Row {
    return new ValueRow(Array.from(this.cells), this.number)
  }
}

/** A row of a delimited text that is still the bytes of its file; `cells` may be set to the next row. */
export class ByteRow implements Row {
  cells: ByteCells

  constructor(cells: ByteCells) {
    this.cells = cells
  }

  isBlank(column: number): boolean {
    return this.cells.starts[column] === this.cells.ends[column]
  }

  look<T>(column: number, lookup: Lookup<T>): T {
    const { bytes, starts, ends, odd } = this.cells
    if (odd[column] === 1) return lookup.of(cellText(this.cells, column))
    return lookup.ofBytes(bytes, starts[column]!, ends[column]!)
  }

  cell(column: number): unknown {
    return cellText(this.cells, column)
  }

  isSame(column: number, other: Row): boolean {
    if (!(other instanceof ByteRow) || this.cells.odd[column] === 1 || other.cells.odd[column] === 1)
      return this.cell(column) === other.cell(column)
    const [mine, its] = [this.cells, other.cells]
    const [a, b] = [mine.starts[column]!, its.starts[column]!]
    const length = mine.ends[column]! - a
    if (its.ends[column]! - b !== length) return false
    for (let i = 0; i < length; i += 1) if (mine.bytes[a + i] !== its.bytes[b + i]) return false
    return true
  }

  place(column?: number): { line: number; column: number } {
    const { bytes, starts, start, line } = this.cells
    if (column === undefined) return { line, column: 1 }
    // a quote in front of what the cell says is part of the cell
    const first = starts[column]!
    const at = first > start && bytes[first - 1] === 34 ? first - 1 : first
    const before = new TextDecoder().decode(bytes.subarray(start, at))
    return { line: line + before.split('\n').length - 1, column: at - start === 0 ? 1 : lastLine(before) + 1 }
  }

  keep(): Row {
    const { bytes, starts, ends, odd, count, start, end, line } = this.cells
    const [ownStarts, ownEnds] = [new Int32Array(count), new Int32Array(count)]
    for (let i = 0; i < count; i += 1) {
      ownStarts[i] = starts[i]! - start
      ownEnds[i] = ends[i]! - start
    }
    const own = { starts: ownStarts, ends: ownEnds, odd: odd.slice(0, count), count, start: 0, end: end - start, line }
    return new ByteRow({ ...own, bytes: bytes.slice(start, end) })
  }
}

function lastLine(text: string): number {
  return text.length - text.lastIndexOf('\n') - 1
}
