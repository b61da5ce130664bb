import { decimal, isDecimal } from '../../base/index.ts'
import type { Score } from '../task/task.ts'

const anywhere = /(-?[$0-9.,]{2,})|(-?[0-9]+)/g
const marked = /#### (-?[0-9.,]+)/g

/**
 * The number that a text ends in, or the one behind the last `####`, as lm-evaluation-harness takes them for GSM8K.
 *
 * @source lm-evaluation-harness, tasks/gsm8k: `#### (\-?[0-9\.\,]+)` first match; `(-?[$0-9.,]{2,})|(-?[0-9]+)` last match
 * @example takeNumber('It is $1,080.', 'flexible') // '$1,080.'
 */
export function takeNumber(text: string, way: 'strict' | 'flexible'): string | null {
  if (way === 'strict') return [...text.matchAll(marked)][0]?.[1] ?? null
  const found = [...text.matchAll(anywhere)].at(-1)
  return found === undefined ? null : found[0].trim()
}

/**
 * The number behind the first `####`, or behind the first `A:` at the head of a line, as the published solutions mark it.
 *
 * @source openai/grade-school-math, dataset.py: `#### (\-?[0-9\.\,]+)`; example_model_solutions.jsonl writes `A:` for it
 * @example markedAnswer('2 + 2 = 4\nA: 4') // '4'
 */
export function markedAnswer(text: string): string | null {
  return /(?:####|^A:) (-?[0-9.,]+)/m.exec(text)?.[1]?.replaceAll(',', '') ?? null
}

/**
 * `text` as the metric of GSM8K compares it: without commas, `$`, what stands up to `#### `, and a point at its end.
 *
 * @source lm-evaluation-harness, gsm8k.yaml: regexes_to_ignore, ignore_case
 * @example foldNumber('$1,080.') // '1080'
 */
export function foldNumber(text: string): string {
  return text
    .replaceAll(',', '')
    .replaceAll('$', '')
    .replace(/.*#### /gs, '')
    .replace(/\.$/, '')
    .toLowerCase()
}

/**
 * The last number of a text, after the last "answer is" where there is one, without commas, currency and a point at its end.
 *
 * @example lastNumber('First 3, so the final answer is $1,250.00.') // '1250.00'
 */
export function lastNumber(text: string): string | null {
  const cue = [...text.matchAll(/answer\s*(?:is|:)\s*/giu)].at(-1)
  const after = cue === undefined ? '' : text.slice(cue.index + cue[0].length)
  return numbersIn(after)[0] ?? numbersIn(text).at(-1) ?? null
}

function numbersIn(text: string): readonly string[] {
  const plain = text.replace(/(\d),(?=\d{3}(?!\d))/g, '$1').replaceAll('−', '-')
  return [...plain.matchAll(/-?(?:\d+(?:\.\d+)?|\.\d+)/g)].map((m) => m[0])
}

/** Whether two texts write one number. */
export function sameNumber(a: string, b: string): boolean {
  const [x, y] = [a.replaceAll(',', ''), b.replaceAll(',', '')]
  return isDecimal(x) && isDecimal(y) ? decimal(x).eq(decimal(y)) : x === y
}

/** The score of a text that should end in the number `target`. */
export function scoreNumber(text: string, target: string, _way: 'last'): Score {
  const answer = lastNumber(text)
  if (answer === null) return { value: 0, outcome: 'unparsed', answer, why: 'no number found' }
  const right = sameNumber(answer, target)
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer,
    why: right ? 'same number' : `${answer} is not ${target}`,
  }
}
