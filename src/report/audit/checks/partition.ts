import { append, plain, toNumber, wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { type Slip, slipOf } from '../digits.ts'
import { gate } from '../prose/gate.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'
import type { Paragraph } from './input.ts'

const among = /其中|\bof (?:which|these|those|them)\b/i
const phases =
  /分(?:为|成)?\s?([两二三四五六2-6])\s?(?:个)?(?:期|类|档|块|部分|批|阶段|年|标包|标段|园区|项目|板块|业务|地区|区域)[^。；;\d]{0,8}[，,：:]?[^。；;，,\d]{0,10}$/
const rest = /其余|其他|其它|剩余|余下|the rest|remain(?:ing|der)|\bothers?\b/i
const change =
  /(?:增加(?!值)|增长|新增|净增|减少|下降|较|比|同期|上[年月季周]|去年|from|than|against|versus|compared|up|down|rose|fell)[^，。；;,]{0,12}$/i
// 出口 12 万亿元，进口 10 万亿元，顺差 2 万亿元: what the parts differ by is none of them
const difference = /顺差|逆差|差额|净[增流出进]|surplus|deficit|\bnet of\b/i
const shared = /同时|兼|重叠|重复|交叉|\bboth\b|overlap|double/i
// what is one or the other
export const opposites: readonly (readonly [one: RegExp, other: RegExp, whole?: RegExp])[] = [
  [/开源/, /闭源/],
  [/男/, /女/],
  [/上半年|H1\b|first half/i, /下半年|H2\b|second half/i],
  [/iOS|苹果/i, /安卓|Android/i],
  [/一期/, /二期/],
  [/MoE|专家层/, /稠密|dense/i],
  [/训练集|\btraining\b/i, /测试集|\btest(?:ing)?\b/i, /样本|数据|条|题|samples|examples|questions|items/i],
  [/线上/, /线下/],
  [/国内|境内/, /海外|境外|国外/],
  [/出口/, /进口/, /进出口|贸易|外贸/],
  [/城镇/, /乡村/, /零售|人口|投资/],
  [/地上/, /地下/, /建筑面积/],
  [/餐饮/, /商品零售/, /零售/],
  [/限额以上/, /限额以下/, /零售/],
  [/笔记本/, /台式/, /出货|PC|电脑/],
  [/输入|\binput/i, /输出|\boutput/i],
  [/\bmen\b|\bmale/i, /\bwomen\b|\bfemale/i],
  [/domestic/i, /overseas|abroad|foreign/i],
]
const parted = /按[^，。,]{1,12}分|分[^，。,]{1,8}看/
const ofAll = /总|合计|共|全[市省国县区州年]|GDP|total|overall|full[- ]year/i
// the words close by, and those of the clause before it
const near = (q: Quantity, text: string) =>
  (/[^，,。；;\n]{0,30}$/.exec(q.front)?.[0] ?? '') +
  text
    .slice(Math.max(0, q.at - 20), Math.min(text.length, q.end + (/[a-z]/.test(text[q.end + 1] ?? '') ? 24 : 12)))
    .replace(/[。；;\n][\s\S]*$/, '')
const divided = /(?:分为|划分为|由)[\u4e00-\u9fff]{0,6}$/
const any = gate(
  /其中|半年|[一二]期|[试练]集|稠密|dense|\btest|iOS|安卓|Android|\bhalf\b|\bH[12]\b|分|第一产|城镇|地上|餐饮|限额以|出口|笔记本|由|其余|其他|其它|剩余|余下|of (?:which|these|those|them)|rest|remain|other/i,
)

/**
 * Tells of parts that do not make the whole they are said to be of: 在网 GPU 3.2 万张，其中 H800 1.8 万张、A800 1.1 万张、国产卡 0.7 万张.
 *
 * A list may leave parts out: unless it says that it is whole, it is told of only for being more than the whole, or for two
 * digits that changed places.
 */
export function checkPartition({ sentences, from, to, desk }: Paragraph): void {
  let isAny = false
  for (let s = from; s < to && !isAny; s += 1) isAny = any(sentences[s]!)
  if (!isAny) return
  const list: Quantity[] = []
  for (let s = from; s < to; s += 1)
    if (sentences[s]!.mentions.length <= 24)
      append(
        list,
        quantitiesOf(sentences[s]!).filter((q) => q.mention !== null && isThing(q)),
      )
  const { text } = desk.input.extract
  // the whole stands before its parts
  for (let i = 1; i < list.length; i += 1) {
    const first = list[i]!
    const isAmong = among.test(first.front)
    const said = phases.exec(text.slice(Math.max(0, first.at - 36), first.at))?.[1]
    const parts = runOf(list, i, text)
    if (parts.length < 2) continue
    const isRest = rest.test(parts.at(-1)!.front)
    const pair = parts.length === 2 ? oppositesOf(near(parts[0]!, text), near(parts[1]!, text)) : undefined
    // 线上 50 亿元，线下 31 亿元，其他为授权收入: the rest is said without a number
    const { end } = parts.at(-1)!
    const isPair =
      pair !== undefined &&
      !rest.test(text.slice(end, end + 16)) &&
      !/[三四]期|验证|开发集|validation|\bdev\b/i.test(text.slice(Math.max(0, first.at - 60), end + 60))
    const isWhole =
      isRest ||
      isPair ||
      isOfAll(parts, text) ||
      divided.test(text.slice(Math.max(0, first.at - 16), first.at)) ||
      (said !== undefined && (wordNumber(said) ?? Number(said)) === parts.length)
    // a list that says no whole begins where its first number stands
    const isHeaded = isPair && ofAll.test(list[i - 1]!.front)
    if (!isAmong && !isHeaded && said === undefined && isJoined(list, i, text)) continue
    if (
      isRest &&
      !isAmong &&
      said === undefined &&
      !/[。：:]|\.\s|\n|其中|包括|看/.test(text.slice(list[i - 1]!.end, first.at))
    )
      continue
    // 由 5 人增至 8 人: what it was is no part
    if (parts.some((p) => /(?:[增升降减涨跌]|增加|减少|提高|下降)[至到]\s?$/.test(p.front))) continue
    // a price per million is no part of another
    if (parts.some((p) => /\bper\b|每/i.test(p.text))) continue
    // 两家产业方各跟投 1.8 亿元: that many times
    if (parts.some((p) => /各(?:自|家)?[^，。；;、]{0,6}$|\beach\b[^,.;]{0,10}$/i.test(p.front))) continue
    if (/重叠|重复计|重合|去重|多选|overlap|more than one/i.test(text.slice(first.at, end + 40))) continue
    if (isAmong || isWhole)
      check(
        list.slice(0, i),
        parts,
        { isWhole, isAmong, isSet: isPair || isOfAll(parts, text), of: pair?.[2] },
        text,
        desk,
      )
  }
}

function oppositesOf(one: string, other: string): (typeof opposites)[number] | undefined {
  return opposites.find(([a, b]) => (a.test(one) && b.test(other)) || (b.test(one) && a.test(other)))
}

// what the parts of some wholes are called, all of them
const sets: readonly (readonly RegExp[])[] = [
  [/第一产/, /第二产/, /第三产/],
  [/农业/, /林业/, /牧业/, /渔业/, /服务业/],
]

function isOfAll(parts: readonly Quantity[], text: string): boolean {
  // what is used, households use too: 第三产业用电量 …；城乡居民生活用电量 …
  const { end } = parts.at(-1)!
  if (/居民/.test(text.slice(end, end + 90))) return false
  return sets.some((set) => set.length === parts.length && set.every((name, i) => name.test(parts[i]!.front)))
}

function isThing(q: Quantity): boolean {
  return (q.kind === 'amount' || q.kind === 'count') && q.key !== 'h1' && !q.isQuoted && q.mention!.form === 'digits'
}

function isAlike(a: Quantity, b: Quantity): boolean {
  const one = a.mention!.unitText
  const other = b.mention!.unitText
  return (
    a.kind === b.kind &&
    a.key === b.key &&
    a.noun === b.noun &&
    a.each === b.each &&
    a.period === b.period &&
    (a.kind !== 'count' || a.noun !== '' || one === other)
  )
}

// whether a number stands in one list with that before it
function isJoined(list: readonly Quantity[], i: number, text: string): boolean {
  const last = list[i - 1]!
  const q = list[i]!
  return isAlike(last, q) && isOneList(text.slice(last.end, q.at))
}

function isOneList(between: string): boolean {
  return between.length <= 44 && !/[。！？：]|[.:]\s|\n\s*\n/.test(between)
}

// what follows in one list, with no full stop between
function runOf(list: readonly Quantity[], i: number, text: string): readonly Quantity[] {
  const parts = [list[i]!]
  for (let n = i + 1; n < list.length; n += 1) {
    const last = list[n - 1]!
    const q = list[n]!
    const between = text.slice(last.end, q.at)
    // of which $17bn qualifies, the credit was $4.25bn and is now $5.95bn
    if (!isOneList(between) || /\b(?:is|was|were|are)\s(?:now\s)?(?:US\$|[$¥€£])?$/i.test(between)) break
    if (!isAlike(parts[0]!, q) || among.test(q.front) || change.test(q.front) || difference.test(q.front)) break
    parts.push(q)
  }
  return parts.length > 10 ? [] : parts
}

interface Said {
  readonly isWhole: boolean
  readonly isAmong: boolean
  /** of a set of which all parts are known */
  readonly isSet: boolean
  /** what the whole must be called */
  readonly of: RegExp | undefined
}

function check(
  before: readonly Quantity[],
  parts: readonly Quantity[],
  { isWhole, isAmong, isSet, of }: Said,
  text: string,
  desk: AuditDesk,
): void {
  const [first] = parts
  // 全年 stands beside the whole alone
  const isOne = (q: Quantity) =>
    isAlike(q, first!) || (isSet && q.period === 'year' && isAlike({ ...q, period: null }, first!))
  const near = before.filter(isOne).slice(isSet ? 0 : -6)
  const sum = parts.reduce((s, q) => s + q.value, 0)
  const spreadOf = (w: Quantity) => parts.reduce((s, q) => s + q.value * q.slack, w.value * w.slack)
  const fits = (total: number) => near.some((w) => Math.abs(total - w.value) <= spreadOf(w) * 1.1 + w.value * 1e-9)
  // 其中地上 3.6 万平方米，地下 1.4 万平方米；机房 2 万平方米: the first of them are the parts
  const sums = parts.map((_, n) => parts.slice(0, n + 1).reduce((t, q) => t + q.value, 0))
  if (sums.some((total, n) => n > 0 && fits(total))) return
  // what the parts of a known set are of need not stand right before them, where the words say what is parted
  const isNear = (w: Quantity) => isAmong || w === before.at(-1) || parted.test(text.slice(w.end, first!.at))
  const [likely, ...more] = isSet
    ? near.filter((w) => sum / w.value > 0.7 && sum / w.value < 1.4 && ofAll.test(w.front) && isNear(w))
    : []
  const only = near.length === 1 && (!isSet || isNear(near[0]!)) ? near[0] : undefined
  const whole = likely !== undefined && more.length === 0 ? likely : isAmong ? before.at(-1) : only
  if (of !== undefined && whole !== undefined && !of.test(text.slice(Math.max(0, whole.at - 30), whole.at))) return
  if (whole === undefined || !isOne(whole) || first!.at - whole.end > 120) return
  // 二季度 316，一季度 270；其中 … may be those of the first
  if (
    !isWhole &&
    sum > whole.value &&
    before.slice(-3).some((w) => w !== whole && isOne(w) && w.sentence === whole.sentence && w.value > sum)
  )
    return
  // 丁净赎回 0.8 亿元 goes off
  if (parts.some((q) => goesOff.test(q.front) && !goesOff.test(whole.front))) return
  const all = [whole, ...parts]
  if (all.some((q) => desk.isTold(q.at, q.end)) || shared.test(text.slice(whole.at, parts.at(-1)!.end))) return
  if (all.some((q) => !['exact', 'about'].includes(q.mention!.bound))) return
  const off = Math.abs(sum / whole.value - 1)
  if (off < 0.004 && all.every((q) => toNumber(q.mention!.value.div(q.mention!.scale)) % 100 === 0)) return
  const slips = all
    .map((q) => ({ q, right: q === whole ? sum : whole.value - sum + q.value }))
    .map(({ q, right }) => ({ q, right, slip: right > 0 ? slipBetween(q, right) : ('other' as Slip) }))
    .filter((x) => x.slip !== 'other')
  const changed = slips.filter((x) => x.slip === 'exchange' && digitsOf(x.q) >= 3)
  // about so many are so many
  const isRough = all.some((q) => q.mention!.bound === 'about') && off < 0.03
  // 其中沿海港口完成 6.1 万吨；内河港口完成 2.6 万吨: two of a kind, told in the same words, are apart from each other
  const turned = all
    .map((q) => ({ q, right: q === whole ? sum : whole.value - sum + q.value }))
    .filter(({ q, right }) => isTurned(q, right))
  const isApart =
    parts.length === 2 &&
    isAmong &&
    off < 0.6 &&
    sum > whole.value * 1.03 + 2 * spreadOf(whole) &&
    isParallel(parts) &&
    turned.length > 0
  const isOff = off < 0.6 && !isRough && (isWhole || (parts.length >= 3 && sum > whole.value + 2 * spreadOf(whole)))
  const isFirm = isApart || isOff
  // 54.00 and 66.50 billion: the scale behind the last is that of both
  const bare = parts.filter((p) => p.mention?.scaleText === '' && p.mention.unitText === '')
  if (bare.length > 0 && bare.length < parts.length && (whole.mention?.scaleText ?? '') !== '') return
  // parts that are more than their whole are wrong, whichever it is
  const isChanged =
    (changed.length === 1 || (changed.length > 1 && isAmong && sum > whole.value + 2 * spreadOf(whole))) &&
    !isRough &&
    off < 0.9
  const isPower = isWhole && !isRough && slips.filter((x) => x.slip === 'power' && x.q !== whole).length === 1
  if (!isFirm && !isChanged && !isPower) return
  const blamed =
    isApart && turned.length === 1
      ? turned[0]!
      : changed.length === 1
        ? changed[0]!
        : slips.length === 1
          ? slips[0]!
          : { q: whole, right: sum }
  tell(blamed.q, blamed.right, whole, parts, !isApart && !isChanged && !isPower, desk)
}

const goesOff =
  /净?(?:赎回|流出|卖出|减持|减少|亏损)(?:了|约)?\s?$|(?:net (?:outflows?|redemptions?|loss)(?: of)?)\s?[$¥€]?$/i

// 69,900 for 60,990: the same digits in another order
function isTurned(q: Quantity, right: number): boolean {
  const m = q.mention!
  const scale = q.value / toNumber(m.value.div(m.scale))
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale))))
  const sorted = (x: number) => [...x.toFixed(places)].sort().join('')
  return right > 0 && digitsOf(q) >= 3 && sorted(q.value / scale) === sorted(right / scale)
}

function isParallel(parts: readonly Quantity[]): boolean {
  const [one, other] = parts.map((q) => /([^，,。；;、：:\d]+)\s*$/.exec(q.front)?.[1]?.trim() ?? '') as [
    string,
    string,
  ]
  const tail = one.slice(-4)
  return (
    one.length >= 6 &&
    one.length <= 12 &&
    /^[\u4e00-\u9fff]{4}$/.test(tail) &&
    other.endsWith(tail) &&
    one !== other &&
    other.length <= 12
  )
}

function digitsOf({ mention }: Quantity): number {
  return String(toNumber(mention!.value.div(mention!.scale)))
    .replace(/\D/g, '')
    .replace(/^0+/, '').length
}

function slipBetween(q: Quantity, right: number): Slip {
  const m = q.mention!
  const scale = q.value / toNumber(m.value.div(m.scale))
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale))))
  const a = plain(m.value.div(m.scale))
  const b = (right / scale).toFixed(places)
  return slipOf(Number(a).toFixed(places), b)
}

function tell(
  q: Quantity,
  right: number,
  whole: Quantity,
  parts: readonly Quantity[],
  isNear: boolean,
  desk: AuditDesk,
): void {
  const total = shown(
    whole,
    parts.reduce((t, p) => t + p.value, 0),
  )
  desk.tell(
    'audit/sum',
    desk.place(q.start, q.end),
    {
      en: `the ${parts.length} parts of \`${whole.text}\` add up to ${total}${q === whole ? '' : `: \`${q.text}\` does not fit`}`,
      zh: `\`${whole.text}\` 的 ${parts.length} 个分项之和为 ${total}${q === whole ? '' : `，\`${q.text}\` 与之不符`}`,
    },
    { confidence: 0.82, printed: q.text, expected: shown(q, right), isNear },
  )
}
