import { type Diagnostic, isDecimal, nearest, type Span, type Words } from '../base/index.ts'
import { report } from './codes.ts'

/** A derived address as a tree. */
export type Expression =
  | { readonly kind: 'fact'; readonly address: string }
  | { readonly kind: 'number'; readonly text: string; readonly unit: '1' | 'percent' }
  | {
      readonly kind: 'binary'
      readonly operator: '+' | '-' | '*' | '/'
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'relation'; readonly relation: Relation; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'difference'
      readonly unit: 'percent' | 'percentage-point' | 'ratio'
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'aggregate'; readonly over: Aggregate; readonly query: string }
  | { readonly kind: 'rank'; readonly address: string; readonly query: string }

/** A comparison that a word of the prose claims. */
export type Relation = 'above' | 'below' | 'near'

/** What is made of the facts that a query finds. */
export type Aggregate = 'count' | 'max' | 'min' | 'mean' | 'sum'

const aggregates: readonly string[] = ['count', 'max', 'min', 'mean', 'sum']
const relations: readonly string[] = ['above', 'below', 'near']
const differences: Readonly<Record<string, 'percent' | 'percentage-point' | 'ratio'>> = {
  percent: 'percent',
  pp: 'percentage-point',
  ratio: 'ratio',
}
const deepest = 50

/** Whether `text` is more than one plain address. */
export function isExpression(text: string): boolean {
  return /[\s()]|^-/.test(text.trim())
}

/** The tree that `text` writes, or a finding; operators and operands are separated by blanks. */
export function parseExpression(text: string, at?: Span): Expression | Diagnostic {
  const tokens = text.match(/[()]|,(?=\s)|[^\s(),]+(?:,[^\s(),]+)*,?/g) ?? []
  const split = tokens
    .flatMap((t) => (t.length > 1 && t.endsWith(',') ? [t.slice(0, -1), ','] : [t]))
    .flatMap((t) => (/^-[^\d.]/.test(t) ? ['-', t.slice(1)] : [t]))
  try {
    const reader = { tokens: split, at: 0 }
    const tree = relation(reader, 0)
    if (reader.at < split.length)
      throw new Unreadable(`unexpected \`${split[reader.at]}\``, `多出 \`${split[reader.at]}\``)
    return tree
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return report(
      'facts/bad-address',
      {
        en: `expression \`${text.slice(0, 120)}\` cannot be read: ${error.message}`,
        zh: `表达式 \`${text.slice(0, 120)}\` 无法读取：${error.zh}`,
      },
      {
        ...(at ? { at } : {}),
        hint: text.includes('"despite=') ? outside : error.hint,
      },
    )
  }
}

const outside: Words = {
  en: 'it stands behind the address: `[…](<fact:…> "despite=…")`',
  zh: '它写在地址之后：`[…](<fact:…> "despite=…")`',
}
const spaced: Words = {
  en: 'put spaces around operators, as in `a/m / b/m`',
  zh: '运算符两侧要有空格，例如 `a/m / b/m`',
}

class Unreadable extends Error {
  readonly zh: string
  readonly hint: Words
  constructor(en: string, zh: string, hint: Words = spaced) {
    super(en)
    this.zh = zh
    this.hint = hint
  }
}

interface Reader {
  readonly tokens: readonly string[]
  at: number
}

function relation(reader: Reader, depth: number): Expression {
  const left = sum(reader, depth)
  const word = reader.tokens[reader.at]
  if (word === undefined || !relations.includes(word)) return left
  reader.at += 1
  return { kind: 'relation', relation: word as Relation, left, right: sum(reader, depth) }
}

function sum(reader: Reader, depth: number): Expression {
  let left = product(reader, depth)
  for (let op = reader.tokens[reader.at]; op === '+' || op === '-'; op = reader.tokens[reader.at]) {
    reader.at += 1
    left = { kind: 'binary', operator: op, left, right: product(reader, depth) }
  }
  return left
}

function product(reader: Reader, depth: number): Expression {
  let left = operand(reader, depth)
  for (let op = reader.tokens[reader.at]; op === '*' || op === '/'; op = reader.tokens[reader.at]) {
    reader.at += 1
    left = { kind: 'binary', operator: op, left, right: operand(reader, depth) }
  }
  return left
}

function operand(reader: Reader, depth: number): Expression {
  if (depth > deepest) throw new Unreadable('it is nested too deep', '嵌套过深')
  const token = reader.tokens[reader.at]
  if (token === undefined) throw new Unreadable('it ends too early', '表达式不完整')
  reader.at += 1
  if (token === '(') {
    const inner = relation(reader, depth + 1)
    expect(reader, ')')
    return inner
  }
  if (token === '-') return negative(operand(reader, depth + 1))
  if (reader.tokens[reader.at] === '(') return call(token, reader, depth + 1)
  if (isDecimal(token)) return { kind: 'number', text: token, unit: '1' }
  if (token.endsWith('%') && isDecimal(token.slice(0, -1)))
    return { kind: 'number', text: token.slice(0, -1), unit: 'percent' }
  if (!token.includes('/'))
    throw new Unreadable(`\`${token}\` is neither an address nor a number`, `\`${token}\` 既不是地址也不是数字`)
  return { kind: 'fact', address: token }
}

// a sign before an address or a function turns it around
function negative(right: Expression): Expression {
  return { kind: 'binary', operator: '*', left: { kind: 'number', text: '-1', unit: '1' }, right }
}

function call(name: string, reader: Reader, depth: number): Expression {
  expect(reader, '(')
  if (aggregates.includes(name)) {
    const query = take(reader)
    expect(reader, ')')
    return { kind: 'aggregate', over: name as Aggregate, query }
  }
  if (name === 'rank') {
    const address = take(reader)
    if (reader.tokens[reader.at] === ',') reader.at += 1
    else expect(reader, 'in')
    const query = take(reader)
    expect(reader, ')')
    return { kind: 'rank', address, query }
  }
  const unit = differences[name]
  if (unit === undefined) throw unknownFunction(name)
  const left = sum(reader, depth)
  expect(reader, ',')
  const right = sum(reader, depth)
  expect(reader, ')')
  return { kind: 'difference', unit, left, right }
}

// what spreadsheets and other people call them
const synonyms: Readonly<Record<string, string>> = {
  points: 'pp',
  ppt: 'pp',
  pct: 'percent',
  change: 'percent',
  growth: 'percent',
  yoy: 'percent',
  times: 'ratio',
  multiple: 'ratio',
  average: 'mean',
  avg: 'mean',
  total: 'sum',
  number: 'count',
}

function unknownFunction(name: string): Unreadable {
  const known = [...aggregates, 'rank', ...Object.keys(differences)]
  const meant = synonyms[name.toLowerCase()]
  const list = (meant !== undefined ? [meant] : nearest(name, known).length > 0 ? nearest(name, known) : known)
    .map((n) => `\`${n}\``)
    .join(', ')
  return new Unreadable(`\`${name}\` is no function`, `没有函数 \`${name}\``, {
    en: `use ${list}`,
    zh: `可用 ${list}`,
  })
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.at]
  if (token === undefined || token === ')' || token === '(') throw new Unreadable('a query is missing', '缺少查询')
  reader.at += 1
  return token
}

function expect(reader: Reader, token: string): void {
  if (reader.tokens[reader.at] !== token) throw new Unreadable(`\`${token}\` is missing`, `缺少 \`${token}\``)
  reader.at += 1
}
