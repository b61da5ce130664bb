/**
 * `value` as JSON with the keys of every object in order, so that equal values have equal texts.
 *
 * Keys whose value is `undefined` are left out.
 *
 * @example canonicalJson({ b: 1, a: [true, undefined] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? ordered(part as Record<string, unknown>) : part,
  )
}

function ordered(value: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(value)
  for (let i = 1; i < keys.length; i += 1)
    if (keys[i - 1]! > keys[i]!) return Object.fromEntries(keys.sort().map((k) => [k, value[k]]))
  return value
}
