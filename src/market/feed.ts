import {
  append,
  type Day,
  type Diagnostic,
  type Found,
  isDecimal,
  nearest,
  type Span,
  type Words,
} from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import { type CellReading, readMeasure, tellUnlike } from './cells.ts'
import { report } from './codes.ts'
import { withoutDuplicates } from './duplicates.ts'
import { absentKept, checkWidth, resolveHead } from './head.ts'
import { type DayForm, parseMoment } from './moment.ts'
import type { Observation } from './observation.ts'
import type { FeedProfile } from './profile.ts'

/** A table as it was read: cells by row, the head somewhere among them. */
export interface FeedTable {
  readonly file: string
  readonly rows: readonly FeedRow[]
  /** whether each row writes all its cells, so that one of another width than the head cannot be read */
  readonly delimited?: boolean
}

/** A row with the place of each of its cells. */
export interface FeedRow {
  readonly cells: readonly string[]
  /** place of a cell, or of the row */
  readonly at: (column?: number) => Span
}

/** What a desk says of a feed: codes of its own, conditions that hold for all rows. */
export interface FeedSetting {
  readonly codes: Readonly<Record<string, string>>
  readonly scope: Readonly<Record<string, string>>
  /** subject of a feed without codes */
  readonly subject: string
  /** hours east of UTC of its moments, where the profile's are others */
  readonly zone?: number
  /** day of the retrieval: it has no later days */
  readonly known?: Day
  /** measures that must not lack in silence */
  readonly keep?: readonly string[]
}

/**
 * The observations of a table that is the export `profile` describes.
 *
 * Pure. The head may stand below other lines and be said twice; from a line of the vendor's own on, rows without a day are
 * words of its own. Other rows that
 * cannot be read are reported and left out, the others are kept, and nothing is guessed. Values are in the unit of the
 * profile's column, exactly.
 */
export function readFeed(
  table: FeedTable,
  profile: FeedProfile,
  setting: FeedSetting,
  registry: Registry,
): Found<readonly Observation[]> {
  const diagnostics: Diagnostic[] = []
  const head = table.rows.findIndex((r) => profile.head.every((name) => hasName(r.cells, name)))
  if (head === -1) return { value: [], diagnostics: [noHead(table, profile)] }
  const names = table.rows[head]!.cells.map((c) => c.trim())
  const read = resolveHead(table.rows[head]!, profile, table.rows.slice(head + 1))
  append(append(diagnostics, read.diagnostics), absentKept(table.rows[head]!, profile, setting.keep ?? []))
  if (read.value.measures.length === 0) return { value: [], diagnostics }
  const delimited = table.delimited === true
  const reading: Reading = {
    profile: read.value,
    setting,
    scope: { ...read.value.scope, ...setting.scope },
    registry,
    names,
    diagnostics,
    delimited,
    told: new Set(),
    unlike: new Map(),
    ended: false,
  }
  const observations: Observation[] = []
  for (const row of table.rows.slice(head + 1)) {
    if (row.cells.every((c) => c.trim() === '')) continue
    if (isFooter(row, profile)) reading.ended = true
    // a second head, in another language or with units, says nothing of a day
    if (isHead(row, names, profile)) continue
    append(observations, readRow(row, reading))
  }
  append(diagnostics, tellUnlike(table.rows[head]!, reading))
  return { value: withoutDuplicates(observations, diagnostics), diagnostics }
}

interface Reading extends CellReading {
  readonly setting: FeedSetting
  /** what all rows have, one object for them */
  readonly scope: Observation['scope']
  readonly delimited: boolean
  /** codes that were told of */
  readonly told: Set<string>
  /** whether a line of the vendor's own was seen */
  ended: boolean
}

function hasName(cells: readonly string[], name: string): boolean {
  return cells.some((c) => c.trim() === name)
}

function noHead(table: FeedTable, profile: FeedProfile): Diagnostic {
  const best = table.rows
    .slice(0, 20)
    .map((row) => ({ row, missing: profile.head.filter((name) => !hasName(row.cells, name)) }))
    .sort((a, b) => a.missing.length - b.missing.length)[0]
  const missing = best?.missing ?? profile.head
  const near =
    best === undefined
      ? undefined
      : nearest(
          missing[0]!,
          best.row.cells.map((c) => c.trim()),
        )[0]
  const list = missing.map((m) => `\`${m}\``).join(', ')
  return report(
    'market/no-head',
    { en: `\`${profile.id}\` has ${list}, the table does not`, zh: `\`${profile.id}\` 应有 ${list}，表格中没有` },
    {
      at: best?.row.at() ?? { file: table.file, start: 0, end: 0, line: 1, column: 1 },
      ...(near === undefined
        ? {}
        : near.includes(';') && best?.row.cells.length === 1
          ? {
              hint: { en: 'save it with commas or tabs in place of `;`', zh: '请改用逗号或制表符分隔后另存，勿用 `;`' },
            }
          : {
              hint: {
                en: `look whether \`${near}\` is another version of it`,
                zh: `请核对 \`${near}\` 是否为另一版本`,
              },
            }),
    },
  )
}

function isFooter(row: FeedRow, profile: FeedProfile): boolean {
  const first = row.cells.find((c) => c.trim() !== '')?.trim() ?? ''
  return profile.footers.some((f) => first.startsWith(f))
}

function isHead(row: FeedRow, names: readonly string[], profile: FeedProfile): boolean {
  const at = names.indexOf(profile.day.column)
  const cell = row.cells[at]?.trim() ?? ''
  return !/\d/.test(cell) && row.cells.every((c) => !isDecimal(c.trim().replaceAll(',', '')))
}

function readRow(row: FeedRow, reading: Reading): readonly Observation[] {
  const { profile, setting, names } = reading
  const cell = (name: string) => row.cells[names.indexOf(name)]?.trim() ?? ''
  const written = cell(profile.day.column)
  const zone = setting.zone ?? profile.day.zone
  const day = parseMoment(written, profile.day.forms, zone)
  if (day === null) {
    if (!reading.ended) reading.diagnostics.push(badDay(row, written, zone, reading))
    return []
  }
  const fault = (reading.delimited ? checkWidth(row, names) : null) ?? lateDay(row, day, reading)
  if (fault !== null) {
    reading.diagnostics.push(fault)
    return []
  }
  const subject = subjectOf(row, profile.code === '' ? '' : cell(profile.code), reading)
  if (subject === null) return []
  let { scope } = reading
  for (const key in profile.scopeColumns) {
    const value = cell(profile.scopeColumns[key]!)
    if (value !== '') scope = { ...scope, [key]: value }
  }
  return profile.measures.flatMap((column): readonly Observation[] => {
    const value = readMeasure(row, column, reading)
    if (value === null) return []
    const at = row.at(names.indexOf(column.columns[0]!))
    return [{ subject, measure: column.measure, scope, day, value, unit: column.unit, at }]
  })
}

const samples: Readonly<Record<DayForm, Words>> = {
  iso: { en: '2024-07-19', zh: '2024-07-19' },
  compact: { en: '20240719', zh: '20240719' },
  slash: { en: '2024/7/19', zh: '2024/7/19' },
  chinese: { en: '2024年7月19日', zh: '2024年7月19日' },
  'excel-serial': { en: '45492 of a spreadsheet', zh: '表格序号 45492' },
  'epoch-ms': { en: 'the milliseconds 1721347200000', zh: '毫秒 1721347200000' },
  'epoch-s': { en: 'the seconds 1721347200', zh: '秒 1721347200' },
}

function badDay(row: FeedRow, written: string, zone: number, { profile, names }: Reading): Diagnostic {
  const { column, forms } = profile.day
  const elsewhere = [8, 0, -5, -4, 9, 1, 2].find((z) => parseMoment(written, forms, z) !== null)
  if (elsewhere !== undefined && zone !== elsewhere) return otherZone(row, written, zone, elsewhere, { profile, names })
  return report(
    'market/bad-cell',
    written === ''
      ? { en: `\`${column}\` is empty`, zh: `\`${column}\` 为空` }
      : {
          en: `\`${column}\` is \`${written.slice(0, 40)}\`, no day such as ${forms.map((f) => samples[f].en).join(', ')}`,
          zh: `\`${column}\` 为 \`${written.slice(0, 40)}\`，不是日期（可写作 ${forms.map((f) => samples[f].zh).join('、')}）`,
        },
    { at: row.at(names.indexOf(column)) },
  )
}

function lateDay(row: FeedRow, day: Day, { setting, profile, names }: Reading): Diagnostic | null {
  const { known } = setting
  if (known === undefined || known === '' || day <= known) return null
  const { column } = profile.day
  return report(
    'market/bad-cell',
    {
      en: `\`${column}\` is ${day}, later than ${known} on which this was known`,
      zh: `\`${column}\` 为 ${day}，晚于取数日 ${known}`,
    },
    {
      at: row.at(names.indexOf(column)),
      hint: {
        en: 'look whether `known` of the feed is the day of the retrieval',
        zh: '请核对接口文件的 `known` 是否为取数日',
      },
    },
  )
}

// a moment is a day only where it is a midnight
function otherZone(
  row: FeedRow,
  written: string,
  zone: number,
  elsewhere: number,
  { profile, names }: Pick<Reading, 'profile' | 'names'>,
): Diagnostic {
  const { column } = profile.day
  return report(
    'market/bad-cell',
    {
      en: `\`${column}\` is \`${written}\`, which is no midnight ${zone} hours east of UTC`,
      zh: `\`${column}\` 为 \`${written}\`，在东 ${zone} 区不是零点`,
    },
    {
      at: row.at(names.indexOf(column)),
      hint: {
        en: `write \`zone: ${elsewhere}\` in the feed if its days begin there`,
        zh: `如其日期以该时区为准，请在接口文件中写 \`zone: ${elsewhere}\``,
      },
    },
  )
}

function subjectOf(row: FeedRow, code: string, reading: Reading): string | null {
  const { setting, registry, profile, names, told } = reading
  if (profile.code === '') return registry.entity(setting.subject)?.id ?? (setting.subject || null)
  const named = setting.codes[code] ?? code
  const subject = registry.entity(named)?.id
  if (subject !== undefined) return subject
  // a series of a thousand days is told of once
  if (told.has(code)) return null
  told.add(code)
  const digits = code.replace(/\D/g, '')
  const alike = registry.entities.find(
    (e) => digits.length > 3 && e.aliases.some((a) => a.replace(/\D/g, '') === digits),
  )
  const near =
    alike?.aliases.find((a) => a.replace(/\D/g, '') === digits) ?? nearest(code, Object.keys(setting.codes))[0]
  reading.diagnostics.push(
    report(
      'market/unknown-code',
      code === ''
        ? { en: `\`${profile.code}\` is empty`, zh: `\`${profile.code}\` 为空` }
        : { en: `\`${code}\` names no subject`, zh: `\`${code}\` 没有对应的主体` },
      {
        at: row.at(names.indexOf(profile.code)),
        ...(code === '' ? {} : { hint: codeHint(near, alike?.id) }),
      },
    ),
  )
  return null
}

function codeHint(near: string | undefined, id: string | undefined): Words {
  return near === undefined
    ? { en: 'name it under `codes` of the feed', zh: '请在接口文件的 `codes` 中写明' }
    : {
        en: `look whether it is \`${near}\`${id === undefined ? '' : ` (${id})`}, and name it under \`codes\``,
        zh: `请核对是否为 \`${near}\`${id === undefined ? '' : `（${id}）`}，并在 \`codes\` 中写明`,
      }
}
