import { amountInterval, type Mention, overlaps, plain } from '../../../base/index.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Span, type Timed, timedAt } from '../prose/timed.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { bareUnit } from './rates.ts'

// what has more numbers is an archive, in which the same words come with other numbers each week
const most = 3000

/** A number with the words that say of what it is. */
interface Stated extends Timed {
  readonly sentence: Sentence
  readonly n: number
  readonly paragraph: number
}

/**
 * Tells of a number that another paragraph has in the same words with a slip of the hand, or beside the same change: the summary has
 * 98.2 万次，环比下降 3.1%, the text 92.8 万次，环比下降 3.1%.
 */
export function checkTwice({ desk, numbered, paragraphs }: Read): void {
  const count = numbered.reduce((s, { mentions }) => s + mentions.length, 0)
  if (count > most || paragraphs.length < 2) return
  const groups = new Map<string, Stated[]>()
  for (const [paragraph, { from, to }] of paragraphs.entries())
    for (const sentence of numbered.slice(from, to))
      for (let n = 0; n < sentence.mentions.length && sentence.mentions.length <= 24; n += 1) {
        const m = sentence.mentions[n]!
        if (!isWhole(m) || isQuoted(sentence, m) || desk.isTold(m.start, m.end)) continue
        const timed = timedAt(sentence, n)
        if (!isLong(timed.label)) continue
        const key = `${timed.label}|${bareUnit(m)}`
        const own = groups.get(key) ?? []
        own.push({ ...timed, sentence, n, paragraph })
        groups.set(key, own)
      }
  for (const group of groups.values()) if (group.length >= 2 && group.length <= 4) checkGroup(group, groups, desk)
}

function isWhole(m: Mention): boolean {
  // since 1892: a year
  if (m.unitText === '' && m.scaleText === '' && m.decimals === 0 && m.value.gte(1500) && m.value.lte(2100))
    return false
  if (m.form !== 'digits' || m.high !== undefined || m.bound !== 'exact' || !m.value.gt(0)) return false
  return plain(m.value.div(m.scale)).replace(/\D/g, '').replace(/^0+/, '').length >= 3 && !isPercent(m.unitText)
}

// 营收 is of anybody
function isLong(label: string): boolean {
  return /[\u4e00-\u9fff]/.test(label)
    ? label.replace(/[^\u4e00-\u9fff\da-z]/g, '').length >= 4
    : label.trim().length >= 8
}

function checkGroup(
  group: readonly Stated[],
  groups: ReadonlyMap<string, readonly Stated[]>,
  desk: Read['desk'],
): void {
  const values = new Set(group.map((s) => plain(s.mention.value)))
  if (values.size !== 2) return
  const [a] = group
  const b = group.find((s) => !s.mention.value.eq(a!.mention.value))
  if (a === undefined || b === undefined || a.paragraph === b.paragraph || !isOneTime(a.span, b.span)) return
  if (overlaps(amountInterval(amountOf(a.mention)), amountInterval(amountOf(b.mention)))) return
  if (!isOfOne(a, b, groups) || isForm(a, b, groups)) return
  const [one, other] = [a, b].map((s) => digitsOf(s.mention)) as [string, string]
  const slip = slipOf(one, other)
  // 100000000 runs and 500000000 of them are two measurements
  const figures = one.replace(/\D/g, '')
  const isSlip =
    slip === 'exchange' ||
    slip === 'power' ||
    (slip !== 'other' && figures.length >= 4 && figures.replace(/0+$/, '').length >= 2)
  if (!isSlip && !(isBeside(a, b) && a.mention.scaleText === b.mention.scaleText)) return
  const [x, y] = [a, b].map((s) => textBetween(s.sentence, s.mention.start, s.mention.end)) as [string, string]
  const { line } = desk.place(a.mention.start, a.mention.end)
  desk.tell(
    'audit/inconsistent',
    desk.place(b.mention.start, b.mention.end),
    {
      en: `\`${y}\` disagrees with \`${x}\` on line ${line}, which is said in the same words`,
      zh: `\`${y}\` 与第 ${line} 行用同样的话所写的 \`${x}\` 不一致`,
    },
    { confidence: 0.76, printed: y, expected: x },
  )
}

function amountOf({ value, decimals }: Mention): Parameters<typeof amountInterval>[0] {
  return { value, decimals: decimals ?? 0, bound: 'exact' }
}

// as they are printed, in the scale of each
function digitsOf({ value, scale }: Mention): string {
  return plain(value.div(scale))
}

function isOneTime(a: Span | null, b: Span | null): boolean {
  if (a === null || b === null) return true
  return (
    a.part === b.part && a.n === b.n && a.now === b.now && (a.year === null || b.year === null || a.year === b.year)
  )
}

// the words name who it is of, or both sentences do elsewhere
function isOfOne(a: Stated, b: Stated, groups: ReadonlyMap<string, readonly Stated[]>): boolean {
  const named = ({ sentence }: Stated) => [
    ...sentence.names.filter((x) => x.kind === 'entity').map((x) => x.id),
    ...sentence.strangers.map((x) => textBetween(sentence, x.start, x.end)),
  ]
  const [one, other] = [named(a), named(b)]
  if (one.length > 0 || other.length > 0) return one.some((x) => other.includes(x))
  // 丁公司二季度营收 … stands in both
  for (const group of groups.values())
    if (
      group.some((s) => s.sentence === a.sentence) &&
      group.some((s) => s.sentence === b.sentence) &&
      group[0]!.label.length > 4
    )
      return true
  return false
}

const numbered =
  /^\W*(?:案例|方案|情景|场景|阶段|项目|样本|第|case|plan|option|scenario|phase|stage|project)\s?[一二三四五六七八九十\dA-Z]/i

const formLine = /^[-*•\s]*[^：:，。,.;；\d]{2,24}[：:]\s?(?:US\$|[$¥€£])?\d/

// 案例一 and 案例二, the same lines filled in for each
function isForm(a: Stated, b: Stated, groups: ReadonlyMap<string, readonly Stated[]>): boolean {
  const [one, other] = [a.sentence.heading, b.sentence.heading]
  if (one !== other && numbered.test(one) && numbered.test(other)) return true
  if (![a, b].every((s) => formLine.test(s.sentence.text))) return false
  const isBy = (s: Stated, o: Stated) => Math.abs(s.paragraph - o.paragraph) <= 6
  let [others, same] = [0, 0]
  for (const group of groups.values()) {
    const x = group.find((s) => s !== a && isBy(s, a))
    const y = group.find((s) => s !== b && s !== x && isBy(s, b))
    if (group.includes(a) || x === undefined || y === undefined || x.paragraph === y.paragraph) continue
    if (x.mention.value.eq(y.mention.value)) same += 1
    else others += 1
  }
  return others >= (same === 0 ? 1 : 2)
}

// the same change beside both
function isBeside(a: Stated, b: Stated): boolean {
  const next = ({ sentence, n, mention }: Stated) => {
    const m = sentence.mentions[n + 1]
    return m !== undefined && isPercent(m.unitText) && m.start - mention.end < 16
      ? textBetween(sentence, mention.end, m.end).replace(/[\s，,；;（(]/g, '')
      : ''
  }
  return next(a) !== '' && next(a) === next(b)
}
