import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, textOutput } from './prediction.ts'

/**
 * The answer that an annotation of AlpacaEval prefers or not, `output_2`, with the preference as what the annotator said.
 *
 * @source tatsu-lab/alpaca_eval, annotations.json: `instruction, output_1, generator_1, output_2, generator_2, annotator, preference`
 */
export function annotation(record: Row): readonly Prediction[] | { readonly lacks: string } {
  if (typeof record.instruction !== 'string') return { lacks: 'instruction' }
  if (typeof record.output_2 !== 'string') return { lacks: 'output_2' }
  const model = String(record.generator_2 ?? '')
  const { instruction, output_1: other, generator_1: baseline, dataset, preference } = record
  return [
    {
      row: { instruction, baseline: String(baseline ?? ''), baseline_output: String(other ?? ''), dataset },
      id: null,
      outputs: [{ ...textOutput(record.output_2), served: model }],
      failure: null,
      recorded: {},
      recordedAnswer: null,
      key: `${model}/${instruction}`,
      model,
      judgements: [{ turn: 1, judge: String(record.annotator ?? 'annotator'), text: String(preference ?? 'none') }],
    },
  ]
}

/**
 * The answer that a line of Arena-Hard's judgements judges, with the verdicts of its two games, in the second of which both change places.
 *
 * @source lmarena/arena-hard-auto, model_judgment: `question_id or uid, model, judge, games: [{score, user_prompt}, …]`
 */
export function games(record: Row): readonly Prediction[] | { readonly lacks: string } {
  const id = record.uid ?? record.question_id
  if (typeof id !== 'string' && typeof id !== 'number') return { lacks: 'uid or question_id' }
  const played = (record.games as readonly unknown[]).map(asRecord)
  const model = String(record.model ?? '')
  const prompt = String(played[0]?.user_prompt ?? asRecord(played[0]?.prompt)?.content ?? '')
  const between = (start: RegExp, end: RegExp) => {
    const from = start.exec(prompt)
    const rest = from === null ? '' : prompt.slice(from.index + from[0].length)
    return rest.slice(0, Math.max(0, rest.search(end))).trim()
  }
  const said = between(/<\|The Start of Assistant B's Answer\|>/, /<\|The End of Assistant B's Answer\|>/)
  const question = between(/<\|User Prompt\|>/, /<\|The Start of Assistant A's Answer\|>/)
  return [
    {
      row: { uid: String(id), instruction: question, category: record.category, baseline: record.baseline },
      id: String(id),
      outputs: [{ ...textOutput(said), served: model }],
      failure: null,
      recorded: {},
      recordedAnswer: null,
      key: `${model}/${id}`,
      model,
      judgements: [
        {
          turn: 1,
          judge: String(record.judge ?? 'judge'),
          text: played.map((g) => String(g?.score ?? 'none')).join('\n'),
        },
      ],
    },
  ]
}
