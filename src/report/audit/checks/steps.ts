import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent, kept } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { isOnlyChange, ofPrices, textBetween, withoutYears } from './growth.ts'
import type { Paragraph } from './input.ts'

/**
 * Tells of a growth in percent that the numbers around it do not make: 产量 1.4 万吨，比上年增加 0.2 万吨，增长 26%;
 * 由 617 万环比增长 31% 至 870 万; fell 2.4% to $6.1 billion from $7.2 billion.
 */
export function checkSteps({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length < 3 || mentions.length > 40) continue
    if (ofPrices.test(sentence.text)) continue
    for (const [n, p] of mentions.entries()) {
      checkPoints(sentence, n, desk)
      if (!isPercent(p.unitText) || p.form !== 'digits' || p.high !== undefined || p.value.lte(0)) continue
      const step =
        stepBefore(sentence, n) ??
        stepBehind(sentence, n) ??
        levelsAround(sentence, n) ??
        levelsBehind(sentence, n) ??
        levelsAhead(sentence, n) ??
        levelsAgain(sentence, n) ??
        levelsInRow(sentence, n)
      if (step !== null && !isQuoted(sentence, p)) check(sentence, p, step, desk)
    }
  }
}

interface Step {
  /** what the percentage may be, in its own sign */
  readonly made: readonly number[]
  /** how far rounding may take it */
  readonly slack: number
  readonly of: readonly Mention[]
}

const money = String.raw`(?:[A-Z]{0,3}\$|[¥￥€£]|RMB\s?|CNY\s?|USD\s?|EUR\s?)?`
const more = /[比较較](?:上年|去年)?[^，。；;\d]{0,8}?(增[加长產产收長]|新增|净增|多|减[少产]|下降|少)(?:了|约)*\s?$/
const then =
  /^[^，。；;\d]{0,2}[，,、（(]\s?(同比|环比)?(增长|增幅|上升|提高|增|下降|降幅|减少|回落|下滑|降)(?:幅度)?(?:了|约|为|达)*\s?$/
const rise = /增|多|升|提|涨|漲/
const up =
  /\b(?:(?:up|rose|grew|increased|climbed|gained)|(fell|declined|dropped|decreased|down)|(?:rise|increase|growth|gain)\sof|(decline|drop|fall|decrease)\sof)\s(?:by\s)?/
    .source
const stepEn = new RegExp(`${up}${money}$`, 'i')
const orEn = /^,?\s(?:or\s|\()\s?(?:about\s|roughly\s)?$/i
const toEn = new RegExp(String.raw`^\)?,?\sto\s${money}$`)

// 产量 13926 万吨，比上年减少 162 万吨，下降 1.2%
function stepBefore(sentence: Sentence, n: number): Step | null {
  const [level, by, p] = [sentence.mentions[n - 2], sentence.mentions[n - 1], sentence.mentions[n]!]
  if (by === undefined || !isThing(by)) return null
  const front = textBetween(sentence, by.end, p.numberStart)
  if (orEn.test(front)) return stepEnglish(sentence, n)
  if (level === undefined || !isThing(level) || !isAlike(level, by)) return null
  const between = bareSpans(textBetween(sentence, level.end, by.numberStart))
  if (!/^[^。；;\d，,（(]{0,6}[，,]/.test(between) || /[，,][^，,]*[，,]/.test(between)) return null
  const [way, own] = [more.exec(between), then.exec(front)]
  if (way === null || own === null || rise.test(way[1]!) !== rise.test(own[2]!)) return null
  // 比年初增加 5 亿元，同比增长 8%: of another base
  if (own[1] === '同比' && !/同比|上年|去年|同期/.test(between)) return null
  if (own[1] === '环比' && !/环比|上[月季周期]/.test(between)) return null
  return stepOf(level, by, rise.test(way[1]!) ? 1 : -1)
}

// 比 2 月份 is 比上月, 较 2023 年 is 较上年, but 比 2024 年末 is of this year
function bareSpans(text: string): string {
  return text
    .replace(/(?<!\d)(?:19|20)\d{2}\s?年[末底初]/g, '年初')
    .replace(/(?<!\d)(?:19|20)\d{2}\s?年/g, '上年')
    .replace(/(?<!\d)\d{1,2}\s?月[份末]?/g, '上月')
}

const grown =
  /^[^。；;\d，,（(]{0,6}[，,]\s?(?:同比|(?:比|较)(?:上年|去年)(?:同期)?)(增长|下降|减少|上升)(?:了|约)?\s?$/
const gained = /^[，,]\s?(?:增[加收支产]|多收|净增|(减[少收支产]|少收))(?:了|约)?\s?$/

// 收入 19.1 亿元，较上年同期增长 15.4%，增收 2.5 亿元
function stepBehind(sentence: Sentence, n: number): Step | null {
  const [level, p, by] = [sentence.mentions[n - 1], sentence.mentions[n]!, sentence.mentions[n + 1]]
  if (level === undefined || by === undefined || !isThing(level) || !isThing(by) || !isAlike(level, by)) return null
  const way = grown.exec(bareSpans(textBetween(sentence, level.end, p.numberStart)))
  const own = gained.exec(textBetween(sentence, p.end, by.numberStart))
  if (way === null || own === null || rise.test(way[1]!) !== (own[1] === undefined)) return null
  return stepOf(level, by, own[1] === undefined ? 1 : -1)
}

// growth of $10 billion, or 22%, to $57 billion
function stepEnglish(sentence: Sentence, n: number): Step | null {
  const { mentions } = sentence
  const by = mentions[n - 1]!
  const verb = stepEn.exec(textBetween(sentence, by.numberStart - 28, by.numberStart))
  if (verb === null) return null
  const sign = verb[1] === undefined && verb[2] === undefined ? 1 : -1
  const next = mentions[n + 1]
  if (next !== undefined && toEn.test(textBetween(sentence, mentions[n]!.end, next.numberStart)))
    return isThing(next) && isAlike(next, by) ? stepOf(next, by, sign) : null
  let i = n - 2
  while (i >= 0 && isPercent(mentions[i]!.unitText)) i -= 1
  const level = mentions[i]
  if (level === undefined || !isThing(level) || !isAlike(level, by)) return null
  let words = textBetween(sentence, level.end, by.numberStart)
  for (const m of mentions.slice(i + 1, n - 1)) words = words.replace(textBetween(sentence, m.start, m.end), '')
  const bare = words.replace(
    /\b(?:represent\w*|a|record|sequential(?:ly)?|year|over|on|quarter|annual|or)\b|US|[$€£¥]/gi,
    '',
  )
  return isOnlyChange(bare) ? stepOf(level, by, sign) : null
}

function stepOf(level: Mention, by: Mention, sign: 1 | -1): Step | null {
  const [now, change] = [toNumber(level.value), toNumber(by.value)]
  const old = now - sign * change
  if (old <= 0) return null
  const right = (change / old) * 100
  // of which of the two levels it is taken, some do not care
  return { made: [right, (change / now) * 100], slack: right * (slackOf(by) + slackOf(level) * 2), of: [level, by] }
}

const leaving = /[由从自從]\s*[^，。,;；\d]{0,16}$/
const zhWay =
  /^\s?[萬億]?[人个]?[次家台辆件点元]?\s?(?:大幅|小幅|快速)?(?:同比|环比|環比)?(?:大幅|小幅)?(增长|增長|上升|提[升高]|增加|上涨|下降|下滑|下跌|减少|回落|降低)(?:了|约|近)*\s?$/
const arriving = /^\s?[增升降跌减]?[至到為为]\s?约?\s?$/

// 由 617.5 万环比增长 40.9% 至 870.3 万
function levelsAround(sentence: Sentence, n: number): Step | null {
  const [a, p, b] = [sentence.mentions[n - 1], sentence.mentions[n]!, sentence.mentions[n + 1]]
  if (a === undefined || b === undefined || !isThing(a) || !isThing(b) || !isAlike(a, b)) return null
  if (!leaving.test(textBetween(sentence, a.start - 20, a.numberStart))) return null
  const way = zhWay.exec(textBetween(sentence, a.end, p.numberStart))
  if (way === null || !arriving.test(textBetween(sentence, p.end, b.numberStart))) return null
  return levelsOf(a, b, rise.test(way[1]!) ? 1 : -1)
}

const enWay =
  /\b(?:increased|rose|grew|climbed|jumped|surged|soared|up|(fell|declined|dropped|decreased|slid|down))\s(?:by\s)?(?:about\s)?$/i
const enTo = new RegExp(String.raw`^(?:\s[a-z-]+){0,3}\sto\s(?:about\s|a record\s)?${money}$`)
const enFrom = new RegExp(String.raw`^[^,.;\d]{0,44},?\s(?:from|compared (?:with|to)|versus|against)\s${money}$`)

// increased 9.1 percent to NT$72.29 billion from NT$66.27 billion
function levelsBehind(sentence: Sentence, n: number): Step | null {
  const [p, b] = [sentence.mentions[n]!, sentence.mentions[n + 1]]
  // for the trailing twelve months from
  const a = sentence.mentions.slice(n + 2, n + 4).find((m) => m.form === 'digits')
  if (a === undefined || b === undefined || !isThing(a) || !isThing(b) || !isAlike(a, b)) return null
  const way = enWay.exec(textBetween(sentence, p.numberStart - 24, p.numberStart))
  const to = textBetween(sentence, p.end, b.numberStart)
  const behind = withoutYears(textBetween(sentence, b.end, a.numberStart))
  if (way === null || !enTo.test(to) || !enFrom.test(behind)) return null
  // up 12% to 20 from 19 in the quarter before: of which base, the words do not say
  if (
    !/quarter|sequential/i.test(to) &&
    /^[^,.;]{0,16}\b(?:previous|prior|preceding|last|the)\s(?:quarter|month|week)\b(?!\sof)/i.test(
      textBetween(sentence, a.end, a.end + 36),
    )
  )
    return null
  // to 110 million in 2024, compared with 80 million in 2021
  const [now, old] = [b, a].map(
    (m) => /^[^,.;\d]{0,24}\b((?:19|20)\d{2})\b/.exec(textBetween(sentence, m.end, m.end + 30))?.[1],
  )
  if (now !== undefined && old !== undefined && Number(now) - Number(old) !== 1) return null
  return levelsOf(a, b, way[1] === undefined ? 1 : -1)
}

const thenEn =
  /^(?:\s(?:a year (?:ago|earlier|before)|last year|(?:in|for|during) the [a-z -]{4,40}))?,\s(?:a|an)\s(?:about\s)?$/
const named = /^\s?(?:(drop|decline|fall|decrease|reduction|cut)|increase|rise|gain|jump|surge)\b/i

// declined to $85,000 from $124,000 a year ago, a 31 percent drop
function levelsAhead(sentence: Sentence, n: number): Step | null {
  const [b, a, p] = [sentence.mentions[n - 2], sentence.mentions[n - 1], sentence.mentions[n]!]
  if (a === undefined || b === undefined || !isThing(a) || !isThing(b) || !isAlike(a, b)) return null
  if (!fromEn.test(textBetween(sentence, b.end, a.numberStart))) return null
  const way = named.exec(textBetween(sentence, p.end, p.end + 14))
  // a 12 percent increase over the year
  if (/^\s?\w+\s(?:from|over|on|compared|year|against)/i.test(textBetween(sentence, p.end, p.end + 30))) return null
  return way !== null && thenEn.test(textBetween(sentence, a.end, p.numberStart))
    ? levelsOf(a, b, way[1] === undefined ? 1 : -1)
    : null
}

const upOrDown = /\b(?:up|(?:increase|rise|growth|gain) of|(down|(?:decrease|decline|drop|fall) of))\s$/i
const fromEn = new RegExp(String.raw`^(?:\s[a-z-]+){0,2}\sfrom\s${money}$`)

// $4.2 million, up 247% from $1.2 million for the year before and an increase of 19% sequentially from $3.5 million
function levelsAgain(sentence: Sentence, n: number): Step | null {
  const [now, first, old, p, a] = sentence.mentions.slice(Math.max(0, n - 3), n + 2)
  if (n < 3 || a === undefined || !isThing(now!) || !isThing(a) || !isAlike(now!, a) || !isAlike(now!, old!))
    return null
  if (!isPercent(first!.unitText) || !fromEn.test(textBetween(sentence, first!.end, old!.numberStart))) return null
  const between = textBetween(sentence, old!.end, p!.numberStart)
  const way = upOrDown.exec(between)
  if (way === null || !/\band\b/.test(between) || !fromEn.test(textBetween(sentence, p!.end, a.numberStart)))
    return null
  return levelsOf(a, now!, way[1] === undefined ? 1 : -1)
}

const became = /^[^。；;\d，,]{0,6}[，,；;]\s?(?:预计|将|则|有望|进一步|快速|大幅)*[增升降减跌][至到]\s?(?:约)?$/
const changed = /^[^，。；;\d]{0,3}[，,]\s?(同比|环比)?(增长|上升|提高|增加|下降|减少|回落|降低)(?:了|约)?\s?$/
const year = /(?<!\d)((?:19|20)\d{2})\s?年/g

// 2024 年约 728 亿元，2025 年预计增至 820 亿元，同比增长 12.6%
function levelsInRow(sentence: Sentence, n: number): Step | null {
  const [a, b, p] = [sentence.mentions[n - 2], sentence.mentions[n - 1], sentence.mentions[n]!]
  if (a === undefined || b === undefined || a.bound !== 'about' || !isThing(b)) return null
  if (!isThing(a) || !isAlike(a, b)) return null
  const between = textBetween(sentence, a.end, b.numberStart)
  const way = changed.exec(textBetween(sentence, b.end, p.numberStart))
  if (way === null || way[1] === '环比' || !became.test(between.replace(year, ''))) return null
  const [own, last] = [
    [...between.matchAll(year)].at(-1),
    [...textBetween(sentence, sentence.start, a.start).matchAll(year)].at(-1),
  ]
  if (own === undefined || last === undefined || Number(own[1]) - Number(last[1]) !== 1) return null
  const made = levelsOf(a, b, rise.test(way[2]!) ? 1 : -1)
  return { ...made, slack: made.slack * 2 + 0.3 }
}

function levelsOf(a: Mention, b: Mention, sign: 1 | -1): Step {
  const [old, now] = [toNumber(a.value), toNumber(b.value)]
  const right = sign * (now / old - 1) * 100
  return { made: [right], slack: (Math.abs(right) + 100) * (slackOf(a) + slackOf(b)), of: [a, b] }
}

function isThing(m: Mention): boolean {
  return m.form === 'digits' && m.high === undefined && m.value.gt(0) && isStated(m) && !isPercent(m.unitText)
}

// about so much, printed to its last digit, is rounded
function isStated({ bound }: Mention): boolean {
  return bound === 'exact' || bound === 'about'
}

function isAlike(a: Mention, b: Mention): boolean {
  return a.unitText === b.unitText && (a.unitText !== '' || a.scaleText === b.scaleText)
}

function slackOf(m: Mention): number {
  return ((m.bound === 'about' ? 1.5 : 0.5) * 10 ** -(m.decimals ?? 15)) / toNumber(m.value)
}

function check(sentence: Sentence, p: Mention, { made, slack, of }: Step, desk: AuditDesk): void {
  if ([p, ...of].some((m) => desk.isTold(m.start, m.end))) return
  const said = toNumber(p.value)
  const rough = p.bound === 'exact' ? 0 : p.bound === 'about' ? Math.max(1.5, said * 0.06) : null
  // above 20% of 19.6% would be told of as a bound
  if (rough === null || slack > 5) return
  const half = 0.5 * 10 ** -Math.max(0, p.decimals ?? 0)
  if (made.some((v) => Math.abs(v - said) <= half * 2.2 + slack + rough)) return
  tellPercent(sentence, p, made[0]!, of, desk)
}

/** Tells of a percentage that two numbers of its sentence do not make; `made` is what they do. */
export function tellPercent(
  sentence: Sentence,
  p: Mention,
  made: number,
  of: readonly Mention[],
  desk: AuditDesk,
): void {
  const printed = textBetween(sentence, p.start, p.end)
  // they may be of another sentence
  const [a, b] = of.map((m) => desk.input.extract.text.slice(m.start, m.end)) as [string, string]
  const expected = made.toFixed(Math.max(0, Math.min(3, p.decimals ?? 0)))
  desk.tell(
    'audit/ratio',
    desk.place(p.start, p.end),
    {
      en: `\`${printed}\` disagrees with \`${a}\` and \`${b}\`, from which follows ${expected}`,
      zh: `\`${printed}\` 与 \`${a}\`、\`${b}\` 不符，据此应为 ${expected}`,
    },
    { confidence: 0.84, printed, expected },
  )
}

const points = kept(/^(?:个?百分点|pp|ppts?|percentage points?)$/i)
const zhPoints = /^\s?(?:同比|环比)?(提[高升]|上升|增加|扩大|下降|下滑|降低|回落|减少)(?:了|约)?\s?$/

// 毛利率由 52.6% 下降 3.0 个百分点至 49.6%
function checkPoints(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, p, b] = [sentence.mentions[n - 1], sentence.mentions[n]!, sentence.mentions[n + 1]]
  if (!points(p.unitText) || a === undefined || b === undefined || !isPercent(a.unitText) || !isPercent(b.unitText))
    return
  if ([a, p, b].some((m) => m.form !== 'digits' || m.high !== undefined || m.bound !== 'exact')) return
  const way = zhPoints.exec(textBetween(sentence, a.end, p.numberStart))
  if (way === null || !leaving.test(textBetween(sentence, a.start - 20, a.numberStart))) return
  if (!arriving.test(textBetween(sentence, p.end, b.numberStart)) || isQuoted(sentence, p)) return
  const right = (toNumber(b.value) - toNumber(a.value)) * (rise.test(way[1]!) ? 1 : -1)
  const half = (m: Mention) => 0.5 * 10 ** -Math.max(0, m.decimals ?? 0)
  check(sentence, p, { made: [right], slack: half(a) + half(b), of: [a, b] }, desk)
}
