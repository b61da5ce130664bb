import { largest } from '../../base/index.ts'
import type { Score } from '../task/task.ts'
import { readFloat } from './numeral.ts'
import { pythonPattern } from './pythonic.ts'

const blanks = new RegExp(pythonPattern('\\s+')!.source, 'gv')
const articles = new RegExp(pythonPattern('\\b(a|an|the)\\b')!.source, 'gv')
const marks = /[!-/:-@[-`{-~]/g

/** A right answer: one span or several, which may come in any order. */
export type Spans = readonly string[]

/** Exact match, 0 or 1, and F1 of an answer as DROP counts them. */
export interface Overlap {
  readonly em: number
  readonly f1: number
}

/**
 * How an answer of one span meets the right answer that it meets best, each span a bag of words with numbers by their value.
 *
 * A span that holds a number is met by nothing without that number; F1 is rounded to so many digits. Blank answers are passed over.
 *
 * @source lm-evaluation-harness 0.4.13, tasks/drop/utils.py: process_results, get_metrics
 * @example bestOverlap('The 5 red lamps', [['5'], ['red lamps', 'two']], 2) // { em: 0, f1: 0.5 }
 */
export function bestOverlap(answer: string, golds: readonly Spans[], digits: number): Overlap {
  const said = bagOf(answer)
  let best: Overlap = { em: 0, f1: 0 }
  for (const gold of golds) {
    if (trimmed(gold[0] ?? '') === '') continue
    const bags = gold.map(bagOf)
    const em = bags.length === 1 && bags[0]!.text === said.text ? 1 : 0
    // one span is said, so the span that it fits best is all that can be met
    const f1 = roundEven(largest(bags.map((bag) => meeting(bag, said))) / bags.length, digits)
    best = { em: Math.max(best.em, em), f1: Math.max(best.f1, f1) }
  }
  return best
}

/** What comes of an answer: F1 is its value, both are its parts. */
export function scoreSpans(answer: string, golds: readonly Spans[], digits: number): Score {
  const { em, f1 } = bestOverlap(answer, golds, digits)
  const shown = trimmed(answer)
  return {
    value: f1,
    outcome: shown === '' ? 'unparsed' : em === 1 ? 'correct' : 'incorrect',
    answer: shown === '' ? null : shown,
    why: em === 1 ? 'the same words' : `words overlap by ${f1}`,
    parts: { em, f1 },
  }
}

/**
 * Whether one of two texts stands in the other, without marks and articles.
 *
 * @source openai/simple-evals, drop_eval.py: fuzzy_match
 * @example isWithin('The red lamp.', 'red lamps') // true
 */
export function isWithin(a: string, b: string): boolean {
  const [one, other] = [folded(a), folded(b)]
  return one === '' || other === '' ? one === other : one.includes(other) || other.includes(one)
}

const folded = (words: string) => trimmed(words.toLowerCase().replace(marks, '').replace(articles, ' '))

interface Bag {
  readonly text: string
  readonly words: ReadonlySet<string>
  readonly numbers: readonly string[]
}

function bagOf(span: string): Bag {
  const text = span
    .split(/[ -]/)
    .map((token) => plain(token.toLowerCase()))
    .filter((token) => token !== '')
    .join(' ')
  const words = new Set(text === '' ? [] : text.split(' '))
  return { text, words, numbers: [...words].filter((w) => numberOf(w) !== null) }
}

function plain(token: string): string {
  const bare = numberOf(token) === null ? token.replace(marks, '') : token
  const number = numberOf(bare)
  const written = number === null ? bare : printed(number)
  return trimmed(written.replace(articles, ' ').replace(blanks, ' '))
}

const trimmed = (text: string) => text.replace(blanks, ' ').replace(/^ | $/g, '')

function meeting(gold: Bag, said: Bag): number {
  if (gold.numbers.length > 0 && !gold.numbers.some((n) => said.words.has(n))) return 0
  let shared = 0
  for (const word of gold.words) if (said.words.has(word)) shared += 1
  const precision = said.words.size === 0 ? 1 : shared / said.words.size
  const recall = gold.words.size === 0 ? 1 : shared / gold.words.size
  return precision === 0 && recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

// blanks that may stand around a number: the separators of ASCII are none of them
const around =
  /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g
const special = /^([+-]?)(?:inf(?:inity)?|nan)$/

// what Python's `float` reads, of words in lower case; `null` for what it does not
function numberOf(text: string): number | null {
  const bare = text.replace(around, '')
  const sign = special.exec(bare)?.[1]
  if (sign === undefined) return readFloat(bare)
  if (bare.endsWith('nan')) return Number.NaN
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

// as Python prints a float
function printed(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  if (Object.is(value, -0)) return '-0.0'
  const [digits, power] = value.toExponential().split('e') as [string, string]
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 16) return Number.isInteger(value) ? `${value}.0` : `${value}`
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

// halves go to the even side, as NumPy rounds
function roundEven(value: number, digits: number): number {
  const scale = 10 ** digits
  const scaled = value * scale
  const low = Math.floor(scaled)
  const rest = scaled - low
  const whole = rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low
  return whole / scale
}
