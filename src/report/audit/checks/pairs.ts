/** The pairs of letters of one text after another, so that most labels need not be looked for in it. */
export interface Pairs {
  /** turns to another text */
  readonly note: (text: string) => void
  /** whether the text may hold a label that begins with this pair */
  readonly mayHold: (pair: number) => boolean
}

const size = 65_536

/** The pair of letters that a label of two or more begins with. */
export function pairOf(text: string, at = 0): number {
  return (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) % size
}

/** Pairs of no text yet. */
export function createPairs(): Pairs {
  const marks = new Uint32Array(size)
  let turn = 0
  return {
    note: (text) => {
      turn += 1
      for (let at = 0; at + 1 < text.length; at += 1) marks[pairOf(text, at)] = turn
    },
    mayHold: (pair) => marks[pair] === turn,
  }
}
