import { isNumeric } from './cell.ts'
import type { Line, Segment } from './line.ts'

// marks of notes behind a number, and how far it may be off
const behind = /[\u00b9\u00b2\u00b3\u2070\u2074-\u2079ᵃ-ᵏ*†‡§¶]+$|(?<=\d)[a-d]$/
const spread = /\s?(?:±|\+\/-)\s?\d+(?:\.\d+)?\s?%?/

/** Whether a cell of a page is a number or says that there is none. */
export function isValue(text: string): boolean {
  return isNumeric(text.trim().replace(behind, '').replace(spread, ''))
}

/** Whether a cell is a number as only values are: neither a size that ends the name of a model, nor a year over a column. */
export function isPlainValue(text: string): boolean {
  return isValue(text) && !/\d\s?[KMBTkmbt]$|^\(?(?:19|20)\d\d\)?$/.test(text.trim())
}

/** `line` with its segments cut where a narrow gap stands beside a number. */
export function cutAtValues(line: Line): Line {
  if (!line.segments.some((s) => s.pieces !== undefined && s.pieces.length > 1)) return line
  return { ...line, segments: line.segments.flatMap(cut) }
}

function cut(segment: Segment): readonly Segment[] {
  const { pieces = [] } = segment
  if (pieces.length < 2) return [segment]
  const cells: Segment[] = []
  let values = false
  for (const piece of pieces) {
    const last = cells.at(-1)
    const own = { ...piece, text: piece.text.trim() }
    const value = isValue(own.text)
    if (last === undefined || value || values) cells.push(own)
    else cells[cells.length - 1] = joinPieces(last, own)
    values = value
  }
  return cells.length === 1 ? [segment] : cells
}

function joinPieces(a: Segment, b: Segment): Segment {
  return {
    ...a,
    text: `${a.text} ${b.text}`,
    right: Math.max(a.right, b.right),
    pieces: [...(a.pieces ?? [{ ...a }]), b],
  }
}
