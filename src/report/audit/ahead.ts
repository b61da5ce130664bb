import type { ExtractBlock } from '../../base/index.ts'
import type { Ahead } from './audit.ts'
import type { AuditDesk } from './desk.ts'
import { gistOf } from './gist.ts'
import { auditPart, type Course, carriedFrom, type Division, firstCourse, recordsAfter, saidAfter } from './part.ts'
import { isTold } from './prose/objects.ts'
import { type Carried, noteModels, readSentences } from './prose/read.ts'
import { cutSentences } from './prose/sentence.ts'

/**
 * What each of the first `most` parts of a document is likely to begin with, without auditing those before it.
 *
 * Records, years, tables and names of models are counted; what a paragraph hands on is read off the last ones before.
 */
export function supposeCourses({ blocks, parts }: Division, desk: AuditDesk, most = parts.length): readonly Course[] {
  const { text } = desk.input.extract
  const supposed: Course[] = []
  const mayName = modelPattern(desk)
  let { said, records, tables } = firstCourse
  let into: Into = { carried: firstCourse.carried, named: 0 }
  desk.begin([])
  for (let n = 0; n < parts.length; n += 1) {
    const [from, to] = parts[n]!
    const families = [...desk.families]
    if (n > 0) into = carriedInto(blocks, from, into.named, desk)
    supposed.push({ said, records, tables, carried: into.carried, families })
    if (n + 1 >= most) break
    desk.begin(families)
    for (let b = from; b < to; b += 1) {
      const block = blocks[b]!
      if (block.kind === 'table') tables += 1
      if (block.kind === 'table' || block.kind === 'furniture') continue
      const words = text.slice(block.start, block.end)
      const gist = gistOf(words, desk)
      gist.models ??= mayName.test(words.toLowerCase()) ? modelsIn(words, desk) : none
      noteModels(gist.models, desk)
      records = recordsAfter(records, words, gist.isRecord)
      if (!gist.isRecord && records < 3) said = saidAfter(said, gist, block.kind === 'heading')
    }
  }
  desk.end()
  return supposed
}

// the first letters of every name of a model: most paragraphs hold none of them
function modelPattern({ input }: AuditDesk): RegExp {
  const names = input.registry.entities
    .filter((e) => e.kind === 'model')
    .flatMap((e) => [e.zh, e.en, ...e.aliases])
    .map((n) => /[a-z]{1,4}|\d{1,3}|[^\sa-z\d]/.exec(n.normalize('NFKC').toLowerCase())?.[0] ?? '')
    .filter((n) => n !== '')
  return new RegExp([...new Set(names)].map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '(?!)')
}

const none: readonly string[] = []

function modelsIn(words: string, desk: AuditDesk): readonly string[] {
  const { registry, words: names } = desk.input
  const found = cutSentences(words).flatMap(({ start, end }) => names.find(words.slice(start, end)))
  const told = found.filter((n) => n.kind === 'entity' && isTold(n.id, desk)).map((n) => n.id)
  return [...new Set(told.filter((id) => registry.entity(id)?.kind === 'model'))]
}

// no paragraph hands on what was named further back, but for its heading, where those between name anything
const lookBack = 30
const furthest = 2000

function carriedInto(blocks: readonly ExtractBlock[], to: number, before: number, desk: AuditDesk): Into {
  const named = lastNaming(blocks, to, before, desk)
  const from = Math.max(0, to - lookBack)
  const heading = lastHeading(blocks, Math.min(from, named), desk)
  let carried = heading === undefined ? firstCourse.carried : carriedOver(heading, firstCourse.carried, desk)
  const over = (block: ExtractBlock) => {
    if (block.kind !== 'table' && block.kind !== 'furniture') carried = carriedOver(block, carried, desk)
  }
  // those between hand on what they were handed
  if (named < from) over(blocks[named]!)
  for (let b = from; b < to; b += 1) over(blocks[b]!)
  return { carried, named }
}

/** What a part begins with, and the last block before it that names anything or heads what follows. */
interface Into {
  readonly carried: Carried
  readonly named: number
}

// a paragraph that names nothing hands on what the one before it did; `before` is known to be the last up to a part before
function lastNaming(blocks: readonly ExtractBlock[], to: number, before: number, desk: AuditDesk): number {
  const { text } = desk.input.extract
  const until = Math.max(0, to - furthest, before)
  for (let b = to - 1; b > until; b -= 1) {
    const block = blocks[b]!
    if (block.kind === 'table' || block.kind === 'furniture') continue
    if (desk.input.words.find(text.slice(block.start, block.end)).some((n) => n.kind === 'entity')) return b
    if (block.kind === 'heading' && isHead(block, desk)) return b
  }
  return until
}

const longParagraph = 5000

// a file without line ends is one long paragraph, which hands on the one thing that it names
function carriedOverLong({ start, end }: ExtractBlock, { heading, subjects }: Carried, { input }: AuditDesk): Carried {
  const named = new Set<string>()
  for (let from = start; from < end && named.size < 2; from += longParagraph)
    for (const n of input.words.find(input.extract.text.slice(from, Math.min(end, from + longParagraph))))
      if (n.kind === 'entity') named.add(n.id)
  return {
    heading,
    subjects: named.size === 1 ? [...named] : named.size === 0 && subjects.length === 1 ? subjects : none,
  }
}

// the heading that what stands at `from` is below
function lastHeading(blocks: readonly ExtractBlock[], from: number, desk: AuditDesk): ExtractBlock | undefined {
  for (let b = from - 1; b >= Math.max(0, from - furthest); b -= 1) {
    const block = blocks[b]!
    if (block.kind === 'heading' && isHead(block, desk)) return block
  }
  return undefined
}

// captions, sources and short lines with numbers head nothing
function isHead(block: ExtractBlock, desk: AuditDesk): boolean {
  return carriedOver(block, firstCourse.carried, desk).heading !== ''
}

function carriedOver(block: ExtractBlock, carried: Carried, desk: AuditDesk): Carried {
  if (block.kind !== 'heading' && block.end - block.start > longParagraph) return carriedOverLong(block, carried, desk)
  const sentences = readSentences(block.start, block.end, carried, desk)
  return carriedFrom(block, sentences, desk.input.extract.text, carried)
}

/** The `n`-th part of a document, audited as if it began with `course`. */
export function auditAhead(division: Division, n: number, course: Course, desk: AuditDesk): Ahead {
  return { course, part: auditPart(division, n, course, desk) }
}
