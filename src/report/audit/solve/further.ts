import { largest, smallest } from '../../../base/index.ts'
import type { Quantity } from './quantity.ts'
import type { Relation } from './relation.ts'

// 残值率 5%，一台 250 万元的服务器每年折旧 47.5 万元: not all of it is written off
const rest = /残值|salvage|residual/i

/** Whether more than the factors of a relation makes its result: 600 MW × 8,760 小时 × 75% = 39.42 亿千瓦时. */
export function goesOn({ result, factors }: Relation, list: readonly Quantity[]): boolean {
  if (list.some((q) => q.sentence === result.sentence && rest.test(q.front))) return true
  // 600MW×负载率70%×加权PUE1.17×8760小时: as many signs as there are factors, less one
  if (timesIn(result, factors, list) >= factors.length) return true
  const last = largest(factors.map((q) => list.indexOf(q)))
  return list.slice(last + 1, Math.max(last + 1, list.indexOf(result))).some((q) => /[×✕*]\s?$/.test(q.front))
}

/** Whether what is reckoned is for so many at once: 旧价每万轮 45.6 元，新价 27.6 元. */
export function isPerMany({ result }: Relation, list: readonly Quantity[]): boolean {
  return list.some(
    (q) =>
      q.sentence === result.sentence &&
      q.at <= result.at &&
      /每[十百千万亿]{1,2}[\u4e00-\u9fff]{0,4}\s?$|\b(?:per|a)\s(?:thousand|million|hundred)\b/i.test(q.front),
  )
}

function timesIn(result: Quantity, factors: readonly Quantity[], list: readonly Quantity[]): number {
  const all = [result, ...factors].filter((q) => q.sentence === result.sentence)
  const [from, to] = [smallest(all.map((q) => q.at)), largest(all.map((q) => q.at))]
  const between = list.filter((q) => q.sentence === result.sentence && q.at > from - 24 && q.at <= to)
  return between.reduce((n, q) => n + (`${q.front}${q.text}`.match(/[×✕*]/g)?.length ?? 0), 0)
}

/** Whether the power of ten by which a product is off stands in the sentence itself: 32K 上下文 80GB，10 并发 800GB. */
export function isExplained(off: number, { result, factors }: Relation, list: readonly Quantity[]): boolean {
  return list.some(
    (q) =>
      q.sentence === result.sentence &&
      q !== result &&
      !factors.includes(q) &&
      (Math.abs(q.value / off - 1) < 0.02 || Math.abs(q.value * off - 1) < 0.02),
  )
}
