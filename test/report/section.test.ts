import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMarkdown, parseWhole } from '../../src/report/markdown.ts'
import { isSectioned, sectionsOf } from '../../src/report/section.ts'
import { root } from '../layout.ts'

const whole = (text: string) => parseWhole(text).children
const cut = (text: string) => parseMarkdown(text).children

test.each(['zh', 'en'])('the weekly in %s reads the same in sections', (lang) => {
  const text = readFileSync(join(root, `examples/weekly/reports/2024-07-28/index.${lang}.md`), 'utf8')
  expect(sectionsOf(text, true).length).toBeGreaterThan(10)
  expect(JSON.parse(JSON.stringify(cut(text)))).toEqual(JSON.parse(JSON.stringify(whole(text))))
})

const lines = [
  '# A',
  '## 乙',
  '#no heading',
  'text',
  '中文，`code`',
  '',
  '',
  '',
  '- item',
  '  - more',
  '1. one',
  '  ```',
  '```',
  '````',
  '~~~',
  '```js',
  '    indented',
  '> quote',
  '> # in a quote',
  ':::table{#a}',
  ':::table{#a-b key="v w" .c}',
  ':::a{b}',
  ':::a b',
  ':::a[label]',
  ':::',
  '::::panel{role=side}',
  '::::',
  '---',
  '===',
  '| a | b |',
  '|---|---|',
  '| 1 | 2 |',
  '<!-- a -->',
  'a@b.co and www.a.co',
  '<!-- open',
  '-->',
  '<div>',
  '</div>',
  '[a]: b',
  '[^1]: note',
  '[a](fact:b/c)',
  '**bold',
  'end**',
  '\\# no',
  '\t# no',
  ' # yes',
  '<https://example.com>',
  '- ```',
  '- :::x',
  '> ```',
]

const plain = lines.filter((line) => isSectioned(`a\n\n${line}\n\n# b`))

// a rule on the first line is tried as front matter, after which the parser takes no list behind a heading
test.each([
  ['any text', lines],
  ['a text of many sections', plain],
])('%s reads the same in sections', (_, pool) => {
  const text = fc
    .array(fc.constantFrom(...pool), { maxLength: 18 })
    .map((all) => all.join('\n').replace(/^---/, 'x\n---'))
  fc.assert(
    fc.property(text, (t) => {
      expect(JSON.parse(JSON.stringify(cut(t)))).toEqual(JSON.parse(JSON.stringify(whole(t))))
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ ?? 400), seed: 7 },
  )
})

test('what stands in a directive reads the same by itself', () => {
  const some = (most: number) => fc.array(fc.constantFrom(...lines), { maxLength: most }).map((all) => all.join('\n'))
  fc.assert(
    fc.property(some(8), some(3), (inner, tail) => {
      const t = `a\n\n::::panel{role=side}\n${inner}\n::::\n${tail}`
      expect(JSON.parse(JSON.stringify(cut(t)))).toEqual(JSON.parse(JSON.stringify(whole(t))))
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ ?? 250), seed: 3 },
  )
})

test('a byte order mark behind the start is a letter like any other', () => {
  const text = '---\ntitle: x\n---\n\ufeffx\n\n# A\n'
  expect(JSON.parse(JSON.stringify(cut(text)))).toEqual(JSON.parse(JSON.stringify(whole(text))))
})
