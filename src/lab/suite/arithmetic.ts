import { type Random, random } from '../../base/index.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { scoreNumber } from '../scorer/number.ts'
import { chat } from '../task/prompt.ts'
import { defineTask, type Sample, say } from '../task/task.ts'
import { people } from './words.ts'

const goods = 'apples,nails,candles,stamps,bricks,ribbons,bottles,tiles,coins,seeds'.split(',')

/** Word problems made from templates, of one to eight steps; each template is a cluster. */
export const arithmetic = defineTask({
  id: 'arithmetic',
  version: 1,
  title: { en: 'templated arithmetic word problems', zh: '模板化算术应用题' },
  measure: 'assay.arithmetic',
  licence: 'Apache-2.0',
  dataset: { kind: 'generated', size: 400, sample },
  protocols: [
    defineProtocol({ id: 'assay/arithmetic', cot: true, template: 'final-answer@1', extractor: 'last-number@1' }),
    defineProtocol({
      id: 'assay/arithmetic-direct',
      template: 'number-only@1',
      maxTokens: 32,
      extractor: 'last-number@1',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => {
    const ask = protocol.cot
      ? 'Think step by step, and end with a line "The final answer is N".'
      : 'Answer with the number alone.'
    return chat(protocol, `${s.input}\n\n${ask}`)
  },
  score: (s, output) => scoreNumber(output.text, s.target[0]!, 'last'),
  canonical: (s) => say(`The final answer is ${s.target[0]}`),
  chance: () => 0,
})

type Step = (chance: Random, now: number, name: string) => readonly [words: string, after: number]

const steps: readonly Step[] = [
  (c, now, name) => {
    const more = 1 + c.below(60)
    return [`${name} buys ${more} more.`, now + more]
  },
  (c, now, name) => {
    const less = 1 + c.below(Math.max(1, now - 1))
    return now < 2 ? [`${name} finds one more.`, now + 1] : [`${name} gives ${less} away.`, now - less]
  },
  (c, now, name) => {
    const times = 2 + c.below(3)
    return [
      `A neighbour adds enough that ${name} has ${['', '', 'twice', 'three times', 'four times'][times]} as many.`,
      now * times,
    ]
  },
  (_, now, name) => (now % 2 === 0 ? [`${name} loses half of them.`, now / 2] : [`${name} loses one.`, now - 1]),
  (c, now, name) => {
    const boxes = 2 + c.below(6)
    const each = 2 + c.below(12)
    return [`${name} opens ${boxes} boxes with ${each} in each.`, now + boxes * each]
  },
]

function sample(index: number, seed: string): Sample {
  const chance = random(`${seed}/arithmetic/${index}`)
  const count = 1 + (index % 8)
  const [name, good] = [chance.pick(people), chance.pick(goods)]
  let now = 3 + chance.below(90)
  const words = [`${name} has ${now} ${good}.`]
  const kinds: number[] = []
  for (let i = 0; i < count; i += 1) {
    const kind = chance.below(steps.length)
    kinds.push(kind)
    const [said, after] = steps[kind]!(chance, now, name)
    words.push(said)
    now = after
  }
  words.push(`How many ${good} does ${name} have in the end?`)
  return {
    id: `arithmetic-${index}`,
    input: words.join(' '),
    target: [String(now)],
    group: `${count} steps`,
    cluster: kinds.join(''),
    data: { steps: count },
  }
}
