import { plain, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { type Slip, slipOf } from '../digits.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'
import type { Paragraph } from './input.ts'

const among = /其中|\bof (?:which|these|those|them)\b/i
const phases =
  /分(?:为|成)?\s?([两二三四五六2-6])\s?(?:个)?(?:期|类|档|块|部分|批|阶段|年|标包|标段|园区|项目|板块|业务|地区|区域)[^。；;\d]{0,8}[，,：:]?[^。；;，,\d]{0,10}$/
const rest = /其余|其他|其它|剩余|余下|the rest|remain(?:ing|der)|\bothers?\b/i
const change =
  /(?:增加|增长|新增|净增|减少|下降|较|比|同期|上[年月季周]|去年|from|than|against|versus|compared|up|down|rose|fell)[^，。；;,]{0,12}$/i
const shared = /同时|兼|重叠|重复|交叉|\bboth\b|overlap|double/i
// what is one or the other
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/开源/, /闭源/],
  [/闭源/, /开源/],
  [/男/, /女/],
  [/线上/, /线下/],
  [/国内|境内/, /海外|境外|国外/],
  [/海外|境外/, /国内|境内/],
  [/输入|\binput/i, /输出|\boutput/i],
  [/\bmen\b|\bmale/i, /\bwomen\b|\bfemale/i],
  [/domestic/i, /overseas|abroad|foreign/i],
]
const near = (q: Quantity, text: string) =>
  text.slice(Math.max(0, q.at - 14), Math.min(text.length, q.end + 12)).replace(/[。；;\n][\s\S]*$/, '')
const divided = /(?:分为|划分为|由)[\u4e00-\u9fff]{0,6}$/
const sizes: Readonly<Record<string, number>> = {
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 6,
}
const any = /其中|分|由|其余|其他|其它|剩余|余下|of (?:which|these|those|them)|rest|remain|other/i

/**
 * Tells of parts that do not make the whole they are said to be of: 在网 GPU 3.2 万张，其中 H800 1.8 万张、A800 1.1 万张、国产卡 0.7 万张.
 *
 * A list may leave parts out: unless it says that it is whole, it is told of only for being more than the whole, or for two
 * digits that changed places.
 */
export function checkPartition({ sentences, from, to, desk }: Paragraph): void {
  let isAny = false
  for (let s = from; s < to && !isAny; s += 1) isAny = any.test(sentences[s]!.text)
  if (!isAny) return
  const list: Quantity[] = []
  for (let s = from; s < to; s += 1)
    if (sentences[s]!.mentions.length <= 24)
      list.push(...quantitiesOf(sentences[s]!).filter((q) => q.mention !== null && isThing(q)))
  const { text } = desk.input.extract
  for (let i = 0; i < list.length; i += 1) {
    const first = list[i]!
    const isAmong = among.test(first.front)
    const said = phases.exec(text.slice(Math.max(0, first.at - 36), first.at))?.[1]
    const parts = runOf(list, i, text)
    if (parts.length < 2) continue
    const isRest = rest.test(parts.at(-1)!.front)
    const isPair =
      parts.length === 2 && opposites.some(([a, b]) => a.test(near(parts[0]!, text)) && b.test(near(parts[1]!, text)))
    const isWhole =
      isRest ||
      isPair ||
      divided.test(text.slice(Math.max(0, first.at - 16), first.at)) ||
      (said !== undefined && sizes[said] === parts.length)
    // a list that says no whole begins where its first number stands
    if (!isAmong && said === undefined && i > 0 && isJoined(list, i, text)) continue
    if (
      isRest &&
      !isAmong &&
      said === undefined &&
      i > 0 &&
      !/[。：:]|\.\s|\n|其中|包括|看/.test(text.slice(list[i - 1]!.end, first.at))
    )
      continue
    if (isAmong || isWhole) check(list.slice(0, i), parts, { isWhole, isAmong }, text, desk)
  }
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
  return between.length <= 44 && !/[。！？]|\.\s|\n\s*\n/.test(between)
}

// what follows in one list, with no full stop between
function runOf(list: readonly Quantity[], i: number, text: string): readonly Quantity[] {
  const parts = [list[i]!]
  for (let n = i + 1; n < list.length; n += 1) {
    const last = list[n - 1]!
    const q = list[n]!
    if (!isOneList(text.slice(last.end, q.at))) break
    if (!isAlike(parts[0]!, q) || among.test(q.front) || change.test(q.front)) break
    parts.push(q)
  }
  return parts.length > 10 ? [] : parts
}

interface Said {
  readonly isWhole: boolean
  readonly isAmong: boolean
}

function check(
  before: readonly Quantity[],
  parts: readonly Quantity[],
  { isWhole, isAmong }: Said,
  text: string,
  desk: AuditDesk,
): void {
  const [first] = parts
  const near = before.filter((q) => isAlike(q, first!)).slice(-6)
  const sum = parts.reduce((s, q) => s + q.value, 0)
  const spreadOf = (w: Quantity) => parts.reduce((s, q) => s + q.value * q.slack, w.value * w.slack)
  if (near.some((w) => Math.abs(sum - w.value) <= spreadOf(w) * 1.1 + w.value * 1e-9)) return
  const whole = isAmong ? before.at(-1) : near.length === 1 ? near[0] : undefined
  if (whole === undefined || !isAlike(whole, first!) || first!.at - whole.end > 120) return
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
  const isFirm = off < 0.6 && !isRough && (isWhole || (parts.length >= 3 && sum > whole.value + 2 * spreadOf(whole)))
  const isChanged = changed.length === 1 && !isRough && off < 0.9
  if (!isFirm && !isChanged) return
  const blamed = changed.length === 1 ? changed[0]! : slips.length === 1 ? slips[0]! : { q: whole, right: sum }
  tell(blamed.q, blamed.right, whole, parts, sum, desk)
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
  sum: number,
  desk: AuditDesk,
): void {
  const total = shown(whole, sum)
  desk.tell(
    'audit/sum',
    desk.place(q.start, q.end),
    {
      en: `the ${parts.length} parts of \`${whole.text}\` add up to ${total}${q === whole ? '' : `: \`${q.text}\` does not fit`}`,
      zh: `\`${whole.text}\` 的 ${parts.length} 个分项之和为 ${total}${q === whole ? '' : `，\`${q.text}\` 与之不符`}`,
    },
    { confidence: 0.82, printed: q.text, expected: shown(q, right) },
  )
}
