import { categoryIn } from '../dataset/numbered.ts'
import type { Output, ToolCall } from '../models/model.ts'
import type { Row } from '../task/task.ts'
import { openCompass } from './compass.ts'
import { completions } from './completions.ts'
import { evalPlusResults } from './evalplus.ts'
import { everyEvalEver } from './every.ts'
import { helm } from './helm.ts'
import { inspect } from './inspect.ts'
import { judgement, turnsAnswered } from './judged.ts'
import { lightEval } from './lighteval.ts'
import { metaEvals } from './meta.ts'
import { multiplePrograms } from './multiple.ts'
import { asRecord, type ImportFormat, type Prediction, scoreOf, textOutput } from './prediction.ts'
import { annotation, games } from './preferred.ts'
import { simpleEvals } from './simple.ts'
import { solutions } from './solutions.ts'

/** The predictions that a record of a format holds, or what it lacks. */
export function readPredictions(
  format: ImportFormat,
  record: Row,
  line: number,
): readonly Prediction[] | { readonly lacks: string } {
  switch (format) {
    case 'lm-eval':
      return lmEval(record, line)
    case 'inspect':
      return inspect(record)
    case 'every-eval-ever':
      return everyEvalEver(record, line)
    case 'mmlu-pro':
      return mmluPro(record, line)
    case 'simple-evals':
      return simpleEvals(record)
    case 'meta-evals':
      return metaEvals(record, line)
    case 'mt-bench':
      if ('judgment' in record) return judgement(record)
      return Array.isArray(record.choices) ? turnsAnswered(record) : { lacks: 'choices or judgment' }
    case 'alpaca-eval':
      return annotation(record)
    case 'arena-hard':
      return games(record)
    case 'gsm8k-solutions':
      return solutions(record, line)
    case 'multipl-e':
      return multiplePrograms(record, line)
    case 'code':
      return completions(record, line)
    case 'bfcl':
      return bfcl(record, line)
    case 'evalplus':
      return evalPlusResults(record)
    case 'helm':
      return helm(record)
    case 'opencompass':
      return openCompass(record, line)
    case 'lighteval':
      return lightEval(record, line)
    case 'ifeval':
    case 'infinitebench':
    case 'predictions':
      return plain(record, line)
  }
}

const none = { outputs: [], failure: null, recorded: {}, recordedAnswer: null }

// metrics of lm-evaluation-harness are columns of their own; each filter of a task is a line
function lmEval(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const doc = asRecord(record.doc)
  if (doc === null) return { lacks: 'doc' }
  const resps = record.resps
  if (!Array.isArray(resps)) return { lacks: 'resps' }
  const filter = typeof record.filter === 'string' ? record.filter : 'none'
  const names = Array.isArray(record.metrics)
    ? record.metrics.map(String)
    : Object.keys(record).filter((k) => !lmEvalFields.has(k))
  const recorded: Record<string, number> = {}
  for (const name of names) {
    const value = scoreOf(record[name])
    if (value !== null) recorded[filter === 'none' ? name : `${name},${filter}`] = value
  }
  const id = String(record.doc_id ?? line)
  const row = record.__file === undefined ? doc : { ...doc, __file: record.__file }
  return [{ ...none, row, id: null, outputs: lmEvalOutputs(resps), recorded, key: id }]
}

const lmEvalFields: ReadonlySet<string> = new Set([
  'doc_id',
  'doc',
  'target',
  'arguments',
  'resps',
  'filtered_resps',
  'filter',
  'metrics',
  'doc_hash',
  'prompt_hash',
  'target_hash',
  '__file',
])

function lmEvalOutputs(resps: readonly unknown[]): readonly Output[] {
  const flat = resps.map((r) => (Array.isArray(r) && r.length === 1 ? r[0] : r))
  const sums = flat.map(logprobOf)
  if (sums.length > 0 && sums.every((s) => s !== null))
    return [{ ...textOutput(''), logprobs: sums as NonNullable<Output['logprobs']> }]
  // one request drawn several times is several outputs
  const texts = resps.flatMap((r) => (Array.isArray(r) ? r : [r])).filter((t): t is string => typeof t === 'string')
  return texts.map((t) => textOutput(t))
}

function logprobOf(value: unknown): { readonly sum: number; readonly greedy: boolean } | null {
  if (!Array.isArray(value) || value.length !== 2) return null
  const sum = Number(value[0])
  const greedy = String(value[1])
  return Number.isNaN(sum) || !/^(true|false)$/i.test(greedy) ? null : { sum, greedy: /^true$/i.test(greedy) }
}

function mmluPro(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const text = firstText(record, 'model_outputs', 'generated_text', 'model_output', 'response')
  if (text === null) return { lacks: 'model_outputs' }
  const pred = typeof record.pred === 'string' && record.pred !== '' ? record.pred : null
  const id = String(record.question_id ?? line)
  // without a prediction the published script counts an option that it draws
  const given = scoreOf(record.correct ?? record.is_correct ?? record.score)
  const value = given ?? (pred === null ? null : pred === record.answer ? 1 : 0)
  const recorded: Record<string, number> = value === null ? {} : { value }
  return [{ ...none, row: record, id, outputs: [textOutput(text)], recorded, recordedAnswer: pred, key: id }]
}

// a text of Python calls, or a list of { name: arguments }
function bfcl(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  // a score file begins with its sum, and holds what failed alone
  if (record.id === undefined && 'accuracy' in record) return []
  const id = bfclId(record, line)
  const result = record.result ?? record.model_result_raw ?? record.model_result
  const valid = scoreOf(record.valid)
  const recorded: Record<string, number> = valid === null ? {} : { value: valid }
  const idx = typeof record.id === 'number' ? record.id - 1 : record.idx
  const row = { ...asRecord(record.prompt), ...record, id, ...(idx === undefined ? {} : { idx }) }
  const shared = { ...none, row, id, recorded, key: id }
  if (typeof result === 'string') return [{ ...shared, outputs: [textOutput(result, 'stop')] }]
  if (!Array.isArray(result)) return { lacks: 'result' }
  const calls: ToolCall[] = result.flatMap((r) =>
    Object.entries(asRecord(r) ?? {}).map(([name, given]) => ({
      name,
      arguments: typeof given === 'string' ? given : JSON.stringify(given),
    })),
  )
  return [{ ...shared, outputs: [{ ...textOutput('', 'tool'), toolCalls: calls }] }]
}

// the first files counted lines, from 0 in results and from 1 in scores
function bfclId(record: Row, line: number): string {
  const category = record.test_category ?? categoryIn(String(record.__file ?? ''))
  if (typeof record.idx === 'number' && category !== null) return `${category}_${record.idx}`
  if (typeof record.id === 'number' && category !== null) return `${category}_${record.id - 1}`
  return String(record.id ?? line)
}

const metrics = ['score', 'correct', 'is_correct', 'acc', 'accuracy', 'exact_match', 'passed']

function plain(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const text = firstText(
    record,
    'prediction',
    'pred',
    'response',
    'model_output',
    'model_outputs',
    'predicted_answer',
    'model_answer',
    'model_response',
    'completion',
    'output_text',
    'generated_text',
    'result',
    'text',
    'output',
  )
  if (text === null) return { lacks: 'prediction, response or output' }
  const id = firstText(record, 'id', 'task_id', 'question_id', 'key', 'sample_id', 'pid')
  const recorded: Record<string, number> = {}
  for (const name of metrics) {
    const value = scoreOf(record[name])
    if (value !== null && Object.keys(recorded).length === 0) recorded.value = value
  }
  // Humanity's Last Exam: the judge says whether it is right, and how sure the answer was
  const judged = asRecord(record.judge_response)?.correct
  if (judged === 'yes' || judged === 'no') recorded.value = judged === 'yes' ? 1 : 0
  // a question that was left open
  const open = scoreOf(record.is_not_attempted)
  if (open !== null) recorded.attempted = 1 - open
  // the results of IFEval's own program
  const followed = scoreOf(record.follow_all_instructions)
  if (followed !== null) recorded.prompt_level_strict_acc = followed
  const list = scoreOf(record.follow_instruction_list)
  if (list !== null) recorded.inst_level_strict_acc = list
  return [{ ...none, row: record, id, outputs: [textOutput(text)], recorded, key: `${id ?? ''}/${line}` }]
}

function firstText(record: Row, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = record[name]
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    if (Array.isArray(value) && typeof value[0] === 'string') return value[0]
  }
  return null
}
