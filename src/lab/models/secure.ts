import type { Dispatcher } from 'undici'
import type { Cancel } from './model.ts'
import { type Address, type Headers, mostBytes, type Poster, patience, type Receiver } from './post.ts'

/** Posts through undici, which brings encryption and everything that hosted endpoints do. */
export async function openSecure(address: Address): Promise<Poster> {
  const { Pool } = await import('undici')
  const { url, headers } = address
  const pool = new Pool(url.origin, {
    connections: address.connections,
    pipelining: 1,
    keepAliveTimeout: patience.idle,
    // the queue keeps the deadline, with one timer for all
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: patience.connect },
    maxResponseSize: mostBytes,
  })
  const path = url.pathname + url.search
  return {
    post: (body, signal, receiver) => {
      pool.dispatch({ path, method: 'POST', headers, body }, new Reception(signal, receiver))
    },
    close: () => pool.destroy(),
  }
}

/**
 * One answer as it comes in, gathered by hand: a stream for each, which the client's `request` makes, costs as much as the
 * rest of it.
 */
class Reception implements Dispatcher.DispatchHandler {
  readonly #signal: Cancel
  readonly #receiver: Receiver
  readonly #pieces: Buffer[] = []
  #status = 0
  #headers: Headers = {}

  constructor(signal: Cancel, receiver: Receiver) {
    this.#signal = signal
    this.#receiver = receiver
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const giveUp = () => controller.abort(this.#signal.reason as Error)
    if (this.#signal.aborted) giveUp()
    else this.#signal.addEventListener('abort', giveUp)
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // what comes before the answer itself, as 103, is not it
    if (status < 200) return
    this.#status = status
    this.#headers = headers
  }

  onResponseData(_: Dispatcher.DispatchController, piece: Buffer): void {
    this.#pieces.push(piece)
  }

  onResponseEnd(): void {
    const whole = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces)
    this.#receiver.received(this.#status, this.#headers, whole.toString('utf8'))
  }

  onResponseError(_: Dispatcher.DispatchController, error: NodeJS.ErrnoException): void {
    this.#receiver.failed(error)
  }
}
