import { nearest } from './nearest.ts'
import { lineStarts, type Span, spanOf, wholeFile } from './span.ts'
import { parseYaml } from './yaml.ts'

/** What is wrong with a file of settings, and where. */
export interface SpecFault {
  readonly kind: 'unreadable' | 'unknown-key' | 'bad-value'
  readonly en: string
  readonly zh: string
  readonly at: Span
  /** the nearest known key, to be used instead */
  readonly near?: string
}

/** A set of keys in a YAML file, read key by key; every fault goes to `faults`. */
export interface Spec {
  readonly file: string
  readonly value: Readonly<Record<string, unknown>>
  readonly faults: SpecFault[]
  /** place of the value at a path, or of the key */
  readonly place: (path: readonly (string | number)[], key?: boolean) => Span
  readonly fault: (path: readonly (string | number)[], en: string, zh: string) => void
  /** tells of keys at `path` that are not among `known` */
  readonly allow: (known: readonly string[], path?: readonly (string | number)[]) => void
}

/**
 * The keys that the YAML `text` writes; no keys, with a fault, where it is no set of keys.
 *
 * @example readSpec('a.yaml', 'id: x').value.id // 'x'
 */
export function readSpec(file: string, text: string): Spec {
  const yaml = parseYaml(text)
  const starts = lineStarts(text)
  const faults: SpecFault[] = []
  const place = (path: readonly (string | number)[], key = false): Span => {
    const range = path.length === 0 ? null : yaml.range(path, key)
    return range ? spanOf(file, starts, range.start, range.end) : wholeFile(file)
  }
  for (const e of yaml.errors)
    faults.push({
      kind: 'unreadable',
      en: e.message,
      zh: `YAML 无法读取：${e.message}`,
      at: spanOf(file, starts, e.start, e.end),
    })
  const value = isRecord(yaml.value) ? yaml.value : {}
  if (faults.length === 0 && !isRecord(yaml.value))
    faults.push({ kind: 'unreadable', en: 'the file is no set of keys', zh: '文件应由若干键组成', at: wholeFile(file) })
  return {
    file,
    value,
    faults,
    place,
    fault: (path, en, zh) => faults.push({ kind: 'bad-value', en, zh, at: place(path) }),
    allow: (known, path = []) => {
      const record = path.reduce<unknown>(
        (v, k) => (isRecord(v) || Array.isArray(v) ? (v as never)[k] : undefined),
        value,
      )
      if (!isRecord(record)) return
      for (const key in record) {
        if (known.includes(key)) continue
        const near = nearest(key, known)[0]
        faults.push({
          kind: 'unknown-key',
          en: `key \`${key}\` is not known`,
          zh: `未知的键 \`${key}\``,
          at: place([...path, key], true),
          ...(near === undefined ? {} : { near }),
        })
      }
    },
  }
}

/** Whether `value` is a set of keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A setting as text; the empty text for none.
 *
 * @example settingText(12) // '12'
 */
export function settingText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

/**
 * A setting as a list of texts; one text is a list of one.
 *
 * @example settingList('a') // ['a']
 */
export function settingList(value: unknown): readonly string[] {
  if (value === null || value === undefined) return []
  return (Array.isArray(value) ? value : [value]).map(settingText)
}
