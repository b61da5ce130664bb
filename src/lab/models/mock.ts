import { random } from '../../base/index.ts'
import type {
  Capabilities,
  Failure,
  FailureKind,
  Finish,
  Hint,
  Model,
  Output,
  Reply,
  Request,
  ToolCall,
} from './model.ts'

/** What a scripted model says to what it is asked; the first rule that fits is taken. */
export interface MockScript {
  readonly model?: string
  /** name under which it says that it answers; default: `model` */
  readonly served?: string
  readonly rules?: readonly MockRule[]
  /** what it says when no rule fits; default: nothing */
  readonly otherwise?: MockAnswer
  readonly capabilities?: Partial<Capabilities>
}

/** One rule of a script. */
export interface MockRule extends MockAnswer {
  /** id of the sample */
  readonly id?: string
  /** a regular expression that the last message or the prompt must match */
  readonly when?: string
}

/** What is answered. */
export interface MockAnswer {
  readonly say?: string
  readonly reasoning?: string
  readonly finish?: Finish
  readonly toolCalls?: readonly ToolCall[]
  readonly logprobs?: Output['logprobs']
  /** share of samples answered as one who knows the answer would; the others get `say` */
  readonly oracle?: number
  /** seed of the choice between both; default 0 */
  readonly seed?: number | string
  /** fails so, instead of answering */
  readonly fail?: FailureKind
  /** fails only the first so many times for a sample, then answers */
  readonly times?: number
  readonly after?: number
}

const able: Capabilities = {
  chat: true,
  completion: true,
  logprobs: true,
  prefill: true,
  tools: true,
  seed: true,
  context: null,
}

/** Scripts that need no file: the right answer always, never an answer, the question again, four of five right. */
export const mockScripts: Readonly<Record<string, MockScript>> = {
  canonical: { model: 'mock-canonical', otherwise: { oracle: 1 } },
  empty: { model: 'mock-empty', otherwise: { say: '' } },
  echo: { model: 'mock-echo', otherwise: { say: '{prompt}' } },
  mostly: { model: 'mock-mostly', otherwise: { oracle: 0.8, say: 'I do not know.' } },
}

/** A model that answers from a script; what is measured on it is synthetic. */
export function createMock(script: MockScript): Model {
  const id = script.model ?? 'mock'
  const served = script.served ?? id
  const rules = (script.rules ?? []).map((rule) => ({
    rule,
    when: rule.when === undefined ? null : new RegExp(rule.when, 'su'),
  }))
  const failed = new Map<string, number>()
  const ask = async (request: Request, hint: Hint): Promise<Reply> => {
    const last = request.prompt ?? request.messages?.at(-1)?.content ?? ''
    const fits = rules.find(
      ({ rule, when }) => (rule.id === undefined || rule.id === hint.id) && (when === null || when.test(last)),
    )
    const answer: MockAnswer = fits?.rule ?? script.otherwise ?? {}
    if (answer.fail !== undefined && fails(answer, hint, failed)) return { ok: false, failure: failure(answer) }
    return { ok: true, output: output(answer, last, hint, served) }
  }
  const capabilities = { ...able, ...script.capabilities }
  return { id, endpoint: 'mock', capabilities, synthetic: true, ask, close: async () => {} }
}

function fails(answer: MockAnswer, hint: Hint, failed: Map<string, number>): boolean {
  if (answer.times === undefined) return true
  const key = `${hint.id}/${hint.epoch}`
  const before = failed.get(key) ?? 0
  failed.set(key, before + 1)
  return before < answer.times
}

function failure(answer: MockAnswer): Failure {
  const kind = answer.fail!
  const retry = kind !== 'rejected' && kind !== 'unauthorized' && kind !== 'wrong-model'
  return { kind, message: `scripted: ${kind}`, retry, ...(answer.after === undefined ? {} : { after: answer.after }) }
}

function output(answer: MockAnswer, last: string, hint: Hint, served: string): Output {
  const chance = random(`${answer.seed ?? 0}/${hint.id}/${hint.epoch}`).next()
  if (answer.oracle !== undefined && chance < answer.oracle) return counted({ ...hint.reference(), served }, last)
  return counted(
    {
      text: (answer.say ?? '').replaceAll('{prompt}', last),
      finish: answer.finish ?? 'stop',
      served,
      ...(answer.reasoning === undefined ? {} : { reasoning: answer.reasoning }),
      ...(answer.toolCalls === undefined ? {} : { toolCalls: answer.toolCalls }),
      ...(answer.logprobs === undefined ? {} : { logprobs: answer.logprobs }),
    },
    last,
  )
}

// four characters a token, so that budgets and costs have something to count
function counted(output: Output, prompt: string): Output {
  const usage = { input: Math.ceil(prompt.length / 4), output: Math.ceil(output.text.length / 4) }
  return { ...output, usage }
}
