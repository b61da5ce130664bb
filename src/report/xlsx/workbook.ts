import type { Day } from '../../base/index.ts'

/** A cell of a sheet: text, or a live number with its format. */
export type SheetCell = string | { readonly number: string; readonly format: string }

/** A row with its look. */
export interface SheetRow {
  readonly cells: readonly SheetCell[]
  readonly look: 'plain' | 'title' | 'head' | 'group' | 'small'
}

/** A sheet ready to be written. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly SheetRow[]
  /** widths in characters */
  readonly widths: readonly number[]
}

/** `sheets` as the bytes of an XLSX file dated `date`; the same sheets give the same bytes. */
export async function writeWorkbook(sheets: readonly Sheet[], title: string, date: Day): Promise<Uint8Array> {
  const { Workbook } = await import('@cj-tech-master/excelts')
  const book = new Workbook()
  const moment = new Date(`${date}T00:00:00Z`)
  book.creator = 'assay'
  book.lastModifiedBy = 'assay'
  book.created = moment
  book.modified = moment
  book.title = title
  for (const sheet of sheets) {
    const page = book.addWorksheet(sheet.name, { views: [{ showGridLines: false }] })
    page.columns = sheet.widths.map((width) => ({ width }))
    for (const row of sheet.rows) {
      const added = page.addRow(row.cells.map(cellValue))
      const font = fonts[row.look]
      if (font !== undefined) added.font = font
      for (const [i, cell] of row.cells.entries())
        added.getCell(i + 1).style = styleOf(row.look, typeof cell === 'string' ? '' : cell.format)
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer())
}

type Look = SheetRow['look']

const fonts: Readonly<Partial<Record<Look, object>>> = {
  title: { bold: true, size: 13 },
  head: { bold: true },
  group: { bold: true },
  small: { size: 9, color: { argb: 'FF57606A' } },
}

// one object for each style: the writer then looks into it once, not once for each cell
const styles = new Map<string, object>()

function styleOf(look: Look, format: string): object {
  const name = `${look} ${format}`
  const known = styles.get(name)
  if (known !== undefined) return known
  const style = {
    ...(format === '' ? {} : { numFmt: format }),
    ...(fonts[look] === undefined ? {} : { font: fonts[look] }),
    ...(look === 'head' ? { border: { top: { style: 'medium' }, bottom: { style: 'thin' } } } : {}),
  }
  styles.set(name, style)
  return style
}

function cellValue(cell: SheetCell): string | number {
  if (typeof cell !== 'string') return Number(cell.number)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them
  return cell.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, 32_767)
}
