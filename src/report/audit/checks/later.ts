import { append } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf, unitOff } from '../digits.ts'
import { gate } from '../prose/gate.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { saysOtherBasis } from './chain.ts'
import type { Paragraph } from './input.ts'

const yearly = /同比[^，。；;\d]{0,6}$|year[- ]on[- ]year|year[- ]over[- ]year|\byoy\b/i
const stepwise = /环比[^，。；;\d]{0,6}$|quarter[- ]on[- ]quarter|\bqoq\b|sequentially/i
const lastYear =
  /(?:(?:去年|上年)(?:同期|同季|同月|[上下]半年|[一二三四]季度|全年|前[三3]季度)?|同期)(?:营收|收入|数值|基数)?(?:则|仅|约|为|是|的)*\s*$/
const lastStep = /(?:上一?(?:个)?(?:季度?|月|周)|前一(?:季度?|月|周|日)|环比基数)(?:则|仅|约|为|是|的)*\s*$/
const held = /(?:较|比|相比|对比)[^，。；;]{0,16}$/
const onlyVerb =
  /^[^，。；;\d]{0,3}?(?:大幅|小幅|同比|环比|约|略|已|再|累计)*(?:增长|增加|上升|上涨|提高|提升|扩大|下降|减少|降低|下滑|下跌|回落)(?:了|约|近|达)*\s*$/
const any = gate(/同比|环比|较|比/)
const part = /占|其中|均|单价|每/

/**
 * Tells of growth that does not follow from its base, where the base stands behind it or other numbers stand between:
 * 收入 48.6 亿元，同比增长 53.0%；去年同期为 36.0 亿元.
 */
export function checkLater({ sentences, from, to, desk }: Paragraph): void {
  let isAny = false
  for (let s = from; s < to && !isAny; s += 1) isAny = any(sentences[s]!)
  if (!isAny) return
  const list: Quantity[] = []
  for (let s = from; s < to; s += 1)
    if (sentences[s]!.mentions.length <= 24)
      append(
        list,
        quantitiesOf(sentences[s]!).filter((q) => q.mention !== null),
      )
  for (let n = 0; n < list.length; n += 1) {
    const q = list[n]!
    if ((q.kind !== 'growth' && q.kind !== 'fall') || q.isQuoted || q.mention!.bound !== 'exact') continue
    if (desk.isTold(q.at, q.end)) continue
    checkBehind(list, n, desk)
    if (!desk.isTold(q.at, q.end)) checkBetween(list, n, desk)
  }
}

function isThing(q: Quantity): boolean {
  return (q.kind === 'amount' || q.kind === 'count') && q.mention!.form === 'digits' && !q.isQuoted
}

function isAlike(a: Quantity, b: Quantity): boolean {
  return (
    isThing(a) &&
    isThing(b) &&
    a.kind === b.kind &&
    a.key === b.key &&
    a.each === b.each &&
    (a.noun === b.noun || a.noun === '' || b.noun === '') &&
    (a.kind === 'amount' || a.mention!.unitText === b.mention!.unitText)
  )
}

// 同比增长 35.0%，环比增长 8.0%；去年同期为 36.0 亿元，上一季度为 45.0 亿元
function checkBehind(list: readonly Quantity[], n: number, desk: AuditDesk): void {
  const q = list[n]!
  const words = q.front.slice(-14)
  const base = yearly.test(words) ? lastYear : stepwise.test(words) ? lastStep : null
  if (base === null) return
  // what the growth is said of stands right before it, but for another growth
  let now: Quantity | undefined
  for (let i = n - 1; i >= Math.max(0, n - 2) && now === undefined; i -= 1) {
    // 环比增长 8.6%（2 月为 6,300 万次），同比: what stands in parentheses is held against
    if (isThing(list[i]!) && /[（(][^（()）]*$/.test(list[i]!.front)) continue
    if (isThing(list[i]!)) now = list[i]
    else if (list[i]!.kind !== 'growth' && list[i]!.kind !== 'fall') return
  }
  if (now === undefined || now.sentence !== q.sentence) return
  // what is held against is not what grew
  if (lastYear.test(now.front) || lastStep.test(now.front) || /(?:上年|去年)[^，。；;]{0,8}$/.test(now.front)) return
  const old = list.slice(n + 1, n + 4).find((b) => base.test(b.front))
  if (
    old === undefined ||
    !isAlike(now, old) ||
    // 差距由上月的 0.02 亿扩大到 0.27 亿 has a level of its own
    /^[^，。；;]{0,8}[至到]/.test(old.behind) ||
    list
      .slice(n + 1, list.indexOf(old))
      .some((b) => isAlike(b, old) && !lastYear.test(b.front) && !lastStep.test(b.front))
  )
    return
  if (!isFit(now, old, q)) tell(now, old, q, 0.84, desk)
}

// 用电量 9.36 亿千瓦时，占全社会用电量 124.8 亿千瓦时的 7.5%，比 5 月的 9.0 亿千瓦时增长 4.0%
function checkBetween(list: readonly Quantity[], n: number, desk: AuditDesk): void {
  const old = list[n - 1]
  const q = list[n]!
  if (old === undefined || !isThing(old) || old.sentence !== q.sentence || q.at - old.end > 14) return
  if (!held.test(old.front) || !onlyVerb.test(q.front)) return
  const all = list.slice(Math.max(0, n - 6), n - 1).filter((b) => b.sentence === q.sentence && isAlike(b, old))
  if (all.length === 0 || all.some((now) => isFit(now, old, q))) return
  const own = all.filter((b) => !part.test(b.front) && !held.test(b.front))
  if (own.length !== 1) return
  const [now] = own
  const right = Math.abs(now!.value / old.value - 1) * 100
  const decimals = Math.max(0, q.mention!.decimals ?? 0)
  const off = unitOff(now!.value / old.value / (1 + (q.kind === 'fall' ? -1 : 1) * q.value), 0.03)
  const isPower = right > 0 && [10, 0.1].some((f) => Math.abs(q.value * 100 * f - right) <= 0.6 * 10 ** -decimals)
  if (off === null && !isPower && slipOf((q.value * 100).toFixed(decimals), right.toFixed(decimals)) === 'other') return
  tell(now!, old, q, 0.82, desk)
}

function isFit(now: Quantity, old: Quantity, q: Quantity): boolean {
  const right = (now.value / old.value - 1) * 100
  const said = q.value * 100 * (q.kind === 'fall' ? -1 : 1)
  const half = 0.5 * 10 ** -(q.mention!.decimals ?? 0)
  return Math.abs(right - said) <= half * 2.2 + (Math.abs(right) + 100) * (now.slack + old.slack)
}

function tell(now: Quantity, old: Quantity, q: Quantity, confidence: number, desk: AuditDesk): void {
  const off = unitOff(now.value / old.value / (1 + (q.kind === 'fall' ? -1 : 1) * q.value), 0.03)
  const right = ((now.value / old.value - 1) * 100).toFixed(Math.max(0, q.mention!.decimals ?? 0))
  const at = off === null ? q : old
  // 若剔除去年出售的业务（去年同期收入 31.7 亿元）: of a part
  if (off === null && (Math.abs(Number(right)) > 1000 || /剔除|出售|excluding|divest/i.test(old.front))) return
  // 同比增长 12.3%（口径已调整，上年同期为 45.1 亿元）
  const between = desk.input.extract.text.slice(Math.min(now.end, q.end), Math.max(old.at, q.at))
  if (off === null && saysOtherBasis(between)) return
  desk.tell(
    off === null ? 'audit/ratio' : 'audit/scale-slip',
    desk.place(at.start, at.end),
    {
      en: `\`${q.text}\` does not lead from \`${old.text}\` to \`${now.text}\`${off === null ? `: that is ${right}%` : `: off by a factor of ${10 ** Math.abs(off)}`}`,
      zh: `由 \`${old.text}\` 到 \`${now.text}\` 与 \`${q.text}\` 不符${off === null ? `，应为 ${right}%` : `，相差 ${10 ** Math.abs(off)} 倍`}`,
    },
    {
      confidence,
      printed: at.text,
      ...(off === null ? { expected: `${Math.abs(Number(right))}%`, isNear: true } : {}),
    },
  )
}
