import { type Fact, foldName, type Registry, type Store } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { type FoldedName, isWord, type NamePlace, namesIn, placesOf } from './named.ts'

/** Whether a sentence names the values of `key` of both facts, so that its comparison says itself of what it is. */
export function namesBoth(sentence: string, a: Fact, b: Fact, key: string, binder: Binder): boolean {
  const names = scopeNames(a, binder).get(key)
  if (names === undefined) return false
  const said = new Set(scopePlaces(sentence, names, binder.subjectNames).map((p) => p.id))
  return said.has(a.scope[key] ?? '') && said.has(b.scope[key] ?? '')
}

/** What stands for each letter of a subject's name in a text that is masked; it is in nobody's words. */
export const subjectMark = '\uE000'

/** A name that keeps its words to itself, and what stands for each of its letters. */
export interface MarkedName extends FoldedName {
  readonly mark?: string
}

/** Where `names` of scope values stand in `text`; names of `others` keep their words to themselves. */
export function scopePlaces(
  text: string,
  names: readonly FoldedName[],
  others: readonly MarkedName[],
): readonly NamePlace[] {
  return text === '' ? [] : placesOf(maskedBy(text, names, others), names, isWord)
}

// placebo-controlled, China-based, non-placebo
const compound =
  /\b\w+-(?:[a-z]+(?:ed|ing|able|ible)|led|built|made|born|bound|first|like|native|free|heavy|style|ready|friendly|centric)\b|\b(?:non|ex|pre|post|anti|pan|cross)-\w+/gi

// a word with a hyphen that qualifies something else keeps its parts to itself, but where it is a name
function withoutCompounds(text: string, names: readonly FoldedName[]): string {
  if (!text.includes('-')) return text
  return text.replace(compound, (word) =>
    names.some((n) => n.name.includes(foldName(word))) ? word : '\u0001'.repeat(word.length),
  )
}

/** The folded `text` without the names of `others`, one mark for each letter. */
export function maskedBy(text: string, names: readonly FoldedName[], others: readonly MarkedName[]): string {
  const folded = foldName(withoutCompounds(text, names))
  if (namesIn(folded, names).length === 0) return folded
  return namesIn(folded, others)
    .filter(({ name }) => !names.some((n) => n.name === name))
    .reduce((t, { name, mark = '\u0001' }) => t.replaceAll(name, mark.repeat(name.length)), folded)
}

const known = new WeakMap<Store, Map<string, ReadonlyMap<string, readonly FoldedName[]>>>()

/**
 * What the values of each key are called among the facts of the subject and measure of `fact`; keys of one value alone, and shots,
 * which have a check of their own, are left out.
 */
export function scopeNames(fact: Fact, { store, registry, day }: Binder): ReadonlyMap<string, readonly FoldedName[]> {
  const lists = known.get(store) ?? new Map<string, ReadonlyMap<string, readonly FoldedName[]>>()
  known.set(store, lists)
  // what is known hangs on the day of the report
  const at = `${day} ${fact.subject}/${fact.measure}`
  let found = lists.get(at)
  if (found === undefined) {
    const query = {
      subject: fact.subject,
      measure: fact.measure,
      where: new Map<string, readonly string[]>(),
      text: '',
    }
    const facts = store.find(query, day).flatMap((g) => g.current)
    found = namesOf(facts, registry)
    lists.set(at, found)
  }
  return found
}

function namesOf(facts: readonly Fact[], registry: Registry): ReadonlyMap<string, readonly FoldedName[]> {
  const keys = new Set(facts.flatMap((f) => Object.keys(f.scope)).filter((key) => key !== 'shots'))
  const found = new Map<string, readonly FoldedName[]>()
  for (const key of keys) {
    const values = new Set(facts.map((f) => f.scope[key] ?? ''))
    const all = [...values]
      .filter((value) => value !== '')
      .flatMap((value) => wordsOf(key, value, registry).map((name) => ({ name, id: value })))
    const names = all
      .filter(({ name, id }) => !all.some((o) => o.name === name && o.id !== id))
      .sort((a, b) => b.name.length - a.name.length)
    if (values.size > 1 && names.length > 0) found.set(key, names)
  }
  return found
}

// the words of the table; a value that no table knows is its own name where nobody would say it in passing
function wordsOf(key: string, value: string, registry: Registry): readonly string[] {
  const said = [registry.scopeWords(key, value, 'zh'), registry.scopeWords(key, value, 'en')]
  const plain = said.every((s) => s === `${key}=${value}`) ? [value] : said
  return [...new Set(plain.map(foldName))].filter((w) => (/[a-z]/.test(w) ? isTelling(w) : w.length > 1))
}

function isTelling(word: string): boolean {
  return (
    /[a-z]/.test(word) &&
    (/\d/.test(word) || word.length > 3) &&
    !/^(?:total|other|base|high|full|main|core)$/.test(word)
  )
}
