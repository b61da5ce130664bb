import { type Extract, ExtractWriter, isUnzipped, plural, type Unread, unzip, type Words } from '../../base/index.ts'
import { mostCells, readXmlMarkup } from './markup.ts'
import { laterStart, plainText, type Show, showOf } from './xlsx-format.ts'

const mostRows = 200_000
const mostColumns = 16_384
// no wider sheet is looked through for tables beside each other
const widestSplit = 200
const mostMerges = 20_000

/**
 * The sheets of an XLSX workbook as tables, each cell as it shows: percent, dates and thousands as formatted.
 *
 * With `held` a number has all the places that it holds, unless its format gives it a unit: a percentage, a date, or words.
 */
export function readXlsx(file: string, bytes: Uint8Array, held = false): Extract | Words {
  const parts = unzip(
    bytes,
    (n) =>
      /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml|drawings\/)/.test(
        n,
      ) || /^xl\/media\//.test(n),
  )
  if (!isUnzipped(parts)) return parts
  const workbook = parts.get('xl/workbook.xml')
  if (workbook === undefined) return { en: 'it is a ZIP file, but no workbook', zh: '是 ZIP 文件但不是工作簿' }
  const strings = sharedStrings(textOf(parts.get('xl/sharedStrings.xml')))
  const { shows: formats, bold } = formatsOf(textOf(parts.get('xl/styles.xml')), held, startOf(textOf(workbook)))
  const writer = new ExtractWriter()
  const unread: Unread[] = []
  for (const { name, path, hidden } of sheetsOf(textOf(workbook), textOf(parts.get('xl/_rels/workbook.xml.rels')))) {
    const sheet = parts.get(path)
    if (sheet === undefined) continue
    if (hidden) {
      unread.push({ why: { en: `the sheet ${name} is hidden`, zh: `工作表 ${name} 已隐藏` } })
      continue
    }
    const rows = rowsOf(textOf(sheet), strings, formats, bold)
    if (rows.hidden > 0)
      unread.push({
        why: {
          en: `${plural(rows.hidden, 'hidden row')} or columns of the sheet ${name} not read`,
          zh: `工作表 ${name} 有 ${rows.hidden} 个隐藏的行或列，未读取`,
        },
      })
    if (rows.cut)
      unread.push({
        why: { en: `the sheet ${name} was read in part: it is too large`, zh: `工作表 ${name} 过大，仅读取部分` },
      })
    for (const ref of rows.unvalued)
      unread.push({
        why: { en: `${ref} of ${name} is a formula without a value`, zh: `${name} 的 ${ref} 是没有结果的公式` },
        cell: { ref, sheet: name },
      })
    writeSheet(writer, name, rows.rows, rows.strong)
  }
  const pictures = [...parts.keys()].filter((n) => n.startsWith('xl/media/')).length
  if (pictures > 0)
    unread.push({ why: { en: `${plural(pictures, 'picture')} not read`, zh: `${pictures} 张图片未读取` } })
  return Object.freeze({
    kind: 'extract',
    file,
    format: 'xlsx',
    encoding: '',
    text: writer.text(),
    blocks: writer.blocks,
    pages: [],
    boxes: [],
    unread,
  })
}

interface SheetRow {
  readonly number: number
  readonly cells: readonly string[]
}

// rows of one cell between tables are running text: titles, notes, sources
function writeSheet(writer: ExtractWriter, name: string, rows: readonly SheetRow[], strong: ReadonlySet<string>): void {
  writer.prose('heading', name)
  let open: SheetRow[] = []
  const close = () => {
    while (open.length > 0 && filled(open.at(-1)!) <= 1) tail.unshift(open.pop()!)
    const head: SheetRow[] = []
    while (open.length > 0 && filled(open[0]!) <= 1) head.push(open.shift()!)
    for (const row of head) writer.prose('paragraph', row.cells.find((c) => c !== '') ?? '')
    if (open.length > 0) writeTables(writer, name, open, strong)
    for (const row of tail) writer.prose('paragraph', row.cells.find((c) => c !== '') ?? '')
    open = []
    tail = []
  }
  let tail: SheetRow[] = []
  let before = 0
  for (const row of rows) {
    if (row.number > before + 1 && open.length > 0) close()
    open.push(row)
    before = row.number
  }
  close()
}

// tables beside each other have an empty column between them, and labels behind it
function writeTables(
  writer: ExtractWriter,
  name: string,
  rows: readonly SheetRow[],
  strong: ReadonlySet<string>,
): void {
  const width = rows.reduce((most, r) => Math.max(most, r.cells.length), 0)
  let from = 0
  const put = (to: number) => {
    const first = from
    const own = rows
      .map((r) => ({ number: r.number, cells: first === 0 ? r.cells.slice(0, to) : r.cells.slice(first, to) }))
      .filter((r) => filled(r) > 0)
    const nameOf = (r: number, c: number) => `${columnName(first + c)}${own[r]!.number}`
    writer.table(
      name,
      own.map((r) => r.cells),
      nameOf,
      (r, c) => strong.size > 0 && strong.has(nameOf(r, c)),
    )
  }
  for (let c = 1; c < Math.min(width - 2, widestSplit); c += 1) {
    if (rows.some((r) => (r.cells[c] ?? '') !== '')) continue
    const next = rows.filter((r) => (r.cells[c + 1] ?? '') !== '' && (r.cells[c + 2] ?? '') !== '')
    const words = next.filter((r) => !/^[+\-−]?[\d.,]+%?$/.test(r.cells[c + 1]!)).length
    const before = rows.filter((r) => filled({ number: 0, cells: r.cells.slice(from, c) }) > 1).length
    if (next.length < 2 || before < 2 || words < next.length * 0.8) continue
    put(c)
    from = c + 1
  }
  put(width)
}

function filled({ cells }: SheetRow): number {
  return cells.filter((c) => c !== '').length
}

function columnName(index: number): string {
  let name = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
  return name
}

/** The text of a part of a container, empty where it is missing. */
export function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : new TextDecoder('utf-8').decode(bytes)
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function sharedStrings(xml: string): readonly string[] {
  const strings: string[] = []
  let text: string | null = null
  let inText = false
  let phonetic = 0
  readXmlMarkup(xml, {
    open: (name) => {
      const tag = bare(name)
      if (tag === 'si') text = ''
      if (tag === 'rPh') phonetic += 1
      if (tag === 't') inText = true
    },
    text: (t) => {
      if (text !== null && inText && phonetic === 0) text += t
    },
    close: (name) => {
      const tag = bare(name)
      if (tag === 't') inText = false
      if (tag === 'rPh') phonetic -= 1
      if (tag === 'si' && text !== null) {
        strings.push(text)
        text = null
      }
    },
  })
  return strings
}

function startOf(workbook: string): number {
  const later = /<(?:\w+:)?workbookPr\b[^<>]*\sdate1904\s*=\s*["'](\w+)["']/.exec(workbook)?.[1]
  return isTrue(later) ? laterStart : 0
}

function formatsOf(
  xml: string,
  held: boolean,
  start: number,
): { readonly shows: readonly Show[]; readonly bold: readonly boolean[] } {
  const codes = new Map<number, string>()
  const shows: Show[] = []
  const [fonts, bold]: [boolean[], boolean[]] = [[], []]
  let [inCells, inFonts] = [false, false]
  readXmlMarkup(xml, {
    open: (name, a) => {
      const tag = bare(name)
      if (tag === 'numFmt') codes.set(Number(a.numFmtId), a.formatCode ?? '')
      if (tag === 'cellXfs') inCells = true
      if (tag === 'fonts') inFonts = true
      if (tag === 'font' && inFonts) fonts.push(false)
      if (tag === 'b' && inFonts) fonts[fonts.length - 1] = (a.val ?? '1') === '1' || a.val === 'true'
      if (tag === 'xf' && inCells) bold.push(fonts[Number(a.fontId ?? '0')] ?? false)
      if (tag === 'xf' && inCells) shows.push(showOf(Number(a.numFmtId ?? '0'), codes, held, start))
    },
    text: () => {},
    close: (name) => {
      if (bare(name) === 'cellXfs') inCells = false
      if (bare(name) === 'fonts') inFonts = false
    },
  })
  return { shows, bold }
}

interface SheetName {
  readonly name: string
  readonly path: string
  readonly hidden: boolean
}

function sheetsOf(workbook: string, relations: string): readonly SheetName[] {
  const targets = new Map<string, string>()
  readXmlMarkup(relations, {
    open: (name, a) => {
      if (bare(name) === 'Relationship') targets.set(a.Id ?? '', (a.Target ?? '').replace(/^\/?(?:xl\/)?/, 'xl/'))
    },
    text: () => {},
    close: () => {},
  })
  const sheets: SheetName[] = []
  readXmlMarkup(workbook, {
    open: (name, a) => {
      if (bare(name) === 'sheet')
        sheets.push({
          name: a.name ?? '',
          path: targets.get(a['r:id'] ?? '') ?? `xl/worksheets/sheet${sheets.length + 1}.xml`,
          hidden: (a.state ?? 'visible') !== 'visible',
        })
    },
    text: () => {},
    close: () => {},
  })
  return sheets
}

function rowsOf(
  xml: string,
  strings: readonly string[],
  formats: readonly Show[],
  bold: readonly boolean[],
): {
  readonly rows: readonly SheetRow[]
  readonly cut: boolean
  readonly unvalued: readonly string[]
  readonly hidden: number
  /** the names of its cells with a number in bold */
  readonly strong: ReadonlySet<string>
} {
  const unvalued: string[] = []
  const strong = new Set<string>()
  let formula = false
  const rows: SheetRow[] = []
  let [number, count, cut, column] = [0, 0, false, 0]
  let cells: string[] = []
  let type = ''
  let style = 0
  let value: string | null = null
  let inline = ''
  let inT = false
  let hidden = 0
  let isHidden = false
  const hiddenColumns: (readonly [number, number])[] = []
  const merges: Merge[] = []
  const whole = readXmlMarkup(xml, {
    open: (name, a) => {
      const tag = bare(name)
      if (tag === 'col' && isTrue(a.hidden)) {
        hiddenColumns.push([Number(a.min) - 1, Number(a.max) - 1])
        // a sheet may hide all that it does not use
        if (Number(a.max) < mostColumns) hidden += Number(a.max) - Number(a.min) + 1 || 0
      } else if (tag === 'mergeCell') {
        const merge = mergeOf(a.ref ?? '')
        if (merge !== null && merges.length < mostMerges) merges.push(merge)
      } else if (tag === 'row') {
        isHidden = isTrue(a.hidden)
        number = Number(a.r ?? number + 1)
        cells = []
      } else if (tag === 'c') {
        column = columnOf(a.r ?? '', cells.length)
        type = a.t ?? 'n'
        style = Number(a.s ?? '-1')
        inline = ''
        formula = false
      } else if (tag === 'f') formula = true
      else if (tag === 'v') value = ''
      else if (tag === 't') inT = true
    },
    text: (t) => {
      if (value !== null) value += t
      else if (inT) inline += t
    },
    close: (name) => {
      const tag = bare(name)
      if (tag === 't') inT = false
      if (tag === 'c') {
        const blanks = Math.max(0, column - cells.length)
        if (column < mostColumns && count + blanks < mostCells) {
          while (cells.length < column) cells.push('')
          const isOut = hiddenColumns.some(([from, to]) => column >= from && column <= to)
          cells[column] = isOut ? '' : shown(type, value, inline, strings, formats[style])
          if (bold[style] === true && /\d/.test(cells[column]!)) strong.add(`${columnName(column)}${number}`)
          count += 1 + blanks
          // a program that writes a workbook without reckoning it leaves the results away
          if (formula && type !== 'str' && cells[column] === '' && !isOut && !isHidden)
            unvalued.push(`${columnName(column)}${number}`)
        } else cut = true
        value = null
      }
      if (tag === 'row') {
        if (rows.length >= mostRows) cut = true
        else if (isHidden) hidden += cells.some((c) => c !== '') ? 1 : 0
        else if (cells.some((c) => c !== '')) rows.push({ number, cells })
      }
    },
  })
  return { rows: filledMerges(rows, merges), cut: cut || !whole, unvalued, hidden, strong }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

interface Merge {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function mergeOf(ref: string): Merge | null {
  const [, a, top, b, bottom] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref) ?? []
  if (a === undefined) return null
  return { left: columnOf(a, 0), right: columnOf(b!, 0), top: Number(top), bottom: Number(bottom) }
}

// a merged cell stands in each row that it reaches down to; in a row where it is not alone, in each of up to three columns
function filledMerges(rows: readonly SheetRow[], merges: readonly Merge[]): readonly SheetRow[] {
  if (merges.length === 0) return rows
  const texts = rows.map((r) => [...r.cells])
  const place = new Map(rows.map((r, n) => [r.number, n]))
  let budget = mostCells
  for (const { left, right, top, bottom } of merges) {
    const first = place.get(top)
    const text = first === undefined ? '' : (texts[first]![left] ?? '')
    if (first === undefined || text === '' || left > widestSplit) continue
    for (let n = first; n < rows.length && rows[n]!.number <= bottom; n += 1) {
      const own = texts[n]!
      budget -= own.length + 1
      if (budget < 0) return rows
      const isAlone = own.every((c, k) => c === '' || (k >= left && k <= right))
      if (isAlone && n > first) break
      const last = isAlone || right - left > 2 ? left : right
      for (let c = left; c <= last; c += 1) {
        while (own.length < c) own.push('')
        own[c] = text
      }
    }
  }
  return rows.map((r, n) => ({ number: r.number, cells: texts[n]! }))
}

function columnOf(ref: string, fallback: number): number {
  const letters = /^[A-Z]{1,3}/.exec(ref)?.[0]
  if (letters === undefined) return fallback
  let n = 0
  for (const c of letters) n = n * 26 + c.charCodeAt(0) - 64
  return n - 1
}

function shown(
  type: string,
  value: string | null,
  inline: string,
  strings: readonly string[],
  show: Show | undefined,
): string {
  if (type === 'inlineStr') return inline.trim()
  if (value === null) return ''
  if (type === 's') return (strings[Number(value)] ?? '').trim()
  if (type === 'b') return value.trim() === '1' ? 'TRUE' : 'FALSE'
  if (type === 'str' || type === 'e' || type === 'd') return value.trim()
  return (show ?? plainText)(value.trim())
}
