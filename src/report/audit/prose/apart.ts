import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import { isTold } from './objects.ts'
import { clausesOf, type Sentence } from './sentence.ts'

const frontZh = /(?:不同于|有别于|相比于?|对比|相较于?|比起|(?<![对百占])比)\s?$/
const pairZh = /(?:与|和|跟|同)\s?$/
const behindZh = /^\s?(?:系列|模型)?\s?(?:不同|不一样|不一|相比|相较|对比|相异|有别|类似|一样)/
const frontEn =
  /(?:\bunlike|\bcompared (?:to|with)|\bin contrast (?:to|with)|\bas opposed to|\brelative to|\bversus|\bthan)\s(?:the\s)?$/i

/** Whether a name only says what is set beside the subject: 与 A 不同，…, "unlike A, …". */
export function isApart({ text, start }: Sentence, name: FoundName): boolean {
  const before = text.slice(Math.max(0, name.start - start - 40), name.start - start)
  if (frontZh.test(before) || frontEn.test(before)) return true
  return pairZh.test(before) && behindZh.test(text.slice(name.end - start))
}

const whole = /(?:合计|共计|总计|一共|加起来|\b(?:together|combined|in total|in all))[^，。,;；]{0,12}$/i

/** Whether the number at `at` is said of several things at once: 8B、70B 与 405B 合计 3930 万. */
export function isOfSeveral(sentence: Sentence, at: number): boolean {
  const { text, start, names } = sentence
  const clause = clausesOf(sentence).find((c) => c.start <= at && at <= c.end)
  if (clause === undefined || !whole.test(text.slice(clause.start - start, at - start))) return false
  return names.filter((x) => x.kind === 'entity' && x.start >= clause.start && x.end <= at).length > 1
}

const genitive = /^(?:\s?(?:的|旗下|自家|模型|大模型)|['’]s\s|\s(?:has|have|uses|scores?|reports?)\s)/

/** Whether a firm stands for a model of its own in the clause of the number at `at`, behind the last model that is named. */
export function isFirms(sentence: Sentence, at: number, model: FoundName | undefined, desk: AuditDesk): boolean {
  const { text, start, names } = sentence
  const clause = clausesOf(sentence).find((c) => c.start <= at && at <= c.end)
  if (clause === undefined || (model !== undefined && model.start >= clause.start)) return false
  return names.some(
    (x) =>
      x.kind === 'entity' &&
      x.start >= clause.start &&
      x.end <= at &&
      !isTold(x.id, desk) &&
      desk.input.registry.entity(x.id)?.kind === 'company' &&
      genitive.test(text.slice(x.end - start)),
  )
}
