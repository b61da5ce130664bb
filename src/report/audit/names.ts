import { foldName, type Registry } from '../../facts/index.ts'

/** What a name in a text stands for. */
export interface Name {
  /** what the sentence must hold beside it, as a trigger says it */
  readonly needs?: string
  readonly kind: 'entity' | 'measure'
  readonly id: string
  /** the alias as the registry has it */
  readonly alias: string
}

/** A name found in a text. */
export interface FoundName extends Name {
  /** a word that points back to it, such as 后者 */
  readonly refers?: true
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
  readonly pattern: RegExp
  readonly length: number
  /** its first letters without gaps, which a text must show before the pattern is tried */
  readonly lead: string
}

const leadLength = 5

// how many gaps of an alias a text may leave out
const longestGap = 4

const separators = '[\\s\\-_‐‑–—/·]*'

/** An index over the names of `registry` and the words of `triggers`. */
export function createNames(registry: Registry, triggers: readonly Trigger[]): Names {
  const byFirst = new Map<number, Entry[]>()
  const seen = new Set<string>()
  const addName = (kind: Name['kind'], id: string, alias: string, needs = '') => {
    const folded = foldName(alias)
    if (folded.length < 2 || seen.has(`${kind} ${folded}`) || /^\d+$/.test(folded)) return
    seen.add(`${kind} ${folded}`)
    const entry: Entry = {
      name: { kind, id, alias, ...(needs === '' ? {} : { needs }) },
      length: folded.length,
      pattern: patternOf(folded),
      lead: leadOf(folded, 0, leadLength),
    }
    const key = keyOf(folded, 0)
    byFirst.set(key, [...(byFirst.get(key) ?? []), entry])
  }
  for (const { id, zh, en, aliases } of registry.entities)
    for (const alias of [en, zh, ...aliases]) addName('entity', id, alias)
  for (const { id, zh, en, aliases } of registry.measures)
    for (const alias of [en, zh, ...aliases]) addName('measure', id, alias.replace(/\s\((?:\d-shot|CoT|,|\s)+\)$/i, ''))
  for (const { measure, word, needs } of triggers) addName('measure', measure, word, needs)
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length)
  const firsts = new Uint8Array(65_536)
  for (const first of byFirst.keys()) firsts[first >>> 16] = 1
  return Object.freeze({ find: (text: string) => find(text, byFirst, firsts) })
}

// every gap of a name may be a blank, a hyphen or nothing, and between letters and digits there may be one
function patternOf(folded: string): RegExp {
  const pieces = folded.match(/[a-z]+|\d+(?:\.\d+)*|[^\sa-z\d]/g) ?? []
  const source = pieces.filter((p) => !/^[/·_-]$/.test(p)).map(pieceOf)
  const body = source.join(separators)
  const tail = /[a-z\d]$/.test(folded) ? '(?![A-Za-z0-9])(?!\\.\\d)(?![\\s-]?[x×]\\d)(?![-_+][A-Za-z0-9])' : ''
  return new RegExp(body + tail, 'iy')
}

// what folding made narrow may be wide in the text
const wide: Readonly<Record<string, string>> = {
  '(': '[(（]',
  ')': '[)）]',
  ',': '[,，]',
  ':': '[:：]',
  '+': '[+＋]',
  '&': '[&＆]',
}

function pieceOf(piece: string): string {
  return wide[piece] ?? piece.replace(/[.*?^${}()|[\]\\]/g, '\\$&')
}

// the first two letters of a name, gaps left out
function keyOf(folded: string, at: number): number {
  let next = at + 1
  while (next < folded.length && isGap[folded.charCodeAt(next)] === 1) next += 1
  return folded.charCodeAt(at) * 65_536 + (next < folded.length ? folded.charCodeAt(next) : 0)
}

const gaps = ' \t\n\r\f\v\u00a0-_‐‑–—/·'
const isGap = new Uint8Array(65_536)
for (const gap of gaps) isGap[gap.charCodeAt(0)] = 1

// what folding made narrow may be wide in the text, so a lead ends before it
function leadOf(folded: string, at: number, most: number): string {
  let lead = ''
  for (let next = at; next < folded.length && lead.length < most; next += 1) {
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

function find(text: string, byFirst: ReadonlyMap<number, readonly Entry[]>, firsts: Uint8Array): readonly FoundName[] {
  const found: FoundName[] = []
  const folded = text.toLowerCase()
  // the case of some letters changes their number
  if (folded.length !== text.length) return found
  let code = 0
  for (let at = 0; at < text.length; at += 1) {
    const last = code
    code = folded.charCodeAt(at)
    if (firsts[code] !== 1 || (at > 0 && isWord(code) && isWord(last))) continue
    const list = byFirst.get(keyOf(folded, at))
    if (list === undefined) continue
    let best: Name | null = null
    let end = 0
    let lead = ''
    for (const entry of list) {
      // an alias written with gaps may match less than a shorter one without
      if (best !== null && entry.length + longestGap < end - at) break
      if (lead === '') lead = leadOf(folded, at, leadLength)
      if (!lead.startsWith(entry.lead)) continue
      entry.pattern.lastIndex = at
      if (entry.pattern.test(text) && entry.pattern.lastIndex > end) {
        best = entry.name
        end = entry.pattern.lastIndex
      }
    }
    if (best === null) continue
    found.push({ ...best, start: at, end })
    at = end - 1
    code = folded.charCodeAt(at)
  }
  return found
}
