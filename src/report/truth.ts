import { decimal, isPoint, type Mention } from '../base/index.ts'
import type { Derived, Measure, Registry } from '../facts/index.ts'
import type { Truth } from './agree.ts'
import type { HeadUnit } from './head.ts'
import type { Plain, Region } from './plain.ts'

/** Where a number stands. */
export interface Place {
  readonly plain: Plain
  readonly region: Region
  readonly mentions: readonly Mention[]
  /** in a table the head carries the unit */
  readonly bare: boolean
  readonly head?: HeadUnit | null
  /** the plain facts that were bound before in the same sentence, the nearest last */
  readonly before: readonly Derived[]
}

/** What a literal of `derived` is held against. */
export function truthOf(derived: Derived, registry: Registry): Truth {
  const fact = derived.fact?.fact
  const high = fact?.value.kind === 'number' ? fact.value.high : undefined
  return {
    value: derived.value!,
    interval: derived.interval!,
    bound: fact?.bound ?? boundOf(derived),
    unit: derived.unit,
    derived: fact === undefined,
    firm: derived.facts.every((f) => f.fact.bound === 'exact'),
    score: derived.facts.length > 0 && derived.facts.every((f) => isScore(registry.measure(f.fact.measure))),
    ...(high === undefined ? {} : { high: decimal(high) }),
    ...(fact?.decimals === undefined ? {} : { decimals: fact.decimals }),
  }
}

/** Whether a measure is a score out of a hundred, which may be printed with or without its sign. */
export function isScore(measure: Measure | undefined): boolean {
  return (
    measure?.better === 'higher' && measure.high?.eq(100) === true && ['percent', 'f1-points'].includes(measure.unit)
  )
}

/**
 * The bound of what is computed, for the words that name it.
 *
 * What is computed from a rough number is rough itself, unless the numbers decide it all the same, as a rank; what is
 * computed from a limit is a limit that may be named without a word for it.
 */
export function boundOf({ interval, facts }: Derived): Truth['bound'] {
  const isRough = facts.some(({ fact }) => fact.bound === 'about' || fact.bound === 'nearly')
  return isRough && interval !== null && !isPoint(interval) ? 'about' : 'exact'
}
