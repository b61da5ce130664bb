import { contentId, kept, text } from '../benchmark/field.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { recordedProtocol } from '../run/recorded.ts'
import { filterNames } from '../scorer/filters.ts'
import type { Row, Sample, Task } from '../task/task.ts'
import type { ImportFormat, Prediction } from './prediction.ts'

const likelihoods: ReadonlySet<string> = new Set(['log-likelihood@1', 'mc1@1', 'mc2@1'])
const homes: Partial<Readonly<Record<ImportFormat, readonly string[]>>> = {
  'lm-eval': ['lm-eval/'],
  'mmlu-pro': ['tiger/'],
  'simple-evals': ['openai/simple-evals'],
  'meta-evals': ['meta/'],
  infinitebench: ['infinitebench/'],
  ifeval: ['google/ifeval'],
  code: ['evalplus/', 'openai/human-eval', 'nuprl/'],
  'multipl-e': ['nuprl/'],
  evalplus: ['evalplus/'],
  bfcl: ['bfcl@'],
  helm: ['helm/'],
  opencompass: ['opencompass/'],
  lighteval: ['lighteval/'],
  inspect: ['inspect/'],
  predictions: ['zeroscrolls/'],
  'gsm8k-solutions': ['openai/'],
}

/** The protocol of a task under which predictions of a format were made, as far as they show it. */
export function chooseProtocol(task: Task, format: ImportFormat, first: Prediction): Protocol {
  const sums = first.outputs[0]?.logprobs?.length
  const fitting = task.protocols.filter((p) => likelihoods.has(p.extractor) === (sums !== undefined))
  // two turns are judged as two
  const twice = task.protocols.find((p) => p.template.includes('two-turns'))
  const once = task.protocols.find((p) => p.template.includes('turn-1'))
  if (format === 'mt-bench' && twice !== undefined && once !== undefined)
    return first.outputs.some((o) => (o.earlier?.length ?? 0) > 0) ? twice : once
  // samples of lm-evaluation-harness are named for their task
  const named = /^samples_(\w+)_\d{4}-/.exec(String(first.row.__file ?? ''))?.[1]
  const same = fitting.find((p) => named === p.id.replace('/', '_'))
  if (format === 'lm-eval' && same !== undefined) return same
  if (sums !== undefined) {
    const exact = fitting.find((p) => {
      const sample = sampleOf(task, first, p)
      return sample !== null && sample.choices?.length === sums
    })
    if (exact !== undefined) return exact
  }
  const tasked = fitting
    .filter((p) => p.id.startsWith('lm-eval/') && named?.startsWith(p.id.slice(8)))
    .sort((a, b) => b.id.length - a.id.length)[0]
  if (format === 'lm-eval' && tasked !== undefined) return tasked
  // results whose lines are not merely counted are of a later version
  const later = fitting.find((p) => p.id === 'bfcl@v3')
  if (format === 'bfcl' && later !== undefined && first.row.idx === undefined) return later
  const solution = format === 'code' && first.outputs[0]?.text.startsWith('```')
  const own = fitting.filter((p) => homes[format]?.some((h) => p.id.startsWith(h)))
  // a results file holds whole programs, whatever stands in them
  // without extended tests the base ones count
  const base = fitting.find((p) => p.subset === 'base' && p.id.startsWith('evalplus/'))
  if (format === 'evalplus' && first.row.__base === true && base !== undefined)
    return { ...base, extractor: 'program@1' }
  if ((format === 'evalplus' || format === 'multipl-e') && own[0] !== undefined)
    return { ...own[0], ...drawnBy(first.row), extractor: 'program@1' }
  if (first.unknown !== undefined) return recordedProtocol(task, `${format}/${first.unknown}`, first.unknown)
  if (first.scorer !== undefined && own[0] !== undefined) {
    const extractor = `inspect:${first.scorer}@1`
    const id = `inspect/${first.scorer.replace(/ ".*/, '').replaceAll(' ', '-')}`
    return own.find((p) => p.extractor === extractor) ?? { ...own[0], id, extractor }
  }
  if (format === 'code')
    return fitting.find((p) => (p.extractor === 'completion@1') === !solution) ?? fitting[0] ?? task.protocols[0]!
  return own[0] ?? fitting[0] ?? task.protocols[0]!
}

// how the answers were drawn, as far as a row tells
function drawnBy({ temperature, top_p, max_tokens }: Row): Partial<Protocol> {
  return {
    ...(typeof temperature === 'number' ? { temperature } : {}),
    ...(typeof top_p === 'number' ? { topP: top_p } : {}),
    ...(typeof max_tokens === 'number' ? { maxTokens: max_tokens } : {}),
  }
}

// these say neither task nor protocol, and their harness has several rules
const open: ReadonlySet<ImportFormat> = new Set([
  'mmlu-pro',
  'helm',
  'opencompass',
  'lighteval',
  'inspect',
  'predictions',
])
/** Formats of nobody in particular. */
export const anybody: ReadonlySet<ImportFormat> = new Set(['predictions', 'every-eval-ever'])

/**
 * The protocols by which predictions of a format may have been scored, the usual one first.
 *
 * Where a file tells neither its task nor its rule, each rule that its harness has for the task; of files of nobody in particular,
 * every rule that there is.
 */
export function candidateProtocols(task: Task, format: ImportFormat, first: Prediction): readonly Protocol[] {
  const usual = chooseProtocol(task, format, first)
  if (first.scorer !== undefined || task.runsCode === true || task.resources !== undefined) return [usual]
  // a task of lm-evaluation-harness may have been scored otherwise before
  const before = task.protocols.filter((p) => p.id.startsWith(`${usual.id}-`) && usual.id.startsWith('lm-eval/'))
  if (format === 'lm-eval' && before.length > 0) return [usual, ...before]
  if (!open.has(format) && !anybody.has(format)) return [usual]
  const fitting = task.protocols.filter((p) => likelihoods.has(p.extractor) === likelihoods.has(usual.extractor))
  const own = anybody.has(format) ? fitting : fitting.filter((p) => homes[format]?.some((h) => p.id.startsWith(h)))
  return [usual, ...own.filter((p) => p.id !== usual.id)]
}

/** The sample that a prediction's own row makes, `null` when it holds too little. */
export function sampleOf(task: Task, prediction: Prediction, protocol: Protocol): Sample | null {
  if (task.dataset.kind !== 'file') return null
  // the order of options that another program used is the one that its answers speak of
  const sample = task.dataset.sample(prediction.row, 0, { ...protocol, optionOrder: 'given', subset: '' })
  return sample === null || 'lacks' in sample ? null : sample
}

/** A sample for a prediction that is not scored here: its question, its right answers, its id. */
export function bareSample(task: Task, { row, id, key }: Prediction): Sample {
  const [input, target] = [text(row, ...questions) ?? '', text(row, 'answer', 'target', 'gold', 'reference')]
  const group = text(row, 'subject', 'category', 'group')
  return {
    id: id ?? contentId(task.id, input === '' ? key : input),
    input,
    target: target === null ? [] : [target],
    ...(group === null ? {} : { group }),
    data: kept(row),
  }
}

const questions = ['question', 'prompt', 'problem', 'input', 'instruction', 'query']

/** What is missing in a prediction's own row, for a message. */
export function lacksOf(task: Task, prediction: Prediction, protocol: Protocol): string {
  if (task.dataset.kind !== 'file') return 'a sample of a generated task'
  const sample = task.dataset.sample(prediction.row, 0, protocol)
  return sample !== null && 'lacks' in sample ? sample.lacks : ''
}

/** The names of scores as the task's own parts have them. */
export function ownNames(recorded: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const renamed: Record<string, number> = {}
  for (const [name, value] of Object.entries(recorded)) {
    const [metric, filter] = name.split(',') as [string, string | undefined]
    if (filter !== undefined && filterNames.has(filter)) renamed[filter] = value
    else renamed[metric] = value
  }
  return renamed
}
