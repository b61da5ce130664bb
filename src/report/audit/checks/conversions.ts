import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { yuanPerDollar } from './exchange.ts'
import type { Paragraph } from './input.ts'

type Dimension = 'byte' | 'energy' | 'power' | 'compute' | 'time' | 'USD' | 'CNY' | 'count'

interface Measure {
  readonly dimension: Dimension
  readonly size: number
  /** the power of 1000 or of 1024, as nobody knows which it is of */
  readonly kilo?: number
}

const units = new Map<string, Measure>()
const add = (dimension: Dimension, size: number, words: string) => {
  for (const word of words.split(' ')) units.set(word, { dimension, size })
}
for (const [n, c] of [...'KMGTPE'].entries()) {
  units.set(`${c}B`, { dimension: 'byte', size: 1000 ** (n + 1), kilo: n + 1 })
  add('byte', 1024 ** (n + 1), `${c}iB`)
  if (n > 0) add('compute', 1000 ** (n + 1), `${c}FLOPS ${c}FLOPs ${c}FLOP/s`)
}
units.set('kB', units.get('KB')!)
add('byte', 1, 'B byte bytes Bytes 字节')
for (const [n, [si, zh, en]] of [
  ['', '', ''],
  ['k', '千', 'kilo'],
  ['M', '兆', 'mega'],
  ['G', '吉', 'giga'],
  ['T', '太', 'tera'],
].entries()) {
  add('energy', 1000 ** n, `${si}Wh ${zh}瓦时 ${en}watt-hour ${en}watt-hours`)
  add('power', 1000 ** n, `${si}W ${zh}瓦 ${en}watt ${en}watts`)
  if (n > 1) add('compute', 1000 ** n, `${en}flops ${en}FLOPS`)
}
add('energy', 1000, 'KWh 度')
add('compute', 1e15, 'petaflops petaFLOPS')
add('compute', 1e18, 'exaflops exaFLOPS')
const [hour, day] = [3600, 86_400]
add('time', 1e-9, 'ns 纳秒 nanoseconds')
add('time', 1e-6, 'µs μs us 微秒 microseconds')
add('time', 1e-3, 'ms 毫秒 millisecond milliseconds')
add('time', 1, 's sec 秒 second seconds')
add('time', 60, 'min mins 分钟 minute minutes')
add('time', hour, 'h hr hrs 小时 个小时 hour hours')
add('time', day, '天 day days')
add('time', 7 * day, '周 个星期 week weeks')
add('time', (365 / 12) * day, '个月 month months')
add('time', 365 * day, '年 year years')
add('USD', 1, '美元 dollars')
add('CNY', 1, '元 元人民币 yuan RMB CNY')
const prefixes: Readonly<Record<string, Dimension>> = {
  $: 'USD',
  US$: 'USD',
  USD: 'USD',
  RMB: 'CNY',
  CNY: 'CNY',
  人民币: 'CNY',
}
const scales: Readonly<Record<string, number>> = {
  万亿: 1e12,
  千亿: 1e11,
  百亿: 1e10,
  十亿: 1e9,
  亿: 1e8,
  千万: 1e7,
  百万: 1e6,
  十万: 1e5,
  万: 1e4,
  千: 1e3,
  trillion: 1e12,
  billion: 1e9,
  million: 1e6,
  thousand: 1e3,
}
const [leastYuan, mostYuan] = yuanPerDollar

const names = [...units.keys()].sort((a, b) => b.length - a.length).join('|')
const amount = `(约|大约|近|将近|超过?|about\\s|approximately\\s|roughly\\s|nearly\\s|around\\s|some\\s|[~≈]\\s?)?(US\\$|\\$|USD\\s?|RMB\\s?|CNY\\s?|人民币\\s?)?(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d{1,15}(?:\\.\\d+)?)(?:\\s?(${Object.keys(scales).join('|')})(?![瓦a-z]))?(?:[\\s-]?(${names})(?![A-Za-z\\d/]))?`
const first = new RegExp(amount, 'g')
const second = new RegExp(amount, 'y')
const hedge = '(?:约为?|大约|about|approximately|roughly)?\\s?'
const equal = new RegExp(
  `\\s{0,2}(?:([=＝]|[，,]?\\s?(?:(?:is\\s)?(?:exactly\\s)?equals?(?:\\sto)?|等于|(?:i\\.e\\.,?|that\\sis,?|即|也就是)|[,，]\\s?or|or(?=\\s(?:about|approx|roughly))))|[≈≃]|[，,]?\\s?(?:约等于|相当于|约合|折合|合|is\\s(?=about)|is\\sequivalent\\sto)|([（(]))\\s{0,2}(?:(?:即|合|折合|=|or|i\\.e\\.,?)\\s?)?${hedge}`,
  'y',
)
const rough = /约|[≈≃~（(]|about|approx|roughly|nearly|around|some|近|相当|合/
const closing = /^\s?(?:左右|上下)?\s?[)）]/
// 8 × 80 GB = 640 GB is a reckoning, 80–90 GB a range, 2 元/百万 a rate
const before =
  /(?:[×x*+÷/^·]\s?|\d\s?[-–—~～−]\s?|[A-Za-z_.,\d$€£¥^-]|(?:\bto|\band|\bper|\bevery|\beach|\bany|至|到|每|和|与|[、])\s?)$/
const beyond = /^(?:\s?(?:[×x*+÷/^·]|[-–—~～−]\s?\d|per\b|an?\s|每|至|到\s?\d|to\s\d|\d|[多余])|[a-zA-Z])/
// 按 1 美元兑 7.15 元折合: a rate and no amount
const rate = /[兑对]\s?$|汇率[^，。；;]{0,4}$/
const moreTime =
  /(?:hours?|hrs?|\dh|min(?:ute)?s?|days?|weeks?|months?|years?|小时|分钟?|天|年|个月|周)(?:,?\sand\s|[，,、零又\s])?$/
const restOfTime = /^\s?(?:and\s|零|又|,\s)?\d/

const listed = /\d[^,，]{0,20}[,，]\s?$|\b(?:either|whether|than)\s/
const exact = /[=＝]|等于|equal/
const strong = /[=＝≈≃]|等于|equal|约合|折合|相当于/

const any = gate(/[=＝≈≃（(即合]|等于|相当于|也就是|equals?|is about|, or|i\.e\.|that is|equivalent/)

/** Tells of an amount said in two units that are not the same: 80 GB ≈ 85.9 GiB, 262,144 字节 = 256 MiB, 1 太瓦时＝100 亿千瓦时. */
export function checkConversions({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (any(sentence)) checkSentence(sentence, desk)
  }
}

interface Amount {
  readonly start: number
  readonly end: number
  readonly value: number
  /** half of what its last digit stands for, as a share of it */
  readonly half: number
  readonly isWhole: boolean
  readonly isAbout: boolean
  readonly scale: string
  readonly unit: string
  readonly measure: Measure
}

function amountIn(m: RegExpExecArray | RegExpMatchArray): Amount | null {
  const [whole, hedged, prefix, digits, scale = '', word = ''] = m
  const bare = digits!.replaceAll(',', '')
  const number = Number(bare)
  const money = prefix === undefined ? undefined : prefixes[prefix.trim()]
  const unit = units.get(word)
  if (!(number > 0) || (money !== undefined && unit !== undefined && unit.dimension !== money)) return null
  const start = m.index! + (hedged?.length ?? 0)
  const decimals = bare.split('.')[1]?.length ?? 0
  return {
    start,
    end: m.index! + whole.length,
    value: number * (scales[scale] ?? 1),
    half: (0.5 * 10 ** -decimals) / number,
    isWhole: decimals === 0 && scale === '',
    isAbout: hedged !== undefined,
    scale,
    unit: money ?? word,
    measure: unit ?? { dimension: money ?? 'count', size: 1 },
  }
}

function checkSentence(sentence: Sentence, desk: AuditDesk): void {
  const { text } = sentence
  for (const m of text.matchAll(first)) {
    // most numbers have neither
    if (m[2] === undefined && m[4] === undefined && m[5] === undefined) continue
    equal.lastIndex = m.index + m[0].length
    const sign = equal.exec(text)
    if (sign === null) continue
    second.lastIndex = equal.lastIndex
    const found = second.exec(text)
    if (found === null) continue
    const [a, b] = [amountIn(m), amountIn(found)]
    if (a === null || b === null) continue
    const rest = text.slice(b.end, b.end + 16)
    if (
      before.test(text.slice(Math.max(0, a.start - 8), a.start)) ||
      rate.test(text.slice(Math.max(0, a.start - 8), a.start)) ||
      beyond.test(rest)
    )
      continue
    const isBracket = sign[2] !== undefined
    if (isBracket && !closing.test(rest)) continue
    const isTime = a.measure.dimension === 'time'
    if (isTime && (restOfTime.test(rest) || moreTime.test(text.slice(Math.max(0, a.start - 12), a.start)))) continue
    // 30 minutes, 1 hour, or 90 minutes
    if (/\bor\b/.test(sign[0]) && listed.test(text.slice(Math.max(0, a.start - 30), a.start))) continue
    judge(sentence, a, b, sign[0], rest, desk)
  }
}

// hours of a day of work, days of such a week, month and year
const work: readonly (readonly [number, number, number, number])[] = [
  [day, hour, 7, 9],
  [7 * day, day, 5, 6],
  [7 * day, hour, 35, 48],
  [(365 / 12) * day, day, 20, 23],
  [(365 / 12) * day, 7 * day, 4, 4.4],
  [(365 / 12) * day, hour, 150, 185],
  [365 * day, day, 240, 262],
  [365 * day, hour, 1700, 2200],
]

function judge(sentence: Sentence, a: Amount, b: Amount, sign: string, rest: string, desk: AuditDesk): void {
  const [left, right] = [a.measure, b.measure]
  const isExchange = left.dimension !== right.dimension
  if (isExchange && !(isMoney(left) && isMoney(right))) return
  if (!isExchange && a.unit === b.unit && a.scale === b.scale) return
  // 即, or and brackets may lead on to something else
  const isWeak = !strong.test(sign)
  if (isOther(a, b, isWeak, sign, rest)) return
  const digits = a.half + b.half
  const isRough = a.isAbout || b.isAbout || rough.test(sign)
  const isExact = exact.test(sign) && !isRough
  const slack = isExact
    ? 0.005 + (a.isWhole ? 0 : a.half) + (a.isWhole && b.isWhole ? 0 : b.half)
    : digits + (isRough ? 0.05 : 0.01)
  const isTime = left.dimension === 'time'
  const ratios = isExchange ? [] : sizesOf(left, right).map(([x, y]) => (b.value * y) / (a.value * x))
  // a month has 28 to 31 days
  const isUneven = isTime && Math.max(left.size, right.size) > 27 * day && Math.min(left.size, right.size) < 27 * day
  const fit = ratios.find((r) => Math.abs(r - 1) <= (isUneven ? slack + 0.1 : slack))
  // two figures that are exchanged make little of a difference
  if (fit !== undefined && !(isExact && a.isWhole && b.isWhole && isTypo(ratios, b))) return
  if (isTime && isOfWork(a, b, slack)) return
  const rate = isExchange ? (left.dimension === 'CNY' ? a.value / b.value : b.value / a.value) : 0
  if (isExchange && rate > leastYuan * (1 - digits) && rate < mostYuan * (1 + digits)) return
  const ratio = isExchange ? rate / 7 : (fit ?? ratios[0]!)
  const power = Math.round(Math.log10(ratio))
  const isPower = power !== 0 && Math.abs(ratio / 10 ** power - 1) < (isExchange ? 0.25 : 0.03)
  const isInverse = isExchange && left.dimension === 'CNY'
  const expected = isInverse ? a.value / 7 : isExchange ? a.value * 7 : b.value / ratio
  if (isWeak && !isExchange && !isPower && !isNear(ratio, b, expected, /\bor\b/.test(sign) ? 1.25 : 1.67)) return
  if (isExchange && !isPower && (ratio > 20 || ratio < 0.05 || isOfOther(sentence, desk))) return
  tell(sentence, a, b, expected, isPower, isExchange, desk)
}

// older rates, and those of what money buys
function isOfOther({ start, end }: Sentence, desk: AuditDesk): boolean {
  desk.looksAround = true
  return /\b19[4-9]\d|PPP|购买力/.test(desk.input.extract.text.slice(Math.max(0, start - 4000), end + 4000))
}

// whether the two may be of different things
function isOther(a: Amount, b: Amount, isWeak: boolean, sign: string, rest: string): boolean {
  const [left, right] = [a.measure, b.measure]
  if (left.dimension === 'count') {
    // 3.2 亿台，即 3000 万人: of what is counted nothing is known
    if (isWeak || /^\s?[\u4e00-\u9fffA-Za-z]/.test(rest)) return true
    return a.scale === '' || (b.scale === '' && b.value < 1000)
  }
  // 70 B may be billions
  const bytes = [a, b].filter((x) => x.unit === 'B')
  if (bytes.some((x) => !x.isWhole || x.value < 256)) return true
  if (bytes.length === 2 || (bytes.length > 0 && [left, right].some((x) => x.size > 1.1e6))) return true
  // P50 (P99), what is waited and for how long
  const isShort = left.dimension === 'time' && Math.min(left.size, right.size) < 60
  return isWeak && isShort && !/[即合]|\bor\b|i\.e|that/.test(sign)
}

// whether two figures of a whole number are exchanged, of either reading of KB
function isTypo(ratios: readonly number[], { value }: Amount): boolean {
  const right = ratios.map((r) => value / r)
  if (right.some((r) => Math.abs(r - value) < 0.5) || right.every((r) => Math.abs(r - Math.round(r)) > 1e-6))
    return false
  return right.some((r) => slipOf(String(value), String(Math.round(r))) === 'exchange')
}

const isMoney = ({ dimension }: Measure) => dimension === 'USD' || dimension === 'CNY'

// KB as 1000 and as 1024
function sizesOf(a: Measure, b: Measure): readonly (readonly [number, number])[] {
  if (a.kilo === undefined && b.kilo === undefined) return [[a.size, b.size]]
  const size = (x: Measure, kilo: number) => (x.kilo === undefined ? x.size : kilo ** x.kilo)
  return [1000, 1024].map((kilo) => [size(a, kilo), size(b, kilo)])
}

function isOfWork(a: Amount, b: Amount, slack: number): boolean {
  const [long, short] = a.measure.size > b.measure.size ? [a, b] : [b, a]
  const of = short.value / long.value
  return work.some(
    ([x, y, low, high]) =>
      x === long.measure.size && y === short.measure.size && of > low * (1 - slack) && of < high * (1 + slack),
  )
}

// whether it is a slip, and no other matter
function isNear(ratio: number, b: Amount, expected: number, most: number): boolean {
  if (ratio > 1 / most && ratio < most) return true
  if ([1024, 1024 ** 2].some((n) => [ratio / n, ratio * n].some((r) => Math.abs(r - 1) < 0.03))) return true
  return slipOf(shown(b.value), shown(expected)) !== 'other'
}

const shown = (n: number) => (n < 1e-6 || n > 1e15 ? String(n) : String(Number(n.toPrecision(n > 1e5 ? 12 : 6))))

function tell(
  { text, start }: Sentence,
  a: Amount,
  b: Amount,
  expected: number,
  isPower: boolean,
  isExchange: boolean,
  desk: AuditDesk,
): void {
  const [from, to] = [start + a.start, start + b.end]
  if (desk.isTold(start + b.start, to) || desk.isTold(start + a.start, start + a.end)) return
  const printed = text.slice(a.start, b.end)
  const made = `${shown(expected / (scales[b.scale] ?? 1))}${b.scale === '' ? '' : ` ${b.scale}`}${b.unit === '' ? '' : ` ${b.unit}`}`
  desk.tell(
    isPower ? 'audit/scale-slip' : 'audit/unit-slip',
    desk.place(from, to),
    {
      en: `\`${printed}\` gives one amount in two units that disagree: the first is ${isExchange ? 'about ' : ''}${made}`,
      zh: `\`${printed}\` 为同一数量的两种写法，二者不符：前者${isExchange ? '约' : ''}为 ${made}`,
    },
    { confidence: isPower ? 0.9 : 0.84, printed, expected: made },
  )
}
