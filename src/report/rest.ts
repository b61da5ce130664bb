import type { Diagnostic } from '../base/index.ts'
import { largest } from '../base/index.ts'
import { type Fact, factAddress, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related } from './context.ts'
import type { Made } from './made.ts'
import { namesIn, placesOf, subjectsOf } from './named.ts'

// 其余厂商合计约 [36.5%], the remaining [36.5%]
const others =
  /(?:其余|其他|其它|剩余|剩下|余下)[^，。；、\d]{0,10}$|\b(?:the (?:rest|remaining|remainder)|all others|others|other \w+)\b[^,;.\d]{0,24}$/i
const outside =
  /其余|其他|其它|剩|余下|除|以?外|非|未|没有?|不|另|\b(?:rest|remain\w*|remainder|others?|but|except|exclud\w+|apart|outside|not|non|without|left)\b/i

/**
 * Tells of shares that words give to the rest while they are somebody's own, and to somebody while they are what he leaves.
 */
export function checkRests(
  text: string,
  made: readonly Made[],
  numbers: readonly Placed[],
  binder: Binder,
): readonly Diagnostic[] {
  const own = numbers.flatMap((number): readonly Diagnostic[] => {
    const { fact } = number.derived.fact!
    if (fact.unit !== 'percent' || isOthers(fact, binder)) return []
    const lead = leadOf(text, number, [...made, ...numbers])
    const said = others.exec(lead)
    // 其余为雨云的 [31%], 其余 [24%] 归卷云
    const clause = /^[^。；;]*/.exec(text.slice(number.end))![0]
    if (said === null || isNamed(said[0], fact, binder) || isNamed(clause, fact, binder)) return []
    return [
      finding(
        `the words give the number to the rest, it is bound to \`${factAddress(fact)}\``,
        `文字说的是其余部分，数字却绑定到 \`${factAddress(fact)}\``,
        number,
      ),
    ]
  })
  const left = made.flatMap((number): readonly Diagnostic[] => {
    if (number.shape.kind !== 'rest') return []
    const { parts } = number.shape
    const lead = leadOf(text, number, [...made, ...numbers])
    const clause = lead.slice(Math.max(lead.lastIndexOf('，'), lead.lastIndexOf(', ')) + 1)
    const behind = text.slice(number.end, number.end + 24)
    if (outside.test(clause) || outside.test(behind) || !parts.some((p) => directly(clause, p, binder))) return []
    return [
      finding(
        `the words give the number to whom \`${factAddress(parts[0]!)}\` is of, it is what is left of the whole`,
        `文字说的是 \`${factAddress(parts[0]!)}\` 所属一方，数字却是其余部分`,
        number,
      ),
    ]
  })
  return [...own, ...left]
}

function leadOf(text: string, number: Placed, all: readonly Placed[]): string {
  const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
  return text.slice(
    Math.max(sentence?.[0] ?? 0, largest(all.map((n) => n.end).filter((e) => e <= number.start))),
    number.start,
  )
}

function isOthers({ subject }: Fact, { registry }: Binder): boolean {
  const entity = registry.entity(subject)
  return entity === undefined || outside.test(`${entity.zh} ${entity.en} ${subject}`)
}

function isNamed(words: string, { subject }: Fact, binder: Binder): boolean {
  return namesIn(foldName(words), binder.subjectNames).some((n) => n.id === subject || related(n.id, subject, binder))
}

// 雨云的份额为 [69%], Nimbus has [69%]
function directly(clause: string, { subject }: Fact, binder: Binder): boolean {
  const own = binder.registry.entity(subject)
  if (own === undefined) return false
  const found = placesOf(foldName(clause), subjectsOf(binder, own.kind))
  const last = found.at(-1)
  return last !== undefined && last.id === subject && clause.length - last.end <= 16
}

function finding(en: string, zh: string, { at }: Placed): Diagnostic {
  return report(
    'report/subject',
    { en, zh },
    { at, hint: { en: 'mend the words or the address', zh: '请改正文字或地址' } },
  )
}
