import type { Score } from '../task/task.ts'
import { sameMath } from './algebra.ts'
import { asWritten, either, latexRanks, piecesOf, withoutOpen } from './environment.ts'

/** A pattern with its rank: lower ones are asked first. */
export type Ranked = readonly [pattern: RegExp, rank: number]

/** What was found: its value for comparison, `null` when it cannot be read, and its text. */
interface Extracted {
  readonly value: string | null
  readonly text: string
}

const finalAnswer = either('final answer')
const answerWord = either('answer')

/**
 * The patterns by which lighteval takes the letter of an option from English text.
 *
 * @source huggingface/lighteval 0.13.0, metrics/utils/extractive_match_utils.py: lazy_indices_regex
 */
function letterRanks(letters: string, anywhere: boolean): readonly Ranked[] {
  const one = `(?<letter>${[...letters].map((l) => `(?:${l}|\\(${l}\\))`).join('|')})`
  // Python's end is also before a last newline
  const after = '(?:\\*\\*)?(?:[.]|[,]|\\s?[:]| |(?=\\n?$))'
  const alone = `(?:^| )(?:\\*\\*)?${one}${after}`
  return [
    [`${finalAnswer} ${either('is')}:?\\s*${one}\\.?\\s?I hope`, 0],
    [`${finalAnswer}.{0,100}?\\s+is:?\\s*${one}`, 50],
    [`${answerWord}\\s?[:].{0,50}?${alone}`, 100],
    [`${answerWord}.{0,50}?${alone}`, 150],
    [`^(?:\\*\\*)?${one}${after}`, 200],
    [`\\n(?:\\*\\*)?${one}${after}`, 210],
    ...(anywhere
      ? ([
          [alone, 250],
          [one, 300],
        ] as const)
      : []),
  ].map(([pattern, rank]) => [new RegExp(pattern as string, 'g'), rank as number])
}

const number =
  '(?:(?<integer1>-?\\d{1,3}(?:[ ,]\\d{3})+)(?<decimal1>\\.\\d+)?|(?<integer2>-?\\d+)(?<decimal2>[.,]\\d+)|(?<decimal3>\\.\\d+)|(?<integer3>-?\\d+))(?<percent>\\s*(?:%|[Pp]ercent|\\s*[Pp]ercentage|\\s*[Pp]ct))?'
const signs = '\\+\\-\\*\\×\\/\\^\\(\\)\\÷'.replace('\\×', '×').replace('\\÷', '÷')
const sum = `(?<expr>-?\\(?-?\\d[\\d\\.\\s${signs}]*[${signs}][\\d\\.\\s${signs}]+\\)?)`
const currencies = '$€£¥₹₽₪₩₫฿₡₢₣₤₥₦₧₨₩₪₫₭₮₯₰₱₲₳₴₵₶₷₸₹₺₻₼₽₾₿'
const before = '(?:^|(?:\\s| )|=)(?:\\*\\*)?'
const summed = `(?:${before}${sum}(?:\\*\\*)?(?:[.]|[,]|\\s?[:]|(?:\\s| )|\\)|\\$|$))`
const counted = `(?:${before}[${currencies}]?${number})`
const sumOrNumber = `(?:${summed}|${counted})`

/**
 * The patterns by which lighteval takes a number or a sum from English text.
 *
 * @source huggingface/lighteval 0.13.0, metrics/utils/extractive_match_utils.py: lazy_expr_regex
 */
const expressionRanks: readonly Ranked[] = (
  [
    [`${finalAnswer} ${either('is')}:?\\s*${sumOrNumber}\\.?\\s?I hope`, 0],
    [`${finalAnswer}.{0,100}?\\s+is:?${sumOrNumber}`, 50],
    [`${answerWord}\\s?[:](?:.{0,100}=\\s*|.{0,50}?)${sumOrNumber}(?!\\s*=)`, 100],
    [`${answerWord}(?:.{0,100}=\\s*|.{0,50}?)${sumOrNumber}(?!\\s*=)`, 200],
    [summed, 300],
    [counted, 300],
  ] as const
).map(([pattern, rank]) => [new RegExp(pattern, 'g'), rank])

type Read = (found: RegExpExecArray) => Extracted

const readLetter: Read = (found) => {
  const letter = found.groups!.letter!.replace(/[()]/g, '')
  return { value: letter, text: letter }
}

// a number without its separators and leading zeros, or the sum as it is
const readExpression: Read = ({ groups = {} }) => {
  const integer = groups.integer1 ?? groups.integer2 ?? groups.integer3 ?? ''
  const decimal = groups.decimal1 ?? groups.decimal2 ?? groups.decimal3 ?? ''
  if (integer !== '' || decimal !== '') {
    const whole = integer.replace(/[, ]/g, '').replace(/^0+/, '') || '0'
    const text = `${whole}${decimal.replace(',', '.')}`
    return { value: groups.percent ? `(${text})/100` : text, text }
  }
  const text = groups.expr ?? ''
  const plain = text.replaceAll('\n', ' ').trim()
  return { value: isSum(plain) ? plain : null, text }
}

// what Python would calculate: operands and operators in turn, brackets closed, no times without a sign
function isSum(text: string): boolean {
  let rest = text.replace(/\s+/g, ' ').replaceAll('**', '^')
  const operand = /(?<![\d.)])[-+]*\s*(?:[1-9]\d*\.?\d*|0+\.?\d*|0*\.\d+)(?![\d.(]|\s[\d(])/
  for (let i = 0; i < 200; i += 1) {
    const next = rest
      .replace(new RegExp(`\\(\\s*(?:${operand.source})\\s*\\)(?!\\s*[\\d.(])`), '1')
      .replace(new RegExp(`(?:${operand.source})\\s*[-+*/^]\\s*(?:[-+]*\\s*(?:\\d+\\.?\\d*|\\.\\d+))(?![\\d.(])`), '1')
    if (next === rest) break
    rest = next
  }
  return /^\s*[-+]*\s*(?:\d+\.?\d*|\.\d+)\s*$/.test(rest)
}

/** What is looked for, by ranks, and how what is found is read. */
interface Target {
  readonly ranks: readonly Ranked[]
  readonly read: Read
  /** whether its patterns look for the end of what is opened */
  readonly skips?: true
}

/**
 * What lighteval extracts of a text: the first match that can be read, going by rank and then from the right, with the
 * text of the first match of all; `once` gives up where that cannot be read.
 *
 * @source huggingface/lighteval 0.13.0, metrics/utils/extractive_match_utils.py: extract_target_from_pred
 */
function extract(text: string, targets: readonly Target[], once = false): readonly Extracted[] {
  const plain = targets.some((t) => t.skips) ? withoutOpen(text) : text
  const framed = text.includes('\\boxed{')
  const all = targets.flatMap((t) =>
    t.ranks
      .filter(([pattern]) => framed || !pattern.source.includes('boxed'))
      .map(([pattern, rank]) => ({ pattern, rank, read: t.read })),
  )
  let first: string | null = null
  for (const rank of [...new Set(all.map((a) => a.rank))].sort((a, b) => a - b)) {
    const found = all
      .filter((a) => a.rank === rank)
      .flatMap(({ pattern, read }) => [...plain.matchAll(pattern)].map((match) => ({ match, read })))
      .map((f) => ({ ...f, end: f.match.index + f.match[0].length }))
      .sort((a, b) => b.end - a.end || a.match.index - b.match.index)
    for (const { match, read } of found) {
      const one = read(match as RegExpExecArray)
      if (one.text !== '') first ??= one.text
      if (one.value !== null) return first === null ? [one] : [one, { value: null, text: first }]
      if (once) return first === null ? [] : [{ value: null, text: first }]
    }
  }
  return first === null ? [] : [{ value: null, text: first }]
}

/** Which kind of answer is looked for. */
export type Extraction = 'letter' | 'letter-anywhere' | 'expression' | 'latex' | 'latex-or-expression'

const expression: Target = { ranks: expressionRanks, read: readExpression }
const latex = (boxedRank: number): Target => ({
  ranks: latexRanks(boxedRank),
  skips: true,
  read: ({ groups = {} }) => {
    const pieces = piecesOf(groups)
    const text = pieces.map((p) => p.latex).join(' and ')
    // a percent sign inside, a point at the end, other signs than those of ASCII, or nothing is not read as mathematics
    if (pieces.some(({ latex }) => latex === '' || /%|\d\.$|[^\x20-\x7e°]/.test(latex))) return { value: null, text }
    const said = pieces.map((p) => (p.percent ? `\\frac{${p.latex}}{100}` : p.latex))
    // of two that are the same a set has one
    const values = [...new Set(said)]
    return {
      value: values.map((v) => v.replace(/^\[([^,;[\]]*)\]$/, '$1')).join(','),
      text,
    }
  },
})

/**
 * The score of an answer by lighteval's extractive match, against right answers as the task holds them.
 *
 * @source huggingface/lighteval 0.13.0, metrics/dynamic_metrics.py: MultilingualExtractiveMatchMetric; metrics/metrics.py
 */
export function scoreExtractive(text: string, golds: readonly string[], kind: Extraction, letters = ''): Score {
  const [ofGold, ofText, digits] = targetsOf(kind, letters)
  const said = extract(text, ofText)
  const right = golds.map((gold) => {
    const found = extract(gold, ofGold)
    return found.length > 0 ? found : [{ value: null, text: gold }]
  })
  const same = right.some((gold) => gold.some((g) => said.some((s) => sameExtracted(g, s, digits))))
  const answer = said[0]?.text.trim() ?? null
  return {
    value: same ? 1 : 0,
    outcome: answer === null ? 'unparsed' : same ? 'correct' : 'incorrect',
    answer,
    why: answer === null ? 'nothing to extract' : same ? 'the same answer' : 'another answer',
    parts: { extractive_match: same ? 1 : 0 },
  }
}

/**
 * Whether an answer is the right one to Math-Verify as OpenCompass asks it: what stands in a box or behind a cue in LaTeX.
 *
 * @source open-compass/opencompass 0.5.4, evaluator/math_evaluator.py; huggingface/Math-Verify 0.9.0, parser.py
 */
export function scoreVerified(text: string, gold: string): Score {
  const { ranks, read } = latex(0)
  // commands without braces are not mended there, and no sign for degrees is known
  const strictly: Read = (found) =>
    /\\(?:frac|sqrt)\s?\d|°/.test(found[0]) ? { value: null, text: asWritten(found[0]) } : read(found)
  const anchored: Target = { skips: true, ranks: ranks.filter(([, rank]) => rank !== 300), read: strictly }
  const said = extract(text, [anchored], true)
  const right = extract(`$${gold}$`, [latex(55), expression], true)
  const same = right.some((g) => said.some((s) => sameExtracted(g, s, 6)))
  const answer = said[0]?.text.trim() ?? null
  const outcome = answer === null ? 'unparsed' : same ? 'correct' : 'incorrect'
  return {
    value: same ? 1 : 0,
    outcome,
    answer,
    why: answer === null ? 'no box' : same ? 'the same' : 'another answer',
  }
}

function targetsOf(kind: Extraction, letters: string): readonly [readonly Target[], readonly Target[], number] {
  switch (kind) {
    case 'letter':
    case 'letter-anywhere': {
      const target = { ranks: letterRanks(letters, kind === 'letter-anywhere'), read: readLetter }
      return [[target], [target], 6]
    }
    case 'expression':
      return [[expression], [latex(0), expression], 5]
    case 'latex':
      return [[latex(55)], [latex(0), expression], 5]
    case 'latex-or-expression':
      return [[latex(55), expression], [latex(55), expression], 6]
  }
}

function sameExtracted(a: Extracted, b: Extracted, digits: number): boolean {
  if (a.value === null || b.value === null)
    return a.value === null && b.value === null && a.text.trim() !== '' && a.text.trim() === b.text.trim()
  if (a.value === b.value) return true
  const [x, y] = [plainNumber(a.value), plainNumber(b.value)]
  if (x !== null && y !== null) {
    // only with a point in one of them is there room for rounding
    const rounded = /[.]/.test(a.value + b.value) || a.value.endsWith('/100') || b.value.endsWith('/100')
    return rounded ? x.toFixed(digits) === y.toFixed(digits) : x === y
  }
  return sameByValue(a.value, b.value)
}

/**
 * Whether a right answer and another are the same to lighteval, as far as our algebra can tell.
 *
 * Of an equation the last side counts, unless both are equations; words are compared by their letters.
 *
 * @source huggingface/lighteval 0.13.0, metrics/utils/math_comparison.py: sympy_expr_eq
 */
function sameByValue(gold: string, said: string): boolean {
  const equation = (t: string) => /(?<![\\<>!])=/.test(t)
  const right = /^[a-zA-Z]\w*\s*=/.test(gold) && !equation(said) ? lastSide(gold) : gold
  const other = equation(said) && !equation(right) ? lastSide(said) : said
  const [x, y] = [wordIn(right), wordIn(other)]
  if (x !== null || y !== null) return x !== null && y !== null && x === y
  const [left, side] = [right, other].map((t) => t.replace(/^\s*[a-zA-Z]\w*\s*\\in\s*/, '')) as [string, string]
  const bracketed = (t: string) => /^\s*[[(].*[\])]\s*$/s.test(t)
  // an interval that holds one of its ends is no list of two
  if (/[[\]]/.test(left) !== /[[\]]/.test(side) && bracketed(left) !== bracketed(side)) return false
  return sameMath(left, side) === 'equal'
}

const lastSide = (text: string) => text.slice(text.lastIndexOf('=') + 1).trim()

// letters alone, be they text or a product of letters
function wordIn(text: string): string | null {
  const bare = text.replace(/\\text\s*\{([^{}]*)\}/g, '$1').replace(/[\s{}]/g, '')
  return /^[a-zA-Z]{2,}$/.test(bare) ? bare.toLowerCase() : null
}

function plainNumber(text: string): number | null {
  const found = /^\(?(-?\d*\.?\d+)\)?(\/100)?$/.exec(text)
  return found === null ? null : Number(found[1]) / (found[2] ? 100 : 1)
}
