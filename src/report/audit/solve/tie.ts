import { kept, keptOf, mostWords } from '../kept.ts'
import type { Quantity } from './quantity.ts'
import { isCompound, type Traits } from './traits.ts'

const again =
  /^[^，。,;；\d]{0,36}[\s，,（(]+(?:即|也就是|折合|约合|相当于|约|or|about|i\.e\.,?|that is,?|which is|equivalent to|=|＝)(?:约|about|some|roughly|每[百千万亿]*\s?(?:个\s?)?(?:tokens?|词元)|\s|US\$|[$¥￥])*$/i

/** Whether a number is another again in another unit: 87.6 亿千瓦时，即 8.76 TWh. */
export function isRestated(a: Quantity, result: Quantity): boolean {
  if (a.kind !== 'amount' || a.key === '' || a.key === 'h1' || result.at < a.at || result.sentence !== a.sentence)
    return false
  return a.unit !== result.unit && a.each === result.each && again.test(result.front)
}

const mean =
  /[，,（(]\s?(?:日均|平均每[日天])(?:成交额?|下载量?|访问量?|调用量?)?(?:约|为|近)?\s?$|\b(?:or|averaging|an average of|a daily average of)(?:\sabout|\ssome|\s)*(?:US\$|[$¥￥])?\s?$/i

/** Whether `a` is the daily mean that follows the total: 成交额 2,316 亿元，日均 463 亿元. */
export function isMean(a: Quantity, result: Quantity): boolean {
  if (a.period !== 'day' || !(result.period === null || result.period === 'week' || result.period === 'month'))
    return false
  if (a.at < result.at || a.sentence !== result.sentence || a.at - result.end > 70) return false
  return (a.noun === result.noun || a.noun === '') && (a.each === result.each || a.each === 'any') && mean.test(a.front)
}

function isCount(q: Quantity): boolean {
  return q.kind === 'count'
}

/** Words right before a number that say that it follows from the numbers before it. */
export const marker =
  /(?:对应|即|折合|约合|合计|共计|总计|总共|共有?|相当于|需要?|成本|费用|总额|投资|收入|金额|总价|造价|[电租]费|销售额|规模|预算|总功率|市值|权重|负载|账单|用电量?|would be|makes?|=|＝|\bcomes? to|\bgives?|\bthat is|\bi\.e\.,?|\bwhich is|\bequals?|\bworth|\bin (?:all|total)|total of|\bneeds?|\bpays?|\bcosts?|\bdraws?|\bholds?|\bor|\bbrings? in|\btakes?|\bha[sd]|\bha(?:s|ve)|\bmarket cap\w*)[^，。；;\d]{0,16}$/i
const isAltogether = kept(/^[^，。；;,.\d]{0,24}?\b(?:in all|in total|altogether|combined)\b/i, mostWords)

/** Whether the words around a number say that it is a result. */
export function isResult({ front, behind }: Quantity): boolean {
  return isMarked(front) || isAltogether(behind)
}

const isMarked = keptOf((front) => marker.test(front.replace(/[（(][^（）()]*[)）]/g, '')), mostWords)

function agree(each: string, count: Quantity): boolean {
  return each === 'any' ? count.noun !== '' : count.noun === each
}

// a rate per GPU hour has its thing in the hour
function isHeld({ each, dimension }: Quantity): boolean {
  return each === 'gpu' && (dimension.USD === 1 || dimension.CNY === 1 || dimension.op === 1)
}

/** How firmly words and dimensions tie numbers together: 0 not at all, 3 beyond doubt. */
export type Tie = 0 | 1 | 2 | 3

/** How firmly the words around them tie factors to a result. */
export function tieOf(of: Traits, from: readonly Traits[], list: readonly Quantity[]): Tie {
  const result = of.quantity
  if (from.length === 1) return rescaled(from[0]!.quantity, result, list)
  let scalar: Traits | null = null
  let single: Quantity | null = null
  let count: Quantity | null = null
  let counts = 0
  let rates = false
  let first = of.place
  let last = of.place
  for (const t of from) {
    if (t.place < first) first = t.place
    if (t.place > last) last = t.place
    rates ||= t.isRate
    if (t.isScalar) {
      if (scalar !== null) return 0
      scalar = t
    }
    if (t.isCount) {
      counts += 1
      count ??= t.quantity
    } else if (t.quantity.each !== null) single ??= t.quantity
  }
  if (counts > (of.isCount ? 2 : 1) || mixesLabels(from)) return 0
  const apart = last - first
  const isEach = single !== null && counts === 1 && agree(single.each!, count!) && result.each !== single.each
  if (scalar !== null) return scaled(of, from, scalar.quantity, rates || isEach, list)
  // so much a year, through ten years, is of no 1,100 people
  if (from.length === 3 && counts === 1 && /^(?:人|user|person|people|employee)$/.test(count!.noun) && !isEach) return 0
  if (from.length === 3) return rates && counts <= 1 && apart <= 6 && (isResult(result) || counts === 0) ? 2 : 0
  if (of.isCount) return countTie(result, from[0]!.quantity, from[1]!.quantity)
  // of what another sentence says, and not as what follows, nothing is reckoned far off
  if (
    rates &&
    counts === 0 &&
    apart > 2 &&
    !isResult(result) &&
    from.every((t) => t.quantity.sentence !== result.sentence)
  )
    return 1
  if (rates && counts === 0)
    return from.some((t) => isOfOne(t.quantity, result)) ? 0 : apart <= 8 || isResult(result) ? 3 : 2
  if (!isEach) return 0
  // the price of another one is no total of many
  const isLike = result.value < 10 * single!.value && result.value > single!.value / 10
  if (count!.value >= 100 && isLike && !isResult(result)) return 0
  return single!.each === 'any' ? (apart <= 4 ? 2 : 1) : 3
}

// what goes in at the price of what comes out
function mixesLabels(from: readonly Traits[]): boolean {
  let label: string = ''
  let mixed: boolean = false
  let isPriced: boolean = false
  for (const { quantity: q } of from) {
    if (q.label !== '') {
      mixed ||= label !== '' && label !== q.label
      label = q.label
    }
    isPriced ||= q.dimension.tok === -1
  }
  return mixed && isPriced
}

// what is of one user makes no bill of all
function isOfOne(q: Quantity, result: Quantity): boolean {
  return q.each !== null && q.each !== 'any' && q.isOwn && q.each !== result.each && !isHeld(q)
}

// things of one thing, times those things; a number a day, times days
function countTie(result: Quantity, a: Quantity, b: Quantity): Tie {
  if (a.key === 'h1' || b.key === 'h1') {
    const rate = a.key === 'h1' ? b : a
    return isCount(rate) &&
      rate.period !== null &&
      (rate.noun === result.noun || result.noun === '') &&
      (rate.unit === result.unit || rate.unit === '' || result.unit === '') &&
      rate.noun !== ''
      ? 3
      : 0
  }
  if (result.noun === '' || !isCount(a) || !isCount(b)) return 0
  const inner = [a, b].find((q) => q.noun === result.noun && q.each !== null)
  const outer = [a, b].find((q) => q !== inner)
  // each wafer yields 60 dies; 25,000 wafers would be enough for the 1.5 million units
  const per = [a, b].find((q) => q.each !== null && q.each !== 'any' && q.isOwn)
  const of = [a, b].find((q) => q !== per)!
  if (
    per !== undefined &&
    per.each === of.noun &&
    of.noun !== result.noun &&
    /for the|共|合计|enough|needs?|需/i.test(result.front)
  )
    return 2
  if (inner === undefined || outer === undefined || outer.noun === '') return 0
  // own 96 GPUs on average; in all the 114 companies own 10,900 GPUs
  if (
    inner.each === 'any' &&
    outer.noun !== result.noun &&
    /\bin (?:all|total)|合计|共/i.test(result.front + outer.front)
  )
    return 2
  return inner.each === outer.noun && outer.noun !== result.noun ? 3 : 0
}

// of one thing over one time and over another: 日均 24 万次，全周 168 万次
function rescaled(a: Quantity, result: Quantity, list: readonly Quantity[]): Tie {
  if (isRestated(a, result))
    // 980 GB every 2 hours makes 1,080 over the 90 days, or 1.06 PB: much is reckoned between
    return list
      .slice(list.indexOf(a) + 1, list.indexOf(result))
      .some((q) => q.key === a.key || q.kind === 'amount' || q.kind === 'count')
      ? 0
      : 3
  if (isMean(a, result)) return a.kind === 'amount' || result.noun !== '' ? 3 : 0
  const [from, to] = [a, result].sort((x, y) => x.at - y.at) as [Quantity, Quantity]
  const gap = to.at - from.end
  const isSame =
    a.noun === result.noun || (to.noun === '' && gap <= 24 && (again.test(to.front) || mean.test(to.front)))
  if (!isSame || a.key === 'h1' || (a.kind === 'count' && from.noun === '') || gap > 60) return 0
  const between = list
    .slice(list.indexOf(from) + 1, list.indexOf(to))
    .filter((q) => q.key === a.key && q.kind === a.kind)
  if (between.length > 0 || (a.each !== null && result.each !== null && a.each !== result.each)) return 0
  return gap <= 24 ? 3 : 2
}

const ofWhole =
  /占|毛利率|净利率|margin|份额|比重|其中|之比|渗透率|付费率|利用率|出租率|执行率|负载率|上架率|完成|of (?:which|that|this|them|the|its|all|revenue)|\bor\b|share|utili[sz]ation|load|accounts?|took|takes?/i
const ofPeople =
  /^\s?(?:%|percent)?\s?of (?:the )?(?:world|global|country|nation)?(?:'s|’s)?\s?(?:population|people|adults|humanity)/i
const older = /较|比|同期|上[周月季年]|去年|从|由|from|against|versus|vs|compared/i

const by = /按(?:照)?(?:约)?\s*$/
const gets =
  /^[^，。；;\d]{0,4}(?:补贴|补助|计算|计|计提|测算|比例)?(?:[，,]\s?)?(?:可得|应得|应补|可获|获得|补贴|约|为|即)+\s*$/

function scaled(
  { quantity: result, place: r }: Traits,
  from: readonly Traits[],
  scalar: Quantity,
  isTied: boolean,
  list: readonly Quantity[],
): Tie {
  if (from.length === 3) return isTied && isResult(result) && scalar.kind !== 'growth' && scalar.kind !== 'fall' ? 2 : 0
  const [one, other] = from as [Traits, Traits]
  const isFirst = one.quantity === scalar
  const { quantity: whole, place: w } = isFirst ? other : one
  const s = isFirst ? one.place : other.place
  // 购买 1,600 万元，按 50% 补贴可得 800 万元
  if (
    scalar.kind === 'share' &&
    w + 1 === s &&
    s + 1 === r &&
    whole.key === result.key &&
    by.test(scalar.front) &&
    gets.test(result.front)
  )
    return 2
  const isYear =
    whole.key === 'W1' &&
    result.key === 'W1 h1' &&
    /负载|利用|上架|load|utili/i.test(`${scalar.front}|${scalar.behind}`)
  if (isYear) return 2
  if (whole.key !== result.key || whole.noun !== result.noun || (whole.kind === 'count' && whole.noun === '')) return 0
  if (result.each !== null && whole.each !== result.each) return 0
  if (scalar.kind === 'times' && scalar.mention?.form !== 'digits') return 0
  const isNear = Math.abs(s - r) === 1
  const words = `${scalar.front.slice(-18)}|${scalar.behind.slice(0, 20)}`
  if (scalar.kind === 'growth' || scalar.kind === 'fall') {
    // now, then, by how much; or now, by how much, then
    const order = (r + 1 === w && w + 1 === s) || (r + 1 === s && s + 1 === w)
    if (order && older.test(whole.front) && result.sentence === scalar.sentence) return 2
    // 平均 186 万元，预计增长 35%，即 251 万元
    return s + 1 === r &&
      w < s &&
      s - w <= 2 &&
      /(?:即|至|达到?|\bto\b|that is|i\.e\.)[^，。；;\d]{0,6}$/.test(result.front)
      ? 2
      : 0
  }
  if (scalar.kind === 'times')
    return (/PUE/i.test(scalar.front) && Math.abs(s - r) <= 2) || (isNear && isOnlyOther(whole, result, list)) ? 2 : 0
  // 10% of the world population is no part of the messages
  if (ofPeople.test(scalar.behind) && result.noun !== 'user') return 0
  if (!ofWhole.test(words)) return 0
  // fell 68.5 cents, or 3.37%: a percentage put in other words is of what stands before it
  if (/\bor\s$/i.test(scalar.front) && w < s && s < r && whole.sentence !== scalar.sentence) return 0
  // sold 180 million (20% share), the next 90 million: a share in parentheses is of what stands before it
  if (w > s && r < s && /[（(]\s?(?:约|about\s)?$/i.test(scalar.front)) return 0
  // 3.06 亿元，占 85%；市级配套 0.36 亿元: a whole that comes behind its share is "of" it
  if (w > s && r < s && !/\bof\b|的/i.test(whole.front) && /占|比重|份额|accounts? for/i.test(scalar.front.slice(-18)))
    return 0
  if (/毛利率|净利率|margin/i.test(words) && !/利润|毛利|profit/i.test(result.front)) return 0
  // the part stands beside its share
  return isNear || (s === Math.max(w, r, s) && s - Math.min(w, r) === 2) ? 2 : 0
}

// 38.3 亿元，约为补贴的 7.5 倍: of what, where there is only one that can be meant
function isOnlyOther(whole: Quantity, result: Quantity, list: readonly Quantity[]): boolean {
  if (isCompound(whole)) return false
  return list.every(
    (q) => q === whole || q === result || q.key !== whole.key || q.noun !== whole.noun || q.kind !== whole.kind,
  )
}
