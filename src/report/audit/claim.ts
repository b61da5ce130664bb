import type { Amount, Day, Decimal, Extract, Severity, Words } from '../../base/index.ts'
import type { Fact, Registry, Scope, Store } from '../../facts/index.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Card } from './cards.ts'
import type { Cues } from './cues.ts'
import type { Form } from './forms.ts'
import type { Limit } from './limits.ts'
import type { Names } from './names.ts'
import type { Parameters } from './parameters.ts'
import type { Sureness } from './sureness.ts'

/** Where something stands in the extracted text, with the table cell that it is in. */
export interface Place {
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
  readonly page?: number
  /** number of the table in the document, and row and cell in it, all from 1 */
  readonly table?: number
  readonly row?: number
  readonly cell?: number
}

/** What became of a claim. */
export type Verdict =
  | 'match'
  | 'consistent'
  | 'weak'
  | 'stale'
  | 'other-conditions'
  | 'other-scope'
  | 'scale-slip'
  | 'unit-slip'
  | 'mismatch'
  | 'flip'
  | 'unlinked'
  | 'unchecked'

/** A number or a comparison that a document states. */
export interface Claim {
  readonly kind: 'claim'
  readonly text: string
  readonly at: Place
  readonly subject: string | null
  readonly measure: string | null
  readonly scope: Scope
  readonly period: string
  readonly amount: Amount | null
  readonly unit: string
  readonly verdict: Verdict
  /** why it could not be checked, a key of `reasons`; empty where it was */
  readonly why: Reason | ''
}

/** Why a claim was not checked. */
export type Reason = 'no-subject' | 'no-measure' | 'no-fact' | 'not-parsed' | 'no-number' | 'other-measurement'

/** Why a claim was not checked, in words. */
export const reasons: Readonly<Record<Reason, Words>> = {
  'no-subject': { en: 'no known subject near it', zh: '附近没有已知主体' },
  'no-measure': { en: 'what it measures is not known', zh: '不知所指指标' },
  'no-fact': { en: 'the fact base has no such fact', zh: '事实库没有对应事实' },
  'not-parsed': { en: 'its number cannot be read', zh: '数字无法解析' },
  'no-number': { en: 'a comparison that names no measure', zh: '比较未写明指标' },
  'other-measurement': { en: 'it seems to be another measurement than those known', zh: '似为另一次测量' },
}

/** A replacement of a stretch of the extracted text. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** How a finding could be mended. */
export interface Repair {
  readonly message: Words
  readonly edits: readonly Edit[]
}

/** A source that speaks on a finding. */
export interface Witness {
  readonly source: string
  readonly title: string
  readonly publisher: string
  readonly url: string
  readonly locator: string
  readonly fact: string
  readonly value: string
}

/** One disagreement, with how sure it is. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  /** from 0 to 1 */
  readonly confidence: number
  readonly at: Place
  readonly message: Words
  /** the words of the document */
  readonly printed: string
  readonly expected?: string
  readonly repair?: Repair
  readonly sources: readonly Witness[]
  /** whose slip it seems to be: of who wrote the document, or of how its text was got out of it */
  readonly origin: 'author' | 'extraction' | 'unknown'
}

/** Everything that an audit looks things up in. */
export interface AuditInput {
  readonly extract: Extract
  readonly store: Store
  readonly registry: Registry
  readonly lexicon: Lexicon
  /** names of the registry, for labels */
  readonly names: Names
  /** the same with the words that stand for a measure in running text */
  readonly words: Names
  /** numbers of items by measure and, behind a `?`, version */
  readonly items: ReadonlyMap<string, number>
  readonly known: Day | null
  /** conditions that a text must name beside a number, with the words that do */
  readonly scopeWords: readonly ScopeWords[]
  /** words that tell what a number beside them is */
  readonly cues: Cues
  /** ways to put numbers that follow from one another */
  readonly forms: readonly Form[]
  /** what numbers of a kind cannot be */
  readonly limits: readonly Limit[]
  /** how sure the findings of each check are */
  readonly sureness: Sureness
  /** parameters of policies that running text is read for */
  readonly parameters: Parameters
  /** accelerators with their memory */
  readonly cards: readonly Card[]
}

/** The words under one of which a condition counts as said. */
export interface ScopeWords {
  readonly key: string
  readonly value: string
  readonly words: readonly string[]
}

/** A fact with its value as a number, for quick comparison. */
export interface Known {
  readonly fact: Fact
  readonly value: Decimal
  /** the same as a number, and in plain digits */
  readonly number: number
  readonly text: string
  readonly decimals: number
  /** replaced by a later vintage of its source */
  readonly older: boolean
}
