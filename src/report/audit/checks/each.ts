import { append } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { unitOff } from '../digits.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'
import type { Paragraph } from './input.ts'

// 平均每个机柜投资约, 折合每平方米约, 单台约, 人均
const perZh =
  /(?:平均|折合|相当于|合)?(?:每|单)\s?(?:一?(?:个|台|张|块|套|座|条|家|名|位|辆|部|间|栋|卡|人|户))?\s?([\u4e00-\u9fff]{0,6}?)(?:投资|造价|成本|价格|费用|收入|支出|消费|成交|算力|功率|显存|内存|容量|耗电|面积|用量|金额|月费|年费|电费|租金)*(?:额|量|价)?(?:约|为|达|近|是|即|合)*\s*$/
const zhMeasure = /[每单]\s?一?(个|台|张|块|套|座|条|家|名|位|辆|部|间|栋|卡|人|户|平方米|平米|亩|吨|公里|千瓦时|度)/
const heads = /(?:人均|户均|单人)[\u4e00-\u9fff]{0,6}\s*$/
const perEn =
  /^\s?(?:[A-Z]{0,3}FLOPS|[KMGT]W|[KMGT]B)?\s?(?:a|an|per|for each|for every)\s([a-z]+(?:\s[a-z]+)?)|^\s?(?:[A-Za-z]+\s)?(?:each|apiece)\b/i
const perFront = /\b(?:each|every|per)\s([a-z]+)\b[^.;,\d]{0,28}$/i
const spans = /^(?:year|quarter|month|week|day|hour|second|minute|night)/i
const reach = 4

/**
 * Tells of an amount for each that the total and the number beside it make but for 万, 亿, million or billion:
 * 总投资 24 亿元，机柜 6000 个，平均每个机柜约 40 亿元.
 *
 * Who is counted must be named on both sides; a quotient that misses by anything else than such a power of ten is left alone.
 */
export function checkEach({ sentences, from, to, desk }: Paragraph): void {
  const list: Quantity[] = []
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length > 24) continue
    const first = list.length
    append(
      list,
      quantitiesOf(sentence).filter((q) => q.mention === null || q.mention.form === 'digits'),
    )
    for (let i = first; i < list.length; i += 1) checkQuotient(list, i, desk)
  }
}

function checkQuotient(list: readonly Quantity[], i: number, desk: AuditDesk): void {
  const each = list[i]!
  if (each.mention === null || each.kind !== 'amount' || desk.isTold(each.at, each.end)) return
  const name = nameOf(each)
  if (name === null) return
  const before = list.slice(Math.max(0, i - reach), i)
  const count = before.findLast((q) => isCountOf(q, name))
  if (count === undefined || count.value < 2) return
  const isTotal = (q: Quantity) => q !== count && q.kind === 'amount' && q.key === each.key && nameOf(q) === null
  const totals = before.filter(isTotal)
  const next = list[i + 1]
  // of several the one right beside the count, or what it comes to
  const last = totals.at(-1)
  const isClear = totals.length === 1 || (last !== undefined && list.indexOf(last) === list.indexOf(count) - 1)
  const isNext = next !== undefined && isTotal(next) && next.sentence === each.sentence && next.at - each.end < 40
  const wholes = [...(last !== undefined && isClear ? [last] : []), ...(isNext ? [next] : [])]
  const ratios = wholes.map((total) => ({ total, ratio: (each.value * count.value) / total.value }))
  const slackOf = (total: Quantity) => Math.min(0.08, total.slack + count.slack + each.slack + 0.02)
  if (ratios.some(({ ratio, total }) => Math.abs(ratio - 1) <= slackOf(total))) return
  const found = ratios.flatMap(({ ratio, total }) => {
    const power = unitOff(ratio, slackOf(total))
    return power === null ? [] : [{ total, power }]
  })[0]
  if (found === undefined || desk.isTold(found.total.at, found.total.end)) return
  const { power } = found
  const by = String(10 ** Math.abs(power))
  // what is told last follows from what is told before
  const q = found.total === next ? next : each
  const right = q === each ? each.value / 10 ** power : q.value * 10 ** power
  desk.tell(
    'audit/scale-slip',
    desk.place(q.start, q.end),
    {
      en: `\`${each.text}\` for each disagrees with \`${found.total.text}\` for \`${count.text}\`: off by a factor of ${by}`,
      zh: `\`${each.text}\`（每单位）与 \`${found.total.text}\`、\`${count.text}\` 不符，相差 ${by} 倍`,
    },
    { confidence: 0.84, printed: q.text, expected: shown(q, right) },
  )
}

// what an amount is for each of, as printed; an empty name is that of whatever is counted
function nameOf({ front, behind }: Quantity): string | null {
  const english = perEn.exec(behind)
  if (english !== null && !spans.test(english[1] ?? '')) return (english[1] ?? '').toLowerCase()
  const led = perFront.exec(front)
  if (led !== null && !spans.test(led[1]!)) return led[1]!.toLowerCase()
  if (heads.test(front)) return '人'
  const chinese = perZh.exec(front)
  if (chinese === null) return null
  return zhMeasure.exec(chinese[0])?.[1] ?? chinese[1] ?? ''
}

function isCountOf(q: Quantity, name: string): boolean {
  if (q.kind !== 'count' || q.mention === null) return false
  const near = `${q.front.slice(-10)}|${q.text}|${q.behind.slice(0, 24)}`
  if (name === '') return q.noun !== ''
  if (/[\u4e00-\u9fff]/.test(name)) return near.includes(name)
  return near.toLowerCase().includes(
    name
      .replace(/(?:e?s)$/, '')
      .split(' ')
      .at(-1)!,
  )
}
