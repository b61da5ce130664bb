import { isParagraphLine, type Paragraph, type Position, readWords, type Stretch } from './paragraph.ts'

/**
 * The one block that `section` is when it is a heading, a fenced text, a table or a list of nothing but words and links, none when
 * it is blank; `null` when Markdown has more to say of it.
 *
 * Beside paragraphs these are most of a report, and the parser of the whole language takes many times as long for them.
 */
export function readSimple(section: Stretch): readonly Simple[] | null {
  const text = section.text.replace(/[ \t\n]+$/, '')
  if (text === '') return section.text === '' || section.text.includes('\n') ? [] : null
  // blanks at an end of a line, and what no reader sees
  if (/[ \t\r\0](?:\n|$)|\r|\0/.test(section.text.slice(0, text.length + 1))) return null
  const lines = linesOf(text, section)
  const node = readHeading(lines) ?? readFence(lines, section) ?? readTable(lines) ?? readList(lines)
  return node === null ? null : [node]
}

/** A block as the tree of Markdown has it. */
export type Simple = Heading | Fenced | Table | List

interface Line {
  readonly text: string
  readonly place: (start: number, end: number) => Position
}

function linesOf(text: string, section: Stretch): readonly Line[] {
  let offset = section.offset
  return text.split('\n').map((line, i) => {
    const [from, number] = [offset, section.line + i + 1]
    offset += line.length + 1
    const point = (at: number) => ({ line: number, column: at + 1, offset: from + at })
    return { text: line, place: (start, end) => ({ start: point(start), end: point(end) }) }
  })
}

interface Heading {
  type: 'heading'
  depth: 1 | 2 | 3 | 4 | 5 | 6
  children: Paragraph['children']
  position: Position
}

function readHeading(lines: readonly Line[]): Heading | null {
  const [line] = lines
  const marks = /^(#{1,6}) +(?! )/.exec(line!.text)
  if (lines.length > 1 || marks === null || line!.text.endsWith('#')) return null
  const children = readWords(line!.text, marks[0].length, line!.text.length, line!.place)
  return children === null
    ? null
    : {
        type: 'heading',
        depth: marks[1]!.length as Heading['depth'],
        children,
        position: line!.place(0, line!.text.length),
      }
}

interface Fenced {
  type: 'code'
  lang: string | null
  meta: string | null
  value: string
  position: Position
}

function readFence(lines: readonly Line[], section: Stretch): Fenced | null {
  const [first, last] = [lines[0]!, lines.at(-1)!]
  const opening = /^```([A-Za-z][A-Za-z0-9-]*)?$/.exec(first.text)
  if (opening === null || lines.length < 2 || last.text !== '```') return null
  const inside = lines.slice(1, -1).map((l) => l.text)
  if (inside.some((text) => /^ {0,3}```/.test(text)) || section.text.includes('\t')) return null
  return {
    type: 'code',
    lang: opening[1] ?? null,
    meta: null,
    value: inside.join('\n'),
    position: { start: first.place(0, 0).start, end: last.place(0, 3).end },
  }
}

interface Item {
  type: 'listItem'
  spread: false
  checked: null
  children: [Paragraph]
  position: Position
}

interface List {
  type: 'list'
  ordered: false
  start: null
  spread: false
  children: Item[]
  position: Position
}

// every line is an item of one paragraph
function readList(lines: readonly Line[]): List | null {
  const items: Item[] = []
  for (const { text, place } of lines) {
    const children =
      text.startsWith('- ') && isParagraphLine(text.slice(2)) ? readWords(text, 2, text.length, place) : null
    if (children === null) return null
    const paragraph: Paragraph = { type: 'paragraph', children, position: place(2, text.length) }
    items.push({
      type: 'listItem',
      spread: false,
      checked: null,
      children: [paragraph],
      position: place(0, text.length),
    })
  }
  const position = { start: items[0]!.position.start, end: items.at(-1)!.position.end }
  return { type: 'list', ordered: false, start: null, spread: false, children: items, position }
}

/** A block of colons with nothing in it. */
export interface Shell {
  type: 'containerDirective'
  name: string
  attributes: Record<string, string>
  children: never[]
  position: Position
}

const opened = /^(:{3,})([A-Za-z][A-Za-z0-9-]*)(?:\{([^{}]*)\})?$/
// one blank and more between them
const listed = /^ *(?:[^\s"]+(?:"[^"]*")?(?: +[^\s"]+(?:"[^"]*")?)*)? *$/
const attribute = /^(?:#([A-Za-z][\w-]*)|([A-Za-z][\w-]*)=(?:"([^"\\&]*)"|([A-Za-z0-9][A-Za-z0-9-]*)))$/

/**
 * The directive that `head` opens and `tail` closes, two whole lines, with `between` in between; `null` when its attributes are
 * written in another way than `{#id key=word key="some words"}`.
 */
export function readShell(head: string, between: string, tail: string, at: Omit<Stretch, 'text'>): Shell | null {
  const found = opened.exec(head.replace(/\n$/, ''))
  const close = tail.replace(/\n$/, '')
  if (found === null || close !== found[1] || !listed.test(found[3] ?? '')) return null
  const attributes: Record<string, string> = {}
  for (const written of found[3] === undefined ? [] : (found[3].match(/[^\s"]+(?:"[^"]*")?|"/g) ?? [])) {
    const read = attribute.exec(written)
    if (read === null) return null
    const key = read[1] === undefined ? read[2]! : 'id'
    if (key === 'class' || key === '__proto__' || Object.hasOwn(attributes, key)) return null
    attributes[key] = read[1] ?? read[3] ?? read[4]!
  }
  const before = head + between
  const start = { line: at.line + 1, column: 1, offset: at.offset }
  const end = {
    line: at.line + before.split('\n').length,
    column: close.length + 1,
    offset: at.offset + before.length + close.length,
  }
  return { type: 'containerDirective', name: found[2]!, attributes, children: [], position: { start, end } }
}

type Align = 'left' | 'right' | 'center' | null

interface Cell {
  type: 'tableCell'
  children: Paragraph['children']
  position: Position
}

interface Row {
  type: 'tableRow'
  children: Cell[]
  position: Position
}

interface Table {
  type: 'table'
  align: Align[]
  children: Row[]
  position: Position
}

const rule = /^\|(?: *:?-+:? *\|)+$/

// every line begins and ends with a bar, and all have as many cells as the head
function readTable(lines: readonly Line[]): Table | null {
  const [head, ruled, ...body] = lines
  if (ruled === undefined || !rule.test(ruled.text) || rule.test(head!.text)) return null
  const align = ruled.text.slice(1, -1).split('|').map(alignOf)
  const children: Row[] = []
  for (const line of [head!, ...body]) {
    const row = readRow(line, align.length)
    if (row === null) return null
    children.push(row)
  }
  const last = lines.at(-1)!
  const position = { start: head!.place(0, 0).start, end: last.place(0, last.text.length).end }
  return { type: 'table', align, children, position }
}

function alignOf(cell: string): Align {
  const [left, right] = [cell.trim().startsWith(':'), cell.trim().endsWith(':')]
  return left && right ? 'center' : left ? 'left' : right ? 'right' : null
}

function readRow({ text, place }: Line, count: number): Row | null {
  if (!/^\|.*[^ \t]\|$|^\|.* \|$/.test(text)) return null
  const cells: Cell[] = []
  for (let bar = 0; bar < text.length - 1; ) {
    const next = text.indexOf('|', bar + 1)
    const [from, to] = [bar + 1 + blanksAt(text, bar + 1), next - blanksBefore(text, next)]
    const children = from >= to ? [] : readWords(text, from, to, place)
    if (children === null) return null
    const end = next === text.length - 1 ? text.length : next
    cells.push({ type: 'tableCell', children, position: place(bar, end) })
    bar = next
  }
  return cells.length === count ? { type: 'tableRow', children: cells, position: place(0, text.length) } : null
}

function blanksAt(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return at - from
}

function blanksBefore(text: string, to: number): number {
  let at = to
  while (text[at - 1] === ' ') at -= 1
  return to - at
}
