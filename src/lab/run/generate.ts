import type { Diagnostic, Effects, Timer } from '../../base/index.ts'
import { report } from '../codes.ts'
import { sampleLine } from '../log/record.ts'
import type { Seen } from '../log/seen.ts'
import type { LogWriter } from '../log/write.ts'
import type { Hint, Model, Request, Turn } from '../models/model.ts'
import { canonicalJson, plainJson } from '../protocol/canonical.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { Sample, Task } from '../task/task.ts'
import type { Cache } from './cache.ts'
import { type Asked, Queue, type QueueOptions } from './queue.ts'

/** What a run has come to so far. */
export interface Progress {
  readonly done: number
  readonly planned: number
  readonly inFlight: number
  readonly limit: number
  readonly failed: number
  readonly cached: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cost: number
  readonly seconds: number
}

/** How much a run may use. */
export interface Budget {
  /** tokens in and out together; absent for no limit */
  readonly tokens?: number
  /** money for a million tokens in and out, in the currency of the limit */
  readonly priceIn?: number
  readonly priceOut?: number
  readonly cost?: number
}

/** What `generate` is given. */
export interface Generation {
  readonly task: Task
  readonly protocol: Protocol
  readonly samples: AsyncIterable<readonly [n: number, sample: Sample]>
  readonly shots: readonly Sample[]
  readonly model: Model
  readonly planned: number
  /** what an earlier process brought home, by n · epochs + epoch */
  readonly done: Seen
  readonly log: LogWriter
  readonly cache: Cache | null
  readonly queue: QueueOptions
  readonly budget: Budget
  readonly timer: Timer
  readonly effects: Pick<Effects, 'sha256'>
  readonly progress: (progress: Progress) => void
  readonly signal: AbortSignal
  /** the name under which the model may answer, where it is not its own */
  readonly servedAs: string | null
}

/** What generation came to. */
export interface Generated {
  readonly progress: Progress
  readonly peak: number
  readonly retried: Readonly<Record<string, number>>
  readonly served: readonly string[]
  readonly stopped: 'complete' | 'budget' | 'endpoint' | 'disk' | 'signal'
  readonly diagnostics: readonly Diagnostic[]
}

/** Asks the model every sample that is not done yet and logs what comes back; nothing is scored here. */
export async function generate(job: Generation): Promise<Generated> {
  return new Generator(job).run()
}

class Generator {
  readonly #job: Generation
  readonly #queue: Queue
  readonly #served = new Set<string>()
  readonly #started: number
  readonly #sum = { done: 0, failed: 0, cached: 0, input: 0, output: 0 }
  /** what every key begins with, up to the epoch, and goes on with after it */
  readonly #place: readonly [before: string, after: string]
  readonly #ended = () => {
    this.#active -= 1
    this.#idle?.()
  }
  readonly #broke = (error: Error) => {
    this.#bug ??= error
    this.#ended()
  }
  #active = 0
  /** what went wrong in the program itself: the run ends with it, and what came back is kept */
  #bug: Error | null = null
  #idle: (() => void) | null = null

  constructor(job: Generation) {
    this.#job = job
    this.#queue = new Queue(job.model, job.queue, job.timer)
    const { id, endpoint } = job.model
    this.#place = [`{"endpoint":${JSON.stringify(endpoint)},"epoch":`, `,"model":${JSON.stringify(id)},"request":`]
    this.#started = job.timer.milliseconds()
    this.#sum.done = job.done.size
  }

  async run(): Promise<Generated> {
    const job = this.#job
    const stopTicks = job.timer.every(100, () => job.progress(this.#progress()))
    const epochs = job.protocol.epochs
    try {
      feed: for await (const [n, sample] of job.samples) {
        for (let epoch = 0; epoch < epochs; epoch += 1) {
          if (job.done.has(n * epochs + epoch)) continue
          while (this.#active >= job.queue.most) await this.#settled()
          // samples that begin at once have a turn to share like everything else
          const turn = this.#queue.turn()
          if (turn !== undefined) await turn
          if (this.#bug !== null || this.#stopped() !== 'complete') break feed
          this.#active += 1
          this.#one(n, sample, epoch).then(this.#ended, this.#broke)
        }
      }
      while (this.#active > 0) await this.#settled()
      await job.log.flush()
    } finally {
      stopTicks()
      this.#queue.close()
    }
    if (this.#bug !== null) throw this.#bug
    job.progress(this.#progress())
    const stopped = this.#stopped()
    const { peak, retried } = this.#queue
    return {
      progress: this.#progress(),
      peak,
      retried,
      served: [...this.#served],
      stopped,
      diagnostics: this.#told(stopped),
    }
  }

  #settled(): Promise<void> {
    return new Promise((done) => {
      this.#idle = done
    })
  }

  #stopped(): Generated['stopped'] {
    const { log, signal, budget } = this.#job
    if (log.refusal() !== null) return 'disk'
    if (signal.aborted) return 'signal'
    if (this.#queue.broken) return 'endpoint'
    const { input, output } = this.#sum
    if (budget.tokens !== undefined && input + output >= budget.tokens) return 'budget'
    if (budget.cost !== undefined && this.#cost() >= budget.cost) return 'budget'
    return 'complete'
  }

  #cost(): number {
    const { budget } = this.#job
    return (this.#sum.input * (budget.priceIn ?? 0) + this.#sum.output * (budget.priceOut ?? 0)) / 1e6
  }

  async #one(n: number, sample: Sample, epoch: number): Promise<void> {
    const { task, protocol, shots, log } = this.#job
    let request = completed(task.request(sample, protocol, shots), protocol)
    const hint = { id: sample.id, epoch, reference: () => task.canonical(sample, protocol) }
    let key = this.#key(request, epoch)
    let asJson = plainJson(request)
    let asked = await this.#ask(request, key, hint)
    this.#count(asked)
    const earlier: Turn[] = []
    while (task.follow !== undefined && asked.output !== null) {
      const { text, finish, usage } = asked.output
      const next = task.follow(sample, protocol, [...earlier.map((t) => t.text), text])
      if (next === null) break
      earlier.push({ text, finish, ...(usage === undefined ? {} : { usage }) })
      // the last request holds the whole conversation
      request = completed(next, protocol)
      key = this.#key(request, epoch)
      asJson = plainJson(request)
      const more = await this.#ask(request, key, hint)
      this.#count(more)
      asked = after(asked, more)
    }
    // what was in flight when the run was stopped, or never asked, is asked again on resume
    if (asked.failure !== null && (this.#job.signal.aborted || asked.failure.kind === 'circuit-open')) return
    this.#sum.done += 1
    if (asked.output === null) this.#sum.failed += 1
    else this.#served.add(asked.output.served)
    if (asked.cached) this.#sum.cached += 1
    const output = asked.output === null || earlier.length === 0 ? asked.output : { ...asked.output, earlier }
    const { attempts, cached } = asked
    const failure = asked.failure ?? undefined
    const milliseconds = Math.round(asked.milliseconds)
    const came = { attempts, milliseconds, failure, cached }
    const full = log.add(sampleLine({ kind: 'sample', n, epoch, sample, key, request, output, ...came }, asJson))
    if (full !== undefined) await full
  }

  #ask(request: Request, key: string, hint: Hint): Promise<Asked> {
    const { cache } = this.#job
    return cache === null ? this.#queue.ask(request, hint) : this.#askOnce(cache, request, key, hint)
  }

  async #askOnce(cache: Cache, request: Request, key: string, hint: Hint): Promise<Asked> {
    const known = await cache.find(key)
    if (known !== null) return { output: known, failure: null, attempts: 0, milliseconds: 0, cached: true }
    const asked = await this.#queue.ask(request, hint)
    if (asked.output !== null) cache.keep(key, asked.output)
    return asked
  }

  #count({ output, cached }: Asked): void {
    if (cached || output?.usage === undefined) return
    this.#sum.input += output.usage.input
    this.#sum.output += output.usage.output
  }

  // SHA-256 of the canonical `{ endpoint, epoch, model, request }`
  #key(request: Request, epoch: number): string {
    const [before, after] = this.#place
    return this.#job.effects.sha256(`${before}${epoch}${after}${canonicalJson(request)}}`)
  }

  #progress(): Progress {
    const { done, failed, cached, input, output } = this.#sum
    return {
      done,
      planned: this.#job.planned,
      inFlight: this.#queue.inFlight,
      limit: this.#queue.limit,
      failed,
      cached,
      inputTokens: input,
      outputTokens: output,
      cost: this.#cost(),
      seconds: (this.#job.timer.milliseconds() - this.#started) / 1000,
    }
  }

  #told(stopped: Generated['stopped']): readonly Diagnostic[] {
    const { model, servedAs, log } = this.#job
    const { done } = this.#sum
    const left = this.#job.planned - done
    const others = [...this.#served].filter((s) => s !== '' && s !== model.id && s !== servedAs)
    const found: Diagnostic[] = others.map((s) =>
      report(
        'lab/served-other',
        { en: `\`${model.id}\` was asked for, \`${s}\` answered`, zh: `请求的是 \`${model.id}\`，返回的是 \`${s}\`` },
        { hint: { en: `pass \`--served ${s}\` if that is the same`, zh: `若为同一模型，请加 \`--served ${s}\`` } },
      ),
    )
    const resume = { hint: { en: 'run `assay eval resume`', zh: '请运行 `assay eval resume`' } }
    if (stopped === 'disk') {
      const why = log.refusal()?.message ?? ''
      found.push(report('lab/disk', { en: `the log could not be written: ${why}`, zh: `记录无法写入：${why}` }, resume))
    }
    if (stopped === 'endpoint')
      found.push(
        report(
          'lab/endpoint-down',
          {
            en: `${this.#job.queue.breaker} requests failed in a row, ${left} samples are left`,
            zh: `连续 ${this.#job.queue.breaker} 次请求失败，剩余 ${left} 个样本`,
          },
          resume,
        ),
      )
    if (stopped === 'budget')
      found.push(
        report(
          'lab/limit-reached',
          { en: `the budget is spent, ${left} samples are left`, zh: `预算已用完，剩余 ${left} 个样本` },
          resume,
        ),
      )
    return found
  }
}

// two turns of one sample, of which the later is what was asked
function after(asked: Asked, more: Asked): Asked {
  const { cached, ...rest } = more
  return {
    ...rest,
    attempts: asked.attempts + more.attempts,
    milliseconds: asked.milliseconds + more.milliseconds,
    ...(asked.cached && cached ? { cached } : {}),
  }
}

// what the protocol says of every request, unless the task has said otherwise
function completed(request: Request, protocol: Protocol): Request {
  if (protocol.topP === 1 && protocol.seed === null && protocol.effort === '') return request
  return {
    ...request,
    ...(protocol.topP === 1 ? {} : { topP: protocol.topP }),
    ...(protocol.seed === null ? {} : { seed: protocol.seed }),
    ...(protocol.effort === '' ? {} : { effort: protocol.effort }),
  }
}
