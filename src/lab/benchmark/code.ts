import { evalPlusTests } from '../code/evalplus.ts'
import { cutAt, joinProgram, takeCode } from '../code/extract.ts'
import { languageNames } from '../code/language.ts'
import type { Output } from '../models/model.ts'
import { defineProtocol, type Protocol } from '../protocol/protocol.ts'
import { chat, complete, paragraphs } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import type { Program, Tools } from '../task/tools.ts'
import { contentId, kept, list, text } from './field.ts'

const ended = ['\nclass', '\ndef', '\n#', '\nif', '\nprint']

/** HumanEval: functions from their docstrings. */
export const humanEval = defineTask({
  id: 'humaneval',
  version: 1,
  title: { en: 'HumanEval', zh: 'HumanEval 代码生成' },
  measure: 'humaneval',
  licence: 'MIT',
  dataset: {
    kind: 'file',
    about: { en: 'HumanEval.jsonl.gz of openai/human-eval', zh: 'openai/human-eval 的 HumanEval.jsonl.gz' },
    fields: ['task_id', 'prompt', 'entry_point', 'canonical_solution', 'test'],
    sizes: { all: 164 },
    sample: (row) => {
      for (const field of ['prompt', 'entry_point', 'test']) if (text(row, field) === null) return { lacks: field }
      const id = text(row, 'task_id') ?? contentId('humaneval', text(row, 'prompt')!)
      return { id, input: text(row, 'prompt')!, target: [text(row, 'canonical_solution') ?? ''], data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({ id: 'meta/llama3.1', template: 'code/chat@1', extractor: 'code-block@1' }),
    defineProtocol({
      id: 'openai/human-eval',
      template: 'code/completion@1',
      extractor: 'completion@1',
      maxTokens: 512,
      temperature: 0.2,
      stop: ended,
    }),
    defineProtocol({ id: 'lm-eval/humaneval', template: 'code/completion@1', extractor: 'completion@1', stop: ended }),
    defineProtocol({ id: 'lm-eval/humaneval_instruct', template: 'code/completion@1', extractor: 'until-fence@1' }),
    defineProtocol({ id: 'openai/simple-evals', template: 'code/chat@1', extractor: 'simple-evals-code@1' }),
    defineProtocol({ id: 'opencompass/humaneval', template: 'code/chat@1', extractor: 'first-block@1' }),
    defineProtocol({
      id: 'evalplus/humaneval-plus',
      template: 'code/chat@1',
      extractor: 'code-block@1',
      subset: 'plus',
    }),
    defineProtocol({ id: 'evalplus/humaneval', template: 'code/chat@1', extractor: 'code-block@1', subset: 'base' }),
  ],
  needs: (p) => (p.template === 'code/completion@1' ? ['completion'] : ['chat']),
  request: (s, p) =>
    codeRequest(s, p, 'Complete the Python function. Answer with one code block that holds the whole function.'),
  score: (s, output, protocol, tools) => {
    const entry = String(s.data.entry_point)
    const source = programOf(s, output, protocol, entry)
    const plus = protocol.id.startsWith('evalplus/') && list(s.data, 'base_input') !== null
    return runCode(tools, {
      language: 'python',
      source,
      tests: plus ? evalPlusOf(s, protocol, 'humaneval') : `${String(s.data.test)}\ncheck(${entry})\n`,
      limit: { seconds: plus ? 30 : 3, megabytes: plus ? 2048 : 1024 },
    })
  },
  canonical: (s, p) =>
    say(p.template === 'code/completion@1' ? s.target[0]! : `\`\`\`python\n${s.input}${s.target[0]}\n\`\`\``),
  chance: () => 0,
  runsCode: true,
})

/** MBPP as EvalPlus cleaned it, on its base inputs or all of them; the original with its assertions too. */
export const mbpp = defineTask({
  id: 'mbpp',
  version: 1,
  title: { en: 'MBPP EvalPlus', zh: 'MBPP EvalPlus 代码生成' },
  measure: 'mbpp-evalplus-base',
  licence: 'Apache-2.0',
  dataset: {
    kind: 'file',
    about: { en: 'MbppPlus.jsonl of EvalPlus, or mbpp.jsonl', zh: 'EvalPlus 的 MbppPlus.jsonl，或 mbpp.jsonl' },
    fields: ['task_id', 'prompt', 'entry_point', 'canonical_solution', 'base_input', 'plus_input', 'atol'],
    sizes: { evalplus: 378, original: 974 },
    sample: (row) => {
      const prompt = text(row, 'prompt', 'text')
      if (prompt === null) return { lacks: 'prompt' }
      const asserts = list(row, 'test_list')
      if (list(row, 'base_input') === null && asserts === null) return { lacks: 'base_input or test_list' }
      const solution = text(row, 'canonical_solution', 'code')
      if (solution === null) return { lacks: 'canonical_solution' }
      const id = text(row, 'task_id') ?? contentId('mbpp', prompt)
      return { id, input: prompt, target: [solution], data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({ id: 'meta/llama3.1', template: 'code/chat@1', extractor: 'code-block@1', subset: 'base' }),
    defineProtocol({ id: 'lm-eval/mbpp', template: 'code/chat@1', extractor: 'program@1', stop: ['[DONE]'] }),
    defineProtocol({ id: 'lm-eval/mbpp_instruct', template: 'code/chat@1', extractor: 'opened-block@1' }),
    defineProtocol({ id: 'evalplus/mbpp-plus', template: 'code/chat@1', extractor: 'code-block@1', subset: 'plus' }),
    defineProtocol({ id: 'evalplus/mbpp', template: 'code/chat@1', extractor: 'code-block@1', subset: 'base' }),
  ],
  needs: () => ['chat'],
  request: (s, p) => {
    const asserts = list(s.data, 'test_list')
    const ask = 'Write a Python function. Answer with one code block that holds the whole program.'
    return codeRequest({ ...s, input: paragraphs(s.input, asserts === null ? '' : asserts.join('\n')) }, p, ask)
  },
  score: (s, output, protocol, tools) => {
    const entry = String(s.data.entry_point ?? '')
    const code = mbppCode(output.text, protocol.extractor, entry)
    return runCode(tools, {
      language: 'python',
      source: code,
      tests: mbppTests(s, protocol),
      limit: { seconds: protocol.subset === 'plus' ? 30 : 10, megabytes: 2048 },
    })
  },
  canonical: (s, p) => {
    const code = `${list(s.data, 'base_input') === null ? '' : s.input}${s.target[0]}`
    if (p.extractor === 'program@1') return say(code)
    return say(`${p.extractor === 'opened-block@1' ? '' : '```python'}\n${code}\n\`\`\``)
  },
  chance: () => 0,
  runsCode: true,
})

function mbppCode(text: string, extractor: string, entry: string): string {
  if (extractor === 'program@1') return text
  // the prompt has opened the first fence already; without another one nothing is taken
  if (extractor === 'opened-block@1') return /```(?:\w+)?\n?([\s\S]*?)\n?```/.exec(`\`\`\`${text}`)?.[1] ?? ''
  return takeCode(text, entry === '' ? 'def ' : `def ${entry}`)
}

function mbppTests(s: Sample, protocol: Protocol): string {
  const asserts = list(s.data, 'test_list')
  if (list(s.data, 'base_input') === null) return `${text(s.data, 'test_setup_code') ?? ''}\n${asserts!.join('\n')}\n`
  return evalPlusOf(s, protocol, 'mbpp')
}

function evalPlusOf(s: Sample, protocol: Protocol, dataset: 'mbpp' | 'humaneval'): string {
  const inputs = [
    ...list(s.data, 'base_input')!,
    ...(protocol.subset === 'plus' ? (list(s.data, 'plus_input') ?? []) : []),
  ]
  const set = (name: string, value: unknown) => `${name} = json.loads(${JSON.stringify(JSON.stringify(value))})`
  const number = Number(/\d+$/.exec(s.id)?.[0] ?? 0)
  const reference = `${text(s.data, 'prompt') ?? ''}${dataset === 'mbpp' ? '\n' : ''}${s.target[0]}`
  const head = [
    'import json',
    `DATASET = ${JSON.stringify(dataset)}`,
    `REFERENCE = ${JSON.stringify(reference)}`,
    set('INPUTS', inputs),
    `ENTRY = ${JSON.stringify(s.data.entry_point)}`,
    `ATOL = ${Number(s.data.atol ?? 0)}`,
    `TASK = ${number}`,
  ]
  return `${head.join('\n')}\n${evalPlusTests}`
}

/** MultiPL-E: HumanEval in other languages. */
export const multiplE = defineTask({
  id: 'multipl-e',
  version: 1,
  title: { en: 'MultiPL-E', zh: 'MultiPL-E 多语言代码生成' },
  measure: 'multipl-e.humaneval.average',
  licence: 'BSD-3-Clause with a clause against training',
  dataset: {
    kind: 'file',
    about: {
      en: 'files of nuprl/MultiPL-E, one for each language, in a folder',
      zh: 'nuprl/MultiPL-E 各语言的文件目录',
    },
    fields: ['name', 'language', 'prompt', 'tests', 'stop_tokens'],
    sizes: { 'humaneval, one language': 161 },
    sample: (row) => {
      for (const field of ['prompt', 'tests']) if (text(row, field) === null) return { lacks: field }
      const language = languageNames[(text(row, 'language') ?? '').toLowerCase()]
      if (language === undefined) return { lacks: 'language that is known' }
      const name = text(row, 'name') ?? contentId('multipl-e', text(row, 'prompt')!)
      return {
        id: `${language}/${name}`,
        input: text(row, 'prompt')!,
        target: [text(row, 'canonical_solution') ?? ''],
        group: language,
        data: { ...kept(row), language },
      }
    },
  },
  protocols: [
    defineProtocol({
      id: 'nuprl/multipl-e',
      template: 'code/completion@1',
      extractor: 'completion@1',
      maxTokens: 512,
      averaging: 'macro',
    }),
    defineProtocol({
      id: 'meta/llama3.1',
      template: 'code/chat@1',
      extractor: 'code-block@1',
      maxTokens: 512,
      averaging: 'macro',
    }),
  ],
  needs: (p) => (p.template === 'code/completion@1' ? ['completion'] : ['chat']),
  request: (s, p) =>
    codeRequest(s, p, 'Go on with the program. Answer with one code block that holds the whole of it without tests.'),
  score: (s, output, protocol, tools) => {
    const language = s.data.language as string
    const limit = { seconds: 15, megabytes: 2048 }
    // a results file holds whole programs
    if (protocol.extractor === 'program@1') return runCode(tools, { language, source: '', tests: output.text, limit })
    const stops = (list(s.data, 'stop_tokens') ?? []).map(String)
    const code =
      protocol.extractor === 'completion@1'
        ? cutAt(output.text, stops)
        : takeCode(output.text, s.input.trim().split('\n').at(-1)!.trim().slice(0, 12))
    const whole = protocol.extractor !== 'completion@1' && code.includes(s.input.trim().split('\n').at(-1)!.trim())
    const source = `${whole ? '' : s.input}${code}\n`
    return runCode(tools, { language, source, tests: String(s.data.tests), limit })
  },
  canonical: (s) => say(s.target[0]!),
  chance: () => 0,
  runsCode: true,
})

// the first block behind a fence of that language
function firstBlock(text: string, language: string): string | null {
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? null
}

/**
 * What follows the first line that ends in a colon, as the published program goes on with its prompt; without one it drops a character.
 *
 * @source openai/simple-evals, humaneval_eval.py: find_code
 */
function withoutSignature(code: string): string {
  return code.slice(code.indexOf(':\n    ') + 2)
}

function codeRequest(s: Sample, protocol: Protocol, ask: string) {
  if (protocol.template === 'code/completion@1') return complete(protocol, s.input)
  return chat(protocol, paragraphs(ask, s.input))
}

function programOf(s: Sample, output: Output, protocol: Protocol, entry: string): string {
  switch (protocol.extractor) {
    case 'completion@1':
      return s.input + output.text
    case 'program@1':
      return output.text
    case 'until-fence@1':
      return s.input + output.text.split('```')[0]!
    case 'simple-evals-code@1':
      return s.input + withoutSignature(firstBlock(output.text, 'python') ?? output.text)
    case 'first-block@1':
      return s.input + (firstBlock(output.text, '\\w*') ?? output.text).trimStart()
  }
  return joinProgram(s.input, takeCode(output.text, `def ${entry}`), entry)
}

/** What became of a program: what cannot be run safely here is not run. */
export async function runCode(tools: Tools, program: Program): Promise<Score> {
  const answer = (program.source || program.tests).slice(0, 2000)
  if (tools.sandbox === null) return { value: 0, outcome: 'not-run', answer, why: 'no sandbox is here' }
  const ran = await tools.sandbox.run(program)
  const right = ran.status === 'passed'
  const outcome = ran.status === 'not-run' ? 'not-run' : right ? 'correct' : 'incorrect'
  return { value: right ? 1 : 0, outcome, answer, why: `${ran.status}: ${ran.why}` }
}
