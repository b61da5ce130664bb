import { largest, type Mention, toNumber, wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { halfOf, isStated } from '../prose/stated.ts'
import { spanIn } from '../prose/timed.ts'
import { inScaleOf } from '../solve/shown.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { opposites } from './partition.ts'
import { bareUnit } from './rates.ts'

const any = gate(
  /占|account|半年|季度|[合共总]计|总共|一共|合共|平均|均值|均分|[均都]|together|total|combined|average|\bmean\b|\ball\b|\b(?:above|below|over|under|exceed\w*)\b/i,
)

/**
 * Tells of what a sentence says of a list in it that the list denies: a total behind or before parts that are named each, their
 * mean, a bar that all of them pass.
 */
export function checkTallies({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length < 2 || mentions.length > 24 || !any(sentence)) continue
    for (let n = 0; n < mentions.length; n += 1) {
      const m = mentions[n]!
      if (
        (!isStated(m) && m.bound === 'range') ||
        m.form !== 'digits' ||
        isQuoted(sentence, m) ||
        desk.isTold(m.start, m.end)
      )
        continue
      checkBehind(sentence, n, desk)
      if (n > 0) checkShares(sentence, n, desk)
      checkAhead(sentence, n, desk)
    }
  }
}

const half = (m: Mention) => halfOf(m, 0.01)
const textOf = (sentence: Sentence, m: Mention) => textBetween(sentence, m.start, m.end)

// what stands in brackets is said of one of them alone
const aside = /[（(][^（）()]*[)）]/g
const sign = /[、，,；;/]|\band\b|[和与及]|[）)]/
// words that make a number more than one of a list
const other =
  /同比|环比|较|比|增长|下降|增加|减少|其中|占|[从由自]|至|到|以上|以下|超过|低于|高于|达到|合计|共计|总计|平均|目标|预计|全年|其余|另|of which|from|\bto\b|than|versus|against|compared|total|average|up\b|down\b|grew|rose|fell|year|expected|target/i

/** The numbers of one kind from `from` on, in steps of `way`, that stand in one list, each with a name of its own. */
function runOf(sentence: Sentence, from: number, way: 1 | -1): readonly Mention[] {
  const { mentions } = sentence
  const first = mentions[from]
  if (first === undefined || !isStated(first)) return []
  const run = [first]
  let edge = first
  for (let i = from + way; i >= 0 && i < mentions.length; i += way) {
    const next = mentions[i]!
    const [a, b] = way > 0 ? [edge, next] : [next, edge]
    const between = textBetween(sentence, a.end, b.numberStart)
    // a change in brackets: 61.3 万次（+12%）
    if (next.unitText !== first.unitText && /[（(][^）)]*$/.test(between) && way > 0) continue
    const words = between.replace(aside, '')
    if (!isStated(next) || words.length > 34 || !sign.test(words) || other.test(words) || /[。：:]/.test(words)) break
    if (bareUnit(next) !== bareUnit(first) && next.unitText !== '') break
    run.push(next)
    // A、B 和 C: there it ends
    if (way > 0 && run.length > 2 && /[和与及]|\band\b/.test(words)) break
    edge = next
  }
  return way > 0 ? run : run.reverse()
}

// the place of the number before that at `n`, which no word is
function lastOf({ mentions }: Sentence, n: number): number {
  let at = n - 1
  while (at >= 0 && mentions[at]!.form === 'words') at -= 1
  return at
}

function nextOf({ mentions }: Sentence, n: number): number {
  let at = n + 1
  while (at < mentions.length && mentions[at]!.form === 'words') at += 1
  return at
}

const sumBehind =
  /^[)）]?\s?[，,；;、]?\s?(?:以上)?(?:这)?(?:([两二三四五六七八])(?:个?[月季周年天期轮批]度?|[者家项个款类档地国]))?[\u4e00-\u9fff]{0,4}(?:合计|共计|总计|总共|合共|加总|一共)(?:占比?|达到?|为|约|是|\s)*$|^\)?(?:\s[a-z]+)?(?:\srespectively)?,?\s(?:for\s|making\s|or\s|and\s)?(?:(?:all\s)?(two|three|four|five)\s)?(?:together|in total|a total of|totall?ing|a combined|adding up to)\s?(?:is\s|are\s|make\s|hold\s|about\s|of\s)*(?:US\$|[$¥€£])?$/i
const inAll = /^\s?(?:[a-z]+\s)?(?:in total|in all|altogether)\b/i
const inAllFront = /^(?:\s[a-z]+)?,\s(?:or\s|for\s)?(?:US\$|[$¥€£])?$/i
const wholeBehind = /^[)）]?\s?[，,；;]\s?(?:全年|全球|全国|总体|整体)[\u4e00-\u9fff]{0,4}(?:约|为|达到?|共|\s)*$/
const meanBehind =
  /^[)）]?\s?[，,；;]?\s?(?:([两二三四五六七八])[者家项个款次轮])(?:的)?(?:平均|均值|均分)(?:值|分|得分|成绩)?(?:为|约|是|达|\s)*$|^\)?,?\s(?:(?:for|with|and|giv(?:e|es|ing)|yield(?:s|ing)?|mak(?:e|es|ing))\s)?(?:an?|the)\s(?:(two|three|four|five)-\w+\s)?(?:average|mean)\s(?:of\s|is\s|being\s)(?:about\s)?$/i
const partial =
  /前[二两三四五六七八九十\d]{1,2}[名大家位批轮期次]|主要|重叠|重复|等[，,、共合]|等\d|等[\u4e00-\u9fff]{0,4}$|包括|例如|比如|诸如|such as|including|among (?:others|them)|e\.g\./i

// 甲 61.3 万次，乙 32.4 万次，合计 103.7 万次
function checkBehind(sentence: Sentence, n: number, desk: AuditDesk): void {
  const result = sentence.mentions[n]!
  if (!isStated(result)) return
  // 三家合计: how many they are is none of them
  const at = lastOf(sentence, n)
  const last = sentence.mentions[at]
  if (last === undefined) return
  const front = textBetween(sentence, last.end, result.numberStart)
  const isAll = inAllFront.test(front) && inAll.test(textBetween(sentence, result.end, result.end + 24))
  const asSum =
    sumBehind.exec(front) ??
    (isAll ? inAllFront.exec(front) : isOfBoth(sentence, at, front) ? wholeBehind.exec(front) : null)
  const asMean = asSum === null ? meanBehind.exec(front) : null
  const found = asSum ?? asMean
  if (found === null) return
  const run = runOf(sentence, at, -1)
  const count = wordNumber(found[1] ?? found[2] ?? '')
  if (count !== undefined && count !== run.length) return
  if (run.length < 2 || run.length > 10) return
  const isScore = bareUnit(run.at(-1)!) === '' && /^分?$/.test(result.unitText)
  if (bareUnit(run.at(-1)!) !== bareUnit(result) && !(isAll && result.unitText === '') && !isScore) return
  const head = textBetween(sentence, run[0]!.start - 40, run[0]!.start)
  if (partial.test(front) || partial.test(head)) return
  // 1 月和 4 月各 810 亿元 are twice as much
  if (run.some((m) => /各\s?$/.test(textBetween(sentence, m.numberStart - 3, m.numberStart)))) return
  if (asMean !== null && count === undefined && run.length < 3) return
  // 其中 A 11、B 12、C 13，合计 25: the last two alone
  judge(sentence, run, result, asSum === null ? 'mean' : 'sum', count === undefined, desk)
}

const ofAll =
  /占比?(?:约|为|达|\s)*$|\b(?:account(?:s|ed|ing)? for|makes? up|represent(?:s|ed)?)\s(?:about\s)?$|\bfor\s(?:about\s)?$|\band\s[a-z]+\s$/i

// iOS 占比 62.3%，安卓占比 47.7%: the one or the other, and no more than all of them
function checkShares(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, b] = [sentence.mentions[n - 1]!, sentence.mentions[n]!]
  if (!isStated(a) || !isPercent(a.unitText) || !isPercent(b.unitText)) return
  const between = textBetween(sentence, a.end, b.numberStart)
  const front = textBetween(sentence, a.numberStart - 24, a.numberStart)
  if (spanIn(front).span !== null || spanIn(between).span !== null) return
  if (between.length > 24 || !ofAll.test(front) || !ofAll.test(between)) return
  if (/超过\s?100|大于\s?100|重叠|同时|兼用|more than 100|exceeds? 100|overlap|\bboth\b/i.test(sentence.text)) return
  if (!opposites.some(([x, y]) => (x.test(front) && y.test(between)) || (y.test(front) && x.test(between)))) return
  const sum = toNumber(a.value) + toNumber(b.value)
  if (sum <= 100 + half(a) + half(b) || desk.isTold(a.start, a.end) || desk.isTold(b.start, b.end)) return
  const [one, other] = [textOf(sentence, a), textOf(sentence, b)]
  const shown = String(Number(sum.toFixed(3)))
  desk.tell(
    'audit/sum',
    desk.place(b.start, b.end),
    {
      en: `\`${one}\` and \`${other}\` of one whole add up to ${shown} %`,
      zh: `同一整体的 \`${one}\` 与 \`${other}\` 之和为 ${shown}%`,
    },
    { confidence: 0.86, printed: other },
  )
}

// 国内 312.4 万次，海外 453.1 万次，全球 765.5 万次
function isOfBoth(sentence: Sentence, at: number, front: string): boolean {
  const [a, b] = [sentence.mentions[at - 1], sentence.mentions[at]]
  if (a === undefined || b === undefined || !wholeBehind.test(front)) return false
  const one = textBetween(sentence, a.numberStart - 16, a.numberStart)
  const other = textBetween(sentence, a.end, b.numberStart)
  return opposites.some(([x, y]) => (x.test(one) && y.test(other)) || (y.test(one) && x.test(other)))
}

const sumAhead =
  /(?:合计|共计|总计|总共|合共|加总|一共|总[和数额量]|之和)(?:市占率|份额|占比|占|达到?|为|约|是|\s)*$|\b(?:together|combined|total of|in total|totall?ed|total is)\s(?:[a-z]+\s){0,3}?(?:US\$|[$¥€£])?$/i
const sumOver = /^\s?[^，。；;：:\d]{0,14}?(?:together|in total|combined|altogether)\s?[:：(（]/i
const meanAhead =
  /(?:平均(?:值|分|得分|成绩)?|均值|均分)(?:为|约|是|达|\s)*$|\b(?:average|mean)\s(?:score\s)?(?:is|of|was)\s(?:about\s)?$/i
// 全年 183.2 万台，四个季度分别为 …
const wholeAhead = /(?:全年|总[\u4e00-\u9fff]{0,3}|合计|共)[^，。；;\d]{0,10}$/
const partsBehind =
  /^[^，。；;\d]{0,4}[，,]\s?(?:其中)?(?:([二三四五六])(?:个季度|部分|者|项|期|大?板块|个月)|上、?下半年|(?:iOS|国内)[^，。；;\d]{1,8})[^，。；;\d]{0,6}分别(?:为|是|达)?\s?$/
const colon = /^\s?[^，。；;\d]{0,16}[：:（(]/
const counted = /([两二三四五六七八])[者家项个款次轮]|\b(two|three|four|five|six)\b/i

// 三家合计 75.3%：甲 35.1%、乙 25.4%、丙 10.6%
function checkAhead(sentence: Sentence, n: number, desk: AuditDesk): void {
  const { mentions, text, start } = sentence
  const result = mentions[n]!
  const rear = text.slice(result.end - start)
  if (n + 2 >= mentions.length) {
    checkMeanOf(sentence, n, desk)
    return
  }
  const front = textBetween(sentence, mentions[n - 1]?.end ?? start, result.numberStart)
  const isExact = isStated(result)
  const asMean = isExact && meanAhead.test(front)
  const asSum = isExact && !asMean && (sumAhead.test(front) || sumOver.test(rear))
  const isWhole = isExact && !asMean && !asSum && wholeAhead.test(front)
  const bar = asMean || asSum || isWhole ? null : barOf(sentence, n)
  const first = nextOf(sentence, n)
  const next = mentions[first]
  if (next === undefined) return
  const between = textBetween(sentence, result.end, next.numberStart)
  if (!asMean && !asSum && !isWhole && bar === null) {
    checkMeanOf(sentence, n, desk)
    return
  }
  if (isWhole) {
    const parted = partsBehind.exec(between)
    const run = parted === null ? [] : runOf(sentence, first, 1)
    if (run.length >= 2 && run.length === wordNumber(parted?.[1] ?? '两') && bareUnit(run.at(-1)!) === bareUnit(result))
      judge(sentence, run, result, 'sum', false, desk)
    return
  }
  if (
    !(
      colon.test(between) ||
      (bar !== null && /^[^。；;\d]{0,12}[，,]\s?(?:得?分|成绩|数值)?分别(?:为|是|达)?\s?$/.test(between))
    )
  )
    return
  const run = runOf(sentence, first, 1)
  if (run.length < 2 || run.length > 12 || partial.test(between)) return
  const unit = bareUnit(run.at(-1)!)
  // 1,284 units: 512 in Europe
  const isCounted = asSum && unit === '' && run.every((m) => m.scaleText === '' && (m.decimals ?? 0) === 0)
  if (unit !== bareUnit(result) && !isCounted && !(bar !== null && /^分?$/.test(unit))) return
  // a list that ends where the sentence or the bracket does
  const after = text.slice(run.at(-1)!.end - start, run.at(-1)!.end - start + 3)
  const isOver = /^\s*(?:[。．.）);；]|$)/.test(after)
  const rearEnd = text.slice(run.at(-1)!.end - start)
  if (!isOver && !/^\s(?:in|for|from|at|by|on|to)\s[A-Za-z' -]{2,40}[.;)]?\s*$/.test(rearEnd)) return
  if (bar !== null) {
    judgeBar(sentence, run, result, bar, desk)
    return
  }
  const said = counted.exec(text.slice(0, result.numberStart - start).slice(-30)) ?? counted.exec(between)
  const count = said === null ? undefined : wordNumber(said[1] ?? said[2]!)
  if (count !== undefined && count !== run.length) return
  if (asMean && count === undefined && run.length < 3) return
  judge(sentence, run, result, asMean ? 'mean' : 'sum', false, desk)
}

const meanIs = /(?:平均(?:值|分|得分|成绩)?|均值|均分)(?:为|约|是|达|\s)*$/
const meanIsEn = /^\s?\)?\s(?:is|was|=)\s(?:about\s)?$/i
const meanHead = /\b(?:average|mean) of (?:the |its |these )?(?:(two|three|four|five|six)\s)?[a-z ]{0,24}[(（]?$/i

// the average of the three scores (82.1, 83.4, 84.2) is 84.3
function checkMeanOf(sentence: Sentence, n: number, desk: AuditDesk): void {
  const { mentions, start } = sentence
  const result = mentions[n]!
  const last = mentions[n - 1]
  if (last === undefined || n < 2 || !isStated(result)) return
  const front = textBetween(sentence, last.end, result.numberStart)
  const run = meanIsEn.test(front) || meanIs.test(front) ? runOf(sentence, n - 1, -1) : []
  if (run.length < 2 || run.length > 10) return
  const head = meanHead.exec(textBetween(sentence, Math.max(start, run[0]!.start - 50), run[0]!.numberStart))
  if (head === null) return
  const count = wordNumber(head[1] ?? '')
  if (count !== undefined && count !== run.length) return
  judge(sentence, run, result, 'mean', false, desk)
}

function judge(
  sentence: Sentence,
  run: readonly Mention[],
  result: Mention,
  as: 'sum' | 'mean',
  isOpen: boolean,
  desk: AuditDesk,
): void {
  if (/重叠|重复计|去重|overlap|double-count|\bboth\b/i.test(sentence.text)) return
  if (isPercent(result.unitText) && as === 'sum' && /\b(?:grew|rose|cut|fell|growth)\b/i.test(sentence.text)) return
  if (/加权|几何|中位|weighted|geometric|median|harmonic/i.test(sentence.text)) return
  // a scale behind the last is that of all
  const scale = run.at(-1)!.scaleText === '' ? 1 : toNumber(run.at(-1)!.scale)
  const amountOf = (m: Mention) => toNumber(m.value) * (m.scaleText === '' && m.unitText === '' ? scale : 1)
  const fitted = (parts: readonly Mention[]) => {
    const total = parts.reduce((s, m) => s + amountOf(m), 0)
    const right = as === 'sum' ? total : total / parts.length
    const spread = parts.reduce((s, m) => s + half(m), 0) / (as === 'sum' ? 1 : parts.length)
    return { right, isFit: Math.abs(right - toNumber(result.value)) <= (spread + half(result)) * 1.05 + right * 1e-9 }
  }
  const whole = fitted(run)
  if (whole.isFit) return
  // the last ones alone may be meant
  if (isOpen && run.some((_, i) => i > 0 && i < run.length - 1 && fitted(run.slice(i)).isFit)) return
  const said = toNumber(result.value)
  const off = said / whole.right
  if (as === 'sum' ? off > 1.7 || off < 0.55 : off > 1.2 || off < 0.8) return
  // $34,600 and $34,600, together $69,100: hundreds that were rounded
  if (Math.abs(off - 1) < 0.004 && [...run, result].every((m) => toNumber(m.value.div(m.scale)) % 100 === 0)) return
  // shares that each were rounded
  if (
    isPercent(result.unitText) &&
    Math.abs(whole.right - said) <= run.length * largest(run.map(half)) * 1.05 + half(result)
  )
    return
  if (run.some((m) => desk.isTold(m.start, m.end))) return
  const expected = inScaleOf(result, whole.right)
  const printed = textOf(sentence, result)
  const list = run.map((m) => `\`${textOf(sentence, m)}\``)
  desk.tell(
    as === 'sum' ? 'audit/sum' : 'audit/arithmetic',
    desk.place(result.start, result.end),
    as === 'sum'
      ? {
          en: `\`${printed}\` disagrees with ${list.join(', ')}, which add up to ${expected}`,
          zh: `\`${printed}\` 与 ${list.join('、')} 之和 ${expected} 不符`,
        }
      : {
          en: `\`${printed}\` disagrees with ${list.join(', ')}, whose mean is ${expected}`,
          zh: `\`${printed}\` 与 ${list.join('、')} 的平均值 ${expected} 不符`,
        },
    { confidence: 0.84, printed, expected },
  )
}

type Bar = 'above' | 'below'
const barZh =
  /(?:均|都|全部|悉数|一致)(?:(超过|突破|高于|大于|不低于|达到?|在)|(低于|不足|小于|不到|少于|不超过))了?\s?$/
const barEn =
  /\b(?:all|each|four|three|five|six|both)\b[^.;:\d]{0,30}?\b(?:(above|over|more than|exceed(?:ed|ing|s)?|at least|clear(?:ed)?|pass(?:ed)?|topp?(?:ed)?)|(below|under|less than|fewer than|at most))\s(?:the\s)?(?:US\$|[$¥€£])?$/i

function barOf(sentence: Sentence, n: number): Bar | null {
  const m = sentence.mentions[n]!
  // 均超过 80 分 is a bound as well
  const front = sentence.text.slice(0, m.numberStart - sentence.start).slice(-50)
  const found = barZh.exec(front) ?? barEn.exec(front)
  if (found === null) return null
  if (
    /^[达在]/.test(found[1] ?? '') &&
    !/^[^，。；;\d]{0,4}以上/.test(sentence.text.slice(m.numberEnd - sentence.start))
  )
    return null
  return found[1] === undefined ? 'below' : 'above'
}

function judgeBar(sentence: Sentence, run: readonly Mention[], bar: Mention, way: Bar, desk: AuditDesk): void {
  const limit = toNumber(bar.value)
  const scale = run.at(-1)!.scaleText === '' ? 1 : toNumber(run.at(-1)!.scale)
  const amountOf = (m: Mention) => toNumber(m.value) * (m.scaleText === '' && m.unitText === '' ? scale : 1)
  const off = run.filter((m) => (way === 'above' ? amountOf(m) + half(m) < limit : amountOf(m) - half(m) > limit))
  const [only] = off
  if (only === undefined || off.length * 2 > run.length || desk.isTold(only.start, only.end)) return
  const printed = textOf(sentence, only)
  const line = textOf(sentence, bar)
  desk.tell(
    'audit/inconsistent',
    desk.place(only.start, only.end),
    {
      en: `\`${printed}\` is not ${way} \`${line}\`, as all of the list are said to be`,
      zh: `\`${printed}\` 并不${way === 'above' ? '高于' : '低于'} \`${line}\`，而句中称各项均如此`,
    },
    { confidence: 0.84, printed },
  )
}
