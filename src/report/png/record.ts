import { escapeMarkup } from '../chart/svg.ts'

const keyword = 'XML:com.adobe.xmp'
const space = 'http://www.tc260.org.cn/ns/AIGC/1.0/'

interface Chunk {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly data: Uint8Array
}

/**
 * A PNG with `value` as the attribute `TC260:name` of its XMP packet, in the place of one it had; `null` when it is no PNG.
 *
 * Pure. The packet stands in an `iTXt` chunk before the pixels; every other chunk stays as it is.
 *
 * @source PNG, third edition, 11.3.3.4 iTXt; XMP specification part 3, 1.1.5 PNG; TC260-PG-20258A, places of implicit labels
 */
export function withAttribute(png: Uint8Array, name: string, value: string): Uint8Array | null {
  const chunks = chunksOf(png)
  const head = chunks?.[0]
  if (chunks === null || head?.type !== 'IHDR') return null
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:TC260="${space}" TC260:${name}="${escapeMarkup(value)}"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`
  const kept = chunks.filter((c) => !isPacket(c))
  const parts = [
    png.subarray(0, 8),
    png.subarray(head.start, head.end),
    // keyword, no compression, no language, no translated keyword
    chunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${packet}`)),
    ...kept.slice(1).map((c) => png.subarray(c.start, c.end)),
  ]
  const result = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}

/** The attribute `TC260:name` of a PNG's XMP packet; `null` without one, with several, or with a broken chunk. */
export function readAttribute(png: Uint8Array, name: string): string | null {
  const packets = chunksOf(png)?.filter(isPacket) ?? []
  if (packets.length !== 1) return null
  const text = new TextDecoder().decode(packets[0]!.data)
  const found = [...text.matchAll(new RegExp(`TC260:${name}="([^"]*)"`, 'g'))]
  return found.length === 1 ? plainText(found[0]![1]!) : null
}

function plainText(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, n: string) => named[n]!)
}

function isPacket({ type, data }: Chunk): boolean {
  return type === 'iTXt' && latin(data.subarray(0, keyword.length + 1)) === `${keyword}\0`
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

const signature = '\x89PNG\r\n\x1a\n'

// `null` where a length or a check sum does not fit: such a file is no PNG that was written whole
function chunksOf(png: Uint8Array): readonly Chunk[] | null {
  if (latin(png.subarray(0, 8)) !== signature) return null
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const chunks: Chunk[] = []
  for (let at = 8; at < png.length; ) {
    if (at + 12 > png.length) return null
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > png.length || view.getUint32(end - 4) !== crc(png.subarray(at + 4, end - 4))) return null
    chunks.push({ type: latin(png.subarray(at + 4, at + 8)), start: at, end, data: png.subarray(at + 8, end - 4) })
    at = end
  }
  return chunks
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const made = new Uint8Array(12 + data.length)
  const view = new DataView(made.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i += 1) made[4 + i] = type.charCodeAt(i)
  made.set(data, 8)
  view.setUint32(8 + data.length, crc(made.subarray(4, 8 + data.length)))
  return made
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** @source ISO 3309, the cyclic redundancy check of PNG chunks */
function crc(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = table[(c ^ byte) & 0xff]! ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
