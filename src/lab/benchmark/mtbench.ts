import type { Message, Output, Request } from '../models/model.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import { type Tools, turnBreak } from '../task/tools.ts'
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

/** MT-Bench: each turn judged from 1 to 10, with the length of the answers. */
export const mtBench = defineTask({
  id: 'mt-bench',
  version: 2,
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
      id: 'lmsys/mt-bench',
      template: 'mt-bench/two-turns@1',
      extractor: 'rating@1',
      maxTokens: 1024,
      judge: 'single-v1',
    }),
    defineProtocol({
      id: 'lmsys/mt-bench-turn-1',
      template: 'mt-bench/turn-1@1',
      extractor: 'rating@1',
      maxTokens: 1024,
      judge: 'single-v1',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => asking(s, protocol.maxTokens, [{ role: 'user', content: s.input }]),
  follow: (s, protocol, said) => {
    const turns = turnsOf(s)
    if (protocol.template !== 'mt-bench/two-turns@1' || said.length >= Math.min(2, turns.length)) return null
    const past = said.flatMap((text, i): Message[] => [
      { role: 'user', content: turns[i]! },
      { role: 'assistant', content: text },
    ])
    return asking(s, protocol.maxTokens, [...past, { role: 'user', content: turns[said.length]! }])
  },
  score: (_, output, __, tools) => scoreRatings(output.text, tools),
  canonical: (s) => say(s.target[0] ?? 'An answer.'),
  chance: () => 0,
  judge: (s, output) => [...(output.earlier ?? []), output].map((_, turn) => judging(s, output, turn)),
})

function turnsOf(sample: Sample): readonly string[] {
  return texts(sample.data, 'turns') ?? [sample.input]
}

function asking(sample: Sample, maxTokens: number, messages: readonly Message[]): Request {
  return { messages, maxTokens, temperature: temperatures[sample.group ?? ''] ?? 0.7 }
}

// the first turn is judged by itself, the second with the conversation before it
function judging(sample: Sample, output: Output, turn: number): Request {
  const answers = [...(output.earlier ?? []).map((t) => t.text), output.text]
  const questions = turnsOf(sample)
  const talk = answers
    .slice(0, turn + 1)
    .map((a, i) => `[Question ${i + 1}]\n${questions[i]}\n\n[Answer ${i + 1}]\n${a}`)
    .join('\n\n')
  const reference =
    sample.target[turn] === undefined ? '' : `\n[Reference for question ${turn + 1}]\n${sample.target[turn]}\n`
  const which = turn === 0 ? 'the answer' : 'the second answer'
  const content = `Judge how helpful, relevant, right, deep and detailed ${which} of an assistant is. Explain briefly, then rate it from 1 to 10 in the form [[rating]].\n${reference}\n${talk}`
  return { messages: [{ role: 'user', content }], maxTokens: 2048, temperature: 0 }
}

/**
 * The rating in double brackets, else in single ones; what has none is unparsed and counted, not dropped.
 *
 * @source lm-sys/FastChat, llm_judge/common.py: one_score_pattern, one_score_pattern_backup; it holds the judge to no range
 */
export function readRating(judgement: string): number | null {
  const found = /\[\[(\d+\.?\d*)\]\]/.exec(judgement) ?? /\[(\d+\.?\d*)\]/.exec(judgement)
  return found === null ? null : Number(found[1])
}

function scoreRatings(answer: string, tools: Tools): Score {
  if (tools.judgement === null)
    return { value: 0, outcome: 'not-run', answer, why: 'no judge was asked; name one with `--judge`' }
  const ratings = tools.judgement.split(turnBreak).map(readRating)
  if (ratings.some((r) => r === null)) return { value: 0, outcome: 'unparsed', answer, why: 'the judge gave no rating' }
  const mean = (ratings as number[]).reduce((sum, r) => sum + r, 0) / ratings.length
  const turns = ratings.length === 1 ? [] : ratings.map((r, i) => [`turn ${i + 1} / 10`, r! / 10] as const)
  return {
    value: Math.min(1, mean / 10),
    outcome: mean > 5 ? 'correct' : 'incorrect',
    answer,
    why: `rated ${ratings.join(' and ')}`,
    parts: { 'rating / 10': mean / 10, ...Object.fromEntries(turns) },
  }
}
