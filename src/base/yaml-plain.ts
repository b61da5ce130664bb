/** A part of a YAML text with its place; `end` stands behind its last letter, `after` behind its line. */
export interface PlainNode {
  readonly value: unknown
  readonly start: number
  readonly end: number
  readonly after: number
  readonly items?: readonly PlainNode[]
  readonly entries?: ReadonlyMap<string, Entry>
}

/** A key with its value. */
export interface Entry {
  readonly key: PlainNode
  readonly node: PlainNode
}

/**
 * The tree of a YAML text of plain lines: keys and lists by indentation, one line for each scalar, `[…]` or `{…}`.
 *
 * `null` when YAML may have more to say of it: anchors, tags, escapes, texts of several lines, keys that are no words, values
 * that are missing, and whatever is no YAML at all. Most of what people write is plain, and a parser of the whole language takes
 * ten times as long for it.
 */
export function readPlainYaml(text: string): PlainNode | null {
  if (special.test(text)) return null
  try {
    const lines = linesOf(text)
    if (lines.length === 0) return null
    const reading: Reading = { text, lines, next: 0 }
    const node = readBlock(reading, lines[0]!.indent)
    return reading.next === lines.length ? node : null
  } catch (thrown) {
    // what nests so deep that the stack does not hold it is no plain text
    if (thrown instanceof NotPlain || thrown instanceof RangeError) return null
    throw thrown
  }
}

class NotPlain extends Error {}

function notPlain(): never {
  throw new NotPlain()
}

// control letters, other ends of lines, and lines that begin or end a document
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const special = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|^(?:---|\.\.\.|%)/m

interface Line {
  readonly indent: number
  /** where its words begin and where the line ends, without the end of line */
  readonly start: number
  readonly end: number
}

interface Reading {
  readonly text: string
  readonly lines: readonly Line[]
  next: number
}

// lines without words are nothing
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  for (let at = 0; at < text.length; ) {
    const stop = text.indexOf('\n', at)
    const end = stop === -1 ? text.length : stop
    let start = at
    while (start < end && text[start] === ' ') start += 1
    // a comment under a block may belong to it
    if (text[start] === '#' && start > at && start < end) notPlain()
    if (start < end && text[start] !== '#') lines.push({ indent: start - at, start, end })
    at = end + 1
  }
  return lines
}

const dash = /^- +(?=\S)/

function readBlock(reading: Reading, indent: number): PlainNode {
  const line = reading.lines[reading.next]!
  if (line.indent !== indent) notPlain()
  return reading.text.startsWith('- ', line.start) ? readList(reading, indent) : readKeys(reading, indent, line.start)
}

function readList(reading: Reading, indent: number): PlainNode {
  const items: PlainNode[] = []
  const { start } = reading.lines[reading.next]!
  for (let line = reading.lines[reading.next]; line?.indent === indent; line = reading.lines[reading.next]) {
    const mark = dash.exec(reading.text.slice(line.start, line.end))
    if (mark === null) break
    const from = line.start + mark[0].length
    if (reading.text[from] === '#') notPlain()
    items.push(
      keyAt(reading.text, from, line.end, false) === null
        ? readLine(reading, from, line)
        : readKeys(reading, indent + mark[0].length, from),
    )
  }
  deeper(reading, indent)
  if (items.length === 0) notPlain()
  const after = items.at(-1)!.after
  return { value: items.map((i) => i.value), start, end: after, after, items }
}

// `from` is where the first key stands, which may be behind the dash of a list
function readKeys(reading: Reading, indent: number, from: number): PlainNode {
  const { text, lines } = reading
  const entries = new Map<string, Entry>()
  let start = from
  for (let line = lines[reading.next]; line !== undefined; line = lines[reading.next]) {
    if (start !== from && (line.indent !== indent || text.startsWith('- ', line.start))) break
    const key = keyAt(text, start, line.end, false)
    if (key === null || entries.has(String(key.value))) notPlain()
    const behind = blanks(text, key!.end + 1, line.end)
    entries.set(String(key!.value), { key: key!, node: readValue(reading, behind, line, indent) })
    const following = lines[reading.next]
    if (following === undefined || following.indent !== indent) break
    start = following.start
    if (start === from) break
  }
  deeper(reading, indent)
  const last = [...entries.values()].at(-1)!
  return { value: recordOf(entries), start: from, end: last.node.after, after: last.node.after, entries }
}

function readValue(reading: Reading, at: number, line: Line, indent: number): PlainNode {
  const { text, lines } = reading
  if (at < line.end && !(text[at] === '#' && text[at - 1] === ' ')) return readLine(reading, at, line)
  reading.next += 1
  const inside = lines[reading.next]
  if (inside === undefined) notPlain()
  const listed = inside!.indent === indent && text.startsWith('- ', inside!.start)
  if (inside!.indent <= indent && !listed) notPlain()
  return readBlock(reading, inside!.indent)
}

// a line that goes on deeper belongs to a text of several lines
function deeper({ lines, next }: Reading, indent: number): void {
  if (lines[next] !== undefined && lines[next]!.indent > indent) notPlain()
}

function recordOf(entries: NonNullable<PlainNode['entries']>): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [key, { node }] of entries) record[key] = node.value
  return record
}

// the value that is the rest of a line
function readLine(reading: Reading, from: number, line: Line): PlainNode {
  const { text } = reading
  const node =
    text[from] === '[' || text[from] === '{' ? readFlow(text, from, line.end) : scalarAt(text, from, line.end, false)
  const rest = text.slice(node.end, line.end)
  if (!/^ *(?: #.*)?$/.test(rest)) notPlain()
  reading.next += 1
  // what follows deeper would go on with it
  return { ...node, after: Math.min(line.end + 1, text.length) }
}

function readFlow(text: string, from: number, to: number): PlainNode {
  const close = text[from] === '[' ? ']' : '}'
  const items = [] as PlainNode[]
  const entries = new Map<string, Entry>()
  let at = blanks(text, from + 1, to)
  while (text[at] !== close) {
    const key = keyAt(text, at, to, true)
    if ((key === null) === (close === '}')) notPlain()
    const start = key === null ? at : blanks(text, key.end + 1, to)
    const node =
      text[start] === '[' || text[start] === '{' ? readFlow(text, start, to) : scalarAt(text, start, to, true)
    if (key === null) items.push(node)
    else if (entries.has(String(key.value))) notPlain()
    else entries.set(String(key.value), { key, node })
    at = blanks(text, node.end, to)
    if (text[at] === ',') {
      at = blanks(text, at + 1, to)
      if (text[at] === close) notPlain()
    } else if (text[at] !== close) notPlain()
  }
  const place = { start: from, end: at + 1, after: at + 1 }
  return close === ']'
    ? { ...place, value: items.map((i) => i.value), items }
    : { ...place, value: recordOf(entries), entries }
}

function blanks(text: string, from: number, to: number): number {
  let at = from
  while (at < to && text[at] === ' ') at += 1
  return at
}

const word = /[\p{L}\p{N}_][\p{L}\p{N}_./ -]*?(?=: )/uy
const lastWord = /[\p{L}\p{N}_][\p{L}\p{N}_./ -]*?(?=:$)/uy

// the key that stands at `from` with its colon behind it
function keyAt(text: string, from: number, to: number, flow: boolean): PlainNode | null {
  word.lastIndex = from
  const found = word.exec(text) ?? (flow ? null : lastKey(text.slice(0, to), from))
  if (found === null) return null
  const end = from + found[0].length
  if (end >= to || found[0].endsWith(' ') || found[0].includes('\n')) return null
  const value = scalarOf(found[0])
  if (String(value) !== found[0] || value === null || typeof value === 'boolean' || found[0] === '__proto__') notPlain()
  return { value, start: from, end, after: end }
}

function lastKey(text: string, from: number): RegExpExecArray | null {
  lastWord.lastIndex = from
  return lastWord.exec(text)
}

const quoted = /"[^"\\\n]*"|'[^'\n]*'(?!')/y
const plainStart = /^[^-?:,[\]{}#&*!|>'"%@`\s]|^[-?:][^\s,[\]{}]/

function scalarAt(text: string, from: number, to: number, flow: boolean): PlainNode {
  quoted.lastIndex = from
  const inQuotes = quoted.exec(text)
  if (inQuotes !== null) {
    const end = from + inQuotes[0].length
    return { value: inQuotes[0].slice(1, -1), start: from, end, after: end }
  }
  let rest = text.slice(from, to)
  if (!plainStart.test(rest)) notPlain()
  const comment = rest.indexOf(' #')
  if (comment !== -1) rest = rest.slice(0, comment)
  if (flow) rest = /^[^,[\]{}]*/.exec(rest)![0]
  const written = rest.trimEnd()
  // a colon may make a key of it, a blank of another width is a letter
  if (/:(?:\s|$)|^[-?:](?:\s|$)/.test(written) || written !== rest.replace(/ +$/, '') || (flow && /:$|#/.test(written)))
    notPlain()
  return { value: scalarOf(written), start: from, end: from + written.length, after: from + written.length }
}

const wholeNumber = /^(?:0|[1-9]\d{0,14})$/
const decimalNumber = /^(?:0|[1-9]\d{0,9})\.\d{1,6}$/
// what else is no text: signs, other bases, exponents, infinities
const otherNumber = /^[-+]?(?:\.?\d[\d.]*(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+|\.(?:inf|nan))$/i

function scalarOf(written: string): unknown {
  if (wholeNumber.test(written) || decimalNumber.test(written)) return Number(written)
  if (/^(?:true|True|TRUE)$/.test(written)) return true
  if (/^(?:false|False|FALSE)$/.test(written)) return false
  if (/^(?:~|null|Null|NULL)$/.test(written)) return null
  if (otherNumber.test(written)) notPlain()
  return written
}
