import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercentagePoints, kept } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { goesOn, type Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { tellTurned } from './turned.ts'

const isPoints = kept(/^(?:个?百分点|点|pp|ppts?|pcts?|points?|percentage points?)$/i)
const isShare = kept(/^(?:%|％|percent|per cent)$/i)

/**
 * Tells of differences of percentages that do not come out, or that are said to be percent: 上涨 3.05%，跑赢大盘 1.73%;
 * 62% of revenue, down 16 points from 68%; 毛利率 31.5%，同比 +1.8%.
 */
export function checkSpreads({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) checkSentence(sentences, s, desk)
}

function checkSentence(sentences: readonly Sentence[], s: number, desk: AuditDesk): void {
  const sentence = sentences[s]!
  if (sentence.mentions.length > 30) return
  for (let n = 0; n < sentence.mentions.length; n += 1) {
    const m = sentence.mentions[n]!
    if (!(isPoints(m.unitText) || isShare(m.unitText))) continue
    if (isQuoted(sentence, m) || desk.isTold(m.start, m.end)) continue
    if (!isPlain(m)) {
      checkTo(sentence, n, desk)
      continue
    }
    const before = sentences[s - 1]
    const last = before !== undefined && sentence.start - before.end < 3 ? before : undefined
    checkLead(sentence, n, last, desk) ||
      checkFrom(sentence, n, sentences.slice(Math.max(0, s - 4), s), desk) ||
      checkPair(sentence, n, desk) ||
      checkRate(sentence, n, desk) ||
      checkTo(sentence, n, desk) ||
      checkMixed(sentence, n, desk)
  }
}

function isPlain(m: Mention): boolean {
  return (m.form === 'digits' || m.form === 'words') && m.high === undefined && m.scaleText === ''
}

interface Level {
  readonly value: number
  readonly half: number
  readonly text: string
}

const falls =
  /(?:下跌|下降|跌|下滑|回落|收跌|回调|减少|降低|[-−–]|fell|down|lost|dropped|declined|slid|shed)\s?(?:了|约|by|about)?\s?$/i

// a change with its sign, as the word before it has it
function changeOf(sentence: Sentence, m: Mention): Level {
  const sign = falls.test(textBetween(sentence, m.numberStart - 14, m.numberStart)) ? -1 : 1
  return {
    value: sign * Math.abs(toNumber(m.value)),
    half: halfOf(m),
    text: textBetween(sentence, m.start, m.end),
  }
}

function halfOf(m: Mention): number {
  return 0.5 * 10 ** -(m.decimals ?? 0)
}

const lead =
  /(?:跑[赢输]|超额(?:收益)?|领先|落后|outperform\w*|underperform\w*|beat\w*|lagg?\w*|trail\w*|ahead of|behind)[^，。；;\d]{0,14}(?:300|500|50|1000)?[^，。；;\d]{0,10}$/i

function checkLead(sentence: Sentence, n: number, last: Sentence | undefined, desk: AuditDesk): boolean {
  const m = sentence.mentions[n]!
  const clause = textBetween(sentence, m.numberStart - 44, m.numberStart)
  if (!lead.test(clause)) return false
  // lagging the 15% of the leader: what it is held against
  if (isShare(m.unitText) && (/\bthe\s$/.test(clause) || /^\s?of\b/.test(textBetween(sentence, m.end, m.end + 4))))
    return false
  const own = sentence.mentions.slice(0, n).filter((x) => isShare(x.unitText) && isPlain(x))
  // 跑赢沪深 300 约 4.95 个百分点；传媒下跌 1.36%，跑输 2.54 个百分点: both are held against a third
  const isThird = sentence.mentions
    .slice(0, n)
    .some((x) => isPercentagePoints(x.unitText) && x.start > (own[0]?.end ?? 0))
  if (own.length > 1 && isThird) return true
  const far =
    own.length >= 2 || last === undefined || !goesOn(last)
      ? []
      : last.mentions.filter((x) => isShare(x.unitText) && isPlain(x)).map((x) => changeOf(last, x))
  const other = own.length === 1 && far.length === 0 && last !== undefined ? benchmarkOf(clause, last) : null
  if (far.length > 0 && last!.mentions.some((x) => isPercentagePoints(x.unitText))) return true
  const list = [...far, ...(other === null ? [] : [other]), ...own.map((x) => changeOf(sentence, x))]
  // a loss of the index and its sign must both be told
  if (list.length !== 2 || !bothTold(sentence, own)) return list.length > 2
  const [a, b] = list as [Level, Level]
  const wanted = Math.abs(a.value - b.value)
  return judge(sentence, m, wanted, a.half + b.half, [a.text, b.text], desk)
}

// 跑赢沪深 300 指数: its change stands in the sentence before
function benchmarkOf(clause: string, last: Sentence): Level | null {
  const name =
    /(?:跑[赢输]|outperform\w*|underperform\w*|beat\w*|trail\w*)\s?(?:了|the\s)?([^，。；;,]{2,14}?)(?:指数|index)?\s?(?:约|by|about|\s)*$/i
      .exec(clause)?.[1]
      ?.trim()
  const at = name === undefined ? -1 : last.text.indexOf(name)
  if (at === -1) return null
  const m = last.mentions.find((x) => x.start >= last.start + at + name!.length && isShare(x.unitText) && isPlain(x))
  const front = m === undefined ? '' : textBetween(last, m.numberStart - 12, m.numberStart)
  return m !== undefined && told.test(front) ? changeOf(last, m) : null
}

const told =
  /(?:上涨|下跌|下降|收涨|收跌|涨|跌|上升|回落|回调|rose|fell|gained|lost|returned|up|down|[-+−–])[^，。；;\d]{0,8}$/i

const coordinate = /%\s?(?:[,，、]|and|while|against|versus|vs\.?|而|同期)[^,，。；;%]{0,26}$/i

// every change has its own word for up or down: 收涨 3.2%
function bothTold(sentence: Sentence, own: readonly Mention[]): boolean {
  return own.every(
    (x) =>
      told.test(textBetween(sentence, x.numberStart - 16, x.numberStart)) ||
      coordinate.test(textBetween(sentence, x.numberStart - 32, x.numberStart)) ||
      /^[+−-]/.test(textBetween(sentence, x.numberStart, x.end)),
  )
}

function judge(
  sentence: Sentence,
  m: Mention,
  wanted: number,
  slack: number,
  [a, b]: readonly [string, string],
  desk: AuditDesk,
): boolean {
  const said = Math.abs(toNumber(m.value))
  const fits = Math.abs(said - wanted) <= slack + halfOf(m) + 1e-9
  if (fits && isPoints(m.unitText)) return true
  const printed = textBetween(sentence, m.start, m.end)
  const expected = wanted.toFixed(Math.max(0, m.decimals ?? 0))
  if (fits) tellUnit(printed, m, desk)
  else
    desk.tell(
      'audit/ratio',
      desk.place(m.start, m.end),
      {
        en: `\`${printed}\` disagrees with ${a} and ${b}, which are ${expected} points apart`,
        zh: `\`${printed}\` 与 ${a}、${b} 不符，两者相差 ${expected} 个百分点`,
      },
      { confidence: 0.85, printed, expected, isNear: true },
    )
  return true
}

function tellUnit(printed: string, m: Mention, desk: AuditDesk): void {
  desk.tell(
    'audit/unit-slip',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` is the difference of two percentages: percentage points, not percent`,
      zh: `\`${printed}\` 是两个百分比之差，应为百分点而非百分比`,
    },
    {
      confidence: 0.8,
      printed,
      expected: printed.replace(
        /\s?(?:%|％|percent|per cent)$/i,
        /[\u4e00-\u9fff]/.test(desk.input.extract.text.slice(m.start - 20, m.start))
          ? ' 个百分点'
          : ' percentage points',
      ),
    },
  )
}

const fromBehind = /^[，,]?\s(?:from|against|versus|vs\.?|compared (?:with|to))\s(?:the\s)?(?:about\s)?$/i
const moved = /up|down|rose|fell|gain|lost|more|less|higher|lower|increase|decrease|drop|climb|declin/i

// 52%, up 2 points from 50% a year ago and up 12 points from 40%: what stands behind from is no level that rises again
function levelBefore({ mentions, text, start }: Sentence, n: number): Mention | undefined {
  const last = mentions[n - 1]
  if (last === undefined || !isShare(last.unitText)) {
    // the year of what stands behind from
    if (
      last === undefined ||
      last.unitText !== '' ||
      !/\b(?:in|Q[1-4])\s?$/i.test(text.slice(0, last.numberStart - start))
    )
      return last
  }
  let i = n - 1
  for (; i >= 0; i -= 1) {
    const x = mentions[i]!
    if (!isShare(x.unitText) || !isPlain(x)) continue
    if (!/\bfrom\s(?:the\s|about\s|an?\s)*$/i.test(text.slice(0, x.numberStart - start))) return x
  }
  return i < 0 ? undefined : last
}

// 62% of revenue, down 6 points from 68%
function checkFrom(sentence: Sentence, n: number, before: readonly Sentence[], desk: AuditDesk): boolean {
  const m = sentence.mentions[n]!
  const old = sentence.mentions[n + 1]
  if (
    old === undefined ||
    !isShare(old.unitText) ||
    !isPlain(old) ||
    !fromBehind.test(textBetween(sentence, m.end, old.start))
  )
    return false
  const front = textBetween(sentence, m.numberStart - 24, m.numberStart)
  if (!moved.test(front) || /^\s?to\b/.test(textBetween(sentence, old.end, old.end + 4))) return false
  const way = /down|fell|lost|less|lower|decrease|drop|declin/i.test(front) ? -1 : 1
  const now = levelBefore(sentence, n)
  const [a, b, c] = [old, now ?? old, m].map((x) => toNumber(x.value)) as [number, number, number]
  const slack = halfOf(m) + halfOf(old)
  if (isPoints(m.unitText)) {
    if (
      now === undefined ||
      !isShare(now.unitText) ||
      !isPlain(now) ||
      m.start - now.end > (now === sentence.mentions[n - 1] ? 40 : 110) ||
      /[.。;；]/.test(textBetween(sentence, now.end, m.start))
    )
      return false
    const word = /\b(up|down)\s(?:by\s)?$/i.exec(front)?.[1]
    if (
      word !== undefined &&
      b !== a &&
      Math.sign(b - a) !== way &&
      Math.abs(Math.abs(b - a) - c) <= slack + halfOf(now)
    ) {
      const at = m.numberStart - front.length + front.toLowerCase().lastIndexOf(word.toLowerCase())
      tellTurned(
        word,
        at,
        [textBetween(sentence, now.start, now.end), textBetween(sentence, old.start, old.end)],
        0.85,
        desk,
      )
      return true
    }
    if (Math.abs(b - (a + way * c)) <= slack + halfOf(now) + 1e-9) return true
    // rose to 34%, ahead of 28% for the rival, up 2 points from 32%: the level stands further off
    const isMet = sentence.mentions.some(
      (x) =>
        x.start < m.start && isShare(x.unitText) && Math.abs(toNumber(x.value) - (a + way * c)) <= slack + halfOf(x),
    )
    if (isMet) return true
    return judge(
      sentence,
      m,
      Math.abs(b - a),
      halfOf(now) + halfOf(old),
      [textBetween(sentence, now.start, now.end), textBetween(sentence, old.start, old.end)],
      desk,
    )
  }
  // rose by 2.5%, from 35.5%, where 38% stands before
  const seen = [
    ...before.filter((o) => sentence.start - o.end < 600).flatMap((o) => o.mentions),
    ...sentence.mentions.slice(0, n),
  ].filter((x) => isShare(x.unitText) && isPlain(x))
  const levels = seen.map((x) => toNumber(x.value))
  const isApart = levels.some((x) => Math.abs(x - (a + way * c)) <= slack + 1e-9)
  const isGrowth = levels.some((x) => Math.abs(x - a * (1 + (way * c) / 100)) <= slack + 1e-9)
  if (isApart && !isGrowth) tellUnit(textBetween(sentence, m.start, m.end), m, desk)
  return isApart
}

const rateZh =
  /(?:毛利率|净利率|利润率|费用率|利用率|渗透率|转化率|付费率|留存率|市占率|出租率|上架率|命中率|覆盖率|占比|市场份额|份额)[^，。；;\d]{0,8}$/
const rateEn =
  /\b(?:margin|market share|penetration|utili[sz]ation|occupancy|retention|hit rate|win rate)\b[^,.;\d]{0,14}$/i
const yearly =
  /^[，,（(]\s?(?:同比|环比|较上[年季月周]|较去年)?\s?(?:提升|提高|上升|下降|降低|增加|减少|回升|回落|[+＋−-])\s?(?:了|约)?\s?$/
const yearlyEn = /^,?\s?(?:up|down)\s(?:by\s)?$/i

// 62%，较 9 月的 58% 提高 4%
function checkPair(sentence: Sentence, n: number, desk: AuditDesk): boolean {
  const a = sentence.mentions[n - 2]
  const b = sentence.mentions[n - 1]
  const m = sentence.mentions[n]!
  if (a === undefined || b === undefined || !isShare(m.unitText)) return false
  if (![a, b].every((x) => isShare(x.unitText) && isPlain(x)) || m.start - a.end > 40) return false
  const between = textBetween(sentence, a.end, b.start)
  const way = textBetween(sentence, b.end, m.numberStart)
  if (!/较|比|由|从|[升降提增减][高低升少加长]?[至到]|\bto\b|from|against|versus/i.test(between)) return false
  if (
    !/^[，,]?\s?(?:提[高升]|上升|下降|降低|增加|减少|回升|回落|up|down|an? (?:rise|fall|drop|increase) of)(?:了|约|\s|by)*$/i.test(
      way,
    )
  )
    return false
  const [x, y, z] = [a, b, m].map((q) => toNumber(q.value)) as [number, number, number]
  const slack = halfOf(a) + halfOf(b) + halfOf(m) + 1e-9
  const isRate =
    rateZh.test(textBetween(sentence, a.numberStart - 34, a.numberStart)) ||
    rateEn.test(textBetween(sentence, a.numberStart - 44, a.numberStart))
  const isGrowth = !isRate && [x / y, y / x].some((r) => Math.abs(Math.abs(r - 1) * 100 - z) <= halfOf(m) * 3)
  if (Math.abs(Math.abs(x - y) - z) > slack || isGrowth) return false
  tellUnit(textBetween(sentence, m.start, m.end), m, desk)
  return true
}

// 毛利率 31.5%，同比 +1.8%: a rate rises by points
function checkRate(sentence: Sentence, n: number, desk: AuditDesk): boolean {
  const level = sentence.mentions[n - 1]
  const m = sentence.mentions[n]!
  if (level === undefined || !isShare(m.unitText) || !isShare(level.unitText) || !isPlain(level)) return false
  const front = textBetween(sentence, level.numberStart - 30, level.numberStart)
  const between = textBetween(sentence, level.end, m.numberStart)
  const sign = /^[+＋−-]/.test(textBetween(sentence, m.numberStart, m.end)) ? '+' : ''
  if (!((rateZh.test(front) && yearly.test(between + sign)) || (rateEn.test(front) && yearlyEn.test(between))))
    return false
  // 出货量 810 万台，份额 8.2%，同比下降 5.6%: of what was shipped, as well as of the share
  const amount = sentence.mentions[n - 2]
  if (amount !== undefined && !isShare(amount.unitText) && level.numberStart - amount.end <= 10) return false
  // a rate that grew by a fifth did so in percent
  if (toNumber(m.value.abs()) > 10) return false
  tellRate(sentence, m, desk)
  return true
}

const paceZh =
  /增[速幅][^，。；;\d]{0,12}[比较][^，。；;\d]{1,12}(?:高|低|加快|放慢|放缓|回落|提[高升]|下降)(?:了|约)*\s?$/
const toRateZh =
  /(?:不良(?:贷款)?率|失业率|毛利率|净利率|渗透率|占比|市场份额|市占率)[^，。；;\d]{0,10}(?:下降|上升|提[高升]|回落|降低|增加)(?:了|约)*\s?$/
const toRateEn =
  /\b(?:(?:unemployment|jobless|participation|vacancy|savings) rate|(?:gross|operating|net|profit) margin|market share)\s(?:rose|fell|increased|decreased|declined|dropped|edged (?:up|down))\s(?:by\s)?$/i

// 不良贷款率较上年末下降 0.07% 至 1.29%, the participation rate rose 0.2 percent to 62.8 percent, 增速比上月高 0.6%
function checkTo(sentence: Sentence, n: number, desk: AuditDesk): boolean {
  const m = sentence.mentions[n]!
  if (!isShare(m.unitText) || toNumber(m.value.abs()) > 10) return false
  const front = textBetween(sentence, m.numberStart - 56, m.numberStart)
  // 0.07% 至 1.29% reads as a range
  const isSmall = m.high !== undefined && m.form === 'range' && m.value.times('4').lt(m.high)
  const isTo = isSmall && (toRateZh.test(front) || toRateEn.test(front))
  if (!isTo && !(isPlain(m) && paceZh.test(front))) return false
  tellRate(sentence, m, desk)
  return true
}

function tellRate(sentence: Sentence, m: Mention, desk: AuditDesk): void {
  const printed = textBetween(sentence, m.start, m.end)
  desk.tell(
    'audit/unit-slip',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` is the change of a rate: percentage points, unless it is relative`,
      zh: `\`${printed}\` 是比率的变动，除非指相对变化，应为百分点`,
    },
    { confidence: 0.72, printed },
  )
}

// rises from 1 percentage point to 1.5 percent
function checkMixed(sentence: Sentence, n: number, desk: AuditDesk): boolean {
  const a = sentence.mentions[n]!
  const b = sentence.mentions[n + 1]
  if (b === undefined || !isPlain(b) || !isPoints(a.unitText) || !isShare(b.unitText)) return false
  const front = textBetween(sentence, a.numberStart - 12, a.numberStart)
  if (
    !/(?:from|由|从)\s?$/i.test(front) ||
    !/^\s?(?:to|[提升增降调减上]?[高升加低少]?[到至为])\s?$/i.test(textBetween(sentence, a.end, b.numberStart))
  )
    return false
  const [left, right] = [a, b].map((x) => textBetween(sentence, x.start, x.end))
  desk.tell(
    'audit/unit-slip',
    desk.place(b.start, b.end),
    {
      en: `\`${right}\` goes on from \`${left}\`: percentage points, not percent`,
      zh: `\`${right}\` 承接 \`${left}\`，应为百分点而非百分比`,
    },
    { confidence: 0.82, printed: right! },
  )
  return true
}
