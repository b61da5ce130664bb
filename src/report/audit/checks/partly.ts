import type { Mention } from '../../../base/index.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'

/** Whether a percentage is one of a whole that stands behind it: 83% of the capacity. */
export function isOfWhole(sentence: Sentence, change: Mention): boolean {
  return /^\s?of\s(?:the|its|our|all|a|total)\b/i.test(textBetween(sentence, change.end, change.end + 12))
}

const grows =
  /up|down|rose|rise|fell|fall|grew|growth|cut|more|less|higher|lower|increase|decrease|gain|los[st]|drop|declin|jump|slid|[增降涨跌升减高低多少扩缩]/i

/** Whether no word beside a percentage says that something grew or fell. */
export function isPlainly(sentence: Sentence, change: Mention): boolean {
  const front = textBetween(sentence, change.numberStart - 24, change.numberStart)
  return !grows.test(front) && !grows.test(textBetween(sentence, change.end, change.end + 16))
}
