import { parseYaml, type YamlText } from '../../base/index.ts'

/** The front matter that a Markdown text begins with. */
export const front = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?=\r?\n|$)/

// what is longer is no metadata of a card, and is not read
const longest = 1_000_000

/**
 * A Markdown text with the results of its `model-index`, which model cards have in their front matter, as HTML tables on the same lines.
 *
 * Each model has a table of its own. Any other front matter stays as it is.
 *
 * @source Hugging Face, model card metadata: `model-index[].results[].dataset.name` and `.metrics[].value`
 */
export function withResults(markdown: string): string {
  const [whole, text = ''] = front.exec(markdown) ?? ['']
  if (text.length > longest || !/^model-index:/m.test(text)) return markdown
  const yaml = parseYaml(text)
  const rows = yaml.errors.length > 0 ? [] : rowsOf(yaml, text)
  if (rows.length === 0) return markdown
  const written = whole.split('\n').map(() => '')
  const lineOf = lineCounter(text)
  const lines = rows.map((row) => 1 + lineOf(row.at))
  rows.forEach((row, n) => {
    const isFirst = rows[n - 1]?.model !== row.model
    const isLast = rows[n + 1]?.model !== row.model
    const head = isFirst ? `<table><tr><td>Benchmark</td><td>${plain(row.model)}</td></tr>` : ''
    const cells = `<tr><td>${plain(row.benchmark)}</td><td>${plain(row.value)}</td></tr>`
    written[lines[n]!] += `${head}${cells}${isLast ? '</table>' : ''}`
  })
  return written.join('\n') + markdown.slice(whole.length)
}

interface Row {
  readonly model: string
  readonly benchmark: string
  /** as it is written */
  readonly value: string
  readonly at: number
}

function rowsOf(yaml: YamlText, text: string): readonly Row[] {
  const rows: Row[] = []
  listOf(part(yaml.value, 'model-index')).forEach((entry, m) => {
    const model = textOf(part(entry, 'name'))
    listOf(part(entry, 'results')).forEach((result, r) => {
      const benchmark = labelOf(part(result, 'dataset'))
      listOf(part(result, 'metrics')).forEach((_, k) => {
        const range = yaml.range(['model-index', m, 'results', r, 'metrics', k, 'value'])
        const value = range === null ? '' : text.slice(range.start, range.end).replace(/^(['"])(.*)\1$/, '$2')
        if (range === null || model === '' || benchmark === '' || !/^\d[\d.,]{0,20}\s?%?$/.test(value)) return
        rows.push({ model, benchmark, value, at: range.start })
      })
    })
  })
  return rows
}

// with how many examples it was measured, where its name does not say so
function labelOf(dataset: unknown): string {
  const name = textOf(part(dataset, 'name'))
  const shots = textOf(part(part(dataset, 'args'), 'num_few_shot'))
  return name === '' || shots === '' || /\d\s*-?\s*shot/i.test(name) ? name : `${name} (${shots}-shot)`
}

// the line of an offset, from 0, of offsets that come in their order
function lineCounter(text: string): (at: number) => number {
  let [line, from] = [0, 0]
  return (at) => {
    if (at < from) [line, from] = [0, 0]
    for (let next = text.indexOf('\n', from); next !== -1 && next < at; next = text.indexOf('\n', from)) {
      line += 1
      from = next + 1
    }
    return line
  }
}

function part(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/\s+/g, ' ')
}
