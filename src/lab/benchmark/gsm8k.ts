import { defineProtocol } from '../protocol/protocol.ts'
import { familyOf, scoreFiltered } from '../scorer/filters.ts'
import { foldNumber, lastNumber, markedAnswer, sameNumber, takeNumber } from '../scorer/number.ts'
import { scorePublished } from '../scorer/published.ts'
import { chat, paragraphs } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import { contentId, exemplars, kept, text, texts } from './field.ts'

/** Grade-school word problems whose answer is a number. */
export const gsm8k = defineTask({
  id: 'gsm8k',
  version: 1,
  title: { en: 'GSM8K', zh: 'GSM8K 小学数学应用题' },
  measure: 'gsm8k',
  licence: 'MIT',
  dataset: {
    kind: 'file',
    about: { en: 'test.jsonl of openai/grade-school-math', zh: 'openai/grade-school-math 的 test.jsonl' },
    fields: ['question', 'answer'],
    sizes: { test: 1319 },
    sample: (row) => {
      const [question, answer] = [text(row, 'question'), text(row, 'answer')]
      if (question === null) return { lacks: 'question' }
      if (answer === null) return { lacks: 'answer' }
      const target = /####\s*(.+?)\s*$/s.exec(answer)?.[1] ?? answer.trim()
      return { id: contentId('gsm8k', question), input: question, target: [target], data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({
      id: 'meta/llama3.1',
      shots: 8,
      exemplars: 'wei-2022',
      cot: true,
      template: 'gsm8k/final-answer@1',
      extractor: 'final-answer-is@1',
    }),
    defineProtocol({
      id: 'lm-eval/gsm8k',
      shots: 5,
      exemplars: 'train',
      cot: true,
      template: 'gsm8k/question-answer@1',
      extractor: 'strict-match@1',
      stop: ['Question:', '</s>', '<|im_end|>'],
    }),
    defineProtocol({
      id: 'lm-eval/gsm8k-flexible',
      shots: 5,
      exemplars: 'train',
      cot: true,
      template: 'gsm8k/question-answer@1',
      extractor: 'flexible-extract@1',
      stop: ['Question:', '</s>', '<|im_end|>'],
    }),
    ...['gsm8k_cot', 'gsm8k_cot_llama', 'gsm8k_llama'].map((name) =>
      defineProtocol({
        id: `lm-eval/${name}`,
        shots: 8,
        exemplars: 'wei-2022',
        cot: true,
        template: 'gsm8k/final-answer@1',
        extractor: `filter:${name}@1`,
      }),
    ),
    defineProtocol({
      id: 'openai/grade-school-math',
      cot: true,
      template: 'gsm8k/question-answer@1',
      extractor: 'marked-answer@1',
    }),
    ...(
      [
        ['helm/gsm', 'helm-final-number@1'],
        ['opencompass/gsm8k', 'compass-number@1'],
        ['opencompass/gsm8k-math', 'compass-math@2'],
        ['inspect/match', 'inspect:match numeric@1'],
        ['inspect/match-any', 'inspect:match any numeric@1'],
        ['lighteval/gsm8k', 'lighteval-expression@1'],
      ] as const
    ).map(([id, extractor]) => defineProtocol({ id, cot: true, template: 'gsm8k/final-answer@1', extractor })),
    defineProtocol({
      id: 'assay/gsm8k-0-shot',
      cot: true,
      template: 'gsm8k/final-answer@1',
      extractor: 'final-answer-is@1',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol, shots) => {
    const given = exemplars(shots, s, protocol.shots)
    if (protocol.template === 'gsm8k/question-answer@1') {
      const solved = given.map((e) => `Question: ${e.input}\nAnswer: ${String(e.data.answer ?? e.target[0])}`)
      return chat(protocol, paragraphs(...solved, `Question: ${s.input}\nAnswer:`))
    }
    const solved = given.map(
      (e) =>
        `Problem: ${e.input}\n${String(e.data.answer ?? '').replace(/\n?####.*$/s, '')} The final answer is ${e.target[0]}`,
    )
    const ask = 'Solve the problem step by step. End with "The final answer is N", where N is the number.'
    return chat(protocol, paragraphs(...solved, ask, `Problem: ${s.input}`))
  },
  score: (s, output, protocol) => scoreGsm8k(s, output.text, protocol.extractor),
  canonical: (s, protocol) =>
    say(
      protocol.extractor === 'strict-match@1' || protocol.extractor === 'marked-answer@1'
        ? `#### ${s.target[0]}`
        : protocol.extractor === 'filter:gsm8k_cot@1'
          ? `The answer is ${s.target[0]}.`
          : protocol.extractor.startsWith('compass')
            ? `The answer is ${s.target[0]!.replaceAll(',', '')}`
            : `The final answer is ${s.target[0]}${protocol.id === 'helm/gsm' ? '.' : ''}`,
    ),
  chance: () => 0,
})

function answerBy(extractor: string, found: Readonly<Record<string, string | null>>): string | null {
  switch (extractor) {
    case 'strict-match@1':
      return found.strict!
    case 'flexible-extract@1':
      return found.flexible!
    case 'marked-answer@1':
      return found.marked!
    default:
      return found.said!
  }
}

function scoreGsm8k(sample: Sample, text: string, extractor: string): Score {
  const family = familyOf(extractor)
  if (family !== null) return scoreFiltered(text, sample.target[0]!, family)
  const references = texts(sample.data, 'references')
  const targets = extractor.startsWith('inspect:') ? sample.target : sample.target.map((t) => t.replaceAll(',', ''))
  const asked = { targets, letters: '', choices: [], ...(references === null ? {} : { references }) }
  const published = scorePublished(text, extractor, asked)
  if (published !== null) return published
  const target = foldNumber(sample.target[0]!)
  const strict = takeNumber(text, 'strict')
  const flexible = takeNumber(text, 'flexible')
  const said = lastNumber(text)
  const equal = (answer: string | null) => (answer !== null && foldNumber(answer) === target ? 1 : 0)
  const answer = answerBy(extractor, { strict, flexible, said, marked: markedAnswer(text) })
  const value = extractor === 'final-answer-is@1' ? (said !== null && sameNumber(said, target) ? 1 : 0) : equal(answer)
  return {
    value,
    outcome: answer === null ? 'unparsed' : value === 1 ? 'correct' : 'incorrect',
    answer,
    why: answer === null ? `${extractor} finds no number` : `${answer} ${value === 1 ? 'is' : 'is not'} ${target}`,
    parts: { 'strict-match': equal(strict), 'flexible-extract': equal(flexible) },
  }
}
