import type { Queue as BullQueue, Worker as BullWorker } from 'bullmq'

/** A part of a run: samples from one place up to another. */
export interface Slice {
  readonly from: number
  readonly to: number
}

/** Where slices wait for workers: a queue on Redis. */
export interface Spread {
  /** puts the slices in; a slice that is there already is not put in twice */
  readonly offer: (slices: readonly Slice[]) => Promise<void>
  /** how many slices wait or are worked on, and how many were given up */
  readonly left: () => Promise<{ readonly open: number; readonly failed: number }>
  /** takes everything of the run out of Redis */
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}

/** How long a worker may be silent before its slice goes to another one. */
const patience = 5000

/**
 * The queue of a run on the Redis at `url`.
 *
 * @throws Error when Redis cannot be reached
 */
export async function openSpread(url: string, run: string): Promise<Spread> {
  const { Queue } = await import('bullmq')
  // a Redis that is not there must be told, not waited for
  const retryStrategy = (times: number) => (times > 5 ? null : 200)
  const connection = { ...addressOf(url), maxRetriesPerRequest: 2, retryStrategy }
  const queue: BullQueue = new Queue(nameOf(run), { connection })
  // its own channel repeats every error; those of calls are thrown where they are made
  queue.on('error', () => {})
  return {
    offer: async (slices) => {
      const options = { attempts: 20, backoff: { type: 'fixed', delay: 200 }, removeOnComplete: true }
      await queue.addBulk(
        slices.map((s) => ({ name: 'slice', data: s, opts: { ...options, jobId: `${s.from}-${s.to}` } })),
      )
    },
    left: async () => {
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'paused', 'failed')
      const failed = counts.failed ?? 0
      return { open: Object.values(counts).reduce((s, c) => s + c, 0) - failed, failed }
    },
    clear: () => queue.obliterate({ force: true }),
    close: () => queue.close(),
  }
}

/** Takes slices of a run until `stop` resolves; one that throws, or whose worker dies, goes to another worker. */
export async function workOn(
  url: string,
  run: string,
  work: (slice: Slice) => Promise<void>,
  stop: Promise<void>,
): Promise<void> {
  const { Worker } = await import('bullmq')
  const worker: BullWorker = new Worker(nameOf(run), (job) => work(job.data as Slice), {
    connection: { ...addressOf(url), maxRetriesPerRequest: null },
    concurrency: 1,
    lockDuration: patience,
    stalledInterval: patience / 2,
    maxStalledCount: 20,
  })
  worker.on('error', () => {})
  await stop
  await worker.close()
}

function nameOf(run: string): string {
  return `assay-${run}`
}

function addressOf(url: string) {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    host: hostname,
    port: Number(port || 6379),
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    ...(/^\/\d+$/.test(pathname) ? { db: Number(pathname.slice(1)) } : {}),
  }
}
