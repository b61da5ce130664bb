import type { ToolCall } from '../models/model.ts'
import { type CallLanguage, convertForeign, foreignKinds } from './foreign.ts'
import { type Call, type Literal, literalOf, parseLiteral, reprOf, sameLiteral } from './literal.ts'

/** A function that may be called, as the data describe it. */
export interface FunctionSpec {
  readonly name: string
  readonly description?: string
  readonly parameters: {
    readonly properties: Readonly<
      Record<string, { readonly type: string; readonly items?: { readonly type?: string } }>
    >
    readonly required?: readonly string[]
  }
}

/** The values that a call may have: by function, by parameter; the empty text says that it may be left out. */
export type PossibleAnswer = Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>

/** What is to be called: one function, one of several, several at once, or nothing. */
export type CallKind = 'simple' | 'multiple' | 'parallel' | 'irrelevance' | 'relevance'

/** A call as it is checked: parameters by name, whatever stood without one left out. */
interface Made {
  readonly name: string
  readonly given: ReadonlyMap<string, Literal>
  readonly tools: boolean
  readonly language: CallLanguage | null
}

/**
 * The calls that a text writes: a list of Python calls, or one; `null` when it is none.
 *
 * @source gorilla, berkeley-function-call-leaderboard, model_handler/utils.py
 */
export function parseCalls(text: string): readonly Call[] | null {
  const bare = text.replace(/^[`\n ]+|[`\n ]+$/g, '')
  // a fence that names its language is no call, nor is prose before one
  const listed = `${bare.startsWith('[') ? '' : '['}${bare}${bare.endsWith(']') ? '' : ']'}`
  for (const form of [listed, bare.replace(/^'+|'+$/g, '')]) {
    const value = parseLiteral(form)
    const items = value === null ? [] : value.kind === 'list' || value.kind === 'tuple' ? value.items : [value]
    if (items.length > 0 && items.every((i) => i.kind === 'call')) return items as readonly Call[]
    const made = items.map(madeOf)
    if (made.length > 0 && made.every((m) => m !== null)) return made as readonly Call[]
  }
  return null
}

// { name: arguments }, as results of models with tools are kept
function madeOf(item: Literal): Call | null {
  if (item.kind !== 'dict' || item.entries.length !== 1) return null
  const [name, given] = item.entries[0]!
  if (name.kind !== 'str') return null
  const read = given.kind === 'str' ? parseLiteral(given.value) : given
  if (read?.kind !== 'dict' || read.entries.some(([k]) => k.kind !== 'str')) return null
  const named = read.entries.map(([k, v]) => [(k as { value: string }).value, v] as const)
  return { kind: 'call', name: name.value, positional: [], named }
}

/**
 * The calls that an endpoint returned as such; `null` when the arguments of one are no JSON object.
 *
 * With a language other than Python every value becomes the text that Python has for it, as the first versions had it.
 */
export function readToolCalls(
  calls: readonly ToolCall[],
  language: CallLanguage | null = null,
): readonly Call[] | null {
  const read = calls.map((c): Call | null => {
    const given = parseLiteral(c.arguments.trim() === '' ? '{}' : c.arguments)
    if (given?.kind !== 'dict' || given.entries.some(([k]) => k.kind !== 'str')) return null
    const named = given.entries.map(([k, v]) => {
      const value: Literal = language === null || v.kind === 'str' ? v : { kind: 'str', value: reprOf(v) }
      return [(k as { value: string }).value, value] as const
    })
    return { kind: 'call', name: c.name, positional: [], named }
  })
  return read.some((r) => r === null) ? null : (read as readonly Call[])
}

/**
 * Why calls are not the ones that are possible, or `null` when they are; `tools` when they were made as such and not
 * written.
 *
 * @source gorilla 7bef000 and after, bfcl/eval_checker: ast_checker
 */
export function checkCalls(
  calls: readonly Call[],
  specs: readonly FunctionSpec[],
  answers: readonly PossibleAnswer[],
  kind: 'simple' | 'multiple' | 'parallel',
  { tools = false, language = null }: { readonly tools?: boolean; readonly language?: CallLanguage | null } = {},
): string | null {
  const made = calls.map((c): Made => ({ name: c.name, given: new Map(c.named), tools, language }))
  if (made.length !== answers.length) return `${made.length} calls, expected ${answers.length}`
  if (kind === 'parallel') return checkParallel(made, specs, answers)
  const name = Object.keys(answers[0]!)[0]!
  const spec = kind === 'simple' && specs.length === 1 ? specs[0]! : specs.find((s) => s.name === name)
  return spec === undefined ? `\`${name}\` is not described` : checkOne(made[0]!, spec, answers[0]!)
}

// each expected call takes the first made one that fits and is free
function checkParallel(
  made: readonly Made[],
  specs: readonly FunctionSpec[],
  answers: readonly PossibleAnswer[],
): string | null {
  const taken = new Set<number>()
  for (const answer of answers) {
    const name = Object.keys(answer)[0]!
    const spec = specs.find((s) => s.name === name)
    if (spec === undefined) return `\`${name}\` is not described`
    const at = made.findIndex((m, i) => !taken.has(i) && checkOne(m, spec, answer) === null)
    if (at === -1) return `no call fits \`${name}\``
    taken.add(at)
  }
  return null
}

function checkOne(made: Made, spec: FunctionSpec, answer: PossibleAnswer): string | null {
  const possible = Object.values(answer)[0]!
  // endpoints that allow no dots in names of tools get underscores
  if (made.name !== spec.name && !(made.tools && made.name === spec.name.replaceAll('.', '_')))
    return `\`${made.name}\` called, expected \`${spec.name}\``
  for (const name of spec.parameters.required ?? []) if (!made.given.has(name)) return `\`${name}\` is missing`
  for (const [name, value] of made.given) {
    const described = Object.hasOwn(spec.parameters.properties, name) ? spec.parameters.properties[name]! : null
    if (described === null || !Object.hasOwn(possible, name)) return `\`${name}\` is unexpected`
    const why = checkValue(name, value, described, possible[name]!, made.language)
    if (why !== null) return why
  }
  for (const name in possible)
    if (!made.given.has(name) && !possible[name]!.includes('')) return `\`${name}\` is missing and not optional`
  return null
}

const kinds: Readonly<Record<string, Literal['kind']>> = {
  string: 'str',
  integer: 'int',
  float: 'float',
  number: 'float',
  boolean: 'bool',
  array: 'list',
  tuple: 'list',
  dict: 'dict',
  object: 'dict',
  any: 'str',
}

function checkValue(
  name: string,
  written: Literal,
  described: { readonly type: string; readonly items?: { readonly type?: string } },
  possible: readonly unknown[],
  language: CallLanguage | null,
): string | null {
  const known = language === null ? kinds : foreignKinds[language]
  const expected = known[described.type] ?? 'str'
  const nested =
    expected === 'list' && described.type !== 'object' ? (known[described.items?.type ?? ''] ?? null) : null
  let value: Literal = written.kind === 'name' ? { kind: 'str', value: written.value } : written
  if (language !== null) {
    if (value.kind !== 'str') return `\`${name}\` is ${value.kind}, expected a text of ${language}`
    value = convertForeign(value.value, described.type, described.items?.type, language)
  }
  if (described.type === 'tuple' && value.kind === 'tuple') value = { ...value, kind: 'list' }
  if (language === null && expected === 'float' && value.kind === 'int') value = { kind: 'float', value: value.value }
  const allowed = possible.map(literalOf)
  const answerKind = allowed.find((a) => !(a.kind === 'str' && a.value === ''))?.kind
  let variable = answerKind !== undefined && answerKind !== expected
  if (value.kind !== expected) {
    if (answerKind === undefined || value.kind !== answerKind)
      return `\`${name}\` is ${value.kind}, expected ${described.type}`
    variable = true
  } else if (nested !== null && value.kind === 'list' && !nestedFits(value.items, nested, allowed))
    return `\`${name}\` holds items of another type than ${described.items?.type}`
  if (!variable) {
    if (value.kind === 'dict') return dictFits(value, possible) ? null : wrong(name)
    if (value.kind === 'list' && nested === 'dict') return listOfDictsFits(value.items, possible) ? null : wrong(name)
    if (value.kind === 'str')
      return allowed.some((a) => a.kind === 'str' && standard(a.value) === standard(value.value)) ? null : wrong(name)
    if (value.kind === 'list')
      return allowed.some((a) => sameLiteral(standardDeep(a), standardDeep(value))) ? null : wrong(name)
  }
  return allowed.some((a) => sameLiteral(a, value)) ? null : wrong(name)
}

function nestedFits(items: readonly Literal[], nested: Literal['kind'], allowed: readonly Literal[]): boolean {
  return allowed.some((answer) => {
    if (answer.kind !== 'list') return true
    const kind = answer.items.find((a) => !(a.kind === 'str' && a.value === ''))?.kind
    return items.every(
      (i) => i.kind === nested || (nested === 'float' && i.kind === 'int' && kind === 'int') || i.kind === kind,
    )
  })
}

function wrong(name: string): string {
  return `\`${name}\` has another value than those allowed`
}

/** A text without spaces and the marks `,./-_*^`, in lower case, with double quotes for single ones. */
export function standard(text: string): string {
  return text
    .replace(/[ ,./\-_*^]/g, '')
    .toLowerCase()
    .replaceAll("'", '"')
}

// texts on the first level of a list are compared in their standard form; what may be left out may be empty
function standardDeep(value: Literal): Literal {
  if (value.kind === 'str' && value.value === '') return { kind: 'list', items: [] }
  if (value.kind !== 'list') return value
  return {
    kind: 'list',
    items: value.items.map((i) => (i.kind === 'str' ? { kind: 'str', value: standard(i.value) } : i)),
  }
}

function dictFits(value: Literal & { kind: 'dict' }, possible: readonly unknown[]): boolean {
  return possible.some((answer) => {
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false
    const allowed = answer as Readonly<Record<string, readonly unknown[]>>
    const keys = new Set<string>()
    for (const [key, given] of value.entries) {
      if (key.kind !== 'str' || !Object.hasOwn(allowed, key.value)) return false
      keys.add(key.value)
      const options = allowed[key.value]!
      const plain = given.kind === 'str' ? ({ kind: 'str', value: standard(given.value) } as const) : given
      // a text in place of a list is taken as the list of its letters
      const fits = (Array.isArray(options) ? options : typeof options === 'string' ? [...options] : [options]).some(
        (o) => sameLiteral(typeof o === 'string' ? { kind: 'str', value: standard(o) } : literalOf(o), plain),
      )
      if (!fits) return false
    }
    return Object.entries(allowed).every(
      ([k, options]) => keys.has(k) || typeof options === 'string' || (Array.isArray(options) && options.includes('')),
    )
  })
}

function listOfDictsFits(items: readonly Literal[], possible: readonly unknown[]): boolean {
  return possible.some(
    (answer) =>
      Array.isArray(answer) &&
      answer.length === items.length &&
      items.every((item, i) => item.kind === 'dict' && dictFits(item, [answer[i]])),
  )
}
