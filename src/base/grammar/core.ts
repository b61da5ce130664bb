import { type Decimal, decimal } from '../decimal.ts'
import {
  chineseNumeral,
  englishNumeral,
  englishWords,
  plainUnits,
  type Scale,
  scaleFactor,
  scales,
  vague,
} from './words.ts'

/** Tells how long the unit is that starts at a place; 0 for none. */
export interface UnitWords {
  readonly match: (text: string, at: number) => number
}

/** A number with its scale and unit, before its qualifiers are looked for. */
export interface Core {
  readonly start: number
  readonly end: number
  readonly numberStart: number
  readonly numberEnd: number
  readonly value: Decimal
  readonly high?: Decimal
  readonly decimals?: number
  readonly form: 'digits' | 'fraction' | 'chinese' | 'vague'
  readonly scale: Scale | null
  readonly unitText: string
  /** 多, 余 or + after the digits */
  readonly more: string
}

const classifiers =
  '类|种|项|件|家|台|款|个月|个|年|月|天|日|小时|倍|次|轮|步|批|名|位|人|张|块|条|组|层|户|辆|成|阶段|地区|城市|部门|颗|篇|页|页次|国'
const chinese = new RegExp(
  `[零〇一二两三四五六七八九十][零〇一二三四五六七八九十百千]{0,12}(?=(?:${classifiers}))`,
  'y',
)
const digitsPattern = /[+\-−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/y
const fractionPattern = /\d{1,6}\/\d{1,6}(?![\d/])/y
const chineseFraction = /([零〇一二两三四五六七八九十百千\d]{1,12})分之([零〇一二两三四五六七八九十百千\d.]{1,12})/y
const englishPattern = new RegExp(`\\b(?:${englishWords})\\b`, 'iy')
// 第一, 统一, 之一: the numeral is part of a word; 一个 is an article
const inWord = /[第统唯单万同每某这那进其之任逐专归划另哪零十百千〇一二两三四五六七八九]/
const articles =
  /^一(?:个(?!月)|种|款|项|家|次|批|位|名|条|类|组|步|层|日|轮|国|人|块|页|篇|张|成(?!本)|阶段|部门|城市|地区)/

/** The number that starts at `at` with its scale and unit, or `null`. */
export function coreAt(text: string, at: number, units: UnitWords): Core | null {
  const prefix = currencyAt(text, at)
  const start = at + prefix
  const bare = numberAt(text, start, units)
  if (bare === null || (prefix > 0 && bare.form !== 'digits')) return null
  return {
    ...bare,
    start: at,
    ...(prefix > 0 && bare.unitText === '' ? { unitText: text.slice(at, start).trim() } : {}),
  }
}

function currencyAt(text: string, at: number): number {
  const c = text[at]!
  if (c !== '$' && c !== '¥' && c !== '￥' && c !== '€' && c !== 'U' && c !== 'R' && c !== 'C' && c !== 'H') return 0
  const match = /^(?:US\$|HK\$|RMB|USD|CNY|HKD|[$¥￥€])\s?(?=\d)/.exec(text.slice(at, at + 6))
  return match ? match[0].length : 0
}

function numberAt(text: string, at: number, units: UnitWords): Core | null {
  return (
    vagueAt(text, at, units) ??
    chineseFractionAt(text, at) ??
    fractionAt(text, at) ??
    digitsAt(text, at, units) ??
    chineseAt(text, at, units) ??
    englishAt(text, at, units)
  )
}

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function vagueAt(text: string, at: number, units: UnitWords): Core | null {
  const c = text[at]!
  if (!'数几十tdhTDH'.includes(c)) return null
  const found = vague.find(
    (v) => text.startsWith(v.word, at) || text.slice(at, at + v.word.length).toLowerCase() === v.word,
  )
  if (found === undefined || (/[a-z]/i.test(c) && /[a-z]/i.test(text[at - 1] ?? ''))) return null
  const end = at + found.word.length
  const unit = unitAt(text, end, units)
  return {
    ...place(at, end, unit),
    value: decimal(found.low),
    high: decimal(found.high),
    form: 'vague',
    scale: null,
    unitText: unit.text,
    more: '',
  }
}

function place(at: number, end: number, unit: { end: number }) {
  return { start: at, end: Math.max(end, unit.end), numberStart: at, numberEnd: end }
}

function chineseFractionAt(text: string, at: number): Core | null {
  const match = sticky(chineseFraction, text, at)
  if (match === null) return null
  const under = numeral(match[1]!)
  const over = numeral(match[2]!)
  if (under === null || over === null || under.eq(0)) return null
  const end = at + match[0].length
  const percent = match[1] === '百'
  const base = { start: at, end, numberStart: at, numberEnd: end, form: 'fraction' as const, scale: null, more: '' }
  if (percent) return { ...base, value: over, decimals: 0, form: 'chinese', unitText: '%' }
  return { ...base, value: over.div(under), unitText: '' }
}

function numeral(text: string): Decimal | null {
  return /^\d+(?:\.\d+)?$/.test(text) ? decimal(text) : chineseNumeral(text)
}

function fractionAt(text: string, at: number): Core | null {
  const match = sticky(fractionPattern, text, at)
  if (match === null || /[\d/.]/.test(text[at - 1] ?? '')) return null
  const [over, under] = match[0].split('/') as [string, string]
  if (Number(under) === 0 || Number(over) >= Number(under)) return null
  const end = at + match[0].length
  return {
    start: at,
    end,
    numberStart: at,
    numberEnd: end,
    value: decimal(over).div(decimal(under)),
    form: 'fraction',
    scale: null,
    unitText: '',
    more: '',
  }
}

function digitsAt(text: string, at: number, units: UnitWords): Core | null {
  const match = sticky(digitsPattern, text, at)
  if (match === null || match[0].length > 400) return null
  if (/[+\-−]/.test(match[0][0]!) && /[\dA-Za-z）)\]%]/.test(text[at - 1] ?? '')) return null
  const digits = match[0].replaceAll(',', '').replace('−', '-')
  let end = at + match[0].length
  const scale = scaleAt(text, end)
  const early = moreAt(text, end)
  let more = early
  if (early !== '') end += early.length
  const chosen = scale ?? (early === '' ? null : scaleAt(text, end))
  if (chosen !== null) end = chosen.end
  if (more === '') {
    more = moreAt(text, end)
    end += more.length
  }
  // 近 3 成 is nearly 30 percent
  if (chosen === null && more === '' && /^\s?成(?![立为功员分就果本长])/.test(text.slice(end, end + 3))) {
    const tail = text[end] === ' ' ? 2 : 1
    return {
      start: at,
      end: end + tail,
      numberStart: at,
      numberEnd: end,
      value: decimal(digits).times(10),
      decimals: printedPlaces(digits) - 1,
      form: 'digits',
      scale: null,
      unitText: '%',
      more: '',
    }
  }
  const unit = unitAt(text, end, units)
  if (more === '' && unit.text === '' && /^[A-Za-z]/.test(text[end] ?? '') && chosen === null) return null
  return {
    ...place(at, end, unit),
    value: decimal(digits).times(scaleFactor(chosen?.scale ?? null)),
    decimals: printedPlaces(digits) - (chosen?.scale.exponent ?? 0),
    form: 'digits',
    scale: chosen?.scale ?? null,
    unitText: unit.text,
    more,
  }
}

function printedPlaces(digits: string): number {
  const point = digits.indexOf('.')
  return point === -1 ? 0 : digits.length - point - 1
}

function moreAt(text: string, at: number): string {
  const match = /^(?:\s?[多余](?![元少样次头])|[多余](?=元)|\+(?!\s?\d))/.exec(text.slice(at, at + 4))
  return match ? match[0] : ''
}

function scaleAt(text: string, at: number): { readonly scale: Scale; readonly end: number } | null {
  const blank = text[at] === ' ' ? 1 : 0
  for (const scale of scales) {
    const latin = /^[A-Za-z]$/.test(scale.word)
    const from = latin ? at : at + blank
    const end = from + scale.word.length
    const found = text.slice(from, end)
    if (scale.word.length > 1 && /[a-z]/.test(scale.word) ? found.toLowerCase() !== scale.word : found !== scale.word)
      continue
    if (/[A-Za-z]/.test(scale.word) && /[A-Za-z0-9]/.test(text[end] ?? '')) continue
    if (scale.word === '千' && /[克瓦米卡]/.test(text[end] ?? '')) continue
    return { scale, end }
  }
  return null
}

/**
 * The unit that starts at `at`, and where it ends.
 *
 * In 15 万亿个 token the classifier gives way to the unit behind it; 个月 and 个百分点 are units themselves.
 */
export function unitAt(text: string, at: number, units: UnitWords): { readonly text: string; readonly end: number } {
  const own = longestUnit(text, at, units)
  if (own.text !== '' && own.text !== '个') return own
  const classifier = /^\s?个\s?/.exec(text.slice(at, at + 3))
  const behind = classifier === null ? own : longestUnit(text, at + classifier[0].length, units)
  return behind.text === '' ? own : behind
}

function longestUnit(text: string, at: number, units: UnitWords): { readonly text: string; readonly end: number } {
  const blank = /^[ -]/.test(text.slice(at, at + 1)) ? 1 : 0
  for (let start = at; start <= at + blank; start += 1) {
    const length = units.match(text, start)
    if (length > 0) return { text: text.slice(start, start + length), end: start + length }
  }
  return { text: '', end: at }
}

function chineseAt(text: string, at: number, units: UnitWords): Core | null {
  const match = sticky(chinese, text, at)
  if (match === null || inWord.test(text[at - 1] ?? '') || articles.test(text.slice(at, at + 4))) return null
  const value = chineseNumeral(match[0])
  if (value === null) return null
  const end = at + match[0].length
  if (text[end] === '成')
    return /[^立为功员分就果本长]/.test(text[end + 1] ?? '。')
      ? {
          start: at,
          end: end + 1,
          numberStart: at,
          numberEnd: end,
          value: value.times(10),
          decimals: -1,
          form: 'chinese',
          scale: null,
          unitText: '%',
          more: '',
        }
      : null
  const unit = unitAt(text, end, units)
  const classifier = new RegExp(`^(?:${classifiers})`).exec(text.slice(end, end + 3))?.[0] ?? ''
  return {
    ...place(at, end, { end: Math.max(unit.end, end + classifier.length) }),
    value,
    decimals: 0,
    form: 'chinese',
    scale: null,
    unitText: unit.text || classifier,
    more: '',
  }
}

function englishAt(text: string, at: number, units: UnitWords): Core | null {
  if (/[A-Za-z-]/.test(text[at - 1] ?? '') || !/[a-z]/i.test(text[at]!)) return null
  const match = sticky(englishPattern, text, at)
  if (match === null) return null
  const value = englishNumeral(match[0])
  const end = at + match[0].length
  const unit = unitAt(text, end, units)
  if (value === null || unit.text === '') return null
  return { ...place(at, end, unit), value, decimals: 0, form: 'chinese', scale: null, unitText: unit.text, more: '' }
}

/** The units that are known where no table is given. */
export const fallbackUnits: UnitWords = {
  match: (text, at) => {
    for (const unit of plainUnits) {
      if (!text.startsWith(unit, at)) continue
      if (/[A-Za-z]$/.test(unit) && /[A-Za-z]/.test(text[at + unit.length] ?? '')) continue
      return unit.length
    }
    return 0
  },
}
