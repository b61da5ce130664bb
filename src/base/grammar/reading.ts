import { type Decimal, decimal } from '../decimal.ts'
import { plainUnits, type Qualifier, type Scale, scales } from './words.ts'

/** Tells how long the unit is that starts at a place; 0 for none. */
export interface UnitWords {
  readonly match: (text: string, at: number) => number
}

/** A text that is read, and how. */
export interface Source {
  readonly text: string
  readonly units: UnitWords
  /** whether the text is one amount, so that a bare number word is a number */
  readonly whole: boolean
}

/** A number with its scale and unit, before its qualifiers are looked for. */
export interface Core {
  readonly start: number
  readonly end: number
  readonly numberStart: number
  readonly numberEnd: number
  readonly value: Decimal
  readonly high?: Decimal | undefined
  readonly decimals?: number | undefined
  readonly form: 'digits' | 'fraction' | 'words' | 'range' | 'vague'
  readonly scale: Scale | null
  readonly unitText: string
  /** a bound that is part of the number: 多, 余 or + after it, 上 or 过 before it */
  readonly inner: Qualifier | null
}

/** A unit as printed, and where it ends. */
export interface FoundUnit {
  readonly text: string
  readonly end: number
}

/** The match of a sticky pattern at `at`. */
export function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** `text` with its wide figures narrow, one character for one, so that offsets stay. */
export function narrow(text: string): string {
  if (!/[０-９．％＋－～，]/.test(text)) return text
  return text.replace(/[０-９．％＋－～，](?=[０-９\d])|[０-９％]/g, (c) =>
    c === '，' ? '，' : String.fromCharCode(c.charCodeAt(0) - 0xfee0),
  )
}

/** Where the clause begins that ends at `start`, no further back than `floor`. */
export function clauseStart(text: string, start: number, floor: number): number {
  let at = start
  const limit = Math.max(floor, start - 60)
  while (at > limit && !endsClause(text, at)) at -= 1
  return at
}

const clauseEnds = new Uint8Array(65_536)
for (const c of '，。；！？、;!?\n') clauseEnds[c.charCodeAt(0)] = 1
const comma = 44

// a comma within a number ends nothing
function endsClause(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 1)
  if (code !== comma) return clauseEnds[code] === 1
  const next = text.charCodeAt(at)
  return !(next > 47 && next < 58)
}

/** The same core with every field in one order: what reads millions of them meets one shape. */
export function evenCore(core: Core): Core {
  const { start, end, numberStart, numberEnd, value, high, decimals, form, scale, unitText, inner } = core
  return { start, end, numberStart, numberEnd, value, high, decimals, form, scale, unitText, inner }
}

/** A plain number in words at `at`, to be refined by its reader. */
export function wordCore(at: number, end: number, unit: FoundUnit, value: Decimal | string | number): Core {
  return {
    start: at,
    end: Math.max(end, unit.end),
    numberStart: at,
    numberEnd: end,
    value: typeof value === 'object' ? value : decimal(value),
    decimals: 0,
    form: 'words',
    scale: null,
    unitText: unit.text,
    inner: null,
  }
}

/** A size in words, from `low` to `high`. */
export function vagueCore(at: number, end: number, unit: FoundUnit, low: Decimal, high: Decimal): Core {
  const { decimals: _, ...core } = wordCore(at, end, unit, low)
  return { ...core, high, form: 'vague' }
}

/** A part of a whole, which has no last digit. */
export function fractionCore(at: number, end: number, value: Decimal): Core {
  const { decimals: _, ...core } = wordCore(at, end, { text: '', end }, value)
  return { ...core, form: 'fraction' }
}

/** No unit, at `at`. */
export function noUnit(at: number): FoundUnit {
  return { text: '', end: at }
}

/** 多, 余 or + after a number; the empty text without. */
export function moreAt(text: string, at: number): string {
  const c = text[at]
  if (c === '-') return /^-odd(?![a-z])/i.exec(text.slice(at, at + 5))?.[0] ?? ''
  if (c !== '多' && c !== '余' && c !== '+' && c !== ' ') return ''
  const match = /^(?:\s?[多余](?![元少样头])|\s?余(?=元)|\s?多(?=元(?![化素模文融统性]))|\+(?!\s?\d))/.exec(
    text.slice(at, at + 5),
  )
  return match ? match[0] : ''
}

/** The bound that `word` after the digits gives. */
export function moreThan(word: string): Qualifier | null {
  return word === '' ? null : { word: word.trim(), bound: 'more-than' }
}

interface ScaleWord {
  readonly scale: Scale
  readonly latin: boolean
  readonly letter: boolean
}

const byFirst = new Map<string, ScaleWord[]>()
for (const scale of scales) {
  const entry = { scale, latin: /[A-Za-z]/.test(scale.word), letter: scale.word.length === 1 }
  const firsts = entry.latin && !entry.letter ? [scale.word[0]!, scale.word[0]!.toUpperCase()] : [scale.word[0]!]
  for (const first of firsts) byFirst.set(first, [...(byFirst.get(first) ?? []), entry])
}

/** The scale word at `at`, where a letter stands right after the digits and a word may follow a blank. */
export function scaleAt(text: string, at: number): { readonly scale: Scale; readonly end: number } | null {
  const from = text[at] === ' ' ? at + 1 : at
  for (const { scale, latin, letter } of byFirst.get(text[from] ?? '') ?? []) {
    if (latin && letter && from !== at) continue
    const end = from + scale.word.length
    const found = text.slice(from, end)
    if (latin && !letter ? found.toLowerCase() !== scale.word : found !== scale.word) continue
    if (latin && /[A-Za-z0-9]/.test(text[end] ?? '')) continue
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
export function unitAt(text: string, at: number, units: UnitWords): FoundUnit {
  const own = longestUnit(text, at, units)
  if (own.text !== '' && own.text !== '个') return own
  const start = text[at] === ' ' ? at + 1 : at
  if (text[start] !== '个') return own
  const behind = longestUnit(text, text[start + 1] === ' ' ? start + 2 : start + 1, units)
  return behind.text === '' ? own : behind
}

// the verb, not the litre: 由 1300 万升至 1500 万
const rising = /^升[至到高级破幅值入为]/

function longestUnit(text: string, at: number, units: UnitWords): FoundUnit {
  const blank = text[at] === ' ' || text[at] === '-' ? 1 : 0
  for (let start = at; start <= at + blank; start += 1) {
    const length = units.match(text, start)
    if (length === 1 && rising.test(text.slice(start, start + 2))) break
    if (length > 0) return { text: text.slice(start, start + length), end: start + length }
  }
  return noUnit(at)
}

const plainByFirst = new Map<string, string[]>()
for (const unit of plainUnits) plainByFirst.set(unit[0]!, [...(plainByFirst.get(unit[0]!) ?? []), unit])

/** The units that are known where no table is given. */
export const fallbackUnits: UnitWords = {
  match: (text, at) => {
    for (const unit of plainByFirst.get(text[at] ?? '') ?? []) {
      if (!text.startsWith(unit, at)) continue
      if (/[A-Za-z]$/.test(unit) && /[A-Za-z]/.test(text[at + unit.length] ?? '')) continue
      return unit.length
    }
    return 0
  },
}
