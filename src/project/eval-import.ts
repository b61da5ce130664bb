import { AssayError, type Diagnostic } from '../base/index.ts'
import {
  bareSample,
  candidateProtocols,
  createLogWriter,
  findProtocol,
  fitProtocol,
  formatOf,
  type ImportFormat,
  keepingThoughts,
  lacksOf,
  numbered,
  ownNames,
  type Placed,
  type Prediction,
  type Protocol,
  protocolHash,
  type Row,
  type RunHeader,
  recordedProtocol,
  recordedRule,
  report,
  runFiles,
  type Sample,
  type SampleRecord,
  sampleOf,
  type Task,
  turnBreak,
} from '../lab/index.ts'
import type { Judgement } from './eval-judge.ts'
import { filesOf, gather } from './lab/gather.ts'
import { jsonBytes, type LabMachine, need, relativeTo } from './lab/machine.ts'
import { rowsOf } from './lab/samples.ts'
import { isTaskFile, openTask } from './lab/task.ts'

/** What is to be taken in. */
export interface ImportOptions {
  readonly files: readonly string[]
  /** empty to tell it from the first record */
  readonly format: ImportFormat | ''
  readonly task: string
  readonly protocol: string
  readonly model: string
  readonly out: string
  /** files of the dataset, joined by id or question where the predictions hold too little; empty for none */
  readonly data: readonly string[]
  readonly version: string
}

/** A run made of predictions. */
export interface Imported {
  readonly folder: string
  readonly header: RunHeader
  readonly format: ImportFormat
  readonly predictions: number
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Makes a run of what another program's model said, so that it can be scored, compared and cited here.
 *
 * @throws AssayError lab/bad-prediction when nothing can be read
 */
export async function importRun(machine: LabMachine, options: ImportOptions): Promise<Imported> {
  const task = await openTask(machine, options.task)
  const files = await filesOf(machine, options.files)
  const gathered = await gather(machine, files, options)
  const first = gathered.predictions[0]
  if (first === undefined) throw new AssayError([...gathered.diagnostics, nothing(options)])
  const candidates =
    options.protocol === ''
      ? candidateProtocols(task, gathered.format, first)
      : [need(findProtocol(task, options.protocol))]
  const recorded = candidates[0]!.extractor === recordedRule
  const join = await joiner(machine, task, options.data, candidates[0]!)
  const placed: Placed[] = []
  const missing: string[] = []
  for (const prediction of gathered.predictions) {
    const sample = join(prediction) ?? sampleOf(task, prediction, candidates[0]!)
    if (sample !== null) placed.push({ sample, prediction })
    else if (recorded) placed.push({ sample: bareSample(task, prediction), prediction })
    else missing.push(lacksOf(task, prediction, candidates[0]!))
  }
  const { diagnostics } = gathered
  if (placed.length === 0 && options.protocol === '' && gathered.predictions.some(isScored)) {
    const bare = gathered.predictions.map((prediction) => ({ sample: bareSample(task, prediction), prediction }))
    // of base and extended tests those that the file's own program counts
    const protocol = { ...recordedProtocol(task), subset: candidates[0]!.subset }
    return write(machine, options, files, task, protocol, bare, gathered.format, [...diagnostics, asGiven(missing[0]!)])
  }
  const told = missing.length === 0 ? [] : [unplaced(missing, gathered.predictions.length)]
  if (placed.length === 0) throw new AssayError([...diagnostics, ...told])
  if (recorded && first.unknown !== undefined) told.push(unknownScorer(first.unknown))
  const fitting = recorded ? candidates[0]! : await fitProtocol(task, candidates, placed, gathered.format)
  const protocol =
    options.protocol === '' && gathered.format !== 'predictions' ? keepingThoughts(fitting, placed) : fitting
  return write(machine, options, files, task, protocol, placed, gathered.format, [...diagnostics, ...told])
}

function isScored({ recorded }: Prediction): boolean {
  return Object.keys(recorded).length > 0
}

async function write(
  machine: LabMachine,
  options: ImportOptions,
  files: readonly string[],
  task: Task,
  protocol: Protocol,
  placed: readonly Placed[],
  format: ImportFormat,
  diagnostics: readonly Diagnostic[],
): Promise<Imported> {
  // answers to one sample are its epochs
  const places = new Map<string, { n: number; answers: (Placed & { at: number })[] }>()
  for (const { sample, prediction } of placed) {
    const known = places.get(sample.id) ?? { n: places.size, answers: [] }
    const count = Math.max(1, prediction.outputs.length)
    // the options may stand in another order each time
    for (let at = 0; at < count; at += 1) known.answers.push({ sample, prediction, at })
    places.set(sample.id, known)
  }
  const epochs = [...places.values()].reduce((most, p) => Math.max(most, p.answers.length), 1)
  const whole: Protocol = { ...protocol, epochs }
  const served = placed.find((p) => p.prediction.outputs[0]?.served)?.prediction.outputs[0]?.served
  const modelId = options.model || served || 'unknown'
  const sha256 = await machine.disk.hash(files)
  const header: RunHeader = {
    kind: 'run',
    format: 1,
    id: machine.effects
      .sha256(new TextEncoder().encode(`${sha256}/${task.id}/${protocolHash(whole, machine.effects)}`))
      .slice(0, 16),
    task: task.id,
    taskVersion: task.version,
    measure: task.measure,
    protocol: whole,
    protocolHash: protocolHash(whole, machine.effects),
    dataset: {
      name: task.id,
      sha256: options.data.length === 0 ? sha256 : await machine.disk.hash(options.data),
      seed: '',
    },
    model: { id: modelId, endpoint: 'imported', synthetic: modelId.startsWith('mock-') },
    planned: places.size,
    started: machine.effects.now(),
    version: options.version,
    imported: { format, sha256 },
    source: {
      data: options.files.map((f) => relativeTo(options.out, f)).join(','),
      limit: 0,
      shots: '',
      ...(isTaskFile(options.task) ? { task: relativeTo(options.out, options.task) } : {}),
    },
  }
  const judged = [...places.values()].flatMap(({ n, answers }) =>
    answers.flatMap(({ prediction }, epoch) => judgementOf(n, epoch, prediction)),
  )
  await machine.effects.write([
    { path: `${options.out}/${runFiles.header}`, bytes: jsonBytes(header) },
    ...(judged.length === 0
      ? []
      : [
          {
            path: `${options.out}/${runFiles.judgements}`,
            bytes: new TextEncoder().encode(judged.map((j) => `${JSON.stringify(j)}\n`).join('')),
          },
        ]),
  ])
  const log = createLogWriter(await machine.disk.append(`${options.out}/${runFiles.samples}`, 0), machine.timer)
  try {
    for (const { n, answers } of places.values())
      for (const [epoch, { sample, prediction, at }] of answers.entries())
        await log.add(JSON.stringify(recordOf(n, epoch, sample, prediction, at)))
  } finally {
    await log.close()
  }
  return { folder: options.out, header, format, predictions: placed.length, diagnostics }
}

function recordOf(n: number, epoch: number, sample: Sample, prediction: Prediction, at: number): SampleRecord {
  const output = prediction.outputs[at] ?? null
  const recorded = ownNames(prediction.recorded)
  return {
    kind: 'sample',
    n,
    epoch,
    sample,
    key: '',
    request: null,
    output,
    ...(output === null
      ? { failure: { kind: 'bad-reply', message: prediction.failure ?? 'no answer in the file', retry: false } }
      : {}),
    attempts: 1,
    milliseconds: 0,
    ...(Object.keys(recorded).length === 0 ? {} : { recorded }),
    ...(prediction.recordedAnswer === null ? {} : { recordedAnswer: prediction.recordedAnswer }),
    ...(prediction.recordedWhy === undefined ? {} : { recordedWhy: prediction.recordedWhy }),
  }
}

// what a judge said of all turns of an answer; where one turn was not judged, nothing
function judgementOf(n: number, epoch: number, prediction: Prediction): readonly Judgement[] {
  const output = prediction.outputs[0]
  const turns = (output?.earlier?.length ?? 0) + 1
  const said = Array.from({ length: turns }, (_, i) => prediction.judgements?.find((j) => j.turn === i + 1))
  if (output === undefined || said.some((j) => j === undefined)) return []
  return [{ n, epoch, judge: said[0]!.judge, text: said.map((j) => j!.text).join(turnBreak) }]
}

// rows of several files under one id are one row: questions and possible answers are often apart
async function joiner(
  machine: LabMachine,
  task: Task,
  data: readonly string[],
  protocol: Protocol,
): Promise<(p: Prediction) => Sample | null> {
  if (data.length === 0 || task.dataset.kind !== 'file') return () => null
  const rows = new Map<string, Row>()
  const byText = new Map<string, Row>()
  for (const file of data) {
    if (formatOf(file) === null) continue
    let line = -1
    for await (const read of rowsOf(machine, file, task.dataset)) {
      line += 1
      if (!('row' in read)) continue
      const row = numbered(read.row, line)
      const id = row.id ?? row.task_id ?? row.question_id ?? row.key ?? row.name
      const text = row.prompt ?? row.question ?? row.problem ?? row.input
      if (id !== undefined) rows.set(String(id), { ...rows.get(String(id)), ...row })
      if (typeof text === 'string') byText.set(text, row)
    }
  }
  const { dataset } = task
  return (p) => {
    const text = p.row.prompt ?? p.row.question ?? p.row.problem ?? p.row.input
    const row =
      (p.id === null ? undefined : rows.get(p.id)) ?? (typeof text === 'string' ? byText.get(text) : undefined)
    if (row === undefined) return null
    const sample = dataset.sample(row, 0, { ...protocol, optionOrder: 'given', subset: '' })
    return sample === null || 'lacks' in sample ? null : sample
  }
}

function nothing(options: ImportOptions): Diagnostic {
  const names = options.files.map((f) => `\`${f.slice(f.lastIndexOf('/') + 1)}\``).join(', ')
  return report('lab/bad-prediction', { en: `${names} holds no predictions`, zh: `${names} 中没有预测结果` })
}

function unplaced(missing: readonly string[], all: number): Diagnostic {
  return report(
    'lab/bad-prediction',
    {
      en: `${missing.length} of ${all} predictions lack what they are to be scored against: ${missing[0]}`,
      zh: `${all} 条预测中有 ${missing.length} 条缺少评分所需内容：${missing[0]}`,
    },
    { hint: { en: 'name the dataset with `--data FILE`', zh: '请用 `--data 文件` 指明数据集' } },
  )
}

function asGiven(lacks: string): Diagnostic {
  return report(
    'lab/recorded',
    {
      en: `the predictions lack what they are to be scored against: ${lacks}; their scores are those that came with them`,
      zh: `预测缺少评分所需内容：${lacks}；分数采用文件自带的`,
    },
    {
      hint: {
        en: 'name the dataset with `--data FILE` to score them here',
        zh: '请用 `--data 文件` 指明数据集，以在此评分',
      },
    },
  )
}

function unknownScorer(name: string): Diagnostic {
  return report('lab/recorded', {
    en: `the scorer \`${name}\` is not known here; the scores are those that came with the predictions`,
    zh: `此处没有评分器 \`${name}\`；分数采用预测文件自带的`,
  })
}
