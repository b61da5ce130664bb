import { type Headers, mostBytes } from './post.ts'

/** One whole answer of an HTTP/1.1 server. */
export interface Answer {
  readonly status: number
  /** empty where the status is 2xx */
  readonly headers: Headers
  readonly text: string
  /** milliseconds that the connection may be kept, as the server says; 0 when it will not be, `null` when it says nothing */
  readonly keep: number | null
}

const mostHead = 64 * 1024
const nothing: Headers = Object.freeze({})

interface Head {
  readonly status: number
  readonly text: string
  readonly keep: number | null
  /** bytes of the body, where they are told */
  readonly length: number | null
  readonly chunked: boolean
}

/**
 * Puts the answers of one connection together from the pieces in which they arrive (RFC 9112).
 *
 * @source RFC 9112, sections 2 to 7 and 9.6
 */
export class AnswerReader {
  // bytes of a head, or of a body, that came before the last piece
  #held: Buffer[] = []
  #bytes = 0
  #head: Head | null = null
  #chunks: Chunks | null = null

  /**
   * The answer that the first `length` bytes of `piece` complete, or `null` while more has to come; the piece may be used
   * again afterwards.
   *
   * @throws Error for what is no HTTP, or more than an answer
   */
  push(piece: Buffer, length: number = piece.length): Answer | null {
    let [bytes, from, to] = [piece, 0, length]
    while (this.#head === null) {
      if (this.#bytes > 0) {
        bytes = Buffer.concat([...this.#held, bytes.subarray(from, to)])
        this.#release()
        from = 0
        to = bytes.length
      }
      const text = bytes.toString('latin1', from, Math.min(to, from + mostHead))
      const at = text.indexOf('\r\n\r\n')
      if (at < 0) {
        if (text.length === mostHead) throw new Error('the head of the answer has no end')
        if (to > from) this.#hold(bytes, from, to)
        return null
      }
      from += at + 4
      const head = parseHead(text.slice(0, at))
      // 100 and its like come before the answer
      if (head.status < 200) continue
      this.#head = head
      if (head.chunked) this.#chunks = new Chunks()
    }
    return this.#body(this.#head, bytes, from, to)
  }

  /** The answer that the end of the connection completes, or `null` when it is a half one. */
  end(): Answer | null {
    const head = this.#head
    if (head === null || head.chunked || head.length !== null) return null
    const text = Buffer.concat(this.#held).toString('utf8')
    this.#release()
    return this.#done(head, text, 0)
  }

  #body(head: Head, bytes: Buffer, from: number, to: number): Answer | null {
    if (this.#chunks !== null) {
      const whole = this.#chunks.push(bytes.subarray(from, to))
      return whole === null ? null : this.#done(head, whole.toString('utf8'), head.keep)
    }
    const length = this.#bytes + to - from
    if (length > mostBytes) throw new Error('the answer is too large')
    if (head.length === null || length < head.length) {
      if (to > from) this.#hold(bytes, from, to)
      return null
    }
    if (length > head.length) throw new Error('more came than was told')
    if (this.#bytes === 0) return this.#done(head, bytes.toString('utf8', from, to), head.keep)
    const whole = Buffer.concat([...this.#held, bytes.subarray(from, to)])
    this.#release()
    return this.#done(head, whole.toString('utf8'), head.keep)
  }

  #done(head: Head, text: string, keep: number | null): Answer {
    this.#head = null
    this.#chunks = null
    const fine = head.status >= 200 && head.status < 300
    return { status: head.status, headers: fine ? nothing : fields(head.text), text, keep }
  }

  #hold(bytes: Buffer, from: number, to: number): void {
    this.#held.push(Buffer.from(bytes.subarray(from, to)))
    this.#bytes += to - from
  }

  #release(): void {
    if (this.#bytes > 0) this.#held = []
    this.#bytes = 0
  }
}

function parseHead(text: string): Head {
  const status = Number(text.slice(9, 12))
  const version = text.slice(0, 9)
  const known = version === 'HTTP/1.1 ' || version === 'HTTP/1.0 '
  if (!known || !(status >= 100 && status <= 999) || !endsAt(text, 12)) throw new Error('the answer is no HTTP/1.1')
  if (status === 101) throw new Error('the answer has status 101')
  const low = text.toLowerCase()
  const coding = field(low, 'transfer-encoding')
  const told = field(low, 'content-length')
  const chunked = coding !== null
  if (chunked && coding !== 'chunked') throw new Error(`the transfer coding is \`${coding}\``)
  if (told !== null && !/^\d{1,15}$/.test(told)) throw new Error(`the length is \`${told}\``)
  const bare = status === 204 || status === 304
  const length = bare ? 0 : chunked || told === null ? null : Number(told)
  if (length !== null && length > mostBytes) throw new Error('the answer is too large')
  return {
    status,
    text,
    chunked: chunked && !bare,
    length,
    keep: keptFor(low, version === 'HTTP/1.1 ', chunked && told !== null),
  }
}

function endsAt(text: string, at: number): boolean {
  return at === text.length || text[at] === ' ' || text[at] === '\r'
}

// both ways of telling a length at once are a sign of trouble: RFC 9112, 6.3
function keptFor(low: string, persistent: boolean, doubtful: boolean): number | null {
  const connection = field(low, 'connection')
  if (doubtful || connection?.includes('close') || (!persistent && !connection?.includes('keep-alive'))) return 0
  const [, seconds] = /timeout=(\d+)/.exec(field(low, 'keep-alive') ?? '') ?? []
  // a second less, so that it is not closed while a request is on its way
  return seconds === undefined ? null : Math.max(0, Number(seconds) - 1) * 1000
}

/** The value of a field in a head of lower case; of a repeated one all of them, with commas. */
function field(low: string, name: string): string | null {
  let found: string | null = null
  const mark = `\r\n${name}:`
  for (let at = low.indexOf(mark); at >= 0; at = low.indexOf(mark, at + mark.length)) {
    const end = low.indexOf('\r\n', at + mark.length)
    const value = low.slice(at + mark.length, end < 0 ? undefined : end).trim()
    found = found === null || found === value ? value : `${found},${value}`
  }
  return found
}

function fields(head: string): Headers {
  const found: Record<string, string> = {}
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':')
    if (colon > 0) found[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  return found
}

// a body in chunks, each behind a line with its size: RFC 9112, 7.1
class Chunks {
  readonly #pieces: Buffer[] = []
  #bytes = 0
  #line = ''
  #left = 0
  #state: 'size' | 'data' | 'gap' | 'trailer' = 'size'

  /** The whole body, once its end has come. */
  push(piece: Buffer): Buffer | null {
    let at = 0
    while (at < piece.length) {
      if (this.#state === 'data') {
        const taken = piece.subarray(at, at + this.#left)
        this.#take(taken)
        at += taken.length
        continue
      }
      const end = piece.indexOf(10, at)
      this.#line += piece.toString('latin1', at, end < 0 ? piece.length : end)
      if (this.#line.length > mostHead) throw new Error('a line between chunks has no end')
      if (end < 0) return null
      at = end + 1
      const line = this.#line.replace(/\r$/, '')
      this.#line = ''
      if (!this.#read(line)) continue
      if (at < piece.length) throw new Error('more came than was told')
      return this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces)
    }
    return null
  }

  #take(taken: Buffer): void {
    this.#pieces.push(Buffer.from(taken))
    this.#bytes += taken.length
    if (this.#bytes > mostBytes) throw new Error('the answer is too large')
    this.#left -= taken.length
    if (this.#left === 0) this.#state = 'gap'
  }

  // what a line between the chunks says; whether it is the last
  #read(line: string): boolean {
    if (this.#state === 'trailer') return line === ''
    if (this.#state === 'gap') {
      if (line !== '') throw new Error('a chunk is longer than was told')
      this.#state = 'size'
      return false
    }
    const [, size] = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line) ?? []
    if (size === undefined) throw new Error(`a chunk has the size \`${line.slice(0, 20)}\``)
    this.#left = Number.parseInt(size, 16)
    this.#state = this.#left === 0 ? 'trailer' : 'data'
    return false
  }
}
