import { bracedFractions } from './latex.ts'

/** Letters of words in either case, as lighteval takes its cues. */
export const either = (words: string): string => words.replace(/[a-z]/g, (c) => `[${c}${c.toUpperCase()}]`)

const percent = (name: string) => `(?<${name}percent>(?:\\\\?%|[Pp]ercent|[Pp]ercentage|[Pp]ct))`

// what may stand inside each environment, and how it opens and closes
const environments = [
  ['DisplayDollar', '(?<!\\\\)\\$\\$', '(?:[^$]|\\$(?!\\$))', '(?<!\\\\)\\$\\$'],
  ['DisplayBracket', '(?<!\\\\)\\\\\\[', '(?:[^\\\\]|\\\\(?!\\]))', '(?<!\\\\)\\\\\\]'],
  ['InlineDollar', '(?<!\\\\|\\d)\\$', '(?:\\\\[$]|[^\\n$])', '(?<!\\\\)\\$'],
  ['InlineParenthesis', '(?<!\\\\)\\\\\\(', '(?:[^\\\\\\n]|\\\\(?!\\)))', '(?<!\\\\)\\\\\\)'],
  ['InlineBracket', '\\s\\[', '[^\\n\\]\\[]', '\\]\\s'],
] as const

function environment(prefix: string, boxed: boolean): string {
  const forms = environments.map(([name, open, inside, close]) => {
    const content = boxed ? `${inside}*?\\\\boxed\\{${inside}+?\\}${inside}*?` : `${inside}+?`
    return `${open}(?<${prefix}latex${name}>${content})${close}`
  })
  const simple = '-?\\d+(?:[.,]\\d+)?'
  if (!boxed) forms.push(`(?<${prefix}latexFraction>-?\\\\frac\\{${simple}\\}\\{${simple}\\})`)
  return `(?:(?:${forms.join('|')})\\s*${percent(prefix)}?)`
}

function joined(boxed: boolean): string {
  const next = Array.from({ length: 5 }, (_, i) => `(?:\\s*(?:and|or|,)\\s*${environment(`next${i + 1}_`, boxed)})?`)
  return `(?:${environment('first_', boxed)}${next.join('')})`
}

/**
 * The patterns by which lighteval takes LaTeX from English text, each with its rank; `boxed` is that of a box.
 *
 * @source huggingface/lighteval 0.13.0, metrics/utils/extractive_match_utils.py: lazy_latex_regex, make_latex_env_pattern
 */
export function latexRanks(boxed: number): readonly (readonly [RegExp, number])[] {
  const [plain, framed] = [joined(false), joined(true)]
  const patterns = [
    [`${either('final answer is')}:?\\s*${plain}\\.?\\s?I hope`, 0],
    [`${either('final answer')}.{0,100}?\\s+is:?\\s*${plain}`, 50],
    [`${either('answer')}\\s?[:].{0,50}?${plain}`, 100],
    [`${either('answer')}.{0,50}?${plain}`, 200],
    [plain, 300],
    [framed, boxed],
    ['(?<first_latexBoxed>\\\\boxed\\{.+\\})', boxed],
  ] as const
  return patterns.map(([pattern, rank]) => [new RegExp(pattern, 'gs'), rank])
}

// what opens and what has to come after it; a backslash of its own stands for one that opens nothing
const opening = [
  [/\\\[/g, '\\]'],
  [/\\\(/g, '\\)'],
  [/\\boxed\{/g, '}'],
] as const
const idle = '\ue000'

/**
 * `text` with another sign for the backslash of what is opened behind the last end of its kind: no pattern can match there, and each would
 * look through the rest of the text to find that out.
 */
export function withoutOpen(text: string): string {
  let plain = text
  for (const [open, close] of opening) {
    const end = plain.lastIndexOf(close)
    plain = plain.slice(0, end + 1) + plain.slice(end + 1).replace(open, (s) => idle + s.slice(1))
  }
  return plain
}

/** A text that `withoutOpen` gave, as it was. */
export const asWritten = (text: string): string => text.replaceAll(idle, '\\')

/** A piece of LaTeX, and whether a percent sign follows its environment. */
export interface Piece {
  readonly latex: string
  readonly percent: boolean
}

/** The pieces of LaTeX that a match holds, normalised. */
export function piecesOf(groups: Readonly<Record<string, string | undefined>>): readonly Piece[] {
  return ['first_', ...[1, 2, 3, 4, 5].map((i) => `next${i}_`)].flatMap((prefix) => {
    const found = Object.entries(groups).find(([name, held]) => held && name.startsWith(`${prefix}latex`))
    return found === undefined
      ? []
      : [
          {
            latex: normalizeLatex(asWritten(found[1]!), found[0].endsWith('latexBoxed')),
            percent: groups[`${prefix}percent`] !== undefined,
          },
        ]
  })
}

/**
 * LaTeX without its boxes, units and what only shows, so that it can be compared.
 *
 * @source huggingface/latex2sympy2_extended 1.11.0, math_normalization.py: normalize_latex, the parts that change values
 */
function normalizeLatex(written: string, lastBox: boolean): string {
  let s = boxes(written, lastBox)
  s = s.replace(/\\mathrm\{th\}|\\!\s*|\\text\s*\{\s*\}|\\\$|\$|(?<!\\)["']|\\displaystyle/g, '')
  s = s
    .replace(/\\(?:mathrm|mathit|mathbf|textnormal|textbf|textit|textrm)/g, '\\text')
    .replace(/\\[dtc]frac/g, '\\frac')
  s = s
    .replace(/\s\./g, ' 0.')
    .replace(/\{\./g, '{0.')
    .replace(/\s*\{\s*,\s*\}/g, ',')
  s = s.replace(/(?<![a-zA-Z])(?:,?\s*(?:and|or))(?![a-zA-Z])|,?\s*\\text\{\s*(?:and|or)\s*\}/g, ',')
  s = s
    .replace(/(?<!\\)\\\s/g, ' ')
    .replace(/,?\\ldots/g, ' ')
    .replace(/[\n\t]/g, ' ')
  s = s.replace(/\s*\b(?:percentage|percent|pct)\b|\\text\{(?:percentage|percent|pct)\}/g, '\\%')
  s = s.replace(/\\\\(?=[a-zA-Z])/g, '\\')
  s = s.replace(/(?<!\\)inf(?:inity)?/g, '\\infty').replaceAll('°', '^\\circ')
  const sides = /[,;]/.test(s) ? [] : s.split(/(?<![\\<!>])=/)
  if (sides.length > 2) s = sides.at(-1)!
  const bare = s.replace(/\\(?:text|mbox)\{.*?\}(?:\^\d|\{\^\d\})?$/, '').trim()
  if (bare !== '') s = bare
  for (let i = 0; i < 2; i += 1) s = s.replace(units, '$1') || s
  if (s.startsWith('.')) s = `0${s}`
  s = s.replace(/\\frac\s?(\d)\s?(\d+)/g, '\\frac{$1}{$2}').replace(/\\sqrt\s?(\d)/g, '\\sqrt{$1}')
  s = s.replace(/\\text\s*\{\s*(-?[\d.,]+)\s*\}/g, '$1')
  return (bracedFractions(s, true) ?? s).trim()
}

const units =
  /(\d|\}|\s)\s*(?:feet|digit|pound|student|degree|mph|ft|mile|sq m|deg|gm|lb|dm|inches|cent|acre|square|hour|minute|min|second|sec|unit|kg|g|month|km|m|cm|mm|liter|litre|yard|year|yr|day|hr|way|coin|gallon|metre|meter|inch|rupee|dollar|point|apple|men|man|women|woman|mile|month|tile|toy|mark|number)(?:s|es)?\s*$/

// all boxes, or the last with those near it
function boxes(text: string, lastOnly: boolean): string {
  const found: string[] = []
  let [end, last] = [text.length, text.length]
  const framed = text.includes('\\fbox')
  for (;;) {
    const at = Math.max(text.lastIndexOf('\\boxed', end - 1), framed ? text.lastIndexOf('\\fbox', end - 1) : -1)
    if (at === -1 || end === 0) break
    const open = text.indexOf('{', at)
    if (open === -1 || open >= last || !/^\\(?:boxed|fbox)\s*$/.test(text.slice(at, open))) break
    const close = closing(text, open, last)
    if (close === -1) {
      if (found.length === 0) found.push(text.slice(open))
      break
    }
    const content = text.slice(open + 1, close).trim()
    const between = text.slice(close + 1, last)
    const near =
      between.length < 10 || (between.length < 70 && found.at(-1) !== content && /\b(?:and|or)\b|[,;]/.test(between))
    if (lastOnly && found.length > 0 && !near) break
    if (found.at(-1) !== content) found.push(content)
    ;[end, last] = [at, at]
  }
  return found.length === 0 ? text : found.reverse().join(',')
}

function closing(text: string, open: number, last: number): number {
  let depth = 0
  for (let i = open; i < last; i += 1) {
    if (text[i] === '{') depth += 1
    else if (text[i] === '}') {
      depth -= 1
      if (depth === 0) return i
    }
  }
  return -1
}
