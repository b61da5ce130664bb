import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Read } from './input.ts'

const any = gate(/全部|全线|悉数|[均都][领居排位第最]|\ball\b|\bevery\b/i)

/** Words that stand for one way, and those for the other. */
interface Ways {
  readonly up: string
  readonly down: string
}

const zhMove: Ways = {
  up: '上涨|上升|增长|提升|提高|收涨|走高|增加|改善',
  down: '下跌|下降|下滑|回落|收跌|降低|减少|走低',
}
const zhRank: Ways = {
  up: '领先|排名第一|位列第一|居首|第一|超过|高于|优于|胜出',
  down: '落后|低于|不及|逊于|不如',
}
const enMove: Ways = {
  up: 'rises?|rose|grows?|grew|gains?|gained|increased?|increases|improves?|improved|climb(?:s|ed)?',
  down: 'falls?|fell|declin(?:e|es|ed)|drops?|dropped|shrinks?|shrank|slip(?:s|ped)?|los(?:es|t)',
}
const enRank: Ways = {
  up: 'ahead|leads?|first|higher|better|beats?|outperforms?',
  down: 'behind|trails?|lags?|lower|worse|loses?',
}
// 全部上涨，只有甲下降
const zhForm = (a: string, b: string) =>
  new RegExp(
    `(全部|全线|悉数)[^，。；,;]{0,8}(?:${a})[^。，；]{0,12}[，；]\\s?(?:但|其中)?(?:只有|仅有?|唯有|唯独)([^，。；]{1,40}?)(?:${b})`,
    'g',
  )
// all five rise; only X falls
const enForm = (a: string, b: string) =>
  new RegExp(
    `\\b(all|every)\\b(?:[^.,;]|\\.(?=\\d)){0,40}?\\b(?:${a})\\b(?:[^.;]|\\.(?=\\d)){0,50}?[,;]\\s(?:but\\s|and\\s)?only\\s((?:[^.,;]|\\.(?=\\d)){1,40}?)\\b(?:${b})\\b`,
    'gi',
  )
// 六项全部领先，其中两项落后; 全部五科都居首，中医只有 60.0%，比乙低; 均排名第一，用药则是乙最高
const zhRanks: readonly RegExp[] = [
  /(全部|均|都)(?:领先|居首|排名第一|位列第一|第一)[，；]([^，。；]{0,40})[一两二三四五六七八九\d]\s?[项科个]落后/g,
  /(全部)[^，。；]{0,8}(?:居首|领先|排名第一|位列第一|第一|最高)[，；]()[^，。；]{1,12}只有[^，。；]{1,10}，比[^，。；]{1,8}低/g,
  /(均|都|全部)(?:领先|居首|排名第一|位列第一|第一|最高)[，；]()[^，。；]{2,16}则[是由以][^，。；]{1,16}(?:最高|居首|领先|第一)/g,
]
const forms: readonly RegExp[] = [zhMove, zhRank]
  .flatMap((w) => [zhForm(w.up, w.down), zhForm(w.down, w.up)])
  .concat(
    [enMove, enRank].flatMap((w) => [enForm(w.up, w.down), enForm(w.down, w.up)]),
    // ahead on all six and behind on one; first in all four, in one of which another is ahead
    /\b(?:ahead|leads?|first|higher)\b(?:[^.;,]|\.(?=\d)){0,40}?\b(?:on|in)\s(all)\s(?:of\s|the\s)*[a-z]+\s[a-z]+\s(?:and|but)\s(?:(?:[^.;,]|\.(?=\d)){0,20}\s)?()behind\s(?:on|in)\b/gi,
    /\b(?:first|ahead|best|leads?|led)\s(?:on|in)\s(all)\s(?:of\s|the\s)*[a-z]+\s[a-z]+;\s(?:on|in)\s()[a-z][^.,;]{2,50}\s(?:is|are)\s(?:ahead|first|better)\b/gi,
    ...zhRanks,
  )
// of another time or measure
const another = /同比|环比|较|比|年|季|月|周|\b(?:year|quarter|month|week|sequential|annual)/i

/** Tells of an "all" that the same sentence takes an exception from: 五个产品全部上涨，只有甲下降. */
export function checkExceptions({ sentences, desk, start, text }: Read): void {
  for (const [n, sentence] of sentences.entries()) {
    if (sentence.text.length > 400 || !any(sentence)) continue
    // what stands behind a semicolon is of the same sentence
    const next = sentences[n + 1]
    const isJoined =
      next !== undefined &&
      next.start - sentence.end < 3 &&
      /[;；]\s*$/.test(text.slice(sentence.start - start, next.start - start))
    check(isJoined ? text.slice(sentence.start - start, next.end - start) : sentence.text, sentence.start, desk)
  }
}

function check(text: string, start: number, desk: AuditDesk): void {
  for (const form of forms)
    for (const m of text.matchAll(form)) {
      const behind = /^[^，。；.,;]{0,40}/.exec(text.slice(m.index + m[0].length))![0]
      if (
        another.test(m[2]!) ||
        another.test(behind) ||
        /除|之外|\bexcept|\bbut\b(?=\sone)|not\sall|并非|不是/i.test(text)
      )
        continue
      const at = start + m.index + m[0].indexOf(m[1]!)
      if (desk.isTold(at, at + m[1]!.length)) continue
      desk.tell(
        'audit/flip',
        desk.place(at, at + m[1]!.length),
        {
          en: `"${m[1]}" disagrees with the exception that the sentence itself makes: "${m[0].slice(-40).trim()}"`,
          zh: `“${m[1]}”与本句自身的例外不符：“${m[0].slice(-24).trim()}”`,
        },
        { confidence: 0.8, printed: m[1]! },
      )
      return
    }
}
