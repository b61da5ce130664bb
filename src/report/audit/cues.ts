/** What words of `cues.csv` tell of the text around them. */
export type Cue = 'heading' | 'altered' | 'chosen' | 'part' | 'against' | 'place' | 'own-run' | 'several' | 'lower'

/** Tests for the words of each cue. */
export interface Cues {
  /** whether `text` holds a word of `cue` */
  readonly has: (cue: Cue, text: string) => boolean
  /** whether `text` ends with one, but for blanks and an article */
  readonly ends: (cue: Cue, text: string) => boolean
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
    is: patternsOf('^', '(?:能力|类)?$'),
  })
}

function sourceOf(word: string): string {
  const open = word.endsWith('*')
  const bare = (open ? word.slice(0, -1) : word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return /[A-Za-z]/.test(word) ? `(?<![A-Za-z])${bare}${open ? '' : '(?![A-Za-z])'}` : bare
}
