import { amountInterval, contains, type Interval } from '../../../base/index.ts'
import type { FoundWord } from '../../lexicon.ts'
import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import type { Sentence } from './sentence.ts'

/** A known value as the interval that it is alone. */
export const factPoint = (known: Known): Interval => amountInterval({ value: known.value, bound: 'exact' })

/** Whether the score in front of a comparison is none that the model carried over from above has. */
export function isOfStranger(
  sentence: Sentence,
  word: FoundWord,
  left: string,
  measure: string,
  desk: AuditDesk,
): boolean {
  if (sentence.names.some((x) => x.id === left)) return false
  const score = sentence.mentions.findLast((m) => m.end <= word.start && m.form === 'digits' && m.high === undefined)
  if (score === undefined || word.start - score.end > 24) return false
  return !desk.knowledge
    .of(left, measure)
    .some((k) => contains(amountInterval({ ...score, bound: 'exact' }), factPoint(k)))
}

const both =
  /^[^.;。；（(]{0,40}[（(]\s?(\d+(?:\.\d+)?)\s?%?\s?(?:vs\.?|versus|against|to|compared (?:to|with)|对比?|比)\s?(\d+(?:\.\d+)?)\s?%?\s?[)）]/

/** Whether the two numbers in parentheses behind a comparison bear its word out: beats B (88.3 versus 83.5). */
export function isBorneOut(sentence: Sentence, { relation, denied }: FoundWord, right: FoundName): boolean {
  const found = both.exec(sentence.text.slice(right.end - sentence.start, right.end - sentence.start + 100))
  if (found === null || denied) return false
  const [a, b] = [Number(found[1]), Number(found[2])]
  return relation === 'above' ? a > b : relation === 'below' ? a < b : false
}
