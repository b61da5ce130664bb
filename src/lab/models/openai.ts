import type { Dispatcher, Pool as UndiciPool } from 'undici'
import type { Cancel, Failure, Hint, Model, Reply, Request } from './model.ts'
import { bodyOf, readReply } from './wire.ts'

/** Where an OpenAI-compatible endpoint is and how it is spoken to. */
export interface OpenAiSpec {
  readonly name: string
  /** address up to and with `/v1` */
  readonly url: string
  readonly key: string | null
  readonly api: 'chat' | 'completions'
  readonly connections: number
  readonly prefill: boolean
}

type Headers = Dispatcher.ResponseData['headers']

// an answer larger than this is no answer
const mostBytes = 64 * 1024 * 1024

/** A model behind an OpenAI-compatible endpoint: vLLM, SGLang, llama.cpp, Ollama, the hosted ones. */
export async function createOpenAi(spec: OpenAiSpec): Promise<Model> {
  const { Pool } = await import('undici')
  const base = new URL(spec.url.endsWith('/') ? spec.url : `${spec.url}/`)
  const pool: UndiciPool = new Pool(base.origin, {
    connections: spec.connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    // the queue keeps the deadline, with one timer for all
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 10_000 },
    maxResponseSize: mostBytes,
  })
  const path = `${base.pathname}${spec.api === 'chat' ? 'chat/completions' : 'completions'}`
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(spec.key === null ? {} : { authorization: `Bearer ${spec.key}` }),
  }
  const ask = (request: Request, _hint: Hint, signal: Cancel): Promise<Reply> =>
    new Promise((settle) => {
      const body = JSON.stringify(bodyOf(request, spec.name, spec.api))
      const received = (status: number, told: Headers, text: string) =>
        settle(readReply(status, told, text, request, spec.api))
      const failed = (error: NodeJS.ErrnoException) => settle({ ok: false, failure: failureOf(error, signal) })
      pool.dispatch({ path, method: 'POST', headers, body }, new Reception(signal, received, failed))
    })
  return {
    id: spec.name,
    endpoint: `${base.origin}${path}`,
    capabilities: {
      chat: spec.api === 'chat',
      completion: spec.api === 'completions',
      logprobs: spec.api === 'completions',
      prefill: spec.api === 'completions' || spec.prefill,
      tools: spec.api === 'chat',
      seed: true,
      context: null,
    },
    synthetic: false,
    ask,
    close: () => pool.destroy(),
  }
}

/**
 * One answer as it comes in, gathered by hand: a stream for each, which the client's `request` makes, costs as much as the
 * rest of it.
 */
class Reception implements Dispatcher.DispatchHandler {
  readonly #signal: Cancel
  readonly #received: (status: number, headers: Headers, text: string) => void
  readonly #failed: (error: NodeJS.ErrnoException) => void
  readonly #pieces: Buffer[] = []
  #status = 0
  #headers: Headers = {}

  constructor(
    signal: Cancel,
    received: (status: number, headers: Headers, text: string) => void,
    failed: (error: NodeJS.ErrnoException) => void,
  ) {
    this.#signal = signal
    this.#received = received
    this.#failed = failed
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
    const text = whole.toString('utf8')
    this.#received(this.#status, this.#headers, text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  }

  onResponseError(_: Dispatcher.DispatchController, error: NodeJS.ErrnoException): void {
    this.#failed(error)
  }
}

function failureOf(error: NodeJS.ErrnoException, signal: Cancel): Failure {
  if (signal.aborted) return { kind: 'timeout', message: 'no answer within the deadline', retry: true }
  return { kind: 'connection', message: error.code ?? error.message, retry: true }
}
