/** What code may do while it runs. */
export interface Limit {
  readonly seconds: number
  readonly megabytes: number
}

/** A program to be run apart from the machine. */
export interface Program {
  readonly language: string
  /** the candidate's source, run first */
  readonly source: string
  /** sent after the candidate has run; empty when there is none */
  readonly tests: string
  readonly limit: Limit
  /** calls whose results are brought out and compared outside, in place of tests */
  readonly calls?: readonly string[]
}

/** What came of a program. */
export interface Executed {
  readonly status: 'passed' | 'failed' | 'timeout' | 'memory' | 'not-run'
  readonly why: string
  readonly milliseconds: number
  /** results of the calls as texts of the language, in order */
  readonly results?: readonly string[]
}

/** A place where foreign code cannot do harm. */
export interface Sandbox {
  readonly kind: string
  readonly run: (program: Program) => Promise<Executed>
  readonly close: () => Promise<void>
}

/** What a scorer may lean on besides the answer. */
export interface Tools {
  readonly sandbox: Sandbox | null
  /** what the judge said of this answer, where it was asked */
  readonly judgement: string | null
}
