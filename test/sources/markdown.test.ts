import { expect, test } from 'vitest'
import type { Extract } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'

const read = (text: string) => readForeign('a.md', new TextEncoder().encode(text))

function shown({ blocks, text }: Extract): readonly (string | readonly (readonly string[])[])[] {
  return blocks.map((b) => (b.kind === 'table' ? b.rows.map((r) => r.map((c) => c.text)) : text.slice(b.start, b.end)))
}

test.each([
  ['front matter', '---\ntitle: "Weekly 2024"\nversion: 3.5\n---\n\nWords 12.', ['Words 12.']],
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
