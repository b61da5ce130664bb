import { addDays, type Day, type Diagnostic, dayCount, firstDay, lastDay, type Period } from '../base/index.ts'
import { factAddress } from '../facts/index.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

const word =
  /本周|这一周|上周|上一周|前一周|\b(?:this|last) week|\bclosed the week\b|\bthe (?:previous|prior) week|\bthe week before/gi
const isThis = /本|这|this|closed/i
// 较上周, from last week: what is held against, not what is counted
const against = /(?:较|比|与|和|同|于|从|由|自)\s?$|\b(?:from|than|against|versus|over|on)\s(?:that of\s)?$/i

const behind = /^(?:\s(?:downloads|users|times|visits|units|yuan|dollars))?\s((?:this|last) week)\b/i

function saidBefore(lead: string): string | undefined {
  const said = [...lead.matchAll(word)].at(-1)
  if (said === undefined) return undefined
  const rest = lead.slice(said.index + said[0].length)
  if (!/^[^，。；,;]{0,16}$/.test(rest) || /\b(?:from|than|to)\s?$/i.test(rest)) return undefined
  return against.test(lead.slice(0, said.index)) && !/^\s?的/.test(rest) ? undefined : said[0]
}

/**
 * Tells of numbers of one week whose words name another: 上周 over the week of the report, 本周 over the one before.
 *
 * The week of the report is its period where that is one, or the seven days up to its day.
 */
export function checkWeekWords(
  text: string,
  numbers: readonly Placed[],
  period: Period,
  day: Day,
): readonly Diagnostic[] {
  const own = period !== '' && dayCount(period) === 7 ? firstDay(period) : addDays(day, -6)
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      if (fact.period === '' || dayCount(fact.period) > 7) return []
      const said =
        saidBefore(text.slice(inside[i - 1]?.end ?? from, number.start)) ??
        behind.exec(text.slice(number.end, inside[i + 1]?.start ?? to))?.[1]
      if (said === undefined) return []
      // last week's days are told of by calendar weeks as well as by those of the report
      if (dayCount(fact.period) < 7 && !isThis.test(said)) return []
      if (isThis.test(said) ? lastDay(fact.period) >= own : firstDay(fact.period) < own) return []
      const days = fact.period.replace('/', ' – ')
      return [
        report(
          'report/period',
          {
            en: `the words say "${said}", \`${factAddress({ ...fact, period: '' })}\` is of ${days}`,
            zh: `文字写的是“${said}”，\`${factAddress({ ...fact, period: '' })}\` 的期间却为 ${days}`,
          },
          {
            at: number.at,
            hint: { en: 'take the fact of that week, or mend the word', zh: '请改用该周的事实，或改正该词' },
          },
        ),
      ]
    })
  })
}
