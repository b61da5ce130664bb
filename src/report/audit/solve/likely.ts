import type { Quantity } from './quantity.ts'
import type { Relation } from './relation.ts'
import { isResult } from './tie.ts'

// 57.6兆瓦, $336 million: the scale is what a hand gets wrong
const scaled = /^(?:[kKMGTP]W|[千兆吉]瓦|[MGTP]i?B|[MGT]?Wh)/

/**
 * Whether a product that is off by a power of ten is likely to be a slip of `blamed`, and not the meeting by chance of
 * numbers that stand beside each other: words make it a result or it has a scale of its own, and no share joins two others.
 */
export function isLikely({ result, factors }: Relation, blamed: Quantity): boolean {
  if (factors.length > 2 && factors.some((q) => q.kind === 'share')) return false
  if (factors.length === 1 || blamed !== result || isResult(result) || result.each !== null) return true
  return (result.mention?.scaleText ?? '') !== '' || scaled.test(result.unit) || /10\s?[\^⁰¹²³⁴-⁹]/.test(result.text)
}
