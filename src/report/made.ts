import { type Expression, type Fact, factAddress, isDiagnostic, parseExpression } from '../facts/index.ts'
import { type Binder, deriveOnce } from './binder.ts'
import type { Placed } from './comparison.ts'

/** What a derived address makes of its facts, as far as words may say the same. */
export type Shape =
  /** one fact with its sign turned: a loss */
  | { readonly kind: 'turned'; readonly of: Placed['derived'] }
  /** one series at two periods: growth, a change, a multiple of a year before */
  | { readonly kind: 'change'; readonly after: Fact; readonly before: Fact }
  /** one measure of two subjects, the first by the second */
  | { readonly kind: 'multiple'; readonly over: Fact; readonly under: Fact }
  /** one measure of several subjects added up */
  | { readonly kind: 'total'; readonly parts: readonly Fact[] }
  /** several measures of one subject and time added up */
  | { readonly kind: 'sum'; readonly parts: readonly Fact[] }
  /** one measure of several subjects added up, by a whole that is none of them */
  | { readonly kind: 'portion'; readonly parts: readonly Fact[] }
  /** one measure of one subject added up over periods */
  | { readonly kind: 'span'; readonly parts: readonly Fact[] }
  /** what several shares leave of the whole */
  | { readonly kind: 'rest'; readonly parts: readonly Fact[] }

/** A number that is reckoned from facts, where it stands, and what is made of them. */
export interface Made extends Placed {
  readonly shape: Shape
}

/** The shape of a derived address; `null` where it makes something that these words do not tell. */
export function shapeOf(address: string, placed: Placed, binder: Binder): Shape | null {
  const tree = parseExpression(address)
  if (isDiagnostic(tree)) return null
  const leaf = (leafTree: Expression): Placed['derived'] | null => {
    if (leafTree.kind !== 'fact') return null
    const found = deriveOnce(binder, leafTree.address, [], placed.at)
    return isDiagnostic(found) || found.fact === null ? null : found
  }
  return shaped(tree, leaf)
}

type Leaf = (tree: Expression) => Placed['derived'] | null

function shaped(tree: Expression, leaf: Leaf): Shape | null {
  switch (tree.kind) {
    case 'difference':
      return pairShape(tree.left, tree.right, tree.unit === 'ratio', leaf)
    case 'binary':
      return binaryShape(tree, leaf)
    case 'aggregate':
    case 'fact':
    case 'number':
    case 'rank':
    case 'relation':
      return null
  }
}

function binaryShape(tree: Extract<Expression, { kind: 'binary' }>, leaf: Leaf): Shape | null {
  const { left, right, operator } = tree
  switch (operator) {
    case '*': {
      if (left.kind !== 'number' || left.text !== '-1') return null
      const of = leaf(right)
      if (of !== null) return { kind: 'turned', of }
      const inner = shaped(right, leaf)
      return inner?.kind === 'change' ? inner : null
    }
    case '/':
      return pairShape(left, right, true, leaf) ?? portionOf(left, right, leaf)
    case '+':
      return totalOf(tree, leaf)
    case '-': {
      // how many times more
      if (right.kind === 'number') return right.text === '1' ? multipleOnly(shaped(left, leaf)) : null
      return restOf(tree, leaf) ?? pairShape(left, right, false, leaf)
    }
  }
}

function multipleOnly(shape: Shape | null): Shape | null {
  return shape?.kind === 'multiple' ? shape : null
}

function pairShape(left: Expression, right: Expression, divides: boolean, leaf: Leaf): Shape | null {
  const [a, b] = [leaf(left)?.fact?.fact, leaf(right)?.fact?.fact]
  if (a === undefined || b === undefined || a.measure !== b.measure) return null
  if (a.subject === b.subject)
    return series(a) === series(b) && a.period !== '' && b.period !== '' && a.period !== b.period
      ? { kind: 'change', after: a, before: b }
      : null
  return divides ? { kind: 'multiple', over: a, under: b } : null
}

function series(fact: Fact): string {
  return factAddress({ ...fact, period: '' })
}

// a + b + c of one measure
function totalOf(tree: Expression, leaf: Leaf): Shape | null {
  const parts = addends(tree, leaf)
  if (parts === null) return null
  const subjects = new Set(parts.map((p) => p.subject)).size
  const measures = new Set(parts.map((p) => p.measure)).size
  if (measures !== 1) return measures === parts.length && subjects === 1 ? { kind: 'sum', parts } : null
  if (subjects === 1 && parts.every((p) => p.period !== '')) return { kind: 'span', parts }
  return subjects === parts.length ? { kind: 'total', parts } : null
}

function addends(tree: Expression, leaf: Leaf): readonly Fact[] | null {
  if (tree.kind === 'binary' && tree.operator === '+') {
    const [left, right] = [addends(tree.left, leaf), addends(tree.right, leaf)]
    return left === null || right === null ? null : [...left, ...right]
  }
  const fact = leaf(tree)?.fact?.fact
  return fact === undefined ? null : [fact]
}

function portionOf(left: Expression, right: Expression, leaf: Leaf): Shape | null {
  const [total, whole] = [totalOf(left, leaf), leaf(right)?.fact?.fact]
  if (total?.kind !== 'total' || whole === undefined) return null
  const isOne = total.parts.some((p) => p.subject === whole.subject) || whole.measure !== total.parts[0]!.measure
  return isOne ? null : { kind: 'portion', parts: total.parts }
}

// 100% - a - b
function restOf(tree: Expression, leaf: Leaf): Shape | null {
  const parts: Fact[] = []
  let left = tree
  while (left.kind === 'binary' && left.operator === '-') {
    const fact = leaf(left.right)?.fact?.fact
    if (fact === undefined) return null
    parts.unshift(fact)
    left = left.left
  }
  const isWhole =
    left.kind === 'number' &&
    (left.text === '1' || (left.text === '100' && left.unit === 'percent')) &&
    parts.length > 0
  return isWhole ? { kind: 'rest', parts } : null
}
