import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Destination, destinationSelector, linkDestinations } from '../../src/report/pdf/destination.ts'
import { readCoverage } from '../../src/report/pdf/glyph.ts'
import { createPdfRenderer, type PdfRenderer, pdfInput, renderTypst } from '../../src/report/pdf/index.ts'
import { call, join as joined, list, quote, verbatim } from '../../src/report/pdf/literal.ts'
import { partsOf } from '../../src/report/pdf/parts.ts'
import { longDay } from '../../src/report/pdf/words.ts'
import type { Block, Document } from '../../src/report/tree.ts'
import { figure, fixture, heading, lengths, number, panel, paragraph, ref, text } from './fixture.ts'

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'))
const fonts = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'].map(
  (f) => new Uint8Array(readFileSync(join(folder, f))),
)
const bytes = (words: string) => new TextEncoder().encode(words)
const attached = new Map([
  ['facts.json', bytes('{"facts":[1]}')],
  ['manifest.json', bytes('{"files":[]}')],
])
const zh = fixture('zh')
const withBlocks = (...blocks: Block[]): Document => fixture('zh', { blocks })

let renderer: PdfRenderer
beforeAll(async () => {
  renderer = await createPdfRenderer(fonts)
})

/** The streams of a PDF, inflated, as one text. */
function streams(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf)
  const found: string[] = [raw.toString('latin1')]
  for (let at = raw.indexOf('stream\n'); at !== -1; at = raw.indexOf('stream\n', at + 7)) {
    const end = raw.indexOf('endstream', at)
    try {
      found.push(inflateSync(raw.subarray(at + 7, end)).toString('latin1'))
    } catch {
      // not compressed
    }
  }
  return found.join('\n')
}

describe('quote', () => {
  it('leaves nothing that Typst could read as code', () => {
    const evil = '#panic("x") $a$ *b* _c_ @d \\ `e` // f /* g */ [h] <i> = j - k'
    expect(quote(evil)).toBe(`"${evil.replace(/[\\"]/g, '\\$&')}"`)
    expect(quote('a\\')).toBe('"a\\\\"')
    expect(quote('\\"')).toBe('"\\\\\\""')
  })

  it('joins Chinese lines without a blank and others with one', () => {
    expect(quote('开源\n模型')).toBe('"开源模型"')
    expect(quote('开源，\n模型')).toBe('"开源，模型"')
    expect(quote('open\nweights')).toBe('"open weights"')
    expect(quote('模型\nGPT')).toBe('"模型 GPT"')
  })

  it('drops what prints nothing, and verbatim keeps lines', () => {
    expect(quote('a\u0000\u200b\ufe0f\ufeffb')).toBe('"ab"')
    expect(verbatim('a\r\n  b\t"')).toBe('"a\\n  b\\t\\""')
  })

  it('makes calls, arrays and content', () => {
    expect([call('f', '1', '2'), list([]), list(['1']), joined([]), joined(['f()']), joined(['"a"', 'f()'])]).toEqual([
      'f(1, 2)',
      '()',
      '(1,)',
      '[]',
      'f()',
      '{ []; "a"; f() }',
    ])
  })
})

describe('partsOf', () => {
  it('puts points on the cover, side panels beside them and statements last', () => {
    const [point, side, open, claim, end] = [
      paragraph('a'),
      panel('side'),
      heading(1, '1', 'h', 'h'),
      panel('statement'),
      panel('disclaimer'),
    ]
    expect(partsOf([claim, point, side, open, end, point])).toEqual({
      cover: [point],
      side: [side],
      body: [open, point],
      closing: [claim, end],
    })
  })

  it('ends the cover at any heading when none is of level 1, and has none without headings', () => {
    expect(partsOf([paragraph('a'), heading(2, '', 'h', 'h')]).cover).toHaveLength(1)
    expect(partsOf([paragraph('a')]).body).toHaveLength(1)
  })
})

describe('renderTypst', () => {
  const parts = { pictures: new Map<number, string>(), attachments: [] }

  it('is pure', () => {
    expect(renderTypst(zh, parts)).toBe(renderTypst(fixture('zh'), parts))
  })

  it('links every bound number of the prose to its evidence and back', () => {
    const source = renderTypst(zh, parts)
    for (const key of ['n1', 'n2', 'n10', 'n11', 'n12', 'n9']) expect(source).toContain(`"use-${key}"`)
    // n1 and n12 are the same fact, so they share an entry that names both places
    expect(source).toContain('("use-n1", "use-n12",)')
    expect(source.match(/num\("evidence-e1"/g)).toHaveLength(2)
  })

  it('never counts again: numbers come from the document', () => {
    const source = renderTypst(withBlocks(heading(1, '7', 'seven', 'a'), figure(42, 'c', 's', lengths('zh'))), parts)
    expect(source).toContain('"7 seven"')
    expect(source).toContain('"图表 42：c"')
  })

  it('lists figures and headings that have no anchor of their own', () => {
    const bare = { ...figure(1, '甲', 's', lengths('zh')), id: '' }
    const source = renderTypst(withBlocks(heading(1, '1', 'a', 'x'), heading(1, '2', 'b', 'x'), bare), parts)
    expect(source).toContain('contents-line(1, "at-x", "1 a")')
    expect(source).toContain('contents-line(1, "block-1", "2 b")')
    expect(source).toContain('exhibit-line("block-2", "图表 1：甲")')
  })

  it('links to no address that a viewer might run and to no place that is not there', () => {
    const at = zh.blocks[0]!.at
    const evil: Block = paragraph(
      { kind: 'link', href: 'javascript:alert(1)', children: [text('x')], at },
      ref('nowhere', '图表 9'),
      number('5', 'unknown'),
    )
    const source = renderTypst(withBlocks(evil), parts)
    expect(source).not.toContain('javascript')
    expect(source).not.toContain('jump("at-nowhere"')
    expect(source).not.toContain('use-unknown')
  })
})

describe('the fonts of a theme', () => {
  const house = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts')
  const paper = ['Regular', 'Bold'].map((w) => new Uint8Array(readFileSync(join(house, `LiberationSans-${w}.ttf`))))
  const themed = (words: string) =>
    fixture('en', {
      blocks: [paragraph(words)],
      theme: { accent: '#1f4e79', accentDark: '#8ab8e6', fonts: [], paper, logo: null, firm: '' },
    })

  it('come first, are embedded, and what they lack is told and printed in the plain one', () => {
    const made = renderer.render(pdfInput(themed('Plain words and 豆包'), new Map()))
    expect(made.value.length).toBeGreaterThan(1000)
    expect(streams(made.value)).toMatch(/LiberationSans/)
    expect(made.diagnostics.map((d) => d.code)).toEqual(['report/pdf-glyph'])
    expect(made.diagnostics[0]!.message.en).toMatch(/are not in `Liberation Sans` and are printed in Noto Sans SC/)
    // the next document without a theme is as it was
    expect(renderer.render(pdfInput(fixture('en', { blocks: [paragraph('x')] }), new Map())).diagnostics).toEqual([])
  })
})

describe('createPdfRenderer', () => {
  it.each(['zh', 'en'] as const)('typesets the fixture in %s without a finding', (lang) => {
    const { value, diagnostics } = renderer.render(pdfInput(fixture(lang), attached))
    expect(diagnostics).toEqual([])
    expect(Buffer.from(value.subarray(0, 5)).toString()).toBe('%PDF-')
  })

  it('gives the same bytes with another renderer and in another process', async () => {
    const input = pdfInput(zh, attached)
    renderer.render(pdfInput(fixture('en'), attached))
    const first = renderer.render(input).value
    const second = (await createPdfRenderer(fonts)).render(input).value
    expect(Buffer.compare(first, second)).toBe(0)
    expect(Buffer.compare(first, renderElsewhere(input.source, input.files))).toBe(0)
  })

  it.each(['zh', 'en'] as const)('leads each number to its entry, in words as well, in %s', async (lang) => {
    const pdf = renderer.render(pdfInput(fixture(lang), attached)).value
    const links = (await followLinks(pdf)).filter((l) => /^(数据依据|Evidence) /.test(l.spoken))
    expect(links.length).toBeGreaterThan(8)
    for (const link of links) {
      const [, number, page] = /^(?:数据依据|Evidence) (\d+)\D+(\d+)$/.exec(link.spoken)!
      expect(link.page).toBe(Number(page))
      expect(link.below[0]!.words.trim()).toBe(number)
    }
    expect(streams(pdf)).not.toContain('assay-place')
  })

  it('attaches the facts and claims PDF/A-3a', () => {
    const pdf = streams(renderer.render(pdfInput(zh, attached)).value)
    expect(pdf).toContain('{"facts":[1]}')
    expect(pdf).toContain('facts.json')
    expect(pdf).toContain('manifest.json')
    expect(pdf).toMatch(/pdfaid:part>3</)
    expect(pdf).toMatch(/\/StructTreeRoot/)
    expect(pdf).toMatch(/\/Outlines/)
    expect(pdf).toContain('2024-07-26')
  })

  it('survives attempts to inject code, wherever words may stand', () => {
    const evil = '#panic("no") ") #panic() $x$ */ \\ ``` <l> @r [ ] { } ; \n= h\n- i // c'
    const { value, diagnostics } = renderer.render(pdfInput(poison(evil), new Map()))
    expect(diagnostics).toEqual([])
    expect(streams(value)).toContain('#panic(')
  })

  it('prints a box for what the font lacks, and says so', () => {
    const { value, diagnostics } = renderer.render(pdfInput(withBlocks(paragraph('好😀➤')), new Map()))
    expect(value.length).toBeGreaterThan(0)
    expect(diagnostics.map((d) => `${d.code} ${d.severity}`)).toEqual([
      'report/pdf-glyph warning',
      'report/pdf-glyph warning',
    ])
    expect(diagnostics.map((d) => d.message.en).join()).toContain('U+1F600')
  })

  it('refuses to work without its fonts, and reports what the typesetter says', async () => {
    const bare = await createPdfRenderer([])
    expect(bare.render(pdfInput(zh, attached)).diagnostics.map((d) => d.code)).toEqual(['report/pdf-failed'])
    const broken = renderer.render({ source: '#nothing-like-this()', files: new Map(), date: '2024-07-26' })
    expect(broken.value).toHaveLength(0)
    expect(broken.diagnostics[0]!.message.en).toContain('unknown variable')
    const font = renderer.render({ source: '#text(font: "Nope")[a]', files: new Map(), date: '2024-07-26' })
    expect(font.diagnostics[0]).toMatchObject({ code: 'report/pdf-failed', severity: 'error' })
  })

  it('typesets a document of one paragraph, of nothing, and one whose ids are taken twice', () => {
    for (const blocks of [
      [paragraph('a')],
      [],
      [heading(1, '1', 'a', 'x'), heading(2, '1.1', 'b', 'x'), paragraph(ref('x', 'a'))],
    ])
      expect(renderer.render(pdfInput(fixture('zh', { blocks, bindings: new Map() }), new Map())).diagnostics).toEqual(
        [],
      )
  })
})

describe('readCoverage', () => {
  it('reads the family and the characters of a font', () => {
    const { family, has } = readCoverage(fonts[0]!)
    expect(family).toBe('Noto Sans SC')
    expect([...'A中−–…“”'].map((c) => has(c.codePointAt(0)!))).toEqual(Array(8).fill(true).slice(0, 7))
    expect(has('😀'.codePointAt(0)!)).toBe(false)
  })

  it('finds nothing in what is no font', () => {
    expect(readCoverage(bytes('no font at all, but long enough')).family).toBe('')
    expect(readCoverage(new Uint8Array(0)).has(65)).toBe(false)
  })
})

describe('longDay', () => {
  it('is written as on a cover', () => {
    expect([longDay('2024-07-26', 'zh'), longDay('2024-07-26', 'en')]).toEqual(['2024 年 7 月 26 日', '26 July 2024'])
  })
})

/** The fixture with `evil` in every place that an author writes. */
function poison(evil: string): Document {
  const change = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((v) => change(v, key))
    if (value instanceof Map) return new Map([...value].map(([k, v]) => [k, change(v, '')]))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, change(v, k)]))
    return typeof value === 'string' && words.includes(key) ? evil : value
  }
  const words = [
    'text',
    'title',
    'subtitle',
    'kicker',
    'type',
    'publisher',
    'name',
    'names',
    'contact',
    'alt',
    'label',
    'note',
    'quote',
    'locator',
    'address',
    'url',
    'href',
    'id',
    'target',
    'lang',
  ]
  const { naming, ...rest } = zh
  const changed = change(rest, '') as Document
  const all = () => evil
  return {
    ...changed,
    front: { ...changed.front, lang: 'zh' },
    naming: {
      entity: all,
      measure: all,
      scope: all,
      unit: all,
      source: (id) => ({ ...naming.source(id), title: evil, url: evil, publisher: evil }),
    },
  }
}

// the typesetter called by a process of its own, without any code of this package
function renderElsewhere(source: string, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const place = mkdtempSync(join(tmpdir(), 'assay-pdf-'))
  const names = [...files.keys()]
  names.forEach((name) => {
    writeFileSync(join(place, name), files.get(name)!)
  })
  writeFileSync(join(place, 'source.typ'), source)
  fonts.forEach((font, i) => {
    writeFileSync(join(place, `font${i}.ttf`), font)
  })
  const script = `
    const { NodeCompiler } = require(${JSON.stringify(createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-node-compiler'))})
    const { readFileSync, writeFileSync } = require('node:fs')
    const fontBlobs = [0, 1].map((i) => readFileSync('font' + i + '.ttf'))
    const compiler = NodeCompiler.create({ workspace: '/assay', fontArgs: [{ fontBlobs }] })
    for (const name of ${JSON.stringify(names)}) compiler.mapShadow('/assay/' + name, readFileSync(name))
    const { result } = compiler.compile({ mainFileContent: readFileSync('source.typ', 'utf8') })
    writeFileSync('kept.json', JSON.stringify(compiler.query(result, { selector: ${JSON.stringify(destinationSelector)} })))
    writeFileSync('out.pdf', compiler.pdf(result, { pdfStandard: 'a-3a', creationTimestamp: Date.parse('2024-07-26T00:00:00Z') / 1000 }))
  `
  writeFileSync(join(place, 'run.cjs'), script)
  execFileSync(process.execPath, ['run.cjs'], { cwd: place })
  const pdf = new Uint8Array(readFileSync(join(place, 'out.pdf')))
  const kept: { value: Destination[] }[] = JSON.parse(readFileSync(join(place, 'kept.json'), 'utf8'))
  linkDestinations(
    pdf,
    kept.flatMap((k) => k.value),
    841.8898,
  )
  return pdf
}

interface Line {
  readonly top: number
  readonly left: number
  readonly words: string
}

/** The links of each page with the lines of the page that each goes to, below the place that it goes to. */
async function followLinks(pdf: Uint8Array) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const opened = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const found: { href: string; spoken: string; page: number; below: readonly Line[] }[] = []
  for (let n = 1; n <= opened.numPages; n += 1) {
    for (const link of await (await opened.getPage(n)).getAnnotations()) {
      if (link.subtype !== 'Link') continue
      const [ref, , left, top] = Array.isArray(link.dest) ? link.dest : []
      const page = ref === undefined ? 0 : (await opened.getPageIndex(ref)) + 1
      const items = page === 0 ? [] : (await (await opened.getPage(page)).getTextContent()).items
      const lines = items.flatMap((i) =>
        'str' in i && i.str.trim() !== '' ? [{ top: i.transform[5], left: i.transform[4], words: i.str }] : [],
      )
      const below = lines.filter((l) => l.top < top - 10 && l.left > left - 1).toSorted((a, b) => b.top - a.top)
      found.push({ href: link.unsafeUrl ?? '', spoken: link.contentsObj?.str ?? '', page, below })
    }
  }
  return found
}
