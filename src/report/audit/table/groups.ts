import type { ExtractCell } from '../../../base/index.ts'
import { conditionsIn, withoutConditions } from '../conditions.ts'
import type { Names } from '../names.ts'
import { type Item, itemOf, labelOf } from './item.ts'

type Row = readonly ExtractCell[]

/** Whether a head is a size alone, which the name above it or over the table makes a model: 8B, 8x7B, 0.5B. */
export function isSize(text: string): boolean {
  return /^(?:\d{1,2}\s?[x×]\s?)?\d{1,4}(?:\.\d{1,2})?\s?[BM]$/.test(text.trim())
}

/** What the size `item` is of the family that `family` names, as Llama 3.1 over 8B; `item` where it is none known. */
export function sizedItem(item: Item, family: string, names: Names): Item {
  if (item.entity !== null || item.measure !== null || !isSize(item.text)) return item
  const { entity, scope } = sizedLabel(family, item.text, names)
  return entity === null ? item : { ...item, entity, scope: { ...scope, ...item.scope } }
}

/** What a row is of whose sizes stand in a column of their own, the name in its label or in that of a row above: Llama 3.1 | 8B. */
export function ofSize(item: Item, size: string | undefined, above: string, names: Names): Item {
  if (size === undefined || !isSize(size)) return item
  const { entity, scope } = sizedLabel(item.text.trim() === '' ? above : item.text, size, names)
  if (entity === null) return item
  const bare = item.text.trim() === '' ? above : item.text
  return { ...item, text: `${bare.trim()} ${size.trim()}`, bare: item.text, entity, scope: { ...scope, ...item.scope } }
}

const sizeLabel =
  /^\W*(?:no\. of |number of |total )?(?:params?|parameters?|model size|size)\b|^(?:总?参数(?:量|规模)?|模型?规模|尺寸)/i

/** The sizes that stand in a row of their own under the heads, by column; empty where there is no such row. */
export function sizeRow(rows: readonly Row[], label: number): readonly (string | undefined)[] {
  const row = rows.slice(1, 4).find((r) => sizeLabel.test(r[label]?.text ?? ''))
  const own = row?.slice(label + 1).filter((c) => c.text.trim() !== '') ?? []
  return row !== undefined && own.length > 0 && own.every((c) => isSize(c.text)) ? row.map((c) => c.text) : []
}

/** The column near the label that holds nothing but sizes, -1 where there is none. */
export function sizeColumn(rows: readonly Row[], label: number): number {
  for (let c = label + 1; c <= label + 2; c += 1) {
    const own = rows.slice(1, 60).flatMap((r) => (r.length > 2 && r[c] !== undefined ? [r[c]!.text.trim()] : []))
    if (own.length >= 2 && own.every((t) => t === '' || isSize(t)) && own.filter(isSize).length * 2 > own.length)
      return c
  }
  return -1
}

const makes = /[\s-](?:instruct|chat|base|it|pt)\b/gi

function sizedLabel(family: string, size: string, names: Names): Pick<Item, 'entity' | 'scope'> {
  const scope = conditionsIn(family)
  // Qwen2.5 and Gemma 3 PT name nothing without their sizes
  const own = labelOf(`${withoutConditions(family).replace(makes, ' ').trim()} ${size.trim()}`, names)
  if (own.entity !== null && /[A-Za-z]/.test(family)) return { entity: own.entity, scope }
  for (const name of names.find(family)) {
    if (name.kind !== 'entity' || name.isFirm === true) continue
    const { entity } = labelOf(`${family.slice(name.start, name.end)} ${size.trim()}`, names)
    if (entity !== null && entity !== name.id) return { entity, scope }
  }
  return { entity: null, scope }
}

/** Whether `lower` heads the same columns as `upper` one row above it: words alone, beside a label that says no more. */
export function isSecondHead(
  upper: Row,
  lower: Row | undefined,
  front: number,
  isNumber: (text: string) => boolean,
): boolean {
  if (lower === undefined || lower.length < upper.length - 1) return false
  const own = lower.slice(front + 1).filter((c) => c.text.trim() !== '')
  const isData = (text: string) => isNumber(text) && !isSize(text) && !/[A-Za-z\u4e00-\u9fff]{2}/.test(text)
  if (own.length < 2 || own.some((c) => isData(c.text))) return false
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
    const isSized = isSize(cell.text)
    const [own, over, both] = [
      labelOf(cell.text, names),
      labelOf(group.text, names),
      isSized
        ? { ...sizedLabel(group.text, cell.text, names), measure: null }
        : labelOf(`${group.text} ${cell.text}`, names),
    ]
    const together = own.entity === null && own.measure === null ? both : own
    return {
      text: cell.text,
      start: cell.start,
      end: cell.end,
      // of a size that nobody knows nothing is known, whatever its family
      entity: together.entity ?? (isSized ? null : over.entity),
      measure: together.measure ?? over.measure,
      scope: { ...over.scope, ...own.scope },
    }
  })
}
