import type { Finish } from '../models/model.ts'
import { pythonPattern } from '../scorer/pythonic.ts'
import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, scoreOf, textOutput } from './prediction.ts'
import { questionRow } from './question.ts'

const none = { outputs: [], failure: null, recorded: {}, recordedAnswer: null }

const stops: Readonly<Record<string, Finish>> = {
  stop: 'stop',
  max_tokens: 'length',
  model_length: 'length',
  tool_calls: 'tool',
  content_filter: 'filter',
}

/**
 * The samples of a log of Inspect, with the scores of its first scorer.
 *
 * @source UKGovernmentBEIS/inspect_ai, log/_log.py: EvalLog, EvalSample
 */
export function inspect(record: Row): readonly Prediction[] | { readonly lacks: string } {
  if (!Array.isArray(record.samples)) return { lacks: 'samples; a log without them holds no answers' }
  const { scorer, unknown } = scorerOf(record)
  return record.samples.flatMap((given, i) => {
    const sample = asRecord(given)
    if (sample === null) return []
    const target = Array.isArray(sample.target) ? sample.target.map(String) : [String(sample.target ?? '')]
    const question = inputText(sample.input)
    const metadata = asRecord(sample.metadata) ?? {}
    const output = asRecord(sample.output)
    const choice = asRecord((output?.choices as readonly unknown[] | undefined)?.[0])
    const message = asRecord(choice?.message)
    const usage = asRecord(output?.usage)
    const failure = asRecord(sample.error)
    const text = message === null ? null : contentText(message.content)
    const scores = Object.entries(asRecord(sample.scores) ?? {}).map(([name, s]) => [name, asRecord(s)] as const)
    const [, counted] = scores[0] ?? []
    const epoch = typeof sample.epoch === 'number' ? sample.epoch : 1
    return [
      {
        ...none,
        row: { ...metadata, ...questionRow(question, target, sample.choices), id: String(sample.id ?? i) },
        id: String(sample.id ?? i),
        outputs:
          text === null
            ? []
            : [
                {
                  ...textOutput(text, stops[String(choice?.stop_reason)] ?? 'unknown'),
                  served: String(output?.model || asRecord(record.eval)?.model || ''),
                  ...(typeof usage?.input_tokens === 'number'
                    ? { usage: { input: usage.input_tokens, output: Number(usage.output_tokens ?? 0) } }
                    : {}),
                },
              ],
        failure: failure === null ? null : String(failure.message ?? 'error'),
        recorded: recordedOf(scores),
        recordedAnswer: typeof counted?.answer === 'string' ? counted.answer : null,
        key: `${String(sample.id ?? i)}/${epoch}`,
        ...(scorer === undefined ? {} : { scorer }),
        ...(unknown === undefined ? {} : { unknown }),
      },
    ]
  })
}

function inputText(input: unknown): string {
  if (typeof input === 'string') return input
  if (!Array.isArray(input)) return ''
  const users = input.map(asRecord).filter((m) => m?.role === 'user')
  return contentText(users.at(-1)?.content) ?? ''
}

// a text, or parts of which some are text
function contentText(content: unknown): string | null {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return null
  return content.map((p) => String(asRecord(p)?.text ?? '')).join('')
}

// the first scorer counts; the values of others, and of those that give several, go by their names
function recordedOf(scores: readonly (readonly [string, Row | null])[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [i, [name, score]] of scores.entries()) {
    const several = asRecord(score?.value)
    for (const [part, value] of Object.entries(several ?? { '': score?.value })) {
      const number = numberOf(value)
      if (number !== null) found[part === '' ? (i === 0 ? 'value' : name) : i === 0 ? part : `${name} ${part}`] = number
    }
  }
  return found
}

// @source inspect_ai, scorer/_metric.py: value_to_float
function numberOf(value: unknown): number | null {
  if (typeof value !== 'string') return scoreOf(value)
  if (/^(?:yes|true)$/i.test(value)) return 1
  if (/^(?:no|false)$/i.test(value)) return 0
  return scoreOf(value) ?? (/^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : null)
}

/** The scorer of a log with the options that are not the usual ones, as an extractor names it, or the name of one that is not known here. */
function scorerOf(record: Row): { readonly scorer?: string; readonly unknown?: string } {
  const first = (of: unknown) => asRecord((of as readonly unknown[] | undefined)?.[0])
  // logs of 2024 name it with their results alone
  const given = first(asRecord(record.eval)?.scorers) ?? first(asRecord(record.results)?.scores)
  const told = given?.scorer ?? given?.name
  // a rule of this package is known by its version
  if (given === null || typeof told !== 'string' || /@\d+$/.test(told)) return {}
  const name = told.replace(/^inspect_ai\//, '')
  const scorer = scorerNamed(name, asRecord(given.options) ?? asRecord(given.params) ?? {})
  return scorer === null ? { unknown: name } : { scorer }
}

function scorerNamed(name: string, options: Row): string | null {
  const exact = options.ignore_case === false ? ['case'] : []
  switch (name) {
    case 'choice':
      return 'choice'
    case 'match': {
      const location = options.location === undefined || options.location === 'end' ? [] : [String(options.location)]
      return ['match', ...location, ...(options.numeric === true ? ['numeric'] : []), ...exact].join(' ')
    }
    case 'includes':
      return ['includes', ...exact].join(' ')
    case 'answer':
      return `answer ${String(options.pattern ?? 'line')}`
    case 'pattern': {
      if (typeof options.pattern !== 'string' || pythonPattern(options.pattern) === null) return null
      return [
        'pattern',
        ...exact,
        ...(options.match_all === true ? ['all'] : []),
        JSON.stringify(options.pattern),
      ].join(' ')
    }
    case 'exact':
      return 'exact'
    case 'f1':
      return options.stop_words === undefined && options.answer_fn === undefined ? 'f1' : null
    default:
      return null
  }
}
