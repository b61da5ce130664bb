import { defineProtocol } from '../protocol/protocol.ts'
import { letters } from '../task/prompt.ts'
import { defineTask } from '../task/task.ts'
import {
  choiceCanonical,
  choiceNeeds,
  choiceProtocols,
  choiceRequest,
  choiceSample,
  scoreChoiceAnswer,
} from './choice.ts'
import { contentId, kept, list, text, texts } from './field.ts'

/** MMLU-Pro: 14 categories, up to ten options. */
export const mmluPro = defineTask({
  id: 'mmlu-pro',
  version: 1,
  title: { en: 'MMLU-Pro', zh: 'MMLU-Pro' },
  measure: 'mmlu-pro',
  licence: 'Apache-2.0',
  dataset: {
    kind: 'file',
    about: { en: 'the Parquet or JSON of TIGER-Lab/MMLU-Pro', zh: 'TIGER-Lab/MMLU-Pro 的 Parquet 或 JSON' },
    fields: ['question_id', 'question', 'options', 'answer', 'answer_index', 'category'],
    sizes: { test: 12032 },
    sample: (row, _, protocol) => {
      const question = text(row, 'question')
      const choices = (texts(row, 'options') ?? list(row, 'options')?.map(String) ?? null)?.filter((o) => o !== 'N/A')
      if (question === null) return { lacks: 'question' }
      if (!choices || choices.length === 0) return { lacks: 'options' }
      const index = text(row, 'answer_index')
      const answer = text(row, 'answer')?.trim() ?? ''
      const gold = index === null ? letters.indexOf(answer) : Number(index)
      if (!(gold >= 0 && gold < choices.length) || (index === null && answer === '')) return { lacks: 'answer' }
      const id = text(row, 'question_id') ?? contentId('mmlu-pro', question, ...choices)
      return choiceSample(
        { id, question, choices, gold, group: text(row, 'category') ?? '', data: kept(row) },
        protocol,
      )
    },
  },
  protocols: [
    defineProtocol({
      id: 'tiger/mmlu-pro',
      shots: 5,
      exemplars: 'validation',
      cot: true,
      template: 'choice/answer-is@1',
      extractor: 'tiger@1',
      maxTokens: 4000,
    }),
    // the scripts of 2024, whose last resort is any capital from A to J
    defineProtocol({
      id: 'tiger/mmlu-pro-2024',
      shots: 5,
      exemplars: 'validation',
      cot: true,
      template: 'choice/answer-is@1',
      extractor: 'tiger-capital@1',
      maxTokens: 4000,
    }),
    defineProtocol({
      id: 'meta/llama3.1',
      shots: 5,
      exemplars: 'validation',
      cot: true,
      template: 'choice/best-answer@1',
      extractor: 'best-answer-is@1',
      averaging: 'macro',
    }),
    defineProtocol({
      id: 'lm-eval/mmlu_pro',
      shots: 5,
      exemplars: 'validation',
      cot: true,
      template: 'choice/answer-is@1',
      extractor: 'answer-is@1',
      maxTokens: 2048,
    }),
    defineProtocol({
      id: 'openai/simple-evals',
      cot: true,
      template: 'choice/simple-evals@1',
      extractor: 'simple-evals@1',
      maxTokens: 2048,
    }),
    defineProtocol({
      id: 'lm-eval/leaderboard_mmlu_pro',
      shots: 5,
      exemplars: 'validation',
      template: 'choice/base@1',
      extractor: 'log-likelihood@1',
    }),
    ...choiceProtocols(
      ['opencompass/mmlu-pro', 'answer-colon@1'],
      ['opencompass/first-option', 'first-option@1'],
      ['helm/mmlu-pro', 'helm-cot@1'],
      ['helm/mmlu-pro-direct', 'helm-joint@1'],
      ['inspect/choice', 'inspect:choice@1'],
      ['lighteval/mmlu-pro', 'lighteval-letter-anywhere@1'],
    ),
  ],
  needs: choiceNeeds,
  request: choiceRequest,
  score: scoreChoiceAnswer,
  canonical: choiceCanonical,
  chance: (s) => 1 / (s.choices?.length ?? 10),
})
