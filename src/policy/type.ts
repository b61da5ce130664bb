import { combineUnits, type Words } from '../base/index.ts'
import type { Expr } from './expression.ts'
import type { Claim, Definition, Input, Modality, Policy } from './tree.ts'

/** What an expression is, before anybody asks how much. */
export type Type =
  | { readonly kind: 'number'; readonly unit: string; readonly modality: Modality }
  | { readonly kind: 'date' }
  | { readonly kind: 'truth' }
  | { readonly kind: 'window' }
  | { readonly kind: 'choice'; readonly words: string }
  /** a fault that was told of already */
  | { readonly kind: 'any' }

/** Where types of names come from, and who is told of faults. */
export interface Typing {
  readonly policy: Policy
  readonly local: (name: string) => Type | undefined
  readonly mismatch: (at: Expr, words: Words) => void
}

const any: Type = { kind: 'any' }
const roundings = new Set(['half-up', 'half-even', 'down'])
const ranks: readonly Modality[] = ['exact', 'up-to', 'about', 'range', 'average']

/** The looser of two modalities: what is made from both is no better than the worse. */
export function looser(a: Modality, b: Modality): Modality {
  return ranks.indexOf(a) > ranks.indexOf(b) ? a : b
}

// shares and counts scale an amount and leave its unit
const scaling = new Set(['percent', 'percentage-point', 'item', '1'])

/** The unit of a product or, with `sign` -1, of a quotient; shares and counts leave no trace beside another unit. */
export function productUnit(a: string, b: string, sign: 1 | -1): string {
  if (a === b && sign === -1) return '1'
  if (scaling.has(a) && scaling.has(b)) return a === '1' && sign === 1 ? b : a
  const [over = '', ...under] = combineUnits(a, b, sign).split('/')
  const above = over.split('*').filter((u) => !scaling.has(u))
  const below = under.flatMap((u) => u.split('*')).filter((u) => !scaling.has(u))
  // points a year keep their points: there is nothing else above
  const head = above.length > 0 ? above.join('*') : over
  return below.length > 0 ? `${head}/${below.join('*')}` : head
}

/** The type of an input. */
export function inputType(input: Input, policy: Policy): Type {
  const { type } = input
  switch (type.kind) {
    case 'choice':
      return { kind: 'choice', words: type.words }
    case 'whole':
      return { kind: 'number', unit: '1', modality: 'exact' }
    case 'number':
      return { kind: 'number', unit: type.unit === 'money' ? policy.currency : type.unit, modality: 'exact' }
    case 'text':
      return { kind: 'choice', words: '' }
    case 'date':
    case 'truth':
      return { kind: type.kind }
  }
}

/** The types of a claim's inputs by name. */
export function claimTypes(claim: Claim | undefined, policy: Policy): Map<string, Type> {
  return new Map((claim?.inputs ?? []).map((i) => [i.name, inputType(i, policy)]))
}

/** The type of what a definition says. */
export function definedType(definition: Definition): Type {
  if (definition.kind === 'window') return { kind: 'window' }
  if (definition.unit === 'date' || definition.unit === 'truth') return { kind: definition.unit }
  return { kind: 'number', unit: definition.unit, modality: definition.modality }
}

/** The type of `tree`; a mismatch of units is told of where it stands. */
export function typeOf(tree: Expr, typing: Typing): Type {
  switch (tree.kind) {
    case 'number':
      return { kind: 'number', unit: tree.unit, modality: 'exact' }
    case 'date':
      return { kind: 'date' }
    case 'name':
      return nameType(tree.name, typing)
    case 'not':
      expectTruth(tree.arg, typing)
      return { kind: 'truth' }
    case 'in':
      return memberType(tree.arg, tree.list, typing)
    case 'within':
      return withinType(tree.arg, tree.other, typing)
    case 'quota':
      return { kind: 'truth' }
    case 'lookup': {
      typeOf(tree.key, typing)
      const definition = typing.policy.definitions.get(tree.table)
      return definition === undefined ? any : definedType(definition)
    }
    case 'if':
      expectTruth(tree.test, typing)
      return alike(tree, typeOf(tree.yes, typing), typeOf(tree.no, typing), typing)
    case 'call':
      return callType(tree, typing)
    case 'binary':
      return binaryType(tree, typing)
  }
}

function nameType(name: string, typing: Typing): Type {
  const local = typing.local(name)
  if (local !== undefined) return local
  const { policy } = typing
  const assumption = policy.assumptions.get(name)
  if (assumption?.take) return typeOf(assumption.take, { ...typing, local: () => undefined })
  const definition = policy.definitions.get(name)
  if (definition !== undefined) return definedType(definition)
  const derivation = policy.derivations.get(name)
  if (derivation !== undefined) return { kind: 'number', unit: derivation.unit, modality: derivation.modality }
  if (name === 'yes' || name === 'no') return { kind: 'truth' }
  const isWord = [...policy.words.values()].some((v) => v.words.some((w) => w.id === name))
  return isWord || roundings.has(name) ? { kind: 'choice', words: '' } : any
}

function expectTruth(tree: Expr, typing: Typing): void {
  const type = typeOf(tree, typing)
  if (type.kind === 'truth' || type.kind === 'any') return
  typing.mismatch(tree, { en: `expected a condition, found ${shown(type)}`, zh: `此处应为条件，而不是${shown(type)}` })
}

function memberType(arg: Expr, list: string, typing: Typing): Type {
  const type = typeOf(arg, typing)
  const definition = typing.policy.definitions.get(list)
  if (definition !== undefined && type.kind !== 'any' && type.kind !== 'choice')
    typing.mismatch(arg, { en: `${shown(type)} is in no list of words`, zh: `${shown(type)}不可能属于词的清单` })
  return { kind: 'truth' }
}

function withinType(arg: Expr, other: Expr, typing: Typing): Type {
  const [type, outer] = [typeOf(arg, typing), typeOf(other, typing)]
  const fits =
    (type.kind === 'date' && outer.kind === 'window') ||
    (type.kind === 'number' && outer.kind === 'number' && type.unit === outer.unit)
  if (!fits && type.kind !== 'any' && outer.kind !== 'any')
    typing.mismatch(arg, {
      en: `${shown(type)} cannot lie within ${shown(outer)}`,
      zh: `${shown(type)}不可能位于${shown(outer)}之内`,
    })
  return { kind: 'truth' }
}

function callType(tree: Expr & { readonly kind: 'call' }, typing: Typing): Type {
  const { fn, args } = tree
  const wanted = { least: 2, most: 2, round: 2, year: 1, count: 1, sum: 2 }[fn]
  if (args.length < wanted) {
    typing.mismatch(tree, {
      en: `\`${fn}\` needs ${wanted} arguments, found ${args.length}`,
      zh: `\`${fn}\` 需要 ${wanted} 个参数，现有 ${args.length} 个`,
    })
    return any
  }
  if (fn === 'year') {
    const type = typeOf(args[0]!, typing)
    if (type.kind !== 'date' && type.kind !== 'any')
      typing.mismatch(args[0]!, { en: `${shown(type)} has no year`, zh: `${shown(type)}没有年份` })
    return { kind: 'number', unit: '1', modality: 'exact' }
  }
  if (fn === 'count') return { kind: 'number', unit: '1', modality: 'exact' }
  if (fn === 'sum') {
    const local = (name: string): Type | undefined =>
      name === 'each' ? { kind: 'choice', words: '' } : typing.local(name)
    return typeOf(args[1]!, { ...typing, local })
  }
  if (fn === 'round') {
    const type = typeOf(args[0]!, typing)
    return alike(tree, type, plainAs(typeOf(args[1]!, typing), type), typing)
  }
  const types = args.map((a) => typeOf(a, typing))
  const type = types.reduce((a, b) => alike(tree, a, b, typing))
  // what is capped is as good as what is capped; the cap itself is only a limit
  const best: Modality[] = types.flatMap((t) => (t.kind === 'number' && t.modality !== 'up-to' ? [t.modality] : []))
  return fn === 'least' && type.kind === 'number' && best.length > 0 ? { ...type, modality: best.reduce(looser) } : type
}

// a step of rounding may be written without its unit
function plainAs(type: Type, as: Type): Type {
  return type.kind === 'number' && type.unit === '1' && as.kind === 'number' ? { ...type, unit: as.unit } : type
}

function alike(tree: Expr, a: Type, b: Type, typing: Typing): Type {
  if (a.kind === 'any') return b
  if (b.kind === 'any') return a
  if (a.kind === 'number' && b.kind === 'number') {
    // nothing is nothing in every unit
    if (a.unit !== b.unit) {
      typing.mismatch(tree, {
        en: `${shown(a)} and ${shown(b)} do not go together`,
        zh: `${shown(a)}与${shown(b)}不相容`,
      })
      return any
    }
    return { ...a, modality: looser(a.modality, b.modality) }
  }
  if (a.kind === b.kind) return a
  typing.mismatch(tree, { en: `${shown(a)} and ${shown(b)} do not go together`, zh: `${shown(a)}与${shown(b)}不相容` })
  return any
}

function binaryType(tree: Expr & { readonly kind: 'binary' }, typing: Typing): Type {
  const { op } = tree
  if (op === 'and' || op === 'or') {
    expectTruth(tree.left, typing)
    expectTruth(tree.right, typing)
    return { kind: 'truth' }
  }
  const [left, right] = [typeOf(tree.left, typing), typeOf(tree.right, typing)]
  if (left.kind === 'any' || right.kind === 'any')
    return op === '+' || op === '-' || op === '*' || op === '/' ? any : { kind: 'truth' }
  if (op === '*' || op === '/') {
    if (left.kind !== 'number' || right.kind !== 'number')
      return alike(tree, left, right, typing).kind === 'any' ? any : notArithmetic(tree, left, typing)
    const unit = productUnit(left.unit, right.unit, op === '*' ? 1 : -1)
    return { kind: 'number', unit, modality: looser(left.modality, right.modality) }
  }
  if (op === '+' || op === '-') {
    if (op === '-' && left.kind === 'date' && right.kind === 'date')
      return { kind: 'number', unit: 'day', modality: 'exact' }
    if (left.kind === 'date' && right.kind === 'number' && right.unit === 'day') return left
    const type = alike(tree, left, right, typing)
    return type.kind === 'number' || type.kind === 'any' ? type : notArithmetic(tree, type, typing)
  }
  const zero = (e: Expr) => e.kind === 'number' && e.value.eq(0)
  if (!zero(tree.left) && !zero(tree.right)) alike(tree, left, right, typing)
  return { kind: 'truth' }
}

function notArithmetic(tree: Expr, type: Type, typing: Typing): Type {
  typing.mismatch(tree, { en: `${shown(type)} is no number`, zh: `${shown(type)}不是数字` })
  return any
}

function shown(type: Type): string {
  return type.kind === 'number' ? `\`${type.unit}\`` : `\`${type.kind}\``
}
