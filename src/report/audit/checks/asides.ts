import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'
import { tellTurned } from './turned.ts'

const any = gate(/[（(]\s?(?:US)?[$¥€£]?\d/)

/**
 * Tells of a word of comparison that the numbers in parentheses behind it deny: a higher rating than the last one (1106 vs 1112);
 * 68.74, surpassing the other (69.35).
 */
export function checkAsides({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length < 2 || mentions.length > 24 || !any(sentence)) continue
    for (let n = 1; n < mentions.length; n += 1) {
      if (isQuoted(sentence, mentions[n]!)) continue
      checkBoth(sentence, mentions[n - 1]!, mentions[n]!, desk)
      checkOther(sentence, n, desk)
    }
  }
}

function isFirm({ form, high, bound, value }: Mention): boolean {
  return form === 'digits' && high === undefined && (bound === 'exact' || bound === 'about') && value.gt(0)
}

function isAlike(a: Mention, b: Mention): boolean {
  return isFirm(a) && isFirm(b) && bareUnit(a) === bareUnit(b) && (a.scaleText === '') === (b.scaleText === '')
}

const money = String.raw`(?:US)?[$¥€£]?\s?`
const opening = new RegExp(String.raw`[（(]\s?${money}$`)
const against = new RegExp(
  String.raw`^(?:[^（）()，,;；\d]{0,16})\s?(?:vs\.?|versus|against|compared (?:to|with)|对比?|比)\s?(?:[^（）()，,;；\d]{0,16}\s)?${money}$`,
  'i',
)
const than =
  /(?<![\w-])(higher|more|larger|greater|lower|fewer|less|smaller)\s(?:[a-z-]+\s){0,4}?than\s[^（）();；。]{1,80}[（(]\s?(?:US)?[$¥€£]?\s?$/i
const thanZh = /[^，。；;（()]{0,40}?(高于|多于|大于|低于|少于|小于)[^，。；;（()\d]{1,24}[（(]\s?[¥$]?\s?$/

// a lower rating than another (1112 vs 1106)
function checkBoth(sentence: Sentence, a: Mention, b: Mention, desk: AuditDesk): void {
  if (!against.test(textBetween(sentence, a.end, b.numberStart)) || !isAlike(a, b)) return
  const front = textBetween(sentence, a.numberStart - 140, a.numberStart)
  if (!opening.test(front)) return
  const found = than.exec(front) ?? thanZh.exec(front)
  if (found === null) return
  const at = a.numberStart - front.length + found.index + found[0].indexOf(found[1]!)
  judge(sentence, [a, b], found[1]!, at, desk)
}

const verb = new RegExp(
  String.raw`(?<![\w-])(surpass(?:es|ing|ed)|beat(?:s|ing)?|outperform(?:s|ing|ed)?|outscor(?:es|ing|ed)|exceed(?:s|ing|ed)?|ahead of|above|higher than|edg(?:es|ing|ed) (?:out|past)|below|lower than|behind|trail(?:s|ing|ed)?)\s((?!and\b)[^（）(),;；，。：:]{1,48})\s?[（(]\s?${money}$`,
  'i',
)
const verbZh =
  /(超[过越出]|高于|优于|领先于?|胜过|击败|低于|不及|不如|落后于?|逊于)了?([^（）(),;；，。：:]{1,24})[（(]\s?[¥$]?\s?$/
const lowerIsBetter =
  /成本|费用|能耗|时延|延迟|价格|排放|耗时|错误|误差|困惑度|排名|名次|cost|latency|error|price|perplexity|rank|seconds?|\btime\b|loss|\bWER\b|\bFID\b|cheaper|faster|\bppl\b/i

// 68.74, surpassing the other (67.35)
function checkOther(sentence: Sentence, n: number, desk: AuditDesk): void {
  const b = sentence.mentions[n]!
  if (!/^\s?[）)]/.test(textBetween(sentence, b.end, b.end + 3))) return
  const front = textBetween(sentence, b.numberStart - 90, b.numberStart)
  if (!opening.test(front)) return
  const found = verb.exec(front) ?? verbZh.exec(front)
  if (found === null) return
  const at = b.numberStart - front.length + found.index + found[0].indexOf(found[1]!)
  const before = sentence.mentions.filter((m) => m.end <= at)
  const a = before.at(-1)
  if (a === undefined || !isAlike(a, b) || a.decimals !== b.decimals) return
  // of what has neither unit nor places anything may be counted
  if (b.unitText === '' && b.scaleText === '' && (b.decimals ?? 0) <= 0) return
  const between = textBetween(sentence, a.end, at)
  // 0.013 above the last run (1.755) is how far
  if (/^[\s,，]*$/.test(between) && a.value.times(3).lt(b.value)) return
  if (between.length > 80 || /[;；。（(:：]/.test(between)) return
  if (/\b(?:not|never|no longer|without|but|while|whereas|though)\b|[不未没]|而|但/i.test(between)) return
  judge(sentence, [a, b], found[1]!, at, desk)
}

const upward =
  /^(?:higher|more|larger|greater|above|surpass|beat|outperform|outscor|exceed|ahead|edg|高于|多于|大于|超|优于|领先|胜过|击败)/i
const bySize =
  /^(?:higher|more|larger|greater|lower|fewer|less|smaller|above|below|exceed|高于|多于|大于|低于|少于|小于|超)/i

function judge(
  sentence: Sentence,
  [a, b]: readonly [Mention, Mention],
  word: string,
  at: number,
  desk: AuditDesk,
): void {
  const [x, y] = [toNumber(a.value), toNumber(b.value)]
  if (x === y || upward.test(word) === x > y || desk.isTold(at, at + word.length)) return
  // of what is paid the smaller is the better one
  if (!bySize.test(word) && (lowerIsBetter.test(sentence.text) || /元|\$|¥|€|£/.test(b.unitText))) return
  if (/(?:\bnot|n't|\bno|[不未没])\s?$/i.test(textBetween(sentence, at - 5, at))) return
  // what fell is told by how far
  if (/[-−–]\s?$/.test(textBetween(sentence, a.numberStart - 2, a.numberStart))) return
  const [one, other] = [a, b].map((m) => textBetween(sentence, m.start, m.end)) as [string, string]
  tellTurned(word, at, [one, other], 0.82, desk)
}
