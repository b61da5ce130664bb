import { type Extract, ExtractWriter, lineAt, lineStarts, plural } from '../../base/index.ts'
import type { Decoded } from './decode.ts'
import { mostCells, readHtmlMarkup, tooDeep, tooWide } from './markup.ts'
import { raise } from './raised.ts'
import { sheetOf } from './style.ts'

const skipped = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'svg',
  'iframe',
  'object',
  'select',
  'textarea',
  'button',
  'dialog',
  'nav',
  'math',
])
const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header hr html legend li main ol p pre section summary title ul caption'.split(
    ' ',
  ),
)

// no table has more columns or rows than this
const mostColumns = 16_384
const widestSpan = 200
// tables within each other
const deepest = 20

interface OpenCell {
  text: string
  /** whether its first number is bold; `null` before it */
  strong: boolean | null
  readonly columns: number
  readonly rows: number
}

interface OpenTable {
  readonly rows: string[][]
  /** the columns of each row whose first number is bold */
  readonly strong: Map<readonly string[], Set<number>>
  /** cells of rows above that reach down: by column, how many rows are left and what they hold */
  readonly hanging: Map<number, { left: number; readonly text: string }>
  row: string[]
  cell: OpenCell | null
  cells: number
  /** whether cells were left out, since there are too many */
  isCut: boolean
  /** where each row begins in the markup */
  readonly places: Map<readonly string[], number>
}

// a list of names with a figure each is a table of two columns; what else is defined in a list is prose
function tabled(text: string): string {
  if (!/<dl\b/i.test(text)) return text
  return text.replace(
    /<dl\b([^>]{0,500})>((?:(?!<dl\b)[\s\S]){0,20000}?)<\/dl\s*>/gi,
    (whole, attributes, inner: string) =>
      isOfFigures(inner)
        ? `<table${attributes}>${inner
            .replace(/<dt\b[^>]{0,500}>/gi, '<tr><td>')
            .replace(/<dd\b[^>]{0,500}>/gi, '<td>')
            .replace(/<\/d[td]\s*>/gi, '</td>')}</table>`
        : whole,
  )
}

function isOfFigures(list: string): boolean {
  const said = [...list.matchAll(/<dd\b[^>]{0,500}>((?:(?!<\/dd|<d[td]\b)[\s\S]){0,200})/gi)].map((m) =>
    m[1]!.replace(/<[^<>]*>/g, '').trim(),
  )
  const figures = said.filter((text) => text.length <= 24 && /^[~≈$¥€]?\d/.test(text))
  return figures.length >= 2 && figures.length * 2 > said.length && said.every((text) => text.length <= 120)
}

/** The text and tables of an HTML document; scripts, styles and hidden parts are left out and nothing is fetched. */
export function readHtml(file: string, whole: Decoded): Extract {
  const decoded = { ...whole, text: tabled(whole.text) }
  const writer = new ExtractWriter()
  const sheet = sheetOf(decoded.text)
  const marks: { at: number; from: number }[] = []
  let prose = ''
  let proseAt = 0
  let holdsWords = false
  let heading = false
  let skip = 0
  let hidden = 0
  let sup = 0
  let images = 0
  let bold = false
  let isCut = false
  const tables: OpenTable[] = []
  const later: OpenTable[] = []
  const open: { readonly name: string; readonly as: string; readonly hides: boolean; readonly around: boolean }[] = []
  const flush = () => {
    const text = prose.replace(/\s+/g, ' ').trim()
    prose = ''
    holdsWords = false
    if (text !== '') marks.push({ at: writer.at, from: proseAt })
    writer.prose(heading ? 'heading' : 'paragraph', text)
  }
  const add = (text: string, at: number) => {
    const cell = tables.at(-1)?.cell
    // to ask a long text again and again would copy it each time
    if (cell == null && !holdsWords && /\S/.test(text)) {
      holdsWords = true
      proseAt = at + text.search(/\S/)
    }
    if (cell != null) {
      cell.text += text
      if (sup === 0 && /\d/.test(text)) cell.strong ??= bold
    } else prose += text
  }
  const isWhole = readHtmlMarkup(decoded.text, {
    open: (tag, attributes, at) => {
      const name = roleOf(tag, attributes)
      const hides =
        'hidden' in attributes ||
        /display:\s*none|(?<![\w-])visibility:\s*hidden/i.test(attributes.style ?? '') ||
        attributes['aria-hidden'] === 'true' ||
        sheet.hides(tag, attributes)
      if (!isVoid(name) && open.length < 4000) {
        open.push({ name: tag, as: name, hides: hides && !skipped.has(name), around: bold })
        bold = weightOf(tag, attributes.style ?? '') ?? sheet.isBold(tag, attributes) ?? bold
      }
      if (hides && !skipped.has(name) && !isVoid(name)) hidden += 1
      if (skipped.has(name)) skip += 1
      if (skip > 0 || hidden > 0) return
      if (name === 'img') images += attributes.alt === undefined || attributes.alt === '' ? 1 : 0
      if (name === 'br') add('\n', at)
      if (name === 'sup') sup += 1
      if (name === 'table' && tables.length < deepest) {
        if (tables.length === 0) flush()
        tables.push({
          rows: [],
          strong: new Map(),
          hanging: new Map(),
          row: [],
          cell: null,
          cells: 0,
          isCut: false,
          places: new Map(),
        })
      } else if (name === 'tr') {
        const table = tables.at(-1)
        if (table !== undefined) endRow(table)
      } else if (name === 'td' || name === 'th') {
        const table = tables.at(-1)
        if (table !== undefined) {
          endCell(table)
          if (!table.places.has(table.row)) table.places.set(table.row, at)
          table.cell = { text: '', strong: null, columns: spanOf(attributes.colspan), rows: spanOf(attributes.rowspan) }
        }
      } else if (/^h[1-6]$/.test(name)) {
        flush()
        heading = true
      } else if (blocks.has(name)) {
        if (tables.at(-1)?.cell != null) add(' ', at)
        else flush()
      }
    },
    text: (text, at) => {
      if (skip > 0 || hidden > 0) return
      add(sup > 0 && /^[\d-]+$/.test(text.trim()) ? raise(text.trim()) : text, at)
    },
    close: (tag) => {
      const at = open.findLastIndex((o) => o.name === tag)
      const name = open[at]?.as ?? tag
      bold = open[at]?.around ?? bold
      if (at !== -1) for (const gone of open.splice(at)) if (gone.hides) hidden -= 1
      if (skipped.has(name)) {
        skip = Math.max(0, skip - 1)
        return
      }
      if (skip > 0 || hidden > 0) return
      if (name === 'sup') sup = Math.max(0, sup - 1)
      const table = tables.at(-1)
      if (name === 'table' && table !== undefined) {
        endRow(table)
        tables.pop()
        const outer = tables.at(-1)?.cell
        // a table within a cell is one of its own; a single row or column is words
        if (outer != null && !isTable(table)) outer.text += ` ${table.rows.map((r) => r.join(' ')).join(' ')}`
        else later.push(table)
        isCut ||= table.isCut
        if (tables.length === 0) for (const own of later.splice(0).reverse()) writeTable(writer, own, marks)
      } else if ((name === 'td' || name === 'th') && table !== undefined) endCell(table)
      else if (name === 'tr' && table !== undefined) endRow(table)
      else if (/^h[1-6]$/.test(name)) {
        flush()
        heading = false
      } else if (blocks.has(name) && table?.cell == null) flush()
    },
  })
  for (const table of [...tables.toReversed(), ...later]) {
    isCut ||= table.isCut
    endRow(table)
    writeTable(writer, table, marks)
  }
  flush()
  const pictures =
    images === 0
      ? []
      : [
          {
            why: {
              en: `${plural(images, 'picture')} without words not read`,
              zh: `${images} 张没有文字说明的图片未读取`,
            },
          },
        ]
  const unread = [...pictures, ...(isWhole ? [] : [tooDeep]), ...(isCut ? [tooWide] : [])]
  const starts = lineStarts(decoded.text)
  return Object.freeze({
    kind: 'extract',
    file,
    format: 'html',
    encoding: decoded.encoding,
    text: writer.text(),
    blocks: writer.blocks,
    pages: [],
    boxes: [],
    unread,
    lines: marks.map(({ at, from }) => ({ at, line: lineAt(starts, from) + 1 })),
  })
}

const roles: Readonly<Record<string, string>> = {
  table: 'table',
  grid: 'table',
  row: 'tr',
  cell: 'td',
  gridcell: 'td',
  columnheader: 'th',
  rowheader: 'th',
}
const displays: Readonly<Record<string, string>> = { table: 'table', 'table-row': 'tr', 'table-cell': 'td' }

// what is said or shown to be a table is one
function roleOf(name: string, { role, style }: Readonly<Record<string, string>>): string {
  if (name !== 'div' && name !== 'span') return name
  const display = style === undefined ? undefined : /display:\s*(table(?:-row|-cell)?)\s*(?:;|$)/i.exec(style)?.[1]
  return roles[role ?? ''] ?? displays[display?.toLowerCase() ?? ''] ?? name
}

// what an element says itself of how bold it is
function weightOf(tag: string, style: string): boolean | null {
  const said = /(?<![\w-])font-weight\s*:\s*(?:(bold|bolder|[6-9]00)|[\w-]+)/i.exec(style)
  if (said !== null) return said[1] !== undefined
  return tag === 'b' || tag === 'strong' ? true : null
}

function isTable({ rows }: OpenTable): boolean {
  return rows.length > 1 && rows.some((r) => r.length > 1)
}

function isVoid(name: string): boolean {
  return /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/.test(name)
}

function spanOf(text: string | undefined): number {
  const span = Number.parseInt(text ?? '1', 10)
  return span > 0 ? Math.min(span, widestSpan) : 1
}

function writeTable(writer: ExtractWriter, table: OpenTable, marks: { at: number; from: number }[]): void {
  const rows = table.rows.filter((r) => r.some((c) => c !== ''))
  const from = (row: readonly string[]) => table.places.get(row) ?? 0
  if (rows.length === 1 && rows[0]!.length === 1) {
    marks.push({ at: writer.at, from: from(rows[0]!) })
    writer.prose('paragraph', rows[0]![0]!)
    return
  }
  writer.table(
    '',
    rows,
    () => '',
    (r, c) => table.strong.get(rows[r]!)?.has(c) ?? false,
  )
  const block = writer.blocks.at(-1)
  if (rows.length === 0 || block?.kind !== 'table') return
  for (const [n, row] of block.rows.entries()) marks.push({ at: row[0]!.start, from: from(rows[n]!) })
}

function endCell(table: OpenTable): void {
  const { cell } = table
  if (cell === null) return
  table.cell = null
  hang(table)
  const text = cell.text.replace(/\s+/g, ' ').trim()
  for (let n = 0; n < cell.columns; n += 1) {
    if (table.row.length >= mostColumns || table.cells >= mostCells) {
      table.isCut = true
      return
    }
    if (cell.rows > 1) table.hanging.set(table.row.length, { left: cell.rows - 1, text })
    if (cell.strong === true)
      table.strong.set(table.row, (table.strong.get(table.row) ?? new Set()).add(table.row.length))
    // a group heading that spans its whole row stands there once
    table.row.push(n > 0 && cell.columns > 3 && cell.rows === 1 ? '' : text)
    table.cells += 1
  }
}

// what reaches down from rows above comes first
function hang(table: OpenTable): void {
  for (
    let above = table.hanging.get(table.row.length);
    above !== undefined;
    above = table.hanging.get(table.row.length)
  ) {
    const at = table.row.length
    if (above.left <= 1) table.hanging.delete(at)
    else above.left -= 1
    table.row.push(above.text)
    table.cells += 1
    if (table.cells >= mostCells) return
    if (table.row.length >= mostColumns) return
  }
}

function endRow(table: OpenTable): void {
  endCell(table)
  if (table.row.length === 0) return
  const fresh = new Set([...table.hanging.keys()].filter((c) => c < table.row.length))
  if (fresh.size < table.hanging.size) hang(table)
  table.rows.push(table.row)
  table.row = []
}
