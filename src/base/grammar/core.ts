import { decimal, powerOfTen } from '../decimal.ts'
import { readEnglish } from './en/read.ts'
import {
  type Core,
  evenCore,
  type FoundUnit,
  fractionCore,
  moreAt,
  moreThan,
  noUnit,
  type Source,
  scaleAt,
  sticky,
  unitAt,
} from './reading.ts'
import { scaleFactor } from './words.ts'
import { readFraction } from './zh/numeral.ts'
import { readChinese } from './zh/read.ts'
import { tenthsAt } from './zh/unit.ts'

const digitsPattern = /[+\-−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/y
const fractionPattern = /\d{1,6}\/\d{1,6}(?![\d/])/y
// 5x and 3×; in `3 × 4` and `8x7` the sign multiplies two numbers
const timesPattern = /(?:[xX×]|\s×)(?![A-Za-z0-9]|\s?\d)/y
const currencyPattern = /(?:US\$|HK\$|RMB|USD|CNY|HKD|[$¥￥€])\s?(?=\d)/y

/** The number that starts at `at` with its scale and unit, or `null`. */
export function coreAt(source: Source, at: number): Core | null {
  const c = source.text[at]!
  if (c >= '⺀') return c === '￥' ? moneyAt(source, at) : readChinese(source, at)
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return moneyAt(source, at) ?? readEnglish(source, at)
  if (c === '$' || c === '¥' || c === '€') return moneyAt(source, at)
  return figureAt(source, at)
}

function moneyAt(source: Source, at: number): Core | null {
  const { text } = source
  const c = text[at]!
  if (c >= 'A' && c <= 'z' && !'URCH'.includes(c)) return null
  const sign = sticky(currencyPattern, text, at)
  if (sign === null) return null
  const bare = digitsAt(source, at + sign[0].length)
  if (bare === null) return null
  return evenCore({ ...bare, start: at, unitText: bare.unitText === '' ? sign[0].trim() : bare.unitText })
}

function figureAt(source: Source, at: number): Core | null {
  return readFraction(source.text, at) ?? fractionAt(source.text, at) ?? digitsAt(source, at)
}

function fractionAt(text: string, at: number): Core | null {
  const match = sticky(fractionPattern, text, at)
  if (match === null || /[\d/.]/.test(text[at - 1] ?? '')) return null
  const [over, under] = match[0].split('/') as [string, string]
  if (Number(under) === 0 || Number(over) >= Number(under)) return null
  return fractionCore(at, at + match[0].length, decimal(over).div(decimal(under)))
}

function digitsAt(source: Source, at: number): Core | null {
  const { text } = source
  const match = sticky(digitsPattern, text, at)
  if (match === null || match[0].length > 400) return null
  const isSigned = match[0].charCodeAt(0) < 48 || match[0].charCodeAt(0) > 57
  if (isSigned && /[\dA-Za-z）)\]%]/.test(text[at - 1] ?? '')) return null
  const bare = match[0].includes(',') ? match[0].replaceAll(',', '') : match[0]
  const digits = isSigned ? bare.replace('−', '-') : bare
  let end = at + match[0].length
  const power = powerAt(text, end)
  if (power !== null) return powered(source, at, digits, power)
  const scale = scaleAt(text, end)
  let more = moreAt(text, end)
  end += more.length
  const chosen = scale ?? (more === '' ? null : scaleAt(text, end))
  if (chosen !== null) end = chosen.end
  if (more === '') {
    more = moreAt(text, end)
    end += more.length
  }
  // 近 3 成 is nearly 30 percent
  const tenths = chosen === null && more === '' ? tenthsAt(text, text[end] === ' ' ? end + 1 : end) : 0
  if (tenths > 0) {
    return {
      start: at,
      end: tenths,
      numberStart: at,
      numberEnd: end,
      value: decimal(digits).times(10),
      high: undefined,
      decimals: printedPlaces(digits) - 1,
      form: 'digits',
      scale: null,
      unitText: '%',
      inner: moreThan(more),
    }
  }
  const unit = digitsUnit(source, end)
  if (more === '' && unit.text === '' && chosen === null && isName(text, end)) return null
  return {
    start: at,
    end: Math.max(end, unit.end),
    numberStart: at,
    numberEnd: end,
    value: chosen === null ? decimal(digits) : decimal(digits).times(scaleFactor(chosen.scale)),
    high: undefined,
    decimals: printedPlaces(digits) - (chosen?.scale.exponent ?? 0),
    form: 'digits',
    scale: chosen?.scale ?? null,
    unitText: unit.text,
    inner: moreThan(more),
  }
}

// 3D, 5G and 24H1 are names; what else follows a number may be a unit that no table knows
function isName(text: string, end: number): boolean {
  const letters = /^[A-Za-z]+/.exec(text.slice(end, end + 16))?.[0] ?? ''
  if (letters === '') return false
  if (/\d/.test(text[end + letters.length] ?? '')) return true
  return letters.length === 1 ? !/[WVAhm]/.test(letters) : /^(?:am|pm|st|nd|rd|th|D|ac|ax)$/i.test(letters)
}

// 4.5e9, 1.2×10^25, 10²⁵ after a sign
const exponentPattern = /e([+\-−]?\d{1,3})(?![\dA-Za-z.])/iy
const tenPattern = /\s?[×x*·]\s?10(?:(?:\^|\*\*)\{?([+\-−]?\d{1,3})\}?|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))/y
const startsPower = /[eE\s×x*·]/
const blank = /\s/
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function powerAt(text: string, at: number): { readonly exponent: number; readonly end: number } | null {
  const c = text[at] ?? ''
  if (!startsPower.test(c)) return null
  const isLetter = c === 'e' || c === 'E'
  // a blank is behind most numbers, and no 10 behind the blank
  if (!isLetter && blank.test(c) && !/[×x*·]/.test(text[at + 1] ?? '')) return null
  const match = isLetter ? sticky(exponentPattern, text, at) : sticky(tenPattern, text, at)
  if (match === null) return null
  const written =
    match[1] ??
    match[2]!
      .replace('⁻', '-')
      .replace('⁺', '')
      .replace(/[⁰-⁹¹²³]/g, (c) => String(raised.indexOf(c)))
  return { exponent: Number(written.replace('−', '-')), end: at + match[0].length }
}

function powered(source: Source, at: number, digits: string, power: { exponent: number; end: number }): Core {
  const unit = digitsUnit(source, power.end)
  return {
    start: at,
    end: unit.end,
    numberStart: at,
    numberEnd: power.end,
    value: decimal(digits).times(powerOfTen(power.exponent)),
    high: undefined,
    decimals: printedPlaces(digits) - power.exponent,
    form: 'digits',
    scale: null,
    unitText: unit.text,
    inner: null,
  }
}

function digitsUnit({ text, units }: Source, end: number): FoundUnit {
  const unit = unitAt(text, end, units)
  if (unit.text !== '') return unit
  const times = sticky(timesPattern, text, end)
  return times === null ? noUnit(end) : { text: times[0].trim(), end: end + times[0].length }
}

function printedPlaces(digits: string): number {
  const point = digits.indexOf('.')
  return point === -1 ? 0 : digits.length - point - 1
}
