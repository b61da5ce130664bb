import type { Timer } from '../../base/index.ts'

// milliseconds that requests may have before the machine looks at what has arrived
const share = 2

// after so many milliseconds without a step it has done so
const gap = 1

/**
 * Keeps a crowd from holding up everything else: what begins or comes back at once is dealt with a few milliseconds at a
 * time, and between them the machine looks at what has arrived meanwhile.
 */
export class Pace {
  readonly #timer: Timer
  readonly #go = () => void this.#next()
  #held: (() => void)[] = []
  #until = 0
  #last = Number.NEGATIVE_INFINITY

  constructor(timer: Timer) {
    this.#timer = timer
  }

  /** Nothing while there is time left, otherwise what resolves in a later turn; first come, first served. */
  step(): Promise<void> | undefined {
    if (this.#held.length === 0) {
      const now = this.#timer.milliseconds()
      if (now - this.#last > gap) this.#until = now + share
      this.#last = now
      if (now < this.#until) return undefined
      this.#timer.turn(this.#go)
    }
    return new Promise((go) => this.#held.push(go))
  }

  async #next(): Promise<void> {
    const until = this.#timer.milliseconds() + share
    const held = this.#held
    let i = 0
    do {
      held[i++]!()
      // what was let go works before the clock is looked at again
      await undefined
    } while (i < held.length && this.#timer.milliseconds() < until)
    // what was added meanwhile stands at the end of the same list
    this.#held = held.slice(i)
    if (this.#held.length > 0) this.#timer.turn(this.#go)
    this.#until = until
    this.#last = this.#timer.milliseconds()
  }
}
