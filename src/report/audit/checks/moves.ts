import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit, ulp } from './rates.ts'
import { tellPercent } from './steps.ts'

/**
 * Tells of a percentage beside the step that it is of, where the level shows that it is another: closed at 35,950, up 196 points
 * or 0.55 percent; 4.9 percent more than the August total of $34.5 billion.
 */
export function checkMoves({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length < 2 || mentions.length > 40) continue
    const isAbove = sentence.text.includes('average of')
    for (let n = 0; n < mentions.length; n += 1) {
      const m = mentions[n]!
      if (isAbove) checkAverage(sentences, [from, s], n, desk)
      if (!isPercent(m.unitText) || m.form !== 'digits' || !isFirm(m) || isQuoted(sentence, m)) continue
      if (mentions.length < 3 || desk.isTold(m.start, m.end)) continue
      const { text } = sentence
      checkStep(sentence, n, desk)
      if (text.includes(' of ')) checkMore(sentence, n, desk)
      if (text.includes(' or ')) checkOr(sentence, n, desk)
      if (text.includes('同比')) checkYearly(sentence, n, desk)
      if (text.includes('比') || text.includes('较')) checkBase(sentence, n, desk)
      if (text.includes('ing a') || text.includes(' to ')) checkBetween(sentence, n, desk)
    }
  }
}

function isFirm({ high, bound }: Mention): boolean {
  return high === undefined && (bound === 'exact' || bound === 'about')
}

const money = String.raw`(?:US)?[$¥€£]?\s?`
const rising = `up|rose|gained|gaining|added|adding|climbed|increased|advanced|jumped|surged|rallied|tacked on|收涨|上涨|涨|升`
const falling = `down|off|fell|lost|losing|shed|dropped|declined|slipped|slid|tumbled|decreased|收跌|下跌|跌|降`
const step = new RegExp(
  String.raw`(?:\b|(?<=[\u4e00-\u9fff]))(?:(${rising})|(${falling}))\s?(?:by\s|了)?${money}$`,
  'i',
)
const aside =
  /^\s?(?:points?|pts|cents|个?点)?(?:[,，]\s?(?:or\s)?|\s(?:or\s|[（(])|[（(]|，?\s?(?:或|即|幅度)\s?)[+−-]?\s?$/i
const arriving = new RegExp(
  String.raw`^[)）]?[,，]?\s?(?:to (?:close|end|finish|settle|trade)(?: the (?:day|session|week))? at|(?:closing|ending|finishing|settling|trading)\sat|to|at|收于|报|至)\s?${money}$`,
  'i',
)
const leading = new RegExp(
  String.raw`^\s?(?:points?|点)?[)）]?[,，]?\s?(?:and\s)?(?:${rising}|${falling})\s?(?:by\s|了)?${money}$`,
  'i',
)

// closed at 35,950, up 196 points or 0.55 percent; rose 22.34 points, or 0.32%, to 6,932.13
function checkStep(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [by, share, next] = [sentence.mentions[n - 1], sentence.mentions[n]!, sentence.mentions[n + 1]]
  if (by === undefined || !isFirm(by) || by.form !== 'digits' || isPercent(by.unitText)) return
  const between = textBetween(sentence, by.end, share.numberStart)
  // a step and its percentage stand side by side
  if (between.length > 16 || !aside.test(between)) return
  const way = step.exec(textBetween(sentence, by.numberStart - 18, by.numberStart))
  if (way === null) return
  const last = sentence.mentions[n - 2]
  const level =
    next !== undefined && arriving.test(textBetween(sentence, share.end, next.numberStart))
      ? next
      : last !== undefined && leading.test(textBetween(sentence, last.end, by.numberStart))
        ? last
        : undefined
  if (level === undefined || !isFirm(level) || level.form !== 'digits') return
  if (desk.isTold(by.start, by.end) || desk.isTold(level.start, level.end)) return
  const isCents = /^cents?$/i.test(by.unitText) || /^\s?cents/.test(between)
  const bare = (m: Mention) => (/^(?:points?|个?点|cents?)$/i.test(m.unitText) ? '' : bareUnit(m))
  if (isPercent(level.unitText) || (!isCents && bare(level) !== bare(by))) return
  const d = toNumber(by.value) / (isCents ? 100 : 1)
  const now = toNumber(level.value)
  const old = now - (way[1] !== undefined ? d : -d)
  if (d <= 0 || old <= 0 || d > old * 5) return
  const made = [(d / old) * 100, (d / now) * 100]
  const rough = made[0]! * ((ulp(by) / (isCents ? 100 : 1) / d) * 1.2 + (ulp(level) / now) * 1.2)
  tellShare(sentence, share, made, rough, [by, level], desk)
}

function tellShare(
  sentence: Sentence,
  share: Mention,
  made: readonly number[],
  rough: number,
  of: readonly [Mention, Mention],
  desk: AuditDesk,
): void {
  const said = Math.abs(toNumber(share.value))
  const slack = rough + ulp(share) * 2.1
  if (made.some((x) => Math.abs(x - said) <= slack) || (share.bound === 'about' && Math.abs(made[0]! / said - 1) < 0.1))
    return
  // 12% at constant currency is none of what the levels make
  if (
    /constant|organic|operational|adjusted|excluding|annuali[sz]ed|like-for-like|local curr|\bCER\b|可比|剔除|不变/i.test(
      textBetween(sentence, share.end, share.end + 40),
    )
  )
    return
  tellPercent(sentence, share, made[0]!, of, desk)
}

const moreThan = new RegExp(
  String.raw`^\s(more|higher|greater|above|over|lower|less|below|fewer)\s(?:than\s)?(?:the|its|a)\s(?:[\w.'’-]+\s){0,5}(?:total|figure|level|tally|record|sum)\sof\s${money}$`,
  'i',
)
const comparedTo = new RegExp(
  String.raw`^\s(?:when\s)?compared\s(?:to|with)\s(?:the|its|a)\s(?:[\w.'’-]+\s){0,5}(?:total|figure|level|tally|record|sum)\sof\s${money}$`,
  'i',
)
const growthOf = /\b(?:(increase|rise|growth|gain|jump)|(?:decrease|decline|drop|fall))\sof\s(?:about\s)?$/i

// $36.2 billion in August, 4.9 percent more than the total of $34.5 billion of the year before
function checkMore(sentence: Sentence, n: number, desk: AuditDesk): void {
  const share = sentence.mentions[n]!
  const old = sentence.mentions[n + 1]
  if (old === undefined || !isFirm(old) || old.form !== 'digits' || isPercent(old.unitText)) return
  const words = textBetween(sentence, share.end, old.numberStart)
  if (!words.includes(' of ')) return
  const more = moreThan.exec(words)
  const grown = comparedTo.test(words)
    ? growthOf.exec(textBetween(sentence, share.numberStart - 24, share.numberStart))
    : null
  if (more === null && grown === null) return
  const isUp = more !== null ? /^(?:more|higher|greater|above|over)$/i.test(more[1]!) : grown![1] !== undefined
  const now = sentence.mentions.find((m) => m.form === 'digits' && isFirm(m) && bareUnit(m) === bareUnit(old))
  if (now === undefined || now.start >= share.start || !(toNumber(old.value) > 0)) return
  const change = (toNumber(now.value) / toNumber(old.value) - 1) * (isUp ? 100 : -100)
  const rough = (1 + Math.abs(change) / 100) * (ulp(now) / toNumber(now.value) + ulp(old) / toNumber(old.value)) * 100
  if (Math.abs(change) > 95) return
  // another amount of the sentence may be the one that is meant
  const made = sentence.mentions
    .filter((m) => m.end <= share.start && m.form === 'digits' && bareUnit(m) === bareUnit(old))
    .map((m) => (toNumber(m.value) / toNumber(old.value) - 1) * (isUp ? 100 : -100))
  tellShare(sentence, share, [change, ...made], rough, [now, old], desk)
}

const or = /[,，]\s(?:or\s)(?:still\s|about\s)?$/i
const than = new RegExp(
  String.raw`^\s(?:(?:more|higher|lower|less)\sthan|above|below)\s(?:the|its)\s(?:[\w.'’-]+\s){0,3}(?:of\s)?${money}$`,
  'i',
)

// 284 billion cubic feet, or 8.3% higher than the 3,442 billion of a year ago
function checkOr(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [by, share, old] = [sentence.mentions[n - 1], sentence.mentions[n]!, sentence.mentions[n + 1]]
  if (by === undefined || old === undefined || ![by, old].every((m) => isFirm(m) && m.form === 'digits')) return
  if (!or.test(textBetween(sentence, by.end, share.numberStart))) return
  if (!than.test(textBetween(sentence, share.end, old.numberStart)) || bareUnit(by) !== bareUnit(old)) return
  const [d, level] = [toNumber(by.value), toNumber(old.value)]
  if (isPercent(old.unitText) || d <= 0 || d >= level) return
  const made = (d / level) * 100
  // the first may be the level itself: $80, or 20% lower than the $100
  tellShare(sentence, share, [made, 100 - made], made * (ulp(by) / d + ulp(old) / level), [by, old], desk)
}

const yearBefore = /[由从自]\s?(?:去年|上年|(?:19|20)\d{2}\s?年)(?:同期)?[^，。；;\d]{0,8}$/
const reaching = /^\s?次?[^，。；;\d]{0,4}[增升提降减下上][^，。；;\d]{0,4}[至到]\s?(?:了|(?:19|20)\d{2}\s?年的?)?\s?$/
const yearly = /^次?[，,]\s?同比(增长|上升|提[高升]|下降|减少)(?:了|约|近|达)*\s?$/

// 由 2017 年的 923 万人提升至 1,356 万人次，同比增长 47%
function checkYearly(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [old, now, share] = [sentence.mentions[n - 2], sentence.mentions[n - 1], sentence.mentions[n]!]
  if (old === undefined || now === undefined || ![old, now].every((m) => isFirm(m) && m.form === 'digits')) return
  const way = yearly.exec(textBetween(sentence, now.end, share.numberStart))
  if (way === null || !yearBefore.test(textBetween(sentence, old.numberStart - 18, old.numberStart))) return
  if (!reaching.test(textBetween(sentence, old.end, now.numberStart))) return
  if (bareUnit(old).replace(/次$/, '') !== bareUnit(now).replace(/次$/, '') || isPercent(now.unitText)) return
  const ratio = toNumber(now.value) / toNumber(old.value)
  const change = (ratio - 1) * 100 * (/下降|减少/.test(way[1]!) ? -1 : 1)
  const rough = ratio * (ulp(now) / toNumber(now.value) + ulp(old) / toNumber(old.value)) * 100
  tellShare(sentence, share, [change], rough, [old, now], desk)
}

const overBase = /[较比][^，。；;\d]{0,10}(?:年|期|月|周|季度?|价|前)的?\s?$/
const by = /^的?[^，。；;\d]{0,12}(?:上涨|增加|增长|提高|下降|减少|回落|下跌|降低|[多少涨跌])(?:了|约|近)*\s?$/
const share = /^[，,、（(]\s?(?:涨幅|增幅|降幅|跌幅|升幅|增长|上涨|下降)(?:约|为|达到?|近)*\s?$/

// 比去年 39.1 元的均价上涨 6.1 元，涨幅 15.6%
function checkBase(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [old, step, own] = [sentence.mentions[n - 2], sentence.mentions[n - 1], sentence.mentions[n]!]
  if (old === undefined || step === undefined || ![old, step].every((m) => isFirm(m) && m.form === 'digits')) return
  if (
    isPercent(old.unitText) ||
    bareUnit(old) !== bareUnit(step) ||
    !share.test(textBetween(sentence, step.end, own.numberStart))
  )
    return
  if (!by.test(textBetween(sentence, old.end, step.numberStart))) return
  if (!overBase.test(textBetween(sentence, old.numberStart - 16, old.numberStart))) return
  const [base, d] = [toNumber(old.value), toNumber(step.value)]
  if (base <= 0 || d <= 0 || d > base * 3) return
  const made = (d / base) * 100
  tellShare(sentence, own, [made, -made], made * ((ulp(step) * 2) / d + ulp(old) / base), [old, step], desk)
}

const sawFrom = /\b(?:up|down) from\s(?:about\s)?(?:US)?[$€£¥]?$/i
const meaning =
  /\b(?:representing|marking)\san?\s(increase|rise|growth|jump|gain|decrease|decline|drop|fall)\sof\s(?:about\s|nearly\s)?$/i
const cutTo =
  /\b(?:drops?|dropped|falls?|fell|cut|reduced|lowered|comes? down|came down)\sto\s(?:just\s|only\s)?(?:US)?[$€£¥]?$/i
const less = /^\s(?:discount|reduction|cut|saving|price cut|decrease)s?\b/i

// $21.9 billion, up from $17.9 billion, representing an increase of 22.9%; $2.50, the batch drops to $1.25, a 50% discount
function checkBetween(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [b, own] = [sentence.mentions[n - 1], sentence.mentions[n]!]
  if (b === undefined || b.form !== 'digits' || !isFirm(b) || isPercent(b.unitText)) return
  const a = sentence.mentions
    .slice(0, n - 1)
    .findLast((m) => bareUnit(m) === bareUnit(b) && m.form === 'digits' && isFirm(m))
  if (a === undefined || b.unitText === '') return
  const [x, y] = [toNumber(a.value), toNumber(b.value)]
  if (x <= 0 || y <= 0) return
  const front = textBetween(sentence, own.numberStart - 44, own.numberStart)
  const beside = textBetween(sentence, b.numberStart - 24, b.numberStart)
  const word = meaning.exec(front)
  const rough = (p: number, q: number) => (p / q) * (ulp(a) / x + ulp(b) / y) * 100
  if (word !== null && sawFrom.test(beside)) {
    const sign = /increase|rise|growth|jump|gain/i.test(word[1]!) ? 100 : -100
    tellShare(sentence, own, [(x / y - 1) * sign], rough(x, y), [a, b], desk)
  } else if (
    cutTo.test(beside) &&
    /^[^.;\d]{0,20},\s(?:a|an)\s$/.test(textBetween(sentence, b.end, own.numberStart)) &&
    less.test(textBetween(sentence, own.end, own.end + 14)) &&
    y < x
  ) {
    const made = sentence.mentions
      .filter((m) => m.end <= b.start && bareUnit(m) === bareUnit(b) && m.value.gt(b.value))
      .map((m) => (1 - y / toNumber(m.value)) * 100)
    tellShare(sentence, own, [(1 - y / x) * 100, ...made], rough(y, x), [a, b], desk)
  }
}

const above =
  /^(?:\s[A-Za-z]{1,12}){0,3}\s(?:above|below|higher than|lower than|more than|less than)\sthe\s(?:[\w.-]+\s){0,3}average\sof\s$/i

// 282 Bcf above the 5-year average of 3,294 Bcf, where 3,576 Bcf stand before
function checkAverage(
  sentences: readonly Sentence[],
  [from, s]: readonly [number, number],
  n: number,
  desk: AuditDesk,
): void {
  const sentence = sentences[s]!
  const by = sentence.mentions[n]!
  // the five of a 5-year average stands between
  const mean = sentence.mentions
    .slice(n + 1, n + 3)
    .map((m): Mention => (m.bound === 'average' ? { ...m, bound: 'exact' } : m))
    .find((m) => bareUnit(m) === bareUnit(by))
  if (mean === undefined || ![by, mean].every((m) => isFirm(m) && m.form === 'digits')) return
  if (!above.test(textBetween(sentence, by.numberEnd, mean.numberStart)) || bareUnit(by) !== bareUnit(mean)) return
  const before = [
    ...sentences.slice(Math.max(from, s - 3), s).flatMap((o) => o.mentions),
    ...sentence.mentions.slice(0, n),
  ]
  const apart = before
    .filter((m) => m.form === 'digits' && m.high === undefined && bareUnit(m) === bareUnit(mean))
    .map((m) => Math.abs(toNumber(m.value) - toNumber(mean.value)))
  const said = toNumber(by.value)
  const slack = (ulp(by) + ulp(mean) * 2) * 1.1 + said * 0.004
  if (said <= 0 || apart.length === 0 || apart.some((x) => Math.abs(x - said) <= slack)) return
  const scale = toNumber(by.scale)
  const places = Math.max(0, (by.decimals ?? 0) + Math.round(Math.log10(scale)))
  const right = apart.find((x) => slipOf((said / scale).toFixed(places), (x / scale).toFixed(places)) === 'exchange')
  if (right === undefined || desk.isTold(by.start, by.end)) return
  const printed = textBetween(sentence, by.start, by.end)
  const expected = (right / scale).toFixed(places)
  desk.tell(
    'audit/arithmetic',
    desk.place(by.start, by.end),
    {
      en: `\`${printed}\` is not what \`${textBetween(sentence, mean.start, mean.end)}\` and the level before it are apart: that is ${expected}`,
      zh: `\`${printed}\` 并非与 \`${textBetween(sentence, mean.start, mean.end)}\` 之差，应为 ${expected}`,
    },
    { confidence: 0.8, printed, expected },
  )
}
