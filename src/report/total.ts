import { type Diagnostic, largest, wordNumber } from '../base/index.ts'
import { type Fact, factAddress, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related } from './context.ts'
import type { Made } from './made.ts'
import { placesOf, subjectsOf } from './named.ts'

const together =
  /合计|总计|共计|总和|之和|加总|相加|加起来|加在一起|[共总](?=[有达约为计]|$)|\b(?:together|combined|in total|total(?:led|ed)?|sum|jointly)\b/i
const apart =
  /除(?:了|去)?[^，。；]{1,20}(?:以?外|之外)|(?:不含|不包括|剔除)[^，。；]{1,20}|\b(?:except|excluding|apart from|other than|without)\b[^,;.]{1,40}/gi
const counted =
  /([两二三四五六七八九十]|\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s?(?:家|款|者|个|大|名|只|种|项|所|公司|模型|of them|(?:[a-z]+\s)?(?!times|percent)[a-z]{2,}s\b)/gi
/** What words say of totals: findings, and where a count of the addends stands that the address bears out. */
export interface Totals {
  readonly diagnostics: readonly Diagnostic[]
  readonly counts: readonly (readonly [number, number])[]
}

/** Tells of totals that leave out who is named, or add up another: 雨云与层云合计 over the sum of 雨云 and 卷云. */
export function checkTotals(text: string, made: readonly Made[], numbers: readonly Placed[], binder: Binder): Totals {
  const diagnostics: Diagnostic[] = []
  const counts: (readonly [number, number])[] = []
  const ends = [...made, ...numbers].map((n) => n.end)
  for (const number of made) {
    const { shape } = number
    if (shape.kind !== 'total' && shape.kind !== 'portion') continue
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    const own = binder.registry.entity(shape.parts[0]!.subject)
    if (sentence === undefined || own === undefined || own.kind === '') continue
    const floor = Math.max(sentence[0], largest(ends.filter((e) => e <= number.start)))
    const lead = text.slice(floor, number.start)
    if (!together.test(lead) && !together.test(text.slice(number.end, Math.min(sentence[1], number.end + 16)))) continue
    const count = countIn(lead)
    if (count !== null && count.value === shape.parts.length) counts.push([floor + count.start, floor + count.end])
    if (shape.kind === 'portion') continue
    const names = namesOf(lead, own.kind, binder)
    const is = (id: string, fact: Fact) => id === fact.subject || related(id, fact.subject, binder)
    const strange = names.filter((id) => !shape.parts.some((p) => is(id, p)))
    const unnamed = shape.parts.filter((p) => !names.some((id) => is(id, p)))
    if (names.length > 1 && strange.length > 0 && unnamed.length > 0)
      diagnostics.push(otherParts(strange, unnamed, number))
    else if (count !== null && count.value !== shape.parts.length && names.length === 0)
      diagnostics.push(otherCount(lead.slice(count.start, count.end), shape.parts.length, number))
  }
  for (const number of numbers) {
    const { fact } = number.derived.fact!
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    const own = binder.registry.entity(fact.subject)
    if (sentence === undefined || own === undefined || own.kind === '') continue
    const lead = text.slice(Math.max(sentence[0], largest(ends.filter((e) => e <= number.start))), number.start)
    if (!tiedTogether.test(lead)) continue
    // 通义与 Kimi 周中冲高，全周合计分别为: who is added up stands in the same clause
    const clause = /[\u4e00-\u9fff]/.test(lead) ? lead.slice(lead.search(/[^，；,;]*$/)) : lead
    const names = /分别|各|respectively|each/i.test(clause) ? [] : namesOf(clause, own.kind, binder)
    if (names.length > 1 && names.some((id) => id === fact.subject || related(id, fact.subject, binder)))
      diagnostics.push(oneOf(names, fact, number))
  }
  return { diagnostics, counts }
}

// 红隼与黑雁合计下载 [105.2 万次]
const tiedTogether = /(?:合计|总计|共计)[^，。；,;\d]{0,12}$|\b(?:together|combined),?[^;.\d]{0,60}$/i

function oneOf(named: readonly string[], fact: Fact, { at }: Placed): Diagnostic {
  return report(
    'report/subject',
    {
      en: `the words add up ${named.join(', ')}, the address is \`${factAddress(fact)}\` alone`,
      zh: `文字把 ${named.join('、')} 合计，地址却只是 \`${factAddress(fact)}\``,
    },
    { at, hint: { en: 'add up the facts of those who are named', zh: '请相加文中所列各方的事实' } },
  )
}

function namesOf(lead: string, kind: string, binder: Binder): readonly string[] {
  const words = lead.replace(apart, (found) => '\u0001'.repeat(found.length))
  return [...new Set(placesOf(foldName(words), subjectsOf(binder, kind)).map((n) => n.id))]
}

interface Count {
  readonly value: number
  readonly start: number
  readonly end: number
}

// the only count before the number
function countIn(lead: string): Count | null {
  const found = [...lead.matchAll(counted)]
  if (found.length !== 1) return null
  const [match] = found
  const value = wordNumber(match![1]!) ?? Number(match![1])
  return { value, start: match!.index, end: match!.index + match![0].length }
}

function otherParts(named: readonly string[], parts: readonly Fact[], { at }: Placed): Diagnostic {
  const list = parts.map((p) => `\`${factAddress(p)}\``)
  return report(
    'report/subject',
    {
      en: `the words add up ${named.join(', ')} too, the address ${list.join(', ')} in its place`,
      zh: `文字把 ${named.join('、')} 计入合计，地址却以 ${list.join('、')} 代之`,
    },
    { at, hint: { en: 'add up the facts of those who are named', zh: '请相加文中所列各方的事实' } },
  )
}

function otherCount(words: string, parts: number, { at }: Placed): Diagnostic {
  return report(
    'report/sum',
    {
      en: `the words add up "${words}", the address ${parts} facts`,
      zh: `文字写“${words}”合计，地址却是 ${parts} 项相加`,
    },
    { at, hint: { en: 'mend the count, or the address', zh: '请改正个数或地址' } },
  )
}
