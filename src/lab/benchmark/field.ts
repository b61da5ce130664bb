import type { Row, Sample } from '../task/task.ts'

/** The text of a field under the first of its names that the row has; numbers as they are written. */
export function text(row: Row, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = row[name]
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  }
  return null
}

/** The list of a field; a list that is written as a text of JSON or Python too. */
export function list(row: Row, ...names: readonly string[]): readonly unknown[] | null {
  for (const name of names) {
    const value = row[name]
    if (Array.isArray(value)) return value
    if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>)
    if (typeof value === 'string' && /^\s*\[/.test(value)) {
      try {
        const read: unknown = JSON.parse(value)
        if (Array.isArray(read)) return read
      } catch {}
    }
  }
  return null
}

/** A list of texts. */
export function texts(row: Row, ...names: readonly string[]): readonly string[] | null {
  const found = list(row, ...names)
  return found === null ? null : found.map((f) => String(f))
}

/** The object of a field; one that is written as a text of JSON too. */
export function record(row: Row, ...names: readonly string[]): Readonly<Record<string, unknown>> | null {
  for (const name of names) {
    const value = row[name]
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    if (typeof value === 'string' && /^\s*\{/.test(value)) {
      try {
        return JSON.parse(value) as Record<string, unknown>
      } catch {}
    }
  }
  return null
}

/** The row without what the reader added. */
export function kept(row: Row): Readonly<Record<string, unknown>> {
  const { __file: _, ...rest } = row
  return rest
}

/** A short name of a text that is the same on every machine, for rows without an id. */
export function contentId(prefix: string, ...parts: readonly string[]): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (const c of parts.join('\u001f')) {
    const code = c.codePointAt(0)!
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  const hex = (x: number) => (x >>> 0).toString(16).padStart(8, '0')
  return `${prefix}-${hex(a)}${hex(b)}`
}

/** The first of the exemplars that belong to the group of a sample; any, where none does. */
export function exemplars(shots: readonly Sample[], sample: Sample, count: number): readonly Sample[] {
  const same = shots.filter((s) => s.group === sample.group && s.id !== sample.id)
  return (same.length > 0 ? same : shots.filter((s) => s.id !== sample.id)).slice(0, count)
}
