import {
  add,
  amountInterval,
  contains,
  type Decimal,
  decimal,
  divide,
  type Interval,
  interval,
  isPoint,
  multiply,
  round as roundTo,
  subtract,
} from '../base/index.ts'
import type { Call, Expr, Operator } from './expression.ts'
import type { Case, Definition, Version } from './tree.ts'
import { compare, either, extreme, maybe, no, none, number, truth, type Val, yes } from './val.ts'
import { dayOf, limitDay, numberOf, type Setting, versionOn, versionsWithin } from './version.ts'

/** What an expression is evaluated in. */
export interface Scope {
  readonly setting: Setting
  /** value of a step or an input; `undefined` for any other name */
  readonly local: (name: string) => Val | undefined
  /** whether a quota has room */
  readonly quota: (definition: Definition) => Val
  /** told of every version that is read */
  readonly used: (definition: Definition, version: Version, value: Val) => void
  /** told of every assumption that is read */
  readonly assumed: (name: string) => void
}

/** What `tree` comes to: every value that some completion of what is unknown would give. */
export function evaluate(tree: Expr, scope: Scope): Val {
  switch (tree.kind) {
    case 'number':
      return number(tree.value)
    case 'date':
      return number(numberOf(tree.day))
    case 'name':
      return named(tree.name, scope)
    case 'not': {
      const arg = evaluate(tree.arg, scope)
      return arg.kind === 'truth' ? truth(arg.no, arg.yes) : arg
    }
    case 'binary':
      return binary(tree.op, tree.left, tree.right, scope)
    case 'in':
      return member(evaluate(tree.arg, scope), tree.list, scope)
    case 'within':
      return within(evaluate(tree.arg, scope), tree.other, scope)
    case 'lookup':
      return lookup(tree.table, evaluate(tree.key, scope), scope)
    case 'call':
      return call(tree.fn, tree.args, scope)
    case 'if': {
      const test = evaluate(tree.test, scope)
      if (test.kind !== 'truth') return none
      if (!test.no) return evaluate(tree.yes, scope)
      if (!test.yes) return evaluate(tree.no, scope)
      return either(evaluate(tree.yes, scope), evaluate(tree.no, scope))
    }
    case 'quota': {
      const definition = scope.setting.policy.definitions.get(tree.name)
      return definition === undefined ? none : scope.quota(definition)
    }
  }
}

function named(name: string, scope: Scope): Val {
  const local = scope.local(name)
  if (local !== undefined) return local
  const { policy } = scope.setting
  const assumption = policy.assumptions.get(name)
  if (assumption?.take) {
    scope.assumed(name)
    return evaluate(assumption.take, scope)
  }
  const definition = policy.definitions.get(name)
  if (definition !== undefined) return defined(definition, null, scope)
  const derivation = policy.derivations.get(name)
  if (derivation !== undefined) return evaluate(derivation.expr, { ...scope, local: () => undefined })
  if (name === 'yes') return yes
  if (name === 'no') return no
  return { kind: 'choice', set: [name] }
}

/** The versions of a definition that may hold, by the day of its event. */
function inForce(
  definition: Definition,
  scope: Scope,
): { readonly versions: readonly Version[]; readonly gap: boolean } {
  const event = definition.event === '' ? undefined : scope.local(definition.event)
  if (event?.kind === 'number') return versionsWithin(scope.setting, definition, event.range, scope.assumed)
  const version = versionOn(scope.setting, definition, null, scope.assumed)
  return version === null ? { versions: [], gap: true } : { versions: [version], gap: false }
}

function defined(definition: Definition, key: Val | null, scope: Scope): Val {
  const { versions } = inForce(definition, scope)
  let result: Val = none
  for (const version of versions) {
    const value = contentOf(version, key, scope)
    scope.used(definition, version, value)
    result = either(result, value)
  }
  return result
}

function contentOf(version: Version, key: Val | null, scope: Scope): Val {
  const { content } = version
  switch (content.kind) {
    case 'scalar':
      return evaluate(content.expr, { ...scope, local: () => undefined })
    case 'between': {
      const ends = { ...scope, local: () => undefined }
      return either(evaluate(content.low, ends), evaluate(content.high, ends))
    }
    case 'cases':
      return key === null ? none : fromCases(content.cases, key, scope)
    case 'members':
    case 'period':
      return none
  }
}

function fromCases(cases: readonly Case[], key: Val, scope: Scope): Val {
  const keys = keysOf(key)
  const value = (c: Case | undefined) =>
    c === undefined ? none : evaluate(c.expr, { ...scope, local: () => undefined })
  if (keys === null) return cases.map(value).reduce(either, none)
  const rest = cases.find((c) => c.keys === null)
  return keys.map((k) => value(cases.find((c) => c.keys?.includes(k)) ?? rest)).reduce(either, none)
}

function keysOf(key: Val): readonly string[] | null {
  if (key.kind === 'choice') return key.set
  if (key.kind === 'truth') return [...(key.yes ? ['yes'] : []), ...(key.no ? ['no'] : [])]
  if (key.kind !== 'number') return []
  const { low, high } = key.range
  if (low === null || high === null || high.minus(low).gt(200)) return null
  const keys: string[] = []
  for (let at = low; at.lte(high); at = at.plus(1)) keys.push(at.toFixed())
  return keys
}

function lookup(name: string, key: Val, scope: Scope): Val {
  const definition = scope.setting.policy.definitions.get(name)
  if (definition === undefined || key.kind === 'none') return none
  return defined(definition, key, scope)
}

function member(arg: Val, list: string, scope: Scope): Val {
  const definition = scope.setting.policy.definitions.get(list)
  if (definition === undefined || arg.kind !== 'choice') return none
  const { versions, gap } = inForce(definition, scope)
  if (versions.length === 0) return no
  let [canYes, canNo] = [false, gap]
  for (const version of versions) {
    const members = version.content.kind === 'members' ? version.content.members : []
    const found = arg.set.filter((w) => members.includes(w))
    const value = truth(found.length > 0, found.length < arg.set.length)
    scope.used(definition, version, value)
    if (value.kind === 'truth') [canYes, canNo] = [canYes || value.yes, canNo || value.no]
  }
  return truth(canYes, canNo)
}

function within(arg: Val, other: Expr, scope: Scope): Val {
  if (arg.kind !== 'number') return none
  const definition = other.kind === 'name' ? scope.setting.policy.definitions.get(other.name) : undefined
  if (definition?.kind === 'window') return inWindow(arg.range, definition, scope)
  const outer = evaluate(other, scope)
  if (outer.kind !== 'number') return none
  const range = definition === undefined ? outer.range : loosely(outer.range, definition)
  if (contains(range, arg.range)) return yes
  return compare('=', { kind: 'number', range }, arg) === no ? no : maybe
}

// what is said with "about" reaches as far as the word does
function loosely(range: Interval, definition: Definition): Interval {
  if (definition.modality !== 'about' || !isPoint(range)) return range
  return amountInterval({ value: range.low!, bound: 'about' })
}

function inWindow(arg: Interval, definition: Definition, scope: Scope): Val {
  const { versions, gap } = inForce({ ...definition, event: '' }, scope)
  if (versions.length === 0) return no
  let [canYes, canNo] = [false, gap]
  for (const version of versions) {
    if (version.content.kind !== 'period') continue
    const { policy } = scope.setting
    const day = (limit: typeof version.from) => {
      const found = limitDay(policy, limit, scope.assumed)
      return found === null ? null : decimal(numberOf(found))
    }
    const period = interval(day(version.content.from), day(version.content.to))
    const value = contains(period, arg) ? yes : apart(period, arg) ? no : maybe
    scope.used(definition, version, value)
    if (value.kind === 'truth') [canYes, canNo] = [canYes || value.yes, canNo || value.no]
  }
  return truth(canYes, canNo)
}

function apart(a: Interval, b: Interval): boolean {
  const below = (x: Interval, y: Interval) => x.high !== null && y.low !== null && x.high.lt(y.low)
  return below(a, b) || below(b, a)
}

function binary(op: Operator, leftTree: Expr, rightTree: Expr, scope: Scope): Val {
  const left = evaluate(leftTree, scope)
  if (op === 'and' || op === 'or') return logic(op, left, rightTree, scope)
  const right = evaluate(rightTree, scope)
  if (op === '=' || op === '!=' || op === '<' || op === '<=' || op === '>' || op === '>=')
    return compare(op, left, right)
  if (left.kind !== 'number' || right.kind !== 'number') return none
  switch (op) {
    case '+':
      return { kind: 'number', range: add(left.range, right.range) }
    case '-':
      return { kind: 'number', range: subtract(left.range, right.range) }
    case '*':
      return { kind: 'number', range: multiply(left.range, right.range) }
    case '/': {
      const range = divide(left.range, right.range)
      return range === null ? none : { kind: 'number', range }
    }
  }
}

// what the left side decides is not asked of the right
function logic(op: 'and' | 'or', left: Val, rightTree: Expr, scope: Scope): Val {
  if (left.kind !== 'truth') return none
  if (op === 'and' && !left.yes) return no
  if (op === 'or' && !left.no) return yes
  const right = evaluate(rightTree, scope)
  if (right.kind !== 'truth') return none
  return op === 'and'
    ? truth(left.yes && right.yes, left.no || right.no)
    : truth(left.yes || right.yes, left.no && right.no)
}

function call(fn: Call, args: readonly Expr[], scope: Scope): Val {
  switch (fn) {
    case 'least':
    case 'most':
      return args
        .map((a) => evaluate(a, scope))
        .reduce((a, b) => {
          if (a.kind !== 'number' || b.kind !== 'number') return none
          return { kind: 'number', range: extreme(a.range, b.range, fn === 'least' ? -1 : 1) }
        })
    case 'round':
      return rounded(args, scope)
    case 'year': {
      const day = evaluate(args[0]!, scope)
      return day.kind === 'number' ? { kind: 'number', range: mapEnds(day.range, yearOf) } : none
    }
    case 'count': {
      const members = membersOf(args[0]!, scope)
      return members === null ? none : number(members.length)
    }
    case 'sum':
      return summed(args, scope)
  }
}

function summed(args: readonly Expr[], scope: Scope): Val {
  const members = membersOf(args[0]!, scope)
  if (members === null) return none
  return members.reduce<Val>((total, word) => {
    const local = (name: string): Val | undefined =>
      name === 'each' ? { kind: 'choice', set: [word] } : scope.local(name)
    const value = evaluate(args[1]!, { ...scope, local })
    if (value.kind !== 'number' || total.kind !== 'number') return none
    return { kind: 'number', range: add(total.range, value.range) }
  }, number(0))
}

function membersOf(tree: Expr, scope: Scope): readonly string[] | null {
  const definition = tree.kind === 'name' ? scope.setting.policy.definitions.get(tree.name) : undefined
  const version = definition === undefined ? undefined : inForce(definition, scope).versions.at(-1)
  if (definition === undefined || version?.content.kind !== 'members') return null
  scope.used(definition, version, number(version.content.members.length))
  return version.content.members
}

function yearOf(day: Decimal): Decimal {
  return decimal(dayOf(day.toNumber()).slice(0, 4))
}

function mapEnds(range: Interval, map: (value: Decimal) => Decimal): Interval {
  return interval(range.low && map(range.low), range.high && map(range.high))
}

function rounded(args: readonly Expr[], scope: Scope): Val {
  const value = evaluate(args[0]!, scope)
  const step = args[1] === undefined ? undefined : evaluate(args[1], scope)
  const how = args[2] === undefined ? undefined : evaluate(args[2], scope)
  if (value.kind !== 'number' || step?.kind !== 'number' || !isPoint(step.range)) return none
  const modes = how?.kind === 'choice' ? how.set : ['half-up']
  const unit = step.range.low!
  return modes
    .map((mode): Val => {
      const to = (x: Decimal) => roundTo(x.div(unit), 0, mode as 'half-up').times(unit)
      return { kind: 'number', range: mapEnds(value.range, to) }
    })
    .reduce(either)
}
