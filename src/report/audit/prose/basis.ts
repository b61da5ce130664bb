import type { Mention } from '../../../base/index.ts'
import type { Sentence } from './sentence.ts'

const step =
  /(?:上涨|下跌|上升|下降|增加|减少|净增|新增|增收|减收|提[高升]|降低|回落|高出|多出|[增减涨跌升降])(?:了|约|近|超)*\s*$|\b(?:up|down|rose|fell|gained|lost|added|shed)\s(?:by\s)?(?:about\s|some\s)?(?:US\$|[$¥€£])?$/i

/** Whether the words right before a number say that it is how much something changed by: 较上周下跌 1.5 美元. */
export function isStep({ text, start }: Sentence, m: Mention): boolean {
  return step.test(text.slice(Math.max(0, m.numberStart - start - 24), m.numberStart - start))
}

const base =
  /(?:[较比]|相比)[^，。；;、]{0,16}$|(?:上年|去年|前年|同期|前值|上期|上一?[年月周季]度?)[^，。；;、\d]{0,8}$|\b(?:than|against|versus|compared (?:with|to))\s(?:the\s)?(?:US\$|[$¥€£])?$/i

/** Whether the words right before a number say that it is what another is held against: 较 2024 年的 100 亿元. */
export function isBase({ text, start }: Sentence, m: Mention): boolean {
  return base.test(text.slice(Math.max(0, m.numberStart - start - 24), m.numberStart - start))
}

// what a number beside the name of a row may be of instead of the cell
const others: readonly RegExp[] = [
  /海外|境外|国际|overseas|international|abroad/i,
  /国内|境内|中国|domestic|in China/i,
  /欧洲|印度|北美|美国|日本|东南亚|Europe|India|America|Japan/i,
  /单季|[一二三四]季度|Q[1-4]\b|quarter/i,
  /首批|[一二三四]批|首期|[一二三]期|batch|phase/i,
  /明年|后年|next year/i,
  /去年|上年|前年|同期|last year|year (?:ago|earlier|before)/i,
  /上月|上周|上季|last (?:month|week|quarter)/i,
  /此前|原来|之前|过去|曾|previous|formerly|earlier/i,
  /目标|指引|target|goal|guidance/i,
  /预计|预期|预测|有望|将达|计划|拟|expect|forecast|plan|project/i,
  /若|如果|假设|剔除|扣除|不含|调整后|excluding|adjusted|if\b/i,
  /另一|口径|机构|其他|其它|估算|another|other|estimate/i,
  /网页|网站|移动端|小程序|web\b|mobile/i,
  /缓存|命中|cache/i,
  /核心|新业务|分部|segment/i,
  /人均|户均|单位|每[人户台]|per capita|each/i,
  /累计|至今|以来|cumulative|since/i,
  /高端|低端|中端|以上|以下|premium/i,
]

/** Whether the words beside a number say that it is of another part, time, source or state than what `head` is of. */
export function isOfOther(words: string, head: string): boolean {
  return others.some((o) => o.test(words) && !o.test(head))
}

/** The clause of a number and the words right behind it, for what they say of its basis. */
export function basisOf({ text, start }: Sentence, m: Mention): string {
  const at = m.numberStart - start
  let from = at
  while (from > 0 && at - from < 40 && !'，,。；;'.includes(text[from - 1]!)) from -= 1
  // 另一机构口径下，
  const last = /[^，。；;\d]{2,12}[下中看][，,]\s?$/.exec(text.slice(0, from))?.[0] ?? ''
  const behind = /^[^，,。；;（(]{0,12}/.exec(text.slice(m.end - start))?.[0] ?? ''
  return `${last}${text.slice(from, at)} ${behind}`
}

const leaving = /[由从自][^，。；;]{0,12}$|\bfrom\s(?:the\s)?(?:US\$|[$¥€£])?$/i

/** Whether a number is what something went from. */
export function isLeft({ text, start }: Sentence, m: Mention): boolean {
  return leaving.test(text.slice(Math.max(0, m.numberStart - start - 20), m.numberStart - start))
}

/** Whether a hyphen of a name was read as the sign of a number: 云雀-4.5. */
export function isHyphened({ text, start }: Sentence, m: Mention): boolean {
  const at = m.numberStart - start
  return text[at] === '-' && m.unitText === '' && /[\u4e00-\u9fffA-Za-z]/.test(text[at - 1] ?? '')
}
