import { type Extract, fileLineAt, lineAt, lineStarts } from '../../base/index.ts'
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

/**
 * Where a place stands in the file itself, as people look it up: `24` is the line of an HTML page, `Sheet1!B3` the cell of
 * a workbook, `12:5` line and column of a text.
 */
export function placeInFile(extract: Extract, { start, line, column, table, row, cell }: Place): string {
  const { blocks, format } = extract
  const inFile = fileLineAt(extract, start)
  if (inFile !== undefined) return String(inFile)
  if (format === 'xlsx' && table !== undefined && row !== undefined && cell !== undefined) {
    const block = blocks.filter((b) => b.kind === 'table')[table - 1]
    const ref = block?.kind === 'table' ? block.rows[row - 1]?.[cell - 1]?.ref : undefined
    if (ref !== undefined && ref !== '') return ref
  }
  return `${line}:${column}`
}
