import type { Effects, OpenFile } from '../../base/index.ts'
import { valueRow } from '../../policy/index.ts'
import { openParquet } from '../../sources/index.ts'
import { csvRows } from './delimited.ts'
import { type Rows, type RowsFile, unread } from './rows.ts'

/**
 * The rows of a CSV or Parquet file, of which a few megabytes are held at a time.
 *
 * @throws AssayError policy/unread-input when there is no such file, or it is neither
 */
export async function openRows(effects: Effects, named: RowsFile): Promise<Rows & { close: () => Promise<void> }> {
  const file = await effects.open(named.path)
  if (file === null) throw unread(named.shown, 'is not there', '不存在')
  try {
    const rows = await (isParquet(await file.read(0, 4)) ? parquetRows(file, named.shown) : csvRows(file, named))
    return { ...rows, close: file.close }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Whether a file begins as Parquet does. */
export function isParquet(bytes: Uint8Array): boolean {
  return bytes[0] === 80 && bytes[1] === 65 && bytes[2] === 82 && bytes[3] === 49
}

async function parquetRows(file: OpenFile, shown: string): Promise<Rows> {
  const parquet = await openParquet(file).catch((error: Error) => {
    throw unread(shown, `is no Parquet that can be read: ${error.message}`, '不是可读的 Parquet')
  })
  const width = parquet.columns.length
  return {
    heads: parquet.columns,
    each: async (visit, told) => {
      let done = 0
      const cells: unknown[] = new Array(width)
      await parquet.groups((columns, count) => {
        for (let row = 0; row < count; row += 1) {
          for (let i = 0; i < width; i += 1) cells[i] = columns[i]![row]
          visit(valueRow(cells, done + row + 1))
        }
        done += count
        told(done / parquet.rows)
      })
      return { diagnostics: [], more: 0 }
    },
  }
}
