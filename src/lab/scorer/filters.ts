import type { Score } from '../task/task.ts'
import { foldNumber } from './number.ts'

/** What one filter of lm-evaluation-harness keeps of a text. */
interface Filter {
  readonly pattern: RegExp
  readonly select: 'first' | 'last'
}

/** The filters of one of its tasks by name, the headline first, and how what they keep is compared. */
interface Family {
  readonly filters: Readonly<Record<string, Filter>>
  readonly fold: (text: string) => string
}

const first = (pattern: RegExp): Filter => ({ pattern, select: 'first' })
const last = (pattern: RegExp): Filter => ({ pattern, select: 'last' })
const number = last(/(-?[$0-9.,]{2,})|(-?[0-9]+)/g)

// without case and without ASCII punctuation, a sign or a point too
const foldPlain = (text: string) => text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, '')

const numbers = (strict: Filter): Family => ({
  filters: { 'strict-match': strict, 'flexible-extract': number },
  fold: foldNumber,
})
const worded = (strict: RegExp): Family => ({
  filters: { 'strict-match': first(strict), 'flexible-extract': number },
  fold: foldPlain,
})

/**
 * Tasks of lm-evaluation-harness and their filters.
 *
 * @source lm-evaluation-harness 0.4.13, tasks/gsm8k, tasks/mgsm, tasks/mmlu, tasks/llama3: filter_list, metric_list
 */
const families: Readonly<Record<string, Family>> = {
  gsm8k_cot: numbers(first(/The answer is (-?[0-9.,]+)[^\n]/g)),
  gsm8k_cot_llama: numbers(last(/The final answer is ((-?[$0-9.,]{2,})|(-?[0-9]+))/g)),
  gsm8k_llama: {
    filters: { strict_match: last(/final answer is (-?[0-9.,]+)/g), flexible_extract: number },
    fold: foldNumber,
  },
  mgsm_direct: {
    filters: { remove_whitespace: first(/^\s*([\s\S]*)$/g), 'flexible-extract': number },
    fold: foldPlain,
  },
  mgsm_en_cot: worded(/The answer is (-?[0-9.,]+)/g),
  mgsm_native_cot: worded(/The answer is (-?[0-9.,]+)/g),
  mgsm_native_cot_de: worded(/Die Antwort lautet (-?[0-9.,]+)/g),
  mgsm_native_cot_es: worded(/La respuesta es (-?[0-9.,]+)/g),
  mgsm_native_cot_fr: worded(/La réponse est (-?[0-9.,]+)/g),
  mgsm_native_cot_ja: worded(/答えは(-?[0-9.,]+)です。/g),
  mgsm_native_cot_ru: worded(/Ответ — (-?[0-9.,]+)/g),
  mgsm_native_cot_sw: worded(/Jibu ni (-?[0-9.,]+)/g),
  mgsm_native_cot_te: worded(/సమాధానం (-?[0-9.,]+)/g),
  mgsm_native_cot_th: worded(/คำตอบคือ (-?[0-9.,]+)/g),
  mgsm_native_cot_zh: worded(/答案是 (-?[0-9.,]+)。/g),
  mmlu_generative: { filters: { get_response: first(/^([^\n]*)/g) }, fold: foldPlain },
  mmlu_flan_cot: { filters: { 'get-answer': first(/(?<=answer is )([^\n]*)(?=[^\n])/g) }, fold: foldPlain },
  mmlu_cot_llama: { filters: { strict_match: last(/best answer is ([A-Z])/g) }, fold: foldPlain },
}

/** Names of filters that scores of lm-evaluation-harness carry behind a comma. */
export const filterNames: ReadonlySet<string> = new Set([
  'strict-match',
  'flexible-extract',
  ...Object.values(families).flatMap((f) => Object.keys(f.filters)),
])

/** The task whose filters an extractor names, `null` when it names none. */
export function familyOf(extractor: string): string | null {
  const name = /^filter:(\w+)@1$/.exec(extractor)?.[1] ?? ''
  return Object.hasOwn(families, name) ? name : null
}

/** The score of a text by the filters of a task in a language: a part for each filter, the first is the headline. */
export function scoreFiltered(text: string, target: string, name: string, language = ''): Score {
  const family = families[`${name}_${language}`] ?? families[name]!
  const wanted = family.fold(target)
  const found = Object.entries(family.filters).map(([filter, rule]) => [filter, keep(text, rule)] as const)
  const parts = Object.fromEntries(
    found.map(([filter, kept]) => [filter, kept !== null && family.fold(kept) === wanted ? 1 : 0]),
  )
  const [filter, answer] = found[0]!
  const value = parts[filter]!
  return {
    value,
    outcome: answer === null ? 'unparsed' : value === 1 ? 'correct' : 'incorrect',
    answer,
    why: answer === null ? `${filter} finds nothing` : `${answer} ${value === 1 ? 'is' : 'is not'} ${target}`,
    parts,
  }
}

// of several groups the first that holds something
function keep(text: string, { pattern, select }: Filter): string | null {
  const found = [...text.matchAll(pattern)].at(select === 'first' ? 0 : -1)
  if (found === undefined) return null
  return (found.length === 1 ? found[0] : (found.slice(1).find((g) => g) ?? '')).trim()
}
