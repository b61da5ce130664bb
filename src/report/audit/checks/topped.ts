import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'

const any = gate(/前|TOP|位列|位居|排名|led by|the (?:top|larg|bigg|lead)/i)

const heads =
  /(?:前|TOP\s?)[\d一二三四五六七八九十]+(?:名|位|大|的)?[^，。；;\d（(]{0,12}?(?:分别|依次)?(?:为|是|有)|\b(?:led by|the (?:top|largest|biggest|leading) (?:three|four|five|\d) [^.;\d]{0,40}(?:are|were|is))\b/gi
const places = /分别(?:位列|位居|排名|排在|列)(?:第)?([一二三四五六七八九十、和与第]+)/

/**
 * Tells of a number that breaks the order of a list that is said to be in one: 涨幅前 3 名分别为甲（22.9%）、乙（25.4%）、丙（9.5%）,
 * 丙 820 亿，丁 1,820 亿，分别位列第二、三.
 */
export function checkTopped({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { text, mentions } = sentence
    if (mentions.length < 2 || mentions.length > 40 || !any(sentence)) continue
    for (const head of text.matchAll(heads)) {
      const list = listBehind(sentence, sentence.start + head.index + head[0].length)
      if (list.length >= 3) checkOrder(sentence, list, desk)
    }
    const named = places.exec(text)
    if (named !== null) checkPlaces(sentence, sentence.start + named.index, desk)
  }
}

const next =
  /^[%％]?\s?[)）]?\s?(?:、|，|,|和|与|及|以及|and|,\sand|followed by|\s)+\s?[^，。；;、\d()（）]{1,30}[（(]\s?[-+−]?(?:[$¥€]|US\$)?$/

// numbers in parentheses, each behind a name
function listBehind(sentence: Sentence, at: number): readonly Mention[] {
  const list: Mention[] = []
  for (const m of sentence.mentions) {
    if (m.numberStart < at) continue
    const last = list.at(-1)
    const between = textBetween(sentence, last === undefined ? at : last.numberEnd, m.numberStart)
    const fits =
      last === undefined
        ? /^[^，。；;、\d()（）]{1,30}[（(]\s?[-+−]?(?:[$¥€]|US\$)?$/.test(between)
        : next.test(between)
    if (!fits || m.form !== 'digits' || m.high !== undefined) break
    if (last !== undefined && bareUnit(last) !== bareUnit(m)) break
    list.push(m)
  }
  return list
}

// one number out of the order that all others keep
function checkOrder(sentence: Sentence, list: readonly Mention[], desk: AuditDesk): void {
  const sizes = list.map((m) => Math.abs(toNumber(m.value)))
  const falls = (all: readonly number[]) => all.every((v, n) => n === 0 || v <= all[n - 1]!)
  // the best may be the lowest
  if (falls(sizes) || falls([...sizes].reverse())) return
  const off = sizes.findIndex((_, n) => falls(sizes.filter((_v, i) => i !== n)))
  // the larger of two that stand the wrong way round
  const at =
    off === -1
      ? -1
      : off + 1 < sizes.length && sizes[off + 1]! > sizes[off]! && falls(sizes.filter((_v, i) => i !== off + 1))
        ? off + 1
        : off
  const m = list[at]
  if (m === undefined || isQuoted(sentence, m)) return
  tell(sentence, m, desk)
}

// B 为 1,320 亿，C 为 820 亿，分别位列第二、三
function checkPlaces(sentence: Sentence, at: number, desk: AuditDesk): void {
  const before = sentence.mentions.filter((m) => m.end <= at && m.form === 'digits' && m.high === undefined)
  const [a, b] = before.slice(-2)
  if (
    a === undefined ||
    b === undefined ||
    bareUnit(a) !== bareUnit(b) ||
    (a.scaleText === '') !== (b.scaleText === '')
  )
    return
  if (a.scaleText === '' && a.unitText === '') return
  if (!/^[^。；;]{0,24}$/.test(textBetween(sentence, a.end, b.numberStart)) || at - b.end > 6) return
  if (
    /跌|降|亏|低|少|慢/.test(textBetween(sentence, a.start - 20, at)) ||
    b.value.lte(a.value) ||
    isQuoted(sentence, b)
  )
    return
  tell(sentence, b, desk)
}

function tell(sentence: Sentence, m: Mention, desk: AuditDesk): void {
  if (desk.isTold(m.start, m.end)) return
  const printed = textBetween(sentence, m.start, m.end)
  desk.tell(
    'audit/inconsistent',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` is out of the order in which the sentence ranks what it lists`,
      zh: `\`${printed}\` 与句中所述名次的先后不符`,
    },
    { confidence: 0.78, printed },
  )
}
