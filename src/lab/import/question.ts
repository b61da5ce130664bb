import type { Row } from '../task/task.ts'

/** A question under each of the names that datasets have for it, so that any task can read it. */
export function questionFields(question: string): Row {
  return { question, problem: question, prompt: question, input: question }
}

/** A question under the names that datasets have for it, so that any task can read it. */
export function questionRow(question: string, target: readonly string[], choices: unknown): Row {
  const options = Array.isArray(choices) ? choices.map(String) : null
  const answer = target[0] ?? ''
  return {
    ...questionFields(question),
    answer,
    output: target,
    ground_truth: target,
    ...(options === null ? {} : { choices: options, options }),
  }
}
