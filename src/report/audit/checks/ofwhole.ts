import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { isStep } from '../prose/basis.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween, withoutYears } from './growth.ts'
import { closeTo, type Paragraph } from './input.ts'
import { bareUnit, ulp } from './rates.ts'
import { tellPercent } from './steps.ts'

const any = gate(/占|(?:%|％|per ?cent) of\s/i)
const shareZh =
  /占(?:据|到|了)?(?:全国|全球|同期|整个|全部|公司|集团)?的?([^，。；;、,（(\d]{2,18}?)(?:的)?(?:比[重例]|份额)?(?:的|为|达到?|约|近|超过?|升至|提高至)*\s?$/
const wholeEn = /^\sof\s(?:the|its|their|all|a)\s(?:(?!of\b|and\b)[a-z-]+\s){0,3}(?:US)?[$¥€£]?$/i
const ending = /(?:总数|总量|总额|总规模|总计|合计|数量?|规模|市场)$/

/**
 * Tells of a share that its part and its whole do not make, where the sentence names the whole and the number of that stands close
 * before it: 用户总数达 16.51 亿户 … 3.84 亿户，占用户总数的 32.3%; $45.3 billion, under 30 percent of the $258 billion.
 */
export function checkOfWhole({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length < 2 || sentence.mentions.length > 24 || !any(sentence)) continue
    for (const [n, p] of sentence.mentions.entries()) {
      if (!isPercent(p.unitText) || p.form !== 'digits' || p.high !== undefined || p.value.lte(0)) continue
      if (desk.isTold(p.start, p.end) || isQuoted(sentence, p)) continue
      checkChinese(closeTo(sentences, s, from, 3), sentence, n, desk)
      checkEnglish(sentence, n, desk)
    }
  }
}

function isFirm({ form, high, value, bound }: Mention): boolean {
  return form === 'digits' && high === undefined && value.gt(0) && (bound === 'exact' || bound === 'about')
}

function isAlike(a: Mention, b: Mention): boolean {
  return (
    isFirm(a) &&
    isFirm(b) &&
    bareUnit(a) === bareUnit(b) &&
    (a.unitText !== '' || a.scaleText !== '') &&
    !isPercent(a.unitText)
  )
}

function checkChinese(window: readonly Sentence[], sentence: Sentence, n: number, desk: AuditDesk): void {
  const p = sentence.mentions[n]!
  const found = shareZh.exec(textBetween(sentence, p.start - 40, p.start))
  if (found === null) return
  const name = found[1]!.replace(ending, '')
  if (name.length < 2) return
  const wholes = window.flatMap((o) =>
    o.mentions.filter((m) => m.end <= p.start && isFirm(m) && !isPercent(m.unitText) && names(o, m, name)),
  )
  // its parts end in its name as well: 5G 移动电话用户
  const whole = wholes.reduce<Mention | undefined>(
    (a, b) => (a === undefined || b.value.gt(a.value) ? b : a),
    undefined,
  )
  if (whole === undefined) return
  judge(window, sentence, n, whole, desk)
}

// what stands before the number names the whole, and nothing else
function names(sentence: Sentence, m: Mention, name: string): boolean {
  const front = withoutYears(textBetween(sentence, m.start - 30, m.start))
    .replace(/(?:约|近|已|超|达到?|为|共|有|至|了|\s)+$/, '')
    .replace(ending, '')
  return front.endsWith(name) && !isStep(sentence, m)
}

function checkEnglish(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [p, whole] = [sentence.mentions[n]!, sentence.mentions[n + 1]]
  if (whole === undefined || !isFirm(whole) || isPercent(whole.unitText)) return
  if (!wholeEn.test(textBetween(sentence, p.end, whole.numberStart))) return
  const part = sentence.mentions.slice(0, n).findLast((m) => isAlike(m, whole))
  if (part === undefined || textBetween(sentence, part.end, p.start).length > 90) return
  judge([sentence], sentence, n, whole, desk)
}

function judge(window: readonly Sentence[], sentence: Sentence, n: number, whole: Mention, desk: AuditDesk): void {
  const p = sentence.mentions[n]!
  const said = toNumber(p.value)
  const total = toNumber(whole.value)
  const own = sentence.mentions
    .slice(0, n)
    .filter((m) => m !== whole && isAlike(m, whole) && m.value.lt(whole.value) && !isStep(sentence, m))
  const part = own.at(-1)
  if (part === undefined || desk.isTold(part.start, part.end) || desk.isTold(whole.start, whole.end)) return
  const loose = p.bound === 'exact' ? 0.004 : 0.12
  const fits = (a: Mention, b: Mention) => {
    const made = (toNumber(a.value) / toNumber(b.value)) * 100
    const wide = made * (ulp(a) / toNumber(a.value) + ulp(b) / toNumber(b.value)) * 1.1
    return Math.abs(made - said) <= wide + ulp(p) * 2.1 + said * loose
  }
  const all = window.flatMap((o) => o.mentions).filter((m) => m.end <= p.start || m === whole)
  for (const a of all) for (const b of all) if (a !== b && isAlike(a, b) && fits(a, b)) return
  const places = Math.max(0, Math.min(3, p.decimals ?? 0))
  const isSlip = (m: Mention) =>
    slipOf(said.toFixed(places), ((toNumber(m.value) / total) * 100).toFixed(places)) !== 'other'
  const shown = own.find(isSlip) ?? (own.length === 1 ? part : undefined)
  if (shown === undefined) return
  tellPercent(sentence, p, (toNumber(shown.value) / total) * 100, [shown, whole], desk)
}
