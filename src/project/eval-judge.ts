import { AssayError, type Diagnostic } from '../base/index.ts'
import {
  createLogWriter,
  type Model,
  Queue,
  readLog,
  report,
  runFiles,
  type SampleRecord,
  turnBreak,
  usualQueue,
} from '../lab/index.ts'
import { type LabMachine, readHeader } from './lab/machine.ts'
import { taskOf } from './lab/task.ts'

/** One answer of a judge, kept beside the log. */
export interface Judgement {
  readonly n: number
  readonly epoch: number
  readonly judge: string
  readonly text: string | null
  readonly failure?: string
}

/** What is judged by whom. */
export interface JudgeOptions {
  readonly folder: string
  readonly model: Model
  readonly concurrency: number
  readonly progress: (done: number) => void
}

/**
 * Asks a judge about every answer of a run that needs one and was not judged by it yet; scoring reads what is kept.
 *
 * A judge that says nothing, or that cannot be reached, leaves the sample unjudged: no grade is ever made up.
 */
export async function judge(
  machine: LabMachine,
  options: JudgeOptions,
): Promise<{ readonly judged: number; readonly diagnostics: readonly Diagnostic[] }> {
  const { folder, model } = options
  const header = await readHeader(machine, folder)
  const task = await taskOf(machine, folder, header)
  if (task.judge === undefined) throw new AssayError([needsNone(task.id)])
  const file = `${folder}/${runFiles.judgements}`
  const done = new Set<string>()
  const before = await readLog<Judgement>(runFiles.judgements, await machine.disk.stream(file), (j) => {
    if (j.text !== null && j.judge === model.id) done.add(`${j.n}/${j.epoch}`)
    return undefined
  })
  const log = createLogWriter(await machine.disk.append(file, before.length), machine.timer)
  const queue = new Queue(
    model,
    { ...usualQueue, start: options.concurrency, most: options.concurrency },
    machine.timer,
  )
  const flying = new Set<Promise<void>>()
  let judged = 0
  const one = async (record: SampleRecord): Promise<void> => {
    const wanted = task.judge!(record.sample, record.output!, header.protocol)
    if (wanted === null) return
    const hint = {
      id: record.sample.id,
      epoch: record.epoch,
      reference: () => ({ text: 'A', finish: 'stop' as const, served: '' }),
    }
    const turns = await Promise.all([wanted].flat().map((request) => queue.ask(request, hint)))
    const failure = turns.find((t) => t.failure !== null)?.failure ?? null
    // what was not said of one turn leaves the whole sample unjudged
    const said = turns.flatMap((t) => t.output?.text ?? [])
    const line: Judgement = {
      n: record.n,
      epoch: record.epoch,
      judge: model.id,
      text: said.length === turns.length ? said.join(turnBreak) : null,
      ...(failure === null ? {} : { failure: `${failure.kind}: ${failure.message}` }),
    }
    await log.add(JSON.stringify(line))
    judged += 1
    options.progress(judged)
  }
  try {
    await readLog<SampleRecord>(
      runFiles.samples,
      await machine.disk.stream(`${folder}/${runFiles.samples}`),
      (record) => {
        const key = `${record.n}/${record.epoch}`
        if (record.output === null || done.has(key)) return undefined
        done.add(key)
        const work = one(record)
        flying.add(work)
        void work.finally(() => flying.delete(work))
        return flying.size < options.concurrency ? undefined : Promise.race(flying)
      },
    )
    await Promise.all(flying)
  } finally {
    queue.close()
    await log.close()
  }
  return { judged, diagnostics: before.diagnostics }
}

/** What judges said of a run, the last of each sample, by n · epochs + epoch, and who they are. */
export async function readJudgements(machine: LabMachine, folder: string, epochs: number) {
  const texts = new Map<number, string>()
  const judges = new Set<string>()
  await readLog<Judgement>(runFiles.judgements, await machine.disk.stream(`${folder}/${runFiles.judgements}`), (j) => {
    if (j.text === null) return undefined
    texts.set(j.n * epochs + j.epoch, j.text)
    judges.add(j.judge)
    return undefined
  })
  return { texts, judges: [...judges].sort() }
}

function needsNone(task: string): Diagnostic {
  return report('lab/unknown-task', { en: `\`${task}\` needs no judge`, zh: `\`${task}\` 不需要评审模型` })
}
