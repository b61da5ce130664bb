import type { Decimal } from '../../../base/index.ts'
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
import { type Under, underOf } from './under.ts'

/** What the words around a number make it, whatever its digits are. */
export interface Around {
  /** words between the number before it and this one */
  readonly front: string
  readonly behind: string
  readonly measure: Measure
  readonly per: Under | null
  readonly kind: Measure['kind'] | 'growth' | 'fall'
  readonly dimension: Dimension
  readonly key: string
  readonly code: number
  /** the unit as printed */
  readonly unit: string
  /** whether it is of what goes in or of what comes out */
  readonly label: 'in' | 'out' | ''
  readonly noun: string
  readonly each: string | null
  readonly period: Period | null
  readonly isSaved: boolean
}

// a report says of many numbers the same, and the next one of other numbers
const kept = new Map<string, Around>()
const mostKept = 20_000

/** What the words in front of a number, those behind it and its unit make it; 61.2 million times are no multiple. */
export function aroundOf(front: string, behind: string, unitText: string, value: Decimal): Around {
  const size = value.gt(1000) ? 'thousands' : value.gt(100) ? 'hundreds' : ''
  const key = `${size}${front}\0${behind}\0${unitText}`
  let around = kept.get(key)
  if (around === undefined) {
    // cut out of the key, since a stretch of a document would keep all of it
    const at = size.length + front.length
    around = readAround(key.slice(size.length, at), key.slice(at + 1, at + 1 + behind.length), unitText, size)
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, around)
  }
  return around
}

const level: Measure = { dimension: { pt: 1 }, factor: 1, kind: 'amount', length: 1 }

function readAround(front: string, behind: string, unitText: string, size: 'thousands' | 'hundreds' | ''): Around {
  const clause = lastClause(front)
  const read = measureAt(behind, front) ?? ownUnit(unitText, behind) ?? impliedBy(front)
  // installed so many times
  const found =
    read?.kind === 'times' && size === 'thousands'
      ? null
      : read?.kind === 'points' && size !== '' && /^\s?点/.test(behind)
        ? level
        : read
  const noun = found === null ? nounAt(behind, clause) : { noun: '', length: 0 }
  const measure: Measure = found ?? { dimension: {}, factor: 1, kind: 'count', length: noun.length }
  const after = behind.slice(measure.length)
  const isTime = measure.dimension.h === 1 && measure.dimension.W === undefined
  const per = underOf(unitText, after, front)
  const dimension = per === null ? measure.dimension : combine(measure.dimension, per.dimension, -1)
  const period = measure.per ?? (per !== null ? null : periodAt(after, isTime ? clause : spanBefore(front), isTime))
  return {
    front,
    behind,
    measure,
    per,
    kind: kindOf(measure.kind, front, after),
    dimension,
    key: dimensionText(dimension),
    code: dimensionCode(dimension),
    unit: `${behind.slice(0, measure.length).trim()} ${per?.size ?? ''}`.trim(),
    label: labelOf(front, behind),
    noun: noun.noun,
    each: eachOf(after, clause),
    period,
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

const input = /输入|\binput\b|\bprompts?\b|\breads?\b/gi
const output = /输出|\boutput\b|\bcompletions?\b|\bwrites?\b|\bgenerates?\b/gi

const putWord = /输[入出]|put/i
const anyLabel = /输[入出]|put|prompt|completion|read|write|generate/i

const putBehind = /^.{0,4}?(?:tokens?|元|词元|per [a-z0-9]+|\/\S+)?\s?(?:per [a-z0-9]+\s?)?(input|output|输入|输出)/i

function labelOf(front: string, behind: string): Around['label'] {
  const own = putWord.test(behind) ? putBehind.exec(behind)?.[1] : undefined
  if (own !== undefined) return /in/i.test(own) || own === '输入' ? 'in' : 'out'
  if (!anyLabel.test(front)) return ''
  const last = (pattern: RegExp) => [...front.matchAll(pattern)].at(-1)?.index ?? -1
  const a = last(input)
  const b = last(output)
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

// 7 亿周活 are so many users, not so many weeks
function ownUnit(unitText: string, behind: string): Measure | null {
  if (unitText === '') return null
  const next = behind[behind.indexOf(unitText) + unitText.length]
  return next === '活' || next === '均' ? null : measureAt(unitText, '')
}

const grows =
  /(?:[增涨]幅|增长|增加|增速|提升|上升|上涨|扩大|高出?|同比|环比|up|grew|rose|growth of|increase(?:d by)?|gain(?:ed)?|higher|above)\s?(?:了|约|by|about|of|\+)*\s?$/i
const shrinks =
  /(?:[降跌]幅|下降|减少|下跌|降低|下滑|回落|低|down|fell|dropped|declined|cut|decrease(?:d by)?)\s?(?:了|约|by|about|to)*\s?$/i
const growsBehind = /^\s?(?:more|higher|growth|increase|above|up)\b/i

// a percentage is a share of something unless the words say that it is a change
function kindOf(kind: Measure['kind'], front: string, behind: string): Around['kind'] {
  if (kind !== 'share') return kind
  if (/[+＋]\s?$/.test(front)) return 'growth'
  if (shrinks.test(front)) return 'fall'
  return grows.test(front) || growsBehind.test(behind) ? 'growth' : 'share'
}
