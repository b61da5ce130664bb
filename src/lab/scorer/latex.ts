/**
 * The content of the last `\boxed{…}` of a text, or of the last `\fbox{…}` without one; `null` when it does not close.
 *
 * What follows a `\boxed ` without a brace counts before any other, up to the next `$`.
 *
 * @source hendrycks/math, math_equivalence and last_boxed_only_string
 * @example lastBoxed('so \\boxed{\\frac{1}{2}}.') // '\\frac{1}{2}'
 */
export function lastBoxed(text: string): string | null {
  const spaced = text.lastIndexOf('\\boxed ')
  if (spaced !== -1)
    return text
      .slice(spaced + 7)
      .split('$')[0]!
      .trim()
  const boxed = text.lastIndexOf('\\boxed')
  const at = boxed === -1 ? text.lastIndexOf('\\fbox') : boxed
  if (at === -1) return null
  let depth = 0
  for (let i = at; i < text.length; i += 1) {
    if (text[i] === '{') depth += 1
    else if (text[i] === '}') {
      depth -= 1
      if (depth === 0) return text.slice(text.indexOf('{', at) + 1, i)
    }
  }
  return null
}

/**
 * What stands between the first and the last `$` of a text, the whole text without two of them.
 *
 * @source lm-evaluation-harness, tasks/hendrycks_math/utils.py
 */
export function betweenDollars(text: string): string {
  const [first, last] = [text.indexOf('$'), text.lastIndexOf('$')]
  return first === -1 || first === last ? text : text.slice(first + 1, last)
}

/** Whose comparison: that of the MATH benchmark, or a copy of it; the copies give up on `x/2`, OpenCompass not on a bare `\\frac`. */
export type Stripping = 'hendrycks' | 'lm-eval' | 'opencompass'

/**
 * A LaTeX answer as the MATH benchmark compares it; as written where the original gives up.
 *
 * @source Hendrycks et al. (2021), math_equivalence.py, _strip_string
 * @example stripAnswer('\\tfrac12 \\text{ cm}') // '\\frac{1}{2}'
 */
export function stripAnswer(written: string): string {
  return strip(written, 'hendrycks') ?? written
}

/**
 * Whether two LaTeX answers are the same to the MATH benchmark: stripped, or as written when either cannot be.
 *
 * @source Hendrycks et al. (2021), math_equivalence.py, is_equiv; lm-evaluation-harness, tasks/hendrycks_math/utils.py
 * @example sameStripped('\\frac12', '1/2') // true
 */
export function sameStripped(a: string, b: string, way: Stripping = 'hendrycks'): boolean {
  const [x, y] = [strip(a, way), strip(b, way)]
  return x === null || y === null ? a === b : x === y
}

/** A LaTeX answer stripped for comparison, `null` where the original raises an exception. */
export function strip(written: string, way: Stripping): string | null {
  let s = written.replaceAll('\n', '').replaceAll('\\!', '').replaceAll('\\\\', '\\')
  s = s.replaceAll('tfrac', 'frac').replaceAll('dfrac', 'frac').replaceAll('\\left', '').replaceAll('\\right', '')
  s = s.replaceAll('^{\\circ}', '').replaceAll('^\\circ', '').replaceAll('\\$', '')
  const unit = s.split('\\text{ ')
  if (unit.length > 2) return null
  s = unit[0]!.replaceAll('\\%', '').replaceAll(' .', ' 0.').replaceAll('{.', '{0.')
  if (s === '') return s
  if (s[0] === '.') s = `0${s}`
  const sides = s.split('=')
  if (sides.length === 2 && sides[0]!.length <= 2) s = sides[1]!
  const rooted = bracedRoots(s)
  const whole = rooted === null ? null : bracedFractions(rooted.replaceAll(' ', ''), way === 'opencompass')
  if (whole === null) return null
  return slashed(whole === '0.5' ? '\\frac{1}{2}' : whole, way)
}

// \sqrt3 is \sqrt{3}
function bracedRoots(s: string): string | null {
  const [head, ...rest] = s.split('\\sqrt')
  let t = head!
  for (const part of rest) {
    if (part === '') return null
    t += part[0] === '{' ? `\\sqrt${part}` : `\\sqrt{${part[0]}}${part.slice(1)}`
  }
  return t
}

/** `\frac12` as `\frac{1}{2}` and `\frac1{72}` as `\frac{1}{72}`; `null` for a bare `\frac` unless that is left as it is. */
export function bracedFractions(s: string, lenient = false): string | null {
  const [head, ...rest] = s.split('\\frac')
  let t = head!
  for (const part of rest) {
    if (part === '') return lenient ? s : null
    t += '\\frac'
    if (part[0] === '{') {
      t += part
      continue
    }
    if (part.length < 2) return s
    const [a, b] = [part[0]!, part[1]!]
    t += b === '{' ? `{${a}}${b}${part.slice(2)}` : `{${a}}{${b}}${part.slice(2)}`
  }
  return t
}

// 1/2 is \frac{1}{2}
function slashed(s: string, way: Stripping): string | null {
  const parts = s.split('/')
  if (parts.length !== 2) return s
  const [a, b] = parts.map((p) => (/^\s*[+-]?\d+\s*$/.test(p) ? Number.parseInt(p, 10) : null))
  if ((a === null || b === null) && way !== 'hendrycks') return null
  return a !== null && b !== null && s === `${a}/${b}` ? `\\frac{${a}}{${b}}` : s
}

/** Words and marks that Minerva's rule removes from a final answer. */
export const removed: readonly string[] = [
  'square',
  'ways',
  'integers',
  'dollars',
  'mph',
  'inches',
  'ft',
  'hours',
  'km',
  'units',
  '\\ldots',
  'sue',
  'points',
  'feet',
  'minutes',
  'digits',
  'cents',
  'degrees',
  'cm',
  'gm',
  'pounds',
  'meters',
  'meals',
  'edges',
  'students',
  'childrentickets',
  'multiples',
  '\\text{s}',
  '\\text{.}',
  '\\text{\ns}',
  '\\text{}^2',
  '\\text{}^3',
  '\\text{\n}',
  '\\text{}',
  '\\mathrm{th}',
  '^\\circ',
  '^{\\circ}',
  '\\;',
  ',\\!',
  '{,}',
  '"',
  '\\dots',
]

/** What Minerva's evaluation replaces in an answer, in this order. */
export const minervaWords: readonly (readonly [string, string])[] = [
  ['an ', ''],
  ['a ', ''],
  ['.$', '$'],
  ['\\$', ''],
  ['\\ ', ''],
  [' ', ''],
  ['mbox', 'text'],
  [',\\text{and}', ','],
  ['\\text{and}', ','],
  ['\\text{m}', '\\text{}'],
]

/**
 * A final answer as Minerva's evaluation compares it, or as lm-evaluation-harness has it since 0.4.13.
 *
 * The later form leaves units within names of commands alone, braces the argument of a root with a degree, and takes commas for
 * separators only between groups of three digits.
 *
 * @source Lewkowycz et al. (2022), appendix D.1; lm-evaluation-harness, tasks/minerva_math/utils.py
 */
export function normalizeFinal(written: string, later = false): string {
  let s = written.split('=').at(-1)!
  const words = later ? removed.filter((w) => /^[a-z]+$/.test(w)) : []
  for (const word of words) s = s.replace(new RegExp(`(?<![\\\\\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, 'gu'), '')
  for (const [before, after] of minervaWords) s = s.replaceAll(before, after)
  for (const word of removed)
    s = words.includes(word)
      ? s.replace(/\\[a-zA-Z]+|[^\\]+|\\/g, (part) => (/^\\[a-zA-Z]/.test(part) ? part : part.replaceAll(word, '')))
      : s.replaceAll(word, '')
  s = s.replace(/([^\n]*?)(\$)([^\n]*?)(\$)([^\n]*)/g, '$$$3$$')
  s = s.replace(/(\\text\{)([^\n]*?)(\})/g, '$2').replace(/(\\textbf\{)([^\n]*?)(\})/g, '$2')
  s = s.replace(/(\\overline\{)([^\n]*?)(\})/g, '$2').replace(/(\\boxed\{)([^\n]*)(\})/g, '$2')
  s = s.replace(/(frac)([^{])([^\n])/gu, 'frac{$2}{$3}')
  s = later
    ? s.replace(/(sqrt)(\[[^\]]*\])([\p{L}\p{N}_])/gu, '$1$2{$3}').replace(/(sqrt)(?!\[)([^{])/gu, 'sqrt{$2}')
    : s.replace(/(sqrt)([^{])/gu, 'sqrt{$2}')
  s = s.replaceAll('$', '')
  const grouped = later ? /^-?\d{1,3}(?:,\d{3})+$/.test(s) : /^\d+$/.test(s.replaceAll(',', ''))
  return grouped ? s.replaceAll(',', '') : s
}

/**
 * What SymPy makes of a normalised answer before it calculates, `null` when it cannot read it: tuples, intervals, signs that are
 * not of LaTeX, percent, and a fraction without its leading zero.
 *
 * @source lm-evaluation-harness, tasks/minerva_math/utils.py: is_equiv over sympy.parsing.latex
 * @example readBySympy('11_{2}') // '11'
 */
export function readBySympy(written: string): string | null {
  // its reader passes over spaces of every width
  const plain = written.replace(/\\[,:;!]|\\q?quad(?![a-z])/g, '')
  // and it stops at the first comma that groups no digits
  const text = /[()[\]{}|]/.test(plain) ? plain : plain.replace(/,(?!\d{3}(?!\d))[\s\S]*$/, '')
  if (/[^\x20-\x7e]|[,;%[\]]|\\[{}]|\\(?:begin|cup|cap|text|mathrm)\b|(?:^|[^\d.])\.\d/.test(text)) return null
  return text
    .replace(/\\(?:left|right)(?![a-z])/g, '')
    .replace(/_\{(\w+)\}/g, '_$1')
    .replace(/(\d)_\d+/g, '$1')
}
