import type { Diagnostic } from '../../base/index.ts'
import type { Binder } from '../binder.ts'
import type { Parsed } from '../parse.ts'
import type { Document } from '../tree.ts'

/** What a check looks at. */
export interface CheckInput {
  readonly document: Document
  readonly parsed: Parsed
  readonly binder: Binder
}

/** A check of a whole document: input to findings. */
export type Check = (input: CheckInput) => readonly Diagnostic[]
