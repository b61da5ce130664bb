import type { Mask } from './mask.ts'
import { type Core, clauseStart } from './reading.ts'
import { after, before, type Qualifier, swallows } from './words.ts'

/** A qualifier with where it stands. */
export interface FoundQualifier extends Qualifier {
  readonly start: number
  readonly end: number
}

// what may stand between a qualifier and its number: the name of another, 的, 了, a colon
const filler = /^[\s的了为至共在是其达到于“”"‘’：:（(]*$/

const qualifiersByLast = new Map<string, Qualifier[]>()
for (const q of before) {
  const last = q.word.at(-1)!
  qualifiersByLast.set(last, [...(qualifiersByLast.get(last) ?? []), q])
}

const isLast = new Uint8Array(65_536)
for (const last of qualifiersByLast.keys()) isLast[last.charCodeAt(0)] = 1

// a word is of one alphabet, and `approx.` begins with a letter of it
function isLatin(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code > 96 && code < 123
}

// whether a letter that a qualifier ends with stands there; other alphabets have small letters of their own
function mayQualify(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (isLast[code > 64 && code < 91 ? code + 32 : code] === 1) return true
    if (code > 127 && (code < 0x3000 || code > 0x9fff)) return true
  }
  return false
}

/** The nearest word before a number that qualifies it; of several that end together the longest. */
export function frontQualifier(text: string, core: Core, floor: number, masks: readonly Mask[]): FoundQualifier | null {
  const { start } = core
  const clause = clauseStart(text, start, floor)
  if (!mayQualify(text, clause, start)) return null
  const front = text.slice(clause, start).toLowerCase()
  for (let end = front.length; end > 0; end -= 1) {
    if (isLast[front.charCodeAt(end - 1)] !== 1) continue
    for (const q of qualifiersByLast.get(front[end - 1]!) ?? []) {
      const at = end - q.word.length
      if (at < 0 || !front.startsWith(q.word, at)) continue
      if (isLatin(q.word, 0) && (isLatin(front, at - 1) || isLatin(front, end))) continue
      const rest = text.slice(clause + end, start)
      // 在 GPQA 上最低（51.1）: the lowest of them, which is so much
      if (/^最[高低多少]$/.test(q.word) && /^\s?[（(]/.test(rest)) continue
      if (!isFiller(rest, clause + end, q, masks) && !isWhole(rest, q, core)) continue
      const found = { word: q.word, bound: q.bound, start: clause + at, end: clause + end }
      return isPartOfWord(text, found) ? null : found
    }
  }
  return null
}

// 最近, 附近, 表达: the character belongs to another word
function isPartOfWord(text: string, q: FoundQualifier): boolean {
  return swallows[q.word]?.includes(text[q.start - 1] || ' ') ?? false
}

function isFiller(rest: string, at: number, q: Qualifier, masks: readonly Mask[]): boolean {
  if (filler.test(rest) || /^\s?[（(]含(?:本数)?[）)]\s?$/.test(rest)) return true
  if (!['more-than', 'less-than', 'nearly', 'at-least', 'at-most'].includes(q.bound) || rest.length > 40) return false
  let open = rest
  for (let i = firstMask(masks, at); i < masks.length && masks[i]!.start < at + rest.length; i += 1) {
    const from = Math.max(0, masks[i]!.start - at)
    const to = Math.min(masks[i]!.end - at, rest.length)
    open = open.slice(0, from) + ' '.repeat(to - from) + open.slice(to)
  }
  // `不及 Llama 3.1 的 1/3`: a Latin name and 的; in English the number follows at once
  return /[一-鿿]/.test(q.word) && /^[\sA-Za-z.&'’-]*的?\s?$/.test(open)
}

// 约为豆包的四分之三, 不到去年同期的一半: what a part or a multiple is taken of; 高于对手的 88.3% compares instead
function isWhole(rest: string, q: Qualifier, { form, unitText }: Core): boolean {
  const ofWhole = form === 'fraction' || unitText === '倍' || q.bound === 'about'
  return ofWhole && /[一-鿿]/.test(q.word) && /^为?[\u4e00-\u9fffA-Za-z .·-]{1,20}的\s?$/.test(rest)
}

// the first mask that ends behind `at`
function firstMask(masks: readonly Mask[], at: number): number {
  let low = 0
  let high = masks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (masks[middle]!.end > at) high = middle
    else low = middle + 1
  }
  return low
}

const blankBehind = /^(?:\s?[（(]含(?:本数|本级|当日)?[）)])?\s?/

// no blank, and no parenthesis
function isPlainLetter(code: number): boolean {
  return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 0x4dff && code < 0xa000)
}

// the letters that a word behind a number begins with
const afterFirsts = new Set(after.map((q) => q.word[0]!))

/** The word behind a number that qualifies it. */
export function backQualifier(text: string, core: Core, limit: number): FoundQualifier | null {
  const end = core.end
  const rest = text.slice(end, Math.min(limit, end + 14))
  // 2000 元（含）以内: what the law says of the number itself
  const blank = isPlainLetter(text.charCodeAt(end)) || rest.length === 0 ? 0 : blankBehind.exec(rest)![0].length
  const folded = rest.slice(blank).toLowerCase()
  const isOpen = afterFirsts.has(folded[0] ?? '')
  for (const q of isOpen ? after : []) {
    if (!folded.startsWith(q.word)) continue
    // 上下文 is a context, not a doubt
    if (q.word === '上下' && folded[2] === '文') continue
    if (/[a-z]$/.test(q.word) && /[a-z]/.test(folded[q.word.length] ?? '')) continue
    return { word: q.word, bound: q.bound, start: end + blank, end: end + blank + q.word.length }
  }
  // 一年多, 2000 元多; 多模态 and 多元 begin another word
  if (core.unitText !== '' && rest[0] === '多' && /^多(?:$|[\s，。、；：！？）)的]|一点|时间)/.test(rest))
    return { word: '多', bound: 'more-than', start: end, end: end + 1 }
  if (/^\s?内(?!容|部|存|在|外)/.test(rest) && /^(?:年|个月|月|天|日|小时|周)$/.test(core.unitText)) {
    return { word: '内', bound: 'at-most', start: end + blank, end: end + blank + 1 }
  }
  return null
}
