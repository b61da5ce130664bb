import { type Extract, ExtractWriter, isUnzipped, plural, type Unread, unzip, type Words } from '../../base/index.ts'
import { mostCells, readXmlMarkup, tooDeep, tooWide } from './markup.ts'
import { raise } from './raised.ts'
import { textOf } from './xlsx.ts'

interface OpenTable {
  readonly rows: string[][]
  /** the columns of each row whose first number is bold */
  readonly strong: Map<readonly string[], Set<number>>
  row: string[] | null
  cell: string | null
  /** columns that the open cell spans, and whether it goes on from the row above */
  columns: number
  /** how many cells its rows have so far */
  cells: number
  /** whether cells were left out, since there are too many */
  isCut: boolean
  merged: boolean
  /** whether the first number of the open cell is bold; `null` before it */
  bold: boolean | null
}

const mostColumns = 1000
// what is deleted, what Word reckons with, how words looked before, and what stands a second time
const unsaid = /^(?:w:del|w:moveFrom|w:instrText|w:rPrChange|w:pPrChange|mc:Fallback)$/

/** The text and tables of a DOCX document without deletions and comments; notes stand behind it, heads and feet of its pages last. */
export function readDocx(file: string, bytes: Uint8Array): Extract | Words {
  const parts = unzip(
    bytes,
    (n) => /^word\/(?:document|footnotes|endnotes|(?:header|footer)\d*)\.xml$/.test(n) || n.startsWith('word/media/'),
  )
  if (!isUnzipped(parts)) return parts
  const document = parts.get('word/document.xml')
  if (document === undefined) return { en: 'it is a ZIP file, but no document', zh: '是 ZIP 文件但不是文档' }
  const writer = new ExtractWriter()
  const faults = new Set<Unread>()
  for (const part of ['word/document.xml', 'word/footnotes.xml', 'word/endnotes.xml'])
    readPart(textOf(parts.get(part)), writer, faults)
  const edges = [...parts.keys()].filter((n) => /^word\/(?:header|footer)/.test(n)).sort()
  writeEdges(
    edges.map((n) => textOf(parts.get(n))),
    writer,
    faults,
  )
  const pictures = [...parts.keys()].filter((n) => n.startsWith('word/media/')).length
  const unread =
    pictures === 0
      ? [...faults]
      : [{ why: { en: `${plural(pictures, 'picture')} not read`, zh: `${pictures} 张图片未读取` } }, ...faults]
  return Object.freeze({
    kind: 'extract',
    file,
    format: 'docx',
    encoding: '',
    text: writer.text(),
    blocks: writer.blocks,
    pages: [],
    boxes: [],
    unread,
  })
}

// first, even and other pages may repeat the same words, and a table there only places them
function writeEdges(parts: readonly string[], writer: ExtractWriter, faults: Set<Unread>): void {
  const texts = parts.flatMap((xml) => {
    const own = new ExtractWriter()
    readPart(xml, own, faults)
    const text = own.text()
    return own.blocks.map((b) => text.slice(b.start, b.end).replace(/\s+/g, ' ').trim())
  })
  for (const text of new Set(texts)) writer.prose('furniture', text)
}

function readPart(xml: string, writer: ExtractWriter, faults: Set<Unread>): void {
  const tables: OpenTable[] = []
  const later: OpenTable[] = []
  // what stands around a text box while it is read
  const around: { readonly text: string; readonly style: string; readonly tables: readonly OpenTable[] }[] = []
  let [text, style, inText, isRaised, isHidden, isBold, gone] = ['', '', false, false, false, false, 0]
  const paragraph = () => {
    const table = tables.at(-1)
    if (table?.cell != null) table.cell += `${table.cell === '' ? '' : ' '}${text}`
    else if (tables.length === 0)
      writer.prose(/^(?:heading|title|标题|\d)/i.test(style) ? 'heading' : 'paragraph', text.trim())
    text = ''
    style = ''
  }
  const put = ({ rows, strong, isCut }: OpenTable) => {
    if (isCut) faults.add(tooWide)
    const filled = rows.filter((r) => r.some((c) => c.trim() !== ''))
    writer.table(
      '',
      filled,
      () => '',
      (r, c) => strong.get(filled[r]!)?.has(c) ?? false,
    )
  }
  const isWhole = readXmlMarkup(xml, {
    open: (name, a) => {
      const table = tables.at(-1)
      if (unsaid.test(name)) gone += 1
      switch (name) {
        case 'w:tbl':
          tables.push({
            rows: [],
            strong: new Map(),
            row: null,
            cell: null,
            cells: 0,
            isCut: false,
            columns: 1,
            merged: false,
            bold: null,
          })
          return
        case 'w:tr':
          if (table !== undefined) table.row = []
          return
        case 'w:tc':
          if (table !== undefined) Object.assign(table, { cell: '', columns: 1, merged: false, bold: null })
          return
        case 'w:gridBefore':
          for (let n = Math.min(mostColumns, Number(a['w:val'])); n > 0 && table?.row != null; n -= 1)
            if (table.cells < mostCells) {
              table.row.push('')
              table.cells += 1
            }
          return
        case 'w:gridSpan':
          if (table !== undefined) table.columns = Math.min(Math.max(1, Number(a['w:val'] ?? '1') || 1), mostColumns)
          return
        case 'w:vMerge':
          if (table !== undefined) table.merged = (a['w:val'] ?? 'continue') === 'continue'
          return
        case 'w:pStyle':
          if (gone === 0) style = a['w:val'] ?? ''
          return
        case 'w:vertAlign':
          if (gone === 0) isRaised = a['w:val'] === 'superscript'
          return
        case 'w:vanish':
          if (gone === 0) isHidden = isOn(a)
          return
        case 'w:b':
          if (gone === 0) isBold = isOn(a)
          return
        case 'w:rStyle':
          if (gone === 0 && a['w:val'] === 'Strong') isBold = true
          return
        case 'w:r':
          isRaised = false
          isHidden = false
          isBold = false
          return
        case 'w:txbxContent':
          around.push({ text, style, tables: tables.splice(0) })
          text = ''
          style = ''
          return
        case 'w:t':
          inText = true
          return
        case 'w:tab':
        case 'w:ptab':
          text += ' '
          return
        case 'w:noBreakHyphen':
          if (gone === 0 && !isHidden) text += '-'
          return
        case 'w:br':
        case 'w:cr':
          text += '\n'
      }
    },
    text: (t) => {
      if (!inText || gone > 0 || isHidden) return
      const table = tables.at(-1)
      if (table?.cell != null && !isRaised && /\d/.test(t)) table.bold ??= isBold
      text += isRaised && /^\d+$/.test(t.trim()) ? raise(t.trim()) : t
    },
    close: (name) => {
      const table = tables.at(-1)
      if (name === 'w:t') inText = false
      else if (unsaid.test(name)) gone = Math.max(0, gone - 1)
      else if (name === 'w:txbxContent') {
        const outer = around.pop()
        text = outer?.text ?? ''
        style = outer?.style ?? ''
        tables.splice(0, tables.length, ...(outer?.tables ?? []))
      } else if (name === 'w:p') paragraph()
      else if (name === 'w:tc' && table?.cell != null) endCell(table)
      else if (name === 'w:tr' && table?.row != null) {
        table.rows.push(table.row)
        table.row = null
      } else if (name === 'w:tbl' && table !== undefined) {
        tables.pop()
        const outer = tables.at(-1)
        // a table within a cell is one of its own; a single row or column is words
        if (outer?.cell != null && !isTable(table.rows))
          outer.cell += ` ${table.rows.map((r) => r.join(' ')).join(' ')}`
        else later.push(table)
        if (tables.length === 0) for (const own of later.splice(0).reverse()) put(own)
      }
    },
  })
  if (!isWhole) faults.add(tooDeep)
}

function isOn(attributes: Readonly<Record<string, string>>): boolean {
  return !/^(?:0|false|off)$/.test(attributes['w:val'] ?? '')
}

function isTable(rows: readonly (readonly string[])[]): boolean {
  return rows.length > 1 && rows.some((r) => r.length > 1)
}

function endCell(table: OpenTable): void {
  const row = table.row ?? []
  const above = table.rows.at(-1)
  const own = (table.cell ?? '').replace(/\s+/g, ' ').trim()
  for (let n = 0; n < table.columns; n += 1) {
    if (row.length >= mostColumns || table.cells >= mostCells) {
      table.isCut = true
      break
    }
    table.cells += 1
    if (table.bold === true) table.strong.set(row, (table.strong.get(row) ?? new Set()).add(row.length))
    row.push(table.merged && own === '' ? (above?.[row.length] ?? '') : n > 0 && table.columns > 3 ? '' : own)
  }
  table.row = row
  table.cell = null
}
