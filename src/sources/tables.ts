import {
  append,
  type Diagnostic,
  decimal,
  editDistance,
  isDay,
  isDecimal,
  isUnit,
  nearest,
  type Span,
  type Units,
  unitFromRow,
  type Words,
} from '../base/index.ts'
import { report as factFinding, type Registry, unknownUnitHint } from '../facts/index.ts'
import { report } from './codes.ts'
import { type PlacedRow, readRows, type TextRow } from './csv.ts'

/** The tables of names that a desk may keep, by their path in it, with the columns that are read. */
export const nameTables = Object.freeze({
  'data/entities.csv': ['id', 'kind', 'zh', 'en', 'aliases', 'parent', 'note'],
  'data/measures.csv': ['id', 'zh', 'en', 'aliases', 'unit', 'better', 'low', 'high', 'note'],
  'data/scopes.csv': ['key', 'value', 'zh', 'en', 'note'],
  'data/units.csv': ['id', 'dimension', 'factor', 'zh', 'en', 'aliases', 'note'],
  'sources/register.csv': [
    'id',
    'publisher',
    'title',
    'url',
    'published',
    'retrieved',
    'class',
    'sha256',
    'file',
    'note',
  ],
})

/** A table of names that a desk may keep. */
export type NameTable = keyof typeof nameTables

type Check = (row: TextRow, at: PlacedRow['at'], found: Diagnostic[]) => void

/**
 * Findings about a desk's own table of names: a column that is not read, a cell that may not be what it is, an id without text.
 *
 * A further column that is like none of the table's own is the author's, and nothing is said of it.
 */
export function checkNameTable(name: NameTable, text: string, registry: Registry): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const visitHead = (columns: readonly string[], at: (column: string) => Span) =>
    append(found, unreadColumns(nameTables[name], columns, at))
  const check = checks(registry)[name]
  readRows(name, text, { visitHead }, (placed) => check(placed.row, placed.at, found))
  return found
}

/** A finding for each of `columns` that is like one of `known` which the table lacks; further columns are the author's. */
export function unreadColumns(
  known: readonly string[],
  columns: readonly string[],
  at: (column: string) => Span,
): readonly Diagnostic[] {
  const missing = known.filter((c) => !columns.includes(c))
  const found: Diagnostic[] = []
  for (const column of columns) {
    if (column === '' || known.includes(column)) continue
    const near = nearest(column, missing, 1).find((n) => n.startsWith(column) || editDistance(column, n, 2) <= 2)
    if (near === undefined) continue
    found.push(
      report(
        'sources/unknown-column',
        { en: `column \`${column}\` is not read`, zh: `未读取列 \`${column}\`` },
        { at: at(column), hint: { en: `name it \`${near}\``, zh: `请把列名写成 \`${near}\`` } },
      ),
    )
  }
  return found
}

function checks(registry: Registry): Readonly<Record<NameTable, Check>> {
  const { units } = registry
  return {
    'data/entities.csv': (row, at, found) => {
      if (!row.id) return void found.push(bad('id', '', at('id'), idHint))
      if (!row.parent || registry.entity(row.parent) !== undefined) return
      const words = { en: `parent \`${row.parent}\` is in no table`, zh: `上级 \`${row.parent}\` 不在任何表中` }
      const near = nearest(
        row.parent,
        registry.entities.map((e) => e.id),
        1,
      )[0]
      found.push(factFinding('facts/unknown-name', words, { at: at('parent'), ...hinted(near) }))
    },
    'data/measures.csv': (row, at, found) => {
      if (!row.id) return void found.push(bad('id', '', at('id'), idHint))
      checkUnit(row, at, units, found)
      const { better, low, high } = row
      if (better && better !== 'higher' && better !== 'lower')
        found.push(bad('better', better, at('better'), betterHint))
      if (low && !isDecimal(low)) found.push(bad('low', low, at('low')))
      if (high && !isDecimal(high)) found.push(bad('high', high, at('high')))
      if (low && high && isDecimal(low) && isDecimal(high) && decimal(high).lt(low))
        found.push(bad('high', high, at('high')))
    },
    'data/scopes.csv': (row, at, found) => {
      for (const field of ['key', 'value']) if (!row[field]) found.push(bad(field, '', at(field)))
    },
    'data/units.csv': (row, at, found) => {
      const unit = unitFromRow(row)
      if (unit === 'id') found.push(bad('id', '', at('id'), idHint))
      else if (unit === 'factor') found.push(bad('factor', row.factor ?? '', at('factor'), factorHint))
    },
    'sources/register.csv': (row, at, found) => {
      if (!row.id) return void found.push(bad('id', '', at('id'), idHint))
      for (const field of ['published', 'retrieved'])
        if (row[field] && !isDay(row[field])) found.push(bad(field, row[field], at(field), dayHint))
      if (row.sha256 && !/^[0-9a-f]{64}$/i.test(row.sha256)) found.push(bad('sha256', row.sha256, at('sha256')))
    },
  }
}

function checkUnit(row: TextRow, at: PlacedRow['at'], units: Units, found: Diagnostic[]): void {
  const { unit } = row
  // a measure with several units, or with text for a value, names none
  if (!unit || unit === 'text' || unit === 'date' || isUnit(units, unit) || units.named(unit).length === 1) return
  found.push(
    factFinding(
      'facts/unknown-unit',
      { en: `unit \`${unit}\` of \`${row.id}\` is in no table`, zh: `\`${row.id}\` 的单位 \`${unit}\` 不在表中` },
      { at: at('unit'), hint: unknownUnitHint(unit, units) },
    ),
  )
}

function bad(field: string, value: string, at: Span, hint?: Words): Diagnostic {
  const words = value === '' ? { en: `\`${field}\` is empty`, zh: `\`${field}\` 为空` } : said(field, value)
  return factFinding('facts/bad-field', words, { at, ...(hint === undefined ? {} : { hint }) })
}

function said(field: string, value: string): Words {
  return { en: `\`${field}\` is \`${value}\``, zh: `\`${field}\` 为 \`${value}\`` }
}

function hinted(near: string | undefined): { readonly hint?: Words } {
  return near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
}

const idHint: Words = { en: 'write the name by which facts call it', zh: '请写明事实引用它时所用的编号' }
const betterHint: Words = { en: 'write `higher`, `lower` or nothing', zh: '请写 `higher`、`lower`，或留空' }
const factorHint: Words = {
  en: 'write how many of the first unit of its dimension it is, such as 1000',
  zh: '请写它等于该量纲首个单位的多少倍，如 1000',
}
const dayHint: Words = { en: 'write a day as YYYY-MM-DD', zh: '日期请写成 YYYY-MM-DD' }
