import { decimal, powerOfTen } from '../../decimal.ts'
import type { Bound } from '../../quantity.ts'
import {
  type Core,
  type FoundUnit,
  fractionCore,
  moreAt,
  moreThan,
  type Source,
  sticky,
  vagueCore,
  wordCore,
} from '../reading.ts'
import { before, swallows } from '../words.ts'
import { readNumeral } from './count.ts'
import { readFraction } from './numeral.ts'
import { countUnit, tenthsAt } from './unit.ts'
import {
  afterHalf,
  beforeNumeral,
  beforePast,
  beforeReaching,
  beforeSeveral,
  loneScales,
  multiples,
  vagueScales,
  wordSizes,
} from './words.ts'

const half = decimal('0.5')
const severalPattern = /[数几]([十百千万亿]{1,4})[余多]?(?![一二两三四五六七八九])/y
const countlessPattern = /数以([十百千万亿]{1,3})计/y
const tenPattern = /数\s?10(?!\d)/y
const lonePattern = /[百千万亿]{1,3}(?![零〇一二两三四五六七八九十])/y
const doublingPattern = /翻了?\s?(近|将近|约|超|超过|逾|不止)?\s?([一二两三四五六七八九十]|\d{1,2})\s?番/y
const sentenceEnd = /^(?:$|[\s，。、；：！？,.;:!?）)的]|以[上下]|左右|大关)/

/** The number in Chinese words that starts at `at` with its unit, or `null`. */
export function readChinese(source: Source, at: number): Core | null {
  const { text } = source
  switch (text[at]) {
    case '数':
    case '几':
      return severalAt(source, at)
    case '半':
      return text[at + 1] === '数' ? halfOf(at, at + 2) : qualified(text, at) && halfAt(text, at)
    case '过':
      if (beforePast.includes(text[at - 1] || ' ')) return null
      return halfAt(text, at) ?? prefixedAt(source, at, 'more-than')
    case '破':
      return text[at - 1] === '突' ? null : prefixedAt(source, at, 'more-than')
    case '上':
      return beforeReaching.includes(text[at - 1] || ' ') ? null : prefixedAt(source, at, 'at-least')
    case '翻':
      return multipleAt(source, at)
    case '减':
    case '折':
      return text[at + 1] === '半' ? wordCore(at, at + 2, { text: '倍', end: at + 2 }, 0.5) : null
    case '成':
      return sizeAt(source, at)
    case '百':
    case '千':
    case '万':
    case '亿':
      return readFraction(text, at) ?? loneAt(source, at)
    default:
      return readFraction(text, at) ?? wholeHalfAt(text, at) ?? pairedTenths(text, at) ?? readNumeral(source, at)
  }
}

// 八五折 is 85 percent of the price
function pairedTenths(text: string, at: number): Core | null {
  if (text[at + 2] !== '折' || tenthsAt(text, at + 2) === 0) return null
  const [tens, ones] = [text[at]!, text[at + 1]!].map((c) => '零一二三四五六七八九'.indexOf(c))
  const end = at + 3
  return tens! < 1 || ones! < 1 ? null : wordCore(at, end, { text: '%', end }, tens! * 10 + ones!)
}

function halfOf(start: number, end: number): Core {
  return fractionCore(start, end, half)
}

// 一半
function wholeHalfAt(text: string, at: number): Core | null {
  if (text[at] !== '一' || text[at + 1] !== '半' || '导径载'.includes(text[at + 2] || ' ')) return null
  return beforeNumeral.includes(text[at - 1] || ' ') ? null : halfOf(at, at + 2)
}

// 过半 and 近半; 过半年 is a stretch of time
function halfAt(text: string, at: number): Core | null {
  const past = text[at] === '过'
  const from = past ? at + 1 : at
  if (text[from] !== '半' || afterHalf.includes(text[from + 1] || ' ')) return null
  const end = text[from + 1] === '数' ? from + 2 : from + 1
  return { ...halfOf(at, end), inner: past ? { word: '过', bound: 'more-than' } : null }
}

const zhQualifiers = new Map<string, string[]>()
for (const { word } of before) {
  const last = word.at(-1)!
  if (last >= '⺀') zhQualifiers.set(last, [...(zhQualifiers.get(last) ?? []), word])
}

// whether a word such as 近 or 超过 stands right before `at`
function qualified(text: string, at: number): true | null {
  const end = text[at - 1] === ' ' ? at - 1 : at
  const words = zhQualifiers.get(text[end - 1] ?? '') ?? []
  const found = words.find((word) => text.startsWith(word, end - word.length) && end >= word.length)
  if (found === undefined) return null
  return swallows[found]?.includes(text[end - found.length - 1] || ' ') ? null : true
}

function severalAt(source: Source, at: number): Core | null {
  const { text } = source
  if (text[at] === '数' && beforeSeveral.includes(text[at - 1] || ' ')) return null
  const several = sticky(severalPattern, text, at) ?? sticky(countlessPattern, text, at)
  const exponent = several === null ? undefined : vagueScales[several[1]!]
  const match = exponent === undefined ? sticky(tenPattern, text, at) : several
  if (match === null) return null
  const end = at + match[0].length
  return sizeOf(at, end, countUnit(source, end), exponent ?? 1, 2)
}

// from so many times a power of ten up to the next one
function sizeOf(at: number, end: number, unit: FoundUnit, exponent: number, from: number): Core {
  const low = powerOfTen(exponent)
  return vagueCore(at, end, unit, low.times(from), low.times(10).minus(1))
}

function sizeAt(source: Source, at: number): Core | null {
  const { text } = source
  const size = wordSizes.find((s) => text.startsWith(s.word, at))
  if (size === undefined) return null
  const end = at + size.word.length
  return vagueCore(at, end, countUnit(source, end), decimal(size.low), decimal(size.high))
}

// 上百家, 过亿
function prefixedAt(source: Source, at: number, bound: Bound): Core | null {
  const core = loneAt(source, at + 1, true)
  if (core === null || core.form === 'vague') return null
  return { ...core, start: at, numberStart: at, inner: { word: source.text[at]!, bound } }
}

/**
 * A scale without a digit is a number where a qualifier stands before it or 余 behind it, or where two of them stand
 * before something counted; 百万级 is the decade from a million up. 每百万 and a head such as `百万元` are none.
 */
function loneAt(source: Source, at: number, prefixed = false): Core | null {
  const { text } = source
  const match = sticky(lonePattern, text, at)
  const exponent = match === null ? undefined : loneScales[match[0]]
  const last = text[at - 1] || ' '
  if (exponent === undefined || /[每/亿万千百\d一二两三四五六七八九十]/.test(last)) return null
  const end = at + match![0].length
  if (text[end] === '级') return sizeOf(at, end + 1, countUnit(source, end + 1), exponent, 1)
  const more = /[多余]/.test(text[end] ?? '') ? moreAt(text, end) : ''
  const unit = countUnit(source, end + more.length)
  if (more === '' && unit.text !== '' && text[unit.end] === '级' && match![0].length > 1)
    return sizeOf(at, end, { ...unit, end: unit.end + 1 }, exponent, 1)
  const bounded = prefixed || qualified(text, at) !== null || more !== ''
  const compound = match![0].length > 1
  const closed =
    unit.text !== '' || (bounded && (compound || more === '余' || sentenceEnd.test(text.slice(end, end + 2))))
  if (!closed || !(bounded || (compound && isCounted(unit.text, last)))) return null
  const scaled = exponent >= 4 ? exponent : 0
  return {
    ...wordCore(at, end + more.length, unit, powerOfTen(exponent)),
    decimals: 0 - scaled,
    inner: moreThan(more),
  }
}

function isCounted(unit: string, last: string): boolean {
  return !/[元币镑]$|美金/.test(unit) && !/[（(：:]/.test(last)
}

/** 翻番 doubles, 翻两番 doubles twice. */
function multipleAt({ text }: Source, at: number): Core | null {
  const plain = multiples.find((m) => text.startsWith(m.word, at))
  if (plain !== undefined && !text.startsWith('茄', at + plain.word.length)) {
    const end = at + plain.word.length
    const more = /[多余]/.test(text[end] ?? '') ? moreAt(text, end) : ''
    return {
      ...wordCore(at, end + more.length, { text: '倍', end }, plain.factor),
      inner: moreThan(more),
    }
  }
  const match = sticky(doublingPattern, text, at)
  if (match === null) return null
  const times = /\d/.test(match[2]!)
    ? Number(match[2])
    : '一二三四五六七八九十'.indexOf(match[2]!.replace('两', '二')) + 1
  const end = at + match[0].length
  const word = match[1] === '不止' ? undefined : before.find((q) => q.word === match[1])
  return {
    ...wordCore(at, end, { text: '倍', end }, 2 ** Math.min(times, 40)),
    inner: word ?? (match[1] === undefined ? null : { word: match[1], bound: 'more-than' }),
  }
}
