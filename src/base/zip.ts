import { inflateSync, unzipSync, zipSync } from 'fflate'
import type { Words } from './diagnostic.ts'

/** The parts of a ZIP file by name, or why they were not unpacked. */
export type Unzipped = ReadonlyMap<string, Uint8Array> | Words

// a workbook of a hundred thousand rows has some twenty MB of XML
const largestPart = 200 * 1024 * 1024
const largestTotal = 400 * 1024 * 1024
const mostParts = 10_000
const highestRatio = 400

/**
 * The parts of `bytes` whose names `wanted` picks.
 *
 * Sizes are taken from the directory before anything is unpacked, so that a bomb costs nothing: a part of more than 200 MB,
 * more than 400 MB in all, or a part above 1 MB that grows more than 400 times is refused.
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Unzipped {
  let total = 0
  let parts = 0
  let refused: Words | null = null
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize, size }) => {
        parts += 1
        if (parts > mostParts) refused = tooMany
        if (refused !== null || !wanted(name)) return false
        total += originalSize
        if (
          originalSize > largestPart ||
          total > largestTotal ||
          (originalSize > 1024 * 1024 && originalSize > size * highestRatio)
        )
          refused = bomb(name, originalSize)
        return refused === null
      },
    })
    if (refused !== null) return refused
    return new Map(Object.entries(found))
  } catch {
    return { en: 'its ZIP container is damaged or encrypted', zh: 'ZIP 容器已损坏或加密' }
  }
}

const tooMany: Words = { en: `it has more than ${mostParts} parts`, zh: `包含的部件超过 ${mostParts} 个` }

function bomb(name: string, size: number): Words {
  const mb = Math.round(size / 1024 / 1024)
  return { en: `its part ${name} would unpack to ${mb} MB`, zh: `其部件 ${name} 解压后达 ${mb} MB` }
}

/** Whether parts were unpacked. */
export function isUnzipped(found: Unzipped): found is ReadonlyMap<string, Uint8Array> {
  return found instanceof Map
}

/** A part of a ZIP file, unpacked when it is read. */
export interface ZipPart {
  readonly name: string
  /** bytes when unpacked, as the directory says */
  readonly size: number
  /** its bytes, `null` when they are damaged, larger than 200 MB or packed with a method that is not known */
  readonly read: () => Uint8Array | null
}

/** What unpacks a method that ZIP got later, such as 93 for Zstandard. */
export type Unpackers = Readonly<Record<number, (packed: Uint8Array, size: number) => Uint8Array>>

/**
 * The parts of a ZIP file that is too large to be unpacked at once; `null` when it has no directory that can be read.
 *
 * @source PKWARE, APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12 and 4.3.16; files above 4 GB are not read
 */
export function openZip(bytes: Uint8Array, unpackers: Unpackers = {}): readonly ZipPart[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const first = Math.max(0, end - 65_535)
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end -= 1
  if (end < first) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const parts: ZipPart[] = []
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null
    const method = view.getUint16(at + 10, true)
    const packed = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const [names, extra, comment] = [28, 30, 32].map((o) => view.getUint16(at + o, true)) as [number, number, number]
    const header = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + names))
    parts.push({ name, size, read: () => readPart(view, bytes, { method, packed, size, header }, unpackers) })
    at += 46 + names + extra + comment
  }
  return parts
}

interface Packed {
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly header: number
}

function readPart(view: DataView, bytes: Uint8Array, part: Packed, unpackers: Unpackers): Uint8Array | null {
  const { method, packed, size, header } = part
  if (size > largestPart || header + 30 > bytes.length || view.getUint32(header, true) !== 0x04034b50) return null
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  if (start + packed > bytes.length) return null
  const inside = bytes.subarray(start, start + packed)
  try {
    if (method === 0) return inside
    const whole = method === 8 ? inflateSync(inside, { out: new Uint8Array(size) }) : unpackers[method]?.(inside, size)
    return whole?.length === size ? whole : null
  } catch {
    return null
  }
}

/**
 * `parts` as a ZIP file, in their order and dated `date`; the same parts give the same bytes.
 *
 * @example isUnzipped(unzip(zip(new Map([['a', new Uint8Array([1])]]), '2024-07-28'), () => true)) // true
 */
export function zip(parts: ReadonlyMap<string, Uint8Array>, date: string): Uint8Array {
  // the date of a ZIP is that of a clock on the wall
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const mtime = new Date(year, month - 1, day)
  // the next levels take twice the time for a thirtieth of the size
  return zipSync(Object.fromEntries(parts), { level: 3, mtime })
}
