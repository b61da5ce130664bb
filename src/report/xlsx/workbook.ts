import { type Day, zip } from '../../base/index.ts'
import { escapeXml, frameOf, spreadsheetXml } from './parts.ts'
import { createStyles, type Look, type Styles } from './style.ts'

/** A cell of a sheet: text, or a live number with its format. */
export type SheetCell = string | { readonly number: string; readonly format: string }

/** A row with its look. */
export interface SheetRow {
  readonly cells: readonly SheetCell[]
  readonly look: Look
}

/** A sheet ready to be written. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly SheetRow[]
  /** widths in characters */
  readonly widths: readonly number[]
}

// what a spreadsheet takes as the text of one cell
const longestText = 32_767

/**
 * `sheets` as the bytes of an XLSX file dated `date`; the same sheets give the same bytes.
 *
 * Numbers are numbers with their formats, texts are texts whatever they look like.
 *
 * @source ECMA-376, part 1, 18.3.1 worksheets and 18.4 shared strings
 */
export function writeWorkbook(sheets: readonly Sheet[], title: string, date: Day): Uint8Array {
  const writing: Writing = { styles: createStyles(), strings: new Map() }
  const pages = sheets.map((s) => sheetXml(s, writing))
  const texts = [...writing.strings.keys()].map((t) => `<si><t xml:space="preserve">${escapeXml(t)}</t></si>`)
  const parts = [
    ...frameOf(
      sheets.map((s) => s.name),
      title,
      date,
    ),
    ...pages.map((p, i) => [`xl/worksheets/sheet${i + 1}.xml`, p] as const),
    ['xl/sharedStrings.xml', spreadsheetXml('sst', texts.join(''))] as const,
    ['xl/styles.xml', writing.styles.xml()] as const,
  ]
  return pack(parts, date)
}

type Parts = readonly (readonly [path: string, text: string])[]

// the workbooks packed last: while the words of a report are written its numbers stay as they are
const packed: { readonly parts: Parts; readonly date: Day; readonly bytes: Uint8Array }[] = []
const mostPacked = 8

function pack(parts: Parts, date: Day): Uint8Array {
  const same = (other: Parts) =>
    other.length === parts.length && other.every(([path, text], i) => path === parts[i]![0] && text === parts[i]![1])
  const known = packed.find((p) => p.date === date && same(p.parts))
  // whoever is handed the bytes may write to them
  if (known !== undefined) return known.bytes.slice()
  const encoder = new TextEncoder()
  const bytes = zip(new Map(parts.map(([path, text]) => [path, encoder.encode(text)])), date)
  if (packed.unshift({ parts, date, bytes: bytes.slice() }) > mostPacked) packed.pop()
  return bytes
}

interface Writing {
  readonly styles: Styles
  /** each text once, with its number */
  readonly strings: Map<string, number>
}

function sheetXml(sheet: Sheet, writing: Writing): string {
  const widths = sheet.widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`)
  const rows = sheet.rows.map((row, i) => rowXml(row, i + 1, writing))
  return spreadsheetXml(
    'worksheet',
    `<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>${widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`}<sheetData>${rows.join('')}</sheetData>`,
  )
}

function rowXml({ cells, look }: SheetRow, number: number, writing: Writing): string {
  let text = ''
  for (const [i, cell] of cells.entries()) text += cellXml(cell, `${columnName(i)}${number}`, look, writing)
  return `<row r="${number}">${text}</row>`
}

function cellXml(cell: SheetCell, at: string, look: Look, { styles, strings }: Writing): string {
  const style = styles.of(look, typeof cell === 'string' ? '' : cell.format)
  const styled = style === 0 ? '' : ` s="${style}"`
  if (typeof cell !== 'string') return `<c r="${at}"${styled}><v>${Number(cell.number)}</v></c>`
  const words = cell.slice(0, longestText)
  if (words === '') return style === 0 ? '' : `<c r="${at}"${styled}/>`
  const known = strings.get(words) ?? strings.size
  strings.set(words, known)
  return `<c r="${at}"${styled} t="s"><v>${known}</v></c>`
}

/** The letters of a column, from 0: A, Z, AA. */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${columnName(Math.floor(index / 26) - 1)}${last}`
}
