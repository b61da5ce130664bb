import {
  type Diagnostic,
  type Found,
  lineStarts,
  nearest,
  parseYaml,
  type Span,
  spanOf,
  wholeFile,
  type YamlText,
} from '../base/index.ts'
import { report } from './codes.ts'

/** Where one field of a fact comes from. */
export interface Field {
  readonly constant?: string
  readonly column?: string
  /** the head of the column in which a wide table has the value */
  readonly header: boolean
  /** replacements of what is found; a text that is not named stays */
  readonly map: ReadonlyMap<string, string>
  readonly default?: string
  readonly pattern?: RegExp
  readonly via?: 'entities' | 'measures'
}

/** Which columns hold values. */
export type ValueColumns =
  | { readonly kind: 'one'; readonly field: Field }
  | { readonly kind: 'columns'; readonly names: readonly string[]; readonly field: Field }
  | { readonly kind: 'except'; readonly names: readonly string[]; readonly field: Field }

/** Rows that are left out or kept. */
export interface RowTest {
  readonly column: string
  readonly values: ReadonlySet<string>
}

/** A table turned into facts: its layout and the place of every field. */
export interface Mapping {
  readonly table: string
  /** where the table is named; the whole file where it is not */
  readonly at: Span
  readonly encoding?: string
  readonly header: number
  readonly separator: string
  /** the sign before the digits after the point: `,` in much of Europe */
  readonly point: '.' | ','
  readonly fields: Readonly<Record<FieldName, Field | undefined>>
  readonly scope: ReadonlyMap<string, Field>
  readonly value: ValueColumns
  readonly blank: 'skip' | 'not-reported'
  readonly skip: readonly RowTest[]
  readonly only: readonly RowTest[]
}

const fieldNames = [
  'subject',
  'measure',
  'unit',
  'period',
  'known',
  'bound',
  'high',
  'decimals',
  'evidence',
  'source',
  'locator',
  'quote',
  'note',
  'id',
] as const

/** A field of a fact that a mapping may place. */
export type FieldName = (typeof fieldNames)[number]

const keys: readonly string[] = [
  ...fieldNames,
  'table',
  'encoding',
  'header',
  'separator',
  'point',
  'scope',
  'value',
  'blank',
  'skip',
  'only',
]
// of a cell of a wide table
const cellKeys: readonly string[] = ['map', 'default', 'pattern']
const fieldKeys: readonly string[] = ['constant', 'column', 'header', 'map', 'default', 'pattern', 'via']

interface Reading {
  readonly file: string
  readonly yaml: YamlText
  readonly starts: readonly number[]
  readonly diagnostics: Diagnostic[]
}

/** The mapping that `text` writes; a key that is not known is reported with the nearest one. */
export function parseMapping(file: string, text: string): Found<Mapping | null> {
  const yaml = parseYaml(text)
  const reading: Reading = { file, yaml, starts: lineStarts(text), diagnostics: [] }
  for (const e of yaml.errors)
    fault(reading, e.message, `YAML 无法读取：${e.message}`, spanOf(file, reading.starts, e.start, e.end))
  if (yaml.errors.length > 0) return { value: null, diagnostics: reading.diagnostics }
  const spec = yaml.value
  if (!isRecord(spec)) {
    fault(reading, 'a mapping is a set of keys', '映射文件应由若干键组成', wholeFile(file))
    return { value: null, diagnostics: reading.diagnostics }
  }
  checkKeys(reading, spec, keys, [])
  const mapping = resolveMapping(reading, spec)
  return { value: reading.diagnostics.length === 0 ? mapping : null, diagnostics: reading.diagnostics }
}

function resolveMapping(reading: Reading, spec: Readonly<Record<string, unknown>>): Mapping {
  const fields = {} as Record<FieldName, Field | undefined>
  for (const name of fieldNames)
    fields[name] = spec[name] === undefined ? undefined : resolveField(reading, spec[name], [name])
  const scope = new Map<string, Field>()
  if (isRecord(spec.scope))
    for (const key in spec.scope) scope.set(key, resolveField(reading, spec.scope[key], ['scope', key]))
  else if (spec.scope !== undefined)
    fault(reading, '`scope` is a set of keys', '`scope` 应由若干键组成', place(reading, ['scope']))
  for (const name of ['subject', 'measure', 'unit'] as const) {
    if (fields[name] === undefined)
      fault(reading, `\`${name}\` is missing`, `缺少 \`${name}\``, wholeFile(reading.file))
  }
  return Object.freeze({
    table: textOf(spec.table),
    at: spec.table === undefined ? wholeFile(reading.file) : place(reading, ['table']),
    ...(spec.encoding === undefined ? {} : { encoding: textOf(spec.encoding) }),
    header: typeof spec.header === 'number' && spec.header >= 1 ? Math.floor(spec.header) : 1,
    separator: spec.separator === undefined ? ',' : textOf(spec.separator),
    point: spec.point === ',' ? ',' : '.',
    fields,
    scope,
    value: resolveValue(reading, spec.value),
    blank: spec.blank === 'not-reported' ? 'not-reported' : 'skip',
    skip: resolveTests(reading, spec.skip, 'skip'),
    only: resolveTests(reading, spec.only, 'only'),
  })
}

function resolveField(
  reading: Reading,
  spec: unknown,
  path: readonly (string | number)[],
  known: readonly string[] = fieldKeys,
): Field {
  const none: Field = { header: false, map: new Map() }
  if (!isRecord(spec)) {
    if (spec !== null && typeof spec !== 'string' && typeof spec !== 'number' && typeof spec !== 'boolean') {
      fault(
        reading,
        `\`${path.join('.')}\` is neither a text nor a set of keys`,
        `\`${path.join('.')}\` 既不是文字也不是键的集合`,
        place(reading, path),
      )
    }
    return { ...none, constant: textOf(spec) }
  }
  checkKeys(reading, spec, known, path)
  const map = new Map<string, string>()
  if (isRecord(spec.map)) for (const key in spec.map) map.set(key, textOf(spec.map[key]))
  const pattern =
    spec.pattern === undefined ? undefined : safePattern(reading, textOf(spec.pattern), [...path, 'pattern'])
  if (spec.via !== undefined && spec.via !== 'entities' && spec.via !== 'measures') {
    fault(
      reading,
      `\`via\` is entities or measures, not \`${textOf(spec.via)}\``,
      `\`via\` 只能是 entities 或 measures`,
      place(reading, [...path, 'via']),
    )
  }
  return {
    header: spec.header === true || spec.header === 'yes',
    map,
    ...(spec.constant === undefined ? {} : { constant: textOf(spec.constant) }),
    ...(spec.column === undefined ? {} : { column: textOf(spec.column) }),
    ...(spec.default === undefined ? {} : { default: textOf(spec.default) }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(spec.via === 'entities' || spec.via === 'measures' ? { via: spec.via } : {}),
  }
}

// a nested repetition can take longer than the age of the file; such a pattern is refused rather than run
const nestedRepeat = /\([^)]*[+*][^)]*\)[+*{]/

function safePattern(reading: Reading, text: string, path: readonly (string | number)[]): RegExp | undefined {
  try {
    if (nestedRepeat.test(text) || text.length > 200) throw new Error('it repeats a repetition or is too long')
    return new RegExp(text, 'u')
  } catch (error) {
    fault(
      reading,
      `pattern \`${text.slice(0, 60)}\` cannot be used: ${(error as Error).message}`,
      `模式 \`${text.slice(0, 60)}\` 不可用`,
      place(reading, path),
    )
    return undefined
  }
}

function resolveValue(reading: Reading, spec: unknown): ValueColumns {
  for (const kind of ['columns', 'except'] as const) {
    if (!isRecord(spec) || !Array.isArray(spec[kind])) continue
    const { [kind]: names, ...rest } = spec
    return { kind, names: spec[kind].map(textOf), field: resolveField(reading, rest, ['value'], cellKeys) }
  }
  if (spec === undefined) fault(reading, '`value` is missing', '缺少 `value`', wholeFile(reading.file))
  return { kind: 'one', field: resolveField(reading, spec ?? '', ['value']) }
}

function resolveTests(reading: Reading, spec: unknown, name: string): readonly RowTest[] {
  if (spec === undefined) return []
  const list = Array.isArray(spec) ? spec : [spec]
  return list.flatMap((entry, index) => {
    if (isRecord(entry) && entry.column !== undefined && Array.isArray(entry.in)) {
      return [{ column: textOf(entry.column), values: new Set(entry.in.map(textOf)) }]
    }
    fault(
      reading,
      `\`${name}\` needs a column and a list under \`in\``,
      `\`${name}\` 需要 column 和 in 列表`,
      place(reading, [name, index]),
    )
    return []
  })
}

function checkKeys(
  reading: Reading,
  spec: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: readonly (string | number)[],
): void {
  for (const key in spec) {
    if (known.includes(key)) continue
    const near = nearest(key, known)[0]
    const range = reading.yaml.range([...path, key], true)
    const at = range ? spanOf(reading.file, reading.starts, range.start, range.end) : wholeFile(reading.file)
    reading.diagnostics.push(
      report(
        'sources/bad-mapping',
        { en: `key \`${key}\` is not known`, zh: `未知的键 \`${key}\`` },
        {
          at,
          ...(near ? { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` }, fix: { span: at, text: near } } : {}),
        },
      ),
    )
  }
}

function fault(reading: Reading, en: string, zh: string, at: Span): void {
  reading.diagnostics.push(report('sources/bad-mapping', { en, zh }, { at }))
}

function place(reading: Reading, path: readonly (string | number)[]): Span {
  const range = reading.yaml.range(path)
  return range ? spanOf(reading.file, reading.starts, range.start, range.end) : wholeFile(reading.file)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}
