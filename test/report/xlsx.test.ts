import { describe, expect, test } from 'vitest'
import { loadDesk, nodeEffects } from '../../src/project/index.ts'
import { type Binding, compile, type Document } from '../../src/report/index.ts'
import { shownCell, withNote } from '../../src/report/xlsx/live.ts'
import { sheetsOf } from '../../src/report/xlsx/render.ts'
import { writeWorkbook } from '../../src/report/xlsx/workbook.ts'
import { root } from '../layout.ts'
import { fixture } from './fixture.ts'

const places = { desk: `${root}/examples/weekly`, data: `${root}/data` }
const desk = (await loadDesk(nodeEffects(Object.values(places)), places)).value

function documentOf(body: string): Document {
  const text = `---\ntitle: T\nlang: zh\ndate: 2024-07-28\n---\n\n${body}\n`
  const { store, registry, lexicon } = desk
  const { document } = compile({ file: 'a.md', text, lang: 'zh', store, registry, lexicon })
  expect(document.diagnostics.filter((d) => d.severity === 'error')).toEqual([])
  return document
}

async function readBack(bytes: Uint8Array) {
  const { Workbook } = await import('@cj-tech-master/excelts')
  const book = new Workbook()
  await book.xlsx.load(bytes as never)
  return book
}

const table = `:::table{#t}
若干数字

| 项目 | 数值 | 说明 |
|---|---|---|
| 参数 | [4050 亿](fact:llama-3.1-405b/params) | 上下文 [128K](fact:llama-3.1-405b/context-length) 个 token |
| 国债 | [约 3000 亿元](<fact:cn/support-measures-2024/funds.bonds?channel=>) | [15%](fact:cn/trade-in-2024/appliance.rate.grade-2) 与 [20%](fact:cn/trade-in-2024/appliance.rate.grade-1) |
| =1+1 | 无 | "引号" |

来源：公开资料
:::`

describe('a table by hand', () => {
  const [sheet] = sheetsOf(documentOf(table))
  const rows = sheet!.rows.filter((r) => r.look === 'plain' && r.cells.length > 1).map((r) => r.cells)

  test('a cell with one number is a number that shows the words around it', () => {
    expect(rows[0]?.slice(1, 3)).toEqual([
      { number: '4050', format: '0" 亿"' },
      { number: '128', format: '"上下文 "0"K 个 token"' },
    ])
    expect(rows[1]?.[1]).toEqual({ number: '3000', format: '"约 "0" 亿元"' })
  })
  test('a cell with two numbers is a text, and both addresses stand beside it', () => {
    expect(rows[1]?.[2]).toBe('15% 与 20%')
    expect(rows[1]?.at(-1)).toBe('cn/trade-in-2024/appliance.rate.grade-2; cn/trade-in-2024/appliance.rate.grade-1')
  })
})

test('what is written is read back: numbers as numbers, and a text that looks like a formula as a text', async () => {
  const sheets = sheetsOf(documentOf(table))
  const book = await readBack(await writeWorkbook(sheets, 'T', '2024-07-28'))
  expect(book.worksheets.map((s) => s.name)).toEqual(['图表 1', '事实'])
  const sheet = book.worksheets[0]!
  expect([sheet.getCell('B4').value, sheet.getCell('B4').numFmt]).toEqual([4050, '0" 亿"'])
  expect([sheet.getCell('C4').value, sheet.getCell('C4').numFmt]).toEqual([128, '"上下文 "0"K 个 token"'])
  expect(sheet.getCell('A6').value).toBe('=1+1')
})

// what a spreadsheet prints for a number in the formats that are written here
function shown(number: string, format: string): string {
  const sections = format.split(';')
  const section = Number(number) < 0 && sections.length > 1 ? sections[1]! : sections[0]!
  const parts = [...section.matchAll(/"([^"]*)"|\\(.)|(#,##)?0(\.0+)?(,*)/g)]
  const digits = (grouped: boolean, places: number, power: number) =>
    (Math.abs(Number(number)) / 1000 ** power).toLocaleString('en', {
      useGrouping: grouped,
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    })
  const words = parts.map((p) =>
    p[1] !== undefined
      ? p[1]
      : p[2] !== undefined
        ? p[2]
        : digits(p[3] !== undefined, (p[4]?.length ?? 1) - 1, p[5]!.length),
  )
  return (Number(number) < 0 && sections.length === 1 ? '-' : '') + words.join('')
}

describe('a format prints the text of its cell', () => {
  const one = { key: 'n1', address: 'a/b', unit: '1', interval: null, facts: [], derived: false, others: [] }
  const at = { file: 'a.md', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 }
  test.each([
    ['405B', '405000000000', '405B (about)', '405000000000'],
    ['405 billion', '405000000000', '405 billion parameters', '405000000000'],
    ['4050 亿', '405000000000', '4050 亿', '4050'],
    ['超过 15 万亿', '15600000000000', '超过 15 万亿', '15'],
    ['1,130.5', '1130.48', '1,130.5', '1130.48'],
    ['88.6%', '88.6', '“88.6%”', '88.6'],
    ['33.4%', '0.334', '33.4% of "all"', '33.4'],
    ['90', '900000', '90', '90'],
    ['5', '5000', '5', '5000'],
    ['-19.6%', '-19.6', 'down -19.6%', '-19.6'],
    ['−3', '-3', '−3', '-3'],
    ['19.6%', '-19.6', '下降 19.6%', '-19.6'],
    ['+1.5', '1.5', '+1.5 pp', '1.5'],
    ['半数', '50', '半数', '50'],
    ['不及 1/3', '0.303704', '不及 1/3', '0.303704'],
    ['0', '0', 'no more than 0', '0'],
  ])('%s of %s', (words, value, printed, number) => {
    const cell = shownCell({ ...one, at, text: words, value } as Binding, printed)
    expect(typeof cell === 'string' ? cell : cell.number).toBe(number)
    expect(typeof cell === 'string' ? cell : shown(cell.number, cell.format)).toBe(printed)
  })
  test('a range and a text with several numbers stay texts', () => {
    for (const words of ['3-5%', '88.6 and 88.5'])
      expect(shownCell({ ...one, at, text: words, value: '3' } as Binding, words)).toBe(words)
  })
  test('a note is shown in every section', () => {
    expect(withNote('0.0;"-"0.0', '5-shot')).toBe('0.0" (5-shot)";"-"0.0" (5-shot)"')
  })
})

test('the facts sheet has a row for each text of a fact, and one for a computed number', () => {
  const body = `参数 [4050 亿](fact:llama-3.1-405b/params)，即 [4050 亿个参数](fact:llama-3.1-405b/params)，
为前者的 [30.4%](<fact:mistral-large-2/params / llama-3.1-405b/params>)。`
  const rows = sheetsOf(documentOf(body))
    .at(-1)!
    .rows.filter((r) => r.look === 'plain' && r.cells.length > 1)
  expect(rows.map((r) => r.cells.slice(0, 2))).toEqual([
    ['4050 亿', { number: '405000000000', format: '#,##0' }],
    ['4050 亿个参数', { number: '405000000000', format: '#,##0' }],
    ['30.4%', { number: '0.303703703704', format: '#,##0.0000' }],
    ['', { number: '123000000000', format: '#,##0' }],
    ['', { number: '405000000000', format: '#,##0' }],
  ])
})

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  const sheets = sheetsOf(fixture(lang))

  test('there is a sheet for each table and figure, and one of facts', () => {
    const names = sheets.map((s) => s.name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.at(-1)).toBe(lang === 'zh' ? '事实' : 'Facts')
    expect(names.length).toBeGreaterThan(3)
  })
  test('the facts sheet has the value of each fact as a number', () => {
    const rows = sheets.at(-1)!.rows.filter((r) => r.look === 'plain' && r.cells.length > 1)
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.filter((r) => typeof r.cells[1] !== 'string').length).toBeGreaterThan(5)
  })
  test('the same sheets give the same bytes', async () => {
    const [a, b] = [await writeWorkbook(sheets, 'T', '2024-07-28'), await writeWorkbook(sheets, 'T', '2024-07-28')]
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true)
  })
})

test('a workbook of any text is whole: wide rows, marks of XML, control characters, empty cells, the longest text', async () => {
  const wide = Array.from({ length: 800 }, (_, i) => `c${i}`)
  const texts = ['<a href="x">&amp;</a>', 'a\u0000b\u001fc\u{1f600}', '', ' blanks ', 'x'.repeat(40_000), '=1+1', "'"]
  const rows = [
    { cells: wide, look: 'head' as const },
    { cells: texts, look: 'plain' as const },
    {
      cells: [
        { number: '-0.5', format: '0.0" <%>"' },
        { number: '1e21', format: '' },
      ],
      look: 'group' as const,
    },
  ]
  const sheets = [
    { name: 'A & <B>', rows, widths: [] },
    { name: '空', rows: [], widths: [3] },
  ]
  const bytes = writeWorkbook(sheets, '“T” & <b>', '2024-07-28')
  expect(writeWorkbook(sheets, '“T” & <b>', '2024-07-28')).toEqual(bytes)
  const book = await readBack(bytes)
  expect([book.title, book.worksheets.map((s) => s.name)]).toEqual(['“T” & <b>', ['A & <B>', '空']])
  const sheet = book.worksheets[0]!
  expect([sheet.getCell('Z1').value, sheet.getCell('AA1').value, sheet.getCell('ADT1').value]).toEqual([
    'c25',
    'c26',
    'c799',
  ])
  expect(texts.slice(0, 4).map((_, i) => sheet.getRow(2).getCell(i + 1).value)).toEqual([
    texts[0],
    'abc\u{1f600}',
    null,
    ' blanks ',
  ])
  expect(String(sheet.getCell('E2').value)).toHaveLength(32_767)
  expect([sheet.getCell('F2').value, sheet.getCell('A3').value, sheet.getCell('A3').numFmt]).toEqual([
    '=1+1',
    -0.5,
    '0.0" <%>"',
  ])
  expect([sheet.getCell('B3').value, sheet.getCell('A1').font?.bold]).toEqual([1e21, true])
})

test('the notice of what AI has made stands below each title', () => {
  const document = documentOf(`:::panel{ai=yes}\n一段。\n:::\n\n${table}`)
  const ai = { label: 1, producer: 'p', id: 'i', notice: '本报告部分内容由人工智能辅助生成' }
  const lines = (d: Document) => sheetsOf(d).map((s) => s.rows[1]!.cells.join())
  expect(new Set(lines(document))).toEqual(new Set(['']))
  expect(new Set(lines({ ...document, front: { ...document.front, ai } }))).toEqual(new Set([ai.notice]))
})
