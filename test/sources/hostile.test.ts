import { zipSync } from 'fflate'
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

// a page that is turned before it is shown, with its words written so that they stand upright then
function turnedPdf(turn: 0 | 90 | 180 | 270, isUpright = true): Uint8Array {
  const words = [
    [72, 400, 'Model'],
    [240, 400, 'MMLU'],
    [72, 380, 'Llama 3.1 405B'],
    [240, 380, '88.6'],
    [72, 360, 'GPT-4o'],
    [240, 360, '88.7'],
  ] as const
  const [width, height] = [595, 842]
  const matrix = (x: number, y: number) =>
    ({
      0: `1 0 0 1 ${x} ${y}`,
      90: `0 1 -1 0 ${width - y} ${x}`,
      180: `-1 0 0 -1 ${width - x} ${height - y}`,
      270: `0 -1 1 0 ${y} ${height - x}`,
    })[turn]
  const content = words.map(([x, y, text]) => `BT /F1 10 Tf ${matrix(x, y)} Tm (${text}) Tj ET`).join('\n')
  const plain = new TextDecoder('latin1').decode(makePdf([[[72, 700, 12, 'words 12']]]))
  const turned = isUpright ? plain.replace('/MediaBox', `/Rotate ${turn} /MediaBox`) : plain
  return Uint8Array.from(
    turned.replace(
      /<< \/Length \d+ >>\nstream\n[\s\S]*?\nendstream/,
      () => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ),
    (c) => c.charCodeAt(0),
  )
}

test.each([0, 90, 180, 270] as const)('a page that is turned by %d is read as it is shown', async (turn) => {
  const extract = await readForeign('a.pdf', turnedPdf(turn))
  const table = extract.blocks.find((b) => b.kind === 'table')
  expect(table?.kind === 'table' && table.rows.map((r) => r.map((c) => c.text))).toEqual([
    ['Model', 'MMLU'],
    ['Llama 3.1 405B', '88.6'],
    ['GPT-4o', '88.7'],
  ])
})

test.each([90, 180, 270] as const)(
  'a page whose words are all turned by %d is read as its reader holds it',
  async (turn) => {
    const extract = await readForeign('a.pdf', turnedPdf(turn, false))
    const table = extract.blocks.find((b) => b.kind === 'table')
    expect(table?.kind === 'table' && table.rows.map((r) => r[1]!.text)).toEqual(['MMLU', '88.6', '88.7'])
  },
)

test('a stamp along the edge of a picture is none of the text of its page', async () => {
  const stamp = new TextDecoder('latin1').decode(turnedPdf(90, false)).replace(/stream\n[\s\S]*?\nendstream/, (s) => {
    const own = `BT /F1 10 Tf 0 1 -1 0 20 300 Tm (scan 5) Tj ET BI /W 1 /H 1 /BPC 8 /CS /G ID x EI`
    return `stream\n${own.padEnd(s.length - 17)}\nendstream`
  })
  const bytes = Uint8Array.from(stamp, (c) => c.charCodeAt(0))
  await expect(readForeign('a.pdf', bytes)).rejects.toThrow(/they are pictures/)
})

test('words that do not run level are told as not read', async () => {
  const aslant = new TextDecoder('latin1').decode(turnedPdf(90, false)).replaceAll('0 1 -1 0 ', '1 1 -1 1 ')
  const bytes = Uint8Array.from(aslant, (c) => c.charCodeAt(0))
  await expect(readForeign('a.pdf', bytes)).rejects.toThrow(/does not run level/)
})

test('blanks before cells that are far away count as cells', async () => {
  const rows = Array.from(
    { length: 1000 },
    (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>5</v></c><c r="XFD${n + 1}"><v>7</v></c></row>`,
  )
  const extract = await readForeign(
    'a.xlsx',
    zipSync({
      'xl/workbook.xml': utf8('<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': utf8(
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': utf8(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`),
    }),
  )
  expect(extract.unread.map((u) => u.why.en)).toEqual(['the sheet S was read in part: it is too large'])
})

test('columns that cells of a document span count as cells', async () => {
  const cell = (text: string, span = '') =>
    `<w:tc><w:tcPr>${span}</w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`
  const row = `<w:tr>${cell('a 5', '<w:gridSpan w:val="16384"/>')}${cell('6')}</w:tr>`
  const body = `<w:tbl>${row.repeat(2100)}</w:tbl>`
  const extract = await readForeign(
    'a.docx',
    zipSync({ 'word/document.xml': utf8(`<w:document><w:body>${body}</w:body></w:document>`) }),
  )
  expect(extract.unread.map((u) => u.why.en)).toEqual(['a table has too many cells, and those behind were not read'])
})

test('columns beyond the most are told as not read', async () => {
  const row = `<tr>${'<td>5</td>'.repeat(16_400)}</tr>`
  const extract = await readForeign('a.html', utf8(`<table>${row.repeat(2)}</table>`))
  expect(extract.unread.map((u) => u.why.en)).toEqual(['a table has too many cells, and those behind were not read'])
})

test('lines of rules alone are looked at once', async () => {
  const extract = await readForeign('a.md', utf8(`12 words\n\n${'|---|---|\n'.repeat(60_000)}`))
  expect(extract.blocks.every((b) => b.kind !== 'table')).toBe(true)
})

test('the end of a table of HTML that is too long is told as not read', async () => {
  const row = `<tr>${'<td colspan="200">5</td>'.repeat(80)}</tr>`
  const extract = await readForeign('a.html', utf8(`<table>${row.repeat(130)}</table><p>behind 13</p>`))
  expect(extract.unread.map((u) => u.why.en)).toEqual(['a table has too many cells, and those behind were not read'])
  expect(extract.text).toContain('behind 13')
})
