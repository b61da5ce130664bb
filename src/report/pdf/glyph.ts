/** What a font can print. */
export interface Coverage {
  readonly family: string
  readonly has: (point: number) => boolean
}

/**
 * The characters and the family of a TrueType or OpenType font, read from its `cmap` and `name` tables.
 *
 * Only Unicode subtables of format 4 and 12 are read; bytes that are no font cover nothing.
 */
export function readCoverage(font: Uint8Array): Coverage {
  try {
    return readTables(font)
  } catch (thrown) {
    // a table that reaches beyond the end
    if (thrown instanceof RangeError) return { family: '', has: () => false }
    throw thrown
  }
}

function readTables(font: Uint8Array): Coverage {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const tables = tablesOf(view)
  const points = new Set<number>()
  const cmap = tables.get('cmap')
  if (cmap !== undefined) for (const at of subtables(view, cmap)) readSubtable(view, at, points)
  const name = tables.get('name')
  return { family: name === undefined ? '' : familyOf(view, name), has: (point) => points.has(point) }
}

function tablesOf(view: DataView): ReadonlyMap<string, number> {
  const tables = new Map<string, number>()
  if (view.byteLength < 12) return tables
  const count = view.getUint16(4)
  for (let i = 0; i < count && 28 + 16 * i <= view.byteLength; i++) {
    const at = 12 + 16 * i
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(at + k)))
    if (view.getUint32(at + 8) < view.byteLength) tables.set(tag, view.getUint32(at + 8))
  }
  return tables
}

// Unicode: platform 0, or platform 3 with encoding 1 (basic plane) or 10 (all)
function subtables(view: DataView, cmap: number): readonly number[] {
  const found: number[] = []
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + 4 + 8 * i
    const [platform, encoding] = [view.getUint16(at), view.getUint16(at + 2)]
    if (platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10)))
      found.push(cmap + view.getUint32(at + 4))
  }
  return [...new Set(found)]
}

function readSubtable(view: DataView, at: number, points: Set<number>): void {
  const format = view.getUint16(at)
  if (format === 12) {
    for (let i = 0; i < view.getUint32(at + 12); i++) {
      const group = at + 16 + 12 * i
      for (let p = view.getUint32(group); p <= view.getUint32(group + 4); p++) points.add(p)
    }
  } else if (format === 4) readSegments(view, at, points)
}

function readSegments(view: DataView, at: number, points: Set<number>): void {
  const count = view.getUint16(at + 6) / 2
  for (let i = 0; i < count; i++) {
    const last = view.getUint16(at + 14 + 2 * i)
    const first = view.getUint16(at + 16 + 2 * count + 2 * i)
    const delta = view.getUint16(at + 16 + 4 * count + 2 * i)
    const place = at + 16 + 6 * count + 2 * i
    const offset = view.getUint16(place)
    for (let p = first; p <= last && p !== 0xffff; p++) {
      const glyph = offset === 0 ? (p + delta) & 0xffff : view.getUint16(place + offset + 2 * (p - first))
      if (glyph !== 0) points.add(p)
    }
  }
}

function familyOf(view: DataView, name: number): string {
  const strings = name + view.getUint16(name + 4)
  let family = ''
  for (let i = 0; i < view.getUint16(name + 2); i++) {
    const at = name + 6 + 12 * i
    const id = view.getUint16(at + 6)
    // the typographic family wins over the one that holds the weight
    if (view.getUint16(at) !== 3 || (id !== 16 && (id !== 1 || family !== ''))) continue
    const start = strings + view.getUint16(at + 10)
    family = Array.from({ length: view.getUint16(at + 8) / 2 }, (_, k) =>
      String.fromCharCode(view.getUint16(start + 2 * k)),
    ).join('')
  }
  return family
}
