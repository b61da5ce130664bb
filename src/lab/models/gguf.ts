import { AssayError } from '../../base/index.ts'
import { report } from '../codes.ts'
import type { Model, Output, Reply, Request } from './model.ts'

/** Loads a package by its name. */
export type LoadPackage = (name: string) => Promise<unknown>

/**
 * A model from a GGUF file, run inside this process, one request after another.
 *
 * `load` brings `node-llama-cpp`, which is not installed with this package: it has forty megabytes and more.
 *
 * @throws AssayError lab/missing-capability when it is not there, or the file cannot be loaded
 */
export async function openGguf(file: string, load: LoadPackage): Promise<Model> {
  const llama = await packageOf(file, load)
  // one thread is faster than two on a busy machine, and as fast as all on an idle one that answers one request
  const engine = await llama.getLlama({
    gpu: false,
    build: 'never',
    logLevel: 'error',
    progressLogs: false,
    maxThreads: 1,
  })
  const model = await engine.loadModel({ modelPath: file }).catch((error: Error) => {
    throw refused(file, error.message, {
      en: 'name a file of llama.cpp’s format GGUF',
      zh: '请指明 llama.cpp 的 GGUF 格式文件',
    })
  })
  const context = await model.createContext({ contextSize: { min: 256, max: 8192 }, threads: 1 })
  const sequence = context.getSequence()
  const id = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
  const local: Local = { llama, model, sequence, id }
  let last: Promise<unknown> = Promise.resolve()
  return {
    id,
    endpoint: 'gguf',
    capabilities: {
      chat: true,
      completion: true,
      logprobs: true,
      prefill: true,
      tools: false,
      seed: true,
      context: context.contextSize,
    },
    synthetic: false,
    ask: (request, _, signal) => {
      const turn = last.then(() => (signal.aborted ? givenUp : answer(local, request)))
      last = turn.catch(() => {})
      return turn
    },
    close: async () => {
      await last
      await model.dispose()
      await engine.dispose()
    },
  }
}

const givenUp: Reply = {
  ok: false,
  failure: { kind: 'timeout', message: 'no answer within the deadline', retry: true },
}

/** The part of `node-llama-cpp` 3 that is used here. */
interface Llama {
  readonly getLlama: (options: object) => Promise<{
    readonly loadModel: (options: object) => Promise<LlamaModel>
    readonly dispose: () => Promise<void>
  }>
  readonly LlamaCompletion: new (
    options: object,
  ) => {
    readonly generateCompletionWithMeta: (
      prompt: string,
      options: object,
    ) => Promise<{ readonly response: string; readonly metadata: Meta }>
    readonly dispose: (options?: object) => void
  }
  readonly LlamaChat: new (
    options: object,
  ) => {
    readonly generateResponse: (
      history: readonly object[],
      options: object,
    ) => Promise<{ readonly response: string; readonly metadata: Meta }>
    readonly dispose: (options?: object) => void
  }
}

interface Meta {
  readonly stopReason: string
}

interface LlamaModel {
  readonly tokens: { readonly bos: number | null; readonly shouldPrependBosToken: boolean }
  readonly tokenize: (text: string) => readonly number[]
  readonly createContext: (options: object) => Promise<{ readonly contextSize: number; getSequence: () => Sequence }>
  readonly dispose: () => Promise<void>
}

interface Sequence {
  readonly clearHistory: () => Promise<void>
  readonly controlledEvaluate: (
    input: readonly (number | readonly [number, object])[],
  ) => Promise<readonly ({ readonly next: { readonly probabilities?: ReadonlyMap<number, number> } } | undefined)[]>
  readonly tokenMeter: { readonly usedInputTokens: number; readonly usedOutputTokens: number }
}

interface Local {
  readonly llama: Llama
  readonly model: LlamaModel
  readonly sequence: Sequence
  readonly id: string
}

async function packageOf(file: string, load: LoadPackage): Promise<Llama> {
  try {
    return (await load('node-llama-cpp')) as Llama
  } catch (error) {
    throw refused(file, (error as Error).message.split('\n')[0]!, {
      en: 'run `npm i --ignore-scripts --omit=optional node-llama-cpp@3 @node-llama-cpp/linux-x64@3`, or serve it with `llama-server` and pass `--url`',
      zh: '请运行 `npm i --ignore-scripts --omit=optional node-llama-cpp@3 @node-llama-cpp/linux-x64@3`，或用 `llama-server` 提供服务并加 `--url`',
    })
  }
}

function refused(file: string, why: string, hint: { readonly en: string; readonly zh: string }): AssayError {
  const words = { en: `\`${file}\` cannot be run here: ${why}`, zh: `无法在此运行 \`${file}\`：${why}` }
  return new AssayError([report('lab/missing-capability', words, { hint })])
}

async function answer(local: Local, request: Request): Promise<Reply> {
  const { sequence } = local
  try {
    await sequence.clearHistory()
    const before = { input: sequence.tokenMeter.usedInputTokens, output: sequence.tokenMeter.usedOutputTokens }
    const said =
      request.continuations !== undefined
        ? await weigh(local, request.prompt ?? '', request.continuations)
        : await write(local, request)
    const usage = {
      input: sequence.tokenMeter.usedInputTokens - before.input,
      output: sequence.tokenMeter.usedOutputTokens - before.output,
    }
    return { ok: true, output: { ...said, served: local.id, usage } }
  } catch (error) {
    return { ok: false, failure: { kind: 'rejected', message: (error as Error).message, retry: false } }
  }
}

type Said = Omit<Output, 'served' | 'usage'>

async function write({ llama, sequence }: Local, request: Request): Promise<Said> {
  const options = {
    maxTokens: request.maxTokens,
    temperature: request.temperature,
    ...(request.topP === undefined ? {} : { topP: request.topP }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { customStopTriggers: request.stop }),
  }
  const writer =
    request.messages === undefined
      ? new llama.LlamaCompletion({ contextSequence: sequence, autoDisposeSequence: false })
      : new llama.LlamaChat({ contextSequence: sequence, autoDisposeSequence: false })
  const { response, metadata } =
    'generateResponse' in writer
      ? await writer.generateResponse(historyOf(request), options)
      : await writer.generateCompletionWithMeta(request.prompt ?? '', options)
  writer.dispose({ disposeSequence: false })
  return { text: response, finish: metadata.stopReason === 'maxTokens' ? 'length' : 'stop' }
}

// what the assistant has begun to say is gone on with
function historyOf(request: Request): readonly object[] {
  const items = (request.messages ?? []).map((m) =>
    m.role === 'assistant' ? { type: 'model', response: [m.content] } : { type: m.role, text: m.content },
  )
  return request.messages?.at(-1)?.role === 'assistant' ? items : [...items, { type: 'model', response: [] }]
}

// a continuation is what its tokens with the prompt have beyond those of the prompt alone
async function weigh({ model, sequence }: Local, prompt: string, continuations: readonly string[]): Promise<Said> {
  const start = model.tokens.shouldPrependBosToken && model.tokens.bos !== null ? [model.tokens.bos] : []
  const logprobs: { sum: number; greedy: boolean }[] = []
  const lead = [...start, ...model.tokenize(prompt)]
  for (const continuation of continuations) {
    const whole = [...start, ...model.tokenize(prompt + continuation)]
    let from = 0
    while (from < lead.length && from < whole.length - 1 && lead[from] === whole[from]) from += 1
    await sequence.clearHistory()
    const wanted = { generateNext: { probabilities: true } }
    const found = await sequence.controlledEvaluate(whole.map((t, i) => (i < from - 1 ? t : [t, wanted])))
    let [sum, greedy] = [0, true]
    for (let i = from; i < whole.length; i += 1) {
      const next = found[i - 1]?.next.probabilities ?? new Map<number, number>()
      const own = next.get(whole[i]!) ?? 0
      sum += Math.log(own)
      for (const other of next.values()) if (other > own) greedy = false
    }
    logprobs.push({ sum, greedy })
  }
  return { text: '', finish: 'stop', logprobs }
}
