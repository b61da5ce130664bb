import type { AuditDesk } from '../desk.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'
import type { Paragraph } from './input.ts'

/** What one US dollar was in yuan from 1994 to 2026, with room at both ends. */
export const yuanPerDollar: readonly [least: number, most: number] = [5.8, 8.8]

// what one of the second is in the first, in all the years that reports speak of
const rates: readonly (readonly [string, string, number, number])[] = [
  ['CNY1', 'USD1', ...yuanPerDollar],
  ['HKD1', 'USD1', 7.7, 7.9],
  ['CNY1', 'HKD1', 0.75, 1.15],
  ['CNY1', 'EUR1', 6.6, 11],
]
const again =
  /^(?:\s?\/\s?[\u4e00-\u9fff]{1,3})?\s?[（(]\s?(?:折合|约合|合|约|即|相当于|about|or|roughly|some|\s)*(?:人民币|RMB|CNY|USD|US\$|HK\$|[$¥￥€])?\s?$/i
// 1,561 万美元，折合人民币 11.2 亿元
const folded = /^[，,]\s?(?:折合|约合|合|折算为?|相当于)(?:成|为)?(?:约)?(?:人民币|RMB|CNY|美元)?\s?(?:约)?$/
const powers: readonly number[] = [1, 2, 3, 4, 5, 6, 8]

/** Tells of an amount that is said again in another currency a power of ten off: 888 亿元（12.7 亿美元）. */
export function checkExchange({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (/[£€]|新元/.test(sentence.text) && /[（(]/.test(sentence.text)) checkSigns(sentence, desk)
    if (sentence.mentions.length < 2 || sentence.mentions.length > 24) continue
    if (!/[（(]|折合|约合|折算|合人民币/.test(sentence.text)) continue
    const list = quantitiesOf(sentence)
    for (const [n, b] of list.entries()) {
      const a = list[n - 1]
      if (a === undefined || a.kind !== 'amount' || b.kind !== 'amount' || a.key === b.key) continue
      const between = sentence.text.slice(a.end - sentence.start, b.at - sentence.start)
      // ¥ may be yen
      if ((again.test(between) || folded.test(between)) && isNamed(a) && isNamed(b)) check(a, b, desk)
    }
  }
}

const signs =
  /([£€])\s?(\d[\d,]*(?:\.\d+)?)\s?(million|billion|trillion|mn|bn|m|b)\s?[（(](?:about\s|or\s|US)?\$\s?(\d[\d,]*(?:\.\d+)?)\s?(million|billion|trillion|mn|bn|m|b)\b/gi
const sizes: Readonly<Record<string, number>> = { m: 1e6, b: 1e9, t: 1e12 }

// £7.32 million ($9.55 billion)
function checkSigns({ text, start }: Sentence, desk: AuditDesk): void {
  for (const m of text.matchAll(signs)) {
    const size = (word: string) => sizes[word[0]!.toLowerCase()]!
    const [one, other] = [Number(m[2]!.replace(/,/g, '')) * size(m[3]!), Number(m[4]!.replace(/,/g, '')) * size(m[5]!)]
    const ratio = other / one
    // a pound or a euro was never a tenth nor ten times a dollar
    if (!(one > 0) || (ratio > 0.2 && ratio < 8)) continue
    const power = Math.round(Math.log10(ratio / 1.3) / 3) * 3
    if (power === 0 || ratio / 10 ** power < 0.8 || ratio / 10 ** power > 2.2) continue
    const at = start + m.index
    if (desk.isTold(at, at + m[0].length)) continue
    const printed = `${m[0]}${text[m.index + m[0].length] ?? ''}`
    desk.tell(
      'audit/scale-slip',
      desk.place(at, at + printed.length),
      {
        en: `\`${printed}\` gives one amount in two currencies, off by a factor of ${10 ** Math.abs(power)}`,
        zh: `\`${printed}\` 为同一金额的两种货币写法，相差 ${10 ** Math.abs(power)} 倍`,
      },
      { confidence: 0.88, printed },
    )
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
