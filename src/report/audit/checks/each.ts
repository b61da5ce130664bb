import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Read } from './input.ts'
import { shown } from './solve.ts'

const powers: readonly number[] = [3, 4, 6, 8, 9]
// 平均每个机柜投资约, 折合每平方米约, 单台约, 人均
const perZh =
  /(?:平均|折合|相当于|合)?(?:每|单)\s?(?:一?(?:个|台|张|块|套|座|条|家|名|位|辆|部|间|栋|卡|人|户))?\s?([\u4e00-\u9fff]{0,6}?)(?:投资|造价|成本|价格|费用|收入|支出|消费|成交|算力|功率|显存|内存|容量|耗电|面积|用量|金额|月费|年费|电费|租金)*(?:额|量|价)?(?:约|为|达|近|是|即|合)*\s*$/
const zhMeasure = /[每单]\s?一?(个|台|张|块|套|座|条|家|名|位|辆|部|间|栋|卡|人|户|平方米|平米|亩|吨|公里|千瓦时|度)/
const heads = /(?:人均|户均|单人)[\u4e00-\u9fff]{0,6}$/
const perEn =
  /^\s?(?:[A-Z]{0,3}FLOPS|[KMGT]W|[KMGT]B)?\s?(?:a|an|per|for each|for every)\s([a-z]+(?:\s[a-z]+)?)|^\s?(?:[A-Za-z]+\s)?(?:each|apiece)\b/i
const reach = 4

/**
 * Tells of an amount for each that the total and the number beside it make but for 万, 亿, million or billion:
 * 总投资 24 亿元，机柜 6000 个，平均每个机柜约 40 亿元.
 *
 * Who is counted must be named on both sides; a quotient that misses by anything else than such a power of ten is left alone.
 */
export function checkEach({ desk, numbered, blocks }: Read): void {
  let n = 0
  for (const block of blocks) {
    if (block.kind === 'table') continue
    const list: Quantity[] = []
    while (n < numbered.length && numbered[n]!.start < block.end) {
      const sentence = numbered[n]!
      n += 1
      if (sentence.start < block.start || sentence.mentions.length > 24) continue
      const from = list.length
      list.push(...quantitiesOf(sentence).filter((q) => q.mention === null || q.mention.form === 'digits'))
      for (let i = from; i < list.length; i += 1) checkQuotient(list, i, desk)
    }
  }
}

function checkQuotient(list: readonly Quantity[], i: number, desk: Read['desk']): void {
  const each = list[i]!
  if (each.mention === null || each.kind !== 'amount' || desk.isTold(each.at, each.end)) return
  const name = nameOf(each)
  if (name === null) return
  const before = list.slice(Math.max(0, i - reach), i)
  const count = before.findLast((q) => isCountOf(q, name, list[list.indexOf(q) + 1]))
  if (count === undefined || count.value < 2) return
  const totals = before.filter((q) => q !== count && q.kind === 'amount' && q.key === each.key && nameOf(q) === null)
  // of several the one right beside the count
  const total = totals.at(-1)
  if (total === undefined || (totals.length > 1 && list.indexOf(total) !== list.indexOf(count) - 1)) return
  const right = total.value / count.value
  const slack = total.slack + count.slack + each.slack + 0.02
  const ratio = each.value / right
  const power = Math.round(Math.log10(ratio))
  if (!powers.includes(Math.abs(power)) || Math.abs(ratio / 10 ** power - 1) > Math.min(slack, 0.08)) return
  const by = String(10 ** Math.abs(power))
  desk.tell(
    'audit/scale-slip',
    desk.place(each.start, each.end),
    {
      en: `\`${each.text}\` for each disagrees with \`${total.text}\` for \`${count.text}\`: off by a factor of ${by}`,
      zh: `\`${each.text}\`（每单位）与 \`${total.text}\`、\`${count.text}\` 不符，相差 ${by} 倍`,
    },
    { confidence: 0.84, printed: each.text, expected: shown(each, each.value / 10 ** power) },
  )
}

// what an amount is for each of, as printed; an empty name is that of whatever is counted
function nameOf({ front, behind }: Quantity): string | null {
  const english = perEn.exec(behind)
  if (english !== null) return (english[1] ?? '').toLowerCase()
  if (heads.test(front)) return '人'
  const chinese = perZh.exec(front)
  if (chinese === null) return null
  return zhMeasure.exec(chinese[0])?.[1] ?? chinese[1] ?? ''
}

function isCountOf(q: Quantity, name: string, next: Quantity | undefined): boolean {
  if (q.kind !== 'count' || q.mention === null || next === undefined) return false
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
