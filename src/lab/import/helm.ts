import { lastBoxed } from '../scorer/latex.ts'
import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, textOutput } from './prediction.ts'

// what counts as the score of a sample, the first that is there
const headlines = [
  'chain_of_thought_correctness',
  'math_equiv_chain_of_thought',
  'math_equiv',
  'final_number_exact_match',
  'exact_match',
  'quasi_exact_match',
]

const scored = [...headlines, 'prefix_exact_match', 'quasi_prefix_exact_match', 'exact_match_indicator']

/**
 * The answers of a run of HELM; scores of `per_instance_stats.json` and `display_predictions.json` join them by instance.
 *
 * Of a question asked once for each option, only those are taken that were asked with all of them.
 *
 * @source stanford-crfm/helm, adaptation/request_state.py, metrics/metric.py, presentation/run_display.py
 */
export function helm(record: Row): readonly Prediction[] | { readonly lacks: string } {
  if (Array.isArray(record.request_states))
    return record.request_states.flatMap((s) => {
      const state = asRecord(s)
      return state === null ? [] : stateOf(state, String(asRecord(record.adapter_spec)?.model ?? ''))
    })
  if ('instance' in record) return stateOf(record, '')
  const id = record.instance_id
  if (typeof id !== 'string') return { lacks: 'instance_id' }
  // a disturbed instance is another one
  if (record.perturbation !== undefined && record.perturbation !== null) return []
  const stats = Array.isArray(record.stats) ? listed(record.stats) : asRecord(record.stats)
  const outputs = typeof record.predicted_text === 'string' ? [textOutput(record.predicted_text)] : []
  return [{ ...nothing, id, key: keyOf(record, id), outputs, recorded: scoresOf(stats ?? {}) }]
}

const nothing = { row: {}, failure: null, recorded: {}, recordedAnswer: null }

const keyOf = (record: Row, id: string) => `${id}/${record.train_trial_index ?? 0}`

function stateOf(state: Row, model: string): readonly Prediction[] {
  const instance = asRecord(state.instance)
  const input = asRecord(instance?.input)?.text ?? instance?.input
  if (instance === null || typeof input !== 'string' || typeof state.reference_index === 'number') return []
  if (instance.perturbation !== undefined && instance.perturbation !== null) return []
  const completions = asRecord(state.result)?.completions
  const texts = (Array.isArray(completions) ? completions : []).map((c) => String(asRecord(c)?.text ?? ''))
  const id = String(instance.id)
  const error = asRecord(state.result)?.error
  return [
    {
      ...nothing,
      id,
      key: keyOf(state, id),
      row: rowOf(instance, input, asRecord(state.output_mapping)),
      outputs: texts.map((t) => ({ ...textOutput(t), served: String(asRecord(state.request)?.model ?? model) })),
      failure: typeof error === 'string' ? error : null,
    },
  ]
}

function rowOf(instance: Row, question: string, mapping: Row | null): Row {
  const references = (Array.isArray(instance.references) ? instance.references : []).map(asRecord)
  const textOf = (reference: Row | null) => String(asRecord(reference?.output)?.text ?? reference?.output ?? '')
  const right = references.filter((r) => Array.isArray(r?.tags) && r.tags.includes('correct')).map(textOf)
  const shared = { ...asRecord(instance.extra_data), question, problem: question, prompt: question, input: question }
  if (mapping === null) {
    const answer = answerIn(right[0] ?? '')
    return { ...shared, answer, target: answer, outputs: right, references: right }
  }
  const [keys, choices] = [Object.keys(mapping), Object.values(mapping).map(String)]
  const answer = keys[choices.indexOf(right[0] ?? '')] ?? ''
  return {
    ...shared,
    answer,
    answerKey: answer,
    target: answer,
    choices,
    options: choices,
    ...Object.fromEntries(choices.map((c, i) => [`choice${i + 1}`, c])),
  }
}

// a reference is a whole solution, whose answer stands in a box or at its end
function answerIn(reference: string): string {
  const number = /The answer is (\S+)\.$/.exec(reference)?.[1]
  return lastBoxed(reference) ?? (number === undefined ? reference : `#### ${number}`)
}

// a statistic is its name and a sum over as many
function listed(stats: readonly unknown[]): Row {
  return Object.fromEntries(
    stats.map(asRecord).map((s) => {
      const name = String(asRecord(s?.name)?.name ?? s?.name ?? '')
      return [name, Number(s?.sum) / Number(s?.count || 1)]
    }),
  )
}

function scoresOf(stats: Row): Readonly<Record<string, number>> {
  const name = headlines.find((h) => typeof stats[h] === 'number')
  const named = scored.filter((n) => n !== name && typeof stats[n] === 'number')
  const strict = stats.ifeval_strict_accuracy
  return {
    ...(name === undefined ? {} : { value: stats[name] as number }),
    ...Object.fromEntries(named.map((n) => [n, stats[n] as number])),
    ...(typeof strict === 'number' ? { inst_level_strict_acc: strict } : {}),
  }
}
