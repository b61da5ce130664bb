import type { ColumnData, FileMetaData } from 'hyparquet'
import type { OpenFile } from '../base/index.ts'

/** A Parquet file whose columns are read group by group. */
export interface Parquet {
  readonly columns: readonly string[]
  readonly rows: number
  /** calls `visit` with the values of each group of rows, by column in the order of `columns` */
  readonly groups: (
    visit: (columns: readonly ArrayLike<unknown>[], count: number) => void | Promise<void>,
  ) => Promise<void>
}

/**
 * A Parquet file, of which only one group of rows is held at a time.
 *
 * Values are numbers, bigints, texts, booleans and dates as the file has them; dates become `YYYY-MM-DD`.
 *
 * @throws Error when the bytes are no Parquet, or are packed with an unknown method
 */
export async function openParquet(file: OpenFile): Promise<Parquet> {
  const buffer = {
    byteLength: file.size,
    slice: async (start: number, end?: number) => {
      const bytes = await file.read(start, (end ?? file.size) - start)
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    },
  }
  // few commands read Parquet, so that it is loaded when one does
  const { parquetMetadataAsync, parquetRead, parquetSchema } = await import('hyparquet')
  const { compressors } = await import('./unpack.ts')
  const metadata = await parquetMetadataAsync(buffer)
  const columns = parquetSchema(metadata).children.map((c) => c.element.name)
  const groups: Parquet['groups'] = async (visit) => {
    let start = 0
    for (const count of groupSizes(metadata)) {
      const values = columns.map((): unknown[] => new Array(count))
      const index = new Map(columns.map((name, i) => [name, i]))
      const onChunk = (chunk: ColumnData): void => {
        const into = values[index.get(chunk.columnName) ?? -1]
        const { columnData, rowStart } = chunk
        if (into === undefined) return
        for (let i = 0; i < columnData.length; i += 1) {
          const at = rowStart - start + i
          if (at >= 0 && at < count) into[at] = plainCell(columnData[i])
        }
      }
      await parquetRead({
        file: buffer,
        metadata,
        rowStart: start,
        rowEnd: start + count,
        onChunk,
        compressors,
        parsers: days,
      })
      await visit(values, count)
      start += count
    }
  }
  return { columns, rows: Number(metadata.num_rows), groups }
}

function groupSizes(metadata: FileMetaData): readonly number[] {
  return metadata.row_groups.map((g) => Number(g.num_rows))
}

function plainCell(value: unknown): unknown {
  return value instanceof Date ? dayText(value.getTime() / 86_400_000) : value
}

// the same few thousand days stand in millions of cells
const written = new Map<number, string>()

const days = {
  dateFromDays: (day: number): string => {
    const known = written.get(day)
    if (known !== undefined) return known
    const text = dayText(day)
    if (written.size < 65_536) written.set(day, text)
    return text
  },
}

// a number that is beyond all days stays what it is
function dayText(day: number): string {
  const date = new Date(day * 86_400_000)
  return Number.isNaN(date.getTime()) ? String(day) : date.toISOString().slice(0, 10)
}

/** What unpacks Zstandard into so many bytes; few commands need it, so that it is loaded when one does. */
export async function loadZstd(): Promise<(packed: Uint8Array, size: number) => Uint8Array> {
  const { decompressZstd } = await import('./unpack.ts')
  return (packed, size) => decompressZstd(packed, new Uint8Array(size))
}
