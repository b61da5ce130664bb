import { type Decimal, decimal, isDay } from '../base/index.ts'
import { keyword } from './keyword.ts'

/** Where a part of an expression stands in its file. */
export interface Placed {
  readonly start: number
  readonly end: number
}

/** Two-sided operators. */
export type Operator = '+' | '-' | '*' | '/' | 'and' | 'or' | '=' | '!=' | '<' | '<=' | '>' | '>='

/** Functions of the rule language. */
export type Call = 'least' | 'most' | 'round' | 'year' | 'count' | 'sum'

/** An expression of the rule language. */
export type Expr = Placed &
  (
    | { readonly kind: 'number'; readonly value: Decimal; readonly unit: string }
    | { readonly kind: 'date'; readonly day: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'not'; readonly arg: Expr }
    | { readonly kind: 'binary'; readonly op: Operator; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'in'; readonly arg: Expr; readonly list: string }
    | { readonly kind: 'within'; readonly arg: Expr; readonly other: Expr }
    | { readonly kind: 'lookup'; readonly table: string; readonly key: Expr }
    | { readonly kind: 'call'; readonly fn: Call; readonly args: readonly Expr[] }
    | { readonly kind: 'if'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
    | { readonly kind: 'quota'; readonly name: string }
  )

/** Why an expression cannot be read, and where. */
export interface ExprFault extends Placed {
  readonly expected: string
}

interface Token extends Placed {
  readonly kind: 'number' | 'date' | 'name' | 'mark'
  readonly text: string
}

const pattern =
  /\s*(?:(\d{4}-\d{2}-\d{2})|(\d[\d,_]*(?:\.\d+)?)|([\p{L}_](?:[\p{L}\p{N}_.]|-(?=[\p{L}\p{N}]))*)|(<=|>=|!=|[-+*/×÷−=<>()[\],，（）%％≤≥≠]))/uy

const folded: Readonly<Record<string, string>> = {
  '×': '*',
  '÷': '/',
  '−': '-',
  '，': ',',
  '（': '(',
  '）': ')',
  '％': '%',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
}

function tokens(text: string, offset: number): readonly Token[] | ExprFault {
  const found: Token[] = []
  let at = 0
  while (at < text.length && text.slice(at).trim() !== '') {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) {
      const start = offset + at + (text.slice(at).length - text.slice(at).trimStart().length)
      return { start, end: start + 1, expected: 'a name, a number, a day or an operator' }
    }
    const [whole, day, number, name, mark] = match
    const shown = (day ?? number ?? name ?? mark)!
    const end = offset + at + whole.length
    const kind = day !== undefined ? 'date' : number !== undefined ? 'number' : name !== undefined ? 'name' : 'mark'
    const text_ = kind === 'mark' ? (folded[shown] ?? shown) : kind === 'name' ? spoken(shown) : shown
    found.push({ kind, text: text_, start: end - shown.length, end })
    at += whole.length
  }
  return found
}

const words = new Set(
  'and or not in within if then else least most round year count sum quota free yes no half-up half-even down year'.split(
    ' ',
  ),
)

// other words of the language, such as 金额, are free to be names
function spoken(word: string): string {
  const english = keyword(word)
  return words.has(english) ? english : word
}

const calls = new Set<string>(['least', 'most', 'round', 'year', 'count', 'sum'])
const comparisons = new Set(['=', '!=', '<', '<=', '>', '>='])
const scales: Readonly<Record<string, string>> = { 万: '1e4', 亿: '1e8', 千: '1e3' }

/** Units that may follow a number, as the engine names them. */
export const unitWords: Readonly<Record<string, string>> = {
  '%': 'percent',
  percent: 'percent',
  pp: 'percentage-point',
  'percentage-point': 'percentage-point',
  百分点: 'percentage-point',
  个百分点: 'percentage-point',
  CNY: 'CNY',
  元: 'CNY',
  year: 'year',
  years: 'year',
  年: 'year',
  liter: 'liter',
  L: 'liter',
  升: 'liter',
  item: 'item',
  items: 'item',
  件: 'item',
  days: 'day',
}

class Fault extends Error {
  readonly at: ExprFault
  constructor(at: ExprFault) {
    super(at.expected)
    this.at = at
  }
}

/**
 * The expression that `text` writes, its places counted from `offset`, or the fault that keeps it from being read.
 *
 * Minus stands between blanks, since names may hold hyphens.
 *
 * @example parseExpr('least(base * rate, cap)', 0).kind // 'call'
 * @example parseExpr('base *', 0).expected // 'a value'
 */
export function parseExpr(text: string, offset: number): Expr | ExprFault {
  const list = tokens(text, offset)
  if (!Array.isArray(list)) return list as ExprFault
  const reader = new Reader(list as readonly Token[], offset + text.length)
  try {
    const tree = reader.any(0)
    reader.finish()
    return tree
  } catch (error) {
    if (error instanceof Fault) return error.at
    throw error
  }
}

/** Whether `parseExpr` gave a fault. */
export function isFault(found: Expr | ExprFault): found is ExprFault {
  return 'expected' in found
}

const deepest = 60

class Reader {
  private at = 0
  private readonly list: readonly Token[]
  private readonly end: number

  constructor(list: readonly Token[], end: number) {
    this.list = list
    this.end = end
  }

  any(depth: number): Expr {
    if (depth > deepest) throw this.fault('an expression that is less deep')
    if (this.peek('if')) return this.choice(depth)
    let left = this.both(depth)
    while (this.peek('or')) left = this.pair('or', left, () => this.both(depth))
    return left
  }

  finish(): void {
    if (this.at < this.list.length) throw this.fault('the end of the expression')
  }

  private choice(depth: number): Expr {
    const start = this.take('if').start
    const test = this.any(depth + 1)
    this.take('then')
    const yes = this.any(depth + 1)
    this.take('else')
    const no = this.any(depth + 1)
    return { kind: 'if', test, yes, no, start, end: no.end }
  }

  private both(depth: number): Expr {
    let left = this.negation(depth)
    while (this.peek('and')) left = this.pair('and', left, () => this.negation(depth))
    return left
  }

  private negation(depth: number): Expr {
    if (depth > deepest) throw this.fault('an expression that is less deep')
    if (!this.peek('not')) return this.comparison(depth)
    const start = this.take('not').start
    const arg = this.negation(depth + 1)
    return { kind: 'not', arg, start, end: arg.end }
  }

  private comparison(depth: number): Expr {
    const left = this.sum(depth)
    const next = this.list[this.at]
    if (next === undefined) return left
    if (next.kind === 'mark' && comparisons.has(next.text))
      return this.pair(next.text as Operator, left, () => this.sum(depth))
    if (this.peek('in')) {
      this.take('in')
      const list = this.name()
      return { kind: 'in', arg: left, list: list.text, start: left.start, end: list.end }
    }
    if (this.peek('within')) {
      this.take('within')
      const other = this.sum(depth)
      return { kind: 'within', arg: left, other, start: left.start, end: other.end }
    }
    return left
  }

  private sum(depth: number): Expr {
    let left = this.product(depth)
    for (let op = this.mark('+', '-'); op !== null; op = this.mark('+', '-'))
      left = this.pair(op, left, () => this.product(depth))
    return left
  }

  private product(depth: number): Expr {
    let left = this.atom(depth)
    for (let op = this.mark('*', '/'); op !== null; op = this.mark('*', '/'))
      left = this.pair(op, left, () => this.atom(depth))
    return left
  }

  private pair(op: Operator, left: Expr, right: () => Expr): Expr {
    this.at += 1
    const other = right()
    return { kind: 'binary', op, left, right: other, start: left.start, end: other.end }
  }

  private atom(depth: number): Expr {
    const token = this.list[this.at]
    if (token === undefined) throw this.fault('a value')
    this.at += 1
    if (token.kind === 'number') return this.number(token)
    if (token.kind === 'date') {
      if (!isDay(token.text)) throw new Fault({ start: token.start, end: token.end, expected: 'a day that exists' })
      return { kind: 'date', day: token.text, start: token.start, end: token.end }
    }
    if (token.text === '(') {
      const inner = this.any(depth + 1)
      const close = this.take(')')
      return { ...inner, start: token.start, end: close.end }
    }
    if (token.kind === 'mark') {
      this.at -= 1
      throw this.fault('a value')
    }
    return this.named(token, depth)
  }

  private named(token: Token, depth: number): Expr {
    if (token.text === 'quota') {
      const name = this.name()
      if (this.peek('free')) this.take('free')
      return { kind: 'quota', name: name.text, start: token.start, end: name.end }
    }
    if (this.peek('(')) {
      if (!calls.has(token.text)) {
        this.at -= 1
        throw this.fault(`one of the functions ${[...calls].join(', ')}`)
      }
      return this.call(token, depth)
    }
    if (this.peek('[')) {
      this.take('[')
      const key = this.any(depth + 1)
      const close = this.take(']')
      return { kind: 'lookup', table: token.text, key, start: token.start, end: close.end }
    }
    return { kind: 'name', name: token.text, start: token.start, end: token.end }
  }

  private call(token: Token, depth: number): Expr {
    this.take('(')
    const args = [this.any(depth + 1)]
    while (this.peek(',')) {
      this.take(',')
      args.push(this.any(depth + 1))
    }
    const close = this.take(')')
    return { kind: 'call', fn: token.text as Call, args, start: token.start, end: close.end }
  }

  private number(token: Token): Expr {
    let value = decimal(token.text.replace(/[,_]/g, ''))
    let end = token.end
    let next = this.list[this.at]
    // 万 and 亿 are written right behind the digits, and a unit may follow them: 20亿元
    if (next?.kind === 'name' && scales[next.text[0]!] !== undefined) {
      const rest = next.text.slice(1)
      if (rest === '' || unitWords[rest] !== undefined) {
        value = value.times(scales[next.text[0]!]!)
        end = next.end
        this.at += 1
        if (rest !== '') return { kind: 'number', value, unit: unitWords[rest]!, start: token.start, end }
        next = this.list[this.at]
      }
    }
    const unit = next === undefined ? undefined : Object.hasOwn(unitWords, next.text) ? unitWords[next.text] : undefined
    if (unit === undefined) return { kind: 'number', value, unit: '1', start: token.start, end }
    this.at += 1
    const share = unit === 'percent' || unit === 'percentage-point' ? value.div(100) : value
    const over = this.list[this.at]
    if (unit === 'percentage-point' && over?.text === '/' && this.list[this.at + 1]?.text === 'year') {
      this.at += 2
      return {
        kind: 'number',
        value: share,
        unit: `${unit}/year`,
        start: token.start,
        end: this.list[this.at - 1]!.end,
      }
    }
    return { kind: 'number', value: share, unit, start: token.start, end: next!.end }
  }

  private mark<T extends Operator>(...wanted: readonly T[]): T | null {
    const token = this.list[this.at]
    return token?.kind === 'mark' && wanted.includes(token.text as T) ? (token.text as T) : null
  }

  private peek(text: string): boolean {
    return this.list[this.at]?.text === text
  }

  private take(text: string): Token {
    const token = this.list[this.at]
    if (token?.text !== text) throw this.fault(`\`${text}\``)
    this.at += 1
    return token
  }

  private name(): Token {
    const token = this.list[this.at]
    if (token?.kind !== 'name') throw this.fault('a name')
    this.at += 1
    return token
  }

  private fault(expected: string): Fault {
    const token = this.list[this.at]
    return new Fault({ start: token?.start ?? this.end - 1, end: token?.end ?? this.end, expected })
  }
}

/** Calls `visit` with every name, list, table and quota that `tree` reads. */
export function namesIn(tree: Expr, visit: (name: string, at: Placed, kind: Expr['kind']) => void): void {
  for (const part of partsOf(tree)) namesIn(part, visit)
  if (tree.kind === 'name' || tree.kind === 'quota') visit(tree.name, tree, tree.kind)
  else if (tree.kind === 'in') visit(tree.list, tree, tree.kind)
  else if (tree.kind === 'lookup') visit(tree.table, tree, tree.kind)
}

/** The expressions that `tree` is made of. */
export function partsOf(tree: Expr): readonly Expr[] {
  switch (tree.kind) {
    case 'number':
    case 'date':
    case 'name':
    case 'quota':
      return []
    case 'not':
    case 'in':
      return [tree.arg]
    case 'within':
      return [tree.arg, tree.other]
    case 'lookup':
      return [tree.key]
    case 'call':
      return tree.args
    case 'if':
      return [tree.test, tree.yes, tree.no]
    case 'binary':
      return [tree.left, tree.right]
  }
}
