import type { Diagnostic } from '../base/index.ts'
import { compareFacts, factAddress, formatValue } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

type Order = 'first' | 'last'

interface Form {
  readonly order: Order
  /** the words right behind their number */
  readonly behind: RegExp
  /** the words right before it */
  readonly before: RegExp
}

// 最高 2000 元 and 最高为 2000 元 say up to: a superlative turns to its number behind a comma, or by 的是
const zhTie =
  '(?:的(?:是|为|有)[^，。；,;\\d]{1,12})?[，,：:（(]\\s?(?:[^，。；,;\\d]{0,4}每[^，。；,;\\d]{1,10}|(?:为|是|达到?|仅为?|只有|有|以|约)*)\\s*$'
const enTie = '\\b[^,;.\\d]{0,16}(?:,? at|, with|,|:|\\()\\s*$'
const forms: readonly Form[] = [
  {
    order: 'first',
    behind:
      /^[^，。；,;\d]{0,4}(?:居首|居第一|领先|位居第一|排名?第一|位列第一|名列第一|占据?首位|拔得头筹)|^\s?(?:\w+\s){0,2}(?:came first|ranks? first)\b/i,
    before: new RegExp(
      `(?:最高|最大|最多|更高|更大|更多)${zhTie}|\\b(?:came|ranked|finished|placed) first,? (?:with|at)\\s*$|\\bthe (?:highest|largest|most)${enTie}`,
      'i',
    ),
  },
  {
    order: 'last',
    behind: /^[^，。；,;\d]{0,4}(?:垫底|居末|居最后|排名?末位|最末)|^\s?(?:\w+\s){0,2}(?:came last|ranks? last)\b/i,
    before: new RegExp(
      `(?:最低|最小|最少|更低|更小|更少)${zhTie}|\\b(?:came|ranked|finished|placed) last,? (?:with|at)\\s*$|\\bthe (?:lowest|smallest|least)${enTie}`,
      'i',
    ),
  },
]
const size = /[高低大小多少]|highest|lowest|largest|smallest|most|least/i
// 上季度最高, 历史最高: of its own past
const ofItself = /历史|以来|年内|当年|此前|盘中|曾|纪录|record|ever|since|history|all-time/i

/**
 * Tells of words that put a number first or last, while another number of their sentence stands before or behind it.
 *
 * Only numbers of one measure and one time are held against each other, and only where the measure is not one of which less
 * is better.
 */
export function checkOrders(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    if (inside.length < 2 || ofItself.test(text.slice(from, to))) return []
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const [floor, ceiling] = [inside[i - 1]?.end ?? from, inside[i + 1]?.start ?? to]
      const [before, behind] = [text.slice(floor, number.start), text.slice(number.end, ceiling)]
      const form = forms.find((f) => f.behind.test(behind) || f.before.test(before))
      if (form === undefined) return []
      const said = (form.behind.exec(behind) ?? form.before.exec(before))![0].trim().replace(/[，,：:（(].*$/s, '')
      // the lowest price is the lowest number, the first in latency as well
      if (binder.registry.measure(fact.measure)?.better === 'lower' && !size.test(said)) return []
      const rivals = inside.filter((n) => isRival(n, number))
      const against = rivals.find((n) => (form.order === 'first' ? isAbove(n, number) : isAbove(number, n)))
      if (against === undefined) return []
      return [finding(said, number, against)]
    })
  })
}

function isRival(a: Placed, b: Placed): boolean {
  const [one, other] = [a.derived.fact!.fact, b.derived.fact!.fact]
  return one.measure === other.measure && one.period === other.period && one.subject !== other.subject
}

function isAbove(a: Placed, b: Placed): boolean {
  const [high, low] = [a.derived.interval, b.derived.interval]
  return (
    a.derived.unit === b.derived.unit && high !== null && low !== null && compareFacts('above', high, low) === 'yes'
  )
}

function finding(said: string, number: Placed, against: Placed): Diagnostic {
  const [own, other] = [number, against].map((n) => n.derived.fact!.fact)
  return report(
    'report/comparison',
    {
      en: `"${said}" is denied by the facts: \`${factAddress(own!)}\` ${formatValue(own!)} against \`${factAddress(other!)}\` ${formatValue(other!)}`,
      zh: `“${said}”与事实相反：\`${factAddress(own!)}\` ${formatValue(own!)} 对 \`${factAddress(other!)}\` ${formatValue(other!)}`,
    },
    { at: number.at, hint: { en: 'mend the order or the words', zh: '请改正次序或该词' } },
  )
}
