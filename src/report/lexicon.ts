import type { Lang } from '../base/index.ts'
import type { Relation } from '../facts/index.ts'

/** A word that compares, and what it claims. */
export interface ComparisonWord {
  readonly word: string
  readonly lang: Lang
  readonly relation: Relation
}

/** The comparison words of both languages, longest first. */
export type Lexicon = readonly ComparisonWord[]

/** The lexicon that the rows of `comparisons.csv` make; a row with another relation is left out. */
export function createLexicon(rows: readonly Readonly<Record<string, string>>[]): Lexicon {
  const words = rows.flatMap((row): readonly ComparisonWord[] => {
    const relation = row.relation
    if (!row.word || (relation !== 'above' && relation !== 'below' && relation !== 'near')) return []
    return [{ word: row.word.toLowerCase(), lang: row.lang === 'en' ? 'en' : 'zh', relation }]
  })
  return Object.freeze(words.sort((a, b) => b.word.length - a.word.length))
}

/** A comparison word found in a text. */
export interface FoundWord extends ComparisonWord {
  readonly start: number
  readonly end: number
}

/** All comparison words of `text` that do not overlap, in order. */
export function findComparisons(text: string, lexicon: Lexicon): readonly FoundWord[] {
  const folded = text.toLowerCase()
  const found: FoundWord[] = []
  for (const word of lexicon) {
    for (let at = folded.indexOf(word.word); at !== -1; at = folded.indexOf(word.word, at + 1)) {
      const end = at + word.word.length
      if (found.some((f) => f.start < end && at < f.end)) continue
      if (word.lang === 'en' && (isLetter(folded[at - 1]) || isLetter(folded[end]))) continue
      found.push({ ...word, start: at, end })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function isLetter(c: string | undefined): boolean {
  return c !== undefined && /[a-z]/.test(c)
}
