import { toNumber } from '../../../base/index.ts'
import { slipOf } from '../digits.ts'
import type { Quantity } from '../solve/quantity.ts'
import { isThing } from '../solve/thing.ts'
import { checkApportioned } from './apportion.ts'
import type { Read } from './input.ts'
import { isOfUnknown } from './shares.ts'
import { checkWholes } from './wholes.ts'

/**
 * Tells of shares, rates and changes of a paragraph that their two amounts do not make: 收入 46.2 亿元，净利润 5.08 亿元，净利率 1.1%.
 *
 * A slip of the hand is told of wherever one whole can be meant; anything else where the words leave no other.
 */
export function checkPortions(before: readonly Quantity[], own: readonly Quantity[], desk: Read['desk']): void {
  const list = [...before, ...own]
  for (let n = 0; n < list.length; n += 1) {
    const q = list[n]!
    if (n < before.length) continue
    if (q.mention === null || q.mention.form !== 'digits' || q.isQuoted || desk.isTold(q.at, q.end)) continue
    if (q.kind === 'share') checkShare(list, n, desk)
    else if (q.kind === 'points') checkPoints(list, n, desk)
    else if (q.kind === 'growth' || q.kind === 'fall') checkChange(list, n, desk)
  }
  checkWholes(list, before.length, desk)
  checkApportioned(list, before.length, desk)
}

const ofWhole =
  /占|比重|份额|城镇化率|渗透率|转化率|付费率|执行率|进度|净利率|利润率|费用率|核销率|完成率|激活比例|激活率|失败率|成功率|通过率|合格率|中标率|(?:failure|success|pass|completion|activation|adoption|rejection) (?:rate|ratio)|conversion|\bshare|margin|penetration|accounts? for|\bor\s(?:about\s)?$|[（(]\s?$/i
const ofSales = /净利率|利润率|毛利率|费用率|margin/i
const sales = /收入|营收|revenue|sales/i

function checkShare(list: readonly Quantity[], n: number, desk: Read['desk']): void {
  const q = list[n]!
  const pair = dividedBehind(list, n)
  if (pair !== null) {
    judge(q, pair[0], [pair[1]], true, desk)
    return
  }
  if (checkOf(list, n, desk)) return
  const a = list[n - 1]
  const before = list[n - 2]
  // growth of $7 billion, or 18%: of what it was before
  if (a === undefined || !isThing(a) || grown.test(a.front) || q.at - a.end > 30 || a.sentence !== q.sentence) return
  // 自由现金流（减 0.41 亿元资本开支）0.95 亿元，利润率 4.3%: of revenue, which stands elsewhere
  if (/(?:率|\bmargin)(?:为|约|是|\sof|\swas)?\s?$/i.test(q.front) && /现金流|资本开支|cash|capex/i.test(a.front))
    return
  // 毛利 18.1 亿元，净利率 9.2%: each margin is of its own profit
  if (/净利率.{0,3}$/.test(q.front) ? /毛利/.test(a.front) : /毛利率.{0,3}$/.test(q.front) && /净利/.test(a.front))
    return
  // 付费率（付费会员除以平均月活）6.7%: it says itself of what it is
  if (/率[（(][^（）()]*(?:除以|÷|\/|占)[^（）()]*[）)]\s?$/.test(q.front)) return
  // 较 9 月末增加 300 台（27%）: of what there was before
  if (
    /[增减升降多少]加?了?(?:约)?\s?$/.test(a.front) &&
    wholesOf(list, n, a).some((b) => isFit(q, a, { ...b, value: b.value - a.value }))
  )
    return
  // 29.4 billion, or 29 percent, above the 2011 number: of that one
  if (
    /^\s?(?:%|％|percent)?,?\s(?:above|below|more|less|higher|lower|up|down|of (?:GDP|each|those|these))\b/i.test(
      q.behind,
    )
  )
    return
  if (isOfUnknown(q.front, [a.front, ...list.slice(Math.max(0, n - 12), n).map((b) => b.front)])) return
  const words = q.front.slice(-20)
  // 收入增量 527.8 中的 309.5，即 58.6%
  const inner = before !== undefined && isWhole(before, a) && before.sentence === q.sentence ? before : null
  if (inner !== null && /中的\s?(?:约)?$/.test(a.front) && /^[^，。；;]{0,4}[，,]\s?(?:即|占|约)+\s?$/.test(q.front)) {
    judge(q, a, [inner], true, desk)
    return
  }
  if (/城镇化率/.test(words) && !/城镇[^，。；;\d]{0,8}$/.test(a.front)) return
  if (!ofWhole.test(words) && !/^\s?(?:%|％|percent)?\s?of\b/.test(q.behind)) return
  // 数据中心用电 1,500 亿千瓦时，全社会用电 9.22 万亿千瓦时，占 1.6%
  // 24 in the first half and 44 in the second, so 65% is still to come: of both together
  if (before !== undefined && isThing(before) && before.key === a.key && before.sentence === q.sentence) {
    const both = { ...before, value: a.value + before.value }
    if (isFit(q, a, both) || isFit(q, before, both)) return
  }
  const isLast = !/合计|[共总]计|一共|together|total/i.test(a.front)
  if (isLast && before !== undefined && before.sentence === q.sentence && isThing(before) && isWhole(a, before)) {
    judge(q, before, [a], wholesOf(list, n, before).length === 0, desk)
    return
  }
  const all = wholesOf(list, n, a)
  // 若单车购置价 90 万元，补贴约占 6.7%: the subsidy is the part
  const named = /[，,]\s?([\u4e00-\u9fff]{2,6}?)(?:约|仅|只)?占(?:约|比|到|了)?\s?$/.exec(q.front)?.[1]
  if (
    named !== undefined &&
    a.sentence === q.sentence &&
    /[若如](?:果)?[^，。；;]*$/.test(a.front) &&
    !a.front.includes(named)
  )
    return
  // 计算 430 亿、网络 82 亿，网络占 16%: of what both make together
  if (all.some((o) => a.at - o.end < 12 && o.at < a.at && isFit(q, a, { ...o, value: a.value + o.value }))) return
  const meant = ofSales.test(words)
    ? all.filter((b) => sales.test(b.front))
    : all.filter((b) => b.sentence >= 0 && (b.sentence === q.sentence || mayBe(b, words)))
  const here = meant.filter((b) => b.sentence === q.sentence)
  const isPart = here.length === 1 && /其中|of (?:which|that|them|the total)/i.test(`${here[0]!.behind}${a.front}`)
  // 73% of the midpoint: of something else
  const isOther =
    /^\s?(?:%|％|percent)?\s?of (?:the|our|its) (?!total|whole|sum)/i.test(q.behind) || ofOther.test(words)
  // 共 52 例，…… 20 例（占 38.46%）
  const [own, ...none] = meant.filter((b) => b.mention!.unitText === a.mention!.unitText && inAll.test(b.front))
  if (!isOther && !isPart && own !== undefined && none.length === 0 && !meant.some((b) => isFit(q, a, b))) {
    judge(q, a, [own], true, desk)
    return
  }
  const isFirm = !isOther && (meant.length === 1 || isPart)
  // a whole that stands further back: of 97.85 million GPUs 0.12 million pieces
  if (list.some((b) => b !== a && b.key === a.key && b.value > a.value && isFit(q, a, b))) return
  judge(q, a, isPart ? [...here, ...meant.filter((b) => b !== here[0])] : [...meant].reverse(), isFirm, desk)
}

// $24.1 billion ... they took 30.5% of all venture funding of $79.0 billion
function checkOf(list: readonly Quantity[], n: number, desk: Read['desk']): boolean {
  const q = list[n]!
  const whole = list[n + 1]
  if (whole === undefined || !isThing(whole) || whole.sentence !== q.sentence) return false
  if (!/^\s?(?:%|％|percent)?\s?of\s[^,.;\d]{0,44}$/i.test(whole.front)) return false
  const parts = list.slice(Math.max(0, n - 8), n).filter((b) => isWhole(whole, b))
  if (parts.length === 0 || parts.some((b) => isFit(q, b, whole))) return parts.length > 0
  const found = parts.filter((b) => handSlip(q, (b.value / whole.value) * 100) === 'exchange')
  if (found.length !== 1 || (q.value * 100).toFixed(decimalsOf(q)).replace(/\D/g, '').length < 3) return false
  tell(q, `${found[0]!.text} / ${whole.text}`, (found[0]!.value / whole.value) * 100, 0.78, desk)
  return true
}

const grown =
  /\b(?:(?:growth|increase|rise|gain|decline|drop|fall|decrease)\sof|(?:rose|grew|increased|gained|fell|declined|dropped|decreased|added|lost|shed)(?:\sby)?|up|down)\s(?:[A-Z]{0,3}[$¥€£])?$/i
const inAll = /(?:共|共有|共计|合计|总计|总共|总数[为达]?|\bin total|\btotal of)\s?(?:约|为)?\s?$/i
// 占总资本开支的 25%: what another sentence says is the whole if it is called the same, or the whole is not called
function mayBe(b: Quantity, words: string): boolean {
  const name =
    /占(?:公司|集团|全国|全部|总体|整体|总)*([\u4e00-\u9fff]{2,10}?)的?\s?(?:比重|比例)?(?:约|为|达到?|仅|近|超过)*\s?$/.exec(
      words,
    )?.[1]
  return name === undefined || general.test(name) || b.front.includes(name.slice(-2))
}

const general = /[比全总整][重例部体数量额计和]|合计|其中|[这该此其上][个些类一]/
const ofOther = /指引|目标|中值|中枢|预期|guidance|target|midpoint/i

function wholesOf(list: readonly Quantity[], n: number, a: Quantity): readonly Quantity[] {
  const from = Math.max(0, n - 10)
  // what has a share of its own beside it is no whole of the next
  const hasOwn = (i: number) =>
    list[i + 1]?.kind === 'share' &&
    /^[^，。；;,]{0,16}[，,（(]\s?(?:约)?(?:占比?(?:约|为|达)*)?\s?$/.test(list[i + 1]!.front) &&
    !/其中|of which/i.test(
      list
        .slice(i + 1, n)
        .map((b) => b.front)
        .join(''),
    )
  const found = list.slice(from, n - 1).filter((b, i) => b !== a && isWhole(b, a) && !hasOwn(from + i))
  const same = a.noun === '' ? [] : found.filter((b) => b.noun === a.noun)
  return same.length > 0 ? same : found
}

function isWhole(b: Quantity, a: Quantity): boolean {
  const isAlike = b.noun === a.noun || b.noun === '' || a.noun === ''
  return isThing(b) && b.key === a.key && b.kind === a.kind && isAlike && b.value > a.value && b.value < a.value * 2000
}

// 进度 42%（5.04 亿元/12 亿元）
function dividedBehind(list: readonly Quantity[], n: number): readonly [Quantity, Quantity] | null {
  const a = list[n + 1]
  const b = list[n + 2]
  if (a === undefined || b === undefined || a.key !== b.key || !/^\s?[（(]\s?$/.test(a.front)) return null
  return /^\s?[/÷]\s?$/.test(b.front) ? [a, b] : null
}

function judge(q: Quantity, a: Quantity, all: readonly Quantity[], isFirm: boolean, desk: Read['desk']): void {
  const { text } = desk.input.extract
  // 100 in the year of an index, and the ends of a range, are no wholes
  const isEnd = (b: Quantity) =>
    /^\s?(?:to|至|到|–|—)\s?(?:US\$|EUR|[$¥€£])?\s?\d/.test(text.slice(b.end, b.end + 12)) ||
    /\d[\d.,]*\s?(?:million|billion|亿元?|万元?)?\s?(?:to|至|到|–|—)\s?(?:US\$|EUR|[$¥€£])?\s?$/.test(
      text.slice(Math.max(0, b.start - 30), b.start),
    )
  // the midpoint falls by $55 million or 8.1%: of what it was
  if (
    /\bby\s(?:about\s)?(?:US\$|EUR|[$¥€£])?\s?$/i.test(text.slice(Math.max(0, a.at - 12), a.at)) &&
    /^[\s\w]{0,10},?\sor\s$/.test(text.slice(a.end, q.at))
  )
    return
  const wholes = all.filter((b) => b.text.trim() !== '100' && !isEnd(b))
  if (wholes.length === 0 || wholes.some((b) => isFit(q, a, b))) return
  // 中文占 30%（7.2 万亿），代码占 20%: in brackets behind its own share
  if ((q.at > a.at || a.at - q.end > 3) && /[%％]\s?[（(]\s?$/.test(desk.input.extract.text.slice(a.at - 6, a.at)))
    return
  // 虽不足 100 万元，但占比高于 5%: thresholds
  if (q.mention!.bound !== 'exact' && q.mention!.bound !== 'about' && !/^(?:exact|about)$/.test(a.mention!.bound))
    return
  // EUR 15 million or 3%, whichever is higher; 五次全对的占 64%; $2.35: power is 4% of it
  if (
    a.mention!.form !== 'digits' ||
    /^(?:at-most|up-to)$/.test(a.mention!.bound) ||
    /\bup to\s(?:\S{0,4}\s?)?$/i.test(a.front)
  )
    return
  if (/^\s?%?\s?of (?:it|this|that|them)\b/i.test(q.behind)) return
  // 悲观（20%）44 元: what stands in brackets is of the number behind them
  if (/^\s?[%％]?[)）]\s?(?:US\$|[$¥€£])?(?:\d|$)/.test(q.behind)) return
  for (const b of wholes.slice(0, isFirm ? 1 : 2)) {
    const right = (a.value / b.value) * 100
    const slip = handSlip(q, right)
    // from $100 to $60, or 40% altogether: by how much it fell
    if (isFit({ ...q, value: 1 - q.value }, a, b)) return
    if (slip === 'other' && isFirm && q.value < 1 && isExchanged(a, b.value * q.value)) {
      tell(
        a,
        `${q.text} / ${b.text}`,
        (b.value * q.value * 100) / (a.value / toNumber(a.mention!.value.div(a.mention!.scale))) / 100,
        0.8,
        desk,
        false,
      )
      return
    }
    // two figures of a share come near by chance where another whole may be meant
    if (slip === 'other' || (!isFirm && !['exchange', 'power'].includes(slip))) continue
    tell(q, `${a.text} / ${b.text}`, right, isFirm ? 0.82 : 0.75, desk)
    return
  }
}

// whether a percentage is what the part is of the whole
function isFit(q: Quantity, a: Quantity, b: Quantity): boolean {
  const half = 0.5 * 10 ** -(q.mention!.decimals ?? 0)
  const right = (a.value / b.value) * 100
  return Math.abs(right - q.value * 100) <= half * 2.2 + right * (a.slack + b.slack + 0.002)
}

// whether two of at least three digits changed places
function isExchanged(q: Quantity, right: number): boolean {
  const m = q.mention!
  const scale = q.value / toNumber(m.value.div(m.scale))
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale))))
  const printed = (q.value / scale).toFixed(places)
  return printed.replace(/\D/g, '').length >= 3 && slipOf(printed, (right / scale).toFixed(places)) === 'exchange'
}

function decimalsOf(q: Quantity): number {
  return Math.max(0, q.mention!.decimals ?? 0)
}

// the slip that makes the printed percentage of the right one
function handSlip(q: Quantity, right: number): ReturnType<typeof slipOf> {
  const said = q.value * 100
  const power = Math.round(Math.log10(said / right))
  const slack = Math.max(0.012, Math.min(0.05, (0.5 * 10 ** -decimalsOf(q)) / said + 0.004))
  if (power !== 0 && Math.abs(power) <= 2 && Math.abs(said / right / 10 ** power - 1) < slack) return 'power'
  return slipOf(said.toFixed(decimalsOf(q)), right.toFixed(decimalsOf(q)))
}

const changing =
  /降幅|增幅|涨幅|跌幅|升幅|增长|下降|减少|增加|上升|\b(?:fall|fell|rise|rose|up|down|increase|decrease|growth|drop|decline|gain)\b/i

// 由 3530 亿元降至 3340 亿元，降幅 5.4 个百分点: amounts change by percent
function checkPoints(list: readonly Quantity[], n: number, desk: Read['desk']): void {
  const q = list[n]!
  const said = toNumber(q.mention!.value)
  if (!changing.test(q.front.slice(-16)) || String(said).replace(/\D/g, '').length < 2) return
  const near = list.slice(Math.max(0, n - 4), n).filter((b) => b.sentence === q.sentence && isThing(b))
  const pairs = near.flatMap((a, i) => near.slice(i + 1, i + 3).map((b) => [a, b] as const))
  const half = 0.5 * 10 ** -decimalsOf(q)
  const found = pairs.find(([a, b]) => {
    const isTied =
      a.key === b.key && a.kind === b.kind && (since.test(b.front) || /\b(?:than|to)\b|[至到]/i.test(b.front))
    const change = Math.abs(a.value / b.value - 1) * 100
    const other = Math.abs(b.value / a.value - 1) * 100
    const slack = half * 1.1 + 100 * (a.slack + b.slack)
    // 40 of exactly 40.0 is no chance, 40 of 39.6 may be
    const most = slack < 0.5 ? slack : 0.06
    return isTied && (Math.abs(change - said) <= most || Math.abs(other - said) <= most)
  })
  if (found === undefined) return
  const [a, b] = found
  desk.tell(
    'audit/unit-slip',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` is the change between ${a.text} and ${b.text} in percent, not in percentage points`,
      zh: `\`${q.text}\` 是 ${a.text} 与 ${b.text} 之间的百分比变化，而非百分点`,
    },
    { confidence: 0.85, printed: q.text, expected: `${said}%` },
  )
}

const since = /\bfrom\b|较|比|上年|去年|同期|上[周月季]|前一|前值|a year (?:ago|earlier)|against|versus|compared/i

function checkChange(list: readonly Quantity[], n: number, desk: Read['desk']): void {
  const q = list[n]!
  const found = levelsOf(list, n)
  // revenue rose 30% to $13 billion from $10 billion: the levels stand behind
  if (
    found === null ||
    /^\s?(?:%|％|per ?cent)?\s?(?:[a-z-]+\s){0,2}to\s(?:about\s)?[A-Z]{0,3}[$¥€£]?$/.test(list[n + 1]?.front ?? '')
  )
    return
  const { now, old, isFirm } = found
  // a change on the year is none on the week before
  const yearly =
    /同比|year[- ]on[- ]year|yoy/i.test(q.front) ||
    /^[^,.;，。；]{0,24}(?:(?:over|on|from) (?:the|a) year|year[- ]o(?:n|ver)[- ]year)/i.test(q.behind)
  if (yearly !== /上年|去年|同期|year/i.test(old.front) && (yearly || /环比/.test(q.front))) return
  // and now make up 40.3% of sales
  if (
    /(?:make?s? up|account(?:s|ed)? for|占比?)[^，。；;,.]{0,6}$/.test(q.front) ||
    /^\s?(?:%|％)?\s?of (?:sales|revenue|the total)\b/i.test(q.behind)
  )
    return
  // to $66 from $58 (15.7% above): above something else
  if (/^\s?%?\s(?:above|below)\s?(?:(?:the|its|their|our)\s(?:[a-z'’-]+\s?){1,4})?[),.;]/i.test(q.behind)) return
  const right = (now.value / old.value - 1) * 100
  // 功耗从 400W 升到 600W，因此每瓦算力提高约 20%
  if (/因此|所以|从而|使得|每[瓦卡元度]|性价比|能效/.test(q.front)) return
  const said = q.value * 100 * (q.kind === 'fall' ? -1 : 1)
  const half = 0.5 * 10 ** -(q.mention!.decimals ?? 0)
  const slack = (Math.abs(right) + 100) * (now.slack + old.slack)
  if (Math.abs(right - said) <= half * 1.6 + slack || slack > (isFirm ? 15 : 8)) return
  // more than double the $11.4 billion of the first quarter and up 139% from $10.1 billion: the level stands further back
  const isOther = (b: Quantity) =>
    b !== now && b !== old && b.sentence === q.sentence && b.key === old.key && b.kind === old.kind && isThing(b)
  const led = (b: Quantity) =>
    Math.abs((b.value / old.value - 1) * 100 - said) <= half * 1.6 + (100 + Math.abs(said)) * (b.slack + old.slack)
  if (list.some((b) => isOther(b) && led(b))) return
  if (Math.sign(right) !== Math.sign(said)) return
  if (!isFirm && handSlip(q, Math.abs(right)) === 'other') return
  tell(q, `${now.text} ${old.text}`, Math.abs(right), isFirm ? 0.82 : 0.77, desk)
}

interface Levels {
  readonly now: Quantity
  readonly old: Quantity
  /** nothing else can be meant */
  readonly isFirm: boolean
}

function levelsOf(list: readonly Quantity[], n: number): Levels | null {
  const q = list[n]!
  const last = list[n - 1]
  const before = list[n - 2]
  const next = list[n + 1]
  const isPair = (a: Quantity | undefined, b: Quantity | undefined): boolean =>
    a !== undefined &&
    b !== undefined &&
    isThing(a) &&
    isThing(b) &&
    a.key === b.key &&
    a.kind === b.kind &&
    a.sentence === q.sentence &&
    b.sentence === q.sentence &&
    (a.noun === b.noun || a.noun === '' || b.noun === '') &&
    a.each === b.each &&
    a.period === b.period
  // 32.4 million, up 8% from 30.0 million
  if (isPair(last, next) && /^[^,，。；;]{0,6}\b(?:from|against|versus|above|below)\b/i.test(next!.front))
    return { now: last!, old: next!, isFirm: next!.at - q.end < 20 && q.at - last!.end < 40 }
  if (!isPair(before, last) || last!.at - before!.end > 40 || q.at - last!.end > 30) return null
  if (since.test(last!.front))
    return {
      now: before!,
      old: last!,
      isFirm: /^[^，,。；;]{0,8}\bfrom\b/i.test(last!.front) && /\bto\b/.test(before!.front),
    }
  const isWay = /\bto\b|[升降增减涨跌高低加少]?[至到]/.test(last!.front) && /\bfrom\b|[由从自]/.test(before!.front)
  return isWay ? { now: last!, old: before!, isFirm: false } : null
}

function tell(q: Quantity, from: string, right: number, confidence: number, desk: Read['desk'], isShare = true): void {
  // 4,300 元 of 2,400 亿元: the one is no part of the other
  if (isShare && right < (q.value * 100) / 20) return
  const expected = isShare
    ? `${Number(right.toFixed(Math.max(1, decimalsOf(q))))}%`
    : String(Number(right.toPrecision(4)))
  desk.tell(
    'audit/ratio',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` disagrees with ${from}, from which follows ${expected}`,
      zh: `\`${q.text}\` 与 ${from} 不符，据此应为 ${expected}`,
    },
    { confidence, printed: q.text, expected, isNear: true },
  )
}
