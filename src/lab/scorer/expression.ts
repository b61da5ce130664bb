import type { CallLanguage } from './foreign.ts'

const token =
  /\s+|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|\d\w*(?:\.\w*)?|[\p{L}_$][\p{L}\p{N}_$]*|=>|->|::|\.\.\.|\?\.|[=!]==?|[<>]=?|&&|\|\||\?\?|\+\+|--|[-+*/%&|^!~?:.,;=()[\]{}]/uy
const prefixes: ReadonlySet<string> = new Set(
  'new function return typeof const let var async await if else in of instanceof class extends void throw final'.split(
    ' ',
  ),
)
const signs: ReadonlySet<string> = new Set(['-', '+', '!', '~', '++', '--', '...'])
// where an operand is due, what stands between slashes is a pattern of JavaScript
const pattern = /\/(?:[^/\\\n*]|\\.)(?:[^/\\\n]|\\.)*\/[a-z]*/y
const generic = /<[\w\s,.?<>[\]]*>(?=\s*[({[])/y

/**
 * Whether a text may be an expression of Java or JavaScript: its brackets close, operands and operators take turns.
 *
 * It accepts more than the languages do, but not words beside each other, addresses, or a sign that nothing follows.
 *
 * @example mayBeExpression('John Doe', 'java') // false
 */
export function mayBeExpression(text: string, language: CallLanguage): boolean {
  const open: string[] = []
  let operand = true
  let asked = 0
  let at = 0
  while (at < text.length) {
    generic.lastIndex = at
    const types = operand ? null : generic.exec(text)
    if (types !== null) {
      at += types[0].length
      continue
    }
    pattern.lastIndex = at
    const between = operand && language === 'javascript' ? pattern.exec(text)?.[0] : undefined
    if (between !== undefined) {
      at += between.length
      operand = false
      continue
    }
    token.lastIndex = at
    const t = token.exec(text)?.[0]
    if (t === undefined) return false
    at += t.length
    if (/^\s/.test(t)) continue
    if (/^["'`\d\p{L}_$]/u.test(t)) {
      const member = /[.]\s*$/.test(text.slice(0, at - t.length))
      if (member && /^\d/.test(t)) return false
      if (prefixes.has(t) && !member) operand = true
      else if (!operand) return false
      else operand = false
    } else if ('([{'.includes(t)) {
      open.push(t)
      operand = true
    } else if (')]}'.includes(t)) {
      if (open.pop() !== { ')': '(', ']': '[', '}': '{' }[t]) return false
      if (operand && !/[([{,;}]\s*$/.test(text.slice(0, at - 1))) return false
      operand = false
    } else if (t === ';') {
      if (!open.includes('{')) return false
      operand = true
    } else if (t === ':' && !open.includes('{')) {
      if (asked === 0 || operand) return false
      asked -= 1
      operand = true
    } else if (t === '++' || t === '--') {
      // before or behind what it counts
    } else if (operand) {
      if (!signs.has(t)) return false
    } else {
      if (t === '?') asked += 1
      operand = true
    }
  }
  return open.length === 0 && !operand && asked === 0
}
