import { expect, test } from 'vitest'
import { readForeign } from '../../src/sources/index.ts'
import { makePdf } from './pdf.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
const pdf = makePdf([[[72, 700, 12, 'words 12']]])

// found by hand and by the fuzzers: of these nothing is read, and the reason is told
test.each([
  ['a text under the name of a PDF', 'a.pdf', utf8('some words'), /no PDF, though its name/],
  ['a PDF that ends behind its head', 'a.pdf', utf8('%PDF-1.7\n'), /damaged or cut off/],
  ['half a PDF', 'a.pdf', pdf.subarray(0, pdf.length / 2), /damaged|no text/],
  ['a page of open tags', 'a.html', utf8('<div>'.repeat(200_000)), /no text/],
  ['nothing', 'a.txt', utf8(''), /is empty/],
  ['blanks', 'a.txt', utf8(' \n\n'), /no text/],
  ['zeros', 'a.txt', new Uint8Array(1_000_000), /no text/],
  ['half a container', 'a.docx', Uint8Array.from([80, 75, 3, 4, 0, 0, 0, 0]), /ZIP container/],
  ['lists within lists', 'a.json', utf8('['.repeat(200_000)), /nests deeper/],
])('%s', async (_, name, bytes, why) => {
  await expect(readForeign(name, bytes)).rejects.toThrow(why)
})

test.each([
  [
    'a short text with the colours of a terminal',
    utf8('A model \u0000\u0001\u001b[31mhas 8 billion parameters\u0007.'),
    'utf-8',
  ],
  [
    'UTF-16 without a mark, with characters that end in zero',
    utf16('第一行\nLlama 3.1 405B 的参数量为 405 亿。'),
    'utf-16le',
  ],
  [
    'GB18030 with a character of four bytes',
    Uint8Array.from([0xb5, 0xda, 0xd2, 0xbb, 0x95, 0x32, 0x82, 0x36, 0x31]),
    'gb18030',
  ],
])('%s is read', async (_, bytes, encoding) => {
  const extract = await readForeign('a.txt', bytes)
  expect(extract.encoding).toBe(encoding)
  expect(extract.text.length).toBeGreaterThan(3)
})

test('a return alone ends a line', async () => {
  const extract = await readForeign('a.txt', utf8('one 1\rtwo 2\r\nthree 3'))
  expect(extract.text).toBe('one 1\ntwo 2\r\nthree 3')
})

test('what stands below too many open tags is told as not read', async () => {
  const extract = await readForeign('a.html', utf8(`<p>before 12</p>${'<div>'.repeat(5000)}<p>behind 13</p>`))
  expect(extract.text).toContain('before 12')
  expect(extract.text).not.toContain('behind')
  expect(extract.unread.map((u) => u.why.en)).toEqual(['it nests too deep, and its end was not read'])
})

test('lines of two columns that never become a table are looked at once', async () => {
  const line = 'a word  and another one behind a gap\n'
  const extract = await readForeign('a.txt', utf8(line.repeat(20_000)))
  expect(extract.blocks.every((b) => b.kind !== 'table')).toBe(true)
})

test('a text of HTML is not copied at each of its line breaks', async () => {
  const extract = await readForeign('a.html', utf8(`<p>${'Llama 3.1 405B scored 88.6 on MMLU<br>'.repeat(40_000)}</p>`))
  expect(extract.blocks).toHaveLength(1)
  expect(extract.text.match(/88\.6/g)).toHaveLength(40_000)
})

test('the end of each block of code is looked for behind it', async () => {
  const extract = await readForeign('a.md', utf8('```python\nx = 12\n```\n\nIt took 3 seconds.\n\n'.repeat(40_000)))
  expect(extract.blocks).toHaveLength(40_000)
  expect(extract.blocks.every((b) => extract.text.slice(b.start, b.end) === 'It took 3 seconds.')).toBe(true)
})
