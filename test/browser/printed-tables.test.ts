import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExtractTable } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'
import { describeInBrowser, launch } from './chromium.ts'

type Browser = Awaited<ReturnType<typeof launch>>

const body = [
  ['Multilingual MMLU (7 languages, internal)', '78.2', '86.9', '', '58.8', '80.2'],
  ['MATH (0-shot, CoT)', '68.0', '41.1', '59.4', '43.1', '64.5'],
  ['GPQA', '46.7', '', '59.4', '30.8', '41.4'],
  ['HumanEval', '80.5', '73.2', '92.0', '68.0', '86.6'],
  ['IFEval', '87.5', '85.1', '88.0', '69.9', '84.3'],
]
const heads = [
  'Llama 3.1 70B Instruct',
  'Nemotron 4 340B Instruct',
  'Claude 3.5 Sonnet',
  'GPT-3.5 Turbo',
  'GPT-4 (0125)',
]

const head = `<tr><th>Benchmark</th>${heads.map((h) => `<th>${h}</th>`).join('')}</tr>`
const grouped = `<tr><th rowspan="2">Benchmark</th><th colspan="2">Open weights</th><th colspan="3">Closed models</th></tr>${head.replace('<th>Benchmark</th>', '')}`

function pageOf(style: string, first: string, around = ''): string {
  const rows = body.map((r) => `<tr>${r.map((c) => `<td>${c}</td>`).join('')}</tr>`).join('')
  const prose = `<p>${'The table gives the scores that were published for each model, as read in July 2024. '.repeat(around === '' ? 1 : 24)}</p>`
  return `<!doctype html><meta charset="utf-8"><style>@page{size:A4;margin:18mm} body{font:11px/1.45 sans-serif} table{border-collapse:collapse;width:100%} td,th{padding:5px 10px} ${style}</style><div style="${around}">${prose}<table><thead>${first}</thead><tbody>${rows}</tbody></table>${prose}</div>`
}

describeInBrowser('tables that a browser prints', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
  })
  async function printed(html: string) {
    const tab = await browser.newPage()
    await tab.setContent(html)
    const bytes = new Uint8Array(await tab.pdf({ preferCSSPageSize: true, printBackground: true }))
    await tab.close()
    const extract = await readForeign('a.pdf', bytes)
    return extract.blocks
      .filter((b): b is ExtractTable => b.kind === 'table')
      .map((t) => t.rows.map((r) => r.map((c) => c.text)))
  }
  test.each([
    ['numbers at the right', 'td,th{text-align:right} td:first-child,th:first-child{text-align:left}'],
    ['all in the middle', 'td,th{text-align:center}'],
    ['heads at the left, numbers at the right', 'th{text-align:left} td+td{text-align:right}'],
    ['lines between rows', 'td,th{border-bottom:1px solid #ccc} td+td{text-align:right}'],
    ['every other row filled', 'tbody tr:nth-child(even){background:#eee} td+td{text-align:center}'],
    ['narrow', 'table{width:420px;font-size:9px} td,th{padding:2px 4px;text-align:center}'],
    ['at the top', 'td,th{vertical-align:top} td+td{text-align:right}'],
  ])('%s', async (_, style) => {
    expect(await printed(pageOf(style, head))).toEqual([[['Benchmark', ...heads], ...body]])
  })
  test('names of groups over their columns', async () => {
    const [table] = await printed(pageOf('td+td{text-align:center}', grouped))
    expect(table!.slice(0, 2)).toEqual([
      ['', 'Open weights', 'Open weights', 'Closed models', 'Closed models', 'Closed models'],
      ['Benchmark', ...heads],
    ])
  })
  test('over both columns of a page', async () => {
    const html = pageOf('table{column-span:all} td+td{text-align:right}', head, 'columns:2')
    expect(await printed(html)).toEqual([[['Benchmark', ...heads], ...body]])
  })
})
