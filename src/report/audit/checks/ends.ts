import { toNumber } from '../../../base/index.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const any = gate(/between|介于|之间|range|区间/i)
const opens =
  /(?:\bbetween\s|介于\s?|\ba range of\s|\brange(?:s|d)? (?:of|from)\s|区间为?\s?)(?:约|about\s|US\$|RMB\s?|HK\$|[$¥￥€])*\s?$/i

/** Tells of a span that ends before it begins: revenue between $460 million and $445 million. */
export function checkEnds({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence) || sentence.mentions.length > 30) continue
    for (let n = 0; n < sentence.mentions.length; n += 1) checkPair(sentence, n, desk)
  }
}

function checkPair(sentence: Sentence, n: number, desk: Paragraph['desk']): void {
  const a = sentence.mentions[n]!
  const b = sentence.mentions[n + 1]
  const front = textBetween(sentence, a.numberStart - 22, a.numberStart)
  const isOne = a.high !== undefined
  const end = isOne ? a.end : (b?.end ?? a.end)
  if (!opens.test(front) && !/^\s?(?:之间|区间)/.test(textBetween(sentence, end, end + 6))) return
  // 5 美元 is no end of 3 元
  if (!isOne) {
    if (
      b === undefined ||
      b.high !== undefined ||
      b.unitText !== a.unitText ||
      a.form !== 'digits' ||
      b.form !== 'digits'
    )
      return
    if (
      !/^\s?(?:and|to|[-–—~～至到和与])\s?(?:约|about\s|US\$|RMB\s?|HK\$|[$¥￥€])*\s?$/i.test(
        textBetween(sentence, a.end, b.numberStart),
      )
    )
      return
  }
  const low = toNumber(a.value)
  const high = toNumber(isOne ? a.high! : b!.value)
  if (low <= high || low < 0 || high < 0 || isQuoted(sentence, a) || desk.isTold(a.start, end)) return
  // 5 to 7 million: the scale of the second is that of both; between 2022 and 2019 are years
  if (a.scaleText === '' && !isOne && b!.scaleText !== '') return
  if ([low, high].every((v) => Number.isInteger(v) && v > 1900 && v < 2100)) return
  // the gap between 40% and 22% is no span
  if (/(?:gap|spread|difference|ratio|distance|差距|差额|之差)s?\s?(?:between\s)?$/i.test(front)) return
  // between 600 and 150 B.C.
  if (/^\s?B\.?C\b/.test(textBetween(sentence, end, end + 6)) || /公元前\s?$/.test(front)) return
  // between 64-bit and 32-bit programs: of two things
  if (/^-[A-Za-z]/.test(textBetween(sentence, a.numberEnd, a.numberEnd + 2))) return
  // dropped to between 30 percent and 20 percent: the way down
  if (
    /\b(?:drop|f[ae]ll|declin|decreas|reduc|down|cut|low)|降|跌|减|回落/i.test(
      textBetween(sentence, sentence.start, a.start),
    )
  )
    return
  // from one to the other, whichever is more
  if (/(?:分别|respectively|由|从|自|from\s)[^，。；;]{0,12}$/i.test(front)) return
  const printed = textBetween(sentence, a.start, end)
  desk.tell(
    'audit/impossible',
    desk.place(a.start, end),
    {
      en: `\`${printed}\` ends before it begins`,
      zh: `\`${printed}\` 的下限高于上限`,
    },
    { confidence: 0.78, printed },
  )
}
