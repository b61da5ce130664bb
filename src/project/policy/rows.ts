import { AssayError, type Diagnostic, wholeFile } from '../../base/index.ts'
import { type Row, report } from '../../policy/index.ts'

/** What was found while a table was read, and how many findings more than are kept. */
export interface Found {
  readonly diagnostics: readonly Diagnostic[]
  readonly more: number
}

/** A table that is read row by row. */
export interface Rows {
  readonly heads: readonly string[]
  /** calls `visit` with each row below the head that can be read, in order; `told` hears of the share that was read */
  readonly each: (visit: (row: Row) => void, told: (share: number) => void) => Promise<Found>
}

/** A file of rows as the command line names it. */
export interface RowsFile {
  readonly path: string
  readonly shown: string
  /** of a delimited text; default: what its first bytes declare, or UTF-8 */
  readonly encoding?: string
}

/** What is thrown at a file that cannot be read at all. */
export function unread(file: string, en: string, zh: string): AssayError {
  return new AssayError([
    report('policy/unread-input', { en: `\`${file}\` ${en}`, zh: `\`${file}\` ${zh}` }, { at: wholeFile(file) }),
  ])
}
