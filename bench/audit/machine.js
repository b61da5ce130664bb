// Long texts as a program writes them: one sentence with other names and numbers each time, by a seed.
import { randomOf } from './random.js'

const apps = ['ChatGPT', 'Claude', 'Gemini', 'Copilot', 'Perplexity', 'Doubao', 'Kimi', 'Character AI']
const models = [
  'Llama 3.1 405B',
  'GPT-4o',
  'Claude 3.5 Sonnet',
  'Mistral Large 2',
  'Gemma 2 9B',
  'Qwen2 72B',
  'Llama 3.1 70B',
]
const benchmarks = ['MMLU', 'GSM8K', 'HumanEval', 'MATH', 'GPQA', 'IFEval', 'ARC Challenge', 'BFCL']
const words =
  'the of and market model growth report company revenue data center training open source policy subsidy quarter week analyst cost capital demand supply user application'.split(
    ' ',
  )

const scoreOf = (r) => `${r.pick(models)} scores ${between(r, 40, 99, 1)} on ${r.pick(benchmarks)}`

// of each kind the next piece of text, and what stands behind so many pieces
const kinds = {
  downloads: {
    piece: (r) =>
      `In week ${1 + r.int(52)} of 2024, ${r.pick(apps)} was downloaded ${between(r, 0.1, 9, 2)} million times, up ${between(r, 0.1, 30, 1)}% from the week before. `,
    every: 6,
  },
  scores: {
    piece: (r) => {
      const [a, b] = r.some(models, 2)
      return `${a} scores ${between(r, 40, 99, 1)} on ${r.pick(benchmarks)} (${r.pick([0, 5])}-shot), ahead of ${b} at ${between(r, 40, 99, 1)}. `
    },
    every: 5,
  },
  weekly: {
    piece: (r) => {
      const [a, b] = r.some(models, 2)
      return `本周${r.pick(apps)}下载量为${between(r, 10, 900, 1)}万次，环比增长${between(r, 0.1, 30, 1)}%；${a}在${r.pick(benchmarks)}上得分${between(r, 40, 99, 1)}，高于${b}的${between(r, 40, 99, 1)}。`
    },
    every: 5,
  },
  words: {
    piece: (r) => {
      const text = Array.from({ length: 8 + r.int(13) }, () => r.pick(words))
      text.splice(1 + r.int(text.length), 0, `${between(r, 1, 999, 1)}${r.pick(['%', ' million', ' billion', ''])}`)
      return `${text.join(' ')}. `
    },
    every: 6,
  },
  // lines without a blank one between them are one paragraph
  lines: {
    piece: (r, n) =>
      `Line ${n}: ${r.pick(models)} has ${1 + r.int(900)} billion parameters and a score of ${between(r, 0, 100, 1)}%.\n`,
    every: Number.POSITIVE_INFINITY,
  },
  'bar tables': {
    piece: (r) => {
      const own = r.some(models, 4)
      const row = (cells) => `| ${cells.join(' | ')} |\n`
      return (
        row(['Benchmark', ...own]) +
        row(['---', ...own.map(() => '---')]) +
        benchmarks.map((b) => row([b, ...own.map(() => between(r, 30, 99, 1))])).join('') +
        '\n'
      )
    },
    every: Number.POSITIVE_INFINITY,
  },
  'code blocks': {
    piece: (r) => `\`\`\`python\nx = ${r.int(999)}\n\`\`\`\n\nThe run took ${between(r, 1, 99, 1)} seconds.\n\n`,
    every: Number.POSITIVE_INFINITY,
  },
  'line breaks': { piece: (r) => `${scoreOf(r)}<br>`, every: Number.POSITIVE_INFINITY },
  'bare columns': {
    piece: (r, n) => `${n % 5 === 0 ? 'General\nMMLU (0-shot, CoT)\n' : ''}${between(r, 40, 99, 1)}\n`,
    every: Number.POSITIVE_INFINITY,
  },
}

function between(random, low, high, places) {
  return (low + random.next() * (high - low)).toFixed(places)
}

/** The end of the name of a file of some kinds; the others are plain text. */
export const extensions = { 'bar tables': 'md', 'code blocks': 'md', 'line breaks': 'html' }

/** The kinds of such texts by their names, each a function of the size in bytes. */
export const machineTexts = Object.fromEntries(
  Object.entries(kinds).map(([kind, { piece, every }]) => [
    kind,
    (size) => {
      const random = randomOf(61_000)
      const parts = []
      for (let length = 0, n = 1; length < size; n += 1) {
        const text = Buffer.from(piece(random, n) + (n % every === 0 ? '\n\n' : ''))
        parts.push(text)
        length += text.length
      }
      return Buffer.concat(parts)
    },
  ]),
)
