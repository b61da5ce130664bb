import { type Call, type Literal, parseLiteral, sameLiteral } from './literal.ts'

/** A parameter of a function, with what it is where a call leaves it out; `null` where a call must give it. */
interface Parameter {
  readonly name: string
  readonly value: Literal | null
}

/** What a function takes. */
export interface Signature {
  readonly parameters: readonly Parameter[]
  /** whether it takes any other name too */
  readonly open: boolean
}

/** One call as a stub records it: what each parameter was, by its name. */
interface Recorded {
  readonly name: string
  readonly given: ReadonlyMap<string, Literal>
}

/** What a text of calls records when it is run, up to the first that its function does not take. */
export interface Recording {
  readonly calls: readonly Recorded[]
  readonly whole: boolean
}

const none: Literal = { kind: 'none' }

/**
 * The signatures that a text of Python functions states.
 *
 * @example signaturesOf('def find(a: int, b: str = "x, y", *, c=None):').get('find').parameters.map((p) => p.name) // ['a', 'b', 'c']
 */
export function signaturesOf(text: string): ReadonlyMap<string, Signature> {
  const found = new Map<string, Signature>()
  for (const match of text.matchAll(/\bdef\s+([\w.]+)\s*\(/g)) {
    const parts = split(balanced(text, match.index + match[0].length))
    const parameters = parts.flatMap((part): readonly Parameter[] => {
      const [, name, preset] = /^\s*(\w+)\s*(?::[^=]*)?(?:=\s*([\s\S]*?)\s*)?$/.exec(part) ?? []
      if (name === undefined) return []
      return [{ name, value: preset === undefined ? null : (parseLiteral(preset) ?? { kind: 'name', value: preset }) }]
    })
    found.set(match[1]!, { parameters, open: parts.some((p) => /^\s*\*\*/.test(p)) })
  }
  return found
}

/**
 * What stubs of functions record when `calls` are run: an inner call before the one that takes its result, which is nothing;
 * parameters that are left out with their presets; and nothing that is false, as zero or an empty text, unless `falsy`.
 *
 * A function without a signature takes whatever it is given.
 *
 * @source nexusflowai/NexusRaven-V2, evaluation_notebook: `args_dict = locals()`, `if value: return_dict[key] = value`
 */
export function record(calls: readonly Call[], known: ReadonlyMap<string, Signature>, falsy: boolean): Recording {
  const recorded: Recorded[] = []
  // the value of an argument once the calls in it have run; `null` where one of them failed
  const evaluate = (value: Literal): Literal | null => {
    if (value.kind === 'call') return run(value) ? none : null
    if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set') {
      const items = value.items.map(evaluate)
      return items.some((i) => i === null) ? null : { kind: value.kind, items: items as readonly Literal[] }
    }
    if (value.kind !== 'dict') return value
    const entries = value.entries.map(([k, v]) => [evaluate(k), evaluate(v)] as const)
    return entries.some(([k, v]) => k === null || v === null)
      ? null
      : { kind: 'dict', entries: entries as readonly (readonly [Literal, Literal])[] }
  }
  const run = (call: Call): boolean => {
    const named = new Map<string, Literal>()
    const signature = known.get(call.name)
    const names = signature?.parameters.map((p) => p.name) ?? []
    for (const [i, [name, value]] of [
      ...call.positional.map((v, i) => [names[i] ?? `#${i}`, v] as const),
      ...call.named,
    ].entries()) {
      const came = evaluate(value)
      const taken = signature === undefined || names.includes(name) || (signature.open && i >= call.positional.length)
      if (came === null || !taken || named.has(name)) return false
      named.set(name, came)
    }
    for (const { name, value } of signature?.parameters ?? []) {
      if (named.has(name)) continue
      if (value === null) return false
      named.set(name, value)
    }
    const given = [...named].filter(([, v]) => (falsy ? v.kind !== 'none' : !isFalsy(v)))
    recorded.push({ name: call.name, given: new Map(given) })
    return true
  }
  return { whole: calls.every(run), calls: recorded }
}

/** Whether two recordings hold the same calls in the same order. */
export function sameRecording(a: readonly Recorded[], b: readonly Recorded[]): boolean {
  return a.length === b.length && a.every((call, i) => sameCall(call, b[i]!))
}

function sameCall(a: Recorded, b: Recorded): boolean {
  if (a.name !== b.name || a.given.size !== b.given.size) return false
  return [...a.given].every(([name, value]) => b.given.has(name) && sameLiteral(value, b.given.get(name)!))
}

// up to the parenthesis that closes
function balanced(text: string, start: number): string {
  let depth = 1
  for (let at = start; at < text.length; at += 1) {
    if ('([{'.includes(text[at]!)) depth += 1
    else if (')]}'.includes(text[at]!)) depth -= 1
    if (depth === 0) return text.slice(start, at)
  }
  return text.slice(start)
}

// at commas that stand in no bracket and no quotes
function split(text: string): readonly string[] {
  const found: string[] = []
  let [depth, quote, from] = [0, '', 0]
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at]!
    if (quote !== '') quote = c === quote ? '' : quote
    else if (c === '"' || c === "'") quote = c
    else if ('([{'.includes(c)) depth += 1
    else if (')]}'.includes(c)) depth -= 1
    else if (c === ',' && depth === 0) {
      found.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...found, text.slice(from)]
}

function isFalsy(v: Literal): boolean {
  if (v.kind === 'none') return true
  if (v.kind === 'int' || v.kind === 'float') return v.value === 0
  if (v.kind === 'str') return v.value === ''
  if (v.kind === 'bool') return !v.value
  return v.kind === 'list' || v.kind === 'tuple' || v.kind === 'set'
    ? v.items.length === 0
    : v.kind === 'dict' && v.entries.length === 0
}
