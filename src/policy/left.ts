import type { Expr, Operator } from './expression.ts'
import type { Policy } from './tree.ts'

/** The words, whole numbers or truth values that each input may still be. */
export type Left = Map<string, ReadonlySet<string>>

/** What is left where a condition holds and where it does not; `null` where that never happens. */
export interface Split {
  readonly yes: Left | null
  readonly no: Left | null
}

/** All that the inputs of a claim may be, of those that have few values. */
export function leftOf(policy: Policy, claim: string): Left {
  const left: Left = new Map()
  for (const { name, type } of policy.claims.get(claim)?.inputs ?? []) {
    const words = type.kind === 'choice' ? policy.words.get(type.words)?.words.map((w) => w.id) : undefined
    if (words !== undefined) left.set(name, new Set(words))
    else if (type.kind === 'truth') left.set(name, new Set(['yes', 'no']))
    else if (type.kind === 'whole' && type.high - type.low < 100)
      left.set(name, new Set(Array.from({ length: type.high - type.low + 1 }, (_, i) => String(type.low + i))))
  }
  return left
}

/** The word or number that `expr` writes out, or `null`. */
export function literalOf(policy: Policy, expr: Expr): string | null {
  if (expr.kind === 'number') return expr.value.toFixed()
  if (expr.kind !== 'name' || policy.assumptions.has(expr.name) || policy.definitions.has(expr.name)) return null
  if (expr.name === 'yes' || expr.name === 'no') return expr.name
  return [...policy.words.values()].some((v) => v.words.some((w) => w.id === expr.name)) ? expr.name : null
}

/** What the outcome of `test` says of the inputs; where it cannot be told, nothing is taken away. */
export function splitBy(policy: Policy, test: Expr, left: Left): Split {
  switch (test.kind) {
    case 'name':
      return left.has(test.name) ? keep(left, test.name, (w) => w === 'yes') : { yes: left, no: left }
    case 'not': {
      const { yes, no } = splitBy(policy, test.arg, left)
      return { yes: no, no: yes }
    }
    case 'in': {
      if (test.arg.kind !== 'name' || !left.has(test.arg.name)) return { yes: left, no: left }
      const members = membersOf(policy, test.list)
      // a list may not be in force, so what is not in it may be any word
      return members === null
        ? { yes: left, no: left }
        : { yes: keep(left, test.arg.name, (w) => members.has(w)).yes, no: left }
    }
    case 'binary':
      if (test.op === 'and' || test.op === 'or') return both(policy, test, left)
      return compared(policy, test, left)
    default:
      return { yes: left, no: left }
  }
}

function keep(left: Left, name: string, fits: (word: string) => boolean): Split {
  const words = [...left.get(name)!]
  const of = (some: readonly string[]) => (some.length === 0 ? null : new Map(left).set(name, new Set(some)))
  return { yes: of(words.filter(fits)), no: of(words.filter((w) => !fits(w))) }
}

function membersOf(policy: Policy, list: string): ReadonlySet<string> | null {
  const definition = policy.definitions.get(list)
  if (definition?.kind !== 'list') return null
  return new Set(definition.versions.flatMap((v) => (v.content.kind === 'members' ? v.content.members : [])))
}

function both(policy: Policy, test: Expr & { readonly kind: 'binary' }, left: Left): Split {
  const first = splitBy(policy, test.left, left)
  const after = test.op === 'and' ? first.yes : first.no
  const second = after === null ? { yes: null, no: null } : splitBy(policy, test.right, after)
  return test.op === 'and'
    ? { yes: second.yes, no: join(first.no, second.no) }
    : { yes: join(first.yes, second.yes), no: second.no }
}

function join(a: Left | null, b: Left | null): Left | null {
  if (a === null || b === null) return a ?? b
  return new Map(
    [...a].flatMap(([name, words]) => (b.has(name) ? [[name, new Set([...words, ...b.get(name)!])] as const] : [])),
  )
}

const turned: Partial<Record<Operator, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

function compared(policy: Policy, test: Expr & { readonly kind: 'binary' }, left: Left): Split {
  const known = (e: Expr): string | null => (e.kind === 'name' && left.has(e.name) ? e.name : null)
  const [name, other, op] =
    known(test.left) !== null
      ? [known(test.left)!, test.right, test.op]
      : [known(test.right), test.left, turned[test.op] ?? test.op]
  const literal = name === null || known(other) !== null ? null : literalOf(policy, other)
  if (name === null || literal === null) return { yes: left, no: left }
  return keep(left, name, (word) => holds(op, word, literal))
}

function holds(op: Operator, word: string, literal: string): boolean {
  if (op === '=') return word === literal
  if (op === '!=') return word !== literal
  const [a, b] = [Number(word), Number(literal)]
  return op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b
}
