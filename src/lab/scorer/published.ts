import type { Score } from '../task/task.ts'
import { sameFinal, solutionOf } from './cleaned.ts'
import { isPlainNumber, lastPlainNumber } from './compass.ts'
import { scoreExtractive, scoreVerified } from './extractive.ts'
import { scoreEquivalent, scoreFinalNumber, scoreJoint } from './helm.ts'
import { scoreByInspect } from './inspect.ts'

/** What a rule may look at besides the answer. */
export interface Asked {
  readonly targets: readonly string[]
  /** letters of the options, empty without any */
  readonly letters: string
  readonly choices: readonly string[]
  /** right answers as the harness kept them, where they are longer than ours; else the targets */
  readonly references?: readonly string[]
}

type Rule = (text: string, asked: Asked) => Score

// rules of other harnesses that score a whole answer, by the names that extractors have
const rules: Readonly<Record<string, Rule>> = {
  'helm-joint@1': (text, { targets, letters, choices }) => scoreJoint(text, targets[0]!, letters, choices),
  'helm-final-number@1': (text, { targets, references }) => scoreFinalNumber(text, references ?? targets),
  'helm-math@1': (text, { targets }) => scoreEquivalent(text, targets[0]!, false),
  'helm-math-boxed@1': (text, { targets }) => scoreEquivalent(text, targets[0]!, true),
  'compass-number@1': (text, { targets }) => {
    const answer = lastPlainNumber(text)
    return told(answer === 'NULL' ? null : answer, isPlainNumber(answer, targets[0]!))
  },
  'compass-math@1': (text, { targets }) => {
    const answer = solutionOf(text, 'v1')
    return told(answer, sameFinal(answer, targets[0]!, 'v1'))
  },
  'compass-math@2': (text, { targets }) => {
    const answer = solutionOf(text, 'v2')
    return told(answer, sameFinal(answer, targets[0]!, 'v2'))
  },
  'compass-verify@1': (text, { targets }) => scoreVerified(text, targets[0]!),
  'whole-answer@1': (text, { targets }) => told(text.trim(), text.trim() === targets[0]!.trim()),
  'lighteval-letter@1': (text, { targets, letters }) => scoreExtractive(text, targets, 'letter', letters),
  'lighteval-letter-anywhere@1': (text, { targets, letters }) =>
    scoreExtractive(text, targets, 'letter-anywhere', letters),
  'lighteval-expression@1': (text, { targets, references }) =>
    scoreExtractive(text, references ?? targets, 'expression'),
  'lighteval-latex@1': (text, { targets, references }) => scoreExtractive(text, references ?? boxed(targets), 'latex'),
  'lighteval-latex@2': (text, { targets, references }) =>
    scoreExtractive(text, references ?? boxed(targets), 'latex-or-expression'),
}

const boxed = (targets: readonly string[]) => targets.map((t) => `$\\boxed{${t}}$`)

/** The score of an answer by the published rule that an extractor names, `null` when it names none of them. */
export function scorePublished(text: string, extractor: string, asked: Asked): Score | null {
  if (Object.hasOwn(rules, extractor)) return rules[extractor]!(text, asked)
  const scorer = /^inspect:(.+)@1$/.exec(extractor)?.[1]
  return scorer === undefined ? null : scoreByInspect(text, asked.targets, asked.letters, scorer)
}

function told(answer: string | null, right: boolean): Score {
  if (answer === null || answer === '')
    return { value: right ? 1 : 0, outcome: right ? 'correct' : 'unparsed', answer: null, why: 'no answer found' }
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer,
    why: right ? 'the same answer' : 'another answer',
  }
}
