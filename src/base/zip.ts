import { unzipSync, zipSync } from 'fflate'
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

/**
 * `parts` as a ZIP file, in their order and dated `date`; the same parts give the same bytes.
 *
 * @example isUnzipped(unzip(zip(new Map([['a', new Uint8Array([1])]]), '2024-07-28'), () => true)) // true
 */
export function zip(parts: ReadonlyMap<string, Uint8Array>, date: string): Uint8Array {
  // the date of a ZIP is that of a clock on the wall
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const mtime = new Date(year, month - 1, day)
  return zipSync(Object.fromEntries(parts), { level: 6, mtime })
}
