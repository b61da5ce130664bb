import { type Mention, toNumber } from '../../../base/index.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Around, aroundOf } from './around.ts'
import { shiftQuantity } from './copy.ts'
import { countsOf, ofSubject } from './counts.ts'
import { type Dimension, dimensionCode, dimensionText, type Measure, type Period } from './dimension.ts'

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
  readonly kind: Around['kind']
  readonly dimension: Dimension
  readonly key: string
  /** the dimension as a number */
  readonly code: number
  /** the unit as printed */
  readonly unit: string
  /** whether it is of what goes in or of what comes out */
  readonly label: Around['label']
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

/** The quantities of a sentence in order, read once. */
export function quantitiesOf(sentence: Sentence): readonly Quantity[] {
  const { same, noted } = sentence
  // a weak table of all sentences is dear to collect
  noted.quantities ??= same === null ? readQuantities(sentence, sentence.start) : moveQuantities(same, sentence)
  return noted.quantities as readonly Quantity[]
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
  if ((m.form !== 'digits' && m.form !== 'words') || m.high !== undefined || m.value.lte(0) || isUnitTime(m))
    return null
  const { text, start } = sentence
  const from = last === undefined ? 0 : last.end - start
  const head = m.numberStart - start
  const tail = m.numberEnd - start
  const front = text.slice(Math.max(from, head - 48), head)
  const behind = text.slice(
    tail,
    Math.min(tail + 44, next === undefined ? text.length : Math.max(tail + 1, next.numberStart - start)),
  )
  const number = toNumber(m.value)
  const around = aroundOf(front, behind, m.unitText, m.value)
  const { measure, per } = around
  const rate = exchangeIn(text, head, number)
  const dimension = rate ?? around.dimension
  const binary = binaryOf(m, measure)
  const value = (number * measure.factor * binary) / (per?.size ?? 1)
  const half = (0.5 * 10 ** -(m.decimals ?? 15)) / number
  // small whole numbers are what they are
  const isExact =
    m.bound === 'exact' &&
    (m.decimals ?? 0) === 0 &&
    m.scaleText === '' &&
    (measure.kind === 'count' || isRound(text.slice(head, tail)))
  const end = Math.max(m.end, m.numberEnd + measure.length)
  return {
    start: m.start,
    end,
    at: m.numberStart,
    text: text.slice(m.start - start, end - start).trim(),
    value,
    slack: isExact ? 0 : Math.min(0.05, Math.abs(half)),
    // +29%, a change whatever stands around it
    kind: rate !== null ? 'amount' : measure.kind === 'share' && text[head] === '+' ? 'growth' : around.kind,
    dimension,
    key: rate === null ? around.key : dimensionText(rate),
    code: rate === null ? around.code : dimensionCode(rate),
    unit: around.unit,
    label: around.label,
    isBinary: binary !== 1,
    noun: around.noun,
    each: around.each,
    isOwn: true,
    period: around.period,
    sentence: index,
    front: around.front,
    behind: around.behind,
    mention: m,
    isQuoted: isQuoted(sentence, m),
    isSaved: around.isSaved,
  }
}

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

// 1 美元兑 7.1 元, 汇率 7.1
function exchangeIn(text: string, head: number, value: number): Dimension | null {
  if (!(value > 5 && value < 9)) return null
  const front = text.slice(Math.max(0, head - 24), head)
  const isRate =
    /(?:1\s?(?:美元|USD|US\$|dollar)\s?(?:兑换?|合|约合|[=＝≈]|to)|汇率[^，。；;\d]{0,8}|exchange rate (?:of|is)|at RMB|per US dollar)[^，。；;\d]{0,6}$/i.test(
      front,
    )
  return isRate ? { CNY: 1, USD: -1 } : null
}

/** Whether it is an amount of money. */
export function isMoney({ key }: Quantity): boolean {
  return ['CNY1', 'USD1', 'EUR1', 'HKD1'].includes(key)
}
