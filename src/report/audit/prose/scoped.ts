import type { Scope } from '../../../facts/index.ts'
import { conditionsIn, mayHoldConditions } from '../conditions.ts'
import type { Sentence } from './sentence.ts'

/** Whether a sentence may state conditions at all. */
export function statesConditions(sentence: Sentence): boolean {
  sentence.noted.statesConditions ??= mayHoldConditions(sentence.text)
  return sentence.noted.statesConditions
}

/** The conditions that stand around the `n`-th number of a sentence. */
export function conditionsOf(sentence: Sentence, n: number): Scope {
  const scope = conditionsIn(aroundOf(sentence, n, sentence.end))
  if (scope.variant === undefined && scope.version === undefined) return scope
  // 86.0, and the base model 79.3: which make or subset it is stands in the number's own clause
  const behind = sentence.text.slice(sentence.mentions[n]!.end - sentence.start)
  const clause = nextClause.exec(behind)
  if (clause === null) return scope
  const own = conditionsIn(aroundOf(sentence, n, sentence.end - behind.length + clause.index))
  const { variant: _, version: __, ...rest } = scope
  return {
    ...rest,
    ...(own.variant === undefined ? {} : { variant: own.variant }),
    ...(own.version === undefined ? {} : { version: own.version }),
  }
}

const nextClause =
  /[，；;]|,(?=[\u4e00-\u9fffA-Z])|,\s(?![^()]*\))|\s(?:and|while|whereas|versus|vs\.?|than|against)\s|而|高于|低于|不及|比(?!例)/

// the words from the number before to the number behind, but no further than `limit`, where conditions of this one stand
function aroundOf(sentence: Sentence, n: number, limit: number): string {
  const { mentions, start, end } = sentence
  // MBPP EvalPlus (base) is a name, its base no condition
  let { text } = sentence
  for (const x of sentence.names)
    text = text.slice(0, x.start - start) + ' '.repeat(x.end - x.start) + text.slice(x.end - start)
  const before = mentions[n - 1]
  const from = before?.end ?? start
  const to = Math.min(mentions[n + 1]?.start ?? end, limit)
  const around = text.slice(from - start, to - start)
  // 61.1 (5-shot), HumanEval 54.3: what follows a number in parentheses is that number's
  return before === undefined ? around : around.replace(/^\s?[（(][^（）()]{0,40}[)）]/, '')
}
