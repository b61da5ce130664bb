import { defineProtocol, type Protocol } from '../protocol/protocol.ts'
import { letters } from '../task/prompt.ts'
import { defineTask, type Row, type Sample } from '../task/task.ts'
import { choiceCanonical, choiceNeeds, choiceRequest, choiceSample, scoreChoiceAnswer } from './choice.ts'
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
      id: 'lm-eval/mmlu',
      shots: 5,
      exemplars: 'dev',
      template: 'choice/base@1',
      extractor: 'log-likelihood@1',
      averaging: 'micro',
    }),
  ],
  needs: choiceNeeds,
  request: choiceRequest,
  score: scoreChoiceAnswer,
  canonical: choiceCanonical,
  chance: (s) => 1 / (s.choices?.length ?? 4),
})

function mmluSample(row: Row, _: number, protocol: Protocol): Sample | { readonly lacks: string } {
  const named = text(row, 'question', 'Question') !== null ? row : headless(row)
  const question = text(named, 'question', 'Question')
  if (question === null) return { lacks: 'question' }
  const choices = texts(named, 'choices') ?? ['A', 'B', 'C', 'D'].map((l) => text(named, l) ?? '')
  if (choices.every((c) => c === '')) return { lacks: 'choices or A, B, C, D' }
  const gold = goldOf(text(named, 'answer', 'Answer'))
  if (gold === null || gold >= choices.length) return { lacks: 'answer' }
  const subject = text(named, 'subject', 'Subject') ?? subjectOf(String(row.__file ?? ''))
  const id = contentId(subject || 'mmlu', question, ...choices)
  return choiceSample({ id, question, choices, gold, group: subject, data: kept(named) }, protocol)
}

// files of hendrycks/test have no header: the first row became the names of the columns
function headless(row: Row): Row {
  const keys = Object.keys(row).filter((k) => k !== '__file')
  if (keys.length < 6) return row
  const values = keys.map((k) => row[k])
  return {
    question: values[0],
    A: values[1],
    B: values[2],
    C: values[3],
    D: values[4],
    answer: values[5],
    __file: row.__file,
  }
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
