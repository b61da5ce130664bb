import { type Day, isPoint } from '../base/index.ts'
import { type Answer, type AnswerOptions, answerClaim } from './answer.ts'
import type { Book } from './quota.ts'
import { anyPlace } from './role.ts'
import type { Flag, Given } from './run.ts'
import type { Claim, Policy } from './tree.ts'
import { hull } from './val.ts'

/**
 * What a policy gives for a claim at `place`; at a place that is said to be unknown, all that it may give anywhere.
 */
export function answerAt(
  policy: Policy,
  knownOn: Day,
  place: string,
  claim: Claim,
  given: Given,
  book: Book,
  options: AnswerOptions,
): Answer {
  if (place !== anyPlace) return answerClaim({ policy, knownOn, place }, claim, given, book, options)
  const tried = ['', ...placesOf(policy)].map((at) => {
    const own = book.copy()
    return { own, answer: answerClaim({ policy, knownOn, place: at }, claim, given, own, options) }
  })
  book.become(tried.map((t) => t.own))
  const [national, ...local] = tried.map((t) => t.answer)
  const values = tried.map((t) => t.answer.value)
  const value = values.some((v) => v === null) ? null : values.map((v) => v!).reduce(hull)
  const flags = national!.flags.filter((f) => f.flag !== 'place-not-given')
  const open = value === null || !isPoint(value)
  const questions = open ? [whereQuestion, ...national!.questions] : national!.questions
  const assumptions = [...new Map(tried.flatMap((t) => t.answer.assumptions).map((a) => [a.name, a])).values()]
  const used = [...national!.used, ...local.flatMap((answer) => onlyThere(answer, national!))]
  const all = { value, used, questions, assumptions }
  return { ...national!, ...all, flags: [...flags, ...(open ? [anywhere(local.length)] : [])] }
}

// what a place's own acts add to the rule that answers everywhere
function onlyThere(local: Answer, national: Answer): Answer['used'] {
  const key = (u: Answer['used'][number]) => `${u.name} ${u.cite?.act} ${u.cite?.clause}`
  const known = new Set(national.used.map(key))
  return local.rule === national.rule ? local.used.filter((u) => !known.has(key(u))) : []
}

const whereQuestion = { input: 'region', ask: { zh: '在哪个地区？', en: 'in which place?' }, left: 0 }

function anywhere(count: number): Flag {
  return {
    flag: 'place-unknown',
    words: {
      en: `the place is said to be unknown: all that national rules and those of ${count} places may give`,
      zh: `地区注明为未知：结果包括全国规定及 ${count} 个地区规定可能给予的金额`,
    },
  }
}

/** Places for which a policy has rules of their own. */
export function placesOf(policy: Policy): readonly string[] {
  const found = new Set<string>()
  for (const { jurisdiction } of policy.acts.values()) found.add(jurisdiction)
  for (const { jurisdiction } of policy.rules) found.add(jurisdiction)
  for (const { versions } of policy.definitions.values()) for (const v of versions) found.add(v.jurisdiction)
  return [...found].filter((j) => j !== '' && j !== policy.jurisdiction).sort()
}
