import { isPoint, type Words } from '../base/index.ts'
import { evaluate, type Scope } from './evaluate.ts'
import { type Expr, namesIn } from './expression.ts'
import type { Given } from './run.ts'
import { formula } from './text.ts'
import type { Claim, Input, Policy } from './tree.ts'
import type { Val } from './val.ts'

/** An input that cannot be as the others have it. */
export interface Disagreement {
  readonly input: Input
  /** an input that was given, at which the disagreement is shown */
  readonly shown: string
  readonly words: Words
}

/**
 * What the inputs `given` say against each other: one that is stated and follows otherwise from the others, and one that
 * would follow below what it may be.
 */
export function disagreements(policy: Policy, claim: Claim, given: Given): readonly Disagreement[] {
  return claim.inputs.flatMap((input): readonly Disagreement[] => {
    const { otherwise } = input
    if (otherwise === null) return []
    const needs: string[] = []
    namesIn(otherwise, (name) => needs.push(name))
    if (!needs.every((name) => given.has(name))) return []
    const follows = evaluate(otherwise, scopeOf(policy, given))
    const stated = given.get(input.name)
    const words = stated === undefined ? beyond(input, follows, otherwise) : against(input, stated, follows, otherwise)
    return words === null ? [] : [{ input, shown: stated === undefined ? needs.at(-1)! : input.name, words }]
  })
}

function beyond(input: Input, follows: Val, otherwise: Expr): Words | null {
  const low = input.type.kind === 'number' ? input.type.low : null
  if (follows.kind !== 'number' || low === null || !follows.range.high?.lt(low)) return null
  const [text, value] = [formula(otherwise), shown(follows)]
  return {
    en: `${text} comes to ${value}, below ${low.toFixed()}`,
    zh: `${text} 得 ${value}，小于 ${low.toFixed()}`,
  }
}

function against(input: Input, stated: Val, follows: Val, otherwise: Expr): Words | null {
  if (meet(stated, follows)) return null
  const [text, value, own] = [formula(otherwise), shown(follows), shown(stated)]
  return {
    en: `\`${input.name}\` is ${own}, but ${text} comes to ${value}`,
    zh: `\`${input.name}\` 为 ${own}，而 ${text} 得 ${value}`,
  }
}

/** Whether two values may be one and the same. */
export function meet(a: Val, b: Val): boolean {
  if (a.kind === 'number' && b.kind === 'number')
    return !a.range.low?.gt(b.range.high ?? a.range.low) && !a.range.high?.lt(b.range.low ?? a.range.high)
  if (a.kind === 'truth' && b.kind === 'truth') return (a.yes && b.yes) || (a.no && b.no)
  if (a.kind === 'choice' && b.kind === 'choice') return a.set.some((word) => b.set.includes(word))
  return true
}

function shown(value: Val): string {
  if (value.kind === 'truth') return value.yes ? 'yes' : 'no'
  if (value.kind !== 'number') return value.kind === 'choice' ? value.set.join(', ') : '?'
  const { low, high } = value.range
  return isPoint(value.range) ? low!.toFixed() : `${low?.toFixed() ?? ''}..${high?.toFixed() ?? ''}`
}

// inputs follow from inputs alone, whatever the day and the place
function scopeOf(policy: Policy, given: Given): Scope {
  return {
    setting: { policy, knownOn: '9999-12-31', place: '' },
    local: (name) => given.get(name),
    quota: () => ({ kind: 'none' }),
    used: () => {},
    assumed: () => {},
  }
}
