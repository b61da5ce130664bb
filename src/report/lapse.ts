import type { Mention } from '../base/index.ts'

const units = /^(?:年|个?月|周|个?星期|天|日|个?季度?|小时|years?|months?|weeks?|days?|quarters?|decades?)$/i
const before =
  /(?:过去|未来|最近|此前|今后|往后|前|头|短短|时隔|\b(?:in|over|for|during|within|of) (?:the|its|their) (?:past|last|next|previous|coming|first|following|preceding)|\b(?:past|last|next|previous|coming|first|following))\s?$/i
const behind = /^多?(?:来|以来|间|之间|前|以前|之前)(?!后)|^\s(?:ago|earlier|before)\b/i

/**
 * Whether a count of years or days says when, as a date does: 过去一年, 未来三年, 一年来, in the past three years, two years ago.
 *
 * How long something lasts, such as 贷款三年, is a claim.
 */
export function isLapse(text: string, mention: Mention): boolean {
  if (mention.unitText === '' || !units.test(mention.unitText.trim()) || mention.bound === 'range') return false
  return before.test(text.slice(Math.max(0, mention.start - 32), mention.start)) || behind.test(text.slice(mention.end))
}
