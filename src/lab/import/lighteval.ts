import { largest } from '../../base/index.ts'
import { lastBoxed } from '../scorer/latex.ts'
import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, scoreOf, textOutput } from './prediction.ts'
import { promptedRow } from './prompted.ts'

/**
 * The answers of a row of lighteval's details: `doc, model_response, metric`, or the flat columns of earlier versions.
 *
 * @source huggingface/lighteval, logging/info_loggers.py
 */
export function lightEval(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const doc = asRecord(record.doc) ?? record
  const response = asRecord(record.model_response)
  // what is scored is the text without its thoughts, where it was cut
  const cut = listOf(response?.text_post_processed)
  const texts = (cut.length > 0 ? cut : listOf(response?.text ?? record.predictions)).map(String)
  const sums = listOf(response?.logprobs).map(Number)
  if (texts.length === 0 && sums.length === 0) return { lacks: 'model_response or predictions' }
  const choices = listOf(doc.choices).map(String)
  const place = listOf(doc.gold_index)[0]
  const gold = typeof place === 'number' || typeof place === 'bigint' ? choices[Number(place)] : listOf(doc.gold)[0]
  const asked = String(doc.query ?? record.example ?? record.full_prompt ?? '')
  const scores = Object.entries(asRecord(record.metric) ?? asRecord(record.metrics) ?? {})
  const recorded = Object.fromEntries(
    scores.flatMap(([name, v]) => {
      const value = scoreOf(typeof v === 'bigint' ? Number(v) : v)
      return value === null ? [] : [[name, value]]
    }),
  )
  const first = recorded.extractive_match ?? Object.values(recorded)[0]
  const written = String(gold ?? '').trim()
  const boxed = lastBoxed(written)
  const outputs = sums.length > 1 ? [byLikelihood(sums)] : texts.map((t) => textOutput(t))
  return [
    {
      row: {
        ...asRecord(doc.specific),
        ...withChoices(promptedRow(asked, boxed ?? written), choices),
        references: [String(gold ?? '')],
      },
      id: null,
      outputs,
      failure: null,
      recorded: first === undefined ? {} : { value: first },
      recordedAnswer: null,
      key: String(doc.id ?? line),
    },
  ]
}

// the options themselves where they are not only letters
function withChoices(row: Row, choices: readonly string[]): Row {
  const texts = choices.map((c) => c.trim())
  return 'choices' in row || texts.length < 2 || texts.every((c) => c.length === 1) ? row : { ...row, choices: texts }
}

function byLikelihood(sums: readonly number[]) {
  const most = largest(sums)
  return { ...textOutput(''), logprobs: sums.map((sum) => ({ sum, greedy: sum === most })) }
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
