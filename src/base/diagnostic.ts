import type { Span } from './span.ts'

/** A sentence in both languages of the house. */
export interface Words {
  readonly en: string
  readonly zh: string
}

/** The language of an output. */
export type Lang = 'en' | 'zh'

/** How much a finding weighs: an `error` fails a build, a `warning` is a finding too, a `note` is not. */
export type Severity = 'error' | 'warning' | 'note'

/** A replacement of the text at `span` that mends a finding. */
export interface Fix {
  readonly span: Span
  readonly text: string
}

/** Another place or fact that a finding speaks of. */
export interface Related {
  readonly message: Words
  readonly at?: Span
}

/** One finding about the author's material; a value, never thrown. */
export interface Diagnostic {
  readonly code: string
  readonly severity: Severity
  readonly message: Words
  readonly at?: Span
  readonly hint?: Words
  readonly fix?: Fix
  readonly related?: readonly Related[]
  /** the author's reason, when the finding was waived in place; a waived finding fails nothing */
  readonly waived?: string
}

/** What a part says of one of its codes. */
export interface CodeEntry {
  readonly severity: Severity
  readonly summary: Words
  /** why it matters and how to mend it, in one or two sentences */
  readonly explain: Words
}

/** A part's codes; the only home of severity and summary. */
export type CodeTable = Readonly<Record<string, CodeEntry>>

/** What a finding may carry beside its message. */
export type Extra = Partial<Pick<Diagnostic, 'at' | 'hint' | 'fix' | 'related'>>

/**
 * The function that makes the findings of one code table; a mistyped code does not compile.
 *
 * @example reporter({ 'x/y': { severity: 'note', summary: { en: 'y', zh: '' }, explain: { en: '', zh: '' } } })('x/y', { en: 'seen', zh: '' }).severity // 'note'
 */
export function reporter<T extends CodeTable>(codes: T) {
  return (code: keyof T & string, message: Words, extra: Extra = {}): Diagnostic =>
    Object.freeze({ code, severity: codes[code]!.severity, message, ...extra })
}

/** A value with what was found while making it. */
export interface Found<T> {
  readonly value: T
  readonly diagnostics: readonly Diagnostic[]
}

/** Whether some finding is an error that nobody waived. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error' && d.waived === undefined)
}

const marker = Symbol.for('assay.error')

/** The only error thrown on purpose: what stops a run, as findings. */
export class AssayError extends Error {
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${d.code}: ${d.message.en}`).join('\n'))
    this.name = 'AssayError'
    this.diagnostics = diagnostics
    Object.defineProperty(this, marker, { value: true })
  }

  /** Whether `thrown` is an `AssayError`, also one made by another copy of the package. */
  static is(thrown: unknown): thrown is AssayError {
    return typeof thrown === 'object' && thrown !== null && marker in thrown
  }
}
