import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, scoreOf, textOutput } from './prediction.ts'

/**
 * The completions of a line: samples of human-eval and EvalPlus have one, files of MultiPL-E a list.
 *
 * Samples that human-eval judged have `result` and `passed` beside them.
 *
 * @source openai/human-eval, evaluation.py: `task_id, completion, result, passed`
 */
export function completions(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const id = String(record.task_id ?? record.name ?? line)
  const many = Array.isArray(record.completions) ? record.completions.map(String) : null
  const solution = typeof record.solution === 'string' && typeof record.completion !== 'string'
  const one = solution ? record.solution : record.completion
  const texts = many ?? (typeof one === 'string' ? [one] : [])
  if (texts.length === 0) return { lacks: 'completion, solution or completions' }
  const passed = scoreOf(record.passed)
  const results = Array.isArray(record.results) ? record.results.map(asRecord) : []
  return texts.map((text, i) => {
    const value = passed ?? (results[i] ? (results[i]!.status === 'OK' ? 1 : 0) : null)
    return {
      row: record,
      id,
      outputs: [textOutput(many === null && solution ? `\`\`\`python\n${text}\n\`\`\`` : text, 'stop')],
      failure: null,
      recorded: value === null ? {} : { value },
      recordedAnswer: null,
      ...(typeof record.result === 'string' ? { recordedWhy: record.result } : {}),
      key: `${id}/${line}/${i}`,
    }
  })
}
