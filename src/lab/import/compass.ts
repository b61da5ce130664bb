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
  const details = Array.isArray(record.details) ? record.details : asRecord(record.details)
  if (details !== null)
    return Object.entries(details).flatMap(([id, given]): readonly Prediction[] => {
      const one = asRecord(given)
      const found = one === null ? [] : openCompass({ id, ...one }, line)
      return 'lacks' in found ? [] : found
    })
  // a detail without the answer itself: what was taken from it, and whether it was right
  if (record.origin_prediction === undefined && record.origin_prompt === undefined && record.prompt === undefined)
    return takenOnly(record, line)
  const said = record.origin_prediction ?? record.prediction ?? record.pred
  const text = Array.isArray(said) ? said[0] : said
  if (typeof text !== 'string') return { lacks: 'prediction' }
  const gold = record.gold ?? record.references ?? record.answer ?? record.refr
  const asked = promptOf(record.origin_prompt ?? record.prompt)
  const id = String(record.id ?? line)
  const right = scoreOf(record.correct)
  const taken = record.origin_prediction === undefined ? undefined : (record.predictions ?? record.pred)
  // where nothing is said of it, what was taken has to be the reference
  const same =
    typeof taken === 'string' && typeof record.references === 'string' ? scoreOf(taken === record.references) : null
  const value = right ?? same
  return [
    {
      row: promptedRow(asked, String(Array.isArray(gold) ? (gold[0] ?? '') : (gold ?? ''))),
      id: null,
      outputs: [textOutput(text)],
      failure: null,
      recorded: value === null ? {} : { value },
      recordedAnswer: typeof taken === 'string' ? taken : null,
      key: id,
    },
  ]
}

function takenOnly(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const [taken, right] = [record.pred ?? record.predictions, scoreOf(record.correct ?? record.is_correct)]
  const text = Array.isArray(taken) ? taken[0] : taken
  if (right === null || (typeof text !== 'string' && text !== null)) return { lacks: 'prediction' }
  return [
    {
      // the question is in the file of predictions
      row: {},
      id: null,
      outputs: [],
      failure: null,
      recorded: { value: right },
      recordedAnswer: typeof text === 'string' ? text : null,
      key: String(record.id ?? line),
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
