import type { ExtractBlock, ExtractCell, ExtractPage, ExtractTable } from '../../base/index.ts'
import { isPlainValue } from './page-value.ts'

type Row = readonly ExtractCell[]

/** `blocks` where a table that goes on at the top of a page without its head has the head of the page before. */
export function carryHeads(blocks: readonly ExtractBlock[], pages: readonly ExtractPage[]): readonly ExtractBlock[] {
  const starts = new Set(pages.flatMap((p) => firstOf(blocks, p)))
  let last: ExtractBlock | null = null
  let head: readonly Row[] = []
  return blocks.map((block) => {
    if (block.kind === 'furniture') return block
    const before = last
    last = block
    if (block.kind !== 'table') return block
    const goesOn = before?.kind === 'table' && starts.has(block) && head.length > 0 && isBody(block, head[0]!.length)
    if (!goesOn) head = headOf(block)
    return goesOn ? { ...block, rows: [...head, ...block.rows] } : block
  })
}

function firstOf(blocks: readonly ExtractBlock[], { start, end }: ExtractPage): readonly ExtractBlock[] {
  let [from, to] = [0, blocks.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (blocks[middle]!.start < start) from = middle + 1
    else to = middle
  }
  for (let n = from; n < blocks.length && blocks[n]!.start < end; n += 1)
    if (blocks[n]!.kind !== 'furniture') return [blocks[n]!]
  return []
}

function hasPlainValue(row: Row): boolean {
  return row.slice(1).some((c) => isPlainValue(c.text))
}

function headOf({ rows }: ExtractTable): readonly Row[] {
  const head = rows.slice(0, Math.max(0, rows.slice(0, 4).findIndex(hasPlainValue)))
  return head.some((r) => r.slice(1).some((c) => c.text !== '')) ? head : []
}

function isBody({ rows }: ExtractTable, width: number): boolean {
  return rows[0]!.length === width && hasPlainValue(rows[0]!)
}
