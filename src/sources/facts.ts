import {
  append,
  type Diagnostic,
  type Found,
  nearest,
  parseAmount,
  plain,
  type Span,
  scanCsv,
  spanner,
  type Words,
  wholeFile,
} from '../base/index.ts'
import {
  type Fact,
  type FactRow,
  type FieldFault,
  factColumns,
  factFromRow,
  type Registry,
  readValue,
} from '../facts/index.ts'
import { report } from './codes.ts'
import { type PlacedRow, readRows } from './csv.ts'
import type { Field, FieldName, Mapping, RowTest } from './mapping.ts'
import { asPrinted, inUnit } from './printed.ts'
import { unreadColumns } from './tables.ts'

/** Facts read from a table, and where each is written. */
export interface ReadFacts {
  readonly facts: readonly Fact[]
  /** where one of `facts` is written, or one of its fields; found when first asked for, since few are */
  readonly place: (fact: Fact, field?: string) => Span | undefined
}

const needed: readonly string[] = ['subject', 'measure', 'value', 'unit']

/** The facts of a table whose columns are the fields of a fact. */
export function readFactTable(file: string, text: string, registry: Registry): Found<ReadFacts> {
  const reading = newReading(file)
  let whole = true
  const visitHead = (columns: readonly string[], at: (column: string) => Span) => {
    reading.columns = columns
    const missing = needed.filter((c) => !columns.includes(c))
    for (const name of missing) reading.diagnostics.push(missingColumn(file, name, columns))
    whole = missing.length === 0
    const conditions = columns.filter((c) => c.startsWith('scope.'))
    if (whole) append(reading.diagnostics, unreadColumns([...factColumns, ...conditions], columns, at))
  }
  reading.diagnostics.push(
    ...readRows(file, text, { visitHead }, (placed) => {
      if (whole) take(reading, placed.row, placed, registry)
    }),
  )
  return finished(reading, text, ',', (field) => field)
}

/** The facts of any table, through `mapping`. */
export function readMappedTable(file: string, text: string, mapping: Mapping, registry: Registry): Found<ReadFacts> {
  const reading = newReading(file)
  let values: readonly string[] = []
  const layout = {
    header: mapping.header,
    separator: mapping.separator,
    visitHead: (columns: readonly string[]) => {
      reading.columns = columns
      values = valueColumns(mapping, columns, file, reading.diagnostics)
    },
  }
  reading.diagnostics.push(
    ...readRows(file, text, layout, (placed) => {
      if (!kept(placed.row, mapping)) return
      for (const column of values) {
        const row = mapRow(placed.row, column, mapping, registry)
        if (row !== null) take(reading, readable(row, mapping, registry), placed, registry, column)
      }
    }),
  )
  return finished(reading, text, mapping.separator, (field) => mapping.fields[field as FieldName]?.column)
}

// 超过 9 says its bound itself, where no column does
function readable(row: FactRow, mapping: Mapping, registry: Registry): FactRow {
  const plainly = mapping.fields.bound !== undefined || readValue(row.value ?? '', row.unit ?? '') !== null
  return plainly ? row : (asPrinted(row, registry) ?? row)
}

interface Reading {
  readonly file: string
  readonly facts: Fact[]
  /** of each fact: start and end of its value, and start of its row */
  readonly offsets: number[]
  readonly diagnostics: Diagnostic[]
  columns: readonly string[]
}

function newReading(file: string): Reading {
  return { file, facts: [], offsets: [], diagnostics: [], columns: [] }
}

function finished(
  reading: Reading,
  text: string,
  separator: string,
  columnOf: (field: string) => string | undefined,
): Found<ReadFacts> {
  const { facts, offsets, diagnostics, columns } = reading
  const span = spanner(reading.file, text)
  let index: Map<Fact, number> | undefined
  const place = (fact: Fact, field?: string): Span | undefined => {
    index ??= new Map(facts.map((f, i) => [f, i]))
    const i = index.get(fact)
    if (i === undefined) return undefined
    const column = field === undefined ? -1 : columns.indexOf(columnOf(field) ?? '')
    const cell = column === -1 ? undefined : cellAt(text, offsets[3 * i + 2]!, column, separator)
    return span(cell ?? { start: offsets[3 * i]!, end: offsets[3 * i + 1]! })
  }
  return { value: { facts, place }, diagnostics }
}

function cellAt(text: string, row: number, column: number, separator: string) {
  let found: { start: number; end: number } | undefined
  const keep = (cells: readonly { start: number; end: number }[]) => {
    const cell = cells[column]
    if (cell !== undefined) found = { start: row + cell.start, end: row + cell.end }
    return false
  }
  scanCsv(text.slice(row), keep, () => {}, separator)
  return found
}

function take(reading: Reading, row: FactRow, placed: PlacedRow, registry: Registry, column?: string): void {
  const result = factFromRow(inUnit(row, registry), registry)
  if ('field' in result) {
    reading.diagnostics.push(badField(result, placed, column))
    return
  }
  reading.facts.push(result)
  const { start, end } = placed.offsets(column)
  reading.offsets.push(start, end, placed.start)
}

const scopeHint: Words = {
  en: 'write conditions as `shots=0;cot=yes`, parted by semicolons',
  zh: '条件请写成 `shots=0;cot=yes`，以分号分隔',
}

function badField(fault: FieldFault, placed: PlacedRow, column?: string): Diagnostic {
  const hint = hintOf(fault, column !== undefined)
  const shown = fault.found.length > 60 ? `${fault.found.slice(0, 60)}…` : fault.found
  return report(
    'sources/unreadable-value',
    { en: `\`${fault.field}\` is \`${shown}\``, zh: `\`${fault.field}\` 为 \`${shown}\`` },
    {
      at: placed.at(column ?? fault.field),
      ...(hint === undefined ? {} : { hint }),
    },
  )
}

function hintOf({ field, found, known }: FieldFault, mapped: boolean): Words | undefined {
  if (field === 'scope') return scopeHint
  const near = nearest(found, known)[0]
  if (near !== undefined) return { en: `use \`${near}\``, zh: `可用 \`${near}\`` }
  if (field === 'value') return valueHint(found, mapped)
  if (known.length === 0 || known.length > 12) return undefined
  const list = known.map((k) => `\`${k}\``)
  return { en: `use one of ${list.join(', ')}`, zh: `可用 ${list.join('、')}` }
}

const nothing = /^(?:#?n\/?a|nil|none|null|nan|tbd|[?？]+|无|暂无|未披露|未公布|缺失|不适用)\.?$/i
const comma = /^[-+]?\d{1,3}(?:\.\d{3})*,\d+\s?%?$/
const marked = /^([-+]?[\d.,]*\d)\s?%?\s?(?:[*†‡§¶#^]+|\[\w{1,3}\]|[（(]\w{1,3}[)）]|[¹²³⁴])+$/

function valueHint(found: string, mapped: boolean): Words | undefined {
  const text = found.trim()
  if (nothing.test(text))
    return mapped
      ? {
          en: `write \`map: { "${text}": "-" }\` under \`value\``,
          zh: `请在 \`value\` 下写 \`map: { "${text}": "-" }\``,
        }
      : { en: 'write `-` where nothing is reported', zh: '未报告的值请写 `-`' }
  if (comma.test(text) && mapped) return { en: 'write `point: ","`', zh: '请写 `point: ","`' }
  const digits = marked.exec(text)?.[1]
  if (digits !== undefined && mapped)
    return {
      en: 'take the mark away with `pattern: "([-+0-9.,]+)"` under `value`',
      zh: '请在 `value` 下写 `pattern: "([-+0-9.,]+)"` 以去掉标记',
    }
  const amount = parseAmount(text)
  const alone = digits ?? (amount === null ? undefined : plain(amount.value))
  return alone === undefined
    ? undefined
    : {
        en: `write the digits alone, \`${alone}\`, with bound and unit in columns of their own`,
        zh: `请只写数字 \`${alone}\`，限定词与单位各写一列`,
      }
}

// one column whose head holds others: the cells are parted by another sign
const separators = { ';': ';', '\t': '\\t', '|': '|', '，': '，' } as const

function otherSeparator(columns: readonly string[]): string | undefined {
  const signs = Object.keys(separators) as (keyof typeof separators)[]
  const sign = columns.length === 1 ? signs.find((s) => columns[0]!.includes(s)) : undefined
  return sign === undefined ? undefined : separators[sign]
}

function missingColumn(file: string, name: string, columns: readonly string[]): Diagnostic {
  const other = otherSeparator(columns)
  if (other !== undefined) {
    const line = `separator: "${other}"`
    return report(
      'sources/missing-column',
      {
        en: `column \`${name}\` is missing: the whole head is one cell`,
        zh: `缺少列 \`${name}\`：整行表头是一个单元格`,
      },
      { at: wholeFile(file), hint: { en: `write \`${line}\` in the mapping`, zh: `请在映射文件中写 \`${line}\`` } },
    )
  }
  const near = nearest(name, columns)[0]
  return report(
    'sources/missing-column',
    { en: `column \`${name}\` is missing`, zh: `缺少列 \`${name}\`` },
    {
      at: wholeFile(file),
      ...(near
        ? { hint: { en: `rename \`${near}\`, or write a mapping`, zh: `请将 \`${near}\` 改名，或编写映射文件` } }
        : {}),
    },
  )
}

function valueColumns(
  mapping: Mapping,
  columns: readonly string[],
  file: string,
  diagnostics: Diagnostic[],
): readonly string[] {
  const wanted = new Set<string>()
  for (const field of [...Object.values(mapping.fields), ...mapping.scope.values()])
    if (field?.column !== undefined) wanted.add(field.column)
  for (const test of [...mapping.skip, ...mapping.only]) wanted.add(test.column)
  const values = namedValues(mapping, columns)
  for (const name of [...wanted, ...values])
    if (name !== '' && !columns.includes(name)) diagnostics.push(missingColumn(file, name, columns))
  return values
}

function namedValues(mapping: Mapping, columns: readonly string[]): readonly string[] {
  const { value } = mapping
  switch (value.kind) {
    case 'one':
      return [value.field.column ?? '']
    case 'columns':
      return value.names
    case 'except':
      return columns.filter((c) => !value.names.includes(c))
  }
}

function kept(row: PlacedRow['row'], mapping: Mapping): boolean {
  const hits = (test: RowTest) => test.values.has(row[test.column] ?? '')
  return !mapping.skip.some(hits) && mapping.only.every(hits)
}

// 1.234,5 and 8,2; 78.4 among them is what it says
const continental = /^[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?\s?%?$/

function mapRow(row: PlacedRow['row'], column: string, mapping: Mapping, registry: Registry): FactRow | null {
  const { kind, field: own } = mapping.value
  const raw = kind === 'one' ? apply(own, row, column, registry) : shape(own, row[column] ?? '', registry)
  if (raw.trim() === '' && mapping.blank === 'skip') return null
  const value = mapping.point === ',' && continental.test(raw.trim()) ? raw.replaceAll('.', '').replace(',', '.') : raw
  const result: Record<string, string> = { value: value.trim() === '' ? '-' : value }
  for (const name in mapping.fields) {
    const field = mapping.fields[name as FieldName]
    if (field !== undefined) result[name] = apply(field, row, column, registry)
  }
  for (const [key, field] of mapping.scope) result[`scope.${key}`] = apply(field, row, column, registry)
  return result
}

function apply(field: Field, row: PlacedRow['row'], column: string, registry: Registry): string {
  return shape(field, field.constant ?? (field.header ? column : (row[field.column ?? ''] ?? '')), registry)
}

function shape(field: Field, cell: string, registry: Registry): string {
  let text = cell.trim()
  if (field.pattern !== undefined) {
    const match = field.pattern.exec(text.slice(0, 10_000))
    text = match ? (match[1] ?? match[0]) : ''
  }
  text = field.map.get(text) ?? text
  if (text === '' && field.default !== undefined) text = field.default
  if (field.default !== undefined && field.map.size > 0 && !isMapped(field, text)) text = field.default
  if (field.via === 'entities') return registry.entity(text)?.id ?? text
  if (field.via === 'measures') return registry.measure(text)?.id ?? text
  return text
}

// with a map and a default, what the map does not name becomes the default
function isMapped(field: Field, text: string): boolean {
  for (const value of field.map.values()) if (value === text) return true
  return text === field.default
}
