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

/** A paragraph as the tree of Markdown has it. */
export interface Paragraph {
  type: 'paragraph'
  children: (Words | Link)[]
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
const opening = /^(?![ \t]|\d{1,9}[.)]|[-+*=_#>|<`~:[\\&])./

/** Whether a line can only be a line of a paragraph; a link may begin it, a definition or a footnote may not. */
export function isParagraphLine(line: string): boolean {
  return opening.test(line) || /^\[[^\]^[\\]*\]\(/.test(line)
}

// letters that may mean something to Markdown or to an address in running text
const marked = /[*_`~<>&\\![\]\t\r\0]|@|:\/\/|www\./i
// [label](address "title") or [label](<address> "title"), all of them without letters that mean something
const link = /\[([^*_`~<>&\\![\]\t\n^]*)\]\((?:<([^<>\\&\n]*)>|([^\s()<>\\&]*))(?: "([^"\\&\n]*)")?\)/y

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

/** The words and links of `text` from `from` to `to`; `null` when Markdown has more to say of them. */
export function readWords(
  text: string,
  from: number,
  to: number,
  place: (start: number, end: number) => Position,
): Paragraph['children'] | null {
  const children: Paragraph['children'] = []
  const words = (start: number, end: number): Words[] =>
    start === end ? [] : [{ type: 'text', value: text.slice(start, end), position: place(start, end) }]
  for (let at = from; at < to; ) {
    const open = text.indexOf('[', at)
    const end = open === -1 || open >= to ? to : open
    if (marked.test(text.slice(at, end))) return null
    children.push(...words(at, end))
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

function placesIn(text: string, section: Stretch): (start: number, end: number) => Position {
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
