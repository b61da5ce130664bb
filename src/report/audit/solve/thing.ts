import type { Quantity } from './quantity.ts'

/** Whether a number is of so many things or so much of one, of which there may be a share. */
export function isThing(q: Quantity): boolean {
  return (
    (q.kind === 'amount' || q.kind === 'count') &&
    q.mention !== null &&
    // 4 分及以上 is the name of a class
    !/以[上下]/.test(q.text) &&
    !/‰/.test(q.text) &&
    // 1,148.19/Minstr is no part of 262,143 blocks
    !/^\/[A-Za-z]/.test(q.behind) &&
    !Object.values(q.dimension).some((p) => p < 0)
  )
}
