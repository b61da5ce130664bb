import type { Chunks, Diagnostic } from '../../base/index.ts'
import { readLog } from '../log/read.ts'
import { type RunHeader, runFiles, type SampleRecord } from '../log/record.ts'
import { Seen } from '../log/seen.ts'
import { type Summary, Tally } from '../metric/tally.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { Outcome, Score, Task } from '../task/task.ts'
import type { Tools } from '../task/tools.ts'
import { scoreRecord } from './outcome.ts'
import { ofSubset, recordedRule, recordedScore } from './recorded.ts'

/** One line of a run's scores. */
export interface ScoreRecord {
  readonly n: number
  readonly epoch: number
  readonly id: string
  readonly group?: string
  readonly cluster?: string
  readonly outcome: Outcome
  readonly value: number
  readonly answer: string | null
  readonly target: readonly string[]
  readonly why: string
  readonly parts?: Score['parts']
  /** what another program gave, where it differs from this score by name */
  readonly recorded?: Readonly<Record<string, number>>
  readonly agrees?: boolean
}

/** What counts the tokens of a text, by its name. */
export interface Tokenizer {
  readonly name: string
  readonly count: (text: string) => number
}

/** What `scoreRun` is given. */
export interface Scoring {
  readonly task: Task
  readonly header: RunHeader
  readonly protocol: Protocol
  /** the log from its start; called twice */
  readonly open: () => Promise<Chunks | null>
  readonly tools: Omit<Tools, 'judgement'>
  /** counts tokens in place of the endpoint */
  readonly tokenizer?: Tokenizer
  /** what the judge said, by n · epochs + epoch */
  readonly judgements: ReadonlyMap<number, string>
  /** how many samples are scored side by side; more than one only pays where code runs */
  readonly width: number
  readonly write: (line: string) => Promise<void> | undefined
  readonly progress: (done: number) => void
}

const shownIds = 5

/** How far scores that came with imported predictions agree with these, by name. */
export type Agreement = Readonly<Record<string, { readonly same: number; readonly compared: number }>>

/** What scoring came to. */
export interface RunScores {
  readonly summary: Summary
  readonly agreement: Agreement
  /** the first samples whose scores differ from those that came with them, by the name of the score */
  readonly differing: Readonly<Record<string, readonly string[]>>
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The scores of a log; the model is not asked.
 *
 * A sample that failed and was asked again counts by its answer; each counts once, whatever the log repeats.
 */
export async function scoreRun(job: Scoring): Promise<RunScores> {
  const { epochs } = job.protocol
  const [answered, counted] = [new Seen(), new Seen()]
  await readLog<SampleRecord>(runFiles.samples, await job.open(), (record) => {
    if (record.output !== null) answered.add(record.n * epochs + record.epoch)
    return undefined
  })
  const tally = new Tally(job.protocol, job.tokenizer?.name)
  const agreement: Record<string, { same: number; compared: number }> = {}
  const differing: Record<string, string[]> = {}
  const flying = new Set<Promise<void>>()
  const one = async (record: SampleRecord): Promise<void> => {
    const judgement = job.judgements.get(record.n * epochs + record.epoch) ?? null
    const given = job.protocol.extractor === recordedRule
    const score = given
      ? recordedScore(record, job.protocol.subset)
      : await scoreRecord(job.task, record, job.protocol, { ...job.tools, judgement })
    tally.add({ n: record.n, epoch: record.epoch, group: record.sample.group, cluster: record.sample.cluster, score })
    // each turn is an answer with a length of its own
    if (record.output !== null)
      for (const turn of [...(record.output.earlier ?? []), record.output])
        tally.lengths.add(
          turn.text,
          job.tokenizer === undefined ? turn.usage?.output : job.tokenizer.count(turn.text),
          turn.finish === 'length',
        )
    const theirs = given ? {} : ofSubset(record.recorded ?? {}, job.protocol.subset)
    const compared = given ? {} : compareRecorded(score, theirs, record.recordedAnswer ?? null)
    const line = scoreLine(record, score, compared, agreement, differing)
    const wait = job.write(JSON.stringify(line))
    if (wait !== undefined) await wait
    job.progress(counted.size)
  }
  const read = await readLog<SampleRecord>(runFiles.samples, await job.open(), (record) => {
    const place = record.n * epochs + record.epoch
    if (record.output === null && answered.has(place)) return undefined
    if (!counted.add(place)) return undefined
    const work = one(record)
    if (job.width <= 1) return work
    flying.add(work)
    void work.finally(() => flying.delete(work))
    return flying.size < job.width ? undefined : Promise.race(flying)
  })
  await Promise.all(flying)
  return {
    summary: tally.summary(job.header.planned, job.header.imported !== undefined),
    agreement,
    differing,
    diagnostics: read.diagnostics,
  }
}

/**
 * Whether each score that another program gave an answer is the one it has here, by name; those that have no counterpart are left out.
 *
 * A program that takes an answer as text may write it otherwise: only letters are compared.
 */
export function compareRecorded(
  score: Score,
  recorded: Readonly<Record<string, number>>,
  answer: string | null,
): Readonly<Record<string, boolean>> {
  const found: Record<string, boolean> = {}
  // what could not be run here says nothing
  if (score.outcome === 'not-run') return found
  for (const [name, theirs] of Object.entries(recorded)) {
    const ours = partOf(score, name)
    if (ours !== null) found[name] = Math.abs(ours - theirs) < 1e-6
  }
  if (answer !== null && /^[A-Z]$/.test(answer)) found.answer = score.answer === answer
  return found
}

function scoreLine(
  { n, epoch, sample, recorded }: SampleRecord,
  score: Score,
  compared: Readonly<Record<string, boolean>>,
  agreement: Record<string, { same: number; compared: number }>,
  differing: Record<string, string[]>,
): ScoreRecord {
  for (const [name, same] of Object.entries(compared)) {
    agreement[name] ??= { same: 0, compared: 0 }
    agreement[name].compared += 1
    if (same) agreement[name].same += 1
    else {
      differing[name] ??= []
      if (differing[name].length < shownIds && !differing[name].includes(sample.id)) differing[name].push(sample.id)
    }
  }
  return {
    n,
    epoch,
    id: sample.id,
    ...(sample.group === undefined ? {} : { group: sample.group }),
    ...(sample.cluster === undefined ? {} : { cluster: sample.cluster }),
    outcome: score.outcome,
    value: score.value,
    answer: score.answer,
    target: sample.target,
    why: score.why,
    ...(score.parts === undefined ? {} : { parts: score.parts }),
    ...(recorded === undefined ? {} : { recorded }),
    ...(Object.keys(recorded ?? {}).length + Object.keys(compared).length === 0
      ? {}
      : { agrees: Object.values(compared).every((same) => same) }),
  }
}

// names under which programs keep the score of a sample
const headlines: ReadonlySet<string> = new Set([
  'value',
  'acc',
  'exact_match',
  'pass@1',
  'pass_at_1',
  'score',
  'accuracy',
  'correct',
])

// `value` is the headline; any other name is one of the parts, a list of booleans counts as part of a whole
function partOf(score: Score, name: string): number | null {
  const part = score.parts?.[name]
  if (part === undefined) return headlines.has(name.split(',')[0]!) ? score.value : null
  return typeof part === 'number' ? part : part[0] / part[1]
}
