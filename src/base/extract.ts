import type { Words } from './diagnostic.ts'

/** How a foreign document was written. */
export type Format = 'text' | 'markdown' | 'html' | 'csv' | 'xlsx' | 'json' | 'pdf' | 'docx'

/** A cell of a foreign table; one that spans several places stands in each of them with the same offsets. */
export interface ExtractCell {
  readonly text: string
  readonly start: number
  readonly end: number
  /** name in its own program, such as `B3`; empty without */
  readonly ref: string
  /** its first number is set bold; absent where it is not, or where its format does not say */
  readonly strong?: true
}

/** A stretch of running text. */
export interface ExtractProse {
  /** `furniture` repeats on every page, such as a running head or a page number */
  readonly kind: 'heading' | 'paragraph' | 'furniture'
  readonly start: number
  readonly end: number
}

/** A table; its rows may be of different lengths. */
export interface ExtractTable {
  readonly kind: 'table'
  readonly start: number
  readonly end: number
  /** name of its sheet, empty without */
  readonly title: string
  readonly rows: readonly (readonly ExtractCell[])[]
}

/** A stretch of running text or a table, in the order of reading. */
export type ExtractBlock = ExtractProse | ExtractTable

/** Where a page begins and ends in the text, and its size in points. */
export interface ExtractPage {
  readonly number: number
  readonly start: number
  readonly end: number
  readonly width: number
  readonly height: number
}

/** Where a stretch of text stands on its page, in points from the upper left corner. */
export interface ExtractBox {
  readonly page: number
  readonly start: number
  readonly end: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A part of a document that holds something which was not read, and why. */
export interface Unread {
  readonly why: Words
  readonly page?: number
  /** offset into the text from which on it is damaged */
  readonly start?: number
  /** a cell alone: its name, and the name of its sheet */
  readonly cell?: { readonly ref: string; readonly sheet: string }
}

/** The text and tables of a foreign document; every offset is a UTF-16 offset into `text`. */
export interface Extract {
  readonly kind: 'extract'
  readonly file: string
  readonly format: Format
  /** how its bytes were read, such as `utf-8` or `gb18030`; empty for formats that say it themselves */
  readonly encoding: string
  readonly text: string
  readonly blocks: readonly ExtractBlock[]
  readonly pages: readonly ExtractPage[]
  readonly boxes: readonly ExtractBox[]
  readonly unread: readonly Unread[]
  /** where the lines of the text are other than those of the file: from which offset on, which line of the file it is of */
  readonly lines?: readonly FileLine[]
}

/** From `at` on the text is of this line of the file, from 1. */
export interface FileLine {
  readonly at: number
  readonly line: number
}

/** The line of the file that the text at `at` is of, `undefined` where that is the line of the text. */
export function fileLineAt({ lines }: Pick<Extract, 'lines'>, at: number): number | undefined {
  if (lines === undefined) return undefined
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle]!.at <= at) low = middle
    else high = middle - 1
  }
  return lines[low]?.line
}

/** Puts a text together piece by piece and remembers where each piece stands. */
export class ExtractWriter {
  private readonly parts: string[] = []
  private length = 0
  readonly blocks: ExtractBlock[] = []

  /** the offset at which the next piece starts */
  get at(): number {
    return this.length
  }

  /** the offsets of `text`, put at the end */
  put(text: string): { readonly start: number; readonly end: number } {
    const start = this.length
    this.parts.push(text)
    this.length += text.length
    return { start, end: this.length }
  }

  /** `text` as a block of its own, followed by an empty line */
  prose(kind: ExtractProse['kind'], text: string): void {
    if (text.trim() === '') return
    const { start, end } = this.put(text)
    this.put('\n\n')
    this.blocks.push({ kind, start, end })
  }

  /** a table of texts, one line a row, its cells parted by tabs */
  table(
    title: string,
    rows: readonly (readonly string[])[],
    ref: (row: number, column: number) => string,
    isStrong: (row: number, column: number) => boolean = () => false,
  ): void {
    if (rows.length === 0) return
    const from = this.length
    const placed = rows.map((row, r) => {
      const cells = row.map((text, c) => {
        if (c > 0) this.put('\t')
        const cell: ExtractCell = { text, ...this.put(text.replace(/[\t\n\r]/g, ' ')), ref: ref(r, c) }
        return isStrong(r, c) ? { ...cell, strong: true as const } : cell
      })
      this.put('\n')
      return cells
    })
    this.blocks.push({ kind: 'table', start: from, end: this.length, title, rows: placed })
    this.put('\n')
  }

  /** everything that was put, as one text */
  text(): string {
    return this.parts.join('')
  }
}
