import { AssayError, type ByteCells, byteScanner, cellText, type Diagnostic, type OpenFile } from '../../base/index.ts'
import { ByteRow, type Row, report } from '../../policy/index.ts'
import { encodings, markedEncoding, tryDecode } from '../../sources/index.ts'
import { garbledRow, isGarbled, notDecoded } from './encoding.ts'
import { type Rows, type RowsFile, unread } from './rows.ts'

const pieceSize = 4 * 1024 * 1024
const longestRow = 32 * 1024 * 1024
const mostFindings = 100

/**
 * The rows of a delimited text, read as bytes.
 *
 * Rows with another number of cells than the head, with a quote left open or in another encoding are told of and left
 * out.
 *
 * @throws AssayError policy/unread-input when nothing of it can be read
 */
export async function csvRows(file: OpenFile, named: RowsFile): Promise<Rows> {
  const { shown } = named
  const encoding = named.encoding?.toLowerCase() ?? markedEncoding(await file.read(0, 2))
  if (!encodings.includes(encoding)) throw new AssayError([notDecoded(shown, new Uint8Array(), encoding)])
  const pieces = pieceReader(file, encoding)
  const first = await pieces()
  const lead = new TextDecoder().decode(first.bytes.subarray(0, 1000))
  if (/^\s*(?:\{|\[[\s{\]])/.test(lead))
    throw unread(
      shown,
      'is JSON, where CSV or Parquet is expected; `assay policy calc` reads it',
      '是 JSON，应为 CSV 或 Parquet；可用 `assay policy calc` 读取',
    )
  const separator = (lead.split('\n')[0] ?? '').includes('\t') ? '\t' : ','
  const reading = new Reading(shown, encoding, separator)
  const used = reading.read(first, first.bytes)
  const { heads } = reading
  if (heads.every((h) => h === '')) throw unread(shown, 'has no head row', '没有表头')
  const twice = heads.find((h, i) => h !== '' && heads.indexOf(h) !== i)
  if (twice !== undefined) throw unread(shown, `has two columns \`${twice}\``, `有两列 \`${twice}\``)
  if (heads.some(isGarbled)) throw new AssayError([notDecoded(shown, await file.read(0, 1000), encoding)])
  const each: Rows['each'] = async (visit, told) => {
    reading.visit = visit
    let rest = first.bytes.subarray(used)
    for (let piece = first; ; ) {
      const from = reading.read(piece, rest)
      told(piece.share)
      if (piece.last) return { diagnostics: reading.diagnostics, more: reading.more }
      const left = rest.subarray(from)
      if (left.length > longestRow) throw unread(shown, 'has a line of more than 32 MB', '有超过 32 MB 的一行')
      piece = await pieces()
      rest = joined(left, piece.bytes)
    }
  }
  return { heads, each }
}

interface Piece {
  readonly bytes: Uint8Array
  readonly share: number
  readonly last: boolean
}

/** A text that is being read: first its head, on which it stops, then its rows. */
class Reading {
  heads: readonly string[] = []
  visit: ((row: Row) => void) | null = null
  more = 0
  readonly diagnostics: Diagnostic[] = []
  private readonly shown: string
  private readonly encoding: string
  private readonly scanner
  private suspect = false
  /** line of the last row whose quotes are wrong */
  private broken = 0
  private row: ByteRow | null = null

  constructor(shown: string, encoding: string, separator: string) {
    this.shown = shown
    this.encoding = encoding
    this.scanner = byteScanner(separator, { row: (cells) => this.take(cells), fault: this.fault })
  }

  /** how many of `bytes`, which end with those of `piece`, were read */
  read(piece: Piece, bytes: Uint8Array): number {
    this.suspect =
      !isAscii(bytes) && (this.encoding === 'utf-8' ? tryDecode(bytes, 'utf-8', true) === null : holdsGarbled(bytes))
    return this.scanner.read(bytes, piece.last)
  }

  private take(cells: ByteCells): boolean {
    if (this.visit === null) {
      this.heads = Array.from({ length: cells.count }, (_, i) => cellText(cells, i).trim())
      return false
    }
    const { line } = cells
    const bytes = cells.bytes.subarray(cells.start, cells.end)
    if (this.suspect && (tryDecode(bytes, 'utf-8') === null || (this.encoding !== 'utf-8' && holdsGarbled(bytes))))
      this.find(garbledRow(this.shown, line, bytes, this.encoding))
    else if (this.broken === line) return true
    else if (cells.count !== this.heads.length) this.find(this.wrongRow(line, cells.count))
    else {
      if (this.row === null) this.row = new ByteRow(cells)
      this.row.cells = cells
      this.visit(this.row)
    }
    return true
  }

  private readonly fault = (kind: 'open-quote' | 'text-after-quote', line: number): void => {
    this.broken = line
    const open = kind === 'open-quote'
    const words = {
      en: `row ${line}: ${open ? 'a quote is not closed' : 'text follows a closing quote'}; it is left out`,
      zh: `第 ${line} 行${open ? '引号未闭合' : '闭合引号之后还有文字'}；该行未计算`,
    }
    this.find(report('policy/bad-input', words, { at: this.at(line) }))
  }

  private wrongRow(line: number, found: number): Diagnostic {
    const wanted = this.heads.length
    const words = {
      en: `row ${line} has ${found} cells, expected ${wanted}; it is left out`,
      zh: `第 ${line} 行有 ${found} 个单元格，应为 ${wanted} 个；该行未计算`,
    }
    return report('policy/bad-input', words, { at: this.at(line) })
  }

  private at(line: number) {
    return { file: this.shown, start: 0, end: 0, line, column: 1 }
  }

  private find(finding: Diagnostic): void {
    if (this.diagnostics.length < mostFindings) this.diagnostics.push(finding)
    else this.more += 1
  }
}

// four bytes at a time
function isAscii(bytes: Uint8Array): boolean {
  let at = 0
  const { length, byteOffset } = bytes
  while (at < length && (byteOffset + at) % 4 !== 0) if (bytes[at++]! > 127) return false
  if (at === length) return true
  const words = new Uint32Array(bytes.buffer, byteOffset + at, (length - at) >> 2)
  for (let i = 0; i < words.length; i += 1) if ((words[i]! & 0x80808080) !== 0) return false
  for (at += words.length * 4; at < length; at += 1) if (bytes[at]! > 127) return false
  return true
}

// U+FFFD in UTF-8
function holdsGarbled(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xef); at !== -1; at = bytes.indexOf(0xef, at + 1))
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) return true
  return false
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right
  const both = new Uint8Array(left.length + right.length)
  both.set(left)
  both.set(right, left.length)
  return both
}

// pieces of the file in UTF-8, whatever it is in, without the mark of byte order
function pieceReader(file: OpenFile, encoding: string): () => Promise<Piece> {
  const decoder = encoding === 'utf-8' ? null : new TextDecoder(encoding)
  const encoder = new TextEncoder()
  let at = 0
  return async () => {
    const read = await file.read(at, pieceSize)
    const first = at === 0
    at += read.length
    const last = at >= file.size || read.length === 0
    const bytes = decoder === null ? read : encoder.encode(decoder.decode(read, { stream: !last }))
    const marked = first && decoder === null && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    return { bytes: marked ? bytes.subarray(3) : bytes, share: file.size === 0 ? 1 : at / file.size, last }
  }
}
