import { describe, expect, test } from 'vitest'
import type { Extract, ExtractTable } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'
import { makePdf, type Placed } from './pdf.ts'

const cells = (e: Extract) =>
  e.blocks.filter((b): b is ExtractTable => b.kind === 'table').map((t) => t.rows.map((r) => r.map((c) => c.text)))

function expectPlaced(e: Extract): void {
  for (const b of e.blocks)
    if (b.kind === 'table') for (const cell of b.rows.flat()) expect(e.text.slice(cell.start, cell.end)).toBe(cell.text)
}

const grid = [
  ['Benchmark', 'Alpha', 'Beta'],
  ['IFEval', '80.4', '87.5'],
  ['MATH', '51.9', '68.0'],
]

describe('tables drawn with characters', () => {
  const wide = grid.map((r) => r.map((c) => c.padEnd(12)).join(''))
  const ruled = grid.map((r) => r.map((c) => ` ${c.padEnd(10)}`))
  const texts: Readonly<Record<string, string>> = {
    'a rule under the head': [wide[0], '─'.repeat(36), ...wide.slice(1)].join('\n'),
    'rules of hyphens': ['-'.repeat(36), wide[0], '-'.repeat(36), ...wide.slice(1), '-'.repeat(36)].join('\n'),
    'a frame': [`┌${'─'.repeat(36)}┐`, ...wide.map((l) => `│${l}│`), `└${'─'.repeat(36)}┘`].join('\n'),
    'a frame and columns': [
      '┌───┬───┬───┐',
      ...ruled.map((r) => `│${r.join('│')}│`).flatMap((l, n) => (n === 0 ? [l, '├───┼───┼───┤'] : [l])),
      '└───┴───┴───┘',
    ].join('\n'),
    'plus signs': ['+---+---+---+', ...ruled.flatMap((r) => [`|${r.join('|')}|`, '+---+---+---+'])].join('\n'),
    'a database': [
      ruled[0]!.join('|'),
      '-----------+-----------+-----------',
      ...ruled.slice(1).map((r) => r.join('|')),
    ].join('\n'),
  }
  test.each(Object.entries(texts))('%s', async (_, text) => {
    const extract = await readForeign(
      'a.txt',
      new TextEncoder().encode(`Scores of two models.\n\n${text}\n\nA note.\n`),
    )
    expect(cells(extract)).toEqual([grid])
    expectPlaced(extract)
  })
  test('blanks tell of empty cells', async () => {
    const text = [
      'Group    Benchmark    Alpha    Beta',
      'General  MMLU         70.1     71.3',
      '         IFEval       80.4     87.5',
      'Code     HumanEval             68.0',
      '         MBPP         51.9     ',
    ].join('\n')
    const extract = await readForeign('a.txt', new TextEncoder().encode(text))
    expect(cells(extract)[0]!.slice(1)).toEqual([
      ['General', 'MMLU', '70.1', '71.3'],
      ['', 'IFEval', '80.4', '87.5'],
      ['Code', 'HumanEval', '', '68.0'],
      ['', 'MBPP', '51.9', ''],
    ])
    expectPlaced(extract)
  })
})

test('a table of LaTeX', async () => {
  const text = String.raw`\begin{tabular}{lcc}
\toprule
\textbf{Benchmark} & \textbf{Alpha} & Beta \\
\midrule
IFEval & 80.4\% & \textbf{87.5} \\ \hline
MATH & $51.9$ & 68.0 \\
\bottomrule
\end{tabular}`
  const extract = await readForeign('a.txt', new TextEncoder().encode(text))
  expect(cells(extract)).toEqual([grid])
  expectPlaced(extract)
})

describe('cells of several lines on a page', () => {
  const row = (y: number, ...texts: readonly string[]): Placed[] =>
    texts.flatMap((t, n): Placed[] => (t === '' ? [] : [[60 + n * 110, y, 9, t]]))
  test('heads and labels, numbers beside their first line', async () => {
    const page = [
      ...row(700, 'Benchmark', 'Alpha 3', 'Alpha 3', 'Beta'),
      ...row(689, '', 'large', 'small', '72B'),
      ...row(675, 'MMLU (5-shot)', '86.8', '79.0', '85.3'),
      ...row(661, 'GSM8K', '95.0', '92.3', '91.5'),
      ...row(647, 'Reading', '83.1', '78.9', '80.0'),
      ...row(636, 'comprehension'),
      ...row(625, 'in long texts'),
      ...row(611, 'HumanEval', '84.9', '73.2', '86.6'),
      ...row(597, 'Hard', '86.8', '82.9', '79.8'),
      ...row(586, 'reasoning'),
    ]
    const extract = await readForeign('a.pdf', makePdf([page]))
    expect(cells(extract)).toEqual([
      [
        ['Benchmark', 'Alpha 3 large', 'Alpha 3 small', 'Beta 72B'],
        ['MMLU (5-shot)', '86.8', '79.0', '85.3'],
        ['GSM8K', '95.0', '92.3', '91.5'],
        ['Reading comprehension in long texts', '83.1', '78.9', '80.0'],
        ['HumanEval', '84.9', '73.2', '86.6'],
        ['Hard reasoning', '86.8', '82.9', '79.8'],
      ],
    ])
  })
  test('a group that is named in a few rows keeps its column', async () => {
    const page = [
      ...row(700, 'Group', 'Benchmark', 'Alpha', 'Beta'),
      ...row(686, 'General', 'MMLU', '86.8', '79.0'),
      ...row(672, '', 'IFEval', '80.4', '87.5'),
      ...row(658, '', 'GSM8K', '95.0', '92.3'),
      ...row(644, '', 'DROP', '83.1', '78.9'),
      ...row(630, 'Code', 'HumanEval', '84.9', '73.2'),
      ...row(616, '', 'MBPP', '70.1', '69.9'),
      ...row(602, '', 'LCB', '30.1', '29.9'),
    ]
    const extract = await readForeign('a.pdf', makePdf([page]))
    expect(cells(extract)[0]!.map((r) => r[1])).toEqual([
      'Benchmark',
      'MMLU',
      'IFEval',
      'GSM8K',
      'DROP',
      'HumanEval',
      'MBPP',
      'LCB',
    ])
  })
  test('a group heading at the distance of rows stays a row', async () => {
    const page = [
      ...row(700, 'Benchmark', 'Alpha', 'Beta'),
      ...row(686, 'General'),
      ...row(672, 'MMLU', '86.8', '79.0'),
      ...row(658, 'IFEval', '80.4', '87.5'),
      ...row(644, 'Code'),
      ...row(630, 'HumanEval', '84.9', '73.2'),
      ...row(616, 'MBPP', '70.1', '69.9'),
    ]
    const extract = await readForeign('a.pdf', makePdf([page]))
    expect(cells(extract)[0]!.map((r) => r[0])).toEqual([
      'Benchmark',
      'General',
      'MMLU',
      'IFEval',
      'Code',
      'HumanEval',
      'MBPP',
    ])
  })
})

// what was tried again from each of them took the square of their number: over a minute for these
test('twenty thousand rulings around nothing are no table', async () => {
  const extract = await readForeign('a.txt', Buffer.from(`+${'---+'.repeat(200)}\n`.repeat(20_000)))
  expect(cells(extract)).toEqual([])
})
