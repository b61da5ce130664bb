import type { Day, Diagnostic, Interval, Lang, Period, Span } from '../base/index.ts'
import type { Fact } from '../facts/index.ts'
import type { PublishResult } from './publish/rule.ts'

/** A run of text or what stands in it. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly at: Span }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly children: readonly Inline[]; readonly at: Span }
  | { readonly kind: 'code'; readonly text: string; readonly at: Span }
  | { readonly kind: 'break'; readonly at: Span }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[]; readonly at: Span }
  | NumberInline
  | RefInline

/** A number of the prose that is bound to a fact, an expression over facts, or declared to be no claim. */
export interface NumberInline {
  readonly kind: 'number'
  /** the literal between the brackets, empty when the compiler is to fill it in; after `resolve`: what is printed */
  readonly text: string
  /** what stands behind `fact:`, or `lit:` with the empty text */
  readonly address: string
  readonly scheme: 'fact' | 'lit'
  /** options of the link title, such as `as=亿元 round=0 despite=shots` */
  readonly options: Readonly<Record<string, string>>
  readonly at: Span
  /** the place of the literal inside the brackets */
  readonly textAt: Span
  /** filled by `resolve`: the key of the binding in `Document.bindings` */
  readonly binding?: string
}

/** A reference to a figure, table or section: `[](#fig-x)` or `[text](#fig-x)`. */
export interface RefInline {
  readonly kind: 'ref'
  readonly target: string
  readonly children: readonly Inline[]
  readonly at: Span
  /** filled by `resolve`: what is printed, such as 图表 3 */
  readonly label?: string
}

/** A part of a document that stands on lines of its own. */
export type Block =
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2 | 3 | 4 | 5 | 6
      readonly children: readonly Inline[]
      readonly id: string
      readonly number: string
      readonly at: Span
    }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[]; readonly at: Span }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly (readonly Block[])[]
      readonly at: Span
    }
  | { readonly kind: 'quote'; readonly children: readonly Block[]; readonly at: Span }
  | { readonly kind: 'code'; readonly text: string; readonly lang: string; readonly at: Span }
  | { readonly kind: 'rule'; readonly at: Span }
  | {
      readonly kind: 'panel'
      readonly role: string
      /** whether AI has helped to make what it holds */
      readonly ai: boolean
      /** publishers for whom it stands; all when empty */
      readonly profiles: readonly string[]
      readonly children: readonly Block[]
      readonly at: Span
    }
  | TableBlock
  | FigureBlock

/** A table, numbered when it has a caption. */
export interface TableBlock {
  readonly kind: 'table'
  /** anchor, empty for a plain Markdown table */
  readonly id: string
  /** number among figures and tables together; 0 for a plain Markdown table */
  readonly number: number
  readonly caption: readonly Inline[]
  readonly source: readonly Inline[]
  readonly notes: readonly (readonly Inline[])[]
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly at: Span
}

/** A column of a table. */
export interface Column {
  readonly children: readonly Inline[]
  readonly align: 'left' | 'right' | 'center'
}

/** A row of a table; a group row has one cell that spans all columns. */
export interface Row {
  readonly kind: 'row' | 'group'
  readonly cells: readonly Cell[]
}

/** A cell of a table. */
export interface Cell {
  readonly children: readonly Inline[]
  /** condition that differs from the row's, printed small after the value: `0-shot` */
  readonly note: string
  /** key of the binding in `Document.bindings`, when the whole cell is one number */
  readonly binding?: string
  /** the periods up to the table's own, the oldest first, where the cell is a small line; its children say the same in numbers */
  readonly trail?: readonly TrailPoint[]
}

/** One period of a small line; without a fact its value is `null` and its binding empty. */
export interface TrailPoint {
  readonly period: Period
  readonly text: string
  readonly value: number | null
  readonly binding: string
}

/** A chart, numbered with the tables. */
export interface FigureBlock {
  readonly kind: 'figure'
  readonly id: string
  readonly number: number
  readonly caption: readonly Inline[]
  readonly source: readonly Inline[]
  readonly notes: readonly (readonly Inline[])[]
  readonly chart: Chart
  readonly synthetic: boolean
  readonly at: Span
}

/** What a chart shows, ready to be drawn. */
export interface Chart {
  readonly kind: 'line' | 'bar' | 'grouped-bar' | 'scatter' | 'radar'
  /** a text for who cannot see it */
  readonly alt: string
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly Series[]
}

/** One axis of a chart. */
export interface Axis {
  readonly title: string
  /** `band`: named places in the order of `names`; `linear`: numbers; `log`: positive numbers; `day`: calendar days */
  readonly scale: 'band' | 'linear' | 'log' | 'day'
  readonly names: readonly string[]
  /** lower and upper end when the author fixed them */
  readonly low?: number
  readonly high?: number
  /** whether the axis was told to include zero; bars always do */
  readonly zero: boolean
}

/** The marks of one name and colour. */
export interface Series {
  readonly name: string
  readonly dashed: boolean
  readonly marks: readonly Mark[]
}

/** One point or bar, and the fact that it stands for. */
export interface Mark {
  /** band: index into `names`; linear and log: the number; day: `YYYY-MM-DD` as days since 1970-01-01 */
  readonly x: number
  readonly y: number
  /** the number as printed beside the mark or in its title */
  readonly label: string
  /** what the mark says in words: subject, measure, value */
  readonly title: string
  readonly address: string
  readonly binding: string
  /** half width of an uncertainty bar in the unit of y; 0 for none */
  readonly spread: number
}

/** One use of facts in a document: what a reader sees when he asks for the evidence of a number. */
export interface Binding {
  /** `n1`, `n2`, … in document order */
  readonly key: string
  readonly address: string
  /** as printed */
  readonly text: string
  /** value in plain digits, in `unit`; empty for a text or a dash */
  readonly value: string
  readonly unit: string
  /** digits after the point for a spreadsheet; absent when exact */
  readonly decimals?: number
  readonly interval: Interval | null
  /** one fact for a plain address, all inputs for an expression */
  readonly facts: readonly Fact[]
  readonly derived: boolean
  /** other facts with the same identity: other sources and older vintages, newest first */
  readonly others: readonly Fact[]
  readonly at: Span
}

/** A name for a reader, in the document's language. */
export interface Naming {
  readonly entity: (id: string) => string
  readonly measure: (id: string) => string
  readonly scope: (key: string, value: string) => string
  /** beside the number one, where it is given, in the singular */
  readonly unit: (id: string, count?: string) => string
  readonly source: (id: string) => SourceName
}

/** A source as it is shown to a reader. */
export interface SourceName {
  readonly id: string
  readonly title: string
  readonly publisher: string
  readonly url: string
  readonly published: Day
  readonly retrieved: Day
  /** the file that is kept of it, and that file's hash */
  readonly file: string
  readonly sha256: string
  readonly class: string
}

/** The lines at the head of a report as prose: their numbers are bound like any other. */
export interface Headline {
  readonly kicker: readonly Inline[]
  readonly title: readonly Inline[]
  readonly subtitle: readonly Inline[]
}

/** What the front matter says. */
export interface Front {
  readonly title: string
  readonly subtitle: string
  /** the line above the title, such as an industry */
  readonly kicker: string
  /** what kind of report it is, such as a weekly; may be empty */
  readonly type: string
  readonly lang: Lang
  readonly date: Day
  /** facts are taken as known on this day */
  readonly known: Day
  readonly period: Period
  readonly publisher: string
  readonly authors: readonly { readonly name: string; readonly id: string; readonly contact: string }[]
  readonly related: readonly { readonly title: string; readonly date: Day }[]
  readonly rating: {
    readonly label: string
    readonly change: string
    readonly scheme: string
    /** what is rated, as the log of ratings names it; may be empty */
    readonly subject: string
    /** publishers for whom it stands; all when empty */
    readonly profiles: readonly string[]
  } | null
  /** what AI has made of it; `null` for nothing */
  readonly ai: {
    /** 1: made with AI, 2: possibly, 3: suspected */
    readonly label: number
    readonly producer: string
    readonly id: string
    /** the words that a reader sees */
    readonly notice: string
  } | null
  /** version of the report, from 1; a later one corrects an earlier */
  readonly version: number
  readonly corrects: {
    readonly report: string
    readonly version: number
    readonly changes: readonly string[]
  } | null
  /** what persons have signed */
  readonly journal: readonly {
    readonly rule: string
    readonly person: string
    readonly role: string
    readonly day: Day
    readonly says: string
  }[]
  /** word before figure numbers: 图表, Figure */
  readonly label: string
}

/** How a house looks: a desk's own colours, fonts of the page, logo and name; `null` where the plain ones do. */
export interface Theme {
  /** colour of titles and rules on paper and on light screens, and on dark ones, as `#rrggbb` */
  readonly accent: string
  readonly accentDark: string
  /** families of the page, before the plain ones */
  readonly fonts: readonly string[]
  /** font files of the PDF, regular and bold, before the plain ones; none for those alone */
  readonly paper: readonly Uint8Array[]
  readonly logo: { readonly type: 'svg' | 'png'; readonly bytes: Uint8Array } | null
  /** name of the firm in place of the publisher on covers and pages */
  readonly firm: string
}

/** A report with every number proved or reported. */
export interface Document {
  readonly kind: 'document'
  readonly file: string
  readonly front: Front
  /** kicker, title and subtitle with their numbers; the front matter has them as plain words */
  readonly headline: Headline
  /** the cover's blocks (panels) stand first; see `panel` */
  readonly blocks: readonly Block[]
  readonly bindings: ReadonlyMap<string, Binding>
  readonly synthetic: boolean
  readonly naming: Naming
  readonly theme: Theme | null
  /** what the rules of publishing came to; none without a publisher's profile */
  readonly publishing: readonly PublishResult[]
  readonly diagnostics: readonly Diagnostic[]
}
