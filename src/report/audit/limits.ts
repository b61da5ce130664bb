import type { Words } from '../../base/index.ts'

/** What a number of a kind cannot be, wherever it stands: no more users than people. */
export interface Limit {
  readonly what: Words
  /** unit of `low` and `high`, empty for a plain number */
  readonly unit: string
  /** the kind of thing that is counted, or that the amount is of one of */
  readonly of: string
  /** words of which one must stand in the sentence; none where the unit alone tells */
  readonly words: RegExp | null
  readonly low: number
  readonly high: number
}

/** The limits that the rows of `limits.csv` make; an open end is none. */
export function createLimits(rows: readonly Readonly<Record<string, string>>[]): readonly Limit[] {
  return rows.map(({ zh = '', en = '', unit = '', of = '', words = '', low = '', high = '' }) => ({
    what: { zh, en },
    unit,
    of,
    words: words === '' ? null : new RegExp(words.split('|').map(sourceOf).join('|'), 'i'),
    low: low === '' ? 0 : Number(low),
    high: high === '' ? Number.POSITIVE_INFINITY : Number(high),
  }))
}

// a Latin word stands alone unless a `*` follows its beginning
function sourceOf(word: string): string {
  const bare = word.replace(/\*$/, '')
  return /[A-Za-z]/.test(word) ? `(?<![A-Za-z])${bare}${word.endsWith('*') ? '' : '(?![A-Za-z])'}` : bare
}
