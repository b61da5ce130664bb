/** Offsets of a part of a text. */
export interface Offsets {
  readonly start: number
  readonly end: number
}

/**
 * Where the value at `path` stands in a JSON text, or the nearest part above it that is there.
 *
 * The text must have been read as JSON before; nothing is checked here.
 *
 * @example jsonPlace('{"a": [1, 22]}', ['a', 1]) // { start: 10, end: 12 }
 */
export function jsonPlace(text: string, path: readonly (string | number)[]): Offsets {
  let at = skipBlank(text, 0)
  let best: Offsets = { start: at, end: skipValue(text, at) }
  for (const key of path) {
    const found = enter(text, at, key)
    if (found === null) return best
    at = found
    best = { start: at, end: skipValue(text, at) }
  }
  return best
}

function enter(text: string, start: number, key: string | number): number | null {
  const open = text[start]
  if (open !== '{' && open !== '[') return null
  let at = skipBlank(text, start + 1)
  for (let index = 0; text[at] !== '}' && text[at] !== ']' && at < text.length; index += 1) {
    let name: string | number = index
    if (open === '{') {
      const end = skipValue(text, at)
      name = String(JSON.parse(text.slice(at, end)))
      at = skipBlank(text, skipBlank(text, end) + 1)
    }
    if (String(name) === String(key)) return at
    at = skipBlank(text, skipValue(text, at))
    if (text[at] === ',') at = skipBlank(text, at + 1)
  }
  return null
}

function skipBlank(text: string, start: number): number {
  let at = start
  while (at < text.length && /[\s\ufeff]/.test(text[at]!)) at += 1
  return at
}

function skipValue(text: string, start: number): number {
  const first = text[start]
  if (first === '"') return skipText(text, start)
  if (first !== '{' && first !== '[') {
    let at = start
    while (at < text.length && !/[\s,\]}]/.test(text[at]!)) at += 1
    return at
  }
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const c = text[at]
    if (c === '"') at = skipText(text, at) - 1
    else if (c === '{' || c === '[') depth += 1
    else if (c === '}' || c === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

function skipText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}
