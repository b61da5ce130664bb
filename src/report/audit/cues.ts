/** What words of `cues.csv` tell of the text around them. */
export type Cue =
  | 'heading'
  | 'altered'
  | 'chosen'
  | 'part'
  | 'against'
  | 'place'
  | 'own-run'
  | 'several'
  | 'report'
  | 'programme'
  | 'rated'
  | 'rated-of'
  | 'capped'
  | 'limited'
  | 'priced'
  | 'counted'
  | 'shared'
  | 'sharing'
  | 'beside'
  | 'column-cap'
  | 'column-rate'
  | 'column-amount'
  | 'column-other'
  | 'lower'
  | 'index'
  | BasisCue
  | TimeCue

/** Cues of words beside a number that say which part, source or state of a thing it is of. */
export type BasisCue = (typeof basisCues)[number]

/** Cues of words beside a number that say of which time it is. */
export type TimeCue = (typeof timeCues)[number]

/** All cues of a basis. */
export const basisCues = [
  'of-abroad',
  'of-home',
  'of-region',
  'of-batch',
  'of-target',
  'of-expected',
  'of-adjusted',
  'of-another',
  'of-channel',
  'of-cache',
  'of-segment',
  'of-each',
  'of-all',
  'of-tier',
] as const

/** All cues of a time. */
export const timeCues = ['in-part-of-year', 'in-next', 'in-year-before', 'in-one-before', 'in-earlier'] as const

/** Tests for the words of each cue. */
export interface Cues {
  /** whether `text` holds a word of `cue` */
  readonly has: (cue: Cue, text: string) => boolean
  /** whether `text` ends with one, but for blanks and an article */
  readonly ends: (cue: Cue, text: string) => boolean
  /** whether `text` begins with one, but for blanks and 的 */
  readonly begins: (cue: Cue, text: string) => boolean
  /** whether `text` is one as a whole */
  readonly is: (cue: Cue, text: string) => boolean
}

/** The cues that the rows of `cues.csv` make: words parted by `|`, Latin ones whole unless a `*` follows their beginning. */
export function createCues(rows: readonly Readonly<Record<string, string>>[]): Cues {
  const words = new Map<string, string[]>()
  for (const { cue = '', words: list = '' } of rows) {
    const own = list.split('|').filter((w) => w.trim() !== '')
    words.set(cue, [...(words.get(cue) ?? []), ...own])
  }
  const patternsOf = (before: string, behind: string) => {
    const patterns = new Map<Cue, RegExp>()
    return (cue: Cue, text: string) => {
      let pattern = patterns.get(cue)
      if (pattern === undefined) {
        pattern = new RegExp(`${before}(?:${(words.get(cue) ?? []).map(sourceOf).join('|') || '(?!)'})${behind}`, 'i')
        patterns.set(cue, pattern)
      }
      return pattern.test(text)
    }
  }
  return Object.freeze({
    has: patternsOf('', ''),
    ends: patternsOf('', '\\s?(?:the\\s)?$'),
    begins: patternsOf('^\\s?的?\\s?', ''),
    is: patternsOf('^', '(?:能力|类)?$'),
  })
}

function sourceOf(word: string): string {
  const open = word.endsWith('*')
  const bare = (open ? word.slice(0, -1) : word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return /[A-Za-z]/.test(word) ? `(?<![A-Za-z])${bare}${open ? '' : '(?![A-Za-z])'}` : bare
}
