import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'
import { tellTurned } from './turned.ts'

const any = gate(/\b(?:up|down)\s[a-z\s]{0,12}from\b|consensus|estimate|expect|forecast|guidance|跑[赢输]/i)

/**
 * Tells of a word that says which way a number went or on which side of another it is, and that the two deny: 59.8%, up from
 * 63.3%; 66%, below the 64.5% consensus; 下跌 7.3%，沪深 300 下跌 0.8%，跑赢.
 */
export function checkShifts({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length < 2 || sentence.mentions.length > 40 || !any(sentence)) continue
    const list = sentence.mentions.filter((m) => !isYear(m))
    for (let n = 0; n + 1 < list.length; n += 1) {
      checkFrom(sentence, list, n, desk)
      checkBar(sentence, list[n]!, list[n + 1]!, desk)
      checkRace(sentence, list[n]!, list[n + 1]!, desk)
    }
  }
}

function isYear({ unitText, scaleText, value }: Mention): boolean {
  return unitText === '' && scaleText === '' && value.gte(1900) && value.lte(2100)
}

const fromWords =
  /(,|\bbut|\band|[—–])\s?(up|down)\s(?:slightly\s|sharply\s|significantly\s)?from\s(?:the\s|a\s|about\s|around\s|roughly\s|just\s|its\s|last\s(?:year|quarter|month|week)(?:'s|’s)\s|(?:\w+\s)?(?:19|20)\d\d(?:'s|’s)\s)*(?:US\$|[$€£¥])?$/i
// so far from its number a word may stand
const far = 90

// 59.8%, up from 63.3% a year ago but up from last quarter's 58.4%
function checkFrom(sentence: Sentence, list: readonly Mention[], n: number, desk: AuditDesk): void {
  const b = list[n + 1]!
  const found = fromWords.exec(textBetween(sentence, b.numberStart - far, b.numberStart))
  if (found === null) return
  // 0.40 and 1.60, down from 0.60 and 2.40: each from its own
  if (/^\s(?:and|or)\s(?:US\$|[$€£¥])?\d/.test(textBetween(sentence, b.end, b.end + 12))) return
  const before = list.slice(0, n + 1).filter((m) => isPair(m, b))
  // what the first one was held against is not what the second one is held against
  const a = /but|and/i.test(found[1]!)
    ? before.findLast((m) => !/\bfrom\s[^,.;\d]{0,30}$/i.test(textBetween(sentence, m.numberStart - 40, m.numberStart)))
    : before.at(-1)
  if (a === undefined || b.numberStart - a.end > far || /[;:]/.test(textBetween(sentence, a.end, b.numberStart))) return
  const at = b.numberStart - textBetween(sentence, b.numberStart - far, b.numberStart).length + found.index
  judge(sentence, a, b, found[2]!, at + found[0].toLowerCase().indexOf(found[2]!.toLowerCase()), desk)
}

function isPair(a: Mention, b: Mention): boolean {
  return (
    [a, b].every((m) => m.form === 'digits' && m.high === undefined && m.value.gt(0)) &&
    unitOf(a) === unitOf(b) &&
    (a.scaleText === '') === (b.scaleText === '') &&
    !(a.unitText === '' && a.scaleText === '')
  )
}

function unitOf(m: Mention): string {
  const unit = bareUnit(m)
  return /^(?:percentage )?points?$/i.test(unit) ? 'points' : unit
}

function judge(sentence: Sentence, a: Mention, b: Mention, word: string, at: number, desk: AuditDesk): void {
  const isUp = /^(?:up|above|ahead|beat|top|higher|exceed)/i.test(word)
  const [x, y] = [toNumber(a.value), toNumber(b.value)]
  if (x === y || isUp === x > y || isQuoted(sentence, a)) return
  const front = textBetween(sentence, a.numberStart - 28, a.numberStart)
  // what fell, was lost or is a rank goes the other way
  if (/[-−(]$|loss|deficit|fell|declin|drop|rank|No\.|#|place|shortfall|discount/i.test(front)) return
  if (desk.isTold(at, at + word.length) || desk.isTold(a.start, a.end)) return
  const [one, other] = [a, b].map((m) => textBetween(sentence, m.start, m.end)) as [string, string]
  tellTurned(word, at, [one, other], 0.85, desk)
}

const bar =
  /\b(above|below|ahead of|beating|topping|missing|short of|higher than|lower than|exceeding)\s(?:the\s|a\s|analysts?(?:'|’)?\s|Wall Street(?:'s|’s)?\s|market\s|average\s|its\s)*((?:consensus|estimates?|expectations?|forecasts?|guidance)\s(?:of\s|for\s)?)?(?:US\$|[$€£¥])?$/i
const barBehind = /^\s(?:[a-z]+\s){0,2}?(?:consensus|estimates?|expected|expectations?|forecasts?|guidance|midpoint)\b/i

// 66%, above the 64.5% consensus
function checkBar(sentence: Sentence, a: Mention, b: Mention, desk: AuditDesk): void {
  const between = textBetween(sentence, a.end, b.numberStart)
  const found = between.length <= 70 ? bar.exec(between) : null
  if (found === null || !isPair(a, b) || /[.;]/.test(between)) return
  // $150m above consensus of $3,550m is how far
  if (found.index === 1 && a.value.times(3).lt(b.value)) return
  if (found[2] === undefined && !barBehind.test(textBetween(sentence, b.end, b.end + 40))) return
  judge(sentence, a, b, found[1]!, a.end + found.index, desk)
}

const move = /(上涨|上升|涨幅?|增长|下跌|下降|跌幅?|回落)(?:了|约|为|达)*\s?$/
const race = /^(?:[，,]|\s)*([\u4e00-\u9fff]{2,14}?)跑(赢|输)/

// 板块下跌 7.27%，沪深 300 指数下跌 0.81%，跑输
function checkRace(sentence: Sentence, a: Mention, b: Mention, desk: AuditDesk): void {
  if (![a, b].every((m) => /^[%％]$/.test(m.unitText) && m.form === 'digits' && m.high === undefined)) return
  const between = textBetween(sentence, a.end, b.numberStart)
  const behind = textBetween(sentence, b.end, b.end + 40)
  const found = race.exec(behind)
  if (found === null || between.length > 30 || /[。；;]/.test(between)) return
  const one = move.exec(textBetween(sentence, a.numberStart - 8, a.numberStart))
  const other = move.exec(between)
  if (one === null || other === null || /跑[赢输]/.test(between)) return
  const signed = (word: string, m: Mention) => toNumber(m.value) * (/跌|降|落/.test(word) ? -1 : 1)
  // who ran is named; the two moves may stand either way round
  const name = found[1]!.slice(0, 2)
  const isFirst = textBetween(sentence, a.numberStart - 30, a.numberStart).includes(name)
  if (isFirst === between.includes(name)) return
  const [x, y] = [signed(one[1]!, a), signed(other[1]!, b)]
  if (x === y || (found[2] === '赢') === (isFirst ? x > y : y > x)) return
  const at = b.end + found[0].length - 2
  if (desk.isTold(at, at + 2)) return
  desk.tell(
    'audit/flip',
    desk.place(at, at + 2),
    {
      en: `\`跑${found[2]}\` disagrees with the moves before it, ${x}% and ${y}%`,
      zh: `“跑${found[2]}”与前述涨跌幅 ${x}%、${y}% 不符`,
    },
    { confidence: 0.85, printed: `跑${found[2]}` },
  )
}
