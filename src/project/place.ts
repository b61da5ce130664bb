import type { OpenFile } from '../base/index.ts'

/** A row of a delimited text as it stands in its file. */
export interface PlacedRow {
  readonly text: string
  /** line of its first character, from 1 */
  readonly line: number
  /** UTF-16 offset of its first character */
  readonly start: number
}

const [lineFeed, carriage, quote, blank] = [10, 13, 34, 32]

/**
 * The rows of a UTF-8 text below its first `lines` lines that have the indices `wanted` (ascending, from 0).
 *
 * Rows are counted as the engine counts them: empty lines are none, and a cell that begins with a quote may hold line ends. The
 * text is read as bytes in one pass, up to the last row that is wanted; nothing is made of the others. `marks` remembers how far
 * one was read, so that another pass begins near its rows.
 */
export async function rowsAt(
  file: OpenFile,
  { lines, separator }: { readonly lines: number; readonly separator: string },
  wanted: readonly number[],
  pieceBytes = 1 << 20,
  marks: Mark[] = [],
): Promise<ReadonlyMap<number, PlacedRow>> {
  const found = new Map<number, PlacedRow>()
  const mark = await file.read(0, 3)
  const state = start(mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf ? -1 : 0, lines, separator.charCodeAt(0))
  const decoder = new TextDecoder()
  for (let base = 0; base < file.size && found.size < wanted.length; base += pieceBytes) {
    const near = marks.findLast((m) => m.state.index <= wanted[state.taken]!)
    if (near !== undefined && near.base > base) {
      Object.assign(state, near.state, { taken: state.taken })
      base = near.base
    } else if (base >= (marks.at(-1)?.base ?? -1) + pieceBytes) marks.push({ base, state: { ...state } })
    const bytes = await file.read(base, Math.min(pieceBytes, file.size - base))
    for (const row of scan(state, bytes, base, wanted)) {
      const inPiece = row.from >= base && row.to <= base + bytes.length
      const own = inPiece
        ? bytes.subarray(row.from - base, row.to - base)
        : await file.read(row.from, row.to - row.from)
      found.set(row.index, { text: decoder.decode(own), line: row.line, start: row.start })
    }
  }
  if (found.size < wanted.length && state.index === wanted[found.size] && state.from < file.size) {
    const rest = decoder.decode(await file.read(state.from, file.size - state.from))
    found.set(state.index, { text: rest, line: state.fromLine, start: state.fromChar })
  }
  return found
}

/** How far a text was read at the start of a piece of it. */
export interface Mark {
  readonly base: number
  readonly state: Readonly<Scan>
}

interface Scan {
  /** of the row that is being read; below 0 above the rows */
  index: number
  from: number
  fromChar: number
  fromLine: number
  char: number
  line: number
  /** lines above the rows that are still to come */
  above: number
  quoted: boolean
  fresh: boolean
  returned: boolean
  readonly separator: number
  /** the byte before */
  last: number
  /** rows found so far */
  taken: number
}

interface Taken {
  readonly index: number
  readonly from: number
  readonly to: number
  readonly line: number
  readonly start: number
}

function start(char: number, above: number, separator: number): Scan {
  const place = { index: 0, from: 0, fromChar: 0, fromLine: 1, char, line: 1, above }
  return { ...place, quoted: false, fresh: true, returned: false, last: 0, separator, taken: 0 }
}

function scan(state: Scan, bytes: Uint8Array, base: number, wanted: readonly number[]): readonly Taken[] {
  const rows: Taken[] = []
  for (let i = 0; i < bytes.length && state.taken < wanted.length; i += 1) {
    const b = bytes[i]!
    if (state.returned) {
      state.returned = false
      if (b !== lineFeed) endRow(state, base + i - 1, base + i, wanted, rows)
    }
    if ((b & 0xc0) !== 0x80) state.char += b >= 0xf0 ? 2 : 1
    if (b === lineFeed) {
      state.line += 1
      if (!state.quoted) endRow(state, base + i - (state.last === carriage ? 1 : 0), base + i + 1, wanted, rows)
    } else if (b === carriage) state.returned = !state.quoted
    else if (b === quote) {
      // a quote right behind another one opens again what that one closed
      if (state.quoted) state.quoted = false
      else if (state.fresh || state.last === quote) state.quoted = true
      state.fresh = false
    } else if (!state.quoted) state.fresh = b === state.separator || (state.fresh && b === blank)
    state.last = b
  }
  return rows
}

function endRow(state: Scan, to: number, next: number, wanted: readonly number[], rows: Taken[]): void {
  const { index, from, fromChar, fromLine } = state
  if (state.above > 0) state.above -= 1
  else if (to > from) {
    if (wanted[state.taken] === index) {
      rows.push({ index, from, to, line: fromLine, start: fromChar })
      state.taken += 1
    }
    state.index += 1
  }
  // a lone carriage return is told of one character late
  state.from = next
  state.fromChar = state.char
  state.fromLine = state.line
  state.fresh = true
}
