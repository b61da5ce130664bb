import { decimal, type Interval, interval, isPoint, type Words } from '../base/index.ts'
import { meet } from './agree.ts'
import { type Expr, namesIn } from './expression.ts'
import { fewValues, valueFor } from './narrow.ts'
import type { Book } from './quota.ts'
import { domainOf, type Given, type Outcome } from './run.ts'
import type { Claim, Input, Rule } from './tree.ts'
import type { Val } from './val.ts'
import { limitDay, numberOf, type Setting } from './version.ts'

/** A question whose answer narrows a result. */
export interface Question {
  readonly input: string
  readonly ask: Words
  /** mean width of what is left after an answer, as a share of the present width */
  readonly left: number
}

const unbounded = 1e13
const mostTried = 12

/** The questions that narrow `value`, those that narrow it most first. */
export function questionsFor(
  setting: Setting,
  rule: Rule,
  claim: Claim,
  given: Given,
  book: Book,
  { missing, vague }: Pick<Outcome, 'missing' | 'vague'>,
  value: Interval,
): readonly Question[] {
  const now = widthOf(value)
  const found = [...missing, ...vague].flatMap((name): readonly (Question & { order: number })[] => {
    const input = claim.inputs.find((i) => i.name === name)
    if (input === undefined) return []
    const said = given.get(name)
    const answers = answersTo(setting, input, rule).filter((a) => said === undefined || meet(said, a))
    const widths = answers.map((answer) => {
      const after = valueFor(setting, rule, claim, new Map(given).set(name, answer), book)
      return after === null ? 0 : widthOf(after)
    })
    if (widths.length === 0) return []
    const mean = widths.reduce((a, b) => a + b, 0) / widths.length
    const order = claim.inputs.indexOf(input)
    const left = now === 0 ? 0 : Math.min(1, mean / now)
    // what is given roughly is asked for only where more would help
    return left === 1 && vague.includes(name) ? [] : [{ input: name, ask: input.ask, left, order }]
  })
  // a question that narrows nothing alone may still be needed once others are answered
  return found.sort((a, b) => a.left - b.left || a.order - b.order).map(({ order: _, ...q }) => q)
}

function widthOf(value: Interval): number {
  if (isPoint(value)) return 0
  if (value.low === null || value.high === null) return unbounded
  return value.high.minus(value.low).toNumber()
}

// a few answers that matter: all where there are few, those at the edges of the rules otherwise
function answersTo(setting: Setting, input: Input, rule: Rule): readonly Val[] {
  const few = fewValues(domainOf(input, setting))
  if (few !== null) return spread(few)
  if (input.type.kind === 'date') return spread(edgeDays(setting, rule, input.name)).map((day) => at(day))
  if (input.type.kind !== 'number') return []
  return spread(edgeNumbers(setting, rule, input)).map((n) => at(n))
}

function at(value: number): Val {
  return { kind: 'number', range: interval(decimal(value), decimal(value)) }
}

function spread<T>(values: readonly T[]): readonly T[] {
  if (values.length <= mostTried) return values
  return Array.from({ length: mostTried }, (_, i) => values[Math.floor((i * values.length) / mostTried)]!)
}

function edgeDays(setting: Setting, rule: Rule, name: string): readonly number[] {
  const { policy } = setting
  const days = new Set<number>()
  const note = (day: string | null) => {
    if (day === null) return
    for (const shift of [-1, 0, 1]) days.add(numberOf(day) + shift)
  }
  const visit = (expr: Expr): void => {
    const names: string[] = []
    namesIn(expr, (n) => names.push(n))
    if (!names.includes(name)) return
    for (const other of names) {
      for (const version of policy.definitions.get(other)?.versions ?? []) {
        if (version.content.kind === 'period') {
          note(limitDay(policy, version.content.from))
          note(limitDay(policy, version.content.to))
        } else if (version.content.kind === 'scalar' && version.content.expr.kind === 'date')
          note(version.content.expr.day)
      }
      const taken = policy.assumptions.get(other)?.take
      if (taken?.kind === 'date') note(taken.day)
    }
    if (expr.kind === 'binary') for (const side of [expr.left, expr.right]) if (side.kind === 'date') note(side.day)
  }
  for (const step of rule.steps) if (step.kind !== 'refuse') visit(step.expr)
  for (const definition of policy.definitions.values())
    if (definition.event === name)
      for (const version of definition.versions) {
        note(limitDay(policy, version.from))
        note(limitDay(policy, version.to))
      }
  if (days.size === 0) note(setting.knownOn)
  return [...days].sort((a, b) => a - b)
}

function edgeNumbers(setting: Setting, rule: Rule, input: Input): readonly number[] {
  if (input.type.kind !== 'number') return []
  const { low, high } = input.type
  const known = [low, high].flatMap((x) => (x === null ? [] : [x.toNumber()]))
  const scale = input.type.unit === 'money' ? [100, 1000, 5000, 20_000, 100_000, 1_000_000] : [1, 2, 3, 5]
  const limits = rule.steps.flatMap((step) => (step.kind === 'refuse' ? [] : literals(step.expr, setting)))
  return [...new Set([...known, ...scale, ...limits])].sort((a, b) => a - b)
}

function literals(expr: Expr, setting: Setting): readonly number[] {
  const found: number[] = []
  namesIn(expr, (name) => {
    for (const version of setting.policy.definitions.get(name)?.versions ?? [])
      if (version.content.kind === 'scalar' && version.content.expr.kind === 'number')
        found.push(version.content.expr.value.toNumber())
  })
  return found.filter((n) => n >= 1)
}
