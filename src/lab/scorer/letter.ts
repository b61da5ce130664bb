import type { Score } from '../task/task.ts'
import { firstCapital, firstOption, lastCapital } from './compass.ts'

/** Ways to take the letter of an option from a text; each is one published rule. */
export type LetterRule =
  | 'best-answer-is@1'
  | 'simple-evals@1'
  | 'simple-evals-gpqa@1'
  | 'answer-colon@1'
  | 'tiger@1'
  | 'tiger-capital@1'
  | 'helm-cot@1'
  | 'first-option@1'
  | 'first-capital@1'
  | 'last-capital@1'
  | 'first-letter@1'
  | 'infinitebench@1'
  | 'parenthesized@1'
  | 'letter-alone@1'
  | 'answer-is@1'
  | 'whole-text@1'

/** A letter with the stage of the rule that found it. */
export interface Taken {
  readonly letter: string
  readonly stage: string
}

type Take = (text: string, letters: string) => Taken | null

/**
 * The letter that a text answers with under a rule; `null` when the rule finds none.
 *
 * `letters` are those that options have, such as `ABCD`.
 *
 * @example takeLetter('So the answer is (C).', 'tiger@1', 'ABCD')?.letter // 'C'
 */
export function takeLetter(text: string, rule: LetterRule, letters: string): Taken | null {
  return rules[rule](text, letters)
}

const rules: Readonly<Record<LetterRule, Take>> = {
  'best-answer-is@1': bestAnswer,
  'simple-evals@1': simpleEvals,
  'simple-evals-gpqa@1': simpleEvalsGpqa,
  'answer-colon@1': answerColon,
  'tiger@1': tiger,
  'tiger-capital@1': tigerCapital,
  'helm-cot@1': helmThought,
  'first-option@1': (text, letters) => staged(firstOption(text, rounded(letters)), 'first option'),
  'first-capital@1': (text) => staged(firstCapital(text), 'first capital'),
  'last-capital@1': (text) => staged(lastCapital(text), 'last capital'),
  'first-letter@1': firstLetter,
  'infinitebench@1': infiniteBench,
  'parenthesized@1': parenthesized,
  'letter-alone@1': letterAlone,
  'answer-is@1': answerIs,
  'whole-text@1': wholeText,
}

// the letter after the last "best answer is"; a text that begins with a letter continues a prefilled one
function bestAnswer(text: string, letters: string): Taken | null {
  const cues = [...text.matchAll(/(?:best|final|correct)?\s*answer\s+is\s*:?\s*/giu)]
  for (const cue of [...cues.filter((c) => /best/i.test(c[0])), ...cues.filter((c) => !/best/i.test(c[0]))].reverse()) {
    const found = leading(text.slice(cue.index + cue[0].length), letters)
    if (found !== null) return { letter: found, stage: 'after the cue' }
  }
  const start = leading(text, letters)
  return start === null ? null : { letter: start, stage: 'at the start' }
}

function leading(text: string, letters: string): string | null {
  const found = new RegExp(
    `^[\\s*_"'$\\\\({[]*(?:\\\\?(?:text|boxed|mathrm|mathbf)\\{)?\\(?([${letters}])(?![\\p{L}\\p{N}_])`,
    'u',
  )
  return found.exec(text)?.[1] ?? null
}

const stripped = [
  '**',
  '$\\boxed{',
  '}$',
  '\\$',
  '$\\text{',
  '$',
  '\\mathrm{',
  '\\{',
  '\\text',
  '\\(',
  '\\mathbf{',
  '{',
  '\\boxed',
]
const cues: readonly string[] = [
  'Answer\\s*:',
  'Answer\\s*:\u200b+',
  'উত্তর\\s*:',
  'उत्तर\\s*:',
  'উত্তরঃ',
  'উত্তর\\s*:',
  'Antwort\\s*:',
  '답변\\s*:',
  '정답\\s*:',
  '답\\s*:',
  '答案\\s*：',
  '答案\\s*:',
  '答\\s*：',
  '答\\s*:',
  '答复\\s*：',
  '答曰\\s*：',
  'الإجابة:',
  'الجواب:',
  'إجابة:',
  'الإجابة النهائية:',
  'الإجابة الصحيحة:',
  'الإجابة الصحيحة هي:',
  'الإجابة هي:',
  'الجواب النهائي:',
  'Respuesta\\s*:',
  'Risposta\\s*:',
  '答え\\s*:',
  '答え\\s*：',
  '回答\\s*:',
  '回答\\s*：',
  '解答\\s*:',
  'Jawaban\\s*:',
  'Réponse\\s*:',
  'Resposta\\s*:',
  'Jibu\\s*:',
  'Idahun\\s*:',
  'Ìdáhùn\\s*:',
  'Idáhùn\\s*:',
  'Àmọ̀nà\\s*:',
  'Àdáhùn\\s*:',
  'Ànúgọ\\s*:',
  'Àṣàyàn\\s*:',
]
const foreign: Readonly<Record<string, string>> = {
  أ: 'A',
  ب: 'B',
  ج: 'C',
  د: 'D',
  অ: 'A',
  ব: 'B',
  ড: 'C',
  ঢ: 'D',
  Ａ: 'A',
  Ｂ: 'B',
  Ｃ: 'C',
  Ｄ: 'D',
}

// the first letter after the first cue of the list that is there, once LaTeX and Markdown are gone; a small letter is found
// and then no option, so that it counts as wrong
function simpleEvals(text: string, letters: string): Taken | null {
  const plain = stripped.reduce((t, s) => t.replaceAll(s, ''), text)
  for (const cue of cues) {
    const found = new RegExp(`${cue}[ \\t]*([${letters}]|[أ-د]|[অবডঢＡＢＣＤ])`, 'iu').exec(plain)?.[1]
    if (found !== undefined) return { letter: foreign[found] ?? found, stage: cue.replace('\\s*', '') }
  }
  return null
}

/**
 * The first letter that follows `Answer:` on its line, Markdown and all: what stands in bold is not found, a small letter is no option.
 *
 * @source openai/simple-evals, common.py: ANSWER_PATTERN_MULTICHOICE, which gpqa_eval.py uses
 */
function simpleEvalsGpqa(text: string, letters: string): Taken | null {
  return staged(new RegExp(`Answer[ \\t]*:[ \\t]*\\$?([${letters}])\\$?`, 'i').exec(text)?.[1], 'Answer:')
}

/**
 * The first letter after `ANSWER:`, on another line too; a small letter is no option.
 *
 * @source open-compass/opencompass, utils/text_postprocessors.py: match_answer_pattern, with the pattern of its settings
 * for MMLU, MMLU-Pro and GPQA
 */
function answerColon(text: string, letters: string): Taken | null {
  return staged(new RegExp(`ANSWER\\s*:\\s*([${rounded(letters)}])`, 'i').exec(text)?.[1], 'ANSWER:')
}

/**
 * The letter after `answer is`, else after `correct answer is` and whatever is no letter, or no capital, before it.
 *
 * The second of its four patterns asks for the brackets themselves and finds nothing in practice.
 *
 * @source stanford-crfm/helm, metrics/gpqa_chain_of_thought_metric.py: extract_answer
 */
function helmThought(text: string): Taken | null {
  const patterns = [
    /answer is \(?([A-J])\)?/,
    /\[aA\]nswer:\s*\(?([A-J])\)?/,
    /correct answer is [^A-Za-z]*([A-J])/,
    /correct answer is [^A-Z]*([A-J])/,
  ]
  for (const [i, pattern] of patterns.entries()) {
    const letter = pattern.exec(text)?.[1]
    if (letter !== undefined) return { letter, stage: i === 0 ? 'answer is' : 'correct answer is' }
  }
  return null
}

// OpenCompass looks for A to D, or to P where there may be more than four options
function rounded(letters: string): string {
  return letters.length > 4 ? 'ABCDEFGHIJKLMNOP' : 'ABCD'
}

function staged(letter: string | null | undefined, stage: string): Taken | null {
  return letter === null || letter === undefined ? null : { letter, stage }
}

// three patterns one after another, as TIGER-Lab's script for MMLU-Pro has them; letters beyond the options count too
function tiger(text: string): Taken | null {
  const cued = tigerCued(text)
  if (cued !== null) return cued
  const last = [...text.matchAll(/(?<![\p{L}\p{N}_])[A-J](?![\p{L}\p{N}_])/gu)].at(-1)
  return last === undefined ? null : { letter: last[0], stage: 'last letter' }
}

// the scripts of 2024 ended with the last capital from A to J, be it a part of a word
function tigerCapital(text: string): Taken | null {
  return tigerCued(text) ?? staged(text.match(/[A-J]/g)?.at(-1), 'last capital')
}

function tigerCued(text: string): Taken | null {
  const first = /answer is \(?([A-J])\)?/.exec(text)?.[1]
  if (first !== undefined) return { letter: first, stage: 'answer is' }
  // of the first line that has any the last
  const found = [...text.matchAll(/[aA]nswer:\s*([A-J])/g)]
  const end = found[0] === undefined ? 0 : `${text}\n`.indexOf('\n', found[0].index)
  const again = found.filter((f) => f.index < end).at(-1)?.[1]
  return staged(again, 'Answer:')
}

// the first pattern of TIGER-Lab's script alone, as lm-evaluation-harness has it
function answerIs(text: string): Taken | null {
  const letter = /answer is \(?([A-J])\)?/.exec(text)?.[1]
  return letter === undefined ? null : { letter, stage: 'answer is' }
}

function firstLetter(text: string, letters: string): Taken | null {
  const found = new RegExp(`^\\s*\\(?([${letters}])(?![\\p{L}\\p{N}_])`, 'u').exec(text)?.[1]
  return found === undefined ? null : { letter: found, stage: 'first letter' }
}

function letterAlone(text: string, letters: string): Taken | null {
  const bare = text.trim().replace(/^[("'*]+|[)"'*.:]+$/g, '')
  return bare.length === 1 && letters.includes(bare) ? { letter: bare, stage: 'alone' } : null
}

// HELM looks the text up among the letters and takes nothing else
function wholeText(text: string, letters: string): Taken | null {
  const bare = text.trim()
  return bare.length === 1 && letters.includes(bare) ? { letter: bare, stage: 'whole text' } : null
}

// the last letter in parentheses, or after "answer is"
function parenthesized(text: string, letters: string): Taken | null {
  const cue = new RegExp(`answer is:?\\s*\\(?([${letters}])\\)?(?![\\p{L}\\p{N}_])`, 'giu')
  const said = [...text.matchAll(cue)].at(-1)?.[1]
  if (said !== undefined) return { letter: said.toUpperCase(), stage: 'answer is' }
  const inside = [...text.matchAll(new RegExp(`\\(([${letters}])\\)`, 'gu'))].at(-1)?.[1]
  return inside === undefined ? null : { letter: inside, stage: 'in parentheses' }
}

/**
 * What InfiniteBench's rule for En.MC reads: the first character if it is one of A to D, else what follows a prefix,
 * else the first letter that stands alone.
 *
 * A word of `ABCD` such as `BC` is taken for a letter too: the original asks whether the word is a part of that text.
 *
 * @source InfiniteBench, src/compute_scores.py, get_score_one_longbook_choice_eng
 */
function infiniteBench(text: string): Taken | null {
  if (text !== '' && 'ABCD'.includes(text[0]!)) return { letter: text[0]!, stage: 'first character' }
  let plain = text
  for (const c of ['\n', '"', "'", '.', ',', '?', '!', '{', '}']) plain = plain.replaceAll(c, ' ')
  plain = plain.replace(/ {2,}/g, ' ')
  for (const prefix of ['answer is:', 'answer:', 'answer is', 'option is']) {
    const at = plain.indexOf(prefix)
    if (at === -1) continue
    const after = plain.slice(at + prefix.length + 1)
    return after === '' ? null : { letter: after, stage: prefix }
  }
  const word = plain.split(/\s+/u).find((w) => w !== '' && 'ABCD'.includes(w))
  return word === undefined ? null : { letter: word, stage: 'letter alone' }
}

// a seed set anew before each draw makes the draw the same for as many options
const drawn: Readonly<Record<number, string>> = {
  2: 'B',
  3: 'B',
  4: 'D',
  5: 'D',
  6: 'D',
  7: 'D',
  8: 'G',
  9: 'G',
  10: 'G',
}

/**
 * What counts for an answer without a letter in MMLU-Pro's own scripts: the option that Python draws with the seed 12345.
 *
 * @source TIGER-AI-Lab/MMLU-Pro, evaluate_from_api.py and evaluate_from_local.py: random.seed(12345), random.randint
 */
function drawnLetter(target: string, letters: string): Score {
  const letter = drawn[letters.length]
  const why =
    letter === undefined ? 'no letter' : `no letter; the published script counts ${letter}, drawn with a fixed seed`
  return { value: letter === target ? 1 : 0, outcome: 'unparsed', answer: null, why }
}

/** The score of a text that should answer with the letter `target`. */
export function scoreLetter(text: string, target: string, rule: LetterRule, letters: string): Score {
  const taken = takeLetter(text, rule, letters)
  if (taken === null && rule.startsWith('tiger')) return drawnLetter(target, letters)
  if (taken === null) return { value: 0, outcome: 'unparsed', answer: null, why: `${rule} finds no letter` }
  const right = taken.letter === target
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer: taken.letter,
    why: `${taken.letter} by ${taken.stage}${right ? '' : `, not ${target}`}`,
  }
}
