import { type Decimal, decimal, isDecimal, type Mention, round } from '../base/index.ts'
import { type Fact, factAddress } from '../facts/index.ts'
import { isBasis } from './basis.ts'
import type { Binder } from './binder.ts'

// who has more facts than these is not gone through for a hint
const mostFacts = 300
const share = /占|份额|比重|share|of (?:the|all|them)|accounts?|makes? up/i
const step = /环比|较上|上周|上月|上季|previous|prior|last (?:week|month|quarter)|[wmq]\/?o\/?[wmq]\b/i

/**
 * The expression that a number of `sentence` most likely is: a change of one series, a multiple or a share of two subjects, or `null`.
 *
 * Only facts of the subjects that are named are tried, and only what one expression alone makes is told.
 */
export function reckonAddress(
  mention: Mention,
  sentence: string,
  subjects: ReadonlySet<string>,
  isNamed: (fact: Fact) => boolean,
  binder: Binder,
): string | null {
  const form = formOf(mention, binder)
  if (form === null || mention.decimals === undefined) return null
  const facts = [...subjects].flatMap((id) => factsOf(id, binder))
  if (facts.length < 2 || facts.length > mostFacts) return null
  const found = new Map<string, boolean>()
  for (const a of facts) {
    for (const b of facts) {
      const address = a === b ? null : joined(a, b, form, mention, sentence)
      if (address !== null) found.set(address, isNamed(a))
    }
  }
  const named = [...found].filter(([, isSaid]) => isSaid)
  const [only, ...more] = named.length > 0 ? named : [...found]
  return only === undefined || more.length > 0 ? null : only[0]
}

type Form = 'percent' | 'points' | 'times'

function formOf({ unitText }: Mention, { registry }: Binder): Form | null {
  const ids = registry.units.named(unitText).map((u) => u.id)
  if (ids.includes('percent')) return 'percent'
  if (ids.includes('percentage-point')) return 'points'
  return ids.includes('multiple') ? 'times' : null
}

function factsOf(subject: string, { store, day }: Binder): readonly Fact[] {
  const query = { subject, measure: '*', where: new Map<string, readonly string[]>(), text: '' }
  return store
    .find(query, day)
    .flatMap((g) => g.current.slice(0, 1))
    .filter((f) => f.value.kind === 'number' && isDecimal(f.value.text) && f.period !== '')
}

function joined(a: Fact, b: Fact, form: Form, mention: Mention, sentence: string): string | null {
  if (a.measure !== b.measure || a.unit !== b.unit) return null
  const [left, right] = [numberOf(a), numberOf(b)]
  const [one, other] = [factAddress(a), factAddress(b)]
  if (a.subject === b.subject) {
    if (a.period <= b.period || !isBasis(step.test(sentence) ? 'step' : 'year', a.period, b.period)) return null
    if (form === 'points')
      return a.unit === 'percent' && fits(left.minus(right), mention) ? `pp(${one}, ${other})` : null
    if (right.eq(0) || a.unit === 'percent') return null
    const change = left.minus(right).div(right.abs()).times(100)
    return form === 'percent' && fits(change, mention) ? `percent(${one}, ${other})` : null
  }
  if (a.period !== b.period || right.lte(0)) return null
  const ratio = left.div(right)
  if (form === 'times') return fits(ratio, mention) ? `${one} / ${other}` : null
  return form === 'percent' && share.test(sentence) && ratio.lt(1) && fits(ratio.times(100), mention)
    ? `${one} / ${other}`
    : null
}

function numberOf({ value }: Fact): Decimal {
  return decimal(value.kind === 'number' ? value.text : '0')
}

// a fall may be printed without its sign
function fits(value: Decimal, mention: Mention): boolean {
  const scale = mention.unitText === '' ? 0 : mention.decimals!
  return round(value.abs(), scale, 'half-up').eq(mention.value.abs())
}
