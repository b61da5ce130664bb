import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, scoreOf, textOutput } from './prediction.ts'
import { promptedRow } from './prompted.ts'

/**
 * An answer of OpenCompass: a record of its predictions, or one of the details of its results.
 *
 * What was asked stands in the prompt; options are read from it.
 *
 * @source open-compass/opencompass, icl_inferencer: `origin_prompt, prediction, gold`; icl_evaluator: `details`
 */
export function openCompass(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const details = asRecord(record.details)
  if (details !== null)
    return Object.entries(details).flatMap(([id, given]): readonly Prediction[] => {
      const one = asRecord(given)
      const found = one === null ? [] : openCompass({ id, ...one }, line)
      return 'lacks' in found ? [] : found
    })
  const said = record.origin_prediction ?? record.prediction ?? record.pred
  const text = Array.isArray(said) ? said[0] : said
  if (typeof text !== 'string') return { lacks: 'prediction' }
  const gold = record.gold ?? record.references ?? record.answer ?? record.refr
  const asked = promptOf(record.origin_prompt ?? record.prompt)
  const id = String(record.id ?? line)
  const right = scoreOf(record.correct)
  const taken = record.origin_prediction === undefined ? undefined : (record.predictions ?? record.pred)
  return [
    {
      row: promptedRow(asked, String(Array.isArray(gold) ? (gold[0] ?? '') : (gold ?? ''))),
      id: null,
      outputs: [textOutput(text)],
      failure: null,
      recorded: right === null ? {} : { value: right },
      recordedAnswer: typeof taken === 'string' ? taken : null,
      key: id,
    },
  ]
}

// a text, or turns of which the last one of the person is asked
function promptOf(prompt: unknown): string {
  if (typeof prompt === 'string') return prompt
  const turns = (Array.isArray(prompt) ? prompt : []).map(asRecord)
  const asked = turns.filter((t) => t?.role === 'HUMAN' || t?.role === 'user').at(-1)
  return String(asked?.prompt ?? asked?.content ?? '')
}
