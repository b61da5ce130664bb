import { wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Read } from './input.ts'

const zhNumber = '(?<![\\d.,])(\\d{1,4}|[一两二三四五六七八九十])'
const enNumber = '(\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'
const any = gate(/[涨升跌降][^，。]{0,2}[涨升跌降平]|其中|\bof the\b/i)
// 五个品种三涨一跌
const zhWays = new RegExp(
  `${zhNumber}\\s?(?:个|款|家|项|种|只|支)[\\u4e00-\\u9fff]{1,8}?[，,]?${zhNumber}\\s?([涨升增])${zhNumber}\\s?([跌降减])(?:${zhNumber}\\s?平)?`,
  'g',
)
// 本周七件事，其中融资三件、产品三件、监管一件
const zhParts = new RegExp(
  `${zhNumber}\\s?(家|款|个|项|件|笔|起|条|类)[\\u4e00-\\u9fff]{0,4}，其中((?:[\\u4e00-\\u9fff]{1,6}${zhNumber}\\s?\\2、){1,6}[\\u4e00-\\u9fff]{1,6}${zhNumber}\\s?\\2)(?=[，。；—]|$)`,
  'g',
)
const rose = '(?:rose|climbed|gained|increased|grew|went up|raised|are up|were up)'
const fell = '(?:fell|dropped|declined|decreased|went down|lowered|cut|are down|were down|lost)'
const flat = '(?:left|stayed|remained|held|kept|were unchanged|are unchanged|unchanged)'
const move = `(?:${rose}|${fell}|${flat})`
// of the eight series below, seven rose in the week and two fell; of the 23 providers 12 lowered a price, 6 left all unchanged and 3 raised one
const enWays = new RegExp(
  `\\bof\\sthe\\s${enNumber}\\s(?:[a-z-]+\\s){0,3}?[a-z-]+,?\\s${enNumber}\\s(${move})\\b([^.;:]{0,40}?)(?:,?\\sand|,)\\s${enNumber}\\s(${move})\\b(?:([^.;:]{0,40}?),?\\sand\\s${enNumber}\\s(${move})\\b)?`,
  'gi',
)
// four of the six became cheaper; the exception was A
const enAllButOne = new RegExp(
  `\\b${enNumber}\\sof\\sthe\\s${enNumber}\\b[^.;]{0,60};\\sthe\\s(?:only\\s|one\\s)?exception\\s(?:was|is|being)\\b`,
  'gi',
)

/** Tells of a number of things that is not what those of its kinds in the same sentence add up to: 五个品种三涨一跌. */
export function checkTallied({ sentences, desk }: Read): void {
  const { extract } = desk.input
  for (const sentence of sentences) {
    if (sentence.text.length > 400 || !any(sentence)) continue
    for (const m of sentence.text.matchAll(zhWays)) {
      const [all, up, down, level] = [m[1], m[2], m[4], m[6]].map(numberOf)
      // what stays as it was need not be said
      const sum = up! + down! + (level ?? 0)
      const isOpen = sum < all! && /平|不变/.test(sentence.text.slice(m.index + m[0].length))
      if (sum !== all && !isOpen) tell(sentence, m, m[0].slice(m[0].lastIndexOf(m[3]!) - 1), sum, all!, desk)
    }
    for (const m of sentence.text.matchAll(zhParts)) {
      const parts = [...m[3]!.matchAll(new RegExp(`${zhNumber}\\s?${m[2]}`, 'g'))].map((p) => numberOf(p[1])!)
      const sum = parts.reduce((t, n) => t + n, 0)
      // 其中 need not name all
      if (sum > numberOf(m[1])! && !/净|退|减|流失|关闭|注销/.test(sentence.text))
        tell(sentence, m, m[0].slice(0, m[0].indexOf('，')), sum, numberOf(m[1])!, desk)
    }
    for (const m of sentence.text.matchAll(enWays)) {
      const [all, a, b, c] = [m[1], m[2], m[5], m[8]].map(numberOf)
      const sum = a! + b! + (c ?? 0)
      const ways = [m[3], m[6], m[9]].flatMap((w) => (w === undefined ? [] : [wayOf(w)]))
      if (new Set(ways).size < ways.length || /\b(?:at least|more than|over|about|nearly)\b/i.test(m[0])) continue
      if (sum > all! || (sum < all! && ways.length === 3)) tell(sentence, m, m[2]!, sum, all!, desk)
    }
    // what stands behind a semicolon is of the same sentence
    for (const m of extract.text.slice(sentence.start, sentence.end + 60).matchAll(enAllButOne)) {
      const [part, all] = [m[1], m[2]].map(numberOf)
      if (part! < all! - 1) tell(sentence, m, m[1]!, part! + 1, all!, desk)
    }
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : /\d/.test(text) ? Number(text) : (wordNumber(text.toLowerCase()) ?? undefined)
}

function wayOf(verb: string): string {
  return new RegExp(`^${rose}$`, 'i').test(verb) ? 'up' : new RegExp(`^${fell}$`, 'i').test(verb) ? 'down' : 'flat'
}

function tell(
  { start }: Sentence,
  m: RegExpExecArray,
  printed: string,
  sum: number,
  all: number,
  desk: AuditDesk,
): void {
  const at = start + m.index + m[0].lastIndexOf(printed)
  if (desk.isTold(at, at + printed.length)) return
  desk.tell(
    'audit/sum',
    desk.place(at, at + printed.length),
    {
      en: `\`${printed}\`: those that are named here add up to ${sum}, not to ${all}`,
      zh: `\`${printed}\`：句中各项合计 ${sum}，而非 ${all}`,
    },
    { confidence: 0.82, printed, expected: String(all) },
  )
}
