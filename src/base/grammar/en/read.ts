import { decimal } from '../../decimal.ts'
import {
  type Core,
  fractionCore,
  noUnit,
  type Source,
  scaleAt,
  sticky,
  unitAt,
  vagueCore,
  wordCore,
} from '../reading.ts'
import { scaleFactor } from '../words.ts'
import { cardinalAt, cardinalValue } from './cardinal.ts'
import {
  adjectives,
  breaking,
  comparing,
  compounds,
  measuring,
  multiples,
  multipliers,
  ones,
  parts,
  plurals,
  several,
  teens,
  tens,
  timing,
} from './words.ts'

const any = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')
const numbers = any([...Object.keys(ones), ...Object.keys(teens), ...Object.keys(tens)])
const big = any(Object.keys(multipliers))

const pluralPattern = new RegExp(
  `(${any(Object.keys(plurals))})\\sof(?:\\s(${any(Object.keys(plurals).slice(2))})\\sof)?\\b|dozens\\b`,
  'iy',
)
const severalPattern = new RegExp(`(?:${any(several)})\\s(${big})(?:\\s(${big}))?\\b`, 'iy')
const foldPattern = new RegExp(`(an?\\shundred|${numbers}|hundred|thousand)-?fold\\b`, 'iy')
const sharePattern = new RegExp(
  `(${numbers})\\s(?:in|out\\sof)\\s(?:every\\s)?(${numbers}|an?\\s(?:${big})|(?:one\\s)?hundred)\\b(?![-\\s](?:${big})\\b)`,
  'iy',
)
const partPattern = new RegExp(
  `(an?|${numbers})([-\\s])(half|halves|(?:${any(Object.keys(parts).slice(1))})s?)\\b`,
  'iy',
)
const multiplePattern = new RegExp(
  `(?:${any(multiples.map((m) => m.word))})\\b(?<!doubles(?=\\sas))(?!\\s(?:down|check))`,
  'iy',
)
const adjectivePattern = new RegExp(
  `(?:${any(Object.keys(adjectives))})\\b(?![-\\s]?(?:${any(compounds)})\\b)(\\s(?:the|that|its|their|our|what|those|last)\\b)?`,
  'iy',
)
const measured = new RegExp(`\\b(?:${any(measuring)})\\s$`, 'i')
const timed = new RegExp(`\\b(?:${any(timing)})\\s$`, 'i')
const compared = new RegExp(`^\\s(?:${any(comparing)})\\b`, 'i')
const closed = /^(?:$|[^\sA-Za-z-]|\s(?:$|[^A-Za-z(]))/
const broken = new RegExp(`^\\s(?:${any(breaking)})\\b`, 'i')
const halved =
  /^\s(?:of|the|as|its|their|our|all|that|those)\b(?!\s(?:\d{4}|(?:the|this|last|next)\s(?:year|decade|century|month))\b)/i
const halfAn = /\shalf\b|half\san?\b/iy
const compound = new RegExp(`^[-\\s]?(?:${any(compounds)}|a|an)\\b`, 'i')

/** The number in English words that starts at `at` with its unit, or `null`. */
export function readEnglish(source: Source, at: number): Core | null {
  const { text } = source
  if (/[A-Za-z\d-]/.test(text[at - 1] ?? '')) return null
  switch (text[at]!.toLowerCase()) {
    case 'h':
      return halfAt(source, at) ?? multipleAt(text, at) ?? pluralAt(source, at)
    case 'd':
    case 'q':
      return multipleAt(text, at) ?? pluralAt(source, at)
  }
  return (
    partAt(source, at) ??
    shareAt(text, at) ??
    foldAt(text, at) ??
    severalAt(source, at) ??
    cardinalAt(source, at) ??
    multipleAt(text, at) ??
    pluralAt(source, at)
  )
}

function front(text: string, at: number): string {
  return text.slice(Math.max(0, at - 16), at)
}

function back(text: string, end: number): string {
  return text.slice(end, end + 24)
}

// hundreds of, tens of thousands of
function pluralAt({ text, units }: Source, at: number): Core | null {
  const match = sticky(pluralPattern, text, at)
  if (match === null) return null
  const [low, high] = plurals[(match[1] ?? 'dozens').toLowerCase()]!
  const factor = match[2] === undefined ? 1 : multipliers[match[2].toLowerCase().slice(0, -1)]!
  const end = at + match[0].length
  return vagueCore(
    at,
    end,
    unitAt(text, end, units),
    decimal(low).times(factor),
    decimal(high + 1)
      .times(factor)
      .minus(1),
  )
}

// several hundred, a few thousand
function severalAt({ text, units }: Source, at: number): Core | null {
  const match = sticky(severalPattern, text, at)
  if (match === null) return null
  const [low, high] = plurals[`${match[1]!.toLowerCase()}s`]!
  const factor = match[2] === undefined ? 1 : multipliers[match[2].toLowerCase()]!
  const end = at + match[0].length
  return vagueCore(
    at,
    end,
    unitAt(text, end, units),
    decimal(low).times(factor),
    decimal(high + 1)
      .times(factor)
      .minus(1),
  )
}

// one in five, nine out of ten
function shareAt(text: string, at: number): Core | null {
  const match = sticky(sharePattern, text, at)
  if (match === null) return null
  const over = cardinalValue(match[1]!)
  const under = cardinalValue(match[2]!.replace(/^an?\s/i, 'one '))
  return over.gte(under) ? null : fractionCore(at, at + match[0].length, over.div(under))
}

function foldAt(text: string, at: number): Core | null {
  const match = sticky(foldPattern, text, at)
  // the reason is twofold
  if (match === null || /\b(?:is|are|was|were)\s$/i.test(front(text, at))) return null
  const end = at + match[0].length
  return wordCore(at, end, { text: 'fold', end }, cardinalValue(match[1]!.replace(/^an?\s/i, '')))
}

function multipleAt(text: string, at: number): Core | null {
  const match = sticky(multiplePattern, text, at)
  if (match !== null) {
    const { factor, unit } = multiples.find((m) => m.word === match[0].toLowerCase())!
    const end = at + match[0].length
    return wordCore(at, end, { text: unit, end }, factor)
  }
  const double = sticky(adjectivePattern, text, at)
  if (
    double === null ||
    (double[1] === undefined && !/\b(?:than|nearly|almost|will|would|could)\s$/i.test(front(text, at)))
  )
    return null
  const word = /^\w+/.exec(double[0])![0]
  const end = at + word.length
  return wordCore(at, end, { text: 'fold', end }, adjectives[word.toLowerCase()]!)
}

/**
 * A third, two-thirds, three quarters of. A third is also an ordinal and a quarter a stretch of time, so one of them is
 * a part of something only where a word beside it compares or measures.
 */
function partAt(source: Source, at: number): Core | null {
  const { text } = source
  const match = sticky(partPattern, text, at)
  if (match === null) return null
  const word = match[3]!.toLowerCase()
  const plural = word !== 'halves' && word.endsWith('s')
  const name = word === 'halves' ? 'half' : plural ? word.slice(0, -1) : word
  const article = /^an?$/i.test(match[1]!)
  const over = article ? decimal('1') : cardinalValue(match[1]!)
  const single = over.eq(1)
  if (single === plural || over.gte(parts[name]!) || (!single && !plural)) return null
  const end = at + match[0].length
  const core = fractionCore(at, end, over.div(parts[name]!))
  const before = front(text, at)
  if (name === 'quarter') {
    if (!single) return over.eq(3) && !timed.test(before) ? core : null
    if (timed.test(before)) return null
  }
  // half-hearted
  if (text[end] === '-' && name === 'half') return null
  if (!single || match[2] === '-') return core
  if (name === 'half' && article) return sticky(halfAn, text, end) === null ? core : null
  const rest = back(text, end)
  const known = compared.test(rest) || (closed.test(rest) && (!article || source.whole || measured.test(before)))
  return known || (broken.test(rest) && (!article || measured.test(before))) ? core : null
}

// half of, by half, more than half, half a million; first half and half-life are none
function halfAt(source: Source, at: number): Core | null {
  const { text, units } = source
  const end = at + 4
  if (text.slice(at, end).toLowerCase() !== 'half' || /[A-Za-z]/.test(text[end] ?? '')) return null
  const amount = /^\san?\s/i.exec(back(text, end))
  if (amount !== null) return halfAmount(source, at, end + amount[0].length)
  const before = front(text, at)
  if (timed.test(before) && !/\bin\s$/i.test(before)) return null
  const rest = back(text, end)
  const known =
    halved.test(rest) || (measured.test(before) || /\bin\s$/i.test(before) ? !compound.test(rest) : source.whole)
  if (!known) return null
  const unit = /^-/.test(rest) ? noUnit(end) : unitAt(text, end, units)
  return unit.text === '' ? fractionCore(at, end, decimal('0.5')) : null
}

function halfAmount({ text, units }: Source, at: number, from: number): Core | null {
  const scale = scaleAt(text, from)
  const dozen = /^dozen\b/i.test(text.slice(from, from + 6))
  const end = scale?.end ?? (dozen ? from + 5 : from - 1)
  const unit = unitAt(text, end, units)
  if (scale === null && !dozen && unit.text === '') return null
  const value = dozen ? decimal('6') : scaleFactor(scale?.scale ?? null).times('0.5')
  const decimals = dozen ? 0 : 1 - (scale?.scale.exponent ?? 0)
  return { ...wordCore(at, end, unit, value), decimals, scale: scale?.scale ?? null }
}
