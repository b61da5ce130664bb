import { type Diagnostic, type Effects, type FileBytes, hasErrors, type Lang } from '../base/index.ts'
import { factToJson } from '../facts/index.ts'
import { type Binding, type Document, renderHtml, renderXlsx } from '../report/index.ts'
import { type Desk, loadDesk, type Places } from './load.ts'
import { type PdfMaker, renderPdf } from './pdf.ts'
import { type Recording, record } from './record.ts'
import { type CompiledEdition, compileEdition, listEditions } from './reports.ts'

/** How a desk is built. */
export interface BuildOptions {
  readonly reports: readonly string[]
  readonly pdf: boolean
  readonly version: string
  /** makes PDFs; kept from build to build by `watch` */
  readonly maker: PdfMaker | null
}

/** One edition that was built, or was not because of its errors. */
export interface Built {
  readonly issue: string
  readonly lang: Lang
  /** files from the desk; empty when errors kept them from being written */
  readonly files: readonly string[]
}

/** What `build` did. */
export interface BuildResult {
  readonly desk: Desk
  readonly built: readonly Built[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A desk that was read, with what was read for it: what a build starts from, and `watch` keeps. */
export interface Ready {
  readonly desk: Desk
  readonly inputs: readonly FileHash[]
  readonly diagnostics: readonly Diagnostic[]
  readonly recording: Recording
}

/** The desk at `places`, read and ready to be built. */
export async function prepare(effects: Effects, places: Places): Promise<Ready> {
  const recording = record(effects, places)
  const loaded = await loadDesk(recording.effects, places)
  return { desk: loaded.value, inputs: recording.taken(), diagnostics: loaded.diagnostics, recording }
}

/**
 * Builds every report named (all when none is) to HTML, PDF, XLSX, facts and manifest.
 *
 * An edition with errors writes nothing and leaves what was built before.
 */
export async function build(effects: Effects, places: Places, options: BuildOptions): Promise<BuildResult> {
  return buildReady(await prepare(effects, places), options)
}

/** Builds the editions of a desk that was read before; `only` keeps those whose files it names. */
export async function buildReady(
  ready: Ready,
  options: BuildOptions,
  only?: ReadonlySet<string>,
): Promise<BuildResult> {
  const { desk, recording } = ready
  const compiled: Compiling[] = []
  for (const edition of await listEditions(recording.effects, desk, options.reports)) {
    if (only !== undefined && !only.has(edition.file)) continue
    recording.effects.progress(`${edition.issue} ${edition.lang}`)
    const result = await compileEdition(recording.effects, desk, edition)
    compiled.push({ result, inputs: [...ready.inputs, ...recording.taken()] })
  }
  const results = await Promise.all(compiled.map((c) => writeEdition(c, ready, options)))
  const diagnostics = [...ready.diagnostics, ...results.flatMap((r) => r.diagnostics)]
  return { desk, built: results.map((r) => r.built), diagnostics }
}

interface Compiling {
  readonly result: CompiledEdition
  readonly inputs: readonly FileHash[]
}

async function writeEdition(
  { result: compiled, inputs }: Compiling,
  ready: Ready,
  options: BuildOptions,
): Promise<{ built: Built; diagnostics: readonly Diagnostic[] }> {
  const { desk, recording } = ready
  const { edition } = compiled
  const none: Built = { issue: edition.issue, lang: edition.lang, files: [] }
  if (compiled.compiled === null || hasErrors(compiled.diagnostics) || hasErrors(ready.diagnostics)) {
    return { built: none, diagnostics: compiled.diagnostics }
  }
  const document: Document = { ...compiled.compiled.document, diagnostics: compiled.diagnostics }
  const folder = `${desk.config.out}/${edition.issue}/${document.front.lang}`
  const made = await renderAll(document, inputs, recording, options)
  const diagnostics = [...compiled.diagnostics, ...made.diagnostics]
  if (hasErrors(made.diagnostics)) return { built: none, diagnostics }
  await recording.effects.write(
    made.value.map((f) => ({ path: `${desk.places.desk}/${folder}/${f.path}`, bytes: f.bytes })),
  )
  return { built: { ...none, files: made.value.map((f) => `${folder}/${f.path}`) }, diagnostics }
}

/** A file by its path from the desk and the hash of its bytes. */
export interface FileHash {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
}

async function renderAll(document: Document, inputs: readonly FileHash[], recording: Recording, options: BuildOptions) {
  const encoder = new TextEncoder()
  const hashed = (f: FileBytes): FileHash => ({
    path: f.path,
    sha256: recording.effects.sha256(f.bytes),
    bytes: f.bytes.length,
  })
  const facts: FileBytes = { path: 'facts.json', bytes: encoder.encode(factsOf(document)) }
  const html: FileBytes = { path: 'report.html', bytes: encoder.encode(renderHtml(document)) }
  const xlsx: FileBytes = { path: 'report.xlsx', bytes: await renderXlsx(document) }
  const outputs = [html, xlsx, facts]
  const diagnostics: Diagnostic[] = []
  if (options.pdf && options.maker !== null) {
    // the manifest inside the PDF cannot hold the PDF's own hash
    const inner = manifestOf(document, inputs, outputs.map(hashed), options.version)
    const attached = new Map([
      ['facts.json', facts.bytes],
      ['manifest.json', encoder.encode(inner)],
    ])
    const pdf = await renderPdf(document, attached, options.maker)
    diagnostics.push(...pdf.diagnostics)
    if (pdf.value !== null) outputs.splice(1, 0, { path: 'report.pdf', bytes: pdf.value })
  }
  const manifest: FileBytes = {
    path: 'manifest.json',
    bytes: encoder.encode(manifestOf(document, inputs, outputs.map(hashed), options.version)),
  }
  return { value: [...outputs, manifest], diagnostics }
}

/** The facts of a document with the numbers that rest on them, as a JSON text. */
export function factsOf(document: Document): string {
  const facts = new Map([...document.bindings.values()].flatMap((b) => [...b.facts, ...b.others]).map((f) => [f.id, f]))
  const numbers = [...document.bindings.values()].map(numberOf)
  const waived = document.diagnostics
    .filter((d) => d.waived !== undefined)
    .map((d) => ({ code: d.code, message: d.message, reason: d.waived }))
  const value = {
    kind: 'assay-facts',
    report: { title: document.front.title, date: document.front.date, known: document.front.known },
    numbers,
    facts: [...facts.values()].map(factToJson),
    waived,
  }
  return `${JSON.stringify(value, null, 2)}\n`
}

function numberOf(binding: Binding) {
  const { at } = binding
  return {
    key: binding.key,
    text: binding.text,
    address: binding.address,
    value: binding.value,
    unit: binding.unit,
    facts: binding.facts.map((f) => f.id),
    at: { file: at.file, line: at.line, column: at.column },
  }
}

function manifestOf(
  document: Document,
  inputs: readonly FileHash[],
  outputs: readonly FileHash[],
  version: string,
): string {
  const { front } = document
  const value = {
    kind: 'assay-manifest',
    assay: version,
    report: {
      title: front.title,
      lang: front.lang,
      date: front.date,
      known: front.known,
      synthetic: document.synthetic,
    },
    inputs,
    outputs,
  }
  return `${JSON.stringify(value, null, 2)}\n`
}
