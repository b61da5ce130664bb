import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMarkdown, parseWhole } from '../../src/report/markdown.ts'
import { readParagraph } from '../../src/report/paragraph.ts'

const pieces = [
  'words',
  '模型，参数',
  ' ',
  '  ',
  '\n',
  '\n',
  '\n\n',
  '　',
  '\u00a0',
  '\t',
  '1. ',
  '2) ',
  '3',
  '88.6%',
  '.',
  '。',
  '!',
  '|',
  '-',
  '=',
  '+',
  '#',
  '>',
  '~',
  '`',
  '*',
  '**',
  '_',
  '&amp;',
  '&',
  '\\',
  '<b>',
  '<',
  '@',
  'a@b.co',
  'www.a.co',
  'https://a.co',
  'http:',
  'WWW.',
  'mailto:a@b.co',
  'xmpp:x@y',
  ':',
  ':name[x]',
  '^',
  '[',
  ']',
  '](',
  ')',
  '(',
  '[x](fact:a/b)',
  '[ x ](fact:a/b)',
  '**粗。** ',
  '**粗**',
  '**bold [x](fact:a/b)，** ',
  '[x](fact:a/b?c=d&e=f)',
  '[x](<fact:a?b=c&e=f above d>)',
  '[x](<fact:a?b&amp;c>)',
  '[x](fact:a?b&copy;c)',
  'S&P',
  'pass@1',
  'me@a.com',
  '[x y](<fact:a / b>)',
  '[](fact:a/b?c=d&e=f)',
  '[x](fact:a/b "as=%")',
  "[x](fact:a/b 'as')",
  '[x](#tbl)',
  '[x](fact:a/(b))',
  '[a\nb](fact:a/b)',
  '[4050 亿](fact:a/b@c)',
  '[^1]',
  '[x][y]',
  '[ ]',
  '[x]',
  '$1',
  '"',
  "'",
  '—',
  '😀',
]

test('words and links read as the whole parser reads them', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((all) => `a\n\n${all.join('')}`)
  fc.assert(
    fc.property(text, (t) => {
      const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
      expect(plain(parseMarkdown(t).children)).toEqual(plain(parseWhole(t).children))
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ ?? 600), seed: 12 },
  )
})

test('a paragraph of words and links needs no other parser', () => {
  const section = {
    kind: 'paragraph' as const,
    text: '[4050 亿](fact:a/b) 与 [1/3](<fact:a / b>)\n其余\n',
    offset: 5,
    line: 2,
  }
  expect(readParagraph(section)?.children.map((c) => c.type)).toEqual(['link', 'text', 'link', 'text'])
  expect(readParagraph(section)?.position?.end).toEqual({ line: 4, column: 3, offset: 48 })
  expect(readParagraph({ ...section, text: '**a。** S&P [x](a?b&c)，r@a.com\n' })?.children.map((c) => c.type)).toEqual(
    ['strong', 'text', 'link', 'text', 'link'],
  )
  expect(readParagraph({ ...section, text: '*a* b\n' })).toBeNull()
  expect(readParagraph({ ...section, text: '**a b\n' })).toBeNull()
})
