import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { isBase, isStep } from '../prose/basis.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { halfOf } from '../prose/stated.ts'
import { alike, kindOf } from './changed.ts'
import { textBetween, withoutYears } from './growth.ts'
import type { Paragraph } from './input.ts'

const any = gate(/[%％]|per ?cent/i)

/**
 * Tells of growths that stand in a row, each beside the base it is taken of, and that do not lead from there to the level before them: revenue of
 * $412.6 million, up 38.2% from $298.5 million and 6.1% sequentially from $388.9 million; 环比增长 8.6%（2 月为 6,300 万次），同比增长 52.0%（上年同月为
 * 4,501 万次）; 较 6 月的 4.04 亿增长 28.2%，较上年 12 月的 2.38 亿增长 117.6%.
 */
export function checkChain({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length < 3 || mentions.length > 40 || !any(sentence)) continue
    for (let n = 0; n < mentions.length; n += 1) {
      const base = baseOf(sentence, n)
      if (base !== null) check(sentence, n, base, desk)
    }
  }
}

/** The number that the words right beside a change give as the base it is taken of, `null` where they give none. */
export function baseBeside(sentence: Sentence, n: number): Mention | null {
  const base = baseOf(sentence, n)
  return base === null ? null : sentence.mentions[base.at]!
}

/** Whether a change is said to be taken in another way than from level to level: 15% like for like, 剔除汇率影响增长 5%. */
export function otherBasis(sentence: Sentence, { start, end }: Mention): boolean {
  const behind = /^[^.;。；]{0,44}/.exec(textBetween(sentence, end, end + 44))![0]
  const front = /[^,.;，。；]*$/.exec(textBetween(sentence, start - 30, start))![0]
  return saysOtherBasis(behind.replace(/,\s(?:and|up|down|while)\b.*$/, '')) || saysOtherBasis(front)
}

/** Whether words say that a change is taken in another way than from level to level. */
export function saysOtherBasis(words: string): boolean {
  return other.test(words)
}

const other =
  /like[- ]for[- ]like|organic|constant (?:exchange |currency )?rates?|local currenc|口径已?调整|调整口径|constant[- ]currenc|pro forma|same[- ]store|underlying|excluding|adjusted for|剔除|不含|可比口径|同口径|内生|固定汇率|还原/i

const behindEn =
  /^\s(?:(?:year[- ](?:on|over)[- ]year|sequentially|annually|quarter[- ]on[- ]quarter|yoy|qoq|in value|higher|lower|more|less)\s)?(?:(?:from|above|below|over|on|than)\s)(?:the\s|its\s|a\s)?(?:[A-Za-z][\w.'’-]{0,14}\s){0,4}?(?:[A-Z]{1,3}\$|RMB\s?|CNY\s?|USD\s?|[$¥€£])?$/i
const behindZh =
  /^\s?[（(](?:(?:上年|去年|前年)?同[期月季周]|上年|去年|上[月周季]度?|上一?[期年]|前值|年初|[上下]半年|[一二三四]季度|月|周|\d{1,2}月)(?:末|底)?(?:同期|日均)?(?:仅)?(?:为|是)?\s?$/
const frontZh = /(?:较|比|相比于?)[^，。；;、（(\d]{0,14}?(?:的|为|之)?\s?$/
const verbZh =
  /^\s?(?:累计|又|再|仍|则|分别|大幅|小幅|同比|环比)*(?:增长|增加|上升|上涨|提[高升]|增|涨|升|下降|下跌|减少|降低|回落|下滑|降|跌)(?:了|约|近|逾|超)*\s?$/

interface Base {
  readonly at: number
  readonly kind: 'behind' | 'front'
}

// where the base of a change stands, by the words between
function baseOf(sentence: Sentence, n: number): Base | null {
  const { mentions } = sentence
  const change = mentions[n]!
  if (!isPercent(change.unitText) || change.form !== 'digits' || change.high !== undefined) return null
  const next = mentions[n + 1]
  if (next !== undefined && next.high === undefined && !isPercent(next.unitText)) {
    const between = plainTimes(textBetween(sentence, change.end, next.numberStart))
    if (behindEn.test(between) || behindZh.test(between)) {
      // from 72.6 to 110.4 has levels of its own
      if (/^\s?(?:to|至|到|[–—-])\s?/.test(textBetween(sentence, next.end, next.end + 4))) return null
      return { at: n + 1, kind: 'behind' }
    }
  }
  const last = mentions[n - 1]
  if (last === undefined || last.high !== undefined || isPercent(last.unitText)) return null
  const front = plainTimes(textBetween(sentence, mentions[n - 2]?.end ?? sentence.start, last.numberStart))
  return frontZh.test(front) &&
    verbZh.test(
      textBetween(sentence, last.end, change.numberStart).replace(/^[\u4e00-\u9fff]?(?=[增上下提降减涨跌])/, ''),
    )
    ? { at: n - 1, kind: 'front' }
    : null
}

function plainTimes(text: string): string {
  return withoutYears(text).replace(/\d{1,2}\s?月(?:\d{1,2}\s?日)?[末底初]?/g, '月')
}

const rising =
  /\b(?:up|rose|rise|grew|growth|increase[ds]?|gain(?:ed)?|climbed|higher|more|above|over)\b|增|升|涨|提[高升]/i
const falling = /\b(?:down|fell|fall|declined?|dropped|decreased?|lower|less|below|cut)\b|降|跌|减|回落|下滑/i

// the level before the first growth of the row
function levelOf(sentence: Sentence, n: number, { at, kind }: Base): Mention | null {
  const { mentions } = sentence
  const base = mentions[at]!
  let first = Math.min(n, at)
  // up 38.2% from 298.5 and 6.1% from 388.9: the one before belongs to the row
  for (let k = first - 1; k > 0; k -= 1) {
    const change = kind === 'behind' ? k - 1 : k
    const own = isPercent(mentions[change]!.unitText) ? baseOf(sentence, change) : null
    if (own === null || own.kind !== kind || Math.max(own.at, change) !== first - 1) break
    const between = textBetween(sentence, mentions[first - 1]!.end, mentions[first]!.start)
    if (!joining.test(between)) break
    first = Math.min(own.at, change)
    k = first
  }
  const now = mentions[first - 1]
  if (now === undefined || !alike(now, base) || isStep(sentence, now) || isBase(sentence, now)) return null
  // more than double the $11.4 billion before
  if (beside.test(textBetween(sentence, now.numberStart - 24, now.numberStart))) return null
  const between = plainTimes(textBetween(sentence, now.end, mentions[first]!.numberStart))
  const isLed = kind === 'behind' ? leadEn.test(between) || leadZh.test(between) : leadFront.test(between)
  return isLed && !isListed(sentence, first - 1) ? now : null
}

// 合计 480 亿：甲 190 亿、乙 175 亿、丙 115 亿，较去年增长 29%: what grew stands before the colon
function isListed(sentence: Sentence, at: number): boolean {
  const { mentions } = sentence
  const last = mentions[at]!
  const before = mentions[at - 1]
  if (
    before === undefined ||
    !/^[^，。；;:：]{0,4}[、和与及]/.test(textBetween(sentence, before.end, last.numberStart))
  )
    return false
  return mentions.some((m, n) => n < at && /^[^，。；;]{0,8}[:：]/.test(textBetween(sentence, m.end, m.end + 12)))
}

const beside = /(?:double|twice|times|fold|triple|half|倍于)[^,.;，。；\d]{0,20}$/i
const joining =
  /^(?:\sa (?:year|quarter|month) (?:ago|earlier|before))?[)）]?[,，]?\s?(?:and|or|but|as well as|同比|环比|较|比|，|,|、)?[^.;。；\d]{0,24}$/i
const leadEn =
  /^(?:\s(?:in|for|of|during)\s(?:(?:its|the|fiscal|quarter|year|first|second|third|fourth|half|month|full)\s?)+)?,?\s?(?:which\s(?:is|was)\s|or\s|that is\s)?(?:(?!and|or|but)[a-z]+\s)?(?:up|down|rose|grew|growth of|increased|fell|declined|climbed|dropped|jumped|a rise of|an increase of|a gain of|a fall of|a drop of|higher by|gained|lost)\s(?:by\s|about\s|just\s|only\s|nearly\s|some\s)*$/i
const leadZh =
  /^(?:人次|[次台辆件份家])?[，,（(]?\s?(?:同比|环比)?(?:大幅|小幅|仍|则)?(?:增长|增加|上升|上涨|提[高升]|增|涨|升|下降|下跌|减少|降低|回落|下滑|降|跌)(?:了|约|近|逾|超)*\s?$/
const leadFront =
  /^(?:人次|[次台辆件份家])?[，,（(]?\s?(?:同)?(?:较|比|相比于?)[^，。；;、（(\d]{0,14}?(?:的|为|之)?\s?$/

function check(sentence: Sentence, n: number, base: Base, desk: AuditDesk): void {
  const change = sentence.mentions[n]!
  const old = sentence.mentions[base.at]!
  if (kindOf(change, sentence) !== 'percent' || !['exact', 'about'].includes(change.bound)) return
  if (isQuoted(sentence, change) || otherBasis(sentence, change)) return
  const now = levelOf(sentence, n, base)
  if (now === null || [now, old, change].some((m) => desk.isTold(m.start, m.end))) return
  const [a, b] = [toNumber(old.value), toNumber(now.value)]
  const growth = (b / a - 1) * 100
  const words =
    base.kind === 'front'
      ? textBetween(sentence, old.end, change.numberStart)
      : textBetween(sentence, change.numberStart - 30, change.numberStart) +
        textBetween(sentence, change.end, old.numberStart)
  const said = Math.abs(toNumber(change.value))
  const slack =
    ((Math.abs(growth) + 100) * (halfOf(old, 0.03) / a + halfOf(now, 0.03) / b) + halfOf(change, 0.05)) * 1.2 + 1e-9
  const isTurned =
    rising.test(words) !== falling.test(words) && Math.abs(growth) > 1 && growth < 0 === rising.test(words)
  if (Math.abs(said - Math.abs(growth)) <= slack && !isTurned) return
  // the scale of one of them stands on another line
  if (Math.abs(growth) > 1e5) return
  const printed = textBetween(sentence, change.start, change.end)
  const [one, two] = [old, now].map((m) => textBetween(sentence, m.start, m.end)) as [string, string]
  const expected = growth.toFixed(Math.max(0, change.decimals ?? 0))
  desk.tell(
    Math.abs(said - Math.abs(growth)) <= slack ? 'audit/flip' : 'audit/ratio',
    desk.place(change.start, change.end),
    {
      en: `\`${printed}\` does not lead from \`${one}\` to \`${two}\`: that is ${expected}%`,
      zh: `由 \`${one}\` 到 \`${two}\` 与 \`${printed}\` 不符，应为 ${expected}%`,
    },
    { confidence: 0.84, printed, expected: `${expected.replace('-', '')}%`, isNear: true },
  )
}
