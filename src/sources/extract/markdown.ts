import type { Extract, ExtractBlock, ExtractCell } from '../../base/index.ts'
import type { Line } from './cell.ts'
import { type Decoded, plainExtract } from './decode.ts'
import { front, withResults } from './front.ts'
import { inlay, takeInlaid } from './inlaid.ts'
import { raise } from './raised.ts'
import { withStrength } from './strength.ts'
import { blocksOf, linesOf } from './text.ts'

/**
 * The blocks of a Markdown text, whose marks are taken out line by line, so that words and numbers read on.
 *
 * Front matter but the results of a model card, code, scripts, comments, what is struck out and the addresses of links make no claims. Lines stay what they are in the file.
 */
export function readMarkdown(file: string, decoded: Decoded): Extract {
  const inlaid = inlay(withResults(decoded.text))
  const text = bare(inlaid.text)
  const all = linesOf(text)
  const taken = takeInlaid(text, withoutCode(all), inlaid.tables)
  const { lines, heads } = withoutUnderlines(taken.lines)
  const read = withStrength(headings(blocksOf(lines), taken.text, heads), all, inlaid.text)
  const blocks = taken.tables.length === 0 ? read : [...read, ...taken.tables].sort((x, y) => x.start - y.start)
  return plainExtract(file, 'markdown', { ...decoded, text: taken.text }, blocks)
}

const mute = (m: string) => m.replace(/[^\n]/g, '')

const characters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  times: '×',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}

// an entity is a character, and its number no claim
function character(whole: string, name: string): string {
  if (!name.startsWith('#')) return characters[name] ?? whole
  const code = Number(/^#x/i.test(name) ? `0${name.slice(1)}` : name.slice(1))
  return code >= 32 && code < 0x11_0000 ? String.fromCodePoint(code) : ''
}

// a table of LaTeX has marks of its own
function bare(text: string): string {
  return text
    .split(/(\\begin\{tabular\*?\}[\s\S]{0,20000}?\\end\{tabular\*?\})/)
    .map((part, n) => (n % 2 === 1 ? part : withoutMarks(part)))
    .join('')
}

function withoutMarks(text: string): string {
  return (
    text
      .replace(front, mute)
      .replace(/<!--[\s\S]*?(?:-->|$)/g, mute)
      .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, mute)
      .replace(/!\[[^\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\]\n]{0,200}\])/g, '')
      // addresses of links, and the marks of notes
      .replace(/^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]+\S[^\n]*$/gm, '')
      .replace(/^( {0,3})\[\^[^\]\n]{1,100}\]:[ \t]?/gm, '$1')
      .replace(/\[\^[^\]\n]{1,100}\]/g, '')
      .replace(/\[([^[\]\n]{0,500})\](?:\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)|\[[^\]\n]{0,200}\])/g, '$1')
      // what is struck out is not said
      .replace(/~~(?=\S)[^~\n]{1,1000}(?<=\S)~~/g, '')
      .replace(/(?:(?<!\d)|(?=\*+\D))(\*{1,3}|__)(?=\S)([^*_\n]{1,1000}?)(?<=\S)\1/g, '$2')
      .replace(/(?<!`)`([^`\n]{1,500})`(?!`)/g, '$1')
      .replace(/<sup>\s?([\d-]{1,8})\s?<\/sup>/gi, (_, digits: string) => raise(digits))
      .replace(/<br\s*\/?>/gi, ' ')
      .replace(/<\/?[a-zA-Z][^<>\n]{0,500}>/g, '')
      .replace(/\{#[^{}\n]{0,100}\}/g, '')
      // > 55 % of a quotation is not more than 55 %
      .replace(/^ {0,3}(?:>[ \t]?)+/gm, '')
      .replace(/&(#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-z]{2,8});/g, character)
      .replace(/\\([!-/:-@[-`{}~]|(?=\n))/g, '$1')
  )
}

const item = /^\s*(?:[-*+]|\d{1,9}[.)])\s/

// a fence that names no language of a program may hold a table as it was printed
const printed = /^\s{0,3}(?:`{3,}|~{3,})\s*(?:te?xt|plain(?:text)?|console|markdown|md|table|output|(?:la)?tex)?\s*$/i

// the lines of fenced code that are rows of a table with a head of words
function tablesIn(lines: readonly Line[]): ReadonlySet<number> {
  const kept = new Set<number>()
  if (lines.length < 4 || lines.length > 400) return kept
  for (const block of blocksOf(lines)) {
    if (block.kind !== 'table' || block.rows.length < 3) continue
    const [head, ...body] = block.rows
    const isNumber = (text: string) => /^[+-]?\d[\d,]*(?:\.\d+)?%?$/.test(text.trim())
    const columns = head!.filter((c) => c.text.trim() !== '' && !isNumber(c.text)).length
    const isFull = body.filter((r) => r.length >= 2 && r.filter((c) => isNumber(c.text)).length * 2 >= r.length - 1)
    if (columns < 2 || columns < head!.length - 1 || isFull.length * 4 < body.length * 3) continue
    for (const { start } of lines) if (start >= block.start && start <= block.end) kept.add(start)
  }
  return kept
}

// fenced code and, behind an empty line and outside of lists, what is indented by four; tables that were printed stay
function withoutCode(lines: readonly Line[]): readonly Line[] {
  let fence = ''
  let kept = none
  let [inList, afterBlank, inCode] = [false, true, false]
  return lines.map((line, n) => {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line.text)?.[1] ?? ''
    const inside = fence !== ''
    if (!inside && mark !== '') {
      fence = mark
      const end = printed.test(line.text) ? closingOf(lines, n, mark) : -1
      kept = end === -1 ? none : tablesIn(lines.slice(n + 1, end))
    } else if (inside && mark.startsWith(fence)) fence = ''
    if (inside && mark === '' && kept.has(line.start)) return line
    if (inside || mark !== '' || /^:{3,}/.test(line.text)) return { ...line, text: '' }
    if (line.text.trim() === '') {
      afterBlank = true
      return line
    }
    const indented = /^(?: {4}|\t)/.test(line.text)
    if (item.test(line.text)) inList = true
    else if (!/^\s/.test(line.text)) inList = false
    inCode = indented && !inList && (afterBlank || inCode)
    afterBlank = false
    return inCode ? { ...line, text: '' } : line
  })
}

const none: ReadonlySet<number> = new Set()

// the line that closes a fence; -1 for none
function closingOf(lines: readonly Line[], opening: number, mark: string): number {
  for (let n = opening + 1; n < lines.length; n += 1) if (lines[n]!.text.trimStart().startsWith(mark)) return n
  return -1
}

// a line of = or - below one of words makes it a heading
function withoutUnderlines(lines: readonly Line[]): {
  readonly lines: readonly Line[]
  readonly heads: ReadonlySet<number>
} {
  const heads = new Set<number>()
  const kept = lines.map((line, n) => {
    const above = lines[n - 1]
    if (above === undefined || !/^ {0,3}(?:={2,}|-{2,})\s*$/.test(line.text)) return line
    if (!/\S/.test(above.text) || above.text.includes('|') || item.test(above.text) || /^ {0,3}#/.test(above.text))
      return line
    if (/\S/.test(lines[n - 2]?.text ?? '')) return line
    heads.add(above.start)
    return { ...line, text: '' }
  })
  return { lines: kept, heads }
}

function headings(blocks: readonly ExtractBlock[], text: string, heads: ReadonlySet<number>): readonly ExtractBlock[] {
  return blocks.map((b) => {
    if (b.kind === 'table') return { ...b, rows: b.rows.map((r) => r.map(unescaped)) }
    const isHead = heads.has(b.start) || /^\s{0,3}#{1,6}\s/.test(text.slice(b.start, b.end))
    return isHead ? { ...b, kind: 'heading' } : b
  })
}

function unescaped(cell: ExtractCell): ExtractCell {
  return cell.text.includes('\\|') ? { ...cell, text: cell.text.replaceAll('\\|', '|') } : cell
}
