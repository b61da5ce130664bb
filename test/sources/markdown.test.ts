import { describe, expect, test } from 'vitest'
import type { Extract } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'

const read = (text: string) => readForeign('a.md', new TextEncoder().encode(text))

function shown({ blocks, text }: Extract): readonly (string | readonly (readonly string[])[])[] {
  return blocks.map((b) => (b.kind === 'table' ? b.rows.map((r) => r.map((c) => c.text)) : text.slice(b.start, b.end)))
}

test.each([
  ['front matter', '---\ntitle: "Weekly 2024"\nversion: 3.5\n---\n\nWords 12.', ['Words 12.']],
  ['front matter of Windows', '---\r\ntitle: "Weekly 2024"\r\nversion: 3.5\r\n---\r\n\r\nWords 12.', ['Words 12.']],
  [
    'fenced code',
    'One 1.\n\n```python\nx = 123\n| a | 1 |\n```\n\n~~~~\ny = 9\n~~~\nz\n~~~~\n\nTwo 2.',
    ['One 1.', 'Two 2.'],
  ],
  ['indented code', 'Words.\n\n    code 777\n    more 888\n\nBehind 9.', ['Words.', 'Behind 9.']],
  ['what is indented in a list', '- item 10 %\n\n    goes on 20 %', ['- item 10 %', '    goes on 20 %']],
  ['scripts and comments', '<script>\nvar x = 5\n</script>\n\n<!-- 888 -->\n\n<p>six <b>6</b></p>', ['six 6']],
  [
    'links and pictures',
    'See [the paper 5](https://e.com/2024/12 "t 7") and ![chart 9](c-2024.png) or [this][ref].\n\n[ref]: https://e.com/2023/11',
    ['See the paper 5 and  or this.'],
  ],
  ['notes', 'A score of 88.6.[^1]\n\n[^1]: By its maker, 3 runs.', ['A score of 88.6.', 'By its maker, 3 runs.']],
  ['a quotation', '> 55 % of them', ['55 % of them']],
  ['struck words', 'It is ~~100 %~~ 90 %.', ['It is  90 %.']],
  ['entities and escapes', 'A &amp; B &#8212; 1 \\* 2 &#x31;\\.', ['A & B — 1 * 2 1.']],
  ['marks of stress and code', 'A **88.6 %** and *12* of `x 5`.', ['A 88.6 % and 12 of x 5.']],
])('Markdown: %s', async (_, text, blocks) => {
  expect(shown(await read(text))).toEqual(blocks)
})

test('lines of = and - make headings, and no rows of a table', async () => {
  const extract = await read('Title 2024\n======\n\nPart two\n---\n\nWords.\n\n---\n\nMore words here.')
  expect(extract.blocks.map((b) => b.kind)).toEqual(['heading', 'heading', 'paragraph', 'heading', 'paragraph'])
  expect(shown(extract).slice(0, 2)).toEqual(['Title 2024', 'Part two'])
})

test('tables: escaped bars, code, links, with and without outer bars', async () => {
  const text =
    '| Model \\| size | `MMLU` | Note |\n|:--|--:|:-:|\n| A | **88.6** | a \\| b |\n| B | 88.7 | [x](http://e.com/1) |\n\nName | Score\n--- | ---\nC | 73.0\nD | 88.7'
  const extract = await read(text)
  expect(shown(extract)).toEqual([
    [
      ['Model | size', 'MMLU', 'Note'],
      ['A', '88.6', 'a | b'],
      ['B', '88.7', 'x'],
    ],
    [
      ['Name', 'Score'],
      ['C', '73.0'],
      ['D', '88.7'],
    ],
  ])
})

test('the lines of a text stay those of the file', async () => {
  const extract = await read('# One\n\n```\n1\n2\n```\n\nTen is 10 here.\n')
  const at = extract.text.indexOf('10')
  expect(extract.text.slice(0, at).split('\n').length).toBe(8)
})

describe('a table of HTML in Markdown', () => {
  const tablesOf = async (text: string) => {
    const extract = await readForeign('a.md', new TextEncoder().encode(text))
    const rows = extract.blocks.flatMap((b) => (b.kind === 'table' ? b.rows : []))
    return {
      extract,
      rows: rows.map((r) => r.map((c) => c.text)),
      // where a cell stands is what it says
      at: rows.flat().map((c) => extract.text.slice(c.start, c.end).trim() === c.text),
      lines: rows.map((r) => extract.text.slice(0, r[0]!.start).split('\n').length),
    }
  }

  test('has its rows on the lines where they begin', async () => {
    const read = await tablesOf(
      '# A\n\n<table>\n<tr>\n<th>Benchmark</th>\n<th>Model</th>\n</tr>\n<tr><td>MMLU</td><td><b>88.5</b></td></tr>\n</table>\n\nBehind 5%.\n',
    )
    expect(read.rows).toEqual([
      ['Benchmark', 'Model'],
      ['MMLU', '88.5'],
    ])
    expect(read.lines).toEqual([4, 8])
    expect(read.at).not.toContain(false)
    expect(read.extract.text.split('\n')[10]).toBe('Behind 5%.')
  })

  test('keeps signs that are marks in Markdown alone', async () => {
    const read = await tablesOf('<table><tr><td>A* | b_c_</td><td>1&lt;2 [x](y) 55.5</td></tr></table> and *more*')
    expect(read.rows).toEqual([['A* | b_c_', '1<2 [x](y) 55.5']])
    expect(read.at).not.toContain(false)
    expect(read.extract.text).toContain('and more')
  })

  test('is none in code, nor without an end', async () => {
    expect((await tablesOf('```\n<table><tr><td>5</td></tr></table>\n```\n')).rows).toEqual([])
    const { extract } = await tablesOf('<table><tr><td>Sales of 5%')
    expect(extract.text).toContain('Sales of 5%')
  })

  test('is none in a comment, and those behind it keep their rows', async () => {
    const table = (n: number) =>
      `<table><tr><td>a</td><td>${n}</td></tr><tr><td>b</td><td><b>${n + 1}</b></td></tr></table>`
    const { extract, at } = await tablesOf(
      `<!-- ${table(1)} -->\n\n${table(3)}\n\nWords \ue012 2 \ue011.\n\n${table(5)}\n`,
    )
    const tables = extract.blocks.filter((b) => b.kind === 'table')
    expect(tables.map((b) => b.rows.map((r) => r[1]!.text))).toEqual([
      ['3', '4'],
      ['5', '6'],
    ])
    expect(tables.map((b) => b.rows[1]![1]!.strong)).toEqual([true, true])
    expect(at).not.toContain(false)
  })

  test('may stand beside others, and within itself', async () => {
    const table = '<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>'
    expect((await tablesOf(`${table}\n\nWords.\n\n${table}\n`)).rows).toHaveLength(4)
    expect((await tablesOf(`<table><tr><td>${table}</td></tr></table>`)).rows.flat()).toContain('2')
  })
})
