import { defineProtocol } from '../protocol/protocol.ts'
import { parseCalls } from '../scorer/bfcl.ts'
import { type Call, type Literal, sameLiteral } from '../scorer/literal.ts'
import { chat, paragraphs } from '../task/prompt.ts'
import { defineTask, type Row, type Sample, type Score, say } from '../task/task.ts'
import { contentId, kept, record, text } from './field.ts'

/** Nexus: calls of real interfaces, compared with the call that is right. */
export const nexus = defineTask({
  id: 'nexus',
  version: 1,
  title: { en: 'Nexus function calling', zh: 'Nexus 函数调用' },
  measure: 'nexus',
  licence: 'Apache-2.0',
  dataset: {
    kind: 'file',
    about: {
      en: 'the eight public sets of Nexusflow: Input and Output (a Python call), in a folder',
      zh: 'Nexusflow 的八个公开数据集：Input 与 Output（Python 调用）',
    },
    fields: ['Input', 'Output'],
    sizes: { public: 550 },
    sample: (row) => {
      const input = text(row, 'Input', 'input', 'question', 'prompt')
      const output = callOf(row) ?? text(row, 'Output', 'output', 'answer')
      if (input === null) return { lacks: 'Input' }
      if (output === null || parseCalls(output) === null) return { lacks: 'Output that is a Python call' }
      const group = text(row, 'api', 'dataset') ?? String(row.__file ?? '').replace(/\..*$/, '')
      return {
        id: contentId('nexus', input, output),
        input,
        target: [output.trim()],
        ...(group === '' ? {} : { group }),
        data: kept(row),
      }
    },
  },
  protocols: [
    defineProtocol({
      id: 'meta/llama3.1',
      template: 'nexus/signatures@1',
      extractor: 'python-call@1',
      averaging: 'macro',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) =>
    chat(
      protocol,
      paragraphs(
        functionsOf(s),
        'Answer with one Python call of these functions that does what is asked, and nothing else.',
        s.input,
      ),
    ),
  score: scoreNexus,
  canonical: (s) => say(s.target[0]!),
  chance: () => 0,
})

/**
 * The right call where a row has its function and its arguments apart.
 *
 * @source nexusflowai/NexusRaven, standardized_queries: `prompt, python_function_name, python_args_dict, context_functions`
 */
function callOf(row: Row): string | null {
  const [name, given] = [text(row, 'python_function_name'), record(row, 'python_args_dict')]
  if (name === null || given === null) return null
  return `${name}(${Object.entries(given)
    .map(([k, v]) => `${k}=${JSON.stringify(v)}`)
    .join(', ')})`
}

function scoreNexus(sample: Sample, output: { readonly text: string }): Score {
  const text = output.text
    .replace(/^[\s\S]*?(?:Call:|```(?:python)?)\s*/, '')
    .replace(/(?:Thought:|```)[\s\S]*$/, '')
    .trim()
  const made = parseCalls(text) ?? parseCalls(output.text)
  if (made === null) return { value: 0, outcome: 'unparsed', answer: null, why: 'no call can be read' }
  const gold = parseCalls(sample.target[0]!)!
  const known = signaturesOf(functionsOf(sample))
  const right = made.length === gold.length && made.every((m, i) => sameCall(m, gold[i]!, known))
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer: text,
    why: right ? 'the same call' : 'another call',
  }
}

/** The parameters of each function by its name, in their order. */
type Signatures = ReadonlyMap<string, readonly string[]>

/**
 * The signatures that a text of Python functions states.
 *
 * A parameter may have an annotation and a default; what is starred takes no place of its own.
 *
 * @example signaturesOf('def find(a: int, b: str = "x, y", *, c=None):').get('find') // ['a', 'b', 'c']
 */
export function signaturesOf(text: string): Signatures {
  const found = new Map<string, readonly string[]>()
  for (const match of text.matchAll(/\bdef\s+([\w.]+)\s*\(/g)) {
    const inside = balanced(text, match.index + match[0].length)
    const names = parts(inside).flatMap((p) => /^\s*(\w+)/.exec(p)?.[1] ?? [])
    found.set(match[1]!, names)
  }
  return found
}

// up to the parenthesis that closes
function balanced(text: string, start: number): string {
  let depth = 1
  for (let at = start; at < text.length; at += 1) {
    if ('([{'.includes(text[at]!)) depth += 1
    else if (')]}'.includes(text[at]!)) depth -= 1
    if (depth === 0) return text.slice(start, at)
  }
  return text.slice(start)
}

// at commas that stand in no bracket and no quotes
function parts(text: string): readonly string[] {
  const found: string[] = []
  let [depth, quote, from] = [0, '', 0]
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at]!
    if (quote !== '') quote = c === quote ? '' : quote
    else if (c === '"' || c === "'") quote = c
    else if ('([{'.includes(c)) depth += 1
    else if (')]}'.includes(c)) depth -= 1
    else if (c === ',' && depth === 0) {
      found.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...found, text.slice(from)]
}

function functionsOf(sample: Sample): string {
  const given = sample.data.functions ?? sample.data.signatures ?? ''
  return Array.isArray(given) ? given.join('\n') : String(given)
}

/** Whether two calls record the same: arguments without a value are as if they were not there. */
function sameCall(a: Call, b: Call, known: Signatures): boolean {
  if (a.name !== b.name) return false
  const [x, y] = [full(a, known), full(b, known)]
  // without a signature a positional argument is known by its place only
  if (x.positional.length !== y.positional.length) return false
  if (!x.positional.every((p, i) => same(p, y.positional[i]!, known))) return false
  return (
    x.named.length === y.named.length &&
    x.named.every(([k, v]) => y.named.some(([l, w]) => k === l && same(v, w, known)))
  )
}

function same(a: Literal, b: Literal, known: Signatures): boolean {
  return a.kind === 'call' && b.kind === 'call' ? sameCall(a, b, known) : sameLiteral(a, b)
}

function full(call: Call, known: Signatures) {
  const names = known.get(call.name) ?? []
  const placed = call.positional.slice(0, names.length).map((v, i) => [names[i]!, v] as const)
  const named = [...placed, ...call.named].filter(([, v]) => !isFalsy(v))
  return { positional: call.positional.slice(names.length), named }
}

function isFalsy(v: Literal): boolean {
  if (v.kind === 'none') return true
  if (v.kind === 'int' || v.kind === 'float') return v.value === 0
  if (v.kind === 'str') return v.value === ''
  if (v.kind === 'bool') return !v.value
  return v.kind === 'list' || v.kind === 'tuple' || v.kind === 'set'
    ? v.items.length === 0
    : v.kind === 'dict' && v.entries.length === 0
}
