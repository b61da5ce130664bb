import { type Lang, lower } from '../base/index.ts'
import type { Relation } from '../facts/index.ts'
import { type FoldedName, readNames } from './named.ts'

/** Which way a number is said to go; `down` only beside a number: 低, below. */
export type Way = 'rising' | 'falling' | 'steady' | 'down'

/** What a word claims of a series or of rivals, with the thresholds that it is held to. */
export interface Slope {
  /**
   * Above a level for the first time; below the highest before; a little above and steady; above all others by far; above
   * one before; below one before; above all before.
   */
  readonly claim: 'crossed' | 'fell-back' | 'edged-up' | 'far-ahead' | 'rose-to' | 'fell-to' | 'record'
  /** bounds of a change in percent */
  readonly low: number
  readonly high: number
  /** the largest change from one period to the next, in percent */
  readonly step: number
  /** how many periods the word looks over */
  readonly window: number
  /** the least lead over the next, as a ratio, and in points where the measure is a percentage */
  readonly ratio: number
  readonly points: number
}

/** What kind of measure a word names, such as `of:profit`. */
export type Term = `of:${string}`

/** A word that compares, tells a way or names a measure, and what it claims. */
export interface ComparisonWord<Claim = Relation | Way | Slope | Term> {
  readonly word: string
  readonly lang: Lang
  readonly relation: Claim
}

/** The comparison words of both languages, longest first. */
export type Lexicon = readonly ComparisonWord[]

const relations: readonly string[] = ['above', 'below', 'near']
const slopes: readonly string[] = ['crossed', 'fell-back', 'edged-up', 'far-ahead', 'rose-to', 'fell-to', 'record']
const ways: readonly string[] = ['rising', 'falling', 'steady', 'down']

/** The lexicon that the rows of `comparisons.csv`, `slopes.csv` and `terms.csv` make; a row with another relation is left out. */
export function createLexicon(rows: readonly Readonly<Record<string, string>>[]): Lexicon {
  const words = rows.flatMap((row): readonly ComparisonWord[] => {
    const { word = '', relation = '' } = row
    if (word === '') return []
    const spoken = { word: word.toLowerCase(), lang: row.lang === 'en' ? ('en' as const) : ('zh' as const) }
    if (slopes.includes(relation)) return [{ ...spoken, relation: slopeOf(row, relation as Slope['claim']) }]
    if (relation.startsWith('of:')) return [{ ...spoken, relation: relation as Term }]
    if (!(relations.includes(relation) || ways.includes(relation))) return []
    return [{ ...spoken, relation: relation as Relation | Way }]
  })
  // a desk's own row takes the place of a shipped one
  const last = new Map(words.map((w) => [`${w.word} ${w.lang} ${typeof w.relation === 'string' ? w.relation : ''}`, w]))
  return Object.freeze([...last.values()].sort((a, b) => b.word.length - a.word.length))
}

// a threshold that a row leaves open never binds
function slopeOf(row: Readonly<Record<string, string>>, claim: Slope['claim']): Slope {
  const number = (key: string, open: number) => (row[key] ? Number(row[key]) : open)
  const most = Number.POSITIVE_INFINITY
  return Object.freeze({
    claim,
    low: number('low', 0),
    high: number('high', most),
    step: number('step', most),
    window: number('window', 4),
    ratio: number('ratio', 1),
    points: number('points', 0),
  })
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
  const found = find(text, lexicon, relations) as readonly FoundWord[]
  return found.some((w) => w.word.endsWith('ed')) ? found.map((w) => (isPassive(text, w) ? turned(w) : w)) : found
}

// surpassed by B, not by 2 points
function isPassive(text: string, { word, end }: FoundWord): boolean {
  return (
    word.endsWith('ed') &&
    /^\sby\s(?!\d|(?:a|an|about|around|roughly|nearly|almost|some|only|just|more|less|over|under|up|as)\b)/i.test(
      text.slice(end, end + 20),
    )
  )
}

function turned(word: FoundWord): FoundWord {
  const relation = word.relation === 'above' ? 'below' : word.relation === 'below' ? 'above' : word.relation
  return { ...word, relation }
}

/** All words of `text` that tell a way, in order; the longest where several overlap. */
export function findWays(text: string, lexicon: Lexicon): readonly FoundWord<Way>[] {
  return find(text, lexicon, ways) as readonly FoundWord<Way>[]
}

/** All words of `text` that claim something of a series or of rivals, in order. */
export function findSlopes(text: string, lexicon: Lexicon): readonly FoundWord<Slope>[] {
  return find(text, lexicon, null) as readonly FoundWord<Slope>[]
}

const terms: readonly string[] = ['of:']

/** All words of `text` that name a kind of measure, in order; the longest where several overlap. */
export function findTerms(text: string, lexicon: Lexicon): readonly FoundWord<Term>[] {
  return find(text, lexicon, terms) as readonly FoundWord<Term>[]
}

/** The kinds of measure that a word names: 利润 may be net or operating profit. */
export function termsOf(word: string, lexicon: Lexicon): readonly string[] {
  return kindOf(lexicon, terms).words.flatMap((w) => (w.word === word ? [w.relation as Term] : []))
}

/** The words of one kind, and the same as names: most texts hold none, and one pass over them tells that. */
interface Kind {
  readonly words: Lexicon
  readonly names: readonly WordName[]
}

interface WordName extends FoldedName {
  readonly own: ComparisonWord
}

const kinds = new WeakMap<Lexicon, Map<readonly string[] | null, Kind>>()

function kindOf(lexicon: Lexicon, claims: readonly string[] | null): Kind {
  const known = kinds.get(lexicon) ?? new Map<readonly string[] | null, Kind>()
  kinds.set(lexicon, known)
  const found = known.get(claims)
  if (found !== undefined) return found
  const words = lexicon.filter(({ relation }) =>
    typeof relation === 'string' ? isClaimed(relation, claims) : claims === null,
  )
  const kind = { words, names: words.map((w) => ({ name: w.word, id: '', own: w })) }
  known.set(claims, kind)
  return kind
}

function isClaimed(relation: string, claims: readonly string[] | null): boolean {
  return claims === terms ? relation.startsWith(terms[0]!) : (claims?.includes(relation) ?? false)
}

function find(
  text: string,
  lexicon: Lexicon,
  claims: readonly string[] | null,
): readonly FoundWord<Relation | Way | Slope | Term>[] {
  const folded = lower(text)
  const held = readNames(folded, kindOf(lexicon, claims).names)
  if (held.length === 0) return none
  const found: FoundWord<Relation | Way | Slope | Term>[] = []
  for (const { own: word } of held) {
    for (let at = folded.indexOf(word.word); at !== -1; at = folded.indexOf(word.word, at + 1)) {
      const end = at + word.word.length
      if (found.some((f) => f.start < end && at < f.end)) continue
      if (word.lang === 'en' && (isLetter(folded[at - 1]) || isLetter(folded[end]))) continue
      found.push({ ...word, start: at, end, denied: isDenied(folded.slice(0, at), word.lang) })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

const none: readonly never[] = []

function isLetter(c: string | undefined): boolean {
  return c !== undefined && /[a-z]/.test(c)
}
