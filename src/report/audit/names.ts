import { lower } from '../../base/index.ts'
import { foldName, type Registry } from '../../facts/index.ts'

/** What a name in a text stands for. */
export interface Name {
  /** what the sentence must hold beside it, as a trigger says it */
  readonly needs?: string | undefined
  readonly kind: 'entity' | 'measure'
  readonly id: string
  /** the alias as the registry has it */
  readonly alias: string
  /** a firm, which may stand before the name of what it makes */
  readonly isFirm?: true | undefined
}

/** A name found in a text. */
export interface FoundName extends Name {
  /** a word that points back to it, such as 后者 */
  readonly refers?: true | undefined
  readonly start: number
  readonly end: number
}

/** Finds the names of entities and measures in a text. */
export interface Names {
  /** the names in `text` that do not overlap, in order, the longest where several start */
  readonly find: (text: string) => readonly FoundName[]
}

/** A word that stands for a measure in running text, from `triggers.csv`. */
export interface Trigger {
  readonly measure: string
  readonly word: string
  /** words of which the sentence must hold one, groups parted by `&`, words by `|`; `!` before a group for none of them before the word; empty for no need */
  readonly needs: string
}

interface Entry {
  readonly name: Name
  readonly folded: string
  /** its words and signs, read when it is first tried */
  pieces: readonly string[] | undefined
  readonly length: number
  /** its first letters without gaps, which a text must show before the name is tried */
  readonly lead: string
  /** words that may hang on the name of a model and tell which make of it is meant: Llama-3-8B-Instruct */
  readonly makes: ReadonlySet<string>
}

const leadLength = 5

// how many gaps of an alias a text may leave out
const longestGap = 4

const noMakes: ReadonlySet<string> = new Set()

/** An index over the names of `registry` and the words of `triggers`; `makes` are the words that hang on names of models. */
export function createNames(registry: Registry, triggers: readonly Trigger[], makes = noMakes): Names {
  const starts: Starts = new Map()
  const seen = new Set<string>()
  const addName = (kind: Name['kind'], id: string, alias: string, needs = '', own = noMakes, isFirm = false) => {
    const folded = foldedOf(alias)
    if (folded.length < 2 || seen.has(`${kind} ${folded}`) || /^\d+$/.test(folded)) return
    seen.add(`${kind} ${folded}`)
    const entry: Entry = {
      name: { kind, id, alias, ...(needs === '' ? {} : { needs }), ...(isFirm ? { isFirm } : {}) },
      length: folded.length,
      folded,
      pieces: undefined,
      lead: leadOf(folded),
      makes: own,
    }
    const first = folded.charCodeAt(0)
    const next = nextOf(folded, 0)
    const byNext = starts.get(first) ?? new Map<number, Entry[]>()
    starts.set(first, byNext)
    const list = byNext.get(next)
    if (list === undefined) byNext.set(next, [entry])
    else list.push(entry)
  }
  for (const { id, kind, zh, en, aliases } of registry.entities)
    for (const alias of [en, zh, ...aliases])
      addName('entity', id, alias, '', kind === 'model' ? makes : noMakes, kind === 'company')
  for (const { id, zh, en, aliases } of registry.measures)
    for (const alias of [en, zh, ...aliases]) addName('measure', id, alias.replace(/\s\((?:\d-shot|CoT|,|\s)+\)$/i, ''))
  for (const { measure, word, needs } of triggers) addName('measure', measure, word, needs)
  // 1 for the first letter of a name, 2 for a pair of letters that one begins with, 4 for three, 8 for a pair that is enough
  const firsts = new Uint8Array(65_536)
  for (const [first, byNext] of starts) {
    firsts[first] = firsts[first]! | 1
    for (const [next, list] of byNext) {
      const pair = pairOf(first, next)
      firsts[pair] = firsts[pair]! | 2
      for (const { lead } of list) {
        // a shorter lead says nothing of a third letter
        if (lead.length < 3) firsts[pair] = firsts[pair]! | 8
        else firsts[pairOf(pair, lead.charCodeAt(2))] = firsts[pairOf(pair, lead.charCodeAt(2))]! | 4
      }
      list.sort((a, b) => b.length - a.length)
    }
  }
  return Object.freeze({ find: (text: string) => find(text, starts, firsts) })
}

// an audit makes two tables of the same names
const foldedNames = new Map<string, string>()
const mostFolded = 20_000

function foldedOf(alias: string): string {
  let folded = foldedNames.get(alias)
  if (folded === undefined) {
    folded = foldName(alias)
    if (foldedNames.size < mostFolded) foldedNames.set(alias, folded)
  }
  return folded
}

// every gap of a name may be a blank, a hyphen or nothing, and between letters and digits there may be one
function piecesOf(folded: string): readonly string[] {
  return (folded.match(/[a-z]+|\d+(?:\.\d+)*|[^\sa-z\d]/g) ?? []).filter((p) => !/^[/·_-]$/.test(p))
}

function isWide(piece: string, c: string | undefined): boolean {
  return c !== undefined && c > '\uff00' && wide[piece] === c
}

/** Where the name of `entry` ends that starts at `at`, or -1; the text is in small letters. */
function endOf(entry: Entry, folded: string, at: number): number {
  entry.pieces ??= piecesOf(entry.folded)
  let next = at
  for (let n = 0; n < entry.pieces.length; n += 1) {
    const piece = entry.pieces[n]!
    if (n > 0) while (next < folded.length && isGap[folded.charCodeAt(next)] === 1) next += 1
    if (!folded.startsWith(piece, next) && !isWide(piece, folded[next])) return -1
    next += piece.length
  }
  if (!isWord(entry.folded.charCodeAt(entry.folded.length - 1)) || !goesOn(folded, next)) return next
  return entry.makes.size === 0 ? -1 : pastMake(entry.makes, folded, next)
}

// behind the -instruct of llama-3-8b-instruct, or -1 where the name goes on otherwise
function pastMake(makes: ReadonlySet<string>, folded: string, at: number): number {
  if (folded[at] !== '-' && folded[at] !== '_') return -1
  let end = at + 1
  while (end < folded.length && isWord(folded.charCodeAt(end))) end += 1
  if (!makes.has(folded.slice(at + 1, end))) return -1
  return goesOn(folded, end) ? pastMake(makes, folded, end) : end
}

// 405B of 405B2, 3 of 3.1, 8 of 8 x22, Llama of Llama-x
function goesOn(folded: string, at: number): boolean {
  const word = (n: number) => n < folded.length && isWord(folded.charCodeAt(n))
  const digit = (n: number) => n < folded.length && folded[n]! >= '0' && folded[n]! <= '9'
  const c = folded[at]
  if (c === undefined) return false
  if (isWord(folded.charCodeAt(at))) return true
  if (c === '.') return digit(at + 1)
  if (c === '×') return digit(at + 1)
  const isBlank = c === '-' || c === ' ' || c === '\n' || c === '\t' || c === '\u00a0' || c === '\u3000'
  if (isBlank && (folded[at + 1] === 'x' || folded[at + 1] === '×') && digit(at + 2)) return true
  return (c === '-' || c === '_' || c === '+') && word(at + 1)
}

// what folding made narrow may be wide in the text
const wide: Readonly<Record<string, string>> = {
  '(': '（',
  ')': '）',
  ',': '，',
  ':': '：',
  '+': '＋',
  '&': '＆',
}

/** Names by their first letter and the one behind it, gaps left out. */
type Starts = Map<number, Map<number, Entry[]>>

function nextOf(folded: string, at: number): number {
  const next = nextAt(folded, at)
  return next < folded.length ? folded.charCodeAt(next) : 0
}

// where the next letter stands, gaps left out
function nextAt(folded: string, at: number): number {
  let next = at + 1
  while (next < folded.length && isGap[folded.charCodeAt(next)] === 1) next += 1
  return next
}

function pairOf(first: number, next: number): number {
  return (first * 31 + next) & 65_535
}

const gaps = ' \t\n\r\f\v\u00a0\u2002\u2003\u2009\u202f\u3000\ufeff-_‐‑–—/·'
const isGap = new Uint8Array(65_536)
for (const gap of gaps) isGap[gap.charCodeAt(0)] = 1

// what folding made narrow may be wide in the text, so a lead ends before it
function leadOf(folded: string): string {
  let lead = ''
  for (let next = 0; next < folded.length && lead.length < leadLength; next += 1) {
    const c = folded[next]!
    if (isGap[folded.charCodeAt(next)] === 1) continue
    if (wide[c] !== undefined || c > '\uff00') break
    lead += c
  }
  return lead
}

/** Whether the letters of `lead` stand from `at` on, whatever gaps there are between them. */
function hasLead(lead: string, folded: string, at: number): boolean {
  let next = at
  for (let i = 0; i < lead.length; i += 1, next += 1) {
    while (next < folded.length && isGap[folded.charCodeAt(next)] === 1) next += 1
    if (folded.charCodeAt(next) !== lead.charCodeAt(i)) return false
  }
  return true
}

function isWord(code: number): boolean {
  return (code > 96 && code < 123) || (code > 47 && code < 58)
}

function find(text: string, starts: Starts, firsts: Uint8Array): readonly FoundName[] {
  const found: FoundName[] = []
  const folded = lower(text)
  // the case of some letters changes their number
  if (folded.length !== text.length) return found
  let code = 0
  for (let at = 0; at < text.length; at += 1) {
    const last = code
    code = folded.charCodeAt(at)
    if ((firsts[code]! & 1) === 0 || (at > 0 && isWord(code) && isWord(last))) continue
    const second = nextAt(folded, at)
    const next = second < folded.length ? folded.charCodeAt(second) : 0
    const pair = pairOf(code, next)
    const kinds = firsts[pair]!
    if ((kinds & 2) === 0) continue
    if ((kinds & 8) === 0) {
      const third = nextAt(folded, second)
      if (third >= folded.length || (firsts[pairOf(pair, folded.charCodeAt(third))]! & 4) === 0) continue
    }
    const list = starts.get(code)!.get(next)
    if (list === undefined) continue
    let best: Name | null = null
    let end = 0
    for (const entry of list) {
      // an alias written with gaps may match less than a shorter one without
      if (best !== null && entry.length + longestGap < end - at) break
      if (!hasLead(entry.lead, folded, at)) continue
      const own = endOf(entry, folded, at)
      if (own > end) {
        best = entry.name
        end = own
      }
    }
    if (best === null) continue
    const { kind, id, alias, needs, isFirm } = best
    found.push({ kind, id, alias, needs, isFirm, refers: undefined, start: at, end })
    at = end - 1
    code = folded.charCodeAt(at)
  }
  return found
}
