import { mayBeExpression } from './expression.ts'
import type { CallLanguage } from './foreign.ts'
import type { Call } from './literal.ts'

/**
 * The call that a text writes in Java or JavaScript with its parameters by name, all of them texts; `null` when it is none.
 *
 * What stands without a name counts as a parameter that nobody knows when it is a plain name, and not at all otherwise.
 *
 * @source gorilla, berkeley-function-call-leaderboard, model_handler/parser: java_parser.py, js_parser.py
 * @example parseInvocation('[Doc.open(path="a.txt", mode=READ)]', 'java')?.[0]?.name // 'Doc.open'
 */
export function parseInvocation(text: string, language: CallLanguage): readonly Call[] | null {
  const bare = text.replace(/^[`\n ]+|[`\n ]+$/g, '')
  const listed = `${bare.startsWith('[') ? '' : '['}${bare}${bare.endsWith(']') ? '' : ']'}`
  const source = listed.slice(1, -1).trim().replace(/;$/, '')
  const open = source.indexOf('(')
  const name = source.slice(0, open).trim()
  if (
    open === -1 ||
    !source.endsWith(')') ||
    !/^[\p{L}_$][\p{L}\p{N}_$]*(\s*\.\s*[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(name)
  )
    return null
  const parts = split(source.slice(open + 1, -1))
  if (parts === null) return null
  const named: [string, { kind: 'str'; value: string }][] = []
  for (const part of parts) {
    const found = /^\s*([\p{L}_$][\p{L}\p{N}_$.]*)\s*=(?![=>])\s*([\s\S]*?)\s*$/u.exec(part)
    const alone = /^\s*([\p{L}_$][\p{L}\p{N}_$]*)\s*$/u.exec(part)?.[1]
    if (found !== null) {
      const value = language === 'java' ? javaText(found[2]!) : javaScriptText(found[2]!)
      if (value === null || !mayBeExpression(found[2]!, language)) return null
      named.push([found[1]!, { kind: 'str', value }])
    } else if (alone !== undefined && !(language === 'java' ? /^(true|false|null)$/ : /^(false|null)$/).test(alone))
      named.push(['', { kind: 'str', value: alone }])
  }
  // one name twice is an error there
  if (new Set(named.map(([n]) => n)).size < named.length) return null
  return [{ kind: 'call', name: name.replace(/\s/g, ''), positional: [], named }]
}

// commas outside of brackets, texts and type parameters; `null` when a bracket or a text stays open
function split(text: string): readonly string[] | null {
  const parts: string[] = []
  let [start, depth, angles] = [0, 0, 0]
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i]!
    if (c === '"' || c === "'" || c === '`') {
      const end = closing(text, i)
      if (end === -1) return null
      i = end
    } else if ('([{'.includes(c)) depth += 1
    else if (')]}'.includes(c)) depth -= 1
    else if (c === '<' && /new\s+[\w.]+$|[\w>]$/.test(text.slice(0, i)) && /^<[\w\s,.?<>[\]]*>/.test(text.slice(i)))
      angles += 1
    else if (c === '>' && angles > 0) angles -= 1
    else if (c === ',' && depth === 0 && angles === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
    if (depth < 0) return null
  }
  if (depth !== 0) return null
  return text.slice(start).trim() === '' ? parts : [...parts, text.slice(start)]
}

function closing(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === text[from]) return i
  }
  return -1
}

function javaScriptText(value: string): string | null {
  if (value === '') return null
  return /^(?:"[\s\S]*"|'[\s\S]*')$/.test(value) ? value.slice(1, -1) : value
}

// the text of a value as the tree of the original is put together again: tokens without what stands between them
function javaText(value: string): string | null {
  if (value === '') return null
  if (/^"(?:[^"\\]|\\.)*"$|^'(?:[^'\\]|\\.)+'$/.test(value)) return value.slice(1, -1)
  const array = /^new\s+([\s\S]+?)\s*\[\s*\]\s*(\{[\s\S]*\})$/.exec(value)
  if (array !== null) return `new ${dense(array[1]!)}[]${dense(array[2]!)}`
  // an array of a length has no values to be read
  if (/^new\s+[\w.<>]+\s*\[/.test(value)) return null
  const made = /^new\s+([\w.]+\s*(?:<[\s\S]*?>+)?)\s*\(/.exec(value)
  if (made !== null) {
    const inside = split(value.slice(made[0].length, lastOf(value, made[0].length - 1)))
    if (inside === null) return null
    // a body behind the arguments is left out
    return `new ${dense(made[1]!)}(${inside.map((a) => nestedText(a.trim())).join(', ')})`
  }
  return nestedText(value)
}

// names and calls stand as they are written
function nestedText(value: string): string {
  if (/^"(?:[^"\\]|\\.)*"$/.test(value)) return value
  if (/^new\s/.test(value)) return javaText(value) ?? value
  return /^[\w$.]+$|^(?!new\s)[\w$][\w$.]*\s*\([\s\S]*\)$/.test(value) ? value : dense(value)
}

// the bracket that closes the one at `from`
function lastOf(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i += 1) {
    const c = text[i]!
    if (c === '"' || c === "'") {
      const end = closing(text, i)
      if (end === -1) return text.length
      i = end
    } else if (c === '(') depth += 1
    else if (c === ')') {
      depth -= 1
      if (depth === 0) return i
    }
  }
  return text.length
}

function dense(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\s+/g, (_, kept?: string) => kept ?? '')
}
