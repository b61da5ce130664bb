import { type Diagnostic, lastDay } from '../base/index.ts'
import { factAddress } from '../facts/index.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const monthName = '(?:(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\s)?'
const zh = /(?:(\d{4})\s?年\s?)(?:(\d{1,2})\s?月\s?)?(?:末|底|年末|年底)|(?<!年\s?)(?<!\d)(\d{1,2})\s?月\s?(?:末|底)/g
const en = new RegExp(`\\b(?:the )?end of ${monthName}(\\d{4})\\b|\\byear[- ]end (\\d{4})\\b`, 'gi')
// 较 2023 年末, than at the end of 2023: what is held against
const against = /(?:较|比|与|同|自|从|由)\s?$|\b(?:from|than|since|against|versus|on|until|till)\s(?:at\s)?(?:the\s)?$/i

const since = /^\s?(?:以来|起|至|到|之?[前后]|[-–—~～])/

/**
 * Tells of numbers that words give as they stood at the end of a month or year, while their facts end in another:
 * 截至 2023 年末 over a fact of June 2024.
 */
export function checkAsOf(text: string, numbers: readonly Placed[]): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const lead = text.slice(inside[i - 1]?.end ?? from, number.start)
      const said = momentIn(lead)
      if (said === null || fact.period === '') return []
      const month = lastDay(fact.period).slice(0, 7)
      if (said.year === null ? month.endsWith(`-${said.month}`) : month === `${said.year}-${said.month}`) return []
      const days = fact.period.replace('/', ' – ')
      return [
        report(
          'report/period',
          {
            en: `the words say "${said.words}", \`${factAddress({ ...fact, period: '' })}\` is of ${days}`,
            zh: `文字写的是“${said.words}”，\`${factAddress({ ...fact, period: '' })}\` 的期间却为 ${days}`,
          },
          {
            at: number.at,
            hint: { en: 'take the fact of that day, or mend the words', zh: '请改用该日的事实，或改正文字' },
          },
        ),
      ]
    })
  })
}

interface Moment {
  readonly words: string
  readonly year: string | null
  readonly month: string
}

// the only one before the number, and nothing that is held against
function momentIn(lead: string): Moment | null {
  const found = [...lead.matchAll(zh), ...lead.matchAll(en)]
  if (found.length !== 1) return null
  const match = found[0]!
  if (against.test(lead.slice(0, match.index)) || since.test(lead.slice(match.index + match[0].length))) return null
  const [words, ...groups] = match
  const name = groups.find((g) => g !== undefined && /^[a-z]/i.test(g))
  const year = groups.find((g) => g !== undefined && /^\d{4}$/.test(g)) ?? null
  const number = groups.find((g) => g !== undefined && /^\d{1,2}$/.test(g))
  const month = name === undefined ? (number ?? '12') : String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1)
  return { words: words.trim(), year, month: month.padStart(2, '0') }
}
