import {
  amountInterval,
  closedPeriod,
  type Decimal,
  decimal,
  firstDay,
  type Interval,
  interval,
  isDay,
  isDecimal,
  isPeriod,
  lastDay,
  nearest,
  parseAmount,
  point,
  type Words,
} from '../base/index.ts'
import type { Input, Policy, Vocabulary } from './tree.ts'
import { either, no, type Val, yes } from './val.ts'
import { numberOf } from './version.ts'

/** What a field says: a value, that nothing is known, or why it cannot be. */
export type FieldValue =
  | { readonly kind: 'value'; readonly value: Val }
  | { readonly kind: 'missing' }
  /** said to be unknown, where a missing field might be taken under an assumption */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'bad'; readonly words: Words; readonly hint?: Words; readonly choice: boolean }

const missing: FieldValue = { kind: 'missing' }
const unknowns = new Set(['?', '？', '-', '–', '—', 'null', 'unknown', 'n/a', '未知', '不详', '不清楚'])

/**
 * A name as fields and words are compared: without case, width, blanks, hyphens, dots and underscores.
 *
 * @example foldField('List_Price') // 'listprice'
 */
export function foldField(name: string): string {
  const known = folds.get(name)
  if (known !== undefined) return known
  const folded = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.\-‐‑‒–—/()（）"'·:：]+/g, '')
  if (folds.size < 4096) folds.set(name, folded)
  return folded
}

// the same heads and words come with each record
const folds = new Map<string, string>()

/** Whether a value says that something is not known. */
export function isSaidUnknown(raw: unknown): boolean {
  return typeof raw === 'string' && unknowns.has(raw.trim().toLowerCase())
}

/** What `raw` says of `input`. */
export function readField(policy: Policy, input: Input, raw: unknown): FieldValue {
  if (raw === undefined || raw === null) return missing
  if (typeof raw === 'string' && raw.trim() === '') return missing
  if (isSaidUnknown(raw)) return { kind: 'unknown' }
  if (typeof raw === 'object' && !Array.isArray(raw))
    return fromEnds(policy, input, raw as Readonly<Record<string, unknown>>)
  if (Array.isArray(raw) && input.type.kind !== 'choice')
    return bad('a list where one value is asked for', '此处应为一个值，而不是列表')
  switch (input.type.kind) {
    case 'choice':
      return fromWords(policy.words.get(input.type.words), raw)
    case 'text':
      return { kind: 'value', value: { kind: 'choice', set: [String(raw)] } }
    case 'truth':
      return fromTruth(raw)
    case 'date':
      return fromDay(String(raw).trim())
    case 'whole':
      return fromWhole(String(raw).trim(), input.type.low, input.type.high)
    case 'number':
      return fromNumber(input, String(raw).trim())
  }
}

// {low: 4000, high: 6000}, either end may be left out
function fromEnds(policy: Policy, input: Input, ends: Readonly<Record<string, unknown>>): FieldValue {
  const read = (key: string) => readField(policy, input, ends[key])
  const [low, high] = [read('low'), read('high')]
  if (low.kind === 'bad') return low
  if (high.kind === 'bad') return high
  if (low.kind !== 'value' && high.kind !== 'value')
    return bad('an interval has `low` and `high`', '区间应有 `low` 与 `high`')
  const range = (f: FieldValue) => (f.kind === 'value' && f.value.kind === 'number' ? f.value.range : null)
  const least = input.type.kind === 'number' ? input.type.low : null
  const whole = interval(range(low)?.low ?? least, range(high)?.high ?? null)
  if (whole.low !== null && whole.high !== null && whole.low.gt(whole.high))
    return bad('`low` lies above `high`', '`low` 大于 `high`')
  return { kind: 'value', value: { kind: 'number', range: whole } }
}

function bad(en: string, zh: string, hint?: Words, choice = false): FieldValue {
  return { kind: 'bad', words: { en, zh }, choice, ...(hint === undefined ? {} : { hint }) }
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

const indices = new WeakMap<Vocabulary, ReadonlyMap<string, string>>()

function indexOf(words: Vocabulary): ReadonlyMap<string, string> {
  const known = indices.get(words)
  if (known !== undefined) return known
  const index = new Map<string, string>()
  for (const word of words.words) for (const alias of word.aliases) index.set(foldField(alias), word.id)
  for (const word of words.words) index.set(foldField(word.id), word.id)
  indices.set(words, index)
  return index
}

/** The id of the word that `text` names, or `undefined`. */
export function wordOf(words: Vocabulary | undefined, text: string): string | undefined {
  return words === undefined ? undefined : indexOf(words).get(foldField(text))
}

function fromWords(words: Vocabulary | undefined, raw: unknown): FieldValue {
  if (words === undefined) return missing
  const list = Array.isArray(raw) ? raw : [raw]
  const set: string[] = []
  for (const item of list) {
    const id = wordOf(words, String(item))
    if (id === undefined) return unknownChoice(words, String(item))
    set.push(id)
  }
  return set.length === 0 ? missing : { kind: 'value', value: { kind: 'choice', set } }
}

function unknownChoice(words: Vocabulary, text: string): FieldValue {
  const names = words.words.flatMap((w) => [w.id, ...w.aliases])
  const near = nearest(text, names)[0]
  const known = words.words.map((w) => w.id).join(', ')
  const hint =
    near === undefined
      ? { en: `use one of ${known}`, zh: `可用 ${words.words.map((w) => w.names.zh).join('、')}` }
      : { en: `use \`${near}\``, zh: `可用 \`${near}\`` }
  return bad(
    `\`${short(text)}\` is no word of \`${words.name}\``,
    `\`${short(text)}\` 不在词表 \`${words.name}\` 中`,
    hint,
    true,
  )
}

const yesWords = new Set(['true', 'yes', 'y', '1', '是', '有', '对', 't'])
const noWords = new Set(['false', 'no', 'n', '0', '否', '没有', '不是', '不', '无', 'f'])

function fromTruth(raw: unknown): FieldValue {
  const text = String(raw).trim().toLowerCase()
  if (yesWords.has(text)) return { kind: 'value', value: yes }
  if (noWords.has(text)) return { kind: 'value', value: no }
  return bad(`\`${short(text)}\` is neither yes nor no`, `\`${short(text)}\` 既不是“是”也不是“否”`)
}

/** The day, or the month or year as all its days, that `text` writes. */
function fromDay(text: string): FieldValue {
  const both = text.split('..')
  if (both.length === 2) {
    const [from, to] = both.map((t) => daysOf(t.trim()))
    if (from && to && from.low!.lte(to.high!))
      return { kind: 'value', value: { kind: 'number', range: interval(from.low, to.high) } }
  }
  const days = daysOf(text)
  if (days !== null) return { kind: 'value', value: { kind: 'number', range: days } }
  return bad(`\`${short(text)}\` is no day that exists`, `\`${short(text)}\` 不是真实存在的日期`, {
    en: 'write YYYY-MM-DD',
    zh: '请写成 YYYY-MM-DD',
  })
}

function daysOf(text: string): Interval | null {
  const match =
    /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?\s*月?)?\s*年?(?:[T ]\d{1,2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      text,
    )
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const [, year, month, day] = compact ?? match ?? []
  if (year === undefined) return null
  const two = (t: string) => t.padStart(2, '0')
  const written = [year, ...(month === undefined ? [] : [two(month)]), ...(day === undefined ? [] : [two(day)])].join(
    '-',
  )
  const period = isDay(written) ? written : closedPeriod(written)
  if (period === '' || !isPeriod(period) || (day !== undefined && !isDay(written))) return null
  return interval(decimal(numberOf(firstDay(period))), decimal(numberOf(lastDay(period))))
}

const numerals = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']

function fromWhole(text: string, low: number, high: number): FieldValue {
  const ends = /^([\d一二三四五]\s*级?)\s*(?:\.\.|[-~～至或]|or|to)\s*([\d一二三四五]\s*级?)$/i.exec(text)
  if (ends !== null) {
    const [from, to] = [fromWhole(ends[1]!, low, high), fromWhole(ends[2]!, low, high)]
    if (from.kind !== 'value' || to.kind !== 'value') return from.kind === 'value' ? to : from
    return { kind: 'value', value: either(from.value, to.value) }
  }
  const bare = text
    .normalize('NFKC')
    .replace(/^(?:grade|level|class|第)\s*-?\s*/i, '')
    .replace(/\s*级(?:能效|水效)?$/, '')
  const numeral = numerals.indexOf(bare)
  const digits = numeral > 0 ? String(numeral) : bare
  const value = /^-?\d+(?:\.0+)?$/.test(digits) ? Number(digits) : Number.NaN
  if (Number.isNaN(value)) return bad(`\`${short(text)}\` is no whole number`, `\`${short(text)}\` 不是整数`)
  if (value < low || value > high)
    return bad(`${value} lies outside ${low} to ${high}`, `${value} 超出 ${low} 至 ${high} 的范围`)
  return { kind: 'value', value: { kind: 'number', range: point(decimal(value)) } }
}

function fromNumber(input: Input, text: string): FieldValue {
  if (input.type.kind !== 'number') return missing
  const range = rangeOf(text, input.type.unit)
  if (range === null) return bad(`\`${short(text)}\` is no number`, `\`${short(text)}\` 不是数字`)
  const { low, high } = input.type
  if (low && range.high?.lt(low))
    return bad(`${short(text)} lies below ${low.toFixed()}`, `${short(text)} 小于 ${low.toFixed()}`)
  if (high && range.low?.gt(high))
    return bad(`${short(text)} lies above ${high.toFixed()}`, `${short(text)} 大于 ${high.toFixed()}`)
  const least = low !== null && (range.low === null || range.low.lt(low)) ? low : range.low
  const most = high !== null && (range.high === null || range.high.gt(high)) ? high : range.high
  return { kind: 'value', value: { kind: 'number', range: interval(least, most) } }
}

function rangeOf(text: string, unit: string): Interval | null {
  const months = unit === 'year' ? /^(\d+(?:\.\d+)?)\s*(?:个月|months?|mo)$/i.exec(text) : null
  if (months !== null) return point(decimal(months[1]!).div(12))
  const plain = text.replace(/^[¥￥]\s*/, '').replace(/\s*(?:元|CNY|RMB|yuan|升|L|liters?|litres?|years?|年)$/i, '')
  const bare = /^[+-]?\d{1,3}([,，]\d{3})+(\.\d+)?$/.test(plain) ? plain.replace(/[,，]/g, '') : plain
  if (isDecimal(bare) && !/[eE]\d{3}/.test(bare)) return shareOf(point(decimal(bare)), unit, text)
  const ends = /^(.+?)\s*(?:\.\.|~|～|至)\s*(.+)$/.exec(text)
  if (ends !== null) {
    const [low, high] = [rangeOf(ends[1]!, unit), rangeOf(ends[2]!, unit)]
    return low?.low && high?.high && low.low.lte(high.high) ? interval(low.low, high.high) : null
  }
  const amount = parseAmount(text)
  if (amount === null || !fits(amount.unitText, unit)) return null
  // an exact number with a last digit is meant as that number: 1.2万 is 12000
  const { decimals: _, ...whole } = amount
  return shareOf(amountInterval(whole), unit, text)
}

// dollars are no yuan, and a share is no amount of money
function fits(written: string, unit: string): boolean {
  if (written === '') return true
  if (unit === 'money') return /^(?:元|人民币|CNY|RMB|yuan|[¥￥]|元人民币)$/i.test(written)
  if (unit === 'percent') return /^[%％]$/.test(written)
  return unit === 'liter'
    ? /^(?:升|L|lit(?:er|re)s?)$/i.test(written)
    : unit === 'year' && /^(?:年|years?)$/i.test(written)
}

// 3.5% or 3.5 of an input that is a share
function shareOf(range: Interval, unit: string, text: string): Interval {
  if (unit !== 'percent' || !/[%％]/.test(text)) return range
  const hundredth = (x: Decimal | null) => (x === null ? null : x.div(100))
  return interval(hundredth(range.low), hundredth(range.high))
}
