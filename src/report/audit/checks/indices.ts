import { gate } from '../prose/gate.ts'
import type { Paragraph } from './input.ts'
import { tellTurned } from './turned.ts'

const any = gate(/指|Dow|S&P|Nasdaq|FTSE|Hang Seng/)
const anyOf = /全线|集体|悉数|齐[涨跌]|均[收上下]|\ball\b|across the board/i
const all =
  /(?:股指|指数|大盘|A股|三大|四大|两市|indices|indexes|benchmarks)[^。；;.\d]{0,12}?((?:全线|集体|悉数|均|齐)(?:收|走|上|下)?(?:涨|升|跌|降|高|低|挫|红|绿|挫)|(?:all )?(?:closed |ended |finished )?(?:higher|lower)(?: across the board)?)/gi
const each =
  /(上证指数|上证综指|沪指|深证成指|深成指|创业板指|科创50|北证50|恒生指数|恒指|恒生科技指数|道指|标普500(?:指数)?|标普|纳指|Dow|S&P 500|Nasdaq|FTSE 100|Hang Seng)[^，。；;,.\d]{0,10}?(涨|升|跌|降|rose|gained|added|climbed|fell|lost|dropped|slipped)/gi
const up = /涨|升|高|红|higher|rose|gained|added|climbed/i

/** Tells of one index that went the other way than all of them are said to have gone: 三大指数全线收跌，沪指涨 0.43%. */
export function checkIndices({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence)) continue
    // what is said of all of them may stand in a sentence without a number
    const front = /[^\n]*$/.exec(desk.input.extract.text.slice(Math.max(0, sentence.start - 60), sentence.start))![0]
    const text = front + sentence.text
    if (!anyOf.test(text)) continue
    for (const said of text.matchAll(all)) {
      const behind = text.slice(said.index + said[0].length, said.index + said[0].length + 160)
      const moves = [...behind.matchAll(each)]
      const odd = moves.filter((m) => up.test(m[2]!) !== up.test(said[1]!))
      // one of several is a slip; where most go the other way, all of them are spoken of elsewhere
      if (moves.length < 2 || odd.length !== 1) continue
      const at =
        sentence.start -
        front.length +
        said.index +
        said[0].length +
        odd[0]!.index +
        odd[0]![0].length -
        odd[0]![2]!.length
      tellTurned(odd[0]![2]!, at, [said[0], odd[0]![0]], 0.85, desk)
    }
  }
}
