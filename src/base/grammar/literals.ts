import { append, smallest } from '../extreme.ts'

/**
 * Texts of which every match of `pattern` holds at least one, in small letters; none where no such texts can be named.
 *
 * Letters beyond ASCII that have a capital are not used, since a pattern that ignores case may match either.
 *
 * @example literalsOf(/\b(?:above|below)\b|超过/i) // ["above", "below", "超过"]
 * @example literalsOf(/\d+%?/) // []
 */
export function literalsOf(pattern: RegExp): readonly string[] {
  const reader = { source: pattern.source, at: 0 }
  const node = readChoice(reader)
  return reader.at < reader.source.length ? [] : [...new Set(node.need ?? [])]
}

/** What a part of a pattern matches. */
interface Node {
  /** all that it can match, where that is few */
  readonly all: readonly string[] | null
  /** texts of which each match of it holds one */
  readonly need: readonly string[] | null
}

interface Reader {
  readonly source: string
  at: number
}

const open: Node = { all: null, need: null }
// it matches nothing but a place
const place: Node = { all: [''], need: null }
const most = 24

function readChoice(reader: Reader): Node {
  const ways = [readSequence(reader)]
  while (reader.source[reader.at] === '|') {
    reader.at += 1
    ways.push(readSequence(reader))
  }
  if (ways.length === 1) return ways[0]!
  const all = ways.every((w) => w.all !== null) ? ways.flatMap((w) => w.all!) : null
  const need = ways.every((w) => w.need !== null) ? ways.flatMap((w) => w.need!) : null
  return { all: all !== null && all.length <= most ? all : null, need }
}

function readSequence(reader: Reader): Node {
  const { source } = reader
  // what may stand here in a row, and the best that was found to be needed
  let run: readonly string[] = ['']
  let need: readonly string[] | null = null
  let isWhole = true
  const offer = (texts: readonly string[] | null) => {
    if (texts !== null && (need === null || worth(texts) > worth(need))) need = texts
  }
  const close = () => {
    offer(neededOf(run))
    run = ['']
    isWhole = false
  }
  while (reader.at < source.length && source[reader.at] !== '|' && source[reader.at] !== ')') {
    const atom = readAtom(reader)
    const { least, isOne } = readTimes(reader)
    if (least > 0) offer(atom.need)
    if (least === 0 || atom.all === null || run.length * atom.all.length > most) {
      // a place that may be missing parts nothing
      if (atom === place) continue
      close()
      if (least === 0 || atom.all === null || atom.all.length > most) continue
    }
    run = run.flatMap((r) => atom.all!.map((a) => r + a))
    if (!isOne) close()
  }
  const last = neededOf(run)
  offer(last)
  return { all: isWhole ? run : null, need }
}

function neededOf(run: readonly string[]): readonly string[] | null {
  return run.includes('') ? null : run
}

// longer texts are rarer, and a word of Chinese is short
function worth(texts: readonly string[]): number {
  const sizes = texts.map((t) => [...t].reduce((sum, c) => sum + (c > '\u2e7f' ? 2.5 : c > '@' ? 1 : 0.6), 0))
  return smallest(sizes) - texts.length / 20
}

const once = { least: 1, isOne: true }

function readTimes(reader: Reader): { readonly least: number; readonly isOne: boolean } {
  if (!isTimes(reader.source[reader.at])) return once
  const found = /^(?:([?*+])|\{(\d+)(,?)(\d*)\})\??/.exec(reader.source.slice(reader.at, reader.at + 12))
  if (found === null) return once
  reader.at += found[0].length
  const [, sign, from, comma] = found
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, isOne: false }
  return { least: Number(from), isOne: from === '1' && comma === '' }
}

function readAtom(reader: Reader): Node {
  const sign = reader.source[reader.at]!
  if (sign === '(') return readGroup(reader)
  if (sign === '[') return readClass(reader)
  if (sign === '\\') return readEscape(reader)
  reader.at += 1
  if (sign === '^' || sign === '$') return place
  return sign === '.' ? open : literal(isLetter(sign) ? sign + readLetters(reader) : sign)
}

// the rest of a word, but for a letter that may be missing or stand more than once
function readLetters(reader: Reader): string {
  const { source, at } = reader
  if (isTimes(source[at])) return ''
  while (isLetter(source[reader.at]) && !isTimes(source[reader.at + 1])) reader.at += 1
  return source.slice(at, reader.at)
}

function isLetter(sign: string | undefined): boolean {
  return sign !== undefined && ((sign >= 'a' && sign <= 'z') || (sign >= '\u4e00' && sign <= '\u9fff'))
}

function isTimes(sign: string | undefined): boolean {
  return sign === '?' || sign === '*' || sign === '+' || sign === '{'
}

function literal(text: string): Node {
  const small = foldOf(text)
  return small === null ? open : { all: [small], need: [small] }
}

function foldOf(text: string): string | null {
  if (text < '\u0080' || isLetter(text[0])) return text.toLowerCase()
  return text.toLowerCase() === text.toUpperCase() ? text : null
}

function readGroup(reader: Reader): Node {
  const head = /^\((?:\?(?:<?[=!]|:|<[A-Za-z]\w*>))?/.exec(reader.source.slice(reader.at, reader.at + 40))![0]
  reader.at += head.length
  const node = readChoice(reader)
  reader.at += 1
  // what must or must not stand around is no part of the match
  return /[=!]$/.test(head) ? place : node
}

function readClass(reader: Reader): Node {
  const { source } = reader
  const found: string[] = []
  let isOpen = source[reader.at + 1] === '^'
  reader.at += isOpen ? 2 : 1
  while (reader.at < source.length && source[reader.at] !== ']') {
    if (source[reader.at] === '\\') {
      const { all } = readEscape(reader, true)
      if (all === null) isOpen = true
      else append(found, all)
    } else {
      const small = foldOf(source[reader.at]!)
      if (small === null) isOpen = true
      else found.push(small)
      reader.at += 1
    }
    // a range, and not a hyphen at the end
    if (source[reader.at] === '-' && source[reader.at + 1] !== ']') isOpen = true
  }
  reader.at += 1
  return isOpen || found.length === 0 || found.length > 12 ? open : { all: found, need: found }
}

const spelt: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function readEscape(reader: Reader, isInClass = false): Node {
  const sign = reader.source[reader.at + 1]!
  const code = /^\\u([0-9a-f]{4})/i.exec(reader.source.slice(reader.at, reader.at + 6))
  const named = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|k<[^>]*>|x..|c.|\d+)/.exec(
    reader.source.slice(reader.at, reader.at + 60),
  )
  reader.at += code?.[0].length ?? named?.[0].length ?? 2
  if (code !== null) return literal(String.fromCharCode(Number.parseInt(code[1]!, 16)))
  if (named !== null) return open
  if (sign === 'b' || sign === 'B') return isInClass ? open : place
  if (spelt[sign] !== undefined) return literal(spelt[sign])
  return /[A-Za-z]/.test(sign) ? open : literal(sign)
}
