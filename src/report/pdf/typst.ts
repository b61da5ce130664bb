import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import type { Diagnostic, Found } from '../../base/index.ts'
import { report } from '../codes.ts'
import { type Destination, destinationSelector, linkDestinations } from './destination.ts'
import { type Coverage, readCoverage } from './glyph.ts'

/** A Typst source with the files that it names, and the day that the PDF bears. */
export interface PdfInput {
  readonly source: string
  /** bytes by path from the source: pictures and attachments */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** `YYYY-MM-DD` */
  readonly date: string
  /** font files of the desk's own theme, before those of the renderer */
  readonly fonts?: readonly Uint8Array[]
}

/** Typesets sources; the second one is faster than the first. */
export interface PdfRenderer {
  /** The PDF, or no bytes when there is an error among the diagnostics. */
  readonly render: (input: PdfInput) => Found<Uint8Array>
}

// the compiler keeps what it has seen, so it is thrown away before it fills the memory
const roundsOfOneCompiler = 40
const root = '/assay'
const family = 'Noto Sans SC'

/**
 * A renderer with the given fonts and no others: the same input gives the same bytes on each machine.
 *
 * `fonts` are the TrueType files of Noto Sans SC, regular and bold. A character that one of them lacks is printed as a
 * box with a warning, since the typesetter would take it from whatever else is installed.
 */
export async function createPdfRenderer(fonts: readonly Uint8Array[]): Promise<PdfRenderer> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler')
  const coverage = fonts.map(readCoverage)
  const blobsOf = (list: readonly Uint8Array[]) => list.map((f) => Buffer.from(f.buffer, f.byteOffset, f.byteLength))
  const create = (own: readonly Uint8Array[] = []) =>
    typst.NodeCompiler.create({ workspace: root, fontArgs: [{ fontBlobs: blobsOf([...own, ...fonts]) }] })
  // at once: the document is still being bound
  let compiler: NodeCompiler = create()
  let rounds = 0
  return {
    render: (input) => {
      const missing = coverage.filter((c) => c.family === family).length < 2
      if (missing) return failed([`font family "${family}" is needed in regular and bold`])
      if (rounds >= roundsOfOneCompiler) {
        compiler = create()
        rounds = 0
      }
      rounds++
      const own = input.fonts ?? []
      if (own.length === 0) return typeset(compiler, input, coverage, [])
      return typeset(create(own), input, coverage, own.map(readCoverage))
    },
  }
}

function typeset(
  compiler: NodeCompiler,
  input: PdfInput,
  coverage: readonly Coverage[],
  own: readonly Coverage[],
): Found<Uint8Array> {
  const lacking = new Set<string>()
  const elsewhere = new Set<string>()
  const clean = (text: string) => replaceMissing(noted(text, own, elsewhere), coverage, lacking)
  compiler.resetShadow()
  for (const [path, bytes] of input.files) compiler.mapShadow(`${root}/${path}`, cleanFile(path, bytes, clean))
  try {
    return exportPdf(compiler, { ...input, source: clean(input.source) }, () => [
      ...glyphWarnings(lacking),
      ...themeWarnings(elsewhere, own),
    ])
  } catch (thrown) {
    return failed(messagesOf(thrown))
  } finally {
    compiler.evictCache(10)
  }
}

function exportPdf(compiler: NodeCompiler, input: PdfInput, warnings: () => readonly Diagnostic[]): Found<Uint8Array> {
  const result = compiler.compile({ mainFileContent: input.source })
  const document = result.result
  if (document === null) {
    const error = result.takeError() ?? result.takeDiagnostics()
    return failed(error === null ? [] : error.shortDiagnostics.map((d: { message: string }) => d.message))
  }
  const doubts = (result.takeWarnings()?.shortDiagnostics ?? []).map((d: { message: string }) => d.message)
  const fonts = doubts.filter((d: string) => d.startsWith('unknown font family'))
  if (fonts.length > 0) return failed(fonts)
  const creationTimestamp = Math.floor(Date.parse(`${input.date}T00:00:00Z`) / 1000)
  const bytes = compiler.pdf(document, { pdfStandard: 'a-3a', creationTimestamp })
  const value = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  linkDestinations(value, destinationsOf(compiler, document), pageHeight)
  return {
    value,
    diagnostics: [...warnings(), ...doubts.map((d: string) => report('report/pdf-warning', { en: d, zh: d }))],
  }
}

// A4, in points
const pageHeight = 841.8898

function destinationsOf(compiler: NodeCompiler, document: NodeTypstDocument): readonly Destination[] {
  const kept: readonly { readonly value: readonly Destination[] }[] = compiler.query(document, {
    selector: destinationSelector,
  })
  return kept.flatMap((k) => k.value)
}

function failed(messages: readonly string[]): Found<Uint8Array> {
  const said = messages.length === 0 ? ['no reason was given'] : messages
  return { value: new Uint8Array(0), diagnostics: said.map((m) => report('report/pdf-failed', { en: m, zh: m })) }
}

// what `pdf` throws is a list of Rust structures as text
function messagesOf(thrown: unknown): readonly string[] {
  const text = String((thrown as { code?: unknown })?.code ?? thrown)
  const found = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]!.replace(/\\(.)/g, '$1'))
  return found.length > 0 ? [...new Set(found)] : [text]
}

function cleanFile(path: string, bytes: Uint8Array, clean: (text: string) => string): Buffer {
  if (!path.endsWith('.svg')) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Buffer.from(clean(new TextDecoder().decode(bytes)))
}

function replaceMissing(text: string, coverage: readonly Coverage[], lacking: Set<string>): string {
  return text.replace(/[^\x20-\x7e\n\t]/gu, (character) => {
    const point = character.codePointAt(0)!
    if (coverage.every((c) => c.has(point))) return character
    // joiners and selectors only shape their neighbours
    if (/\p{Default_Ignorable_Code_Point}|\p{Cc}/u.test(character)) return ''
    lacking.add(character)
    return '□'
  })
}

// what the theme's fonts lack and the plain one has
function noted(text: string, own: readonly Coverage[], elsewhere: Set<string>): string {
  if (own.length > 0)
    for (const character of text.match(/[^\x20-\x7e\s]/gu) ?? [])
      if (
        !own.every((c) => c.has(character.codePointAt(0)!)) &&
        !/\p{Default_Ignorable_Code_Point}|\p{Cc}/u.test(character)
      )
        elsewhere.add(character)
  return text
}

function themeWarnings(elsewhere: ReadonlySet<string>, own: readonly Coverage[]): readonly Diagnostic[] {
  if (elsewhere.size === 0) return []
  const shown = [...elsewhere].sort().slice(0, 12).join('')
  const name = own[0]!.family
  return [
    report('report/pdf-glyph', {
      en: `${elsewhere.size} characters are not in \`${name}\` and are printed in ${family}: ${shown}`,
      zh: `\`${name}\` 缺少 ${elsewhere.size} 个字符，改用 ${family} 打印：${shown}`,
    }),
  ]
}

function glyphWarnings(lacking: ReadonlySet<string>): readonly Diagnostic[] {
  return [...lacking].sort().map((c) => {
    const name = `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
    return report('report/pdf-glyph', { en: `"${c}" (${name}) is not in the font`, zh: `字体中没有“${c}”（${name}）` })
  })
}
