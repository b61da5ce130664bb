import type { Score } from '../task/task.ts'

/** What became of a question that may be left open. */
export type Grade = 'correct' | 'incorrect' | 'not-attempted'

/**
 * The grade that a judge's letter stands for: A correct, B incorrect, C not attempted.
 *
 * @source openai/simple-evals, simpleqa_eval.py: the first of A, B, C in the answer
 * @example readGrade('B') // 'incorrect'
 */
export function readGrade(text: string): Grade | null {
  const letter = /[ABC]/.exec(text)?.[0]
  if (letter === undefined) return null
  return letter === 'A' ? 'correct' : letter === 'B' ? 'incorrect' : 'not-attempted'
}

/**
 * The grade that a label names in words, `null` when it is none of them.
 *
 * @example namedGrade('NOT_ATTEMPTED') // 'not-attempted'
 */
export function namedGrade(label: string): Grade | null {
  const bare = label.trim().toLowerCase().replace(/[_ ]/g, '-')
  return bare === 'correct' || bare === 'incorrect' || bare === 'not-attempted' ? bare : null
}

/** A grade as a score: the parts give accuracy, what was attempted, and what is penalised. */
export function gradeScore(grade: Grade, answer: string, why: string): Score {
  const [right, wrong] = [grade === 'correct', grade === 'incorrect']
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : wrong ? 'incorrect' : 'refused',
    answer,
    why,
    parts: {
      attempted: right || wrong ? 1 : 0,
      // counted over what was attempted: none of none where it was not
      'correct given attempted': right || wrong ? [right ? 1 : 0, 1] : [0, 0],
      'omniscience index': right ? 1 : wrong ? -1 : 0,
    },
  }
}

/**
 * The harmonic mean of the share that is correct and the share that is correct of what was attempted.
 *
 * @source Wei et al. (2024), Measuring short-form factuality in large language models (SimpleQA)
 * @example abstentionF({ correct: 40, incorrect: 40, notAttempted: 20 }).toFixed(3) // '0.444'
 */
export function abstentionF(counts: { correct: number; incorrect: number; notAttempted: number }): number {
  const { correct, incorrect, notAttempted } = counts
  const [overall, given] = [correct / (correct + incorrect + notAttempted), correct / (correct + incorrect)]
  return correct === 0 ? 0 : (2 * overall * given) / (overall + given)
}

const open =
  /\b(i (do not|don['’]t|cannot|can['’]t|could not|couldn['’]t) (know|find|say|answer|verify|confirm|determine)|i['’]m not (sure|aware|familiar)|i am not (sure|aware|familiar)|not (enough|sufficient) information|no (reliable )?(information|record)|unknown|unable to (answer|find|verify)|does not (seem to )?exist|not sure|cannot be determined)\b|不知道|不清楚|无法(回答|确定|核实)|没有(相关)?(信息|资料)/iu

/** Whether a text leaves a question open instead of answering it. */
export function abstains(text: string): boolean {
  return text.trim() === '' || open.test(text)
}
