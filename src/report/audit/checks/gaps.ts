import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { kept } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { goesOn, type Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const isPoints = kept(/^(?:个?百分点|分|点|pp|ppts?|points?|percentage points?)$/i)
const lead =
  /极差|跨度|领先|落后|跑赢|跑输|高出|低了?|高了?|差距|相差|提[高升]|优势|多出|ahead|behind|below|above|outperform|underperform|trail|lead|gap|gain|loss|margin|higher|lower|advantage|drop|up by|down by/i

/** Tells of a lead or a gap in points that the two scores beside it do not make: trails by 3.8 points (51.1 versus 59.4). */
export function checkGaps({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) checkSentence(sentences, s, desk)
}

const apart = /(?:相差|差距为?|差值为?)(?:约|达)*\s*$/

// 最高的是 65.0%，最低的是 32.0%，相差 33.0%
function checkDifference({ mentions, text, start }: Sentence, n: number, desk: AuditDesk): void {
  const a = mentions[n - 2]
  const b = mentions[n - 1]
  const m = mentions[n]!
  if (a === undefined || b === undefined || ![a, b, m].every((x) => x.high === undefined && /^[%％]$/.test(x.unitText)))
    return
  if (!apart.test(text.slice(0, m.numberStart - start)) || desk.isTold(m.start, m.end)) return
  const gap = Math.abs(toNumber(a.value.minus(b.value)))
  if (Math.abs(gap - toNumber(m.value)) > 1e-6 || gap === 0) return
  const printed = text.slice(m.start - start, m.end - start)
  desk.tell(
    'audit/unit-slip',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` is the difference of two percentages: percentage points, not percent`,
      zh: `\`${printed}\` 是两个百分比之差，应为百分点而非百分比`,
    },
    { confidence: 0.85, printed, expected: `${gap} 个百分点` },
  )
}

function checkSentence(sentences: readonly Sentence[], s: number, desk: AuditDesk): void {
  const sentence = sentences[s]!
  if (sentence.mentions.length > 30) return
  if (/相差|差距|差值/.test(sentence.text))
    for (let n = 0; n < sentence.mentions.length; n += 1) checkDifference(sentence, n, desk)
  for (let n = 0; n < sentence.mentions.length; n += 1) {
    const m = sentence.mentions[n]!
    if (!isPoints(m.unitText) || m.high !== undefined || m.form !== 'digits' || m.bound !== 'exact') continue
    // from 45.2 points: a level
    if (/(?:[由从自]|\bfrom)\s?$/i.test(textBetween(sentence, m.numberStart - 6, m.numberStart))) continue
    const around = textBetween(sentence, m.numberStart - 30, m.end + 16)
    // of the year before there is a level of its own
    if (
      /同比|环比|year[- ]on[- ]year|yoy|qoq/i.test(around) ||
      !lead.test(around) ||
      (/^[分点]$/.test(m.unitText) && !isGap(sentence, n)) ||
      isQuoted(sentence, m) ||
      desk.isTold(m.start, m.end)
    )
      continue
    const pair = bracketed(sentence, n) ?? ranged(sentence, n)
    if (pair !== null) check(sentence, m, pair, true, desk)
    else {
      // a semicolon parts no comparison
      const last = sentences[s - 1]
      const before = last !== undefined && goesOn(last) && sentence.start - last.end < 3 ? last.mentions : []
      const own = aroundOf(sentence, n, before) ?? named(sentences, s, m, desk)
      if (own !== null) check(sentence, m, own, false, desk)
    }
  }
}

// 均分 74.7 分，比对照模型（73.7 分）高 1.0 分: what is in 分 may be a level as well, so the word stands right beside it
function isGap(sentence: Sentence, n: number): boolean {
  const m = sentence.mentions[n]!
  const front = textBetween(sentence, Math.max(sentence.mentions[n - 1]?.end ?? 0, m.numberStart - 30), m.numberStart)
  return lead.test(front) || /^\s?的?(?:差距|优势|领先|跨度|极差)/.test(textBetween(sentence, m.end, m.end + 5))
}

interface Score {
  readonly value: number
  readonly half: number
}

function scoreOf(m: Mention | undefined): Score | null {
  if (
    m === undefined ||
    m.form !== 'digits' ||
    m.high !== undefined ||
    m.scaleText !== '' ||
    !/^(?:%|％|分|)$/.test(m.unitText)
  )
    return null
  return { value: toNumber(m.value), half: 0.5 * 10 ** -(m.decimals ?? 0) }
}

// 3.8 points (51.1 versus 59.4)
function bracketed(sentence: Sentence, n: number): readonly [Score, Score] | null {
  const [m, x, y] = sentence.mentions.slice(n, n + 3)
  const a = scoreOf(x)
  const b = scoreOf(y)
  if (m === undefined || x === undefined || y === undefined || a === null || b === null) return null
  const isOpen = /^\s?[（(]\s?$/.test(textBetween(sentence, m.end, x.start))
  const isPair = /^\s?(?:vs\.?|versus|对比?|比|against|to|和|与|,|，|、|\/)\s?$/i.test(
    textBetween(sentence, x.end, y.start),
  )
  return isOpen && isPair ? [a, b] : null
}

// rises from 37.5 to 73.2, a gain of 35.7 points
function ranged(sentence: Sentence, n: number): readonly [Score, Score] | null {
  const before = sentence.mentions[n - 1]
  const m = sentence.mentions[n]!
  if (before === undefined) return null
  const gap = textBetween(sentence, before.end, m.numberStart)
  if (
    !/^[\s，,]*(?:(?:or|即|也就是)?\s?(?:a|an)?\s?(?:gain|rise|lead|drop|fall|increase|jump|improvement)?\s?(?:of)?|提[高升]了?|[高低]出?了?|相差|差距为?|极差|跨度|波动幅度|领先|落后|(?:之间|区间)[，,]\s?(?:极差|跨度|相差|波动)(?:为|约)?)\s?$/i.test(
      gap,
    )
  )
    return null
  const half = 0.5 * 10 ** -(before.decimals ?? 0)
  if (before.high !== undefined && /^(?:%|％|分|)$/.test(before.unitText))
    return [
      { value: toNumber(before.value), half },
      { value: toNumber(before.high), half },
    ]
  return null
}

// leads with 93.3%, 1.2 points ahead of B (92.1%)
function aroundOf(sentence: Sentence, n: number, before: readonly Mention[]): readonly [Score, Score] | null {
  // a gap of 90 points, as between A and B, means 62.7%
  if (/^,?\s(?:as\s)?between\b/.test(textBetween(sentence, sentence.mentions[n]!.end, sentence.mentions[n]!.end + 14)))
    return null
  // by 2.1 points on A, 5.9 on B and 8.8 on C: each of them is a gap
  if (
    /^\s(?:on|in|for)\s[^,;]{2,40}(?:,|,?\sand)\s\d/i.test(
      textBetween(sentence, sentence.mentions[n]!.end, sentence.mentions[n]!.end + 60),
    )
  )
    return null
  // 平均高出 25.2 分；提升最大的是 AIME，+45.3 分: a gap among gaps
  if (/^[+]/.test(textBetween(sentence, sentence.mentions[n]!.start, sentence.mentions[n]!.end))) return null
  // 差距分别为 0.9、0.9 和 0.4 分: each of them is a gap
  if (
    /(?:差距|领先|落后|高出|低)[^，。；;\d]{0,8}分别|\b(?:gaps?|leads?|margins?)\b[^.;\d]{0,20}\bare\s$/i.test(
      textBetween(sentence, sentence.start, sentence.mentions[n]!.start).replace(/[\d.、，和与\s%分,and]*$/, ''),
    )
  )
    return null
  // a gap of 17 points means a win rate of 52.4%
  if (/win rate|胜率/i.test(sentence.text)) return null
  // p < 0.001 is no score
  if (/\bp\s?(?:值|[<=＜＝]|-?values?)/i.test(sentence.text)) return null
  // ahead on A (by 0.5 points), on B (by 1.4) and on C (by 2.3): each of them is a gap
  const isBy = (m: Mention) => /\bby\s$/i.test(textBetween(sentence, m.numberStart - 4, m.numberStart))
  if (sentence.mentions.some((m, i) => i !== n && isBy(m))) return null
  // 领先 3.1 分，LiveCodeBench 只领先 0.3 分，MATH-500 领先 0.2 分: each of them is a gap
  const isLead = (m: Mention) =>
    /(?:领先|落后|[高低])[^，。；;\d]{0,12}$/.test(textBetween(sentence, m.numberStart - 16, m.numberStart))
  if (sentence.mentions.filter(isLead).length > 1) return null
  const scores = [...before, ...sentence.mentions.filter((_, i) => i !== n)].flatMap((m) => scoreOf(m) ?? [])
  // 降到 0.85；占比提高 6 个百分点: a ratio below one has no points
  if (scores.some((x) => x.value < 1)) return null
  return scores.length === 2 && scores.every((s) => s.half < 0.5) ? [scores[0]!, scores[1]!] : null
}

// the two models that the sentence names, by what the words before print for both
function named(sentences: readonly Sentence[], s: number, m: Mention, desk: AuditDesk): readonly [Score, Score] | null {
  const sentence = sentences[s]!
  const ids = [
    ...new Set(
      sentence.names
        .filter((x) => x.kind === 'entity' && desk.input.registry.entity(x.id)?.kind === 'model')
        .map((x) => x.id),
    ),
  ]
  if (ids.length !== 2 || scoreCount(sentence) > 0) return null
  const near = desk.own.filter(
    (o) => ids.includes(o.subject) && o.at.start < m.start && m.start - o.at.start < 400 && o.at.table === undefined,
  )
  const measures = [...new Set(near.map((o) => o.measure))]
  const last = measures.at(-1)
  const [a, b] = ids.map((id) => near.findLast((o) => o.subject === id && o.measure === last))
  if (measures.length !== 1 || a === undefined || b === undefined) return null
  const score = (o: typeof a): Score => ({
    value: toNumber(o.amount.value),
    half: 0.5 * 10 ** -(o.amount.decimals ?? 0),
  })
  return [score(a), score(b)]
}

function scoreCount({ mentions }: Sentence): number {
  return mentions.filter((m) => scoreOf(m) !== null && (m.decimals ?? 0) > 0).length
}

function check(sentence: Sentence, m: Mention, [a, b]: readonly [Score, Score], firm: boolean, desk: AuditDesk): void {
  const wanted = Math.abs(a.value - b.value)
  const said = toNumber(m.value)
  const slack = a.half + b.half + 0.5 * 10 ** -(m.decimals ?? 0)
  if (Math.abs(said - wanted) <= slack + 1e-9) return
  const printed = textBetween(sentence, m.start, m.end)
  const expected = wanted.toFixed(Math.max(0, m.decimals ?? 0))
  const slip = slipOf(printed, expected)
  if (!firm && (slip === 'other' || slip === 'lost')) return
  desk.tell(
    'audit/ratio',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with ${a.value} and ${b.value}, which are ${expected} apart`,
      zh: `\`${printed}\` 与 ${a.value}、${b.value} 不符，两者相差 ${expected}`,
    },
    { confidence: firm ? 0.88 : 0.8, printed, expected, isNear: true },
  )
}
