import { defineProtocol } from '../protocol/protocol.ts'
import { parseCalls } from '../scorer/bfcl.ts'
import { type Call, type Literal, sameLiteral } from '../scorer/literal.ts'
import { chat, paragraphs } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import { contentId, kept, text } from './field.ts'

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
      const [input, output] = [text(row, 'Input', 'input', 'question'), text(row, 'Output', 'output', 'answer')]
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
        String(s.data.functions ?? s.data.signatures ?? ''),
        'Answer with one Python call of these functions that does what is asked, and nothing else.',
        s.input,
      ),
    ),
  score: scoreNexus,
  canonical: (s) => say(s.target[0]!),
  chance: () => 0,
})

function scoreNexus(sample: Sample, output: { readonly text: string }): Score {
  const text = output.text
    .replace(/^[\s\S]*?(?:Call:|```(?:python)?)\s*/, '')
    .replace(/(?:Thought:|```)[\s\S]*$/, '')
    .trim()
  const made = parseCalls(text) ?? parseCalls(output.text)
  if (made === null) return { value: 0, outcome: 'unparsed', answer: null, why: 'no call can be read' }
  const gold = parseCalls(sample.target[0]!)!
  const right = made.length === gold.length && made.every((m, i) => sameCall(m, gold[i]!))
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer: text,
    why: right ? 'the same call' : 'another call',
  }
}

/** Whether two calls record the same: arguments without a value are as if they were not there. */
function sameCall(a: Call, b: Call): boolean {
  if (a.name !== b.name) return false
  const [x, y] = [full(a), full(b)]
  // without signatures a positional argument is known by its place only
  if (x.positional.length !== y.positional.length) return false
  if (!x.positional.every((p, i) => same(p, y.positional[i]!))) return false
  return x.named.length === y.named.length && x.named.every(([k, v]) => y.named.some(([l, w]) => k === l && same(v, w)))
}

function same(a: Literal, b: Literal): boolean {
  return a.kind === 'call' && b.kind === 'call' ? sameCall(a, b) : sameLiteral(a, b)
}

function full(call: Call) {
  return { positional: call.positional, named: call.named.filter(([, v]) => !isFalsy(v)) }
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
