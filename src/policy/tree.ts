import type { Day, Decimal, Span, Words } from '../base/index.ts'
import type { Expr } from './expression.ts'

/** What a number of a policy is: an average is nobody's entitlement, and "about" has no exact sum. */
export type Modality = 'exact' | 'up-to' | 'about' | 'average' | 'range'

/** All modalities. */
export const modalities: readonly Modality[] = ['exact', 'up-to', 'about', 'average', 'range']

/** An act, by which something is known from its publication on. */
export interface Act {
  readonly id: string
  readonly names: Words
  /** its official number, such as 发改环资〔2024〕1104号 */
  readonly number: string
  readonly by: string
  readonly dated: Day
  readonly public: Day
  /** id of a source in the register */
  readonly source: string
  /** path of the stored text, from the rule file */
  readonly text: string
  readonly jurisdiction: string
  readonly amends: string
  readonly verified: boolean
  readonly at: Span
}

/** A clause of an act with its words. */
export interface Clause {
  readonly act: string
  readonly id: string
  readonly names: Words
  readonly quotes: readonly { readonly text: string; readonly at: Span }[]
  readonly verified: boolean
  readonly note: string
  readonly at: Span
}

/** Where something is said: an act and one of its clauses. */
export interface Cite {
  readonly act: string
  readonly clause: string
  readonly at: Span
}

/** A word with the names that claims may use for it. */
export interface Word {
  readonly id: string
  readonly names: Words
  readonly aliases: readonly string[]
}

/** A vocabulary of which inputs choose. */
export interface Vocabulary {
  readonly name: string
  readonly words: readonly Word[]
  readonly at: Span
}

/** Something the texts leave open, with the reading that is taken and those that were possible. */
export interface Assumption {
  readonly name: string
  readonly say: Words
  /** how it is read; absent where an input stands for it */
  readonly take: Expr | null
  readonly or: readonly Expr[]
  readonly at: Span
}

/** What kind of value an input has. */
export type InputType =
  | { readonly kind: 'choice'; readonly words: string }
  | { readonly kind: 'whole'; readonly low: number; readonly high: number }
  | { readonly kind: 'number'; readonly unit: string; readonly low: Decimal | null; readonly high: Decimal | null }
  | { readonly kind: 'date' }
  | { readonly kind: 'truth' }
  | { readonly kind: 'text' }

/** A field of a claim. */
export interface Input {
  readonly name: string
  readonly type: InputType
  readonly names: Words
  readonly aliases: readonly string[]
  readonly ask: Words
  /** how it follows from other inputs when it is not given */
  readonly otherwise: Expr | null
  /** what is taken, under a named assumption, when it is not given */
  readonly assume: { readonly value: Expr; readonly under: string } | null
  /** whether nothing depends on it unless it is given */
  readonly optional: boolean
  readonly at: Span
}

/** A kind of claim with its fields. */
export interface Claim {
  readonly name: string
  readonly names: Words
  /** names under which a record holds one or several of them */
  readonly aliases: readonly string[]
  readonly inputs: readonly Input[]
  readonly at: Span
}

/** An end of a period: a day, an assumption that stands for one, or nothing. */
export type Limit = Day | { readonly assumption: string } | null

/** What a version says. */
export type Content =
  | { readonly kind: 'scalar'; readonly expr: Expr }
  | { readonly kind: 'members'; readonly members: readonly string[] }
  | { readonly kind: 'cases'; readonly cases: readonly Case[] }
  | { readonly kind: 'between'; readonly low: Expr; readonly high: Expr }
  | { readonly kind: 'period'; readonly from: Limit; readonly to: Limit }

/** One row of a table; no keys stand for all others. */
export interface Case {
  readonly keys: readonly string[] | null
  readonly expr: Expr
  readonly at: Span
}

/** How a version treats those before it. */
export type Amendment = 'replaces' | 'extends' | 'retroactive' | ''

/** A version of a definition: what holds, on which days, since when it is known, where. */
export interface Version {
  readonly content: Content
  readonly cite: Cite | null
  readonly from: Limit
  readonly to: Limit
  readonly known: Day
  readonly jurisdiction: string
  readonly amendment: Amendment
  readonly verified: boolean
  readonly at: Span
}

/** A pause of a pool. */
export interface Pause {
  readonly from: Day
  readonly to: Day
  readonly jurisdiction: string
  readonly cite: Cite | null
}

/** A named value, list, table, window, quota or pool. */
export interface Definition {
  readonly kind: 'value' | 'list' | 'table' | 'window' | 'quota' | 'pool'
  readonly name: string
  readonly names: Words
  /** unit of its numbers; `date` or `truth` for other values */
  readonly unit: string
  readonly modality: Modality
  /** what it counts for, such as item or vehicle */
  readonly per: string
  /** the event whose day decides which version holds; empty when all days are alike */
  readonly event: string
  /** vocabulary of a list or of the keys of a table */
  readonly words: string
  /** assumption under which a quota is counted; empty for none */
  readonly under: string
  /** what a quota is counted by */
  readonly keys: readonly Expr[]
  readonly versions: readonly Version[]
  readonly pauses: readonly Pause[]
  readonly note: string
  /** address under which it becomes a fact, where that is not the policy and its own name */
  readonly fact: string
  readonly at: Span
}

/** A step of a rule. */
export type Step = {
  readonly cite: Cite | null
  readonly say: Words
  readonly at: Span
} & (
  | { readonly kind: 'let'; readonly name: string; readonly expr: Expr }
  | { readonly kind: 'only'; readonly expr: Expr }
  | { readonly kind: 'unclear'; readonly expr: Expr }
  | { readonly kind: 'give'; readonly expr: Expr; readonly pool: string; readonly upTo: boolean }
  | { readonly kind: 'also'; readonly name: string; readonly expr: Expr }
  | { readonly kind: 'refuse'; readonly name: string }
)

/** How one kind of claim is answered. */
export interface Rule {
  readonly name: string
  readonly claim: string
  readonly names: Words
  readonly jurisdiction: string
  readonly cite: Cite | null
  readonly steps: readonly Step[]
  readonly at: Span
}

/** A value that follows from definitions alone. */
export interface Derivation {
  readonly name: string
  readonly names: Words
  readonly unit: string
  readonly modality: Modality
  readonly expr: Expr
  readonly cite: Cite | null
  readonly per: string
  readonly at: Span
}

/** A row of an example table. */
export interface Example {
  readonly claim: string
  readonly knownOn: Day
  /** measure under which its results become facts; empty when they do not */
  readonly publish: string
  readonly cells: Readonly<Record<string, string>>
  /** the line above its table */
  readonly head: Span
  readonly at: Span
}

/** A statement that must hold. */
export interface Expectation {
  readonly expr: Expr
  readonly text: string
  readonly at: Span
}

/** A policy as its file writes it. */
export interface Policy {
  readonly id: string
  readonly file: string
  readonly names: Words
  readonly also: readonly string[]
  readonly jurisdiction: string
  readonly currency: string
  readonly extends: string
  readonly note: Words
  readonly acts: ReadonlyMap<string, Act>
  /** by `ACT §CLAUSE` */
  readonly clauses: ReadonlyMap<string, Clause>
  readonly words: ReadonlyMap<string, Vocabulary>
  readonly assumptions: ReadonlyMap<string, Assumption>
  readonly claims: ReadonlyMap<string, Claim>
  readonly definitions: ReadonlyMap<string, Definition>
  readonly rules: readonly Rule[]
  readonly derivations: ReadonlyMap<string, Derivation>
  readonly examples: readonly Example[]
  readonly expectations: readonly Expectation[]
  readonly places: readonly { readonly name: string; readonly names: readonly string[] }[]
  /** the text of each file that it was read from */
  readonly texts: ReadonlyMap<string, string>
}
