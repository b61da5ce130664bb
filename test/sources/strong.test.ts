import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Extract, ExtractTable } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'
import { makePdf, type Placed } from './pdf.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

// the texts of bold cells, of one table after the other
function strong(e: Extract): readonly string[] {
  return e.blocks
    .filter((b): b is ExtractTable => b.kind === 'table')
    .flatMap((t) => t.rows.flat())
    .filter((c) => c.strong === true)
    .map((c) => c.text)
}

describe('a number in bold is one in the extract', () => {
  test('of Markdown', async () => {
    const text = `---
title: a **1**
---
<!-- a **2**
comment -->
| Test **3** | [A](http://a.b/1) | B | C |
|---|---|---|---|
| \\*\\* | **88.6** | __87__ | <b>3</b> ± 2 |
| x \\| y | ***1.0*** | 88.6 (**+2**) | <strong>a<sup>1</sup> 3</strong> |
| **MATH** | [**5**](http://a.b/6) | \\*\\*7\\*\\* | **\u2014** |

no table **12**
`
    const e = await readForeign('a.md', utf8(text))
    expect(strong(e)).toEqual(['Test 3', '88.6', '87', '3 ± 2', '1.0', 'a¹ 3', '5'])
    const plain = await readForeign('a.md', utf8(text.replaceAll('**', '').replaceAll('__', '')))
    expect(plain.blocks.length).toBe(e.blocks.length)
  })
  test('of HTML', async () => {
    const e = await readForeign(
      'a.html',
      utf8(`<style>.top, #t { font-weight: 700 } @media print { .p { font-weight: bold } }</style>
<table><tr><th>Test<th>A 1<tr><td><b>x</b><td><strong>88.6</strong><td><b>1<sup>2</sup></b>
<tr><td>y<td style="font-weight: bold">2<td><span class="top">3</span><td class="p">4<td id="t">5<td>6 <b>7</b>
<tr style="font-weight:600"><td>z<td>8<td style="font-weight:normal">9<td><sup>1</sup><b>10</b></table>`),
    )
    expect(strong(e)).toEqual(['88.6', '1²', '2', '3', '5', '8', '¹10'])
  })
  test('of DOCX', async () => {
    const run = (text: string, more = '') => `<w:r><w:rPr>${more}</w:rPr><w:t>${text}</w:t></w:r>`
    const cell = (...runs: readonly string[]) =>
      `<w:tc><w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>${runs.join('')}</w:p></w:tc>`
    const rows = [
      [cell(run('Test')), cell(run('1', '<w:b/>')), cell(run('2', '<w:b w:val="0"/>'))],
      [
        cell(run('a ', '<w:b/>'), run('3')),
        cell(run('4', '<w:rStyle w:val="Strong"/>')),
        cell(run('5'), run('6', '<w:b/>')),
      ],
      [cell(run('b ')), cell(run('7', '<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>')), cell(run('8', '<w:b/>'))],
    ]
    const body = `<w:tbl>${rows.map((r) => `<w:tr>${r.join('')}</w:tr>`).join('')}</w:tbl>`
    const e = await readForeign('a.docx', zipSync({ 'word/document.xml': utf8(`<w:document>${body}</w:document>`) }))
    expect(strong(e)).toEqual(['1', '4', '8'])
  })
  test('of XLSX', async () => {
    const cell = (ref: string, s: number, v: number) => `<c r="${ref}" s="${s}"><v>${v}</v></c>`
    const e = await readForeign(
      'a.xlsx',
      zipSync({
        'xl/workbook.xml': utf8('<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'),
        'xl/worksheets/sheet1.xml': utf8(
          `<worksheet><sheetData><row r="1">${cell('A1', 0, 1)}${cell('B1', 1, 2)}</row><row r="2">${cell('A2', 2, 3)}${cell('B2', 1, 4)}</row></sheetData></worksheet>`,
        ),
        'xl/styles.xml': utf8(
          '<styleSheet><fonts><font/><font><b/></font><font><b val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs><dxfs><dxf><font><b/></font></dxf></dxfs></styleSheet>',
        ),
      }),
    )
    expect(strong(e)).toEqual(['2', '4'])
  })
  test('of PDF, where its font is called so', async () => {
    const rows: readonly (readonly [string, ...(readonly [string, boolean])[]])[] = [
      ['Test', ['Alder', true], ['Birch', true]],
      ['MMLU', ['88.6', true], ['86.0', false]],
      ['MATH', ['70.1', false], ['73.8', true]],
      ['GSM8K', ['91.2', false], ['95.1', true]],
    ]
    const placed = rows.flatMap(([label, ...cells], r): readonly Placed[] => [
      [72, 700 - r * 20, 10, label],
      ...cells.map(([text, bold], c): Placed => [200 + c * 100, 700 - r * 20, 10, text, bold]),
    ])
    expect(strong(await readForeign('a.pdf', makePdf([placed])))).toEqual(['88.6', '73.8', '95.1'])
  })
})
