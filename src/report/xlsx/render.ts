import { addDays } from '../../base/index.ts'
import { type Fact, factAddress } from '../../facts/index.ts'
import { type EvidenceEntry, evidenceEntries, evidenceOf, whatOf } from '../evidence.ts'
import { kindWords, wordsOf } from '../html/words.ts'
import { numbersIn, plainOf } from '../plain.ts'
import type { Binding, Cell, Document, FigureBlock, Row, TableBlock } from '../tree.ts'
import { exhibitsOf } from '../walk.ts'
import { liveCell, numberFormat, placesOf, shownCell, withNote } from './live.ts'
import { type Sheet, type SheetCell, type SheetRow, writeWorkbook } from './workbook.ts'

/** The document as an XLSX file: a sheet for each table and figure with live numbers, and one of all facts. */
export function renderXlsx(document: Document): Uint8Array {
  return writeWorkbook(sheetsOf(document), document.front.title, document.front.date)
}

/** The sheets of a document: one for each table and figure in order, then the facts; with the notice of what AI has made. */
export function sheetsOf(document: Document): readonly Sheet[] {
  const exhibits = exhibitsOf(document.blocks).map((e) =>
    e.kind === 'table' ? tableSheet(e, document) : figureSheet(e, document),
  )
  const notice = document.front.ai?.notice ?? ''
  return [...exhibits, factSheet(document)].map((sheet) => (notice === '' ? sheet : noticed(sheet, notice)))
}

// the line below the title, which is empty otherwise: rows keep their places
function noticed(sheet: Sheet, notice: string): Sheet {
  const at = sheet.rows.findIndex((r) => r.cells.length === 0)
  return { ...sheet, rows: sheet.rows.map((row, i) => (i === at ? text([notice], 'small') : row)) }
}

// Excel allows 31 characters and none of []:*?/\
function sheetName(exhibit: TableBlock | FigureBlock, document: Document): string {
  return `${document.front.label} ${exhibit.number}`.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)
}

function text(cells: readonly SheetCell[], look: SheetRow['look'] = 'plain'): SheetRow {
  return { cells, look }
}

function titleRow(exhibit: TableBlock | FigureBlock, document: Document): SheetRow {
  const colon = document.front.lang === 'zh' ? '：' : ': '
  return text([`${document.front.label} ${exhibit.number}${colon}${plainOf(exhibit.caption).text}`], 'title')
}

function footRows(exhibit: TableBlock | FigureBlock): readonly SheetRow[] {
  return [...exhibit.notes, exhibit.source].map((n) => text([plainOf(n).text], 'small'))
}

function tableSheet(table: TableBlock, document: Document): Sheet {
  const words = wordsOf(document.front.lang)
  const wide = periodsOf(table)
  const heads = table.columns.flatMap((c, i) => {
    const head = plainOf(c.children).text
    return wide[i]!.length === 0 ? [head] : wide[i]!.map((p) => `${head} ${p}`)
  })
  const values = heads.length - 1
  const head = text([...heads, '', ...heads.slice(1).map((h) => `${words.address} ${h}`.trim())], 'head')
  const rows = table.rows.map((row) => tableRow(row, wide, document))
  return {
    name: sheetName(table, document),
    rows: [titleRow(table, document), text([]), head, ...rows, ...footRows(table)],
    widths: [34, ...Array.from({ length: values }, () => 20), 3, ...Array.from({ length: values }, () => 34)],
  }
}

// a small line is as many columns as it has periods: a spreadsheet draws its own lines
function periodsOf(table: TableBlock): readonly (readonly string[])[] {
  return table.columns
    .map((_, i) => table.rows.flatMap((r) => r.cells[i]?.trail ?? []).map((p) => p.period))
    .map((all) => [...new Set(all)].sort())
}

function tableRow(row: Row, wide: readonly (readonly string[])[], document: Document): SheetRow {
  if (row.kind === 'group')
    return text(
      row.cells.map((c) => plainOf(c.children).text),
      'group',
    )
  const cells = row.cells.flatMap((c, i) => partsOf(c, wide[i] ?? []))
  const addresses = cells.slice(1).map((c) =>
    boundIn(c, document)
      .map((b) => b.address)
      .join('; '),
  )
  const width = wide.reduce((sum, periods) => sum + Math.max(1, periods.length), 0)
  const padding = Array.from({ length: width - cells.length }, () => '')
  return text([...cells.map((c) => cellOf(c, document)), ...padding, '', ...addresses])
}

function partsOf(cell: Cell, periods: readonly string[]): readonly Cell[] {
  if (periods.length === 0) return [cell]
  return periods.map((period): Cell => {
    const point = cell.trail?.find((p) => p.period === period)
    const number = numbersIn(cell.children).find((n) => n.binding === point?.binding)
    return number === undefined
      ? { children: [], note: '' }
      : { children: [number], note: '', binding: number.binding! }
  })
}

function boundIn(cell: Cell, document: Document): readonly Binding[] {
  const keys = cell.binding === undefined ? numbersIn(cell.children).map((n) => n.binding) : [cell.binding]
  return keys.flatMap((k) => (k === undefined ? [] : (document.bindings.get(k) ?? [])))
}

// a cell with a condition of its own stays a number; the condition is in the format, so that it is shown but not reckoned
function cellOf(cell: Cell, document: Document): SheetCell {
  const printed = plainOf(cell.children).text
  const bound = boundIn(cell, document)
  const live = bound.length === 1 ? shownCell(bound[0]!, printed) : printed
  if (cell.note === '') return live
  if (typeof live === 'string') return `${live} (${cell.note})`
  return { ...live, format: withNote(live.format, cell.note) }
}

function figureSheet(figure: FigureBlock, document: Document): Sheet {
  const words = wordsOf(document.front.lang)
  const { chart } = figure
  const xOf = (x: number): SheetCell =>
    chart.x.scale === 'band'
      ? (chart.x.names[x] ?? '')
      : chart.x.scale === 'day'
        ? addDays('1970-01-01', x)
        : { number: String(x), format: numberFormat(placesOf(String(x))) }
  const rows = chart.series.flatMap((series) =>
    series.marks.map((mark) => {
      const binding = document.bindings.get(mark.binding)
      return text([
        series.name,
        xOf(mark.x),
        liveCell(binding, mark.label),
        binding === undefined ? '' : document.naming.unit(binding.unit),
        mark.address,
      ])
    }),
  )
  const synthetic = figure.synthetic ? [text([words.synthetic], 'head')] : []
  return {
    name: sheetName(figure, document),
    rows: [
      titleRow(figure, document),
      ...synthetic,
      text([]),
      text([words.series, chart.x.title || words.point, chart.y.title || words.value, '', words.address], 'head'),
      ...rows,
      ...footRows(figure),
    ],
    widths: [26, 22, 16, 14, 70],
  }
}

function factSheet(document: Document): Sheet {
  const { lang } = document.front
  const words = wordsOf(lang)
  const heads = [
    words.printed,
    words.value,
    words.inWords,
    words.about,
    words.kind,
    words.publisher,
    words.source,
    words.locator,
    words.quote,
    words.known,
    words.address,
  ]
  const rows = evidenceEntries(document.bindings.values()).flatMap((entry) => entryRows(entry, document))
  return {
    name: lang === 'zh' ? '事实' : 'Facts',
    rows: [text([words.evidence], 'title'), text([]), text(heads, 'head'), ...rows],
    widths: [18, 18, 24, 46, 12, 18, 40, 30, 30, 12, 60],
  }
}

// one row for each text that is printed of a fact; a computed number has a row of its own, and its facts follow
function entryRows({ texts, binding }: EvidenceEntry, document: Document): readonly SheetRow[] {
  const { lang } = document.front
  if (!binding.derived) return binding.facts.flatMap((fact) => texts.map((t) => factRow(t, fact, binding, document)))
  const unit = binding.unit === '1' ? '' : document.naming.unit(binding.unit)
  const own = texts.map((t) =>
    text([t, valueCell(binding), unit, '', kindWords('computed', lang), '', '', '', '', '', binding.address]),
  )
  return [...own, ...binding.facts.map((fact) => factRow('', fact, binding, document))]
}

function valueCell(binding: Binding): SheetCell {
  const places = Math.min(placesOf(binding.value), 4)
  return binding.value === '' ? '' : { number: binding.value, format: numberFormat(places) }
}

function factRow(printed: string, fact: Fact, binding: Binding, document: Document): SheetRow {
  const { lang } = document.front
  const told = evidenceOf(fact, document.naming, lang)
  const value: SheetCell =
    fact.value.kind === 'number'
      ? { number: fact.value.text, format: numberFormat(fact.decimals ?? placesOf(fact.value.text)) }
      : ''
  return text([
    printed,
    value,
    told.value,
    whatOf(fact, document.naming, lang),
    kindWords(told.kind, lang),
    told.publisher,
    told.source,
    told.locator,
    told.quote,
    told.known,
    binding.derived ? `${factAddress(fact)} ← ${binding.address}` : factAddress(fact),
  ])
}
