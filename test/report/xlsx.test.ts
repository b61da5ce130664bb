import { describe, expect, test } from 'vitest'
import { loadDesk, nodeEffects } from '../../src/project/index.ts'
import { compile, type Document } from '../../src/report/index.ts'
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
      { number: '405000000000', format: '#,##0' },
      { number: '131072', format: '"上下文 "#,##0" 个 token"' },
    ])
    expect(rows[1]?.[1]).toEqual({ number: '300000000000', format: '"约 "#,##0" 亿元"'.replace(' 亿元', '元') })
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
  expect(sheet.getCell('B4').value).toBe(405_000_000_000)
  expect([sheet.getCell('C4').value, sheet.getCell('C4').numFmt]).toEqual([131_072, '"上下文 "#,##0" 个 token"'])
  expect(sheet.getCell('A6').value).toBe('=1+1')
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
