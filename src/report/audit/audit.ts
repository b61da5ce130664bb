import type { Extract, ExtractBlock, ExtractTable } from '../../base/index.ts'
import { documentChecks } from './checks/all.ts'
import { checkBands } from './checks/bands.ts'
import type { AuditInput, Claim, Finding, Reason } from './claim.ts'
import { type AuditDesk, openAudit } from './desk.ts'
import { auditProse, countOnly, type Linked, yearIn } from './prose/audit.ts'
import { type Carried, readSentences } from './prose/read.ts'
import type { Sentence } from './prose/sentence.ts'
import { auditTable } from './table/audit.ts'
import type { Grid } from './table/grid.ts'

/** How much of a document an audit saw. */
export interface AuditCoverage {
  readonly found: number
  readonly parsed: number
  readonly linked: number
  readonly checked: number
  readonly unchecked: number
  readonly why: Readonly<Partial<Record<Reason, number>>>
}

/** What an audit says of a document. */
export interface Audited {
  readonly extract: Extract
  readonly coverage: AuditCoverage
  readonly claims: readonly Claim[]
  readonly findings: readonly Finding[]
}

/** The claims of a foreign document and what disagrees, wrong conclusions first. */
export function auditDocument(input: AuditInput): Audited {
  const desk = openAudit(input)
  const { text } = input.extract
  const course: Course = {
    year: yearIn(text.slice(0, 4000)) || yearsOf(text),
    said: '',
    records: 0,
    carried: { heading: '', subjects: [] },
    tables: 0,
    dropped: emptyCoverage,
  }
  const blocks = input.extract.blocks.flatMap((b) => cutBlock(b, text))
  for (const [from, to] of partsOf(blocks)) auditPart(blocks, from, to, course, desk)
  tellUnread(desk)
  const claims = [...desk.claims].sort((a, b) => a.at.start - b.at.start)
  const coverage = addCoverage(addCoverage(coverageOf(claims), course.dropped), countedOf(desk))
  return Object.freeze({ extract: input.extract, coverage, claims, findings: rank(desk.findings) })
}

/** What goes from one part of a document to the next. */
interface Course {
  readonly year: string
  /** how many of the last paragraphs were records of data: an appendix of evidence, a list of runs */
  records: number
  /** the year of the paragraph before */
  said: string
  carried: Carried
  tables: number
  /** claims that are counted and no longer listed */
  dropped: AuditCoverage
}

// a document is checked against itself in parts of this many characters, so that memory does not grow with its square
const partSize = 1_000_000
/** No more claims and findings are listed than this; the others are counted. */
const mostClaims = 200_000
const mostFindings = 20_000

// a paragraph of a hundred thousand characters is a file without line ends
const longestBlock = 100_000

function cutBlock(block: ExtractBlock, text: string): readonly ExtractBlock[] {
  if (block.kind === 'table' || block.end - block.start <= longestBlock) return [block]
  const pieces: ExtractBlock[] = []
  for (let start = block.start; start < block.end; ) {
    const limit = Math.min(block.end, start + longestBlock)
    const blank = limit < block.end ? text.lastIndexOf(' ', limit) : -1
    const end = blank > start ? blank + 1 : limit
    pieces.push({ kind: block.kind, start, end })
    start = end
  }
  return pieces
}

function partsOf(blocks: readonly ExtractBlock[]): readonly (readonly [number, number])[] {
  const cuts = [0]
  let size = 0
  for (const [n, block] of blocks.entries()) {
    size += block.end - block.start
    if (size < partSize) continue
    cuts.push(n + 1)
    size = 0
  }
  if (cuts.at(-1) !== blocks.length) cuts.push(blocks.length)
  return cuts.slice(1).map((to, i) => [cuts[i]!, to] as const)
}

function auditPart(blocks: readonly ExtractBlock[], from: number, to: number, course: Course, desk: AuditDesk): void {
  const { extract } = desk.input
  const own = blocks.slice(from, to)
  const grids: Grid[] = []
  const sentences: Sentence[] = []
  const links: Linked[] = []
  const headings: { start: number; end: number; text: string }[] = []
  for (const [n, block] of own.entries()) {
    if (block.kind !== 'table') continue
    course.tables += 1
    const grid = auditTable(block, course.tables, captionOf(blocks, from + n, extract.text, block), desk)
    if (grid !== null) grids.push(grid)
    checkBands(block, course.tables, desk)
  }
  for (const block of own) {
    if (block.kind === 'table' || block.kind === 'furniture') continue
    const words = extract.text.slice(block.start, block.end)
    if (noteRecord(words, course) || course.records >= 3) {
      countRecord(block, desk)
      continue
    }
    // the year that was spoken of last holds on
    course.said = yearIn(words) || course.said
    const read = auditProse(block.start, block.end, course.carried, course.said || course.year, desk)
    course.carried = carriedFrom(block, read.sentences, extract.text, course.carried)
    for (const s of read.sentences) sentences.push(s)
    for (const l of read.links) links.push(l)
    if (block.kind === 'heading') headings.push({ start: block.start, end: block.end, text: words })
  }
  const start = own[0]?.start ?? 0
  const end = own.reduce((most, b) => Math.max(most, b.end), start)
  const text = extract.text.slice(start, end)
  const numbered = sentences.filter((s) => s.mentions.length > 0)
  for (const check of documentChecks)
    check({ desk, text, start, blocks: own, sentences, numbered, links, grids, headings })
  desk.own.length = 0
  if (desk.claims.length > mostClaims)
    course.dropped = addCoverage(course.dropped, coverageOf(desk.claims.splice(mostClaims)))
  desk.findings.length = Math.min(desk.findings.length, mostFindings)
}

const emptyCoverage: AuditCoverage = { found: 0, parsed: 0, linked: 0, checked: 0, unchecked: 0, why: {} }

function countedOf({ counted: n }: AuditDesk): AuditCoverage {
  return { ...emptyCoverage, found: n, parsed: n, unchecked: n, why: n === 0 ? {} : { 'not-parsed': n } }
}

function addCoverage(a: AuditCoverage, b: AuditCoverage): AuditCoverage {
  const why: Partial<Record<Reason, number>> = { ...a.why }
  for (const key in b.why) why[key as Reason] = (why[key as Reason] ?? 0) + b.why[key as Reason]!
  return {
    found: a.found + b.found,
    parsed: a.parsed + b.parsed,
    linked: a.linked + b.linked,
    checked: a.checked + b.checked,
    unchecked: a.unchecked + b.unchecked,
    why,
  }
}

const key = /(?<![A-Za-z])(?:[a-z][a-z-]{2,14})\s?=\s?(?=[\w.-])/g

// shots=0 cot=yes source=…: what lists the settings of data claims nothing in words
function noteRecord(words: string, course: Course): boolean {
  const count = words.includes('=') ? (words.match(key)?.length ?? 0) : 0
  const is = count >= 2 && count * 250 > words.length
  if (is) course.records = Math.min(8, course.records + 2)
  // running text ends it, short lines do not
  else if (words.length > 120) course.records = Math.max(0, course.records - 1)
  return is
}

function countRecord(block: ExtractBlock, desk: AuditDesk): void {
  for (const sentence of readSentences(block.start, block.end, noCarried, desk)) countOnly(sentence, desk)
}

const noCarried: Carried = { heading: '', subjects: [] }

// what a heading names is what the text below is about; a paragraph hands on what it spoke of
function carriedFrom(block: ExtractBlock, sentences: readonly Sentence[], text: string, before: Carried): Carried {
  const named = [...new Set(sentences.flatMap((s) => s.names.filter((x) => x.kind === 'entity').map((x) => x.id)))]
  const words = text.slice(block.start, block.end)
  if (block.kind === 'heading' && (captionStart.test(words) || sourceLine.test(words))) return before
  // a short line that states a number heads nothing
  const isLine = sentences.some((s) => s.mentions.length > 0 && s.names.some((x) => x.kind === 'measure'))
  if (block.kind === 'heading' && !(isLine && named.length === 0))
    return { heading: text.slice(block.start, block.end), subjects: named }
  return {
    heading: before.heading,
    subjects: named.length === 1 ? named : before.subjects.length === 1 && named.length === 0 ? before.subjects : [],
  }
}

// the year that most dates of a document have
function yearsOf(text: string): string {
  const count = new Map<string, number>()
  for (const match of text.slice(0, 200_000).matchAll(/(?<!\d)(20[0-4]\d)(?=\s?年|[-/.]\d{1,2}[-/.])/g))
    count.set(match[1]!, (count.get(match[1]!) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

const sourceLine = /^\s*(?:\*{0,2}|#+\s*)(?:资料)?(?:来源|注|备注|Sources?|Notes?)\s?[:：]/i
const captionStart = /^\s*(?:#+\s*)?\*{0,2}(?:图表?|表格?|Figure|Table|Exhibit|Chart)\s?\d/i

/** The caption of the table at `n`: a heading right before or a line behind that begins like one. */
export function captionOf(blocks: readonly ExtractBlock[], n: number, text: string, table: ExtractTable): string {
  for (const near of [blocks[n - 1], blocks[n - 2], blocks[n + 1]]) {
    if (near === undefined || near.kind === 'table') continue
    const words = text.slice(near.start, near.end).trim()
    if (captionStart.test(words)) return words.slice(0, 200)
  }
  const before = blocks[n - 1]
  if (table.title !== '' || before === undefined || before.kind === 'table') return table.title
  const words = text.slice(before.start, before.end).trim()
  // MultiPL-E (HumanEval), pass@1: a short line with a colon says what follows
  const isTitle = before.kind === 'heading' || (words.length <= 100 && /[:：]$/.test(words))
  return isTitle ? words.slice(0, 200) : ''
}

// what was not read is a finding, so that nobody takes silence for consent
function tellUnread(desk: AuditDesk): void {
  const { extract } = desk.input
  for (const { why, page } of extract.unread) {
    if (page === undefined) continue
    const mark = extract.pages.find((p) => p.number === page)
    const at = { ...desk.place(mark?.start ?? 0, mark?.start ?? 0), page }
    desk.tell('audit/not-read', at, why, { confidence: 1, printed: '', origin: 'extraction' })
  }
}

function coverageOf(claims: readonly Claim[]): AuditCoverage {
  const parsed = claims.filter((c) => c.amount !== null || c.why !== 'not-parsed').length
  const linked = claims.filter((c) => c.verdict !== 'unlinked').length
  const open = claims.filter((c) => c.verdict === 'unlinked' || c.verdict === 'unchecked')
  const why: Partial<Record<Reason, number>> = {}
  for (const c of open) if (c.why !== '') why[c.why] = (why[c.why] ?? 0) + 1
  return { found: claims.length, parsed, linked, checked: claims.length - open.length, unchecked: open.length, why }
}

// a wrong conclusion weighs more than a wrong digit
const first: readonly string[] = ['audit/flip', 'audit/undecided']
const weight = { error: 0, warning: 1, note: 2 } as const

function rank(findings: readonly Finding[]): readonly Finding[] {
  const conclusion = (f: Finding) => (first.includes(f.code) ? 0 : 1)
  return [...findings].sort(
    (a, b) =>
      weight[a.severity] - weight[b.severity] ||
      conclusion(a) - conclusion(b) ||
      b.confidence - a.confidence ||
      a.at.start - b.at.start,
  )
}
