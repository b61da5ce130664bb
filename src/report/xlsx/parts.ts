import type { Day } from '../../base/index.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006'
const pack = 'http://schemas.openxmlformats.org/package/2006'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const types = 'application/vnd.openxmlformats-officedocument'

/** `text` as it stands between the tags and in the attributes of XML; what XML 1.0 has no place for is left out. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  return /[&<>"]/.test(clean)
    ? clean.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)
    : clean
}

/** A part of a workbook: an XML declaration and one element. */
export function xml(name: string, attributes: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<${name} ${attributes}>${inner}</${name}>`
}

/** A part in the main namespace of spreadsheets. */
export function spreadsheetXml(name: string, inner: string): string {
  return xml(name, `xmlns="${main}"`, inner)
}

/**
 * The parts of a workbook that say what it is made of, by path; sheets, strings and styles come beside them.
 *
 * @source ECMA-376, part 1, 12.2 package structure, and part 2, 10.1.2 content types
 */
export function frameOf(names: readonly string[], title: string, date: Day): ReadonlyMap<string, string> {
  const sheets = names.map((name, i) => ({ name, id: i + 1, path: `worksheets/sheet${i + 1}.xml` }))
  const list = sheets.map((s) => `<sheet name="${escapeXml(s.name)}" sheetId="${s.id}" r:id="rId${s.id}"/>`)
  return new Map([
    ['[Content_Types].xml', contentTypes(sheets.map((s) => s.path))],
    [
      '_rels/.rels',
      relations([
        ['officeDocument', 'xl/workbook.xml'],
        ['metadata/core-properties', 'docProps/core.xml'],
        ['extended-properties', 'docProps/app.xml'],
      ]),
    ],
    [
      'docProps/app.xml',
      xml('Properties', `xmlns="${office}/extended-properties"`, '<Application>assay</Application>'),
    ],
    ['docProps/core.xml', core(title, date)],
    [
      'xl/workbook.xml',
      xml('workbook', `xmlns="${main}" xmlns:r="${office}/relationships"`, `<sheets>${list.join('')}</sheets>`),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((s): Relation => ['worksheet', s.path]),
        ['styles', 'styles.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
      ]),
    ],
  ])
}

type Relation = readonly [kind: string, target: string]

function relations(list: readonly Relation[]): string {
  const items = list.map(([kind, target], i) => {
    const of = kind.startsWith('metadata/') ? `${pack}/relationships` : `${office}/relationships`
    return `<Relationship Id="rId${i + 1}" Type="${of}/${kind}" Target="${target}"/>`
  })
  return xml('Relationships', `xmlns="${pack}/relationships"`, items.join(''))
}

function contentTypes(sheets: readonly string[]): string {
  const parts: readonly (readonly [string, string])[] = [
    ['xl/workbook.xml', `${types}.spreadsheetml.sheet.main+xml`],
    ...sheets.map((s) => [`xl/${s}`, `${types}.spreadsheetml.worksheet+xml`] as const),
    ['xl/styles.xml', `${types}.spreadsheetml.styles+xml`],
    ['xl/sharedStrings.xml', `${types}.spreadsheetml.sharedStrings+xml`],
    ['docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['docProps/app.xml', `${types}.extended-properties+xml`],
  ]
  const overrides = parts.map(([path, type]) => `<Override PartName="/${path}" ContentType="${type}"/>`)
  const defaults =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
  return xml('Types', `xmlns="${pack}/content-types"`, `${defaults}${overrides.join('')}`)
}

function core(title: string, date: Day): string {
  const moment = `${date}T00:00:00Z`
  const day = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${moment}</dcterms:${name}>`
  return xml(
    'cp:coreProperties',
    `xmlns:cp="${pack}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>assay</dc:creator><cp:lastModifiedBy>assay</cp:lastModifiedBy>${day('created')}${day('modified')}`,
  )
}
