import { decimal, largest, plain } from '../../../base/index.ts'
import { slipOf } from '../digits.ts'
import { gate } from '../prose/gate.ts'
import type { Paragraph } from './input.ts'

const any = gate(/[+＋]/)
const figure = '(?:US\\$|HK\\$|[$¥￥€])?(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)'
// $4,217.6 million (1,278.5 + 1,364.4 + 1,474.7)
const sum = new RegExp(
  `(?<![\\d.,])${figure}(?=\\s?(?:[a-zA-Z%％\\u4e00-\\u9fff]{0,10}\\s?){0,2}[（(]\\s?(?:即|=)?\\s?(${figure}(?:\\s?[+＋]\\s?${figure}){1,7})\\s?[)）])`,
  'g',
)

/** Tells of a number whose terms stand in parentheses behind it and do not add up to it, a slip of a digit apart. */
export function checkBracketed({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence)) continue
    for (const found of sentence.text.matchAll(sum)) {
      const numberIn = (text: string) => decimal(text.replace(/[^\d.]/g, ''))
      const terms = found[1]!.split(/[+＋]/)
      const right = terms.reduce((t, term) => t.plus(numberIn(term)), decimal('0'))
      const printed = found[0]
      const placesOf = (text: string) => (text.split('.')[1] ?? '').length
      const places = Math.max(placesOf(printed), largest(terms.map(placesOf)))
      const slack = (terms.length + 1) * 0.5 * 10 ** -places
      const off = numberIn(printed).minus(right).abs()
      if (off.lte(slack) || slipOf(printed, plain(right)) === 'other') continue
      const at = sentence.start + found.index
      if (desk.isTold(at, at + printed.length)) continue
      desk.tell(
        'audit/sum',
        desk.place(at, at + printed.length),
        {
          en: `\`${printed}\` disagrees with the ${terms.length} terms behind it, which add up to ${plain(right)}`,
          zh: `\`${printed}\` 与其后括号内的 ${terms.length} 项不符，其和为 ${plain(right)}`,
        },
        { confidence: 0.9, printed, expected: plain(right) },
      )
    }
  }
}
