import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import { goesOn, type Sentence } from '../prose/sentence.ts'
import { baseBeside, otherBasis } from './chain.ts'
import { alike, isShare, kindOf } from './changed.ts'
import { isOnlyChange, textBetween, withoutYears } from './growth.ts'
import { isHeld } from './held.ts'
import type { Paragraph } from './input.ts'
import { levelsInTime } from './intime.ts'
import { judgeChange, type Levels, ulp } from './judged.ts'

/** Tells of changes that do not follow from a level and the one it is held against, in the ways that reports put it. */
export function checkChanges({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) checkSentence(sentences[s]!, sentences[s - 1], desk)
}

function checkSentence(sentence: Sentence, before: Sentence | undefined, desk: AuditDesk): void {
  const { mentions } = sentence
  // at $30; later it charges $5: a semicolon parts no reckoning
  const last =
    before !== undefined && sentence.start - before.end < 3 && goesOn(before) ? before.mentions.at(-1) : undefined
  const levels = mentions.reduce((t, m) => t + (m.high === undefined ? 1 : 2), last === undefined ? 0 : 1)
  if (levels < 3 || mentions.length > 40) return
  if (increased(sentence)) for (let n = 0; n < mentions.length; n += 1) checkBy(sentence, n, desk)
  for (let n = 0; n < mentions.length; n += 1) {
    const m = mentions[n]!
    if (kindOf(m, sentence) === null || isQuoted(sentence, m) || desk.isTold(m.start, m.end)) continue
    if (otherBasis(sentence, m)) continue
    const levels =
      changeBetween(sentence, n) ?? changeBehind(sentence, n, last) ?? multipleOf(sentence, n) ?? inTime(sentence, n)
    // 为去年同期的 2.6 倍: of a number that stands elsewhere, unless one is said to be of then
    if (
      levels !== null &&
      ofThen.test(frontOf(sentence, m, 14)) &&
      !/同期|去年|上年|year/i.test(frontOf(sentence, levels.old, 24))
    )
      continue
    const base = baseBeside(sentence, n)
    if (levels !== null && (base === null || base === levels.old) && isHeld(sentence, levels, n))
      judgeChange(sentence, levels, m, desk)
  }
}

const ofThen = /(?:去年|上年|前年)?同期的?\s?(?:约|近)?$/

function frontOf(sentence: Sentence, m: Mention, size: number): string {
  return textBetween(sentence, m.numberStart - size, m.numberStart)
}

const increased = gate(/\b(?:increased|rose|grew|climbed|decreased|fell|declined|dropped)\s(?:by\s)?/i)
const fromLevel = /^[^,.;\d]{0,16}\s(?:from|compared (?:with|to))\s(?:[A-Z]{1,3}\$|[$¥€])?$/i

// increased by $214.4 million, or 31.5%, to $895.1 million from $680.7 million
function checkBy(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [by, share, now, old] = sentence.mentions.slice(n, n + 4)
  if (by === undefined || share === undefined || now === undefined || old === undefined) return
  if (!isShare(share.unitText) || share.form !== 'digits' || !alike(now, old) || !alike(by, now)) return
  const front = textBetween(sentence, by.numberStart - 24, by.numberStart)
  const between = (a: Mention, b: Mention) => textBetween(sentence, a.end, b.numberStart)
  if (
    !/\b(?:increased|rose|grew|climbed|decreased|fell|declined|dropped) (?:by )?(?:[A-Z]{1,3}\$|[$¥€])?$/i.test(front)
  )
    return
  if (
    !/^,?\s(?:or\s|\()?(?:about\s)?$/.test(between(by, share)) ||
    !/^[,)]*\s?to\s(?:[A-Z]{1,3}\$|[$¥€])?$/.test(between(share, now))
  )
    return
  if (!fromLevel.test(between(now, old)) || desk.isTold(by.start, by.end)) return
  judgeChange(sentence, { old, now, firm: true }, share, desk)
  const right = Math.abs(toNumber(now.value.minus(old.value)))
  if (Math.abs(right - toNumber(by.value)) <= (ulp(by) + ulp(now) + ulp(old)) * 1.1) return
  const digits = Math.max(0, (by.decimals ?? 0) + Math.round(Math.log10(toNumber(by.scale))))
  const expected = (right / toNumber(by.scale)).toFixed(digits)
  const printed = textBetween(sentence, by.start, by.end)
  const [a, b] = [old, now].map((m) => textBetween(sentence, m.start, m.end))
  desk.tell(
    'audit/arithmetic',
    desk.place(by.start, by.end),
    {
      en: `\`${printed}\` is not the difference of \`${a}\` and \`${b}\`: that is ${expected}`,
      zh: `\`${printed}\` 不是 \`${a}\` 与 \`${b}\` 之差，应为 ${expected}`,
    },
    { confidence: 0.83, printed, expected },
  )
}

const earlier =
  /^[\s，,]*[（(，,]?\s?(?:(?:上年|去年)?同期|上年|去年|上期|上一期|前值|上[周月季]度?(?:日均)?|[前上]一?个?交易日|昨日|前一?日|一年前|此前|前一年)(?:仅)?(?:收于|收报|收盘|报|为|是|的)?\s?$/
const fromBefore = /^,?\s?from\s(?:about\s|the\s)?(?:[A-Z]{1,3}\$|RMB\s?|CNY\s?|USD\s?|[$¥])?\s?$/i

// 265.5 亿元，同比增长 5.9%（上年同期为 250.7 亿元）; $36.4 billion, up 65% from $22.0 billion
function changeBetween(sentence: Sentence, n: number): Levels | null {
  const change = sentence.mentions[n]!
  const old = sentence.mentions[n + 1]
  // 571 亿美元（57.1 billion），同比增长 66%: what stands in parentheses is said twice
  const now =
    old === undefined ? undefined : sentence.mentions.slice(Math.max(0, n - 2), n).findLast((m) => alike(m, old))
  if (now === undefined || old === undefined) return null
  // 11.4% from $2,081 million and 27.6% from $1,817 million: the one base did not become the other
  if ([n - 2, n - 1].some((k) => k >= 0 && baseBeside(sentence, k) === now)) return null
  const front = withoutYears(textBetween(sentence, now.end, change.numberStart)).replace(/[（(][^（）()]*[)）]/g, '')
  const behind = textBetween(sentence, change.end, old.numberStart)
  if (!isOnly(front)) return null
  const more = textBetween(sentence, old.end, old.end + 4)
  // from 72.6 to 110.4 million has levels of its own
  if (fromBefore.test(behind) && !/^\s?(?:to|至|到)/.test(more)) return { old, now, firm: true }
  // 20.5% above the 73.2 billion of a year earlier
  if (
    /^\s(?:above|below|over|under|(?:more|less|higher|lower|cheaper) than)\s(?:the\s|[A-Z][\w. -]{1,24}['’]s?\s)?(?:[A-Z]{1,3}\$|RMB\s?|CNY\s?|[$¥])?$/i.test(
      behind,
    )
  )
    return { old, now, firm: true }
  return earlier.test(behind) ? { old, now, firm: true } : null
}

// words of the span and of the thing counted tell of no other thing
function isOnly(text: string): boolean {
  // 功耗从 400W 升到 600W，因此每瓦算力提高约 20%
  if (/因此|所以|从而|使得|每[瓦卡元度]|性价比|能效/.test(text)) return false
  return isOnlyChange(
    withoutYears(text).replace(
      /同比|year[- ]on[- ]year|yoy|\/s|\bfactor\b|^\sof\s[a-z]+(?:\s[a-z]+)?\b|\bper \w+(?: a (?:day|month|year))?\b|\bplus\b|\b(?:times|downloads|units|users)?\s?(?:in|for|during) the (?:week|month|quarter|year)\b|^\s?(?:times|downloads|units|users)\b/gi,
      '',
    ),
  )
}

const became =
  /(?:预计|将|则|进一步|已|快速|大幅|小幅|逐步)|(?:[增升提降减涨跌扩][高长升加少低大]?[至到为])|达到?|[为是约]|(?:rose|grew|fell|increased|declined|climbed|dropped|went)\s(?:to)?|reached|\b(?:to|is|was|it|and|then)\b|\/s|per second|\b(?:a|per) (?:month|week|day|year|quarter)\b|^\s?[a-z]{3,12}\b(?= )|[\s，,；;]/gi
const held =
  /^[^，。；;\d]{0,14}?(?:[，,；;]?\s?(?:而|较|比)?(?:(?:上年|去年)同期|上年|去年|上期|前值|此前|之前|原来|降价前|调整前)(?:为|是|的)?)\s?$/
const against =
  /^(?:\s(?:of|in)\s[A-Za-z0-9]{1,12})?,?\s?(?:against|versus|vs\.?|compared (?:with|to))\s(?:[A-Z]{1,3}\$|[$¥])?\s?$/i

// 2023 年 147.0 亿元，2024 年增至 215.0 亿元，同比增长 46.3%
function changeBehind(sentence: Sentence, n: number, last: Mention | undefined): Levels | null {
  const second = sentence.mentions[n - 1]
  const change = sentence.mentions[n]!
  if (second === undefined) return null
  // widened from 76.0% to 78.4%, 240 basis points
  if (second.high !== undefined) {
    const isFrom = /(?:from|由|从|自)\s?[^，。；;\d]{0,12}$/i.test(
      textBetween(sentence, second.numberStart - 16, second.numberStart),
    )
    const { high, ...low } = second
    if (
      !isFrom ||
      /同比|year[- ]on[- ]year|yoy/i.test(textBetween(sentence, second.end, change.numberStart)) ||
      second.bound !== 'range' ||
      !isOnly(textBetween(sentence, second.end, change.numberStart))
    )
      return null
    return {
      old: { ...low, bound: 'exact', form: 'digits' },
      now: { ...low, value: high, bound: 'exact', form: 'digits' },
      firm: true,
    }
  }
  const first = [...(last === undefined ? [] : [last]), ...sentence.mentions.slice(Math.max(0, n - 3), n - 1)].findLast(
    (m) => alike(m, second),
  )
  if (first === undefined) return null
  // what stands right before the second of the two
  const nearest = sentence.mentions[n - 2] ?? first
  const between = textBetween(sentence, Math.max(nearest.end, first.end), second.numberStart)
  // a part is no later level
  if (/其中|\bof (?:whom|which|them|these|those)\b/.test(between)) return null
  const front = textBetween(sentence, second.end, change.numberStart)
  const years = [yearBefore(sentence, first), yearBefore(sentence, second)]
  const isYears = years[0] !== null && years[1] !== null && years[1]! - years[0]! === 1
  const bare = withoutYears(between).replace(became, '')
  const only = isOnly(front)
  // 同比 is taken of the year before, whatever levels stand here
  const after = /^[^,.;，。；]{0,30}/.exec(textBetween(sentence, change.end, change.end + 30))![0]
  const yearly =
    /同比|year[- ]on[- ]year|yoy/i.test(front) ||
    /(?:over|on|from) (?:the|a) year|year[- ]o(?:n|ver)[- ]year/i.test(after)
  if (isYears && bare === '' && only) return { old: first, now: second, firm: true }
  // 2024 年 182 亿美元，2023 年为 44 亿美元，同比增长 314%
  const isBack = years[0] !== null && years[1] !== null && years[0]! - years[1]! === 1
  if (isBack && bare === '' && only) return { old: second, now: first, firm: true }
  // rose to 46.3% from 41.8%, up 450 basis points
  if (
    /^(?:\s(?!to\b|from\b)[A-Za-z/]+){0,4}\sfrom\s(?:[A-Z]{1,3}\$|[$¥€]|[A-Z]{3}\s)?$/.test(between) &&
    only &&
    !yearly
  )
    return { old: second, now: first, firm: true }
  // from 4.8 TB/s to 8 TB/s, 1.7x
  if (!yearly && bare === '' && /\bto\b|[至到]/.test(between) && first.start >= sentence.start && only)
    return { old: first, now: second, firm: true }
  // A 3.35 TB/s，B 为 4.8 TB/s，提升约 43%
  if (bare !== '' && only && bare.replace(/[A-Za-z][\w.-]*(?:\s\d[\w.]*)?/g, '').trim() === '' && !yearly)
    return { old: first, now: second, firm: false }
  if (
    change.unitText === '倍' &&
    kindOf(change, sentence) === 'times' &&
    // 家数是上年同期的 2.2 倍 is of another thing
    !isOfUnsaid(sentence, second, front) &&
    /^[，,]/.test(front) &&
    !yearly &&
    !/环比|分别|均/.test(front) &&
    sentence.mentions.filter((m) => alike(m, second)).length === 2
  )
    return { old: first, now: second, firm: true }
  if (held.test(between) && only) return { old: second, now: first, firm: true }
  // 192 GB against 141 GB for the other, 36% more
  const word = textBetween(sentence, change.end, change.end + 14)
  // $486 million, 26% of revenue, versus $452 million and 28%: each with its share
  const isBeside = /\band\s$/.test(front) && sentence.mentions.slice(0, n).some((m) => m.unitText === change.unitText)
  if (!isBeside && against.test(between) && (/^\s?(?:more|less|higher|lower|increase|growth)\b/i.test(word) || only))
    return { old: second, now: first, firm: false }
  // 9 美元，比 B 的 15 美元低 40%
  if (
    /^[，,]?\s?(?:比|较|相比)[^，。；;]{0,24}?的?\s?$/.test(between) &&
    /^\s?(?:[低高贵少多]|便宜|下降|上升|降低|增长|增加|提[高升]|减少|回落|上涨|下跌|增|降)[出了]?\s?(?:约|近)?\s?$/.test(
      textBetween(sentence, second.end, change.numberStart),
    )
  )
    return { old: second, now: first, firm: false }
  // at $30; later it charges $5, 83% less: no other change stands between, and the way is that of the two
  const others = sentence.mentions.slice(sentence.mentions.indexOf(first) + 1, n - 1)
  const way =
    others.every((m) => kindOf(m, sentence) === null) && /^[,，]\s?(?:a|an)?\s?$/.test(front)
      ? /^\s?(?:(less|cut|reduction|lower|cheaper)|more|higher|increase)\b/i.exec(word)
      : null
  if (way !== null && (way[1] !== undefined) === second.value.lt(first.value))
    return { old: first, now: second, firm: false }
  return null
}

// 家数 is in no word before the second of the two levels
function isOfUnsaid(sentence: Sentence, second: Mention, front: string): boolean {
  const before = textBetween(sentence, sentence.start, second.numberStart)
  // 是一期的 2.5 倍, where neither number is said to be that of 一期
  const base = /^[，,]\s?(?:约)?[是为]([\u4e00-\u9fff]{2,6}?)的/.exec(front)?.[1]
  if (base !== undefined && !/上年|去年|同期|前|上[月周季]|后者|其/.test(base) && !before.includes(base)) return true
  const noun = /^[，,]\s?([\u4e00-\u9fff]{2,6}?)[是为]/.exec(front)?.[1]
  return noun !== undefined && !before.includes(noun)
}

// costs $15, three times what B costs ($5)
function multipleOf(sentence: Sentence, n: number): Levels | null {
  const now = sentence.mentions[n - 1]
  const change = sentence.mentions[n]!
  const old = sentence.mentions[n + 1]
  if (now === undefined || old === undefined || kindOf(change, sentence) !== 'times') return null
  const behind = textBetween(sentence, change.end, old.numberStart)
  if (
    !alike(now, old) ||
    !/^\s(?:(?:what|that of|the)\b[^,.;]{0,50}[（(,]?|(?:our |its |the )?(?:\d{4}[AE]?\s)?[a-z ]{3,24}\sof)\s?(?:[A-Z]{1,3}\$|[$¥])?$/.test(
      behind,
    )
  )
    return null
  if (
    !/^[^.;]{0,30}(?:, (?:or )?| is | was )(?:about |some |nearly )?$/.test(
      textBetween(sentence, now.end, change.numberStart),
    )
  )
    return null
  return { old, now, firm: true }
}

function inTime(sentence: Sentence, n: number): Levels | null {
  const levels = kindOf(sentence.mentions[n]!, sentence) === 'percent' ? levelsInTime(sentence, n, alike) : null
  return levels === null ? null : { ...levels, firm: true }
}

// the year that stands right before a number, or behind it with "in"
function yearBefore(sentence: Sentence, m: Mention): number | null {
  const front = textBetween(sentence, m.numberStart - 34, m.numberStart)
  const found = /(?<!\d)((?:19|20)\d{2})(?!\d)[^，。；;\d]{0,26}$/.exec(front)?.[1]
  return found === undefined ? null : Number(found)
}
