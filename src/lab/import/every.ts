import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, scoreOf, textOutput } from './prediction.ts'
import { questionRow } from './question.ts'

/**
 * The answer that an instance of every_eval_ever keeps; of a summary, the samples of its first version, where it has them.
 *
 * A sample has a line for each metric that it counts for, and one for each time that it was drawn: `metric` names the score, and lines of one
 * sample and metric are draws.
 *
 * @source evaleval/every_eval_ever, instance_level_eval.schema.json 0.2 and 0.3, eval.schema.json
 */
export function everyEvalEver(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  if ('evaluation_results' in record) return ofSummary(record)
  const input = asRecord(record.input)
  if (input === null) return { lacks: 'input' }
  const [output, evaluation, usage] = [
    asRecord(record.output),
    asRecord(record.evaluation),
    asRecord(record.token_usage),
  ]
  const said = texts(output?.raw ?? output?.text)
  const { last, earlier } = said.length > 0 ? { last: said, earlier: [] } : turnsOf(record.messages)
  const value = scoreOf(evaluation?.score) ?? scoreOf(evaluation?.is_correct)
  const id = String(record.sample_id ?? line)
  const name = String(record.evaluation_name ?? '')
  const served = String(record.model_id ?? '')
  const subject = /^mmlu_(.+)$/.exec(name)?.[1]
  const answers = Array.isArray(record.answer_attribution) ? record.answer_attribution.map(asRecord) : []
  const answer = answers.filter((a) => a?.is_terminal !== false).at(-1)?.extracted_value
  return [
    {
      row: {
        ...(subject === undefined ? {} : { subject }),
        ...questionRow(String(input.raw ?? ''), texts(input.reference), input.choices),
        ...(asRecord(record.metadata) ?? {}),
      },
      id,
      outputs: last.map((t) => ({
        ...textOutput(t),
        served,
        ...(earlier.length === 0 ? {} : { earlier: earlier.map((e) => ({ text: e, finish: 'unknown' as const })) }),
        ...(typeof usage?.input_tokens === 'number'
          ? { usage: { input: usage.input_tokens, output: Number(usage.output_tokens ?? 0) } }
          : {}),
      })),
      failure: typeof record.error === 'string' && last.length === 0 ? record.error : null,
      recorded: value === null ? {} : { value },
      recordedAnswer: typeof answer === 'string' && answer !== '' ? answer : null,
      key: id,
      metric: String(record.evaluation_result_id ?? name),
      ...(served === '' ? {} : { model: served }),
    },
  ]
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
}

function turnsOf(messages: unknown): { readonly last: readonly string[]; readonly earlier: readonly string[] } {
  const said = (Array.isArray(messages) ? messages : [])
    .map(asRecord)
    .filter((m) => m?.role === 'assistant' && typeof m.content === 'string')
    .map((m) => String(m!.content))
  return { last: said.slice(-1), earlier: said.slice(0, -1) }
}

function ofSummary(record: Row): readonly Prediction[] | { readonly lacks: string } {
  const samples = record.detailed_evaluation_results_per_samples
  const file = asRecord(record.detailed_evaluation_results)?.file_path
  if (!Array.isArray(samples))
    return { lacks: typeof file === 'string' ? `samples, which are in \`${file}\`` : 'samples: it is a summary alone' }
  const served = String(asRecord(record.model_info)?.id ?? '')
  return samples.flatMap((given, i): readonly Prediction[] => {
    const sample = asRecord(given)
    if (typeof sample?.response !== 'string') return []
    const id = String(sample.sample_id ?? i)
    const asked = texts(sample.input).join('\n') || texts(sample.prompt).join('\n')
    return [
      {
        row: questionRow(asked, texts(sample.ground_truth), sample.choices),
        id,
        outputs: [{ ...textOutput(sample.response), served }],
        failure: null,
        recorded: {},
        recordedAnswer: null,
        key: `${id}/${i}`,
      },
    ]
  })
}
