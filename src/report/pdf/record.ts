/**
 * A PDF with `value` under `name` in its information dictionary, added as an incremental update; `null` when the file has not the
 * plain table of objects that the typesetter writes.
 *
 * Pure. Nothing of the file before is changed, so that it stays what was typeset, byte for byte, under the update.
 *
 * @source ISO 32000-1, 7.5.6 incremental updates; 14.3.3 document information dictionary
 */
export function withInfo(pdf: Uint8Array, name: string, value: string): Uint8Array | null {
  const end = endOf(pdf)
  if (end === null) return null
  const { info, offset, trailer, start } = end
  const text = latin(pdf.subarray(offset, Math.min(offset + 20_000, pdf.length)))
  const object = /^\d+ 0 obj\s*<<([\s\S]*?)>>\s*endobj/.exec(text)
  if (object === null || !/^[\x20-\x7e]*$/.test(value)) return null
  const body = object[1]!.replace(new RegExp(`/${name}\\s*\\((?:\\\\.|[^\\\\)])*\\)`), '').trimEnd()
  const at = pdf.length + 1
  const written = `\n${info} 0 obj\n<<${body}\n  /${name} (${value.replace(/[\\()]/g, '\\$&')})\n>>\nendobj\n`
  const table = `xref\n${info} 1\n${String(at).padStart(10, '0')} 00000 n\r\ntrailer\n<<${trailer}\n  /Prev ${start}\n>>\nstartxref\n${pdf.length + written.length}\n%%EOF\n`
  const added = bytes(written + table)
  const result = new Uint8Array(pdf.length + added.length)
  result.set(pdf)
  result.set(added, pdf.length)
  return result
}

/** The value under `name` in the information dictionary of a PDF, as it is now; `null` without. */
export function readInfo(pdf: Uint8Array, name: string): string | null {
  const end = endOf(pdf)
  if (end === null) return null
  const text = latin(pdf.subarray(end.offset, Math.min(end.offset + 20_000, pdf.length)))
  const object = /^\d+ 0 obj\s*<<([\s\S]*?)>>\s*endobj/.exec(text)
  const found = object === null ? null : new RegExp(`/${name}\\s*\\(((?:\\\\.|[^\\\\)])*)\\)`).exec(object[1]!)
  return found === null ? null : found[1]!.replace(/\\(.)/g, '$1')
}

interface End {
  /** number of the information dictionary, and where it starts */
  readonly info: number
  readonly offset: number
  /** entries of the trailer without /Prev */
  readonly trailer: string
  readonly start: number
}

function endOf(pdf: Uint8Array): End | null {
  const tail = latin(pdf.subarray(Math.max(0, pdf.length - 2048)))
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN)
  const trailers = [...tail.matchAll(/trailer\s*<<([\s\S]*?)>>\s*startxref/g)]
  const body = trailers.at(-1)?.[1]
  const info = Number(/\/Info (\d+) 0 R/.exec(body ?? '')?.[1] ?? Number.NaN)
  if (!Number.isInteger(start) || body === undefined || !Number.isInteger(info)) return null
  const offset = offsetOf(pdf, start, info)
  return offset === null ? null : { info, offset, trailer: body.replace(/\s*\/Prev \d+/, '').trimEnd(), start }
}

// the sections of a table each name their first object and how many follow, in lines of twenty bytes
function offsetOf(pdf: Uint8Array, start: number, wanted: number): number | null {
  let at = start
  const head = /^xref\s+/.exec(latin(pdf.subarray(at, at + 16)))
  if (head === null) return null
  at += head[0].length
  for (;;) {
    const section = /^(\d+) (\d+)\s*\r?\n/.exec(latin(pdf.subarray(at, at + 40)))
    if (section === null) return null
    const [first, count] = [Number(section[1]), Number(section[2])]
    at += section[0].length
    if (wanted >= first && wanted < first + count) {
      const line = latin(pdf.subarray(at + 20 * (wanted - first), at + 20 * (wanted - first) + 20))
      return /^\d{10} \d{5} n/.test(line) ? Number(line.slice(0, 10)) : null
    }
    at += 20 * count
  }
}

function latin(part: Uint8Array): string {
  let text = ''
  for (const byte of part) text += String.fromCharCode(byte)
  return text
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0))
}
