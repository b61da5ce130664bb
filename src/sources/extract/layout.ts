import {
  type ExtractBlock,
  type ExtractBox,
  type ExtractPage,
  ExtractWriter,
  largest,
  smallest,
} from '../../base/index.ts'
import { type Line, linesAround, mergeLine } from './line.ts'
import { carryHeads } from './page-break.ts'
import { columnsOf } from './page-columns.ts'
import type { RuledTable } from './page-grid.ts'
import { type TableRow, tablesOf } from './page-table.ts'
import { cellTexts, isBroken, isWide } from './page-words.ts'

/** A stretch of text at one place of a page; `y` is its baseline from the top. */
export interface Fragment {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  /** set in a font that is called bold; absent where it is not */
  readonly strong?: true
}

/** The stretches of a page. */
export interface PageText {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly fragments: readonly Fragment[]
  readonly tables: readonly RuledTable[]
}

/** The text of pages, put in order. */
export interface LaidOut {
  readonly text: string
  readonly blocks: readonly ExtractBlock[]
  readonly marks: readonly ExtractPage[]
  readonly boxes: readonly ExtractBox[]
}

/** The text of `pages` in the order of reading: furniture apart, columns one after the other, tables as tables. */
export function layOut(pages: readonly PageText[]): LaidOut {
  const writer = new ExtractWriter()
  const marks: ExtractPage[] = []
  const boxes: ExtractBox[] = []
  const lines = pages.map((p) => linesAround(p.fragments, p.tables))
  const repeated = repeatedLines(pages, lines)
  const size = bodySize(lines.flat())
  for (const [n, page] of pages.entries()) {
    const start = writer.at
    const own = lines[n]!
    const body = own.filter((l) => !isFurniture(l, page, repeated))
    for (const line of own.filter((l) => isFurniture(l, page, repeated)))
      writeProse([line], 'furniture', page, writer, boxes)
    for (const column of columnsOf(body, page)) writeColumn(column, page, size, writer, boxes)
    marks.push({ number: page.number, start, end: writer.at, width: page.width, height: page.height })
  }
  return { text: writer.text(), blocks: carryHeads(writer.blocks, marks), marks, boxes }
}

function bodySize(lines: readonly Line[]): number {
  const weight = new Map<number, number>()
  for (const line of lines) {
    const size = Math.round(line.size * 2) / 2
    weight.set(size, (weight.get(size) ?? 0) + line.segments.reduce((n, s) => n + s.text.length, 0))
  }
  return [...weight].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10
}

function atEdge(line: Line, page: PageText): boolean {
  if (line.table !== undefined) return false
  return line.y < page.height * 0.08 || line.y > page.height * 0.92
}

function keyOf(line: Line): string {
  return mergeLine(line).replace(/\d+/g, '#').trim()
}

// what stands at the edge of a third of the pages, whatever its page number
function repeatedLines(pages: readonly PageText[], lines: readonly (readonly Line[])[]): ReadonlySet<string> {
  const count = new Map<string, number>()
  for (const [n, page] of pages.entries())
    for (const key of new Set(lines[n]!.filter((l) => atEdge(l, page)).map(keyOf)))
      count.set(key, (count.get(key) ?? 0) + 1)
  return new Set([...count].filter(([, times]) => times >= Math.max(2, pages.length / 3)).map(([key]) => key))
}

// numbers of pages, and the moment and address that a browser prints
const furniture =
  /^(?:#|-\s?#\s?-|#\s?\/\s?#|第\s?#\s?页.*|page\s#.*|#\/#\/#,\s#:#(?:\s[AP]M)?(?:\s.*)?|(?:https?|file):\/\/\S+(?:\s#\/#)?)$/i

function isFurniture(line: Line, page: PageText, repeated: ReadonlySet<string>): boolean {
  if (!atEdge(line, page)) return false
  const key = keyOf(line)
  return repeated.has(key) || furniture.test(key)
}

function writeColumn(
  lines: readonly Line[],
  page: PageText,
  size: number,
  writer: ExtractWriter,
  boxes: ExtractBox[],
): void {
  let open: Line[] = []
  const flush = () => {
    if (open.length > 0) writeProse(open, isHeading(open, size) ? 'heading' : 'paragraph', page, writer, boxes)
    open = []
  }
  const tables = new Map(tablesOf(lines).map((t) => [t.first, t]))
  for (let i = 0; i < lines.length; i += 1) {
    const { table: ruled } = lines[i]!
    const table = tables.get(i)
    if (ruled !== undefined || table !== undefined) {
      flush()
      writeTable(ruled?.rows ?? table!.rows, page, writer, boxes)
      if (table !== undefined) i = table.next - 1
      continue
    }
    const line = lines[i]!
    const last = open.at(-1)
    if (last !== undefined && !goesOn(last, line, lines)) flush()
    open.push(line)
  }
  flush()
}

const opener =
  /^(?:[-•➤▶●■◆·*]\s?|(?:图表?|表|Figure|Table|Exhibit|Chart)\s?\d|(?:资料)?来源\s?[:：]|Sources?\s?:|注\s?[:：]|备注|Notes?\s?:|\d{1,2}[、．]|[（(]\d{1,2}[）)])/i
const numbered = /^\d{1,2}(?:\.\d{1,2})*\s+\S/

// a line that ends well before the others ends its paragraph; a line with cells stands for itself
function goesOn(last: Line, line: Line, lines: readonly Line[]): boolean {
  if (line.segments.length > 1 || last.segments.length > 1) return false
  const text = mergeLine(line)
  if (opener.test(text)) return false
  const right = largest(lines.map((l) => l.right))
  const isShort = last.right < right - last.size * 3
  if (isShort && (numbered.test(text) || opener.test(mergeLine(last)) || /[。！？.!?：:]$/.test(mergeLine(last))))
    return false
  const gap = line.y - last.y
  return gap < last.size * 2 && Math.abs(last.size - line.size) < 1.2 && gap > 0
}

function isHeading(lines: readonly Line[], size: number): boolean {
  const text = lines.map(mergeLine).join('')
  return (
    lines.length <= 2 &&
    text.length <= 80 &&
    (lines[0]!.size > size * 1.12 || (!/[。.；;，,：:]$/.test(text) && text.length <= 40))
  )
}

function writeProse(
  lines: readonly Line[],
  kind: 'heading' | 'paragraph' | 'furniture',
  page: PageText,
  writer: ExtractWriter,
  boxes: ExtractBox[],
): void {
  const start = writer.at
  for (const [n, line] of lines.entries()) {
    const own = mergeLine(line)
    const next = lines[n + 1] === undefined ? '' : mergeLine(lines[n + 1]!)
    const text = isBroken(own, next) ? own.slice(0, -1) : own
    const before = n === 0 ? '' : mergeLine(lines[n - 1]!)
    if (n > 0)
      writer.put(isWide(before.at(-1)) && isWide(text[0]) ? '' : before.endsWith('-') && /^[a-z]/.test(text) ? '' : ' ')
    const placed = writer.put(text)
    boxes.push({
      page: page.number,
      ...placed,
      x: line.left,
      y: line.y - line.size,
      width: line.right - line.left,
      height: line.size * 1.25,
    })
  }
  const end = writer.at
  writer.put('\n\n')
  if (end > start) writer.blocks.push({ kind, start, end })
}

function writeTable(rows: readonly TableRow[], page: PageText, writer: ExtractWriter, boxes: ExtractBox[]): void {
  const start = writer.at
  const texts = cellTexts(rows)
  const placed = rows.map((row, r) => {
    const cells = row.map((segments, c) => {
      if (c > 0) writer.put('\t')
      const text = texts[r]![c]!
      const at = writer.put(text)
      const first = segments[0]
      if (first !== undefined)
        boxes.push({
          page: page.number,
          ...at,
          x: smallest(segments.map((s) => s.left)),
          y: smallest(segments.map((s) => s.y - s.size)),
          width: largest(segments.map((s) => s.right)) - smallest(segments.map((s) => s.left)),
          height: first.size * 1.25,
        })
      const isStrong = segments.find((s) => /\d/.test(s.text))?.strong === true
      return isStrong ? { text, ...at, ref: '', strong: true as const } : { text, ...at, ref: '' }
    })
    writer.put('\n')
    return cells
  })
  writer.blocks.push({ kind: 'table', start, end: writer.at, title: '', rows: placed })
  writer.put('\n')
}
