import type { Mention } from '../../../base/index.ts'
import { isBase, isStep } from '../prose/basis.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'

/**
 * Whether two numbers are levels of which a percentage behind or between them can be the change: 较上周下跌 1.5 美元 is no level, 较去年的 80 亿元
 * not that of now, and 由 85% 降至 66%、54% no change.
 */
export function isHeld(
  sentence: Sentence,
  { old, now }: { readonly old: Mention; readonly now: Mention },
  n: number,
): boolean {
  // 7 月新增 300 万，8 月新增 450 万 are two of a kind
  if (isStep(sentence, old) !== isStep(sentence, now) || isBase(sentence, now)) return false
  const change = sentence.mentions[n]!
  const front = textBetween(sentence, Math.max(old.end, now.end), change.numberStart)
  // of 1,240 orders 62, or 5%; from $80 million to $100 million, 60% of it from abroad
  if (
    !/[a-z]{3}|[\u4e00-\u9fff]/i.test(front.replace(/\b(?:or|that|is|about|equal|to)\b/gi, '')) &&
    (/^\s?(?:of|in)\b/.test(textBetween(sentence, change.end, change.end + 6)) ||
      /(?:\b[Oo]f\s(?:the\s|its\s)?|^\s*From the\s)$/.test(
        textBetween(sentence, old.numberStart - 12, old.numberStart),
      ))
  )
    return false
  const last = sentence.mentions[n - 1]
  return (
    last === undefined ||
    !/^\s?(?:、|和|与|及)\s?(?:\d{4}\s?年的?)?\s?$/.test(
      textBetween(sentence, last.end, sentence.mentions[n]!.numberStart),
    )
  )
}
