import { defineProtocol } from '../protocol/protocol.ts'
import { defineTask, type Score, say } from '../task/task.ts'
import type { Tools } from '../task/tools.ts'
import { kept, list, text, texts } from './field.ts'

// the published temperatures by category
const temperatures: Readonly<Record<string, number>> = {
  writing: 0.7,
  roleplay: 0.7,
  extraction: 0,
  math: 0,
  coding: 0,
  reasoning: 0,
  stem: 0.1,
  humanities: 0.1,
}

/** MT-Bench, first turns: judged from 1 to 10, with the length of the answers. */
export const mtBench = defineTask({
  id: 'mt-bench',
  version: 1,
  title: { en: 'MT-Bench with average generation length', zh: 'MT-Bench 与平均生成长度' },
  measure: 'mt-bench',
  licence: 'Apache-2.0',
  dataset: {
    kind: 'file',
    about: { en: 'question.jsonl of lm-sys/FastChat', zh: 'lm-sys/FastChat 的 question.jsonl' },
    fields: ['question_id', 'category', 'turns'],
    sizes: { all: 80 },
    sample: (row) => {
      const turns = texts(row, 'turns')
      const id = text(row, 'question_id')
      if (turns === null || turns.length === 0) return { lacks: 'turns' }
      if (id === null) return { lacks: 'question_id' }
      const category = text(row, 'category') ?? ''
      return {
        id,
        input: turns[0]!,
        target: (list(row, 'reference') ?? []).map(String),
        group: category,
        data: kept(row),
      }
    },
  },
  protocols: [
    defineProtocol({
      id: 'lmsys/mt-bench-turn-1',
      template: 'mt-bench/turn-1@1',
      extractor: 'rating@1',
      maxTokens: 1024,
      judge: 'single-v1',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => ({
    messages: [{ role: 'user', content: s.input }],
    maxTokens: protocol.maxTokens,
    temperature: temperatures[s.group ?? ''] ?? 0.7,
  }),
  score: (_, output, __, tools) => scoreRating(output.text, tools),
  canonical: (s) => say(s.target[0] ?? 'An answer.'),
  chance: () => 0,
  judge: (s, output) => ({
    messages: [
      {
        role: 'user',
        content: `Judge how helpful, relevant, right, deep and detailed the answer of an assistant is. Explain briefly, then rate it from 1 to 10 in the form [[rating]].\n\n[Question]\n${s.input}\n${s.target.length === 0 ? '' : `\n[Reference]\n${s.target[0]}\n`}\n[Answer]\n${output.text}`,
      },
    ],
    maxTokens: 2048,
    temperature: 0,
  }),
})

/** The rating in double brackets, else in single ones; what has none is unparsed and counted, not dropped. */
export function readRating(judgement: string): number | null {
  const found = /\[\[(\d+\.?\d*)\]\]/.exec(judgement) ?? /\[(\d+\.?\d*)\]/.exec(judgement)
  const rating = found === null ? Number.NaN : Number(found[1])
  return rating >= 1 && rating <= 10 ? rating : null
}

function scoreRating(answer: string, tools: Tools): Score {
  if (tools.judgement === null)
    return { value: 0, outcome: 'not-run', answer, why: 'no judge was asked; name one with `--judge`' }
  const rating = readRating(tools.judgement)
  if (rating === null) return { value: 0, outcome: 'unparsed', answer, why: 'the judge gave no rating' }
  return {
    value: rating / 10,
    outcome: rating > 5 ? 'correct' : 'incorrect',
    answer,
    why: `rated ${rating}`,
    parts: { 'rating / 10': rating / 10 },
  }
}
