/** The cells of one row as places in the bytes; used again for the next row. */
export interface ByteCells {
  readonly bytes: Uint8Array
  /** first byte of what a cell says, and the one behind it; quotes are left out */
  starts: Int32Array
  ends: Int32Array
  /** 1 where `""` stands for a quote, or text follows a closing quote */
  odd: Uint8Array
  count: number
  /** where the row starts and ends, line end left out */
  start: number
  end: number
  /** number of the line on which it starts, from 1 */
  line: number
}

/** What is told while bytes are read. */
export interface ByteVisitor {
  /** `false` stops the reading behind this row; another `read` goes on from there */
  readonly row: (cells: ByteCells) => boolean
  /** a cell whose quote is not closed, or goes on behind it */
  readonly fault: (kind: 'open-quote' | 'text-after-quote', line: number) => void
}

const feed = 10
const back = 13
const quote = 34

/** What a cell says. */
export function cellText(cells: ByteCells, cell: number): string {
  const text = decoder.decode(cells.bytes.subarray(cells.starts[cell]!, cells.ends[cell]!))
  return cells.odd[cell] === 1 ? unquoted(text) : text
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function unquoted(text: string): string {
  let value = ''
  let from = 0
  for (;;) {
    const at = text.indexOf('"', from)
    if (at === -1) return value + text.slice(from)
    if (text.charCodeAt(at + 1) !== quote) return value + text.slice(from, at) + text.slice(at + 1)
    value += text.slice(from, at + 1)
    from = at + 2
  }
}

/** Reads a delimited text piece by piece. */
export interface ByteScanner {
  /**
   * reads the rows that end within `bytes`, or all of them when these are the `last`; how many bytes were used is
   * returned, the others belong in front of the next piece
   */
  readonly read: (bytes: Uint8Array, last: boolean) => number
}

/** A quoted cell that is not closed within so many bytes is one whose quote was left open. */
export const longestQuoted = 1_000_000

/**
 * A reader of delimited UTF-8 that makes no texts of its own: a table of millions of rows is read as fast as its bytes.
 *
 * Rows are those that `scanCsv` finds in the same text: quotes as RFC 4180, an open quote ends with its line, and a row
 * of one empty cell is passed over. The mark of byte order is not for this reader to skip.
 *
 * @source RFC 4180, section 2
 */
export function byteScanner(separator: string, visitor: ByteVisitor): ByteScanner {
  const sep = separator.charCodeAt(0)
  // all that may end a cell lies below, apart from the quote that only counts where a cell starts
  const lowest = Math.max(sep, back)
  let line = 1
  // of the row that is being read: line ends inside its quotes, and what is wrong with them
  let inner = 0
  let fault: 'open-quote' | 'text-after-quote' | null = null
  let cells: ByteCells = fresh(new Uint8Array(0))

  const read = (bytes: Uint8Array, last: boolean): number => {
    if (cells.bytes !== bytes) cells = { ...cells, bytes }
    let used = 0
    while (used < bytes.length) {
      inner = 0
      fault = null
      const next = readRow(bytes, used, last)
      if (next === -1) return used
      if (fault !== null) visitor.fault(fault, line)
      const isRow = cells.count > 1 || cells.ends[0]! > cells.starts[0]!
      const more = isRow ? visitor.row(cells) : true
      line += bytes[next - 1] === feed ? inner + 1 : inner
      used = next
      if (!more) return used
    }
    return used
  }

  const readRow = (bytes: Uint8Array, start: number, last: boolean): number => {
    const { length } = bytes
    let { starts, ends, odd } = cells
    let at = start
    let count = 0
    for (;;) {
      if (count === starts.length) {
        cells = grown(cells)
        ;({ starts, ends, odd } = cells)
      }
      if (bytes[at] === quote) {
        at = readQuoted(bytes, at, count, last)
        if (at === -1) return -1
      } else {
        starts[count] = at
        // this loop is most of the work, so that it stands here and not in a function
        for (; at < length; at += 1) {
          const c = bytes[at]!
          if (c <= lowest && (c === sep || c === feed || c === back)) break
        }
        ends[count] = at
        odd[count] = 0
      }
      count += 1
      if (at >= length) {
        if (!last) return -1
        break
      }
      if (bytes[at] !== sep) break
      at += 1
    }
    cells.count = count
    cells.start = start
    cells.end = at
    cells.line = line
    if (bytes[at] === back) {
      // whether a line feed follows is not known before it was read
      if (at + 1 >= length && !last) return -1
      at += 1
    }
    return bytes[at] === feed ? at + 1 : at
  }

  const readQuoted = (bytes: Uint8Array, start: number, cell: number, last: boolean): number => {
    let odd = 0
    let from = start + 1
    for (;;) {
      const close = bytes.indexOf(quote, from)
      const missing = close === -1 || close - start > longestQuoted
      if (missing && !last && bytes.length - start <= longestQuoted) return -1
      if (missing) {
        const end = bareEnd(bytes, start)
        fault = 'open-quote'
        set(cell, start, end, 0)
        return end
      }
      if (bytes[close + 1] === quote) {
        odd = 1
        from = close + 2
        continue
      }
      if (close + 1 >= bytes.length && !last) return -1
      for (let at = bytes.indexOf(feed, start); at !== -1 && at < close; at = bytes.indexOf(feed, at + 1)) inner += 1
      const end = bareEnd(bytes, close + 1)
      if (end > close + 1) {
        fault = 'text-after-quote'
        set(cell, start + 1, end, 1)
      } else set(cell, start + 1, close, odd)
      return end
    }
  }

  const bareEnd = (bytes: Uint8Array, start: number): number => {
    let at = start
    for (; at < bytes.length; at += 1) {
      const c = bytes[at]!
      if (c <= lowest && (c === sep || c === feed || c === back)) break
    }
    return at
  }

  const set = (cell: number, start: number, end: number, odd: number): void => {
    cells.starts[cell] = start
    cells.ends[cell] = end
    cells.odd[cell] = odd
  }
  return { read }
}

function fresh(bytes: Uint8Array): ByteCells {
  const starts = new Int32Array(64)
  const ends = new Int32Array(64)
  const odd = new Uint8Array(64)
  return { bytes, starts, ends, odd, count: 0, start: 0, end: 0, line: 1 }
}

function grown(cells: ByteCells): ByteCells {
  const size = cells.starts.length * 2
  const starts = new Int32Array(size)
  const ends = new Int32Array(size)
  const odd = new Uint8Array(size)
  starts.set(cells.starts)
  ends.set(cells.ends)
  odd.set(cells.odd)
  return { ...cells, starts, ends, odd }
}
