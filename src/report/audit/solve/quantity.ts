import type { Mention } from '../../../base/index.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { combine, type Dimension, dimensionText, type Measure, measureAt, type Period } from './dimension.ts'
import { eachOf, nounAt } from './noun.ts'
import { periodAt } from './period.ts'

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
  /** the unit as printed */
  readonly unit: string
  readonly noun: string
  readonly each: string | null
  readonly period: Period | null
  /** number of its paragraph's sentence */
  readonly sentence: number
  /** words between the number before it and this one */
  readonly front: string
  readonly behind: string
  /** the reading it comes from; none for a number in words */
  readonly mention: Mention | null
  readonly isQuoted: boolean
}

const small: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  十: 10,
}
const smallWords =
  /\b(two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?!\s(?:percent|percentage|times|points|quarters|years|consecutive|thirds))|([两三四五六七八十])(?=[张卡台块栋座])|(?<![\d.,A-Za-z-])(\d{1,4})(?=\s?[×✕]\s?\d)/gi

/** The quantities of a sentence that is number `index` of its paragraph, in order. */
export function quantitiesOf(sentence: Sentence, index: number): readonly Quantity[] {
  const { text, start, mentions } = sentence
  const list = mentions.flatMap((m, n) => quantityOf(sentence, m, mentions[n - 1], mentions[n + 1], index) ?? [])
  for (const found of text.matchAll(smallWords)) {
    const at = start + found.index
    const end = at + found[0].length
    if (mentions.some((m) => m.start < end && at < m.end)) continue
    const value = small[found[0].toLowerCase()] ?? Number(found[0])
    const behind = text.slice(end - start, end - start + 40)
    const { noun } = nounAt(behind, '')
    list.push({
      start: at,
      end,
      at,
      text: found[0],
      value,
      slack: 0,
      kind: 'count',
      dimension: {},
      key: '',
      unit: '',
      noun,
      each: null,
      period: null,
      sentence: index,
      front: '',
      behind,
      mention: null,
      isQuoted: false,
    })
  }
  return list.sort((a, b) => a.at - b.at)
}

function quantityOf(
  sentence: Sentence,
  m: Mention,
  last: Mention | undefined,
  next: Mention | undefined,
  index: number,
): Quantity | null {
  if (!['digits', 'words'].includes(m.form) || m.high !== undefined || m.value.lte(0)) return null
  const { text, start } = sentence
  const from = last === undefined ? 0 : last.end - start
  const [head, tail] = [m.numberStart - start, m.numberEnd - start]
  const front = text.slice(Math.max(from, head - 48), head)
  const clause = /[^，,。；;：:（(]*$/.exec(front)![0]
  const behind = text.slice(
    tail,
    Math.min(tail + 44, next === undefined ? text.length : Math.max(tail + 1, next.numberStart - start)),
  )
  const found = measureAt(behind, front) ?? ownUnit(m) ?? impliedBy(front)
  const digits = text.slice(head, tail).replace(/[^\d]/g, '').replace(/^0+/, '')
  const noun = found === null ? nounAt(behind, clause) : { noun: '', length: 0 }
  const measure: Measure = found ?? { dimension: {}, factor: 1, kind: 'count', length: noun.length }
  const after = behind.slice(measure.length)
  const isTime = measure.dimension.h === 1 && measure.dimension.W === undefined
  const per = under(m, after, front)
  const rate = exchangeIn(front, Number(m.value.toFixed()))
  const dimension = rate ?? (per === null ? measure.dimension : combine(measure.dimension, per.dimension, -1))
  const period = measure.per ?? (per !== null ? null : periodAt(after, isTime ? clause : spanBefore(front), isTime))
  const value = (Number(m.value.toFixed()) * measure.factor) / (per?.size ?? 1)
  const half = (0.5 * 10 ** -(m.decimals ?? 15)) / Number(m.value.toFixed())
  // small whole numbers are what they are
  const isExact =
    (m.decimals ?? 0) === 0 &&
    m.scaleText === '' &&
    (measure.kind === 'count' || digits.length <= 2 || /0$/.test(digits))
  return {
    start: m.start,
    end: Math.max(m.end, m.numberEnd + measure.length),
    at: m.numberStart,
    text: text.slice(m.start - start, Math.max(m.end, m.numberEnd + measure.length) - start).trim(),
    value,
    slack: isExact ? 0 : Math.abs(half),
    kind: rate === null ? kindOf(measure.kind, front, after) : 'amount',
    dimension,
    key: dimensionText(dimension),
    unit: behind.slice(0, measure.length).trim(),
    noun: noun.noun,
    each: eachOf(after, clause),
    period,
    sentence: index,
    front,
    behind,
    mention: m,
    isQuoted: isQuoted(sentence, m),
  }
}

// what the clause says, and the one before where it is short: 全月（720 小时）约
function spanBefore(front: string): string {
  const parts = front.split(/[，,。；;：:]/)
  return parts.at(-1)!.slice(-24)
}

// PUE 1.25, and Token 调用量达 4 万亿
function impliedBy(front: string): Measure | null {
  if (/\bPUE\b[^，。；;\d]{0,10}$/i.test(front)) return { dimension: {}, factor: 1, kind: 'times', length: 0 }
  const isTokens =
    /(?:tokens?|词元)\s?(?:的)?(?:日均|每日|月均)?(?:调用|消耗|处理|使用|生成)?(?:总)?量?(?:约|为|达到?|超过?|近|\s)*$/i.test(
      front,
    )
  return isTokens ? { dimension: { tok: 1 }, factor: 1, kind: 'amount', length: 0 } : null
}

// 1 美元兑 7.1 元, 汇率 7.1
function exchangeIn(front: string, value: number): Dimension | null {
  const isRate =
    /(?:1\s?(?:美元|USD|US\$|dollar)\s?(?:兑换?|合|约合|[=＝≈]|to)|汇率[^，。；;\d]{0,8}|exchange rate (?:of|is)|at RMB|per US dollar)[^，。；;\d]{0,6}$/i.test(
      front,
    )
  return isRate && value > 5 && value < 9 ? { CNY: 1, USD: -1 } : null
}

function ownUnit({ unitText }: Mention): Measure | null {
  return unitText === '' ? null : measureAt(unitText, '')
}

const grows =
  /(?:增长|增加|增速|提升|上升|上涨|扩大|高出?|同比|环比|up|grew|rose|growth of|increase(?:d by)?|gain(?:ed)?|higher|above)\s?(?:了|约|by|about|of|\+)*\s?$/i
const shrinks =
  /(?:下降|减少|下跌|降低|下滑|回落|低|down|fell|dropped|declined|cut|decrease(?:d by)?)\s?(?:了|约|by|about|to)*\s?$/i
const growsBehind = /^\s?(?:more|higher|growth|increase|above|up)\b/i

// a percentage is a share of something unless the words say that it is a change
function kindOf(kind: Measure['kind'], front: string, behind: string): Quantity['kind'] {
  if (kind !== 'share') return kind
  if (shrinks.test(front)) return 'fall'
  return grows.test(front) || growsBehind.test(behind) ? 'growth' : 'share'
}

interface Under {
  readonly dimension: Dimension
  readonly size: number
}

const sizes: Readonly<Record<string, number>> = {
  百万: 1e6,
  m: 1e6,
  '1m': 1e6,
  million: 1e6,
  '1 million': 1e6,
  千: 1e3,
  k: 1e3,
  '1k': 1e3,
  thousand: 1e3,
  '1,000': 1e3,
  万: 1e4,
  亿: 1e8,
  billion: 1e9,
}
const perToken =
  /(?:\/|每|per\s|a\s)\s?(百万|1\s?million|million|1M|M|千|thousand|1,000|1K|K|万|亿|billion)?\s?(?:个\s?)?(?:input\s|output\s|输入\s?|输出\s?)?(?:tokens?|词元)/i
const perSize = /^\s?per\s(million|thousand)(?!\s[a-z])/i
const perEnergy = /(?:\/|每|per\s|an?\s)\s?(?:(千瓦时|度|kWh)|(兆瓦时|MWh))/i
const perBytes = /(?:\/|每|per\s|a\s)\s?([KMGTP])B(?![a-z])/i
const aheadOf = (pattern: RegExp) =>
  new RegExp(
    `${pattern.source.replace('(?:\\/|每|per\\s|a\\s)', '(?:每|per\\s)').replace('(?:\\/|每|per\\s|an?\\s)', '(?:每|per\\s)')}[^，。,;；\\d]{0,8}$`,
    'i',
  )
const [tokenAhead, energyAhead] = [aheadOf(perToken), aheadOf(perEnergy)]

// what a price is per, but for time and things
function under(m: Mention, after: string, front: string): Under | null {
  const own = /^\s?[/每pa]/i.test(after) ? after.slice(0, 34) : ''
  const written = /[/每].*$|per .*$/i.exec(m.unitText)?.[0] ?? ''
  for (const text of [written, own]) {
    const made = underIn(text, /^/)
    if (made !== null) return made
  }
  const token = tokenAhead.exec(front)
  if (token !== null) return { dimension: { tok: 1 }, size: sizes[(token[1] ?? '').toLowerCase()] ?? 1 }
  const energy = energyAhead.exec(front)
  return energy === null ? null : { dimension: { W: 1, h: 1 }, size: energy[1] === undefined ? 1e6 : 1e3 }
}

const scaleOf: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 }

function underIn(text: string, _at: RegExp): Under | null {
  const size = perSize.exec(text)
  if (size !== null) return { dimension: { tok: 1 }, size: sizes[size[1]!.toLowerCase()]! }
  const token = perToken.exec(text)
  if (token !== null && token.index <= 1)
    return { dimension: { tok: 1 }, size: sizes[(token[1] ?? '').toLowerCase()] ?? 1 }
  const energy = perEnergy.exec(text)
  if (energy !== null && energy.index <= 1)
    return { dimension: { W: 1, h: 1 }, size: energy[1] === undefined ? 1e6 : 1e3 }
  const bytes = perBytes.exec(text)
  if (bytes !== null && bytes.index <= 1) return { dimension: { B: 1 }, size: scaleOf[bytes[1]!.toLowerCase()]! }
  return null
}
