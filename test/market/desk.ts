import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decimal, wholeFile, zip } from '../../src/base/index.ts'
import { createRegistry } from '../../src/facts/index.ts'
import { createCalendars, parseProfile, type Series } from '../../src/market/index.ts'
import { csvTable } from '../../src/project/feeds.ts'
import { readRows } from '../../src/sources/index.ts'
import { root } from '../layout.ts'

/** The rows of a shipped table. */
export function rows(path: string) {
  const list: Readonly<Record<string, string>>[] = []
  readRows(path, readFileSync(join(root, 'data', path), 'utf8'), {}, (placed) => list.push(placed.row))
  return list
}

export const calendars = createCalendars(rows('calendars/exchanges.csv'), rows('calendars/closures.csv'))
export const shanghai = calendars.get('xshg')!

export const registry = createRegistry({
  entities: rows('entities.csv'),
  measures: rows('measures.csv'),
  scopes: [],
  units: rows('units.csv'),
  sources: [],
})

/** A shipped feed profile. */
export function profile(id: string) {
  const file = `feeds/${id.replaceAll('/', '.')}.yaml`
  const found = parseProfile(file, readFileSync(join(root, 'data', file), 'utf8'))
  if (found.value === null) throw new Error(JSON.stringify(found.diagnostics))
  return found.value
}

export const table = (text: string) => csvTable('feed.csv', text)

/** A daily series that starts on `from`. */
export function series(
  subject: string,
  from: string,
  values: readonly (number | null)[],
  measure = 'downloads.daily',
): Series {
  const start = Date.parse(`${from}T00:00:00Z`)
  const points = values.flatMap((value, i) =>
    value === null
      ? []
      : [
          {
            day: new Date(start + i * 86_400_000).toISOString().slice(0, 10),
            value: decimal(value),
            at: wholeFile('feed.csv'),
          },
        ],
  )
  return { subject, measure, scope: {}, unit: 'download', points }
}

/** A workbook of two cells, a word and a number that shows under `format`. */
export function xlsxOf(value: string, format: string): Uint8Array {
  const xml = (text: string) => new TextEncoder().encode(`<?xml version="1.0"?>${text}`)
  const code = format.replaceAll('"', '&quot;')
  const parts: readonly (readonly [string, string])[] = [
    ['xl/workbook.xml', '<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'],
    [
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    ],
    [
      'xl/styles.xml',
      `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
    ],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>word</t></is></c><c r="B1" s="1"><v>${value}</v></c></row></sheetData></worksheet>`,
    ],
  ]
  return zip(new Map(parts.map(([path, text]) => [path, xml(text)])), '2024-07-28')
}
