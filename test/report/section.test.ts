import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMarkdown, parseWhole } from '../../src/report/markdown.ts'
import { sectionsOf } from '../../src/report/section.ts'
import { root } from '../layout.ts'

const whole = (text: string) => parseWhole(text).children
const cut = (text: string) => parseMarkdown(text).children

test.each(['zh', 'en'])('the weekly in %s reads the same in sections', (lang) => {
  const text = readFileSync(join(root, `examples/weekly/reports/2024-07-28/index.${lang}.md`), 'utf8')
  expect(sectionsOf(text).length).toBeGreaterThan(10)
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
  ':::',
  '::::panel{role=side}',
  '::::',
  '---',
  '===',
  '| a | b |',
  '|---|---|',
  '| 1 | 2 |',
  '<!-- a -->',
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

const plain = lines.filter((line) => sectionsOf(`a\n\n${line}\n\n# b\n\n# c`).length > 1 || /^(?:`|~|:)/.test(line))

// a rule on the first line is tried as front matter, after which the parser takes no list behind a heading
test.each([
  ['any text', lines],
  ['a text of many sections', plain],
])('%s reads the same in sections', (_, pool) => {
  const text = fc
    .array(fc.constantFrom(...pool), { maxLength: 24 })
    .map((all) => all.join('\n').replace(/^---/, 'x\n---'))
  fc.assert(
    fc.property(text, (t) => {
      expect(JSON.parse(JSON.stringify(cut(t)))).toEqual(JSON.parse(JSON.stringify(whole(t))))
    }),
    { numRuns: 2000, seed: 7 },
  )
})
