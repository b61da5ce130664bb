import type { Words } from '../../base/index.ts'
import type { Capability, Output, Request } from '../models/model.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { Tools } from './tools.ts'

/** One question of a dataset. */
export interface Sample {
  /** unique in its dataset; never the number of a row that may be shuffled */
  readonly id: string
  readonly input: string
  /** every answer that counts as right; empty where none is stated */
  readonly target: readonly string[]
  readonly choices?: readonly string[]
  /** what the averages are taken over, such as the subject or the language */
  readonly group?: string
  /** samples that share a passage or a template stand and fall together */
  readonly cluster?: string
  /** the rest of its row */
  readonly data: Readonly<Record<string, unknown>>
}

/** What became of a sample; exclusive, and all of them add up to the samples planned. */
export type Outcome = 'correct' | 'incorrect' | 'unparsed' | 'truncated' | 'refused' | 'error' | 'not-run'

/** All outcomes, in the order of a report. */
export const outcomes: readonly Outcome[] = [
  'correct',
  'incorrect',
  'unparsed',
  'truncated',
  'refused',
  'error',
  'not-run',
]

/** What a scorer says of one answer. */
export interface Score {
  /** 0 to 1; partial credit lies between */
  readonly value: number
  readonly outcome: Outcome
  /** the answer as it was taken from the text; `null` when there was none */
  readonly answer: string | null
  readonly why: string
  /** how sure the model says it is, 0 to 1, where the protocol asks for it */
  readonly confidence?: number
  /** further measures of the same answer: a number, or a part of a whole */
  readonly parts?: Readonly<Record<string, number | readonly [part: number, whole: number]>>
}

/** How the rows of a file become samples. */
export interface FileDataset {
  readonly kind: 'file'
  /** how it is published, for a person who has to bring it */
  readonly about: Words
  readonly fields: readonly string[]
  /** names for the columns of a file without a header */
  readonly header?: readonly string[]
  /** a folder beside the files, whose files of the same names hold the answers by id */
  readonly answers?: string
  /** the sample of a row, or what it lacks; `null` passes the row over, as the protocol wants it */
  readonly sample: (row: Row, index: number, protocol: Protocol) => Sample | { readonly lacks: string } | null
  /** how many samples the whole has, by subset; the first is the usual one */
  readonly sizes: Readonly<Record<string, number>>
}

/** The samples that a rule makes from a seed. */
export interface GeneratedDataset {
  readonly kind: 'generated'
  readonly size: number
  readonly sample: (index: number, seed: string) => Sample
}

/** A row of a file: its values by name. */
export type Row = Readonly<Record<string, unknown>>

/** A benchmark as data and pure functions. */
export interface Task {
  readonly kind: 'task'
  readonly id: string
  readonly version: number
  readonly title: Words
  /** the measure of its facts */
  readonly measure: string
  readonly licence: string
  readonly dataset: FileDataset | GeneratedDataset
  /** the ways in which it is measured; the first is the usual one */
  readonly protocols: readonly Protocol[]
  readonly needs: (protocol: Protocol) => readonly Capability[]
  readonly request: (sample: Sample, protocol: Protocol, shots: readonly Sample[]) => Request
  /** what is asked next, after so many answers; `null` when that was the last turn, absent where there is one only */
  readonly follow?: (sample: Sample, protocol: Protocol, said: readonly string[]) => Request | null
  readonly score: (sample: Sample, output: Output, protocol: Protocol, tools: Tools) => Score | Promise<Score>
  /** what a model that knows the answer would say */
  readonly canonical: (sample: Sample, protocol: Protocol) => Output
  /** share of samples that a model without knowledge gets right, where the options tell */
  readonly chance: (sample: Sample) => number
  /** data of the project that its scorer reads */
  readonly resources?: readonly string[]
  /** whether its scorer runs code */
  readonly runsCode?: boolean
  /** what a judge is asked of an answer, one request for each turn; `null` where this answer needs none */
  readonly judge?: (sample: Sample, output: Output, protocol: Protocol) => Request | readonly Request[] | null
}

/** `draft` as a task, frozen. */
export function defineTask(draft: Omit<Task, 'kind'>): Task {
  return Object.freeze({ kind: 'task' as const, ...draft })
}

/** The words of an answer without what surrounds them; for canonical answers and scripted models. */
export function say(text: string): Output {
  return { text, finish: 'stop', served: 'canonical' }
}

/** Whether an outcome leaves open what the model knew. */
export function isUnresolved(outcome: Outcome): boolean {
  return outcome !== 'correct' && outcome !== 'incorrect'
}
