import type { Quantity } from './quantity.ts'
import type { Relation } from './relation.ts'
import { isResult } from './tie.ts'

// 57.6兆瓦, $336 million: the scale is what a hand gets wrong
const scaled = /^(?:[kKMGTP]W|[千兆吉]瓦|[MGTP]i?B|[MGT]?Wh)/

/**
 * Whether a product that is off by a power of ten is likely to be a slip of `blamed`, and not the meeting by chance of
 * numbers that stand beside each other: words make it a result or it has a scale of its own, and no share joins two others.
 */
export function isLikely({ result, factors }: Relation, blamed: Quantity, off: number): boolean {
  if (factors.length > 3 && blamed !== result) return false
  if (factors.length > 2 && factors.some((q) => q.kind === 'share')) return false
  if (factors.length === 1) return true
  if (blamed !== result)
    return (
      (!isSpan(blamed) || isOfTime(result, factors, blamed)) &&
      factors.every((q) => q.kind !== 'share' || isBeside(q, blamed) || Math.abs(Math.log10(off)) > 2.5)
    )
  if (isResult(result) || result.each !== null) return true
  return (result.mention?.scaleText ?? '') !== '' || scaled.test(result.unit) || /10\s?[\^⁰¹²³⁴-⁹]/.test(result.text)
}

// 2.9 years, 31 days and 12.5 minutes stand beside many numbers that they make nothing of; hours are rented
function isSpan({ key, unit }: Quantity): boolean {
  return key === 'h1' && !/小时|时$|hours?$|^h$/i.test(unit)
}

// 3,084 万 GPU 小时 on so many GPUs, at so much each
function isOfTime(result: Quantity, factors: readonly Quantity[], blamed: Quantity): boolean {
  return factors.length > 2 || (result.key === 'h1' && factors.every((q) => q === blamed || q.key !== 'h1'))
}

// 20% of 900 million
function isBeside(share: Quantity, blamed: Quantity): boolean {
  return share === blamed || (blamed.at >= share.end && blamed.at - share.end <= 16)
}

/** Whether each factor has another number of its kind in the sentence: 300MW 按 3,000 小时、200MW 按 1,650 小时 make one total together. */
export function isOneOfTerms({ result, factors }: Relation, list: readonly Quantity[]): boolean {
  const all = [result, ...factors]
  return (
    factors.length === 2 &&
    factors.every((f) =>
      list.some(
        (q) =>
          !all.includes(q) && q.sentence === result.sentence && q.key === f.key && q.kind === f.kind && f.key !== '',
      ),
    )
  )
}
