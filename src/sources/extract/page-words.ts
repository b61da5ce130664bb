import { largest } from '../../base/index.ts'
import type { Segment } from './line.ts'
import type { TableRow } from './page-rows.ts'

/** Whether a character is as wide as it is high, and stands without blanks. */
export function isWide(c: string | undefined): boolean {
  return c !== undefined && /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/.test(c)
}

/** Whether a word is broken between two lines: parame-|ters is one word; non-|linear and fine-|tuned keep their hyphen. */
export function isBroken(text: string, next: string): boolean {
  const word = /([A-Za-z][a-z]+)-$/.exec(text)?.[1]
  if (word === undefined || !/^[a-z]{2,}/.test(next)) return false
  return !/^(?:non|pre|post|multi|fine|high|low|open|long|short|self|cross|well|zero|few|one|two|three|first|second|third|large|small|real|end|on|off|up|in|over|under|sub|semi|anti|inter|intra|data|state|year|month|week|quarter|full|half|mid|best|cost|time|so|co|ex|de|closed|instruction|chain|key|head|text|image|token|model|use|user)$/i.test(
    word,
  )
}

// non-\nCoT, GPT-\n4o, Bench/\nEn.QA and wide characters
function goesOnInWord(text: string, next: string): boolean {
  return (
    (isWide(text.at(-1)) && isWide(next[0])) ||
    (/[A-Za-z\d]-$/.test(text) && /^[A-Za-z\d]/.test(next)) ||
    (/[A-Za-z\d]\/$/.test(text) && /^[A-Za-z\d]/.test(next))
  )
}

/** The text of each cell of a table, its lines put together; a word that a narrow column breaks without a hyphen is one. */
export function cellTexts(rows: readonly TableRow[]): readonly (readonly string[])[] {
  const widest = (rows[0] ?? []).map((_, c) =>
    Math.max(0, largest(rows.flatMap((r) => r[c]!.map((s) => s.right - s.left)))),
  )
  const isFull = (s: Segment, c: number) =>
    s.right - s.left > widest[c]! - s.size * 0.65 && /^\S*[A-Za-z\d]$/.test(s.text)
  const breaks = (a: Segment, b: Segment, c: number) => isFull(a, c) && /[A-Za-z]$/.test(a.text) && startsLow(b.text)
  let short = 0
  for (const row of rows)
    for (const [c, cell] of row.entries())
      for (let n = 1; n < cell.length; n += 1)
        if (breaks(cell[n - 1]!, cell[n]!, c) && /^[a-z]{1,3}(?![A-Za-z])/.test(cell[n]!.text)) short += 1
  // one such end of a word may be a word
  const joins = (a: Segment, b: Segment, c: number) =>
    short >= 2
      ? breaks(a, b, c) || (isFull(a, c) && /^[A-Za-z+)](?:\s|$)/.test(b.text))
      : breaks(a, b, c) && a.text.length > 2 && /^(?!a\s)[a-z]{1,2}(?![A-Za-z])/.test(b.text)
  return rows.map((row) => row.map((cell, c) => joined(cell, (a, b) => joins(a, b, c))))
}

// words of three letters and less that begin a line of their own
const own =
  /^(?:an|and|are|as|at|bn|but|by|day|for|has|in|is|it|its|low|mn|new|no|non|not|of|on|one|or|out|per|pp|set|sub|the|to|top|two|up|use|via|vs|we|with)(?![a-z])/

function startsLow(text: string): boolean {
  return /^[a-z]/.test(text) && !own.test(text)
}

function joined(segments: readonly Segment[], breaks: (a: Segment, b: Segment) => boolean): string {
  let text = ''
  for (const [n, s] of segments.entries()) {
    const before = segments[n - 1]
    if (before === undefined) text = s.text
    else if (isBroken(text, s.text)) text = text.slice(0, -1) + s.text
    else text += `${goesOnInWord(text, s.text) || breaks(before, s) ? '' : ' '}${s.text}`
  }
  return text
}
