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
  /** words of which the sentence must hold one, groups parted by `&`, words by `|`; empty for none */
  readonly needs: string
}

interface Entry extends Name {
  readonly pattern: RegExp
  readonly length: number
}

const separators = '[\\s\\-_‐‑–—/·]*'

/** An index over the names of `registry` and the words of `triggers`. */
export function createNames(registry: Registry, triggers: readonly Trigger[]): Names {
  const byFirst = new Map<string, Entry[]>()
  const seen = new Set<string>()
  const addName = (kind: Name['kind'], id: string, alias: string, needs = '') => {
    const folded = foldName(alias)
    if (folded.length < 2 || seen.has(`${kind} ${folded}`) || /^\d+$/.test(folded)) return
    seen.add(`${kind} ${folded}`)
    const entry: Entry = {
      kind,
      id,
      alias,
      ...(needs === '' ? {} : { needs }),
      length: folded.length,
      pattern: patternOf(folded),
    }
    const first = folded[0]!
    byFirst.set(first, [...(byFirst.get(first) ?? []), entry])
  }
  for (const { id, zh, en, aliases } of registry.entities)
    for (const alias of [en, zh, ...aliases]) addName('entity', id, alias)
  for (const { id, zh, en, aliases } of registry.measures)
    for (const alias of [en, zh, ...aliases]) addName('measure', id, alias.replace(/\s\((?:\d-shot|CoT|,|\s)+\)$/i, ''))
  for (const { measure, word, needs } of triggers) addName('measure', measure, word, needs)
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length)
  return Object.freeze({ find: (text: string) => find(text, byFirst) })
}

// every gap of a name may be a blank, a hyphen or nothing, and between letters and digits there may be one
function patternOf(folded: string): RegExp {
  const pieces = folded.match(/[a-z]+|\d+(?:\.\d+)*|[^\sa-z\d]/g) ?? []
  const source = pieces
    .map((p) => (/^[/·_-]$/.test(p) ? '' : p.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .filter((p) => p !== '')
  const body = source.join(separators)
  const tail = /[a-z\d]$/.test(folded) ? '(?![A-Za-z0-9])(?!\\.\\d)(?![\\s-]?[x×]\\d)(?![-_+][A-Za-z0-9])' : ''
  return new RegExp(body + tail, 'iy')
}

function find(text: string, byFirst: ReadonlyMap<string, readonly Entry[]>): readonly FoundName[] {
  const found: FoundName[] = []
  const folded = text.toLowerCase()
  for (let at = 0; at < text.length; at += 1) {
    const list = byFirst.get(folded[at]!)
    if (list === undefined || (at > 0 && /[a-z0-9]/.test(folded[at]!) && /[a-z0-9]/.test(folded[at - 1]!))) continue
    for (const { pattern, length: _, ...name } of list) {
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (match === null) continue
      found.push({ ...name, start: at, end: at + match[0].length })
      at += match[0].length - 1
      break
    }
  }
  return found
}
