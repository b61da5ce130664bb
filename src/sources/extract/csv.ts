import { type CsvCell, type Extract, type ExtractBlock, type ExtractCell, scanCsv } from '../../base/index.ts'
import { haveCommas, withPoint } from './comma.ts'
import { type Decoded, plainExtract } from './decode.ts'

const candidates = [',', '\t', ';', '|']

/**
 * The tables of a delimited text, mostly one; the separator is the one that its first lines agree on.
 *
 * A blank line or a note, with a line of heads behind it, begins another table; lines that begin with `#` are notes.
 *
 * Of a file whose numbers have a comma before their decimals the text has points there; places stay what they are.
 */
export function readCsv(file: string, decoded: Decoded): Extract {
  const { text } = decoded
  const separator = separatorOf(text)
  const rows: ExtractCell[][] = []
  scanCsv(
    text,
    (cells) => {
      // of empty lines one is enough to part tables
      const isEmpty = cells.every((c) => c.text.trim() === '')
      const last = rows.at(-1)
      const isBehindGap = last?.length && /\n[ \t]*\r?\n/.test(text.slice(last.at(-1)!.end, cells[0]!.start))
      if (last?.length && (isEmpty || isBehindGap)) rows.push([])
      if (!isEmpty) rows.push(cells.map((c) => cellOf(c, text)))
    },
    () => {},
    separator,
  )
  // a comma that parts cells is not before decimals
  const isLocal = /[;\t]/.test(separator) && haveCommas(rows.flatMap((r) => r.map((c) => c.text)))
  if (!isLocal) return plainExtract(file, 'csv', decoded, blocksOf(rows))
  const mended = rows.map((r) => r.map((c) => ({ ...c, text: withPoint(c.text) })))
  return plainExtract(file, 'csv', { ...decoded, text: put(mended.flat(), text) }, blocksOf(mended))
}

// the cells stand where they stood
function put(cells: readonly ExtractCell[], text: string): string {
  let [whole, at] = ['', 0]
  for (const cell of cells) {
    if (cell.text.length !== cell.end - cell.start) continue
    whole += text.slice(at, cell.start) + cell.text
    at = cell.end
  }
  return whole + text.slice(at)
}

type Row = readonly ExtractCell[]

// lines of one cell above and below a table are its title, notes and sources
function blocksOf(all: readonly Row[]): readonly ExtractBlock[] {
  const rows = all.filter((r) => r.length > 0)
  if (rows.length === 0) return []
  const [width] = mostCommon(rows.map((r) => r.length).filter((n) => n > 1))
  const isNote = (row: Row) => isWords(row) || (/^#\s?[^\s#,]/.test(row[0]!.text) && row.length !== width)
  if (rows.every(isNote)) return rows.some(isWords) && rows.every(isWords) ? [tableOf(rows)] : rows.map(noteOf)
  return partsOf(all, isNote).flatMap((part) => {
    const from = part.findIndex((r) => !isNote(r))
    const to = part.findLastIndex((r) => !isNote(r))
    if (from === -1) return part.map(noteOf)
    // a note amid the rows is none of them; words alone name the rows below
    const own = part.slice(from, to + 1)
    const body = own.filter((r) => isWords(r) || !isNote(r))
    const amid = own.filter((r) => !isWords(r) && isNote(r))
    return [...[...part.slice(0, from), ...amid].map(noteOf), tableOf(body), ...part.slice(to + 1).map(noteOf)]
  })
}

function isWords(row: Row): boolean {
  return row.length > 0 && row[0]!.text !== '' && row.filter((c) => c.text !== '').length === 1
}

const number = /^[-+−]?[$¥€£]?\s?\d[\d,.]*\s?%?$/

function isHead(row: Row): boolean {
  return row.filter((c) => c.text !== '').length > 1 && !row.some((c) => number.test(c.text))
}

// where a line is empty or a note and the next one names columns again
function partsOf(all: readonly Row[], isNote: (row: Row) => boolean): readonly (readonly Row[])[] {
  const parts: Row[][] = [[]]
  // how many rows of the last part are no notes
  let count = 0
  let isParted = false
  for (const row of all) {
    if (row.length === 0) {
      isParted = true
      continue
    }
    const part = parts.at(-1)!
    if (isParted && count > 1 && !isNote(row) && isHead(row)) {
      // what stands between was said of the table above, or is the title of this one
      const title: Row[] = []
      while (isWords(part.at(-1)!) && !part.at(-1)![0]!.text.startsWith('#')) title.unshift(part.pop()!)
      parts.push([...title, row])
      isParted = false
      count = 1
      continue
    }
    if (isNote(row)) isParted ||= row[0]!.text.startsWith('#')
    else {
      isParted = false
      count += 1
    }
    part.push(row)
  }
  return parts
}

function noteOf(row: Row): ExtractBlock {
  return { kind: 'paragraph', start: row[0]!.start, end: row.at(-1)!.end }
}

function tableOf(rows: readonly Row[]): ExtractBlock {
  const [first, last] = [rows[0]![0]!, rows.at(-1)!.at(-1)!]
  return { kind: 'table', start: first.start, end: last.end, title: '', rows }
}

function cellOf({ text, start, end }: CsvCell, whole: string): ExtractCell {
  const quoted = whole[start] === '"' && end - start > 1 && whole[end - 1] === '"'
  const raw = quoted ? text : text.trim()
  const lead = quoted ? 1 : text.length - text.trimStart().length
  const from = start + (raw === '' ? 0 : lead)
  return { text: raw.trim(), start: from, end: quoted ? Math.max(from, end - 1) : from + raw.length, ref: '' }
}

function separatorOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .slice(0, 20)
    .filter((l) => l.trim() !== '')
  let best = ','
  let most = 0
  // each line of a table has as many semicolons, and no comma but within numbers
  const parted = lines.filter((l) => l.includes(';'))
  const isLocal = parted.length > 1 && lines.every((l) => !/(?<!\d),|,(?!\d)/.test(l))
  for (const candidate of candidates) {
    if (candidate === ',' && isLocal && new Set(parted.map((l) => l.split(';').length)).size === 1) continue
    const counts = lines.map((l) => l.replace(/"[^"]*"/g, '').split(candidate).length - 1)
    // titles and notes around a table have none
    const [usual, steady] = mostCommon(counts.filter((c) => c > 0))
    const score = usual * steady
    if (score > most) {
      best = candidate
      most = score
    }
  }
  return best
}

function mostCommon(counts: readonly number[]): readonly [value: number, times: number] {
  const times = new Map<number, number>()
  for (const c of counts) times.set(c, (times.get(c) ?? 0) + 1)
  return [...times].sort((a, b) => b[1] - a[1])[0] ?? [0, 0]
}
