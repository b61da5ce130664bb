import {
  type Diagnostic,
  type Effects,
  type FileBytes,
  type Found,
  hasErrors,
  type Lang,
  wholeFile,
} from '../base/index.ts'
import { factToJson } from '../facts/index.ts'
import {
  type Binding,
  type Document,
  figurePictures,
  type Memory,
  markedBy,
  markFinding,
  markOutput,
  profiles,
  publishReport,
  renderHtml,
  renderXlsx,
} from '../report/index.ts'
import { configFile } from './config.ts'
import { checkLeft } from './left.ts'
import { type Desk, loadDesk, type Places } from './load.ts'
import { type PdfMaker, renderPdf } from './pdf.ts'
import type { PngMaker } from './png.ts'
import { keptDesk, readDesk, recallBlocks } from './recall.ts'
import { type Recording, record } from './record.ts'
import { type CompiledEdition, compileEdition, type Edition, listEditions } from './reports.ts'
import { type Seen, sameness } from './seen.ts'

/** How a desk is built. */
export interface BuildOptions {
  readonly reports: readonly string[]
  readonly pdf: boolean
  readonly version: string
  /** makes PDFs; kept from build to build by `watch` */
  readonly maker: PdfMaker | null
  /** draws each figure as a picture of its own; `null` for none */
  readonly png?: PngMaker | null
  /** called when the page of an edition is written, before its other files: what a reader of a preview waits for */
  readonly shown?: (page: string) => void
  /** the blocks of an edition, by its file, as they were bound before against the same desk */
  readonly memory?: (file: string) => Memory
  /** names the build of the program: what it has kept in `.assay/` is taken from there; default: all is read and bound anew */
  readonly program?: string
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
  /** what was looked at for a desk that was recalled */
  readonly seen?: Seen
}

/** The desk at `places`, read and ready to be built; with a `program`, its facts may be those that were kept before. */
export async function prepare(effects: Effects, places: Places, program = ''): Promise<Ready> {
  const recording = record(effects, places)
  const kept =
    program === '' ? null : await keptDesk(recording.effects, places, program, sameness(recording.effects), effects)
  // what an older state of the desk was read from is no input of this one
  if (kept === null) recording.taken()
  if (program === '') {
    const { value: desk, diagnostics } = await loadDesk(recording.effects, places)
    return { desk, inputs: recording.taken(), diagnostics, recording }
  }
  const { value: desk, diagnostics, seen } = kept ?? (await readDesk(recording.effects, places, program, effects))
  return { desk, inputs: recording.taken(), diagnostics, recording, seen }
}

/**
 * Builds every report named (all when none is) to HTML, PDF, XLSX, facts and manifest.
 *
 * An edition with errors writes nothing and leaves what was built before.
 */
export async function build(effects: Effects, places: Places, options: BuildOptions): Promise<BuildResult> {
  // it reads its fonts while the desk is read
  if (options.pdf) options.maker?.prepare?.(0)
  return buildReady(await prepare(effects, places, options.program), options)
}

/** Builds the editions of a desk that was read before; `only` keeps those whose files it names. */
export async function buildReady(
  ready: Ready,
  options: BuildOptions,
  only?: ReadonlySet<string>,
): Promise<BuildResult> {
  const { desk, recording } = ready
  const started: Started[] = []
  const listed = (await listEditions(recording.effects, desk, options.reports)).map((edition, slot) => ({
    edition,
    slot,
  }))
  const editions = listed.filter(({ edition }) => only === undefined || only.has(edition.file))
  if (options.pdf) for (const { slot } of editions) options.maker?.prepare?.(slot)
  for (const { edition, slot } of await longestFirst(editions, ready)) {
    recording.effects.progress(`${edition.issue} ${edition.lang}`)
    const blocks = await blocksOf(edition, ready, options)
    const memory = blocks?.memory ?? options.memory?.(edition.file)
    const result = await compileEdition(recording.effects, desk, edition, recording.unseen, memory)
    const inputs = [...ready.inputs, ...recording.taken()]
    // a typesetter in its own thread works while the page is made, and the next edition compiled
    const making = start(result, slot, inputs, ready, options)
    const page = options.shown === undefined ? undefined : await show(result, ready, options.shown)
    // the next check or build of it need not bind it again
    await blocks?.save()
    started[slot] = { edition: result, making, page }
  }
  const results = await Promise.all(Object.values(started).map((s) => finish(s, ready, options)))
  const diagnostics = [...ready.diagnostics, ...unchecked(desk), ...results.flatMap((r) => r.diagnostics)]
  return { desk, built: results.map((r) => r.built), diagnostics }
}

// what holds its blocks in memory keeps them there
async function blocksOf(edition: Edition, { desk, recording, seen }: Ready, options: BuildOptions) {
  if (options.memory !== undefined || seen === undefined || options.program === undefined) return null
  return recallBlocks(recording.unseen, desk.places, edition, options.program, seen)
}

interface Listed {
  readonly edition: Edition
  readonly slot: number
}

// the typesetter has most to do with the long ones, and is idle until the first is compiled
async function longestFirst(editions: readonly Listed[], { desk, recording }: Ready): Promise<readonly Listed[]> {
  if (editions.length < 2) return editions
  const sized = editions.map(async (listed) => {
    const bytes = await recording.effects.read(`${desk.places.desk}/${listed.edition.file}`)
    return { listed, size: bytes?.length ?? 0 }
  })
  const known = await Promise.all(sized)
  // each edition is an input of its own outputs alone
  recording.taken()
  return known.sort((a, b) => b.size - a.size).map((k) => k.listed)
}

// to build is to publish: who has not said who he is hears that nothing of it was checked
function unchecked({ config }: Desk): readonly Diagnostic[] {
  if (config.publisher.profile !== '') return []
  const hint = {
    en: `write \`publisher: { profile: … }\`: ${profiles.join(', ')}`,
    zh: `请写 \`publisher: { profile: … }\`：${profiles.join('、')}`,
  }
  return [
    publishReport(
      'publish/unchecked',
      {
        en: 'the publisher has no profile, and no rule of publishing was checked',
        zh: '未设置发布者类型，未核对任何发布规则',
      },
      { at: wholeFile(configFile), hint },
    ),
  ]
}

/** An edition that was compiled; `making` is `null` when its errors keep it from being written. */
interface Started {
  readonly edition: CompiledEdition
  readonly making: Making | null
  /** the page, where it was written already */
  readonly page: Uint8Array | undefined
}

interface Making {
  readonly document: Document
  readonly inputs: readonly FileHash[]
  readonly facts: FileBytes
  readonly pdf: Promise<Found<Uint8Array | null>>
}

// what an edition prints; `null` where errors keep it from being written
function documentOf(edition: CompiledEdition, { diagnostics }: Ready): Document | null {
  if (edition.compiled === null || hasErrors(edition.diagnostics) || hasErrors(diagnostics)) return null
  return { ...edition.compiled.document, diagnostics: edition.diagnostics }
}

async function show(
  edition: CompiledEdition,
  ready: Ready,
  shown: (page: string) => void,
): Promise<Uint8Array | undefined> {
  const document = documentOf(edition, ready)
  if (document === null) return undefined
  const page = encode(renderHtml(document))
  const path = `${folderOf(edition, document, ready)}/report.html`
  await ready.recording.effects.write([
    { path: `${ready.desk.places.desk}/${path}`, bytes: markOutput(document, { kind: 'html', bytes: page }).bytes },
  ])
  shown(path)
  return page
}

function folderOf({ edition }: CompiledEdition, document: Document, { desk }: Ready): string {
  return `${desk.config.out}/${edition.issue}/${document.front.lang}`
}

function start(
  edition: CompiledEdition,
  slot: number,
  inputs: readonly FileHash[],
  ready: Ready,
  options: BuildOptions,
): Making | null {
  const { recording } = ready
  const document = documentOf(edition, ready)
  if (document === null) return null
  const facts: FileBytes = { path: 'facts.json', bytes: encode(factsOf(document)) }
  const none: Found<null> = { value: null, diagnostics: [] }
  const pdf =
    options.pdf && options.maker !== null
      ? renderPdf(document, attachedTo(document, inputs, facts, recording, options), options.maker, slot)
      : Promise.resolve(none)
  // it is awaited only after the other editions were compiled: until then nobody else listens for its failure
  pdf.catch(() => {})
  return { document, inputs, facts, pdf }
}

// the manifest inside the PDF tells what the PDF was made from; what was made beside it stands in the one outside
function attachedTo(
  document: Document,
  inputs: readonly FileHash[],
  facts: FileBytes,
  recording: Recording,
  options: BuildOptions,
): ReadonlyMap<string, Uint8Array> {
  const manifest = manifestOf(document, inputs, [hashOf(facts, recording)], options.version)
  return new Map([
    [facts.path, facts.bytes],
    ['manifest.json', encode(manifest)],
  ])
}

async function finish(
  { edition, making, page }: Started,
  ready: Ready,
  options: BuildOptions,
): Promise<{ built: Built; diagnostics: readonly Diagnostic[] }> {
  const { desk, recording } = ready
  const { issue, lang } = edition.edition
  if (making === null) return { built: { issue, lang, files: [] }, diagnostics: edition.diagnostics }
  const folder = folderOf(edition, making.document, ready)
  const made = await renderAll(making, page, recording, options)
  const diagnostics = [...edition.diagnostics, ...made.diagnostics]
  if (hasErrors(made.diagnostics)) return { built: { issue, lang, files: [] }, diagnostics }
  await recording.effects.write(
    made.value.map((f) => ({ path: `${desk.places.desk}/${folder}/${f.path}`, bytes: f.bytes })),
  )
  const files = made.value.map((f) => f.path)
  const left = await checkLeft(recording.unseen, desk.places.desk, folder, files)
  return { built: { issue, lang, files: files.map((f) => `${folder}/${f}`) }, diagnostics: [...diagnostics, ...left] }
}

async function renderAll(
  { document, inputs, facts, pdf }: Making,
  page: Uint8Array | undefined,
  recording: Recording,
  options: BuildOptions,
): Promise<Found<readonly FileBytes[]>> {
  const faults: Diagnostic[] = []
  const mark = (kind: 'html' | 'pdf' | 'xlsx' | 'png', bytes: Uint8Array, path = `report.${kind}`): FileBytes => {
    const marked = markOutput(document, { kind, bytes })
    if (marked.fault !== null) faults.push(markFinding(marked.fault))
    return { path, bytes: marked.bytes }
  }
  const html = mark('html', page ?? encode(renderHtml(document)))
  const xlsx = mark('xlsx', renderXlsx(document))
  const pictures = (options.png ? figurePictures(document) : []).map((p) =>
    mark('png', options.png!(p), `figure-${p.number}.png`),
  )
  const { value, diagnostics: typeset } = await pdf
  const outputs = [html, ...(value === null ? [] : [mark('pdf', value)]), xlsx, ...pictures, facts]
  const diagnostics = [...typeset, ...faults]
  const hashes = outputs.map((f) => hashOf(f, recording))
  const manifest: FileBytes = {
    path: 'manifest.json',
    bytes: encode(manifestOf(document, inputs, hashes, options.version)),
  }
  return { value: [...outputs, manifest], diagnostics }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function hashOf(file: FileBytes, { effects }: Recording): FileHash {
  return { path: file.path, sha256: effects.sha256(file.bytes), bytes: file.bytes.length }
}

/** A file by its path from the desk and the hash of its bytes. */
export interface FileHash {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
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
      version: front.version,
      ...(front.corrects === null ? {} : { corrects: front.corrects }),
    },
    ...(front.ai === null ? {} : { ai: { ...front.ai, marked: markedBy(document) } }),
    publishing: document.publishing.map((r) => ({
      rule: r.rule.id,
      result: r.result,
      instrument: r.rule.instrument,
      article: r.rule.article,
      pack: r.rule.pack,
      reviewed_by: r.rule.reviewedBy,
    })),
    inputs,
    outputs,
  }
  return `${JSON.stringify(value, null, 2)}\n`
}
