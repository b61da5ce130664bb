import { defineProtocol, type Protocol } from '../protocol/protocol.ts'
import { scoreLetter, takeLetter } from '../scorer/letter.ts'
import { chat, complete, lettered, letters, paragraphs } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import { contentId, kept, text, texts } from './field.ts'

/** InfiniteBench, English multiple choice over whole books. */
export const infiniteBench = defineTask({
  id: 'infinitebench-en-mc',
  version: 1,
  title: { en: 'InfiniteBench En.MC', zh: 'InfiniteBench En.MC 长文选择' },
  measure: 'infinitebench.en-mc',
  licence: 'MIT code',
  dataset: {
    kind: 'file',
    about: { en: 'longbook_choice_eng.jsonl of InfiniteBench', zh: 'InfiniteBench 的 longbook_choice_eng.jsonl' },
    fields: ['id', 'context', 'input', 'options', 'answer'],
    sizes: { all: 229 },
    sample: (row) => {
      const truth = goldsOf(row)
      if (truth.length === 0) return { lacks: 'answer or ground_truth' }
      const question = text(row, 'input', 'question') ?? ''
      const id = text(row, 'id') ?? contentId('infinitebench', question, String(row.__line ?? ''))
      const choices = texts(row, 'options')
      return { id, input: question, target: truth, ...(choices === null ? {} : { choices }), data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({
      id: 'meta/llama3.1',
      template: 'infinitebench/book@1',
      extractor: 'infinitebench@1',
      maxTokens: 20,
    }),
    defineProtocol({
      id: 'infinitebench/en-mc',
      template: 'infinitebench/book@1',
      extractor: 'infinitebench@1',
      maxTokens: 40,
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) =>
    chat(
      protocol,
      paragraphs(
        'Read the book and answer the question with the letter of one option.',
        cutMiddle(String(s.data.context ?? ''), 131_052 * 4),
        `Question: ${s.input}`,
        lettered(s.choices ?? []),
        'The letter of the right option is:',
      ),
    ),
  score: (s, output) => scoreInfinite(s, output.text),
  canonical: (s) => say(s.target.find((t) => /^[A-D]$/.test(t)) ?? s.target[0]!),
  chance: () => 0.25,
})

// the letter and the text of the right option: either counts where the rule asks for it
function goldsOf(row: Readonly<Record<string, unknown>>): readonly string[] {
  const given = row.ground_truth ?? row.label ?? row.answer
  const all = Array.isArray(given) ? given.map(String) : typeof given === 'string' ? [given] : []
  const options = texts(row, 'options')
  if (options === null || all.length !== 1 || /^[A-D]$/.test(all[0]!)) return all
  const at = options.indexOf(all[0]!)
  return at === -1 ? all : [...all, letters[at]!]
}

function scoreInfinite(sample: Sample, answer: string): Score {
  if (answer === '') return { value: 0, outcome: 'unparsed', answer: null, why: 'an empty answer' }
  const taken = takeLetter(answer, 'infinitebench@1', 'ABCD')
  if (taken === null) return { value: 0, outcome: 'unparsed', answer: null, why: 'no letter found' }
  const prefixed = taken.stage !== 'first character' && taken.stage !== 'letter alone'
  const right = prefixed ? sample.target.some((t) => taken.letter.startsWith(t)) : sample.target.includes(taken.letter)
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer: taken.letter.slice(0, 200),
    why: `by ${taken.stage}`,
  }
}

/** A text without its middle, so that `most` characters remain. */
export function cutMiddle(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text.slice(0, Math.ceil(most / 2))}${text.slice(text.length - Math.floor(most / 2))}`
}

/** QuALITY as ZeroSCROLLS asks it: a story, a question, four options in parentheses. */
export const quality = defineTask({
  id: 'zeroscrolls-quality',
  version: 1,
  title: { en: 'ZeroSCROLLS QuALITY', zh: 'ZeroSCROLLS QuALITY 长文阅读' },
  measure: 'zeroscrolls.quality',
  licence: 'MIT repository',
  dataset: {
    kind: 'file',
    about: {
      en: 'quality of tau/zero_scrolls (validation holds labels), or QuALITY.v1.0.1 with article, questions',
      zh: 'tau/zero_scrolls 的 quality（验证集含标签），或 QuALITY.v1.0.1',
    },
    fields: ['id', 'input', 'output', 'document_start_index', 'document_end_index', 'query_start_index'],
    sizes: { validation: 21 },
    sample: (row) => {
      const input = text(row, 'input')
      if (input === null) return { lacks: 'input' }
      const output = texts(row, 'output') ?? (text(row, 'output') === null ? null : [text(row, 'output')!])
      const gold = output?.map((o) => takeOption(o) ?? loneLetter(o)).filter((o) => o !== null) ?? []
      if (gold.length === 0) return { lacks: 'output; the labels of the test part are hidden' }
      const id = text(row, 'id', 'pid') ?? contentId('quality', input)
      return {
        id,
        input,
        target: gold as string[],
        choices: ['A', 'B', 'C', 'D'],
        ...clusterOf(row),
        data: { ...kept(row), input: undefined },
      }
    },
  },
  protocols: [
    defineProtocol({ id: 'meta/llama3.1', template: 'zeroscrolls@1', extractor: 'option@1', maxTokens: 64 }),
    defineProtocol({
      id: 'zeroscrolls/base',
      template: 'zeroscrolls-base@1',
      extractor: 'lone-letter@1',
      maxTokens: 64,
    }),
  ],
  needs: (protocol) => (protocol.template === 'zeroscrolls-base@1' ? ['completion'] : ['chat']),
  request: (s, protocol: Protocol) => {
    const shortened = trimDocument(s, 131_008 * 4)
    return protocol.template === 'zeroscrolls-base@1' ? complete(protocol, shortened) : chat(protocol, shortened)
  },
  score: (s, output, protocol) => {
    const answer = protocol.extractor === 'lone-letter@1' ? loneLetter(output.text) : takeOption(output.text)
    if (answer === null) return { value: 0, outcome: 'unparsed', answer, why: 'no option found' }
    const right = s.target.includes(answer)
    return { value: right ? 1 : 0, outcome: right ? 'correct' : 'incorrect', answer, why: `option ${answer}` }
  },
  canonical: (s) => say(`(${s.target[0]})`),
  chance: () => 0.25,
})

/**
 * The first letter from A to D that stands alone.
 *
 * @source tau/zero_scrolls, zero_scrolls.py: PATTERN_ACCURACY, find_answer
 */
function loneLetter(text: string): string | null {
  return /(?<![\p{L}\p{N}_])[A-D](?![\p{L}\p{N}_])/u.exec(text)?.[0] ?? null
}

// (A), A., A alone, or what follows "answer is"
function takeOption(text: string): string | null {
  return (
    scoreLetter(text, '', 'first-letter@1', 'ABCD').answer ??
    takeLetter(text, 'parenthesized@1', 'ABCD')?.letter ??
    null
  )
}

function clusterOf(row: Readonly<Record<string, unknown>>): { cluster?: string } {
  const id = text(row, 'article_id', 'set_unique_id')
  return id === null ? {} : { cluster: id }
}

// the document is cut, never the question
function trimDocument(sample: Sample, most: number): string {
  const { input, data } = sample
  if (input.length <= most) return input
  const [start, end] = [Number(data.document_start_index ?? 0), Number(data.document_end_index ?? input.length)]
  const separator = String(data.truncation_seperator ?? data.truncation_separator ?? '')
  const room = most - (input.length - (end - start)) - separator.length
  return `${input.slice(0, start + Math.max(0, room))}${separator}${input.slice(end)}`
}
