import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isStep } from '../prose/basis.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { bareUnit, ulp } from './rates.ts'

const bullet = /^\s*(?:[-*•●▪·]|\d{1,2}[.)、]|[（(]\d{1,2}[)）])\s*/
const total =
  /^(?:(?:total|sum|all|together|combined|in total|altogether|overall)\b|合计|总计|总共|共计|总和|合共)[^\d]{0,40}$/i
const parts = /[：:]\s?|其中[，,]?|包括|分别[为是]|\bof which\b|\bincluding\b|\bconsisting of\b|\bmade up of\b/i

/**
 * Tells of a total that its parts do not add up to, in a list of which the last item is the total, or in a sentence that names
 * its parts behind a colon or 其中: 合计：287.8 万 GPU 小时 under 266.4, 11.9 and 0.5 万.
 */
export function checkAddends({ desk, numbered }: Read): void {
  checkLists(numbered, desk)
  for (const sentence of numbered) checkSentence(sentence, desk)
}

function isFirm({ form, high, value, bound }: Mention): boolean {
  return form === 'digits' && high === undefined && value.gt(0) && (bound === 'exact' || bound === 'about')
}

// 5,055 台, of which 2,695 辆
const unitOf = (m: Mention) => bareUnit(m).replace(/^[台辆部架]$/, '台')

const longestLead = 12

// items of one list that stand line below line, the last of which is a total
function checkLists(numbered: readonly Sentence[], desk: AuditDesk): void {
  const { text } = desk.input.extract
  let list: Sentence[] = []
  for (const sentence of numbered) {
    // a document may be one line: the beginning of it is looked for no further back than a mark is long
    const near = text.slice(Math.max(0, sentence.start - longestLead), sentence.start)
    const lead = near.slice(near.lastIndexOf('\n') + 1)
    const isItem = bullet.test(`${lead}${sentence.text.slice(0, 8)}`) && lead.trim().length <= 4
    const last = list.at(-1)
    if (!isItem || (last !== undefined && text.slice(last.end, sentence.start).split('\n').length !== 2)) list = []
    if (!isItem) continue
    const own = sentence.text.replace(bullet, '').replace(/\*\*/g, '')
    const first = sentence.mentions[0]
    if (first === undefined) {
      list = []
      continue
    }
    const front = own.slice(0, Math.max(0, own.indexOf(textBetween(sentence, first.start, first.end))))
    if (list.length >= 2 && total.test(front)) {
      const items = list.map((s) => s.mentions.find((m) => isFirm(m) && bareUnit(m) === bareUnit(first)))
      if (items.every((m) => m !== undefined)) judge(first, items as Mention[], true, desk)
      list = []
    } else list.push(sentence)
  }
}

function checkSentence(sentence: Sentence, desk: AuditDesk): void {
  const { mentions } = sentence
  if (mentions.length < 3 || mentions.length > 14) return
  const whole = mentions.find((m) => isFirm(m) && !isPercent(m.unitText) && (m.unitText !== '' || m.scaleText !== ''))
  if (whole === undefined || isStep(sentence, whole)) return
  const behind = sentence.text.slice(whole.end - sentence.start)
  const found = parts.exec(behind)
  if (found === null || /[。；;]/.test(behind.slice(0, found.index)) || found.index > 30) return
  const from = whole.end + found.index
  const rest = mentions.filter((m) => m.start >= from)
  const items = rest.filter((m) => isFirm(m) && unitOf(m) === unitOf(whole) && !isStep(sentence, m))
  // all that stands there are parts, each behind its own name
  const others = rest.filter((m) => !items.includes(m) && !/^[起家个款项只笔轮]$/.test(m.unitText))
  if (items.length < 2 || others.length > 0) return
  const gaps = items.slice(1).map((m, n) => textBetween(sentence, items[n]!.end, m.start))
  if (
    gaps.some((g) => g.length > 40 || /其中|of which|增|降|同比|环比|较|比|\bup\b|\bdown\b|than|from|[。；;]/i.test(g))
  )
    return
  if (/等|such as|e\.g\.|among|主要|例如|不含|除/i.test(sentence.text)) return
  // the parts go on to the end
  if (sentence.text.slice(items.at(-1)!.end - sentence.start).length > 16) return
  judge(whole, items, false, desk)
}

function clear(printed: string, right: string): boolean {
  const slip = slipOf(printed, right)
  const figures = right.replace(/\D/g, '').replace(/^0+/, '').length
  return (slip === 'exchange' && figures >= 2) || (slip === 'digit' && figures >= 4)
}

function judge(whole: Mention, items: readonly Mention[], isList: boolean, desk: AuditDesk): void {
  if (!isFirm(whole) || desk.isTold(whole.start, whole.end) || items.some((m) => desk.isTold(m.start, m.end))) return
  const sum = items.reduce((s, m) => s + toNumber(m.value), 0)
  const said = toNumber(whole.value)
  const slack = items.reduce((s, m) => s + ulp(m), ulp(whole)) * 1.05 + (whole.bound === 'about' ? said * 0.05 : 0)
  if (Math.abs(sum - said) <= slack) return
  // what one of each costs is no part of all
  if (sum < said * 0.5 || sum > said * 1.6) return
  const scale = toNumber(whole.scale)
  const places = Math.max(0, (whole.decimals ?? 0) + Math.round(Math.log10(scale)))
  const expected = (sum / scale).toFixed(places)
  const off = sum - said
  const slips = [clear((said / scale).toFixed(places), expected)]
  for (const m of items) {
    const own = toNumber(m.value) - off
    if (own <= 0) continue
    const s = toNumber(m.scale)
    const p = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(s)))
    slips.push(clear((toNumber(m.value) / s).toFixed(p), (own / s).toFixed(p)))
  }
  // some parts may go without a name, and others overlap: only a clear slip of the hand is told of
  if (!isList && !slips.includes(true)) return
  const printed = desk.input.extract.text.slice(whole.start, whole.end)
  desk.tell(
    'audit/sum',
    desk.place(whole.start, whole.end),
    {
      en: `\`${printed}\` is not what its ${items.length} parts add up to: that is ${expected}`,
      zh: `\`${printed}\` 与其 ${items.length} 个组成部分之和不符，应为 ${expected}`,
    },
    { confidence: 0.82, printed, expected },
  )
}
