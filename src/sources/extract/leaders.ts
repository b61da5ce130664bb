import type { ExtractCell } from '../../base/index.ts'
import { cellOf, type Line } from './cell.ts'

// a name, dots that lead the eye, a number
const leader = /^(\s*\S.{0,79}?)\s*(?:(?:\.\s?){3,}|…+|(?:·\s?){3,}|_{4,})\s*([+\-−]?\d[\d,]*(?:\.\d+)?\s?[%％]?)\s*$/

/** The rows of lines such as `MMLU ..... 86.1` from the line `from` on; `null` where there are fewer than two. */
export function leaderTable(
  lines: readonly Line[],
  from: number,
): { readonly rows: readonly (readonly ExtractCell[])[]; readonly next: number } | null {
  const found: { readonly line: Line; readonly name: string; readonly number: string }[] = []
  for (let next = from; next < lines.length; next += 1) {
    const line = lines[next]!
    const [whole, name = '', number = ''] = leader.exec(line.text) ?? ['']
    if (whole === '') break
    found.push({ line, name, number })
  }
  if (found.length < 2) return null
  const rows = found.map(({ line, name, number }) => {
    const at = line.text.lastIndexOf(number)
    const mark = /^\s*(?:[-*•·]|\d{1,2}[.)、])\s+/.exec(name)?.[0].length ?? 0
    return [cellOf(line, mark, name.length), cellOf(line, at, at + number.length)]
  })
  return { rows, next: from + found.length }
}
