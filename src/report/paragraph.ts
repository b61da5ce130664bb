import { append } from '../base/index.ts'

interface Point {
  line: number
  column: number
  offset: number
}

/** Where a node stands. */
export interface Position {
  start: Point
  end: Point
}

interface Words {
  type: 'text'
  value: string
  position: Position
}

interface Link {
  type: 'link'
  title: string | null
  url: string
  children: Words[]
  position: Position
}

interface Strong {
  type: 'strong'
  children: (Words | Link)[]
  position: Position
}

/** A paragraph as the tree of Markdown has it. */
export interface Paragraph {
  type: 'paragraph'
  children: (Words | Link | Strong)[]
  position: Position
}

/** A stretch of a document and where it stands there. */
export interface Stretch {
  readonly text: string
  readonly offset: number
  /** lines before it */
  readonly line: number
}

// a line that begins so begins a paragraph or goes on with one, whatever stands before it
const opening = /^(?:(?![ \t]|\d{1,9}[.)]|[-+*=_#>|<`~:[\\&]).|\*\*[\p{L}\p{N}])/u

/** Whether a line can only be a line of a paragraph; a link may begin it, a definition or a footnote may not. */
export function isParagraphLine(line: string): boolean {
  return opening.test(line) || /^\[[^\]^[\\]*\]\(/.test(line)
}

// letters that may mean something to Markdown or to an address in running text
const marked = /[*_`~<>\\![\]\t\r\0]|&#?\w*;|@[\w-]*\.[\w-]|:\/\/|www\.|(?:mailto|xmpp):/i
// [label](address "title") or [label](<address> "title"), all of them without letters that mean something
// any letters but these, and no name of a letter such as &amp;
const without = (letters: string) => `[^${letters}&]*(?:&[^${letters}&;]*(?!;))*`
const link = new RegExp(
  `\\[([^*_\`~<>&\\\\![\\]\\t\\n^]*)\\]\\((?:<(${without('<>\\\\\\n')})>|(${without('\\s()<>\\\\')}))(?: "([^"\\\\&\\n]*)")?\\)`,
  'y',
)
const mail = /(?<![\w.+/-])[A-Za-z0-9]+@[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*\.[A-Za-z]+(?![\w.@+/-])/

/**
 * The paragraph that `section` is when it holds nothing but words and links; `null` when Markdown has more to say of it.
 *
 * Most of a report is such paragraphs, and the parser of the whole language takes many times as long for them.
 */
export function readParagraph(section: Stretch): Paragraph | null {
  const text = section.text.replace(/\n[ \t\n]*$/, '')
  if (/ (?:\n|$)/.test(text)) return null
  const place = placesIn(text, section)
  const children = readWords(text, 0, text.length, place)
  return children === null ? null : { type: 'paragraph', children, position: place(0, text.length) }
}

/** The words, links and strong words of `text` from `from` to `to`; `null` when Markdown has more to say of them. */
export function readWords(text: string, from: number, to: number, place: Place): Paragraph['children'] | null {
  const strong = text.indexOf('**', from)
  if (strong === -1 || strong >= to) return readLinked(text, from, to, place)
  const end = text.indexOf('**', strong + 2)
  if (end === -1 || end + 2 > to || !isStrong(text.slice(from, to), strong - from, end - from)) return null
  const before = readLinked(text, from, strong, place)
  const inside = readLinked(text, strong + 2, end, place)
  const behind = readWords(text, end + 2, to, place)
  return before === null || inside === null || behind === null
    ? null
    : [...before, { type: 'strong', children: inside, position: place(strong, end + 2) }, ...behind]
}

type Place = (start: number, end: number) => Position

// marks that open and close whatever stands around them, and none that lean on others
function isStrong(text: string, open: number, close: number): boolean {
  const [before, behind] = [text[open - 1] ?? '', text.slice(close + 2)]
  return (
    before !== '*' &&
    !behind.startsWith('*') &&
    /^[\p{L}\p{N}]/u.test(text.slice(open + 2)) &&
    (/[\p{L}\p{N}]$/u.test(text.slice(open, close)) ||
      (/[^\s*]$/.test(text.slice(open, close)) && /^(?:[ \n]|$)/.test(behind)))
  )
}

function readLinked(text: string, from: number, to: number, place: Place): (Words | Link)[] | null {
  const children: (Words | Link)[] = []
  const words = (start: number, end: number): Words[] =>
    start === end ? [] : [{ type: 'text', value: text.slice(start, end), position: place(start, end) }]
  for (let at = from; at < to; ) {
    const open = text.indexOf('[', at)
    const end = open === -1 || open >= to ? to : open
    const plain = text.slice(at, end)
    if (marked.test(plain)) {
      // an address of mail may stand in it, at most one
      const found = mail.exec(plain)
      if (found === null || marked.test(plain.replace(mail, ''))) return null
      const [start, stop] = [at + found.index, at + found.index + found[0].length]
      const url = `mailto:${found[0]}`
      children.push(
        ...words(at, start),
        { type: 'link', title: null, url, children: words(start, stop), position: place(start, stop) },
        ...words(stop, end),
      )
    } else append(children, words(at, end))
    if (end === to) break
    link.lastIndex = open
    const found = link.exec(text)
    if (found === null || link.lastIndex > to) return null
    const [whole, label, pointed, bare, title] = found
    if (/^[ ]|[ ]$/.test(label!)) return null
    at = open + whole.length
    children.push({
      type: 'link',
      title: title ?? null,
      url: pointed ?? bare!,
      children: words(open + 1, open + 1 + label!.length),
      position: place(open, at),
    })
  }
  return children
}

function placesIn(text: string, section: Stretch): Place {
  const point = (offset: number) => {
    let line = section.line + 1
    let from = 0
    for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', from)) {
      from = next + 1
      line += 1
    }
    return { line, column: offset - from + 1, offset: section.offset + offset }
  }
  return (start, end) => ({ start: point(start), end: point(end) })
}
