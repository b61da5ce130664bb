import type { ExtractCell } from '../../../base/index.ts'

type Rows = readonly (readonly ExtractCell[])[]

/** Rows in which each column of pairs is two, and the column of the document that each column stands in. */
export interface Parted {
  readonly rows: Rows
  readonly from: readonly number[]
}

const figure = '(?:[-–—]|N/?A|\\d{1,4}(?:\\.\\d+)?(?:\\s?%)?)'
const pair = new RegExp(`^\\s*(${figure})\\s*(?:[/／]|vs\\.?)\\s*(${figure})\\s*$`, 'i')
const names =
  /^\s*([^/／]*?[A-Za-z\u4e00-\u9fff][^/／]*?)\s*(?:[/／]|\svs\.?\s)\s*([^/／]*?[A-Za-z\u4e00-\u9fff][^/／]*?)\s*$/i

/** `rows` with a column of its own for each number of a pair: `MMLU / MMLU-Pro` over `86.1 / 58.1`. */
export function partPairs(rows: Rows): Parted {
  const [head, ...body] = rows
  const same = { rows, from: head?.map((_, c) => c) ?? [] }
  if (head === undefined || body.length < 2 || body.length > 500) return same
  const paired = head.map((cell, c) => c > 0 && names.test(cell.text) && !isWithin(cell.text) && isPaired(body, c))
  if (!paired.includes(true)) return same
  const part = (row: readonly ExtractCell[], pattern: RegExp) =>
    row.flatMap((cell, c) => (paired[c] === true ? halvesOf(cell, pattern) : [cell]))
  return {
    rows: [part(head, names), ...body.map((row) => part(row, pair))],
    from: head.flatMap((_, c) => (paired[c] === true ? [c, c] : [c])),
  }
}

// MMLU (0-shot / 5-shot): the bar parts what is in parentheses
function isWithin(text: string): boolean {
  const before = text.slice(0, text.search(/[/／]|\bvs\b/))
  return (before.match(/[（([]/g)?.length ?? 0) > (before.match(/[）)\]]/g)?.length ?? 0)
}

// most of what stands in the column is a pair, and nothing else is a number
function isPaired(body: Rows, c: number): boolean {
  const own = body.flatMap((row) => row[c]?.text.trim() ?? '').filter((text) => text !== '')
  const pairs = own.filter((text) => pair.test(text)).length
  return pairs >= 2 && pairs * 3 >= own.length * 2 && own.every((text) => pair.test(text) || !/\d/.test(text))
}

function halvesOf(cell: ExtractCell, pattern: RegExp): readonly ExtractCell[] {
  const found = pattern.exec(cell.text)
  if (found === null) return [cell, { ...cell, text: '', end: cell.start }]
  const isPlain = cell.end - cell.start === cell.text.length
  let at = 0
  return [found[1]!, found[2]!].map((half, n) => {
    const from = cell.text.indexOf(half, at)
    at = from + half.length
    const text = n === 0 ? half : wholeName(found[1]!, half)
    return isPlain ? { ...cell, text, start: cell.start + from, end: cell.start + at } : { ...cell, text }
  })
}

const size = /^\d{1,4}(?:\.\d)?[BM]$/i

// Gemma 2 9B / 27B are Gemma 2 9B and Gemma 2 27B
function wholeName(first: string, second: string): string {
  const before = /^(.*[\s-])(\S+)$/.exec(first)
  return size.test(second) && before !== null && size.test(before[2]!) ? `${before[1]}${second}` : second
}
