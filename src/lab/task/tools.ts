/** What code may do while it runs. */
export interface Limit {
  readonly seconds: number
  readonly megabytes: number
}

/** A program to be run apart from the machine. */
export interface Program {
  readonly language: string
  /** the candidate's source, run first, in a process that never sees the tests where the language allows it */
  readonly source: string
  /** run against it from outside; empty when there is none */
  readonly tests: string
  readonly limit: Limit
}

/** What came of a program. */
export interface Executed {
  readonly status: 'passed' | 'failed' | 'timeout' | 'memory' | 'not-run'
  readonly why: string
  readonly milliseconds: number
}

/** A place where foreign code cannot do harm. */
export interface Sandbox {
  readonly kind: string
  readonly run: (program: Program) => Promise<Executed>
  readonly close: () => Promise<void>
}

/** Stands between what a judge said of one turn and of the next. */
export const turnBreak = '\u001e'

/** What a scorer may lean on besides the answer. */
export interface Tools {
  readonly sandbox: Sandbox | null
  /** what the judge said of this answer, where it was asked; of several turns joined by `turnBreak` */
  readonly judgement: string | null
  /** data that ship with the project, by the name that the task states */
  readonly resource: (name: string) => unknown
}
