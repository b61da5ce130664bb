/** Exponents of what a quantity is made of: money by currency, bytes `B`, tokens `tok`, watts `W`, operations `op`, hours `h`. */
export type Dimension = Readonly<Record<string, number>>

/** A stretch of time that a rate is per. */
export type Period = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** The hours that a period has; a month and a year have several lengths, the usual one first. */
export const hours: Readonly<Record<Period, readonly number[]>> = {
  second: [1 / 3600],
  minute: [1 / 60],
  hour: [1],
  day: [24],
  week: [168],
  month: [730, 720, 744, 696, 730.5],
  year: [8760, 8640, 8784, 8766, 8000],
}

const exact: Readonly<Record<string, readonly number[]>> = {
  'month year': [12],
  'day week': [7, 5],
  'day month': [30, 31, 30.4, 28, 29, 22, 21, 20],
  'day year': [365, 360, 366, 250, 244],
  'week year': [52],
  'week month': [4, 4.33, 4.345, 5],
}

/** By how much a rate per `from` grows when it is said per `to`: every usual way of reckoning, the commonest first. */
export function periodFactors(from: Period, to: Period): readonly number[] {
  if (from === to) return [1]
  const up = exact[`${from} ${to}`]
  if (up !== undefined) return up
  const down = exact[`${to} ${from}`]
  if (down !== undefined) return down.map((f) => 1 / f)
  return hours[from].flatMap((a) => hours[to].map((b) => b / a))
}

/** What a unit stands for: how many base units it is, of which dimension, per what, and what it counts. */
export interface Measure {
  readonly dimension: Dimension
  readonly factor: number
  readonly per?: Period
  readonly kind: 'amount' | 'count' | 'share' | 'times' | 'points'
  readonly length: number
}

const prefix: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  p: 1e15,
  e: 1e18,
  千: 1e3,
  兆: 1e6,
  吉: 1e9,
}
const binary: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 }

function amount(dimension: Dimension, factor: number, length: number, per?: Period): Measure {
  return { dimension, factor, kind: 'amount', length, ...(per === undefined ? {} : { per }) }
}

// the letters that a measure begins with behind a blank, its pattern, what it makes
type Rule = readonly [string, RegExp, (m: RegExpExecArray) => Measure | null]

const times: readonly (readonly [RegExp, number])[] = [
  [/^(?:秒|seconds?|secs?|s)$/i, 1 / 3600],
  [/^(?:分钟|minutes?|mins?)$/i, 1 / 60],
  [/^(?:个?小时|hours?|hrs?|h)$/i, 1],
  [/^(?:天|日|days?)$/i, 24],
  [/^(?:周|weeks?)$/i, 168],
  [/^(?:个月|months?)$/i, 730],
  [/^(?:年|years?)$/i, 8760],
]

const rules: readonly Rule[] = [
  [
    '个百基pb',
    /^\s?(?:个百分点|百分点|个基点|基点|percentage[- ]points?|ppts?|pp|pcts?|bps?|basis points?|points?)/i,
    (m) => ({ dimension: {}, factor: 1, kind: 'points', length: m[0].length }),
  ],
  [
    '%％p',
    /^\s?(?:%|％|percent\b|per cent\b)/i,
    (m) => ({ dimension: {}, factor: 0.01, kind: 'share', length: m[0].length }),
  ],
  [
    '倍x×t-f',
    /^\s?(?:倍|x\b|×(?!\s?\d)|times\b(?!\s(?:a|per)\b)|-?fold\b)/,
    (m) => ({ dimension: {}, factor: 1, kind: 'times', length: m[0].length }),
  ],
  [
    'g卡hac',
    /^\s?(?:GPU|卡|H\d00|A\d00|H\d0|card|accelerator|chip)s?[-\s]?(?:小时|时|hours?\b)/i,
    (m) => amount({ h: 1 }, 1, m[0].length),
  ],
  [
    'kmgtp',
    /^\s?([KMGTP])i(?:B|bytes?)(\/s|\s?per second|每秒|\/秒)?/i,
    (m) => amount({ B: 1 }, binary[m[1]!.toLowerCase()]!, m[0].length, m[2] === undefined ? undefined : 'second'),
  ],
  [
    'kmgtp',
    /^\s?([KMGTP])(?:B|bytes?)(\/s|\s?per second|每秒|\/秒)?(?![a-z])/i,
    (m) => amount({ B: 1 }, prefix[m[1]!.toLowerCase()]!, m[0].length, m[2] === undefined ? undefined : 'second'),
  ],
  ['个字b', /^\s?(?:个?字节|bytes?\b)/i, (m) => amount({ B: 1 }, 1, m[0].length)],
  [
    'kmgtpefo',
    /^\s?([kMGTPE])?(?:FLOPS|FLOP\/s|OPS)(?![a-z])/,
    (m) =>
      amount(
        { op: 1 },
        m[1] === undefined ? 1 : prefix[m[1].toLowerCase()]!,
        m[0].length,
        m[1] === undefined ? undefined : 'second',
      ),
  ],
  [
    'kmgtpef',
    /^\s?([kMGTPE])?(?:FLOPs?)(\/s)?(?![a-zA-Z])/,
    (m) =>
      amount(
        { op: 1 },
        m[1] === undefined ? 1 : prefix[m[1].toLowerCase()]!,
        m[0].length,
        m[2] === undefined ? undefined : 'second',
      ),
  ],
  ['kmgt', /^\s?([kMGT])Wh(?![a-z])/i, (m) => amount({ W: 1, h: 1 }, prefix[m[1]!.toLowerCase()]!, m[0].length)],
  [
    '千兆吉度',
    /^\s?([千兆吉])瓦时|^\s?度电?/,
    (m) => amount({ W: 1, h: 1 }, m[1] === undefined ? 1e3 : prefix[m[1]]!, m[0].length),
  ],
  ['kmg', /^\s?([kMG])W(?![a-z])/i, (m) => amount({ W: 1 }, prefix[m[1]!.toLowerCase()]!, m[0].length)],
  [
    '千兆吉瓦w',
    /^\s?([千兆吉])?瓦(?!时)|^\s?W(?![a-zA-Z])/,
    (m) => amount({ W: 1 }, m[1] === undefined ? 1 : prefix[m[1]]!, m[0].length),
  ],
  [
    '吨公千k斤tm',
    /^\s?(吨|公斤|千克|kg(?![a-z])|(?:metric\s)?tons?(?![a-z])|tonnes?(?![a-z]))/i,
    (m) => amount({ kg: 1 }, /^(?:吨|m|t)/i.test(m[1]!) ? 1e3 : 1, m[0].length),
  ],
  [
    '平㎡s',
    /^\s?(?:平方米|平米|㎡|square (?:met(?:re|er)s?|feet|foot)(?![a-z]))/i,
    (m) => amount({ m2: 1 }, /f/i.test(m[0]) ? 0.09290304 : 1, m[0].length),
  ],
  [
    '个ito输词',
    /^\s?(?:个\s?)?(?:input |output |输入\s?|输出\s?)?(?:tokens?|词元)(?![a-z])/i,
    (m) => amount({ tok: 1 }, 1, m[0].length),
  ],
  ['个参p', /^\s?(?:个)?(?:参数(?!量)|parameters?(?![a-z]))/i, (m) => amount({ par: 1 }, 1, m[0].length)],
  [
    '个交工ts',
    /^\s?个?(?:交易日|工作日|(?:trading )?sessions?(?![a-z])|trading days)/i,
    (m) => amount({ h: 1 }, 24, m[0].length),
  ],
  ['io输', /^\s?(?:input|output|输入|输出)(?!\s?(?:price|价))(?![a-z])/i, (m) => amount({ tok: 1 }, 1, m[0].length)],
  ['的上c-', /^\s?(?:的)?(?:上下文|context(?![a-z])|-token)/i, (m) => amount({ tok: 1 }, 1, m[0].length)],
  [
    'f秒分个小天日周月年smhdwy',
    /^\s?(?:full\s)?(秒|分钟|个?小时|天|日(?!活|均)|周(?!活|均)|个月|年(?![化均末初])|seconds?|minutes?|hours?|days?|weeks?|months?|years?|s(?![a-z])|h(?![a-z]))(?![a-z])/i,
    (m) => {
      const unit = times.find(([word]) => word.test(m[1]!))
      return unit === undefined ? null : amount({ h: 1 }, unit[1], m[0].length)
    },
  ],
]

const moneyFirsts = new Set('美udy人元rch港欧e')
const money: readonly (readonly [RegExp, string])[] = [
  [/^\s?(?:美元|美金|US dollars?|U\.S\. dollars?|dollars?\b|USD)/i, 'USD'],
  [/^\s?(?:人民币|元(?!\/)|yuan\b|RMB|CNY)/i, 'CNY'],
  [/^\s?元/, 'CNY'],
  [/^\s?(?:港元|港币|HKD)/i, 'HKD'],
  [/^\s?(?:欧元|euros?\b|EUR)/i, 'EUR'],
  [/^\s?(?:美分|cents?\b)/i, 'cent'],
]
const sign: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  '¥': 'CNY',
  '￥': 'CNY',
  RMB: 'CNY',
  CNY: 'CNY',
  USD: 'USD',
  HK$: 'HKD',
  '€': 'EUR',
  EUR: 'EUR',
  HKD: 'HKD',
  人民币: 'CNY',
}

const currencies: Readonly<Record<string, Dimension>> = {
  CNY: { CNY: 1 },
  USD: { USD: 1 },
  HKD: { HKD: 1 },
  EUR: { EUR: 1 },
}
const signed = new Map(Object.entries(sign).map(([text, currency]) => [text, amount(currencies[currency]!, 1, 0)]))

// rules by the letter that they may begin with, in their order
const byFirst = new Map<string, Rule[]>()
for (const rule of rules)
  for (const first of rule[0]) {
    const list = byFirst.get(first)
    if (list === undefined) byFirst.set(first, [rule])
    else list.push(rule)
  }

const blank = /\s/
// NT$ and A$ are no dollars of here
const signBefore = /(US\$|HK\$|(?<![A-Za-z])\$|[¥￥€]|RMB|CNY|USD|EUR|HKD|人民币)\s?$/

/** The measure that the text behind a number names, money by the sign in front of it too; `null` where it names none. */
export function measureAt(behind: string, front: string): Measure | null {
  const first = (blank.test(behind[0] ?? '') ? (behind[1] ?? '') : (behind[0] ?? '')).toLowerCase()
  for (const [, pattern, make] of byFirst.get(first) ?? []) {
    const found = pattern.exec(behind)
    if (found === null) continue
    const measure = make(found)
    if (measure !== null) return measure
  }
  const before = front === '' ? undefined : signBefore.exec(front)?.[1]
  if (before !== undefined) return signed.get(before)!
  if (!moneyFirsts.has(first)) return null
  for (const [pattern, currency] of money) {
    const found = pattern.exec(behind)
    if (found === null) continue
    return currency === 'cent'
      ? amount({ USD: 1 }, 0.01, found[0].length)
      : amount(currencies[currency]!, 1, found[0].length)
  }
  return null
}

/** One dimension times (`sign` 1) or over (-1) another. */
export function combine(a: Dimension, b: Dimension, power: 1 | -1): Dimension {
  const made: Record<string, number> = {}
  for (const id in a) {
    const sum = a[id]! + power * (b[id] ?? 0)
    if (sum !== 0) made[id] = sum
  }
  for (const id in b) if (a[id] === undefined && b[id] !== 0) made[id] = power * b[id]!
  return made
}

/** A dimension as text, empty for a plain number: equal ones have equal texts. */
export function dimensionText(a: Dimension): string {
  const ids = Object.keys(a)
  if (ids.length < 2) return ids.length === 0 ? '' : `${ids[0]}${a[ids[0]!]}`
  return ids
    .sort()
    .map((id) => `${id}${a[id]}`)
    .join(' ')
}

const places: readonly string[] = ['h', 'CNY', 'USD', 'HKD', 'EUR', 'B', 'tok', 'W', 'op', 'par', 'pt', 'kg', 'm2']
const weights = new Map(places.map((id, n) => [id, 16 ** n]))

/** A dimension as a number: that of a product is the sum of those of its factors. */
export function dimensionCode(a: Dimension): number {
  let code = 0
  for (const id in a) code += a[id]! * weights.get(id)!
  return code
}
