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
import { contentId, kept, record, text, texts } from './field.ts'

/** ARC-Challenge: science questions of grade school. */
export const arcChallenge = defineTask({
  id: 'arc-challenge',
  version: 1,
  title: { en: 'ARC-Challenge', zh: 'ARC-Challenge' },
  measure: 'arc-challenge',
  licence: 'CC-BY-SA-4.0',
  dataset: {
    kind: 'file',
    about: { en: 'the Parquet or JSONL of allenai/ai2_arc', zh: 'allenai/ai2_arc 的 Parquet 或 JSONL' },
    fields: ['id', 'question', 'choices', 'answerKey'],
    sizes: { test: 1172 },
    sample: (row, _, protocol) => {
      const nested = record(row, 'question')
      const question = text(row, 'question') ?? (nested === null ? null : text(nested, 'stem'))
      if (question === null) return { lacks: 'question' }
      const { labels, choices } = optionsOf(row, nested)
      if (choices.length === 0) return { lacks: 'choices' }
      const gold = labels.indexOf(text(row, 'answerKey') ?? '')
      if (gold === -1) return { lacks: 'answerKey' }
      // the published protocol keeps questions of four options only
      if (protocol.subset === 'four-options' && choices.length !== 4) return null
      const id = text(row, 'id') ?? contentId('arc', question)
      return choiceSample({ id, question, choices, gold, data: kept(row) }, protocol)
    },
  },
  protocols: [
    defineProtocol({
      id: 'meta/llama3.1',
      template: 'choice/letter@1',
      prefill: 'The best answer is',
      extractor: 'best-answer-is@1',
      maxTokens: 100,
      subset: 'four-options',
    }),
    defineProtocol({
      id: 'assay/arc-chat',
      cot: true,
      template: 'choice/best-answer@1',
      extractor: 'best-answer-is@1',
    }),
    defineProtocol({
      id: 'lm-eval/arc_challenge',
      shots: 25,
      exemplars: 'train',
      template: 'choice/question-answer@1',
      extractor: 'log-likelihood@1',
    }),
    ...choiceProtocols(
      ['opencompass/arc', 'first-option@1'],
      ['opencompass/first-capital', 'first-capital@1'],
      ['helm/arc', 'helm-joint@1'],
      ['inspect/choice', 'inspect:choice@1'],
      ['lighteval/letters', 'lighteval-letter@1'],
    ),
  ],
  needs: choiceNeeds,
  request: choiceRequest,
  score: scoreChoiceAnswer,
  canonical: choiceCanonical,
  chance: (s) => 1 / (s.choices?.length ?? 4),
})

function optionsOf(row: Record<string, unknown>, nested: Readonly<Record<string, unknown>> | null) {
  const inner = record(row, 'choices')
  if (inner !== null) return { labels: texts(inner, 'label') ?? [], choices: texts(inner, 'text') ?? [] }
  const items = (nested ?? row).choices
  // options without labels have the letters in turn
  if (Array.isArray(items) && items.every((i) => typeof i === 'string'))
    return { labels: items.map((_, i) => letters[i]!), choices: items as readonly string[] }
  const read = (Array.isArray(items) ? items : []) as readonly { label?: unknown; text?: unknown }[]
  return { labels: read.map((r) => String(r.label)), choices: read.map((r) => String(r.text)) }
}
