import { defineProtocol } from '../protocol/protocol.ts'
import { isWithin, type Spans, scoreSpans } from '../scorer/spans.ts'
import { chat, complete, paragraphs } from '../task/prompt.ts'
import { defineTask, type Row, type Sample, type Score, say } from '../task/task.ts'
import { contentId, exemplars, kept, list, record, text, texts } from './field.ts'

/** Questions on a passage that ask for counting, sorting and reckoning; scored by the words of the answer. */
export const drop = defineTask({
  id: 'drop',
  version: 1,
  title: { en: 'DROP', zh: 'DROP 段落离散推理' },
  measure: 'drop',
  licence: 'CC-BY-SA-4.0',
  dataset: {
    kind: 'file',
    about: {
      en: 'validation of EleutherAI/drop, samples of lm-evaluation-harness, or drop_v0_dev.jsonl of openai/simple-evals',
      zh: 'EleutherAI/drop 的验证集、lm-evaluation-harness 的样本，或 openai/simple-evals 的 drop_v0_dev.jsonl',
    },
    fields: ['passage', 'question', 'answer', 'validated_answers'],
    sizes: { validation: 9536 },
    sample: (row) => {
      const [passage, question] = [text(row, 'passage', 'context'), text(row, 'question') ?? '']
      if (passage === null) return { lacks: 'passage or context' }
      const golds = goldsOf(row)
      if (golds.length === 0) return { lacks: 'answer, answers or ref_text' }
      const input = question === '' ? passage.trimEnd() : `${passage} ${question}`
      return {
        id: text(row, 'query_id', 'id') ?? contentId('drop', input),
        input,
        target: golds.map((g) => g.join(', ')),
        cluster: contentId('passage', question === '' ? (passage.split(/\n+Question:/i)[0] ?? passage) : passage),
        data: { ...kept(row), golds },
      }
    },
  },
  protocols: [
    defineProtocol({
      id: 'assay/drop-0-shot',
      cot: true,
      template: 'drop/answer-line@1',
      extractor: 'drop-answer-line@1',
    }),
    defineProtocol({
      id: 'lm-eval/drop',
      template: 'drop/passage-question@1',
      extractor: 'drop-whole@1',
      maxTokens: 256,
      stop: ['.'],
    }),
    defineProtocol({
      id: 'openai/simple-evals',
      shots: 3,
      exemplars: 'train',
      cot: true,
      template: 'drop/answer-line@1',
      extractor: 'drop-answer-line@1',
      maxTokens: 2048,
    }),
  ],
  needs: (protocol) => (protocol.template === 'drop/passage-question@1' ? ['completion'] : ['chat']),
  request: (s, protocol, shots) => {
    if (protocol.template === 'drop/passage-question@1') return complete(protocol, s.input)
    const solved = exemplars(shots, s, protocol.shots).map((e) => `${e.input}\nAnswer: ${e.target[0]}`)
    const ask =
      'Read the passage and answer the question. Reason first, then end with a line "Answer: " and the answer.'
    return chat(protocol, paragraphs(ask, ...solved, s.input))
  },
  score: (s, output, protocol) => scoreDrop(s, output.text, protocol.extractor),
  canonical: (s, protocol) => say(protocol.extractor === 'drop-whole@1' ? s.target[0]! : `Answer: ${s.target[0]}`),
  chance: () => 0,
})

// as the harness does it an answer of several spans is one list, as simple-evals does each answer is one text
function scoreDrop(sample: Sample, said: string, extractor: string): Score {
  const golds = sample.data.golds as readonly Spans[]
  if (extractor === 'drop-whole@1') return scoreSpans(said, golds, 2)
  const answer = /Answer\s*:\s*([^\n]+)/i.exec(said)?.[1] ?? said
  const each = golds.map((g) => [g.join(', ')])
  const score = scoreSpans(answer, each, 4)
  const fuzzy = each.some(([gold]) => isWithin(answer, gold!)) ? 1 : 0
  return { ...score, parts: { ...score.parts, fuzzy } }
}

/** Every answer that counts, each once: as the dataset has them, as lm-evaluation-harness keeps them, or as simple-evals writes them. */
function goldsOf(row: Row): readonly Spans[] {
  const short = text(row, 'ref_text')
  if (short !== null) return short.split('|').map((t) => [t])
  const kept = list(row, 'answers')
  const all =
    kept === null
      ? [record(row, 'answer'), ...validated(row)].map(spansOf)
      : kept.map((k) => (Array.isArray(k) ? k.map(String) : [String(k)]))
  const seen = new Set<string>()
  return all.filter((spans): spans is Spans => {
    const name = JSON.stringify(spans)
    if (spans === null || spans.length === 0 || seen.has(name)) return false
    seen.add(name)
    return true
  })
}

// a list of answers, or an answer whose fields are lists
function validated(row: Row): readonly (Row | null)[] {
  const each = list(row, 'validated_answers')
  if (each !== null) return each.map((e) => (typeof e === 'object' && e !== null ? (e as Row) : null))
  const fields = record(row, 'validated_answers')
  const numbers = fields === null ? null : list(fields, 'number')
  if (fields === null || numbers === null) return []
  const [dates, spans] = [list(fields, 'date') ?? [], list(fields, 'spans') ?? []]
  return numbers.map((number, i) => ({ number, date: dates[i], spans: spans[i] }))
}

function spansOf(answer: Row | null): Spans | null {
  if (answer === null) return null
  const number = text(answer, 'number')
  if (number !== null && number !== '') return [number]
  const spans = texts(answer, 'spans')
  if (spans !== null && spans.length > 0) return spans
  const date = record(answer, 'date')
  if (date === null) return null
  return [
    ['day', 'month', 'year']
      .map((name) => text(date, name) ?? '')
      .join(' ')
      .trim(),
  ]
}
