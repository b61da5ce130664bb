import { gate } from '../prose/gate.ts'
import type { Paragraph } from './input.ts'
import { tellTurned } from './turned.ts'

const any = gate(/指|\b(?:all|board)\b/i)
// 集体高开 is how they began
const all =
  /(?:股指|指数|大盘|三大|四大|两市)[^。；;.\d]{0,12}?((?:全线|集体|悉数|均|齐)(?:收|走|上|下)?(?:涨|升|跌|降|高|低|挫|红|绿)(?!开))|\b(?:indices|indexes|benchmarks)\s(all (?:closed |ended |finished )?(?:higher|lower)|(?:closed |ended |finished )?(?:higher|lower) across the board)/gi
// the morning is not the close
const earlier = /早盘|盘初|开盘|盘中|一度|午前|上午|\b(?:opened|early|morning)\b/i
const later = /收盘|收市|尾盘|午后|\b(?:clos\w*|end\w*|finish\w*)\b/i
const move = /涨|升|跌|降|\b(?:rose|gained|added|climbed|fell|lost|dropped|slipped)\b/i
const up = /涨|升|高|红|higher|rose|gained|added|climbed/i

/** Tells of one index that went the other way than all of them are said to have gone: 三大指数全线收跌，沪指涨 0.43%. */
export function checkIndices({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence)) continue
    // what is said of all of them may stand in a sentence without a number
    const front = /[^\n]*$/.exec(desk.input.extract.text.slice(Math.max(0, sentence.start - 60), sentence.start))![0]
    const text = front + sentence.text
    for (const said of text.matchAll(all)) {
      const from = said.index + said[0].length
      const behind = text.slice(from, from + 160)
      if (earlier.test(text.slice(Math.max(0, said.index - 10), from)) && later.test(behind)) continue
      const moves = [...behind.matchAll(/[^，,；;。、\n]+/g)].flatMap(({ 0: clause, index }) => {
        const lead = /^\s*(?:截至收盘|(?:and|while)\s)?(?:the\s)?/i.exec(clause)![0].length
        const found = desk.input.cues.begins('index', clause.slice(lead)) ? move.exec(clause) : null
        return found === null ? [] : [{ word: found[0], clause, at: from + index + found.index }]
      })
      const way = up.test(said[1] ?? said[2]!)
      const odd = moves.filter(({ word }) => up.test(word) !== way)
      // one of several is a slip; where most go the other way, all of them are spoken of elsewhere
      if (moves.length < 2 || odd.length !== 1) continue
      const { word, clause, at } = odd[0]!
      tellTurned(word, sentence.start - front.length + at, [said[0], clause.trim()], 0.85, desk)
    }
  }
}
