import type { ExtractCell, ExtractTable } from '../../../base/index.ts'

const numbered =
  /^\s*(?:\d+(?:\.\d+)*[.、．\s]|[一二三四五六七八九十]+[、.．]|第|附|[图表]|(?:figure|table|exhibit|chart|chapter|section|part|appendix)\b)/i

const entry = /^\s*\S[^\n]{0,119}?\s*(?:(?:\.\s?){4,}|…{2,}|(?:·\s?){4,}|_{5,})\s*(?=\d{1,4}\s*$)/

/** Where the page stands in `words` that are one line of a list of contents alone, 1.1 Summary ..... 3; their end where they are none. */
export function pageIn(words: string): number {
  if (words.length > 160 || !/\d\s*$/.test(words)) return words.length
  const found = entry.exec(words)
  return found === null || !numbered.test(words) ? words.length : found[0].length
}

/** Whether `table` of `text` is a list of contents: headings with dots behind them, and the pages where they stand, one after the other. */
export function isOfPages({ rows }: ExtractTable, text: string): boolean {
  if (rows.length < 2 || rows.some((row) => row.length !== 2)) return false
  const pages = rows.map((row) => row[1]!.text.trim())
  if (!pages.every((page, n) => /^\d{1,4}$/.test(page) && (n === 0 || Number(pages[n - 1]) <= Number(page))))
    return false
  const headings = rows.map((row) => headingOf(row, text))
  const dotted = headings.filter((heading) => /(?:[.·_]\s?){3,}$|…+$/.test(heading)).length
  const isListed = rows.length >= 6 || headings.filter((h) => numbered.test(h)).length * 2 >= rows.length
  return isListed && dotted * 5 >= rows.length * 4
}

// what stands on the line before the page, with its number and its dots
function headingOf([label, page]: readonly ExtractCell[], text: string): string {
  const before = text
    .slice(Math.max(0, label!.start - 12), label!.start)
    .split('\n')
    .at(-1)!
  return `${before}${text.slice(label!.start, page!.start)}`.trim()
}
