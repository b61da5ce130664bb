import type { Mention } from '../../../base/index.ts'
import { slipOf } from '../digits.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Read } from './input.ts'
import { bareUnit, baseOf } from './rates.ts'

/**
 * Tells of a result that is a power of ten away from the product or the quotient of the two numbers before it:
 * 1200 元、2500 万户，对应 30 亿元.
 *
 * Only a slip of scale is told of. What fits no product may follow from something that is not written here.
 */
export function checkProducts({ desk, numbered: sentences }: Read): void {
  for (const [s, sentence] of sentences.entries()) {
    if (sentence.mentions.length === 0 || sentence.mentions.length > 30) continue
    for (const [n, result] of sentence.mentions.entries()) {
      if (!isResult(sentence, n) || isQuoted(sentence, result)) continue
      const own = sentence.mentions.slice(Math.max(0, n - 4), n)
      const last = sentences[s - 1]
      // 3.2 billion tokens a month. At $3 per million that comes to $9,600
      const before =
        own.length < 2 && last !== undefined && sentence.start - last.end < 3 ? last.mentions.slice(-2) : []
      const terms = [...before.map((m) => termOf(last!, m, desk)), ...own.map((m) => termOf(sentence, m, desk))]
      checkResult(
        sentence,
        result,
        terms.filter((t) => t !== null),
        desk,
      )
    }
  }
}

const marker =
  /(?:对应|即|折合|约合|合计|共计|总计|总共|共|相当于|需要?|成本|费用|总额|总显存|投资|收入|金额|总价|造价|电费|租金|销售额|空间|每[年月日天秒周]|每小时|would be|makes|=|＝|\bcomes? to|\bgives?|\bthat is|\bi\.e\.,?|\bwhich is|\bequals?|\bworth|\bor an average|\bhas|\bin total|\baverage selling price of|全周|全月|全年|\b(?:for|is) a total of)[^，。；;\d]{0,12}$/i

function isResult(sentence: Sentence, n: number): boolean {
  const m = sentence.mentions[n]!
  if (m.form !== 'digits' || m.high !== undefined || m.value.lte(0) || m.unitText === '%' || m.unitText === '')
    return false
  const at = m.numberStart - sentence.start
  // 全月（720 小时）约 10.4 万元: what stands in parentheses parts nothing
  const behind = sentence.text.slice(m.end - sentence.start, m.end - sentence.start + 14)
  if (/^\s?(?:in all|in total|altogether|combined)\b/i.test(behind)) return true
  return marker.test(sentence.text.slice(Math.max(0, at - 40), at).replace(/[（(][^（）()]*[)）]/g, ''))
}

interface Term {
  readonly value: number
  readonly slack: number
  /** what is counted: money, a unit, or `''` */
  readonly unit: string
  /** by how many tokens a rate per million is taken down; 1 where there is none */
  readonly per: number
  readonly text: string
}

const money: Readonly<Record<string, string>> = {
  元: 'CNY',
  美元: 'USD',
  $: 'USD',
  '¥': 'CNY',
  '￥': 'CNY',
  US$: 'USD',
}

function unitOf(m: Mention): string {
  const unit = bareUnit(m)
  return money[unit] ?? unit.toLowerCase()
}

function termOf(sentence: Sentence, m: Mention, _desk: Read['desk']): Term | null {
  if (
    !['digits', 'words'].includes(m.form) ||
    m.high !== undefined ||
    m.value.lte(0) ||
    /^(?:%|％|倍|x|个百分点)$/i.test(m.unitText)
  )
    return null
  const base = baseOf(sentence, m)
  const value = Number(m.value.toFixed())
  const behind = sentence.text.slice(m.end - sentence.start, m.end - sentence.start + 14)
  // per something that is not known here
  if (base === null && /^\s?(?:\/|per\s)\s?(?!token)(?:M|K|1|million|thousand|百万|千|万)/i.test(behind)) return null
  return {
    value,
    slack: (0.5 * 10 ** -(m.decimals ?? 15)) / value,
    unit: unitOf(m),
    per: base?.kind === 'token' ? base.size[0]! : 1,
    text: sentence.text.slice(m.start - sentence.start, m.end - sentence.start),
  }
}

function checkResult(sentence: Sentence, result: Mention, terms: readonly Term[], desk: Read['desk']): void {
  if (terms.length === 0) return
  const unit = unitOf(result)
  const own = {
    value: Number(result.value.toFixed()),
    slack: (0.5 * 10 ** -(result.decimals ?? 15)) / Number(result.value.toFixed()),
  }
  // all ways in which the numbers before it make the result; any of them clears it
  const ways = [...combine(terms, unit), ...constants(sentence, result, terms, unit)]
  if (ways.length === 0 || terms.some((t) => t.unit === unit && Math.abs(t.value / own.value - 1) < 1e-9)) return
  const off = ways.map((w) => ({ ...w, ratio: own.value / w.value }))
  const fits = (ratio: number, slack: number) => Math.abs(ratio - 1) <= Math.max(slack + own.slack, 0.004)
  if (off.some((w) => fits(w.ratio, Math.min(w.slack, 0.03)))) return
  if (own.slack > 0.06) return
  for (const way of off.filter((w) => w.near)) {
    const power = Math.round(Math.log10(way.ratio))
    if (isExchange(sentence, result, way) && !desk.isTold(result.start, result.end)) {
      tellExchange(sentence, result, way, desk)
      return
    }
    if (![1, 2, 3, 4, 6, 8].includes(Math.abs(power))) continue
    // of two digits each, products come near by chance
    if (!fits(way.ratio / 10 ** power, Math.min(way.slack, 0.006))) continue
    if (desk.isTold(result.start, result.end)) return
    const printed = sentence.text.slice(result.start - sentence.start, result.end - sentence.start)
    const expected = String(Number(way.value.toPrecision(4)))
    desk.tell(
      'audit/scale-slip',
      desk.place(result.start, result.end),
      {
        en: `\`${printed}\` disagrees with ${way.text}, which is ${expected}: off by a factor of ${10 ** power}`,
        zh: `\`${printed}\` 与 ${way.text} 不符，后者为 ${expected}，相差 ${10 ** power} 倍`,
      },
      { confidence: 0.82, printed, expected },
    )
    return
  }
}

// 115,200 and 151,200: two digits of the result are exchanged
function isExchange(sentence: Sentence, result: Mention, { value }: Way): boolean {
  const digits = textOf(sentence, result).replace(/[^\d.]/g, '')
  const scale = Number(result.scale.toFixed())
  const right = (value / scale).toFixed(/\./.test(digits) ? digits.split('.')[1]!.length : 0)
  return digits.replace('.', '').length >= 3 && slipOf(digits, right) === 'exchange'
}

function textOf({ text, start }: Sentence, m: Mention): string {
  return text.slice(m.numberStart - start, m.numberEnd - start)
}

function tellExchange(sentence: Sentence, result: Mention, way: Way, desk: Read['desk']): void {
  const printed = textOf(sentence, result)
  const expected = String(Number(way.value.toPrecision(6)))
  desk.tell(
    'audit/arithmetic',
    desk.place(result.start, result.end),
    {
      en: `\`${printed}\` disagrees with ${way.text}, which is ${expected}: two digits are exchanged`,
      zh: `\`${printed}\` 与 ${way.text} 不符，后者为 ${expected}，两位数字互换`,
    },
    { confidence: 0.78, printed, expected },
  )
}

interface Way {
  readonly value: number
  readonly slack: number
  readonly text: string
  /** of the two nearest numbers: only such a way accuses */
  readonly near: boolean
}

function combine(terms: readonly Term[], unit: string): readonly Way[] {
  const ways: Way[] = []
  for (const [i, a] of terms.entries())
    for (const [j, b] of terms.entries()) {
      if (i === j) continue
      const near = Math.min(i, j) >= terms.length - 2
      const slack = a.slack + b.slack
      if (i < j && a.unit !== b.unit && (a.unit === unit || b.unit === unit)) {
        const value = (a.value * b.value) / (a.per * b.per)
        ways.push({ value, slack, text: `${a.text} × ${b.text}`, near })
      }
      if (a.unit === unit && b.unit !== unit)
        ways.push({ value: a.value / b.value, slack, text: `${a.text} / ${b.text}`, near })
      // 190 亿美元 of 25 万美元 each are 7.6 万台
      if (a.unit === b.unit && a.unit !== '' && unit !== a.unit && a.value > b.value)
        ways.push({ value: a.value / b.value, slack, text: `${a.text} / ${b.text}`, near })
      // quotients and sums of like things clear a result, and accuse nobody
      if (i < j && a.unit === b.unit)
        for (const value of [a.value + b.value, Math.abs(a.value - b.value), a.value * b.value])
          ways.push({ value, slack, text: '', near: false })
    }
  for (const [i, a] of terms.entries())
    for (const [j, b] of terms.entries())
      for (const c of terms.slice(Math.max(i, j) + 1))
        if (i < j && [a, b, c].filter((t) => t.unit === unit).length === 1)
          ways.push({
            value: (a.value * b.value * c.value) / (a.per * b.per * c.per),
            slack: 0.01,
            text: '',
            near: false,
          })
  return ways
}

const words: readonly (readonly [RegExp, readonly number[], RegExp])[] = [
  // words before the result, factors, words beside the rate
  [/全周|整周|一周|a week|per week/i, [7], /日均|每[日天]|a day|per day|daily/i],
  [/全年|每年|一年|a year|per year|annual/i, [12], /每月|月均|\/月|a month|per month|monthly/i],
  [/全月|每月|一个月|月成本|a month|per month/i, [30, 31], /日均|每[日天]|日成本|单日|a day|per day|daily/i],
  [/全年|每年|一年|a year|per year|annual/i, [365, 360, 366], /日均|每[日天]|日成本|日收入|单日|a day|per day|daily/i],
]

function constants(sentence: Sentence, result: Mention, terms: readonly Term[], unit: string): readonly Way[] {
  const at = result.numberStart - sentence.start
  const near = sentence.text.slice(Math.max(0, at - 14), result.end - sentence.start + 12)
  const before = sentence.text.slice(0, Math.max(0, at - 2))
  const own = terms.filter((t) => t.unit === unit)
  const last = own.at(-1)
  return words.flatMap(([here, factors, there]) =>
    last === undefined || !here.test(near) || !there.test(before)
      ? []
      : factors.map((f, i) => ({
          value: last.value * f,
          slack: last.slack,
          text: `${last.text} × ${f}`,
          near: i === 0 && terms.at(-1) === last,
        })),
  )
}
