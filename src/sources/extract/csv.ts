import { type CsvCell, type Extract, type ExtractCell, scanCsv } from '../../base/index.ts'
import { type Decoded, plainExtract } from './decode.ts'

const candidates = [',', '\t', ';', '|']

/** The one table of a delimited text; the separator is the one that its first lines agree on. */
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
  const blocks = rows.length === 0 ? [] : [{ kind: 'table' as const, start: 0, end: text.length, title: '', rows }]
  return plainExtract(file, 'csv', decoded, blocks)
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
  for (const candidate of candidates) {
    const counts = lines.map((l) => l.replace(/"[^"]*"/g, '').split(candidate).length - 1)
    const steady = counts.filter((c) => c === counts[0]).length
    const score = counts[0] === undefined || counts[0] === 0 ? 0 : counts[0] * steady
    if (score > most) {
      best = candidate
      most = score
    }
  }
  return best
}
