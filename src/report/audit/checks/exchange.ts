import type { AuditDesk } from '../desk.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'
import type { Paragraph } from './input.ts'

// what one of the second is in the first, in all the years that reports speak of
const rates: readonly (readonly [string, string, number, number])[] = [
  ['CNY1', 'USD1', 5.8, 8.8],
  ['HKD1', 'USD1', 7.7, 7.9],
  ['CNY1', 'HKD1', 0.75, 1.15],
  ['CNY1', 'EUR1', 6.6, 11],
]
const again =
  /^(?:\s?\/\s?[\u4e00-\u9fff]{1,3})?\s?[（(]\s?(?:折合|约合|合|约|即|相当于|about|or|roughly|some|\s)*(?:人民币|RMB|CNY|USD|US\$|HK\$|[$¥￥€])?\s?$/i
const powers: readonly number[] = [1, 2, 3, 4, 5, 6, 8]

/** Tells of an amount that is said again in another currency a power of ten off: 888 亿元（12.7 亿美元）. */
export function checkExchange({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length < 2 || sentence.mentions.length > 24 || !/[（(]/.test(sentence.text)) continue
    const list = quantitiesOf(sentence)
    for (const [n, b] of list.entries()) {
      const a = list[n - 1]
      if (a === undefined || a.kind !== 'amount' || b.kind !== 'amount' || a.key === b.key) continue
      const between = sentence.text.slice(a.end - sentence.start, b.at - sentence.start)
      // ¥ may be yen
      if (again.test(between) && isNamed(a) && isNamed(b)) check(a, b, desk)
    }
  }
}

function isNamed({ key, text, front }: Quantity): boolean {
  return key !== 'CNY1' || /元|人民币|RMB|CNY|yuan/i.test(text + front.slice(-8))
}

function check(a: Quantity, b: Quantity, desk: AuditDesk): void {
  for (const [one, other, low, high] of rates) {
    const turned = a.key === other && b.key === one
    if (!turned && (a.key !== one || b.key !== other)) continue
    const ratio = turned ? b.value / a.value : a.value / b.value
    const power = powers.flatMap((k) => [k, -k]).find((k) => ratio / 10 ** k > low && ratio / 10 ** k < high)
    if (power === undefined || (ratio > low * 0.6 && ratio < high * 1.6)) return
    const isQuoted = a.mention === null || b.mention === null || a.isQuoted || b.isQuoted
    if (isQuoted || desk.isTold(a.start, a.end) || desk.isTold(b.start, b.end)) return
    const by = 10 ** Math.abs(power)
    desk.tell(
      'audit/scale-slip',
      desk.place(b.start, b.end),
      {
        en: `\`${b.text}\` is said to be \`${a.text}\` in another currency, and is off by a factor of ${by}`,
        zh: `\`${b.text}\` 应为 \`${a.text}\` 按汇率折算所得，相差 ${by} 倍`,
      },
      { confidence: 0.86, printed: b.text, expected: shown(b, b.value * 10 ** (turned ? -power : power)) },
    )
    return
  }
}
