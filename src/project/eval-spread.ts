import { AssayError } from '../base/index.ts'
import {
  createLogWriter,
  generate,
  type RunHeader,
  readLog,
  report,
  runFiles,
  type Sample,
  type SampleRecord,
  Seen,
  usualQueue,
} from '../lab/index.ts'
import { type EvalOptions, type Prepared, prepared, taskAndSamples } from './eval.ts'
import { type LabMachine, readHeader } from './lab/machine.ts'
import type { Samples } from './lab/samples.ts'
import { openSpread, type Slice, type Spread, workOn } from './lab/spread.ts'

const sliceSize = 64

/** A run whose samples wait for workers. */
export interface Spreading {
  readonly folder: string
  readonly header: RunHeader
  readonly left: Spread['left']
  /** puts what the workers wrote into one log, each answer once, and ends the queue */
  readonly merge: () => Promise<{ readonly answers: number; readonly repeated: number }>
}

/**
 * Puts the samples of a run that are still missing where workers find them.
 *
 * @throws AssayError lab/endpoint-down when Redis cannot be reached
 */
export async function spread(machine: LabMachine, options: EvalOptions, redis: string): Promise<Spreading> {
  const ready: Prepared = await prepared(machine, options)
  const { folder, header, done, release } = ready
  const epochs = header.protocol.epochs
  const slices: Slice[] = []
  for (let from = 0; from < header.planned; from += sliceSize) {
    const to = Math.min(header.planned, from + sliceSize)
    const missing = Array.from({ length: (to - from) * epochs }, (_, i) => from * epochs + i).some(
      (place) => !done.has(place),
    )
    if (missing) slices.push({ from, to })
  }
  const queue = await openSpread(redis, header.id)
  try {
    await queue.offer(slices)
  } catch (error) {
    await release()
    throw new AssayError([
      report('lab/endpoint-down', {
        en: `Redis at \`${redis.replace(/\/\/.*@/, '//')}\` cannot be reached: ${(error as Error).message}`,
        zh: `无法连接 \`${redis.replace(/\/\/.*@/, '//')}\` 的 Redis：${(error as Error).message}`,
      }),
    ])
  }
  const merge = async () => {
    try {
      const merged = await mergeSegments(machine, folder, epochs, done, ready.length)
      await queue.clear()
      return merged
    } finally {
      await queue.close()
      await release()
    }
  }
  return { folder, header, left: queue.left, merge }
}

/** Works on slices of the run in a folder until told to stop; the answers go to a log of its own beside the run's. */
export async function work(
  machine: LabMachine,
  options: Omit<EvalOptions, 'out' | 'runs'> & { readonly out: string },
  redis: string,
  name: string,
  stop: Promise<void>,
): Promise<void> {
  const header = await readHeader(machine, options.out)
  const { task, samples } = await taskAndSamples(machine, { ...options, runs: '' })
  const log = createLogWriter(await machine.disk.append(`${options.out}/samples.${name}.jsonl`), machine.timer)
  const reader = forward(samples)
  try {
    await workOn(
      redis,
      header.id,
      async (slice) => {
        const part = await reader(slice)
        const made = await generate({
          task,
          protocol: header.protocol,
          samples: listed(part),
          shots: [],
          model: options.model,
          planned: part.length,
          done: new Seen(),
          log,
          cache: null,
          queue: { ...usualQueue, ...options.queue },
          budget: options.budget,
          timer: machine.timer,
          effects: machine.effects,
          progress: () => {},
          signal: options.signal,
          servedAs: options.served,
        })
        // a slice is done when its answers would survive, and not before
        await log.flush()
        if (made.stopped !== 'complete') throw new Error(made.diagnostics[0]?.message.en ?? made.stopped)
      },
      stop,
    )
  } finally {
    await log.close()
  }
}

async function* listed(part: readonly (readonly [number, Sample])[]) {
  yield* part
}

// slices come mostly in order: the data are read once, and again only for a slice that lies behind
function forward(samples: Samples): (slice: Slice) => Promise<readonly (readonly [number, Sample])[]> {
  let [iterator, position] = [samples.stream()[Symbol.asyncIterator](), 0]
  return async ({ from, to }) => {
    if (from < position) [iterator, position] = [samples.stream()[Symbol.asyncIterator](), 0]
    const part: (readonly [number, Sample])[] = []
    while (position < to) {
      const next = await iterator.next()
      if (next.done === true) break
      position = next.value[0] + 1
      if (next.value[0] >= from) part.push(next.value)
    }
    return part
  }
}

async function mergeSegments(machine: LabMachine, folder: string, epochs: number, done: Seen, length: number) {
  const log = createLogWriter(await machine.disk.append(`${folder}/${runFiles.samples}`, length), machine.timer)
  let [answers, repeated] = [0, 0]
  const failures = new Map<number, string>()
  try {
    for (const name of (await machine.effects.list(folder)).filter((f) => /^samples\..+\.jsonl$/.test(f))) {
      await readLog<SampleRecord>(name, await machine.disk.stream(`${folder}/${name}`), (record) => {
        const place = record.n * epochs + record.epoch
        if (record.output === null) {
          failures.set(place, JSON.stringify(record))
          return undefined
        }
        if (!done.add(place)) {
          repeated += 1
          return undefined
        }
        answers += 1
        return log.add(JSON.stringify(record))
      })
    }
    for (const [place, line] of failures) if (!done.has(place)) await log.add(line)
  } finally {
    await log.close()
  }
  return { answers, repeated }
}
