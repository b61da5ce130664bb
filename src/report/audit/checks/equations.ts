import { type Decimal, decimal, plain, powerOfTen, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Paragraph } from './input.ts'

const any = gate(/[=＝≈]/)

/** Tells of a written reckoning that does not come out: 8×80 GB=540 GB, 24% + 19% = 53%. */
export function checkEquations({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence) || !/[×x*✕+＋÷]/.test(sentence.text)) continue
    for (const sign of sentence.text.matchAll(/[=＝≈]/g)) checkAt(sentence, sign.index, desk)
  }
}

interface Term {
  readonly value: Decimal
  readonly decimals: number
  readonly unit: string
  readonly text: string
  readonly end: number
}

const scales: Readonly<Record<string, number>> = {
  万亿: 12,
  亿: 8,
  百万: 6,
  万: 4,
  千: 3,
  trillion: 12,
  billion: 9,
  million: 6,
  thousand: 3,
  K: 3,
  M: 6,
  B: 9,
}

const term =
  /^\s*(?:约|about|[≈~∼～])?\s*(?:US\$|HK\$|[$¥￥€])?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(万亿|亿|百万|万|千(?![瓦克米卡赫兆字帕])|[Tt]rillion|[Bb]illion|[Mm]illion|[Tt]housand|[KMB](?=\s|-|$))?\s?(GiB|MiB|TiB|KiB|GB|MB|TB|KB|bytes?|kWh|MWh|kW|MW|GW|W|%|[张卡台个块人家户次元]|美元|GPUs?|[AHB]\d00s?|tokens?|years?|weeks?|days?|hours?|小时|天|月|周)?(?:\/s)?\s*/

const scaleWord = /万亿|亿|百万|万|千|trillion|billion|million|thousand/i
// scales that are not read here
const otherScale = /^\s?(?:(?:quadr|quint)illion|crore|lakh|[mbt]n\b|mio\b|mrd\b|兆|京)/i

function isScaled({ text }: Term): boolean {
  return scaleWord.test(text)
}

function bareOf({ text }: Term): string {
  return /[\d,]+(?:\.\d+)?/.exec(text)![0].replace(/,/g, '')
}

function termOf(text: string): Term | null {
  const found = term.exec(text)
  if (found === null) return null
  const [all, digits, scale = '', unit = ''] = found
  const exponent = scales[scale] ?? scales[scale.toLowerCase()] ?? 0
  const bare = digits!.replaceAll(',', '')
  return {
    value: decimal(bare).times(powerOfTen(exponent)),
    decimals: (bare.split('.')[1]?.length ?? 0) - exponent,
    unit,
    text: all.trim(),
    end: all.length,
  }
}

const one = `(?:US\\$|HK\\$|[$¥￥€])?(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)\\s?(?:万亿|亿|百万|万|千(?![瓦克米卡赫兆字帕])|[Tt]rillion|[Bb]illion|[Mm]illion|[Tt]housand)?\\s?(?:GiB|MiB|TiB|KiB|GB|MB|TB|KB|bytes?|kWh|MWh|kW|MW|GW|W|%|[张卡台个块人家户次元]|美元|GPUs?|[AHB]\\d00s?|tokens?|years?|weeks?|days?|hours?|小时|天|月|周)?(?:/s)?`
const chain = new RegExp(`(?<![\\d.,A-Za-z_])${one}(?:(?:\\s*[×✕*+＋÷]\\s*|\\sx\\s)${one})+\\s*$`)

// whether the text close before says it
function isSpokenOf(unit: string, at: number, { input }: AuditDesk): boolean {
  const { text } = input.extract
  return text.slice(Math.max(0, at - 800), at).includes(unit)
}

// the reckoning right before the sign
function leftOf(text: string): string {
  const found = chain.exec(text.slice(-120))
  // 100k + 20000 * 4 = 180k is more than what is read here
  if (found === null || /[-+−*×÷/]\s*[（(]?\s*$|=\s*[（(]\s*$|\w[（(]\s*$/.test(text.slice(-120).slice(0, found.index)))
    return ''
  return found[0]
}

function checkAt({ text, start }: Sentence, at: number, desk: AuditDesk): void {
  if (/[<>!=:+*-]$/.test(text.slice(0, at)) || text[at + 1] === '=') return
  const left = leftOf(text.slice(0, at))
  const isSum = /[+＋]/.test(left)
  const isProduct = /[×✕*]|\sx\s/.test(left)
  // 960 GB ÷ 8 = 120 GB
  const isQuotient = left.includes('÷')
  if ([isSum, isProduct, isQuotient].filter(Boolean).length !== 1) return
  const pieces = left.split(isSum ? /[+＋]/ : isProduct ? /[×✕*]|\sx\s/ : '÷')
  const terms = pieces.map((p) => {
    const found = termOf(p)
    return found !== null && p.slice(found.end).trim() === '' ? found : null
  })
  const right = termOf(text.slice(at + 1))
  const behind = text.slice(at + 1 + (right?.end ?? 0))
  const isHours = /^\s*-?\s?(?:hours?\b|小时|时)/i.test(behind)
  // a reckoning that goes on, a remainder, another base
  if (
    right === null ||
    terms.length < 2 ||
    otherScale.test(behind) ||
    (!isHours && /^\s*(?:[×✕*+＋÷/^-]|x\s\d|mod\b|\(mod|\d|[kKMBT](?![A-Za-z]))/.test(behind))
  )
    return
  const own = terms.filter((t) => t !== null)
  if (own.length !== terms.length || (isQuotient && (own.length > 2 || own[1]!.value.eq(0)))) return
  // 600 MW × 8,760 小时 × 75% = 39.42 亿千瓦时: of other dimensions than its terms
  if (
    isProduct &&
    own.some((t) => /^[KMG]?W$/i.test(t.unit)) &&
    own.some((t) => /^(?:hours?|小时|天|days?|%)$/.test(t.unit))
  )
    return
  // 440.62＋467.43＝908.05 亿美元: the scale of the result is that of all
  if (
    isSum &&
    own.every((t) => !isScaled(t)) &&
    isScaled(right) &&
    own.reduce((s, t) => s.plus(t.value), own[0]!.value.times(0)).eq(bareOf(right))
  )
    return
  const units = new Set(own.map((t) => t.unit).filter((u) => u !== ''))
  // 24,576 H100s × 54 days = 31.85M H100-hours: a day has 24 of them
  const inHours = isProduct && isHours && !units.has('hours') && (units.has('days') || units.has('天'))
  if (!inHours && right.unit !== '' && units.size > 0 && !units.has(right.unit)) return
  const whole = inHours ? own[0]!.value.times(24) : own[0]!.value
  // 1500 ÷ 3%: in a chain of which no other term tells
  if (isQuotient && own.some((t) => t.unit === '%') && right.unit !== '%') return
  const first = isQuotient && right.unit === '%' && !units.has('%') ? own[0]!.value.times(100) : whole
  const raw = own
    .slice(1)
    .reduce((r, t) => (isSum ? r.plus(t.value) : isProduct ? r.times(t.value) : r.div(t.value)), first)
  // 30 × 79.8% = 23.9
  const percents = isProduct && right.unit !== '%' ? own.filter((t) => t.unit === '%').length : 0
  const result = percents > 0 ? raw.div(100 ** percents) : raw
  const slack = own.reduce(
    (s, t) => {
      const half = 0.5 * 10 ** -t.decimals
      const exact = t.decimals <= 0
      return s + (exact ? 0 : isSum ? half : (half / toNumber(t.value)) * toNumber(result))
    },
    // of a quotient the rest is often cut off
    (isQuotient ? 1 : 0.5) * 10 ** -right.decimals,
  )
  const off = Math.abs(toNumber(result.minus(right.value)))
  if (off <= slack * (1 + 1e-9)) return
  // 570.06×4≈2,280 亿: the scale behind the result is that of all
  const bare = isScaled(right) && own.every((t) => !isScaled(t)) ? bareOf(right) : null
  if (bare !== null && text[at] === '≈' && result.minus(bare).abs().lt(result.abs().times('0.05'))) return
  // ≈ may be as rough as it likes
  if (text[at] === '≈' && off < 0.05 * toNumber(result)) return
  const made = isQuotient ? String(Number(toNumber(result).toPrecision(6))) : plain(result)
  // 单位：万千瓦时; 5200×0.22＝1144 万千瓦时: the scale is that of what is spoken of
  const unit = /^\s?[\u4e00-\u9fffA-Za-z]{1,4}/.exec(behind)?.[0].trim() ?? right.unit
  const scale = scaleWord.exec(right.text)?.[0] ?? ''
  if (bare !== null && unit !== '' && result.eq(bare) && isSpokenOf(`${scale}${unit}`, start + at, desk)) return
  const slip = slipOf(plain(right.value), made)
  // 24 亿 × 0.2 元 = 480 元: of prices per million
  const isMany = /[亿万]|[bm]illion|[\dB]M/i.test(left) || own.some((t) => t.value.gte(1_000_000))
  const isPerMillion = isProduct && isMany && /元|[$¥￥]/.test(left + text.slice(at + 1))
  if (isPerMillion && Math.abs(Math.log10(toNumber(result) / toNumber(right.value)) - 6) < 0.003) return
  const from = start + at - left.trimStart().length
  const to = start + at + 1 + right.end
  const printed = text.slice(from - start, to - start).trim()
  desk.tell(
    slip === 'power' ? 'audit/scale-slip' : 'audit/arithmetic',
    desk.place(from, from + printed.length),
    {
      en: `\`${printed}\` does not come out: it is ${made}`,
      zh: `\`${printed}\` 计算不成立：应为 ${made}`,
    },
    { confidence: 0.9, printed, expected: made },
  )
}
