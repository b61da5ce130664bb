import type { Diagnostic } from '../../base/index.ts'
import type { Binder } from '../binder.ts'
import type { Parsed } from '../parse.ts'
import type { Document } from '../tree.ts'
import { checkEmphasis } from './emphasis.ts'
import { checkExhibits } from './exhibits.ts'
import type { Check } from './input.ts'
import { checkLabels } from './labels.ts'
import { checkSums } from './sums.ts'

/** All checks of whole documents; those of single numbers run while they are bound. */
export const checks: readonly Check[] = [checkExhibits, checkLabels, checkSums, checkEmphasis]

/** The findings of all checks. */
export function checkDocument(document: Document, parsed: Parsed, binder: Binder): readonly Diagnostic[] {
  return checks.flatMap((check) => check({ document, parsed, binder }))
}
