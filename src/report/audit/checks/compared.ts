import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { isStep } from '../prose/basis.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { halfOf } from '../prose/stated.ts'
import { isOneThing, orderOf, spanIn, timedAt } from '../prose/timed.ts'
import { inScaleOf } from '../solve/shown.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'
import { tellTurned } from './turned.ts'

const any = gate(
  /差|[前后]者|[高低多少大小优逊]于|超[过出]|领先|落后|不[及如]|倍|[日月]活|active|DAU|MAU|增加|减少|difference|gap|, up|, down|margin|\b(?:above|below|than|exceed|ahead|behind|half|third|quarter|twice|double|by|beat|surpass|topp|miss|short of|increase|decrease|rise|drop|decline)/i,
)

/**
 * Tells of what a sentence says of two numbers in it that they deny: 甲 1.5 万元，乙 2 万元，两者相差 0.6 万元; 3.21 万亿美元，超过乙公司的
 * 3.43 万亿美元; 甲 121 亿元，乙 153 亿元，甲是乙的 1.26 倍.
 */
export function checkCompared({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length < 2 || mentions.length > 30 || !any(sentence)) continue
    for (let n = 1; n < mentions.length; n += 1) {
      if (isQuoted(sentence, mentions[n]!)) continue
      checkOver(sentence, n, desk)
      checkActive(sentence, n, desk)
      checkStep(sentence, n, desk)
      if (n > 1) checkGap(sentence, n, desk)
      if (n > 1) checkFrom(sentence, n, desk)
      if (n > 1) checkBy(sentence, n, desk)
      checkHalf(sentence, n, desk)
      if (n > 1) checkFold(sentence, n, desk)
    }
  }
}

function isPlain(m: Mention): boolean {
  return m.form === 'digits' && m.high === undefined && m.value.gt(0) && (m.bound === 'exact' || m.bound === 'about')
}

// of one unit, which is more than none: 3.2 万亿美元, 88.7 %
function isLike(a: Mention, b: Mention): boolean {
  return isPlain(a) && isPlain(b) && bareUnit(a) === bareUnit(b) && (a.unitText === '') === (b.unitText === '')
}

function isSized(m: Mention): boolean {
  return m.unitText !== '' || m.scaleText !== '' || (m.decimals ?? 0) > 0
}

const half = (m: Mention) => halfOf(m, 0.03)
const textOf = (sentence: Sentence, m: Mention) => textBetween(sentence, m.start, m.end)

const overZh =
  /^[，,]?\s?(?:已经?|也|仍然?|均|略微?|远远?|明显|显著|大幅|小幅|依然|同样|都)*((?:超[过出]|高于|多于|大于|领先于?|优于)|(?:低于|少于|小于|落后于?|不及|不如|逊于))了?([^，。；;、\d（()）的]{1,16})的\s?(?:约|近)?\s?$/
const overEn =
  /^,?\s(?:which is\s|was\s|were\s|is\s|are\s|still\s|also\s|well\s|far\s|slightly\s|and\s)*((?:above|more than|higher than|greater than|larger than|exceeding|exceeds|exceeded|ahead of|surpass(?:ing|ed|es)|beat(?:s|ing)?|topp(?:ed|ing))|(?:below|less than|lower than|smaller than|fewer than|behind|miss(?:ed|es|ing)|f(?:e|a)ll(?:s|ing)? short of))\s(?:the\s)?(?:(?!\band\b|\bon\b)[^,.;:\d(]){0,40}?\s?(?:US\$|[$¥€£])?$/i
// A 公司（85.2 亿元）领先 B 公司（91.3 亿元）
const overAside =
  /^[)）]\s?(?:已|也|仍|略|小幅|大幅|明显|显著)*((?:超[过越出]|高于|多于|大于|领先于?|优于)|(?:低于|少于|小于|落后于?|不及|不如))了?[^，。；;、\d（()）]{1,16}[（(]\s?$/
// of what falls or is lost the larger number is the lower one
const falling =
  /[-−–]\s?$|降|跌|减|亏|负|损|滑|缩|fell|down|loss|lost|declin|drop|decreas|negative|lower|reduc|sank|shrank|cut\b/i
// merit is not size
const merit = /[优逊]于|领先|落后|不[及如]|ahead|behind|surpass/i
const lowerIsBetter =
  /成本|费用|能耗|时延|延迟|价格|排放|耗时|错误|误差|困惑度|排名|名次|cost|latency|error|price|perplexity|rank|seconds?|\btime\b/i
const expected = /consensus|estimate|expect|forecast|guidance|target|outlook/i
const denied = /(?:[不未没无非]|并未|没有|\bnot|n't|never|no)\s?$/i

// 3.21 万亿美元，超过乙公司的 3.43 万亿美元
function checkOver(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, b] = [sentence.mentions[n - 1]!, sentence.mentions[n]!]
  if (!isLike(a, b) || !isSized(a) || !isSized(b) || a.value.eq(b.value)) return
  const between = textBetween(sentence, a.end, b.numberStart)
  if (between.length > 60) return
  // 占 27.9%，去年同期为 16.3%，高于游戏的 19.6%: said of the number before
  if (
    /(?:去年|上年|同期|上[周月季]|此前|last year|year ago|previous)[^，。；;,]{0,8}$/i.test(
      textBetween(sentence, a.numberStart - 14, a.numberStart),
    )
  )
    return
  // at the full 256K lower than at 128K: where each was measured
  if (/\bat\s(?:the\s)?(?:full\s)?$/i.test(textBetween(sentence, b.numberStart - 14, b.numberStart))) return
  const found = overZh.exec(between) ?? overEn.exec(between) ?? overAside.exec(between)
  if (found === null) return
  const word = found[1]!
  const isUp = /^(?:超|高|多于|大于|领先|优|above|more|higher|greater|larger|exceed|ahead|surpass|beat|topp)/i.test(
    word,
  )
  if (isUp === a.value.gt(b.value) || Math.abs(toNumber(a.value) - toNumber(b.value)) < half(a) + half(b)) return
  // 91.2 和 80.5，均高于 85.3 和 76.0: each of the one against its own of the other
  if (isParallel(sentence, a, b)) return
  const front = textBetween(sentence, a.numberStart - 24, a.numberStart)
  if (falling.test(front) || falling.test(between.replace(word, ''))) return
  // 0.9 ahead of the 25 of another, and two comparisons joined: the first is a distance, or of another pair
  if (
    /^(?:above|below|ahead|behind|more|less|higher|lower|greater|larger|smaller|fewer)/i.test(word) &&
    !/^(?:,\s(?!and\b|but\b)|\s(?:is|was|are|were|which))/.test(between)
  )
    return
  // to beat is to be less where less is better, but for what was expected
  if (/^(?:beat|topp|surpass|miss|f[ea]ll)/i.test(word) && !expected.test(between)) return
  if (merit.test(word) && lowerIsBetter.test(sentence.text)) return
  const at = a.end + between.indexOf(word)
  if (
    denied.test(textBetween(sentence, at - 4, at)) ||
    /^(?:月|日|年|天|岁|时|分|秒|个?百分点|pp|points?|percentage points?)$/i.test(bareUnit(a))
  )
    return
  if (desk.isTold(at, at + word.length) || desk.isTold(b.start, b.end) || desk.isTold(a.start, a.end)) return
  tellTurned(word, at, [textOf(sentence, a), textOf(sentence, b)], 0.84, desk)
}

const daily = /日活|日均活跃|\bDAUs?\b|daily active/i
const monthly = /月活|月均活跃|\bMAUs?\b|monthly active/i

// 日均活跃用户 1234 万，月活 1102 万: who comes on a day comes in its month
function checkActive(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, b] = [sentence.mentions[n - 1]!, sentence.mentions[n]!]
  if (!isPlain(a) || !isPlain(b) || a.scaleText === '' || b.scaleText === '') return
  const [one, other] = [wordsBefore(sentence, n - 1), wordsBefore(sentence, n)]
  if (one.length > 24 || other.length > 24) return
  const isDayFirst = daily.test(one) && monthly.test(other) && !monthly.test(one) && !daily.test(other)
  const isMonthFirst = monthly.test(one) && daily.test(other) && !daily.test(one) && !monthly.test(other)
  if (!isDayFirst && !isMonthFirst) return
  const [day, month] = isDayFirst ? [a, b] : [b, a]
  if (day.value.lte(month.value) || /增|降|比|较|up|down|grew|rose/i.test(other)) return
  // 甲日活 1234 万，乙月活 1102 万: of two names
  const named = (words: string) => words.replace(/[日月][均]?活跃?|用户数?|[为达约到至]|[\s\p{P}]/gu, '')
  if (named(other.replace(monthly, '').replace(daily, '').replace(leads, '')) !== '') return
  if (desk.isTold(a.start, a.end) || desk.isTold(b.start, b.end)) return
  const [d, m] = [textOf(sentence, day), textOf(sentence, month)]
  desk.tell(
    'audit/impossible',
    desk.place(b.start, b.end),
    {
      en: `\`${d}\` a day cannot be more than \`${m}\` in the month`,
      zh: `日活 \`${d}\` 不可能多于月活 \`${m}\``,
    },
    { confidence: 0.85, printed: textOf(sentence, b) },
  )
}

const leads =
  /\b(?:against|and|with|of|versus|vs|was|is|were|at|an?|the|its|users?|reached|about)\b|用户|人数|规模|数|[，,；;、和与而]/gi

function wordsBefore({ text, start, mentions }: Sentence, n: number): string {
  const last = mentions[n - 1]
  return text.slice(last === undefined ? 0 : last.end - start, mentions[n]!.numberStart - start)
}

/** Whether two numbers beside a word of comparison stand in lists, each of which goes on. */
export function isParallel(sentence: Sentence, a: Mention, b: Mention): boolean {
  const behind = textBetween(sentence, b.end, b.end + 16)
  if (/^\s?(?:和|与|及|、|以及|,?\sand\s)\s?[^，。；;]{0,10}\d/.test(behind)) return true
  return /均|都|分别|各自|\b(?:both|each|all|respectively)\b/i.test(textBetween(sentence, a.end, b.numberStart))
}

// the two are what is held against each other
const gapZh =
  /^[^，。；;\d]{0,3}[，,；;（(]?\s?(?:即|也就是|可见)?(?:(?:两者|二者|双方|前后|之间|彼此)*(?:之间)?的?(?:相差|差距|差额|差值|价差|[缺差])|[前后]者(?:比|较|高于|低于)[前后]者[高低多少大小]?出?)(?:了|为|是|约|达|近|到)*\s?$/
const gapEn =
  /^[,;]?\s(?:which is\s|leaving\s|making\s|or\s|i\.e\.,?\s)*(?:a|the)\s(?:difference|gap|margin|spread|shortfall)\s(?:of|is)\s(?:about\s|some\s|nearly\s)?(?:US\$|[$¥€£])?$/i
// a step from one time to the next
const stepZh =
  /^[，,；;]?\s?(?:同比|环比|较[^，。；;\d]{0,6})?(?:增加|减少|增长|下降|提高|上升|多|少|增|减)(?:了|约|近)*\s?$/
const stepEn =
  /^[,;]?\s(?:(?:an?)\s(?:increase|decrease|rise|drop|decline|fall|gain|reduction)\sof|adding|losing)\s(?:about\s|some\s|nearly\s)?(?:US\$|[$¥€£])?$/i

const heldZh = /^[，,]?\s?(?:较|比|相比)[^，。；;]{0,14}?的?\s?$/
const upFromEn =
  /^(?:\s[^,.;\d]{0,40})?,\s(?:up|down|an increase of|a rise of|a decrease of|a drop of)\s(?:US\$|[$¥€£])?$/i

// $31.24 billion, up $2.53 billion from $28.71 billion
function checkFrom(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, gap, b] = sentence.mentions.slice(n - 2, n + 1) as [Mention, Mention, Mention]
  if (!isLike(a, b) || !isLike(b, gap) || isPercent(a.unitText) || gap.unitText + gap.scaleText === '') return
  if (!upFromEn.test(textBetween(sentence, a.end, gap.numberStart))) return
  if (!/^\sfrom\s(?:the\s)?(?:US\$|[$¥€£])?$/i.test(textBetween(sentence, gap.end, b.numberStart))) return
  const right = Math.abs(toNumber(a.value) - toNumber(b.value))
  if (right === 0 || Math.abs(right - toNumber(gap.value)) <= (half(a) + half(b) + half(gap)) * 1.05) return
  tell(sentence, gap, right, [a, b], 'apart', desk)
}

// by 2.2 points to 71.4% from 69.2%
function checkBy(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [gap, a, b] = sentence.mentions.slice(n - 2, n + 1) as [Mention, Mention, Mention]
  const isPoints = /^(?:points?|pp|percentage points?)$/i.test(gap.unitText) && isPercent(a.unitText)
  if (!isLike(a, b) || !isPlain(gap) || !(isPoints || (isLike(gap, a) && !isPercent(a.unitText)))) return
  if (
    gap.unitText + gap.scaleText === '' ||
    !/\bby\s(?:US\$|[$¥€£])?$/i.test(textBetween(sentence, gap.numberStart - 6, gap.numberStart))
  )
    return
  if (!/^\sto\s(?:US\$|[$¥€£])?$/i.test(textBetween(sentence, gap.end, a.numberStart))) return
  if (!/^\sfrom\s(?:the\s)?(?:US\$|[$¥€£])?$/i.test(textBetween(sentence, a.end, b.numberStart))) return
  const right = Math.abs(toNumber(a.value) - toNumber(b.value))
  if (right === 0 || Math.abs(right - toNumber(gap.value)) <= (half(a) + half(b) + half(gap)) * 1.05) return
  tell(sentence, gap, right, [a, b], 'apart', desk)
}

const folds: Readonly<Record<string, number>> = {
  half: 1 / 2,
  'a third': 1 / 3,
  'two thirds': 2 / 3,
  'a quarter': 1 / 4,
  'three quarters': 3 / 4,
  twice: 2,
  double: 2,
}
const foldEn =
  /,\s(?:(?:about|roughly)\s)?(half|a third|two[- ]thirds|a quarter|three[- ]quarters|twice|double)\s(?:of\s)?(?:its|the|their|that of the|those of the)\s(?:US\$|[$¥€£])?$/i

// 100 million weekly users, half of its 180 million monthly ones
function checkHalf(sentence: Sentence, n: number, desk: AuditDesk): void {
  // half is a number as well
  const a = sentence.mentions.slice(0, n).findLast((m) => m.form === 'digits')
  const b = sentence.mentions[n]!
  if (a === undefined) return
  if (!isPlain(a) || !isPlain(b) || a.scaleText !== b.scaleText || a.scaleText + a.unitText === '') return
  const between = textBetween(sentence, a.end, b.numberStart)
  const found = between.length > 60 ? null : foldEn.exec(between)
  const fold = found === null ? undefined : folds[found[1]!.toLowerCase().replace('-', ' ')]
  if (found === null || fold === undefined) return
  const ratio = toNumber(a.value) / toNumber(b.value)
  if (Math.abs(ratio / fold - 1) < 0.13 || ratio / fold > 4 || ratio / fold < 0.25) return
  const at = a.end + between.indexOf(found[1]!)
  if (desk.isTold(at, at + found[1]!.length) || desk.isTold(a.start, a.end)) return
  desk.tell(
    'audit/ratio',
    desk.place(at, at + found[1]!.length),
    {
      en: `\`${found[1]}\` disagrees with \`${textOf(sentence, a)}\` and \`${textOf(sentence, b)}\`, of which the one is ${ratio.toFixed(2)} times the other`,
      zh: `\`${found[1]}\` 与 \`${textOf(sentence, a)}\`、\`${textOf(sentence, b)}\` 不符，两者之比为 ${ratio.toFixed(2)}`,
    },
    { confidence: 0.8, printed: found[1]!, expected: ratio.toFixed(2) },
  )
}

// from 321 million to 413 million, adding 92 million: the two read as a range
function checkStep(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [range, gap] = [sentence.mentions[n - 1]!, sentence.mentions[n]!]
  if (range.high === undefined || range.bound !== 'range' || !isPlain(gap) || gap.scaleText + gap.unitText === '')
    return
  if (bareUnit(range) !== bareUnit(gap) || isPercent(gap.unitText)) return
  if (
    !/(?:[由从自]|\bfrom)\s?[^，。；;,\d]{0,8}$/i.test(textBetween(sentence, range.numberStart - 14, range.numberStart))
  )
    return
  const front = textBetween(sentence, range.end, gap.numberStart)
  if (!stepZh.test(front) && !stepEn.test(front)) return
  const right = Math.abs(toNumber(range.high) - toNumber(range.value))
  if (right === 0 || Math.abs(right - toNumber(gap.value)) <= (2 * half(range) + half(gap)) * 1.05) return
  tell(sentence, gap, right, [range], 'apart', desk)
}

function isFromTo(sentence: Sentence, a: Mention, b: Mention): boolean {
  const front = textBetween(sentence, a.numberStart - 12, a.numberStart)
  return (
    /(?:[由从自]|\bfrom\b)[^，。；;,]{0,8}$/i.test(front) &&
    /[至到]|\bto\b/.test(textBetween(sentence, a.end, b.numberStart))
  )
}

// $15 against $10 for the rival, $5 more
function isMoreEn(sentence: Sentence, a: Mention, b: Mention, gap: Mention): boolean {
  return (
    /^\s(?:more|less|higher|lower|cheaper|dearer)(?=[\s,.;]|$)(?!\sthan)/i.test(
      textBetween(sentence, gap.end, gap.end + 14),
    ) &&
    /\s(?:against|versus|compared with|compared to|while|than)\s[^.;\d]{0,30}$/i.test(
      textBetween(sentence, a.end, b.numberStart),
    ) &&
    /^[^.;\d]{0,30},\s(?:or\s|which is\s)?(?:US\$|[$¥€£])?$/i.test(textBetween(sentence, b.end, gap.numberStart))
  )
}

// 两者相差 0.6 万元
function checkGap(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, b, gap] = sentence.mentions.slice(n - 2, n + 1) as [Mention, Mention, Mention]
  if (!isLike(a, b) || !isLike(b, gap) || isPercent(a.unitText) || (gap.unitText === '' && gap.scaleText === '')) return
  const front = spanIn(textBetween(sentence, b.end, gap.numberStart)).rest.replace(/^\s(?:in|for)\s+(?=,)/, '')
  if (isStep(sentence, a) || isStep(sentence, b)) return
  const isGap = gapZh.test(front) || gapEn.test(front) || isMoreEn(sentence, a, b, gap)
  if (!isGap) {
    if (!stepZh.test(front) && !stepEn.test(front)) return
    const [x, y] = [timedAt(sentence, n - 2), timedAt(sentence, n - 1)]
    if (
      !isFromTo(sentence, a, b) &&
      !heldZh.test(textBetween(sentence, a.end, b.numberStart)) &&
      (!isOneThing(x, y) || orderOf(x.span, y.span) === 0)
    )
      return
  }
  // 距榜首 31 分，9 月相差 43 分: at another time
  if (/\d\s?月|去年|上[月周季年]|此前|年初/.test(textBetween(sentence, b.end, gap.numberStart))) return
  // of three in a row two others may be meant
  const own = sentence.mentions.slice(0, n).filter((m) => isLike(m, gap))
  const [x, y, said] = [a, b, gap].map((m) => toNumber(m.value)) as [number, number, number]
  const slack = half(a) + half(b) + half(gap)
  const values = own.map((m) => toNumber(m.value))
  const fits = values.some((p, i) =>
    values.slice(i + 1).some((q) => Math.abs(Math.abs(p - q) - said) <= slack * 1.05 + said * 1e-9),
  )
  if (fits || (own.length > 2 && !isGap)) return
  const right = Math.abs(x - y)
  if (right === 0) return
  tell(sentence, gap, right, [a, b], 'apart', desk)
}

// 123.4 万次，是第二名 82.3 万次的 1.5 倍
const foldOf = /^[，,]?\s?(?:的[^，。；;\d]{0,8})?(?:约)?(?:是|为|相当于|达到?)[^，。；;\d]{0,16}$/
const foldZh =
  /[，,；;。]?\s?([^，。；;\d]{1,16}?)(?:是|为|约为|达到?|相当于|约是)([^，。；;\d]{1,16}?)的\s?(?:约|近)?\s?$/

// 甲公司是乙公司的 1.26 倍
function checkFold(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, b, fold] = sentence.mentions.slice(n - 2, n + 1) as [Mention, Mention, Mention]
  if (fold.unitText !== '倍' || !isPlain(fold) || !isLike(a, b)) return
  if (
    foldOf.test(textBetween(sentence, a.end, b.numberStart)) &&
    /^(?:\/[a-z]+|每秒)?\s?(?:版本|模型|型号)?的\s?[约近]?\s?$/.test(textBetween(sentence, b.end, fold.numberStart))
  ) {
    const [x, y, said] = [a, b, fold].map((m) => toNumber(m.value)) as [number, number, number]
    const slack = (x / y) * (half(a) / x + half(b) / y) + half(fold) * 2 + (fold.bound === 'about' ? 0.05 * said : 0)
    if (Math.abs(x / y - said) > slack) tell(sentence, fold, x / y, [a, b], 'times', desk)
    return
  }
  const found = foldZh.exec(textBetween(sentence, b.end, fold.numberStart))
  if (found === null) return
  const labels = [timedAt(sentence, n - 2).label, timedAt(sentence, n - 1).label]
  const nameOf = (words: string) => words.replace(/[\s的，,。；;]/g, '').toLowerCase()
  const [one, other] = [nameOf(found[1]!), nameOf(found[2]!)]
  const isOf = (label: string, name: string) =>
    name.length >= 1 && label.length > 0 && (label.startsWith(name) || name.startsWith(label))
  const way =
    isOf(labels[0]!, one) && isOf(labels[1]!, other) ? 1 : isOf(labels[1]!, one) && isOf(labels[0]!, other) ? -1 : 0
  const [x, y, said] = [a, b, fold].map((m) => toNumber(m.value)) as [number, number, number]
  const near = (ratio: number) =>
    Math.abs(ratio - said) <=
    ratio * (half(a) / x + half(b) / y) + half(fold) * 2 + (fold.bound === 'about' ? 0.05 * said : 0)
  if (way === 0 ? near(x / y) || near(y / x) : near(way > 0 ? x / y : y / x)) return
  if (way === 0) return
  tell(sentence, fold, way > 0 ? x / y : y / x, [a, b], 'times', desk)
}

function tell(
  sentence: Sentence,
  m: Mention,
  right: number,
  pair: readonly Mention[],
  as: 'apart' | 'times',
  desk: AuditDesk,
): void {
  if ([m, ...pair].some((x) => desk.isTold(x.start, x.end))) return
  const printed = textOf(sentence, m)
  const both = pair.map((x) => `\`${textOf(sentence, x)}\``)
  const expected = inScaleOf(m, right, as === 'times' ? 2 : 0)
  desk.tell(
    as === 'apart' ? 'audit/arithmetic' : 'audit/ratio',
    desk.place(m.start, m.end),
    as === 'apart'
      ? {
          en: `\`${printed}\` disagrees with ${both.join(' and ')}, which are ${expected} apart`,
          zh: `\`${printed}\` 与 ${both.join('、')} 不符，两者相差 ${expected}`,
        }
      : {
          en: `\`${printed}\` disagrees with ${both.join(' and ')}, of which the one is ${expected} times the other`,
          zh: `\`${printed}\` 与 ${both.join('、')} 不符，两者之比为 ${expected} 倍`,
        },
    { confidence: 0.82, printed, expected, isNear: true },
  )
}
