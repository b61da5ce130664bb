import type { Literal } from './literal.ts'

/** The languages besides Python in which functions of BFCL are described: their values are written as texts. */
export type CallLanguage = 'java' | 'javascript'

/** The kinds of value that types of a language stand for. */
export const foreignKinds: Readonly<Record<CallLanguage, Readonly<Record<string, Literal['kind']>>>> = {
  java: {
    byte: 'int',
    short: 'int',
    integer: 'int',
    long: 'int',
    float: 'float',
    double: 'float',
    boolean: 'bool',
    char: 'str',
    String: 'str',
    any: 'str',
    Array: 'list',
    ArrayList: 'list',
    Queue: 'list',
    Stack: 'list',
    HashMap: 'dict',
    Hashtable: 'dict',
  },
  javascript: {
    String: 'str',
    integer: 'int',
    Bigint: 'int',
    float: 'float',
    Boolean: 'bool',
    dict: 'dict',
    array: 'list',
    any: 'str',
  },
}

/**
 * The value that a text writes under a type of a language; a text that does not write one stays a text.
 *
 * @source gorilla, berkeley-function-call-leaderboard, eval_checker/ast_eval/type_convertor
 */
export function convertForeign(
  text: string,
  type: string,
  nested: string | undefined,
  language: CallLanguage,
): Literal {
  return language === 'java' ? fromJava(text, type, nested) : fromJavaScript(text, type, nested)
}

const str = (value: string): Literal => ({ kind: 'str', value })
const int = (value: string): Literal => ({ kind: 'int', value: Number(value) })
const float = (value: string): Literal => ({ kind: 'float', value: Number(value) })
const list = (items: readonly Literal[]): Literal => ({ kind: 'list', items })
const dict = (entries: readonly (readonly [string, Literal])[]): Literal => ({
  kind: 'dict',
  entries: [...new Map(entries)].map(([k, v]) => [str(k), v] as const),
})

function fromJava(text: string, type: string, nested?: string): Literal {
  switch (type) {
    case 'byte':
    case 'short':
    case 'integer':
      return /^-?\d+$/.test(text) ? int(text) : str(text)
    case 'long':
      return /^-?\d+[lL]$/.test(text) ? int(text.slice(0, -1)) : str(text)
    case 'float':
      return /^-?\d+(\.\d+)?([eE][+-]?\d+)?[fF]$/.test(text) ? float(text.slice(0, -1)) : str(text)
    case 'double':
      return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? float(text) : str(text)
    case 'boolean':
      return text === 'true' || text === 'false' ? { kind: 'bool', value: text === 'true' } : str(text)
    case 'ArrayList':
      return javaList(text, nested)
    case 'Array':
      return javaArray(text, nested)
    case 'HashMap':
      return javaMap(text)
    default:
      return str(text)
  }
}

function javaList(text: string, nested: string | undefined): Literal {
  const item = (t: string): Literal => {
    if (nested === 'char' || nested === 'String') return str(t.slice(1, -1))
    return nested === undefined ? javaValue(t) : fromJava(t, nested)
  }
  const listed = /new\s+ArrayList<\w*>\(Arrays\.asList\(([^\n]+?)\)\)/.exec(text)?.[1]
  if (listed !== undefined) return list(listed.split(',').map((t) => item(t.trim())))
  const added = /new\s+ArrayList<\w*>\(\)\s*\{\{\s*([\s\S]+?)\s*\}\}/.exec(text)?.[1]
  if (added !== undefined) return list([...added.matchAll(/add\(([^\n]+?)\)/g)].map((m) => item(m[1]!.trim())))
  return /new\s+ArrayList<\w*>\(\)/.test(text) ? list([]) : str(text)
}

function javaArray(text: string, nested: string | undefined): Literal {
  const inside = /new\s+\w+\[\]\s*\{([^\n]*?)\}/.exec(text)?.[1]
  if (inside === undefined) return str(text)
  const items = inside.split(',').flatMap((t) => (t.trim() === '' ? [] : [t.trim()]))
  return list(items.map((t) => (nested === undefined ? javaValue(t) : fromJava(t, nested))))
}

function javaMap(text: string): Literal {
  const inside = /new\s+HashMap<[^\n]*?>\s*\(\)\s*\{\s*\{?\s*([\s\S]*?)\s*\}?\s*\}/.exec(text)?.[1]
  if (inside !== undefined) {
    const put = [...inside.matchAll(/put\("([^\n]*?)",\s*([^\n]*?)\)/g)]
    return dict(put.map((m) => [m[1]!, javaValue(m[2]!.trim())]))
  }
  return /new\s+HashMap<[^\n]*?>\s*\(\)/.test(text) ? dict([]) : str(text)
}

function javaValue(text: string): Literal {
  if (/^-?\d+[lL]$/.test(text)) return int(text.slice(0, -1))
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?[fF]$/.test(text)) return float(text.slice(0, -1))
  return plainValue(text, /^"[\s\S]*"$/)
}

// what Python's `int` and `float` read is a number
function plainValue(text: string, quoted: RegExp): Literal {
  if (text === 'true' || text === 'false') return { kind: 'bool', value: text === 'true' }
  if (quoted.test(text)) return str(text.slice(1, -1))
  const bare = text.trim().replace(/(?<=\d)_(?=\d)/g, '')
  if (/^[+-]?\d+$/.test(bare)) return int(bare)
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(bare)) return float(bare)
  return str(text)
}

const javaScriptValue = (text: string): Literal => plainValue(text.trim(), /^(?:"[\s\S]*"|'[\s\S]*')$/)

function fromJavaScript(text: string, type: string, nested?: string): Literal {
  switch (type) {
    case 'String':
      return /^(?:"[\s\S]*"|'[\s\S]*')$/.test(text) ? str(text.slice(1, -1)) : str(text)
    case 'integer':
      return /^-?\d+$/.test(text) ? int(text) : str(text)
    case 'float':
      return /^-?\d+(\.\d+)?$/.test(text) ? float(text) : str(text)
    case 'Bigint':
      return /^-?\d+n$/.test(text) ? int(text.slice(0, -1)) : str(text)
    case 'Boolean':
      return text === 'true' || text === 'false' ? { kind: 'bool', value: text === 'true' } : str(text)
    case 'dict':
      return javaScriptObject(text.trim())
    case 'array':
      return javaScriptArray(text.trim(), nested)
    default:
      return str(text)
  }
}

const rows =
  /^(?:\[\s*\[[^\n]*?\]\s*(?:,\s*\[[^\n]*?\]\s*)*\]|\bnew\s+Array\(\s*\[[^\n]*?\]\s*(?:,\s*\[[^\n]*?\]\s*)*\))/

function javaScriptArray(code: string, nested: string | undefined): Literal {
  const whole = rows.exec(code)?.[0]
  if (whole !== undefined) {
    const inner = [...whole.matchAll(/\[([^\n]*?)\]/g)].map((m, i) => {
      const bare = m[1]!.trim()
      return i === 0 && bare.startsWith('[') ? bare.slice(1) : bare
    })
    return list(inner.map((row) => list(row.split(',').map(javaScriptValue))))
  }
  const found = /^(?:\[([^\n]*?)\]|\bnew\s+Array\(([^\n]*?)\))/.exec(code)
  if (found === null) return str(code)
  const inside = (found[1] ?? found[2] ?? '').trim()
  const items = inside === '' ? [] : inside.split(',').map((e) => e.trim())
  if (nested === undefined) return list(items.map(javaScriptValue))
  if (!Object.hasOwn(foreignKinds.javascript, nested)) return items.length === 0 ? list([]) : str(code)
  return list(items.map((e) => fromJavaScript(e, nested, /^['"]/.test(e) ? 'String' : undefined)))
}

function javaScriptObject(code: string): Literal {
  if (code === '{}') return dict([])
  const content = /^\{([^\n]*?)\}/.exec(code)?.[1]
  if (content === undefined) return str(code)
  const pairs = [...content.matchAll(/([^:]+):\s*([^\n]*?)(?:,\s*(?=[^,]+:)|$)/g)]
  return dict(
    pairs.map((m): readonly [string, Literal] => {
      const value = m[2]!.trim()
      const key = m[1]!.trim().replace(/^['"]+|['"]+$/g, '')
      if (value.startsWith('[') && value.endsWith(']')) return [key, javaScriptArray(value, undefined)]
      if (value.startsWith('{') && value.endsWith('}')) return [key, javaScriptObject(value)]
      return [key, javaScriptValue(value.replace(/^['"]+|['"]+$/g, ''))]
    }),
  )
}
