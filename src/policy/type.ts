import { combineUnits, nearest, type Words } from '../base/index.ts'
import type { Expr } from './expression.ts'
import { isIndexed, keyedBy } from './keyed.ts'
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
  readonly mismatch: (at: Expr, words: Words, hint?: Words) => void
}

const any: Type = { kind: 'any' }
/** The ways of rounding. */
export const roundings: ReadonlySet<string> = new Set(['half-up', 'half-even', 'down'])
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
      return nameType(tree, typing)
    case 'not':
      expectTruth(tree.arg, typing)
      return { kind: 'truth' }
    case 'in':
      return memberType(tree.arg, tree.list, typing)
    case 'within':
      return withinType(tree.arg, tree.other, typing)
    case 'quota':
      return { kind: 'truth' }
    case 'lookup':
      return lookupType(tree, typing)
    case 'if':
      expectTruth(tree.test, typing)
      return alike(tree, typeOf(tree.yes, typing), typeOf(tree.no, typing), typing)
    case 'call':
      return callType(tree, typing)
    case 'binary':
      return binaryType(tree, typing)
  }
}

type Named = Expr & { readonly kind: 'name' }

function nameType(tree: Named, typing: Typing): Type {
  const { name } = tree
  const local = typing.local(name)
  if (local !== undefined) return local
  const { policy } = typing
  const assumption = policy.assumptions.get(name)
  // what a reading is worth is told of where it stands
  if (assumption?.take) return typeOf(assumption.take, { policy, local: () => undefined, mismatch: () => {} })
  const definition = policy.definitions.get(name)
  if (definition !== undefined) return plainType(tree, definition, typing)
  const derivation = policy.derivations.get(name)
  if (derivation !== undefined) return { kind: 'number', unit: derivation.unit, modality: derivation.modality }
  if (name === 'yes' || name === 'no') return { kind: 'truth' }
  return isWord(name, policy) || roundings.has(name) ? { kind: 'choice', words: '' } : any
}

function isWord(name: string, policy: Policy): boolean {
  return [...policy.words.values()].some((v) => v.words.some((w) => w.id === name))
}

// a table is no number without its key, and a list is none at all
function plainType(tree: Named, definition: Definition, typing: Typing): Type {
  const { name } = tree
  if (definition.kind === 'list') {
    typing.mismatch(tree, { en: `\`${name}\` is a list, no value`, zh: `\`${name}\` 是清单，不是数值` })
    return any
  }
  if (!isIndexed(definition)) return definedType(definition)
  const key = keyNameOf(definition, typing)
  typing.mismatch(
    tree,
    { en: `\`${name}\` is a table and gives nothing without a key`, zh: `\`${name}\` 是表，不写键就没有值` },
    { en: `write \`${name}[${key}]\``, zh: `请写 \`${name}[${key}]\`` },
  )
  return any
}

// the input at hand that chooses among the table's rows
function keyNameOf(definition: Definition, { policy, local }: Typing): string {
  if (local(definition.words) !== undefined) return definition.words
  const inputs = [...policy.claims.values()].flatMap((c) => c.inputs)
  const fits = (i: Input) =>
    i.type.kind === 'choice' && i.type.words === definition.words && local(i.name) !== undefined
  return inputs.find(fits)?.name ?? (definition.words || 'KEY')
}

function lookupType(tree: Expr & { readonly kind: 'lookup' }, typing: Typing): Type {
  const { policy } = typing
  const key = typeOf(tree.key, typing)
  const definition = policy.definitions.get(tree.table)
  if (definition === undefined) return any
  if (!isIndexed(definition)) {
    typing.mismatch(tree, { en: `\`${tree.table}\` is no table`, zh: `\`${tree.table}\` 不是表` })
    return definedType(definition)
  }
  checkKey(tree.key, key, definition, typing)
  return definedType(definition)
}

function checkKey(tree: Expr, type: Type, definition: Definition, typing: Typing): void {
  if (type.kind === 'any') return
  const keyed = keyedBy(typing.policy, definition)
  const wrong = (what: string) => {
    const by = keyed?.kind === 'words' ? keyed.words : definition.words
    const key = keyNameOf(definition, typing)
    const words = {
      en: `\`${definition.name}\` is keyed${by === '' ? ' by words' : ` by \`${by}\``}, found ${what}`,
      zh: `\`${definition.name}\` 的键应为${by === '' ? '词' : ` \`${by}\``}，而不是${what}`,
    }
    if (key === 'KEY') typing.mismatch(tree, words)
    else typing.mismatch(tree, words, { en: `write \`${key}\``, zh: `可写 \`${key}\`` })
  }
  if (keyed?.kind === 'words') {
    if (type.kind !== 'choice' || (type.words !== '' && type.words !== keyed.words)) wrong(shown(type))
    else literalFits(tree, keyed.words, typing)
  } else if (keyed?.kind === 'whole') {
    if (type.kind !== 'number' || type.unit !== '1') wrong(shown(type))
    else if (tree.kind === 'number' && !keyed.all.includes(tree.value.toFixed())) wrong(`\`${tree.value.toFixed()}\``)
  } else if (type.kind === 'date' || type.kind === 'window' || (type.kind === 'number' && type.unit !== '1'))
    wrong(shown(type))
}

// a word of another vocabulary is never met
function literalFits(tree: Expr, vocabulary: string, typing: Typing): void {
  if (tree.kind !== 'name' || typing.local(tree.name) !== undefined || !isWord(tree.name, typing.policy)) return
  const all = typing.policy.words.get(vocabulary)?.words.map((w) => w.id) ?? []
  if (all.length === 0 || all.includes(tree.name)) return
  const near = nearest(tree.name, all)[0]
  typing.mismatch(
    tree,
    {
      en: `\`${tree.name}\` is no word of \`${vocabulary}\``,
      zh: `\`${tree.name}\` 不在词表 \`${vocabulary}\` 中`,
    },
    near === undefined
      ? {
          en: `use one of ${all.map((w) => `\`${w}\``).join(', ')}`,
          zh: `可用 ${all.map((w) => `\`${w}\``).join('、')}`,
        }
      : { en: `use \`${near}\``, zh: `可用 \`${near}\`` },
  )
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
  else if (definition?.kind === 'list' && type.kind === 'choice' && type.words !== '' && definition.words !== '') {
    if (type.words !== definition.words)
      typing.mismatch(arg, {
        en: `a word of \`${type.words}\` is never in \`${list}\`, a list of \`${definition.words}\``,
        zh: `词表 \`${type.words}\` 的词不可能属于 \`${list}\`（取自 \`${definition.words}\`）`,
      })
  }
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
    const list = args[0]!
    const words = list.kind === 'name' ? (typing.policy.definitions.get(list.name)?.words ?? '') : ''
    const local = (name: string): Type | undefined => (name === 'each' ? { kind: 'choice', words } : typing.local(name))
    return typeOf(args[1]!, { ...typing, local })
  }
  if (fn === 'round') {
    const type = typeOf(args[0]!, typing)
    if (args[2] !== undefined) checkRounding(args[2], typing)
    return alike(tree, type, plainAs(typeOf(args[1]!, typing), type), typing)
  }
  const types = args.map((a) => typeOf(a, typing))
  const type = types.reduce((a, b) => alike(tree, a, b, typing))
  // what is capped is as good as what is capped; the cap itself is only a limit
  const best: Modality[] = types.flatMap((t) => (t.kind === 'number' && t.modality !== 'up-to' ? [t.modality] : []))
  return fn === 'least' && type.kind === 'number' && best.length > 0 ? { ...type, modality: best.reduce(looser) } : type
}

// an assumption is looked at where it says how it is read
function checkRounding(tree: Expr, typing: Typing): void {
  const name = tree.kind === 'name' ? tree.name : ''
  if (roundings.has(name) || typing.policy.assumptions.has(name)) return
  const type = typeOf(tree, typing)
  if (type.kind === 'any') return
  const what = tree.kind === 'number' ? `\`${tree.value.toFixed()}\`` : shown(type)
  const all = [...roundings].map((r) => `\`${r}\``)
  typing.mismatch(
    tree,
    { en: `${what} is no way of rounding`, zh: `${what} 不是舍入方式` },
    { en: `use one of ${all.join(', ')}`, zh: `可用 ${all.join('、')}` },
  )
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
  if (a.kind === 'choice' && b.kind === 'choice') return a.words === '' ? b : a
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
  if (left.kind === 'choice' && left.words !== '') literalFits(tree.right, left.words, typing)
  if (right.kind === 'choice' && right.words !== '') literalFits(tree.left, right.words, typing)
  return { kind: 'truth' }
}

function notArithmetic(tree: Expr, type: Type, typing: Typing): Type {
  typing.mismatch(tree, { en: `${shown(type)} is no number`, zh: `${shown(type)}不是数字` })
  return any
}

function shown(type: Type): string {
  return type.kind === 'number' ? `\`${type.unit}\`` : `\`${type.kind}\``
}
