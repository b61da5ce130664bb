import {
  amountInterval,
  type Decimal,
  decimal,
  divide,
  type Interval,
  interval,
  type Mention,
  multiply,
  overlaps,
  plain,
  point,
  powerOfTen,
  subtract,
  toNumber,
} from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent, kept } from '../kept.ts'
import { isStep } from '../prose/basis.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Paragraph } from './input.ts'

const rises =
  /增长|增幅|涨幅|升幅|增速|climb|上升|提[高升]|增加|上涨|扩大|延长|扩容|涨|grew|growth|rose|rise|rising|increase|up|gain|higher|climb|improv|jump|widen|expand|adding|added|more\b|greater/i
const falls =
  /下降|降幅|跌幅|下滑|减少|降低|下跌|收窄|回落|裁员|精简|缩水|跌|缩短|压缩|缩减|fell|decline|drop|decrease|down|lower|fall|\bcut\b|reduc|\bless\b|fewer|cheaper|shrink|shrank/i
const from = /(?:由|从|自|from)\s*(?:[^，。,;；]{0,16}?)$/i
const to =
  /^\s?(?:[^，。,;；\d]{0,12})?(?:[增升提降减涨跌扩下上回缩][^，。,;；\d]{0,4}[至到为]|至|到|to)\s*(?:[^，。,;；\d]{0,8})$/i

const leaving = /[由从自]|from/i

/** A number that something went from or to. */
interface Level {
  readonly value: Decimal
  readonly decimals: number
}

/** Tells of growth that does not follow from the two levels beside it, and of percent that should be percentage points. */
export function checkGrowth({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) checkSentence(sentences[s]!, desk)
}

function checkSentence(sentence: Sentence, desk: AuditDesk): void {
  const { mentions } = sentence
  if (mentions.length === 0 || (mentions.length === 1 && mentions[0]!.high === undefined)) return
  for (let n = 0; n < mentions.length; n += 1) checkAgainstBefore(sentence, n, desk)
  if (!leaving.test(sentence.text)) return
  for (let n = 0; n < mentions.length; n += 1) {
    const a = mentions[n]!
    const front = textBetween(sentence, Math.max(sentence.start, a.start - 24), a.numberStart)
    if (!leaving.test(front) || !from.test(withoutYears(front))) continue
    // 从 1120 家净增 86 家至 1206 家: how many more
    if (isStep(sentence, a)) continue
    const b = a.high === undefined ? mentions[n + 1] : a
    if (b === undefined || (a.unitText !== b.unitText && a.unitText !== '')) continue
    // from 3B to 9B are sizes of models
    if (a.scaleText === 'B' && a.unitText === '' && b.unitText === '') continue
    // from 89.9 to 131.2 million reads as a range
    if (a !== b && !to.test(withoutYears(textBetween(sentence, a.end, b.numberStart)))) continue
    const levels: readonly [Level, Level] = [levelOf(a, a.value), levelOf(b, b.high ?? b.value)]
    const next = mentions.slice(mentions.indexOf(b) + 1, mentions.indexOf(b) + 3)
    const change = next.find((m) => isChangeUnit(m.unitText) && m.start - b.end < 30)
    if (change !== undefined) checkChange(sentence, levels, b, change, desk)
    else checkChangeFirst(sentence, levels, n, desk)
  }
}

// grew 52.0% from 72.6 million to 110.4 million
function checkChangeFirst(sentence: Sentence, levels: readonly [Level, Level], n: number, desk: AuditDesk): void {
  const change = sentence.mentions[n - 1]
  const a = sentence.mentions[n]!
  if (change === undefined || !isChangeUnit(change.unitText)) return
  if (!/^,?\s?from\s(?:US|RMB|CNY|USD)?[$¥]?\s?$/.test(textBetween(sentence, change.end, a.numberStart))) return
  const verb = /[a-z]+\s(?:by\s|about\s|nearly\s|some\s|over\s)*$/i.exec(
    textBetween(sentence, change.start - 24, change.start),
  )
  if (verb !== null) checkChange(sentence, levels, a, change, desk, verb[0])
}

// 期内营收 149.8 亿元，较上年的 126.0 亿元增长 18.9%
const against =
  /^[^。；;]{0,4}?(?:[，,]\s?)?(?:同)?(?:较|比|相比|对比|against|compared (?:with|to)|versus)[^，。,;；\d]{0,10}(?:上年|去年|上期|上季度?|上月|上周|前一年|同期|期初|年初|last year|a year (?:ago|earlier)|the year before|previous|prior)[^，。,;；\d]{0,8}$/i

function checkAgainstBefore(sentence: Sentence, n: number, desk: AuditDesk): void {
  const { mentions } = sentence
  const change = mentions[n + 2]
  if (change === undefined || !isChangeUnit(change.unitText)) return
  const b = mentions[n]!
  const a = mentions[n + 1]!
  if (a.unitText !== b.unitText || a.high !== undefined || b.high !== undefined) return
  // 较 2024 年的 3,189 亿元
  const words = textBetween(sentence, b.end, a.numberStart)
  const between = words.replace(/(?<!\d)(?:19|20)\d{2}\s?年[末底初]?/, '上年')
  if (between !== words && ofPrices.test(sentence.text)) return
  // 较上周增加 46 万元，增长 13.5%: no level of before
  if (!against.test(between) || byWord.test(between) || change.start - a.end > 16) return
  // 486.2 万次，日均约 69.5 万次，较上周的 452.3 万次增长 7.5%: the mean is none of the two
  const isMean = /均[^，。；;\d]{0,4}$/.test(textBetween(sentence, b.numberStart - 8, b.numberStart))
  const whole = isMean ? mentions.slice(0, n).findLast((m) => m.unitText === a.unitText && m.high === undefined) : b
  if (whole !== undefined) checkChange(sentence, [levelOf(a, a.value), levelOf(whole, whole.value)], a, change, desk)
}

/** Words for what grows at the prices of another year, by another number than its levels do. */
export const ofPrices = /生产总值|GDP|增加值|可比价|不变价|可比口径/

const byWord =
  /(?:增加|减少|增长|下降|新增|净增|上升|回落|提[高升]|降低|上涨|下跌|[多少增减][亏赚收付支售销卖缴]|[多少增减涨跌])(?:了|约|近)*\s*$/

const isChangeUnit = kept(/^(?:%|％|个百分点|百分点|per ?cent|pp|percentage points?|倍)$/i)

const changing =
  /(?:累计|合计|总共|整体)?(?:较(?:此前|之前|前期|前|期初))?(?:同样|一共|也就是|相当于|即|同口径|可比口径)?(?:增长|增幅|涨幅|升幅|降幅|跌幅|增速|攀升|上升|提[高升]|增加|上涨|扩大|延长|扩容|缩短|压缩|缩减|下降|下滑|减少|降低|降价|下跌|收窄|回落|裁员|精简|缩水|涨|跌|升|降)(?:幅度?|率|比例)?(?:了|近|约|高?达到?|为|超过?)?/g
const changingEn =
  /\b(?:grew|growth|ris(?:e|ing)|rose|increas(?:e|ed|ing)|up|gain(?:ed|ing|s)?|improv(?:ed|ing|ement)|widen(?:ed|ing)?|expand(?:ed|ing)?|add(?:ed|ing)?|growing|higher|climb(?:ed)?|fell|fall(?:ing)?|declin(?:e|ed|ing)|drop(?:ped)?|decreas(?:e|ed)|down|lower|jump(?:ed)?|reduction|less|more|fewer|cheaper|a|an|of|by|or|about|nearly|over|some|more than|almost|roughly|the|representing|that is|which is|equal to|cut|and)\b/gi

/** Whether between a level and a change stand no words but those of change: anything more may be of another thing. */
export function isOnlyChange(between: string): boolean {
  const rest = between
    .replace(/^\s?(?:人次|[个家台辆件点元人美])?/, '')
    // 78.8 million units, a rise of
    .replace(/^\s?[A-Za-z]{3,14}(?=\s?[,(（])/, '')
    // $30 a month
    .replace(/\b(?:a|per|each)\s(?:month|year|week|day|quarter|unit|share|user|seat|hour)\b/gi, '')
    .replace(changing, '')
    .replace(changingEn, '')
    .replace(/[\s，,（(、:：+–—~-]/g, '')
  return rest === ''
}

function levelOf({ decimals = 0 }: Mention, value: Decimal): Level {
  return { value, decimals }
}

/** `text` without years, which tell of neither level. */
export function withoutYears(text: string): string {
  return text.replace(
    /(?:\bin\s|at the end of\s)?(?<!\d)(?:19|20)\d{2}(?!\d)\s?(?:财年|年[末底初]?|[AE](?![A-Za-z]))?(?:\s?(?:\d{1,2}\s?月(?:[末底初份])?|第?[一二三四1-4]季度?|[上下]半年|[QH][1-4]))?(?:的)?(?:人民币)?/g,
    '',
  )
}

/** Whether a price is in cents, and no more to be held against one in dollars than a bare number. */
export function isInCents(sentence: Sentence, { numberEnd }: Mention): boolean {
  return /^\s?(?:cents?\b|美分|¢)/.test(textBetween(sentence, numberEnd, numberEnd + 8))
}

/** The words of a sentence between two places of the document. */
export function textBetween({ text, start }: Sentence, a: number, b: number): string {
  return text.slice(Math.max(0, a - start), b - start)
}

function spread({ value, decimals }: Level): Interval {
  return amountInterval({ value, decimals, bound: 'exact' })
}

// whether the change comes out in the plain arithmetic of the machine, well within its last digit
function isPlainly(low: Level, high: Level, said: number, { decimals = 0 }: Mention, isTimes: boolean): boolean {
  const from = toNumber(low.value)
  const half = 0.45 * 10 ** -decimals * (isTimes ? 1 : 0.01)
  return from > 0 && Math.abs((toNumber(high.value) - from) / from - said) < half
}

function checkChange(
  sentence: Sentence,
  [low, high]: readonly [Level, Level],
  b: Mention,
  change: Mention,
  desk: AuditDesk,
  verb?: string,
): void {
  // up 5%, and 5% higher
  // 涨幅 18.8% 和 25%: of two, each in its turn
  if (/^\s?(?:和|与|及|、|,? and)\s?[\d.]+\s?[%％]/.test(textBetween(sentence, change.end, change.end + 16))) return
  const behind = /^[^，。,;；.]{0,12}/.exec(textBetween(sentence, change.end, change.end + 12))?.[0] ?? ''
  const between = verb ?? textBetween(sentence, b.end, change.numberStart) + behind
  // from 31.4 % to 36.5 %, or 5.1 points: the way is that of the levels
  const way = rises.test(between) || falls.test(between) ? between : high.value.lt(low.value) ? 'fell' : 'rose'
  // latency improves downwards
  const sign = (falls.test(way) && !rises.test(way)) || (/improv/i.test(way) && high.value.lt(low.value)) ? -1 : 1
  // from 25% to 35%, ten percent
  const isBare = isPercent(b.unitText) && /^\s?[,，]\s?$/.test(textBetween(sentence, b.end, change.numberStart))
  if (
    !rises.test(between) &&
    !falls.test(between) &&
    !(isBare && subtract(spread(high), spread(low)).low?.abs().eq(change.value.abs())) &&
    !(
      /^[\s，,]*(?:or|that is|即|也就是)\s?$/i.test(between.slice(0, between.length - behind.length)) &&
      !/^\s?(?:of|的|in)/i.test(behind)
    )
  )
    return
  const [first, second] = [low, high].map(({ value }) => sentence.mentions.find((x) => x.value.eq(value)))
  if (first !== undefined && second !== undefined && isInCents(sentence, first) !== isInCents(sentence, second)) return
  if (verb === undefined && !isOnlyChange(withoutYears(textBetween(sentence, b.end, change.numberStart)))) return
  // 同比 and 环比 are taken of another base than the two levels
  if (/同比|环比|year-on-year|yoy|quarter/i.test(between)) return
  const isPoints = /点|pp|points?/i.test(change.unitText)
  const isTimes = change.unitText === '倍'
  // 由 43.3 升到 65.2，提高 21.9%: scores out of a hundred say no percent
  const isScore = b.unitText === '' && [low, high].every((l) => l.decimals > 0 && l.value.gt(0) && l.value.lte(100))
  const percentLevels = isPercent(b.unitText) || (isScore && !isPoints)
  if (!isPoints && isPlainly(low, high, sign * (isTimes ? 1 : 0.01) * toNumber(change.value), change, isTimes)) return
  // 1.8 万片（12 英寸）扩至 2.6 万片: no level of the same
  const times = toNumber(high.value) / toNumber(low.value)
  if (!(times < 1000 && times > 0.001)) return
  const difference = subtract(spread(high), spread(low))
  const ratio = divide(difference, spread(low))
  if (ratio === null) return
  // 由 41.5 倍回落 7.3 倍至 34.2 倍: multiples are levels of their own
  const relative =
    isTimes && b.unitText === '倍' ? difference : isTimes ? ratio : multiply(ratio, point(decimal('100')))
  const said = withSign(spread(levelOf(change, change.value)), sign)
  const wide = (i: Interval) => widen(i, change.decimals ?? 0)
  const fitsRelative = overlaps(wide(relative), said)
  const fitsPoints = percentLevels && overlaps(wide(difference), said)
  if (isPoints ? fitsPoints : fitsRelative) return
  const printed = textBetween(sentence, change.start, change.end)
  const at = desk.place(change.start, change.end)
  if (!isPoints && fitsPoints && percentLevels) {
    desk.tell(
      'audit/unit-slip',
      at,
      {
        en: `\`${printed}\` is the difference of the two levels: percentage points, not percent`,
        zh: `\`${printed}\` 是两个百分比之差，应为百分点而非百分比`,
      },
      {
        confidence: 0.88,
        printed,
        expected: `${plain(change.value)} percentage points`,
        repair: {
          message: { en: 'write percentage points', zh: '请写百分点' },
          edits: [
            {
              start: change.numberEnd,
              end: change.end,
              text: /[\u4e00-\u9fff]/.test(sentence.text) ? ' 个百分点' : ' percentage points',
            },
          ],
        },
      },
    )
    return
  }
  if (isPoints && !percentLevels) return
  const right = isPoints ? difference : relative
  const middle = right.low !== null && right.high !== null ? right.low.plus(right.high).div(2).abs() : null
  if (middle === null) return
  const textOf = ({ value }: Level) => {
    const m = sentence.mentions.find((x) => (x.value.eq(value) || x.high?.eq(value) === true) && x.end <= change.end)
    return m === undefined ? plain(value) : endOf(sentence, m, m.value.eq(value) ? 0 : -1)
  }
  const [one, other] = [textOf(low), textOf(high)]
  const expected = middle.toFixed(Math.max(0, Math.min(change.decimals ?? 1, 4)))
  // 由 28.2% 降至 27.7%，提高 0.5 个百分点: as far, but the other way
  const isTurned =
    Number(expected) === Math.abs(toNumber(change.value)) && right.high !== null && right.high.lt(0) && sign > 0
  const shown = isTurned ? `-${expected}` : expected
  desk.tell(
    'audit/ratio',
    at,
    {
      en: `\`${printed}\` disagrees with \`${one}\` and \`${other}\`, from which follows ${shown}`,
      zh: `\`${printed}\` 与 \`${one}\`、\`${other}\` 不符，据此应为 ${shown}`,
    },
    { confidence: 0.85, printed, expected },
  )
}

/** One end of a range as it is printed, or the number itself: `$5.4 billion` of `from $5.4 billion to $7.4 billion`. */
export function endOf(sentence: Sentence, m: Mention, end: 0 | -1): string {
  const text = textBetween(sentence, m.start, m.end)
  return m.high === undefined ? text : (text.split(/\s?(?:\bto\b|\band\b|[至到–—~～-])\s?/).at(end) ?? text).trim()
}

function withSign(i: Interval, sign: number): Interval {
  return sign === 1 ? i : interval(i.high === null ? null : i.high.neg(), i.low === null ? null : i.low.neg())
}

// a last digit more or less is rounding of what was rounded before
function widen(i: Interval, decimals: number): Interval {
  const slack = powerOfTen(-decimals)
  return interval(i.low === null ? null : i.low.minus(slack), i.high === null ? null : i.high.plus(slack))
}
