import { largest, smallest } from '../../../base/index.ts'
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
  // tokens in a cache are not those that go in
  const cached = [result, ...factors].filter((q) => /cache|缓存/i.test(q.text))
  if (cached.length > 0 && cached.length < factors.length + 1) return false
  if (factors.length > 3 && blamed !== result) return false
  if (factors.length > 2 && factors.some((q) => q.kind === 'share')) return false
  if (factors.length === 1) return true
  // of bytes nobody loses two places
  if (Math.abs(Math.abs(Math.log10(off)) - 2) < 0.1 && /[KMGT]i?B/.test(result.text)) return false
  // five weeks of stock and 170 亿元 of plans make no 161 亿元
  const isLoose = (q: Quantity) => q !== blamed && isSpan(q) && (blamed.period === null || q.mention?.bound !== 'exact')
  if (blamed !== result && blamed.key === result.key && factors.some(isLoose)) return false
  // nine rounds of the week before, $182m of this one
  if (factors.some((q) => q.mention?.form === 'words' && q.kind === 'count' && q.sentence !== result.sentence))
    return false
  // 管理费前五年每年 8,400 万元 beside a fund of 42 亿元
  if (blamed !== result && factors.some((q) => q !== blamed && isSpan(q) && q.mention?.form === 'words')) return false
  // ten or a hundred times is what any three may be apart by chance, where no word says that one follows
  if (Math.abs(Math.log10(off)) < 2.01 && ![result, blamed, ...factors].some(follows)) return false
  if (blamed !== result)
    return (
      (!isSpan(blamed) || isOfTime(result, factors, blamed)) &&
      factors.every((q) => q.kind !== 'share' || isBeside(q, blamed) || Math.abs(Math.log10(off)) > 2.5)
    )
  if (isResult(result) || result.each !== null) return true
  return hasScale(result) || /10\s?[\^⁰¹²³⁴-⁹]/.test(result.text)
}

const following =
  /(?:每[\u4e00-\u9fff]{1,2}|平均|发放|对应|即|折合|约合|合计|共计|总计|总共|共有?|相当于|需要?|成本|费用|总额|总价|金额|造价|整机|月租|[电租月年]费|账单|账面|支出|用电量?|总功率|权重|显存|市值|would be|makes?|=|＝|\bcomes? to|\bgives?|\bthat is|\bi\.e\.,?|\bwhich is|\bequals?|\bworth|\bin (?:all|total)|total(?: of)?|\bneeds?|\bpays?|\bpaid|\bcosts?|\bspen[dt]|\bbill|\bdraws?|\bholds?|\bor|\bbrings? in|\btakes?|\bha[sd]|\bhave|\bmarket cap\w*)[^，。；;\d]{0,16}$|^\s?of\s(?:the\s|its\s|all\s)?$/i

function follows({ front, behind, mention }: Quantity): boolean {
  return (
    mention?.bound === 'about' || following.test(front.replace(/[（(][^（）()]*[)）]/g, '')) || firmBehind.test(behind)
  )
}

const nextItem = /\n\s*(?:[-*•·]\s|\d{1,2}[.、)）]|[（(][一二三四五六七八九十\d]{1,2}[)）])/

/** Whether no other item of a list begins between the numbers of a product: what stands in another is of other things. */
export function isInOneItem({ result, factors }: Relation, text: string): boolean {
  const all = [result, ...factors]
  return !nextItem.test(text.slice(smallest(all.map((q) => q.at)), largest(all.map((q) => q.end))))
}

/** Whether a number has a scale of its own, which is what a hand gets wrong. */
export function hasScale({ mention, unit }: Quantity): boolean {
  return (mention?.scaleText ?? '') !== '' || scaled.test(unit)
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

const firm =
  /(?:合计|共计|总计|总共|一共|[台张家人项只个]共[\u4e00-\u9fff]{0,3}|that is|i\.e\.,?|=|＝|in (?:all|total)|total of|which makes)(?:约|为|about|some|\s|US\$|[$¥￥])*$/i
const firmBehind = /^[^，。；;,.\d]{0,16}?\b(?:in all|in total|altogether)\b/i

/** Whether nothing stands between a product and its result, and words say what it is: 14 halls of 8.5 MW each, 190 MW in all. */
export function isFirm({ result, factors, ways }: Relation): boolean {
  if (factors.length !== 2 || factors.some((q) => q.sentence !== result.sentence || q.mention?.bound === 'about'))
    return false
  const near = result.at - largest(factors.map((q) => q.end)) <= 24
  const ratio = result.value / ways[0]!
  return near && ratio < 3 && ratio > 1 / 3 && (firm.test(result.front) || firmBehind.test(result.behind))
}
