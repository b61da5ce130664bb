/** What a model is asked: a chat, or a text to go on with. */
export interface Request {
  readonly messages?: readonly Message[]
  /** a text to go on with, for endpoints without a chat; in place of messages */
  readonly prompt?: string
  readonly tools?: readonly ToolSpec[]
  readonly maxTokens: number
  readonly temperature: number
  readonly topP?: number
  readonly seed?: number
  readonly stop?: readonly string[]
  readonly effort?: string
  /** the continuations whose log-probabilities are asked for, in place of a text */
  readonly continuations?: readonly string[]
}

/** One turn of a chat. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly content: string
}

/** A function that the model may call, with its arguments as JSON Schema. */
export interface ToolSpec {
  readonly name: string
  readonly description: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** A call that the model wants made; `arguments` as the JSON text that it wrote. */
export interface ToolCall {
  readonly name: string
  readonly arguments: string
}

/** Why a model stopped. */
export type Finish = 'stop' | 'length' | 'tool' | 'filter' | 'unknown'

/** What a model was counted for. */
export interface Usage {
  readonly input: number
  readonly output: number
  readonly reasoning?: number
  readonly cached?: number
}

/** What a model said in a turn before its last. */
export type Turn = Pick<Output, 'text' | 'finish' | 'usage'>

/** What a model gave. */
export interface Output {
  readonly text: string
  /** what it said in the turns before, where a sample has several */
  readonly earlier?: readonly Turn[]
  readonly reasoning?: string
  readonly finish: Finish
  readonly toolCalls?: readonly ToolCall[]
  readonly usage?: Usage
  /** the model's name as the endpoint gives it */
  readonly served: string
  /** log-probability of each continuation asked for, and whether it was the most likely one */
  readonly logprobs?: readonly { readonly sum: number; readonly greedy: boolean }[]
}

/** Why a model gave nothing. */
export type FailureKind =
  | 'rate-limit'
  | 'server'
  | 'connection'
  | 'timeout'
  | 'bad-reply'
  | 'rejected'
  | 'unauthorized'
  | 'wrong-model'
  | 'circuit-open'

/** A request that failed, and whether asking again may help. */
export interface Failure {
  readonly kind: FailureKind
  readonly message: string
  readonly status?: number
  readonly retry: boolean
  /** seconds that the endpoint asks to be left alone */
  readonly after?: number
}

/** One answer of an endpoint. */
export type Reply = { readonly ok: true; readonly output: Output } | { readonly ok: false; readonly failure: Failure }

/** What a model can do; a task that needs more is refused. */
export interface Capabilities {
  readonly chat: boolean
  readonly completion: boolean
  readonly logprobs: boolean
  readonly prefill: boolean
  readonly tools: boolean
  readonly seed: boolean
  /** tokens that fit, where that is known */
  readonly context: number | null
}

/** The names of what a task may need. */
export type Capability = Exclude<keyof Capabilities, 'context'>

/** What is known of a sample beside the request: only scripted models look at it. */
export interface Hint {
  readonly id: string
  readonly epoch: number
  /** what a model that knows everything would say */
  readonly reference: () => Output
}

/** A request's right to be given up: what `AbortSignal` is, at a tenth of its cost. */
export interface Cancel {
  readonly aborted: boolean
  readonly reason: unknown
  readonly addEventListener: (type: 'abort', listener: () => void) => void
  readonly removeEventListener: (type: 'abort', listener: () => void) => void
}

/** A model that can be asked. */
export interface Model {
  readonly id: string
  /** where it is, without secrets: the address of the endpoint, or `mock` */
  readonly endpoint: string
  readonly capabilities: Capabilities
  /** whether its answers are made up: what is measured on it is marked synthetic */
  readonly synthetic: boolean
  readonly ask: (request: Request, hint: Hint, signal: Cancel) => Promise<Reply>
  readonly close: () => Promise<void>
}
