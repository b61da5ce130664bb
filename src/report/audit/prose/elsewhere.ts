import type { FoundName } from '../names.ts'
import type { Sentence } from './sentence.ts'

// 48.5% on MedQA, 96.4 on our own test: not on average, not in 2024
const onBehind =
  /^\s?(?:分|points?)?\s?\b(?:on|in)\s(?!average|total|aggregate|all\b|both|each|turn|par|line|top|it\b|that\b|this\b|a\srow|\d)/i
const onBefore =
  /在\s?[^，。；、,;\d]{1,24}?[上中里]|\b(?:on|in)\s(?!average|total|par|turn|it\b)[A-Za-z][^,;.]{1,40}?,/
// MedQA 48.5, MedQA 为 48.5
const label =
  /([A-Z][A-Za-z]*[A-Z\d][\w.+-]*)(?:[ -]\d{2,4})?\s?(?:上|的)?\s?(?:得分|成绩|分数|准确率)?\s?(?:[:：=]|[为是得]|达到?|取得|录得|拿到|is|at)?\s?(?:约)?\s?$/

/** Whether the words beside the `n`-th number say that it was taken on a test that is not known, and not on `name`, which another number has. */
export function isElsewhere(sentence: Sentence, n: number, name: FoundName): boolean {
  const { text, start, mentions, names } = sentence
  const mention = mentions[n]!
  const before = mentions.findLast((m, i) => i < n && m.end <= mention.start)
  if (before === undefined || name.start > mention.start) return false
  // the name stands before the number of another or right behind it
  if (name.start > before.end && !/^\s?(?:on|in|for)\s/.test(text.slice(before.end - start, name.start - start)))
    return false
  const isKnown = (from: number, to: number) => names.some((x) => x.start < to && from < x.end && x.start >= from - 1)
  const isTest = (from: number, to: number) =>
    names.some((x) => x.kind === 'measure' && x.start < to && from <= x.start)
  const tail = text.slice(mention.end - start)
  const on = onBehind.exec(tail)
  if (on !== null) {
    const from = mention.end + on[0].length
    const end = /[,;.，。；]|\sand\s|$/.exec(text.slice(from - start))!.index
    return !isTest(from, from + end)
  }
  const from = Math.max(before.end, name.end)
  const between = text.slice(from - start, mention.numberStart - start)
  const placed = onBefore.exec(between)
  if (placed !== null && !isTest(from + placed.index, from + placed.index + placed[0].length)) return true
  const own = label.exec(between)
  return own !== null && !isKnown(from + own.index, from + own.index + own[1]!.length)
}
