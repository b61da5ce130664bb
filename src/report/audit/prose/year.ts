import { clausesOf, type NamedYear, type Sentence } from './sentence.ts'

// a text that names a year within so many characters begins with it
const headOf = 16

/** The one year that a text names, empty where it names none or several. */
export function yearIn(text: string): string {
  if (!text.includes('20')) return ''
  let year = ''
  plainYear.lastIndex = 0
  for (let found = plainYear.exec(text); found !== null; found = plainYear.exec(text)) {
    if (year !== '' && year !== found[1]) return ''
    year = found[1]!
  }
  return year
}

// 2000 元 is no year, and 2018 年 4 月前注册的旧车 is none that the text is about
const plainYear =
  /(?<![\d.,$¥￥])(20[0-4]\d)(?=\s?年|[-/.]\d{1,2}|[)）\s,.，。:：;；]|$)(?!\s?年[^，。,;；]{0,24}?(?:前|注册|登记))(?!\s(?:[多余]?[元万亿美个家台件次名人条块张颗辆种页字]|yuan|RMB|CNY|USD|dollars|tokens?|GPUs?|users|downloads|items|people|hours|days\b))/g

/** The year that a text begins with, but for one that it only speaks of a change from: 由 2024 年的 8 类. */
export function leadYearIn(text: string): string {
  const year = yearIn(text.slice(0, headOf))
  return year === '' || changed.test(text.slice(0, text.indexOf(year))) ? '' : year
}

const changed = /(?:[由从自比较与和同至到]|相比|截[至止]|\b(?:from|than|since|until|with|to))\s?$/i

function yearsIn({ text, noted }: Sentence): readonly NamedYear[] {
  noted.years ??= text.includes('20') ? readYears(text) : none
  return noted.years
}

function readYears(text: string): readonly NamedYear[] {
  plainYear.lastIndex = 0
  return [...text.matchAll(plainYear)].map((m) => ({ year: m[1]!, start: m.index, end: m.index + 4 }))
}

const none: readonly NamedYear[] = []

// 12 类（2025 年）, RMB 150 billion of 2024
const rightBehind = /^\s?(?:[（(]|(?:of|in|for|during)\s)\s?$/i
// 与 2025 年相比，补贴 …: what it is compared with holds in its own clause
const compared =
  /(?:[与和同跟比较于由从自]|相比|\b(?:than|from|with|against|to|over|of))\s?(?:(?:in|for|the|those|that|of)\s?)*$/i

/** The year that the `n`-th number of a sentence is of: one right behind it, the last one before it, or `held`. */
export function yearOf(sentence: Sentence, n: number, held: string): string {
  const all = yearsIn(sentence)
  if (all.length === 0) return held
  const { text, start, mentions } = sentence
  const mention = mentions[n]!
  const isBehind = (y: NamedYear, end: number) =>
    y.start >= end - start && rightBehind.test(text.slice(end - start, y.start))
  const own = all.find((y) => isBehind(y, mention.end))
  if (own !== undefined) return own.year
  // the year of another number is none of this one
  const free = all.filter((y) => !mentions.some((m) => m !== mention && isBehind(y, m.end)))
  const at = mention.numberStart
  const clauses = clausesOf(sentence)
  const clause = clauses.find((c) => c.start <= at && at <= c.end)
  const isIn = (y: NamedYear) =>
    clause !== undefined && clause.start <= y.start + start && y.start + start <= clause.end
  // 由 2024 年的 8 类扩至 12 类: past a number of its own, the year that something is compared with says nothing
  const isOver = (y: NamedYear) =>
    (!isIn(y) || mentions.some((m) => m.numberStart >= y.end + start && m.end <= at)) &&
    compared.test(text.slice(Math.max(0, y.start - 16), y.start))
  const before = free.findLast((y) => y.end + start <= at && !isOver(y))
  if (before !== undefined) return before.year
  const behind = free.filter((y) => isIn(y) && y.start + start >= mention.end)
  return behind.length === 1 ? behind[0]!.year : held
}
