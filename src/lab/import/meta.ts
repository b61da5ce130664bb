import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, scoreOf, textOutput } from './prediction.ts'

/**
 * The predictions of a row of Meta's published evaluation details, which name the question and its options in fields of
 * their own for every task.
 *
 * @source meta-llama/Llama-3.1-405B-Instruct-evals, the columns of `__details`
 */
export function metaEvals(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const texts = listOf(record.output_prediction_text)
  if (texts.length === 0) return { lacks: 'output_prediction_text' }
  const question = String(record.input_question ?? '')
  const right = listOf(record.input_correct_responses)
  const value = scoreOf(record.is_correct)
  const parsed = record.output_parsed_answer
  const id = String(record.input_question_hash ?? line)
  return [
    {
      row: rowOf(record, question, right),
      id: null,
      outputs: texts.map((t) => textOutput(t)),
      failure: null,
      recorded: value === null ? {} : { value },
      recordedAnswer: typeof parsed === 'string' ? parsed : null,
      key: `${record.subtask_name ?? ''}/${id}/${line}`,
    },
  ]
}

// one row that the datasets of all these benchmarks can read
function rowOf(record: Row, question: string, right: readonly string[]): Row {
  const { labels, choices } = optionsOf(record.input_choice_list)
  const subject = String(record.subtask_name ?? '').replace(/^.*\./, '')
  const answer = right[0] ?? ''
  const task = String(record.task_name ?? '')
  return {
    question,
    problem: question,
    prompt: question,
    input: question,
    subject,
    category: subject,
    language: subject,
    lang: subject,
    type: subject,
    answer,
    target: answer,
    outputs: right,
    ...(choices.length === 0
      ? {}
      : {
          answerKey: answer,
          options: choices,
          choices: task.includes('arc') ? { text: choices, label: labels } : choices,
          ...Object.fromEntries(choices.map((c, i) => [`choice${i + 1}`, c])),
        }),
  }
}

// an object by letter, also as JSON
function optionsOf(given: unknown): { readonly labels: readonly string[]; readonly choices: readonly string[] } {
  const record = asRecord(typeof given === 'string' ? parsed(given) : given)
  const listed = record === null ? [] : Object.entries(record).filter(([, v]) => v !== null && v !== undefined)
  return { labels: listed.map(([k]) => k), choices: listed.map(([, v]) => String(v)) }
}

function listOf(given: unknown): readonly string[] {
  if (Array.isArray(given)) return given.filter((g) => g !== null && g !== undefined).map(String)
  return typeof given === 'string' ? [given] : []
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
