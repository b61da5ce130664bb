/** An accelerator with the memory that its maker prints. */
export interface Card {
  readonly name: string
  /** finds its names in a text */
  readonly names: RegExp
  readonly gigabytes: readonly number[]
  /** what its other builds have: nothing disagrees with that */
  readonly also: readonly number[]
  readonly source: string
  readonly locator: string
}

/** The cards that the rows of `cards.csv` make; the first that names a stretch of text is meant there. */
export function createCards(rows: readonly Readonly<Record<string, string>>[]): readonly Card[] {
  return rows.map(({ card = '', words = '', gigabytes = '', also = '', source = '', locator = '' }) => ({
    name: card,
    names: new RegExp(`(?<![A-Za-z\\d])(?:${words.split('|').map(escaped).join('|')})(?!\\d)`, 'g'),
    gigabytes: numbersOf(gigabytes),
    also: numbersOf(also),
    source,
    locator,
  }))
}

function numbersOf(list: string): readonly number[] {
  return list
    .split('|')
    .filter((x) => x !== '')
    .map(Number)
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s?')
}
