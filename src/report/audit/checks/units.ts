import { conversion, decimal, exponentOfTen, type Mention, plain, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Paragraph } from './input.ts'

/** Tells of a number given twice in two scales or units that are not the same: 64.4 亿（644 million）. */
export function checkUnits({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    for (let n = 0; n + 1 < sentence.mentions.length; n += 1)
      checkPair(sentence, sentence.mentions[n]!, sentence.mentions[n + 1]!, desk)
  }
}

// a unit that the second writing of a number may leave out: 64.4 亿元（644 million）
function isImplied(dimension: string): boolean {
  return dimension !== 'ratio' && dimension !== 'time' && dimension !== 'percentage-point'
}

// most numbers are not followed by a parenthesis
function isOpened(text: string, at: number): boolean {
  const first = text.charCodeAt(at)
  if (first === openLatin || first === openChinese) return true
  const second = text.charCodeAt(at + 1)
  return second === openLatin || second === openChinese
}

const openLatin = 0x28
const openChinese = 0xff08
const opening = /^\s?[（(]\s?(?:即|约|合|about|or|i\.e\.,?|=|equivalent to)?\s?(?:RMB|CNY|USD|US\$|\$|¥)?\s?$/i
const closing = /^\s?(?:yuan|RMB|CNY|元|人民币|dollars|USD)?\s?[）)]/i

const stated =
  /(?:单位|金额)(?:均|统一)?(?:[:：]|为|是|以)[^。\n]{0,10}?(?:百万|千万|亿|万|千)|\b(?:in|all figures in) (?:millions|thousands|billions|US\$ ?m|\$m|\$bn)\b|[（(](?:US\$|[$€£¥])?\s?(?:m|mn|bn|million|billion)[)）]/i

function checkPair(sentence: Sentence, a: Mention, b: Mention, desk: AuditDesk): void {
  const { text, start } = sentence
  if (!isOpened(text, a.end - start)) return
  const between = text.slice(a.end - start, b.start - start)
  const gap = text.slice(a.end - start, b.numberStart - start)
  if (!(opening.test(between) || opening.test(gap)) || !closing.test(text.slice(b.end - start, b.end - start + 12)))
    return
  if (
    a.high !== undefined ||
    b.high !== undefined ||
    a.form === 'fraction' ||
    b.form === 'fraction' ||
    // 接近翻倍（+98%）: by how much it grew
    /翻|doubl|trebl|tripl|halv/i.test(text.slice(a.start - start, a.end - start)) ||
    a.value.eq(0) ||
    b.value.eq(0)
  )
    return
  const { units } = desk.input.registry
  const left = units.named(a.unitText)[0]?.id
  const right = units.named(b.unitText)[0]?.id
  const isMoney = (u: string | undefined) => u !== undefined && ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP'].includes(u)
  if (left !== right && left !== undefined && right !== undefined && isMoney(left) && isMoney(right)) return
  // 99.8 % (10,000 bytes), 10 s (or 1 m): one of the two units is left out, and it is none that goes without saying
  if ((left === undefined) !== (right === undefined) && !isImplied(units.get(left ?? right ?? '')?.dimension ?? ''))
    return
  // 除特别注明外单位为百万元: a number without a unit may be in that one
  if (a.unitText === '' && a.scaleText === '' && stated.test(desk.input.extract.text)) return
  // what a source has told of needs no second word
  if (desk.isTold(a.numberStart, a.numberEnd) || desk.isTold(b.numberStart, b.numberEnd)) return
  const factor =
    left === undefined || right === undefined || left === right ? decimal('1') : conversion(units, left, right)
  if (factor === null || a.value.eq(0) || (a.scaleText === '' && b.scaleText === '' && factor.eq(1))) return
  // 4B (38.4): the score of a size, 4 bits (35 GB): the memory at a precision
  if (a.scaleText === 'B' && a.unitText === '' && b.scaleText === '') return
  if (/^bits?$/i.test(a.unitText) && a.value.lte(64)) return
  const ratio = b.value.div(a.value.times(factor))
  if (ratio.minus(1).abs().lt('0.06')) return
  // 上涨 100%（翻倍）, 增长 200%（3 倍）: by how much, and to how much
  const { text: all, start: from } = sentence
  const isChange = /^[+＋-]/.test(all.slice(b.start - from, b.end - from)) && /[%％]/.test(b.unitText)
  if (isChange && b.value.div(100).plus(1).div(a.value).minus(1).abs().lt('0.06')) return
  const grown = /[%％]/.test(a.unitText) ? a.value.div(100).plus(1) : null
  if (grown !== null && b.value.div(grown).minus(1).abs().lt('0.06')) return
  const printed = text.slice(a.start - start, b.end - start)
  const power = exponentOfTen(nearestPower(toNumber(ratio)))
  const isPower = power !== null && power !== 0 && Math.abs(toNumber(ratio) / 10 ** power - 1) < 0.06
  if (!isPower && factor.eq(1)) return
  // 102 hours are 4.25 days, whatever an hour is of one
  const right2 = plain(a.value.times(factor).round(9))
  desk.tell(
    isPower ? 'audit/scale-slip' : 'audit/unit-slip',
    desk.place(a.start, b.end),
    {
      en: `\`${printed}\` gives one number twice, off by a factor of ${plain(ratio.round(4))}: the first is ${right2}${right === undefined ? '' : ` ${right}`}`,
      zh: `\`${printed}\` 两种写法相差 ${plain(ratio.round(4))} 倍：前者为 ${right2}${right === undefined ? '' : ` ${right}`}`,
    },
    { confidence: isPower ? 0.95 : 0.82, printed, expected: right2 },
  )
}

function nearestPower(value: number) {
  return decimal(`1e${Math.round(Math.log10(Math.abs(value) || 1))}`)
}
