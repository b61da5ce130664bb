import { bracedFractions, lastBoxed, minervaWords, removed, strip } from './latex.ts'

/**
 * A final answer as OpenCompass normalises it; `null` where the original gives up.
 *
 * It goes further than Minerva's rule, from which it comes: what stands behind `answer is`, in a box or between dollars
 * takes the place of the rest.
 *
 * @source open-compass/opencompass 0.5.4, datasets/math.py: normalize_final_answer
 * @example finalOf('So the final answer is $\\frac12$') // '\\frac{1}{2}'
 */
export function finalOf(written: string): string {
  let s = written
  for (const [before, after] of replaced) s = s.replaceAll(before, after)
  for (const word of [...removed, '\n', '\r', '\f']) s = s.replaceAll(word, '')
  s = s.replace(/(\\text\{)\((.*?)\)(\})/g, '$2')
  for (const command of ['text', 'textbf', 'overline'])
    s = s.replace(new RegExp(`(\\\\${command}\\{)(.*?)(\\})`, 'g'), '$2')
  s = s.replace(/(\\boxed\{)(.*)(\})/g, '$2')
  for (const inside of [/finalansweris(.*)/g, /answer?is:?(.*)/g, /oxed\{(.*?)\}/g, /\$(.*?)\$/g])
    s = [...s.matchAll(inside)].at(-1)?.[1] ?? s
  s = s.trim()
  if (s.includes('rac') && !s.includes('\\frac')) s = s.replaceAll('rac', '\\frac')
  s = s
    .replace(/(frac)([^{])(.)/gu, 'frac{$2}{$3}')
    .replace(/(sqrt)([^{])/gu, 'sqrt{$2}')
    .replaceAll('$', '')
  return isDigits(s.replaceAll(',', '')) ? s.replaceAll(',', '') : s
}

const isDigits = (text: string) => /^\p{Nd}+$/u.test(text)

const replaced: typeof minervaWords = [...minervaWords, ['\\le', '<']]

/** Which of OpenCompass's two comparisons, the first or the one that followed. */
export type Version = 'v1' | 'v2'

/**
 * The answer that OpenCompass takes from a solution of mathematics: what the last box holds (in the second version), else the first
 * sentence that speaks of it, else the first sentence.
 *
 * @source open-compass/opencompass 0.5.4, datasets/math.py: math_postprocess, math_postprocess_v2
 * @example solutionOf('So \\boxed{5}', 'v2') // '5'
 */
export function solutionOf(text: string, version: Version): string {
  if (version === 'v2') {
    const at = text.lastIndexOf('\\boxed')
    const boxed = at !== -1 && text.startsWith('\\boxed{', at) ? lastBoxed(text.slice(at)) : null
    const inner = boxed === null ? null : (/^\{(.*)\}$/.exec(boxed)?.[1] ?? boxed)
    if (inner !== null && inner !== '') return inner
  }
  const cue = version === 'v2' ? /final answer|answer is/ : /final answer/
  const sentences = text.split('.')
  return finalOf(sentences.find((s) => cue.test(s.toLowerCase())) ?? sentences[0]!)
}

/**
 * Whether two answers are the same to OpenCompass: stripped, stripped and normalised, normalised, or as they are.
 *
 * @source open-compass/opencompass 0.5.4, datasets/math.py: MATHEvaluator.is_equiv
 * @example sameFinal('1,000', '1000', 'v2') // true
 */
export function sameFinal(a: string, b: string, version: Version): boolean {
  const stripped = (s: string) => (version === 'v1' ? strip(s, 'opencompass') : strippedMore(s))
  const [x, y] = [stripped(a), stripped(b)]
  if (x !== null && y !== null && (x === y || finalOf(x) === finalOf(y))) return true
  return finalOf(a) === finalOf(b) || a === b
}

/** The second version of the stripping, which knows more units, signs and words. */
function strippedMore(written: string): string | null {
  let s = written.trim().replaceAll('\n', '').replace(/\.+$/, '').replaceAll('\\!', '').replaceAll('\\ ', '')
  s = s.replaceAll('\\\\', '\\').replaceAll('\\\\', '\\').replaceAll('tfrac', 'frac').replaceAll('dfrac', 'frac')
  s = s.replaceAll('\\left', '').replaceAll('\\right', '')
  const bare = s.replace(/\\text\{.*?\}$/g, '').trim()
  if (bare !== '') s = bare === s ? s : bare
  for (const gone of ['^{\\circ}', '^\\circ', '\\$', '$', '\\text', 'x\\in', '\\%', '%']) s = s.replaceAll(gone, '')
  s = s.replaceAll(' .', ' 0.').replaceAll('{.', '{0.').replaceAll('\\cdot', '').replaceAll('infinity', '\\infty')
  if (!s.includes('\\infty')) s = s.replaceAll('inf', '\\infty')
  s = s.replaceAll('+\\inity', '\\infty').replaceAll('and', '').replaceAll('\\mathbf', '')
  s = s.replace(/\\mbox\{.*?\}/g, '')
  if (s.includes('j') && !s.includes('i')) s = s.replaceAll('j', 'i')
  s = s.replace(/(?<=\p{Nd})\.0+([^\p{Nd}])/gu, '$1').replace(/(?<=\p{Nd})\.0+$/gu, '')
  if (s === '') return s
  if (s[0] === '.') s = `0${s}`
  const sides = s.split('=')
  if (sides.length === 2 && sides[0]!.length <= 2) s = sides[1]!
  s = s.replace(/\\sqrt([\p{L}\p{N}_]+)/gu, '\\sqrt{$1}').replaceAll(' ', '')
  return slashedWhole(bracedFractions(s, true) ?? s)
}

// a fraction of whole numbers; anything but those raises an exception
function slashedWhole(s: string): string | null {
  const parts = s.split('/')
  if (parts.length !== 2) return s
  if (!parts.every((p) => /^\s*[+-]?\d+\s*$/.test(p))) return null
  const [a, b] = parts.map((p) => Number.parseInt(p, 10))
  return s === `${a}/${b}` ? `\\frac{${a}}{${b}}` : s
}
