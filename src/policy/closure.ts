import { isPoint, largest } from '../base/index.ts'
import {
  type Cell,
  comparison,
  constant,
  extreme,
  newState,
  product,
  rescale,
  rounding,
  type State,
  sum,
  yearOfDay,
} from './cell.ts'
import { evaluate } from './evaluate.ts'
import { type Expr, namesIn } from './expression.ts'
import type { TraceStep } from './trace.ts'
import type { Claim, Definition, Rule, Version } from './tree.ts'
import type { Val } from './val.ts'
import { dayOf, limitDay, numberOf, type Setting, versionOn } from './version.ts'

/** What cannot be made into closures. */
export class Unsupported extends Error {}

/** A rule while it is made into closures. */
export interface Compiling {
  readonly setting: Setting
  readonly claim: Claim
  readonly rule: Rule
  readonly slots: Map<string, number>
  readonly scales: Map<string, number>
  readonly steps: Set<string>
  readonly literal: (version: Version, definition: Definition, value: Val) => TraceStep
  /** in which claim each version was told last */
  readonly told: Map<Version, LastTold>
}

/** The closure of a number. */
export function numeric(compiling: Compiling, expr: Expr): Cell {
  const folded = fold(compiling, expr)
  if (folded !== null) return folded
  switch (expr.kind) {
    case 'name':
      return local(compiling, expr.name)
    case 'binary':
      if (expr.op === '+' || expr.op === '-')
        return sum(numeric(compiling, expr.left), numeric(compiling, expr.right), expr.op === '+' ? 1 : -1)
      if (expr.op === '*') return product(numeric(compiling, expr.left), numeric(compiling, expr.right))
      throw new Unsupported()
    case 'lookup': {
      const definition = compiling.setting.policy.definitions.get(expr.table)
      if (definition === undefined) throw new Unsupported()
      return defined(compiling, definition, numeric(compiling, expr.key), wordsOf(compiling, expr.key))
    }
    case 'if': {
      const test = condition(compiling, expr.test)
      const [a, b] = [numeric(compiling, expr.yes), numeric(compiling, expr.no)]
      const scale = Math.max(a.scale, b.scale)
      const [x, y] = [rescale(a, scale), rescale(b, scale)]
      return {
        scale,
        at: (s) => {
          const t = test(s)
          return t === 1 ? x(s) : t === 0 ? y(s) : Number.NaN
        },
      }
    }
    case 'call':
      return call(compiling, expr)
    default:
      throw new Unsupported()
  }
}

function call(compiling: Compiling, expr: Expr & { readonly kind: 'call' }): Cell {
  const { fn, args } = expr
  if (fn === 'least' || fn === 'most')
    return args.map((a) => numeric(compiling, a)).reduce((a, b) => extreme(a, b, fn === 'least'))
  if (fn === 'year') {
    const day = numeric(compiling, args[0]!)
    return { scale: 1, at: (s) => yearOfDay(day.at(s)) }
  }
  if (fn !== 'round') throw new Unsupported()
  const step = fold(compiling, args[1]!)
  const how = args[2] === undefined ? 'half-up' : constantWord(compiling, args[2])
  const rounded = step === null || how === null ? null : rounding(numeric(compiling, args[0]!), step, how)
  if (rounded === null) throw new Unsupported()
  return rounded
}

function constantWord(compiling: Compiling, expr: Expr): string | null {
  const value = evaluate(expr, constantScope(compiling))
  return value.kind === 'choice' && value.set.length === 1 ? value.set[0]! : null
}

function constantScope({ setting }: Compiling) {
  const ignore = () => {}
  const none: Val = { kind: 'none' }
  return { setting, local: () => undefined, quota: () => none, used: ignore, assumed: ignore }
}

// what reads no input and no versioned value is the same for every claim
function fold(compiling: Compiling, expr: Expr): Cell | null {
  let free = true
  namesIn(expr, (name) => {
    if (compiling.slots.has(name) || compiling.setting.policy.definitions.has(name)) free = false
  })
  if (!free || expr.kind === 'quota') return null
  const value = evaluate(expr, constantScope(compiling))
  if (value.kind === 'truth' && value.yes !== value.no) return { scale: 1, at: value.yes ? () => 1 : () => 0 }
  return value.kind === 'number' && isPoint(value.range) ? constant(value.range.low!.toFixed()) : null
}

function local(compiling: Compiling, name: string): Cell {
  const slot = compiling.slots.get(name)
  if (slot !== undefined) return reading(compiling, name, slot)
  const definition = compiling.setting.policy.definitions.get(name)
  if (definition === undefined) throw new Unsupported()
  return defined(compiling, definition, null, '')
}

function reading(compiling: Compiling, name: string, slot: number): Cell {
  const scale = compiling.scales.get(name) ?? 1
  const plain: Cell = { scale, at: (s) => s.v[slot]! }
  const input = compiling.steps.has(name) ? undefined : compiling.claim.inputs.find((i) => i.name === name)
  if (input === undefined) return plain
  const assumed = input.assume === null ? null : fold(compiling, input.assume.value)
  const fallback = assumed === null ? () => Number.NaN : rescale(assumed, scale)
  if (input.otherwise === null) {
    if (assumed === null) return plain
    return { scale, at: (s) => given(s.v[slot]!, fallback, s) }
  }
  const needs: number[] = []
  namesIn(input.otherwise, (n) => {
    const found = compiling.slots.get(n)
    if (found !== undefined) needs.push(found)
  })
  const { otherwise: expr } = input
  const other = input.type.kind === 'truth' ? { scale: 1, at: condition(compiling, expr) } : numeric(compiling, expr)
  if (other.scale > scale) throw new Unsupported()
  const otherwise = rescale(other, scale)
  const least =
    input.type.kind === 'number' && input.type.low !== null ? input.type.low.times(scale).toNumber() : -Infinity
  const at = (s: State) => {
    const value = s.v[slot]!
    let known = 0
    for (const need of needs) if (!Number.isNaN(s.v[need])) known += 1
    // stated against what it follows from, or following below what it may be: answered the long way
    if (!Number.isNaN(value)) return known < needs.length || known === 0 || otherwise(s) === value ? value : Number.NaN
    if (known === 0) return fallback(s)
    const follows = otherwise(s)
    return follows < least ? Number.NaN : follows
  }
  return { scale, at }
}

function given(value: number, fallback: (state: State) => number, state: State): number {
  return !Number.isNaN(value) ? value : fallback(state)
}

/** Name of the vocabulary that an expression chooses from; empty for numbers. */
function wordsOf(compiling: Compiling, expr: Expr): string {
  if (expr.kind !== 'name') return ''
  const input = compiling.claim.inputs.find((i) => i.name === expr.name)
  return input?.type.kind === 'choice' ? input.type.words : ''
}

interface Segment {
  readonly to: number
  readonly version: Version | null
}

/** Which version holds from one day to another, in order of days. */
function segments(setting: Setting, definition: Definition): readonly Segment[] {
  const edges = new Set<number>()
  for (const version of definition.versions) {
    const from = limitDay(setting.policy, version.from)
    const to = limitDay(setting.policy, version.to)
    if (from !== null) edges.add(numberOf(from) - 1)
    if (to !== null) edges.add(numberOf(to))
  }
  const ends = [...edges].sort((a, b) => a - b)
  return [...ends, Number.POSITIVE_INFINITY].map((to, i) => {
    const day = i < ends.length ? ends[i]! : (ends.at(-1) ?? 0) + 1
    return { to, version: versionOn(setting, definition, dayOf(day)) }
  })
}

function defined(compiling: Compiling, definition: Definition, key: Cell | null, words: string): Cell {
  const { setting } = compiling
  const event = definition.event === '' ? undefined : compiling.slots.get(definition.event)
  if (event === undefined) {
    const version = versionOn(setting, definition, null)
    return version === null ? { scale: 1, at: () => Number.NaN } : content(compiling, definition, version, key, words)
  }
  const found = segments(setting, definition).map(({ to, version }) => ({
    to,
    cell: version === null ? null : content(compiling, definition, version, key, words),
  }))
  const scale = Math.max(1, largest(found.map((f) => f.cell?.scale ?? 1)))
  const ends = found.map((f) => f.to)
  const cells = found.map((f) => (f.cell === null ? () => Number.NaN : rescale(f.cell, scale)))
  const at = (s: State) => {
    const day = s.v[event]!
    if (Number.isNaN(day)) return day
    let i = 0
    while (day > ends[i]!) i += 1
    return cells[i]!(s)
  }
  return { scale, at }
}

function content(
  compiling: Compiling,
  definition: Definition,
  version: Version,
  key: Cell | null,
  words: string,
): Cell {
  const { content } = version
  if (content.kind === 'scalar') return telling(compiling, definition, version, content.expr)
  if (content.kind !== 'cases' || key === null) throw new Unsupported()
  const rest = content.cases.find((c) => c.keys === null)
  const ids =
    compiling.setting.policy.words.get(words)?.words.map((w) => w.id) ?? Array.from({ length: 64 }, (_, i) => String(i))
  const cells = ids.map((id) => {
    const row = content.cases.find((c) => c.keys?.includes(id)) ?? rest
    return row === undefined ? null : telling(compiling, definition, version, row.expr)
  })
  const scale = Math.max(1, largest(cells.map((c) => c?.scale ?? 1)))
  const fns = cells.map((c) => (c === null ? () => Number.NaN : rescale(c, scale)))
  return {
    scale,
    at: (s) => {
      const index = key.at(s)
      const fn = fns[index]
      return fn === undefined ? Number.NaN : fn(s)
    },
  }
}

function telling(compiling: Compiling, definition: Definition, version: Version, expr: Expr): Cell {
  const cell = fold(compiling, expr)
  if (cell === null) throw new Unsupported()
  const step = compiling.literal(version, definition, evaluate(expr, constantScope(compiling)))
  const value = cell.at(newState(0))
  const last = lastTold(compiling, version)
  const at = (s: State) => {
    if (s.trace !== null) tell(s, last, step)
    return value
  }
  return { scale: cell.scale, at }
}

/** In which claim something was told last. */
export interface LastTold {
  claim: number
}

function lastTold(compiling: Compiling, version: Version): LastTold {
  const known = compiling.told.get(version) ?? { claim: -1 }
  compiling.told.set(version, known)
  return known
}

// a version that is read twice for a claim is told once, as the long way does
function tell(state: State, last: LastTold, step: TraceStep): void {
  if (last.claim === state.claim) return
  last.claim = state.claim
  state.trace!.push(step)
}

/** The closure of a condition: 1, 0, or `NaN`. */
export function condition(compiling: Compiling, expr: Expr): (state: State) => number {
  switch (expr.kind) {
    case 'not': {
      const arg = condition(compiling, expr.arg)
      return (s) => 1 - arg(s)
    }
    case 'binary':
      return binary(compiling, expr)
    case 'in':
      return member(compiling, expr.arg, expr.list)
    case 'within':
      return within(compiling, expr.arg, expr.other)
    case 'quota':
      return quota(compiling, expr.name)
    default:
      return numeric(compiling, expr).at
  }
}

function binary(compiling: Compiling, expr: Expr & { readonly kind: 'binary' }): (state: State) => number {
  const { op, left, right } = expr
  if (op === 'and' || op === 'or') {
    const [a, b] = [condition(compiling, left), condition(compiling, right)]
    const decisive = op === 'and' ? 0 : 1
    return (s) => {
      const x = a(s)
      if (x === decisive) return x
      const y = b(s)
      return y === decisive ? y : Number.isNaN(x) ? x : y
    }
  }
  if (op === '+' || op === '-' || op === '*' || op === '/') throw new Unsupported()
  const [a, b] = [wordsOf(compiling, left), wordsOf(compiling, right)]
  if (a === '' && b === '') return comparison(op, numeric(compiling, left), numeric(compiling, right))
  return comparison(op, word(compiling, left, b), word(compiling, right, a))
}

function word(compiling: Compiling, expr: Expr, words: string): Cell {
  if (words === '' || expr.kind !== 'name' || compiling.slots.has(expr.name)) return numeric(compiling, expr)
  const index = compiling.setting.policy.words.get(words)?.words.findIndex((w) => w.id === expr.name) ?? -1
  return { scale: 1, at: () => index }
}

function member(compiling: Compiling, arg: Expr, list: string): (state: State) => number {
  const { setting } = compiling
  const definition = setting.policy.definitions.get(list)
  const ids = setting.policy.words.get(wordsOf(compiling, arg))?.words.map((w) => w.id)
  if (definition === undefined || ids === undefined) throw new Unsupported()
  const key = numeric(compiling, arg).at
  const event = definition.event === '' ? undefined : compiling.slots.get(definition.event)
  const sets = (
    event === undefined
      ? [{ to: Number.POSITIVE_INFINITY, version: versionOn(setting, definition, null) }]
      : segments(setting, definition)
  ).map(({ to, version }) => {
    const members = version?.content.kind === 'members' ? version.content.members : []
    const steps = [true, false].map((has) =>
      version === null ? null : compiling.literal(version, definition, { kind: 'truth', yes: has, no: !has }),
    )
    const last = version === null ? { claim: -1 } : lastTold(compiling, version)
    return { to, has: ids.map((id) => members.includes(id)), steps, last }
  })
  return (s) => {
    const index = key(s)
    const day = event === undefined ? 0 : s.v[event]!
    if (Number.isNaN(index) || Number.isNaN(day)) return Number.NaN
    let i = 0
    while (day > sets[i]!.to) i += 1
    const { has, steps, last } = sets[i]!
    const step = steps[has[index] === true ? 0 : 1]!
    if (step !== null && s.trace !== null) tell(s, last, step)
    return has[index] === true ? 1 : 0
  }
}

function within(compiling: Compiling, arg: Expr, other: Expr): (state: State) => number {
  const { setting } = compiling
  const definition = other.kind === 'name' ? setting.policy.definitions.get(other.name) : undefined
  const version = definition?.kind === 'window' ? versionOn(setting, { ...definition, event: '' }, null) : undefined
  if (definition === undefined || !version || version.content.kind !== 'period') throw new Unsupported()
  const from = limitDay(setting.policy, version.content.from)
  const to = limitDay(setting.policy, version.content.to)
  const low = from === null ? Number.NEGATIVE_INFINITY : numberOf(from)
  const high = to === null ? Number.POSITIVE_INFINITY : numberOf(to)
  const day = numeric(compiling, arg).at
  const [yes, no] = [true, false].map((has) =>
    compiling.literal(version, definition, { kind: 'truth', yes: has, no: !has }),
  )
  const last = lastTold(compiling, version)
  return (s) => {
    const x = day(s)
    if (Number.isNaN(x)) return x
    const has = x >= low && x <= high
    if (s.trace !== null) tell(s, last, has ? yes! : no!)
    return has ? 1 : 0
  }
}

const quotaBase = 65_536

function quota(compiling: Compiling, name: string): (state: State) => number {
  const { policy } = compiling.setting
  const definition = policy.definitions.get(name)
  if (definition === undefined) throw new Unsupported()
  const keys = definition.keys.filter((k) => !(k.kind === 'name' && k.name === 'consumer'))
  const parts = keys.map((k) => numeric(compiling, k).at)
  const byWord = keys.find((k) => wordsOf(compiling, k) !== '')
  const cases = definition.versions.some((v) => v.content.kind === 'cases')
  const limit = defined(
    compiling,
    definition,
    cases && byWord !== undefined ? numeric(compiling, byWord) : null,
    byWord === undefined ? '' : wordsOf(compiling, byWord),
  )
  const index = [...policy.definitions.keys()].indexOf(name)
  const most = rescale(limit, 1)
  return (s) => {
    let key = index
    for (const part of parts) key = key * quotaBase + part(s)
    if (Number.isNaN(key) || key > Number.MAX_SAFE_INTEGER) return Number.NaN
    s.pending = key
    const at = s.keys.indexOf(key)
    return (at === -1 ? 0 : s.counts[at]!) < most(s) ? 1 : 0
  }
}
