import { type Random, random, shuffled } from '../../base/index.ts'
import { ifeval } from '../benchmark/ifeval.ts'
import type { Output } from '../models/model.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { defineTask, type Sample, say } from '../task/task.ts'

const topics =
  'a lost umbrella,the first frost,a ferry at night,an empty theatre,a new bakery,a broken clock,the longest bridge,a quiet library'.split(
    ',',
  )
const words = 'amber,cedar,harbour,lantern,meadow,pebble,ribbon,thunder,velvet,willow'.split(',')

interface Constraint {
  readonly id: string
  readonly make: (chance: Random) => {
    readonly given: Readonly<Record<string, unknown>>
    readonly ask: string
    readonly apply: (text: string) => string
  }
}

// only constraints that agree with each other, in the order in which an answer can meet them
const constraints: readonly Constraint[] = [
  {
    id: 'keywords:existence',
    make: (c) => {
      const keywords = shuffled(words, c).slice(0, 2)
      return {
        given: { keywords },
        ask: `Use the words ${keywords.join(' and ')}.`,
        apply: (t) => `${t} ${keywords.join(' ')}.`,
      }
    },
  },
  {
    id: 'punctuation:no_comma',
    make: () => ({ given: {}, ask: 'Use no commas.', apply: (t) => t.replaceAll(',', '') }),
  },
  {
    id: 'length_constraints:number_words',
    make: (c) => {
      const n = 20 + 10 * c.below(5)
      return {
        given: { num_words: n, relation: 'at least' },
        ask: `Write at least ${n} words.`,
        apply: (t) => `${t} ${'more words follow here '.repeat(Math.ceil(n / 4))}`,
      }
    },
  },
  {
    id: 'detectable_format:title',
    make: () => ({
      given: {},
      ask: 'Give it a title in double angle brackets, such as <<title>>.',
      apply: (t) => `<<a title>>\n${t}`,
    }),
  },
  {
    id: 'detectable_content:number_placeholders',
    make: (c) => {
      const n = 1 + c.below(3)
      return {
        given: { num_placeholders: n },
        ask: `Include at least ${n} placeholders in square brackets.`,
        apply: (t) => `${t} ${'[name] '.repeat(n)}`,
      }
    },
  },
  {
    id: 'change_case:english_lowercase',
    make: () => ({ given: {}, ask: 'Write in English and in lower case only.', apply: (t) => t.toLowerCase() }),
  },
  {
    id: 'startend:end_checker',
    make: (c) => {
      const end = c.pick(['that is all there is to say', 'and so it ended'])
      return {
        given: { end_phrase: end },
        ask: `End with the words "${end}" and nothing after them.`,
        apply: (t) => `${t.trimEnd()} ${end}`,
      }
    },
  },
]

/** Instructions in the manner of IFEval, put together from a seed. */
export const instructionConstraints = defineTask({
  ...ifeval,
  id: 'instruction-constraints',
  version: 1,
  title: { en: 'instruction constraints, generated', zh: '指令约束（生成）' },
  measure: 'assay.instruction-constraints',
  licence: 'Apache-2.0',
  dataset: { kind: 'generated', size: 200, sample },
  protocols: [
    defineProtocol({
      id: 'assay/instruction-constraints',
      template: 'ifeval/prompt@1',
      extractor: 'prompt-strict@1',
      maxTokens: 1024,
    }),
  ],
  canonical,
})

function chosen(index: number, seed: string) {
  const chance = random(`${seed}/constraints/${index}`)
  const picked = new Set(
    shuffled(
      constraints.map((_, i) => i),
      chance,
    ).slice(0, 1 + (index % 3)),
  )
  const made = constraints.filter((_, i) => picked.has(i)).map((c) => ({ id: c.id, ...c.make(chance) }))
  return { topic: chance.pick(topics), made }
}

function sample(index: number, seed: string): Sample {
  const { topic, made } = chosen(index, seed)
  return {
    id: `instruction-constraints-${index}`,
    input: `Write a short text about ${topic}. ${made.map((m) => m.ask).join(' ')}`,
    target: made.map((m) => m.id),
    group: `${made.length} constraints`,
    data: { kwargs: made.map((m) => m.given), index, seed },
  }
}

function canonical(s: Sample): Output {
  const { topic, made } = chosen(s.data.index as number, s.data.seed as string)
  return say(made.reduce((t, m) => m.apply(t), `This is a text about ${topic}.`))
}
