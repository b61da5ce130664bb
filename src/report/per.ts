import { conversion, type Decimal, decimal, exponentOfTen, type Interval, interval, type Units } from '../base/index.ts'
import type { Truth } from './agree.ts'
import type { Place } from './truth.ts'

const clause = /[^，。；、,;\d]{1,40}$/
const beforeZh = /每一?\s?([^每]{1,16})/g
const beforeEn = /\b(?:each|every|per)\s([a-z][a-z -]{0,24})/gi
const behind =
  /^\s?(?:(?:a|an|per|each|every|for (?:a|each|every|one))\s|每一?\s?|[/／]\s?)([a-z\u4e00-\u9fff][a-z\u4e00-\u9fff -]{0,24})/i

/**
 * `truth` for one of what the words beside its number name: 每张卡 [5.3 万元] of a fact in CNY/gpu is held against yuan alone.
 *
 * A thousand tokens where the fact is for a million take the fact's thousandth. Without such words it stays as it is.
 */
export function perSaid(truth: Truth, { plain, region }: Place, units: Units): Truth {
  const [over, under] = truth.unit.split('/')
  if (under === undefined) return truth
  const before = clause.exec(plain.text.slice(Math.max(0, region.start - 48), region.start))?.[0] ?? ''
  const after = plain.text.slice(region.end, region.end + 40)
  const said = [...before.matchAll(beforeZh), ...before.matchAll(beforeEn)].map((m) => m[1]!)
  for (const words of [...said.toReversed(), ...[behind.exec(after)?.[1] ?? []].flat()]) {
    const times = timesOf(words, under, units)
    if (times !== null) return divided(truth, times, over!)
  }
  return truth
}

// each Yunxi card: the unit may have a word or two before it
function timesOf(words: string, under: string, units: Units): Decimal | null {
  const starts = [0, ...[...words.matchAll(/[a-z] (?=[a-z])/gi)].map((m) => m.index + 2)].slice(0, 3)
  for (const start of starts) {
    const times = timesAt(words.slice(start), under, units)
    if (times !== null) return times
  }
  return null
}

// how many of the unit that begins `words` make one of `under`
function timesAt(words: string, under: string, units: Units): Decimal | null {
  for (let end = words.length; end > 0; end -= 1) {
    const named = units.named(words.slice(0, end).trim())
    for (const unit of named) {
      const times = conversion(units, under, unit.id)
      if (times !== null) return times
    }
  }
  return null
}

function divided(truth: Truth, by: Decimal, unit: string): Truth {
  if (by.eq(1)) return { ...truth, unit }
  const { decimals, ...rest } = truth
  const power = exponentOfTen(by)
  return {
    ...rest,
    unit,
    value: truth.value.div(by),
    interval: part(truth.interval, by),
    ...(truth.high === undefined ? {} : { high: truth.high.div(by) }),
    ...(decimals === undefined || power === null ? {} : { decimals: decimals + power }),
  }
}

function part({ low, high, lowOpen, highOpen }: Interval, by: Decimal): Interval {
  const one = decimal('1').div(by)
  return interval(low?.times(one) ?? null, high?.times(one) ?? null, lowOpen, highOpen)
}
