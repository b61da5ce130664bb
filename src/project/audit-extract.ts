import type { Extract, ExtractBlock, ExtractCell, ExtractTable } from '../base/index.ts'

/** An extract as it crosses threads: offsets alone where they tell the rest, since numbers are copied faster than objects. */
export type PackedExtract = Omit<Extract, 'blocks'> & { readonly blocks: Int32Array | readonly ExtractBlock[] }

const kinds: readonly ExtractBlock['kind'][] = ['heading', 'paragraph', 'furniture', 'table']

/** An extract for another thread. */
export function packExtract(extract: Extract): PackedExtract {
  const { blocks, text } = extract
  if (!blocks.every((b) => b.kind !== 'table' || isPlain(b, text))) return extract
  const size = blocks.reduce((sum, b) => sum + 3 + (b.kind === 'table' ? sizeOf(b) : 0), 0)
  const packed = new Int32Array(size)
  let at = 0
  const put = (n: number) => {
    packed[at] = n
    at += 1
  }
  for (const block of blocks) {
    put(kinds.indexOf(block.kind))
    put(block.start)
    put(block.end)
    if (block.kind !== 'table') continue
    put(block.rows.length)
    for (const row of block.rows) {
      put(row.length)
      for (const { start, end } of row) {
        put(start)
        put(end)
      }
    }
  }
  return { ...extract, blocks: packed }
}

// nothing but where its cells stand
function isPlain({ title, rows }: ExtractTable, text: string): boolean {
  return (
    title === '' &&
    rows.every((row) =>
      row.every(
        (c) =>
          c.ref === '' &&
          c.strong === undefined &&
          c.end - c.start === c.text.length &&
          text.startsWith(c.text, c.start),
      ),
    )
  )
}

function sizeOf({ rows }: ExtractTable): number {
  return rows.reduce((sum, row) => sum + 1 + 2 * row.length, 1)
}

/** What `packExtract` packed. */
export function unpackExtract(packed: PackedExtract): Extract {
  const { blocks, text } = packed
  return blocks instanceof Int32Array ? { ...packed, blocks: blocksOf(blocks, text) } : { ...packed, blocks }
}

function blocksOf(packed: Int32Array, text: string): readonly ExtractBlock[] {
  const blocks: ExtractBlock[] = []
  let at = 0
  const take = () => {
    at += 1
    return packed[at - 1]!
  }
  const cell = (): ExtractCell => {
    const [start, end] = [take(), take()]
    return { text: text.slice(start, end), start, end, ref: '' }
  }
  const row = () => Array.from({ length: take() }, cell)
  while (at < packed.length) {
    const [kind, start, end] = [kinds[take()]!, take(), take()]
    if (kind !== 'table') blocks.push({ kind, start, end })
    else blocks.push({ kind, start, end, title: '', rows: Array.from({ length: take() }, row) })
  }
  return blocks
}
