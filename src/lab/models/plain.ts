import { connect, type Socket } from 'node:net'
import { type Answer, AnswerReader } from './answer.ts'
import type { Cancel } from './model.ts'
import { type Address, type Poster, patience, type Receiver } from './post.ts'

interface Pending {
  /** empty once it is on its way */
  body: string
  readonly signal: Cancel
  readonly receiver: Receiver
}

/**
 * Posts over sockets without encryption, one request at a time on each: the way to a server of one's own, which answers
 * faster than a client for everything can ask. A request costs half of undici's (`docs/dependencies.md`).
 */
export function openPlain(address: Address): Poster {
  return new Plain(address)
}

class Plain implements Poster {
  readonly #address: Address
  readonly #start: string
  readonly #idle: Connection[] = []
  readonly #all = new Set<Connection>()
  // a queue with its first place: shifting a long array moves all of it
  #waiting: Pending[] = []
  #first = 0
  #closed = false

  constructor(address: Address) {
    const { url, headers } = address
    this.#address = address
    const lines = Object.entries({ host: url.host, connection: 'keep-alive', ...headers })
    if (lines.some(([name, value]) => /[^\t\x20-\x7e\x80-\xff]/.test(name + value)))
      throw new TypeError('a header field holds what no header may')
    const told = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    this.#start = `POST ${url.pathname}${url.search} HTTP/1.1\r\n${told}content-length: `
  }

  post(body: string, signal: Cancel, receiver: Receiver): void {
    const pending = { body, signal, receiver }
    const free = this.#free()
    if (free !== null) free.send(pending)
    else this.#waiting.push(pending)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const { receiver } of this.#waiting.splice(0).slice(this.#first)) receiver.failed(new Error('closed'))
    this.#first = 0
    for (const connection of this.#all) connection.give(new Error('closed'))
  }

  #free(): Connection | null {
    for (let last = this.#idle.pop(); last !== undefined; last = this.#idle.pop()) {
      if (performance.now() < last.until) return last
      last.give(new Error('unused for long'))
    }
    if (this.#closed || this.#all.size >= this.#address.connections) return null
    const made: Connection = new Connection(
      this.#address.url,
      this.#start,
      () => this.#next(made),
      () => this.#gone(made),
    )
    this.#all.add(made)
    return made
  }

  // what a connection does that has just become free
  #next(free: Connection): void {
    const pending = this.#waiting[this.#first]
    if (pending === undefined) {
      this.#idle.push(free)
      return
    }
    this.#shift()
    free.send(pending)
  }

  #gone(lost: Connection): void {
    if (!this.#all.delete(lost)) return
    const at = this.#idle.indexOf(lost)
    if (at >= 0) this.#idle.splice(at, 1)
    const pending = this.#waiting[this.#first]
    if (pending === undefined) return
    const free = this.#free()
    if (free === null) return
    this.#shift()
    free.send(pending)
  }

  #shift(): void {
    this.#first += 1
    if (this.#first < 1024 && this.#first < this.#waiting.length) return
    this.#waiting = this.#waiting.slice(this.#first)
    this.#first = 0
  }
}

/** One connection, with one request on its way at most. */
class Connection {
  /** the moment until which it may be used again */
  until = Number.POSITIVE_INFINITY
  readonly #socket: Socket
  readonly #start: string
  readonly #reader = new AnswerReader()
  readonly #free: () => void
  readonly #gone: () => void
  readonly #giveUp = () => this.give(this.#pending?.signal.reason as Error)
  #pending: Pending | null = null
  #connected = false

  constructor(url: URL, start: string, free: () => void, gone: () => void) {
    this.#start = start
    this.#free = free
    this.#gone = gone
    this.#socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || 80),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
      // read into one place again and again, without a stream in between
      onread: { buffer: Buffer.allocUnsafeSlow(16 * 1024), callback: (length, bytes) => this.#read(length, bytes) },
    })
    const late = setTimeout(() => this.give(failure('ETIMEDOUT', 'no connection in time')), patience.connect)
    this.#socket
      .once('connect', () => {
        clearTimeout(late)
        this.#connected = true
        if (this.#pending !== null) this.#write(this.#pending)
      })
      .on('error', (error) => this.give(error))
      .on('end', () => this.#ended())
      .on('close', () => {
        clearTimeout(late)
        this.give(new Error('the other side closed the connection'))
      })
  }

  send(pending: Pending): void {
    if (pending.signal.aborted) {
      pending.receiver.failed(pending.signal.reason as Error)
      this.#free()
      return
    }
    this.#pending = pending
    pending.signal.addEventListener('abort', this.#giveUp)
    if (this.#connected) this.#write(pending)
  }

  /** Ends it; what was on its way fails with `error`. */
  give(error: NodeJS.ErrnoException): void {
    const pending = this.#pending
    this.#pending = null
    this.#socket.destroy()
    pending?.signal.removeEventListener('abort', this.#giveUp)
    pending?.receiver.failed(error)
    this.#gone()
  }

  // one piece for the system, and the short way for texts without any letter beyond ASCII
  #write(pending: Pending): void {
    const { body } = pending
    pending.body = ''
    const length = Buffer.byteLength(body)
    this.#socket.write(`${this.#start}${length}\r\n\r\n${body}`, length === body.length ? 'latin1' : 'utf8')
  }

  #read(length: number, buffer: Uint8Array): boolean {
    const pending = this.#pending
    if (pending === null) {
      this.give(new Error('an answer that nobody asked for'))
      return false
    }
    let answer: Answer | null
    try {
      answer = this.#reader.push(buffer as Buffer, length)
    } catch (error) {
      this.give(error as Error)
      return false
    }
    if (answer !== null) this.#answered(pending, answer)
    return true
  }

  #answered(pending: Pending, { status, headers, text, keep }: Answer): void {
    this.#pending = null
    pending.signal.removeEventListener('abort', this.#giveUp)
    pending.receiver.received(status, headers, text)
    if (keep === 0) this.give(new Error('closed'))
    else {
      this.until = performance.now() + Math.min(keep ?? patience.idle, patience.idle)
      this.#free()
    }
  }

  #ended(): void {
    const pending = this.#pending
    const answer = this.#reader.end()
    if (pending !== null && answer !== null) this.#answered(pending, answer)
    else this.give(new Error('the other side closed the connection'))
  }
}

function failure(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code })
}
