import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { expect, test } from 'vitest'
import type { ExtractTable } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'

const compiler = NodeCompiler.create({
  fontArgs: [{ fontPaths: ['node_modules/@expo-google-fonts/noto-sans-sc/400Regular'] }],
})

async function tablesOf(body: string): Promise<readonly (readonly (readonly string[])[])[]> {
  const source = `#set page(width: 180mm, height: 200mm, margin: 15mm)\n#set text(font: "Noto Sans SC", size: 9pt)\n${body}`
  const extract = await readForeign('a.pdf', new Uint8Array(compiler.pdf({ mainFileContent: source })))
  const found = extract.blocks.filter((b): b is ExtractTable => b.kind === 'table')
  for (const cell of found.flatMap((t) => t.rows.flat()))
    expect(extract.text.slice(cell.start, cell.end)).toBe(cell.text)
  return found.map((t) => t.rows.map((r) => r.map((c) => c.text)))
}

// cells so tight that no gap parts them, which alignment alone reads as one
const tight = (stroke: string, inset = '2pt') =>
  `#table(columns: 3, stroke: ${stroke}, inset: ${inset}, [Name], [Alpha], [Beta], [MMLU], [88.6], [84.0], [GSM8K], [96.8], [93.0])`
const rows = [
  ['Name', 'Alpha', 'Beta'],
  ['MMLU', '88.6', '84.0'],
  ['GSM8K', '96.8', '93.0'],
]

test.each([
  ['all lines', tight('0.5pt')],
  ['thick lines', tight('1.5pt', '3pt')],
  ['no outer border', tight('(x, y) => (left: if x > 0 { 0.5pt }, top: if y > 0 { 0.5pt })')],
  ['no lines at the sides', tight('(x, y) => (left: if x > 0 { 0.5pt }, top: 0.5pt, bottom: 0.5pt)')],
  [
    'upright lines and one below the head',
    tight('(x, y) => (left: 0.5pt, right: 0.5pt, bottom: if y == 0 { 0.5pt })', '3pt'),
  ],
])('a table drawn with %s', async (_, body) => {
  expect(await tablesOf(body)).toEqual([rows])
})

test('a cell over several rows stands in each, one over several columns in the first', async () => {
  const [table] = await tablesOf(
    '#table(columns: 3, stroke: 0.5pt, inset: 3pt, [Group], [Test], [Alpha], table.cell(rowspan: 2)[Code], [HumanEval], [89.0], [MBPP], [78.8], table.cell(colspan: 3)[Long context], [Text], [QuALITY], [95.2])',
  )
  expect(table).toEqual([
    ['Group', 'Test', 'Alpha'],
    ['Code', 'HumanEval', '89.0'],
    ['Code', 'MBPP', '78.8'],
    ['Long context', '', ''],
    ['Text', 'QuALITY', '95.2'],
  ])
})

test('two tables of a page stay two, with the words between them', async () => {
  const found = await tablesOf(`${tight('0.5pt')}\n\nWords between the two tables.\n\n${tight('0.5pt')}`)
  expect(found).toEqual([rows, rows])
})

test('two tables side by side stay two', async () => {
  const found = await tablesOf(`#grid(columns: 2, gutter: 20pt, [${tight('0.5pt')}], [${tight('0.5pt')}])`)
  expect(found).toEqual([rows, rows])
})

test('words that wrap in a cell are one cell', async () => {
  const [table] = await tablesOf(
    '#table(columns: (40pt, 40pt), stroke: 0.5pt, inset: 2pt, [Name], [Share], [a long label that wraps], [12.5], [other], [87.5])',
  )
  expect(table).toEqual([
    ['Name', 'Share'],
    ['a long label that wraps', '12.5'],
    ['other', '87.5'],
  ])
})

test.each([
  ['a frame around prose', '#rect(width: 100%)[A note of some length that stands in a frame, as notes do.]'],
  [
    'the lines of a chart',
    '#box(width: 200pt, height: 100pt)[#for i in range(6) { place(dy: i * 20pt, line(length: 200pt)) } #for i in range(6) { place(dx: i * 40pt, line(length: 100pt, angle: 90deg)) }] 10 20 30 40',
  ],
  ['a line below a heading', '= Heading\n#line(length: 100%)\nSome words with a number, 12.5, and more.'],
])('%s is no table', async (_, body) => {
  expect(await tablesOf(body)).toEqual([])
})
