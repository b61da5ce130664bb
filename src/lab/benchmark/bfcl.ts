import type { Output } from '../models/model.ts'
import { defineProtocol, type Protocol } from '../protocol/protocol.ts'
import {
  type CallKind,
  checkCalls,
  type FunctionSpec,
  type PossibleAnswer,
  parseCalls,
  readToolCalls,
} from '../scorer/bfcl.ts'
import type { CallLanguage } from '../scorer/foreign.ts'
import { parseInvocation } from '../scorer/invoke.ts'
import { chat } from '../task/prompt.ts'
import { defineTask, type Row, type Sample, type Score, say } from '../task/task.ts'
import { contentId, kept, list, text } from './field.ts'

/** The Berkeley function-calling leaderboard, the parts that are checked by their syntax tree. */
export const bfcl = defineTask({
  id: 'bfcl',
  version: 1,
  title: { en: 'BFCL, AST categories', zh: 'BFCL 函数调用（AST 部分）' },
  measure: 'bfcl',
  licence: 'Apache-2.0',
  dataset: {
    kind: 'file',
    about: {
      en: 'the folder of the JSON files with its folder possible_answer, or lines that hold question, function and ground_truth together',
      zh: 'JSON 文件目录（含 possible_answer 子目录），或每行同时含 question、function 与 ground_truth',
    },
    fields: ['id', 'question', 'function', 'ground_truth'],
    answers: 'possible_answer',
    sizes: { 'overall at 7bef000': 1700 },
    sample: bfclSample,
  },
  protocols: [
    defineProtocol({ id: 'bfcl@7bef000', template: 'bfcl/prompt@1', extractor: 'python-calls@1', averaging: 'micro' }),
    defineProtocol({ id: 'bfcl@v3', template: 'bfcl/prompt@1', extractor: 'python-calls@2', averaging: 'macro' }),
    defineProtocol({ id: 'bfcl/tools', template: 'bfcl/tools@1', extractor: 'tool-calls@1', averaging: 'micro' }),
    defineProtocol({ id: 'bfcl/macro', template: 'bfcl/prompt@1', extractor: 'python-calls@1', averaging: 'macro' }),
  ],
  needs: (protocol) => (protocol.template === 'bfcl/tools@1' ? ['chat', 'tools'] : ['chat']),
  request: (s, protocol) => {
    if (protocol.template === 'bfcl/tools@1') return { ...chat(protocol, s.input), tools: specsOf(s).map(toolOf) }
    const system = `You can call functions. Answer only with the calls, as a list of Python calls with keyword arguments: [name(param=value, ...), ...]. Without a fitting function say so in words. The functions as JSON:\n${JSON.stringify(s.data.function)}`
    return chat({ ...protocol, system }, s.input)
  },
  score: scoreBfcl,
  canonical: bfclCanonical,
  chance: () => 0,
})

// categories that are not checked by a syntax tree, and documents of functions that lie among the files
const others = /^(live_)?(multi_turn|exec|rest|sql|chatable|memory|web_search|format_sensitivity)/

function bfclSample(row: Row): Sample | { readonly lacks: string } | null {
  if (others.test(text(row, 'id') ?? '') || (row.question === undefined && row.parameters !== undefined)) return null
  const asked = row.question
  const turns = (Array.isArray(asked) ? asked.flat() : [asked]) as readonly unknown[]
  const question = turns
    .map((t) => (typeof t === 'string' ? t : String((t as { content?: unknown } | null)?.content ?? '')))
    .join('\n')
  if (question.trim() === '') return { lacks: 'question' }
  const functions = row.function
  if (typeof functions !== 'object' || functions === null) return { lacks: 'function' }
  const id = text(row, 'id') ?? contentId('bfcl', question, JSON.stringify(functions))
  const kind = kindOf(text(row, 'category', 'test_category') ?? id, row)
  const truth = answersOf(row)
  if (truth.length === 0 && kind !== 'irrelevance' && kind !== 'relevance') return { lacks: 'ground_truth' }
  return {
    id,
    input: question,
    target: truth.map((t) => JSON.stringify(t)),
    group: categoryOf(id),
    data: { ...kept(row), kind, function: functions },
  }
}

function categoryOf(id: string): string {
  return id.replace(/_\d[\d-]*$/, '')
}

// the functions of these categories are described with the types of their language
function languageOf(category: string): CallLanguage | null {
  const named = /(?:^|_)(java|javascript)(?:_|$)/.exec(category)?.[1]
  return named === undefined ? null : (named as CallLanguage)
}

function kindOf(name: string, row: Row): CallKind {
  if (/irrelevance/.test(name)) return 'irrelevance'
  if (/relevance/.test(name)) return name.includes('live_relevance') ? 'relevance' : 'irrelevance'
  if (/parallel/.test(name)) return 'parallel'
  if (/multiple/.test(name)) return 'multiple'
  if (/simple|java|javascript/.test(name)) return 'simple'
  const count = answersOf(row).length
  return count > 1 ? 'parallel' : Array.isArray(row.function) && row.function.length > 1 ? 'multiple' : 'simple'
}

function answersOf(row: Row): readonly PossibleAnswer[] {
  const truth = list(row, 'ground_truth', 'possible_answer')
  const whole = truth ?? [row.ground_truth ?? row.possible_answer].filter((t) => typeof t === 'object' && t !== null)
  // several functions under one object are several calls
  return (whole as readonly PossibleAnswer[]).flatMap((t) =>
    Object.entries(t).map(([name, given]) => ({ [name]: given })),
  )
}

function specsOf(sample: Sample): readonly FunctionSpec[] {
  const given = sample.data.function
  const all = (Array.isArray(given) ? given : [given]) as readonly Partial<FunctionSpec>[]
  return all.map((f) => ({
    name: String(f.name),
    description: f.description ?? '',
    parameters: { properties: f.parameters?.properties ?? {}, required: f.parameters?.required ?? [] },
  }))
}

// JSON Schema has other names for some types, and endpoints allow no dots in names
function toolOf(spec: FunctionSpec) {
  const parameters = JSON.parse(
    JSON.stringify(spec.parameters).replace(
      /"type":"(dict|float|tuple|any)"/g,
      (_, t: string) => `"type":"${{ dict: 'object', float: 'number', tuple: 'array', any: 'string' }[t]}"`,
    ),
  )
  return {
    name: spec.name.replaceAll('.', '_'),
    description: spec.description ?? '',
    parameters: { type: 'object', ...parameters },
  }
}

function scoreBfcl(sample: Sample, output: Output, protocol: Protocol): Score {
  const kind = sample.data.kind as CallKind
  const language = languageOf(sample.group ?? '')
  const made = output.toolCalls?.length
    ? readToolCalls(output.toolCalls, protocol.extractor === 'python-calls@2' ? null : language)
    : protocol.extractor === 'tool-calls@1' && output.toolCalls !== undefined
      ? []
      : language === null
        ? parseCalls(output.text)
        : parseInvocation(output.text, language)
  const shown = made === null ? output.text.trim().slice(0, 400) : made.map((m) => m.name).join(', ')
  if (kind === 'irrelevance' || kind === 'relevance') {
    const called = made !== null && made.length > 0
    const right = called === (kind === 'relevance')
    return {
      value: right ? 1 : 0,
      outcome: right ? 'correct' : 'incorrect',
      answer: shown,
      why: called ? 'a call was made' : 'no call was made',
    }
  }
  if (made === null || made.length === 0)
    return { value: 0, outcome: 'unparsed', answer: null, why: 'no calls can be read' }
  const answers = sample.target.map((t) => JSON.parse(t) as PossibleAnswer)
  const asTools = output.toolCalls !== undefined || /^\s*\[?\s*\{/.test(output.text)
  const why = checkCalls(made, specsOf(sample), answers, kind, { tools: asTools, language })
  return {
    value: why === null ? 1 : 0,
    outcome: why === null ? 'correct' : 'incorrect',
    answer: shown,
    why: why ?? 'the calls are possible answers',
  }
}

function bfclCanonical(sample: Sample, protocol: Protocol): Output {
  const kind = sample.data.kind as CallKind
  if (kind === 'irrelevance') return say('No function fits.')
  const answers = sample.target.map((t) => JSON.parse(t) as PossibleAnswer)
  const calls = answers.map((a) => {
    const [name, given] = Object.entries(a)[0]!
    const args = Object.fromEntries(
      Object.entries(given).flatMap(([k, v]) => (v[0] === '' ? [] : [[k, settled(v[0])]])),
    )
    return { name, args }
  })
  if (protocol.extractor === 'tool-calls@1')
    return {
      ...say(''),
      finish: 'tool',
      toolCalls: calls.map((c) => ({ name: c.name, arguments: JSON.stringify(c.args) })),
    }
  const written = calls.map(
    (c) =>
      `${c.name}(${Object.entries(c.args)
        .map(([k, v]) => `${k}=${python(v)}`)
        .join(', ')})`,
  )
  return say(`[${written.join(', ')}]`)
}

// inside a dictionary each value is a list of possible ones
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([k, v]) => {
      const first = Array.isArray(v) ? v[0] : v
      return first === '' ? [] : [[k, settled(first)]]
    }),
  )
}

function python(value: unknown): string {
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value === null) return 'None'
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value === 'object')
    return `{${Object.entries(value as object)
      .map(([k, v]) => `${JSON.stringify(k)}: ${python(v)}`)
      .join(', ')}}`
  return JSON.stringify(value)
}
