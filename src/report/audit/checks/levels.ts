import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { kept } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { goesOn, type Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const becomes =
  /(?:[增升提降减涨扩]至|达到?|将达到?|预计[^，。；;\d]{0,8}|累计[^，。；;\d]{0,4}|为|(?:should|will|to)\sreach|reach(?:es|ed)?|grew to|rose to|grows to|rising to|totall?ed)\s?(?:约|about|some|US\$|[$¥￥])?\s?$/i

/**
 * Tells of a level of a series whose scale word makes it a thousandth of its neighbours: 147 亿元, 215 亿元, 624 万元.
 *
 * With the scale word of the others the number must stand among them, and the words must say that the series goes on.
 */
export function checkLevels({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) checkSentence(sentences[s]!, sentences[s - 1], desk)
}

function checkSentence(sentence: Sentence, last: Sentence | undefined, desk: AuditDesk): void {
  const before = last !== undefined && sentence.start - last.end < 3 && goesOn(last) ? last.mentions : []
  for (let n = 0; n < sentence.mentions.length; n += 1) {
    const m = sentence.mentions[n]!
    if (!isLevel(m) || m.scaleText === '' || isQuoted(sentence, m) || desk.isTold(m.start, m.end)) continue
    const front = textBetween(sentence, m.numberStart - 24, m.numberStart)
    if (!becomes.test(front)) continue
    const isSum = /累计/.test(front)
    const others = [...before, ...sentence.mentions.slice(0, n)].filter(
      (o) => isLevel(o) && o.unitText === m.unitText && o.scaleText !== '' && o.value.gt(0),
    )
    const scale = others[0]?.scaleText
    if (scale === undefined || scale === m.scaleText || others.some((o) => o.scaleText !== scale)) continue
    if (others.length < 2 && !isSum) continue
    const last = others.at(-1)!
    const moved = m.value.div(m.scale).times(last.scale)
    const most = others.reduce((a, o) => (o.value.gt(a.value) ? o : a), last)
    const least = others.reduce((a, o) => (o.value.lt(a.value) ? o : a), last)
    // where some are a hundredth of others, one more may be
    if (!isSum && toNumber(m.value.div(least.value)) > 0.02 && toNumber(m.value.div(least.value)) < 50) continue
    const off = toNumber(m.value.div(isSum ? last.value : most.value))
    const like = toNumber(moved.div(isSum ? last.value : most.value))
    // of two things the one may well be a thousandth of the other: among its neighbours it may not
    if ((off > 1e-3 && off < 1e3) || like > 10 || like < (isSum ? 1 : 0.2)) continue
    tell(sentence, m, scale, desk)
  }
}

const isCounted = kept(/^(?:元|美元|\$|US\$|￥|¥|RMB|CNY|USD|yuan|dollars|人|次|台|张|万?件|tokens?)$/i)

function isLevel(m: Mention): boolean {
  return m.form === 'digits' && m.high === undefined && isCounted(m.unitText)
}

function tell(sentence: Sentence, m: Mention, scale: string, desk: AuditDesk): void {
  const printed = textBetween(sentence, m.start, m.end)
  desk.tell(
    'audit/scale-slip',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` is far below the numbers before it, which are in ${scale}: its scale seems to be another`,
      zh: `\`${printed}\` 远小于前文以“${scale}”为单位的数值，数量级疑误`,
    },
    { confidence: 0.76, printed, expected: printed.replace(m.scaleText, scale) },
  )
}
