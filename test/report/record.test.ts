import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fontFiles, withFiles } from '../../src/project/node.ts'
import { createPngMaker } from '../../src/project/png.ts'
import { figurePictures, markOutput, readRecord, renderHtml, renderXlsx } from '../../src/report/index.ts'
import { readCoverage } from '../../src/report/pdf/glyph.ts'
import { readInfo, withInfo } from '../../src/report/pdf/record.ts'
import { subsetFont } from '../../src/report/png/font.ts'
import { readAttribute, withAttribute } from '../../src/report/png/record.ts'
import { aiJson } from '../../src/report/publish/ai.ts'
import type { Block } from '../../src/report/tree.ts'
import { readProperty, withProperty } from '../../src/report/xlsx/record.ts'
import { fixture } from './fixture.ts'

const panelOf = (b: Block): Block => ({ kind: 'panel', role: '', ai: true, profiles: [], children: [b], at: b.at })
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

// one grey pixel, as any writer makes it
const pixel = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64'),
)

test('a picture carries the record once, in a packet that reads back, and its pixels stay', () => {
  const once = withAttribute(pixel, 'AIGC', record)!
  expect(readAttribute(once, 'AIGC')).toBe(record)
  const twice = withAttribute(once, 'AIGC', aiJson({ label: 3, producer: 'p', id: 'i', notice: '' }))!
  expect(JSON.parse(readAttribute(twice, 'AIGC')!).Label).toBe('3')
  expect(twice.subarray(-pixel.length + 33)).toEqual(pixel.subarray(33))
  expect(readAttribute(pixel, 'AIGC')).toBeNull()
  expect(withAttribute(Uint8Array.of(1, 2, 3), 'AIGC', record)).toBeNull()
  const broken = once.slice()
  broken[60]! ^= 1
  expect(readAttribute(broken, 'AIGC')).toBeNull()
})

test('figures stand alone: caption, source, and the notice of what AI has made in letters of a twentieth', () => {
  const ai = { label: 1, producer: 'p', id: 'i', notice: '本图由人工智能辅助生成' }
  const plain = fixture('zh')
  const made = { ...plain, front: { ...plain.front, ai } }
  const figures = figurePictures(made)
  expect(figures.length).toBeGreaterThan(0)
  expect(figures.every((f) => !f.svg.includes(ai.notice))).toBe(true)
  const inside = { ...made, blocks: made.blocks.map((b) => (b.kind === 'figure' ? panelOf(b) : b)) }
  const svg = figurePictures(inside)[0]!.svg
  const [, height] = /viewBox="0 0 720 ([\d.]+)"/.exec(svg)!
  const [, size] = new RegExp(`font-size="([\\d.]+)"[^>]*>${ai.notice}`).exec(svg)!
  expect(Number(size) / Math.min(720, Number(height))).toBeGreaterThanOrEqual(0.05)
})

test('a picture is drawn with the pinned fonts, and carries its record', async () => {
  const make = await createPngMaker()
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15" font-family="Noto Sans SC">图 1</text></svg>'
  const bytes = make({ number: 1, svg })
  const plain = fixture('zh')
  const ai = { label: 1, producer: 'p', id: 'i', notice: '人工智能辅助生成' }
  const marked = markOutput({ ...plain, front: { ...plain.front, ai } }, { kind: 'png', bytes })
  expect(marked.fault).toBeNull()
  expect(readRecord({ kind: 'png', bytes: marked.bytes })).toBe(aiJson(ai))
})

test('a font of some letters has their widths and outlines, and leaves the whole one as it was', () => {
  for (const file of fontFiles()!) {
    const font = readFileSync(file)
    const before = createHash('sha256').update(font).digest('hex')
    const subset = subsetFont(font, '图表 1：é海外 AI😀')
    expect(createHash('sha256').update(font).digest('hex')).toBe(before)
    expect(subset.length).toBeLessThan(20_000)
    const { family, has } = readCoverage(subset)
    expect(family).toBe('Noto Sans SC')
    const covered = [...'图表 1：é海外 AI😀家'].map((c) => has(c.codePointAt(0)!))
    // what the font lacks stays out, and so does what was not asked for
    expect(covered).toEqual([...Array.from({ length: 11 }, () => true), false, false])
  }
})

test('Chinese is drawn by a font of some letters as by the whole one', async () => {
  const resvg = await import('@resvg/resvg-js')
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" font-family="Noto Sans SC"><text y="20">图表：海外应用日下载量</text><text y="45" font-weight="700">来源：合成数据</text></svg>'
  const draw = (files: readonly string[]) =>
    Buffer.from(
      new resvg.Resvg(svg, { font: { fontFiles: [...files], loadSystemFonts: false } }).render().asPng(),
    ).toString('base64')
  const subsets = fontFiles()!.map((f) => subsetFont(readFileSync(f), svg))
  expect(withFiles(subsets, draw)).toBe(draw(fontFiles()!))
})
