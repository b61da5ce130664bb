import { type Mention, toNumber } from '../../../base/index.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { shiftQuantity } from './copy.ts'
import { countsOf, ofSubject } from './counts.ts'
import {
  combine,
  type Dimension,
  dimensionCode,
  dimensionText,
  type Measure,
  measureAt,
  type Period,
} from './dimension.ts'
import { eachOf, nounAt } from './noun.ts'
import { periodAt } from './period.ts'
import { underOf } from './under.ts'

/** A number of a text with what it is of: the value in base units, its dimension, its period and what it is per. */
export interface Quantity {
  readonly start: number
  readonly end: number
  /** where the digits begin */
  readonly at: number
  readonly text: string
  readonly value: number
  /** half of the last printed digit as a part of the whole */
  readonly slack: number
  readonly kind: Measure['kind'] | 'growth' | 'fall'
  readonly dimension: Dimension
  readonly key: string
  /** the dimension as a number */
  readonly code: number
  /** the unit as printed */
  readonly unit: string
  /** whether it is of what goes in or of what comes out */
  readonly label: 'in' | 'out' | ''
  /** whether it was read in steps of 1,024 */
  readonly isBinary: boolean
  readonly noun: string
  readonly each: string | null
  /** whether the words right beside it say so */
  readonly isOwn: boolean
  readonly period: Period | null
  /** where its sentence begins, -1 for one of another paragraph */
  readonly sentence: number
  /** words between the number before it and this one */
  readonly front: string
  readonly behind: string
  /** the reading it comes from; none for a number in words */
  readonly mention: Mention | null
  readonly isQuoted: boolean
  /** what is saved is a difference */
  readonly isSaved: boolean
}

const kept = new WeakMap<Sentence, readonly Quantity[]>()

/** The quantities of a sentence in order, read once. */
export function quantitiesOf(sentence: Sentence): readonly Quantity[] {
  let list = kept.get(sentence)
  if (list === undefined) {
    list = sentence.same === null ? readQuantities(sentence, sentence.start) : moveQuantities(sentence.same, sentence)
    kept.set(sentence, list)
  }
  return list
}

function moveQuantities(from: Sentence, to: Sentence): readonly Quantity[] {
  const by = to.start - from.start
  return quantitiesOf(from).map((q) =>
    shiftQuantity(q, by, to.start, q.mention === null ? null : to.mentions[from.mentions.indexOf(q.mention)]!),
  )
}

function readQuantities(sentence: Sentence, index: number): readonly Quantity[] {
  const { mentions } = sentence
  const list: Quantity[] = []
  for (let n = 0; n < mentions.length; n += 1) {
    const last = mentions[n - 1]
    // 一年 and seven days are numbers of their own and tell of the next
    const before = last !== undefined && isSpan(last) ? mentions[n - 2] : last
    const q = quantityOf(sentence, mentions[n]!, before, mentions[n + 1], index)
    if (q !== null) list.push(q)
  }
  for (const q of countsOf(sentence, index)) list.push(q)
  return ofSubject(
    list.sort((a, b) => a.at - b.at),
    sentence,
  )
}

function quantityOf(
  sentence: Sentence,
  m: Mention,
  last: Mention | undefined,
  next: Mention | undefined,
  index: number,
): Quantity | null {
  if (!['digits', 'words'].includes(m.form) || m.high !== undefined || m.value.lte(0) || isUnitTime(m)) return null
  const { text, start } = sentence
  const from = last === undefined ? 0 : last.end - start
  const [head, tail] = [m.numberStart - start, m.numberEnd - start]
  const front = text.slice(Math.max(from, head - 48), head)
  const clause = lastClause(front)
  const behind = text.slice(
    tail,
    Math.min(tail + 44, next === undefined ? text.length : Math.max(tail + 1, next.numberStart - start)),
  )
  const read = measureAt(behind, front) ?? ownUnit(m, text[m.end - start]) ?? impliedBy(front)
  // installed 61.2 million times: no multiple
  const level: Measure = { dimension: { pt: 1 }, factor: 1, kind: 'amount', length: 1 }
  const found =
    read?.kind === 'times' && m.value.gt(1000)
      ? null
      : read?.kind === 'points' && m.value.gt(100) && /^\s?点/.test(behind)
        ? level
        : read
  const noun = found === null ? nounAt(behind, clause) : { noun: '', length: 0 }
  const measure: Measure = found ?? { dimension: {}, factor: 1, kind: 'count', length: noun.length }
  const after = behind.slice(measure.length)
  const isTime = measure.dimension.h === 1 && measure.dimension.W === undefined
  const per = underOf(m, after, front)
  const number = toNumber(m.value)
  const rate = exchangeIn(text.slice(Math.max(0, head - 24), head), number)
  const dimension = rate ?? (per === null ? measure.dimension : combine(measure.dimension, per.dimension, -1))
  const period = measure.per ?? (per !== null ? null : periodAt(after, isTime ? clause : spanBefore(front), isTime))
  const binary = binaryOf(m, measure)
  const value = (number * measure.factor * binary) / (per?.size ?? 1)
  const half = (0.5 * 10 ** -(m.decimals ?? 15)) / number
  // small whole numbers are what they are
  const isExact =
    m.bound === 'exact' &&
    (m.decimals ?? 0) === 0 &&
    m.scaleText === '' &&
    (measure.kind === 'count' || isRound(text.slice(head, tail)))
  return {
    start: m.start,
    end: Math.max(m.end, m.numberEnd + measure.length),
    at: m.numberStart,
    text: text.slice(m.start - start, Math.max(m.end, m.numberEnd + measure.length) - start).trim(),
    value,
    slack: isExact ? 0 : Math.min(0.05, Math.abs(half)),
    kind: rate === null ? kindOf(measure.kind, front, after, text[head]) : 'amount',
    dimension,
    key: dimensionText(dimension),
    code: dimensionCode(dimension),
    unit: `${behind.slice(0, measure.length).trim()} ${per?.size ?? ''}`.trim(),
    label: labelOf(front, behind),
    isBinary: binary !== 1,
    noun: noun.noun,
    each: eachOf(after, clause),
    isOwn: true,
    period,
    sentence: index,
    front,
    behind,
    mention: m,
    isQuoted: isQuoted(sentence, m),
    isSaved: saved.test(front) || (found?.kind === 'amount' && difference.test(front)),
  }
}

const partings = '，,。；;：:（('

// the words behind the last sign that parts them
function lastClause(text: string): string {
  let from = text.length
  while (from > 0 && !partings.includes(text[from - 1]!)) from -= 1
  return text.slice(from)
}

const saved = /节[电省约能]|\bsav(?:e|es|ed|ing|ings)\b/i

// 由 80 GB 增至 141 GB，增加 61 GB
const difference = /(?:增加|减少|提高|提升|降低|下降|[领超]先|相差)(?:了|约|近|达)*\s*$/

// of one or two figures, or ending in a nought
function isRound(printed: string): boolean {
  const digits = printed.replace(/[^\d]/g, '').replace(/^0+/, '')
  return digits.length <= 2 || digits.endsWith('0')
}

function isSpan(m: Mention): boolean {
  return (
    isUnitTime(m) || (m.form === 'words' && /^(?:days?|hours?|weeks?|months?|sessions?|天|周|个?月)$/i.test(m.unitText))
  )
}

function isUnitTime({ value, unitText }: Mention): boolean {
  return value.eq(1) && /^(?:年|个?月|天|日|周|小时|year|month|day|week|hour)$/.test(unitText)
}

// 128K tokens are 131,072 of them
function binaryOf(m: Mention, { dimension }: Measure): number {
  if (dimension.tok !== 1 || !/^K$/i.test(m.scaleText)) return 1
  return Number.isInteger(Math.log2(toNumber(m.value.div(m.scale)))) ? 1.024 : 1
}

const input = /输入|\binput\b|\bprompts?\b|\breads?\b/gi
const output = /输出|\boutput\b|\bcompletions?\b|\bwrites?\b|\bgenerates?\b/gi

const putWord = /输[入出]|put/i
const anyLabel = /输[入出]|put|prompt|completion|read|write|generate/i

const putBehind = /^.{0,4}?(?:tokens?|元|词元|per [a-z0-9]+|\/\S+)?\s?(?:per [a-z0-9]+\s?)?(input|output|输入|输出)/i

function labelOf(front: string, behind: string): Quantity['label'] {
  const own = putWord.test(behind) ? putBehind.exec(behind)?.[1] : undefined
  if (own !== undefined) return /in/i.test(own) || own === '输入' ? 'in' : 'out'
  if (!anyLabel.test(front)) return ''
  const last = (pattern: RegExp) => [...front.matchAll(pattern)].at(-1)?.index ?? -1
  const [a, b] = [last(input), last(output)]
  return a === b ? '' : a > b ? 'in' : 'out'
}

// what the clause says, and the one before where it is short: 全月（720 小时）约
function spanBefore(front: string): string {
  let from = front.length
  while (from > 0 && from > front.length - 24 && !'，,。；;：:'.includes(front[from - 1]!)) from -= 1
  return front.slice(from)
}

const implying = /PUE|参数|parameter|token|词元/i

// PUE 1.25, and Token 调用量达 4 万亿
function impliedBy(front: string): Measure | null {
  if (!implying.test(front)) return null
  if (/\bPUE\b[^，。；;\d]{0,10}$/i.test(front)) return { dimension: {}, factor: 1, kind: 'times', length: 0 }
  if (/(?:参数量?|parameters? of)(?:约|为|达到?|\s)*$/i.test(front))
    return { dimension: { par: 1 }, factor: 1, kind: 'amount', length: 0 }
  const isTokens =
    /(?:tokens?|词元)\s?(?:的)?(?:日均|每日|月均)?(?:调用|消耗|处理|使用|生成)?(?:总)?量?(?:约|为|达到?|超过?|近|\s)*$/i.test(
      front,
    )
  return isTokens ? { dimension: { tok: 1 }, factor: 1, kind: 'amount', length: 0 } : null
}

// 1 美元兑 7.1 元, 汇率 7.1
function exchangeIn(front: string, value: number): Dimension | null {
  if (!(value > 5 && value < 9)) return null
  const isRate =
    /(?:1\s?(?:美元|USD|US\$|dollar)\s?(?:兑换?|合|约合|[=＝≈]|to)|汇率[^，。；;\d]{0,8}|exchange rate (?:of|is)|at RMB|per US dollar)[^，。；;\d]{0,6}$/i.test(
      front,
    )
  return isRate ? { CNY: 1, USD: -1 } : null
}

// 7 亿周活 are so many users, not so many weeks
function ownUnit({ unitText }: Mention, next: string | undefined): Measure | null {
  return unitText === '' || next === '活' || next === '均' ? null : measureAt(unitText, '')
}

const grows =
  /(?:[增涨]幅|增长|增加|增速|提升|上升|上涨|扩大|高出?|同比|环比|up|grew|rose|growth of|increase(?:d by)?|gain(?:ed)?|higher|above)\s?(?:了|约|by|about|of|\+)*\s?$/i
const shrinks =
  /(?:[降跌]幅|下降|减少|下跌|降低|下滑|回落|低|down|fell|dropped|declined|cut|decrease(?:d by)?)\s?(?:了|约|by|about|to)*\s?$/i
const growsBehind = /^\s?(?:more|higher|growth|increase|above|up)\b/i

// a percentage is a share of something unless the words say that it is a change
function kindOf(kind: Measure['kind'], front: string, behind: string, sign = ''): Quantity['kind'] {
  if (kind !== 'share') return kind
  // +29%, a change whatever stands around it
  if (sign === '+' || /[+＋]\s?$/.test(front)) return 'growth'
  if (shrinks.test(front)) return 'fall'
  return grows.test(front) || growsBehind.test(behind) ? 'growth' : 'share'
}
