/** What Punkt learnt of a language. */
export interface PunktModel {
  readonly abbreviations: readonly string[]
  readonly collocations: readonly (readonly [string, string])[]
  readonly starters: readonly string[]
  /** in which positions and cases each word type was seen, as flags */
  readonly ortho: Readonly<Record<string, number>>
}

/** Cuts a text into sentences. */
export type Sentences = (text: string) => readonly string[]

interface Token {
  readonly text: string
  readonly type: string
  readonly final: boolean
  break: boolean
  abbreviation: boolean
  readonly ellipsis: boolean
}

const flags = { begUpper: 2, midUpper: 4, upper: 2 | 4 | 8, begLower: 16, lower: 16 | 32 | 64 }
const end = '[.?!]'
const nonWord = '(?:[)";}\\]*:@\'({[?!])'
const multi = '(?:-{2,}|\\.{2,}|(?:\\.\\s){2,}\\.)'
const wordStart = '[^("`{[:;&#*@)}\\]\\-,]'
const words = new RegExp(
  `${multi}|(?=${wordStart})\\S+?(?=\\s|$|${nonWord}|${multi}|,(?=$|\\s|${nonWord}|${multi}))|\\S`,
  'gu',
)
const context = new RegExp(`${end}(?=(?:${nonWord}|\\s+(\\S+)))`, 'gu')
const realigned = /^["')\]}]+?(?:\s+|(?=--)|$)/mu
const numeric = /^-?[.,]?\d[\d,.-]*\.?$/u
const initial = /^[\p{L}_]\.$/u

/**
 * The splitter of sentences that a trained Punkt model is.
 *
 * @source Kiss and Strunk (2006), Unsupervised Multilingual Sentence Boundary Detection; NLTK, PunktSentenceTokenizer
 */
export function createPunkt(model: PunktModel): Sentences {
  const abbreviations = new Set(model.abbreviations)
  const collocations = new Set(model.collocations.map(([a, b]) => `${a}\u0000${b}`))
  const starters = new Set(model.starters)
  const ortho = new Map(Object.entries(model.ortho))
  const rules = { abbreviations, collocations, starters, ortho }
  return (text) => realign(text, slices(text, rules)).map(([from, to]) => text.slice(from, to))
}

interface Rules {
  readonly abbreviations: ReadonlySet<string>
  readonly collocations: ReadonlySet<string>
  readonly starters: ReadonlySet<string>
  readonly ortho: ReadonlyMap<string, number>
}

type Slice = readonly [from: number, to: number]

function slices(text: string, rules: Rules): readonly Slice[] {
  const found: Slice[] = []
  let last = 0
  for (const { at, next, after, words: around } of contexts(text)) {
    if (!breaks(around, rules)) continue
    found.push([last, at + 1])
    last = next === undefined ? at + 1 : after - next.length
  }
  found.push([last, text.trimEnd().length])
  return found
}

// of several marks at one word only the last is a possible end
function contexts(text: string) {
  const found: { at: number; next: string | undefined; after: number; words: string }[] = []
  let previous: { from: number; to: number } = { from: 0, to: 0 }
  let waiting: (typeof found)[number] | null = null
  for (const match of text.matchAll(context)) {
    const before = text.slice(previous.to, match.index)
    const space = lastSpace(before)
    const from = space > 0 ? space + previous.to + 1 : previous.from
    if (waiting !== null && previous.to <= from) found.push(waiting)
    const next = match[1]
    const gap = next === undefined ? 1 : text.slice(match.index + 1).search(/\S/u)
    const after = match.index + 1 + (next === undefined ? gap : gap + next.length)
    previous = { from, to: match.index }
    waiting = { at: match.index, next, after, words: text.slice(from, after) }
  }
  if (waiting !== null) found.push(waiting)
  return found
}

function lastSpace(text: string): number {
  for (let i = text.length - 1; i >= 0; i -= 1) if (' \t\n\r\u000b\u000c'.includes(text[i]!)) return i
  return 0
}

// brackets and quotes that follow an end belong to the sentence before
function realign(text: string, found: readonly Slice[]): readonly Slice[] {
  const result: Slice[] = []
  let moved = 0
  for (const [i, [start, to]] of found.entries()) {
    const from = start + moved
    const next = found[i + 1]
    moved = 0
    if (next === undefined) {
      if (from < to) result.push([from, to])
      continue
    }
    const match = realigned.exec(text.slice(next[0], next[1]))
    if (match !== null && match.index === 0) {
      result.push([from, next[0] + match[0].trimEnd().length])
      moved = match[0].length
    } else if (from < to) result.push([from, to])
  }
  return result
}

function breaks(text: string, rules: Rules): boolean {
  const tokens = text
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [...line.matchAll(words)].map((m) => token(m[0], rules))))
  for (const [i, t] of tokens.entries()) {
    const next = tokens[i + 1]
    if (next === undefined) return false
    if (t.final) reconsider(t, next, rules)
    if (t.break) return true
  }
  return false
}

function token(text: string, rules: Rules): Token {
  const lower = text.toLowerCase()
  const final = text.endsWith('.')
  const ellipsis = /^\.\.+$/.test(text)
  const isEnd = text === '.' || text === '?' || text === '!'
  const judged = !isEnd && !ellipsis && final && !text.endsWith('..')
  const bare = lower.slice(0, -1)
  const abbreviation =
    judged && (rules.abbreviations.has(bare) || rules.abbreviations.has(bare.slice(bare.lastIndexOf('-') + 1)))
  return {
    text,
    type: lower.replace(numeric, '##number##'),
    final,
    break: isEnd || (judged && !abbreviation),
    abbreviation,
    ellipsis,
  }
}

function withoutPeriod(type: string): string {
  return type.length > 1 && type.endsWith('.') ? type.slice(0, -1) : type
}

function reconsider(t: Token, next: Token, rules: Rules): void {
  const type = withoutPeriod(t.type)
  const nextType = next.break ? withoutPeriod(next.type) : next.type
  const isInitial = initial.test(t.text)
  if (rules.collocations.has(`${type}\u0000${nextType}`)) {
    t.break = false
    t.abbreviation = true
    return
  }
  const starts = startsSentence(next, nextType, rules)
  if ((t.abbreviation || t.ellipsis) && !isInitial) {
    if (starts === true || (isUpper(next.text[0]!) && rules.starters.has(nextType))) {
      t.break = true
      return
    }
  }
  if (!isInitial && type !== '##number##') return
  const rare = isInitial && isUpper(next.text[0]!) && ((rules.ortho.get(nextType) ?? 0) & flags.lower) === 0
  if (starts === false || (starts === 'unknown' && rare)) {
    t.break = false
    t.abbreviation = true
  }
}

function startsSentence(next: Token, type: string, rules: Rules): boolean | 'unknown' {
  if (';:,.!?'.includes(next.text)) return false
  const seen = rules.ortho.get(type) ?? 0
  if (isUpper(next.text[0]!) && (seen & flags.lower) !== 0 && (seen & flags.midUpper) === 0) return true
  const never = (seen & flags.upper) !== 0 || (seen & flags.begLower) === 0
  return isLower(next.text[0]!) && never ? false : 'unknown'
}

/** Whether a text has cased letters, all of them capitals, as Python's `isupper` means it. */
export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text)
}

/** Whether a text has cased letters, none of them a capital, as Python's `islower` means it. */
export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text)
}
