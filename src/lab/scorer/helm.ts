import type { Score } from '../task/task.ts'
import { lastBoxed, sameStripped } from './latex.ts'

/**
 * A text as HELM compares it loosely: in lower case, without ASCII punctuation and English articles, single spaces.
 *
 * @source stanford-crfm/helm 0.5.16, metrics/evaluate_reference_metrics.py: normalize_text
 * @example foldLoosely('The answer: 42.') // 'answer 42'
 */
export function foldLoosely(text: string): string {
  const bare = text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, '')
  return bare
    .replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' ')
    .split(/\s+/)
    .filter((w) => w !== '')
    .join(' ')
}

type Match = (gold: string, said: string) => boolean

// names and rules of its metrics over references
const matches: Readonly<Record<string, Match>> = {
  exact_match: (gold, said) => gold.trim() === said.trim(),
  quasi_exact_match: (gold, said) => foldLoosely(gold) === foldLoosely(said),
  prefix_exact_match: (gold, said) => said.trim().startsWith(gold.trim()),
  quasi_prefix_exact_match: (gold, said) => foldLoosely(said).startsWith(foldLoosely(gold)),
}

/**
 * What HELM's four matches make of an answer; an empty one never matches.
 *
 * @source stanford-crfm/helm 0.5.16, metrics/evaluate_reference_metrics.py: exact_match and its kin
 */
function matched(golds: readonly string[], said: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(matches).map(([name, rule]) => [name, said !== '' && golds.some((g) => rule(g, said)) ? 1 : 0]),
  )
}

/**
 * The score of a question with options that are asked together: the whole text is a letter, and its option is compared.
 *
 * Two options of the same words are both right.
 *
 * @source stanford-crfm/helm 0.5.16, metrics/evaluate_reference_metrics.py: output_mapping
 */
export function scoreJoint(text: string, letter: string, letters: string, choices: readonly string[]): Score {
  const said = text.trim()
  const place = said.length === 1 ? letters.indexOf(said) : -1
  const parts = matched([choices[letters.indexOf(letter)] ?? ''], place === -1 ? '' : (choices[place] ?? ''))
  const value = parts.exact_match!
  if (place === -1)
    return { value: 0, outcome: 'unparsed', answer: null, why: 'the whole text is no letter of an option', parts }
  return {
    value,
    outcome: value === 1 ? 'correct' : 'incorrect',
    answer: said,
    why: `${said} alone${value === 1 ? '' : `, not ${letter}`}`,
    parts,
  }
}

/** The last number of a text without its commas; any character may stand for the point. */
function lastNumberOf(text: string): string {
  return (
    text
      .match(/-?[\d,]+(?:[^\n]\d+)?/g)
      ?.at(-1)
      ?.replaceAll(',', '') ?? ''
  )
}

/**
 * The score of an answer whose last number counts.
 *
 * @source stanford-crfm/helm 0.5.16, metrics/evaluate_reference_metrics.py: final_number_exact_match, exact_match_indicator
 */
export function scoreFinalNumber(text: string, golds: readonly string[]): Score {
  const said = text.trim()
  const answer = lastNumberOf(said)
  const right = answer !== '' && golds.some((g) => lastNumberOf(g).trim() === answer.trim())
  const lastWord = (t: string) => t.split(' ').at(-1)!.trim()
  const word = lastWord(said)
  const indicated = word !== '' && golds.some((g) => lastWord(g) === word)
  return {
    value: right ? 1 : 0,
    outcome: answer === '' ? 'unparsed' : right ? 'correct' : 'incorrect',
    answer: answer === '' ? null : answer,
    why: answer === '' ? 'no number' : `the last number is ${answer}`,
    parts: {
      final_number_exact_match: right ? 1 : 0,
      exact_match_indicator: indicated ? 1 : 0,
      ...matched(golds, said),
    },
  }
}

/**
 * The score of an answer of mathematics: the whole of it, or what its last `\boxed{…}` holds.
 *
 * @source stanford-crfm/helm 0.5.16, scenarios/math_scenario.py: is_equiv, is_equiv_chain_of_thought
 */
export function scoreEquivalent(text: string, gold: string, boxed: boolean): Score {
  const said = text.trim()
  const answer = boxed ? boxedOnly(said) : said
  const right = answer !== null && sameStripped(answer, gold)
  const name = boxed ? 'math_equiv_chain_of_thought' : 'math_equiv'
  return {
    value: right ? 1 : 0,
    outcome: answer === null || answer === '' ? 'unparsed' : right ? 'correct' : 'incorrect',
    answer,
    why: answer === null ? 'no \\boxed{…}' : right ? 'same after normalising' : 'differs after normalising',
    parts: { [name]: right ? 1 : 0 },
  }
}

// neither \fbox nor a space before the brace will do
function boxedOnly(text: string): string | null {
  const at = text.lastIndexOf('\\boxed')
  return at !== -1 && text.startsWith('\\boxed{', at) ? lastBoxed(text.slice(at)) : null
}
