// Long texts for the clock: documents of the repository, in turn and out of order, their names and numbers varied by a seed,
// and a tale of the same words without figures.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { formats } from './formats.js'
import { randomOf } from './random.js'
import { parseWritten, writtenSet } from './written.js'

const root = join(import.meta.dirname, '../..')
const read = (path) => readFileSync(join(root, path), 'utf8')
const decoder = new TextDecoder()

/** Every text of the repository that is written like a report, notice, manual or note. */
function sources() {
  const written = [5, 6, 7, 8, 9].flatMap((set) =>
    writtenSet(set).map(({ name, source }) => decoder.decode(formats.txt(parseWritten(name, source, false).document))),
  )
  const clean = readdirSync(join(root, 'test/project/clean')).map((name) => read(`test/project/clean/${name}`))
  const pairs = ['paragraphs', 'reckonings', 'slips'].flatMap((name) => {
    const texts = parse(read(`test/project/${name}.yaml`)).map((p) => p.text ?? p.right ?? '')
    return Array.from({ length: Math.ceil(texts.length / 8) }, (_, n) => texts.slice(n * 8, n * 8 + 8).join('\n\n'))
  })
  const manuals = readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md') && name !== 'codes.md')
    .map((name) => read(`docs/${name}`))
  return [...written, ...clean, ...pairs, ...manuals]
}

const models = [
  'Llama 3.1 405B',
  'Llama 3.1 70B',
  'GPT-4o',
  'Claude 3.5 Sonnet',
  'Mistral Large 2',
  'Gemma 2 9B',
  'Qwen2 72B',
  'Mixtral 8x22B',
  'Borealis 3',
  'Tern 2 40B',
]
const firms = ['阿里云', '腾讯云', '华为', '字节跳动', '百度', '海纳信息', '远澜科技', '北辰软件', '星野智能', '青屿云']
const named = (list) => new RegExp(list.map((n) => n.replaceAll('.', '\\.')).join('|'), 'g')
const [modelNames, firmNames] = [named(models), named(firms)]

// years, dates and versions stay what they are: a document keeps to its time
const figure = /(?<![\dA-Za-z.-])(?!(?:19|20)\d\d(?!\d))\d[\d,]*(?:\.\d+)?(?![\dA-Za-z-])(?!\s?[年月日:/])/g

function varied(text, random) {
  const turn = [1 + random.int(models.length - 1), 1 + random.int(firms.length - 1)]
  const digits = (n) =>
    n.replace(/\d/g, (d, at) =>
      at === 0 && n.length > 1 && d !== '0' ? 1 + random.int(9) : d === '0' ? 0 : random.int(10),
    )
  return text
    .replace(modelNames, (m) => models[(models.indexOf(m) + turn[0]) % models.length])
    .replace(firmNames, (m) => firms[(firms.indexOf(m) + turn[1]) % firms.length])
    .replace(figure, digits)
}

// the paragraphs of a document in another order, its tables where they stand
function shuffled(text, random) {
  const parts = text.split(/\n{2,}/)
  for (let n = parts.length - 1; n > 0; n -= 1) {
    const m = Math.max(0, n - random.int(4))
    if (![n, m].some((i) => /^\s*[|#]|\t|^%/.test(parts[i]))) [parts[n], parts[m]] = [parts[m], parts[n]]
  }
  return parts.join('\n\n')
}

function grow(size, next) {
  const parts = []
  for (let length = 0, n = 0; length < size; n += 1) {
    const bytes = Buffer.from(`${next(n)}\n\n`)
    parts.push(bytes)
    length += bytes.length
  }
  return Buffer.concat(parts)
}

/** `size` bytes of reports, notes, notices, tables and manuals in Chinese and English. */
export function mixedText(size) {
  const texts = sources()
  return grow(size, (n) => {
    const random = randomOf(31_000 + n)
    const text = texts[(n * 7) % texts.length]
    return n < texts.length ? text : varied(shuffled(text, random), random)
  })
}

/** `size` bytes of a tale in Chinese and English: clauses of these texts without their figures, in ever new order. */
export function taleText(size) {
  const all = sources().join('\n')
  const bare = (lang) => [
    ...new Set(
      (lang === 'zh'
        ? all.match(/[\u4e00-\u9fff]{4,18}(?=[，。；：])/g)
        : all.match(/(?<=[a-z], )[a-z][a-z ]{12,60}(?=[,.;])/g)) ?? [],
    ),
  ]
  const [zh, en] = [bare('zh'), bare('en')]
  return grow(size, (n) => {
    const random = randomOf(57_000 + n)
    const isZh = n % 2 === 0
    const sentence = () => {
      const clauses = Array.from({ length: 2 + random.int(3) }, () => random.pick(isZh ? zh : en))
      const text = clauses.join(isZh ? '，' : ', ')
      return isZh ? `${text}。` : `${text[0].toUpperCase()}${text.slice(1)}. `
    }
    const chapter = n % 60 === 0 ? `第${random.pick([...'一二三四五六七八九'])}章\n\n` : ''
    const year = random.int(8) === 0 ? (isZh ? `${1890 + random.int(30)}年冬，` : `In ${1890 + random.int(30)} `) : ''
    return chapter + year + Array.from({ length: 3 + random.int(6) }, sentence).join('')
  })
}

const cleanTexts = () => readdirSync(join(root, 'test/project/clean')).map((name) => read(`test/project/clean/${name}`))

/** `size` bytes of `texts` one after another, each digit of each number another one by paragraph, so that nothing repeats. */
export function digitsText(size, texts = cleanTexts()) {
  return grow(size, (n) => {
    const paragraphs = texts[n % texts.length].split(/\n{2,}/)
    return paragraphs
      .map((paragraph, at) => {
        const random = randomOf(83_000 + n * 1000 + at)
        return paragraph.replace(/\d+/g, (number) =>
          number.replace(/\d/g, (_, k) => (k === 0 && number.length > 1 ? 1 + random.int(9) : random.int(10))),
        )
      })
      .join('\n\n')
  })
}
