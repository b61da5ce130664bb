import { type RunHeader, readLog, runFiles, type SampleRecord, type ScoreRecord } from '../lab/index.ts'
import type { Result } from './eval-score.ts'
import { type LabMachine, readHeader } from './lab/machine.ts'

/** Which samples of a run are shown. */
export interface ShowOptions {
  readonly folder: string
  /** an outcome, `disagreement`, or empty for all */
  readonly outcome: string
  /** id of one sample; empty for all */
  readonly id: string
  readonly limit: number
}

/** A sample with what was asked, what came back and what was made of it. */
export interface Shown {
  readonly score: ScoreRecord
  readonly record: SampleRecord | null
}

/** A run as it stands. */
export interface ShownRun {
  readonly header: RunHeader
  readonly result: Result | null
  readonly samples: readonly Shown[]
  /** how many fit, of which `samples` are the first */
  readonly fitting: number
}

/** A run with the samples that fit, from its files alone; it may still be written. */
export async function show(machine: LabMachine, options: ShowOptions): Promise<ShownRun> {
  const { folder } = options
  const header = await readHeader(machine, folder)
  const picked = new Map<string, ScoreRecord>()
  let fitting = 0
  const open = (name: string) => machine.disk.stream(`${folder}/${name}`)
  await readLog<ScoreRecord>(runFiles.scores, await open(runFiles.scores), (score) => {
    if (options.id !== '' && score.id !== options.id) return undefined
    const wanted =
      options.outcome === '' ||
      (options.outcome === 'disagreement' ? score.agrees === false : score.outcome === options.outcome)
    if (!wanted) return undefined
    fitting += 1
    if (picked.size < options.limit) picked.set(`${score.n}/${score.epoch}`, score)
    return undefined
  })
  const records = new Map<string, SampleRecord>()
  await readLog<SampleRecord>(runFiles.samples, await open(runFiles.samples), (record) => {
    const key = `${record.n}/${record.epoch}`
    const known = records.get(key)
    if (picked.has(key) && (known === undefined || known.output === null)) records.set(key, record)
    return undefined
  })
  const samples = [...picked].map(([key, score]) => ({ score, record: records.get(key) ?? null }))
  return { header, result: await readResult(machine, folder), samples, fitting }
}

/** The result of a run, `null` when it was not scored yet. */
export async function readResult(machine: LabMachine, folder: string): Promise<Result | null> {
  const bytes = await machine.effects.read(`${folder}/${runFiles.result}`)
  try {
    return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as Result)
  } catch {
    return null
  }
}
