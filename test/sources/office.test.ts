import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Extract, ExtractTable } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

function tables(e: Extract): readonly (readonly (readonly string[])[])[] {
  return e.blocks
    .filter((b): b is ExtractTable => b.kind === 'table')
    .map((t) => t.rows.map((r) => r.map((c) => c.text)))
}

function proseOf(e: Extract): readonly string[] {
  return e.blocks.filter((b) => b.kind !== 'table').map((b) => e.text.slice(b.start, b.end))
}

describe('DOCX', () => {
  const read = (body: string) =>
    readForeign('a.docx', zipSync({ 'word/document.xml': utf8(`<w:document><w:body>${body}</w:body></w:document>`) }))
  const run = (text: string, more = '') => `<w:r><w:rPr>${more}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
  const paragraph = (...runs: readonly string[]) => `<w:p>${runs.join('')}</w:p>`
  const cell = (text: string, more = '') => `<w:tc><w:tcPr>${more}</w:tcPr>${paragraph(run(text))}</w:tc>`
  const row = (...cells: readonly string[]) => `<w:tr>${cells.join('')}</w:tr>`
  const table = (...rows: readonly string[]) => `<w:tbl>${rows.join('')}</w:tbl>`

  test('hidden and deleted words do not count, inserted ones do', async () => {
    const e = await read(
      paragraph(
        run('MMLU is '),
        run('99.9', '<w:vanish/>'),
        `<w:del>${run('77.7').replaceAll('w:t', 'w:delText')}</w:del>`,
        `<w:ins>${run('88.6')}</w:ins>`,
        run(' and ', '<w:vanish w:val="0"/>'),
        `<w:fldSimple w:instr="REF x">${run('73.8')}</w:fldSimple>`,
        `<w:r><w:instrText>PAGE 12</w:instrText></w:r>`,
        run('.'),
      ),
    )
    expect(proseOf(e)).toEqual(['MMLU is 88.6 and 73.8.'])
  })
  test('a text box is read once, apart from the paragraph around it', async () => {
    const box = `<w:txbxContent>${paragraph(run('In the box: 51.1.'))}</w:txbxContent>`
    const e = await read(
      paragraph(
        run('Before '),
        `<w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r>`,
        run('and after.'),
      ),
    )
    expect(proseOf(e)).toEqual(['In the box: 51.1.', 'Before and after.'])
  })
  test('notes follow the text, then heads and feet of pages once each as furniture; comments are not read', async () => {
    const part = (name: string, body: string) => utf8(`<w:${name}>${body}</w:${name}>`)
    const e = await readForeign(
      'a.docx',
      zipSync({
        'word/document.xml': part(
          'document',
          `<w:body>${paragraph(run('MMLU is 88.6.'), '<w:r><w:commentReference w:id="1"/></w:r>')}</w:body>`,
        ),
        'word/comments.xml': part('comments', `<w:comment w:id="1">${paragraph(run('should be 99.9'))}</w:comment>`),
        'word/footnotes.xml': part('footnotes', `<w:footnote>${paragraph(run('Measured in 2024.'))}</w:footnote>`),
        'word/endnotes.xml': part('endnotes', `<w:endnote>${paragraph(run('MATH is 73.8.'))}</w:endnote>`),
        'word/header1.xml': part('hdr', table(row(cell('Desk'), cell('23 July 2019')))),
        'word/header2.xml': part('hdr', table(row(cell('Desk'), cell('23 July 2019')))),
        'word/footer1.xml': part('ftr', paragraph(run('Page 7 of 12'))),
      }),
    )
    expect(e.blocks.map((b) => [b.kind, e.text.slice(b.start, b.end)])).toEqual([
      ['paragraph', 'MMLU is 88.6.'],
      ['paragraph', 'Measured in 2024.'],
      ['paragraph', 'MATH is 73.8.'],
      ['furniture', 'Page 7 of 12'],
      ['furniture', 'Desk 23 July 2019'],
    ])
  })
  test('how words looked before a change hides nothing, and a hyphen that does not break is one', async () => {
    const before = '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    const e = await read(
      paragraph(run('MMLU ', before), run('2023', before), '<w:r><w:noBreakHyphen/></w:r>', run('2024')),
    )
    expect(proseOf(e)).toEqual(['MMLU 2023-2024'])
  })
  test('merged cells, rows that begin late, and a table in a content control', async () => {
    const e = await read(
      `<w:sdt><w:sdtContent>${table(
        row(cell('Test', '<w:vMerge w:val="restart"/>'), cell('Open', '<w:gridSpan w:val="2"/>')),
        row(cell('', '<w:vMerge/>'), cell('A'), cell('B')),
        row(cell('MMLU'), cell('88.6'), cell('86.0')),
        `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('89.0')}${cell('80.5')}</w:tr>`,
      )}</w:sdtContent></w:sdt>`,
    )
    expect(tables(e)).toEqual([
      [
        ['Test', 'Open', 'Open'],
        ['Test', 'A', 'B'],
        ['MMLU', '88.6', '86.0'],
        ['', '89.0', '80.5'],
      ],
    ])
  })
  test('a table within a cell is one of its own', async () => {
    const inner = table(row(cell('Test'), cell('A')), row(cell('MMLU'), cell('88.6')))
    const e = await read(table(row(`<w:tc>${inner}${paragraph(run('beside'))}</w:tc>`, cell('right'))))
    expect(tables(e)).toEqual([
      [['beside', 'right']],
      [
        ['Test', 'A'],
        ['MMLU', '88.6'],
      ],
    ])
  })
})

describe('XLSX', () => {
  const read = (rows: string, { formats = '', before = '', after = '', more = '' } = {}) =>
    readForeign(
      'a.xlsx',
      zipSync({
        'xl/workbook.xml': utf8(`<workbook>${more}<sheets><sheet name="S" r:id="r1"/></sheets></workbook>`),
        'xl/worksheets/sheet1.xml': utf8(`<worksheet>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`),
        'xl/styles.xml': utf8(
          `<styleSheet><numFmts>${formats}</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
        ),
      }),
    )
  const row = (n: number, cells: Readonly<Record<string, string | number>>, more = '') =>
    `<row r="${n}" ${more}>${Object.entries(cells)
      .map(([c, v]) =>
        typeof v === 'number'
          ? `<c r="${c}${n}" s="1"><v>${v}</v></c>`
          : `<c r="${c}${n}" t="inlineStr"><is><t>${v}</t></is></c>`,
      )
      .join('')}</row>`

  test.each([
    ['0.0,,&quot;M&quot;', 88_600_000, '88.6M'],
    ['#,##0,', 12_345, '12'],
    ['0.0%', 0.123, '12.3%'],
    ['&quot;$&quot;#,##0.00', -3.5, '-$3.50'],
    ['[$¥-804]#,##0.0', 12.5, '¥12.5'],
    ['0.0_);[Red](0.0)', 12.5, '12.5'],
    ['yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', 45_496, '2024-07-23'],
  ])('the format %s shows %s as %s', async (code, value, shown) => {
    const e = await read(row(1, { A: 'x', B: value }) + row(2, { A: 'y', B: value }), {
      formats: `<numFmt numFmtId="164" formatCode="${code}"/>`,
    })
    expect(tables(e)[0]![0]![1]).toBe(shown)
  })
  test.each([
    ['', 'yyyy-mm-dd', 45_496, '2024-07-23'],
    ['<workbookPr date1904="0"/>', 'yyyy-mm-dd', 45_496, '2024-07-23'],
    ['<workbookPr codeName="x" date1904="1"/>', 'yyyy-mm-dd', 44_034, '2024-07-23'],
    ['<workbookPr date1904="true"/>', 'yyyy-mm-dd h:mm', 44_034.5, '2024-07-23 12:00:00'],
    ['<workbookPr date1904="1"/>', 'yyyy-mm-dd', 0, '1904-01-01'],
    ['<workbookPr date1904="1"/>', '0.0', 44_034, '44034.0'],
  ])('with %s the format %s shows %s as %s', async (more, code, value, shown) => {
    const formats = `<numFmt numFmtId="164" formatCode="${code}"/>`
    const e = await read(row(1, { A: 'x', B: value }) + row(2, { A: 'y', B: value }), { formats, more })
    expect(tables(e)[0]![0]![1]).toBe(shown)
  })
  test('hidden rows and columns are left out, and said to be', async () => {
    const e = await read(
      row(1, { A: 'Test', B: 'Old', C: 'New' }) +
        row(2, { A: 'MMLU', B: 1, C: 88.6 }) +
        row(3, { A: 'draft', B: 1, C: 2 }, 'hidden="1"'),
      { before: '<cols><col min="2" max="2" hidden="1"/></cols>' },
    )
    expect(tables(e)).toEqual([
      [
        ['Test', '', 'New'],
        ['MMLU', '', '88.6'],
      ],
    ])
    expect(e.unread.map((u) => u.why.en)).toEqual(['2 hidden rows or columns of the sheet S not read'])
  })
  test('merged cells stand in each place that they cover, titles once', async () => {
    const e = await read(
      row(1, { A: 'Title' }) +
        row(2, { A: 'Test', B: 'Open', D: 'Closed' }) +
        row(3, { B: 'A', C: 'B', D: 'C' }) +
        row(4, { A: 'MMLU', B: 88.6, C: 86, D: 88.7 }),
      {
        after:
          '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/><mergeCell ref="E5:XFD1048576"/></mergeCells>',
      },
    )
    expect(proseOf(e)).toEqual(['S', 'Title'])
    expect(tables(e)[0]!.slice(0, 2)).toEqual([
      ['Test', 'Open', 'Open', 'Closed'],
      ['Test', 'A', 'B', 'C'],
    ])
  })
  test('tables beside each other are two, each with the names of its cells', async () => {
    const e = await read(
      row(1, { A: 'Test', B: 'A', D: 'Store', E: 'Downloads' }) +
        row(2, { A: 'MMLU', B: 88.6, D: 'North', E: 12 }) +
        row(3, { A: 'MATH', B: 73.8, D: 'South', E: 34 }),
    )
    expect(tables(e)).toEqual([
      [
        ['Test', 'A'],
        ['MMLU', '88.6'],
        ['MATH', '73.8'],
      ],
      [
        ['Store', 'Downloads'],
        ['North', '12'],
        ['South', '34'],
      ],
    ])
    const second = e.blocks.filter((b): b is ExtractTable => b.kind === 'table')[1]!
    expect(second.rows[2]!.map((c) => c.ref)).toEqual(['D3', 'E3'])
  })
})

describe('HTML', () => {
  const read = (body: string) => readForeign('a.html', utf8(`<!doctype html><body>${body}`))
  const grid = [
    ['Test', 'A'],
    ['MMLU', '88.6'],
  ]
  test.each([
    [
      'roles',
      '<div role="table"><div role="row"><span role="columnheader">Test</span><span role="columnheader">A</span></div><div role="row"><div role="rowheader"><div>MMLU</div></div><div role="cell">88.6</div></div></div>',
    ],
    [
      'display',
      '<div style="display:table"><div style="display: table-row"><div style="display:table-cell">Test</div><div style="display:table-cell">A</div></div><div style="display:table-row"><div style="display:table-cell">MMLU</div><div style="display:table-cell">88.6</div></div></div>',
    ],
  ])('a table made of other elements by %s', async (_, body) => {
    expect(tables(await read(body))).toEqual([grid])
  })
  test.each([
    ['.x{display:none}', 'class="a x"'],
    ['/* .y{ */ .y, .x { color: red; DISPLAY : none !important }', 'class="x"'],
    ['#x{visibility:hidden}', 'id="x"'],
    ['I { display: none } p { display: block }', ''],
    ['@media print { p { color: red } } .x{display:none}', 'class="x"'],
    ['i{display:inline} .x{display:none}', 'class="x"'],
  ])('what the style sheet %s hides is not read', async (css, attributes) => {
    expect(proseOf(await read(`<style>${css}</style><p>one <i ${attributes}>two 2</i> three</p>`))).toEqual([
      'one three',
    ])
    expect(proseOf(await read(`<p>one <i ${attributes}>two 2</i> three</p><style media="all">${css}</style>`))).toEqual(
      ['one three'],
    )
  })
  test.each([
    ['<style>@media print{.x{display:none}}</style>', 'class="x"'],
    ['<style media="print">.x{display:none}</style>', 'class="x"'],
    ['<noscript><style>.x{display:none}</style></noscript>', 'class="x"'],
    ['<!-- <style>.x{display:none}</style> -->', 'class="x"'],
    ['<script>"<style>.x{display:none}</style>"</script>', 'class="x"'],
    ['<style>.x{display:none}.x.open{display:block}</style>', 'class="x open"'],
    ['<style>.x{display:none}@media (min-width:40em){.x{display:inline}}</style>', 'class="x"'],
    ['<style>.x{display:none}.y{display:block}</style>', 'class="x y"'],
    ['<style>.x{display:none}</style>', 'class="x" style="display:inline"'],
    ['<style>.a .x, .x:hover, i.x{display:none}</style>', 'class="x"'],
    ['<style>.X{display:none}.x{backface-visibility:hidden}</style>', 'class="x" style="backface-visibility: hidden"'],
    ['<style>html, body{visibility:hidden}</style>', ''],
    ['<style>.x::after{content:"}";display:none}', 'class="x"'],
  ])('what %s may show is read', async (css, attributes) => {
    expect(proseOf(await read(`${css}</style><p>one <i ${attributes}>two 2</i> three</p>`))).toEqual([
      'one two 2 three',
    ])
  })
  test('a table within a cell is one of its own', async () => {
    const inner = '<table><tr><th>Test<th>A<tr><td>MMLU<td>88.6</table>'
    expect(tables(await read(`<table><tr><td>left ${inner}</td><td>right</td></tr></table>`))).toEqual([
      [['left', 'right']],
      grid,
    ])
  })
})

describe('CSV', () => {
  test.each([';', '\t', ','])('titles above and notes below a table parted by %j', async (by) => {
    const lines = [
      'Scores of models',
      '',
      ['Test', 'A', 'B'].join(by),
      ['MMLU', '88.6', '86.0'].join(by),
      'Source: the makers',
    ]
    const e = await readForeign('a.csv', utf8(`\ufeff${lines.join('\r\n')}\r\n`))
    expect(tables(e)).toEqual([
      [
        ['Test', 'A', 'B'],
        ['MMLU', '88.6', '86.0'],
      ],
    ])
    expect(proseOf(e)).toEqual(['Scores of models', 'Source: the makers'])
  })
  test('several tables and notes in one file', async () => {
    const lines = [
      '# Prices, in yuan an hour',
      'Type,Memory,Last,This,Change',
      'H100,80GB,15.8,14.2,-10.1%',
      'H20,96GB,8.4,8.0,-4.8%',
      '# medians, not means; of 23 shops, two closed',
      ',,,,',
      'Region,Type,Count,Low,Median',
      'North,H100,9,12.8,14.0',
      '# no head follows here, so the table goes on',
      'East,H100,8,13.2,14.5',
      '',
      'Item,H100 server,H20 server',
      'Monthly,81792,46080',
      'Source: shops',
    ]
    const e = await readForeign('a.csv', utf8(lines.join('\n')))
    expect(tables(e)).toEqual([
      [
        ['Type', 'Memory', 'Last', 'This', 'Change'],
        ['H100', '80GB', '15.8', '14.2', '-10.1%'],
        ['H20', '96GB', '8.4', '8.0', '-4.8%'],
      ],
      [
        ['Region', 'Type', 'Count', 'Low', 'Median'],
        ['North', 'H100', '9', '12.8', '14.0'],
        ['East', 'H100', '8', '13.2', '14.5'],
      ],
      [
        ['Item', 'H100 server', 'H20 server'],
        ['Monthly', '81792', '46080'],
      ],
    ])
    expect(proseOf(e)).toEqual([
      '# Prices, in yuan an hour',
      '# medians, not means; of 23 shops, two closed',
      '# no head follows here, so the table goes on',
      'Source: shops',
    ])
  })
  test('a first column called # is no note', async () => {
    const e = await readForeign('a.csv', utf8('#,Model,Score\n1,A,80.1\n2,B,79.9\n# Params,7B,8B\n'))
    expect(tables(e)).toEqual([
      [
        ['#', 'Model', 'Score'],
        ['1', 'A', '80.1'],
        ['2', 'B', '79.9'],
        ['# Params', '7B', '8B'],
      ],
    ])
  })
  test.each([';', '\t'])('decimal commas in a file parted by %j are points in its text', async (by) => {
    const lines = [
      ['Test', '2023', 'Neu'],
      ['Umsatz', '1.234,5', '"1.300,0"'],
      ['Anteil', '12,5 %', '-0,25 €'],
      ['Menge', '1.234', '12,345'],
      ['Llama 3.1, neu', '12.03.2024', ''],
    ]
    const text = lines.map((l) => l.join(by)).join('\n')
    const e = await readForeign('a.csv', utf8(text))
    expect(tables(e)).toEqual([
      [
        ['Test', '2023', 'Neu'],
        ['Umsatz', '1,234.5', '1,300.0'],
        ['Anteil', '12.5 %', '-0.25 €'],
        ['Menge', '1,234', '12.345'],
        ['Llama 3.1, neu', '12.03.2024', ''],
      ],
    ])
    expect(e.text.length).toBe(text.length)
    for (const b of e.blocks)
      if (b.kind === 'table') for (const c of b.rows.flat()) expect(e.text.slice(c.start, c.end)).toBe(c.text)
  })
  test('lines of numbers alone are parted by the sign that is not within them', async () => {
    const e = await readForeign('a.csv', utf8('a;1,5;2,5;3,5\nb;1,6;2,6;3,6\nc;1,7;2,7;3,7\n'))
    expect(tables(e)[0]![1]).toEqual(['b', '1.6', '2.6', '3.6'])
  })
  test.each([
    ['a point among them', 'a;1,5;2,5\nb;1,6;2.6\nc;1,7;2,7\n'],
    ['thousands alone', 'a;1,500;2,500\nb;1,600;2,600\nc;1,700;1,234,567\n'],
    ['two of them', 'a;1,5;x\nb;1,6;y\nc;17;z\n'],
    ['commas that part cells', 'a,1,5\nb,1,6\nc,1,7\n'],
  ])('%s change nothing', async (_, text) => {
    expect((await readForeign('a.csv', utf8(text))).text).toBe(text)
  })
})
