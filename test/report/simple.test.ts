import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMarkdown, parseWhole } from '../../src/report/markdown.ts'
import { readShell, readSimple } from '../../src/report/simple.ts'

const inline = [
  'words',
  '模型，参数',
  ' ',
  '  ',
  '　',
  '\u00a0',
  '\t',
  '88.6%',
  '1.',
  '-',
  ':',
  '#',
  '~',
  '`',
  '`a|b`',
  '**b**',
  '_',
  '&amp;',
  '\\|',
  '\\',
  '<b>',
  'a@b.co',
  'https://a.co',
  '[x](fact:a/b)',
  '[x](fact:a/b?c=d "as=%")',
  '[x](<fact:a / b>)',
  '[](#tbl)',
  '[x|y](fact:a/b)',
  '[ x ](fact:a)',
  '[x](fact:a|b)',
  '[',
  ']',
  '[^1]',
  '!',
  '^',
  '😀',
  '',
  '',
]
const plain = (root: ReturnType<typeof parseWhole>) => JSON.parse(JSON.stringify(root.children))
const words = fc.array(fc.constantFrom(...inline), { maxLength: 5 }).map((all) => all.join(''))
const line = fc.oneof(
  fc.array(words, { minLength: 1, maxLength: 4 }).map((cells) => `| ${cells.join(' | ')} |`),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((cells) => `|${cells.join('|')}|`),
  fc
    .array(fc.constantFrom('---', ':-', '-:', ' :---: ', '-', ''), { minLength: 1, maxLength: 3 })
    .map((c) => `|${c.join('|')}|`),
  fc.constantFrom(
    '| --- | --- |',
    '|---|:-:|',
    '```',
    '```yaml',
    '``` yaml',
    '````',
    '   ```',
    '    x',
    'a: [1, 2]',
    '',
    ' ',
    '\t',
  ),
  words,
  words.map((w) => `- ${w}`),
  words.map((w) => `- ${w}\n- **x。** ${w}`),
  words.map((w) => `# ${w}`),
  words.map((w) => `###  ${w} #`),
  words.map((w) => `####### ${w}`),
)
const shells = fc
  .array(
    fc.constantFrom(
      '#a',
      '#a-b',
      'type=line',
      'key="v w"',
      'key=""',
      'k=1',
      'k="1%"',
      '.c',
      'class=x',
      'id=q',
      'lone',
      'k=a-b',
      "k='x'",
      ' ',
      '  ',
      '#1',
      '"',
    ),
    { maxLength: 4 },
  )
  .chain((all) =>
    fc.constantFrom(`:::table{${all.join(' ')}}`, `:::t-x{${all.join('')}}`, ':::panel', ':::a[b]', ':::a_b{#x}'),
  )
const two = fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 4 }).map((rows) => {
  const [head, ...body] = rows.map(([a, b]) => `| ${a} | ${b} |`)
  return [head, '| :-- | ---: |', ...body].join('\n')
})
const fenced = fc.array(line, { maxLength: 4 }).map((l) => ['```yaml', ...l, '```'].join('\n'))
const block = fc.oneof(
  fc.array(line, { minLength: 1, maxLength: 5 }).map((l) => l.join('\n')),
  two,
  fenced,
  words.map((w) => `## ${w}`),
)

test('headings, fenced texts, tables and lists read as the whole parser reads them', () => {
  let simple = 0
  const text = fc.tuple(fc.array(block, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '\n', '\n\n', '\n \n'))
  const run = (blocks: readonly string[], end: string, shell: string) => {
    const t = `a\n\n${blocks.join('\n\n')}${end}`
    for (const b of blocks) simple += readSimple({ text: b, offset: 3, line: 2 }) === null ? 0 : 1
    expect(plain(parseMarkdown(t))).toEqual(plain(parseWhole(t)))
    const inside = `a\n\n${shell}\n${blocks.join('\n\n')}${end}\n:::\n`
    expect(plain(parseMarkdown(inside))).toEqual(plain(parseWhole(inside)))
  }
  fc.assert(
    fc.property(text, shells, ([blocks, end], shell) => run(blocks, end, shell)),
    { numRuns: Number(process.env.ASSAY_FUZZ_MARKDOWN ?? 150) },
  )
  // about a sixth of what is drawn; by chance it may be less
  expect(simple).toBeGreaterThan(25)
})

test('a table of words and links needs no parser', () => {
  const [table] = readSimple({ text: '| a | b |\n| --- | --: |\n| [x](fact:a/b) |  |\n\n', offset: 10, line: 4 })!
  expect(table).toMatchObject({ type: 'table', align: [null, 'right'] })
  expect(JSON.stringify(table)).toContain('"url":"fact:a/b"')
  expect(readSimple({ text: '| a |\n| --- |\n| `x` |\n', offset: 0, line: 0 })).toBeNull()
  expect(readSimple({ text: '| a | b |\n| --- | --- |\n| x |\n', offset: 0, line: 0 })).toBeNull()
})

test('attributes of a directive are parted by blanks', () => {
  const at = { offset: 0, line: 0 }
  expect(readShell(':::table{#a k="v w" n=1}\n', 'x\n', ':::\n', at)?.attributes).toEqual({ id: 'a', k: 'v w', n: '1' })
  expect(readShell(':::table{k="v"n=1}\n', 'x\n', ':::\n', at)).toBeNull()
  expect(readShell(':::table{#a #b}\n', 'x\n', ':::\n', at)).toBeNull()
  expect(readShell(':::table{.c}\n', 'x\n', ':::\n', at)).toBeNull()
})
