/**
 * The content of the last `\boxed{…}` or `\fbox{…}` of a text, `null` when there is none that closes.
 *
 * @source hendrycks/math, math_equivalence and last_boxed_only_string
 * @example lastBoxed('so \\boxed{\\frac{1}{2}}.') // '\\frac{1}{2}'
 */
export function lastBoxed(text: string): string | null {
  const spaced = text.lastIndexOf('\\boxed ')
  const at = Math.max(text.lastIndexOf('\\boxed'), text.lastIndexOf('\\fbox'))
  if (at === -1) return null
  if (spaced === at)
    return text
      .slice(at + 7)
      .split('$')[0]!
      .trim()
  const open = text.indexOf('{', at)
  if (open === -1) return null
  let depth = 0
  for (let i = open; i < text.length; i += 1) {
    if (text[i] === '{') depth += 1
    else if (text[i] === '}') {
      depth -= 1
      if (depth === 0) return text.slice(open + 1, i)
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

/**
 * A LaTeX answer as the MATH benchmark compares it.
 *
 * @source Hendrycks et al. (2021), math_equivalence.py, _strip_string
 * @example stripAnswer('\\tfrac12 \\text{ cm}') // '\\frac{1}{2}'
 */
export function stripAnswer(written: string): string {
  let s = written.replaceAll('\n', '').replaceAll('\\!', '').replaceAll('\\\\', '\\')
  s = s.replaceAll('tfrac', 'frac').replaceAll('dfrac', 'frac').replaceAll('\\left', '').replaceAll('\\right', '')
  s = s.replaceAll('^{\\circ}', '').replaceAll('^\\circ', '').replaceAll('\\$', '')
  const unit = s.split('\\text{ ')
  if (unit.length === 2) s = unit[0]!
  s = s.replaceAll('\\%', '').replaceAll('%', '').replaceAll(' .', ' 0.').replaceAll('{.', '{0.')
  if (s === '') return s
  if (s[0] === '.') s = `0${s}`
  const sides = s.split('=')
  if (sides.length === 2 && sides[0]!.length <= 2) s = sides[1]!
  s = bracedRoots(s).replaceAll(' ', '')
  s = bracedFractions(s)
  if (s === '0.5') s = '\\frac{1}{2}'
  return slashed(s)
}

// \sqrt3 is \sqrt{3}
function bracedRoots(s: string): string {
  const [head, ...rest] = s.split('\\sqrt')
  return rest.reduce(
    (t, part) => (part === '' || part[0] === '{' ? `${t}\\sqrt${part}` : `${t}\\sqrt{${part[0]}}${part.slice(1)}`),
    head!,
  )
}

// \frac12 is \frac{1}{2}, \frac1{72} is \frac{1}{72}
function bracedFractions(s: string): string {
  const [head, ...rest] = s.split('\\frac')
  let t = head!
  for (const part of rest) {
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
function slashed(s: string): string {
  const parts = s.split('/')
  if (parts.length !== 2) return s
  const [a, b] = parts.map((p) => (/^\s*[+-]?\d+\s*$/.test(p) ? Number.parseInt(p, 10) : null))
  return a !== null && b !== null && s === `${a}/${b}` ? `\\frac{${a}}{${b}}` : s
}

const removed: readonly string[] = [
  'square',
  'ways',
  'integers',
  'dollars',
  'mph',
  'inches',
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

/**
 * A final answer as Minerva's evaluation compares it.
 *
 * @source Lewkowycz et al. (2022), appendix D.1; lm-evaluation-harness, tasks/minerva_math/utils.py
 */
export function normalizeFinal(written: string): string {
  let s = written.split('=').at(-1)!
  for (const [before, after] of [
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
  ] as const)
    s = s.replaceAll(before, after)
  for (const word of removed) s = s.replaceAll(word, '')
  s = s.replace(/^(.*?)(\$)(.*?)(\$)(.*)/s, '$$$3$$')
  s = s.replace(/(\\text\{)(.*?)(\})/g, '$2').replace(/(\\textbf\{)(.*?)(\})/g, '$2')
  s = s.replace(/(\\overline\{)(.*?)(\})/g, '$2').replace(/(\\boxed\{)(.*)(\})/g, '$2')
  s = s
    .replace(/(frac)([^{])(.)/g, 'frac{$2}{$3}')
    .replace(/(sqrt)([^{])/g, 'sqrt{$2}')
    .replaceAll('$', '')
  return /^\d+$/.test(s.replaceAll(',', '')) ? s.replaceAll(',', '') : s
}
