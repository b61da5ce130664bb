import type { ExtractBlock } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { Linked } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid } from '../table/grid.ts'

/** What the checks that need no fact base look at. */
export interface Read {
  readonly desk: AuditDesk
  /** the part of the document that is looked at, and where it starts */
  readonly text: string
  readonly start: number
  readonly blocks: readonly ExtractBlock[]
  readonly sentences: readonly Sentence[]
  /** those that state a number */
  readonly numbered: readonly Sentence[]
  readonly links: readonly Linked[]
  readonly grids: readonly Grid[]
  /** headings and captions in order */
  readonly headings: readonly { readonly start: number; readonly end: number; readonly text: string }[]
}
