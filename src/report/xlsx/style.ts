import { escapeXml, spreadsheetXml } from './parts.ts'

/** How a row looks. */
export type Look = 'plain' | 'title' | 'head' | 'group' | 'small'

const family = '<name val="Calibri"/><family val="2"/>'
const fonts: readonly string[] = [
  `<sz val="11"/>${family}`,
  `<b/><sz val="13"/>${family}`,
  `<b/><sz val="11"/>${family}`,
  `<sz val="9"/><color rgb="FF57606A"/>${family}`,
]
const fontOf: Readonly<Record<Look, number>> = { plain: 0, title: 1, head: 2, group: 2, small: 3 }
const sides = (top: string, bottom: string) => `<border><left/><right/>${top}${bottom}<diagonal/></border>`
const borders = [sides('<top/>', '<bottom/>'), sides('<top style="medium"/>', '<bottom style="thin"/>')]
// what comes before is built in
const firstFormat = 164

/** The styles of a workbook, numbered as they are asked for. */
export interface Styles {
  readonly of: (look: Look, format: string) => number
  readonly xml: () => string
}

/** Styles with the plain one as number 0. */
export function createStyles(): Styles {
  const formats = new Map<string, number>()
  const known = new Map<string, number>()
  const cells: string[] = []
  const of = (look: Look, format: string): number => {
    const name = `${look} ${format}`
    const found = known.get(name)
    if (found !== undefined) return found
    if (format !== '' && !formats.has(format)) formats.set(format, firstFormat + formats.size)
    cells.push(
      `<xf numFmtId="${formats.get(format) ?? 0}" fontId="${fontOf[look]}" fillId="0" borderId="${look === 'head' ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"/>`,
    )
    known.set(name, cells.length - 1)
    return cells.length - 1
  }
  of('plain', '')
  return { of, xml: () => spreadsheetXml('styleSheet', sheetOf(formats, cells)) }
}

function sheetOf(formats: ReadonlyMap<string, number>, cells: readonly string[]): string {
  const list = (name: string, items: readonly string[]) =>
    items.length === 0 ? '' : `<${name} count="${items.length}">${items.join('')}</${name}>`
  return [
    list(
      'numFmts',
      [...formats].map(([code, id]) => `<numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`),
    ),
    list(
      'fonts',
      fonts.map((f) => `<font>${f}</font>`),
    ),
    list(
      'fills',
      ['none', 'gray125'].map((p) => `<fill><patternFill patternType="${p}"/></fill>`),
    ),
    list('borders', borders),
    list('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
    list('cellXfs', cells),
    list('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
  ].join('')
}
