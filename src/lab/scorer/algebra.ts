/** Whether two answers of mathematics are the same, as far as this can be told. */
export type Equality = 'equal' | 'unequal' | 'unknown'

/**
 * Whether two LaTeX answers have one value.
 *
 * Numbers, fractions, roots, powers, π, e, tuples, intervals, sets and polynomials in letters are compared by their
 * values, letters at several places; what is none of these is `unknown`, never guessed.
 *
 * @example sameMath('\\frac{1}{2}', '0.5') // 'equal'
 * @example sameMath('(x+1)^2', 'x^2+2x+1') // 'equal'
 * @example sameMath('[1,2)', '(1,2)') // 'unequal'
 */
export function sameMath(a: string, b: string): Equality {
  const [x, y] = [readParts(a), readParts(b)]
  if (x === null || y === null) return 'unknown'
  if (x.parts.length !== y.parts.length) return 'unequal'
  if (x.open !== y.open || x.close !== y.close) {
    // a list without brackets is a set in any order, or the tuple of the other
    if (x.open !== '' && y.open !== '') return 'unequal'
  }
  const unordered = x.parts.length > 1 && (x.open === '{' || (x.open === '' && y.open === ''))
  return unordered ? sameSets(x.parts, y.parts) : every(x.parts.map((p, i) => sameValue(p, y.parts[i]!)))
}

function every(found: readonly Equality[]): Equality {
  if (found.includes('unequal')) return 'unequal'
  return found.includes('unknown') ? 'unknown' : 'equal'
}

function sameSets(a: readonly Node[], b: readonly Node[]): Equality {
  const left = [...b]
  for (const part of a) {
    const at = left.findIndex((other) => sameValue(part, other) === 'equal')
    if (at === -1) return left.some((o) => sameValue(part, o) === 'unknown') ? 'unknown' : 'unequal'
    left.splice(at, 1)
  }
  return 'equal'
}

type Node =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'letter'; readonly name: string }
  | { readonly kind: 'apply'; readonly by: (...x: number[]) => number; readonly of: readonly Node[] }

interface Parts {
  readonly open: string
  readonly close: string
  readonly parts: readonly Node[]
}

function readParts(text: string): Parts | null {
  const plain = cleaned(text).replace(/^[a-zA-Z](_\{?\w+\}?)?\s*(?:=|\\in)\s*/, '')
  const bracket = /^(\\\{|[([{])(.*?)(\\\}|[)\]}])$/s.exec(plain)
  const inside = bracket === null ? null : split(bracket[2]!)
  const bound = bracket !== null && inside !== null && (inside.length > 1 || bracket[1] !== '(')
  const texts = bound ? inside : split(plain)
  if (texts === null) return null
  const parts = texts.map((t) => parseMath(t.replace(/^\s*[a-zA-Z](_\{?\w+\}?)?\s*=\s*/, '')))
  if (parts.some((p) => p === null)) return null
  const [open, close] = bound ? [bracket[1]!.replace('\\', ''), bracket[3]!.replace('\\', '')] : ['', '']
  return { open, close, parts: parts as readonly Node[] }
}

// at commas outside all brackets; a comma before three digits groups them
function split(text: string): readonly string[] | null {
  const found: string[] = []
  let [depth, from] = [0, 0]
  for (let i = 0; i < text.length; i += 1) {
    if ('([{'.includes(text[i]!)) depth += 1
    else if (')]}'.includes(text[i]!)) depth -= 1
    if (depth < 0) return null
    if (
      text[i] === ',' &&
      depth === 0 &&
      !(/\d$/.test(text.slice(0, i)) && /^\d{3}(?!\d)/.test(text.slice(i + 1)) && !/,\s/.test(text))
    ) {
      found.push(text.slice(from, i))
      from = i + 1
    }
  }
  return depth === 0 ? [...found, text.slice(from)] : null
}

function cleaned(text: string): string {
  return text
    .replace(/\\(?:left|right|displaystyle|[!,;: ])/g, '')
    .replace(/\\(?:text|mathrm|mbox|textbf|mathbf)\{\s*(?:and|or)\s*\}/g, ',')
    .replace(/\\(?:text|mathrm|mbox|textbf|mathbf)\{[^{}]*\}(\^\{?\d\}?)?/g, '')
    .replace(/\^\{?\\circ\}?|\\%|%|\\\$|\$/g, '')
    .replace(/\\[dt]frac/g, '\\frac')
    .replace(/\\cup|\\infty/g, (m) => (m === '\\infty' ? '∞' : '\\cup'))
    .replace(/(\d)\{,\}(\d{3})/g, '$1$2')
    .replace(/\.$/, '')
    .trim()
}

/** A formula as what has to be worked out, `null` when it is none that is known here. */
function parseMath(text: string): Node | null {
  const tokens = text.match(/\\[a-zA-Z]+|\d+(?:\.\d+)?|\.\d+|[a-zA-Zπ∞]|[-+*/^_(){}!|[\]]|\S/g) ?? []
  try {
    const reader = new Formula(grouped(tokens))
    return reader.whole()
  } catch (error) {
    if (error instanceof NoFormula) return null
    throw error
  }
}

class NoFormula extends Error {}

// 1 , 234 is one number
function grouped(tokens: readonly string[]): readonly string[] {
  const found: string[] = []
  for (let i = 0; i < tokens.length; i += 1) {
    const after = tokens[i + 1]
    if (tokens[i] === ',' && /^\d+$/.test(found.at(-1) ?? '') && /^\d{3}(?:\.\d*)?$/.test(after ?? '')) {
      found.push(`${found.pop()}${after}`)
      i += 1
    } else found.push(tokens[i]!)
  }
  return found
}

const constants: Readonly<Record<string, number>> = { '\\pi': Math.PI, π: Math.PI, '∞': Number.POSITIVE_INFINITY }
const functions: Readonly<Record<string, (x: number) => number>> = {
  '\\sin': Math.sin,
  '\\cos': Math.cos,
  '\\tan': Math.tan,
  '\\ln': Math.log,
  '\\log': Math.log10,
  '\\arcsin': Math.asin,
  '\\arccos': Math.acos,
  '\\arctan': Math.atan,
  '\\exp': Math.exp,
  '\\cot': (x) => 1 / Math.tan(x),
  '\\sec': (x) => 1 / Math.cos(x),
  '\\csc': (x) => 1 / Math.sin(x),
}

class Formula {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  whole(): Node {
    const value = this.#sum()
    if (this.#at < this.#tokens.length) throw new NoFormula()
    return value
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at += 1
    return true
  }

  #sum(): Node {
    const minus = this.#take('-')
    if (!minus) this.#take('+')
    let left = minus ? negated(this.#product()) : this.#product()
    for (;;) {
      if (this.#take('+')) left = apply((x, y) => x! + y!, left, this.#product())
      else if (this.#take('-')) left = apply((x, y) => x! - y!, left, this.#product())
      else return left
    }
  }

  #product(): Node {
    let left = this.#power()
    for (;;) {
      const next = this.#tokens[this.#at]
      if (next === '/' || next === '\\div') {
        this.#at += 1
        left = apply((x, y) => x! / y!, left, this.#signed())
      } else if (next === '*' || next === '\\cdot' || next === '\\times') {
        this.#at += 1
        left = apply((x, y) => x! * y!, left, this.#signed())
      } else if (next !== undefined && starts(next)) {
        // 3\frac12 is three and a half
        const mixed = next === '\\frac' && left.kind === 'number' && Number.isInteger(left.value)
        const right = this.#power()
        left = mixed && isPlain(right) ? apply((x, y) => x! + y!, left, right) : apply((x, y) => x! * y!, left, right)
      } else return left
    }
  }

  #signed(): Node {
    return this.#take('-') ? negated(this.#power()) : this.#power()
  }

  #power(): Node {
    let base = this.#atom()
    while (this.#take('!')) base = apply((x) => factorial(x!), base)
    if (!this.#take('^')) return base
    return apply((x, y) => x! ** y!, base, this.#argument())
  }

  // one token, or a group in braces
  #argument(): Node {
    if (this.#take('{')) return this.#until('}')
    if (this.#take('-')) return negated(this.#argument())
    const token = this.#tokens[this.#at] ?? ''
    // \frac12 takes one digit each
    if (/^\d{2,}$/.test(token)) {
      this.#at += 1
      return { kind: 'number', value: Number(token) }
    }
    return this.#atom()
  }

  #until(close: string): Node {
    const value = this.#sum()
    if (!this.#take(close)) throw new NoFormula()
    return value
  }

  #atom(): Node {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw new NoFormula()
    this.#at += 1
    if (/^[\d.]/.test(token)) return { kind: 'number', value: Number(token) }
    if (Object.hasOwn(constants, token)) return { kind: 'number', value: constants[token]! }
    if (token === '(') return this.#until(')')
    if (token === '[') return this.#until(']')
    if (token === '{') return this.#until('}')
    if (token === '|') return apply((x) => Math.abs(x!), this.#until('|'))
    if (token === '\\frac') return this.#fraction()
    if (token === '\\sqrt') return this.#root()
    if (token === '\\binom')
      return apply((n, k) => factorial(n!) / factorial(k!) / factorial(n! - k!), this.#argument(), this.#argument())
    if (token === '\\log' && this.#take('_')) return this.#logarithm()
    if (Object.hasOwn(functions, token)) return this.#function(functions[token]!)
    if (/^[a-zA-Z]$/.test(token)) return this.#letter(token)
    if (/^\\(alpha|beta|gamma|theta|phi|lambda|omega|mu)$/.test(token)) return this.#letter(token)
    throw new NoFormula()
  }

  #fraction(): Node {
    const digits = this.#tokens[this.#at] ?? ''
    if (/^\d{2}$/.test(digits)) {
      this.#at += 1
      return { kind: 'number', value: Number(digits[0]) / Number(digits[1]) }
    }
    return apply((x, y) => x! / y!, this.#argument(), this.#argument())
  }

  #root(): Node {
    if (!this.#take('[')) return apply((x) => Math.sqrt(x!), this.#argument())
    const degree = this.#until(']')
    return apply((n, x) => (x! < 0 && n! % 2 === 1 ? -((-x!) ** (1 / n!)) : x! ** (1 / n!)), degree, this.#argument())
  }

  // of two digits behind the line the first is the base where nothing else follows
  #logarithm(): Node {
    const digits = this.#tokens[this.#at] ?? ''
    const next = this.#tokens[this.#at + 1]
    if (/^\d{2}$/.test(digits) && (next === undefined || !starts(next))) {
      this.#at += 1
      return { kind: 'number', value: Math.log(Number(digits[1])) / Math.log(Number(digits[0])) }
    }
    return apply((b, x) => Math.log(x!) / Math.log(b!), this.#argument(), this.#power())
  }

  #function(by: (x: number) => number): Node {
    const power = this.#take('^') ? this.#argument() : null
    const value = apply((x) => by(x!), this.#power())
    return power === null ? value : apply((x, y) => x! ** y!, value, power)
  }

  #letter(name: string): Node {
    if (!this.#take('_')) return { kind: 'letter', name }
    const from = this.#at
    this.#argument()
    return { kind: 'letter', name: `${name}_${this.#tokens.slice(from, this.#at).join('')}` }
  }
}

function starts(token: string): boolean {
  return (
    /^[\da-zA-Zπ∞({.]/.test(token) ||
    (token.startsWith('\\') && !/^\\(?:cup|cap|le|ge|leq|geq|ne|in|pm|equiv|div)$/.test(token))
  )
}

function isPlain(node: Node): boolean {
  return node.kind === 'number' || (node.kind === 'apply' && node.of.every(isPlain))
}

function apply(by: (...x: number[]) => number, ...of: readonly Node[]): Node {
  return { kind: 'apply', by, of }
}

function negated(node: Node): Node {
  return apply((x) => -x!, node)
}

function factorial(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 170) return Number.NaN
  return n < 2 ? 1 : n * factorial(n - 1)
}

function worth(node: Node, letters: ReadonlyMap<string, number>): number {
  if (node.kind === 'number') return node.value
  if (node.kind === 'letter') return letters.get(node.name) ?? Number.NaN
  return node.by(...node.of.map((n) => worth(n, letters)))
}

function lettersOf(node: Node, found = new Set<string>()): ReadonlySet<string> {
  if (node.kind === 'letter') found.add(node.name)
  if (node.kind === 'apply') for (const n of node.of) lettersOf(n, found)
  return found
}

// places that no small formula is likely to treat alike
const places = [0.7316, 1.4127, 2.2361, 3.3019, 0.2741]

function sameValue(a: Node, b: Node): Equality {
  const names = [...new Set([...lettersOf(a), ...lettersOf(b)])].sort()
  if ([...lettersOf(a)].join() !== [...lettersOf(b)].join() && (lettersOf(a).size === 0) !== (lettersOf(b).size === 0))
    return 'unequal'
  let told = 0
  for (const [i] of names.length === 0 ? [[0]] : places.entries()) {
    const letters = new Map(names.map((n, j) => [n, places[(i! + j * 2) % places.length]! + j * 0.137] as const))
    const [x, y] = [worth(a, letters), worth(b, letters)]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    told += 1
    // of what is without end nothing is near
    if (x !== y && !(Number.isFinite(x - y) && Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y))))
      return 'unequal'
  }
  return told === 0 ? 'unknown' : 'equal'
}
