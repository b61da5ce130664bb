import { rescale, type State } from './cell.ts'
import { type Compiling, condition, numeric, Unsupported } from './closure.ts'
import { ruleFor, stepsInForce } from './run.ts'
import { formula } from './text.ts'
import { ruleTypes, type TraceStep, traceOf } from './trace.ts'
import type { Claim, Input, Rule, Step, Version } from './tree.ts'
import { dayOf, type Setting } from './version.ts'

/** A rule made into closures over numbers, for a day, a place and a reading of what is open. */
export interface Program {
  readonly claim: Claim
  readonly rule: Rule
  /** slot of each input */
  readonly slots: ReadonlyMap<string, number>
  readonly size: number
  /**
   * the amount in hundredths, or `NaN` when the claim has to be answered the long way; a positive amount draws on
   * the quotas in the state
   */
  readonly pay: (state: State) => number
}

/** How many parts make one of an input's unit in its slot. */
export function inputScale(input: Input): number {
  if (input.type.kind !== 'number') return 1
  return input.type.unit === 'money' ? 100 : 1000
}

/** The program that answers `claim` in `setting`, or `null` when its rule holds what cannot be compiled. */
export function compileClaim(setting: Setting, claim: Claim): Program | null {
  const rule = ruleFor(setting, claim.name)
  if (rule === null) return null
  if (rule.cite !== null && (setting.policy.acts.get(rule.cite.act)?.public ?? '') > setting.knownOn) return null
  const slots = new Map(claim.inputs.map((input, i) => [input.name, i]))
  const scales = new Map(claim.inputs.map((input) => [input.name, inputScale(input)]))
  const literals = new Map<Version, Map<string, TraceStep>>()
  const literal: Compiling['literal'] = (version, definition, value) => {
    const known = literals.get(version) ?? new Map<string, TraceStep>()
    literals.set(version, known)
    const key = JSON.stringify(value)
    const common = { name: definition.name, kind: 'version', cite: version.cite, say: definition.names } as const
    const step =
      known.get(key) ??
      traceOf(setting.policy, rule, [{ ...common, value, expr: null, version, definition }], formula)[0]!
    known.set(key, step)
    return step
  }
  const compiling: Compiling = { setting, claim, rule, slots, scales, steps: new Set(), literal, told: new Map() }
  try {
    const steps = stepsInForce(setting, rule).flatMap((step) => compileStep(compiling, step))
    if (!steps.some((s) => s.kind === 'give')) return null
    return { claim, rule, slots, size: slots.size, pay: runner(steps) }
  } catch (error) {
    if (error instanceof Unsupported) return null
    throw error
  }
}

/** A step of a trace in which what is absent is `undefined`, so that all steps have one shape. */
type Told = { readonly [K in keyof TraceStep]: TraceStep[K] | undefined }

interface Compiled {
  readonly kind: 'let' | 'only' | 'unclear' | 'give'
  readonly slot: number
  readonly at: (state: State) => number
  readonly tell: (value: number) => Told
}

function runner(steps: readonly Compiled[]): (state: State) => number {
  const count = steps.length
  return (state) => {
    state.pending = -1
    state.claim += 1
    for (let i = 0; i < count; i += 1) {
      const step = steps[i]!
      const value = step.at(state)
      if (Number.isNaN(value)) return value
      if (state.trace !== null) state.trace.push(step.tell(value))
      if (step.kind === 'let') state.v[step.slot] = value
      else if (step.kind === 'give') {
        if (value > 0 && state.pending !== -1) draw(state)
        return value
      } else if (step.kind === 'unclear') {
        // what is not settled is told at length
        if (value !== 0) return Number.NaN
      } else if (value === 0) return 0
    }
    return Number.NaN
  }
}

function draw(state: State): void {
  const at = state.keys.indexOf(state.pending)
  if (at === -1) {
    state.keys.push(state.pending)
    state.counts.push(1)
  } else state.counts[at] = state.counts[at]! + 1
}

function compileStep(compiling: Compiling, step: Step): readonly Compiled[] {
  // shares are worked out where a trace is asked for one claim
  if (step.kind === 'also') return []
  if (step.kind === 'refuse') throw new Unsupported()
  if (step.kind === 'give' && (step.pool !== '' || step.upTo)) throw new Unsupported()
  const tell = teller(compiling, step)
  if (step.kind === 'only' || step.kind === 'unclear')
    return [{ kind: step.kind, slot: -1, at: condition(compiling, step.expr), tell: tell(1) }]
  const cell = numeric(compiling, step.expr)
  if (step.kind === 'give') {
    if (cell.scale > 100) throw new Unsupported()
    return [{ kind: 'give', slot: -1, at: rescale(cell, 100), tell: tell(100) }]
  }
  const slot = compiling.slots.get(step.name) ?? compiling.slots.size
  compiling.slots.set(step.name, slot)
  compiling.scales.set(step.name, cell.scale)
  compiling.steps.add(step.name)
  return [{ kind: 'let', slot, at: cell.at, tell: tell(cell.scale) }]
}

// what never changes is put together once, so that telling a step is one object
function teller(
  compiling: Compiling,
  step: Step & { readonly kind: 'let' | 'only' | 'unclear' | 'give' },
): (scale: number) => Compiled['tell'] {
  const { setting, rule } = compiling
  const name = step.kind === 'let' ? step.name : step.kind === 'give' ? 'pay' : 'condition'
  const kind = step.kind === 'let' ? 'step' : step.kind === 'give' ? 'result' : 'condition'
  const cite = step.cite ?? rule.cite
  const used = {
    name,
    kind,
    value: { kind: 'none' },
    cite,
    say: step.say,
    expr: step.expr,
    version: null,
    definition: null,
  } as const
  const template = traceOf(setting.policy, rule, [used], formula)[0]!
  const { act, clause, number, title, quote, note, verified, formula: text, say } = template
  const base = {
    rule: rule.name,
    step: name,
    unit: template.unit,
    act,
    clause,
    number,
    title,
    quote,
    note,
    verified,
    formula: text,
  }
  if (step.kind === 'only' || step.kind === 'unclear') {
    const holds = Object.freeze({ ...clean(base), value: 'yes' }) as TraceStep
    const fails = Object.freeze({ ...clean(base), value: 'no', ...(say === undefined ? {} : { say }) }) as TraceStep
    return () => (value) => (value === 0 ? fails : holds)
  }
  const type = ruleTypes(setting.policy, rule).get(name)
  const percent = type?.kind === 'number' && type.unit.startsWith('percent')
  const money = type?.kind === 'number' && /^[A-Z]{3}$/.test(type.unit)
  const day = type?.kind === 'date'
  const unit = template.unit
  return (scale) => (value) => ({
    rule: rule.name,
    step: name,
    value: day ? dayOf(value) : partsText(percent ? value * 100 : value, scale, money ? 2 : 0),
    unit,
    act,
    clause,
    number,
    title,
    quote,
    note,
    verified,
    formula: text,
    say,
  })
}

function clean<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T
}

/**
 * `value` parts, `scale` of which make one, as a decimal with at least `places` places.
 *
 * @example partsText(104000, 100, 2) // '1040.00'
 */
export function partsText(value: number | bigint, scale: number, places: number): string {
  // most are amounts in hundredths, and a trace holds several for each claim
  if (scale === 100 && places === 2 && typeof value === 'number' && value >= 0) {
    const rest = value % 100
    return `${(value - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`
  }
  if (scale === 1) return places === 0 ? String(value) : `${value}.${'0'.repeat(places)}`
  const width = Math.round(Math.log10(scale))
  const digits = String(value)
    .replace('-', '')
    .padStart(width + 1, '0')
  const whole = digits.slice(0, -width)
  let fraction = digits.slice(-width)
  let end = fraction.length
  while (end > places && fraction.charCodeAt(end - 1) === 48) end -= 1
  fraction = fraction.slice(0, end).padEnd(places, '0')
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
