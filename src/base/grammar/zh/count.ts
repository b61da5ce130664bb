import { type Decimal, decimal, powerOfTen } from '../../decimal.ts'
import { type Core, type FoundUnit, moreAt, moreThan, noUnit, type Source, wordCore } from '../reading.ts'
import type { Qualifier } from '../words.ts'
import { scales } from '../words.ts'
import { type Numeral, numeralAt } from './numeral.ts'
import { countUnit, tenthsAt } from './unit.ts'
import { articles, beforeNumeral, doubtfulUnits, topics } from './words.ts'

const once = decimal('1')
const connector = /[至到~～〜—–-]/

/**
 * A numeral in characters is a number when it counts something (八类, 三成, 二十余家), when it holds 万 or 亿, or when it
 * is the whole text. 一 before an everyday classifier is an article, and up to ten 方面 or 原因 count the parts of an
 * argument: both are none. A numeral with a month or inside a word (第一, 统一) is none either.
 */
export function readNumeral(source: Source, at: number): Core | null {
  const { text } = source
  const last = text[at - 1] || ' '
  if (beforeNumeral.includes(last) || (last === '点' && /[零一二两三四五六七八九十]/.test(text[at - 2] ?? '')))
    return null
  const numeral = numeralAt(text, at)
  if (numeral === null) return null
  const range = connector.test(text[numeral.end] ?? '') ? rangeAt(source, at, numeral) : null
  return range ?? counted(source, at, numeral)
}

// 三至五家: what stands behind the second numeral holds for the first too
function rangeAt(source: Source, at: number, low: Numeral): Core | null {
  const from = low.end + 1
  const high = numeralAt(source.text, from)
  if (high === null || low.high !== undefined || high.high !== undefined) return null
  const core = counted(source, from, high)
  if (core === null || core.high !== undefined || high.value.eq(0)) return null
  const shared = low.tail === '' ? core.value.div(high.value).times(powerOfTen(tailExponent(high.tail))) : once
  const value = low.value.times(shared)
  if (value.gt(core.value)) return null
  return { ...core, start: at, numberStart: at, value, high: core.value, form: 'range' }
}

function tailExponent(tail: string): number {
  return scales.find((s) => s.word === tail)?.exponent ?? 0
}

interface Rest {
  readonly end: number
  readonly factor: Decimal
  readonly scaleText: string
  readonly inner: Qualifier | null
  /** 几 behind the numeral: any of the next nine */
  readonly open: boolean
}

function counted(source: Source, at: number, numeral: Numeral): Core | null {
  const { text } = source
  const rest = restOf(text, numeral)
  const tenths = rest.factor === once || rest.factor.eq(1) ? tenthsAt(text, rest.end) : 0
  if (tenths > 0) return tenthsCore(text, at, rest, numeral, tenths)
  const unit = unitOf(source, at, numeral, rest)
  if (unit === null) return null
  const certain =
    /[万亿]/.test(numeral.text) || rest.scaleText !== '' || rest.inner?.word === '余' || rest.open || source.whole
  if (unit.text === '' && !certain) return null
  const late = behindUnit(text, unit)
  const end = Math.max(rest.end, late.end)
  const core = {
    ...wordCore(at, rest.end, { text: late.text, end }, sizeOf(numeral.value, rest.factor, late.plus)),
    decimals: numeral.decimals - tailExponent(rest.scaleText) + (late.plus === '0' ? 0 : 1),
    scale: scales.find((s) => s.word === (rest.scaleText || numeral.tail)) ?? null,
    inner: late.inner ?? rest.inner,
  }
  return withHigh(core, numeral, rest)
}

function sizeOf(value: Decimal, factor: Decimal, plus: string): Decimal {
  const size = factor === once ? value : value.times(factor)
  return plus === '0' ? size : size.plus(plus)
}

function withHigh(core: Core, numeral: Numeral, rest: Rest): Core {
  if (numeral.high === undefined && !rest.open) return core
  const { decimals: _, ...size } = core
  const gap = rest.factor.minus(1)
  const high = rest.open ? numeral.value.plus(9).times(rest.factor).plus(gap) : numeral.high!.times(rest.factor)
  const value = rest.open ? core.value.plus(rest.factor) : core.value
  return { ...size, value, high, form: 'vague' }
}

// what stands between a round numeral and its unit: 二十余万, 十来家, 十几亿
function restOf(text: string, numeral: Numeral): Rest {
  const none = { end: numeral.end, factor: once, scaleText: '', inner: null, open: false }
  if (!/[十百千万亿]$/.test(numeral.text)) return none
  const c = text[numeral.end]
  if (c === '几' && numeral.text.endsWith('十'))
    return scaled(text, numeral, { ...none, end: numeral.end + 1, open: true })
  if (c === '来' && !/[自源到年看说]/.test(text[numeral.end + 1] ?? ''))
    return scaled(text, numeral, { ...none, end: numeral.end + 1, inner: { word: '来', bound: 'about' } })
  const more = c === '多' || c === '余' ? moreAt(text, numeral.end) : ''
  if (more === '' || /^余(?:[额下地热波味]|款(?:项|$|[，。；、）]))/.test(text.slice(numeral.end, numeral.end + 3)))
    return none
  return scaled(text, numeral, { ...none, end: numeral.end + more.length, inner: moreThan(more) })
}

function scaled(text: string, numeral: Numeral, rest: Rest): Rest {
  const tail = numeral.tail === '' ? (/^(?:万亿|万|亿)/.exec(text.slice(rest.end, rest.end + 2))?.[0] ?? '') : ''
  if (tail === '') return rest
  return { ...rest, end: rest.end + tail.length, factor: powerOfTen(tailExponent(tail)), scaleText: tail }
}

function tenthsCore(text: string, at: number, rest: Rest, numeral: Numeral, end: number): Core {
  const halfway = text[end] === '半' && !/[导年数]/.test(text[end + 1] ?? '')
  const close = halfway ? end + 1 : end
  const more = /[多余]/.test(text[close] ?? '') ? moreAt(text, close) : ''
  const value = numeral.value.times(10).plus(halfway ? 5 : 0)
  return withHigh(
    {
      ...wordCore(at, rest.end, { text: '%', end: close + more.length }, value),
      decimals: halfway ? 0 : numeral.decimals - 1,
      inner: moreThan(more) ?? rest.inner,
    },
    numeral.high === undefined ? numeral : { ...numeral, high: numeral.high.times(10) },
    rest,
  )
}

function unitOf(source: Source, at: number, numeral: Numeral, rest: Rest): FoundUnit | null {
  const { text } = source
  const unit = countUnit(source, rest.end)
  if (numeral.text === '一' && !source.whole && isArticle(text, rest.end)) return null
  if (doubtfulUnits.includes(unit.text) && (numeral.text.length < 2 || unit.text !== '分')) return noUnit(rest.end)
  if (numeral.value.lte(10) && topics.some((t) => text.startsWith(t, unit.end))) return null
  // 七月二十三日 is a day
  return unit.text === '日' && text[at - 1] === '月' ? null : unit
}

function isArticle(text: string, at: number): boolean {
  return articles.some((a) => text.startsWith(a, at)) && !/^个[半多]?(?:月|小时)/.test(text.slice(at, at + 4))
}

// 两年半, 三倍多, 两个多月
function behindUnit(text: string, unit: FoundUnit) {
  const none = { end: unit.end, plus: '0', text: unit.text, inner: null as Qualifier | null }
  const apart = unit.text === '个' ? /^([多半])(月|小时)/.exec(text.slice(unit.end, unit.end + 3)) : null
  if (apart !== null) {
    const found = { ...none, end: unit.end + apart[0].length, text: apart[2] === '月' ? '个月' : '小时' }
    return apart[1] === '半' ? { ...found, plus: '0.5' } : { ...found, inner: moreThan('多') }
  }
  if (!/^(?:年|倍|天|小时|个月)$/.test(unit.text)) return none
  const c = text[unit.end]
  if (c === '半' && !/[导载数]/.test(text[unit.end + 1] ?? '')) return { ...none, end: unit.end + 1, plus: '0.5' }
  const more = c === '多' || c === '余' ? moreAt(text, unit.end) : ''
  return /^[多余](?![模语方端维个家次层媒核卡任级路代地国位名种项])/.test(text.slice(unit.end, unit.end + 2)) &&
    more !== ''
    ? { ...none, end: unit.end + more.length, inner: moreThan(more) }
    : none
}
