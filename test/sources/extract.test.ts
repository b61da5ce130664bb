import { Workbook } from '@cj-tech-master/excelts'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { AssayError, type Extract, type ExtractTable } from '../../src/base/index.ts'
import { formatOf, readForeign } from '../../src/sources/index.ts'
import { makePdf } from './pdf.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const tables = (e: Extract) => e.blocks.filter((b): b is ExtractTable => b.kind === 'table')
const cells = (e: Extract) => tables(e).map((t) => t.rows.map((r) => r.map((c) => c.text)))
const prose = (e: Extract) => e.blocks.filter((b) => b.kind !== 'table').map((b) => e.text.slice(b.start, b.end))

// the offsets of every cell and block lead back to its words
function expectPlaced(e: Extract): void {
  for (const table of tables(e))
    for (const cell of table.rows.flat()) expect(e.text.slice(cell.start, cell.end)).toBe(cell.text)
  for (const b of e.blocks) expect(b.end).toBeGreaterThanOrEqual(b.start)
}

const grid = [
  ['Benchmark', 'Alpha', 'Beta'],
  ['IFEval', '80.4', '87.5'],
  ['MATH', '51.9', '68.0'],
]

describe('a table is the same in every format', () => {
  const texts: Readonly<Record<string, string>> = {
    'tabs.txt': grid.map((r) => r.join('\t')).join('\n'),
    'bars.txt': `| ${grid.map((r) => r.join(' | ')).join(' |\n| ')} |`,
    'wide.txt': grid.map((r) => r.map((c) => c.padEnd(12)).join('')).join('\n'),
    'table.md': `| ${grid[0]!.join(' | ')} |\n|---|---|---|\n| **IFEval** | [80.4](http://x) | 87.5 |\n| MATH | 51.9 | 68.0 |`,
    'table.csv': grid.map((r) => r.join(',')).join('\n'),
    'semicolon.csv': grid.map((r) => r.map((c) => `"${c}"`).join(';')).join('\n'),
    'table.html': `<table>${grid.map((r) => `<tr>${r.map((c) => `<td>${c}`).join('')}`).join('')}</table>`,
    'table.json': JSON.stringify(grid.slice(1).map(([Benchmark, Alpha, Beta]) => ({ Benchmark, Alpha, Beta }))),
  }
  test.each(Object.entries(texts))('%s', async (name, text) => {
    const extract = await readForeign(name, utf8(text))
    expect(cells(extract)).toEqual([grid])
    expectPlaced(extract)
  })
  test('table.xlsx', async () => {
    const book = new Workbook()
    const sheet = book.addWorksheet('Scores')
    sheet.addRow(['Scores of two models'])
    sheet.addRow([])
    for (const row of grid) sheet.addRow(row.map((c) => (/^\d/.test(c) ? Number(c) : c)))
    for (const row of [4, 5]) for (const column of [2, 3]) sheet.getCell(row, column).numFmt = '0.0'
    const extract = await readForeign('table.xlsx', new Uint8Array(await book.xlsx.writeBuffer()))
    expect(cells(extract)).toEqual([grid])
    expect(prose(extract)).toContain('Scores of two models')
    expect(tables(extract)[0]!.rows[1]![1]!.ref).toBe('B4')
    expectPlaced(extract)
  })
  test('table.docx', async () => {
    const cell = (c: string) => `<w:tc><w:p><w:r><w:t>${c}</w:t></w:r></w:p></w:tc>`
    const body = `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Scores</w:t></w:r></w:p><w:tbl>${grid.map((r) => `<w:tr>${r.map(cell).join('')}</w:tr>`).join('')}</w:tbl><w:p><w:r><w:t>A </w:t></w:r><w:del><w:r><w:t>gone</w:t></w:r></w:del><w:r><w:t>note.</w:t></w:r></w:p>`
    const extract = await readForeign(
      'table.docx',
      zipSync({ 'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`) }),
    )
    expect(cells(extract)).toEqual([grid])
    expect(prose(extract)).toEqual(['Scores', 'A note.'])
    expectPlaced(extract)
  })
  test('table.pdf', async () => {
    const placed = grid.flatMap((r, y) => r.map((c, x) => [72 + x * 110, 700 - y * 18, 10, c] as const))
    const extract = await readForeign('table.pdf', makePdf([placed]))
    expect(cells(extract)).toEqual([grid])
    expect(extract.boxes.length).toBe(9)
    expectPlaced(extract)
  })
})

describe('encodings', () => {
  const gbk = Uint8Array.from([0xb2, 0xce, 0xca, 0xfd, 0xc1, 0xbf, 0xa3, 0xac, 0xb3, 0xa4, 0xb6, 0xc8])
  const wide = (text: string, little: boolean) =>
    Uint8Array.from(
      [...text].flatMap((c) =>
        little ? [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8] : [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255],
      ),
    )
  test.each([
    ['utf-8', utf8('参数量 405')],
    ['utf-8', utf8('\ufeff参数量 405')],
    ['gb18030', gbk],
    ['utf-16le', Uint8Array.from([0xff, 0xfe, ...wide('参数量 405', true)])],
    ['utf-16be', Uint8Array.from([0xfe, 0xff, ...wide('参数量 405', false)])],
    ['utf-16le', wide('a size of 405 billion', true)],
  ])('%s', async (encoding, bytes) => {
    const extract = await readForeign('a.txt', bytes)
    expect(extract.encoding).toBe(encoding)
    expect(extract.text).toMatch(/参数量|405/)
  })
  const western = (text: string) => Uint8Array.from(text, (c) => ({ '’': 0x92, '–': 0x96 })[c] ?? c.charCodeAt(0))
  test('quotes, dashes and signs of money as spreadsheets save them are Windows-1252', async () => {
    const text = 'It’s £10–12 million, up 20%.'
    const extract = await readForeign('a.txt', western(text))
    expect(extract.encoding).toBe('windows-1252')
    expect(extract.text).toBe(text)
    expect(extract.unread).toEqual([])
  })
  const damaged = [
    ['utf-8', Uint8Array.from([...utf8('模型的参数量为 405'), 0xe4, 0xbd])],
    [
      'utf-8',
      Uint8Array.from([
        ...utf8('模型的参数量为 405，'),
        0xe4,
        ...utf8('这是 Llama 3.1 405B 模型的参数量，共四千零五十亿。'),
      ]),
    ],
    ['gb18030', Uint8Array.from([...gbk, 0xb3])],
    ['utf-16le', Uint8Array.from([0xff, 0xfe, ...wide('参数量 405', true), 0x42])],
  ] as const
  test.each(damaged)('%s that was cut or has a broken letter is read, and that is told', async (encoding, bytes) => {
    const extract = await readForeign('a.txt', bytes)
    expect(extract.encoding).toBe(encoding)
    expect(extract.text).toContain('参数量')
    expect(extract.unread).toEqual([
      {
        why: {
          en: `1 place with bytes that are no ${encoding.toUpperCase()}, shown as \ufffd`,
          zh: `1 处字节不合 ${encoding.toUpperCase()} 编码，以 \ufffd 显示`,
        },
        start: extract.text.indexOf('\ufffd'),
      },
    ])
  })
  test('an English text of UTF-8 with quotes of its own and one broken byte stays UTF-8', async () => {
    const bytes = Uint8Array.from([
      ...utf8('It’s 405 billion parameters, says “the card”, and '),
      0xe4,
      ...utf8(' more of them than before.'.repeat(8)),
    ])
    const extract = await readForeign('a.txt', bytes)
    expect(extract.encoding).toBe('utf-8')
    expect(extract.text).toContain('It’s 405 billion')
    expect(extract.unread.length).toBe(1)
  })
  test('marks that nobody sees are taken out', async () => {
    const extract = await readForeign('a.txt', utf8('4\u200b05 bil\u00adlion \u202eparameters\u0007'))
    expect(extract.text).toBe('405 billion parameters')
  })
})

describe('PDF', () => {
  test('two columns read one after the other, page numbers apart', async () => {
    const words = (side: string, n: number) => `${side} line ${n} of a long paragraph that fills its column well`
    const page = (p: number) => [
      ...Array.from({ length: 14 }, (_, n) => [50, 700 - n * 14, 8, words('left', n)] as const),
      ...Array.from({ length: 14 }, (_, n) => [320, 700 - n * 14, 8, words('right', n)] as const),
      [290, 30, 8, `${p}`] as const,
    ]
    const extract = await readForeign('two.pdf', makePdf([page(1), page(2), page(3)]))
    const [first] = extract.pages
    const text = extract.text.slice(first!.start, first!.end)
    expect(text.indexOf('left line 13')).toBeLessThan(text.indexOf('right line 0'))
    expect(extract.blocks.filter((b) => b.kind === 'furniture').length).toBe(3)
    expect(extract.pages.map((p) => p.number)).toEqual([1, 2, 3])
  })
  test('a page without text is told of', async () => {
    const extract = await readForeign('a.pdf', makePdf([[[72, 700, 12, 'words']], []]))
    expect(extract.unread.map((u) => u.page)).toEqual([2])
  })
  test('nothing but pictures', async () => {
    await expect(readForeign('a.pdf', makePdf([[], []]))).rejects.toThrow(/pictures/)
  })
})

test('HTML: scripts and hidden parts say nothing, spans keep their columns', async () => {
  const extract = await readForeign(
    'a.html',
    utf8(
      '<h1>Title</h1><script>document.write("evil 1")</script><p hidden>no 2</p><p style="display:none">no 3</p><p>one<br>two 10<sup>25</sup></p><table><tr><th rowspan=2>a<th colspan=2>b<tr><td>1<td>2</table>',
    ),
  )
  expect(prose(extract)).toEqual(['Title', 'one two 10²⁵'])
  expect(cells(extract)).toEqual([
    [
      ['a', 'b', 'b'],
      ['a', '1', '2'],
    ],
  ])
})

test('flattened rows of label and numbers are a table', async () => {
  const text = 'Benchmark Alpha Beta\nMMLU (0-shot, CoT) 88.6 78.7 (non-CoT)\nIFEval 80.4 -\nMATH 51.9 68.0\n'
  const extract = await readForeign('a.txt', utf8(text))
  expect(cells(extract)[0]!.slice(1)).toEqual([
    ['MMLU (0-shot, CoT)', '88.6', '78.7 (non-CoT)'],
    ['IFEval', '80.4', '-'],
    ['MATH', '51.9', '68.0'],
  ])
})

test.each([
  ['a.bin', utf8('%PDF-1.4'), 'pdf'],
  ['a', utf8('<!DOCTYPE html><p>x'), 'html'],
  ['a.md', utf8('# x'), 'markdown'],
  ['a.docx', zipSync({ 'word/document.xml': strToU8('x') }), 'docx'],
  ['a', zipSync({ 'xl/workbook.xml': strToU8('x') }), 'xlsx'],
  ['a.tsv', utf8('a\tb'), 'csv'],
])('%s by its bytes and name', (name, bytes, format) => {
  expect(formatOf(name, bytes)).toBe(format)
})

describe('fuzz', () => {
  const runs = Number(process.env.ASSAY_FUZZ ?? 150)
  const seeds: Readonly<Record<string, Uint8Array>> = {
    'a.txt': utf8('MMLU\t88.6\t78.7\nIFEval\t80.4\t1\n\n| a | b |\n|-|-|\n| 1 | 2 |\nx 1 2\ny 3 4\nz 5 6\n'),
    'a.md': utf8('# a\n\n**b** [c](d) `e`\n\n| a | b |\n|-|-|\n| 1 | 2 |\n'),
    'a.html': utf8('<table><tr><td colspan=2>a<td>b<tr rowspan=3><td>1</table><p>x<sup>2</sup><div hidden>y</div>'),
    'a.csv': utf8('a,b\n"1,2",3\n4,"5'),
    'a.json': utf8('{"a":[{"b":1,"c":"x"},{"b":2}],"d":{"e":1,"f":2}}'),
    'a.pdf': makePdf([[[72, 700, 12, 'a b c 1 2 3']]]),
    'a.docx': zipSync(
      { 'word/document.xml': strToU8('<w:p><w:r><w:t>x</w:t></w:r></w:p><w:tbl><w:tr><w:tc/></w:tr></w:tbl>') },
      { level: 0 },
    ),
    'a.xlsx': zipSync(
      {
        'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="a" r:id="1"/></sheets></workbook>'),
        'xl/worksheets/sheet1.xml': strToU8('<row r="1"><c r="A1" t="n"><v>1</v></c></row>'),
      },
      { level: 0 },
    ),
  }
  // inputs that broke a reader once, kept
  const found: Readonly<Record<string, [[number, number][], number][]>> = {
    // a rule over a bar alone: a table without a cell
    'a.txt': [
      [
        [
          [29, 33],
          [33, 0],
        ],
        48,
      ],
    ],
  }
  test.each(Object.keys(seeds))('%s with bytes changed never breaks its reader', async (name) => {
    const seed = seeds[name]!
    const change = fc.tuple(fc.nat(seed.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), fc.nat(seed.length), async (changes, cut) => {
        const bytes = seed.slice(0, cut % 3 === 0 ? cut : seed.length)
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        try {
          const extract = await readForeign(name, bytes)
          for (const block of extract.blocks) expect(block.end).toBeLessThanOrEqual(extract.text.length)
          // in CSV and JSON a cell may be written with escapes, in Markdown a sign of it
          const escaped = /csv|json/.test(name) || (name === 'a.md' && /[\\&]/.test(extract.text))
          if (!escaped) expectPlaced(extract)
        } catch (error) {
          expect(AssayError.is(error) ? '' : String(error)).toBe('')
        }
      }),
      { numRuns: name === 'a.pdf' ? Math.ceil(runs / 5) : runs, examples: found[name] ?? [] },
    )
  })
})
