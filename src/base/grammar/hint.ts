/** In place of a text: a capital behind a small letter, as in iPhone. */
export const camel = 'aA'
/** In place of a text: four figures in a row. */
export const four = '0000'
/** In place of a text: figures with two points, as in 1.2.3. */
export const dotted = '0.0.0'
/** In place of a text: a letter, or a letter with a hyphen or point, right before a figure, as in GPT-4. */
export const lettered = 'a-0'
/** In place of a text: a word that begins with a capital, a blank and a figure, as in Gemma 2. */
export const versioned = 'Aa 0'
/** In place of a text: a figure, a blank and a capital, as in 12 High Street. */
export const counted = '0 A'

const kinds: readonly string[] = [camel, four, dotted, lettered, versioned, counted]

/** Each of `suffixes` behind each of the ten figures. */
export function behindFigure(...suffixes: readonly string[]): readonly string[] {
  return suffixes.flatMap((s) => [...'0123456789'].map((figure) => `${figure}${s}`))
}

/** Of many patterns with hints, those that may find something in a text: it holds one of their hints, whatever the case. */
export interface Sieve {
  /** the numbers of the patterns, as bits, 32 in each; good until the next text */
  readonly pass: (text: string) => Uint32Array
}

/** A hint of two letters and what stands behind them, and the row of the patterns that it opens. */
interface Longer {
  readonly pair: number
  readonly rest: string
  readonly row: number
}

const isBlank = new Uint8Array(65_536)
for (const c of ' \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff') isBlank[c.charCodeAt(0)] = 1
for (let code = 0x2000; code < 0x200b; code += 1) isBlank[code] = 1

/** A sieve for patterns by their hints, in small letters; one without any always passes. */
export function sieveOf(all: readonly (readonly string[])[]): Sieve {
  const width = Math.ceil(all.length / 32)
  const asked = new Set(all.flat())
  const opened: number[][] = []
  const rows = new Map<string, number>()
  const rowOf = (hint: string) => {
    const known = rows.get(hint)
    if (known !== undefined) return known
    const patterns = [...all.keys()].filter((n) => all[n]!.includes(hint))
    const bits = Array.from({ length: width }, (_, w) =>
      patterns.reduce((sum, n) => (n >> 5 === w ? sum | (1 << (n & 31)) : sum), 0),
    )
    rows.set(hint, opened.push(bits) - 1)
    return opened.length - 1
  }
  const always = new Uint32Array(width)
  for (const [n, hints] of all.entries()) if (hints.length === 0) always[n >> 5] = always[n >> 5]! | (1 << (n & 31))
  // of each letter the row of the hint that it is alone, and whether one begins with it
  const single = new Uint16Array(65_536)
  const begins = new Uint8Array(65_536)
  // by two letters the list that has the hints that may begin with them, and one more; 0 for none
  const pairs = new Uint16Array(65_536)
  const longer: Longer[][] = []
  for (const hint of asked) {
    if (kinds.includes(hint)) continue
    const first = hint.charCodeAt(0)
    if (hint.length === 1) {
      single[first] = rowOf(hint) + 1
      continue
    }
    const second = hint.charCodeAt(1)
    begins[first] = 1
    const at = pairOf(first, second)
    if (pairs[at] === 0) pairs[at] = longer.push([])
    longer[pairs[at]! - 1]!.push({ pair: first * 65_536 + second, rest: hint.slice(2), row: rowOf(hint) })
  }
  const kindRows = kinds.some((k) => asked.has(k)) ? kinds.map(rowOf) : []
  const open = new Uint32Array(width)
  const join = (row: number) => {
    const bits = opened[row]!
    for (let w = 0; w < width; w += 1) open[w] = open[w]! | bits[w]!
  }
  const pass = (text: string) => {
    open.set(always)
    let code = 0
    let next = foldedAt(text, 0)
    for (let at = 0; at < text.length; at += 1) {
      code = next
      next = foldedAt(text, at + 1)
      const row = single[code]!
      if (row > 0) join(row - 1)
      if (begins[code] === 0) continue
      const held = pairs[pairOf(code, next)]!
      if (held === 0) continue
      const list = longer[held - 1]!
      const pair = code * 65_536 + next
      for (let n = 0; n < list.length; n += 1) {
        const hint = list[n]!
        if (hint.pair === pair && isAt(hint.rest, text, at + 2)) join(hint.row)
      }
    }
    const held = kindRows.length === 0 ? 0 : kindsIn(text)
    for (let k = 0; k < kindRows.length; k += 1) if ((held & (1 << k)) !== 0) join(kindRows[k]!)
    return open
  }
  return { pass }
}

function pairOf(first: number, second: number): number {
  return (first * 31 + second) & 65_535
}

// 0 behind the last
function foldedAt(text: string, at: number): number {
  if (at >= text.length) return 0
  const code = text.charCodeAt(at)
  return code > 64 && code < 91 ? code + 32 : code
}

function isAt(rest: string, text: string, at: number): boolean {
  for (let i = 0; i < rest.length; i += 1) if (rest.charCodeAt(i) !== foldedAt(text, at + i)) return false
  return true
}

const none = 0
const small = 1
const large = 2
const [hyphen, point, plus, dash] = [45, 46, 43, 0x2013]

/** Which of the kinds of hints `text` holds, as bits in their order. */
function kindsIn(text: string): number {
  let held = 0
  let before = 0
  let last = 0
  // how many figures in a row, and points within a run of both
  let figures = 0
  let points = 0
  // how the word begins that ends here, and what stood before a blank right here
  let word = none
  let parted: 'figure' | 'capital' | null = null
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isFigure = code > 47 && code < 58
    const isCapital = code > 64 && code < 91
    if (isFigure) {
      figures += 1
      if (figures === 4) held |= 2
      if (points > 1) held |= 4
      if (isLetter(last) || ((last === hyphen || last === point || last === dash) && isLetter(before))) held |= 8
      if (parted === 'capital') held |= 16
      word = none
    } else {
      figures = 0
      if (code === point && last > 47 && last < 58) points += 1
      else points = 0
      if (isCapital || (code > 96 && code < 123)) {
        if (isCapital && last > 96 && last < 123) held |= 1
        if (isCapital && parted === 'figure') held |= 32
        const goesOn = isLetter(last) || (last > 47 && last < 58) || (last === plus && word === large)
        if (!goesOn) word = isCapital ? large : small
      } else if (code !== plus && isBlank[code] === 0) word = none
    }
    if (isBlank[code] === 1) {
      parted = word === large ? 'capital' : last > 47 && last < 58 ? 'figure' : null
      word = none
    } else parted = null
    before = last
    last = code
  }
  return held
}

function isLetter(code: number): boolean {
  return (code > 96 && code < 123) || (code > 64 && code < 91)
}
