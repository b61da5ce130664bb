import type { Extract, ExtractBlock, ExtractCell } from '../../base/index.ts'
import { cellOf, isNumeric, type Line } from './cell.ts'
import { type Decoded, plainExtract } from './decode.ts'
import { latexTable } from './latex.ts'
import { leaderTable } from './leaders.ts'
import { stackedTable } from './stacked.ts'

/** The blocks of a plain text: paragraphs between empty lines, headings, tables by tabs, bars, columns or runs of numbers. */
export function readText(file: string, decoded: Decoded): Extract {
  return plainExtract(file, 'text', decoded, blocksOf(linesOf(decoded.text)))
}

/** The lines of `text`; `\r\n`, `\n` and `\r` end one. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  const breaks = /\r\n|[\n\r\u2028\u2029\f]/g
  let start = 0
  for (let match = breaks.exec(text); match !== null; match = breaks.exec(text)) {
    lines.push({ start, end: match.index, text: text.slice(start, match.index) })
    start = match.index + match[0].length
  }
  lines.push({ start, end: text.length, text: text.slice(start) })
  return lines
}

/** The blocks that `lines` make. */
export function blocksOf(lines: readonly Line[]): readonly ExtractBlock[] {
  const blocks: ExtractBlock[] = []
  let open: Line[] = []
  const tried: Tried = { bars: 0, aligned: 0, numbers: 0, drawn: 0 }
  const close = () => {
    if (open.length > 0) blocks.push(proseOf(open))
    open = []
  }
  for (let i = 0; i < lines.length; i += 1) {
    const table = tableAt(lines, i, tried)
    if (table !== null) {
      close()
      blocks.push(tableOf(table.rows))
      i = table.next - 1
      continue
    }
    const line = lines[i]!
    if (line.text.trim() === '') close()
    else if (startsBlock(line.text)) {
      close()
      open = [line]
      if (isHeading(line.text)) close()
    } else {
      open.push(line)
      // a line that ends a sentence ends its paragraph: in reports each paragraph is one line
      if (line.text.length > 200) close()
    }
  }
  close()
  return blocks
}

const opener =
  /^\s{0,3}(?:#{1,6}\s|[-*•➤▶►◆■●○·]\s|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．](?!\d+(?:\.\d+)?\s?(?:[万亿千百]|美?元|吨|[千兆]?瓦|平方米|[人名家台张次件个倍套座辆户]|%|percent|per cent|(?:m|b|tr)illion|thousand|[kKMGT]Wh?\b|[KMGTP]i?B\b))\s?\S|[（(]\d{1,2}[）)]|(?:图表?|表格?|图|Figure|Table|Exhibit|Chart)\s?\d|(?:资料)?来源\s?[:：]|Sources?\s?:|注\s?[:：]|备注\s?[:：]|Notes?\s?:)/i

function startsBlock(text: string): boolean {
  return opener.test(text)
}

function isHeading(text: string): boolean {
  return /^\s{0,3}(?:#{1,6}\s|(?:图表?|表|图|Figure|Table|Exhibit|Chart)\s?\d|\d{1,2}(?:\.\d{1,2}){0,3}\s+(?!(?:[万亿千百]|美?元|吨|[千兆]?瓦|平方米|[人名家台张次件个倍套座辆户]|%|percent|per cent|(?:m|b|tr)illion|thousand|[kKMGT]Wh?\b|[KMGTP]i?B\b))\S)/i.test(
    text,
  )
}

function proseOf(lines: readonly Line[]): ExtractBlock {
  const first = lines[0]!
  const last = lines.at(-1)!
  const short = lines.length === 1 && first.text.trim().length <= 60 && !/[。！？；.!?;]\s*$/.test(first.text)
  return { kind: short || isHeading(first.text) ? 'heading' : 'paragraph', start: first.start, end: last.end }
}

/** The cells of each row of a table, and the line behind it. */
interface FoundTable {
  readonly rows: readonly (readonly ExtractCell[])[]
  readonly next: number
}

// where long runs of lines end that looked like a table and were none, so that no line of them is tried again
interface Tried {
  bars: number
  aligned: number
  numbers: number
  drawn: number
}

const longRun = 40

// what only parts the rows of a table: ─────, +----+----+, ├───┼───┤
function isRuling(text: string): boolean {
  return (
    /^\s*[+|│┃║┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡╟╫╢╤╧╒╕╘╛─━═=-][\s+|│┃║┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡╟╫╢╤╧╒╕╘╛─━═=-]*$/.test(text) &&
    /[─━═=-]{3}/.test(text)
  )
}

type Splitter = (line: Line) => readonly ExtractCell[]

function tableAt(lines: readonly Line[], from: number, tried: Tried): FoundTable | null {
  const text = lines[from]!.text
  if (text.includes('\t') && text.trim().includes('\t')) return tabTable(lines, from)
  if (text.includes('&') && text.includes('\\\\')) {
    const table = latexTable(lines, from)
    if (table !== null) return table
  }
  if (/\.\s?\.\s?\.|…|·\s?·|____/.test(text)) {
    const table = leaderTable(lines, from)
    if (table !== null) return table
  }
  if (from >= tried.drawn && /^\s*[│┃║+┌╔╒]/.test(text)) {
    const table = boxTable(lines, from, tried)
    if (table !== null) return table
  }
  if (/^\s{0,3}\|/.test(text) || (text.includes(' | ') && isRule(lines[from + 1]?.text ?? '')))
    return barTable(lines, from, tried)
  if (barsIn(text) >= 2 && [1, 2].every((n) => barsIn(lines[from + n]?.text ?? '') === barsIn(text)))
    return barTable(lines, from, tried)
  if (from >= tried.aligned && /\S\s{2,}\S/.test(text)) {
    const table = alignedTable(lines, from, tried)
    if (table !== null) return table
  }
  const table = from >= tried.numbers ? numberTable(lines, from, tried) : null
  return table ?? stackedTable(lines, from)
}

function tabTable(lines: readonly Line[], from: number): FoundTable | null {
  const rows: (readonly ExtractCell[])[] = []
  let next = from
  let tabbed = 0
  while (next < lines.length) {
    const text = lines[next]!.text
    if (text.trim() === '') {
      // one empty line may part the rows of a table that was copied from a page
      const after = lines[next + 1]?.text ?? ''
      if (!after.trim().includes('\t') || tabbed === 0 || columnsOf(after) !== columnsOf(lines[next - 1]?.text ?? ''))
        break
      next += 1
      continue
    }
    if (text.trim().includes('\t')) {
      rows.push(splitTabs(lines[next]!))
      tabbed += 1
    } else if (text.trim().length <= 40 && !/[。；;，,:：]/.test(text) && goesOn(lines, next)) {
      // a group heading alone in its row
      rows.push([cellOf(lines[next]!, 0, text.length)])
    } else break
    next += 1
  }
  return tabbed >= 2 ? { rows, next } : null
}

function columnsOf(text: string): number {
  return text.split('\t').length
}

function goesOn(lines: readonly Line[], at: number): boolean {
  return (lines[at + 1]?.text ?? '').trim().includes('\t')
}

function splitTabs(line: Line): readonly ExtractCell[] {
  const cells: ExtractCell[] = []
  let start = 0
  for (let at = line.text.indexOf('\t'); at !== -1; at = line.text.indexOf('\t', start)) {
    cells.push(cellOf(line, start, at))
    start = at + 1
  }
  cells.push(cellOf(line, start, line.text.length))
  return cells
}

function isRule(text: string): boolean {
  return /^\s*\|?\s*:?-{1,}:?\s*(?:[|+]\s*:?-{1,}:?\s*)*\|?\s*$/.test(text) && text.includes('-')
}

// rows of as many cells, parted by bars without a rule under the head
function barsIn(text: string): number {
  return text.includes(' | ') && text.length < 2_000 ? text.split(' | ').length - 1 : 0
}

function barTable(lines: readonly Line[], from: number, tried: Tried): FoundTable | null {
  if (from < tried.bars) return null
  const rows: (readonly ExtractCell[])[] = []
  let next = from
  for (
    ;
    next < lines.length && (lines[next]!.text.includes('|') || (next > from && isRule(lines[next]!.text)));
    next += 1
  ) {
    const cells = isRule(lines[next]!.text) ? [] : splitBars(lines[next]!)
    // a bar alone in its line holds no cell
    if (cells.length > 0) rows.push(cells)
  }
  if (next - from >= 2 && rows.length > 0) return { rows, next }
  tried.bars = next
  return null
}

// a table that is drawn with characters, with lines between its columns or only around them
function boxTable(lines: readonly Line[], from: number, tried: Tried): FoundTable | null {
  const own: Line[] = []
  let next = from
  for (; next < lines.length; next += 1) {
    const { text } = lines[next]!
    if (isRuling(text)) continue
    if (!/^\s*[│┃║|]/.test(text) || !/[│┃║|]\s*$/.test(text)) break
    own.push({ ...lines[next]!, text: text.replace(/[│┃║]/g, '|') })
  }
  if (own.length < 2) {
    tried.drawn = next
    return null
  }
  if (own.some((l) => l.text.trim().slice(1, -1).includes('|'))) return { rows: own.map(splitBars), next }
  const inner = own.map((l) => ({ ...l, text: l.text.replace(/\|/g, ' ') }))
  return {
    rows: placed(
      inner,
      inner.map((l) => splitOn(l, /\s{2,}/g)),
    ),
    next,
  }
}

/** The cells of a line between bars. */
export function splitBars(line: Line): readonly ExtractCell[] {
  const cells: ExtractCell[] = []
  const { text } = line
  const first = text.search(/\S/)
  let start = text[first] === '|' ? first + 1 : 0
  for (let at = start; at <= text.length; at += 1) {
    if (at < text.length && (text[at] !== '|' || text[at - 1] === '\\')) continue
    if (at < text.length || text.slice(start).trim() !== '') cells.push(cellOf(line, start, at))
    start = at + 1
  }
  return cells
}

// columns that are parted by two blanks or more
function alignedTable(lines: readonly Line[], from: number, tried: Tried): FoundTable | null {
  const own: Line[] = []
  const rows: (readonly ExtractCell[])[] = []
  let next = from
  let wide = 0
  for (; next < lines.length; next += 1) {
    const text = lines[next]!.text
    if (text.trim() === '') break
    if (text.length > 2000) break
    if (next > from && isRuling(text)) continue
    own.push(lines[next]!)
    const cells = splitOn(lines[next]!, /\s{2,}/g)
    if (cells.length >= 2) wide += 1
    else if (text.trim().length > 40 || /[。；;，,]/.test(text) || !/\S\s{2,}\S/.test(lines[next + 1]?.text ?? ''))
      break
    rows.push(cells)
  }
  const full = rows.filter((r) => r.length >= 2)
  const numeric = full.filter((r) => r.slice(1).some((c) => isNumeric(c.text))).length
  if (wide >= 2 && numeric >= 1 && full.filter((r) => r.length >= 3).length * 2 >= full.length)
    return { rows: placed(own, rows), next }
  if (next - from > longRun) tried.aligned = next
  return null
}

interface Stretch {
  readonly from: number
  readonly to: number
}

// cells under the heads over them, where blanks alone tell of those that are empty
function placed(
  lines: readonly Line[],
  rows: readonly (readonly ExtractCell[])[],
): readonly (readonly ExtractCell[])[] {
  const width = rows.reduce((most, r) => Math.max(most, r.length), 0)
  const columns: { from: number; to: number }[] = []
  for (const [n, row] of rows.entries()) {
    if (row.length !== width) continue
    for (const [c, cell] of row.entries()) {
      const [from, to] = [cell.start - lines[n]!.start, cell.end - lines[n]!.start]
      const column = columns[c]
      if (column === undefined) columns.push({ from, to })
      else {
        column.from = Math.min(column.from, from)
        column.to = Math.max(column.to, to)
      }
    }
  }
  // columns that run into each other place nothing
  if (columns.some((c, n) => n > 0 && c.from <= columns[n - 1]!.to)) return rows
  return rows.map((row, n) => (row.length < 2 || row.length === width ? row : placedRow(row, lines[n]!, columns)))
}

function placedRow(row: readonly ExtractCell[], line: Line, columns: readonly Stretch[]): readonly ExtractCell[] {
  const cells: ExtractCell[] = columns.map(({ from }) => cellOf(line, from, from))
  let last = -1
  for (const cell of row) {
    const [from, to] = [cell.start - line.start, cell.end - line.start]
    const over = columns.flatMap((c, n) => (from < c.to && to > c.from ? [n] : []))
    if (over.length !== 1 || over[0]! <= last) return row
    last = over[0]!
    cells[last] = cell
  }
  return cells
}

function splitOn(line: Line, gap: RegExp): readonly ExtractCell[] {
  const cells: ExtractCell[] = []
  const lead = line.text.length - line.text.trimStart().length
  let start = lead
  for (const match of line.text.slice(lead).matchAll(gap)) {
    const at = lead + match.index
    if (line.text.slice(at).trim() === '') break
    cells.push(cellOf(line, start, at))
    start = at + match[0].length
  }
  cells.push(cellOf(line, start, line.text.length))
  return cells
}

const trailing = /(?:^|\s)((?:[+\-−]?\d[\d,]*(?:\.\d+)?%?|-|–|—)(?:\s?\([^()]{1,30}\))?)(?=\s|$)/g

// rows of a label and numbers whose columns were lost: MMLU (0-shot, CoT) 88.6 78.7 85.4
const splitRow: Splitter = (line) => {
  const text = line.text.trimEnd()
  if (text.length > 300 || !/[\d,%)–—-]$/.test(text)) return []
  const found = [...text.matchAll(trailing)].map((m) => ({
    start: m.index + m[0].length - m[1]!.length,
    end: m.index + m[0].length,
  }))
  let first = found.length
  while (first > 0) {
    const limit = first === found.length ? text.length : found[first]!.start
    if (text.slice(found[first - 1]!.end, limit).trim() !== '') break
    first -= 1
  }
  const run = found.slice(first)
  if (run.length < 2) return []
  const label = cellOf(line, 0, run[0]!.start)
  if (label.text === '' || /[。，；]/.test(label.text)) return []
  return [label, ...run.map((r) => cellOf(line, r.start, r.end))]
}

function numberTable(lines: readonly Line[], from: number, tried: Tried): FoundTable | null {
  const own = splitRow(lines[from]!)
  const body = own.length > 0 ? from : from + 1
  if (own.length === 0 && !isHead(lines[from]!.text)) return null
  const rows: (readonly ExtractCell[])[] = own.length > 0 ? [] : [[cellOf(lines[from]!, 0, lines[from]!.text.length)]]
  let next = body
  let full = 0
  for (; next < lines.length; next += 1) {
    const line = lines[next]!
    const cells = splitRow(line)
    if (cells.length > 0) {
      rows.push(cells)
      full += 1
    } else if (full > 0 && line.text.trim() !== '' && line.text.trim().length <= 40 && isRowAt(lines, next + 1)) {
      rows.push([cellOf(line, 0, line.text.length)])
    } else break
  }
  const widths = rows.filter((r) => r.length > 1).map((r) => r.length)
  if (full >= 3 && isEven(widths)) return { rows, next }
  if (next - from > longRun) tried.numbers = next
  return null
}

function isEven(widths: readonly number[]): boolean {
  const first = widths[0] ?? 0
  return widths.every((w) => Math.abs(w - first) <= 2)
}

function isHead(text: string): boolean {
  const trimmed = text.trim()
  return trimmed !== '' && trimmed.length <= 300 && !/[。；]/.test(trimmed)
}

function isRowAt(lines: readonly Line[], at: number): boolean {
  return at < lines.length && splitRow(lines[at]!).length > 0
}

function tableOf(rows: readonly (readonly ExtractCell[])[]): ExtractBlock {
  let [start, end] = [Number.POSITIVE_INFINITY, 0]
  for (const row of rows)
    for (const cell of row) {
      start = Math.min(start, cell.start)
      end = Math.max(end, cell.end)
    }
  return { kind: 'table', start, end, title: '', rows }
}
