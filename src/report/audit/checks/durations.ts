import { wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { Read } from './input.ts'
import { ending, type Measured, measured, type Stretch, stretchesOf, week } from './stretches.ts'

type Kind = 'day' | 'month' | 'minute'

/** A length as it is said. */
interface Length {
  readonly kind: Kind
  /** how many of its kind it has, and how many its smallest unit */
  readonly value: number
  readonly unit: number
  readonly decimals: number
  readonly isAbout: boolean
  readonly start: number
  readonly text: string
}

const ones = 'one|two|three|four|five|six|seven|eight|nine'
const tens = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'
const number = `(\\d{1,3}(?:,\\d{3})+|\\d{1,4}(?:\\.\\d+)?|[一二两三四五六七八九十百]{1,5}|\\b(?:(?:${tens})-(?:${ones})|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve|${ones}|${tens}))`
const unit =
  '(?:(个半|个)?(?:自然|日历)?(天|日|周|星期|月|年|季度|小时|钟头|分钟|秒)(半)?|[\\s-]?(?:calendar\\s)?(days?|weeks?|months?|quarters?|years?|hours?|hrs?|minutes?|mins?|seconds?)\\b)'
const about = '(约|大约|将近|近|about|approximately|approx\\.|roughly|nearly|almost|around|some|~|≈)?\\s?'
// a length in brackets of its own; about, number and unit, number and unit, about
const length = `${about}((?<![\\d.,第a-zA-Z])(?<!第\\s)${number}\\s?${unit}(?:(?:,?\\sand|零|又)?\\s?${number}\\s?${unit})?)(\\s?(?:左右|上下|or\\sso))?`
const lengths = new RegExp(length, 'dgi')
const kinds: Readonly<Record<string, readonly [Kind, number]>> = {
  天: ['day', 1],
  日: ['day', 1],
  周: ['day', 7],
  星期: ['day', 7],
  月: ['month', 1],
  季度: ['month', 3],
  年: ['month', 12],
  小时: ['minute', 60],
  钟头: ['minute', 60],
  分钟: ['minute', 1],
  秒: ['minute', 1 / 60],
  day: ['day', 1],
  week: ['day', 7],
  month: ['month', 1],
  quarter: ['month', 3],
  year: ['month', 12],
  hour: ['minute', 60],
  hr: ['minute', 60],
  minute: ['minute', 1],
  min: ['minute', 1],
  second: ['minute', 1 / 60],
}

// 自 2025 年 6 月 11 日起两年，至 2027 年 6 月 10 日止
const inside = new RegExp(`^\\s?(?:起算?|and)?[，,]?\\s?[^\\d，。；;|]{0,14}?${length}[，,]?\\s?${ending}`, 'di')
const tail = `(?:\\s?(?:止|期间))?(?:,?\\s?[（(]?(?:both\\s(?:dates\\s)?)?inclusive[)）]?)?${week}`
const lead =
  '(?:一共|总共|共计?|合计|总计|历时|为期|持续|时长|全程|长达|即|期限为?|有效期为?|租期为?|an?\\s(?:total|term|period|span)\\sof|total(?:l?ing)?|lasting|or|i\\.e\\.,?|that\\sis,?|=)[:：]?\\s?'
// right behind the stretch: in brackets, behind a word or a comma, behind 举行，共, as the next cell
const behind: readonly RegExp[] = [
  new RegExp(`^${tail}\\s?[（(]\\s?(?:${lead}|a\\s)?${length}(?=\\s?(?:in\\stotal\\s?)?[)）,，;；])`, 'di'),
  new RegExp(`^${tail}[)）]?\\s?[，,、:：—–]?\\s?${lead}${length}`, 'di'),
  new RegExp(`^${tail}[)）]?\\s?[，,]\\s?${length}(?=\\s?(?:$|[，,。；;)）|]|\\.(?:\\s|$)))`, 'di'),
  new RegExp(`^[\\u4e00-\\u9fff]{0,8}[，,]\\s?(?:一?共计?|为期|前后)${length}`, 'di'),
  new RegExp(`^${tail}\\s?[|\\t]\\s?${length}(?=\\s?(?:$|[|\\t]))`, 'di'),
]
const later = new RegExp(
  `^[^。；;|（(\\d]{0,60}?(?:历时|持续了?|耗时|用时|\\b(?:lasted|lasting|took|ran\\sfor))\\s?(?:for\\s)?${length}`,
  'di',
)
// right before it: 两年的服务期（, a 14-day trial from, 有效期两年，自
const opened = /^(?:\s?[\u4e00-\u9fff]{0,8}|(?:\s[a-z][a-z-]*){0,4})\s?[（(]\s?(?:即|自|从|from\s)?\s?$/
const led =
  /^(?:(?:\s[a-z][a-z-]*){0,4},?\s(?:from|between|(?:commencing|beginning|starting)(?:\son)?)\s(?:[A-Z][a-z]+day,?\s)?|[，,：:]?\s?(?:即|自|从|起止(?:时间|日期)?为?[:：]?)\s?)$/
const term =
  /(?:期限?为?|为期|周期为?|合计|历时|持续|共|\b(?:the|an?|for|of|term|period|is|valid))[\s:：]?(?:约|about\s)?$/i
// what is a length of something else, or none
const bounded =
  /[每各余多几]|平均|最[长短]|至少|不[少超足到]|首|[前后内]|average|mean\b|each|every|longest|shortest|first|last\b|at (?:least|most)|(?:more|less|fewer|longer) than|over\b|under\b|up to|within|\bany\b|\bper\b|工作|交易|working|business|trading/i
const beside =
  /^(?:\s?(?:[前后内多余级龄代度]|以[内上下来后前]|的?第|ago\b|earlier|later|before|after|in advance|of\s|old\b|working|business|trading|longer)|['’])/
// what is given in whole years is so to the day
const granted =
  /有效期|期限|任期|租期|服务期|质保|licen[cs]e|lease|\bterm\b|valid|contract|agreement|warranty|subscription/i
// of places that have times of their own
const travel = /flight|航班|飞行|起飞|降落|time ?zone|时区|当地时间|local time|北京时间/i

const cheap = /\d\s?[月:：时点]|(?:19|20)\d\d[-/.]\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/
const spoken = /[天日周年]|星期|个半?月|季度|小时|钟头|分钟|秒|day|week|month|quarter|year|hour|hrs?\b|min|second/

/** Tells of a length that the days or times beside it do not have: 4 月 7 日至 4 月 27 日，共 31 天; from 13:54 to 14:41, 74 minutes. */
export function checkDurations({ desk, text, start }: Read): void {
  if (!spoken.test(text)) return
  let at = start
  for (const line of text.split('\n')) {
    if (line.length > 12 && cheap.test(line) && spoken.test(line))
      for (const stretch of stretchesOf(line)) checkStretch(line, stretch, at, desk)
    at += line.length + 1
  }
}

function checkStretch(line: string, stretch: Stretch, at: number, desk: AuditDesk): void {
  if (stretch.gap !== null) {
    const m = inside.exec(stretch.gap)
    if (m !== null) judge(lengthIn(m, stretch.from.end), stretch, line, at, desk, 15)
    return
  }
  const after = line.slice(stretch.end, stretch.end + 120)
  for (const pattern of [...behind, later]) {
    const m = pattern.exec(after)
    if (m === null) continue
    if (pattern === later && bounded.test(m[0])) return
    // what stands further off may be of another matter
    judge(lengthIn(m, stretch.end), stretch, line, at, desk, pattern === later ? 3 : 15)
    return
  }
  const from = Math.max(0, stretch.start - 70)
  const before = line.slice(from, stretch.start)
  const m = Array.from(before.matchAll(lengths)).at(-1)
  if (m === undefined) return
  const gap = before.slice(m.index + m[0].length)
  if (bounded.test(gap) || !(opened.test(gap) || (led.test(gap) && term.test(before.slice(0, m.index))))) return
  judge(lengthIn(m, from), stretch, line, at, desk, 6)
}

function lengthIn(m: RegExpExecArray, from: number): Length | null {
  const parts: { kind: Kind; unit: number; value: number; decimals: number }[] = []
  for (const g of [3, 8]) {
    const [digits, one, zh, half, en] = m.slice(g, g + 5)
    if (digits === undefined) continue
    const known = kinds[zh ?? en!.toLowerCase().replace(/s$/, '')]
    // 3 月 is a month, 2025 年 a year
    if (known === undefined || (zh === '月' && one === undefined)) return null
    const isHalved = half !== undefined || one === '个半'
    const count = numberOf(digits) + (isHalved ? 0.5 : 0)
    if (!(count > 0) || (known[1] === 12 && count > 120)) return null
    const decimals = isHalved ? 1 : (digits.split('.')[1]?.length ?? 0)
    parts.push({ kind: known[0], unit: known[1], value: count * known[1], decimals })
  }
  const [first, second] = parts
  if (first === undefined || (second !== undefined && (second.kind !== first.kind || second.unit >= first.unit)))
    return null
  return {
    ...(second ?? first),
    value: first.value + (second?.value ?? 0),
    isAbout: m[1] !== undefined || m[13] !== undefined,
    start: from + m.indices![2]![0],
    text: m[2]!,
  }
}

function numberOf(text: string): number {
  if (/\d/.test(text)) return Number(text.replace(/,/g, ''))
  if (/[a-z]/i.test(text)) return text.split('-').reduce((sum, word) => sum + (wordNumber(word) ?? Number.NaN), 0)
  let [sum, digit] = [0, 0]
  for (const c of text) {
    const n = wordNumber(c)!
    if (n >= 10) [sum, digit] = [sum + (digit || 1) * n, 0]
    else if (digit > 0) return Number.NaN
    else digit = n
  }
  return sum + digit
}

function judge(found: Length | null, stretch: Stretch, line: string, at: number, desk: AuditDesk, most: number): void {
  if (found === null) return
  const [start, end] = [found.start, found.start + found.text.length]
  if (bounded.test(line.slice(Math.max(0, start - 10), start).replace(/^.*[，,。（(]/, ''))) return
  if (beside.test(line.slice(end, end + 12))) return
  const real = measured(stretch)
  if (real === null) return
  // no more of the line, which may be long
  const around = line.slice(Math.max(0, stretch.start - 100), end + 100)
  const right = rightOf(found, real, granted.test(around))
  if (right === null || desk.isTold(at + start, at + end)) return
  const ratio = found.value / right.value
  if (ratio > most || ratio < 1 / most) return
  if (found.kind === 'minute' && travel.test(around)) return
  const words = line.slice(stretch.start, stretch.end)
  desk.tell(
    'audit/period',
    desk.place(at + start, at + end),
    {
      en: `\`${found.text}\` disagrees with \`${words}\`, which is ${right.en}`,
      zh: `\`${found.text}\` 与 \`${words}\` 不符，后者为 ${right.zh}`,
    },
    { confidence: 0.85, printed: found.text, expected: /[\u4e00-\u9fff]/.test(found.text) ? right.zh : right.en },
  )
}

/** The length in the kind of what was said of it, and in words. */
interface Right {
  readonly value: number
  readonly en: string
  readonly zh: string
}

const shown = (n: number) => String(Math.round(n * 10) / 10)
const named = (value: number, size: number, en: string, zh: string): Right => {
  const n = shown(value / size)
  return { value, en: `${n} ${en}${n === '1' ? '' : 's'}`, zh: `${n} ${zh}` }
}

// what it should be; `null` where it fits
function rightOf(said: Length, real: Measured, isGranted: boolean): Right | null {
  if (said.kind === 'minute') return rightTime(said, real.minutes)
  if (said.kind === 'month') return rightMonths(said, real, isGranted)
  const { days } = real
  if (days === null) return null
  const slack = said.isAbout ? said.value * 0.1 : 0
  const isNear = (n: number) => Math.abs(said.value - n) <= slack
  // either end may count or not; an unknown leap day may lie between
  const more = real.isOpen ? 2 : 1
  for (let n = days - 1; n <= days + more; n += 1) if (isNear(n)) return null
  if (said.unit === 7) {
    // of weeks a part is left out, unless they are whole; two of five days end on a Friday
    const whole = [days, days + 1].some((n) => n % 7 === 0)
    const weeks = said.value / 7
    if (!whole && weeks >= Math.floor(days / 7) && weeks <= Math.ceil((days + 1) / 7)) return null
    return named(days % 7 === 0 ? days : days + 1, 7, 'week', '周')
  }
  return named(days + 1, 1, 'day', '天')
}

function rightMonths(said: Length, { months, about: real }: Measured, isGranted: boolean): Right | null {
  if (real === null) return null
  const slack = said.isAbout ? said.value * 0.1 + 0.5 : 0
  if (months.some((n) => Math.abs(said.value - n) <= slack)) return null
  if (Math.abs(said.value - real) <= slack) return null
  // a part of a year or a month is left out where there is one
  const isWhole = months.some((n) => n % said.unit === 0 || (isGranted && months.length === 1)) && said.decimals === 0
  const rest = said.decimals > 0 ? said.unit * 10 ** -said.decimals : said.unit
  if (!isWhole && Math.abs(said.value - real) < rest) return null
  const value = months.find((n) => n % said.unit === 0) ?? months.at(-1) ?? real
  return said.unit === 12 && value % 12 === 0 ? named(value, 12, 'year', '年') : named(value, 1, 'month', '个月')
}

function rightTime(said: Length, times: readonly number[]): Right | null {
  const [first] = times
  if (first === undefined) return null
  const slack =
    (said.isAbout ? said.value * 0.1 : 0) + (said.unit === 60 ? 60 * 10 ** -said.decimals : Math.max(1, said.unit))
  const isWhole = said.unit === 60 && said.decimals === 0 && !said.isAbout
  for (const time of times) {
    const off = Math.abs(said.value - time)
    if (off < 0.01 || (isWhole && time % 60 === 0 ? false : off <= slack)) return null
    // a shift has a break
    if (said.unit === 60 && time > 240 && time > said.value && time - said.value <= 120) return null
  }
  return said.unit === 60 ? named(first, 60, 'hour', '小时') : named(first, 1, 'minute', '分钟')
}
