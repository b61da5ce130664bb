import { type Random, random, type Timer } from '../../base/index.ts'
import type { Cancel, Failure, Hint, Model, Output, Reply, Request } from '../models/model.ts'
import { Pace } from './pace.ts'

/** How hard an endpoint may be asked. */
export interface QueueOptions {
  /** requests in flight at first */
  readonly start: number
  /** and at most */
  readonly most: number
  /** milliseconds after which a request is given up */
  readonly deadline: number
  /** times that one sample is asked; a 429 is not counted */
  readonly tries: number
  /** times that one sample is put off by 429 */
  readonly delays: number
  /** failures in a row after which nothing more is asked */
  readonly breaker: number
}

/** What is usual. */
export const usualQueue: QueueOptions = {
  start: 20,
  most: 100,
  deadline: 120_000,
  tries: 5,
  delays: 30,
  breaker: 50,
}

/** What came of one sample. */
export interface Asked {
  readonly output: Output | null
  readonly failure: Failure | null
  readonly attempts: number
  /** milliseconds of the attempt that counted */
  readonly milliseconds: number
  /** given before, and not asked for again */
  readonly cached?: true
}

/** One endpoint's queue: it grows until the endpoint says 429, shrinks once for each episode, and waits as it is told. */
export class Queue {
  readonly #model: Model
  readonly #options: QueueOptions
  readonly #timer: Timer
  readonly #chance: Random = random('backoff')
  readonly #flying = new Set<Attempt>()
  readonly #sleepers: (() => void)[] = []
  readonly #pace: Pace
  #limit: number
  #refusedBefore = false
  #lastShrink = Number.NEGATIVE_INFINITY
  #pausedUntil = 0
  #failures = 0
  #stopSweep: () => void
  /** most requests that were in flight at once */
  peak = 0
  /** failures that were asked again, by kind */
  readonly retried: Record<string, number> = {}

  constructor(model: Model, options: QueueOptions, timer: Timer) {
    this.#model = model
    this.#options = options
    this.#timer = timer
    this.#pace = new Pace(timer)
    this.#limit = Math.max(1, Math.min(options.start, options.most))
    this.#stopSweep = timer.every(100, () => this.#sweep())
  }

  get inFlight(): number {
    return this.#flying.size
  }

  get limit(): number {
    return Math.floor(this.#limit)
  }

  /** Whether so many failures came in a row that asking on makes no sense. */
  get broken(): boolean {
    return this.#failures >= this.#options.breaker
  }

  /** Nothing while requests may take more of the machine's time at once, otherwise what resolves when they may again. */
  turn(): Promise<void> | undefined {
    return this.#pace.step()
  }

  /** Ends waiting and gives up what is in flight. */
  close(): void {
    this.#stopSweep()
    for (const attempt of this.#flying) attempt.abort()
    this.#wake()
  }

  /** Asks until there is an answer or no sense in asking on. */
  async ask(request: Request, hint: Hint): Promise<Asked> {
    let [attempts, delays] = [0, 0]
    for (;;) {
      if (this.#pausedUntil > 0 || this.#flying.size >= this.limit) await this.#slot()
      if (this.broken) return { output: null, failure: circuitOpen, attempts, milliseconds: 0 }
      attempts += 1
      const attempt = new Attempt(this.#timer.milliseconds())
      this.#flying.add(attempt)
      if (this.#flying.size > this.peak) this.peak = this.#flying.size
      let reply: Reply
      try {
        const begin = this.#pace.step()
        if (begin !== undefined) await begin
        reply = await this.#model.ask(request, hint, attempt)
        const goOn = this.#pace.step()
        if (goOn !== undefined) await goOn
      } finally {
        this.#flying.delete(attempt)
        this.#wake()
      }
      const milliseconds = this.#timer.milliseconds() - attempt.started
      if (reply.ok) {
        this.#succeeded()
        return { output: reply.output, failure: null, attempts, milliseconds }
      }
      const { failure } = reply
      if (failure.kind === 'rate-limit') {
        this.#refused(failure, delays)
        delays += 1
      } else if (failure.kind !== 'rejected') this.#failures += 1
      const spent =
        failure.kind === 'rate-limit' ? delays > this.#options.delays : attempts - delays >= this.#options.tries
      if (!failure.retry || spent) return { output: null, failure, attempts, milliseconds }
      this.retried[failure.kind] = (this.retried[failure.kind] ?? 0) + 1
      if (failure.kind !== 'rate-limit') await this.#timer.wait(this.#backoff(attempts - delays, failure.after))
    }
  }

  async #slot(): Promise<void> {
    for (;;) {
      const pause = this.#pausedUntil - this.#timer.milliseconds()
      if (this.broken) return
      if (pause <= 0) this.#pausedUntil = 0
      if (pause > 0) await this.#timer.wait(pause)
      else if (this.#flying.size < this.limit) return
      else await new Promise<void>((done) => this.#sleepers.push(done))
    }
  }

  #wake(): void {
    this.#sleepers.shift()?.()
  }

  // each answer makes room for one more, which is twice as many a round; after the first refusal one more a round
  #succeeded(): void {
    this.#failures = 0
    if (this.#limit >= this.#options.most) return
    const before = this.limit
    this.#limit = Math.min(this.#options.most, this.#limit + (this.#refusedBefore ? 1 / this.#limit : 1))
    for (let more = before; more < this.limit; more += 1) this.#wake()
  }

  // one episode of refusals shrinks the queue once
  #refused(failure: Failure, delays: number): void {
    const now = this.#timer.milliseconds()
    this.#refusedBefore = true
    if (now - this.#lastShrink > 1000) {
      this.#limit = Math.max(1, this.#limit * 0.8)
      this.#lastShrink = now
    }
    this.#pausedUntil = Math.max(this.#pausedUntil, now + this.#backoff(delays + 1, failure.after))
  }

  #backoff(times: number, after: number | undefined): number {
    if (after !== undefined) return Math.min(after, 600) * 1000
    const whole = Math.min(30_000, 250 * 2 ** Math.min(times, 10))
    return whole * (0.5 + this.#chance.next() / 2)
  }

  #sweep(): void {
    const latest = this.#timer.milliseconds() - this.#options.deadline
    // in the order in which they began
    for (const attempt of this.#flying) {
      if (attempt.started >= latest) break
      attempt.abort()
    }
    if (this.#flying.size < this.limit) this.#wake()
  }
}

// one request on its way, with the right to give it up; as a rule one listens
class Attempt implements Cancel {
  readonly started: number
  aborted = false
  reason: unknown = undefined
  #listener: (() => void) | null = null
  #more: (() => void)[] | null = null

  constructor(started: number) {
    this.started = started
  }

  addEventListener(_: 'abort', listener: () => void): void {
    if (this.#listener === null) this.#listener = listener
    else {
      this.#more ??= []
      this.#more.push(listener)
    }
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    if (this.#listener === listener) this.#listener = null
    else this.#more = this.#more?.filter((l) => l !== listener) ?? null
  }

  abort(): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = new Error('given up')
    this.#listener?.()
    for (const listener of this.#more ?? []) listener()
  }
}

const circuitOpen: Failure = {
  kind: 'circuit-open',
  message: 'the endpoint failed too often in a row',
  retry: true,
}
