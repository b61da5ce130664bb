import type { Timer } from '../../base/index.ts'

// milliseconds of one turn of the event loop that go to requests
const share = 2

/**
 * Keeps a crowd from holding up everything else: what begins or comes back at once is dealt with a few milliseconds at a
 * time, and between them the machine looks at what has arrived meanwhile.
 */
export class Pace {
  readonly #timer: Timer
  readonly #held: (() => void)[] = []
  #turning = false
  #until = 0

  constructor(timer: Timer) {
    this.#timer = timer
  }

  /** Nothing while this turn has time left, otherwise what resolves in a later one; first come, first served. */
  step(): Promise<void> | undefined {
    if (!this.#turning) this.#begin()
    if (this.#held.length === 0 && this.#timer.milliseconds() < this.#until) return undefined
    return new Promise((go) => this.#held.push(go))
  }

  #begin(): void {
    this.#turning = true
    this.#until = this.#timer.milliseconds() + share
    this.#timer.turn(() => void this.#next())
  }

  async #next(): Promise<void> {
    this.#turning = false
    if (this.#held.length === 0) return
    this.#begin()
    while (this.#held.length > 0 && this.#timer.milliseconds() < this.#until) {
      this.#held.shift()!()
      // what was let go works before the clock is looked at again
      await undefined
    }
  }
}
