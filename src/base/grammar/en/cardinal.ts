import { type Decimal, decimal } from '../../decimal.ts'
import { type Core, type Source, sticky, unitAt, wordCore } from '../reading.ts'
import { scales } from '../words.ts'
import { bounding, counted, multipliers, ones, pointing, teens, tens } from './words.ts'

const any = (words: Iterable<string>) => [...words].sort((a, b) => b.length - a.length).join('|')
const unit = `(?:${any(Object.keys(ones))})`
const ten = `(?:${any(Object.keys(tens))})`
const small = `(?:${ten}(?:[-\\s]${unit}\\b)?|${any(Object.keys(teens))}|${unit})`
const scale = '(?:thousand|million|billion|trillion)'
// `two hundred and three hundred` holds two numbers
const rest = `(?:\\s(?:and\\s)?${small}\\b(?!\\s(?:hundred|dozen|${scale})))?`
const part = `(?:(?:${small}|an?)\\s(?:hundred\\b${rest}|dozen\\b)|${small}\\b(?:\\sand\\sa\\shalf\\b)?)`
const cardinal = new RegExp(`(?:${part}(?:\\s${scale}\\b(?:${rest}))?|an?\\s${scale}\\b)`, 'iy')
const ordinal = /^(?:-something|[-\s](?:and\s)?(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th))/i
const bounded = new RegExp(`\\b(?:${any(bounding)})\\s$`, 'i')
const pointed = new RegExp(`\\b(?:${any(pointing)})\\s$`, 'i')
const noun = new RegExp(`\\s(?:${any(counted)})\\b`, 'iy')
const ranged = new RegExp(`\\s(?:to|or|and)\\s(?=${small}\\b)`, 'iy')

const values: Readonly<Record<string, number>> = { ...ones, ...teens, ...tens }

/** The value of a cardinal such as "two hundred and five thousand". */
export function cardinalValue(text: string): Decimal {
  let total = decimal('0')
  let section = decimal('0')
  for (const word of text.toLowerCase().split(/[\s-]+/)) {
    const factor = multipliers[word]
    if (word === 'half') section = section.plus('0.5')
    else if (factor === undefined) section = section.plus(values[word] ?? 0)
    else {
      const count = section.eq(0) ? decimal('1') : section
      if (factor >= 1000) total = total.plus(count.times(factor))
      section = factor >= 1000 ? decimal('0') : count.times(factor)
    }
  }
  return total.plus(section)
}

/**
 * A cardinal in words. From ten up, with a half and with a multiplier it is always a number, as style guides spell out
 * only the smaller ones without meaning a figure. One to nine are determiners (two ways, one of the) and are numbers
 * only before a unit, before a noun of `counted` that no word points back at, after a bounding word such as "at least"
 * (save one), in a range that ends in a number, or when they are the whole text.
 */
export function cardinalAt(source: Source, at: number): Core | null {
  const { text, units } = source
  const match = sticky(cardinal, text, at)
  if (match === null) return null
  const end = at + match[0].length
  const words = match[0].toLowerCase()
  if (/(?:ty|hundred|thousand|million)$/.test(words) && ordinal.test(text.slice(end, end + 16))) return null
  const value = cardinalValue(words)
  const found = unitAt(text, end, units)
  const core = { ...wordCore(at, end, found, value), ...precision(words) }
  if (found.text !== '') return core
  const range = rangeAt(source, at, end, value)
  if (range !== null) return range
  return value.gte(10) || words.includes('half') || isCount(source, at, end, value) ? core : null
}

function isCount(source: Source, at: number, end: number, value: Decimal): boolean {
  const { text } = source
  if (source.whole) return true
  const before = text.slice(Math.max(0, at - 18), at)
  return (bounded.test(before) && !value.eq(1)) || (sticky(noun, text, end) !== null && !pointed.test(before))
}

// five to ten percent, between five and ten percent, four or five customers
function rangeAt(source: Source, at: number, end: number, low: Decimal): Core | null {
  const { text } = source
  const word = sticky(ranged, text, end)
  if (word === null) return null
  if (/and/i.test(word[0]) && !/\bbetween\s$/i.test(text.slice(Math.max(0, at - 9), at))) return null
  const from = end + word[0].length
  const high = low.lt(10) || /and/i.test(word[0]) ? cardinalAt(source, from) : null
  if (high === null || high.high !== undefined || high.value.lte(low) || low.eq(1)) return null
  const factor = high.scale === null ? decimal('1') : decimal(`1e${high.scale.exponent}`)
  const value = low.times(factor)
  return value.gte(high.value) ? null : { ...high, start: at, numberStart: at, value, high: high.value, form: 'range' }
}

function precision(words: string): Pick<Core, 'decimals' | 'scale'> {
  const last = scales.find((s) => s.word.length > 2 && words.endsWith(s.word)) ?? null
  return { decimals: (words.includes('half') ? 1 : 0) - (last?.exponent ?? 0), scale: last }
}
