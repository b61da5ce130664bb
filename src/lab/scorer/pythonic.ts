const word = '\\p{L}\\p{N}_'
const space = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const edge = `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`

// what a letter behind a backslash is, outside of brackets and inside
const letters: Readonly<Record<string, readonly [outside: string, inside: string | null]>> = {
  d: ['\\p{Nd}', '\\p{Nd}'],
  D: ['\\P{Nd}', '\\P{Nd}'],
  w: [`[${word}]`, word],
  W: [`[^${word}]`, `[^${word}]`],
  s: [`[${space}]`, space],
  S: [`[^${space}]`, `[^${space}]`],
  b: [edge, '\\x08'],
  B: [`(?!${edge})`, null],
  A: ['(?<![\\s\\S])', null],
  Z: ['(?![\\s\\S])', null],
  a: ['\\x07', '\\x07'],
  ...Object.fromEntries(['n', 'r', 't', 'f', 'v'].map((c) => [c, [`\\${c}`, `\\${c}`] as const])),
}

const literal = (c: string): string => c.replace(/[\^$\\.*+?()[\]{}|/&!#%,:;<=>@`~-]/gu, (s) => `\\x${hex(s)}`)
const hex = (c: string): string => c.charCodeAt(0).toString(16).padStart(2, '0')

/**
 * The expression that a pattern of Python's `re` is here; `null` for what has no counterpart, and for repetitions of repetitions, which
 * may take for ever on a text that nobody wrote for them.
 *
 * @example pythonPattern('(?i)answer:\\s*(?P<n>\\d+)\\Z')?.exec('ANSWER: 42')?.[1] // '42'
 */
export function pythonPattern(pattern: string, ignoreCase = false): RegExp | null {
  const flags = /^\(\?([aimsu]+)\)/.exec(pattern)
  const set = flags?.[1] ?? ''
  const source = translate(pattern.slice(flags?.[0].length ?? 0), set.includes('m'), set.includes('s'))
  if (source === null) return null
  try {
    return new RegExp(source, ignoreCase || set.includes('i') ? 'iv' : 'v')
  } catch {
    return null
  }
}

function translate(text: string, lines: boolean, all: boolean): string | null {
  let [out, at] = ['', 0]
  // whether something inside each open group repeats without an end, and whether the last piece does
  const open: boolean[] = [false]
  let endless = false
  while (at < text.length) {
    const c = text[at]!
    const rest = text.slice(at)
    const times = /^(?:[*+?]|\{(?=[\d,]*\d)(\d*)(,?)(\d*)\})([?+]?)/.exec(rest)
    if (times !== null) {
      const [whole, low, comma, high, after] = times
      if (after === '+' || out === '') return null
      const more = c === '*' || c === '+' || (comma === ',' && high === '')
      if (more && endless) return null
      if (more) open[open.length - 1] = true
      out += low === undefined ? whole : `{${low || '0'}${comma}${high}}${after}`
      endless = false
      at += whole.length
      continue
    }
    endless = false
    if (c === '\\') {
      const piece = escaped(rest)
      if (piece === null) return null
      out += piece[0]
      at += piece[1]
    } else if (c === '[') {
      const piece = bracket(rest)
      if (piece === null) return null
      out += piece[0]
      at += piece[1]
    } else if (c === '(') {
      const head = /^\((?:\?(?:P<(\w+)>|P=(\w+)\)|:|=|!|<=|<!))?/.exec(rest)!
      if (head[0] === '(' && rest[1] === '?') return null
      out += head[1] !== undefined ? `(?<${head[1]}>` : head[2] !== undefined ? `\\k<${head[2]}>` : head[0]
      if (head[2] === undefined) open.push(false)
      at += head[0].length
    } else if (c === ')') {
      endless = open.pop() ?? false
      if (open.length === 0) return null
      if (endless) open[open.length - 1] = true
      out += c
      at += 1
    } else {
      out += plain(c, lines, all)
      at += 1
    }
  }
  return open.length === 1 ? out : null
}

function plain(c: string, lines: boolean, all: boolean): string {
  if (c === '.') return all ? '[\\s\\S]' : '[^\\n]'
  if (c === '^') return lines ? '(?<![^\\n])' : '(?<![\\s\\S])'
  if (c === '$') return lines ? '(?![^\\n])' : '(?=\\n?(?![\\s\\S]))'
  return c === '|' ? c : literal(c)
}

function escaped(rest: string): readonly [string, number] | null {
  const number = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(rest)
  if (number !== null) return [`\\u{${number[1] ?? number[2] ?? number[3]}}`, number[0].length]
  const back = /^\\[1-9]\d?/.exec(rest)
  if (back !== null) return [`(?:${back[0]})`, back[0].length]
  const c = rest[1]
  if (c === undefined || /[0NC-RT-VX-Ycegh-mo-qyz]/.test(c)) return null
  return [Object.hasOwn(letters, c) ? letters[c]![0] : literal(c), 2]
}

function bracket(rest: string): readonly [string, number] | null {
  let [out, at] = ['[', 1]
  if (rest[at] === '^') [out, at] = ['[^', 2]
  const start = at
  while (at < rest.length) {
    const c = rest[at]!
    if (c === ']' && at > start) return [`${out}]`, at + 1]
    const range = c === '-' && at > start && rest[at + 1] !== ']' && rest[at + 1] !== undefined
    if (range && !/[\p{P}\p{S}\p{L}\p{N} ]/u.test(rest[at - 1]!)) return null
    if (c !== '\\') {
      out += range ? '-' : literal(c)
      at += 1
      continue
    }
    const next = rest[at + 1]
    if (next === undefined) return null
    const known = Object.hasOwn(letters, next) ? letters[next]![1] : undefined
    if (known === null) return null
    const piece = known === undefined ? escaped(rest.slice(at)) : ([known, 2] as const)
    if (piece === null || piece[0].startsWith('(')) return null
    out += piece[0]
    at += piece[1]
  }
  return null
}
