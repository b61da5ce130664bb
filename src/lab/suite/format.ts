import { random, shuffled } from '../../base/index.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { scoreLetter } from '../scorer/letter.ts'
import { chat, letters } from '../task/prompt.ts'
import { defineTask, type Sample, say } from '../task/task.ts'

// the same question in other dress: an honest model does not care
const shapes: readonly ((question: string, options: readonly string[]) => string)[] = [
  (q, o) => `${q}\n${o.map((x, i) => `${letters[i]}. ${x}`).join('\n')}`,
  (q, o) => `${q}\n\n${o.map((x, i) => `(${letters[i]}) ${x}`).join('\n')}`,
  (q, o) => `Question: ${q}\nOptions: ${o.map((x, i) => `${letters[i]}) ${x}`).join('; ')}`,
  (q, o) => `QUESTION:: ${q}\n${o.map((x, i) => `OPTION ${letters[i]}:: ${x}`).join('\n')}`,
  (q, o) => `<question>${q}</question>\n${o.map((x, i) => `<option id="${letters[i]}">${x}</option>`).join('\n')}`,
  (q, o) => `${o.map((x, i) => `${letters[i]}: ${x}`).join('\n')}\n\n${q}`,
]

/** The same items in several prompt shapes: the spread between shapes is what is measured. */
export const formatSensitivity = defineTask({
  id: 'format-sensitivity',
  version: 1,
  title: { en: 'format sensitivity: same items, other shapes', zh: '格式敏感性：同题异形' },
  measure: 'assay.format-sensitivity',
  licence: 'Apache-2.0',
  dataset: { kind: 'generated', size: 60 * shapes.length, sample },
  protocols: [
    defineProtocol({
      id: 'assay/format-sensitivity',
      template: 'shapes@1',
      extractor: 'best-answer-is@1',
      maxTokens: 64,
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) =>
    chat(protocol, `${s.input}\n\nAnswer with the sentence "The best answer is X." where X is a letter.`),
  score: (s, output) => scoreLetter(output.text, s.target[0]!, 'best-answer-is@1', 'ABCD'),
  canonical: (s) => say(`The best answer is ${s.target[0]}.`),
  chance: () => 0.25,
})

function sample(index: number, seed: string): Sample {
  const item = Math.floor(index / shapes.length)
  const shape = index % shapes.length
  const chance = random(`${seed}/format/${item}`)
  const [a, b] = [11 + chance.below(80), 11 + chance.below(80)]
  const right = a + b
  const options = shuffled([right, right + 10, right - 1, right + 2].map(String), chance)
  return {
    id: `format-${item}-shape-${shape}`,
    input: shapes[shape]!(`What is ${a} + ${b}?`, options),
    target: [letters[options.indexOf(String(right))]!],
    choices: options,
    group: `shape ${shape}`,
    cluster: `item ${item}`,
    data: { shape },
  }
}
