import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent, isPoints } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { isBasisPoints } from './changed.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'
import { tellTurned } from './turned.ts'

const any = gate(
  /[较比从由]|百分点|\b(?:gain|rise|drop|fall|decline|increase|loss)\sof\b|\bpoints?\b|去年|上[年月周季]|同期|前值|\b(?:from|than|against|earlier|ago)\b/,
)
const many = '(?:了|约|近|出|逾|超)*'
const zh = new RegExp(
  `(?:(上升|提升|提高|增长|增加|扩大|上涨|走高|增|升|涨|高|多)|(下降|下滑|降低|减少|回落|下跌|走低|降|跌|减|低|少))${many}\\s?$`,
)
const en =
  /(?:\b(up|rose|rising|gained|gaining|increased|increasing|grew|climbed|climbing)|\b(down|fell|falling|lost|losing|declined|declining|dropped|dropping|decreased|slipped))(?:\sby)?(?:\s(?:about|some|nearly|only|just))?\s?$/i
const enBehind =
  /^\s?(?:percentage\s)?(?:points?|percent|pp)?\s?(?:(more|higher|above|dearer|costlier)|(less|fewer|lower|below|cheaper))\sthan\b/i
// what a number was before
const base =
  /(?:(?:[较比]|相比|由|从|去年|上年|上一?个?[年月周季]度?|同期|年初|前值|此前)[^，。；;,\d（(]{0,12}|\b(?:from|than|against|compared\swith|versus|ago|earlier)\b[^.,;\d(]{0,16})[（(]?\s?(?:US\$|[$¥€£])?$/i
const otherWay = /亏|负|缺口|收窄|loss|deficit|narrow/i

/**
 * Tells of a word that says which way a number went where the number it was and the size of the step are both given, and they
 * say the other way: 毛利率 36.8%，较上年的 37.9% 提升 1.1 个百分点; 41.8%, down 0.3 points from 41.5%.
 */
export function checkDirections({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length < 2 || sentence.mentions.length > 40 || !any(sentence)) continue
    if (otherWay.test(sentence.text)) continue
    for (let n = 0; n < sentence.mentions.length; n += 1) checkStep(sentence, n, desk)
  }
}

interface Way {
  readonly isUp: boolean
  readonly word: string
  readonly at: number
}

function checkStep(sentence: Sentence, n: number, desk: AuditDesk): void {
  const { mentions } = sentence
  const step = mentions[n]!
  const inPoints = isPoints(step.unitText) || isBasisPoints(step.unitText)
  if ((!inPoints && !isPercent(step.unitText)) || !isPlain(step) || isQuoted(sentence, step)) return
  if (!inPoints && !desk.isTold(step.start, step.end) && checkShares(sentence, n, toNumber(step.value), desk)) return
  const way = wayOf(sentence, step)
  if (way === null || desk.isTold(step.start, step.end) || desk.isTold(way.at, way.at + way.word.length)) return
  const said = toNumber(step.value) * scaleOf(step)
  if (inPoints && checkBefore(sentence, n, way, said, desk)) return
  const found = [mentions[n - 1], mentions[n + 1]].flatMap((old) => {
    if (old === undefined || !isBase(sentence, old) || !isOfStep(sentence, old, step)) return []
    if (!isPlain(old) || (inPoints ? !isPercent(old.unitText) : isPercent(old.unitText))) return []
    return mentions.flatMap((now) => {
      if (now === step || now === old || !isPlain(now) || bareUnit(now) !== bareUnit(old) || isBase(sentence, now))
        return []
      const { change, slack } = stepOf(now, old, inPoints)
      const half = 0.5 * 10 ** -(step.decimals ?? 0) * scaleOf(step)
      return Math.abs(Math.abs(change) - said) <= slack + half + 1e-9 ? [{ now, old, change, slack }] : []
    })
  })
  // the number that moved stands before, and nothing else would bear the word out
  if (found.length === 0 || found.some((f) => f.change > 0 === way.isUp)) return
  // 去年四季度 36 亿元，今年一季度 30 亿元，环比下降 16.7%，但较去年一季度的 25 亿元: two others may
  const [sample] = found
  const levels = mentions.filter((m) => isPlain(m) && bareUnit(m) === bareUnit(sample!.old))
  const bears = (x: Mention, y: Mention) => {
    const { change, slack } = stepOf(x, y, inPoints)
    return change > 0 === way.isUp && Math.abs(Math.abs(change) - said) <= Math.min(slack, 0.1 * said) + 0.06
  }
  if (
    levels.length <= 12 &&
    levels.some((x) =>
      levels.some(
        (y) => x !== y && bears(x, y) && !found.some((f) => x.value.eq(f.old.value) && y.value.eq(f.now.value)),
      ),
    )
  )
    return
  const hit = found.filter((f) => f.now.end <= step.start).at(-1)
  if (hit === undefined || /[；;。]/.test(textBetween(sentence, hit.now.end, step.start))) return
  const { now, old } = hit
  if (Math.abs(hit.change) <= (inPoints ? 2 : 6) * hit.slack) return
  const [one, other] = [now, old].map((m) => textBetween(sentence, m.start, m.end)) as [string, string]
  tellTurned(way.word, way.at, [one, other], 0.86, desk)
}

const gainOf = /(?:\ba\s(?:gain|rise|drop|fall|decline|loss)\sof|\ban\sincrease\sof)\s?$/i

// 33.6% of sales, 42.0% last year and now 49.5%, a gain of 15.9%: the difference of two shares
function checkShares(sentence: Sentence, n: number, said: number, desk: AuditDesk): boolean {
  const step = sentence.mentions[n]!
  if (said < 1 || (step.decimals ?? 0) < 1 || !gainOf.test(textBetween(sentence, step.start - 20, step.start)))
    return false
  const shares = sentence.mentions.slice(0, n).filter((m) => isPlain(m) && isPercent(m.unitText))
  const last = shares.at(-1)
  if (last === undefined || step.start - last.end > 40) return false
  const others = shares.slice(0, -1).map((m) => toNumber(m.value))
  const now = toNumber(last.value)
  const isGrowth = others.some((x) => Math.abs(Math.abs(now / x - 1) * 100 - said) <= 0.2)
  if (isGrowth || !others.some((x) => Math.abs(Math.abs(now - x) - said) < 1e-9)) return false
  const printed = textBetween(sentence, step.start, step.end)
  desk.tell(
    'audit/unit-slip',
    desk.place(step.start, step.end),
    {
      en: `\`${printed}\` is the difference of two percentages: percentage points, not percent`,
      zh: `\`${printed}\` 是两个百分比之差，应为百分点`,
    },
    { confidence: 0.85, printed },
  )
  return true
}

const ofWhole =
  /margin|share|utili[sz]ation|penetration|occupancy|占比|毛利率|净利率|份额|渗透率|利用率|开工率|出租率|上架率/i

// a margin of 17.4%, down 90 percentage points: it was above all there is
function checkBefore(sentence: Sentence, n: number, way: Way, said: number, desk: AuditDesk): boolean {
  const [level, step] = [sentence.mentions[n - 1], sentence.mentions[n]!]
  if (level === undefined || !isPercent(level.unitText) || !isPlain(level) || isBase(sentence, level)) return false
  if (!ofWhole.test(sentence.text)) return false
  const between = textBetween(sentence, level.end, way.at)
  if (!/^\s?(?:[，,]|\s?(?:is|was))?\s?(?:同比|环比|较[^，。；;\d]{0,6})?\s?$/i.test(between)) return false
  if (
    /\b(?:by|fell|rose|grew|up|down)\s?$|[增降升跌减涨][长低幅]?了?\s?$/i.test(
      textBetween(sentence, level.start - 12, level.start),
    )
  )
    return false
  const before = toNumber(level.value) + (way.isUp ? -said : said)
  if (before <= 100 && before >= 0) return false
  desk.tell(
    'audit/impossible',
    desk.place(step.start, step.end),
    {
      en: `\`${textBetween(sentence, step.start, step.end)}\` cannot be: it was ${Number(before.toFixed(2))}% before`,
      zh: `\`${textBetween(sentence, step.start, step.end)}\` 不可能成立：此前将为 ${Number(before.toFixed(2))}%`,
    },
    { confidence: 0.85, printed: textBetween(sentence, step.start, step.end) },
  )
  return true
}

function isPlain(m: Mention): boolean {
  return m.form === 'digits' && m.high === undefined && m.bound === 'exact' && toNumber(m.value) > 0
}

function scaleOf(step: Mention): number {
  return isBasisPoints(step.unitText) ? 0.01 : 1
}

function wayOf(sentence: Sentence, step: Mention): Way | null {
  const front = textBetween(sentence, step.start - 30, step.start)
  const before = zh.exec(front) ?? en.exec(front)
  if (before !== null) {
    const word = before[1] ?? before[2]!
    return { isUp: before[1] !== undefined, word, at: step.start - front.length + before.index }
  }
  const behind = enBehind.exec(textBetween(sentence, step.end, step.end + 40))
  if (behind === null) return null
  const word = behind[1] ?? behind[2]!
  return { isUp: behind[1] !== undefined, word, at: step.end + behind[0].indexOf(word) }
}

function isBase(sentence: Sentence, m: Mention): boolean {
  return base.test(textBetween(sentence, m.numberStart - 34, m.numberStart))
}

// a base belongs to the step right beside it
function isOfStep(sentence: Sentence, old: Mention, step: Mention): boolean {
  const between =
    old.end <= step.start ? textBetween(sentence, old.end, step.start) : textBetween(sentence, step.end, old.start)
  return !/[；;。]/.test(between) && between.length <= 48
}

function stepOf(now: Mention, old: Mention, inPoints: boolean) {
  const [x, y] = [toNumber(now.value), toNumber(old.value)]
  const half = (m: Mention) => 0.5 * 10 ** -(m.decimals ?? 0)
  return inPoints
    ? { change: x - y, slack: half(now) + half(old) }
    : { change: (x / y - 1) * 100, slack: (x / y) * (half(now) / x + half(old) / y) * 100 }
}
