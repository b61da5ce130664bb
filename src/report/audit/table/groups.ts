import type { ExtractCell } from '../../../base/index.ts'
import type { Names } from '../names.ts'
import { type Item, itemOf, labelOf } from './item.ts'

type Row = readonly ExtractCell[]

/** Whether `lower` heads the same columns as `upper` one row above it: words alone, beside a label that says no more. */
export function isSecondHead(
  upper: Row,
  lower: Row | undefined,
  front: number,
  isNumber: (text: string) => boolean,
): boolean {
  if (lower === undefined || lower.length < upper.length - 1) return false
  const own = lower.slice(front + 1).filter((c) => c.text.trim() !== '')
  if (own.length < 2 || own.some((c) => isNumber(c.text) && !/[A-Za-z\u4e00-\u9fff]{2}/.test(c.text))) return false
  for (let c = 0; c <= front; c += 1) {
    const label = lower[c]?.text.trim() ?? ''
    if (label !== '' && label !== upper[c]?.text.trim() && upper[c]?.text.trim() !== '') return false
  }
  return lower.slice(0, front + 1).every((c) => c.text.trim() === '') || isGrouped(upper, lower, front)
}

// a name over several columns stands in each of them, or in the first alone; one of two rows stands in both
function isGrouped(upper: Row, lower: Row, front: number): boolean {
  for (let c = front + 1; c < lower.length; c += 1) {
    const [above, left] = [upper[c]?.text.trim() ?? '', c > front + 1 ? (upper[c - 1]?.text.trim() ?? '') : null]
    if ((above === '' && lower[c]!.text.trim() !== '') || above === left) return true
    if (above === lower[c]!.text.trim() && above !== '') return true
  }
  return false
}

/** The labels of columns with two rows of heads: what the lower one names first, then what both name together, then the upper one. */
export function groupedItems(upper: Row, lower: Row, front: number, names: Names): readonly (Item | null)[] {
  let group: ExtractCell | undefined
  return lower.map((cell, c) => {
    if (c <= front) return null
    const above = upper[c]
    if (above !== undefined && above.text.trim() !== '') group = above
    if (cell.text.trim() === '' || group === undefined || group.text.trim() === cell.text.trim()) {
      const only = cell.text.trim() === '' ? above : cell
      return only === undefined ? null : itemOf(only.text, only.start, only.end, names)
    }
    const [own, over, both] = [
      labelOf(cell.text, names),
      labelOf(group.text, names),
      labelOf(`${group.text} ${cell.text}`, names),
    ]
    const together = own.entity === null && own.measure === null ? both : own
    return {
      text: cell.text,
      start: cell.start,
      end: cell.end,
      entity: together.entity ?? over.entity,
      measure: together.measure ?? over.measure,
      scope: { ...over.scope, ...own.scope },
    }
  })
}
