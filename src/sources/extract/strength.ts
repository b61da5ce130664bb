import type { ExtractBlock, ExtractTable } from '../../base/index.ts'
import type { Line } from './cell.ts'
import { linesOf, splitBars } from './text.ts'

const anyMark = /\*\*|__|<(?:b|strong)\b/i

/** `blocks` of a Markdown text without its marks, the cells of tables strong as `marked`, the text with them, has them in bold. */
export function withStrength(
  blocks: readonly ExtractBlock[],
  lines: readonly Line[],
  marked: string,
): readonly ExtractBlock[] {
  if (!anyMark.test(marked) || !blocks.some((b) => b.kind === 'table')) return blocks
  const own = linesOf(marked)
  // marks are taken out within lines
  if (own.length !== lines.length) return blocks
  let at = 0
  return blocks.map((block) => {
    if (block.kind !== 'table') return block
    const rows: ExtractTable['rows'] = block.rows.map((row) => {
      const start = row[0]?.start ?? 0
      while (at < lines.length - 1 && lines[at + 1]!.start <= start) at += 1
      const line = own[at]!
      if (!anyMark.test(line.text)) return row
      const cells = splitBars(line)
      if (cells.length !== row.length) return row
      return row.map((cell, c) => (isStrong(cells[c]!.text) ? { ...cell, strong: true as const } : cell))
    })
    return { ...block, rows }
  })
}

const token = /\\.|\*\*|__|<(\/?)(b|strong)\b[^<>]*>|<sup\b.*?<\/sup\s*>|<[^<>]*>|!?\]\([^()]*\)|\d/gi

// whether the first number of a cell stands in bold
function isStrong(text: string): boolean {
  let isBold = false
  for (const [whole, end, tag] of text.matchAll(token)) {
    if (/^\d$/.test(whole)) return isBold
    if (whole === '**' || whole === '__') isBold = !isBold
    else if (tag !== undefined) isBold = end === ''
  }
  return false
}
