import { defineProtocol } from '../protocol/protocol.ts'
import { defineTask } from '../task/task.ts'
import {
  choiceCanonical,
  choiceNeeds,
  choiceProtocols,
  choiceRequest,
  choiceSample,
  scoreChoiceAnswer,
} from './choice.ts'
import { contentId, kept, text } from './field.ts'

/** Graduate-level questions that resist a search; no text of them may stand in a report. */
export const gpqa = defineTask({
  id: 'gpqa',
  version: 1,
  title: { en: 'GPQA', zh: 'GPQA 研究生级问答' },
  measure: 'gpqa',
  licence: 'CC-BY-4.0, gated; items may not be quoted',
  dataset: {
    kind: 'file',
    about: {
      en: 'gpqa_main.csv, gpqa_diamond.csv or gpqa_extended.csv',
      zh: 'gpqa_main.csv、gpqa_diamond.csv 或 gpqa_extended.csv',
    },
    fields: ['Question', 'Correct Answer', 'Incorrect Answer 1', 'Incorrect Answer 2', 'Incorrect Answer 3'],
    sizes: { main: 448, diamond: 198, extended: 546 },
    sample: (row, _, protocol) => {
      const question = text(row, 'Question', 'question')
      if (question === null) return { lacks: 'Question' }
      const id = text(row, 'Record ID') ?? contentId('gpqa', question)
      const group = text(row, 'High-level domain')
      const shared = { id, question: question.trim(), ...(group === null ? {} : { group }), data: kept(row) }
      // rows that another program has put in order keep it
      const ordered = ['choice1', 'choice2', 'choice3', 'choice4'].map((c) => text(row, c))
      const answer = /\(?([A-D])\)?/.exec(text(row, 'answer') ?? '')?.[1]
      if (ordered.every((o) => o !== null) && answer !== undefined)
        return choiceSample(
          { ...shared, choices: ordered as string[], gold: 'ABCD'.indexOf(answer) },
          { optionOrder: 'given' },
        )
      const right = text(row, 'Correct Answer')
      if (right === null) return { lacks: 'Correct Answer' }
      const wrong = [1, 2, 3].map((i) => text(row, `Incorrect Answer ${i}`))
      if (wrong.some((w) => w === null)) return { lacks: 'Incorrect Answer 1 to 3' }
      return choiceSample(
        { ...shared, choices: [right, ...(wrong as string[])].map((c) => c.trim()), gold: 0 },
        protocol,
      )
    },
  },
  protocols: [
    defineProtocol({
      id: 'meta/llama3.1',
      cot: true,
      template: 'choice/best-answer@1',
      extractor: 'best-answer-is@1',
      maxTokens: 2048,
      subset: 'main',
      optionOrder: 'seed:0',
    }),
    defineProtocol({
      id: 'openai/simple-evals',
      cot: true,
      template: 'choice/simple-evals@1',
      extractor: 'simple-evals-gpqa@1',
      maxTokens: 2048,
      subset: 'diamond',
      optionOrder: 'seed:0',
      epochs: 4,
      temperature: 0.5,
    }),
    defineProtocol({
      id: 'lm-eval/gpqa-cot',
      cot: true,
      template: 'choice/answer-is@1',
      extractor: 'parenthesized@1',
      optionOrder: 'seed:0',
    }),
    defineProtocol({
      id: 'lm-eval/gpqa',
      template: 'choice/base@1',
      extractor: 'log-likelihood@1',
      optionOrder: 'seed:0',
    }),
    ...choiceProtocols(
      ['opencompass/gpqa', 'answer-colon@1'],
      ['opencompass/first-option', 'first-option@1'],
      ['helm/gpqa', 'helm-cot@1'],
      ['helm/gpqa-direct', 'helm-joint@1'],
      ['inspect/choice', 'inspect:choice@1'],
      ['lighteval/gpqa', 'lighteval-letter-anywhere@1'],
    ).map((p) => defineProtocol({ ...p, subset: 'diamond', optionOrder: 'seed:0' })),
  ],
  needs: choiceNeeds,
  request: choiceRequest,
  score: (s, output, protocol) => {
    const score = scoreChoiceAnswer(s, output, protocol)
    return output.logprobs === undefined
      ? { ...score, parts: { ...score.parts, ...filtersOf(output.text, s.target[0]!, s.choices ?? []) } }
      : score
  },
  canonical: choiceCanonical,
  chance: () => 0.25,
})

/**
 * What the two filters of lm-evaluation-harness find, compared without case and punctuation.
 *
 * @source lm-evaluation-harness, tasks/gpqa/cot_zeroshot: strict-match, flexible-extract
 */
function filtersOf(text: string, target: string, choices: readonly string[]) {
  const fold = (t: string | undefined) => (t ?? '').replace(/[!-/:-@[-`{-~]/g, '').toLowerCase()
  const strict = /(?<=The answer is )([^\n]*)(?=[^\n])/.exec(text)?.[1]?.trim()
  const flexible = [...text.matchAll(/\([A-Z]\)/g)].at(-1)?.[0] ?? byOption(text, choices)
  return {
    'strict-match': fold(strict) === target.toLowerCase() ? 1 : 0,
    'flexible-extract': fold(flexible) === target.toLowerCase() ? 1 : 0,
  }
}

// the last option whose words stand in the text, the longest first, otherwise the last letter after a colon
function byOption(text: string, choices: readonly string[]): string | undefined {
  const bare = (t: string) => t.toLowerCase().replace(/\p{P}/gu, '')
  const letterOf = new Map(choices.map((c, i) => [bare(c.trim()), 'ABCDEFGHIJ'[i]!]))
  const words = choices.map((c) => bare(c.trim())).sort((a, b) => b.length - a.length)
  const pattern = words.map((w) => w.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|')
  const said = [...bare(text).matchAll(new RegExp(pattern, 'g'))].at(-1)?.[0].trim()
  if (said) return letterOf.get(said) ?? said
  const letters = 'ABCDEFGHIJ'.slice(0, choices.length)
  return [...text.matchAll(new RegExp(`:\\s*([${letters}])`, 'g'))].at(-1)?.[1]
}
