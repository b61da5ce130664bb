import { AssayError, type Diagnostic } from '../base/index.ts'
import {
  type Budget,
  type CacheLine,
  canonicalJson,
  createCache,
  createLogWriter,
  defineProtocol,
  findProtocol,
  type Generated,
  generate,
  lacking,
  type Model,
  type Output,
  type Progress,
  type Protocol,
  protocolHash,
  type QueueOptions,
  type RunHeader,
  readLog,
  report,
  runFiles,
  type Sample,
  type SampleRecord,
  Seen,
  type Task,
  usualQueue,
} from '../lab/index.ts'
import { jsonBytes, type LabMachine, need, readHeader, relativeTo, slug } from './lab/machine.ts'
import { hasSplit, openSamples, type SampleSource, type Samples } from './lab/samples.ts'
import { isTaskFile, openTask } from './lab/task.ts'

/** What is to be run. */
export interface EvalOptions extends SampleSource {
  readonly task: string
  readonly protocol: string
  /** fields of the protocol that differ from its name */
  readonly set: Partial<Protocol>
  readonly model: Model
  /** folder of the run; empty for one named by its contents below `runs` */
  readonly out: string
  readonly runs: string
  /** file of exemplars; empty for none */
  readonly shots: string
  /** file of answers given before; empty for none */
  readonly cache: string
  readonly queue: Partial<QueueOptions>
  readonly budget: Budget
  readonly served: string | null
  readonly version: string
  readonly signal: AbortSignal
  readonly progress: (progress: Progress) => void
  /** told how many samples and epochs there are before anything is asked */
  readonly begin: (samples: number, epochs: number) => void
}

/** A run that was made or went on. */
export interface Ran {
  readonly folder: string
  readonly header: RunHeader
  readonly generated: Generated
  /** whether the answers are read by a judge */
  readonly judged: boolean
  readonly resumed: number
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Asks a model the samples of a task and keeps what comes back in a folder; scoring is another verb.
 *
 * A folder that holds the same run goes on where it stopped.
 *
 * @throws AssayError lab/unknown-task, lab/missing-data, lab/missing-capability, lab/other-run, lab/locked
 */
export async function evaluate(machine: LabMachine, options: EvalOptions): Promise<Ran> {
  const { folder, fresh, task, samples } = await planned(machine, options)
  return carryOut(machine, folder, fresh, task, samples, options)
}

/** A run that is about to begin: its folder held by this process, and what earlier ones brought home. */
export interface Prepared {
  readonly folder: string
  readonly header: RunHeader
  readonly done: Seen
  /** bytes of whole lines in its log */
  readonly length: number
  readonly release: () => Promise<void>
}

/** Writes the header of a run and holds its folder, for those who let others ask the model. */
export async function prepared(machine: LabMachine, options: EvalOptions): Promise<Prepared> {
  const { folder, fresh } = await planned(machine, options)
  const lock = await machine.disk.lock(`${folder}/${runFiles.lock}`)
  if (lock === null) throw locked(folder)
  try {
    const header = await keptHeader(machine, folder, nearHeader(folder, fresh))
    const { done, length } = await readDone(machine, folder, header.protocol.epochs)
    options.begin(header.planned, header.protocol.epochs)
    return { folder, header, done, length, release: lock.release }
  } catch (error) {
    await lock.release()
    throw error
  }
}

// a run says where its data are without naming the machine
function nearHeader(folder: string, fresh: RunHeader): RunHeader {
  const { data, limit, shots, task: own } = fresh.source
  const near = (path: string) => (path === '' ? '' : relativeTo(folder, path))
  return {
    ...fresh,
    source: { data: near(data), limit, shots: near(shots), ...(own === undefined ? {} : { task: near(own) }) },
  }
}

/** The task and the samples that options name. */
export async function taskAndSamples(machine: LabMachine, options: EvalOptions) {
  const task = await openTask(machine, options.task)
  const protocol = adapted(need(findProtocol(task, options.protocol)), options.set)
  return { task, protocol, samples: await openSamples(machine, task, protocol, options) }
}

async function planned(machine: LabMachine, options: EvalOptions) {
  const { task, protocol, samples } = await taskAndSamples(machine, options)
  refuseLacking(task, protocol, options.model)
  const fresh = headerOf(machine, task, protocol, samples, options)
  const name = `${slug(`${task.id}-${options.model.id}`)}-${fresh.id.slice(0, 8)}`
  return { folder: options.out === '' ? `${options.runs}/${name}` : options.out, fresh, task, samples }
}

/** A protocol with some of its fields changed is no longer the named one. */
export function adapted(named: Protocol, set: Partial<Protocol>): Protocol {
  const changed = Object.keys(set).filter((k) => canonicalJson(set[k as 'id']) !== canonicalJson(named[k as 'id']))
  if (changed.length === 0) return named
  return defineProtocol({ ...named, ...set, id: `${named.id}+${changed.sort().join('+')}` })
}

function refuseLacking(task: Task, protocol: Protocol, model: Model): void {
  const lacks = lacking(model, task.needs(protocol))
  if (lacks.length === 0) return
  const list = lacks.map((l) => `\`${l}\``).join(', ')
  throw new AssayError([
    report('lab/missing-capability', {
      en: `\`${task.id}\` under \`${protocol.id}\` needs ${list}, which \`${model.id}\` at \`${model.endpoint}\` lacks`,
      zh: `\`${task.id}\`（\`${protocol.id}\`）需要 ${list}，而 \`${model.endpoint}\` 的 \`${model.id}\` 不支持`,
    }),
  ])
}

function headerOf(
  machine: LabMachine,
  task: Task,
  protocol: Protocol,
  samples: Samples,
  options: EvalOptions,
): RunHeader {
  const { effects } = machine
  const contents = {
    task: task.id,
    taskVersion: task.version,
    measure: task.measure,
    protocol,
    protocolHash: protocolHash(protocol, effects),
    dataset: { name: task.id, sha256: samples.sha256, seed: task.dataset.kind === 'generated' ? options.seed : '' },
    model: { id: options.model.id, endpoint: options.model.endpoint, synthetic: options.model.synthetic },
    planned: samples.count,
  }
  return {
    kind: 'run',
    format: 1,
    id: effects.sha256(new TextEncoder().encode(canonicalJson(contents))).slice(0, 16),
    ...contents,
    started: effects.now(),
    version: options.version,
    source: {
      data: options.data,
      limit: options.limit,
      shots: options.shots,
      ...(isTaskFile(options.task) ? { task: options.task } : {}),
    },
  }
}

async function carryOut(
  machine: LabMachine,
  folder: string,
  fresh: RunHeader,
  task: Task,
  samples: Samples,
  options: EvalOptions,
): Promise<Ran> {
  const lock = await machine.disk.lock(`${folder}/${runFiles.lock}`)
  if (lock === null) throw locked(folder)
  try {
    const header = await keptHeader(machine, folder, nearHeader(folder, fresh))
    const before = await readDone(machine, folder, header.protocol.epochs)
    const file = await machine.disk.append(`${folder}/${runFiles.samples}`, before.length)
    const log = createLogWriter(file, machine.timer)
    const cache = await openCache(machine, options)
    options.begin(header.planned, header.protocol.epochs)
    try {
      const generated = await generate({
        task,
        protocol: header.protocol,
        samples: samples.stream(),
        shots: await shotsOf(machine, task, header.protocol, options.shots, options.data),
        model: options.model,
        planned: header.planned * header.protocol.epochs,
        done: before.done,
        log,
        cache: cache?.cache ?? null,
        queue: { ...usualQueue, ...options.queue },
        budget: options.budget,
        timer: machine.timer,
        effects: machine.effects,
        progress: options.progress,
        signal: options.signal,
        servedAs: options.served,
      })
      return {
        folder,
        header,
        generated,
        judged: task.judge !== undefined,
        resumed: before.done.size,
        diagnostics: [...samples.diagnostics, ...before.diagnostics, ...generated.diagnostics],
      }
    } finally {
      await log.close()
      await cache?.close()
    }
  } finally {
    await lock.release()
  }
}

// the header is written once, before anything is asked; a folder of another run is refused
async function keptHeader(machine: LabMachine, folder: string, fresh: RunHeader): Promise<RunHeader> {
  const path = `${folder}/${runFiles.header}`
  if ((await machine.effects.read(path)) === null) {
    await machine.effects.write([{ path, bytes: jsonBytes(fresh) }])
    return fresh
  }
  const there = await readHeader(machine, folder)
  if (there.id === fresh.id) return there
  const differs = (['task', 'protocolHash', 'model', 'dataset', 'planned'] as const).filter(
    (k) => canonicalJson(there[k]) !== canonicalJson(fresh[k]),
  )
  throw new AssayError([
    report(
      there.task === fresh.task && differs.length === 1 && differs[0] === 'dataset'
        ? 'lab/dataset-hash'
        : 'lab/other-run',
      {
        en: `\`${folder}\` holds another run, which differs in ${differs.join(', ')}`,
        zh: `\`${folder}\` 中是另一次运行，差异在 ${differs.join('、')}`,
      },
      { hint: { en: 'choose another folder with `--out`', zh: '请用 `--out` 另选目录' } },
    ),
  ])
}

/** What came back in earlier processes; what failed then is asked again. */
async function readDone(machine: LabMachine, folder: string, epochs: number) {
  const done = new Seen()
  const read = await readLog<SampleRecord>(
    runFiles.samples,
    await machine.disk.stream(`${folder}/${runFiles.samples}`),
    (record) => {
      if (record.output !== null || record.failure?.retry === false) done.add(record.n * epochs + record.epoch)
      return undefined
    },
  )
  return { done, length: read.length, diagnostics: read.diagnostics }
}

async function shotsOf(
  machine: LabMachine,
  task: Task,
  protocol: Protocol,
  file: string,
  data: string,
): Promise<readonly Sample[]> {
  if (protocol.shots === 0) return []
  if (task.dataset.kind === 'generated') {
    const { dataset } = task
    return Array.from({ length: protocol.shots }, (_, i) => dataset.sample(i, 'exemplars'))
  }
  // a folder of the dataset holds them beside the samples
  const beside = file === '' && (await hasSplit(machine, data, protocol.exemplars))
  if (file === '' && !beside) {
    throw new AssayError([
      report(
        'lab/missing-data',
        {
          en: `\`${protocol.id}\` has ${protocol.shots} exemplars (${protocol.exemplars || 'any'}), which have to be brought`,
          zh: `\`${protocol.id}\` 需要 ${protocol.shots} 个示例（${protocol.exemplars || '任意'}），请自行提供`,
        },
        { hint: { en: 'name their file with `--shots FILE`', zh: '请用 `--shots 文件` 指明' } },
      ),
    ])
  }
  const found: Sample[] = []
  const source = { data: beside ? data : file, sha256: '', seed: '', limit: 0, split: protocol.exemplars }
  for await (const [, sample] of (await openSamples(machine, task, protocol, source)).stream()) found.push(sample)
  return found
}

async function openCache(machine: LabMachine, options: EvalOptions) {
  if (options.cache === '') return null
  const known = new Map<string, Output>()
  const read = await readLog<CacheLine>(options.cache, await machine.disk.stream(options.cache), (line) => {
    known.set(line.key, line.output)
    return undefined
  })
  const file = await machine.disk.append(options.cache, read.length)
  const log = createLogWriter(file, machine.timer)
  const cache = createCache(known, options.served, (line) => void log.add(line))
  return { cache, close: () => log.close() }
}

function locked(folder: string): AssayError {
  return new AssayError([
    report('lab/locked', {
      en: `another process is writing \`${folder}\``,
      zh: `另一进程正在写入 \`${folder}\``,
    }),
  ])
}
