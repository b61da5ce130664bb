import type { SampleRecord } from '../log/record.ts'
import { statedConfidence } from '../metric/risk.ts'
import type { Output } from '../models/model.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { abstains } from '../scorer/abstain.ts'
import { asksConfidence } from '../task/prompt.ts'
import type { Sample, Score, Task } from '../task/task.ts'
import type { Tools } from '../task/tools.ts'

/**
 * The score of one record: what no scorer needs to see is named here, the rest by the task.
 *
 * A failure is an `error`; a filtered answer is `refused`; thoughts that were cut off before their end are `truncated`
 * and never read for an answer; an answer without an answer that was cut off is `truncated` too.
 */
export async function scoreRecord(
  task: Task,
  record: Pick<SampleRecord, 'sample' | 'output' | 'failure'>,
  protocol: Protocol,
  tools: Tools,
): Promise<Score> {
  const { sample, output } = record
  if (output === null) {
    const failure = record.failure
    const kind = failure?.kind === 'circuit-open' || failure === undefined ? 'not-run' : 'error'
    return nothing(kind, failure === undefined ? 'nothing came back' : `${failure.kind}: ${failure.message}`)
  }
  if (output.finish === 'filter') return nothing('refused', 'the endpoint filtered the answer')
  const thought = protocol.thoughts === 'strip' ? withoutThoughts(output) : output
  if (thought === null) return nothing('truncated', 'cut off before the thoughts ended')
  return weighed(task, sample, thought, protocol, tools)
}

async function weighed(task: Task, sample: Sample, output: Output, protocol: Protocol, tools: Tools): Promise<Score> {
  const found = await task.score(sample, output, protocol, tools)
  // who leaves a question open is sure of nothing that counts
  const confidence = asksConfidence(protocol) && !abstains(output.text) ? statedConfidence(output.text) : null
  const score = confidence === null ? found : { ...found, confidence }
  if (score.outcome !== 'unparsed') return score
  const outcome = output.finish === 'length' ? 'truncated' : isRefusal(output.text) ? 'refused' : 'unparsed'
  const value = protocol.unresolved === 'chance' ? task.chance(sample) : score.value
  return { ...score, outcome, value }
}

function nothing(outcome: Score['outcome'], why: string): Score {
  return { value: 0, outcome, answer: null, why }
}

const tags = ['think', 'thinking', 'thought', 'reasoning']

/** The output without the thoughts that stand before the answer, or `null` when they never ended. */
export function withoutThoughts(output: Output): Output | null {
  const { text, finish } = output
  for (const tag of tags) {
    const close = text.lastIndexOf(`</${tag}>`)
    if (close !== -1) return { ...output, text: text.slice(close + tag.length + 3).trimStart() }
    if (text.trimStart().startsWith(`<${tag}>`)) return finish === 'length' ? null : output
  }
  return output
}

const refusals =
  /^\W*(i['’]?m sorry|i am sorry|sorry,|i apologi[sz]e|i can['’]?t (help|assist|comply|provide|answer|do)|i cannot (help|assist|comply|provide|fulfill|answer|do)|i(['’]m| am) (unable|not able) to|as an ai\b|抱歉|对不起|我无法|我不能)/iu

/** Whether a text without an answer declines to give one. */
export function isRefusal(text: string): boolean {
  return refusals.test(text.slice(0, 200))
}
