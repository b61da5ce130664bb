import {
  AssayError,
  type Day,
  type Diagnostic,
  type Effects,
  type Extract,
  fileLineAt,
  isDecimal,
  type Lang,
  type Span,
  type Words,
  wholeFile,
} from '../base/index.ts'
import { foldName, type Registry } from '../facts/index.ts'
import {
  type Audited,
  type AuditInput,
  auditDocument,
  createCards,
  createCues,
  createForms,
  createLimits,
  createNames,
  createParameters,
  createReading,
  createSureness,
  type Finding,
  faultOfForm,
  faultOfSureness,
  inOwnLetters,
  type Listing,
  placeInFile,
  plainExtract,
  type Reading,
  type Reason,
  reasons,
  type Trigger,
} from '../report/index.ts'
import {
  decodeText,
  largestDocument,
  type ReadOptions,
  readForeign,
  readRows,
  tooLarge,
  unreadable,
} from '../sources/index.ts'
import type { AuditHelpers } from './audit-parts.ts'
import { report } from './codes.ts'
import { type Desk, loadDesk, type Places } from './load.ts'

/** How a document is audited. */
export interface AuditOptions extends ReadOptions {
  /** the day as of which facts are known; default: today's knowledge */
  readonly known?: Day
  /** findings less sure than this are withheld, 0 to 1; default: 0 */
  readonly least?: number
  /** the name under which the document is shown; default: its path */
  readonly shown?: string
  /** threads that help with a long document */
  readonly helpers?: AuditHelpers
}

/** What an audit found, with the desk that it used. */
export interface Audit extends Audited {
  readonly desk: Desk
  readonly sha256: string
}

/** Folder of the shipped data that only an audit reads. */
const folder = 'audit'

/** Audits one document after another against one desk. */
export interface Auditor {
  readonly desk: Desk
  /** an extract as it is read, in letters of one width and in simplified characters */
  readonly plainOf: (extract: Extract) => Promise<Extract>
  /** everything that the audit of an extract looks things up in */
  readonly inputOf: (extract: Extract, known: Day | null) => AuditInput
  readonly audit: (shown: string, bytes: Uint8Array, options?: AuditOptions) => Promise<Audit>
}

/**
 * An auditor with the facts of the desk at `places.desk`, or with the shipped facts where there is none.
 *
 * @throws AssayError project/bad-form when a row of a `forms.csv` cannot be used
 */
export async function openAuditor(effects: Effects, places: Places): Promise<Auditor> {
  const desk = (await loadDesk(effects, places, { bare: true, also: folder, unproved: true })).value
  const { registry, store, lexicon } = desk
  const cueRows = await listOf(effects, places, 'cues')
  const makes = new Set(cueRows.flatMap((r) => (r.cue === 'make' ? (r.words ?? '').split('|') : [])))
  const names = createNames(registry, await wordsOf(effects, places, 'labels'), makes)
  const words = createNames(registry, await wordsOf(effects, places, 'triggers'), makes)
  const items = await itemsOf(effects, places, registry)
  const scopeWords = await scopeWordsOf(effects, places)
  const cues = createCues(cueRows)
  const forms = createForms(await formsOf(effects, places))
  const limits = createLimits(await listOf(effects, places, 'limits'))
  const sureness = createSureness(await countsOf(effects, places))
  const parameters = createParameters(
    await sharedRows(effects, places, 'parameters'),
    await sharedRows(effects, places, 'topics'),
  )
  const cards = createCards(await sharedRows(effects, places, 'cards'))
  let reading: Promise<Reading> | undefined
  const plainOf = (extract: Extract) =>
    plainExtract(extract, () => {
      reading ??= sharedRows(effects, places, 'characters').then(createReading)
      return reading
    })
  const inputOf = (extract: Extract, known: Day | null): AuditInput => ({
    extract,
    store,
    registry,
    lexicon,
    names,
    words,
    items,
    known,
    scopeWords,
    cues,
    forms,
    limits,
    sureness,
    parameters,
    cards,
  })
  return {
    desk,
    plainOf,
    inputOf,
    audit: async (shown, bytes, options = {}) => {
      const extract = await readForeign(shown, bytes, options)
      const plain = await plainOf(extract)
      const input = inputOf(plain, options.known ?? null)
      const read = options.helpers === undefined ? auditDocument(input) : await options.helpers.audit(input)
      const audited = inOwnLetters(read, extract, plain)
      return { ...withhold(audited, options.least ?? 0), desk, sha256: effects.sha256(bytes) }
    },
  }
}

function withhold(audited: Audited, least: number): Audited {
  if (least <= 0) return audited
  const findings = audited.findings.filter((f) => f.confidence >= least)
  return { ...audited, findings, withheld: audited.findings.length - findings.length }
}

/**
 * The claims and disagreements of the document at `path`, against the facts of a desk or, without one, the shipped facts.
 *
 * @throws AssayError sources/unreadable when nothing of the document can be read
 */
export async function audit(
  effects: Effects,
  places: Places,
  path: string,
  options: AuditOptions = {},
): Promise<Audit> {
  const { shown, bytes } = await readDocument(effects, path, options)
  const auditor = await openAuditor(effects, places)
  return auditor.audit(shown, bytes, options)
}

/** What an audit found, written as JSON, with the hash of the document. */
export interface AuditListing extends Listing {
  readonly sha256: string
}

/**
 * The same for a long document, where claims and findings are written as they come and none is withheld.
 *
 * @throws AssayError sources/unreadable when nothing of the document can be read
 */
export async function auditListing(
  effects: Effects,
  places: Places,
  path: string,
  options: AuditOptions & { readonly helpers: AuditHelpers },
): Promise<AuditListing> {
  const { shown, bytes } = await readDocument(effects, path, options)
  const { inputOf, plainOf } = await openAuditor(effects, places)
  const extract = await plainOf(await readForeign(shown, bytes, options))
  const listing = await options.helpers.list(inputOf(extract, options.known ?? null))
  return { ...listing, sha256: effects.sha256(bytes) }
}

async function readDocument(
  effects: Effects,
  path: string,
  { shown = path }: AuditOptions,
): Promise<{ readonly shown: string; readonly bytes: Uint8Array }> {
  const bytes = await effects.read(path)
  if (bytes === null) throw unreadable(shown, { en: 'it is not there', zh: '文件不存在' })
  effects.progress(shown)
  return { shown, bytes }
}

async function rowsOf(
  effects: Effects,
  path: string,
  shown: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const bytes = await effects.read(path)
  const text = bytes === null ? null : decodeText(shown, bytes).value
  const rows: Readonly<Record<string, string>>[] = []
  if (text !== null) readRows(shown, text, {}, (placed) => rows.push(placed.row))
  return rows
}

// words of sentences, or of labels of tables alone
async function wordsOf(
  effects: Effects,
  { data, desk }: Places,
  file: 'triggers' | 'labels',
): Promise<readonly Trigger[]> {
  const rows = [
    ...(await rowsOf(effects, `${data}/${folder}/${file}.csv`, `assay:data/audit/${file}.csv`)),
    ...(await rowsOf(effects, `${desk}/data/${file}.csv`, `data/${file}.csv`)),
  ]
  return rows.flatMap((r) =>
    (r.words ?? '')
      .split(';')
      .map((word) => ({ measure: r.measure ?? '', word: word.trim(), needs: r.needs ?? '' }))
      .filter((t) => t.word !== ''),
  )
}

// the shipped ones are proved by the tests
async function formsOf(effects: Effects, places: Places) {
  const own = await ownRows(effects, places, 'forms')
  for (const row of own) {
    const fault = faultOfForm(row)
    if (fault !== null)
      throw new AssayError([
        report('project/bad-form', {
          en: `the row \`${row.id ?? ''}\` of forms.csv cannot be used: ${fault.en}`,
          zh: `forms.csv 的 \`${row.id ?? ''}\` 行不可用：${fault.zh}`,
        }),
      ])
  }
  return [...(await sharedRows(effects, places, 'forms')), ...own]
}

async function countsOf(effects: Effects, places: Places) {
  const rows = await listOf(effects, places, 'sureness')
  for (const row of rows) {
    const fault = faultOfSureness(row)
    if (fault === null) continue
    const en = `the row \`${row.check ?? ''}\` of sureness.csv cannot be used: ${fault.en}`
    const zh = `sureness.csv 的 \`${row.check ?? ''}\` 行不可用：${fault.zh}`
    throw new AssayError([report('project/bad-sureness', { en, zh })])
  }
  return rows
}

async function sharedRows(effects: Effects, { data }: Places, name: string) {
  return rowsOf(effects, `${data}/${folder}/${name}.csv`, `assay:data/audit/${name}.csv`)
}

async function ownRows(effects: Effects, { desk }: Places, name: string) {
  return rowsOf(effects, `${desk}/data/${name}.csv`, `data/${name}.csv`)
}

async function listOf(effects: Effects, places: Places, file: 'cues' | 'limits' | 'sureness') {
  return [...(await sharedRows(effects, places, file)), ...(await ownRows(effects, places, file))]
}

async function scopeWordsOf(effects: Effects, { data }: Places) {
  const rows = await rowsOf(effects, `${data}/${folder}/scope-words.csv`, 'assay:data/audit/scope-words.csv')
  return rows.map((r) => ({ key: r.key ?? '', value: r.value ?? '', words: (r.words ?? '').split('|') }))
}

// a mean of several rates is no share of right answers
const composite: ReadonlySet<string> = new Set(['ifeval'])

// GPQA main is known under `gpqa?main`, and a benchmark with one set under its own name
async function itemsOf(effects: Effects, { data }: Places, registry: Registry): Promise<ReadonlyMap<string, number>> {
  const items = new Map<string, number>()
  for (const row of await rowsOf(
    effects,
    `${data}/claims/benchmark_sizes.csv`,
    'assay:data/claims/benchmark_sizes.csv',
  )) {
    const { benchmark = '', items: count = '', verified = '' } = row
    if (!isDecimal(count)) continue
    const [, name = benchmark, version = ''] =
      /^(.*?)\s*(?:\((?:test|validation)\)|(main|Diamond))?$/.exec(benchmark) ?? []
    const measure = registry.measure(name)?.id ?? registry.measure(foldName(name))?.id
    if (measure === undefined) continue
    const key = version === '' ? measure : `${measure}?${version.toLowerCase()}`
    items.set(key, Number(count))
    if (composite.has(measure)) continue
    if (verified === 'read') items.set(`${key}!`, Number(count))
  }
  return items
}

/** The findings of an audit as diagnostics, for SARIF and exit codes. */
export function auditDiagnostics({ extract, findings }: Audited): readonly Diagnostic[] {
  return findings.map(({ code, severity, message, at, repair, sources }) => {
    return {
      code,
      severity,
      message: isOfText(extract) ? message : placed(message, extract, at),
      at: spanOf(extract, at),
      ...(repair === undefined ? {} : { hint: repair.message }),
      ...(sources.length === 0
        ? {}
        : { related: sources.map((s) => ({ message: same(`${s.fact} = ${s.value} (${s.source})`) })) }),
    }
  })
}

function isOfText({ format }: Audited['extract']): boolean {
  return format !== 'pdf' && format !== 'docx' && format !== 'xlsx'
}

// a reader of SARIF looks places up in the file: of an HTML page its own line, of what is no text the file as a whole
function spanOf(extract: Audited['extract'], { start, end, line, column }: Finding['at']): Span {
  if (!isOfText(extract)) return wholeFile(extract.file)
  const own = fileLineAt(extract, start)
  return own === undefined
    ? { file: extract.file, start, end, line, column }
    : { ...wholeFile(extract.file), line: own }
}

function placed({ en, zh }: Words, extract: Audited['extract'], at: Finding['at']): Words {
  if (at.page !== undefined) return { en: `page ${at.page}: ${en}`, zh: `第 ${at.page} 页：${zh}` }
  const place = placeInFile(extract, at)
  return extract.format === 'xlsx' && !/^\d+:\d+$/.test(place)
    ? { en: `${place}: ${en}`, zh: `${place}：${zh}` }
    : { en, zh }
}

function same(text: string): Words {
  return { en: text, zh: text }
}

/** Why a claim was not checked, in words. */
export function reasonWords(reason: Reason, lang: Lang): string {
  return reasons[reason][lang]
}

/**
 * Refuses a folder, which is no document.
 *
 * @throws AssayError sources/unreadable always
 */
export function refuseFolder(shown: string): never {
  throw unreadable(shown, { en: 'it is a folder, not a file', zh: '它是文件夹，不是文件' })
}

/**
 * Refuses a document by its size before a byte of it is read.
 *
 * @throws AssayError sources/unreadable when it is larger than what is read
 */
export function refuseLarge(shown: string, bytes: number): void {
  if (bytes > largestDocument) throw unreadable(shown, tooLarge(bytes))
}
