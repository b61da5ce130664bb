import type { Mention } from '../../../base/index.ts'
import type { FoundWord } from '../../lexicon.ts'
import { basisCues, type Cues, timeCues } from '../cues.ts'
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

const month = /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/
const inMonth =
  /\b(?:in|by|of) (?:20\d\d|January|February|March|April|May|June|July|August|September|October|November|December)\b/
const dated = /\d|[上本][年月周季]|week|month|quarter|year/i

/** Whether the words beside a number say that it is of another part, time, source or state than what `head` is of. */
export function isOfOther(words: string, head: string, cues: Cues): boolean {
  if (basisCues.some((c) => cues.has(c, words) && !cues.has(c, head))) return true
  if (cues.has('in-year-before', words) && !cues.has('in-year-before', head) && !/20\d\d/.test(head)) return true
  // a head with a date or a number of its own may well be that time
  return !dated.test(head) && !month.test(head) && (inMonth.test(words) || timeCues.some((c) => cues.has(c, words)))
}

/** The clause of a number and the words right behind it, for what they say of its basis. */
export function basisOf({ text, start }: Sentence, m: Mention): string {
  const at = m.numberStart - start
  let from = at
  while (from > 0 && at - from < (/[\u4e00-\u9fff]/.test(text) ? 40 : 70) && !'，,。；;'.includes(text[from - 1]!))
    from -= 1
  // 另一机构口径下，
  const last =
    /(?:[^，。；;\d]{2,12}[下中看]|(?:若|如果|假设|剔除|扣除)[^，。；;\d]{1,14})[，,]\s?$/.exec(
      text.slice(0, from),
    )?.[0] ?? ''
  // In Asia, Norwood's market share is 55%
  const opening =
    /(?:^|[.;]\s)(?:In|On|For|At|By|Without|Excluding|A year)\b[^.;,]{0,40},\s?$/.exec(text.slice(0, from))?.[0] ?? ''
  const behind =
    (/[\u4e00-\u9fff]/.test(text) ? /^[^，,。；;（(]{0,12}/ : /^[^,.;(]{0,40}/).exec(text.slice(m.end - start))?.[0] ??
    ''
  return `${opening}${last}${text.slice(from, at)} ${behind}`
}

const leaving = /[由从自][^，。；;]{0,12}$|\bfrom\s(?:the\s)?(?:US\$|[$¥€£])?$/i

/** Whether a number is what something went from. */
export function isLeft({ text, start }: Sentence, m: Mention): boolean {
  return leaving.test(text.slice(Math.max(0, m.numberStart - start - 20), m.numberStart - start))
}

/** Whether a number is none of what a name has: a hyphen of it that was read as a sign (云雀-4.5), a distance, so many of so many. */
export function isNoLevel({ text, start }: Sentence, m: Mention): boolean {
  const at = m.numberStart - start
  // 25 of 30 problems, 174 of the 250, 0.9 ahead of the other
  if (
    /^\s(?:of\s(?:(?:the|its|all|these|those)\s)*\d|(?:points?\s)?(?:ahead|behind|higher|lower|above|below|more|less)\b)/i.test(
      text.slice(m.end - start, m.end - start + 24),
    )
  )
    return true
  // 每 1T token
  if (/(?:每|跑完|\b(?:per|each|every))\s?$/i.test(text.slice(Math.max(0, at - 8), at))) return true
  // the runner-up, Sela, and its share is
  if (/,\s(?:and|but|while)\s(?:its|it|their)\b[^,.;]*$/i.test(text.slice(Math.max(0, at - 60), at))) return true
  return text[at] === '-' && m.unitText === '' && /[\u4e00-\u9fffA-Za-z]/.test(text[at - 1] ?? '')
}

/** Whether a word of comparison stands right behind a number that says how far (0.9 ahead of the other), or before a list. */
export function isDistance({ text }: Sentence, at: number, word: string): boolean {
  // 相当于 810 亿元的 77.2%
  if (
    /相当|等于/.test(word) &&
    /^[^，。；;]{0,30}的\s?(?:约)?\d[\d.]*\s?(?:[%％倍成])/.test(text.slice(at + word.length))
  )
    return true
  // 50 亿元和 6 亿元，高于 45 亿元和 5 亿元: each against its own
  if (
    /^[^，。；;（(]{0,10}\d[^，。；;（()）]{0,8}(?:和|与|及|、|\sand\s)\s?[^，。；;（(]{0,6}\d/.test(
      text.slice(at + word.length),
    )
  )
    return true
  return (
    /\d(?:\s?(?:million|billion|points?|%))?\s$/.test(text.slice(0, at)) &&
    /ahead|behind|above|below|higher|lower|more|less|fewer|cheaper|faster|slower|larger|smaller/i.test(word)
  )
}

const reference =
  /^\s(?:the\s)?(?:mean\s|average\s)?(?:sea|ground|water|freezing|zero|poverty|surface|horizon|[A-Z][a-z]+ (?:Ocean|Sea))\b/

/** Whether a word behind a number says what it is to something else: 4,207 m above sea level, 以 2 分领先 is a margin, 较上周持平 has a base of its own. */
export function isOfOwnBase({ text, start }: Sentence, { numberStart, end }: Mention, word: FoundWord): boolean {
  const between = text.slice(end - start, word.start - start)
  if (reference.test(text.slice(word.end - start))) return true
  if (between.length < 2 && /(?:以|\bby)\s?$/i.test(text.slice(0, numberStart - start))) return true
  return /[较比与同][^，,；;]{1,12}$/.test(between) && /^[，,；;]/.test(text.slice(word.end - start))
}
