import type { Extract, ExtractBlock, ExtractProse, ExtractTable } from '../../base/index.ts'
import { checkDocument } from './checks/all.ts'
import type { Block } from './checks/input.ts'
import type { AuditDesk, Harvest } from './desk.ts'
import { type Gist, gistOf } from './gist.ts'
import { countOnly, type Linked } from './prose/audit.ts'
import { type Carried, readSentences } from './prose/read.ts'
import type { Sentence } from './prose/sentence.ts'
import { yearIn } from './prose/year.ts'
import { auditProseOnce, auditTableOnce } from './repeats.ts'
import type { Grid } from './table/grid.ts'

/** A document cut into parts that are checked one after another, or side by side. */
export interface Division {
  readonly blocks: readonly ExtractBlock[]
  /** the first block of each part, and that behind its last */
  readonly parts: readonly (readonly [number, number])[]
  readonly year: string
}

/** The year that was spoken of last, and whether a heading said it. */
export interface Said {
  readonly year: string
  readonly isHeaded: boolean
}

/** What goes from one part of a document to the next. */
export interface Course {
  /** the year that holds on */
  readonly said: Said
  /** how many of the last paragraphs were records of data: an appendix of evidence, a list of runs */
  readonly records: number
  readonly tables: number
  readonly carried: Carried
  /** models that were named, in their order */
  readonly families: readonly string[]
}

/** What an audit found in one part. */
export interface Part extends Harvest {
  /** what the next part begins with */
  readonly course: Course
}

/** What the first part begins with. */
export const firstCourse: Course = {
  said: { year: '', isHeaded: false },
  records: 0,
  tables: 0,
  carried: { heading: '', subjects: [] },
  families: [],
}

// a document is checked against itself in parts of this many characters, so that memory does not grow with its square
const partSize = 1_000_000

// the last ones are smaller, so that nobody waits long for who took the last; a document of one part stays whole
const leastPart = 250_000
const shareOfRest = 4

// a paragraph of a hundred thousand characters is a file without line ends
const longestBlock = 100_000

/** The parts of a document, of `size` characters or a little more, the last ones of fewer. */
export function divide({ text, blocks: whole }: Extract, size = partSize): Division {
  const blocks = whole.flatMap((b) => cutBlock(b, text))
  const said = text.slice(0, endOf(whole, 0))
  return { blocks, parts: partsOf(blocks, size), year: yearIn(said.slice(0, 4000)) || yearsOf(said) }
}

// heads and feet of pages that stand behind the text are no part of it
function endOf(blocks: readonly ExtractBlock[], start: number): number {
  return blocks.reduce((most, b) => (b.kind === 'furniture' ? most : Math.max(most, b.end)), start)
}

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

function partsOf(blocks: readonly ExtractBlock[], most: number): readonly (readonly [number, number])[] {
  const cuts = [0]
  const lengthOf = ({ start, end }: ExtractBlock) => end - start
  let rest = blocks.reduce((sum, b) => sum + lengthOf(b), 0)
  const next = () => Math.min(most, Math.max(rest / shareOfRest, Math.min(most, leastPart)))
  let wanted = rest <= most ? most : next()
  let size = 0
  for (let n = 0; n < blocks.length; n += 1) {
    const length = lengthOf(blocks[n]!)
    size += length
    rest -= length
    if (size < wanted) continue
    cuts.push(n + 1)
    size = 0
    wanted = next()
  }
  if (cuts.at(-1) !== blocks.length) cuts.push(blocks.length)
  return cuts.slice(1).map((to, i) => [cuts[i]!, to] as const)
}

/** Audits the `n`-th part of a document. */
export function auditPart({ blocks, parts, year }: Division, n: number, course: Course, desk: AuditDesk): Part {
  const { extract } = desk.input
  const [from, to] = parts[n]!
  const own = blocks.slice(from, to)
  const grids: Grid[] = []
  const sentences: Sentence[] = []
  const numbered: Sentence[] = []
  const paragraphs: Block[] = []
  const links: Linked[] = []
  const headings: { start: number; end: number; text: string }[] = []
  let { said, records, tables, carried } = course
  desk.begin(course.families)
  for (let n = 0; n < own.length; n += 1) {
    const block = own[n]!
    if (block.kind !== 'table') continue
    tables += 1
    const grid = auditTableOnce(block, tables, captionOf(blocks, from + n, extract.text, block), desk)
    if (grid !== null) grids.push(grid)
  }
  for (const block of own) {
    if (block.kind === 'table' || block.kind === 'furniture') continue
    const words = extract.text.slice(block.start, block.end)
    const gist = gistOf(words, desk)
    records = recordsAfter(records, words, gist.isRecord)
    if (gist.isRecord || records >= 3) {
      countRecord(block, desk)
      paragraphs.push(paragraphOf(block, numbered.length, numbered.length, null))
      continue
    }
    said = saidAfter(said, gist, block.kind === 'heading')
    const read = auditProseOnce(block, words, carried, said.year || year, desk)
    carried = carriedFrom(block, read.sentences, extract.text, carried)
    const first = numbered.length
    for (const s of read.sentences) {
      sentences.push(s)
      if (s.mentions.length > 0) numbered.push(s)
    }
    paragraphs.push(paragraphOf(block, first, numbered.length, read.reading))
    for (const l of read.links) links.push(l)
    if (block.kind === 'heading') headings.push({ start: block.start, end: block.end, text: words })
  }
  const start = own[0]?.start ?? 0
  const end = endOf(own, start)
  const text = extract.text.slice(start, end)
  checkDocument({ desk, text, start, blocks: own, sentences, numbered, links, grids, paragraphs, headings })
  return { ...desk.end(), course: { said, records, tables, carried, families: [...desk.families] } }
}

/** The year that holds from a block on: that of a heading does until a block begins with another. */
export function saidAfter(before: Said, { year, leads }: Gist, isHeading: boolean): Said {
  if (year === '' || (before.isHeaded && !isHeading && !leads)) return before
  return { year, isHeaded: before.isHeaded || isHeading }
}

function paragraphOf({ start, end, kind }: ExtractProse, from: number, to: number, reading: number | null): Block {
  return { start, end, from, to, isHeading: kind === 'heading', reading }
}

/** How many of the last paragraphs were records, with this one. */
export function recordsAfter(before: number, words: string, isRecord: boolean): number {
  if (isRecord) return Math.min(8, before + 2)
  // running text ends it, short lines do not
  return words.length > 120 ? Math.max(0, before - 1) : before
}

function countRecord(block: ExtractBlock, desk: AuditDesk): void {
  for (const sentence of readSentences(block.start, block.end, noCarried, desk)) countOnly(sentence, desk)
}

const noCarried: Carried = { heading: '', subjects: [] }

/** What a heading names is what the text below is about; a paragraph hands on what it spoke of. */
export function carriedFrom(
  block: ExtractBlock,
  sentences: readonly Sentence[],
  text: string,
  before: Carried,
): Carried {
  const ids = new Set<string>()
  for (const { names } of sentences) for (const { kind, id } of names) if (kind === 'entity') ids.add(id)
  const named = [...ids]
  if (block.kind === 'heading') {
    const words = text.slice(block.start, block.end)
    if (captionStart.test(words) || sourceLine.test(words)) return before
    // 1. Qwen2.5-72B — 86.1 is an item under a heading, and none itself
    if (named.length > 0 && scoredItem.test(words)) return before
    // a short line that states a number heads nothing
    const isLine = sentences.some((s) => s.mentions.length > 0 && s.names.some((x) => x.kind === 'measure'))
    if (!isLine || named.length > 0) return { heading: words, subjects: named }
  }
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
const scoredItem = /^\s*(?:[-*•·●➤]|\d{1,2}[.、)）])\s.*[\s:：—–-]\d{1,3}(?:\.\d+\s?[%％分]?|\s?[%％分])\s*$/
const captionStart = /^\s*(?:#+\s*)?\*{0,2}(?:图表?|表格?|Figure|Table|Exhibit|Chart)\s?\d/i

/** The caption of the table at `n`: a heading right before or a line behind that begins like one. */
export function captionOf(blocks: readonly ExtractBlock[], n: number, text: string, table: ExtractTable): string {
  // a caption with a table behind it is that table's
  const below = blocks[n + 2]?.kind === 'table' ? undefined : blocks[n + 1]
  for (const near of [blocks[n - 1], blocks[n - 2], below]) {
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
