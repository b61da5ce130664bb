import type { ExtractCell } from '../../base/index.ts'
import { cellOf, isNumeric, type Line } from './cell.ts'

const longestCell = 48
const mostHeads = 24
const mostLines = 4_000

/**
 * A table whose cells stand one a line, as it is copied out of a page: the heads, then each label with its numbers.
 *
 * It takes three heads or more, with or without one over the labels, and two rows of as many numbers; `null` for anything else.
 */
export function stackedTable(
  lines: readonly Line[],
  from: number,
): { readonly rows: readonly (readonly ExtractCell[])[]; readonly next: number } | null {
  if (!isCell(lines[from]!.text) || !isCell(lines[from + 1]?.text ?? '')) return null
  let words = 0
  while (words <= mostHeads && isWord(lines[from + words]?.text)) words += 1
  let count = 0
  while (count <= mostHeads && isNumber(lines[from + words + count]?.text)) count += 1
  // the last of the words is the label of the first row
  const heads = words - 1
  if (count < 2 || (heads !== count && heads !== count + 1)) return null
  const cell = (n: number) => cellOf(lines[n]!, 0, lines[n]!.text.length)
  const top = Array.from({ length: heads }, (_, n) => cell(from + n))
  const corner: ExtractCell = { text: '', start: lines[from]!.start, end: lines[from]!.start, ref: '' }
  const rows: (readonly ExtractCell[])[] = [heads === count ? [corner, ...top] : top]
  let next = from + heads
  while (next - from < mostLines && isWord(lines[next]?.text) && isRun(lines, next + 1, count)) {
    rows.push(Array.from({ length: count + 1 }, (_, n) => cell(next + n)))
    next += count + 1
  }
  return rows.length >= 3 ? { rows, next } : null
}

function isRun(lines: readonly Line[], from: number, count: number): boolean {
  for (let n = 0; n < count; n += 1) if (!isNumber(lines[from + n]?.text)) return false
  return !isNumber(lines[from + count]?.text)
}

function isCell(text: string): boolean {
  return text.length <= longestCell && text.trim() !== ''
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && isCell(text) && isNumeric(text)
}

function isWord(text: string | undefined): boolean {
  return text !== undefined && isCell(text) && !isNumeric(text) && !/[。；，]|[.;]\s*$/.test(text)
}
