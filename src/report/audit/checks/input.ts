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
  /** the paragraphs, in order */
  readonly paragraphs: readonly Block[]
  /** headings and captions in order */
  readonly headings: readonly { readonly start: number; readonly end: number; readonly text: string }[]
}

/** A paragraph of a part, with its sentences that state a number. */
export interface Block {
  readonly start: number
  readonly end: number
  /** the first of them among `numbered`, and that behind the last */
  readonly from: number
  readonly to: number
  readonly isHeading: boolean
  /** what its words under its circumstances are known by; `null` where what was found in it hangs on more */
  readonly reading: number | null
}

/** What a check of paragraphs looks at: those from `from` to `to` of the sentences that state a number, and no more than what stands close before them. */
export interface Paragraph {
  readonly sentences: readonly Sentence[]
  readonly from: number
  readonly to: number
  readonly desk: AuditDesk
}

// what stands further before a paragraph is no matter of its checks
const reach = 600

/** The sentences up to `s`, at most `most` of them before it, of its paragraph and of what stands close before that. */
export function closeTo(sentences: readonly Sentence[], s: number, from: number, most: number): readonly Sentence[] {
  const start = (sentences[from]?.start ?? 0) - reach
  return sentences.slice(Math.max(0, s - most), s + 1).filter((o) => o.start >= start)
}
