import { lower } from '../lower.ts'

/** In place of a text: any letter of the Latin alphabet. */
export const latin = 'a-z'
/** In place of a text: any capital. */
export const capital = 'A-Z'
/** In place of a text: four figures in a row. */
export const four = '0000'

/** A text in lower case of which a pattern needs one, so that most lines pass most patterns over. */
export interface Hint {
  readonly text: string
  /** which of the kinds of letters it stands for, 0 for none */
  readonly kind: 0 | 1 | 2 | 3
  readonly low: number
  readonly high: number
}

/** What is known of a text at a glance. */
export interface Features {
  readonly folded: string
  readonly low: number
  readonly high: number
  /** whether it holds letters of each kind */
  readonly holds: readonly [false, boolean, boolean, boolean]
}

/** The hint that `text` is. */
export function hintOf(text: string): Hint {
  const kind = text === latin ? 1 : text === capital ? 2 : text === four ? 3 : 0
  return { text, kind, low: signatureOf(text, 0), high: signatureOf(text, 32) }
}

/** What tells at once that `text` holds none of a pattern's hints. */
export function featuresOf(text: string): Features {
  const folded = lower(text)
  let low = 0
  let high = 0
  let figures = 0
  let hasLetter = false
  let hasFour = false
  for (let i = 0; i < folded.length; i += 1) {
    const code = folded.charCodeAt(i)
    if ((code & 32) === 0) low |= 1 << (code & 31)
    else high |= 1 << (code & 31)
    figures = code > 47 && code < 58 ? figures + 1 : 0
    if (figures === 4) hasFour = true
    if (code > 96 && code < 123) hasLetter = true
  }
  return { folded, low, high, holds: [false, hasLetter, /[A-Z]/.test(text), hasFour] }
}

/** Of many patterns with hints, those that may find something in a text, by its letters alone. */
export interface Sieve {
  /** the numbers of the patterns, as bits: 32 in each */
  readonly pass: (features: Features) => Uint32Array
}

/** A sieve for patterns by their hints; one without any always passes. */
export function sieveOf(all: readonly (readonly Hint[])[]): Sieve {
  const width = Math.ceil(all.length / 32)
  const rows: Uint32Array[] = []
  // of each letter that a hint begins with the row behind that number, 0 for any other: most letters are none
  const rowAt = new Uint16Array(65_536)
  const rowOf = (code: number) => {
    if (rowAt[code] === 0) rowAt[code] = rows.push(new Uint32Array(width))
    return rows[rowAt[code]! - 1]!
  }
  const always = new Uint32Array(width)
  const add = (bits: Uint32Array, n: number) => {
    bits[n >> 5] = (bits[n >> 5] ?? 0) | (1 << (n & 31))
  }
  const kinds = [0, 1, 2, 3].map(() => new Uint32Array(width))
  for (let n = 0; n < all.length; n += 1) {
    const hints = all[n]!
    if (hints.length === 0) add(always, n)
    for (const { text, kind } of hints) {
      add(kind > 0 ? kinds[kind]! : rowOf(text.charCodeAt(0)), n)
    }
  }
  const pass = ({ folded, holds }: Features) => {
    const open = always.slice()
    const join = (bits: Uint32Array) => {
      for (let i = 0; i < width; i += 1) open[i] = open[i]! | bits[i]!
    }
    for (let kind = 1; kind < 4; kind += 1) if (holds[kind] === true) join(kinds[kind]!)
    for (let i = 0; i < folded.length; i += 1) {
      const row = rowAt[folded.charCodeAt(i)]!
      if (row > 0) join(rows[row - 1]!)
    }
    return open
  }
  return { pass }
}

/** Whether a text holds one of `hints`. */
export function mayHold({ folded, low, high, holds }: Features, hints: readonly Hint[]): boolean {
  for (const hint of hints) {
    if (hint.kind > 0) {
      if (holds[hint.kind]) return true
    } else if ((hint.low & ~low) === 0 && (hint.high & ~high) === 0 && folded.includes(hint.text)) return true
  }
  return false
}

// which of 32 classes of letters a text holds, of one half of 64: what lacks one of a hint's lacks the hint
function signatureOf(text: string, half: 0 | 32): number {
  let signature = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if ((code & 32) === half) signature |= 1 << (code & 31)
  }
  return signature
}
