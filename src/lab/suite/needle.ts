import { random, shuffled } from '../../base/index.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { chat, paragraphs } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import { filler, things } from './words.ts'

// lengths in characters, evenly spaced as the published test spaces its tokens; four characters are about one token
const lengths = [2000, 16_000, 32_000, 64_000, 96_000, 128_000, 192_000, 256_000, 384_000, 512_000]
const needles = 4
const asked = 2

/** Several facts hidden in a long made-up text, some of which are asked for. */
export const multiNeedle = defineTask({
  id: 'multi-needle',
  version: 1,
  title: { en: 'multi-needle retrieval, generated', zh: '多针检索（生成）' },
  measure: 'nih.multi-needle',
  licence: 'Apache-2.0',
  dataset: { kind: 'generated', size: 100, sample },
  protocols: [
    defineProtocol({ id: 'assay/multi-needle', template: 'needle@1', maxTokens: 256, extractor: 'recall@1' }),
    defineProtocol({
      id: 'assay/multi-needle-short',
      template: 'needle@1',
      maxTokens: 256,
      extractor: 'recall@1',
      subset: 'short',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, s.input),
  score: (s, output) => recall(s, output.text),
  canonical: (s) => say(s.target.map((t, i) => `${(s.data.asked as string[])[i]}: ${t}`).join('\n')),
  chance: () => 0,
})

function sample(index: number, seed: string): Sample {
  const chance = random(`${seed}/needle/${index}`)
  const length = lengths[index % lengths.length]!
  const places = shuffled(things, chance).slice(0, needles)
  const keys = places.map((thing) => ({ thing, key: code(chance.below) }))
  const text = haystack(length, chance, keys)
  const wanted = shuffled(keys, chance).slice(0, asked)
  const question = `What are the access codes of the ${wanted.map((w) => w.thing).join(' and of the ')}? Answer with one line for each, as NAME: CODE.`
  return {
    id: `needle-${index}-${length}`,
    input: paragraphs('Read the text and answer the question below it.', text, question),
    target: wanted.map((w) => w.key),
    group: String(length),
    data: { asked: wanted.map((w) => w.thing), length, needles: keys.map((k) => k.key) },
  }
}

function code(below: (n: number) => number): string {
  return `${1000 + below(9000)}-${1000 + below(9000)}`
}

// needles lie at sentence ends, evenly over the text
function haystack(
  length: number,
  chance: ReturnType<typeof random>,
  keys: readonly { thing: string; key: string }[],
): string {
  const parts: string[] = []
  let [size, next] = [0, 0]
  while (size < length) {
    if (next < keys.length && size >= ((next + 0.5) / keys.length) * length) {
      const hidden = `The access code of the ${keys[next]!.thing} is ${keys[next]!.key}.`
      parts.push(hidden)
      size += hidden.length + 1
      next += 1
    }
    const sentence = filler(chance)
    parts.push(sentence)
    size += sentence.length + 1
  }
  for (; next < keys.length; next += 1) parts.push(`The access code of the ${keys[next]!.thing} is ${keys[next]!.key}.`)
  return parts.join(' ')
}

/** The share of targets that a text names; naming codes that were hidden but not asked for is no fault. */
export function recall(sample: Sample, text: string): Score {
  const found = sample.target.filter((t) => text.includes(t))
  const value = found.length / sample.target.length
  return {
    value,
    outcome: value === 1 ? 'correct' : text.trim() === '' ? 'unparsed' : 'incorrect',
    answer: text.trim() === '' ? null : found.join(', '),
    why: `${found.length} of ${sample.target.length} found`,
  }
}
