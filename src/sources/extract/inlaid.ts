import type { ExtractBlock, ExtractCell, ExtractTable } from '../../base/index.ts'
import { append } from '../../base/index.ts'
import type { Line } from './cell.ts'
import { readHtml } from './html.ts'

// what ends a cell and a row until the marks around are taken out; no text has these characters
const cellEnd = '\ue010'
const rowEnd = '\ue011'
const tableStart = '\ue012'

// marks of Markdown are none inside of HTML: they stand as other characters until the marks around are taken out
const marks = '<>&\\`*_~[]{}#!|'
const firstMark = 0xe020

function veil(text: string): string {
  return text.replace(/[<>&\\`*_~[\]{}#!|]/g, (c) => String.fromCharCode(firstMark + marks.indexOf(c)))
}

function unveil(text: string): string {
  return text.replace(/[\ue020-\ue02f]/g, (c) => marks[c.charCodeAt(0) - firstMark] ?? '')
}

/** The HTML tables of a Markdown text, one after another, and the text in which each row stands on the line where it begins. */
export interface Inlaid {
  readonly text: string
  readonly tables: readonly ExtractTable[]
}

/** A Markdown text with the cells of its HTML tables in the place of their marks; no line is added but where a caption needs one. */
export function inlay(markdown: string): Inlaid {
  if (!/<table\b/i.test(markdown)) return { text: markdown, tables: [] }
  const mute = (m: string) => m.replace(/[^\n]/g, '')
  // a table in a comment or in a script is none
  const text = markdown
    .replace(/[\ue010-\ue02f]/g, '')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, mute)
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, mute)
  const tables: ExtractTable[] = []
  let written = ''
  let at = 0
  for (const { start, end } of regionsOf(text)) {
    const region = text.slice(start, end)
    const { blocks, text: own } = readHtml('', { text: region, encoding: '', lost: 0 })
    const found = blocks.filter((b) => b.kind === 'table')
    if (found.length === 0) continue
    const words = blocks.filter((b) => b.kind !== 'table').map((b) => own.slice(b.start, b.end))
    written += text.slice(at, start) + (words.length === 0 ? '' : `${words.join(' ')}\n\n`) + linesWith(region, found)
    append(tables, found)
    at = end
  }
  return { text: written + text.slice(at), tables }
}

// from each outermost <table> to its end
function regionsOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  const regions: { start: number; end: number }[] = []
  let depth = 0
  let start = 0
  const fences = [...text.matchAll(/^\s{0,3}(?:```|~~~)/gm)].map((m) => m.index)
  let passed = 0
  const isFenced = (at: number) => {
    while (passed < fences.length && fences[passed]! < at) passed += 1
    return passed % 2 === 1
  }
  for (const mark of text.matchAll(/<(\/?)table\b[^<>]{0,2000}>/gi)) {
    if (mark[1] === '') {
      if (depth === 0 && isFenced(mark.index)) continue
      if (depth === 0) start = mark.index
      depth += 1
    } else if (depth > 0) {
      depth -= 1
      if (depth === 0) regions.push({ start, end: mark.index + mark[0].length })
    }
  }
  return regions
}

function linesWith(region: string, tables: readonly ExtractTable[]): string {
  const breaks = [...region.matchAll(/\n/g)].map((m) => m.index)
  const begins = [...region.matchAll(/<tr\b/gi)].map((m) => m.index)
  const rows = tables.flatMap((t) => t.rows)
  const starts = new Set(tables.map((t) => t.rows[0]))
  const isKnown = begins.length === rows.length
  const lines = Array.from({ length: breaks.length + 1 }, () => '')
  let line = 0
  for (const [n, row] of rows.entries()) {
    while (isKnown && line < breaks.length && breaks[line]! < begins[n]!) line += 1
    lines[Math.min(isKnown ? line : n, breaks.length)] +=
      (starts.has(row) ? tableStart : '') +
      row.map((c) => veil(c.text.replace(/\s+/g, ' ')) + cellEnd).join('') +
      rowEnd
  }
  return lines.join('\n')
}

/** The lines of a text without those of inlaid tables, the tables at their places, and the text without their marks. */
export function takeInlaid(
  text: string,
  lines: readonly Line[],
  tables: readonly ExtractTable[],
): { readonly text: string; readonly lines: readonly Line[]; readonly tables: readonly ExtractBlock[] } {
  if (tables.length === 0) return { text, lines, tables: [] }
  const placed: (readonly ExtractCell[])[][] = []
  const rest = lines.map((line) => {
    if (!line.text.includes(rowEnd)) return line
    let start = line.start
    for (const row of line.text.split(rowEnd).slice(0, -1)) {
      const isFirst = row.startsWith(tableStart)
      let from = start + (isFirst ? 1 : 0)
      if (isFirst || placed.length === 0) placed.push([])
      placed.at(-1)!.push(
        row
          .slice(from - start)
          .split(cellEnd)
          .slice(0, -1)
          .map((raw) => {
            const cell = { text: unveil(raw).trim(), start: from, end: from + raw.length, ref: '' }
            from += raw.length + 1
            return cell
          }),
      )
      start += row.length + 1
    }
    return { ...line, text: '' }
  })
  const whole = placed.map((rows, n): ExtractBlock => {
    // where a table is gone, which of the others is meant is not known
    const table = placed.length === tables.length ? tables[n] : undefined
    return {
      kind: 'table',
      start: rows[0]![0]?.start ?? 0,
      end: rows.at(-1)!.at(-1)?.end ?? 0,
      title: table?.title ?? '',
      rows: rows.map((row, r) =>
        row.map((c, k) => (table?.rows[r]?.[k]?.strong ? { ...c, strong: true as const } : c)),
      ),
    }
  })
  return { text: unveil(text).replace(/[\ue010-\ue012]/g, '\t'), lines: rest, tables: whole }
}
