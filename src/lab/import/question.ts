import type { Row } from '../task/task.ts'

/** A question under each of the names that datasets have for it, so that any task can read it. */
export function questionFields(question: string): Row {
  return { question, problem: question, prompt: question, input: question }
}

/** A question under the names that datasets have for it, so that any task can read it. */
export function questionRow(question: string, target: readonly string[], choices: unknown): Row {
  const options = Array.isArray(choices) ? choices.map(String) : null
  const answer = letterOf(target[0] ?? '', options)
  return {
    ...questionFields(question),
    answer,
    output: target,
    ground_truth: target,
    ...(options === null ? {} : { choices: options, options, answerKey: answer }),
  }
}

// the right answer may be an option itself
function letterOf(answer: string, options: readonly string[] | null): string {
  const at = options?.indexOf(answer) ?? -1
  const isLetter = /^[A-Z]$/.test(answer) && answer.charCodeAt(0) - 65 < (options?.length ?? 0)
  return at === -1 || isLetter ? answer : String.fromCharCode(65 + at)
}
