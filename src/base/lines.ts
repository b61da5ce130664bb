/** The bytes of a file in pieces. */
export type Chunks = AsyncIterable<Uint8Array>

/** A line without its end, with the offset in bytes after its end. */
export interface Line {
  readonly text: string
  readonly end: number
  /** whether its end was there: the last line of a file that is being written may be half */
  readonly whole: boolean
}

/** The lines of `chunks` as UTF-8, several at a time; nothing but the line that is not over yet is kept. */
export async function* readLines(chunks: Chunks): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder('utf-8')
  let rest: Uint8Array[] = []
  let offset = 0
  for await (const chunk of chunks) {
    const lines: Line[] = []
    let from = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      const piece = chunk.subarray(from, at)
      const bytes = rest.length === 0 ? piece : joined([...rest, piece])
      rest = []
      from = at + 1
      lines.push({ text: lineText(decoder, bytes), end: offset + from, whole: true })
    }
    if (from < chunk.length) rest.push(chunk.slice(from))
    offset += chunk.length
    if (lines.length > 0) yield lines
  }
  if (rest.length > 0) yield [{ text: lineText(decoder, joined(rest)), end: offset, whole: false }]
}

function lineText(decoder: TextDecoder, bytes: Uint8Array): string {
  const text = decoder.decode(bytes)
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!
  const whole = new Uint8Array(pieces.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
