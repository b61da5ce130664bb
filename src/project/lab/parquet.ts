import type { Effects } from '../../base/index.ts'
import type { Row } from '../../lab/index.ts'
import { openParquet } from '../../sources/index.ts'

/** The rows of a Parquet file one group after another, for datasets that are published so. */
export function parquetRows(effects: Pick<Effects, 'open'>): (path: string) => Promise<AsyncIterable<Row>> {
  return async (path) => {
    const file = await effects.open(path)
    if (file === null) throw new Error(`there is no file ${path}`)
    const { columns, groups } = await openParquet(file)
    return rowsOf(columns, groups, file.close)
  }
}

type Groups = Awaited<ReturnType<typeof openParquet>>['groups']

// the reader pushes groups, the consumer pulls rows: one group waits at a time
async function* rowsOf(columns: readonly string[], groups: Groups, close: () => Promise<void>): AsyncGenerator<Row> {
  let [offer, taken] = [deferred<Row[] | null>(), deferred<void>()]
  const reading = groups(async (values, count) => {
    offer.resolve(
      Array.from({ length: count }, (_, i) => Object.fromEntries(columns.map((c, j) => [c, plain(values[j]![i])]))),
    )
    await taken.promise
    taken = deferred()
  })
  reading.then(() => offer.resolve(null), offer.reject)
  try {
    for (;;) {
      const rows = await offer.promise
      if (rows === null) return
      offer = deferred()
      yield* rows
      taken.resolve()
    }
  } finally {
    await close()
  }
}

// whole numbers of 64 bits are numbers where they fit, texts where they do not
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
}

function deferred<T>() {
  let [resolve, reject]: [(value: T) => void, (reason: unknown) => void] = [() => {}, () => {}]
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
