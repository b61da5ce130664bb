import type { Extract, ExtractBlock, Format } from '../../base/index.ts'

/** A text with the encoding that its bytes were read in, and how many places of it no letter could be made of. */
export interface Decoded {
  readonly text: string
  readonly encoding: string
  readonly lost: number
}

/**
 * `bytes` of unknown encoding as text, or `null` where no encoding reads them as one.
 *
 * A mark decides; without one UTF-16 shows by its zero bytes. A text that was cut within a letter, or has a few broken ones, is read
 * all the same. Of what is no UTF-8, bytes that stand alone between plain letters are Windows-1252, as spreadsheets save it (£, –, ’);
 * else it is tried as GB18030, of which GBK and GB2312 are parts. The encoding is told, so that nobody takes a guess for a certainty.
 */
export function decodeForeign(bytes: Uint8Array): Decoded | null {
  const encoding = encodingOf(bytes)
  const own = decodeAs(bytes, encoding, 20)
  if (own !== null || encoding !== 'utf-8') return own
  if (!isWestern(bytes)) return decodeAs(bytes, 'gb18030', 50)
  const western = decodeAs(bytes, 'windows-1252', 50)
  return western === null ? null : { ...western, text: western.text.replace(/[\u0080-\u009f]/g, westernLetter) }
}

// some Nodes read these 32 as control characters, as Latin-1 has them
const letters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function westernLetter(control: string): string {
  return letters[control.charCodeAt(0) - 0x80]!
}

// of so many letters beyond ASCII one may be broken; the last may be cut
function decodeAs(bytes: Uint8Array, encoding: string, lettersToOne: number): Decoded | null {
  if (!isText(sampleOf(bytes, encoding))) return null
  const whole = tryDecode(bytes, encoding)
  if (whole !== null) return isText(whole) ? { text: visibleText(whole), encoding, lost: 0 } : null
  const text = new TextDecoder(encoding).decode(bytes)
  let [lost, letters] = [0, 0]
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === 0xfffd) lost += 1
    else if (code > 127) letters += 1
  }
  // a Latin text has few letters of its own: a quote or two, and one of them broken
  const isSparse = encoding === 'utf-8' && letters >= 2 * lost && (letters + lost) * 20 < text.length
  const isCut = lost === 1 && text.endsWith('\ufffd') && (letters > 0 || encoding !== 'utf-8')
  if (!isText(text) || (!isCut && !isSparse && lost * lettersToOne > letters)) return null
  return { text: visibleText(text), encoding, lost }
}

// Chinese letters come in runs of pairs, quotes and accents alone
function isWestern(bytes: Uint8Array): boolean {
  let [alone, inRuns] = [0, 0]
  for (let i = 0; i < bytes.length; i += 1) {
    if (bytes[i]! < 0x80) continue
    if ((bytes[i - 1] ?? 0) < 0x80 && (bytes[i + 1] ?? 0) < 0x80) alone += 1
    else inRuns += 1
  }
  return alone > inRuns
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  for (let i = 0; i < sample.length; i += 1) if (sample[i] === 0) zeros[i % 2]! += 1
  const half = sample.length / 2
  // a Latin text in UTF-16 has a zero in nearly every other byte, Chinese with digits still in many
  if (zeros[1]! > half * 0.1 && zeros[0]! * 8 < zeros[1]!) return 'utf-16le'
  if (zeros[0]! > half * 0.1 && zeros[1]! * 8 < zeros[0]!) return 'utf-16be'
  return 'utf-8'
}

// the beginning alone tells a picture from a text, before all of it is decoded
function sampleOf(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes.subarray(0, 16_384))
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

// marks of direction, joiners and control characters stand between the letters of a name without being seen
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unseen = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

function visibleText(text: string): string {
  // a return alone ends a line, as editors count
  return text.replace(unseen, '').replace(/\r(?!\n)/g, '\n')
}

// a picture that happens to decode is full of control characters
function isText(text: string): boolean {
  let control = 0
  const sample = text.slice(0, 8192)
  for (let i = 0; i < sample.length; i += 1) {
    const code = sample.charCodeAt(i)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || code === 0xfffd) control += 1
  }
  // a short text may hold a few, such as the colours of a terminal
  return control <= Math.max(sample.length * 0.05, Math.min(8, sample.length * 0.15))
}

/** An extract whose text is the document's own. */
export function plainExtract(file: string, format: Format, decoded: Decoded, blocks: readonly ExtractBlock[]): Extract {
  return Object.freeze({
    kind: 'extract',
    file,
    format,
    encoding: decoded.encoding,
    text: decoded.text,
    blocks,
    pages: [],
    boxes: [],
    unread: [],
  })
}
