import { type Extract, lineAt, lineStarts } from '../../base/index.ts'
import type { Place } from './claim.ts'

/** Makes the places of one extract. */
export type Placer = (start: number, end: number, cell?: Pick<Place, 'table' | 'row' | 'cell'>) => Place

/** The places of `extract`, with line, column and page. */
export function placerOf(extract: Extract): Placer {
  const starts = lineStarts(extract.text)
  return (start, end, cell) => {
    const at = lineAt(starts, start)
    const line = at + 1
    const column = start - starts[at]! + 1
    const page = pageAt(extract, start)
    if (page === undefined && cell === undefined) return { start, end, line, column }
    return { start, end, line, column, ...(page === undefined ? {} : { page }), ...cell }
  }
}

function pageAt({ pages }: Extract, at: number): number | undefined {
  let low = 0
  let high = pages.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (pages[middle]!.start <= at) low = middle
    else high = middle - 1
  }
  return pages[low]?.number
}
