import { describe, expect, test } from 'vitest'
import type { Extract, ExtractTable } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'
import { makePdf, type Placed } from './pdf.ts'

function tables(e: Extract): readonly (readonly (readonly string[])[])[] {
  const found = e.blocks.filter((b): b is ExtractTable => b.kind === 'table')
  for (const cell of found.flatMap((t) => t.rows.flat())) expect(e.text.slice(cell.start, cell.end)).toBe(cell.text)
  return found.map((t) => t.rows.map((r) => r.map((c) => c.text)))
}

const read = async (...pages: readonly (readonly Placed[])[]) => tables(await readForeign('a.pdf', makePdf(pages)))

// half an em of Helvetica for each character is near enough to put words in the middle or at the right
const width = (text: string, size: number) => text.length * size * 0.5
const at = (x: number, y: number, text: string, size = 9): Placed => [x, y, size, text]
const middle = (x: number, y: number, text: string, size = 9): Placed => [x - width(text, size) / 2, y, size, text]
const right = (x: number, y: number, text: string, size = 9): Placed => [x - width(text, size), y, size, text]

describe('tables without lines', () => {
  test('most cells of a column are empty', async () => {
    const rows = [
      ['MMLU', '88.6', '', '86.0'],
      ['MBPP', '', '71.1', ''],
      ['IFEval', '', '', '87.5'],
      ['MATH', '73.8', '', ''],
    ]
    const body = rows.flatMap(([label = '', ...values], r) => [
      at(60, 680 - r * 16, label),
      ...values.flatMap((v, c) => (v === '' ? [] : [middle(220 + c * 80, 680 - r * 16, v)])),
    ])
    const head = ['Alpha', 'Beta', 'Gamma'].map((h, c) => middle(220 + c * 80, 700, h))
    expect(await read([at(60, 700, 'Test'), ...head, ...body])).toEqual([[['Test', 'Alpha', 'Beta', 'Gamma'], ...rows]])
  })
  test.each([12, 9, 8.4, 7, 6, 5])('rows of type ten stand %s apart', async (pitch) => {
    const rows = [
      ['Test', 'Alpha', 'Beta'],
      ['MMLU', '88.6', '86.0'],
      ['MATH', '73.8', '70.1'],
      ['GSM8K', '91.2', '95.1'],
      ['IFEval', '86.1', '88.0'],
    ]
    const placed = (top: number) =>
      rows.flatMap((r, n) => r.map((text, c) => at(72 + c * 120, top - n * pitch, text, 10)))
    const found = await read([
      ...placed(700),
      at(72, 560, 'Words between the two tables that end here.', 10),
      ...placed(500),
    ])
    expect(found).toEqual([rows, rows])
  })
  test('two lines of one row overlap, with numbers in different columns', async () => {
    const found = await read([
      ...['Test', 'Alpha', 'Beta'].map((h, c) => at(72 + c * 120, 700, h, 10)),
      ...[0, 1, 2].flatMap((n) => [
        at(72, 680 - n * 20, `Test ${'abc'[n]}`, 10),
        at(192, 680 - n * 20, `8${n}.1`, 10),
        at(312, 673 - n * 20, `7${n}.2`, 10),
      ]),
    ])
    expect(found).toEqual([
      [
        ['Test', 'Alpha', 'Beta'],
        ['Test a', '80.1', '70.2'],
        ['Test b', '81.1', '71.2'],
        ['Test c', '82.1', '72.2'],
      ],
    ])
  })
  test('labels of several lines with their numbers in the middle of them', async () => {
    const found = await read([
      at(60, 700, 'Test'),
      middle(240, 706, 'Llama'),
      middle(240, 694, '3.1 70B'),
      middle(320, 706, 'Qwen'),
      middle(320, 694, '2.5 72B'),
      at(60, 672, 'Multilingual'),
      at(60, 660, 'understanding'),
      middle(240, 666, '78.2'),
      middle(320, 666, '80.1'),
      at(60, 636, 'MMLU'),
      middle(240, 636, '79.3'),
      middle(320, 636, '86.1'),
      at(60, 612, 'Reading'),
      at(60, 600, 'long'),
      at(60, 588, 'texts'),
      middle(240, 600, '90.5'),
    ])
    expect(found).toEqual([
      [
        ['Test', 'Llama 3.1 70B', 'Qwen 2.5 72B'],
        ['Multilingual understanding', '78.2', '80.1'],
        ['MMLU', '79.3', '86.1'],
        ['Reading long texts', '90.5', ''],
      ],
    ])
  })
  test('names of groups over their columns', async () => {
    const columns = [200, 260, 320, 400, 460]
    const found = await read([
      middle(260, 720, 'Open'),
      middle(430, 720, 'Closed'),
      at(60, 700, 'Test'),
      ...['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon'].map((h, c) => middle(columns[c]!, 700, h)),
      ...['MMLU', 'MATH', 'MBPP'].flatMap((label, r) => [
        at(60, 680 - r * 20, label),
        ...columns.map((x, c) => middle(x, 680 - r * 20, `${r}${c}.5`)),
      ]),
    ])
    expect(found[0]!.slice(0, 2)).toEqual([
      ['', 'Open', 'Open', 'Open', 'Closed', 'Closed'],
      ['Test', 'Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon'],
    ])
  })
  test('heads at the left of their columns and numbers at the right', async () => {
    const lefts = [160, 280, 400]
    const found = await read([
      at(60, 700, 'Test'),
      ...['Alpha', 'Beta', 'C'].map((h, c) => at(lefts[c]!, 700, h)),
      ...['MMLU', 'MATH', 'MBPP'].flatMap((label, r) => [
        at(60, 680 - r * 16, label),
        ...lefts.map((x, c) => right(x + 100, 680 - r * 16, `${r}${c}.5`)),
      ]),
    ])
    expect(found).toEqual([
      [
        ['Test', 'Alpha', 'Beta', 'C'],
        ['MMLU', '00.5', '01.5', '02.5'],
        ['MATH', '10.5', '11.5', '12.5'],
        ['MBPP', '20.5', '21.5', '22.5'],
      ],
    ])
  })
  test('marks of notes, what numbers may be off by, and words that columns break', async () => {
    const found = await read([
      at(60, 700, 'Test'),
      middle(200, 700, 'Qwen2.5-72B-'),
      middle(200, 689, 'Instruct'),
      middle(320, 700, 'Llama 3 Instru-'),
      middle(320, 689, 'ct 8B'),
      at(60, 660, 'MMLU'),
      at(190, 660, '86.1 +/- 0.4'),
      at(310, 660, '68.4'),
      at(328, 663.5, '1', 6.5),
      at(60, 640, 'MATH'),
      at(190, 640, '83.1*'),
      at(310, 640, '51.9'),
      at(60, 620, 'MBPP'),
      at(190, 620, '88.2'),
      at(310, 620, 'N/A'),
    ])
    expect(found).toEqual([
      [
        ['Test', 'Qwen2.5-72B-Instruct', 'Llama 3 Instruct 8B'],
        ['MMLU', '86.1 +/- 0.4', '68.4¹'],
        ['MATH', '83.1*', '51.9'],
        ['MBPP', '88.2', 'N/A'],
      ],
    ])
  })
})

test('a table that goes on over the page has its head there too', async () => {
  const row = (y: number, ...texts: readonly string[]) => texts.map((t, c) => at(60 + c * 110, y, t))
  const found = await read(
    [...row(120, 'Test', 'Alpha', 'Beta'), ...row(104, 'MMLU', '86.8', '79.0'), ...row(88, 'MATH', '51.9', '68.0')],
    [...row(760, 'MBPP', '71.1', '70.2'), ...row(744, 'GPQA', '51.1', '46.7')],
  )
  expect(found[1]).toEqual([
    ['Test', 'Alpha', 'Beta'],
    ['MBPP', '71.1', '70.2'],
    ['GPQA', '51.1', '46.7'],
  ])
})

test('a table over both columns of a page is one', async () => {
  const words = 'some words of a column of prose that'
  const prose = (from: number, to: number) =>
    Array.from({ length: Math.floor((from - to) / 14) }, (_, n) => [
      at(50, from - n * 14, words, 10),
      at(310, from - n * 14 - 3, words, 10),
    ]).flat()
  const row = (y: number, ...texts: readonly string[]) => texts.map((t, c) => at(50 + c * 85, y, t))
  const found = await read([
    ...prose(780, 500),
    ...row(460, 'Test', 'A', 'B', 'C', 'D', 'E'),
    ...row(444, 'MMLU', '86.8', '79.0', '70.1', '60.5', '55.5'),
    ...row(428, 'MATH', '51.9', '68.0', '41.5', '30.2', '20.1'),
    ...row(412, 'MBPP', '71.1', '70.2', '66.0', '58.1', '49.9'),
    ...prose(370, 100),
  ])
  expect(found.map((t) => t.map((r) => r.length))).toEqual([[6, 6, 6, 6]])
})

test('a table right below another is one of its own', async () => {
  const row = (y: number, step: number, ...texts: readonly string[]) => texts.map((t, c) => at(60 + c * step, y, t))
  const found = await read([
    ...row(700, 120, 'Model', 'Hours', 'Power'),
    ...row(686, 120, 'Alpha 8B', '1.46', '700'),
    ...row(672, 120, 'Alpha 70B', '7.00', '700'),
    ...row(644, 90, 'Test', 'Alpha', 'Beta', 'Gamma', 'Delta'),
    ...row(630, 90, 'MMLU', '68.5', '69.4', '82.0', '83.6'),
    ...row(616, 90, 'MATH', '29.1', '51.9', '51.0', '68.0'),
  ])
  expect(found.map((t) => t.map((r) => r.length))).toEqual([
    [3, 3, 3],
    [5, 5, 5],
  ])
})
