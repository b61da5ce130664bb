import { largest } from '../../base/index.ts'
import { quoted } from '../protocol/canonical.ts'
import type { Failure, Finish, Message, Output, Reply, Request, ToolCall, Usage } from './model.ts'
import type { Headers } from './post.ts'

type Json = Readonly<Record<string, unknown>>

/** The body of a request as OpenAI-compatible endpoints take it, as JSON; never streamed. */
export function bodyOf(request: Request, model: string, api: 'chat' | 'completions'): string {
  const body: Record<string, unknown> = { model, max_tokens: request.maxTokens, temperature: request.temperature }
  if (request.topP !== undefined) body.top_p = request.topP
  if (request.seed !== undefined) body.seed = request.seed
  if (request.stop !== undefined) body.stop = request.stop
  if (api === 'completions') {
    if (request.continuations === undefined) return JSON.stringify({ ...body, prompt: textOf(request) })
    // the log-probabilities of what was sent, and nothing new
    const prompt = request.continuations.map((c) => textOf(request) + c)
    return JSON.stringify({ ...body, prompt, max_tokens: 0, echo: true, logprobs: 1, temperature: 0 })
  }
  if (request.effort !== undefined) body.reasoning_effort = request.effort
  if (request.tools !== undefined) {
    body.tools = request.tools.map((t) => ({ type: 'function', function: t }))
    body.tool_choice = 'auto'
  }
  let text = JSON.stringify(body).slice(0, -1)
  let mark = ',"messages":['
  for (const message of request.messages ?? [{ role: 'user', content: request.prompt ?? '' } as const]) {
    text += mark + messageText(message)
    mark = ','
  }
  return mark === ',' ? `${text}]}` : `${text},"messages":[]}`
}

// what a task of one's own adds to a message goes out as it is
function messageText(message: Message): string {
  const { role, content } = message
  if (typeof content !== 'string' || Object.keys(message).length !== 2) return JSON.stringify(message)
  return `{"role":${JSON.stringify(role)},"content":${quoted(content)}}`
}

function textOf(request: Request): string {
  return request.prompt ?? (request.messages ?? []).map((m) => m.content).join('\n\n')
}

/** What an endpoint's answer means; anything but a whole answer of the right form is a failure with a name. */
export function readReply(
  status: number,
  headers: Headers,
  bytes: string,
  request: Request,
  api: 'chat' | 'completions',
): Reply {
  // some servers begin with a mark of the byte order
  const text = bytes.charCodeAt(0) === 0xfeff ? bytes.slice(1) : bytes
  if (status < 200 || status > 299) return { ok: false, failure: refused(status, headers, text) }
  const body = parse(text)
  if (body === null) return { ok: false, failure: bad(status, text) }
  const error = body.error
  if (error !== undefined && error !== null)
    return { ok: false, failure: { kind: 'server', message: messageOf(error), status, retry: true } }
  const output =
    request.continuations !== undefined ? scored(body, request) : api === 'chat' ? chatOutput(body) : textOutput(body)
  if (output === null) return { ok: false, failure: bad(status, text) }
  return { ok: true, output }
}

function chatOutput(body: Json): Output | null {
  const choice = first(body)
  const message = record(choice?.message)
  if (choice === null || message === null) return null
  const calls = toolCalls(message)
  const content = contentOf(message.content)
  if (content === null && calls.length === 0 && typeof message.refusal !== 'string') return null
  const reasoning = message.reasoning_content ?? message.reasoning
  const refusal = typeof message.refusal === 'string' ? message.refusal : null
  const finish = refusal !== null && content === null ? 'filter' : finishOf(choice.finish_reason)
  const served = typeof body.model === 'string' ? body.model : ''
  const output: Draft = { text: content ?? refusal ?? '', finish, served }
  if (typeof reasoning === 'string' && reasoning !== '') output.reasoning = reasoning
  if (calls.length > 0) output.toolCalls = calls
  const usage = usageOf(body)
  if (usage !== null) output.usage = usage
  return output
}

// an answer before it is given away
type Draft = { -readonly [K in keyof Output]: Output[K] }

// a text, or a list of parts of which some are text
function contentOf(content: unknown): string | null {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return null
  return content.map((p) => (typeof record(p)?.text === 'string' ? (record(p)!.text as string) : '')).join('')
}

function toolCalls(message: Json): readonly ToolCall[] {
  if (!Array.isArray(message.tool_calls)) return []
  return message.tool_calls.flatMap((call) => {
    const made = record(record(call)?.function)
    if (typeof made?.name !== 'string') return []
    const given = made.arguments
    return [{ name: made.name, arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}) }]
  })
}

function textOutput(body: Json): Output | null {
  const choice = first(body)
  if (choice === null || typeof choice.text !== 'string') return null
  const served = typeof body.model === 'string' ? body.model : ''
  const usage = usageOf(body)
  return { text: choice.text, finish: finishOf(choice.finish_reason), served, ...(usage === null ? {} : { usage }) }
}

// tokens that begin at or after the end of the prompt belong to the continuation
function scored(body: Json, request: Request): Output | null {
  const choices = Array.isArray(body.choices) ? body.choices.map(record) : []
  const wanted = request.continuations!
  if (choices.length !== wanted.length) return null
  const start = textOf(request).length
  const logprobs = choices.map((choice) => {
    const told = record(choice?.logprobs)
    const values = told?.token_logprobs
    const offsets = told?.text_offset
    if (!Array.isArray(values) || !Array.isArray(offsets)) return null
    const top = Array.isArray(told?.top_logprobs) ? told.top_logprobs : []
    let [sum, greedy] = [0, true]
    for (let i = 0; i < values.length; i += 1) {
      if (offsets[i] < start) continue
      if (typeof values[i] !== 'number') return null
      sum += values[i]
      const best = record(top[i])
      if (best !== null && largest(Object.values(best).map(Number)) > values[i] + 1e-9) greedy = false
    }
    return { sum, greedy }
  })
  if (logprobs.some((l) => l === null)) return null
  const served = typeof body.model === 'string' ? body.model : ''
  const usage = usageOf(body)
  const told = logprobs as NonNullable<Output['logprobs']>
  return { text: '', finish: 'stop', served, logprobs: told, ...(usage === null ? {} : { usage }) }
}

function usageOf(body: Json): Usage | null {
  const told = record(body.usage)
  if (told === null || typeof told.prompt_tokens !== 'number') return null
  const output = typeof told.completion_tokens === 'number' ? told.completion_tokens : 0
  const usage: { -readonly [K in keyof Usage]: Usage[K] } = { input: told.prompt_tokens, output }
  const reasoning = record(told.completion_tokens_details)?.reasoning_tokens
  if (typeof reasoning === 'number') usage.reasoning = reasoning
  const cached = record(told.prompt_tokens_details)?.cached_tokens
  if (typeof cached === 'number') usage.cached = cached
  return usage
}

const finishes: Readonly<Record<string, Finish>> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool',
  function_call: 'tool',
  content_filter: 'filter',
}

function finishOf(reason: unknown): Finish {
  return typeof reason === 'string' && Object.hasOwn(finishes, reason) ? finishes[reason]! : 'unknown'
}

function refused(status: number, headers: Headers, text: string): Failure {
  const message = `${status}: ${shorten(messageOf(parse(text)?.error ?? parse(text)) || text)}`
  const after = retryAfter(headers)
  const told = after === undefined ? {} : { after }
  if (status === 429) return { kind: 'rate-limit', message, status, retry: true, ...told }
  if (status === 401 || status === 403) return { kind: 'unauthorized', message, status, retry: false }
  if (status === 404 && /model/i.test(message)) return { kind: 'wrong-model', message, status, retry: false }
  if (status === 408 || status === 409 || status === 425 || status >= 500)
    return { kind: 'server', message, status, retry: true, ...told }
  return { kind: 'rejected', message, status, retry: false }
}

function bad(status: number, text: string): Failure {
  const start = text.trimStart()
  const what =
    start === ''
      ? 'an empty answer'
      : start.startsWith('<')
        ? 'HTML in place of JSON'
        : parse(text) === null
          ? `${text.length} bytes that are no JSON`
          : 'JSON without an answer'
  return { kind: 'bad-reply', message: `${what}: ${shorten(text)}`, status, retry: true }
}

/** Seconds that a `Retry-After` asks for: a number of seconds, or milliseconds in `retry-after-ms`. */
function retryAfter(headers: Headers): number | undefined {
  const exact = Number(headers['retry-after-ms'])
  if (Number.isFinite(exact) && headers['retry-after-ms'] !== undefined) return exact / 1000
  const written = headers['retry-after']
  if (typeof written !== 'string') return undefined
  const seconds = Number(written)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const [at, now] = [Date.parse(written), Date.parse(String(headers.date ?? ''))]
  return Number.isNaN(at) || Number.isNaN(now) ? undefined : Math.max(0, (at - now) / 1000)
}

function parse(text: string): Json | null {
  try {
    return record(JSON.parse(text))
  } catch {
    return null
  }
}

function record(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null
}

function first(body: Json): Json | null {
  return Array.isArray(body.choices) ? record(body.choices[0]) : null
}

function messageOf(error: unknown): string {
  if (typeof error === 'string') return error
  const told = record(error)
  return typeof told?.message === 'string' ? told.message : ''
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
