import type { Agent as UndiciAgent } from 'undici'
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

// an answer larger than this is no answer
const mostBytes = 64 * 1024 * 1024

/** A model behind an OpenAI-compatible endpoint: vLLM, SGLang, llama.cpp, Ollama, the hosted ones. */
export async function createOpenAi(spec: OpenAiSpec): Promise<Model> {
  const { Agent } = await import('undici')
  const base = new URL(spec.url.endsWith('/') ? spec.url : `${spec.url}/`)
  const agent: UndiciAgent = new Agent({
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
  const ask = async (request: Request, _hint: Hint, signal: Cancel): Promise<Reply> => {
    const body = JSON.stringify(bodyOf(request, spec.name, spec.api))
    try {
      const sent = await agent.request({
        origin: base.origin,
        path,
        method: 'POST',
        headers,
        body,
        signal: signal as never,
      })
      return readReply(sent.statusCode, sent.headers, await sent.body.text(), request, spec.api)
    } catch (error) {
      return { ok: false, failure: failed(error as NodeJS.ErrnoException, signal) }
    }
  }
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
    close: () => agent.destroy(),
  }
}

function failed(error: NodeJS.ErrnoException, signal: Cancel): Failure {
  if (signal.aborted) return { kind: 'timeout', message: 'no answer within the deadline', retry: true }
  return { kind: 'connection', message: error.code ?? error.message, retry: true }
}
