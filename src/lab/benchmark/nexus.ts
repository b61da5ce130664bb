import { defineProtocol } from '../protocol/protocol.ts'
import { parseCalls } from '../scorer/bfcl.ts'
import { record as recordCalls, sameRecording, signaturesOf } from '../scorer/stub.ts'
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
      const group = setOf(text(row, 'api', 'dataset') ?? String(row.__file ?? '').replace(/\..*$/, ''), output)
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
      extractor: 'python-call@2',
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

// its stubs keep whatever they are given, those of the others what is true alone
const keepsFalsy = /nvdlibrary/i

// one file holds two sets: those with several calls, and those with one that has others in it
function setOf(file: string, output: string): string {
  if (!/virustotalmultiple/i.test(file)) return file
  return (parseCalls(output)?.length ?? 0) > 1 ? 'VirusTotal-Parallel Calls' : 'VirusTotal-Nested Calls'
}

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
  const falsy = keepsFalsy.test(sample.group ?? '')
  const stated = signaturesOf(functionsOf(sample))
  // where the functions are not those of the right call, nothing is known of them
  const known = recordCalls(gold, stated, falsy).whole ? stated : new Map()
  const right = sameRecording(recordCalls(made, known, falsy).calls, recordCalls(gold, known, falsy).calls)
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer: text,
    why: right ? 'the same call' : 'another call',
  }
}

// the functions that a row brings: Python, or entries of a list of interfaces
function functionsOf(sample: Sample): string {
  const given = sample.data.functions ?? sample.data.signatures ?? ''
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  return list.map((f) => (typeof f === 'object' && f !== null ? definitionOf(f as Row) : String(f))).join('\n')
}

/**
 * An entry of a list of interfaces as the function that it stands for, what must be given first.
 *
 * @source nexusflowai/NexusRaven, raven/utils.py: build_functions, `name, description, args_dicts: [{name, type, required, default}]`
 */
function definitionOf(entry: Row): string {
  const given = (Array.isArray(entry.args_dicts) ? entry.args_dicts : []) as readonly Row[]
  const ordered = [...given.filter((g) => g.required === true), ...given.filter((g) => g.required !== true)]
  const parameters = ordered.map(({ name, type, required, default: preset }) => {
    const typed = type === undefined || type === 'None' ? '' : `: ${String(type)}`
    return `${String(name)}${typed}${required === true ? '' : ` = ${String(preset ?? 'None').replace(/^JSON:/, '')}`}`
  })
  return `def ${String(entry.name)}(${parameters.join(', ')}):\n    """${String(entry.description ?? '')}"""`
}
