import { type Diagnostic, isDay, nearest, type Span, type Words } from '../base/index.ts'
import { report } from './codes.ts'
import { type Expr, isFault, parseExpr } from './expression.ts'
import { keyword } from './keyword.ts'
import type { Line } from './line.ts'
import type { Cite, Limit } from './tree.ts'

/** What a reader of rule blocks needs: the findings so far and the way to a place. */
export interface Reading {
  readonly file: string
  readonly diagnostics: Diagnostic[]
  readonly span: (start: number, end: number) => Span
}

/** The first word of a line in English, and what follows it with its offset. */
export interface Head {
  readonly word: string
  readonly rest: string
  readonly start: number
}

/** The span of a whole line. */
export function placeOf(reading: Reading, line: Line): Span {
  return reading.span(line.start, line.start + line.text.length)
}

/** The head of a line. */
export function headOf(line: Line): Head {
  const match = /^(\S+?)(?::|：)?(?:\s+|$)/.exec(line.text)
  const first = match?.[1] ?? line.text
  const rest = line.text.slice(match?.[0].length ?? line.text.length)
  return { word: keyword(first), rest: rest.trimEnd(), start: line.start + (match?.[0].length ?? 0) }
}

/** Tells that a line cannot be read. */
export function badLine(reading: Reading, line: Pick<Line, 'start' | 'text'>, en: string, zh: string): void {
  const at = reading.span(line.start, line.start + line.text.length)
  const shown = line.text.length > 60 ? `${line.text.slice(0, 60)}…` : line.text
  reading.diagnostics.push(
    report(
      'policy/bad-line',
      { en: `\`${shown}\` cannot be read: expected ${en}`, zh: `\`${shown}\` 无法读取：此处应为${zh}` },
      { at },
    ),
  )
}

/** Tells that the first word of a line is not one of `known`, with the nearest that is. */
export function unknownWord(reading: Reading, line: Line, known: readonly string[]): void {
  const { word } = headOf(line)
  const near = nearest(word, known)[0]
  const at = reading.span(line.start, line.start + word.length)
  const hint = near === undefined ? {} : { hint: { en: `write \`${near}\``, zh: `可写 \`${near}\`` } }
  reading.diagnostics.push(
    report(
      'policy/bad-line',
      {
        en: `\`${word}\` is none of ${known.map((k) => `\`${k}\``).join(', ')}`,
        zh: `\`${word}\` 不是 ${known.map((k) => `\`${k}\``).join('、')} 之一`,
      },
      { at, ...hint },
    ),
  )
}

/** The expression in `text`, or `null` with a finding. */
export function readExpr(reading: Reading, text: string, start: number): Expr | null {
  const lead = text.length - text.trimStart().length
  const found = parseExpr(text.trim(), start + lead)
  if (!isFault(found)) return found
  const at = reading.span(found.start, Math.max(found.end, found.start + 1))
  reading.diagnostics.push(
    report(
      'policy/bad-line',
      {
        en: `\`${text.trim().slice(0, 60)}\` cannot be read: expected ${found.expected}`,
        zh: `\`${text.trim().slice(0, 60)}\` 无法读取：应为 ${found.expected}`,
      },
      { at },
    ),
  )
  return null
}

/** Words in both languages from lines `zh …` and `en …`; the first name of a list is the label. */
export function wordsOf(children: readonly Line[], fallback = ''): Words {
  const find = (lang: string) => children.map(headOf).find((h) => h.word === lang)?.rest
  const [zh, en] = [find('zh'), find('en')]
  return { zh: zh ?? en ?? fallback, en: en ?? zh ?? fallback }
}

/** Names separated by commas of either script. */
export function splitNames(text: string): readonly string[] {
  return text
    .split(/\s*[,，、;；]\s*/)
    .map((n) => n.trim())
    .filter((n) => n !== '')
}

/** A line split at its citation: what is said, the citation, and what follows it. */
export interface Cited {
  readonly body: string
  readonly cite: Cite | null
  /** words behind the clause, such as `valid A..B` */
  readonly tail: readonly string[]
}

const citation = /(?:^|\s)(?:from|据)\s+(\S+)\s+(§\S+)(.*)$/

/** `text` without its `from ACT §CLAUSE`, which is returned apart. */
export function splitCite(reading: Reading, text: string, start: number): Cited {
  const match = citation.exec(text)
  if (match === null) {
    const tail =
      /\s(?=(?:valid|有效|known|获知|in|地区|replaces|替换|extends|retroactive|追溯|unverified|未核)(?:\s|$))(.*)$/
    const found = tail.exec(text)
    if (found === null || / in \S+ *$/.test(text)) return { body: text, cite: null, tail: [] }
    return { body: text.slice(0, found.index), cite: null, tail: found[1]!.trim().split(/\s+/) }
  }
  const from = start + match.index + (match[0]!.startsWith(' ') || match[0]!.startsWith('\t') ? 1 : 0)
  const cite = { act: match[1]!, clause: match[2]!, at: reading.span(from, start + text.length) }
  const tail = match[3]!.trim()
  return { body: text.slice(0, match.index), cite, tail: tail === '' ? [] : tail.split(/\s+/) }
}

/** An end of a period: a day, or the name of an assumption that stands for one. */
export function readLimit(text: string): Limit | undefined {
  if (text === '' || text === '…') return null
  if (/^\d/.test(text)) return isDay(text) ? text : undefined
  return { assumption: text }
}

/** Both ends of `A..B`, or `undefined`. */
export function readPeriod(text: string): { readonly from: Limit; readonly to: Limit } | undefined {
  const parts = text.split('..')
  if (parts.length > 2) return undefined
  const from = readLimit(parts[0]!.trim())
  const to = parts.length === 1 ? from : readLimit(parts[1]!.trim())
  if (from === undefined || to === undefined) return undefined
  if (typeof from === 'string' && typeof to === 'string' && from > to) return undefined
  return { from, to }
}
