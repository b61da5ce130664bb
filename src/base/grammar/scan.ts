import { type Decimal, powerOfTen } from '../decimal.ts'
import { largest } from '../extreme.ts'
import type { Mention } from '../number.ts'
import type { Bound } from '../quantity.ts'
import { coreAt } from './core.ts'
import { adjectives, multiples, multipliers, ones, parts, plurals, several, teens, tens } from './en/words.ts'
import type { KnownNames } from './known.ts'
import { passOn, respectively } from './list.ts'
import { type Mask, maskNonClaims } from './mask.ts'
import { backQualifier, frontQualifier } from './qualifier.ts'
import {
  type Core,
  evenCore,
  type FoundUnit,
  fallbackUnits,
  narrow,
  type Source,
  sticky,
  type UnitWords,
  unitAt,
} from './reading.ts'
import { type Qualifier, scaleFactor } from './words.ts'

/** How numbers are looked for. */
export interface ScanOptions extends KnownNames {
  /** units with their aliases; a short list without */
  readonly units?: UnitWords
  /** whether dates, labels, names and conditions are passed over; default yes */
  readonly mask?: boolean
}

const starts = [...Object.keys(ones), ...Object.keys(teens), ...Object.keys(tens), ...Object.keys(plurals)]
const articled = [...Object.keys(multipliers), ...Object.keys(parts), ...several.map((w) => w.replace(/^a /, ''))]
const words = [...multiples.map((m) => m.word), ...Object.keys(adjectives), ...several, 'half']
const possible = new RegExp(
  [
    '[\\d０-９一二两三四五六七八九十数几半翻百千万亿$¥￥€]|零(?=点)|[减折](?=半)|[上过破](?=[半百千万亿])|成(?=[百千])|[+\\-−](?=\\d)',
    `\\b(?:(?:US\\$|HK\\$|RMB|USD|CNY|HKD)(?=\\s?\\d)|(?:${starts.join('|')})(?:fold)?\\b|(?:${words.join('|')})\\b|an?\\s(?=${articled.join('|')}))`,
  ].join('|'),
  'iy',
)

// by each letter, what may begin with it: nothing, surely a number, or one if the pattern says so, in a word or anywhere
const surely = 1
const perhaps = 2
const inWord = 3
const beginnings = new Uint8Array(65_536)
for (const c of '0123456789０１２３４５６７８９一二两三四五六七八九十数几半翻百千万亿$¥￥€')
  beginnings[c.charCodeAt(0)] = surely
for (const c of '零减折上过破成+-−') beginnings[c.charCodeAt(0)] = perhaps
for (const word of [...starts, ...words, 'a', 'us$', 'hk$', 'rmb', 'cny'])
  for (const c of [word[0]!.toLowerCase(), word[0]!.toUpperCase()]) beginnings[c.charCodeAt(0)] = inWord

// where the next number may begin, -1 for nowhere; `possible` goes on behind it
function nextPossible(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const kind = beginnings[text.charCodeAt(at)]!
    if (kind === 0 || (kind === inWord && at > 0 && isWord(text.charCodeAt(at - 1)))) continue
    possible.lastIndex = at
    if (kind !== surely) {
      if (possible.test(text)) return at
      continue
    }
    possible.lastIndex = at + 1
    return at
  }
  return -1
}

function isWord(code: number): boolean {
  return (code > 96 && code < 123) || (code > 64 && code < 91) || (code > 47 && code < 58) || code === 95
}

/**
 * The numbers of a running text, in order, with their qualifiers, scales and units.
 *
 * Dates, labels, names and evaluation conditions are passed over. A list passes the qualifier of its first number on;
 * a range takes the scale and unit of its second number for the first where it has none. 多, 余 and + read as more than.
 * Numbers in words are read like figures: 四千零五十亿, 三成 (30 %), 翻两番 (four times), two thirds, hundreds of. English
 * words from ten up always count; one to nine and Chinese numerals only where something is counted or bounded, so that
 * "two ways", "one of the", 一个 and 两个方面 are none.
 *
 * @example findMentions('超过 15 万亿个 token').length // 1
 * @example findMentions('one of the two ways').length // 0
 */
export function findMentions(text: string, options: ScanOptions = {}): readonly Mention[] {
  return scan(text, options, false)
}

function scan(text: string, options: ScanOptions, whole: boolean): readonly Mention[] {
  const source = { text: narrow(text), units: options.units ?? fallbackUnits, whole }
  if (!whole && nextPossible(source.text, 0) === -1) return []
  // without figures few words that may be numbers are: most lines need no masks
  const bare = whole || /\d/.test(source.text) ? null : findCores(source, [])
  if (bare?.length === 0) return []
  const masks = options.mask === false ? [] : maskNonClaims(source.text, options)
  const joined = joinRanges(source.text, bare !== null && masks.length === 0 ? bare : findCores(source, masks))
  const mentions: Mention[] = []
  for (let i = 0; i < joined.length; i += 1) {
    const core = joined[i]!
    const last = mentions.at(-1)
    // the 1M of `per 1M tokens` belongs to the unit before
    if (last !== undefined && core.end <= last.end && last.unitText.includes('/')) continue
    mentions.push(qualify(source, core, last, joined[i + 1], masks))
  }
  return respectively(source.text, passOn(source.text, mentions))
}

/** The number that `text` is as a whole, or `null`; a bare number word is one here. */
export function parseAmount(text: string, units?: UnitWords): Mention | null {
  const found = scan(text, { mask: false, ...(units === undefined ? {} : { units }) }, text.length <= 60)
  const only = found.length === 1 ? found[0]! : null
  if (only === null) return null
  const rest = text.slice(0, only.start) + text.slice(only.end)
  return /^[\s　]*$/.test(rest) ? only : null
}

const digitRun = /\d[\d,]*/y

function findCores(source: Source, masks: readonly Mask[]): readonly Core[] {
  const { text } = source
  const cores: Core[] = []
  let free = 0
  let mask = 0
  let behind = 0
  for (let at = nextPossible(text, 0); at !== -1; at = nextPossible(text, behind)) {
    behind = possible.lastIndex
    if (at < free) continue
    while (mask < masks.length && masks[mask]!.end <= at) mask += 1
    if (mask < masks.length && masks[mask]!.start <= at) continue
    const core = coreAt(source, at)
    if (core === null) {
      // a run of digits that is no number is passed over as a whole
      digitRun.lastIndex = at
      if (digitRun.test(text)) free = digitRun.lastIndex
      continue
    }
    const next = masks[mask]
    if (next !== undefined && next.start < core.numberEnd && core.numberEnd > next.start) continue
    cores.push(core.form === 'digits' ? core : evenCore(core))
    free = Math.max(core.numberEnd, core.end)
  }
  return cores
}

const plainConnector = /^\s?(?:~|～|〜|–|—|至|到)\s?$/
const wordConnector = /^\s(?:to|through)\s$/
const longestConnector = 9
const betweenConnector = /^\s?(?:与|和|and)\s?$/

function joinRanges(text: string, cores: readonly Core[]): readonly Core[] {
  const joined: Core[] = []
  for (let i = 0; i < cores.length; i += 1) {
    const left = cores[i]!
    const right = cores[i + 1]
    if (right !== undefined && isRange(text, left, right)) {
      joined.push(rangeOf(left, right))
      i += 1
    } else joined.push(left)
  }
  return joined
}

function isRange(text: string, left: Core, right: Core): boolean {
  if (left.form !== right.form || (left.form !== 'digits' && left.form !== 'words')) return false
  if (left.inner !== null || right.inner !== null) return false
  if (left.unitText !== '' && right.unitText !== '' && left.unitText !== right.unitText) return false
  // no connector is longer
  if (right.start - left.end > longestConnector) return false
  const scaled = scaledLike(left, right)
  if (scaled.gt(right.value)) return false
  const between = text.slice(left.end, right.start)
  if (isMove(text, left, right, between)) return false
  if (plainConnector.test(between) || (wordConnector.test(between) && !/\d/.test(text[left.start - 1] ?? '')))
    return true
  if (/^-$/.test(between)) return true
  if (!betweenConnector.test(between)) return false
  const front = text.slice(Math.max(0, left.start - 9), left.start)
  return /(?:介于|between\s)\s?$/i.test(front) || /^\s?之间/.test(text.slice(right.end, right.end + 3))
}

// fell 5% to 12.3 million, 下滑 5% 至 1235 万: by how much and where it went, since the first has a unit that the second lacks
function isMove(text: string, left: Core, right: Core, between: string): boolean {
  return (
    /^\s?(?:至|到|to)\s?$/.test(between) &&
    left.unitText !== '' &&
    right.unitText === '' &&
    text.slice(left.numberStart, left.end).endsWith(left.unitText)
  )
}

// 6~12 万: the scale of the second counts for the first as well
function scaledLike(left: Core, right: Core): Decimal {
  return left.scale === null && right.scale !== null ? left.value.times(scaleFactor(right.scale)) : left.value
}

function rangeOf(left: Core, right: Core): Core {
  const exponent = left.scale === null && right.scale !== null ? right.scale.exponent : 0
  const decimals = [left.decimals === undefined ? undefined : left.decimals - exponent, right.decimals].filter(
    (d) => d !== undefined,
  )
  return evenCore({
    ...right,
    start: left.start,
    numberStart: left.numberStart,
    value: scaledLike(left, right),
    high: right.value,
    decimals: decimals.length === 0 ? undefined : largest(decimals),
    unitText: right.unitText || left.unitText,
    form: 'range',
  })
}

function qualify(
  { text, units }: Source,
  core: Core,
  last: Mention | undefined,
  next: Core | undefined,
  masks: readonly Mask[],
): Mention {
  const front = frontQualifier(text, core, last?.end ?? 0, masks)
  const back = backQualifier(text, core, next?.start ?? text.length)
  const words = wordsOf(front, core.inner, back)
  // 100 or more users: the unit follows the qualifier
  const own = back !== null && core.unitText === '' ? unitAt(text, back.end, units) : { text: core.unitText, end: 0 }
  const late = perAt(text, core.start, Math.max(core.end, own.end), own, units)
  return {
    kind: 'mention',
    start: front?.start ?? core.start,
    end: Math.max(back?.end ?? core.end, late.end),
    numberStart: core.numberStart,
    numberEnd: core.numberEnd,
    value: core.value,
    high: core.high,
    decimals: core.decimals,
    below: belowOf(core, front, back),
    bound: boundOf(core, front?.bound, back?.bound),
    qualifiers: words,
    unitText: late.text,
    form: core.form,
    scaleText: core.scale?.word ?? '',
    scale: scaleFactor(core.scale),
    respectively: undefined,
  }
}

const noWords: readonly string[] = Object.freeze([])

function wordsOf(front: Qualifier | null, inner: Qualifier | null, back: Qualifier | null): readonly string[] {
  if (front === null && inner === null && back === null) return noWords
  return [front, inner, back].filter((q) => q !== null).map((q) => q.word)
}

const perBehind =
  /\s?(?:\/|per\s|每)\s?(?:1\s?)?((?:百万|千|million|thousand|M|K)\s?(?:个\s?)?)((?:input|output|cached|prompt|completion|输入|输出|缓存)\s?)?/iy
const perBefore =
  /每\s?(百万|千)\s?(?:个\s?)?(?:(?:输入|输出|缓存)\s?)?(tokens?|词元)\s?(?:的?(?:输入|输出)?(?:价格|价|费用|收费|定价|售价)?(?:仅|只|约|为|是|需|要)*)\s?$/i

// a price is one of many: $2.50 per million input tokens, 2 元/百万 token, 每百万 token 2 元
function perAt(text: string, start: number, from: number, unit: FoundUnit, units: UnitWords): FoundUnit {
  if (unit.text === '') return unit
  const behind = sticky(perBehind, text, from)
  if (behind !== null) {
    const end = from + behind[0].length
    const rest = `${behind[1]}${text.slice(end, end + 16)}`
    const length = units.match(rest, 0)
    const under = rest.slice(0, length)
    return length === 0 ? unit : { text: `${unit.text}/${under}`, end: end + length - behind[1]!.length }
  }
  const front = text.slice(Math.max(0, start - 40), start)
  const before = front.includes('每') ? perBefore.exec(front) : null
  if (before === null) return unit
  const under = `${before[1]}${before[2]}`
  return units.match(under, 0) === under.length ? { ...unit, text: `${unit.text}/${under}` } : unit
}

function boundOf(core: Core, front: Bound | undefined, back: Bound | undefined): Bound {
  if (core.high !== undefined) return 'range'
  if (back !== undefined && back !== 'exact') return back
  if (front !== undefined && front !== 'exact') return front
  return core.inner?.bound ?? 'exact'
}

// 80 多 stays below 90, 74 万多 below 75 万, 十多 below 20: one more of the last digit that is no zero
function belowOf(core: Core, front: Qualifier | null, back: Qualifier | null): Decimal | undefined {
  if (core.inner === null || core.high !== undefined) return undefined
  const isOwn = [front, back].every((q) => q === null || q.bound === 'exact')
  if (!isOwn || !/^[多余]$/.test(core.inner.word) || core.value.lte(0)) return undefined
  let step = powerOfTen(-(core.decimals ?? 0))
  for (let ten = step.times(10); core.value.mod(ten).eq(0); ten = ten.times(10)) step = ten
  return core.value.plus(step)
}
