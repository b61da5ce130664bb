import { gate } from '../prose/gate.ts'
import type { Paragraph } from './input.ts'

const interval =
  /[[（(【]\s*([-−–+＋]?\d[\d.]*)\s*(?:%|％|个百分点|分|pp|points?)?\s*(?:[,，;；]|to|至|到|～|~)\s*([-−–+＋]?\d[\d.]*)\s*(?:%|％|个百分点|分|pp|points?)?\s*[\])）】]/g
const without =
  /^\s?(?:个百分点|分|points?|pp)?[，,]?\s?(?:which\s|that\s)?(?:不含|不包含|不包括|未跨过|不跨)\s?(?:零|0)|^\s?(?:points?|pp)?[，,]?\s?(?:which\s|and\s)?(?:excludes?|excluding|does not (?:include|contain|cross)|not containing)\s(?:zero|0)\b/i
const within =
  /^\s?(?:个百分点|分|points?|pp)?[，,]?\s?(?:包含|包括|含|跨过|跨)\s?(?:零|0)|^\s?(?:points?|pp)?[，,]?\s?(?:which\s|and\s)?(?:includes?|including|contains?|crosses|spans)\s(?:zero|0)\b/i
const any = gate(/零|0|zero/i)

/** Tells of an interval that is said to hold nought and does not, or the other way round: [-3.4, 6.2]，不含零. */
export function checkStraddled({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence)) continue
    for (const found of sentence.text.matchAll(interval)) {
      const [low, high] = [found[1]!, found[2]!].map((n) => Number(n.replace(/^[−–]/, '-').replace(/^[+＋]/, '')))
      if (!(low! < high!)) continue
      const behind = sentence.text.slice(found.index + found[0].length)
      const said = without.test(behind) ? false : within.test(behind) ? true : null
      const holds = low! <= 0 && high! >= 0
      if (said === null || said === holds) continue
      const at = sentence.start + found.index
      if (desk.isTold(at, at + found[0].length)) continue
      desk.tell(
        'audit/flip',
        desk.place(at, at + found[0].length),
        {
          en: `\`${found[0]}\` ${holds ? 'holds' : 'does not hold'} nought, against what is said of it`,
          zh: `区间 \`${found[0]}\` ${holds ? '包含' : '不包含'}零，与所述相反`,
        },
        { confidence: 0.92, printed: found[0] },
      )
    }
  }
}
