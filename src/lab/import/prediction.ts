import type { Finish, Output } from '../models/model.ts'
import type { Row } from '../task/task.ts'

/** An answer that another program got, with the scores that it gave. */
export interface Prediction {
  /** the row of the dataset as far as the file holds it */
  readonly row: Row
  /** what joins it with a dataset: an id, or the question itself */
  readonly id: string | null
  readonly outputs: readonly Output[]
  /** what failed, where nothing came back */
  readonly failure: string | null
  readonly recorded: Readonly<Record<string, number>>
  readonly recordedAnswer: string | null
  /** what else the other program said of it */
  readonly recordedWhy?: string
  /** lines of one key are one prediction: a score for each way of extraction */
  readonly key: string
  /** what its score is called, where lines of one sample may be several metrics or several draws */
  readonly metric?: string
  /** whose answer it is, where a file may hold those of several models */
  readonly model?: string
  /** the scorer of Inspect that gave the score, with its options, where the log names one that is known here */
  readonly scorer?: string
  /** the name of a scorer that is not known here */
  readonly unknown?: string
  /** what a judge said of each turn, where that came with it */
  readonly judgements?: readonly Judged[]
}

/** What a judge said of a turn. */
export interface Judged {
  readonly turn: number
  readonly judge: string
  readonly text: string
}

/** Two lines of one prediction as one: all scores and judgements, with the longer conversation. */
export function merged(a: Prediction, b: Prediction): Prediction {
  const turns = (p: Prediction) => (p.outputs[0]?.earlier?.length ?? 0) + p.outputs.length
  const judgements = [...(a.judgements ?? []), ...(b.judgements ?? [])]
  return {
    ...(turns(b) > turns(a) ? b : a),
    // scores may stand apart from the question
    ...(Object.keys(a.row).length === 0 ? { row: b.row } : {}),
    ...(Object.keys(b.row).length === 0 ? { row: a.row } : {}),
    recorded: { ...a.recorded, ...b.recorded },
    recordedAnswer: a.recordedAnswer ?? b.recordedAnswer,
    ...(judgements.length === 0 ? {} : { judgements }),
  }
}

/** The formats of prediction files. */
export const importFormats = [
  'lm-eval',
  'inspect',
  'every-eval-ever',
  'mmlu-pro',
  'simple-evals',
  'meta-evals',
  'mt-bench',
  'alpaca-eval',
  'arena-hard',
  'gsm8k-solutions',
  'infinitebench',
  'ifeval',
  'code',
  'multipl-e',
  'evalplus',
  'bfcl',
  'helm',
  'opencompass',
  'lighteval',
  'predictions',
] as const

/** One of them. */
export type ImportFormat = (typeof importFormats)[number]

/** The format that a record looks like. */
export function guessFormat(record: Row): ImportFormat {
  if ('doc' in record && ('resps' in record || 'filtered_resps' in record)) return 'lm-eval'
  if (
    'request_states' in record ||
    ('instance' in record && 'request' in record) ||
    ('instance_id' in record && 'stats' in record)
  )
    return 'helm'
  if (('doc' in record && 'model_response' in record) || ('full_prompt' in record && 'predictions' in record))
    return 'lighteval'
  if (
    'origin_prompt' in record ||
    'origin_prediction' in record ||
    (typeof (record.details ?? null) === 'object' && record.details)
  )
    return 'opencompass'
  if (Object.values(asRecord(record.eval) ?? {}).some(isJudgedSolution)) return 'evalplus'
  if ('samples' in record && 'eval' in record) return 'inspect'
  if ('evaluation' in record && 'interaction_type' in record) return 'every-eval-ever'
  if ('evaluation_results' in record && 'model_info' in record) return 'every-eval-ever'
  if ('convos' in record && 'htmls' in record) return 'simple-evals'
  if ('output_prediction_text' in record) return 'meta-evals'
  if ('preference' in record && 'output_2' in record) return 'alpaca-eval'
  if (Array.isArray(record.games) && 'model' in record) return 'arena-hard'
  if ('question_id' in record && ('judgment' in record || ('model_id' in record && 'choices' in record)))
    return 'mt-bench'
  if ('ground_truth' in record && Object.values(record).some((v) => asRecord(v)?.solution !== undefined))
    return 'gsm8k-solutions'
  if ('question_id' in record && 'options' in record && ('pred' in record || 'model_outputs' in record))
    return 'mmlu-pro'
  if (('prediction' in record || 'pred' in record) && ('ground_truth' in record || 'label' in record))
    return 'infinitebench'
  if ('prompt' in record && 'response' in record) return 'ifeval'
  if (Array.isArray(record.results) && record.results.some((r) => asRecord(r)?.program !== undefined))
    return 'multipl-e'
  if ('completion' in record || 'solution' in record || 'completions' in record) return 'code'
  if (('id' in record || 'idx' in record) && ('result' in record || 'model_result_raw' in record)) return 'bfcl'
  if ('accuracy' in record && 'correct_count' in record) return 'bfcl'
  return 'predictions'
}

// a list of solutions, or the status of the tests of each
function isJudgedSolution(value: unknown): boolean {
  if (Array.isArray(value)) return asRecord(value[0])?.base_status !== undefined
  const base = asRecord(value)?.base
  return Array.isArray(base) && Array.isArray(base[0])
}

/** An output that is a text. */
export function textOutput(text: string, finish: Finish = 'unknown'): Output {
  return { text, finish, served: '' }
}

/** A number of a score as programs write it: booleans, `C` and `I`, lists of booleans as their share. */
export function scoreOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (Array.isArray(value) && value.length > 0) {
    const parts = value.map(scoreOf)
    return parts.some((p) => p === null) ? null : (parts as number[]).reduce((s, p) => s + p, 0) / parts.length
  }
  if (value === 'C' || value === 'True') return 1
  if (value === 'I' || value === 'N' || value === 'False') return 0
  return value === 'P' ? 0.5 : null
}

/** A value as a record, `null` when it is none. */
export function asRecord(value: unknown): Row | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null
}
