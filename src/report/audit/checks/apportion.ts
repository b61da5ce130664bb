import { largest, smallest, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { type Slip, slipOf } from '../digits.ts'
import type { Quantity } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'

const taken = /占|比重|份额|\bor\s(?:about\s)?$|^[^，。；;,]{0,24}[（(]\s?$|accounts? for/i
const comesTo = /^[^，。；;,\d]{0,24}[,，（(]\s?(?:or |about |some |约|即|计|共|合)+$/i
const inAll = /\bin total\b|共(?!同)|合计|总计|总数/i
const reach = 5

/**
 * Tells of the one share, or the one part, of a row that the others contradict: 29.2 亿元，占 60.1%；12.6 亿元，占 29.5%；6.8 亿元，占 14.0%.
 *
 * All shares of a row are of one whole: where all but one lead to the same, or to the one that is stated, the last is a slip.
 */
export function checkApportioned(list: readonly Quantity[], from: number, desk: AuditDesk): void {
  for (const row of rowsOf(list, from)) {
    // what is a share of another whole that is stated is none of the row
    const best = bestOf(row)
    const items = best.length < 2 ? row : row.filter((i) => best.includes(i) || !isOfAnother(i, list))
    if (items.length >= 3) checkRow(items, list, desk)
    else if (items.length === 2) checkTwo(items, list, desk)
  }
}

interface Item {
  readonly part: Quantity
  readonly share: Quantity
  readonly at: number
  /** the whole that the two lead to */
  readonly low: number
  readonly high: number
}

function rowsOf(list: readonly Quantity[], from: number): readonly (readonly Item[])[] {
  const rows: Item[][] = []
  for (let n = from; n < list.length; n += 1) {
    const share = list[n]!
    if (share.kind !== 'share' || share.mention === null || share.value <= 0 || share.value >= 1) continue
    const part = partOf(list, n)
    if (part === null) continue
    const half = 0.6 * 10 ** (-Math.max(0, share.mention.decimals ?? 0) - 2)
    const item = {
      part,
      share,
      at: n,
      low: (part.value * (1 - part.slack)) / (share.value + half),
      high: (part.value * (1 + part.slack)) / Math.max(1e-6, share.value - half),
    }
    const row = rows.at(-1)
    const last = row?.at(-1)
    if (row !== undefined && last !== undefined && n - last.at <= reach && isAlike(last.part, part)) row.push(item)
    else rows.push([item])
  }
  return rows
}

// 88.7 亿元里服务器约占 74%: the whole, and not its part
const inIt = /^\s?(?:[里中内]|之中|当中|以内)/

// the amount beside a percentage, in front of it or behind
function partOf(list: readonly Quantity[], n: number): Quantity | null {
  const before = list[n - 1]
  const share = list[n]!
  const behind = list[n + 1]
  if (
    before !== undefined &&
    isThing(before) &&
    before.sentence === share.sentence &&
    share.at - before.end <= 24 &&
    taken.test(share.front) &&
    !inIt.test(share.front) &&
    // 市场规模 640 亿元、公司份额 15%: of it, and not what it is
    !(/份额|市占|渗透/.test(share.front) && /规模|市场|空间/.test(before.front)) &&
    // 82 万、37 万、8 万，占比依次是 55%: the first of as many
    !/依次|分别|\brespectively\b/i.test(share.front) &&
    // 6,057 of 7,200 (84.1%), and 7 纳米占 14%
    !/\bof\s(?:the\s|its\s|all\s)?$|\bwith\s$/i.test(before.front) &&
    before.mention!.bound !== 'less-than' &&
    before.mention!.bound !== 'more-than' &&
    !/^(?:纳米|nm)/i.test(before.behind.trimStart())
  )
    return before
  const isBehind = behind !== undefined && isThing(behind) && behind.sentence === share.sentence
  return isBehind && behind.at - share.end <= 36 && comesTo.test(behind.front) ? behind : null
}

function isThing(q: Quantity): boolean {
  return (q.kind === 'amount' || q.kind === 'count') && q.mention !== null && !q.isQuoted && q.value > 0
}

function isAlike(a: Quantity, b: Quantity): boolean {
  return a.kind === b.kind && a.key === b.key && (a.noun === b.noun || a.noun === '' || b.noun === '')
}

function isStated(list: readonly Quantity[], low: number, high: number, like: Quantity): boolean {
  return list.some((q) => isThing(q) && isAlike(q, like) && q.value * 1.001 >= low && q.value * 0.999 <= high)
}

function meets(a: Item, b: Item): boolean {
  return a.low <= b.high && b.low <= a.high
}

// the most items that lead to one whole
function bestOf(items: readonly Item[]): readonly Item[] {
  return items.map((i) => items.filter((o) => meets(i, o))).reduce((a, b) => (b.length > a.length ? b : a))
}

function isOfAnother(item: Item, list: readonly Quantity[]): boolean {
  return list.some(
    (q) =>
      q !== item.part &&
      isThing(q) &&
      isAlike(q, item.part) &&
      q.value * 1.001 >= item.low &&
      q.value * 0.999 <= item.high,
  )
}

function checkRow(items: readonly Item[], list: readonly Quantity[], desk: AuditDesk): void {
  const best = bestOf(items)
  if (best.length !== items.length - 1 || best.some((a) => best.some((b) => !meets(a, b)))) return
  const outlier = items.find((i) => !best.includes(i))!
  const low = largest(best.map((i) => i.low))
  const high = smallest(best.map((i) => i.high))
  // a stated whole that the one agrees with is another one
  if (isStated(list, outlier.low, outlier.high, outlier.part)) return
  judge(outlier, items, (low + high) / 2, isStated(list, low, high, outlier.part), desk)
}

function checkTwo(items: readonly Item[], list: readonly Quantity[], desk: AuditDesk): void {
  const all = items.reduce((s, i) => s + i.part.value, 0)
  const own = items.filter((i) => all >= i.low && all <= i.high)
  // the two make a whole of their own, to which one of the shares holds
  if (own.length === 1 && !own.some((i) => i.part.value * 1.02 > all)) {
    const off = items.find((i) => i !== own[0])!
    const decimals = Math.max(0, off.share.mention!.decimals ?? 0)
    const right = ((off.part.value / all) * 100).toFixed(decimals)
    if (slipOf((off.share.value * 100).toFixed(decimals), right) !== 'other' && !isOfAnother(off, list)) {
      judge(off, items, all, true, desk)
      return
    }
  }
  const good = items.filter((i) => isStated(list, i.low, i.high, i.part))
  if (good.length !== 1) return
  const [one] = good
  const other = items.find((i) => i !== one)!
  const whole = list.find(
    (q) => isThing(q) && isAlike(q, one!.part) && q.value * 1.001 >= one!.low && q.value * 0.999 <= one!.high,
  )!
  if (items.some((i) => i.part === whole)) return
  // 371.8 million in total, 108.5 million (29.2%) and 70 million (18.8%)
  const isStatedAll = inAll.test(whole.front) && !isOfAnother(other, list)
  if (sumOf(items, whole.value) !== null || isStatedAll) judge(other, items, whole.value, isStatedAll, desk)
}

// what of a row adds up: its parts to the whole, or its shares to all
function sumOf(items: readonly Item[], whole: number): 'parts' | 'shares' | null {
  const parts = items.reduce((s, i) => s + i.part.value, 0)
  const spread = items.reduce((s, i) => s + i.part.value * i.part.slack, 0)
  if (Math.abs(parts - whole) <= spread * 1.1 + whole * 0.002) return 'parts'
  const shares = items.reduce((s, i) => s + i.share.value, 0)
  const most = items.reduce((s, i) => s + 0.006 * 10 ** -Math.max(0, i.share.mention!.decimals ?? 0), 1e-9)
  return Math.abs(shares - 1) <= most ? 'shares' : null
}

function judge(outlier: Item, items: readonly Item[], whole: number, isSure: boolean, desk: AuditDesk): void {
  const { part, share } = outlier
  if (desk.isTold(part.at, part.end) || desk.isTold(share.at, share.end)) return
  const decimals = Math.max(0, share.mention!.decimals ?? 0)
  const rightShare = ((part.value / whole) * 100).toFixed(decimals)
  const rightPart = share.value * whole
  const sum = sumOf(items, whole)
  const shareSlip = slipOf((share.value * 100).toFixed(decimals), rightShare)
  const partSlip = slipOfPart(part, rightPart)
  if (sum === null && shareSlip === 'other' && partSlip === 'other') return
  // of two that agree by chance no third is accused of a digit
  if (sum === null && !isSure && items.length === 3 && shareSlip === 'digit' && partSlip !== 'power') return
  const isPart = sum === 'shares' || (sum === null && shareSlip === 'other')
  if (isPart)
    tell(
      part,
      `\`${share.text}\``,
      shown(part, rightPart),
      partSlip === 'power' ? 'audit/scale-slip' : 'audit/ratio',
      desk,
    )
  else tell(share, `\`${part.text}\``, `${rightShare}%`, 'audit/ratio', desk)
}

function slipOfPart(part: Quantity, right: number): Slip {
  const power = Math.round(Math.log10(part.value / right))
  if (power !== 0 && Math.abs(part.value / right / 10 ** power - 1) < 0.03) return 'power'
  const m = part.mention!
  const scale = part.value / toNumber(m.value.div(m.scale))
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale))))
  return slipOf((part.value / scale).toFixed(places), (right / scale).toFixed(places))
}

function tell(
  q: Quantity,
  beside: string,
  expected: string,
  code: 'audit/ratio' | 'audit/scale-slip',
  desk: AuditDesk,
): void {
  desk.tell(
    code,
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` does not fit ${beside} beside it: the other shares of the row are of a whole that makes ${expected}`,
      zh: `\`${q.text}\` 与旁边的 ${beside} 不符：按同列其他占比所对应的整体，应为 ${expected}`,
    },
    { confidence: 0.83, printed: q.text, expected, isNear: true },
  )
}
