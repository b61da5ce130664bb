import type { Summary } from '../metric/tally.ts'
import type { Failure, Output, Request } from '../models/model.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { Sample } from '../task/task.ts'

/** What a run is, written before anything is asked. */
export interface RunHeader {
  readonly kind: 'run'
  readonly format: 1
  /** made from the contents, so that two runs of different contents never share one */
  readonly id: string
  readonly task: string
  readonly taskVersion: number
  readonly measure: string
  readonly protocol: Protocol
  readonly protocolHash: string
  readonly dataset: { readonly name: string; readonly sha256: string; readonly seed: string }
  readonly model: { readonly id: string; readonly endpoint: string; readonly synthetic: boolean }
  readonly planned: number
  readonly started: string
  readonly version: string
  /** where the answers were made when not by this run */
  readonly imported?: { readonly format: string; readonly sha256: string }
  /** how the same samples are found again on resume */
  readonly source: {
    readonly data: string
    readonly limit: number
    readonly shots: string
    /** file of a task that its author wrote; absent for the shipped ones */
    readonly task?: string
  }
}

/** One sample asked once: what went out and what came back. */
export interface SampleRecord {
  readonly kind: 'sample'
  /** place in the dataset, from 0 */
  readonly n: number
  readonly epoch: number
  readonly sample: Sample
  /** SHA-256 of the request and where it went */
  readonly key: string
  readonly request: Request | null
  readonly output: Output | null
  readonly failure?: Failure
  readonly attempts: number
  readonly milliseconds: number
  readonly cached?: true
  /** scores that another program gave it, by name */
  readonly recorded?: Readonly<Record<string, number>>
  /** the answer that it took from the text */
  readonly recordedAnswer?: string
  /** what else it said of the answer */
  readonly recordedWhy?: string
}

/**
 * A sample as a line of a log, without its end: what `JSON.stringify` gives, in two thirds of its time, as texts this long
 * are put together from many parts there; `request` is what the request is as JSON, where that is known.
 */
export function sampleLine(
  record: Absent<SampleRecord, 'failure' | 'cached'>,
  request: string = JSON.stringify(record.request),
): string {
  const { n, epoch, sample, key, output, failure, attempts, milliseconds, recorded, recordedAnswer } = record
  const asked = `"sample":${JSON.stringify(sample)},"key":${JSON.stringify(key)},"request":${request}`
  let line = `{"kind":"sample","n":${n},"epoch":${epoch},${asked},"output":${JSON.stringify(output)}`
  if (failure !== undefined) line += `,"failure":${JSON.stringify(failure)}`
  line += `,"attempts":${attempts},"milliseconds":${milliseconds}`
  if (record.cached !== undefined) line += `,"cached":${record.cached}`
  if (recorded !== undefined) line += `,"recorded":${JSON.stringify(recorded)}`
  if (recordedAnswer !== undefined) line += `,"recordedAnswer":${JSON.stringify(recordedAnswer)}`
  return `${line}}`
}

// with fields that may be there without a value, which a line leaves out
type Absent<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]?: T[P] | undefined }

/** The files of a run's folder. */
export const runFiles = Object.freeze({
  header: 'run.json',
  samples: 'samples.jsonl',
  judgements: 'judgements.jsonl',
  scores: 'scores.jsonl',
  result: 'result.json',
  lock: 'run.lock',
})

/** The scores of a run, as `result.json` keeps them. */
export interface RunResult {
  readonly kind: 'result'
  readonly run: string
  readonly task: string
  readonly measure: string
  readonly model: RunHeader['model']
  readonly protocol: Protocol
  readonly protocolHash: string
  readonly dataset: RunHeader['dataset']
  readonly started: string
  readonly version: string
  readonly sandbox: string
  readonly summary: Summary
  readonly agreement: Readonly<Record<string, { readonly same: number; readonly compared: number }>>
  /** SHA-256 of the header and the log that were scored */
  readonly log: string
}
