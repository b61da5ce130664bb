import { expect, test } from 'vitest'
import { markOutput, readRecord, renderHtml, renderXlsx } from '../../src/report/index.ts'
import { readInfo, withInfo } from '../../src/report/pdf/record.ts'
import { aiJson } from '../../src/report/publish/ai.ts'
import { readProperty, withProperty } from '../../src/report/xlsx/record.ts'
import { fixture } from './fixture.ts'

const encode = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const objects = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [] /Count 0 >>',
  '<<\n  /Title (A \\(b\\))\n>>',
]

/** A PDF of no pages, as the typesetter writes its table. */
function small(): Uint8Array {
  let text = '%PDF-1.7\n'
  const offsets = objects.map((o, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${o}\nendobj\n`
    return at
  })
  const start = text.length
  const lines = offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n\r\n`).join('')
  return encode(
    `${text}xref\n0 4\n0000000000 65535 f\r\n${lines}trailer\n<<\n  /Size 4\n  /Root 1 0 R\n  /Info 3 0 R\n>>\nstartxref\n${start}\n%%EOF`,
  )
}

const record = aiJson({ label: 1, producer: '001191330100MA', id: 'w-(1)', notice: '' })

test('a record is written after the file, read back, and replaced, not doubled', () => {
  const pdf = small()
  const once = withInfo(pdf, 'AIGC', record)!
  expect(once.subarray(0, pdf.length)).toEqual(pdf)
  expect(readInfo(once, 'AIGC')).toBe(record)
  expect(readInfo(once, 'Title')).toBe('A (b)')
  const twice = withInfo(once, 'AIGC', aiJson({ label: 2, producer: 'p', id: 'i', notice: '' }))!
  expect(JSON.parse(readInfo(twice, 'AIGC')!).Label).toBe('2')
  expect(readInfo(pdf, 'AIGC')).toBeNull()
})

test('a file of another make is left alone', () => {
  expect(withInfo(encode('%PDF-1.5\nno table\nstartxref\n9\n%%EOF'), 'AIGC', record)).toBeNull()
  expect(withInfo(encode(''), 'AIGC', record)).toBeNull()
  expect(withInfo(small(), 'AIGC', '中文')).toBeNull()
})

test('every output of a document that AI has helped to make carries one record', async () => {
  const plain = fixture('zh')
  const ai = { label: 1, producer: '001191330100MA', id: 'w-1', notice: '部分内容由人工智能辅助生成' }
  const document = { ...plain, front: { ...plain.front, ai } }
  const xlsx = await renderXlsx(document)
  for (const output of [
    { kind: 'html' as const, bytes: new TextEncoder().encode(renderHtml(document)) },
    { kind: 'xlsx' as const, bytes: xlsx },
    { kind: 'pdf' as const, bytes: small() },
  ]) {
    const marked = markOutput(document, output)
    expect(marked.fault).toBeNull()
    expect(JSON.parse(readRecord({ ...output, bytes: marked.bytes })!)).toMatchObject({
      Label: '1',
      ContentPropagator: ai.producer,
    })
    expect(markOutput(plain, output).bytes).toBe(output.bytes)
  }
  expect(renderHtml(document)).toContain(ai.notice)
  expect(markOutput(document, { kind: 'pdf', bytes: encode('%PDF') }).fault?.en).toContain('does not read back')
})

test('a property of a workbook is written once, and the same way each time', async () => {
  const xlsx = await renderXlsx(fixture('en'))
  const once = withProperty(xlsx, 'AIGC', '{"a":"<&>"}', '2024-07-28')!
  expect(readProperty(once, 'AIGC')).toBe('{"a":"<&>"}')
  expect(withProperty(xlsx, 'AIGC', '{"a":"<&>"}', '2024-07-28')).toEqual(once)
  expect(readProperty(withProperty(once, 'AIGC', 'b', '2024-07-28')!, 'AIGC')).toBe('b')
  expect(readProperty(xlsx, 'AIGC')).toBeNull()
  expect(withProperty(encode('no zip'), 'AIGC', 'b', '2024-07-28')).toBeNull()
})
