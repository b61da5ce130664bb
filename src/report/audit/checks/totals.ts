import { decimal, type Mention, plain, toNumber, wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent, isTimes } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { goesOn, type Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

/** Tells of totals in a sentence that are not the sum of the numbers before them, and of shares of a whole beyond it. */
export function checkTotals({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) checkSentence(sentences, s, desk)
}

function checkSentence(sentences: readonly Sentence[], s: number, desk: AuditDesk): void {
  const sentence = sentences[s]!
  if (sentence.mentions.length === 0 || sentence.mentions.length > 40) return
  for (const n of summing.test(sentence.text) ? sentence.mentions.keys() : []) {
    checkListed(sentence, n, desk)
    checkCounted(sentences, s, n, desk)
    checkInAll(sentences, s, n, desk)
  }
  checkWhole(sentences, s, desk)
}

// one of these stands in what any of the three looks for
const summing = /合计|[共总]计|加总|合共|加起来|相加|之和|together|total|add(?:ing)? up to|in all|combined|all told/i

const joint = /^\s?(?:的)?\s?(?:、|和|与|及|以及|and|,|，|,\sand)\s?$/
const total =
  /^[\s，,）)]*(?:三[者家项]|两[者家项]|四[者家项]|它们|together|in total|for a total of|[，,]\s?a total of)?\s?(?:[两二三四五六七八九十]{1,2}[^，。；;、\d]{1,8}(?=合计占))?(?:合计占比?|合计|共计|总计|加总|合共|together|totall?ing|in total|for a total of|a total of|adding up to|which add up to)\s?(?:为|达到?|约|is|are|of)?\s?(?:about\s)?(?:US\$|[$¥￥€])?\s?$/i

// 24%、19% 和 14%，合计 57%
function checkListed(sentence: Sentence, n: number, desk: AuditDesk): void {
  const { mentions, text, start } = sentence
  const result = mentions[n]!
  const last = mentions[n - 1]
  if (isTimes(result.unitText)) return
  if (last === undefined || !total.test(text.slice(last.end - start, result.numberStart - start))) return
  const parts = [last]
  for (let i = n - 2; i >= 0; i -= 1) {
    if (!joint.test(text.slice(mentions[i]!.end - start, parts[0]!.start - start))) break
    parts.unshift(mentions[i]!)
  }
  // 24、19 和 14 个百分点: the last has the unit of all
  if (parts.length >= 2) tellSum(sentence, parts, result, desk, 0.88)
}

const counted =
  /(?:^|[，,；;。\s])(?:以上)?(?:这)?(?:([两二三四五])[者家项款类档]|all (two|three|four)|the (two|three|four)(?: together)?)(?:合计|共计|总计|加总|加起来|相加|之和|together come to|together make)\s?(?:耗用|为|达到?|约|共)?\s?$/i

// 三者合计 3,930 万 GPU 小时: the last three numbers of the kind
function checkCounted(sentences: readonly Sentence[], s: number, n: number, desk: AuditDesk): void {
  const sentence = sentences[s]!
  const result = sentence.mentions[n]!
  const front = sentence.text.slice(
    Math.max(0, result.start - sentence.start - 24),
    result.numberStart - sentence.start,
  )
  const found = counted.exec(front)
  const want = wordNumber(found?.[1] ?? found?.[2] ?? found?.[3] ?? '')
  if (want === undefined) return
  const before = sentences
    .slice(Math.max(0, s - 2), s)
    // a heading or a table between speaks of others
    .filter(
      (o) => !/\n\s*\n/.test(desk.input.extract.text.slice(o.end, sentence.start)) && sentence.start - o.end < 300,
    )
    .flatMap((o) => o.mentions)
  const like = [...before, ...sentence.mentions.slice(0, n)].filter(
    (m) => m.unitText === result.unitText && m.form === 'digits',
  )
  const parts = like.slice(-want)
  // a sum of what stands further back is for those who know it to be meant
  if (parts.length === want) tellSum(sentence, parts, result, desk, 0.78, true)
}

const inAll = /^\s?(?:together|in all|in total|altogether|combined|all told)\b(?!\s[a-z])/i
const allFront = /[，,；;]\s?(?:合计|共计|总计)(?:约|为)?\s?$|\bthe total to\s(?:about\s)?(?:US\$|[$¥€])?$/i

// $3.1 million, $0.9 million and $0.4 million, $4.4 million in all: where the sum is a slip away
function checkInAll(sentences: readonly Sentence[], s: number, n: number, desk: AuditDesk): void {
  const sentence = sentences[s]!
  const result = sentence.mentions[n]!
  const front = sentence.text.slice(
    Math.max(0, result.start - sentence.start - 16),
    result.numberStart - sentence.start,
  )
  // 先后放大 8 倍和 4 倍，合计 32 倍
  if (isTimes(result.unitText)) return
  // 6 out of 10, the year before 7 out of 10: 13 of 20 in all
  if (/\d\s(?:out )?of\s$/.test(textBetween(sentence, sentence.start, result.numberStart))) return
  const isBehind = inAll.test(sentence.text.slice(result.end - sentence.start, result.end - sentence.start + 14))
  if (!isBehind && !allFront.test(front)) return
  const last = sentences[s - 1]
  const joined = last !== undefined && sentence.start - last.end < 3 && goesOn(last) ? last.mentions : []
  // it bought 3 and sold 1; two at $30; lifted the total to $9 million
  const words = textBetween(sentence, sentence.start, result.numberStart)
  if (/\b(?:sold|less|minus|net of|lost)\b|减去|扣除|卖出|售出/i.test(words)) return
  if (/\b(?:at|to)\s(?:US\$|[$¥€£])?(?=\d)/.test(words) && !isBehind) return
  if (/\bat\s(?:US\$|[$¥€£])(?=\d)/.test(words) || /\btotal to\s(?:US\$|[$¥€£])?$/.test(front)) return
  const like = [...joined, ...sentence.mentions.slice(0, n)].filter(
    (m) => m.unitText === result.unitText && m.form === 'digits',
  )
  // any run of the last ones that makes the sum clears it
  const sums = like.map((_, i) => like.slice(i).reduce((t, m) => t + toNumber(m.value), 0))
  const said = toNumber(result.value)
  if (like.length < 2 || sums.some((x) => Math.abs(x / said - 1) < 0.01)) return
  for (const parts of [like, like.slice(-2)]) {
    const before = desk.findings.length
    tellSum(sentence, parts, result, desk, 0.77, true)
    if (desk.findings.length > before) return
  }
}

function tellSum(
  sentence: Sentence,
  parts: readonly Mention[],
  result: Mention,
  desk: AuditDesk,
  confidence: number,
  slipOnly = false,
): void {
  const unit = parts.at(-1)!.unitText
  if (parts.some((m) => m.high !== undefined || (m.unitText !== unit && m.unitText !== '') || m.form !== 'digits'))
    return
  if (result.high !== undefined || result.unitText !== unit || isQuoted(sentence, result)) return
  // a scale that stands behind the last part alone is that of all, and so is one behind the sum: 27.6、30.0、31.8，合计 89.4 亿
  const isOfSum = result.scaleText !== '' && parts.every((m) => m.scaleText === '')
  const { scale, scaleText } = isOfSum ? result : parts.at(-1)!
  const values = parts.map((m) => (m.scaleText === '' && scaleText !== '' ? m.value.times(scale) : m.value))
  const sum = values.reduce((a, b) => a.plus(b), decimal('0'))
  const slack = [...parts, result].reduce((t, m) => t + 0.5 * 10 ** -(m.decimals ?? 15), 0)
  const off = Math.abs(toNumber(sum.minus(result.value)))
  if (off <= slack * (1 + 1e-9) || sum.lte(0)) return
  const ratio = toNumber(result.value.div(sum))
  // $34,600 and $34,600, together $69,100: hundreds that were rounded
  if (Math.abs(ratio - 1) < 0.004 && [...parts, result].every((m) => toNumber(m.value.div(m.scale)) % 100 === 0)) return
  if (result.bound !== 'exact' && Math.abs(ratio - 1) < 0.05) return
  const slip = slipOf(plain(result.value), plain(sum))
  if (slip === 'other' && (slipOnly || ratio > 1.6 || ratio < 0.6)) return
  // a digit more or less is a slip where most of the number stays, and shares of one base alone add up
  if (slipOnly && (ratio > 3 || ratio < 0.34) && slip !== 'power') return
  if (/\bboth\b|overlap|weighted|twice|seats|重叠|加权/i.test(sentence.text)) return
  if (result.unitText === '%' && /\b(?:grew|rose|cut|fell|growth)\b/i.test(sentence.text)) return
  const printed = sentence.text.slice(result.start - sentence.start, result.end - sentence.start)
  if (desk.isTold(result.start, result.end)) return
  desk.tell(
    slip === 'power' ? 'audit/scale-slip' : 'audit/sum',
    desk.place(result.start, result.end),
    {
      en: `\`${printed}\` disagrees with the ${parts.length} numbers before it, which add up to ${plain(sum)}`,
      zh: `\`${printed}\` 与前面 ${parts.length} 个数值之和 ${plain(sum)} 不符`,
    },
    { confidence, printed, expected: plain(sum) },
  )
}

const rest = /其余|其他|其它|剩余|余下|the rest|the remainder|remaining|\bothers?\b/i
const share = /单选|占|份额|持有|贡献|比重|holds?|has|had|took|accounts?|share|makes? up|represents?/i

// the shares of a sentence that states nothing else, or those of a list that a rest ends: 37%、27%、18%、12%；其余 6%
function sharesOf(sentences: readonly Sentence[], s: number, document: string): readonly Mention[] {
  const { mentions, start } = sentences[s]!
  const all = mentions.filter((m) => isPercent(m.unitText))
  if (all.length >= 3 && all.length === mentions.length) return all
  const last = sentences[s - 1]
  const before = last !== undefined && start - last.end < 3 && goesOn(last) ? last.mentions : []
  const list = [...before, ...mentions]
  const between = (a: number) => document.slice(list[a]!.end, list[a + 1]!.numberStart)
  const at = list.findIndex((m, n) => n > 1 && m.start >= start && isPercent(m.unitText) && ending.test(between(n - 1)))
  let first = at - 1
  while (first > 0 && isPercent(list[first - 1]!.unitText) && joint.test(between(first - 1))) first -= 1
  return at === -1 ? [] : list.slice(first, at + 1)
}

const ending = /^[，,；;、]\s?(?:其余|其他|其它|剩余|余下)[^，。；;\d]{0,4}$/

// North America 42%, Europe 27%, Asia 24% and the rest of the world 17%
function checkWhole(sentences: readonly Sentence[], s: number, desk: AuditDesk): void {
  const sentence = sentences[s]!
  const document = desk.input.extract.text
  const run = sharesOf(sentences, s, document)
  if (run.length < 3 || run.length > 12) return
  const text = run[0]!.start < sentence.start ? sentences[s - 1]!.text + sentence.text : sentence.text
  if (run.some((m) => m.bound !== 'exact' || m.high !== undefined) || !share.test(text)) return
  const last = run.at(-1)!
  const before = document.slice(run.at(-2)!.end, last.numberStart)
  if (!(rest.test(before) || /单选|single choice/i.test(text)) || /其中|of which|同比|增长|grew|\bup\s\d/i.test(text))
    return
  const sum = run.reduce((a, m) => a + toNumber(m.value), 0)
  const slack = run.reduce((a, m) => a + 0.5 * 10 ** -(m.decimals ?? 0), 0)
  if (Math.abs(sum - 100) <= slack + 1e-9 || sum < 85 || sum > 115) return
  const shown = String(Number(sum.toFixed(3)))
  desk.tell(
    'audit/sum',
    desk.place(run[0]!.start, last.end),
    {
      en: `the shares with the rest add up to ${shown} %, not to 100 %`,
      zh: `各部分与其余之和为 ${shown}%，而非 100%`,
    },
    { confidence: 0.85, printed: `${shown}%`, expected: '100%' },
  )
}
