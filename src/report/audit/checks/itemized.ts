import { wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { Read } from './input.ts'

const numberEn = '(two|three|four|five|six|seven|eight|nine|ten)'
// three phases—A, B, and C—
const dashed = new RegExp(
  `\\b${numberEn}\\s((?:[A-Za-z-]+\\s){0,3}?[A-Za-z-]+s)\\s?[—–]\\s?([^—–:;.()\\n|]{5,160}),?\\s(?:and|&)\\s[^—–,:;.()\\n|]{1,50}(?=[—–.]|\\s[—–]|$)`,
  'gi',
)
// two key observations: and the list below
const announcedEn = new RegExp(
  `(?:^|[\\s*_(])${numberEn}\\s(?!of\\b|times\\b|out\\b|hundred\\b|thousand\\b|million\\b|billion\\b|percent\\b|per\\b|years?\\b|months?\\b|weeks?\\b|days?\\b|hours?\\b|quarters?\\b)(?:[a-z-]+\\s){0,3}?[a-z-]+s\\b(?:(?!\\band\\b)[^.!?;\\n\\d]){0,40}[:：]\\s*\\**$`,
  'i',
)
const announcedZh =
  /(?<![第初零〇一二三四五六七八九十百千万亿两几半\d.])([两三四五六七八九十])(?:个|大|点|项|类|条|种|步|方面|句|层)(?!月|季|年|周|小时|星期)[^，。；;：:\n\d]{0,16}[：:]\s*\**$/
const marker =
  /^(\s*)(?:([-*•●▪‣·])\s+|(\d{1,2})[.、)）]\s*(?!\d)|[（(](\d{1,2})[)）]\s*|([①②③④⑤⑥⑦⑧⑨⑩])\s*|([一二三四五六七八九十])、\s*)\S/

/** Tells of a number of things that the list behind it, or below it, has one more or one less of: three phases—A, B, C and D. */
export function checkItemized({ desk, text, start }: Read): void {
  const lines = text.split('\n')
  let at = start
  for (const [n, line] of lines.entries()) {
    if (line.includes('—') || line.includes('–')) checkDashed(line, at, desk)
    const found = announcedEn.exec(line) ?? announcedZh.exec(line)
    if (found !== null) checkBelow(lines, n, found, at, desk)
    at += line.length + 1
  }
}

function checkDashed(line: string, at: number, desk: AuditDesk): void {
  for (const m of line.matchAll(dashed)) {
    // each item may be a few words, none a clause
    const items = m[3]!
      .replace(/,\s*$/, '')
      .split(',')
      .map((x) => x.trim())
    if (items.some((x) => x.length > 40 || x === '' || /\b(?:is|are|was|were|has|have|which|that)\b/.test(x))) continue
    tell(m[1]!, at + m.index, sizeOf(m[1]!), items.length + 1, desk)
  }
}

// a list that was counted in a word ends within so many lines
const farthest = 120

function checkBelow(lines: readonly string[], n: number, found: RegExpExecArray, at: number, desk: AuditDesk): void {
  const kind = (m: RegExpExecArray) => `${m[1]!.length} ${[2, 3, 4, 5, 6].findIndex((i) => m[i] !== undefined)}`
  let first: string | undefined
  let count = 0
  let isOpen = true
  for (let i = n + 1; i < Math.min(lines.length, n + farthest) && isOpen; i += 1) {
    const line = lines[i]!
    if (line.trim() === '') continue
    const m = marker.exec(line)
    if (m === null) {
      // an item may go on in lines set in
      isOpen = count > 0 && /^\s{2,}\S/.test(line)
      continue
    }
    first ??= kind(m)
    // what is set in further belongs to the item above
    if (kind(m) === first) count += 1
    else isOpen = m[1]!.length > Number(first.split(' ')[0])
    const own = Number(m[3] ?? m[4])
    if (kind(m) === first && own > 0 && own !== count) return
  }
  if (count < 2) return
  tell(found[1]!, at + found.index + found[0].indexOf(found[1]!), sizeOf(found[1]!), count, desk)
}

function sizeOf(word: string): number {
  return wordNumber(word.toLowerCase()) ?? '〇一二三四五六七八九十'.indexOf(word === '两' ? '二' : word)
}

function tell(word: string, at: number, said: number, found: number, desk: AuditDesk): void {
  // eight, of which three are listed: a slip is one too many or too few
  if (Math.abs(said - found) !== 1 || desk.isTold(at, at + word.length)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(at, at + word.length),
    {
      en: `\`${word}\` does not count the list that follows, which has ${found}`,
      zh: `\`${word}\` 与其后所列项数不符，所列为 ${found} 项`,
    },
    { confidence: 0.82, printed: word, expected: String(found) },
  )
}
