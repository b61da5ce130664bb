import { type Decimal, decimal, type Interval, interval } from '../base/index.ts'
import { evaluate, type Scope } from './evaluate.ts'
import type { Flag } from './run.ts'
import type { Definition } from './tree.ts'
import type { Val } from './val.ts'
import { appliesAt, dayOf, type Setting } from './version.ts'

/** What was paid out of each pool so far: at least and at most. */
export class Pools {
  private readonly paid = new Map<string, readonly [Decimal, Decimal]>()

  /** at least and at most so much was paid out of `pool` */
  spent(pool: string): readonly [Decimal, Decimal] {
    return this.paid.get(pool) ?? [decimal(0), decimal(0)]
  }

  /** notes a payment */
  pay(pool: string, value: Interval): void {
    const [low, high] = this.spent(pool)
    this.paid.set(pool, [low.plus(value.low ?? 0), high.plus(value.high ?? 0)])
  }
}

/** What is left of a claim after its pool: nothing while it is paused, no more than its balance. */
export function drawn(
  setting: Setting,
  definition: Definition,
  value: Interval,
  event: Val | undefined,
  pools: Pools,
): { readonly value: Interval; readonly flags: readonly Flag[] } {
  const paused = pausedOn(setting, definition, event)
  if (paused === 'yes') {
    const words = { en: `\`${definition.name}\` was paused on that day`, zh: `\`${definition.name}\` 当日暂停` }
    return { value: interval(decimal(0), decimal(0)), flags: [{ flag: 'pool-paused', words }] }
  }
  const scope: Scope = {
    setting,
    local: () => undefined,
    quota: () => ({ kind: 'none' }),
    used: () => {},
    assumed: () => {},
  }
  const total = evaluate({ kind: 'name', name: definition.name, start: 0, end: 0 }, scope)
  if (total.kind !== 'number' || total.range.low === null) return { value, flags: [] }
  const [least, most] = pools.spent(definition.name)
  const left = (spent: Decimal) => {
    const rest = total.range.low!.minus(spent)
    return rest.lt(0) ? decimal(0) : rest
  }
  const low = paused === 'maybe' ? decimal(0) : smaller(value.low, left(most))
  const high = smaller(value.high, left(least))
  const cut = interval(low, high)
  pools.pay(definition.name, cut)
  const short = value.high === null || high.lt(value.high)
  if (!short) return { value: cut, flags: [] }
  const words = {
    en: `\`${definition.name}\` has ${left(least).toFixed(2)} left`,
    zh: `\`${definition.name}\` 仅余 ${left(least).toFixed(2)}`,
  }
  return { value: cut, flags: [{ flag: 'pool-exhausted', words }] }
}

function smaller(a: Decimal | null, b: Decimal): Decimal {
  return a === null || b.lt(a) ? b : a
}

function pausedOn(setting: Setting, definition: Definition, event: Val | undefined): 'yes' | 'no' | 'maybe' {
  if (definition.pauses.length === 0) return 'no'
  const here = definition.pauses.filter((p) => appliesAt(p.jurisdiction, setting.place, setting.policy.jurisdiction))
  if (here.length === 0) return 'no'
  if (event?.kind !== 'number' || event.range.low === null || event.range.high === null) return 'maybe'
  const [from, to] = [dayOf(event.range.low.toNumber()), dayOf(event.range.high.toNumber())]
  if (here.some((p) => p.from <= from && to <= p.to)) return 'yes'
  return here.some((p) => p.from <= to && from <= p.to) ? 'maybe' : 'no'
}
