import type { Amount } from '../../../base/index.ts'
import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import type { Parameter, ParameterKind, TopicAt } from '../parameters.ts'
import { isLocal } from './aside.ts'
import { inYear, onlyPolicy } from './policy.ts'
import { clausesOf, type Sentence } from './sentence.ts'

/** The parameter of a policy that a number is told as. */
export interface Ruled {
  readonly subject: string
  readonly measure: string
  readonly known: readonly Known[]
  /** how its facts are bounded: 不得超过 6000 元 is no more than that */
  readonly bound: Amount['bound']
}

/**
 * The parameter of the policy of `year` that the `n`-th number of a sentence is; `null` where its topics are not plain.
 *
 * Topics stand right behind the number, before it in its sentence, at the head of its paragraph or in the heading.
 */
export function ruleOf(
  sentence: Sentence,
  n: number,
  units: readonly string[],
  year: string,
  desk: AuditDesk,
): Ruled | null {
  if (year === '' || !isOnProgramme(sentence, desk) || isOfOthers(sentence, desk)) return null
  const kinds = kindsOf(sentence, n, units, desk)
  if (kinds.length === 0) return null
  const topics = topicsOf(sentence, n, desk)
  const fits = ({ kind, topics: all, without }: Parameter) =>
    kinds.includes(kind) && all.every((t) => topics.includes(t)) && !without.some((t) => topics.includes(t))
  for (const parameter of desk.input.parameters.list) {
    if (!fits(parameter)) continue
    const subject = onlyPolicy(parameter.measure, year, desk)
    if (subject === null) continue
    const known = inYear(desk.knowledge.of(subject, parameter.measure), year).filter(({ fact }) => {
      const [key = '', value = ''] = parameter.scope.split('=')
      return key === '' || fact.scope[key] === value
    })
    const bound = known[0]?.fact.bound
    if (bound !== undefined)
      return { subject, measure: parameter.measure, known: known.filter((k) => k.fact.bound === bound), bound }
  }
  return null
}

const mostTitle = 120

// what shops, makers and provinces give is theirs
function isOfOthers({ text, lead, heading }: Sentence, desk: AuditDesk): boolean {
  const { cues, extract } = desk.input
  if (cues.has('beside', `${lead}\n${text}`)) return true
  const title = extract.text.slice(0, Math.min(mostTitle, extract.blocks[0]?.end ?? 0))
  return isLocal({ text: `${title}\n${heading}\n${lead}` }, desk)
}

const programmes = new WeakMap<AuditDesk, Programme>()
const titleOf = 400

// the sentence, its paragraph, its heading or the head of the document speaks of the programme
function isOnProgramme(sentence: Sentence, desk: AuditDesk): boolean {
  let known = programmes.get(desk)
  if (known === undefined) {
    const { cues, extract } = desk.input
    known = { whole: cues.has('programme', extract.text.slice(0, titleOf)), sentence: null, holds: false }
    programmes.set(desk, known)
  }
  if (known.whole) return true
  // each number of a sentence asks
  if (known.sentence !== sentence) {
    const { text, lead, heading } = sentence
    known.sentence = sentence
    known.holds = desk.input.cues.has('programme', `${heading}\n${lead}\n${text}`)
  }
  return known.holds
}

/** Whether the head of the document speaks of the programme, and whether the sentence that was asked of last does. */
interface Programme {
  readonly whole: boolean
  sentence: Sentence | null
  holds: boolean
}

const currency = /(?:RMB|CNY|yuan|人民币|¥|￥|US\$|\$)?\s*$/i
const none: readonly ParameterKind[] = []

// what kinds of parameter the words right beside a number let it be
function kindsOf(
  { text, start, mentions, heading, isCell }: Sentence,
  n: number,
  units: readonly string[],
  desk: AuditDesk,
): readonly ParameterKind[] {
  const { cues } = desk.input
  const mention = mentions[n]!
  const before = text.slice(0, mention.numberStart - start).replace(currency, '')
  const behind = text.slice(mention.end - start)
  if (mention.high !== undefined || mention.form !== 'digits') return none
  const isAlone = isCell && before.trim() === '' && behind.trim() === ''
  if (units.includes('percent')) {
    const kinds: ParameterKind[] = []
    if (cues.ends('rated', before) || cues.begins('rated-of', behind) || (isAlone && cues.has('column-rate', heading)))
      kinds.push('rate')
    if (cues.has('shared', text) && cues.ends('sharing', before)) kinds.push('share')
    return kinds
  }
  if (units.includes('category'))
    return cues.ends('counted', before) || (isCell && before.trim() === '') ? ['count'] : none
  if (!units.includes('CNY')) return none
  if (cues.ends('limited', before)) return ['limit']
  if (
    cues.has(
      'priced',
      before
        .slice(-14)
        .split(/[，,；;、]/)
        .at(-1)!,
    )
  )
    return none
  if (cues.ends('capped', before)) return inAll.test(before.slice(-12)) ? none : ['cap']
  if (isAlone) return columnKinds(heading, desk)
  return /^\s(?:for|to)\s(?:buyers of\s)?an?\s/.test(behind) && ruled.test(before) ? ['amount'] : none
}

const dated = /20\d\d/

// what the head of its column lets a number alone in a cell be
function columnKinds(head: string, { input: { cues } }: AuditDesk): readonly ParameterKind[] {
  if (cues.has('column-other', head)) return none
  const kinds: ParameterKind[] = cues.has('column-cap', head) ? ['cap'] : []
  return kinds.length > 0 || cues.has('column-amount', head) || dated.test(head) ? ['amount', ...kinds] : none
}

// 空调最多 3 件，合计最高 6000 元
const inAll = /合计|总共|共计|\b(?:in all|altogether)\b/i

// scrappage: RMB 20,000 for a new-energy car and RMB 15,000 for a petrol car
const ruled = /(?:[:：.]|\band|,)\s*$/

// right behind: 20 % for first-level ones; 15,000 for a petrol car
const tied = /^\s?(?:for|on|in|of|（|\()\s?/

function topicsOf(sentence: Sentence, n: number, desk: AuditDesk): readonly string[] {
  const { text, start, mentions, lead, heading } = sentence
  const { topicsIn } = desk.input.parameters
  const mention = mentions[n]!
  const found = new Map<string, string>()
  const take = (list: readonly TopicAt[]) => {
    for (const { topic, group } of [...list].reverse()) if (!found.has(group)) found.set(group, topic)
  }
  const clause = clausesOf(sentence).find((c) => c.start <= mention.numberStart && mention.numberStart <= c.end)
  const behind = text.slice(mention.end - start, (clause?.end ?? sentence.end) - start)
  // what stands past the next number is said of that, but for the size of what both are of
  const until = (mentions[n + 1]?.start ?? sentence.end) - mention.end
  if (tied.test(behind) || /^[^，,；;]*\bfor\s/.test(behind))
    for (const { topic, group, end } of topicsIn(behind))
      if (group !== 'goods' && (end <= until || group === 'size') && !found.has(group)) found.set(group, topic)
  take(topicsIn(text.slice(0, mention.numberStart - start)))
  take(topicsIn(lead))
  take(topicsIn(heading))
  return [...found.values()]
}
