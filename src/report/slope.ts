import { type Diagnostic, dayCount, firstDay, parseAmount } from '../base/index.ts'
import { type Fact, factAddress, spokesman } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { type FoundWord, findSlopes, type Slope } from './lexicon.ts'
import { isChange } from './way.ts'

/** One point of the series behind a number. */
interface Point {
  readonly period: string
  readonly value: number
}

/**
 * Tells of words such as 突破, 回落, 稳中有升 and 遥遥领先 that the series behind their number does not bear out.
 *
 * The thresholds stand with the words in `comparisons.csv`. A word speaks of the nearest bound number of its sentence; where
 * the facts hold no earlier period, or no rival, nothing is said.
 */
export function checkSlopes(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  const words = findSlopes(text, binder.lexicon)
  if (words.length === 0) return []
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to && n.derived.fact?.fact.period)
    return words
      .filter((w) => w.start >= from && w.end <= to && !w.denied)
      .flatMap((word) => {
        const number = nearestTo(word, inside)
        if (number === null) return []
        // where a sentence names both ends, their own way is checked
        if (word.relation.claim.endsWith('-to') && inside.some((n) => n !== number && isKin(n, number))) return []
        const whole = first.test(text.slice(from, to)) ? { ...word.relation, window: Number.POSITIVE_INFINITY } : null
        const said = whole !== null && whole.claim === 'crossed' ? { ...word, relation: whole } : word
        return tell(said, number, text.slice(number.start, number.end), binder)
      })
  })
}

// such a sentence speaks of the whole series
const first = /首次|首度|首破|第一次|\bfor the first time\b/i

// 突破 74 万: the number that follows it, else the nearest
function nearestTo(word: FoundWord<Slope>, numbers: readonly Placed[]): Placed | null {
  const far = (n: Placed) => (n.start >= word.end ? n.start - word.end : word.start - n.end + 1)
  return numbers.toSorted((a, b) => far(a) - far(b))[0] ?? null
}

function isKin(a: Placed, b: Placed): boolean {
  const [one, other] = [a.derived.fact!.fact, b.derived.fact!.fact]
  return one.subject === other.subject && one.measure === other.measure && scopeOf(one) === scopeOf(other)
}

function tell(word: FoundWord<Slope>, number: Placed, written: string, binder: Binder): readonly Diagnostic[] {
  const { fact } = number.derived.fact!
  const against = checks[word.relation.claim](word.relation, fact, written, binder)
  if (against === null) return []
  return [
    report(
      'report/trend',
      {
        en: `"${word.word}" does not fit \`${factAddress(fact)}\`: ${against.en}`,
        zh: `“${word.word}”与 \`${factAddress(fact)}\` 不符：${against.zh}`,
      },
      { at: number.at },
    ),
  ]
}

type Against = { readonly en: string; readonly zh: string } | null

const checks: Readonly<Record<Slope['claim'], (slope: Slope, fact: Fact, written: string, binder: Binder) => Against>> =
  {
    crossed: (slope, fact, written, binder) => {
      const level = Number(parseAmount(written, binder.registry.units)?.value ?? 'NaN')
      const passed = seriesBefore(fact, slope.window, binder).find((p) => p.value > level)
      return passed === undefined
        ? null
        : {
            en: `it was above already in ${passed.period}, at ${passed.value}`,
            zh: `${passed.period} 已高于该值（${passed.value}）`,
          }
    },
    'fell-back': (slope, fact, _written, binder) => {
      if (isChange(fact.measure) && numberOf(fact) < 0) return null
      const before = seriesBefore(fact, slope.window, binder)
      const top = before.toSorted((a, b) => b.value - a.value)[0]
      const value = numberOf(fact)
      if (top === undefined || value <= top.value * (1 - slope.low / 100)) return null
      return {
        en: `${value} is less than ${slope.low} % below the highest before it, ${top.value} in ${top.period}`,
        zh: `${value} 较此前最高值 ${top.value}（${top.period}）下降不到 ${slope.low}%`,
      }
    },
    'edged-up': (slope, fact, _written, binder) => {
      const value = numberOf(fact)
      if (fact.unit === 'percent' && fact.measure.endsWith('.change')) return outside(slope, value)
      const points = [...seriesBefore(fact, slope.window - 1, binder), { period: fact.period, value }]
      const first = points[0]!
      if (points.length < 2 || first.value <= 0) return null
      const jump = points.slice(1).find((p, i) => Math.abs(p.value / points[i]!.value - 1) * 100 > slope.step)
      if (jump !== undefined)
        return {
          en: `it moves by more than ${slope.step} % in ${jump.period}`,
          zh: `${jump.period} 的变动超过 ${slope.step}%`,
        }
      return outside(slope, (value / first.value - 1) * 100, first.period)
    },
    'rose-to': (slope, fact, _written, binder) => {
      const lowest = ordered(seriesBefore(fact, slope.window, binder))[0]
      if (lowest === undefined || numberOf(fact) > lowest.value) return null
      return {
        en: `${numberOf(fact)} is not above any before it, of which the least is ${lowest.value} in ${lowest.period}`,
        zh: `${numberOf(fact)} 不高于此前任何一期，其中最低为 ${lowest.value}（${lowest.period}）`,
      }
    },
    'fell-to': (slope, fact, _written, binder) => {
      const highest = ordered(seriesBefore(fact, slope.window, binder)).at(-1)
      if (highest === undefined || numberOf(fact) < highest.value) return null
      return {
        en: `${numberOf(fact)} is not below any before it, of which the highest is ${highest.value} in ${highest.period}`,
        zh: `${numberOf(fact)} 不低于此前任何一期，其中最高为 ${highest.value}（${highest.period}）`,
      }
    },
    record: (slope, fact, _written, binder) => {
      const highest = ordered(seriesBefore(fact, slope.window, binder)).at(-1)
      if (highest === undefined || numberOf(fact) > highest.value) return null
      return {
        en: `it was as high in ${highest.period}, at ${highest.value}`,
        zh: `${highest.period} 已达 ${highest.value}`,
      }
    },
    'far-ahead': (slope, fact, _written, binder) => {
      const rivals = rivalsOf(fact, binder)
      const [value, lower] = [numberOf(fact), binder.registry.measure(fact.measure)?.better === 'lower']
      const best = rivals.toSorted((a, b) => (lower ? a.value - b.value : b.value - a.value))[0]
      if (best === undefined) return null
      const scored = fact.unit === 'percent'
      const lead = scored ? (value - best.value) * (lower ? -1 : 1) : lower ? best.value / value : value / best.value
      const wanted = scored ? slope.points : slope.ratio
      if (lead >= wanted) return null
      const shown = Math.round(lead * 100) / 100
      return scored
        ? {
            en: `${best.subject} has ${best.value}, a lead of ${shown} points where ${wanted} are needed`,
            zh: `${best.subject} 为 ${best.value}，领先 ${shown} 个百分点，至少应为 ${wanted}`,
          }
        : {
            en: `${best.subject} has ${best.value}, ${shown} times are less than ${wanted}`,
            zh: `${best.subject} 为 ${best.value}，${shown} 倍不足 ${wanted} 倍`,
          }
    },
  }

function outside(slope: Slope, change: number, since = ''): Against {
  if (change > slope.low && change <= slope.high) return null
  const shown = Math.round(change * 100) / 100
  const from = since === '' ? '' : ` since ${since}`
  return {
    en: `a change of ${shown} %${from}, more than ${slope.low} and at most ${slope.high} expected`,
    zh: `${since === '' ? '' : `自 ${since} 以来`}变动 ${shown}%，应大于 ${slope.low} 且不超过 ${slope.high}`,
  }
}

function ordered(points: readonly Point[]): readonly Point[] {
  return points.toSorted((a, b) => a.value - b.value)
}

function numberOf(fact: Fact): number {
  return fact.value.kind === 'number' ? Number(fact.value.text) : Number.NaN
}

// facts of one measure and scope: the same subject in other periods, or others in the same period
/** The facts of one series, or with `*` of the same series of everybody, as known on the report's day. */
export function seriesOf(fact: Fact, subject: string, binder: Binder): readonly Fact[] {
  const query = { subject, measure: fact.measure, where: new Map(), text: '' }
  return binder.store
    .find(query, binder.day)
    .map((g) => spokesman(g.current))
    .filter((f) => scopeOf(f) === scopeOf(fact) && f.unit === fact.unit && f.value.kind === 'number')
}

function scopeOf(fact: Fact): string {
  return JSON.stringify(Object.entries(fact.scope).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function seriesBefore(fact: Fact, count: number, binder: Binder): readonly Point[] {
  const days = dayCount(fact.period)
  return seriesOf(fact, fact.subject, binder)
    .filter((f) => f.period !== '' && dayCount(f.period) === days && firstDay(f.period) < firstDay(fact.period))
    .sort((a, b) => (firstDay(a.period) < firstDay(b.period) ? -1 : 1))
    .slice(-Math.max(1, count))
    .map((f) => ({ period: f.period, value: numberOf(f) }))
}

function rivalsOf(fact: Fact, binder: Binder): readonly { readonly subject: string; readonly value: number }[] {
  return seriesOf(fact, '*', binder)
    .filter((f) => f.period === fact.period && f.subject !== fact.subject)
    .map((f) => ({ subject: f.subject, value: numberOf(f) }))
}
