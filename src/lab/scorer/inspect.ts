import { largest } from '../../base/index.ts'
import type { Score } from '../task/task.ts'
import { readNumeral } from './numeral.ts'
import { pythonPattern } from './pythonic.ts'

/** Where a target has to stand in an answer. */
export type Location = 'begin' | 'end' | 'any' | 'exact'

/** How `match` of Inspect compares. */
export interface Matching {
  readonly location: Location
  readonly numeric: boolean
  readonly ignoreCase: boolean
}

const fold = (text: string) => text.toUpperCase().toLowerCase()
const trimmed = (text: string) => text.replace(/^[\s!-/:-@[-`{-~]+|[\s!-/:-@[-`{-~]+$/g, '')

/**
 * Whether an answer has a target where it should; of numbers, whether the first or last of them is the target.
 *
 * @source UKGovernmentBEIS/inspect_ai 0.3.285, scorer/_common.py: match_str
 * @example matchesAt('It costs $1,250.', '1250', { location: 'end', numeric: true, ignoreCase: true }) // true
 */
export function matchesAt(answer: string, target: string, { location, numeric, ignoreCase }: Matching): boolean {
  let [said, right] = [answer.trim(), target.trim()]
  if (ignoreCase) [said, right] = [fold(said), fold(right)]
  if (numeric) right = withoutMarks(right)
  const number = numeric ? numberIn(right) : null
  if (number !== null) return numberAt(withoutMarks(said), number, location)
  ;[said, right] = [trimmed(said), trimmed(right)]
  switch (location) {
    case 'begin':
      return said.startsWith(right)
    case 'end':
      return said.endsWith(right)
    case 'exact':
      return said === right
    case 'any':
      return said.includes(right)
  }
}

function numberAt(said: string, right: number, location: Location): boolean {
  if (location === 'exact') {
    const whole = readNumeral(said)
    return whole !== null && digits(whole) === digits(right)
  }
  const numbers = said
    .split(/\s+/)
    .map(numberIn)
    .filter((n) => n !== null)
  if (location === 'any') return numbers.some((n) => digits(n) === digits(right))
  const found = location === 'begin' ? numbers[0] : numbers.at(-1)
  return found !== undefined && digits(found) === digits(right)
}

function numberIn(word: string): number | null {
  return readNumeral(word.replace(/^[!?:;()[\]{}'"`]+|[!?:;()[\]{}'"`]+$/g, ''))
}

// five digits, a half to the even one
function digits(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const text = value.toPrecision(5)
  const exact = value.toPrecision(17).replace(/0+$/, '')
  if (!/5$/.test(exact.replace(/e.*$/, '')) || exact.replace(/e.*$|[-.]/g, '').replace(/^0+/, '').length !== 6)
    return String(Number(text))
  const [down, up] = [Number(text), Number((value - (Number(text) - value)).toPrecision(5))]
  const last = (n: number) =>
    Number(
      n
        .toPrecision(5)
        .replace(/e.*$|[-.]/g, '')
        .at(-1),
    )
  return String(last(down) % 2 === 0 ? down : up)
}

// signs of currency, commas and emphasis; a point that no digit follows
function withoutMarks(text: string): string {
  return text
    .replace(/\\([$,£€*_])/g, '$1')
    .replace(/[$,£€*_]/g, '')
    .replace(/\.(?=\s|$|\P{Nd})/gu, '')
}

/**
 * The letters that Inspect takes from an answer to a question with options: those of the last line `ANSWER: …`, else of the last
 * such words; none where they are not options.
 *
 * @source UKGovernmentBEIS/inspect_ai 0.3.285, solver/_multiple_choice.py: parse_answers
 * @example chosenOptions('Because of rain.\nANSWER: B', 'ABCD', false) // ['B']
 */
export function chosenOptions(text: string, letters: string, several: boolean): readonly string[] {
  const plain = text
    .replace(/\$\s*([A-Za-z\p{Nd}][A-Za-z\p{Nd} ,]*?)\s*\$/gu, '$1')
    .replace(/\*\*\s*([A-Za-z\p{Nd}][A-Za-z\p{Nd} ,]*?)\s*\*\*/gu, '$1')
    .replace(/(^|[:,])(\s*)\(([A-Za-z\p{Nd}])\)(?=\s*(?:,|\.|\n|$))/gu, '$1$2$3')
  const strict = [...plain.matchAll(/^ANSWER\s*:\s*([A-Za-z\p{Nd} ,]+)\s*(?:$|\n|\.)/gimu)]
  const found =
    strict.length > 0 ? strict : [...plain.matchAll(/ANSWER\s*:\s*([A-Za-z\p{Nd} ,]+)(?:[^\p{L}\p{N}_]|\n|$|\.)/giu)]
  const said = found.at(-1)?.[1]?.trim().replace(/\.+$/, '').toUpperCase()
  if (said === undefined) return []
  const allowed = (parts: readonly string[]) => parts.every((p) => p.length === 1 && letters.includes(p))
  const parts = (several ? said.replaceAll(' AND ', ',').replaceAll(' ', '') : said).split(',').filter((p) => p !== '')
  if (!several) return parts.length === 1 && allowed(parts) ? parts : []
  if (allowed(parts)) return [...new Set(parts)].sort()
  const each = [...said.replaceAll(' AND ', ',').replaceAll(' ', '')]
  return allowed(each) ? [...new Set(each)].sort() : []
}

const answers = {
  letter: /ANSWER\s*:\s*([A-Za-z])(?:[^\p{L}\p{N}_]|\n|$)(?!.*ANSWER\s*:)/isu,
  word: /ANSWER\s*:\s*(\S+?)(?=[.,;:!?]?\s*(?:\n|$))(?!.*ANSWER\s*:)/isu,
  line: /ANSWER\s*:\s*([^\n]+)\s*$/iu,
}

/** What may stand behind `ANSWER:`. */
export type AnswerForm = keyof typeof answers

/**
 * The letter, word or line behind the last `ANSWER:`, `null` without one.
 *
 * @source UKGovernmentBEIS/inspect_ai 0.3.285, scorer/_answer.py, _util/pattern.py
 * @example answerAs('ANSWER: yes.', 'word') // 'yes'
 */
export function answerAs(text: string, form: AnswerForm): string | null {
  return answers[form].exec(text)?.[1] ?? null
}

/**
 * A text as Inspect compares it by words: in lower case, numbers in one writing, without punctuation and articles.
 *
 * @source UKGovernmentBEIS/inspect_ai 0.3.285, scorer/_classification.py: _normalize
 * @example wordsOf('The answer: 3.0').join(' ') // 'answer 3.0'
 */
export function wordsOf(text: string): readonly string[] {
  return text.split(/[ -]/).flatMap((token) => {
    const bare = unpunctuated(fold(token))
    const number = finite(bare)
    const plain = number === null ? bare : Number.isInteger(number) ? `${number}.0` : String(number)
    return plain
      .replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' ')
      .split(/\s+/)
      .filter((w) => w !== '')
  })
}

function unpunctuated(token: string): string {
  if (finite(token) !== null) return token
  const inner = trimmed(token)
  return finite(inner) !== null ? inner : token.replace(/[!-/:-@[-`{-~]/g, '')
}

function finite(text: string): number | null {
  const bare = text.trim()
  if (!/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(bare)) return null
  const value = Number(bare.replaceAll('_', ''))
  return Number.isFinite(value) ? value : null
}

/**
 * The harmonic mean of precision and recall over words, of the target where it is highest, to two digits.
 *
 * @source UKGovernmentBEIS/inspect_ai 0.3.285, scorer/_classification.py: max_f1_score
 * @example overlap('red and blue', ['blue lamp']) // 0.4
 */
export function overlap(answer: string, targets: readonly string[]): number {
  const said = wordsOf(answer)
  const all = targets.map((target) => {
    const right = wordsOf(target)
    const left = [...right]
    const shared = said.filter((w) => {
      const at = left.indexOf(w)
      if (at !== -1) left.splice(at, 1)
      return at !== -1
    }).length
    if (right.length === 0) return 0
    const [precision, recall] = [said.length === 0 ? 1 : shared / said.length, shared / right.length]
    return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  })
  return Math.round(Math.max(0, largest(all)) * 100) / 100
}

/**
 * The score of an answer by one of Inspect's own scorers, named as a protocol's extractor names it.
 *
 * @throws never; what is no such scorer is `null`
 */
export function scoreByInspect(
  text: string,
  targets: readonly string[],
  letters: string,
  scorer: string,
): Score | null {
  const [name, ...options] = scorer.split(' ')
  const has = (option: string) => options.includes(option)
  switch (name) {
    case 'choice':
      return chosen(text, targets, letters)
    case 'match': {
      const location: Location = (['begin', 'any', 'exact'] as const).find(has) ?? 'end'
      const how = { location, numeric: has('numeric'), ignoreCase: !has('case') }
      return told(
        text.trim(),
        targets.some((t) => matchesAt(text, t, how)),
      )
    }
    case 'includes': {
      const as = has('case') ? (t: string) => t : fold
      return told(
        text.trim(),
        targets.some((t) => as(text).includes(as(t))),
      )
    }
    case 'answer': {
      const found = answerAs(text, (['letter', 'word'] as const).find(has) ?? 'line')
      return told(found, found !== null && targets.some((t) => t.toLowerCase() === found.toLowerCase()))
    }
    case 'pattern':
      return byPattern(text, targets, scorer)
    case 'exact': {
      const said = wordsOf(text).join(' ')
      return told(
        text.trim(),
        targets.some((t) => said !== '' && wordsOf(t).join(' ') === said),
      )
    }
    case 'f1': {
      const value = overlap(text, targets)
      return {
        value,
        outcome: value > 0.5 ? 'correct' : 'incorrect',
        answer: text.trim(),
        why: `words overlap by ${value}`,
      }
    }
    default:
      return null
  }
}

/**
 * Whether a group of a pattern, or with `all` each that took part, is a target; without groups the whole that it found.
 *
 * @source UKGovernmentBEIS/inspect_ai 0.3.285, scorer/_pattern.py
 */
function byPattern(text: string, targets: readonly string[], scorer: string): Score | null {
  const [, options, quoted] = /^pattern((?: case| all)*) (".*")$/.exec(scorer) ?? []
  if (quoted === undefined) return null
  const ignoreCase = !options!.includes('case')
  const found = pythonPattern(JSON.parse(quoted) as string, ignoreCase)?.exec(text) ?? null
  if (found === null) return told(null, false)
  const fit = (s: string) => (ignoreCase ? s.toLowerCase() : s)
  const groups = (found.length === 1 ? [found[0]] : found.slice(1)).filter((g) => g !== undefined)
  const right = (g: string) => targets.some((t) => fit(t) === fit(g))
  const said = groups.length === 0 ? null : groups[0]!
  if (options!.includes('all')) return told(said, groups.length > 0 && groups.every(right) && targets.join('') !== '')
  return told(groups.find(right) ?? said, (groups.find(right) ?? '') !== '')
}

function chosen(text: string, targets: readonly string[], letters: string): Score {
  const wanted = targets.flatMap((t) => [...t.replaceAll(/[\s,]/g, '')]).sort()
  const found = chosenOptions(text, letters, wanted.length > 1)
  if (found.length === 0)
    return { value: 0, outcome: 'unparsed', answer: null, why: 'no line `ANSWER: …` with an option' }
  return told(found.join(', '), found.join() === wanted.join())
}

function told(answer: string | null, right: boolean): Score {
  if (answer === null) return { value: 0, outcome: 'unparsed', answer, why: 'no answer in the form asked for' }
  const shown = answer.length > 60 ? `${answer.slice(0, 60)}…` : answer
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer,
    why: `${shown} ${right ? 'matches' : 'does not match'}`,
  }
}
