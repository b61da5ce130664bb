import type { Span } from '../base/index.ts'
import type { Block, Column, FigureBlock, Inline, Row, TableBlock } from './tree.ts'

/** A directive as it is written: captions and notes as prose, its YAML and its hand-written table, not yet bound. */
export interface RawExhibit {
  readonly kind: 'exhibit'
  readonly role: 'figure' | 'table'
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  readonly caption: readonly Inline[]
  readonly source: readonly Inline[]
  readonly notes: readonly (readonly Inline[])[]
  /** the inner code block with its place; `null` when there is none */
  readonly spec: { readonly text: string; readonly offset: number; readonly at: Span } | null
  readonly table: RawTable | null
  readonly at: Span
}

/** A Markdown table. */
export interface RawTable {
  readonly kind: 'raw-table'
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly at: Span
}

/** A block before its numbers are bound. */
export type RawBlock =
  | Exclude<Block, TableBlock | FigureBlock | { kind: 'list' | 'quote' | 'panel' }>
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly (readonly RawBlock[])[]
      readonly at: Span
    }
  | { readonly kind: 'quote'; readonly children: readonly RawBlock[]; readonly at: Span }
  | {
      readonly kind: 'panel'
      readonly role: string
      readonly ai: boolean
      readonly profiles: readonly string[]
      readonly children: readonly RawBlock[]
      readonly at: Span
    }
  | RawExhibit
  | RawTable
