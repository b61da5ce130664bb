import type { Cancel, Failure, Hint, Model, Reply, Request } from './model.ts'
import { openPoster } from './post.ts'
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

/** A model behind an OpenAI-compatible endpoint: vLLM, SGLang, llama.cpp, Ollama, the hosted ones. */
export async function createOpenAi(spec: OpenAiSpec): Promise<Model> {
  const base = new URL(spec.url.endsWith('/') ? spec.url : `${spec.url}/`)
  const url = new URL(spec.api === 'chat' ? 'chat/completions' : 'completions', base)
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(spec.key === null ? {} : { authorization: `Bearer ${spec.key}` }),
  }
  const poster = await openPoster({ url, headers, connections: spec.connections })
  const ask = (request: Request, _hint: Hint, signal: Cancel): Promise<Reply> =>
    new Promise((settle, fail) => {
      poster.post(bodyOf(request, spec.name, spec.api), signal, {
        received: (status, told, text) => {
          try {
            settle(readReply(status, told, text, request, spec.api))
          } catch (error) {
            fail(error)
          }
        },
        failed: (error) => settle({ ok: false, failure: failureOf(error, signal) }),
      })
    })
  return {
    id: spec.name,
    endpoint: `${url.origin}${url.pathname}`,
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
    close: () => poster.close(),
  }
}

function failureOf(error: NodeJS.ErrnoException, signal: Cancel): Failure {
  if (signal.aborted) return { kind: 'timeout', message: 'no answer within the deadline', retry: true }
  return { kind: 'connection', message: error.code ?? error.message, retry: true }
}
