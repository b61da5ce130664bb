/** A value as Python writes it, with the types that JSON does not tell apart. */
export type Literal =
  | { readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Literal[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Literal, Literal])[] }
  | { readonly kind: 'name'; readonly value: string }
  | Call

/** A call as Python writes it. */
export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly positional: readonly Literal[]
  readonly named: readonly (readonly [string, Literal])[]
}

/**
 * The value that a Python expression writes, `null` when it is none of calls, literals and names.
 *
 * JSON is read too: `true`, `false` and `null` are what they are there. Nothing is evaluated but signs and sums of numbers.
 *
 * @example parseLiteral("f(a=1, b=['x'])")?.kind // 'call'
 */
export function parseLiteral(text: string): Literal | null {
  try {
    const reader = new Reader(text)
    const value = reader.expression()
    reader.end()
    return value
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

class Unreadable extends Error {}

const deepest = 200

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) throw new Unreadable()
  }

  expression(): Literal {
    this.#depth += 1
    if (this.#depth > deepest) throw new Unreadable()
    let left = this.#term()
    for (;;) {
      this.#space()
      const sign = this.#text[this.#at]
      if (sign !== '+' && sign !== '-') break
      this.#at += 1
      left = joined(left, sign, this.#term())
    }
    this.#depth -= 1
    return left
  }

  #term(): Literal {
    let left = this.#unary()
    for (;;) {
      this.#space()
      const sign = /^(\*\*|\/\/|[*/%])/.exec(this.#text.slice(this.#at, this.#at + 2))?.[0]
      if (sign === undefined) return left
      this.#at += sign.length
      left = joined(left, sign, this.#unary())
    }
  }

  #unary(): Literal {
    this.#space()
    const sign = this.#text[this.#at]
    if (sign !== '-' && sign !== '+') return this.#primary()
    this.#at += 1
    const value = this.#unary()
    if (value.kind !== 'int' && value.kind !== 'float') throw new Unreadable()
    return sign === '-' ? { ...value, value: -value.value } : value
  }

  #primary(): Literal {
    const c = this.#text[this.#at]
    if (c === undefined) throw new Unreadable()
    if (c === '[') return { kind: 'list', items: this.#items(']') }
    if (c === '(') return this.#parenthesized()
    if (c === '{') return this.#braces()
    if (/["']/.test(c) || /^[rbuf]{1,2}["']/i.test(this.#text.slice(this.#at, this.#at + 3))) return this.#strings()
    if (/[0-9.]/.test(c)) return this.#number()
    return this.#name()
  }

  #items(close: string): readonly Literal[] {
    this.#at += 1
    const items: Literal[] = []
    for (;;) {
      if (this.#closes(close)) return items
      items.push(this.expression())
      this.#comma(close)
    }
  }

  #parenthesized(): Literal {
    this.#at += 1
    const items: Literal[] = []
    let comma = false
    while (!this.#closes(')')) {
      items.push(this.expression())
      comma = this.#comma(')') || comma
    }
    return items.length === 1 && !comma ? items[0]! : { kind: 'tuple', items }
  }

  #braces(): Literal {
    this.#at += 1
    const entries: (readonly [Literal, Literal])[] = []
    const items: Literal[] = []
    while (!this.#closes('}')) {
      const key = this.expression()
      this.#space()
      if (this.#text[this.#at] === ':') {
        this.#at += 1
        entries.push([key, this.expression()])
      } else items.push(key)
      this.#comma('}')
    }
    if (entries.length > 0 && items.length > 0) throw new Unreadable()
    return items.length > 0 ? { kind: 'set', items } : { kind: 'dict', entries }
  }

  #closes(close: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== close) return false
    this.#at += 1
    return true
  }

  // a comma, or nothing before the closing bracket
  #comma(close: string): boolean {
    this.#space()
    if (this.#text[this.#at] === ',') {
      this.#at += 1
      return true
    }
    if (this.#text[this.#at] !== close) throw new Unreadable()
    return false
  }

  #number(): Literal {
    const rest = this.#text.slice(this.#at, this.#at + 64)
    const whole = /^0[xX][0-9a-fA-F_]+|^0[oO][0-7_]+|^0[bB][01_]+/.exec(rest)?.[0]
    if (whole !== undefined) {
      this.#at += whole.length
      return { kind: 'int', value: Number(whole.replaceAll('_', '')) }
    }
    const found = /^(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/.exec(rest)?.[0]
    if (found === undefined) throw new Unreadable()
    this.#at += found.length
    return { kind: /[.eE]/.test(found) ? 'float' : 'int', value: Number(found.replaceAll('_', '')) }
  }

  // texts that stand beside each other are one
  #strings(): Literal {
    let value = ''
    do {
      value += this.#string()
      this.#space()
    } while (/^(?:["']|[rbuf]{1,2}["'])/i.test(this.#text.slice(this.#at, this.#at + 3)))
    return { kind: 'str', value }
  }

  #string(): string {
    const head = /^([rbuf]{0,2})("""|'''|"|')/i.exec(this.#text.slice(this.#at, this.#at + 5))
    if (head === null || /f/i.test(head[1]!)) throw new Unreadable()
    const [whole, prefix, quote] = head as unknown as [string, string, string]
    this.#at += whole.length
    let value = ''
    for (;;) {
      const c = this.#text[this.#at]
      if (c === undefined || (quote.length === 1 && c === '\n')) throw new Unreadable()
      if (this.#text.startsWith(quote, this.#at)) {
        this.#at += quote.length
        return value
      }
      if (c === '\\' && !/r/i.test(prefix)) value += this.#escape()
      else {
        value += c
        this.#at += 1
        if (c === '\\') {
          value += this.#text[this.#at] ?? ''
          this.#at += 1
        }
      }
    }
  }

  #escape(): string {
    const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))/.exec(
      this.#text.slice(this.#at, this.#at + 10),
    )
    if (code !== null) {
      this.#at += code[0].length
      const hex = code[1] ?? code[2] ?? code[3]
      const point = hex === undefined ? Number.parseInt(code[4]!, 8) : Number.parseInt(hex, 16)
      return point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point)
    }
    const c = this.#text[this.#at + 1] ?? ''
    this.#at += 2
    return Object.hasOwn(escapes, c) ? escapes[c]! : `\\${c}`
  }

  #name(): Literal {
    const name = /^[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*/u.exec(
      this.#text.slice(this.#at, this.#at + 1000),
    )?.[0]
    if (name === undefined) throw new Unreadable()
    this.#at += name.length
    if (Object.hasOwn(words, name)) return words[name]!
    const bare = name.replace(/\s+/g, '')
    if (this.#text[this.#at] === '(') return this.#call(bare)
    return { kind: 'name', value: bare }
  }

  #call(name: string): Call {
    this.#at += 1
    const positional: Literal[] = []
    const named: (readonly [string, Literal])[] = []
    while (!this.#closes(')')) {
      const key = /^([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/u.exec(this.#text.slice(this.#at, this.#at + 300))
      if (key !== null) {
        this.#at += key[0].length
        named.push([key[1]!, this.expression()])
      } else positional.push(this.expression())
      this.#comma(')')
    }
    return { kind: 'call', name, positional, named }
  }

  #space(): void {
    while (/[\s\\]/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  a: '\u0007',
  v: '\u000b',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '/': '/',
}

const words: Readonly<Record<string, Literal>> = {
  True: { kind: 'bool', value: true },
  False: { kind: 'bool', value: false },
  true: { kind: 'bool', value: true },
  false: { kind: 'bool', value: false },
  None: { kind: 'none' },
  null: { kind: 'none' },
}

function joined(a: Literal, sign: string, b: Literal): Literal {
  if (a.kind === 'str' && b.kind === 'str' && sign === '+') return { kind: 'str', value: a.value + b.value }
  const numbers = (a.kind === 'int' || a.kind === 'float') && (b.kind === 'int' || b.kind === 'float')
  if (!numbers) throw new Unreadable()
  const [x, y] = [a.value, b.value]
  const value =
    sign === '+'
      ? x + y
      : sign === '-'
        ? x - y
        : sign === '*'
          ? x * y
          : sign === '/'
            ? x / y
            : sign === '**'
              ? x ** y
              : sign === '//'
                ? Math.floor(x / y)
                : ((x % y) + y) % y
  if (!Number.isFinite(value)) throw new Unreadable()
  return { kind: sign === '/' || a.kind === 'float' || b.kind === 'float' ? 'float' : 'int', value }
}

/** A value of JSON as a literal; numbers without a fraction are integers. */
export function literalOf(value: unknown): Literal {
  if (value === null || value === undefined) return { kind: 'none' }
  if (typeof value === 'string') return { kind: 'str', value }
  if (typeof value === 'boolean') return { kind: 'bool', value }
  if (typeof value === 'number') return { kind: Number.isInteger(value) ? 'int' : 'float', value }
  if (Array.isArray(value)) return { kind: 'list', items: value.map(literalOf) }
  return { kind: 'dict', entries: Object.entries(value).map(([k, v]) => [{ kind: 'str', value: k }, literalOf(v)]) }
}

/** A value as Python prints it. */
export function reprOf(value: Literal): string {
  switch (value.kind) {
    case 'str':
      return value.value.includes("'") && !value.value.includes('"')
        ? `"${value.value}"`
        : `'${value.value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`
    case 'bool':
      return value.value ? 'True' : 'False'
    case 'none':
      return 'None'
    case 'int':
      return String(value.value)
    case 'float':
      return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value)
    case 'list':
    case 'tuple':
    case 'set':
      return `[${value.items.map(reprOf).join(', ')}]`
    case 'dict':
      return `{${value.entries.map(([k, v]) => `${reprOf(k)}: ${reprOf(v)}`).join(', ')}}`
    default:
      return value.kind === 'name' ? value.value : ''
  }
}

/** Whether two values are equal as Python has it: 1, 1.0 and True are, a list is no tuple. */
export function sameLiteral(a: Literal, b: Literal): boolean {
  const [x, y] = [numberOf(a), numberOf(b)]
  if (x !== null || y !== null) return x === y
  if (a.kind === 'str' || a.kind === 'name') return a.kind === b.kind && a.value === b.value
  if (a.kind === 'none') return b.kind === 'none'
  if (a.kind === 'list' || a.kind === 'tuple' || a.kind === 'set') {
    if (a.kind !== b.kind || a.items.length !== (b as typeof a).items.length) return false
    const others = (b as typeof a).items
    return a.kind === 'set'
      ? a.items.every((i) => others.some((o) => sameLiteral(i, o)))
      : a.items.every((i, n) => sameLiteral(i, others[n]!))
  }
  if (a.kind === 'dict') {
    if (b.kind !== 'dict' || a.entries.length !== b.entries.length) return false
    return a.entries.every(([k, v]) => b.entries.some(([l, w]) => sameLiteral(k, l) && sameLiteral(v, w)))
  }
  return (
    a.kind === 'call' &&
    b.kind === 'call' &&
    a.name === b.name &&
    sameLiteral({ kind: 'list', items: a.positional }, { kind: 'list', items: b.positional }) &&
    a.named.length === b.named.length &&
    a.named.every(([k, v]) => b.named.some(([l, w]) => k === l && sameLiteral(v, w)))
  )
}

function numberOf(l: Literal): number | null {
  if (l.kind === 'int' || l.kind === 'float') return l.value
  return l.kind === 'bool' ? Number(l.value) : null
}
