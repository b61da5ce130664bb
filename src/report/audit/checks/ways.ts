import { type Mention, toNumber, wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { endOf, textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'

const any = gate(/\bfrom\b|[由从自]/i)

/**
 * Tells of a word for the way from one number to another that the two do not bear out: 由 3,253 亿元降至 3,701 亿元, quadrupled
 * from 58 to 176, a tenfold spread from $0.15 to $15.
 */
export function checkWays({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length > 40 || !any(sentence)) continue
    const { mentions } = sentence
    if (mentions.length > 1 && sentence.text.includes('from')) checkSpread(sentence, desk)
    for (let n = 0; n < mentions.length; n += 1) {
      const pair = pairAt(sentence, n)
      if (pair !== null && !isQuoted(sentence, pair.old)) checkPair(sentence, pair, desk)
    }
  }
}

interface Pair {
  readonly old: Mention
  readonly now: Mention
  readonly a: number
  readonly b: number
  /** the words that say which way it went, and where they begin */
  readonly words: string
  readonly at: number
  readonly isZh: boolean
  readonly last: Mention
}

const leavingZh = /[由从自]\s?(?:\d{1,2}\s?月份?的?)?[^，。；;,\d]{0,18}$/
const arrivingZh =
  /^\s?[^，。；;,\d（(]{0,10}?((?:大幅|小幅|快速|进一步|同比|环比)*(?:增长|增加|上升|提升|提高|上涨|攀升|飙升|跃升|猛增|激增|暴涨|扩大|扩展|扩|走阔|拉大|上调|调高|冲|跃|增|升|涨|暴跌|骤降|锐减|压缩|缩短|下调|调低|下降|下滑|减少|降低|下跌|回落|缩减|收窄|缩小|降|减|跌)[至到为])\s?(?:\d{1,2}\s?月份?的?\s?)?[^，。；;,\d]{0,6}$/
const years =
  /(?<!\d)(?:19|20)\d{2}(?!\d)\s?(?:年|财年)?[末底初]?(?:第?[一二三四1-4]季度?|[上下]半年|[QH][1-4])?(?:的)?(?:人民币)?/g

const money = String.raw`(?:[A-Z]{1,3}\$|US\$|RMB\s?|[$¥€£])?\s?`
const rough = String.raw`(?:about\s|roughly\s|nearly\s|just\s|around\s|an?\s)*`
const verb = String.raw`\b((?:(?:more than|nearly|almost|roughly|over|about) )?(?:halved|doubled|tripled|trebled|quadrupled|rose|climbed|grew|increased|jumped|advanced|surged|soared|widened|expanded|swelled|fell|dropped|declined|decreased|slid|slipped|shrank|plunged|narrowed|tumbled|sank)|(?:comes?|came|goes|went) (?:down|up))`
const leavingEn = new RegExp(
  String.raw`${verb}(?:,?\s(?!from\b|to\b|and\b|by\b)[a-z]{3,14}){0,3},?\sfrom\s${rough}${money}$`,
  'i',
)
const toEn = new RegExp(String.raw`^(?:\s(?!from\b|to\b)[a-z-]+){0,2}\sto\s${rough}${money}$`, 'i')
const arrivingEn = new RegExp(
  String.raw`${verb}(?:\s(?!from\b|to\b|and\b)[a-z]{3,14}){0,1}\sto\s${rough}${money}$`,
  'i',
)
const fromEn = new RegExp(String.raw`^(?:\s(?!from\b|to\b)[a-z-]+){0,2},?\sfrom\s${rough}${money}$`, 'i')

function pairAt(sentence: Sentence, n: number): Pair | null {
  const first = sentence.mentions[n]!
  const second = sentence.mentions[n + 1]
  const front = textBetween(sentence, first.numberStart - 70, first.numberStart)
  if (first.form !== 'digits' && first.form !== 'range') return null
  // from 58 to 176 reads as a range
  if (first.high !== undefined) {
    const found = leavingEn.exec(front)
    if (found === null || first.bound !== 'range') return null
    const at = first.numberStart - front.length + found.index
    const [a, b] = [toNumber(first.value), toNumber(first.high)]
    return { old: first, now: first, a, b, words: found[1]!, at, isZh: false, last: first }
  }
  if (second === undefined || second.form !== 'digits' || second.high !== undefined) return null
  if (first.bound === 'range' || second.bound === 'range') return null
  const between = textBetween(sentence, first.end, second.numberStart)
  if (/[由从自]/.test(front) && leavingZh.test(front.replace(years, ''))) {
    const found = arrivingZh.exec(between.replace(years, ''))
    if (found === null) return null
    const at = first.end + Math.max(0, between.indexOf(found[1]!))
    return pairOf(first, second, found[1]!, at, true, second)
  }
  const found = front.includes('from') ? leavingEn.exec(front) : null
  if (found !== null && toEn.test(between))
    return pairOf(first, second, found[1]!, first.numberStart - front.length + found.index, false, second)
  const back = between.includes('from') ? arrivingEn.exec(front) : null
  if (back !== null && fromEn.test(between))
    return pairOf(second, first, back[1]!, first.numberStart - front.length + back.index, false, second)
  return null
}

function pairOf(old: Mention, now: Mention, words: string, at: number, isZh: boolean, last: Mention): Pair | null {
  const isBare = (m: Mention) => m.scaleText === '' && m.unitText === ''
  const [one, other] = last === now ? [old, now] : [now, old]
  // 由 3,253 增至 3,701 亿元: the scale stands once
  const scale = isBare(one) && other.scaleText !== '' ? toNumber(other.scale) : 1
  if (!isBare(one) && bareUnit(one) !== bareUnit(other)) return null
  const value = (m: Mention) => toNumber(m.value) * (m === one ? scale : 1)
  return { old, now, a: value(old), b: value(now), words, at, isZh, last }
}

const risingZh = /增|升|涨|提|扩|阔|拉大|上调|调高|冲|跃/
const rising =
  /^(?:rose|climbed|grew|increased|jumped|advanced|surged|soared|widened|expanded|swelled|(?:comes?|came|goes|went) up)$/i
const falling =
  /^(?:fell|dropped|declined|decreased|slid|slipped|shrank|plunged|narrowed|tumbled|sank|(?:comes?|came|goes|went) down)$/i
const folds: Readonly<Record<string, number>> = { halved: 0.5, doubled: 2, tripled: 3, trebled: 3, quadrupled: 4 }

function checkPair(sentence: Sentence, pair: Pair, desk: AuditDesk): void {
  const { a, b, words, old, now, isZh, last } = pair
  if (a <= 0 || b <= 0 || isYear(old, a) || isYear(now, b)) return
  // from 8 to 15: a place, of which the smaller is the better
  const isBareCount = [old, now].every((m) => m.unitText === '' && m.scaleText === '' && (m.decimals ?? 0) === 0)
  if (isBareCount && !isZh && Math.max(a, b) <= 100 && folds[words.replace(/^.* /, '').toLowerCase()] === undefined)
    return
  const around = textBetween(sentence, pair.at - 24, last.end + 20).replace(years, '')
  // a rank, a loss and what is denied go the other way
  if (/第|亏|负|[-−–]\s?\d|No\.|#|place|rank|loss|deficit|not\b|n't|未|没有|倒数|排名/i.test(around)) return
  // 加速由 5.9 秒提升至 3.9 秒 speaks of merit, a currency that rises costs less of the other, and a chart begins with one
  if (
    /^(?:秒|毫秒|ms|s|seconds?|nm|纳米|分钟|minutes?|小时|hours?|天|days?)$/i.test(bareUnit(last)) &&
    /[提升]|advanced|improved/.test(words)
  )
    return
  if (/汇率|兑|中间价|dollar|yen|euro|currency|名次|位次|榜|chart|list|position|spot|store/i.test(around)) return
  if (
    isZh &&
    // 从 126 对增加到 252 对，正好翻倍，但单价从 45 美元降到 34 美元: said of what stands before it
    /翻(?:了)?(?:一)?[番倍]/.test(
      textBetween(sentence, old.numberStart - 24, old.numberStart).replace(
        /^.*[，,；;。](?=.*[^，,；;。由从自约\s])/s,
        '',
      ) + textBetween(sentence, old.numberStart, last.end + 12).replace(/(?<=[到至为][^，,；;。]*)[，,；;。].*$/s, ''),
    ) &&
    !/[近超过多]/.test(around.slice(0, 24))
  ) {
    if (b / a < 1.8 || b / a > 2.4) tell(sentence, pair, 'audit/ratio', desk)
    return
  }
  const fold = /(?:(more than|over)|(nearly|almost|about|roughly)) /i.exec(words)
  const size = isZh ? undefined : folds[words.replace(/^.* /, '').toLowerCase()]
  const ratio = b / a
  if (size !== undefined) {
    const isOff =
      fold?.[1] !== undefined
        ? size < 1
          ? ratio > 0.51
          : ratio < size * 0.97
        : size < 1
          ? ratio > 0.65 || ratio < 0.38
          : ratio < size * 0.8 || ratio > size * 1.3
    if (isOff) tell(sentence, pair, 'audit/ratio', desk)
    return
  }
  const way = isZh ? (risingZh.test(words) ? 1 : -1) : rising.test(words) ? 1 : falling.test(words) ? -1 : 0
  if (way === 0 || a === b || Math.sign(b - a) === way) return
  // 30 cents from $0.50, $9 per 1M from $0.02 per 1K, 1.2 crore from 9 lakh: in other units
  const near = old === now ? '' : textBetween(sentence, Math.min(old.start, now.start), Math.max(old.end, now.end) + 16)
  if (/\bcents?\b|美分|\b(?:crore|lakh)\b|\bper\s?1?\s?[KM]\b|\brank|position|place\b|排名/i.test(near)) return
  tell(sentence, pair, 'audit/flip', desk)
}

function isYear({ unitText, scaleText }: Mention, value: number): boolean {
  return unitText === '' && scaleText === '' && Number.isInteger(value) && value > 1900 && value < 2100
}

function tell(sentence: Sentence, pair: Pair, code: 'audit/flip' | 'audit/ratio', desk: AuditDesk): void {
  const { words, at, a, b, old, now, last } = pair
  if (desk.isTold(last.start, last.end) || desk.isTold(at, at + words.length)) return
  const [one, other] =
    old === now
      ? [endOf(sentence, old, 0), endOf(sentence, old, -1)]
      : [old, now].map((m) => textBetween(sentence, m.start, m.end))
  const ratio = (b / a).toFixed(2)
  desk.tell(
    code,
    desk.place(at, at + words.length),
    code === 'audit/flip'
      ? {
          en: `\`${words}\` is not the way from \`${one}\` to \`${other}\``,
          zh: `\`${words}\` 与由 \`${one}\` 到 \`${other}\` 的方向相反`,
        }
      : {
          en: `\`${words}\` disagrees with \`${one}\` and \`${other}\`, the second of which is ${ratio} times the first`,
          zh: `\`${words}\` 与 \`${one}\`、\`${other}\` 不符，后者为前者的 ${ratio} 倍`,
        },
    {
      confidence: code === 'audit/flip' ? 0.86 : 0.83,
      printed: words,
      ...(code === 'audit/ratio' ? { expected: ratio } : {}),
    },
  )
}

const spread =
  /\b(two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|\d{1,4})(?:-?fold|x|\stimes)\s(?:price\s|cost\s)?(?:spread|range|gap|difference|variation)\b/i
const hundreds: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000 }

// ranges from $0.15 for the one to nearly $15 for the other, a tenfold spread
function checkSpread(sentence: Sentence, desk: AuditDesk): void {
  const found = spread.exec(sentence.text)
  if (found === null) return
  const at = sentence.start + found.index
  const before = sentence.mentions.filter((m) => m.end <= at && m.form === 'digits' && m.high === undefined)
  const [low, high, ...more] = before.filter((m) => m.unitText !== '' && m.unitText === before.at(-1)!.unitText)
  if (low === undefined || high === undefined || more.length > 0) return
  if (
    !/\bfrom\s(?:about\s|roughly\s|just\s|as little as\s)?[$¥€£]?$/i.test(
      textBetween(sentence, low.start - 24, low.numberStart),
    )
  )
    return
  if (!/\bto\b/.test(textBetween(sentence, low.end, high.numberStart)) || !(toNumber(low.value) > 0)) return
  const word = found[1]!.toLowerCase()
  const said = hundreds[word] ?? wordNumber(word) ?? Number(word)
  const ratio = toNumber(high.value) / toNumber(low.value)
  if (ratio / said < 2 && said / ratio < 2) return
  desk.tell(
    'audit/ratio',
    desk.place(at, at + found[0].length),
    {
      en: `\`${found[0]}\` disagrees with \`${textBetween(sentence, low.start, low.end)}\` and \`${textBetween(sentence, high.start, high.end)}\`, the second of which is ${ratio.toFixed(0)} times the first`,
      zh: `\`${found[0]}\` 与 \`${textBetween(sentence, low.start, low.end)}\`、\`${textBetween(sentence, high.start, high.end)}\` 不符，后者为前者的 ${ratio.toFixed(0)} 倍`,
    },
    { confidence: 0.8, printed: found[0], expected: ratio.toFixed(0) },
  )
}
