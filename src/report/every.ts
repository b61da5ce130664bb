import { type Diagnostic, dayCount } from '../base/index.ts'
import { type Fact, factAddress } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

interface Step {
  /** days that it may have at most */
  readonly days: number
  readonly before: RegExp
  readonly behind: RegExp
  /** what the name of a measure of that step holds */
  readonly name: RegExp
}

const thing = '(?:\\s(?!(?:a|an|per|each|every)\\b)[a-z]+)?'
const behindOf = (one: string) =>
  new RegExp(
    `^${thing}\\s(?:a|an|per|each|every)\\s${one}\\b(?!\\s(?:before|earlier|ago|later|on|after|long|or)\\b)`,
    'i',
  )
const beforeOf = (zh: string, en: string) =>
  new RegExp(
    `(?:${zh})[^，。；、,;\\d]{0,8}$|\\b(?:${en})\\b(?:\\s[a-z]+)?(?:\\s(?:of|is|was|are|were|at|reached|stands at))?\\s*$`,
    'i',
  )

const steps: readonly Step[] = [
  { days: 0, before: beforeOf('每小时|每个小时', 'hourly'), behind: behindOf('hour'), name: /小时|时租|hour/i },
  { days: 1, before: beforeOf('每天|每日|日均', 'daily'), behind: behindOf('day'), name: /日|天|dai?ly?|day|dau/i },
  { days: 7, before: beforeOf('每周|周均', 'weekly'), behind: behindOf('week'), name: /周|week|wau/i },
  { days: 31, before: beforeOf('每月|每个月|月均', 'monthly'), behind: behindOf('month'), name: /月|month|mau/i },
  { days: 92, before: beforeOf('每季度?|季均', 'quarterly'), behind: behindOf('quarter'), name: /季|quarter/i },
]

// 总调用量 of what is counted by the day
const total = /(?:总计?|累计|合计|共计?)[^，。；、,;\d]{0,10}$|\b(?:total|cumulative|altogether)\b[^,;.\d]{0,24}$/i
const mean = /日均|每日|每天|一天|平均|\b(?:daily|per day|a day|each day|every day|mean|average)\b/i

/**
 * Tells of numbers that words give as so many a day or a month, while their facts are of a longer time or of another step.
 *
 * A measure whose own name says the step, such as 日活跃用户, may be of any period; shares and changes are left alone.
 */
export function checkEvery(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const measure = binder.registry.measure(fact.measure)
      if (measure === undefined || /percent|ratio|^1$/.test(fact.unit)) return []
      const [before, after] = [
        text.slice(inside[i - 1]?.end ?? from, number.start),
        text.slice(number.end, inside[i + 1]?.start ?? to),
      ]
      const names = [measure.id, measure.zh, measure.en, ...measure.aliases].join('\n')
      const count = otherCount(text.slice(from, to), names)
      if (count !== null && numbers.length > 0) return [finding(count, fact, false, number)]
      const sum = total.exec(before)
      if (sum !== null && mean.test(names) && !mean.test(before) && !mean.test(after.slice(0, 24)))
        return [finding(sum[0].trim(), fact, false, number)]
      const step = steps.find((s) => s.before.test(before) || s.behind.test(after))
      if (step === undefined) return []
      if (step.name.test(names)) return []
      const said = (step.before.exec(before) ?? step.behind.exec(after))![0].trim()
      const named = steps.find((s) => s.name.test(`${measure.zh}\n${measure.en}`))
      const isLonger = fact.period !== '' && step.days > 0 && dayCount(fact.period) > step.days
      return isLonger || named !== undefined ? [finding(said, fact, named === undefined, number)] : []
    })
  })
}

const countZh = /每\s?([十百千万亿]{1,2})/g
const countEn = /\b(?:per|a|every)\s(hundred|thousand|million|billion)\b/gi

// 每百次 of what its name counts by the thousand
function otherCount(sentence: string, names: string): string | null {
  const own = new Set([...names.matchAll(countZh), ...names.matchAll(countEn)].map((m) => sizeOf(m[1]!)))
  if (own.size !== 1) return null
  const said = [...sentence.matchAll(countZh), ...sentence.matchAll(countEn)]
  return said.length === 1 && !own.has(sizeOf(said[0]![1]!)) ? said[0]![0] : null
}

function sizeOf(word: string): number {
  const sizes = { 十: 1, 百: 2, 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8, hundred: 2, thousand: 3, million: 6, billion: 9 }
  return sizes[word.toLowerCase() as keyof typeof sizes] ?? 0
}

function finding(said: string, fact: Fact, longer: boolean, { at }: Placed): Diagnostic {
  const [address, days] = [`\`${factAddress({ ...fact, period: '' })}\``, fact.period.replace('/', ' – ')]
  return report(
    'report/period',
    longer
      ? {
          en: `the words say "${said}", ${address} is of ${days}`,
          zh: `文字写的是“${said}”，${address} 的期间却为 ${days}`,
        }
      : {
          en: `the words say "${said}", the name of ${address} another step`,
          zh: `文字写的是“${said}”，${address} 的名称却是另一种频率`,
        },
    { at, hint: { en: 'divide by the length of the period, or mend the words', zh: '请除以期间长度，或改正文字' } },
  )
}
