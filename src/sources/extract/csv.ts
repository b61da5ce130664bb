import { type CsvCell, type Extract, type ExtractBlock, type ExtractCell, scanCsv } from '../../base/index.ts'
import { haveCommas, withPoint } from './comma.ts'
import { type Decoded, plainExtract } from './decode.ts'

const candidates = [',', '\t', ';', '|']

/**
 * The one table of a delimited text; the separator is the one that its first lines agree on.
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
      if (cells.some((c) => c.text.trim() !== '')) rows.push(cells.map((c) => cellOf(c, text)))
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

// lines of one cell above and below the table are its title, notes and sources
function blocksOf(rows: readonly (readonly ExtractCell[])[]): readonly ExtractBlock[] {
  const isWords = (row: readonly ExtractCell[]) => row.filter((c) => c.text !== '').length === 1 && row[0]!.text !== ''
  const from = rows.findIndex((r) => !isWords(r))
  const to = rows.findLastIndex((r) => !isWords(r))
  const prose = (own: readonly (readonly ExtractCell[])[]) =>
    own.map(([cell]): ExtractBlock => ({ kind: 'paragraph', start: cell!.start, end: cell!.end }))
  if (from === -1) return rows.length === 0 ? [] : [tableOf(rows)]
  return [...prose(rows.slice(0, from)), tableOf(rows.slice(from, to + 1)), ...prose(rows.slice(to + 1))]
}

function tableOf(rows: readonly (readonly ExtractCell[])[]): ExtractBlock {
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
