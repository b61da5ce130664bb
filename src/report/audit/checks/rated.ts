import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { isMoney, isStated, partOf } from '../prose/stated.ts'
import { inScaleOf } from '../solve/shown.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const any = gate(/margin|补贴|补助|折|subsid|rebate|discount|费用率|利润?率/i)

/** Tells of amounts that are no such percentage of another as the sentence says: 一台 6,000 元，可享 20% 补贴，即 1,500 元; 研发费用率 12.5%. */
export function checkRated({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length < 3 || sentence.mentions.length > 12 || !any(sentence)) continue
    checkSubsidy(sentence, desk)
    checkRate(sentence, desk)
    checkMargin(sentence, desk)
  }
}

const subsidy = /补贴|补助|补|立减|优惠|subsid|rebate|discount/i
const given =
  /(?:即|可补贴?|补贴|可享|可得|可领|优惠|立减|节省|便宜)(?:金额|款)?(?:为|约|了|是|\s)*$|\b(?:comes? to|amounts? to|or|is|gets?|saves?|that is)\s(?:about\s)?[$¥€£]?$/i
const cap = /最高|不超过|上限|封顶|至多|以内|\bup to|\bcap|\bat most|maximum|no more than/i

// a price, a part of it in percent, and what that makes; more than the cap nobody gets
function checkSubsidy(sentence: Sentence, desk: AuditDesk): void {
  const { mentions } = sentence
  const around = (m: Mention) => textBetween(sentence, m.numberStart - 14, m.end + 12)
  const rates = mentions.filter((m) => isStated(m) && isPercent(m.unitText) && subsidy.test(around(m)))
  const [rate] = rates
  if (rates.length !== 1 || rate === undefined || toNumber(rate.value) >= 100) return
  const money = mentions.filter((m) => isMoney(m.unitText) && m.form === 'digits' && m.high === undefined)
  const caps = money.filter(
    (m) => m.bound === 'at-most' || cap.test(textBetween(sentence, m.numberStart - 10, m.numberStart)),
  )
  const own = money.filter((m) => !caps.includes(m))
  const [price, got] = own
  if (own.length !== 2 || price === undefined || got === undefined || caps.length > 1 || isQuoted(sentence, got)) return
  if (!isStated(price) || !isStated(got) || !given.test(textBetween(sentence, got.numberStart - 16, got.numberStart)))
    return
  // what is saved of a price, not the price that is left
  if (/到手|实付|只需|仅需|后(?:价|为)|pay/i.test(textBetween(sentence, price.end, got.numberStart))) return
  const made = (toNumber(price.value) * toNumber(rate.value)) / 100
  const right = caps[0] === undefined ? made : Math.min(made, toNumber(caps[0].value))
  judge(sentence, got, right, partOf(price) + partOf(got), [price, rate], desk)
}

const rateOf = /([\u4e00-\u9fff]{1,4}?)(?:费用|利润|利)?率(?:约|为|是|达到?|\s)*$/
const sales = /(?:营业?收入?|营收|收入|销售额)(?:约|为|达到?|\s)*$/

// 研发费用率为 12.5%，营收 320 亿元，研发费用 40 亿元
function checkRate(sentence: Sentence, desk: AuditDesk): void {
  const { mentions } = sentence
  const [rate, a, b] = mentions.filter((m) => isStated(m) && (isPercent(m.unitText) || isMoney(m.unitText)))
  if (rate === undefined || a === undefined || b === undefined || !isPercent(rate.unitText)) return
  if (isPercent(a.unitText) || isPercent(b.unitText) || mentions.some((m) => m !== rate && isPercent(m.unitText)))
    return
  const front = (m: Mention) => textBetween(sentence, Math.max(sentence.start, m.numberStart - 16), m.numberStart)
  const name = rateOf.exec(front(rate))?.[1]?.slice(-2)
  if (name === undefined || /增长|同比|利$|汇|税/.test(name)) return
  const [whole, piece] = sales.test(front(a)) ? [a, b] : sales.test(front(b)) ? [b, a] : []
  if (whole === undefined || piece === undefined) return
  // 研发 of 研发费用率 stands before the amount as well
  if (
    !front(piece)
      .replace(/[^\u4e00-\u9fff]/g, '')
      .includes(name)
  )
    return
  const right = (toNumber(whole.value) * toNumber(rate.value)) / 100
  judge(sentence, piece, right, partOf(whole) + partOf(rate) + partOf(piece), [whole, rate], desk)
}

const marginEn = /\b(gross|net|operating)?\s?margin\s(?:was|is|of|at|stood at)\s$/i
const revenueEn = /(?<!\bcosts? of )(?<!\bcosts? of net )\b(?:revenue|sales)\s(?:of|was|were|at)\s(?:US\$|[$¥€£])?$/i
const profitEn = /\b(gross|net|operating)?\s?(?:profit|income|earnings)\s(?:of|was|were|at)\s(?:US\$|[$¥€£])?$/i

// gross margin was 57.4% on revenue of $26.0 billion, giving gross profit of $14.9 billion
function checkMargin(sentence: Sentence, desk: AuditDesk): void {
  const front = (m: Mention) => textBetween(sentence, Math.max(sentence.start, m.numberStart - 32), m.numberStart)
  const pick = (pattern: RegExp, isShare: boolean) => {
    const found = sentence.mentions.filter(
      (m) => isStated(m) && isPercent(m.unitText) === isShare && pattern.test(front(m)),
    )
    return found.length === 1 ? found[0]! : null
  }
  const [rate, whole, piece] = [pick(marginEn, true), pick(revenueEn, false), pick(profitEn, false)]
  if (rate === null || whole === null || piece === null) return
  const kind = marginEn.exec(front(rate))?.[1]?.toLowerCase()
  if (kind === undefined || kind !== profitEn.exec(front(piece))?.[1]?.toLowerCase()) return
  const right = (toNumber(whole.value) * toNumber(rate.value)) / 100
  judge(sentence, piece, right, partOf(whole) + partOf(rate) + partOf(piece), [whole, rate], desk)
}

function judge(
  sentence: Sentence,
  m: Mention,
  right: number,
  slack: number,
  from: readonly Mention[],
  desk: AuditDesk,
): void {
  const ratio = toNumber(m.value) / right
  if (Math.abs(ratio - 1) <= slack * 1.05 + 0.005 || ratio > 12 || ratio < 1 / 12) return
  if ([m, ...from].some((x) => desk.isTold(x.start, x.end))) return
  const printed = textBetween(sentence, m.start, m.end)
  const expected = inScaleOf(m, right)
  const list = from.map((x) => `\`${textBetween(sentence, x.start, x.end)}\``)
  desk.tell(
    'audit/arithmetic',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with ${list.join(', ')}, from which follows ${expected}`,
      zh: `\`${printed}\` 与 ${list.join('、')} 不符，据此应为 ${expected}`,
    },
    { confidence: 0.8, printed, expected, isNear: true },
  )
}
