import { figures, largest, smallest } from '../../../base/index.ts'
import { isMoney, type Quantity } from './quantity.ts'
import type { Relation } from './relation.ts'
import { isResult } from './tie.ts'

// 114 个交易日以来首次: how long ago, and of nothing a factor
const since = /^\s?个?[\u4e00-\u9fff]{0,4}(?:以来|来的?(?:首|新|最))/
// a 40% rise is of what it rose from
const risen = /^\s?(?:%|％|percent)?\s(?:rise|increase|gain|jump|growth|fall|drop|decline)\b/i
// 按四年折旧每月约 2.46 万元: of what is written off, and of nothing else
const writtenOff = /^\S{0,2}(?:直线)?(?:折旧|摊销)|^\S{0,6}\s(?:depreciation|straight[- ]line)/i
// years until an investment has come in again: of flows that are reckoned elsewhere
const payback = /回[收本]期(?:[（(][^（）()]*[）)])?[^，。；;]*$|payback[^,.;]*$/i
// 账期 112 天: how long something takes, and no time in which something flows
const lasting =
  /(?:账期|周转天数|周转|账龄|库龄|交付周期|交期|租期|工期)[^，。；;]{0,8}$|\b(?:outstanding|lead time)[^,.;]{0,12}$/i
// 每提高 10 个百分点，收入增加 1,577 万元
const marginal =
  /每(?:提[高升]|增加|上升|多|降低|下降|减少)[^。；;]{0,20}$|\b(?:each|every) (?:additional|further|extra)\b[^.;]*$/i
const perCard = /每(?:张|台|块)?(?:卡|机|GPU)(?:每小?)?时?[^，。；;]{0,10}$|\bper (?:GPU|card)/i

// 按 1 美元兑 7.12 元: the one of a rate
const ofRate = /^\s?(?:[美欧港日韩]?元|英镑|USD|EUR|dollars?|euros?)?\s?(?:兑换?|折合?|合|=|＝|≈|buys)\s?/i

/** Whether a number is no factor of others, by the words around it: how long ago, a growth, years of payback, what each further point brings. */
export function isNoFactor(q: Quantity, list: readonly Quantity[]): boolean {
  if (q.mention?.form === 'digits' && /^\D*1\D*$/.test(q.text) && ofRate.test(q.behind)) return true
  if (
    since.test(q.behind) ||
    (q.key === 'h1' && writtenOff.test(q.behind)) ||
    payback.test(q.front) ||
    (q.key === 'h1' && isLasting(q, list)) ||
    (q.kind === 'share' && risen.test(q.behind))
  )
    return true
  return isMarginal(q, list)
}

/** Whether hours stand beside a price of one card's without their number, which makes no price of all: 每卡时 7.9 元 × 8,000 小时. */
export function isOfOneCard(factors: readonly Quantity[]): boolean {
  if (factors.length !== 2) return false
  return factors.some((q) => q.key === 'h1') && factors.some((q) => isMoney(q) && perCard.test(q.front))
}

function isLasting(q: Quantity, list: readonly Quantity[]): boolean {
  const n = list.indexOf(q)
  // 境外 87 天，境内 112 天: of the same as the one before it
  return list
    .slice(Math.max(0, n - 2), n + 1)
    .some((o) => o.key === 'h1' && o.sentence === q.sentence && lasting.test(o.front))
}

function isMarginal(q: Quantity, list: readonly Quantity[]): boolean {
  const last = list[list.indexOf(q) - 1]
  return last !== undefined && last.sentence === q.sentence && marginal.test(last.front)
}

function isHeldAgainst(a: Quantity, b: Quantity): boolean {
  return (
    a.value / b.value < 3 &&
    b.value / a.value < 3 &&
    /(?:[高低多少]于|[较比]|超过|不及|\bthan|\bfrom|\bversus)[^，。；;]*$/.test(b.front)
  )
}

const isMonthly = /^\S{0,8}\s(?:a|per|each)\s(?:month|week|quarter|year)\b/i
const before =
  /(?:上周|上月|上年|去年|上季|同期|此前)[^，。；;]{0,10}$|\b(?:last|previous|prior) (?:week|month|quarter|year)\b[^,.;]{0,16}$/i
// a share and its whole that do not follow each other lie no further apart, and in one sentence
const beside = 45
const near = 60
// so many figures a share, its whole and its part have together at least
const enough = 7
// what other sentences say is another thing when it is this far off, as a power of ten
const far = 4

/** How many figures of a number say something: 3 of 649 亿, 1 of 3000. */
export function figuresOf({ mention }: Quantity): number {
  return mention === null ? 1 : figures(mention.value)
}

/** Whether numbers whose dimensions make a product may be meant as one. */
export function isSense({ result, factors }: Relation): boolean {
  if (factors.length < 2) return true
  // $3.45 per thousand requests
  if (/^\S{0,8}\s?per\s(?:thousand|million|hundred|1,000)\b|^\S{0,4}\s?\/\s?千/i.test(result.behind)) return false
  // 三栋楼 of another sentence
  if (
    factors.some(
      (q) => (q.mention === null || q.mention.form === 'words') && q.sentence !== result.sentence && q.kind === 'count',
    ) &&
    factors.length > 2
  )
    return false
  // 5000 人 at 42 万元 of pay make no revenue
  if (
    /收入|营收|销售/.test(result.front) &&
    factors.some((q) => /(?:人均|户均|单均)(?!创收|营收|收入|产值|消费|贡献)[\u4e00-\u9fff]{0,6}$/.test(q.front))
  )
    return false
  // 3.20 亿股 and 2.125 元 of earnings make no 9.80 亿元 of revenue
  if (
    factors.some((q) => /股$|\bshares?$/i.test(q.text)) &&
    /收入|营收|成本|费用|revenue|sales|costs?\b|expens/i.test(result.front)
  )
    return false
  // 十年，平均每年 1267 亿元，四个季度 1267 亿元: the one says the other again
  if (factors.some((q) => q.key !== '' && q.unit === result.unit && q.mention?.value.eq(result.mention?.value ?? 0)))
    return false
  // 旧价每万轮 45.6 元
  if (/每[十百千万亿]{1,2}[\u4e00-\u9fff]{0,4}\s?$/.test(result.front)) return false
  // 人均 1.72 单，高于二季度的 1.58 单: a mean is held against another
  if (factors.some((q) => q.unit === result.unit && q.at < result.at && isHeldAgainst(q, result))) return false
  // $200m a month over nine months makes no $180m a month, and minutes of minutes are none
  if (
    isMonthly.test(result.behind) &&
    factors.some((q) => isMonthly.test(q.behind)) &&
    factors.some((q) => q.key === 'h1')
  )
    return false
  if (result.unit !== '' && factors.length === 2 && factors.every((q) => q.unit === result.unit)) return false
  // 600 MW × 8,760 小时 × 75% = 39.42 亿千瓦时: another factor stands between
  if (/[×x*]\s?\S{0,6}\s?[=＝]\s?$|[×*]/.test(result.front)) return false
  // 上周日均 1,715 亿元 makes nothing of this week
  if (factors.some((q) => before.test(q.front) !== before.test(result.front) && before.test(q.front))) return false
  return true
}

/**
 * Whether numbers that make a product but for a power of ten may be told of: any two of a long paragraph meet so by chance,
 * and a share has its whole in any sentence of it.
 */
export function mayMeet({ result, factors }: Relation, off: number): boolean {
  const all = [result, ...factors]
  const isOne = all.every((q) => q.sentence === result.sentence)
  const isLast = factors.every((q) => q.at < result.at)
  // what is made of others does not stand in front of all of them in another sentence
  const isApart = factors.every((q) => q.sentence === factors[0]!.sentence)
  if (!isOne && !isApart && !isResult(result) && factors.every((q) => q.at > result.at)) return false
  if (!isOne && [24, 3600].some((f) => Math.abs(Math.abs(Math.log(off)) - Math.log(f)) < 1e-6)) return false
  if (!isOne && Math.abs(Math.log10(off)) > far && !isLast && !isResult(result)) return false
  // thousand, 万 and 亿 are mistaken for each other, hundreds are not
  const power = Math.abs(Math.log10(off))
  if (
    !isOne &&
    !isResult(result) &&
    Math.abs(power - Math.round(power)) < 1e-9 &&
    ![1, 3, 4, 8].includes(Math.round(power))
  )
    return false
  // 合计 236 of a table in 万颗: a bare number is in the unit of what stands above it
  if (!isOne && result.mention !== null && result.mention.unitText === '' && result.mention.scaleText === '')
    return false
  // a part is less than its whole
  if (
    !isOne &&
    factors.some((q) => q.kind === 'share' && q.value < 1) &&
    factors.some((q) => q.key === result.key && q.value < result.value)
  )
    return false
  if (factors.some((q) => q.kind === 'growth' || q.kind === 'fall')) return false
  if (factors.every((q) => q.kind !== 'share')) return true
  if (factors.length > 2) return isOne
  const span = largest(all.map((q) => q.end)) - smallest(all.map((q) => q.at))
  if (isOne && span <= near && isJoined(result, factors)) return true
  return all.reduce((n, q) => n + figuresOf(q), 0) >= enough && (isLast || span <= beside)
}

// 按 50% 补贴可得 800 亿元, 20% of the 900 million: no comma stands between a share and one of the other two
const ofAll = /^[^，,]{0,4}[，,]\s?占(?:比|到)?(?:约|为|达)*\s?$/

function isJoined(result: Quantity, factors: readonly Quantity[]): boolean {
  const share = factors.find((q) => q.kind === 'share')!
  return [result, ...factors].some((q) => {
    if (q === share) return false
    const behind = q.at > share.at ? q : share
    return Math.abs(q.at - share.at) < 40 && !/[，,；;。]/.test(behind.front.replace(ofAll, ''))
  })
}

/** Whether a number stands in a row with one of its kind that is read as its factor: 每年 40 万元、20 万元. */
export function isInRow({ result, factors }: Relation): boolean {
  const own = factors.filter((q) => q.key === result.key && q.end < result.at)
  return (
    own.some((q) => result.at - q.end < 8 && inRow.test(result.front)) ||
    (factors.some(
      (q) => q.mention?.unitText === result.mention?.unitText && q.at < result.at && result.at - q.at < 60,
    ) &&
      held.test(result.front))
  )
}

const inRow = /^\s?(?:、|，|,|和|及|与|以及|and|,\sand)\s?(?:US\$|[$¥€£])?\s?$/
// 1.99 cents per GB-hour compared with 2.94 cents
const held = /(?:against|versus|vs\.?|compared with|对比|相比)\s?(?:US\$|[$¥€£])?\s?$/i
