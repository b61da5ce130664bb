import { type Extract, ExtractWriter, isUnzipped, plural, type Unread, unzip, type Words } from '../../base/index.ts'
import { readXmlMarkup } from './markup.ts'

const mostRows = 200_000
const mostColumns = 16_384
const mostCells = 2_000_000

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
  const formats = formatsOf(textOf(parts.get('xl/styles.xml')), held)
  const writer = new ExtractWriter()
  const unread: Unread[] = []
  for (const { name, path, hidden } of sheetsOf(textOf(workbook), textOf(parts.get('xl/_rels/workbook.xml.rels')))) {
    const sheet = parts.get(path)
    if (sheet === undefined) continue
    if (hidden) {
      unread.push({ why: { en: `the sheet ${name} is hidden`, zh: `工作表 ${name} 已隐藏` } })
      continue
    }
    const rows = rowsOf(textOf(sheet), strings, formats)
    if (rows.cut)
      unread.push({
        why: { en: `the sheet ${name} was read in part: it is too large`, zh: `工作表 ${name} 过大，仅读取部分` },
      })
    for (const ref of rows.unvalued)
      unread.push({
        why: { en: `${ref} of ${name} is a formula without a value`, zh: `${name} 的 ${ref} 是没有结果的公式` },
        cell: { ref, sheet: name },
      })
    writeSheet(writer, name, rows.rows)
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
function writeSheet(writer: ExtractWriter, name: string, rows: readonly SheetRow[]): void {
  writer.prose('heading', name)
  let open: SheetRow[] = []
  const close = () => {
    while (open.length > 0 && filled(open.at(-1)!) <= 1) tail.unshift(open.pop()!)
    const head: SheetRow[] = []
    while (open.length > 0 && filled(open[0]!) <= 1) head.push(open.shift()!)
    for (const row of head) writer.prose('paragraph', row.cells.find((c) => c !== '') ?? '')
    if (open.length > 0) {
      const own = open
      writer.table(
        name,
        own.map((r) => r.cells),
        (r, c) => `${columnName(c)}${own[r]!.number}`,
      )
    }
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

type Show = (value: string) => string

function formatsOf(xml: string, held: boolean): readonly Show[] {
  const codes = new Map<number, string>()
  const shows: Show[] = []
  let inCells = false
  readXmlMarkup(xml, {
    open: (name, a) => {
      const tag = bare(name)
      if (tag === 'numFmt') codes.set(Number(a.numFmtId), a.formatCode ?? '')
      if (tag === 'cellXfs') inCells = true
      if (tag === 'xf' && inCells) shows.push(showOf(Number(a.numFmtId ?? '0'), codes, held))
    },
    text: () => {},
    close: (name) => {
      if (bare(name) === 'cellXfs') inCells = false
    },
  })
  return shows
}

const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  22: 'yyyy-mm-dd h:mm',
}

function showOf(id: number, codes: ReadonlyMap<number, string>, held: boolean): Show {
  const code = (codes.get(id) ?? builtIn[id] ?? '').split(';')[0]!
  const literal = code.replace(/\[[^\]]*\]/g, '')
  if (/[ymd]/i.test(literal.replace(/"[^"]*"/g, '')) && !/[0#]/.test(literal))
    return /h/i.test(literal) ? momentText : dateText
  const places = /\.([0?]+)/.exec(literal)?.[1]?.length ?? (/[0#]/.test(literal) ? 0 : null)
  const suffix = [...literal.matchAll(/"([^"]*)"/g)].map((m) => m[1]!).join('')
  if (literal.includes('%')) return (v) => `${shift(v, 2, places ?? 0)}%`
  if (places === null || code === 'General' || (held && suffix === '' && !/[0#?],+(?:$|[^0#?])/.test(literal)))
    return plainText
  return (v) => `${shift(v, 0, places)}${/^[\u4e00-\u9fffA-Za-z%]{1,8}$/.test(suffix) ? suffix : ''}`
}

function shift(value: string, by: number, places: number): string {
  const number = Number(value) * 10 ** by
  return Number.isFinite(number) ? number.toFixed(Math.min(places, 20)) : value
}

// 88.600000000000009 is what a program keeps for 88.6
function plainText(value: string): string {
  const number = Number(value)
  return value.length > 15 && Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value
}

function dateText(value: string): string {
  const days = Number(value)
  if (!Number.isFinite(days) || days < 1 || days > 2_958_465) return value
  return new Date(Math.round((days - 25_569) * 86_400_000)).toISOString().slice(0, 10)
}

// a clock that is shown is part of what is said; one at midnight is a day
function momentText(value: string): string {
  const days = Number(value)
  const day = dateText(value)
  if (day === value || days % 1 === 0) return day
  const moment = new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString()
  return moment.endsWith('T00:00:00.000Z') ? moment.slice(0, 10) : moment.slice(0, 19).replace('T', ' ')
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
): { readonly rows: readonly SheetRow[]; readonly cut: boolean; readonly unvalued: readonly string[] } {
  const unvalued: string[] = []
  let formula = false
  const rows: SheetRow[] = []
  let [number, count, cut, column] = [0, 0, false, 0]
  let cells: string[] = []
  let type = ''
  let style = 0
  let value: string | null = null
  let inline = ''
  let inT = false
  const whole = readXmlMarkup(xml, {
    open: (name, a) => {
      const tag = bare(name)
      if (tag === 'row') {
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
        if (column < mostColumns && count < mostCells) {
          while (cells.length < column) cells.push('')
          cells[column] = shown(type, value, inline, strings, formats[style])
          count += 1
          // a program that writes a workbook without reckoning it leaves the results away
          if (formula && type !== 'str' && cells[column] === '') unvalued.push(`${columnName(column)}${number}`)
        } else cut = true
        value = null
      }
      if (tag === 'row') {
        if (rows.length >= mostRows) cut = true
        else if (cells.some((c) => c !== '')) rows.push({ number, cells })
      }
    },
  })
  return { rows, cut: cut || !whole, unvalued }
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
  if (type === 'str' || type === 'b' || type === 'e' || type === 'd') return value.trim()
  return (show ?? plainText)(value.trim())
}
