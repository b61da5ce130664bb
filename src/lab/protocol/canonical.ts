/**
 * `value` as JSON with the keys of every object in order, so that equal values have equal texts.
 *
 * Keys whose value is `undefined` are left out. Written out here, as each request is named by it: `JSON.stringify` with a
 * function for every value takes three times as long.
 *
 * @example canonicalJson({ b: 1, a: [true, undefined] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return written(value, true)
}

/** Plain data as `JSON.stringify` gives it, with a long text that was just written not written again. */
export function plainJson(value: unknown): string {
  return written(value, false)
}

function written(value: unknown, sorted: boolean): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) {
    let list = '['
    for (let i = 0; i < value.length; i += 1) list += (i === 0 ? '' : ',') + written(value[i], sorted)
    return `${list}]`
  }
  const record = value as Readonly<Record<string, unknown>>
  let text = '{'
  for (const key of sorted ? ordered(Object.keys(record)) : Object.keys(record))
    if (record[key] !== undefined)
      text += `${text.length === 1 ? '' : ','}${nameOf(key)}:${written(record[key], sorted)}`
  return `${text}}`
}

// by code units; few keys are put in order where they are, as sorting makes a copy or two
function ordered(keys: string[]): string[] {
  if (keys.length > 20) return keys.sort()
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i]!
    let at = i
    for (; at > 0 && keys[at - 1]! > key; at -= 1) keys[at] = keys[at - 1]!
    keys[at] = key
  }
  return keys
}

let last = ''
let lastQuoted = '""'

/**
 * A text as JSON; of the long one that was given last, without looking at its letters again, as a prompt is needed
 * several times in a row.
 */
export function quoted(text: string): string {
  if (text.length < 64) return JSON.stringify(text)
  if (text !== last) {
    last = text
    lastQuoted = JSON.stringify(text)
  }
  return lastQuoted
}

const names = new Map<string, string>()

// the names of fields are few, those of what users bring may be many
function nameOf(key: string): string {
  const known = names.get(key)
  if (known !== undefined) return known
  const name = JSON.stringify(key)
  if (names.size < 1000) names.set(key, name)
  return name
}
