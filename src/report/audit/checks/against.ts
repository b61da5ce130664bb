import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'
import { tellTurned } from './turned.ts'

const any = gate(/[高低好]于|超过|不[如及]|[较比]|\b(?:above|below|higher|lower|exceed\w*)\b/)

/**
 * Tells of a word that holds a number against a bar or against what it was, and that the two deny: 8.23% 低于 7.5% 的监管底线,
 * 3,185 万人次，反而好于去年的 3,263 万人次, 49.7 元，相较去年的 52.3 元有明显上调.
 */
export function checkAgainst({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length >= 2 && sentence.text.includes('put')) checkPrices(sentence, desk)
    if (mentions.length < 2 || mentions.length > 40 || !any(sentence)) continue
    for (let n = 0; n + 1 < mentions.length; n += 1) checkTwo(sentence, mentions[n]!, mentions[n + 1]!, desk)
  }
}

const prices =
  /\binput\b[^.;\n$]{0,40}\$(\d+(?:\.\d+)?)\s(?:per|\/|a)\s?(?:1M|M|million)\b[^;\n$]{0,40}\boutput\b[^;\n$]{0,40}\$(\d+(?:\.\d+)?)\s(?:per|\/|a)\s?(?:1M|M|million)\b/i

// input at $10 per million tokens, output at $2.5: what is written costs more than what is read, with every vendor
function checkPrices({ text, start }: Sentence, desk: AuditDesk): void {
  const m = prices.exec(text)
  if (m === null || Number(m[1]) <= Number(m[2]) || !/token/i.test(text) || /cache|embed|audio|image/i.test(m[0]))
    return
  const at = start + m.index + m[0].lastIndexOf(`$${m[2]}`)
  if (desk.isTold(at, at + m[2]!.length + 1)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(at, at + m[2]!.length + 1),
    {
      en: `\`$${m[2]}\` for output is less than \`$${m[1]}\` for input, which no vendor of language models charges: the two may be exchanged`,
      zh: `输出价 \`$${m[2]}\` 低于输入价 \`$${m[1]}\`，语言模型没有这样的定价，疑为两者互换`,
    },
    { confidence: 0.72, printed: `$${m[2]}` },
  )
}

const word = '(高于|好于|超过|低于|不如|不及)'
const directZh = new RegExp(`^(?:[\\u4e00-\\u9fff]{0,2})[，,]?\\s?${word}(?:了)?\\s?$`)
const bar = /^\s?的?[^，。；;、\d]{0,6}(?:底线|红线|要求|标准|门槛|下限|上限|警戒线|监管值|目标值?|荣枯线)/
const beforeZh = new RegExp(
  `^[^，。；;\\d]{0,6}[，,]\\s?(?:但|却|反而|仍|仍然|也|已|明显|略)*${word}(?:了)?(?:去年|上年|上[月周季]|前[值年]|(?:去年|上年)?同期)(?:同期)?的?\\s?$`,
)
const directEn =
  /^(?:,?\s(?:which is\s)?(?:still\s|well\s|just\s)?)(above|higher than|exceeding|below|lower than)\s(?:the\s|its\s|their\s|a\s)?(?:regulatory\s|statutory\s|required\s)?[$€£¥]?$/i
const barEn = /^\s(?:[a-z]+\s){0,2}(?:target|threshold|floor|requirement|minimum|ceiling|limit|benchmark of)\b/i
const merit = /成本|费用|亏损|负债|能耗|时延|延迟|价格|排放|投诉|事故/
const held = /^[^，。；;\d]{0,4}[，,]\s?相?[较比](?:去年|上年|此前|之前|上[月周季]|前[值年])[^，。；;\d]{0,6}的\s?$/
const changed =
  /^\s?有?(?:所|明显|大幅|小幅|略有|略微|显著)*(?:(上调|上涨|提[高升]|增[长加]|上升)|(下调|下降|下滑|回落|降低|减少))(?!(?:了|约|近|超|\s|幅度)*\d)/

function checkTwo(sentence: Sentence, a: Mention, b: Mention, desk: AuditDesk): void {
  if (a.form !== 'digits' || b.form !== 'digits' || a.high !== undefined || b.high !== undefined) return
  if (bareUnit(a) !== bareUnit(b) || a.bound !== 'exact' || isQuoted(sentence, a)) return
  const between = textBetween(sentence, a.end, b.numberStart)
  if (between.length > 48 || between.length === 0) return
  const behind = textBetween(sentence, b.end, b.end + 30)
  // 营收 50 亿元、净利润 6 亿元，高于去年的 45 亿元和 5 亿元: each against its own
  if (/^\s?(?:和|与|、|及|and)\s?(?:US\$|[$¥€£])?\d/.test(behind)) return
  const asBar = directZh.exec(between) ?? directEn.exec(between)
  const said = asBar !== null && (bar.test(behind) || barEn.test(behind)) ? asBar : (beforeZh.exec(between) ?? null)
  const [x, y] = [toNumber(a.value), toNumber(b.value)]
  const front = textBetween(sentence, a.numberStart - 14, a.numberStart)
  // 占 27.9%，去年同期为 16.3%，高于游戏的 19.6%: said of the number before
  if (/去年|上年|同期|上[周月季]|此前|last year|year ago|previous/i.test(front)) return
  // of what fell or was lost the larger number is the lower one
  if (x === y || x <= 0 || y <= 0 || /[-−]$|降|跌|减|亏|负|fell|down|loss|declin/.test(front)) return
  const way =
    said !== null
      ? {
          text: said[1]!,
          isUp: /^(?:高于|好于|超过|above|higher|exceed)/i.test(said[1]!),
          at: a.end + between.lastIndexOf(said[1]!),
        }
      : held.test(between)
        ? wayBehind(behind, b.end)
        : null
  if (
    way === null ||
    way.isUp === x > y ||
    /(?:并|仍|尚|不|未)(?:未|不|没)?$/.test(textBetween(sentence, way.at - 2, way.at))
  )
    return
  // merit is not size: of a rate, a price or a time the better one may be the lower
  if (
    /^(?:好于|不如|不及)$/.test(way.text) &&
    (!/人次|[人元辆台家吨万亿]/.test(a.unitText + a.scaleText) || merit.test(sentence.text))
  )
    return
  if (said === null && /^(?:秒|毫秒|ms|s|nm|纳米|分钟|小时|天)$/i.test(bareUnit(a))) return
  if (desk.isTold(way.at, way.at + way.text.length) || desk.isTold(a.start, a.end)) return
  const [one, other] = [a, b].map((m) => textBetween(sentence, m.start, m.end)) as [string, string]
  tellTurned(way.text, way.at, [one, other], 0.85, desk)
}

function wayBehind(
  behind: string,
  at: number,
): { readonly text: string; readonly isUp: boolean; readonly at: number } | null {
  const found = changed.exec(behind)
  if (found === null) return null
  const text = found[1] ?? found[2]!
  return { text, isUp: found[1] !== undefined, at: at + found[0].length - text.length }
}
