import type { ExtractCell } from '../../base/index.ts'
import { cellOf, type Line } from './cell.ts'

// a name, dots that lead the eye, a number
const leader = /^(\s*\S.{0,79}?)\s*(?:(?:\.\s?){3,}|…+|(?:·\s?){3,}|_{4,})\s*([+\-−]?\d[\d,]*(?:\.\d+)?\s?[%％]?)\s*$/

/** The rows of lines such as `MMLU ..... 86.1` from the line `from` on; `null` where there are fewer than two, or where all numbers are whole as those of pages are. */
export function leaderTable(
  lines: readonly Line[],
  from: number,
): { readonly rows: readonly (readonly ExtractCell[])[]; readonly next: number } | null {
  const rows: (readonly ExtractCell[])[] = []
  let next = from
  for (let found = leader.exec(lines[next]!.text); found !== null; found = leader.exec(lines[next]?.text ?? '')) {
    const line = lines[next]!
    const at = line.text.lastIndexOf(found[2]!)
    const mark = /^\s*(?:[-*•·]|\d{1,2}[.)、])\s+/.exec(found[1]!)?.[0].length ?? 0
    rows.push([cellOf(line, mark, found[1]!.length), cellOf(line, at, at + found[2]!.length)])
    next += 1
  }
  return rows.length >= 2 && rows.some((r) => /[.%％]/.test(r[1]!.text)) ? { rows, next } : null
}
