import { findMentions, maskNonClaims } from '../../../base/index.ts'
import { findComparisons } from '../../lexicon.ts'
import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import { objectsOf } from './link.ts'
import { cutClauses, cutSentences, findStrangers, type Sentence } from './sentence.ts'

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
  const number = leadingNumber.exec(text)?.[0].length ?? 0
  for (const cut of cutSentences(text)) {
    const own = text.slice(cut.start, cut.end)
    if (own.trim() === '') continue
    const at = start + cut.start
    const names = input.words.find(own)
    // a long text without numbers and comparisons is passed over quickly
    const words = findComparisons(own, input.lexicon)
    const lead = cut.start === 0 ? number : 0
    const mentions = findMentions(own, {
      units: input.registry.units,
      names: namesOf(desk),
      measures: measuresOf(desk),
    })
    const masked = maskNonClaims(own, {})
    const strangers = findStrangers(own, names).filter(
      (s) => !masked.some((m) => m.kind !== 'name' && m.start < s.end && s.start < m.end),
    )
    const shifted: readonly FoundName[] = names.map((n) => ({ ...n, start: n.start + at, end: n.end + at }))
    const sentence: Sentence = {
      start: at,
      end: start + cut.end,
      text: own,
      clauses: cutClauses(own, at),
      names: shifted,
      strangers: strangers.map((s) => ({ start: s.start + at, end: s.end + at })),
      mentions: mentions
        .filter((m) => m.numberStart >= lead)
        .map((m) => ({
          ...m,
          start: m.start + at,
          end: m.end + at,
          numberStart: m.numberStart + at,
          numberEnd: m.numberEnd + at,
        })),
      words: words.map((w) => ({ ...w, start: w.start + at, end: w.end + at })),
      carried: before,
      heading: carried.heading,
    }
    sentences.push(sentence)
    // what a sentence is compared with is not what the next one is about
    const objects = objectsOf(sentence)
    const named = [...new Set(shifted.filter((n) => n.kind === 'entity' && !objects.has(n)).map((n) => n.id))]
    if (named.length > 0) before = named
    else if (sentence.strangers.some((s) => !objects.has(s))) before = []
  }
  return sentences
}

// the number of a heading or of an item of a list
const leadingNumber =
  /^\s*(?:[-*•➤]\s*)?(?:#{1,6}\s*)?(?:\*\*)?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.、．)）]?\s+(?=\S)|\d{1,2}[、．.)）](?!\d))/

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
