import type { Diagnostic } from '../base/index.ts'
import { compareFacts, type Fact, factAddress, factInterval, formatValue, spokesman } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

// 份额居首，为 [22.8%], leads the market with a share of [22.8%]
const before =
  /(?:居首|居第一|位居(?:第一|首位)|排名?第一|位列第一|名列第一|占据?首位|拔得头筹|领跑[^，。；,;\d]{0,8})[，,：:]?\s?(?:[^，。；,;\d]{0,8}(?:为|达到?|是|有|约))?\s*$|\b(?:leads?|led|tops?|topped|comes first|came first|ranks? first|ranked first)\b[^.;\d]{0,48}$/i
const behind =
  /^[^，。；,;\d]{0,3}[，,]?\s?(?:仍|继续|依然)?(?:居首|居第一|位居第一|位居首位|排名?第一|位列第一|名列第一|占据?首位|领跑)/
// first of a group that the facts do not tell, or not at all
const within =
  /[中里]|之[中内]|在[^，。；]{1,12}(?:市场|领域|赛道|板块|方面|环节)|国产|国内|全国|本土|开源|闭源|同类|同级|新|独立|民营|除|未|不|曾|一度|\b(?:among|of the|of all|within|in its|open|domestic|except|not|no longer|once|lead(?:s|er)? to|led to|led by|top up|led (?:a|the) round)\b/i

/**
 * Tells of a number that words put first, while the desk has a higher one of somebody else for the same measure and time.
 *
 * Only facts of a period are held against each other, and only where the words name no group that they are first of.
 */
export function checkFirsts(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const clause = text.slice(Math.max(from, inside[i - 1]?.end ?? from), number.start)
      const said = before.exec(clause) ?? behind.exec(text.slice(number.end, inside[i + 1]?.start ?? to))
      if (said === null || fact.period === '' || within.test(clause + said[0])) return []
      // with the other in the sentence the order itself is checked
      if (inside.some((n) => n.derived.fact!.fact.subject !== fact.subject)) return []
      const rival = ahead(fact, binder)
      return rival === null ? [] : [finding(said[0], fact, rival, number)]
    })
  })
}

function ahead(fact: Fact, binder: Binder): Fact | null {
  const { registry, store, day } = binder
  const measure = registry.measure(fact.measure)
  const own = registry.entity(fact.subject)
  if (measure === undefined || measure.better === 'lower' || own === undefined || own.kind === '') return null
  const query = { subject: '*', measure: fact.measure, where: new Map<string, readonly string[]>(), text: '' }
  const rivals = store
    .find(query, day)
    .map((g) => spokesman(g.current))
    .filter(
      (f) =>
        f.subject !== fact.subject &&
        f.period === fact.period &&
        f.unit === fact.unit &&
        f.value.kind === 'number' &&
        registry.entity(f.subject)?.kind === own.kind,
    )
  return rivals.find((f) => compareFacts('above', factInterval(f)!, factInterval(fact)!) === 'yes') ?? null
}

function finding(said: string, fact: Fact, rival: Fact, { at }: Placed): Diagnostic {
  const words = said.replace(/[，,：:].*$/s, '').trim()
  const [own, other] = [fact, rival].map((f) => `\`${factAddress(f)}\` ${formatValue(f)}`)
  return report(
    'report/unbound-comparison',
    {
      en: `"${words}" does not fit: ${own}, and ${other}`,
      zh: `“${words}”与事实不符：${own}，而 ${other}`,
    },
    { at, hint: { en: 'mend the word, or say among whom', zh: '请改正该词，或写明是在哪些主体之中' } },
  )
}
