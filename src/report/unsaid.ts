import { type Diagnostic, firstDay } from '../base/index.ts'
import { type Fact, factAddress, formatValue } from '../facts/index.ts'
import { type Basis, isBasis } from './basis.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { seriesOf } from './slope.ts'
import { isChange, wayOf } from './way.ts'

const degree = '(?:有所|略有|略微|小幅|大幅|明显|显著|继续|仍|也|均|都|则|已|实现|保持|出现|了)*'
const rise = '增长|上升|提升|增加|提高|改善|走高|扩大'
const fall = '下降|下滑|减少|回落|降低|走低|萎缩'
// [517 亿元]，同比有所增长: a basis and a way, and no number of how much
const zh = new RegExp(`^\\s?[，,]?\\s?(同比|环比)${degree}(?:(${rise})|(${fall})|(持平))(?=[。；，,]|$)`)
const en =
  /^,?\s(?:(?:slightly|well|clearly|sharply)\s)?(?:(up|higher|a rise|an increase)|(down|lower|a fall|a decline)|(flat|unchanged))\s(?:(year on year|from a year (?:ago|earlier))|(quarter on quarter|from the (?:previous|prior) quarter))(?=[.,;]|$)/i
// a loss after a profit, a profit after a loss
const turn =
  /(由盈转亏|转亏|转盈为亏|swung to a loss|turned to a loss)|(扭亏为盈|扭亏|由亏转盈|转盈|returned to profit|swung to a profit)/i
// what is hoped for, or has not come
const ahead =
  /有望|预计|预期|将|目标|力争|未能|尚未|仍未|计划|争取|可能|\b(?:expect|aim|plan|hope|may|could|will|would|yet to|not)/i
const hardly = 0.02

interface Said {
  readonly words: string
  readonly basis: Basis
  readonly way: 'rising' | 'falling' | 'steady'
}

/**
 * Tells of words behind a number that say which way it went without saying by how much, where the desk knows the number before and it went
 * another way.
 *
 * A change of less than 2 % may be called steady as well; a loss is left alone, whose words may mean either way.
 */
export function checkUnsaid(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return [
    ...numbers.flatMap((n) => wayFinding(text, n, binder)),
    ...numbers.flatMap((n) => turnFinding(text, n, binder)),
  ]
}

function wayFinding(text: string, number: Placed, binder: Binder): readonly Diagnostic[] {
  const { fact } = number.derived.fact!
  const said = saidBehind(text.slice(number.end, number.end + 60))
  if (said === null || fact.period === '' || isChange(fact.measure) || amountOf(fact) < 0) return []
  const before = earlier(fact, said.basis, binder)
  if (before === undefined || amountOf(before) < 0) return []
  const went = wayOf(before, fact)
  const moved = Math.abs(amountOf(fact) - amountOf(before))
  if (went === null || went === said.way || (said.way === 'steady' && moved <= hardly * Math.abs(amountOf(before))))
    return []
  return [finding(said.words, before, fact, number)]
}

function saidBehind(after: string): Said | null {
  const found = zh.exec(after)
  if (found !== null) {
    const way = found[2] ? 'rising' : found[3] ? 'falling' : 'steady'
    return { words: found[0].replace(/^[\s，,]+/, ''), basis: found[1] === '同比' ? 'year' : 'step', way }
  }
  const english = en.exec(after)
  if (english === null) return null
  const way = english[1] ? 'rising' : english[2] ? 'falling' : 'steady'
  return { words: english[0].replace(/^[\s,]+/, ''), basis: english[4] ? 'year' : 'step', way }
}

function turnFinding(text: string, number: Placed, binder: Binder): readonly Diagnostic[] {
  const { fact } = number.derived.fact!
  const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
  const lead = text.slice(sentence?.[0] ?? 0, number.start)
  const said = turn.exec(lead.slice(-24))
  if (said === null || ahead.test(lead) || fact.period === '' || fact.value.kind !== 'number') return []
  const toLoss = said[1] !== undefined
  const known = (['year', 'step'] as const).flatMap((basis) => earlier(fact, basis, binder) ?? [])
  // the words hold where any period before had the other sign
  const turned = known.some((f) => (toLoss ? amountOf(f) > 0 : amountOf(f) < 0))
  const isSo = toLoss ? amountOf(fact) < 0 : amountOf(fact) > 0
  const before = known[0]
  if (before === undefined || (isSo && turned)) return []
  return [finding(said[0], before, fact, number)]
}

// the fact of the same series a year or a period before, as the report's day knows it
function earlier(fact: Fact, basis: Basis, binder: Binder): Fact | undefined {
  return seriesOf(fact, fact.subject, binder).find(
    (f) => f.period !== '' && firstDay(f.period) < firstDay(fact.period) && isBasis(basis, fact.period, f.period),
  )
}

function amountOf({ value }: Fact): number {
  return value.kind === 'number' ? Number(value.text) : Number.NaN
}

function finding(words: string, before: Fact, after: Fact, { at }: Placed): Diagnostic {
  const [from, to] = [before, after].map((f) => `${formatValue(f)} (${f.period.replace('/', ' – ')})`)
  return report(
    'report/trend',
    {
      en: `"${words}" does not fit \`${factAddress(after)}\`, which went from ${from} to ${to}`,
      zh: `“${words}”与 \`${factAddress(after)}\` 不符：由 ${from} 变为 ${to}`,
    },
    { at },
  )
}
