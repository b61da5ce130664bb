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
  /** words that may hang on the name of a model and tell which make of it is meant: Llama-3-8B-Instruct */
  readonly makes: ReadonlySet<string>
}

/** Names whose first two letters are the same, the longest first, and their tree, made when a text shows those letters. */
interface Group {
  readonly entries: Entry[]
  tree: Node | null
}

/** A step of a tree of names: the letters that may come next, or a gap between two words or signs and what is behind it. */
interface Node {
  readonly codes: number[]
  readonly next: Node[]
  gap: Node | null
  /** the names that end here, by their places in the group */
  readonly ends: number[]
}

// so many of its first letters tell of most places of a text that no name begins there
const leadLength = 3

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
      folded,
      makes: own,
    }
    const first = folded.charCodeAt(0)
    const next = nextOf(folded, 0)
    const key = first * 65_536 + next
    const group = starts.get(key)
    if (group === undefined) starts.set(key, { entries: [entry], tree: null })
    else group.entries.push(entry)
  }
  for (const { id, kind, zh, en, aliases } of registry.entities)
    for (const alias of [en, zh, ...aliases])
      addName('entity', id, alias, '', kind === 'model' ? makes : noMakes, kind === 'company')
  for (const { id, zh, en, aliases } of registry.measures)
    for (const alias of [en, zh, ...aliases]) addName('measure', id, alias.replace(/\s\((?:\d-shot|CoT|,|\s)+\)$/i, ''))
  for (const { measure, word, needs } of triggers) addName('measure', measure, word, needs)
  // 1 for the first letter of a name, 2 for a pair of letters that one begins with, 4 for three, 8 for a pair that is enough
  const firsts = new Uint8Array(65_536)
  for (const [key, { entries }] of starts) {
    const first = key >>> 16
    const pair = pairOf(first, key & 65_535)
    firsts[first] = firsts[first]! | 1
    firsts[pair] = firsts[pair]! | 2
    for (const { folded } of entries) {
      const lead = leadOf(folded)
      // a shorter lead says nothing of a third letter
      if (lead.length < leadLength) firsts[pair] = firsts[pair]! | 8
      else firsts[pairOf(pair, lead.charCodeAt(2))] = firsts[pairOf(pair, lead.charCodeAt(2))]! | 4
    }
    entries.sort((a, b) => b.folded.length - a.folded.length)
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

function newNode(): Node {
  return { codes: [], next: [], gap: null, ends: [] }
}

function treeOf(entries: readonly Entry[]): Node {
  const root = newNode()
  for (let n = 0; n < entries.length; n += 1) {
    let node = root
    for (const [i, piece] of piecesOf(entries[n]!.folded).entries()) {
      if (i > 0) {
        node.gap ??= newNode()
        node = node.gap
      }
      for (let k = 0; k < piece.length; k += 1) node = stepFrom(node, piece.charCodeAt(k), wide[piece])
    }
    node.ends.push(n)
  }
  return root
}

// the letter, or a sign as it was before folding made it narrow
function stepFrom({ codes, next }: Node, code: number, other: string | undefined): Node {
  const known = codes.indexOf(code)
  if (known !== -1) return next[known]!
  const step = newNode()
  codes.push(code)
  next.push(step)
  if (other !== undefined) {
    codes.push(other.charCodeAt(0))
    next.push(step)
  }
  return step
}

/** Notes which names of a tree end where in the text from `at` on; the text is in small letters. */
function walk(tree: Node, text: string, at: number, found: Ending[]): void {
  let node = tree
  for (let next = at; ; next += 1) {
    for (let n = 0; n < node.ends.length; n += 1) found.push({ entry: node.ends[n]!, end: next })
    if (node.gap !== null) {
      let behind = next
      while (behind < text.length && isGap[text.charCodeAt(behind)] === 1) behind += 1
      walk(node.gap, text, behind, found)
    }
    const step = next < text.length ? node.codes.indexOf(text.charCodeAt(next)) : -1
    if (step === -1) return
    node = node.next[step]!
  }
}

interface Ending {
  /** the place of the name in its group */
  readonly entry: number
  readonly end: number
}

const endings: Ending[] = []

/** The name of `group` that begins at `at`, the longest stretch of text, and where it ends; `null` where none does. */
function longestAt(group: Group, text: string, at: number): { readonly name: Name; readonly end: number } | null {
  group.tree ??= treeOf(group.entries)
  endings.length = 0
  walk(group.tree, text, at, endings)
  if (endings.length > 1) endings.sort((a, b) => a.entry - b.entry)
  let best: Name | null = null
  let end = 0
  for (let n = 0; n < endings.length; n += 1) {
    const entry = group.entries[endings[n]!.entry]!
    // an alias written with gaps may match less than a shorter one without
    if (best !== null && entry.folded.length + longestGap < end - at) break
    const own = closed(entry, text, endings[n]!.end)
    if (own > end) {
      best = entry.name
      end = own
    }
  }
  return best === null ? null : { name: best, end }
}

/** Where a name that stands up to `at` ends, with the words that hang on it; -1 where a longer word goes on there. */
function closed({ folded, makes }: Entry, text: string, at: number): number {
  if (!isWord(folded.charCodeAt(folded.length - 1)) || !goesOn(text, at)) return at
  return makes.size === 0 ? -1 : pastMake(makes, text, at)
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

/** Names by their first letter and the one behind it, gaps left out, both as one number. */
type Starts = Map<number, Group>

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
    const group = starts.get(code * 65_536 + next)
    const best = group === undefined ? null : longestAt(group, folded, at)
    if (best === null) continue
    const { end } = best
    const { kind, id, alias, needs, isFirm } = best.name
    found.push({ kind, id, alias, needs, isFirm, refers: undefined, start: at, end })
    at = end - 1
    code = folded.charCodeAt(at)
  }
  return found
}
