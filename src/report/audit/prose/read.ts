import { findMentions, type Mention, maskNonClaims } from '../../../base/index.ts'
import { type FoundWord, findComparisons } from '../../lexicon.ts'
import { shiftMention, shiftName } from '../again.ts'
import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import { scoredUnits } from '../scored.ts'
import { pageIn } from '../table/pages.ts'
import { entitiesIn } from './link.ts'
import { isTold, objectsOf } from './objects.ts'
import { mayRefer, noReferences, referencesIn } from './refer.ts'
import { type Clause, cutSentences, findStrangers, type Sentence } from './sentence.ts'
import { inTurn } from './turns.ts'

/** What a text above has been about. */
export interface Carried {
  readonly heading: string
  readonly subjects: readonly string[]
}

const measureSets = new WeakMap<object, ReadonlySet<string>>()
const nameLists = new WeakMap<object, readonly string[]>()

/** The sentences of the block from `start` to `end`, each with its names, numbers and comparison words. */
export function readSentences(start: number, end: number, carried: Carried, desk: AuditDesk): readonly Sentence[] {
  const { input } = desk
  const text = input.extract.text.slice(start, end)
  const sentences: Sentence[] = []
  let before = carried.subjects
  const heard = new Heard(desk)
  let topic: string | null = null
  let asked = ''
  let about: string | null | undefined
  const number = leadingNumber.exec(text)?.[0].length ?? 0
  const page = pageIn(text)
  const lead = leadOf.exec(text.slice(number))?.[0] ?? ''
  for (const cut of cutSentences(text)) {
    const own = text.slice(cut.start, cut.end)
    if (own.trim() === '') continue
    const at = start + cut.start
    const { names: plain, words, mentions, strangers: unknown } = analysisOf(own, desk)
    const told = plain.length === 0 ? plain : plain.filter((n) => n.kind === 'entity' && isTold(n.id, desk))
    let references = noReferences
    if (mayRefer(own)) {
      about ??= topicOf(carried, desk)
      const context = { recent: heard.recent(), topic: about, families: familiesOf(desk) }
      references = referencesIn(own, told, unknown, context, desk)
    }
    const names = withReferences(plain, references.names)
    const strangers = withReferences(unknown, references.strangers)
    if (names.length > 0 || strangers.length > 0) heard.add(names, strangers)
    if (told.length > 0) noteFamilies(told, desk)
    const skipped = cut.start === 0 ? number : 0
    const sentence: Sentence = {
      start: at,
      end: start + cut.end,
      text: own,
      names: names.length === 0 ? names : names.map((n) => shiftName(n, at)),
      strangers: strangers.length === 0 ? strangers : strangers.map((s) => ({ start: s.start + at, end: s.end + at })),
      mentions:
        mentions.length === 0 ? mentions : mentionsFrom(mentions, [skipped, page - cut.start], references.names, at),
      words: words.length === 0 ? words : words.map((w) => ({ ...w, start: w.start + at, end: w.end + at })),
      carried: before,
      isFirst: before === carried.subjects,
      heading: carried.heading,
      lead,
      isCell: false,
      topic,
      asked,
      same: null,
      noted: {
        clauses: undefined,
        objects: undefined,
        statesConditions: undefined,
        speaksOfSlips: undefined,
        allowed: undefined,
        quantities: undefined,
        gates: undefined,
        years: undefined,
      },
    }
    asked = isQuestion(own) ? own : ''
    sentences.push(sentence)
    if (names.length === 0 && strangers.length === 0) continue
    topic = names.findLast((n) => n.kind === 'measure' && isBenchmark(n.id, desk))?.id ?? topic
    before = handedOn(sentence) ?? before
  }
  return sentences
}

// the numbers of a sentence behind that of its item and before that of its page, but for a size that stands for a model
function mentionsFrom(
  mentions: readonly Mention[],
  [lead, page]: readonly [number, number],
  references: readonly FoundName[],
  at: number,
): readonly Mention[] {
  const sizes = references.length === 0 ? references : references.filter((n) => /^\d/.test(n.alias))
  const own: Mention[] = []
  for (const m of mentions) {
    if (m.numberStart < lead || m.numberStart >= page) continue
    if (sizes.length > 0 && sizes.some((n) => n.start <= m.numberStart && m.numberEnd <= n.end)) continue
    own.push(shiftMention(m, at))
  }
  return own
}

function isQuestion(text: string): boolean {
  const last = text.trimEnd().at(-1)
  return last === '?' || last === '？'
}

// what a sentence is compared with is not what the next one is about; `null` where it names nothing
function handedOn(sentence: Sentence): readonly string[] | null {
  const objects = objectsOf(sentence)
  const ids = new Set<string>()
  for (const n of sentence.names) if (n.kind === 'entity' && !objects.has(n)) ids.add(n.id)
  if (ids.size > 0) return [...ids]
  return sentence.strangers.some((s) => !objects.has(s)) ? [] : null
}

const mostFamilies = 200

/** Notes the models of a sentence: 405B alone is one where the document has named another of its family, or the family. */
export function noteFamilies(told: readonly FoundName[], desk: AuditDesk): void {
  noteModels(
    told.map((n) => n.id).filter((id) => desk.input.registry.entity(id)?.kind === 'model'),
    desk,
  )
}

/** Notes models by their ids. */
export function noteModels(ids: Iterable<string>, desk: AuditDesk): void {
  for (const id of ids) {
    desk.met.add(id)
    if (desk.families.size < mostFamilies) desk.families.add(id)
  }
}

// who asks what the document has named is told, and noted as one who asks
function familiesOf(desk: AuditDesk): Iterable<string> {
  return new AskedFamilies(desk)
}

class AskedFamilies implements Iterable<string> {
  private readonly desk: AuditDesk

  constructor(desk: AuditDesk) {
    this.desk = desk
  }

  [Symbol.iterator](): Iterator<string> {
    this.desk.asksFamilies = true
    return this.desk.families[Symbol.iterator]()
  }
}

const nobody: readonly string[] = []

function withReferences<T extends Clause>(own: readonly T[], more: readonly T[]): readonly T[] {
  return more.length === 0 ? own : [...own, ...more].sort((a, b) => a.start - b.start)
}

/** What the sentences of a paragraph named, the last place of each. */
class Heard {
  private readonly desk: AuditDesk
  private readonly ids = new Set<string>()
  // most paragraphs hold nothing that points back
  private waiting: { readonly names: readonly FoundName[]; readonly strangers: readonly Clause[] }[] = []
  private listed: readonly string[] = nobody

  constructor(desk: AuditDesk) {
    this.desk = desk
  }

  add(names: readonly FoundName[], strangers: readonly Clause[]): void {
    this.waiting.push({ names, strangers })
  }

  recent(): readonly string[] {
    if (this.waiting.length === 0) return this.listed
    for (const { names, strangers } of this.waiting)
      for (const id of named(names, strangers, this.desk)) {
        this.ids.delete(id)
        this.ids.add(id)
      }
    this.waiting = []
    this.listed = [...this.ids]
    return this.listed
  }
}

// what the sentence names, in its order; an unknown thing is ''
function named(names: readonly FoundName[], strangers: readonly Clause[], desk: AuditDesk): readonly string[] {
  const told = names.filter((n) => n.kind === 'entity' && isTold(n.id, desk))
  if (strangers.length === 0) return told.map((n) => n.id)
  return [...told, ...strangers.map(({ start }) => ({ start, id: '' }))]
    .sort((a, b) => a.start - b.start)
    .map((n) => n.id)
}

function topicOf({ subjects, heading }: Carried, desk: AuditDesk): string | null {
  const told = subjects.filter((id) => isTold(id, desk))
  const ids = told.length > 0 ? told : entitiesIn(heading, desk).filter((id) => isTold(id, desk))
  return ids.length === 1 ? ids[0]! : null
}

/** Whether a measure ranks models on a scale of scores. */
export function isBenchmark(id: string, { input }: AuditDesk): boolean {
  const measure = input.registry.measure(id)
  return measure !== undefined && measure.better === 'higher' && scoredUnits.includes(measure.unit)
}

/** What is found in a sentence wherever it stands; offsets are into the sentence. */
export interface Analysis {
  readonly names: readonly FoundName[]
  readonly words: readonly FoundWord[]
  readonly mentions: readonly Mention[]
  readonly strangers: readonly Clause[]
}

// reports repeat themselves: captions, notes, disclaimers, whole sections in the next issue
const analyses = new WeakMap<object, Map<string, Analysis | null>>()
const mostKept = 20_000

/** What is found in `text` wherever it stands, kept for when it comes again. */
export function analysisOf(text: string, desk: AuditDesk): Analysis {
  let kept = analyses.get(desk)
  if (kept === undefined) {
    kept = new Map()
    analyses.set(desk, kept)
  }
  const known = kept.get(text)
  if (known !== undefined && known !== null) return known
  const found = analyse(text, desk)
  if (kept.size >= mostKept) kept.clear()
  // most sentences stand once: what comes for the second time is kept
  if (text.length < 2000) kept.set(text, known === null ? found : null)
  return found
}

const brokenScale = /(?<=\d)\n(?=(?:thousand|[mb]illion|trillion|percent|percentage points?)\b|[万亿])/g

function analyse(text: string, desk: AuditDesk): Analysis {
  const { input } = desk
  const names = input.words.find(text)
  const words = findComparisons(text, input.lexicon)
  // $1.41 at the end of a line, billion at the beginning of the next
  const flat = /\d\n[a-z万亿]/.test(text) ? text.replace(brokenScale, ' ') : text
  const found = findMentions(flat, {
    units: input.registry.units,
    names: namesOf(desk),
    measures: measuresOf(desk),
  })
  const mentions = inTurn(text, names, found)
  const strange = findStrangers(text, names)
  // dates, labels and addresses hold figures
  const masked = strange.length === 0 || !/[\d@/]/.test(text) ? [] : maskNonClaims(text, {})
  const strangers = strange.filter((s) => !masked.some((m) => m.kind !== 'name' && m.start < s.end && s.start < m.end))
  return { names, words, mentions, strangers }
}

// the first words of a paragraph, up to a colon or a full stop
const leadOf = /^[^:：。\n]{0,60}?(?=[:：。\n]|\.\s|\.?\*\*\s|$)/

// the number of a heading or of an item of a list; `9.36 亿千瓦时` at the head of a line is a claim
const leadingNumber =
  /^\s*(?:[-*•➤]\s*)?(?:#{1,6}\s*)?(?:\*\*)?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.、．)）]?\s+(?=\S)(?!(?:[万亿千百]|美?元|吨|[千兆]?瓦|平方米|[人名家台张次件个倍套座辆户]|%|percent|per cent|(?:m|b|tr)illion|thousand|[kKMGT]Wh?\b|[KMGTP]i?B\b))|\d{1,2}[、．.)）](?!\d))/

// names with a digit would be read as numbers
function namesOf({ input }: AuditDesk): readonly string[] {
  let list = nameLists.get(input.registry)
  if (list === undefined) {
    list = [...input.registry.entities, ...input.registry.measures]
      .flatMap((e) => [e.zh, e.en, ...e.aliases])
      .filter((n) => /\d/.test(n) && /[A-Za-z\u4e00-\u9fff]/.test(n))
    nameLists.set(input.registry, list)
  }
  return list
}

function measuresOf({ input }: AuditDesk): ReadonlySet<string> {
  let set = measureSets.get(input.registry)
  if (set === undefined) {
    set = new Set(input.registry.measures.flatMap((m) => [m.zh, m.en, ...m.aliases]).map((n) => n.toLowerCase()))
    measureSets.set(input.registry, set)
  }
  return set
}
