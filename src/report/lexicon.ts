import type { Lang } from '../base/index.ts'
import type { Relation } from '../facts/index.ts'

/** Which way a number is said to go; `down` only beside a number: 低, below. */
export type Way = 'rising' | 'falling' | 'steady' | 'down'

/** A word that compares or tells a way, and what it claims. */
export interface ComparisonWord<Claim = Relation | Way> {
  readonly word: string
  readonly lang: Lang
  readonly relation: Claim
}

/** The comparison words of both languages, longest first. */
export type Lexicon = readonly ComparisonWord[]

const relations: readonly string[] = ['above', 'below', 'near']
const ways: readonly string[] = ['rising', 'falling', 'steady', 'down']

/** The lexicon that the rows of `comparisons.csv` make; a row with another relation is left out. */
export function createLexicon(rows: readonly Readonly<Record<string, string>>[]): Lexicon {
  const words = rows.flatMap((row): readonly ComparisonWord[] => {
    const { word = '', relation = '' } = row
    if (word === '' || !(relations.includes(relation) || ways.includes(relation))) return []
    return [{ word: word.toLowerCase(), lang: row.lang === 'en' ? 'en' : 'zh', relation: relation as Relation | Way }]
  })
  return Object.freeze(words.sort((a, b) => b.word.length - a.word.length))
}

/** A comparison word found in a text. */
export interface FoundWord<Claim = Relation> extends ComparisonWord<Claim> {
  readonly start: number
  readonly end: number
  /** whether the words before it deny it: 未能超过, does not beat */
  readonly denied: boolean
}

const denial: Readonly<Record<Lang, RegExp>> = {
  zh: /(?:[未没不非]|无法|难以)(?:能够?|有|曾|再|会|完全|明显|显著|真正)?$/,
  en: /\b(?:no|not|never|cannot|\w+n['’]t|fail(?:s|ed)? to|unable to|without)\s(?!only\s)(?:\w+\s)?$/,
}

/** Whether the words before a place deny what follows. */
export function isDenied(before: string, lang?: Lang): boolean {
  const near = before.slice(-24).toLowerCase()
  return lang === undefined ? denial.zh.test(near) || denial.en.test(near) : denial[lang].test(near)
}

/** All comparison words of `text` that do not overlap, in order. */
export function findComparisons(text: string, lexicon: Lexicon): readonly FoundWord[] {
  return find(text, lexicon, relations) as readonly FoundWord[]
}

/** All words of `text` that tell a way, in order; the longest where several overlap. */
export function findWays(text: string, lexicon: Lexicon): readonly FoundWord<Way>[] {
  return find(text, lexicon, ways) as readonly FoundWord<Way>[]
}

// most texts hold no such word: one pass over all of them tells that
const anyWord = new WeakMap<Lexicon, RegExp>()

function hasWord(folded: string, lexicon: Lexicon): boolean {
  let pattern = anyWord.get(lexicon)
  if (pattern === undefined) {
    pattern = new RegExp(lexicon.map((w) => w.word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '(?!)')
    anyWord.set(lexicon, pattern)
  }
  return pattern.test(folded)
}

function find(text: string, lexicon: Lexicon, claims: readonly string[]): readonly FoundWord<Relation | Way>[] {
  const folded = text.toLowerCase()
  if (!hasWord(folded, lexicon)) return []
  const found: FoundWord<Relation | Way>[] = []
  for (const word of lexicon) {
    if (!claims.includes(word.relation)) continue
    for (let at = folded.indexOf(word.word); at !== -1; at = folded.indexOf(word.word, at + 1)) {
      const end = at + word.word.length
      if (found.some((f) => f.start < end && at < f.end)) continue
      if (word.lang === 'en' && (isLetter(folded[at - 1]) || isLetter(folded[end]))) continue
      found.push({ ...word, start: at, end, denied: isDenied(folded.slice(0, at), word.lang) })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function isLetter(c: string | undefined): boolean {
  return c !== undefined && /[a-z]/.test(c)
}
