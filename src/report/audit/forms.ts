import { largest, smallest, type Words } from '../../base/index.ts'

/** A way to put numbers that follow from one another, by the words that it needs: most are never looked at more closely. */
export interface Form {
  readonly id: string
  /** words of which a sentence cannot lack all */
  readonly needs: readonly string[]
  /** whether it has Chinese words */
  readonly isChinese: boolean
  readonly law: () => Lawful
}

/** A form in full, and the law that its numbers follow. */
export interface Lawful {
  /** how many numbers it has at least */
  readonly least: number
  /** the kinds that its numbers may be, as bits in the order of `slots`, and how many it has of them */
  readonly kinds: readonly (readonly [bits: number, count: number])[]
  /** over a sentence whose numbers stand as `templateOf` writes them; its named groups hold the numbers of the law */
  readonly pattern: RegExp
  readonly law: Law
  /** whether the amounts may be of different units */
  readonly isMixed: boolean
  /** whether a list of numbers is added up in it */
  readonly isSum: boolean
  /** whether it begins in the sentence before that which holds its words */
  readonly isOfTwo: boolean
  /** whether it begins in the sentence before that one */
  readonly isOfThree: boolean
}

/** What the numbers of a form come to. */
export type Law =
  /** `target` follows from the others, or is not below what they make if `isLeast`; where it is a range, its upper end does if `isLast` */
  | {
      readonly kind: 'equation'
      readonly target: string
      readonly isLast: boolean
      readonly isLeast: boolean
      readonly right: Expression
    }
  /** `target` in percent is the difference of two percentages, and ought to be in points */
  | { readonly kind: 'points'; readonly target: string; readonly right: Expression }
  /** the group `word` says that the one is less than the other */
  | { readonly kind: 'order'; readonly low: Expression; readonly high: Expression }

/** An expression over numbers by name; a list of numbers stands in `sum`, `mean`, `count`, `first`, `last` and `fold` alone. */
export type Expression = (values: ReadonlyMap<string, readonly number[]>) => number

const opening = '\ue000'
const first = 0xe100

/** Kinds of numbers in a template: percent, points, basis points, multiple, fraction by which one is more or less, money, other amounts, range, none that stands alone. */
export type Slot = '%' | 'p' | 'b' | 'x' | 'f' | '$' | '#' | 'r' | '-'

const slots: readonly Slot[] = ['%', 'p', 'b', 'x', 'f', '$', '#', 'r', '-']

/** A kind as the bit that stands for it in `kinds` of a form. */
export function bitOf(kind: Slot): number {
  return 1 << slots.indexOf(kind)
}

/** The sign of the `n`-th number of a sentence in its template. */
export function slotOf(kind: Slot, n: number): string {
  return opening + kind + String.fromCharCode(first + n)
}

/** The indices of the numbers whose signs stand in a piece of a template. */
export function indicesIn(text: string): readonly number[] {
  return [...text].flatMap((c) =>
    c.charCodeAt(0) >= first && c.charCodeAt(0) < first + 256 ? [c.charCodeAt(0) - first] : [],
  )
}

/**
 * The forms that the rows of `forms.csv` make.
 *
 * In a form `{a}` is an amount, `{a$}` money, `{a%}` percent, `{ap}` points, `{ab}` basis points, `{ax}` a multiple, `{af}` a fraction (a quarter more), `{ar}` a range (a list of its two ends), `{a*}` an amount or percent, `{a+}` two to eight
 * amounts in a row; `…` up to 24 characters of one clause, `……` up to 60 of one sentence, neither with a number; `‖` the end of a sentence, of whose two (or three, with two `‖`) the last holds a word of `needs`; the rest is a regular expression.
 */
export function createForms(rows: readonly Readonly<Record<string, string>>[]): readonly Form[] {
  return rows.map((row) => {
    const { id = '', needs = '', form = '' } = row
    let made: Lawful | undefined
    return {
      id,
      needs: needs.split('|'),
      isChinese: /[\u4e00-\u9fff]/.test(form),
      law: () => {
        made ??= lawfulOf(row)
        return made
      },
    }
  })
}

function lawfulOf({ form = '', law = '', units = '' }: Readonly<Record<string, string>>): Lawful {
  return {
    least: [...form.matchAll(/\{[a-z][%$pbxfr*~]?(\+?)\}/g)].reduce((n, m) => n + (m[1] === '' ? 1 : 2), 0),
    kinds: kindsOf(form),
    pattern: new RegExp(sourceOf(form), 'gi'),
    law: lawOf(law),
    isMixed: units === 'any',
    isSum: law.includes('sum('),
    isOfTwo: form.includes(sentenceEnd),
    isOfThree: form.split(sentenceEnd).length > 2,
  }
}

const sentenceEnd = '‖'

// what is counted, right behind its number
const counter = '(?:\\s?(?:人次|[个家款份只张台辆件次人名点元]))?\\s?'
/** What is wrong with a row of `forms.csv`; `null` where nothing is. */
export function faultOfForm({ needs = '', form = '', law = '' }: Readonly<Record<string, string>>): Words | null {
  const source = sourceOf(form)
  if (needs.trim() === '' || needs.split('|').includes(''))
    return { en: '`needs` names no word', zh: '`needs` 未给出词' }
  try {
    if (new RegExp(source, 'i').test('')) throw new SyntaxError('it fits nothing')
  } catch (error) {
    const why = (error as Error).message
    return { en: `\`${form}\` is no pattern: ${why}`, zh: `\`${form}\` 不是可用的模式：${why}` }
  }
  const isOrder = law.includes('<')
  const names = new Set(law.match(/(?<![a-z])[a-z](?![a-z(])/g))
  if (isOrder) names.add('word')
  const missing = [...names].find((n) => !source.includes(`(?<${n}>`))
  if (missing !== undefined) return { en: `its form has no \`${missing}\``, zh: `其句式中没有 \`${missing}\`` }
  return /^(?:(?:[a-z]|last\([a-z]\)) [=≥] |[^<]+ < )[-+*/() a-z\d.]+$/.test(law)
    ? null
    : {
        en: `\`${law}\` is no law; write \`c = a - b\` or \`a < b\``,
        zh: `\`${law}\` 不是算式；请写成 \`c = a - b\` 或 \`a < b\``,
      }
}

const kinds: Readonly<Record<string, string>> = {
  '': '[$#]',
  $: '[$]',
  '%': '%',
  p: 'p',
  b: 'b',
  x: 'x',
  f: 'f',
  r: 'r',
  '*': '[$#%]',
  '~': '[$#-]',
}

function kindsOf(form: string): Lawful['kinds'] {
  const count = new Map<number, number>()
  for (const [, kind = '', list] of form.matchAll(/\{[a-z]([%$pbxfr*~]?)(\+?)\}/g)) {
    const bits = slots.reduce((sum, s) => (kinds[kind]!.includes(s) ? sum | bitOf(s) : sum), 0)
    count.set(bits, (count.get(bits) ?? 0) + (list === '' ? 1 : 2))
  }
  return [...count]
}

function sourceOf(form: string): string {
  const digit = '[\\ue100-\\ue1ff]'
  return form
    .replaceAll(sentenceEnd, '[^\\ue000.。；;]{0,40}[.。；;]\\s*')
    .replace(/……/g, '[^\\ue000。；;.]{0,60}?')
    .replace(/…/g, '[^\\ue000，。；;,.]{0,24}?')
    .replace(/\{([a-z])([%$pbxfr*~]?)(\+?)\}/g, (_, name: string, kind: string, list: string) => {
      const slot = `\\s?\\ue000${kinds[kind]}`
      return list === ''
        ? `${slot}(?<${name}>${digit})${counter}`
        : `(?<${name}>(?:${slot}${digit}[^\\ue000。；;]{0,40}){1,7}?${slot}${digit})${counter}`
    })
}

function lawOf(law: string): Law {
  const [left = '', sign = '', right = ''] = /^(.*?)\s*([=<≥])\s*(.*)$/.exec(law)?.slice(1) ?? []
  if (sign === '<') return { kind: 'order', low: expressionOf(left), high: expressionOf(right) }
  const points = /^points\((.*)\)$/.exec(right)
  if (points !== null) return { kind: 'points', target: left, right: expressionOf(points[1]!) }
  const last = /^last\((.*)\)$/.exec(left)
  return {
    kind: 'equation',
    target: last?.[1] ?? left,
    isLast: last !== null,
    isLeast: sign === '≥',
    right: expressionOf(right),
  }
}

// sums of products of numbers, names and functions of lists
function expressionOf(text: string): Expression {
  const tokens = text.match(/\d+(?:\.\d+)?|[a-z]+|[-+*/()]/g) ?? []
  let at = 0
  const factor = (): Expression => {
    const token = tokens[at++] ?? ''
    if (token === '(') {
      const inner = sum()
      at += 1
      return inner
    }
    if (/^\d/.test(token)) return () => Number(token)
    if (tokens[at] === '(') {
      const name = tokens[at + 1]!
      at += 3
      return (values) => listed(token, values.get(name) ?? [])
    }
    return (values) => values.get(token)?.[0] ?? Number.NaN
  }
  const product = (): Expression => {
    let left = factor()
    while (tokens[at] === '*' || tokens[at] === '/') {
      const isTimes = tokens[at++] === '*'
      const [a, b] = [left, factor()]
      left = isTimes ? (v) => a(v) * b(v) : (v) => a(v) / b(v)
    }
    return left
  }
  const sum = (): Expression => {
    let left = product()
    while (tokens[at] === '+' || tokens[at] === '-') {
      const isPlus = tokens[at++] === '+'
      const [a, b] = [left, product()]
      left = isPlus ? (v) => a(v) + b(v) : (v) => a(v) - b(v)
    }
    return left
  }
  return sum()
}

function listed(name: string, list: readonly number[]): number {
  const sum = list.reduce((t, x) => t + x, 0)
  if (name === 'sum') return sum
  if (name === 'first') return list[0] ?? Number.NaN
  if (name === 'last') return list.at(-1) ?? Number.NaN
  if (name === 'mean') return sum / list.length
  if (name === 'fold') return foldOf(list)
  return name === 'count' ? list.length : Number.NaN
}

// what one number behind the first is of the other, the smaller where the first is less than one
function foldOf([rate = 1, ...rest]: readonly number[]): number {
  const fold = largest(rest) / smallest(rest)
  return rate < 1 ? 1 / fold : fold
}
