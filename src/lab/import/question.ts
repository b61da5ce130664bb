import type { Row } from '../task/task.ts'

/** A question under each of the names that datasets have for it, so that any task can read it. */
export function questionFields(question: string): Row {
  return { question, problem: question, prompt: question, input: question }
}
