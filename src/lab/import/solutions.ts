import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, textOutput } from './prediction.ts'

/**
 * The solutions of a problem that stand beside each other in the published solutions of GSM8K, one for each model.
 *
 * @source openai/grade-school-math, example_model_solutions.jsonl: `question, ground_truth, MODEL: {solution, is_correct}`
 */
export function solutions(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const found = Object.entries(record).flatMap(([model, value]): readonly Prediction[] => {
    const one = asRecord(value)
    if (typeof one?.solution !== 'string') return []
    return [
      {
        row: { question: record.question, answer: answerOf(String(record.ground_truth ?? '')) },
        id: null,
        outputs: [{ ...textOutput(one.solution), served: model }],
        failure: null,
        recorded: typeof one.is_correct === 'boolean' ? { value: one.is_correct ? 1 : 0 } : {},
        recordedAnswer: null,
        key: `${model}/${line}`,
        model,
      },
    ]
  })
  return found.length === 0 ? { lacks: 'solutions' } : found
}

// the dataset marks the answer with `####`, this file with `A:`
function answerOf(truth: string): string {
  return truth.replace(/^A: /m, '#### ')
}
