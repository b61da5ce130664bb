import { random, shuffled } from '../../base/index.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { chat, paragraphs } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'

const sizes = [20, 100, 500, 2000]

/** One value to be found among many pairs of keys and values. */
export const keyValue = defineTask({
  id: 'key-value',
  version: 1,
  title: { en: 'key-value retrieval, generated', zh: '键值检索（生成）' },
  measure: 'assay.key-value',
  licence: 'Apache-2.0',
  dataset: { kind: 'generated', size: 200, sample: keyValueSample },
  protocols: [
    defineProtocol({ id: 'assay/key-value', template: 'key-value@1', extractor: 'contains@1', maxTokens: 64 }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, s.input),
  score: (s, output) => contains(s, output.text),
  canonical: (s) => say(s.target[0]!),
  chance: () => 0,
})

function keyValueSample(index: number, seed: string): Sample {
  const chance = random(`${seed}/key-value/${index}`)
  const size = sizes[index % sizes.length]!
  const id = () => Array.from({ length: 4 }, () => chance.below(65536).toString(16).padStart(4, '0')).join('-')
  const pairs = Array.from({ length: size }, () => [id(), id()] as const)
  const [key, value] = pairs[chance.below(size)]!
  const json = `{${pairs.map(([k, v]) => `"${k}": "${v}"`).join(',\n ')}}`
  return {
    id: `key-value-${index}-${size}`,
    input: paragraphs(
      'Here is a JSON object.',
      json,
      `What is the value of the key "${key}"? Answer with the value alone.`,
    ),
    target: [value],
    group: `${size} pairs`,
    data: { key, size },
  }
}

/** Variables that are set from each other; all that hold one value have to be named. */
export const variableTracking = defineTask({
  id: 'variable-tracking',
  version: 1,
  title: { en: 'variable tracking, generated', zh: '变量追踪（生成）' },
  measure: 'assay.variable-tracking',
  licence: 'Apache-2.0',
  dataset: { kind: 'generated', size: 200, sample: trackingSample },
  protocols: [
    defineProtocol({ id: 'assay/variable-tracking', template: 'tracking@1', extractor: 'names@1', maxTokens: 256 }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, s.input),
  score: scoreNames,
  canonical: (s) => say(s.target.join(', ')),
  chance: () => 0,
})

function trackingSample(index: number, seed: string): Sample {
  const chance = random(`${seed}/tracking/${index}`)
  const hops = 2 + (index % 5)
  const chains = 3
  const names = shuffled(
    Array.from(
      { length: 26 * 26 },
      (_, i) => `V${String.fromCharCode(65 + Math.floor(i / 26))}${String.fromCharCode(65 + (i % 26))}`,
    ),
    chance,
  )
  const values = Array.from({ length: chains }, () => 10_000 + chance.below(90_000))
  const lines: string[][] = values.map((value, c) => {
    const own = names.slice(c * (hops + 1), (c + 1) * (hops + 1))
    return own.map((name, i) => (i === 0 ? `${name} = ${value}` : `${name} = ${own[i - 1]}`))
  })
  // the lines of a chain keep their order, those of different chains mix
  const mixed: string[] = []
  while (lines.some((l) => l.length > 0)) mixed.push(chance.pick(lines.filter((l) => l.length > 0)).shift()!)
  const target = names.slice(0, hops + 1)
  return {
    id: `variable-tracking-${index}`,
    input: paragraphs(
      'These assignments are carried out in order.',
      mixed.join('\n'),
      `Name all variables whose value is ${values[0]} at the end, separated by commas, and nothing else.`,
    ),
    target,
    group: `${hops} hops`,
    data: { hops },
  }
}

/** Whether the answer holds the target as a word of its own. */
export function contains(sample: Sample, text: string): Score {
  if (text.trim() === '') return { value: 0, outcome: 'unparsed', answer: null, why: 'an empty answer' }
  const right = text.includes(sample.target[0]!)
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer: text.trim().slice(0, 200),
    why: right ? 'found' : 'not found',
  }
}

function scoreNames(sample: Sample, output: { readonly text: string }): Score {
  const found = [...new Set(output.text.match(/\bV[A-Z]{2}\b/g) ?? [])]
  if (found.length === 0) return { value: 0, outcome: 'unparsed', answer: null, why: 'no variable is named' }
  const right = found.length === sample.target.length && sample.target.every((t) => found.includes(t))
  const hit = sample.target.filter((t) => found.includes(t)).length
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer: found.join(', '),
    why: `${hit} of ${sample.target.length} named, ${found.length - hit} too many`,
    parts: { recall: hit / sample.target.length },
  }
}
