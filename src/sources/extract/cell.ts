import type { ExtractCell } from '../../base/index.ts'

/** A line by its offsets, without its end. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The cell of `line` from `start` to `end`, without the blanks around its text. */
export function cellOf(line: Line, start: number, end: number): ExtractCell {
  const raw = line.text.slice(start, end)
  const lead = raw.length - raw.trimStart().length
  const text = raw.trim()
  const from = line.start + start + (text === '' ? 0 : lead)
  return { text, start: from, end: from + text.length, ref: '' }
}

/** Whether a cell holds a number, a dash or nothing reported. */
export function isNumeric(text: string): boolean {
  return /^[~≈<>≤≥约]?\s?[+\-−]?[$¥￥€]?\d[\d,]*(?:\.\d+)?\s?(?:%|％|[KMBTkmbt]|万|亿|x|×)?(?:\s?[（(][^()（）]{1,30}[）)])?[*†‡]?$|^(?:-|‐|–|—|−|\/|N\/A|n\/a|NA)$/.test(
    text.trim(),
  )
}
