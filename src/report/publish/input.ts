import type { Day, Diagnostic, Span, Words } from '../../base/index.ts'
import type { Memory } from '../memory.ts'
import type { Document } from '../tree.ts'
import type { PublishRule } from './rule.ts'
import type { Passage, WordLists } from './wording.ts'

/** What a person has signed: that a rule holds, or what was found. */
export interface JournalEntry {
  readonly rule: string
  readonly person: string
  readonly role: string
  readonly day: Day
  readonly says: string
}

/** The publisher as the desk's settings name him. */
export interface Publisher {
  readonly profile: string
  /** full legal names, one for each language */
  readonly legalNames: readonly string[]
  readonly licence: string
}

/** A rating of the desk's log. */
export interface LoggedRating {
  readonly subject: string
  /** its names in every language */
  readonly names: readonly string[]
  /** the label in every language */
  readonly labels: readonly string[]
  readonly change: string
  readonly day: Day
  /** whether the log follows no other subject, so that a report need not name it */
  readonly alone: boolean
}

/** The ratings that a desk has given. */
export interface RatingLog {
  readonly events: readonly LoggedRating[]
  /** how many ratings to buy, hold and sell stood on a day */
  readonly shares: (day: Day) => Readonly<Record<'buy' | 'hold' | 'sell' | 'total', number>>
}

/** What a desk knows of a report and its likes from before. */
export interface Past {
  /** names of the reports of the desk; `null` where nobody has looked */
  readonly reports: readonly string[] | null
  /** name of this report */
  readonly name: string
  /** what the manifest of the last build says that AI has made; `null` for nothing, or no build */
  readonly ai: { readonly marked: number } | null
  /** today; empty where no clock was asked */
  readonly today: Day | ''
}

/** What the checks of publishing look at. */
export interface PublishInput {
  readonly document: Document
  /** what was read of passages before, by the same lists of words */
  readonly memory?: Memory
  readonly passages: readonly Passage[]
  /** findings of the compiler, before waivers */
  readonly found: readonly Diagnostic[]
  readonly publisher: Publisher
  readonly words: WordLists
  readonly journal: readonly JournalEntry[]
  /** class of a source in the register */
  readonly sourceClass: (id: string) => string
  /** whether a file is kept of a source, with its hash */
  readonly archived: (id: string) => boolean
  /** what is wrong with the rating scheme that the report names; `null` when no file defines it */
  readonly schemeFaults: readonly string[] | null
  /** what on the cover's rating does not fit the desk's log of ratings */
  readonly ratingFault: Words | null
  /** the desk's log of ratings; `null` for none */
  readonly log: RatingLog | null
  /** what else of the desk the report is held against */
  readonly past: Past
  /** where the front matter stands */
  readonly head: Span
}

/** What a check says of a rule: every place where it fails, or one of the other answers. */
export type Answer =
  | { readonly kind: 'pass' }
  | { readonly kind: 'unknown'; readonly words: Words }
  | {
      readonly kind: 'fail'
      readonly words: Words
      readonly at: Span
      readonly hint?: Words
      /** whether errors of the compiler say all of it already */
      readonly told?: boolean
    }

/** A check of publishing: what is looked at, and the rule that asks. */
export type PublishCheck = (input: PublishInput, rule: PublishRule) => readonly Answer[]

/** The rule holds. */
export const pass: readonly Answer[] = [{ kind: 'pass' }]

/** One failure at the head of the report. */
export function failing(
  input: PublishInput,
  en: string,
  zh: string,
  hint?: Words,
  at: Span = input.head,
): readonly Answer[] {
  return [{ kind: 'fail', words: { en, zh }, at, ...(hint === undefined ? {} : { hint }) }]
}
