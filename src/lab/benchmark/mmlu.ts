import { defineProtocol, type Protocol } from '../protocol/protocol.ts'
import { letters } from '../task/prompt.ts'
import { defineTask, type Row, type Sample } from '../task/task.ts'
import {
  choiceCanonical,
  choiceNeeds,
  choiceProtocols,
  choiceRequest,
  choiceSample,
  scoreChoiceAnswer,
} from './choice.ts'
import { contentId, kept, text, texts } from './field.ts'

/** Massive multitask language understanding: 57 subjects, four options. */
export const mmlu = defineTask({
  id: 'mmlu',
  version: 1,
  title: { en: 'MMLU', zh: 'MMLU 多任务语言理解' },
  measure: 'mmlu',
  licence: 'MIT',
  dataset: {
    kind: 'file',
    about: {
      en: 'the CSV files of hendrycks/test (a folder), the Parquet files of cais/mmlu, or mmlu.csv of simple-evals',
      zh: 'hendrycks/test 的 CSV 目录、cais/mmlu 的 Parquet，或 simple-evals 的 mmlu.csv',
    },
    fields: ['question', 'A', 'B', 'C', 'D', 'answer'],
    sizes: { test: 14042 },
    // files of hendrycks/test have no header
    header: ['question', 'A', 'B', 'C', 'D', 'answer'],
    sample: mmluSample,
  },
  protocols: [
    defineProtocol({
      id: 'meta/llama3.1',
      cot: true,
      template: 'choice/best-answer@1',
      extractor: 'best-answer-is@1',
      averaging: 'macro',
    }),
    defineProtocol({
      id: 'openai/simple-evals',
      cot: true,
      template: 'choice/simple-evals@1',
      extractor: 'simple-evals@1',
      maxTokens: 2048,
      temperature: 0.5,
    }),
    defineProtocol({
      id: 'hendrycks/5-shot',
      shots: 5,
      exemplars: 'dev',
      template: 'choice/letter@1',
      extractor: 'first-letter@1',
      maxTokens: 10,
      averaging: 'micro',
    }),
    defineProtocol({
      id: 'helm/mmlu',
      shots: 5,
      exemplars: 'dev',
      template: 'choice/letter@1',
      extractor: 'helm-joint@1',
      maxTokens: 1,
    }),
    defineProtocol({
      id: 'lm-eval/mmlu',
      shots: 5,
      exemplars: 'dev',
      template: 'choice/base@1',
      extractor: 'log-likelihood@1',
      averaging: 'micro',
    }),
    ...['mmlu_generative', 'mmlu_flan_cot', 'mmlu_cot_llama'].map((name) =>
      defineProtocol({
        id: `lm-eval/${name}`,
        cot: name !== 'mmlu_generative',
        template: name === 'mmlu_generative' ? 'choice/letter@1' : 'choice/best-answer@1',
        extractor: `filter:${name}@1`,
      }),
    ),
    ...choiceProtocols(
      ['opencompass/mmlu', 'answer-colon@1'],
      ['opencompass/first-option', 'first-option@1'],
      ['opencompass/first-capital', 'first-capital@1'],
      ['inspect/choice', 'inspect:choice@1'],
      ['lighteval/letters', 'lighteval-letter@1'],
      ['lighteval/exact', 'whole-text@1'],
    ),
  ],
  needs: choiceNeeds,
  request: choiceRequest,
  score: scoreChoiceAnswer,
  canonical: choiceCanonical,
  chance: (s) => 1 / (s.choices?.length ?? 4),
})

function mmluSample(row: Row, _: number, protocol: Protocol): Sample | { readonly lacks: string } {
  const question = text(row, 'question', 'Question')
  if (question === null) return { lacks: 'question' }
  const choices = texts(row, 'choices') ?? ['A', 'B', 'C', 'D'].map((l) => text(row, l) ?? '')
  if (choices.every((c) => c === '')) return { lacks: 'choices or A, B, C, D' }
  const gold = goldOf(text(row, 'answer', 'Answer'))
  if (gold === null || gold >= choices.length) return { lacks: 'answer' }
  const subject = text(row, 'subject', 'Subject') ?? subjectOf(String(row.__file ?? ''))
  const id = contentId(subject || 'mmlu', question, ...choices)
  return choiceSample({ id, question, choices, gold, group: subject, data: kept(row) }, protocol)
}

function goldOf(answer: string | null): number | null {
  if (answer === null) return null
  if (/^\d+$/.test(answer)) return Number(answer)
  const at = letters.indexOf(answer.trim().toUpperCase())
  return at === -1 || answer.trim() === '' ? null : at
}

function subjectOf(file: string): string {
  return file.replace(/_(?:test|dev|val)\.csv$/, '').replace(/\.(csv|parquet|jsonl)$/, '')
}
