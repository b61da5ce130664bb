import type { ExtractTable } from '../../../base/index.ts'

const numbered =
  /^\s*(?:\d+(?:\.\d+)*[.、．\s]|[一二三四五六七八九十]+[、.．]|第|附|[图表]|(?:figure|table|exhibit|chart|chapter|section|part|appendix)\b)/i

/** Whether `table` is a list of contents: headings with dots behind them, and the pages where they stand, one after the other. */
export function isOfPages({ rows }: ExtractTable): boolean {
  if (rows.length < 2 || rows.some((row) => row.length !== 2)) return false
  const pages = rows.map((row) => row[1]!.text.trim())
  if (!pages.every((text) => /^\d{1,4}$/.test(text))) return false
  const dotted = rows.filter((row) => /(?:[.·_]\s?){3,}$|…+$/.test(row[0]!.text.trim())).length
  const isListed = rows.length >= 6 || rows.filter((row) => numbered.test(row[0]!.text)).length * 2 >= rows.length
  return (
    isListed &&
    dotted * 5 >= rows.length * 4 &&
    pages.every((text, n) => n === 0 || Number(pages[n - 1]) <= Number(text))
  )
}
