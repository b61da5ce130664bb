import { append, formatCsv, type OpenFile } from '../base/index.ts'

/** Where the records of a JSON text stand, in order: lines and columns from 1. */
export interface Records {
  readonly places: readonly Place[]
  /** where a text ends in the middle of a record or of its lists; `null` for a whole one */
  readonly damage: Place | null
}

interface Place {
  readonly line: number
  readonly column: number
}

type Flat = Readonly<Record<string, string>>

const piece = 1 << 20
// columns that none of so many records has are none of the export
const sampled = 1000

/**
 * Writes the records of a JSON text as delimited text with the columns `wanted`, without holding it.
 *
 * A record is an object in a list, wherever the list is; values are written as they stand, so that no number is rounded. A text
 * that ends too early gives the records before its end.
 */
export async function writeRecords(
  file: OpenFile,
  wanted: readonly string[],
  write: (text: string) => Promise<void>,
): Promise<Records> {
  const places: Place[] = []
  const decoder = new TextDecoder()
  const state: Scan = { stack: [], inString: false, escaped: false, line: 1, column: 0, record: null }
  let first: Flat[] | null = []
  let names: readonly string[] = []
  const flush = async (rows: readonly Flat[]) => {
    if (rows.length > 0) await write(formatCsv(rows.map((r) => names.map((n) => r[n] ?? ''))))
  }
  const begin = async () => {
    names = wanted.filter((n) => first!.some((r) => n in r))
    await write(formatCsv([names]))
    await flush(first!)
    first = null
  }
  for (let base = 0; base < file.size; base += piece) {
    const bytes = await file.read(base, Math.min(piece, file.size - base))
    const rows: Flat[] = []
    for (const { text, place } of cut(state, bytes, decoder)) {
      const record = flatten(text)
      if (!wanted.some((n) => n in record)) continue
      places.push(place)
      rows.push(record)
    }
    if (first === null) await flush(rows)
    else {
      append(first, rows)
      if (first.length >= sampled) await begin()
    }
  }
  if (first !== null) await begin()
  const { record, line, column, stack } = state
  return { places, damage: record?.place ?? (stack.length > 0 ? { line, column: column + 1 } : null) }
}

interface Scan {
  readonly stack: number[]
  inString: boolean
  escaped: boolean
  line: number
  column: number
  /** one that is open, with what was read of it in earlier pieces */
  record: { readonly depth: number; readonly place: Place; before: string } | null
}

const [quote, backslash, openList, closeList, openObject, closeObject, lineFeed] = [34, 92, 91, 93, 123, 125, 10]

function cut(state: Scan, bytes: Uint8Array, decoder: TextDecoder) {
  const found: { readonly text: string; readonly place: Place }[] = []
  const { stack } = state
  let from = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const b = bytes[i]!
    if (b === lineFeed) {
      state.line += 1
      state.column = 0
    } else if ((b & 0xc0) !== 0x80) state.column += 1
    if (state.inString) {
      if (state.escaped) state.escaped = false
      else if (b === backslash) state.escaped = true
      else if (b === quote) state.inString = false
    } else if (b === quote) state.inString = true
    else if (b === openObject || b === openList) {
      if (b === openObject && state.record === null && stack.at(-1) === openList) {
        state.record = { depth: stack.length, place: { line: state.line, column: state.column }, before: '' }
        from = i
      }
      stack.push(b)
    } else if (b === closeObject || b === closeList) {
      stack.pop()
      const { record } = state
      if (record !== null && stack.length === record.depth) {
        found.push({ text: record.before + decoder.decode(bytes.subarray(from, i + 1)), place: record.place })
        state.record = null
      }
    }
  }
  // a character that the end of the piece cuts waits in the decoder
  if (state.record !== null) state.record.before += decoder.decode(bytes.subarray(from), { stream: true })
  return found
}

const property = /"((?:[^"\\]|\\.)*)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,}"]+))/g

// the plain values of a record as they are written
function flatten(text: string): Flat {
  if (text.includes('[') || text.indexOf('{', 1) !== -1) return parsed(text)
  const flat: Record<string, string> = {}
  for (const [, key, words, bare] of text.matchAll(property))
    flat[unescaped(key!)] = words === undefined ? (bare === 'null' ? '' : bare!) : unescaped(words)
  return flat
}

function parsed(text: string): Flat {
  try {
    const all = Object.entries(JSON.parse(text) as Record<string, unknown>)
    return Object.fromEntries(all.filter(([, v]) => typeof v !== 'object').map(([k, v]) => [k, String(v)]))
  } catch {
    return {}
  }
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  try {
    return String(JSON.parse(`"${text}"`)).replace(/[\r\n]+/g, ' ')
  } catch {
    return text
  }
}
